//! The chronology in Markdown (CommonMark): the same entries as the summary, with EDTF after each.

use std::io::{self, Write};

use super::entry::{Entry, remarks, sections, source, undated};
use super::text::clean;
use crate::timeline::Timeline;

pub(super) fn write(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    match timeline.documents.as_slice() {
        [document] => {
            let title = document.title.as_deref().unwrap_or(&document.source);
            writeln!(out, "# {}\n\n{}", escape(&clean(title)), escape(&source(document)))?;
        }
        documents => {
            writeln!(out, "# Chronology of {} articles\n", documents.len())?;
            for (index, document) in documents.iter().enumerate() {
                let title = document.title.as_deref().map(|title| format!("{} — ", escape(&clean(title))));
                writeln!(out, "{}. {}{}", index + 1, title.unwrap_or_default(), escape(&source(document)))?;
            }
        }
    }
    for section in sections(timeline) {
        list(&section.heading, &section.entries, out)?;
    }
    let undated = undated(timeline);
    if !undated.is_empty() {
        list("Undated", &undated, out)?;
    }
    let remarks = remarks(timeline);
    if !remarks.is_empty() {
        writeln!(out, "\n## Remarks\n")?;
    }
    remarks.iter().try_for_each(|(_, remark)| writeln!(out, "- {}", escape(remark)))
}

fn list(heading: &str, entries: &[Entry], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n## {}\n", escape(heading))?;
    for entry in entries {
        write!(out, "- ")?;
        if let Some(lead) = &entry.lead {
            write!(out, "**{}** — ", escape(lead))?;
        }
        if let Some(status) = &entry.status {
            write!(out, "*{status}:* ")?;
        }
        write!(out, "{}", escape(&entry.what))?;
        if !entry.notes.is_empty() {
            write!(out, " ({})", escape(&entry.notes.join("; ")))?;
        }
        if !entry.sources.is_empty() {
            let sources: Vec<String> = entry.sources.iter().map(ToString::to_string).collect();
            write!(out, " \\[{}\\]", sources.join(", "))?;
        }
        // A backtick would end the code span; EDTF has none.
        if let Some(edtf) = entry.edtf.as_ref().filter(|edtf| !edtf.contains('`')) {
            write!(out, " `{edtf}`")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Escapes what Markdown or HTML could take for markup. The text is one line, so that of block markup only what may
/// begin a line counts, and that is escaped wherever it stands.
fn escape(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    for (at, c) in line.char_indices() {
        let always =
            matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '|' | '~' | '!' | '$');
        let first = at == 0 && matches!(c, '-' | '+' | '=');
        // "1." and "1)" at the beginning would open a list.
        let number =
            matches!(c, '.' | ')') && at > 0 && line.bytes().take(at).all(|byte| byte.is_ascii_digit());
        // Bare addresses become links; the text shall stay text.
        let address = c == ':' && line.get(at..).is_some_and(|rest| rest.starts_with("://"));
        if always || first || number || address {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn markup_is_escaped_and_prose_is_not() {
        assert_eq!(escape("<b>*x*</b> [y](http://z)"), "\\<b\\>\\*x\\*\\</b\\> \\[y\\](http\\://z)");
        assert_eq!(escape("1. item"), "1\\. item");
        assert_eq!(escape("- item"), "\\- item");
        assert_eq!(escape("May 3-5, 2020 (about 3.5 hours)."), "May 3-5, 2020 (about 3.5 hours).");
    }
}

//! The chronology for a terminal: what an editor would print, wrapped to the width, coloured if asked.
//!
//! Everything that colour says is also said in words, so that it reads the same in `less`, in a file and aloud.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::Options;
use super::axis::axis;
use super::entry::{Entry, remarks, sections, source, undated};
use super::text::{BOLD, DIM, NARROWEST, PLAIN, clean, run, wrap};
use crate::timeline::{Severity, Timeline};

/// So many articles are listed before the chronology; more come after it.
const ARTICLES: usize = 9;

pub(super) fn write(timeline: &Timeline, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page { out, width: options.width.max(NARROWEST), color: options.color };
    let few = timeline.documents.len() <= ARTICLES;
    page.head(timeline, few)?;
    page.axis(timeline)?;
    if timeline.events.is_empty() {
        page.blank()?;
        page.line(&[("No dated events.", PLAIN)], 0, 0)?;
    }
    for section in sections(timeline) {
        page.section(&section.heading, &section.entries)?;
    }
    let undated = undated(timeline);
    if !undated.is_empty() {
        page.section("Undated", &undated)?;
    }
    page.remarks(timeline)?;
    if !few {
        page.blank()?;
        page.line(&[("Articles", BOLD)], 0, 0)?;
        page.articles(timeline)?;
    }
    Ok(())
}

struct Page<'a> {
    out: &'a mut dyn Write,
    width: usize,
    color: bool,
}

impl Page<'_> {
    fn head(&mut self, timeline: &Timeline, few: bool) -> io::Result<()> {
        match timeline.documents.as_slice() {
            [] => self.line(&[("No articles.", BOLD)], 0, 0),
            [document] => {
                if let Some(title) = &document.title {
                    self.line(&[(&clean(title), BOLD)], 0, 0)?;
                }
                self.line(&[(&source(document), DIM)], 0, 0)
            }
            documents => {
                self.line(&[(&format!("{} articles", documents.len()), BOLD)], 0, 0)?;
                if few { self.articles(timeline) } else { Ok(()) }
            }
        }
    }

    fn articles(&mut self, timeline: &Timeline) -> io::Result<()> {
        for (index, document) in timeline.documents.iter().enumerate() {
            let number = format!("[{}]", index + 1);
            let title = document.title.as_deref().map(clean).unwrap_or_default();
            self.line(&[(&number, PLAIN), (&title, PLAIN)], 0, 4)?;
            self.line(&[(&source(document), DIM)], 4, 4)?;
        }
        Ok(())
    }

    fn axis(&mut self, timeline: &Timeline) -> io::Result<()> {
        let Some(axis) = axis(&timeline.events, self.width) else { return Ok(()) };
        self.blank()?;
        writeln!(self.out, "{}", axis.line)?;
        let legend: Vec<String> = axis.legend.iter().map(|item| format!("{item} ")).collect();
        let legend: Vec<(&str, Style)> = legend.iter().map(|item| (item.as_str(), DIM)).collect();
        self.flow(&legend, 0, 0)
    }

    fn section(&mut self, heading: &str, entries: &[Entry]) -> io::Result<()> {
        self.blank()?;
        self.line(&[(heading, BOLD)], 0, 0)?;
        entries.iter().try_for_each(|entry| self.entry(entry))
    }

    fn entry(&mut self, entry: &Entry) -> io::Result<()> {
        let lead = entry.lead.as_ref().map(|lead| format!("{lead} —"));
        let status = entry.status.as_ref().map(|status| format!("{status}:"));
        let notes = (!entry.notes.is_empty()).then(|| format!("({})", entry.notes.join("; ")));
        let sources: Vec<String> = entry.sources.iter().map(ToString::to_string).collect();
        let sources = (!sources.is_empty()).then(|| format!("[{}]", sources.join(", ")));
        let parts = [
            (lead.as_deref(), DIM),
            (status.as_deref(), status_style(entry.status.as_deref())),
            (Some(entry.what.as_str()), PLAIN),
            (notes.as_deref(), DIM),
            (sources.as_deref(), DIM),
        ];
        let parts: Vec<(&str, Style)> =
            parts.iter().filter_map(|&(part, style)| Some((part?, style))).collect();
        self.line(&parts, 2, 4)
    }

    fn remarks(&mut self, timeline: &Timeline) -> io::Result<()> {
        let remarks = remarks(timeline);
        if remarks.is_empty() {
            return Ok(());
        }
        self.blank()?;
        self.line(&[("Remarks", BOLD)], 0, 0)?;
        for (severity, remark) in remarks {
            let style = match severity {
                Severity::Error => AnsiColor::Red.on_default(),
                Severity::Warning => AnsiColor::Yellow.on_default(),
                Severity::Info => DIM,
            };
            self.line(&[(&remark, style)], 2, 4)?;
        }
        Ok(())
    }

    /// Wraps the parts as one text: the first line after `indent` columns, the others after `hang`.
    fn line(&mut self, parts: &[(&str, Style)], indent: usize, hang: usize) -> io::Result<()> {
        let words = parts.iter().flat_map(|(part, style)| part.split(' ').map(move |word| (word, *style)));
        let words: Vec<(&str, Style)> = words.filter(|(word, _)| !word.is_empty()).collect();
        self.flow(&words, indent, hang)
    }

    /// The same for words that are already cut. The first line could be wider than the others by the difference of the
    /// indents; that is not worth a second measure.
    fn flow(&mut self, words: &[(&str, Style)], indent: usize, hang: usize) -> io::Result<()> {
        for (number, line) in wrap(words, self.width, hang.max(indent)).iter().enumerate() {
            let margin = if number == 0 { indent } else { hang };
            write!(self.out, "{:margin$}", "")?;
            for (place, same) in line.chunk_by(|left, right| left.1 == right.1).enumerate() {
                let words: Vec<&str> = same.iter().map(|(word, _)| *word).collect();
                let style = same.first().map_or(PLAIN, |(_, style)| *style);
                self.out.write_all(if place > 0 { b" " } else { b"" })?;
                run(self.out, words.join(" ").trim_end(), style, self.color)?;
            }
            writeln!(self.out)?;
        }
        Ok(())
    }

    fn blank(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }
}

fn status_style(status: Option<&str>) -> Style {
    match status {
        Some("planned" | "conditional") => AnsiColor::Cyan.on_default(),
        Some("denied" | "cancelled") => AnsiColor::Red.on_default(),
        _ => AnsiColor::Green.on_default(),
    }
}

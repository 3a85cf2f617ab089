//! A text in, its lines out: what stands between line breaks, with the lines of hard-wrapped paragraphs put together.
//!
//! Scraped text has a paragraph on each line; e-mails and old wire copy break lines at a fixed width. A line was broken
//! by the width if the next word would not have fitted on it; otherwise its writer ended it.

use super::Line;

/// Widths at which programs break lines, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 50..=100;

/// The lines of a text, in order, without the white space around them; quotation marks of e-mails (`>`) belong to the
/// white space.
pub(in crate::article) fn lines(text: &str) -> Vec<Line> {
    let physical = physical(text);
    joined(text, &physical)
}

fn physical(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut start, mut gap) = (0, true);
    while start < text.len() {
        let length = text[start..].find(['\n', '\r', '\u{2028}', '\u{2029}', '\u{C}']);
        let end = length.map_or(text.len(), |length| start + length);
        let inside = trim(text, start, end);
        if inside.is_empty() {
            gap = true;
        } else {
            lines.push(Line::new(inside, gap));
            gap = false;
        }
        // The two characters of a Windows line break end one line.
        let broken = text[end..].chars().next().map_or(0, char::len_utf8);
        start = end + if text[end..].starts_with("\r\n") { 2 } else { broken };
    }
    lines
}

/// The range of a line without what frames it.
fn trim(text: &str, start: usize, end: usize) -> std::ops::Range<usize> {
    let blank = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{2060}')
    };
    let line = &text[start..end];
    let from = start + line.len() - line.trim_start_matches(|c| blank(c) || c == '>').len();
    let to = end - (line.len() - line.trim_end_matches(blank).len());
    from..to.max(from)
}

/// Puts the lines of wrapped paragraphs together.
fn joined(text: &str, lines: &[Line]) -> Vec<Line> {
    let runs: Vec<&[Line]> = lines.chunk_by(|_, next| !next.gap).collect();
    let widths: Vec<Option<usize>> = runs.iter().map(|run| width(text, run)).collect();
    let wrapped = widths.iter().flatten().count();
    let long_runs = runs.iter().filter(|run| run.len() >= 3).count();
    // The width of the document serves its short paragraphs, if most of the long ones are wrapped.
    let common = if wrapped * 2 > long_runs { widths.iter().flatten().max().copied() } else { None };
    let mut all = Vec::with_capacity(lines.len());
    for (run, width) in runs.iter().zip(widths) {
        let Some(width) = width.or(common) else {
            all.extend_from_slice(run);
            continue;
        };
        for (at, line) in run.iter().enumerate() {
            match all.last_mut() {
                Some(last) if at > 0 && was_broken(text, &run[at - 1], line, width) => {
                    Line::extend(last, line.end)
                }
                _ => all.push(line.clone()),
            }
        }
    }
    all
}

fn length(text: &str, line: &Line) -> usize {
    text[line.start..line.end].chars().count()
}

/// The width at which a run of lines was broken, if it was: all its lines but the last are about equally long.
fn width(text: &str, run: &[Line]) -> Option<usize> {
    let width = run.iter().map(|line| length(text, line)).max()?;
    let (_, all_but_last) = run.split_last()?;
    let full = all_but_last
        .windows(1)
        .zip(run.iter().skip(1))
        .filter(|(line, next)| was_broken(text, &line[0], next, width))
        .count();
    (run.len() >= 3 && WIDTHS.contains(&width) && full * 4 >= all_but_last.len() * 3).then_some(width)
}

/// Whether a line ended because the first word of the next one did not fit.
fn was_broken(text: &str, line: &Line, next: &Line, width: usize) -> bool {
    let following = &text[next.start..next.end];
    let word = following.split_whitespace().next().unwrap_or_default();
    let goes_on = following.starts_with(char::is_lowercase)
        && !text[line.start..line.end].ends_with(['.', '!', '?', ':', '"', '”']);
    let item = matches!(word, "-" | "*" | "•" | "–" | "--")
        || (word.ends_with(':') && word.starts_with(char::is_uppercase));
    let length = length(text, line);
    // Three characters of tolerance: the mark of a quotation and ragged counting.
    !item && (length + 1 + word.chars().count() + 3 > width || (goes_on && length * 2 > width))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        lines(text).iter().map(|line| &text[line.start..line.end]).collect()
    }

    #[test]
    fn every_kind_of_line_break() {
        assert_eq!(texts("a\nb\r\nc\rd\u{2028}e\n\n\u{a0} f \u{a0}"), ["a", "b", "c", "d", "e", "f"]);
        assert!(texts(" \r\n\t\n").is_empty());
    }

    #[test]
    fn paragraphs_on_one_line_stay_apart() {
        let caption = "Divers look at the wreck of the ferry in the outer harbor of the town, May 2, 2016.";
        let twice = format!("{caption}\n{caption}\n\nThe search goes on.");
        assert_eq!(texts(&twice).len(), 3);
    }

    #[test]
    fn wrapped_paragraphs_are_put_together() {
        let text = "The council met on Tuesday night to vote on the new bridge, which\nwill replace the one that was closed in March after an inspection\nfound cracks in two of its pillars.\n\nWork is to begin in the spring of next year, the mayor said when\nthe meeting was over.\n\nBridges\n";
        assert_eq!(texts(text).len(), 3);
        let quoted = text.replace('\n', "\n> ");
        assert_eq!(texts(&quoted).len(), 3);
    }

    #[test]
    fn short_lines_are_no_paragraph() {
        assert_eq!(texts("By Ann Lee\nMay 3, 2016\nHarbor News").len(), 3);
    }
}

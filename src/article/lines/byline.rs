//! Lines that say who wrote an article and when it was published or updated, and the dates in them.

use super::{Line, begins_with_any, ends_sentence, words};
use crate::article::data::{Tells, english};
use crate::article::published::{self, Signal};
use crate::article::{Zone, text_key};

/// Longest byline, in bytes.
const MAX_BYLINE: usize = 160;

/// Settles bylines, and collects what they say about the day of publication.
pub(super) fn settle(text: &str, lines: &mut [Line], signals: &mut Vec<Signal>) {
    let body = first_paragraph(text, lines);
    for (at, line) in lines.iter_mut().enumerate() {
        let words = line.text(text);
        // Lines that the markup has marked as bylines are still read for their dates.
        if words.len() > MAX_BYLINE || !(line.open() || line.zone == Zone::Byline) {
            continue;
        }
        // A byline may follow the first paragraph, but not stand deep in the body.
        let at_top = at <= body + 2;
        if is_sign_off(words) {
            line.settle(Zone::Byline);
        } else if let Some(found) = dated(words, at_top) {
            line.settle(Zone::Byline);
            signals.extend(found);
        } else if at_top && (is_writer(words) || is_labelled_clock(words)) {
            line.settle(Zone::Byline);
        }
    }
}

/// The place of the first line that looks like running text.
fn first_paragraph(text: &str, lines: &[Line]) -> usize {
    let running = |line: &Line| line.open() && line.end - line.start >= 80 && ends_sentence(line.text(text));
    lines.iter().position(running).unwrap_or(lines.len())
}

/// The signals of a line that is about its own date; none if it is not. Deep in the text only a labelled line is.
fn dated(line: &str, at_top: bool) -> Option<Vec<Signal>> {
    let found = published::find(line);
    let first = found.first()?;
    let labelled = published::label_at_start(line);
    let bare = rest_is_byline(&[&line[..first.start], &line[found.last()?.end..]]);
    let after = line[found.last()?.end..].trim();
    let label_only = labelled.is_some_and(|(tells, end)| {
        let near = line[end.min(first.start)..first.start].trim().len() <= 24;
        let sentence = super::words(after) > 8 || (ends_sentence(after) && super::words(after) > 2);
        near && tells != Tells::Other && !sentence
    });
    if !(label_only || (at_top && bare)) {
        return None;
    }
    let mut from = 0;
    let mut signals = Vec::new();
    for date in &found {
        let told = published::label_at_end(&line[from..date.start]);
        from = date.end;
        signals.push(match told {
            Some(Tells::Modified) => Signal::new(*date, "modified", 0.75),
            Some(Tells::Published) => Signal::new(*date, "byline", 0.9),
            Some(Tells::Other) => continue,
            None if signals.is_empty() => Signal::new(*date, "byline", 0.8),
            None => continue,
        });
    }
    Some(signals)
}

/// "Updated: 9.45pm": a label and a clock, and nothing else.
fn is_labelled_clock(line: &str) -> bool {
    published::label_at_start(line).is_some_and(|(tells, end)| {
        let rest = line[end..].trim_start_matches([' ', ':']);
        // "at", "on" between the two.
        let (first, others) = rest.split_once(' ').unwrap_or((rest, ""));
        let filler = crate::article::data::page().fillers.contains(first.to_lowercase().as_str());
        tells != Tells::Other && published::clock_alone(if filler { others } else { rest }).is_some()
    })
}

/// Whether what stands around the dates of a line is no more than names, labels and signs.
fn rest_is_byline(rest: &[&str]) -> bool {
    let tables = crate::article::data::page();
    let words: Vec<&str> = rest
        .iter()
        .flat_map(|part| part.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let known = |word: &&str| {
        let lower = word.to_lowercase();
        word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || tables.weekdays.contains_key(lower.as_str())
            || tables.fillers.contains(lower.as_str())
            || tables.labels.contains_key(lower.as_str())
            || matches!(
                lower.as_str(),
                "by" | "and" | "last" | "first" | "of" | "am" | "pm" | "a" | "p" | "m" | "de" | "van" | "von"
            )
    };
    words.len() <= 12
        && words.iter().all(known)
        && !rest.last().is_some_and(|after| ends_sentence(after) && after.trim().len() > 6)
}

/// "By Ann Lee", "By Ann Lee and Bo Chan, Harbor News": names only.
fn is_writer(line: &str) -> bool {
    let Some(end) = begins_with_any(line, &english().lists.writers) else { return false };
    let names = &line[end..];
    // A role may follow the name: "By Ann Lee, health reporter".
    let names = names.split(',').next().unwrap_or(names);
    let capital = names.trim_start_matches([' ', ':']).starts_with(char::is_uppercase);
    let mut words = names.split_whitespace();
    let only_names = words.all(|word| {
        word.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic())
            || matches!(word, "and" | "in" | "for" | "at" | "of" | "the" | "de" | "van" | "von" | "with")
    });
    capital && only_names && super::words(names) <= 14 && !ends_sentence(line)
}

/// "(Reporting by Ann Lee; Editing by Bo Chan)".
fn is_sign_off(line: &str) -> bool {
    begins_with_any(line, &english().lists.sign_offs).is_some() && words(&text_key(line)) <= 40
}

//! The words before a date in, whether they call it the day of publication or of a later change out.

use crate::article::data::{self, Tells};

/// No label is longer, in bytes.
const MAX_LABEL: usize = 80;

/// What the end of a text says about a date that follows it: "Last updated on" a change, "By Ann Lee | Published:" the
/// publication. The label must begin the text, follow a sign, or stand out by a capital or a colon; "was published on"
/// in the middle of a sentence is none.
pub(in crate::article) fn at_end(text: &str) -> Option<Tells> {
    let tables = data::page();
    let text = &text[text.floor_char_boundary(text.len().saturating_sub(MAX_LABEL))..];
    let mut rest = trimmed(text);
    let colon = text[rest.len()..].contains([':', '：']);
    // Weekdays and small words between the label and the date.
    loop {
        let (before, word) = last_word(rest);
        let lower = word.to_lowercase();
        if word.is_empty()
            || !(tables.fillers.contains(lower.as_str()) || tables.weekdays.contains_key(lower.as_str()))
        {
            break;
        }
        if rest.len() == word.len() && tables.labels.contains_key(lower.as_str()) {
            break;
        }
        rest = trimmed(before);
    }
    let colon = colon || text[rest.len()..].contains([':', '：']);
    let mut start = rest.len();
    let mut told = None;
    for _ in 0..4 {
        let (before, word) = last_word(rest[..start].trim_end());
        if word.is_empty() {
            break;
        }
        start = before.len();
        let phrase = &rest[start..];
        if let Some(tells) = tables.labels.get(phrase.to_lowercase().as_str()) {
            // "This page was last changed on" is plain wherever it stands.
            let plain = *tells == Tells::Modified && phrase.contains(' ') && phrase.is_ascii();
            let stands_out = colon || phrase.starts_with(char::is_uppercase) || !phrase.is_ascii();
            let begins =
                before.trim_end().is_empty() || before.trim_end().ends_with(|c: char| !c.is_alphanumeric());
            if stands_out || begins || plain {
                told = Some(*tells);
            }
        }
    }
    told
}

/// What a text says in its first words ("Updated 3 May"), and where they end.
pub(in crate::article) fn at_start(text: &str) -> Option<(Tells, usize)> {
    let tables = data::page();
    let lead = text.len() - text.trim_start().len();
    let mut told = None;
    let mut end = lead;
    for word in text[lead..].split_inclusive(char::is_whitespace).take(4) {
        end += word.len();
        let phrase = trimmed(&text[lead..end]);
        if let Some(tells) = tables.labels.get(phrase.to_lowercase().as_str()) {
            told = Some((*tells, end));
        }
    }
    told
}

fn trimmed(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_whitespace() || !(c.is_alphanumeric() || c == '\''))
}

/// The last word of a text and what stands before it.
fn last_word(text: &str) -> (&str, &str) {
    let start = text
        .char_indices()
        .rev()
        .find(|(_, c)| !(c.is_alphanumeric() || *c == '\''))
        .map_or(0, |(at, c)| at + c.len_utf8());
    text.split_at(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_before_a_date() {
        assert_eq!(at_end("Last updated on "), Some(Tells::Modified));
        assert_eq!(at_end("By Ann Lee | Published: Friday, "), Some(Tells::Published));
        assert_eq!(at_end("Zuletzt aktualisiert am "), Some(Tells::Modified));
        assert_eq!(at_end("Veröffentlicht am "), Some(Tells::Published));
        assert_eq!(at_end("公開日："), Some(Tells::Published));
        assert_eq!(at_end("First published "), Some(Tells::Published));
        assert_eq!(at_end("This page was last modified on "), Some(Tells::Modified));
        assert_eq!(at_end("Available until "), Some(Tells::Other));
    }

    #[test]
    fn sentences_are_no_labels() {
        assert_eq!(at_end("The report was published on "), None);
        assert_eq!(at_end("The bridge opened on "), None);
        assert_eq!(at_end(""), None);
    }

    #[test]
    fn labels_at_the_beginning() {
        assert_eq!(at_start(" Updated: 3 May").map(|(tells, _)| tells), Some(Tells::Modified));
        assert_eq!(at_start("The mayor"), None);
    }
}

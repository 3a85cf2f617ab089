//! Tokens in, sentences out.
//!
//! A sentence ends at a full stop, question or exclamation mark (with the quotation marks and brackets that close
//! after it) before something that can begin one, at an empty line, and at a line break after which a new line of a
//! list or a heading begins. A stop after an abbreviation or an initial does not end a sentence unless an empty line
//! follows.

use super::scan::{CAPITAL, FINAL, Kind, NEWLINE, PARAGRAPH, Token};

/// A sentence: a half-open range of token indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// First token.
    pub first: u32,
    /// One past the last token.
    pub last: u32,
}

impl Sentence {
    /// The tokens' indices.
    #[must_use]
    pub fn range(&self) -> std::ops::Range<usize> {
        self.first as usize..self.last as usize
    }
}

/// Clears `sentences` and fills it with the sentences of `tokens`.
///
/// `is_abbreviation` gets a word without its full stop and says whether a stop after it belongs to it ("Mr", "Jan").
pub fn sentences(
    text: &str,
    tokens: &[Token],
    is_abbreviation: impl Fn(&str) -> bool,
    sentences: &mut Vec<Sentence>,
) {
    sentences.clear();
    let mut first = 0;
    let mut i = 0;
    while i < tokens.len() {
        // Most tokens neither close a sentence nor end a line.
        let closes = |pair: &[Token]| pair[0].flags & FINAL | pair[1].flags & NEWLINE != 0;
        i += tokens[i..].windows(2).position(closes).unwrap_or(tokens.len() - 1 - i);
        let next = i + 1;
        let mut end = next;
        let mut cut = tokens.get(next).is_none_or(|t| t.has(PARAGRAPH));
        if !cut && tokens[i].has(FINAL) {
            while end < tokens.len() && tokens[end].glued() && is_closing(tokens[end].text(text)) {
                end += 1;
            }
            cut = ends_here(text, tokens, i, end, &is_abbreviation);
        } else if !cut {
            cut = line_ends_here(text, tokens, i, next);
        }
        if cut {
            sentences.push(Sentence { first: first as u32, last: end as u32 });
            first = end;
        }
        i = end;
    }
}

fn is_closing(t: &str) -> bool {
    matches!(t, "\"" | "'" | ")" | "]" | "”" | "’" | "»" | "." | "!" | "?")
}

fn ends_here(
    text: &str,
    tokens: &[Token],
    stop: usize,
    end: usize,
    is_abbreviation: &impl Fn(&str) -> bool,
) -> bool {
    let Some(next) = tokens.get(end) else { return true };
    if next.has(PARAGRAPH) {
        return true;
    }
    if next.glued() {
        return false;
    }
    let begins = can_begin(text, tokens, end);
    if tokens[stop].kind == Kind::Word {
        // "U.S. officials" goes on; "9 a.m. Monday" goes on; "in the U.S. The ..." ends.
        return begins && is_opener(tokens[end].text(text));
    }
    if tokens[stop].text(text) != "." {
        return begins;
    }
    if stop > 0 && tokens[stop].glued() && end == stop + 1 {
        let before = &tokens[stop - 1];
        let word = before.text(text);
        if before.kind == Kind::Word && (is_abbreviation(word) || is_initial(word)) {
            return false;
        }
    }
    begins
}

fn is_initial(word: &str) -> bool {
    word.len() == 1 && word.as_bytes()[0].is_ascii_uppercase() && word != "I"
}

/// Words that, after "U.S." or "a.m.", begin a new sentence rather than go on with the old one.
fn is_opener(word: &str) -> bool {
    matches!(
        word,
        "The"
            | "A"
            | "An"
            | "He"
            | "She"
            | "It"
            | "They"
            | "We"
            | "I"
            | "In"
            | "On"
            | "At"
            | "But"
            | "And"
            | "This"
            | "That"
            | "These"
            | "Those"
            | "There"
            | "His"
            | "Her"
            | "Its"
            | "Their"
            | "If"
            | "When"
            | "As"
            | "After"
            | "Before"
            | "While"
            | "For"
            | "No"
            | "Not"
            | "So"
            | "What"
            | "Who"
            | "You"
    )
}

fn can_begin(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    match token.kind {
        Kind::Word => token.has(CAPITAL) || !token.text(text).starts_with(|c: char| c.is_ascii_lowercase()),
        Kind::Number => true,
        Kind::Punct => !matches!(token.text(text), "," | ";" | ":" | ")" | "]" | "%" | "/"),
    }
}

/// A line break ends a sentence where the next line looks like an item, or this one like a heading.
fn line_ends_here(text: &str, tokens: &[Token], last: usize, next: usize) -> bool {
    let t = tokens[next].text(text);
    if matches!(t, "*" | "•" | "-" | "–" | "—" | "_") {
        return true;
    }
    let end = tokens[last].text(text);
    tokens[next].has(CAPITAL) && matches!(end, "." | "!" | "?" | ":" | "\"" | "”")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::scan;

    fn split(text: &str) -> Vec<&str> {
        let (mut tokens, mut found) = (Vec::new(), Vec::new());
        scan(text, 0, text.len(), &mut tokens);
        sentences(text, &tokens, |w| matches!(w, "Mr" | "Jan" | "Gen"), &mut found);
        found
            .iter()
            .map(|s| &text[tokens[s.first as usize].start as usize..tokens[s.last as usize - 1].end as usize])
            .collect()
    }

    #[test]
    fn ends_at_stops_and_after_quotes() {
        assert_eq!(
            split("It fell. \"It broke.\" Then? Yes."),
            ["It fell.", "\"It broke.\"", "Then?", "Yes."]
        );
    }

    #[test]
    fn goes_on_after_abbreviations() {
        assert_eq!(split("Mr. Lind came on Jan. 3. He left."), ["Mr. Lind came on Jan. 3.", "He left."]);
        assert_eq!(
            split("The U.S. Navy at 9 a.m. Monday met J. R. Aho."),
            ["The U.S. Navy at 9 a.m. Monday met J. R. Aho."]
        );
        assert_eq!(split("It left the U.S. The rest stayed."), ["It left the U.S.", "The rest stayed."]);
    }

    #[test]
    fn paragraphs_always_end_one() {
        assert_eq!(
            split("Harbour reopens\n\nThe port\nreopened."),
            ["Harbour reopens", "The port\nreopened."]
        );
    }
}

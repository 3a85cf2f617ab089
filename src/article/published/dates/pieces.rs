//! A text in, its numbers, words and signs out, and small questions about them.

use std::ops::RangeInclusive;

use super::YEARS;
use crate::article::data::page;

/// A piece of the text: a number, a word, or one other character. White space stands between.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'t> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: &'t str,
    pub(super) kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number(u32),
    /// With the month that it names, and what else it is in a date: bits of [`role`].
    Word(Option<u32>, u16),
    Sign(char),
}

/// A text in pieces, and questions about the piece at a place.
pub(super) struct Reader<'t> {
    pub(super) pieces: Vec<Piece<'t>>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { pieces: pieces(text) }
    }

    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.pieces.get(at).map(|piece| piece.kind)
    }

    pub(super) fn sign(&self, at: usize) -> Option<char> {
        match self.kind(at)? {
            Kind::Sign(c) => Some(c),
            _ => None,
        }
    }

    pub(super) fn month(&self, at: usize) -> Option<u32> {
        match self.kind(at)? {
            Kind::Word(month, _) => month,
            _ => None,
        }
    }

    /// A number of that many digits.
    pub(super) fn number(&self, at: usize, digits: RangeInclusive<usize>) -> Option<u32> {
        match self.kind(at)? {
            Kind::Number(value) if digits.contains(&self.pieces[at].text.len()) => Some(value),
            _ => None,
        }
    }

    pub(super) fn year(&self, at: usize) -> Option<i32> {
        self.number(at, 4..=4).and_then(|year| i32::try_from(year).ok()).filter(|year| YEARS.contains(year))
    }

    /// Whether no white space stands before the piece.
    pub(super) fn glued(&self, at: usize) -> bool {
        at > 0 && at < self.pieces.len() && self.pieces[at].start == self.pieces[at - 1].end
    }

    /// Whether the piece is a word that can be any of these in a date: bits of [`role`].
    pub(super) fn is(&self, at: usize, roles: u16) -> bool {
        matches!(self.kind(at), Some(Kind::Word(_, own)) if own & roles != 0)
    }

    /// Passes over any of these signs.
    pub(super) fn past(&self, mut at: usize, signs: &[char]) -> usize {
        while self.sign(at).is_some_and(|c| signs.contains(&c)) {
            at += 1;
        }
        at
    }
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let page = page();
    let mut pieces = Vec::new();
    let mut lower = String::new();
    let mut characters = text.char_indices().peekable();
    while let Some((start, c)) = characters.next() {
        if c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}') {
            continue;
        }
        let same: fn(char) -> bool = match c {
            '0'..='9' => |c| c.is_ascii_digit(),
            c if c.is_alphabetic() && !is_han(c) => |c| (c.is_alphabetic() || c == '\'') && !is_han(c),
            _ => |_| false,
        };
        let mut end = start + c.len_utf8();
        while let Some((at, next)) = characters.next_if(|(_, next)| same(*next)) {
            end = at + next.len_utf8();
        }
        let word = &text[start..end];
        let kind = if c.is_ascii_digit() {
            Kind::Number(if word.len() <= 8 { word.parse().unwrap_or(u32::MAX) } else { u32::MAX })
        } else if c.is_alphabetic() && !is_han(c) {
            lower.clear();
            lower.extend(word.chars().flat_map(char::to_lowercase));
            Kind::Word(
                page.months.get(lower.as_str()).copied(),
                page.date_words.get(lower.as_str()).copied().unwrap_or_default(),
            )
        } else {
            Kind::Sign(c)
        };
        pieces.push(Piece { start, end, text: word, kind });
    }
    pieces
}

/// The characters that count years, months, days and hours in Chinese, Japanese and Korean dates, and their kin.
fn is_han(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '년' | '월' | '일' | '시' | '분')
}

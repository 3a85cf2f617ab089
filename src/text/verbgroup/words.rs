//! The words that build verb groups: `data/<language>/grammar/verb_groups.tsv` in, the roles of a word out.

use crate::text::table::Table;
use crate::text::{Token, key};
use crate::{Error, Result};

pub(super) type Roles = u16;
pub(super) const BE: Roles = 1;
pub(super) const HAVE: Roles = 2;
pub(super) const DO: Roles = 4;
pub(super) const GET: Roles = 8;
pub(super) const FUTURE: Roles = 16;
pub(super) const MODAL: Roles = 32;
pub(super) const SEMI: Roles = 64;
pub(super) const GO: Roles = 128;
pub(super) const NOT: Roles = 256;
pub(super) const NO: Roles = 512;

/// What a word may be, its modality as a modal, and its modality before "to".
pub(super) type Entry<'d> = (Roles, Option<&'d str>, Option<&'d str>);

/// The words that build verb groups.
#[derive(Debug, Default)]
pub struct VerbWords<'d> {
    /// The number of each word in `words`, by its key; 0 is no word.
    numbers: Table<u32>,
    words: Vec<(&'d str, Entry<'d>)>,
    shapes: Shapes,
}

impl<'d> VerbWords<'d> {
    /// Reads `data/en/grammar/verb_groups.tsv` or the like.
    ///
    /// # Errors
    /// [`Error::Data`] with the line whose role is unknown.
    pub fn parse(text: &'d str) -> Result<Self> {
        let mut read = Self { words: vec![("", Entry::default())], ..Self::default() };
        for (i, line) in
            text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        {
            let mut columns = line.split('\t');
            let (word, role, modality) = (columns.next().unwrap_or_default(), columns.next(), columns.next());
            let number = match read.number(word) {
                0 => {
                    read.numbers.insert(key_of(word), read.words.len() as u32);
                    read.words.push((word, Entry::default()));
                    read.words.len() - 1
                }
                known => known as usize,
            };
            let entry = &mut read.words[number].1;
            entry.0 |= match role {
                Some("be") => BE,
                Some("have") => HAVE,
                Some("do") => DO,
                Some("get") => GET,
                Some("future") => FUTURE,
                Some("modal") => MODAL,
                Some("semi") => SEMI,
                Some("go") => GO,
                Some("not") => NOT,
                Some("none") => NO,
                _ => {
                    let what =
                        "the second column must be be, have, do, get, future, modal, semi, go, not or none";
                    return Err(Error::Data {
                        file: "verb_groups.tsv".into(),
                        line: i + 1,
                        what: what.into(),
                    });
                }
            };
            match role {
                Some("modal") => entry.1 = modality,
                Some("semi") => entry.2 = modality,
                _ => {}
            }
        }
        read.words.iter().for_each(|(word, _)| read.shapes.add(word));
        Ok(read)
    }

    /// The English words.
    ///
    /// # Errors
    /// [`Error::Data`] if the built-in list is damaged, which the tests exclude.
    pub fn english() -> Result<VerbWords<'static>> {
        VerbWords::parse(include_str!("../../../data/en/grammar/verb_groups.tsv"))
    }

    /// What is known of a token of the text.
    pub(super) fn entry(&self, text: &str, token: &Token) -> Entry<'d> {
        self.words[self.find(text, token)].1
    }

    /// What a token of the text may be.
    #[inline]
    pub(super) fn roles(&self, text: &str, token: &Token) -> Roles {
        self.words[self.find(text, token)].1.0
    }

    /// The number of a token of the text; 0 if it is no word of the list.
    #[inline]
    fn find(&self, text: &str, token: &Token) -> usize {
        // Most words share their first letter and length with no word of the list.
        if self.shapes.may_hold(text.as_bytes(), token) { self.look_up(text, token) } else { 0 }
    }

    #[inline(never)]
    fn look_up(&self, text: &str, token: &Token) -> usize {
        let (from, to) = (token.start as usize, token.end as usize);
        let key = key::of_token(text.as_bytes(), from, to);
        let number = if key == key::NOT_ASCII && text[from..to].contains('’') {
            self.number(&text[from..to].replace('’', "'").to_ascii_lowercase())
        } else if to - from <= key::EXACT {
            self.numbers.find(key, |_| true)
        } else {
            self.numbers.find(key, |n| self.words[n as usize].0.eq_ignore_ascii_case(&text[from..to]))
        };
        number as usize
    }

    fn number(&self, word: &str) -> u32 {
        self.numbers.find(key_of(word), |n| self.words[n as usize].0 == word)
    }
}

/// The lengths of the words that begin with each byte: few other words share both, and only those need a look-up.
#[derive(Debug)]
struct Shapes([u32; 256]);

impl Default for Shapes {
    fn default() -> Self {
        Self([0; 256])
    }
}

impl Shapes {
    /// Adds a word in lower case, with each of the ways to write its apostrophes and its first letter.
    fn add(&mut self, word: &str) {
        let Some(first) = word.bytes().next() else { return };
        let typographic = '’'.len_utf8() - 1;
        for replaced in 0..=word.matches('\'').count() {
            let length = Self::bit(word.len() + replaced * typographic);
            self.0[usize::from(first)] |= length;
            self.0[usize::from(first.to_ascii_uppercase())] |= length;
            if first == b'\'' {
                self.0[usize::from('’'.to_string().as_bytes()[0])] |= length;
            }
        }
    }

    #[inline]
    fn may_hold(&self, text: &[u8], token: &Token) -> bool {
        let lengths = text.get(token.start as usize).map_or(0, |first| self.0[usize::from(*first)]);
        lengths & Self::bit((token.end - token.start) as usize) != 0
    }

    /// The bit of a length; all long ones share the last.
    fn bit(length: usize) -> u32 {
        1 << length.min(31)
    }
}

fn key_of(word: &str) -> u64 {
    key::of_token(word.as_bytes(), 0, word.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::scan::Kind;

    #[test]
    fn no_spelling_of_a_word_is_passed_over() {
        let words = VerbWords::english().unwrap();
        for (word, entry) in words.words.iter().skip(1) {
            let mut capital = word.to_string();
            capital[..1].make_ascii_uppercase();
            for spelling in [word.to_string(), capital, word.to_uppercase(), word.replace('\'', "’")] {
                let token = Token { start: 0, end: spelling.len() as u32, kind: Kind::Word, flags: 0 };
                assert_eq!(words.entry(&spelling, &token), *entry, "{spelling}");
            }
        }
    }
}

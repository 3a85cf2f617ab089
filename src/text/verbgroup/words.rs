//! The words that build verb groups: `data/<language>/grammar/verb_groups.tsv` in, the roles of a word out.

use rustc_hash::FxHashMap;

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

/// The words that build verb groups.
#[derive(Debug, Default)]
pub struct VerbWords<'d> {
    words: FxHashMap<&'d str, (Roles, Option<&'d str>, Option<&'d str>)>,
    /// The longest of them, in bytes: most words are longer, and need no look-up.
    longest: usize,
}

impl<'d> VerbWords<'d> {
    /// Reads `data/en/grammar/verb_groups.tsv` or the like.
    ///
    /// # Errors
    /// [`Error::Data`] with the line whose role is unknown.
    pub fn parse(text: &'d str) -> Result<Self> {
        let mut words = FxHashMap::default();
        for (i, line) in
            text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        {
            let mut columns = line.split('\t');
            let (word, role, modality) = (columns.next().unwrap_or_default(), columns.next(), columns.next());
            let entry: &mut (Roles, Option<&str>, Option<&str>) = words.entry(word).or_default();
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
        // A typographic apostrophe has two bytes more.
        let longest = words.keys().map(|word| word.len() + 2 * usize::from(word.contains('\''))).max();
        Ok(Self { longest: longest.unwrap_or(0), words })
    }

    /// The English words.
    ///
    /// # Errors
    /// [`Error::Data`] if the built-in list is damaged, which the tests exclude.
    pub fn english() -> Result<VerbWords<'static>> {
        VerbWords::parse(include_str!("../../../data/en/grammar/verb_groups.tsv"))
    }

    /// What the word may be, its modality as a modal, and its modality before "to".
    pub(super) fn entry(&self, word: &str) -> (Roles, Option<&'d str>, Option<&'d str>) {
        if word.len() > self.longest {
            return (0, None, None);
        }
        if let Some(entry) = self.words.get(word) {
            return *entry;
        }
        if !word.bytes().any(|b| b.is_ascii_uppercase() || b >= 0x80) {
            return (0, None, None);
        }
        // Capitals and typographic apostrophes: copied without allocation, since these words are short.
        let mut buffer = [0u8; 12];
        let mut length = 0;
        for c in word.chars() {
            let plain = if c == '’' { '\'' } else { c.to_ascii_lowercase() };
            let (true, Some(slot)) = (plain.is_ascii(), buffer.get_mut(length)) else {
                return (0, None, None);
            };
            *slot = plain as u8;
            length += 1;
        }
        let lower = std::str::from_utf8(&buffer[..length]).unwrap_or_default();
        self.words.get(lower).copied().unwrap_or_default()
    }
}

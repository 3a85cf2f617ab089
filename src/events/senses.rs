//! The base form of a verb or noun in, what WordNet knows of its senses out: what kinds of thing it names or does, and
//! what a sentence with it looks like.
//!
//! The table is one flat file read where it lies: a magic, then slots of eight bytes, four of the word's key and four
//! of its [`Sense`], found by open addressing. `examples/senses.rs` makes it from a WordNet database.

use crate::text::pos::lexicon::Spelling;
use crate::{Error, Result};

/// Begins a table; the last byte is the version.
const MAGIC: &[u8; 8] = b"ANNSNS\x00\x01";
const SLOT: usize = 8;
/// How far a word may lie from its home slot.
const PROBES: usize = 64;
/// Told from the noun of the same spelling by this.
const VERB: u64 = 0x9e37_79b9_7f4a_7c15;

/// The English table.
pub(super) const ENGLISH: &[u8] = include_bytes!("../../data/en/model/senses.bin");

/// What WordNet knows of a word: from the lowest bit, six bits for the lexicographer's file of its first sense, six for
/// that of its next other one, six for that of the verb that a noun comes from, and fourteen: of a verb, the sentences that
/// it makes; of a noun, whether it may name an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sense(pub u32);

impl Sense {
    /// A word that is neither verb nor noun.
    pub const OTHER: Sense = Sense(62);
    /// A verb or noun that WordNet does not have: it may be anything.
    pub const UNKNOWN: Sense = Sense(63 | 1 << FRAMES);

    /// The sense with these parts.
    #[must_use]
    pub fn new(first: u32, second: u32, verb: u32, flags: u32) -> Self {
        Self(first & 63 | (second & 63) << 6 | (verb & 63) << 12 | flags << FRAMES)
    }

    /// The kind of the first sense.
    pub(super) fn first(self) -> u32 {
        self.0 & 63
    }

    /// The kinds of the first two senses.
    pub(super) fn kinds(self) -> u32 {
        self.0 & 0xfff
    }

    /// The kind of the verb that a noun comes from; 0 if it comes from none.
    pub(super) fn verb(self) -> u32 {
        self.0 >> 12 & 63
    }

    /// The sentences that a verb makes.
    pub(super) fn frames(self) -> u32 {
        self.0 >> FRAMES
    }

    /// Whether a noun may name somebody: a person, a group of people, or what is not known.
    pub(super) fn may_act(self) -> bool {
        [self.first(), self.0 >> 6 & 63].iter().any(|kind| [GROUP, PERSON, 63].contains(kind))
    }

    /// Whether a noun may name an event.
    pub(super) fn is_eventive(self) -> bool {
        self.0 >> FRAMES & 1 == 1
    }
}

const FRAMES: u32 = 18;
/// WordNet's files of groups and of persons.
const GROUP: u32 = 14;
const PERSON: u32 = 18;

/// The senses of a language's words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Senses {
    slots: &'static [[u8; SLOT]],
}

impl Senses {
    /// Reads a table; nothing is copied.
    pub(super) fn load(bytes: &'static [u8]) -> Result<Self> {
        let slots = bytes.strip_prefix(MAGIC.as_slice()).map(<[u8]>::as_chunks);
        let slots = slots.filter(|(slots, rest)| slots.len().is_power_of_two() && rest.is_empty());
        let (slots, _) = slots.ok_or_else(|| Error::Model {
            model: "senses.bin",
            what: "no table of this version; make it anew with examples/senses.rs".into(),
        })?;
        Ok(Self { slots })
    }

    /// What is known of a base form.
    pub(super) fn of(&self, lemma: Spelling, verb: bool) -> Sense {
        let key = key(lemma, verb);
        for probe in 0..PROBES {
            let Some(slot) = self.slots.get(place(key, probe, self.slots.len())) else { break };
            let slot = u64::from_le_bytes(*slot);
            if slot == 0 {
                break;
            }
            if slot as u32 == check(key) {
                return Sense((slot >> 32) as u32);
            }
        }
        Sense::UNKNOWN
    }
}

/// Writes a table of base forms, each with whether it is a verb.
///
/// # Errors
/// [`Error::Model`] if a word finds no free slot.
pub fn write(entries: &[(&str, bool, Sense)]) -> Result<Vec<u8>> {
    let size = (entries.len() * 4 / 3).next_power_of_two();
    let mut slots = vec![0u64; size];
    for (word, verb, sense) in entries {
        let key = key(Spelling::of_word(word), *verb);
        let free = (0..PROBES).map(|probe| place(key, probe, size)).find(|at| slots[*at] == 0);
        let free = free
            .ok_or_else(|| Error::Model { model: "senses.bin", what: format!("no free slot for {word}") })?;
        slots[free] = u64::from(check(key)) | u64::from(sense.0) << 32;
    }
    Ok(MAGIC.iter().copied().chain(slots.into_iter().flat_map(u64::to_le_bytes)).collect())
}

fn key(lemma: Spelling, verb: bool) -> u64 {
    (if verb { lemma.key ^ VERB } else { lemma.key }).wrapping_mul(0xd6e8_feb8_6659_fd93)
}

fn place(key: u64, probe: usize, slots: usize) -> usize {
    ((key >> 32) as usize + probe) & (slots - 1)
}

/// Never 0, which marks an empty slot.
fn check(key: u64) -> u32 {
    key as u32 | 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_found() {
        let entries =
            [("strike", true, Sense::new(35, 38, 0, 5)), ("strike", false, Sense::new(4, 11, 35, 1))];
        let senses = Senses::load(write(&entries).unwrap().leak()).unwrap();
        for (word, verb, sense) in entries {
            assert_eq!(senses.of(Spelling::of_word(word), verb), sense);
        }
        assert_eq!(senses.of(Spelling::of_word("plank"), false), Sense::UNKNOWN);
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert!(Senses::load(b"").is_err());
        assert!(Senses::load(b"ANNSNS\x00\x01123").is_err());
    }

    #[test]
    fn nouns_that_happen_are_told_from_things() {
        let senses = Senses::load(ENGLISH).unwrap();
        let noun = |word| senses.of(Spelling::of_word(word), false);
        assert!(noun("explosion").is_eventive() && noun("meeting").is_eventive());
        assert!(!noun("table").is_eventive() || noun("table").first() != noun("meeting").first());
        assert!(!noun("spoon").is_eventive() && !noun("senator").is_eventive());
    }
}

//! A word and its tag in; its base form, roles and senses out, remembered from sentence to sentence.
//!
//! A text says the same few words again and again. A small table keyed by the whole word spares most of them the
//! lemmatiser and the lists. What it gives is what they would have given, so the output does not depend on it.

use super::Reader;
use super::senses::Sense;
use super::words::Roles;
use crate::text::Token;
use crate::text::pos::Tag;
use crate::text::pos::lexicon::Spelling;

/// Words remembered; a power of two.
const SIZE: usize = 1 << 13;

/// What the lists say of a verb or common noun.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lexeme {
    /// Stands for the base form.
    pub(super) base: u32,
    pub(super) roles: Roles,
    pub(super) sense: Sense,
}

/// The words looked up last.
#[derive(Debug, Default)]
pub(super) struct Lexemes {
    /// The key of an empty slot is 0.
    slots: Vec<(u64, Lexeme)>,
}

impl Lexemes {
    /// Makes room before the first look-up.
    pub(super) fn prepare(&mut self) {
        if self.slots.is_empty() {
            self.slots.resize(SIZE, (0, Lexeme { base: 0, roles: 0, sense: Sense::OTHER }));
        }
    }

    /// Looks a verb or common noun up. `key` is that of the word as the tagger has it.
    #[inline]
    pub(super) fn get(&mut self, reader: &Reader, text: &str, token: &Token, tag: Tag, key: u64) -> Lexeme {
        let key = (key ^ (tag as u64 + 1)).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let slot = &mut self.slots[(key >> 40) as usize & (SIZE - 1)];
        if slot.0 != key {
            *slot = (key, look_up(reader, token.text(text), tag));
        }
        slot.1
    }
}

#[inline(never)]
fn look_up(reader: &Reader, word: &str, tag: Tag) -> Lexeme {
    let lemma = reader.lemmas.lemma(word, tag);
    let verb = tag.is_verb();
    let spelling = Spelling::of_word(&lemma);
    let roles = if verb { reader.words.verb(&lemma) } else { reader.words.noun(&lemma) };
    Lexeme { base: spelling.code(), roles, sense: reader.senses.of(spelling, verb) }
}

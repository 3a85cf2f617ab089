//! Words in, candidate tags out: the tag dictionary and what the spelling of an unknown word allows.
//!
//! The dictionary is an open-addressing hash table that stands in the model file and is read where it lies, so that
//! loading costs nothing. It holds two kinds of entries: words (two candidate sets each, for the word in lower case
//! and for the word with a capital), and endings of one to three letters for the words it does not know.

use super::Tag;
use crate::text::key;
use crate::text::scan::{CAPITAL, Kind, Token, UPPER};

/// Bytes of one slot of the table: the number of a pair of candidate sets, above it as much of the key as fits.
pub(super) const SLOT: usize = 4;
/// Bits of a slot that number the pair; 0 marks an empty slot.
pub(super) const PAIR_BITS: u32 = 13;
/// Bytes of a pair of candidate sets.
pub(super) const PAIR: usize = 16;
/// How far a key may lie from its home slot.
pub(super) const PROBES: usize = 128;

/// First word of the sentence, or first after an opening quotation mark.
pub const FIRST: u8 = 4;
/// Most long words of the sentence have a capital: a headline.
pub const HEADLINE: u8 = 8;
/// A hyphen is glued to the front.
pub const HYPHEN_BEFORE: u8 = 16;
/// A hyphen is glued to the end.
pub const HYPHEN_AFTER: u8 = 32;
/// The dictionary does not know the word.
pub const UNKNOWN: u8 = 64;
/// The first letter is a capital.
pub const CAP: u8 = 1;
/// All letters are capitals.
pub const ALL_CAPS: u8 = 2;

/// The bits of a key that stand for the word in features begin here.
const CODE: u32 = 24;
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;
const AFTER_NUMBER: u64 = 0x5bd1_e995_7b93_11d7;

/// In a candidate set: the word is known from a word list only, not from the treebank, so features that name it have
/// learnt nothing.
pub const LISTED: u64 = 1 << 62;
/// Where training finds what it may know of a word that is held back: the word's key, changed by this.
pub const HELD_BACK: u64 = 0x6c62_272e_07bb_0142;

/// What the model knows of a token before it looks at the neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// The word itself, whatever its case: no two words of a text share one.
    pub key: u64,
    /// Stands for the word in features; unknown words with the same ending share one.
    pub code: u32,
    /// The last three letters, lower case.
    pub suffix: u32,
    /// The candidate tags as a bit set; never empty.
    pub candidates: u64,
    /// Bit set of [`CAP`] and the other constants of this module.
    pub shape: u8,
}

impl Word {
    /// Stands before the first and after the last word of a sentence.
    pub const EDGE: Word = Word { key: 0, code: 0x51ed_270b, suffix: 0, candidates: 1 << 63, shape: 0 };

    /// A sign or number, known by what kind of sign it is.
    #[must_use]
    pub(super) fn of_kind(code: u32, candidates: u64) -> Self {
        Self { key: u64::from(code) << CODE, code, suffix: 0, candidates, shape: 0 }
    }

    /// Stands for the word itself in features, known or not.
    #[must_use]
    pub fn identity(&self) -> u32 {
        (self.key >> CODE) as u32
    }

    /// The only candidate, if there is one.
    #[must_use]
    pub fn only(&self) -> Option<Tag> {
        if self.candidates & self.candidates.wrapping_sub(1) != 0 {
            return None;
        }
        Tag::from_index(self.candidates.trailing_zeros() as usize)
    }

    /// The candidate set as a feature value.
    #[must_use]
    pub fn class(&self) -> u32 {
        (self.candidates.wrapping_mul(MULTIPLIER) >> 32) as u32
    }
}

/// The tag dictionary, as it lies in the model file: a small table of words of the treebank, which most look-ups end
/// in and which stays in the processor's cache, and a large one of words that are only listed.
#[derive(Debug, Clone, Copy)]
pub struct Lexicon<'m> {
    tables: [&'m [[u8; SLOT]]; 2],
    pairs: &'m [[u8; PAIR]],
}

impl<'m> Lexicon<'m> {
    /// `tables` are the two hash tables, `pairs` the pairs of candidate sets that they point to, counted from 1.
    pub(super) fn new(tables: [&'m [[u8; SLOT]]; 2], pairs: &'m [[u8; PAIR]]) -> Self {
        Self { tables, pairs }
    }

    /// The candidates of a key in lower case and with a capital, if it has an entry.
    #[must_use]
    pub fn get(&self, key: u64) -> Option<(u64, u64)> {
        let pair = find(self.tables[0], key).or_else(|| find(self.tables[1], key))?;
        let pair = self.pairs.get(pair as usize - 1)?;
        let [lower, capital] = [pair.first_chunk::<8>()?, pair.last_chunk::<8>()?];
        Some((u64::from_le_bytes(*lower), u64::from_le_bytes(*capital)))
    }

    /// What the dictionary and the spelling say of a word token. `shape` is what its place says (all but [`CAP`],
    /// [`ALL_CAPS`] and [`UNKNOWN`]), `after_number` whether digits are glued to its front; with `forget` the word
    /// is treated as unknown, which the training uses.
    #[must_use]
    pub fn word(&self, text: &str, token: &Token, shape: u8, after_number: bool, forget: bool) -> Word {
        let spelling = Spelling::of(text, token, after_number);
        let key = if forget { spelling.key ^ HELD_BACK } else { spelling.key };
        self.known(key, spelling.suffix).word(spelling, token, shape)
    }

    /// As [`Lexicon::word`], with the words that were looked up last at hand.
    #[inline]
    pub(super) fn word_of_text(
        &self,
        text: &str,
        token: &Token,
        (shape, after_number): (u8, bool),
        recent: &mut Recent,
    ) -> Word {
        let key = Spelling::of(text, token, after_number).key;
        let slot = recent.slot(key, shape | case(token));
        if slot.key != key || slot.shape & !UNKNOWN != shape | case(token) {
            *slot = self.word(text, token, shape, after_number, false);
        }
        *slot
    }

    /// What the dictionary has for a key, or for the ending of a word that it lacks.
    fn known(&self, key: u64, suffix: u32) -> Known {
        if let Some((lower, capital)) = self.get(key)
            && lower | capital != 0
        {
            let listed = (lower | capital) & LISTED != 0;
            return Known { lower, capital, how: if listed { How::Listed } else { How::Learnt } };
        }
        let ending = |side: fn((u64, u64)) -> u64| {
            let sets = (1..=3).rev().filter_map(|letters| self.get(ending(suffix, letters)).map(side));
            sets.into_iter().find(|set| *set != 0).unwrap_or(Tag::Nn.bit() | Tag::Nnp.bit())
        };
        Known { lower: ending(|pair| pair.0), capital: ending(|pair| pair.1), how: How::Ending }
    }
}

/// What is known of a word before one sees how it stands in the text: its candidates in lower case and with a capital.
#[derive(Debug, Clone, Copy)]
struct Known {
    lower: u64,
    capital: u64,
    how: How,
}

/// Where the candidates come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    /// The treebank has the word.
    Learnt,
    /// Only a word list has it.
    Listed,
    /// Nothing has it: they are those of its ending.
    Ending,
}

impl Known {
    fn word(&self, spelling: Spelling, token: &Token, shape: u8) -> Word {
        let shape = shape | case(token);
        let suffix = spelling.suffix;
        let capital = token.has(CAPITAL);
        if self.how == How::Learnt {
            let candidates = choose(self.lower, self.capital, shape);
            return Word { key: spelling.key, code: spelling.code(), suffix, candidates, shape };
        }
        let pseudonym = (ending(suffix, 2).rotate_left(u32::from(capital)) >> 32) as u32;
        let candidates = match self.how {
            How::Ending if capital => self.capital,
            How::Ending => self.lower,
            _ => choose(self.lower, self.capital, shape) & !LISTED,
        };
        Word { key: spelling.key, code: pseudonym, suffix, candidates, shape: shape | UNKNOWN }
    }
}

/// The words that were looked up last, as they stood in the text: it says the same few again and again, and this table
/// stays in the processor's cache, which the dictionary does not.
#[derive(Debug, Default)]
pub(super) struct Recent {
    /// No word has the key 0 of the edge.
    slots: Vec<Word>,
}

/// Words that are kept; a power of two.
const RECENT: usize = 1 << 14;

impl Recent {
    /// Makes room before the first look-up.
    pub(super) fn prepare(&mut self) {
        if self.slots.is_empty() {
            self.slots.resize(RECENT, Word::EDGE);
        }
    }

    /// Where a word with this shape is kept, if it is.
    #[inline]
    fn slot(&mut self, key: u64, shape: u8) -> &mut Word {
        let place = (key >> 40) as usize ^ (usize::from(shape) << 7);
        &mut self.slots[place & (RECENT - 1)]
    }
}

/// The candidates where both spellings may count.
fn choose(lower: u64, capital: u64, shape: u8) -> u64 {
    if shape & CAP == 0 {
        return if lower != 0 { lower } else { capital };
    }
    if shape & (FIRST | HEADLINE | ALL_CAPS) != 0 {
        return lower | capital;
    }
    if capital != 0 { capital } else { lower | Tag::Nnp.bit() }
}

/// What the token's letters say of its shape.
#[inline]
fn case(token: &Token) -> u8 {
    const { assert!(CAPITAL == CAP << 3 && UPPER == ALL_CAPS << 3) };
    token.flags >> 3 & (CAP | ALL_CAPS)
}

/// A word's key in the dictionary and its last letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spelling {
    /// The key.
    pub key: u64,
    /// The last three letters, lower case, the last in the lowest byte.
    pub suffix: u32,
}

impl Spelling {
    /// The spelling of a word token, whatever its case; words glued to digits ("3rd") are words of their own.
    #[must_use]
    #[inline]
    pub fn of(text: &str, token: &Token, after_number: bool) -> Self {
        let (bytes, from, to) = (text.as_bytes(), token.start as usize, token.end as usize);
        if let Some(mask) = MASKS.get(to - from)
            && let Some(chunk) = bytes.get(from..).and_then(<[u8]>::first_chunk::<8>)
        {
            let chunk = u64::from_le_bytes(*chunk) & mask;
            if chunk & key::HIGH == 0 {
                let hash = finish(mix(seed(after_number), chunk | key::SMALL));
                return Self { key: hash, suffix: last_letters(chunk, to - from) };
            }
        }
        Self::of_any(text, token, after_number)
    }

    /// As [`Spelling::of`], for words that are long, not ASCII, or the last of the text.
    fn of_any(text: &str, token: &Token, after_number: bool) -> Self {
        let (bytes, from, to) = (text.as_bytes(), token.start as usize, token.end as usize);
        let mut hash = seed(after_number);
        let mut at = from;
        let mut high = 0;
        while at < to {
            let chunk = key::eight(bytes, at, to);
            high |= chunk;
            hash = mix(hash, chunk | key::SMALL);
            at += 8;
        }
        if high & key::HIGH != 0 && text.get(from..to).is_some_and(|word| word.contains('’')) {
            return Self::with_plain_apostrophe(&text[from..to], after_number);
        }
        let suffix = match bytes[from..to] {
            [.., a, b, c] => u32::from_le_bytes([c, b, a, 0]) | 0x20_2020,
            [b, c] => u32::from_le_bytes([c, b, 0, 0]) | 0x2020,
            [c] => u32::from(c) | 0x20,
            [] => 0,
        };
        Self { key: finish(hash), suffix }
    }

    /// The spelling of a word by itself.
    #[must_use]
    pub fn of_word(word: &str) -> Self {
        let token = Token { start: 0, end: word.len() as u32, kind: Kind::Word, flags: 0 };
        Self::of(word, &token, false)
    }

    /// "n’t" is the same word as "n't".
    fn with_plain_apostrophe(word: &str, after_number: bool) -> Self {
        let plain = word.replace('’', "'");
        let token = Token { start: 0, end: plain.len() as u32, kind: Kind::Word, flags: 0 };
        Self::of(&plain, &token, after_number)
    }

    /// Stands for the word in features.
    #[must_use]
    pub fn code(&self) -> u32 {
        (self.key >> CODE) as u32
    }
}

/// The bytes of words of no to eight bytes: a look-up instead of a calculation.
const MASKS: [u64; 9] = {
    let mut masks = [0; 9];
    let mut length = 1;
    while length < masks.len() {
        masks[length] = masks[length - 1] << 8 | 0xff;
        length += 1;
    }
    masks
};

/// The suffix of a word of `length` ASCII bytes, at most eight, that stand in `chunk`.
#[inline]
fn last_letters(chunk: u64, length: usize) -> u32 {
    // The last letter comes to stand in the lowest byte, what lies before the word is zero.
    let turned = (chunk << (8 * (8 - length.max(1)))).swap_bytes() as u32 & 0xff_ffff;
    turned
        | match length {
            0 => 0,
            1 => 0x20,
            2 => 0x2020,
            _ => 0x20_2020,
        }
}

/// What the hash of a word begins with.
#[inline]
fn seed(after_number: bool) -> u64 {
    if after_number { AFTER_NUMBER } else { 0 }
}

#[inline]
fn mix(hash: u64, chunk: u64) -> u64 {
    let h = (hash ^ chunk).wrapping_mul(MULTIPLIER);
    h ^ (h >> 32)
}

#[inline]
fn finish(hash: u64) -> u64 {
    hash.wrapping_mul(0xd6e8_feb8_6659_fd93)
}

/// The key of an ending: the last `letters` letters of `suffix`.
#[must_use]
pub fn ending(suffix: u32, letters: u32) -> u64 {
    let kept = suffix & ((1 << (8 * letters)) - 1);
    finish(mix(u64::from(letters) << 40, u64::from(kept)))
}

/// The number of the pair that a table has for a key.
fn find(slots: &[[u8; SLOT]], key: u64) -> Option<u32> {
    for probe in 0..PROBES {
        let slot = u32::from_le_bytes(*slots.get(place(key, probe, slots.len()))?);
        if slot == 0 {
            return None;
        }
        if slot >> PAIR_BITS == check(key) {
            return Some(slot & ((1 << PAIR_BITS) - 1)).filter(|pair| *pair > 0);
        }
    }
    None
}

/// The slot that is tried for a key at the `probe`-th try, in a table of `slots` slots.
pub(super) fn place(key: u64, probe: usize, slots: usize) -> usize {
    let home = (((key >> 32) * slots as u64) >> 32) as usize;
    let at = home + probe;
    if at < slots { at } else { at - slots }
}

/// What is kept of a key in its slot.
pub(super) fn check(key: u64) -> u32 {
    key as u32 >> PAIR_BITS
}

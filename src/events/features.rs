//! Words of a sentence in, feature rows out: what the trigger model looks at when it decides on a word.
//!
//! The same functions serve the model and its training program. A feature is a row of the weight table: the hash of a
//! template's number and its values. Words are known by a hash of their lower-case letters, verbs and nouns also by
//! that of their base form.

use super::sentence::Parsed;
use crate::text::pos::Tag;

/// How many features a candidate has.
pub const COUNT: usize = 26;
/// The weight table has 2^BITS rows.
pub const BITS: u32 = 17;

/// A word that may be a trigger, with its features.
#[derive(Debug, Clone, Copy)]
pub struct Candidate {
    /// Index of the token in the sentence.
    pub token: u32,
    /// Rows of the weight table.
    pub rows: [u32; COUNT],
}

/// Whether a word with this tag can be a trigger at all.
fn may_trigger(tag: Tag) -> bool {
    tag.is_verb() || matches!(tag, Tag::Nn | Tag::Nns | Tag::Jj | Tag::Jjr | Tag::Jjs)
}

/// Calls `each` for every candidate of the sentence, from left to right.
pub(super) fn candidates(parsed: &Parsed, mut each: impl FnMut(Candidate)) {
    let mut group = 0;
    for token in 0..parsed.tokens.len() {
        while parsed.groups.get(group).is_some_and(|g| (g.head as usize) < token) {
            group += 1;
        }
        let tag = parsed.tags[token];
        if may_trigger(tag) && !is_auxiliary(parsed, token, group) {
            each(Candidate { token: token as u32, rows: rows(parsed, token, group) });
        }
    }
}

/// Whether the token is an auxiliary of the verb group whose head is the next one.
fn is_auxiliary(parsed: &Parsed, token: usize, group: usize) -> bool {
    parsed.tags[token].is_verb()
        && parsed.groups.get(group).is_some_and(|g| (g.first as usize) <= token && token < g.head as usize)
}

/// `group` is the first verb group whose head is not before the token.
fn rows(parsed: &Parsed, i: usize, group: usize) -> [u32; COUNT] {
    let tag = |n: isize| parsed.tag_at(i as isize + n);
    let key = |n: isize| parsed.key_at(i as isize + n);
    let (t, word, base) = (tag(0), key(0), parsed.bases[i]);
    let info = parsed.word(i);
    let own = parsed.groups.get(group).filter(|g| g.head as usize == i);
    let before = group.checked_sub(1).and_then(|g| parsed.groups.get(g));
    let after = parsed.groups.get(if own.is_some() { group + 1 } else { group });
    let shape = own.map_or(0x8000, |g| {
        g.tense as u32
            | (g.aspect as u32) << 3
            | u32::from(g.modality.is_some()) << 5
            | u32::from(g.negative) << 6
            | u32::from(g.passive) << 7
            | u32::from(g.copula) << 8
    });
    let near = |g: Option<&crate::text::verbgroup::VerbGroup<'_>>| {
        g.map_or((0, 0), |g| {
            let distance = (g.head as i64 - i as i64).unsigned_abs().min(6) as u32;
            (parsed.bases[g.head as usize], distance | (g.tense as u32) << 4)
        })
    };
    let ((base_before, how_before), (base_after, how_after)) = (near(before), near(after));
    let frame = parsed.frame(i);
    let (t1, tm1) = (tag(1), tag(-1));
    let values: [(u32, u32); COUNT] = [
        (word, t),
        (base, t.min(4)),
        (base, tm1),
        (base, t1),
        (info.suffix, t),
        (info.suffix & 0xffff, t | shape << 8),
        (t | tm1 << 6 | t1 << 12, 0),
        (t | tm1 << 6 | tag(-2) << 12, 1),
        (t | t1 << 6 | tag(2) << 12, 2),
        (key(-1), t),
        (key(1), t),
        (key(-1), base),
        (key(1), base),
        (shape, base),
        (shape, t1 | tm1 << 6),
        (base_before, how_before | t << 10),
        (base_after, how_after | t << 10),
        (base_before, base),
        (how_before | how_after << 10, t),
        (info.class(), t),
        (info.class() ^ frame, t | tm1 << 6),
        (frame, t),
        (frame, base),
        (parsed.roles[i] as u32, (parsed.roles[i] >> 32) as u32 | t << 8),
        (parsed.roles[i] as u32, shape ^ t1 << 20),
        (t, u32::from(info.shape & 3) | parsed.quotes(i) << 4),
    ];
    let mut rows = [0; COUNT];
    for (template, (row, (a, b))) in rows.iter_mut().zip(values).enumerate() {
        *row = hash(template, a, b);
    }
    rows
}

/// The row of a feature.
fn hash(template: usize, a: u32, b: u32) -> u32 {
    let seed = (template as u64 + 1).wrapping_mul(0xa076_1d64_78bd_642f);
    let mut h = (u64::from(a) | u64::from(b) << 32) ^ seed;
    h = (h ^ (h >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    h = (h ^ (h >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    (h >> (64 - BITS)) as u32
}

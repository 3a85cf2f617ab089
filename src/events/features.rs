//! Words of a sentence in, feature rows out: what the trigger model looks at when it decides on a word.
//!
//! The same functions serve the model and its training program. A feature is a row of the weight table: the hash of a
//! template's number and its values. Words are known by a hash of their lower-case letters, verbs and nouns also by
//! that of their base form, by the roles of the word lists and by their kind in WordNet, so that what is learnt of one
//! word holds for its like. Most words that name no event are never asked about: see `may_trigger`.

use super::senses::Sense;
use super::sentence::Parsed;
use crate::text::pos::Tag;
use crate::text::verbgroup::VerbGroup;

/// How many features a candidate has.
pub const COUNT: usize = 39;
/// The weight table has 2^BITS rows.
pub const BITS: u32 = 17;

/// Stands for a tag beyond the ends of the sentence.
const NO_TAG: u32 = 63;
/// How far an object's noun is searched.
const OBJECT: usize = 9;
/// How far back the word before a noun phrase is searched.
const PHRASE: usize = 6;

/// The tags of words that can be triggers.
const TRIGGERS: u64 =
    0b11_1111 << Tag::Vb as u64 | 0b111 << Tag::Jj as u64 | 1 << Tag::Nn as u64 | 1 << Tag::Nns as u64;

/// Whether the word can be a trigger at all: a verb, a noun that WordNet or the lists allow to be an event, an adjective
/// that does not stand before its noun.
fn may_trigger(parsed: &Parsed, token: usize) -> bool {
    match parsed.tags[token] {
        Tag::Nn | Tag::Nns => parsed.roles[token] != 0 || parsed.senses[token].is_eventive(),
        tag if tag.is_adjective() => !parsed.tags.get(token + 1).is_some_and(|next| next.is_noun()),
        tag => tag.is_verb(),
    }
}

/// Calls `each` for every candidate of the sentence, from left to right.
#[inline]
pub(super) fn candidates<'p>(parsed: &'p Parsed, mut each: impl FnMut(Look<'p>)) {
    let mut group = 0;
    for (token, tag) in parsed.tags.iter().enumerate() {
        if tag.bit() & TRIGGERS == 0 || !may_trigger(parsed, token) {
            continue;
        }
        while parsed.groups.get(group).is_some_and(|g| (g.head as usize) < token) {
            group += 1;
        }
        if !is_auxiliary(parsed, token, group) {
            each(Look::at(parsed, token, group));
        }
    }
}

/// Whether the token is an auxiliary of the verb group whose head is the next one.
fn is_auxiliary(parsed: &Parsed, token: usize, group: usize) -> bool {
    parsed.tags[token].is_verb()
        && parsed.groups.get(group).is_some_and(|g| (g.first as usize) <= token && token < g.head as usize)
}

/// A candidate and what stands around it.
pub(super) struct Look<'p> {
    parsed: &'p Parsed,
    /// The index of its token.
    pub(super) i: usize,
    tag: u32,
    /// The tags of the words before and after it, and what stands for these words.
    tags: [u32; 2],
    keys: [u32; 2],
    base: u32,
    sense: Sense,
    roles: u32,
    /// Its verb group, and those before and after it.
    pub(super) own: Option<&'p VerbGroup<'static>>,
    before: Option<&'p VerbGroup<'static>>,
    after: Option<&'p VerbGroup<'static>>,
    /// Tense, aspect, modality, polarity, voice.
    shape: u32,
    /// What stands before its noun phrase.
    frame: u32,
}

impl<'p> Look<'p> {
    /// `group` is the first verb group whose head is not before the token.
    fn at(parsed: &'p Parsed, i: usize, group: usize) -> Self {
        let own = parsed.groups.get(group).filter(|g| g.head as usize == i);
        let shape = own.map_or(0x8000, |g| {
            g.tense as u32
                | (g.aspect as u32) << 3
                | u32::from(g.modality.is_some()) << 5
                | u32::from(g.negative) << 6
                | u32::from(g.passive) << 7
                | u32::from(g.copula) << 8
        });
        Self {
            parsed,
            i,
            tag: parsed.tags[i] as u32,
            tags: [i.checked_sub(1), Some(i + 1)].map(|j| j.map_or(NO_TAG, |j| parsed.tag_at(j))),
            keys: [i.checked_sub(1), Some(i + 1)].map(|j| j.map_or(0, |j| parsed.key_at(j))),
            base: parsed.bases[i],
            sense: parsed.senses[i],
            roles: parsed.roles[i] as u32,
            own,
            before: group.checked_sub(1).and_then(|g| parsed.groups.get(g)),
            after: parsed.groups.get(if own.is_some() { group + 1 } else { group }),
            shape,
            frame: frame(parsed, i),
        }
    }

    /// Its features.
    pub(super) fn rows(&self) -> [u32; COUNT] {
        let mut rows = [0; COUNT];
        let rest = fill::<0, 11>(&mut rows, self.words());
        let rest = fill::<11, 7>(rest, self.verbs());
        let rest = fill::<18, 4>(rest, self.clauses());
        let rest = fill::<22, 4>(rest, self.kinds());
        let rest = fill::<26, 4>(rest, self.subject());
        let rest = fill::<30, 4>(rest, self.phrase());
        fill::<34, 5>(rest, self.object());
        rows
    }

    /// The word, its form, its neighbours. The first is there for every candidate.
    fn words(&self) -> [(u32, u32); 11] {
        let (t, base, word) = (self.tag, self.base, self.parsed.keys[self.i]);
        let info = self.parsed.word(self.i);
        let [tm1, t1] = self.tags;
        [
            (0, 0),
            (info.class(), t),
            (word, t),
            (base, t.min(4)),
            (base, tm1),
            (base, t1),
            (info.suffix, t),
            (info.suffix & 0xffff, t | self.shape << 8),
            (t | t1 << 6 | self.parsed.tag_at(self.i + 2) << 12, 2),
            (self.keys[0], base),
            (self.keys[1], base),
        ]
    }

    /// The verb group, what stands before the noun phrase, and the roles of the lists.
    fn verbs(&self) -> [(u32, u32); 7] {
        let (t, base, shape) = (self.tag, self.base, self.shape);
        [
            (shape, base),
            (self.frame, t),
            (self.frame, base),
            (self.roles, (self.parsed.roles[self.i] >> 32) as u32 | t << 8),
            (self.roles, shape ^ self.tags[1] << 20),
            (self.sense.first(), shape ^ self.roles),
            (self.own.map_or(0, |g| g.head - g.first), base),
        ]
    }

    /// The verb groups before and after it, and whether it is quoted.
    fn clauses(&self) -> [(u32, u32); 4] {
        let parsed = self.parsed;
        let (form, roles) = self.before.map_or((0, 0), |g| {
            let form = 1
                | (g.tense as u32) << 1
                | u32::from(g.modality.is_some()) << 5
                | u32::from(g.negative) << 6
                | u32::from(g.copula) << 7;
            (form, parsed.roles[g.head as usize] as u32)
        });
        let governed = self.after.map_or(0, |g| {
            let far = (g.first as usize).saturating_sub(self.i);
            let how = g.tense as u32 | u32::from(far <= 1) << 4 | u32::from(far <= 4) << 5;
            parsed.senses[g.head as usize].first() | how << 8
        });
        [
            (form, self.tag | self.shape << 8),
            (roles, self.roles),
            (governed, self.roles),
            (u32::from(parsed.is_quoted(self.i)), self.base),
        ]
    }

    /// Its kinds in WordNet.
    fn kinds(&self) -> [(u32, u32); 4] {
        let (t, sense) = (self.tag, self.sense);
        [
            (sense.kinds(), t.min(4)),
            (sense.verb() | sense.first() << 8, u32::from(self.own.is_some())),
            (sense.frames(), t.min(4)),
            (sense.frames(), sense.first()),
        ]
    }

    /// What stands before the verb group, adverbs passed over: the end of its subject, or a conjunction.
    fn subject(&self) -> [(u32, u32); 4] {
        let parsed = self.parsed;
        let first = self.own.map_or(self.i, |g| (g.first as usize).min(self.i));
        let before = parsed.tags[..first].iter().rposition(|tag| !tag.is_adverb());
        let (tag, kind, word) = before
            .map_or((NO_TAG, 0, 0), |j| (parsed.tags[j] as u32, parsed.senses[j].first(), parsed.bases[j]));
        let both = tag | kind << 8;
        [(tag, self.tag | self.shape << 8), (both, self.tag), (word, self.tag), (both, self.base)]
    }

    /// What begins its noun phrase, what follows, and whether it is part of a compound.
    fn phrase(&self) -> [(u32, u32); 4] {
        let parsed = self.parsed;
        let inside =
            |tag: Tag| matches!(tag, Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Jj | Tag::Hyphen | Tag::Cd);
        let opens = last_before(parsed, self.i, |tag| !inside(tag)).map_or(1, |j| parsed.keys[j]);
        let own = self.tag | self.sense.first() << 8;
        let noun = self.tags.map(|tag| u32::from(tag < 4));
        let hyphen = self.tags.map(|tag| u32::from(tag == Tag::Hyphen as u32));
        let compound = noun[1] | noun[0] << 1 | hyphen[1] << 2 | hyphen[0] << 3;
        let next = parsed.senses.get(self.i + 1).map_or(60, |sense| sense.first() | self.tags[1] << 8);
        [
            (next, own),
            (opens, self.base),
            (opens ^ self.keys[1].rotate_left(9), self.sense.first()),
            (compound, own),
        ]
    }

    /// The noun that follows, past one preposition: what a verb is done to, and whether that is an event.
    fn object(&self) -> [(u32, u32); 5] {
        let parsed = self.parsed;
        let tag = |j: usize| parsed.tags.get(j).copied();
        let mut from = self.i + 1;
        while tag(from).is_some_and(|t| t.is_adverb() || t == Tag::Rp) {
            from += 1;
        }
        let mut preposition = 0;
        if matches!(tag(from), Some(Tag::In | Tag::To)) {
            preposition = parsed.keys[from];
            from += 1;
        }
        let mut noun = None;
        for j in from..parsed.tags.len().min(self.i + OBJECT) {
            let t = parsed.tags[j];
            if t.is_noun() || t == Tag::Prp {
                noun = Some(j);
            } else if !in_phrase(t) || noun.is_some() && !matches!(t, Tag::Hyphen | Tag::Pos) {
                break;
            }
        }
        let (kind, verb, roles, word) = noun.map_or((61, 0, 0, 0), |j| {
            let sense = parsed.senses[j];
            (sense.first(), sense.verb(), parsed.roles[j] as u32, parsed.bases[j])
        });
        let object = kind | u32::from(verb != 0) << 8 | u32::from(preposition != 0) << 9;
        let known = object ^ roles.rotate_left(12);
        [
            (known, self.tag | self.shape << 8),
            (known, self.roles ^ 77),
            (object, self.sense.frames()),
            (preposition, self.base),
            (word, self.base),
        ]
    }
}

/// The word before the noun phrase that ends with the token; 1 for a verb, 2 at the beginning, 3 after a verb.
fn frame(parsed: &Parsed, i: usize) -> u32 {
    if parsed.tags[i].is_verb() {
        return 1;
    }
    let outside = last_before(parsed, i, |tag| !in_phrase(tag));
    outside.map_or(2, |j| if parsed.tags[j].is_verb() { 3 } else { parsed.keys[j] })
}

/// The last of the words before `i`, as far as a phrase is searched, whose tag is one.
fn last_before(parsed: &Parsed, i: usize, is: impl Fn(Tag) -> bool) -> Option<usize> {
    let from = i.saturating_sub(PHRASE);
    parsed.tags[from..i].iter().rposition(|tag| is(*tag)).map(|n| from + n)
}

/// Whether a word with this tag may stand inside a noun phrase.
fn in_phrase(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Dt
            | Tag::Jj
            | Tag::Jjr
            | Tag::Jjs
            | Tag::Nn
            | Tag::Nns
            | Tag::Nnp
            | Tag::Cd
            | Tag::PrpPoss
            | Tag::Pos
            | Tag::Hyphen
            | Tag::Vbg
            | Tag::Vbn
            | Tag::Rb
    )
}

/// Fills the first rows from the values of the templates from number FROM on; gives the other rows. The numbers are known
/// when this is compiled, so that nothing of a hash but the values is left to be computed.
#[inline]
fn fill<const FROM: usize, const N: usize>(rows: &mut [u32], values: [(u32, u32); N]) -> &mut [u32] {
    let (first, rest) = rows.split_at_mut(N);
    for (n, (row, (a, b))) in first.iter_mut().zip(values).enumerate() {
        *row = hash(FROM + n, a, b);
    }
    rest
}

/// The row of a feature.
#[inline]
fn hash(template: usize, a: u32, b: u32) -> u32 {
    let seed = (template as u64 + 1).wrapping_mul(0xa076_1d64_78bd_642f);
    // The highest bits of one product depend on all bits of both values.
    let h = ((u64::from(a) | u64::from(b) << 32) ^ seed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (h >> (64 - BITS)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::events::Reader;
    use crate::pack::Pack;

    fn analysed(text: &str) -> Analysis {
        let mut analysis = Analysis::default();
        analysis.read_text(&Pack::load("en").unwrap(), text, None, None);
        analysis
    }

    fn asked(text: &str) -> Vec<&str> {
        let mut words = Vec::new();
        let reader = Reader::english().unwrap();
        reader.candidates(text, &analysed(text), |span, _| words.push(&text[span]));
        words
    }

    #[test]
    fn every_template_is_filled() {
        let mut parsed = Parsed::default();
        let text = "Lighthouse keepers protested the closure.";
        parsed.read(&Reader::english().unwrap(), text, &analysed(text), 0);
        let look = Look::at(&parsed, 2, 0);
        assert_eq!(34 + look.object().len(), COUNT);
        assert!(look.rows().iter().all(|row| *row != 0), "a row is empty where no template fills it");
    }

    #[test]
    fn things_auxiliaries_and_attributes_are_not_asked_about() {
        assert_eq!(asked("The old senator has opened a wooden door."), ["opened"]);
        assert_eq!(asked("The bakery's closure was sudden."), ["closure", "was", "sudden"]);
    }
}

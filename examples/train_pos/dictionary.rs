//! The tag dictionary of the model: words of the treebank and of a word list in, candidate tags out.

use std::collections::BTreeMap;

use annals::text::pos::Tag;
use annals::text::pos::lexicon::{HELD_BACK, LISTED, Spelling, ending};
use annals::text::scan::{CAPITAL, Kind};

use crate::training::treebank::Sentence;

/// A key, the candidates in lower case, the candidates with a capital.
pub(crate) type Entry = (u64, u64, u64);

/// From this often on a word has the tags that the treebank shows and no others.
const TRUSTED: u32 = 40;
/// From this often on a tag must have a larger share to count.
const FREQUENT: u32 = 200;
/// Tags that a word of the list does not get for being seen with one once.
const CLOSED: u64 = 1 << Tag::In as u64 | 1 << Tag::Dt as u64 | 1 << Tag::Rp as u64 | 1 << Tag::Cc as u64;

/// How often a word was seen with each tag: in lower case (or with a capital that its place explains), and with a
/// capital of its own.
#[derive(Default)]
pub(crate) struct Counts {
    lower: BTreeMap<Tag, u32>,
    capital: BTreeMap<Tag, u32>,
    suffix: u32,
}

impl Counts {
    pub(crate) fn total(&self) -> u32 {
        self.lower.values().chain(self.capital.values()).sum()
    }
}

/// Whether digits are glued to the front of a token.
pub(crate) fn after_number(sentence: &Sentence, i: usize) -> bool {
    i > 0 && sentence.tokens[i].glued() && sentence.tokens[i - 1].kind == Kind::Number
}

/// Counts the words of the treebank.
pub(crate) fn count(sentences: &[Sentence]) -> BTreeMap<u64, Counts> {
    let mut words: BTreeMap<u64, Counts> = BTreeMap::new();
    for sentence in sentences {
        let mut first = true;
        for (i, token) in sentence.tokens.iter().enumerate() {
            if token.kind != Kind::Word {
                continue;
            }
            let by_place = std::mem::take(&mut first);
            let Some(tag) = sentence.tags[i] else { continue };
            let spelling = Spelling::of(&sentence.text, token, after_number(sentence, i));
            let counts = words.entry(spelling.key).or_default();
            counts.suffix = spelling.suffix;
            let own_capital = token.has(CAPITAL) && (!by_place || tag.is_proper());
            *if own_capital { &mut counts.capital } else { &mut counts.lower }.entry(tag).or_default() += 1;
        }
    }
    words
}

/// The tags of a word that are not noise; for rare words also those that go with them in the language.
fn candidates(counts: &BTreeMap<Tag, u32>) -> u64 {
    let total: u32 = counts.values().sum();
    let mut set = 0;
    // In edited text the slips of frequent words ("its" for "it's") are not worth a decision each time.
    let noise = if total < FREQUENT { 100 } else { 30 };
    let past = [Tag::Vbd, Tag::Vbn];
    for (tag, n) in counts {
        if *n * noise >= total || past.contains(tag) && *n * 200 >= total {
            set |= tag.bit();
        }
    }
    let both = |set: u64, a: Tag, b: Tag| if set & (a.bit() | b.bit()) != 0 { a.bit() | b.bit() } else { 0 };
    if total < TRUSTED {
        if set & Tag::Vb.bit() == 0 {
            set |= both(set, Tag::Vbd, Tag::Vbn);
        }
        set |= both(set, Tag::Vb, Tag::Vbp);
    }
    set
}

/// The entries of the dictionary, and those that training finds for words that it holds back.
pub(crate) fn entries(
    words: &BTreeMap<u64, Counts>,
    listed: &BTreeMap<u64, u64>,
) -> (Vec<Entry>, Vec<Entry>) {
    let (mut entries, mut held_back) = (Vec::new(), Vec::new());
    for (key, set) in listed {
        let capital = set | Tag::Nnp.bit() | if set & Tag::Nns.bit() != 0 { Tag::Nnps.bit() } else { 0 };
        held_back.push((key ^ HELD_BACK, set | LISTED, capital | LISTED));
        let seen = words.get(key);
        if seen.is_none_or(|counts| counts.total() < 2) {
            let seen = seen.map_or(0, |counts| candidates(&counts.lower) & !CLOSED);
            entries.push((*key, set | seen | LISTED, capital | seen | LISTED));
        }
    }
    for (key, counts) in words.iter().filter(|(_, counts)| counts.total() >= 2) {
        let mut lower = candidates(&counts.lower);
        if counts.lower.values().sum::<u32>() < TRUSTED / 4 {
            lower |= listed.get(key).copied().unwrap_or(0);
        }
        let mut capital = candidates(&counts.capital);
        if capital != 0 && counts.capital.values().sum::<u32>() < 5 {
            capital |= lower | Tag::Nnp.bit();
        }
        entries.push((*key, lower, capital));
    }
    entries.extend(endings(words));
    (entries, held_back)
}

/// What the endings of rare words allow.
fn endings(words: &BTreeMap<u64, Counts>) -> Vec<Entry> {
    let mut endings: BTreeMap<u64, [BTreeMap<Tag, u32>; 2]> = BTreeMap::new();
    for counts in words.values().filter(|counts| counts.total() <= 4) {
        for letters in 1..=3 {
            let sets = endings.entry(ending(counts.suffix, letters)).or_default();
            for (set, seen) in sets.iter_mut().zip([&counts.lower, &counts.capital]) {
                for (tag, n) in seen {
                    *set.entry(*tag).or_default() += n;
                }
            }
        }
    }
    let allowed = |set: &BTreeMap<Tag, u32>| {
        let total: u32 = set.values().sum();
        let kept = set.iter().filter(|(_, n)| **n * 100 >= total && **n >= 2 || **n * 10 >= total);
        if total < 12 { 0 } else { kept.fold(0, |bits, (tag, _)| bits | tag.bit()) }
    };
    let entries = endings.iter().map(|(key, [lower, capital])| (*key, allowed(lower), allowed(capital)));
    entries.filter(|(_, lower, capital)| lower | capital != 0).collect()
}

//! The rules' patterns in, the anchors out: the words that a match can hang on.
//!
//! Most words of a sentence begin, continue and end nothing. A stretch of it is matched only if it holds an anchor: for each
//! rule one of the elements that a match cannot be without is chosen, the one whose words are rarest ("ago" of "two days
//! ago", the month of "the 3rd of May"), and only words that one of these elements takes are anchors. An expression of an
//! earlier level costs nothing: it hung on a word of the same stretch already.

use super::automaton::tests as tests_in;
use super::grammar::{Check, Pattern, Resolved};
use super::item::shape;
use crate::pack::{Lexicon, traits};

/// What a word can be to a match: what cuts a sentence into stretches, for each word one look-up.
pub(crate) mod reach {
    /// A match may go over it.
    pub(crate) const PASSES: u8 = 1;
    /// A match may hang on it.
    pub(crate) const ANCHOR: u8 = 1 << 1;
    /// A phrase may begin with it.
    pub(crate) const FIRST: u8 = 1 << 2;
    /// It is the second word of a phrase.
    pub(crate) const SECOND: u8 = 1 << 3;
}

/// How often a word stands in ten thousand, if the pack does not list it among the frequent ones.
const RARE: u32 = 1;
/// What it costs to hang a match on a number: little, for years and dates of digits hang on nothing else, so that all
/// numbers are looked at anyway.
const NUMBERS: u32 = 20;

/// The shapes that numbers in words have.
const IN_WORDS: u32 = shape::INT
    | shape::NUM
    | shape::WORDS
    | shape::ORD
    | shape::ORDDOM
    | shape::YEARWORDS
    | shape::HOURWORD
    | shape::SIXTYWORD
    | shape::DOMWORDS
    | shape::YEARPAIR;

/// What a match may hang on.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    /// The tests of the elements that were chosen: of a match in every stretch one item passes one of them.
    tests: Box<[u64]>,
    /// Of each lexicon id what it can be to a match, as bits of [`reach`].
    pub(crate) reach: Vec<u8>,
}

/// The tests of a grammar, and what passes them.
pub(super) struct Tests<'g> {
    pub(super) checks: &'g [Check],
    /// The sets of tests that symbols stand for.
    pub(super) symbols: &'g [Box<[u64]>],
    /// The symbol of each lexicon id.
    pub(super) word_symbols: &'g [u32],
}

impl Anchors {
    /// Chooses the anchors of the patterns. `frequent` are the commonest words of the language, the commonest first.
    pub(super) fn find<'p>(
        patterns: impl Iterator<Item = &'p Pattern>,
        tests: &Tests<'_>,
        lexicon: &Lexicon,
        frequent: &[String],
    ) -> Self {
        let costs = costs(tests, lexicon, frequent);
        let mut anchors = Self { tests: vec![0; tests.checks.len().div_ceil(64)].into(), reach: Vec::new() };
        for pattern in patterns {
            // A pattern that nothing at all matches has no say; one of optional elements only may hang on any of them.
            match cheapest(pattern, &costs) {
                Some((_, chosen)) => chosen.into_iter().for_each(|test| anchors.add(test)),
                None => pattern.each_test(&mut |test| anchors.add(test)),
            }
        }
        anchors.reach = anchors.reaches(tests, lexicon);
        anchors
    }

    fn add(&mut self, test: u32) {
        self.tests[test as usize / 64] |= 1 << (test % 64);
    }

    /// Whether a match may hang on an item that passes these tests.
    pub(crate) fn hold(&self, set: &[u64]) -> bool {
        self.tests.iter().zip(set).any(|(a, b)| a & b != 0)
    }

    fn reaches(&self, tests: &Tests<'_>, lexicon: &Lexicon) -> Vec<u8> {
        let of_symbol: Vec<u8> = tests
            .symbols
            .iter()
            .map(|set| {
                let passes = if set.iter().any(|word| *word != 0) { reach::PASSES } else { 0 };
                passes | if self.hold(set) { reach::ANCHOR } else { 0 }
            })
            .collect();
        let in_words = tests.checks.iter().enumerate().any(|(test, check)| {
            let chosen = self.tests[test / 64] >> (test % 64) & 1 == 1;
            chosen && matches!(check.ask, Resolved::Shape(bits, _) if bits & IN_WORDS != 0)
        });
        let number = reach::PASSES | if in_words { reach::ANCHOR } else { 0 };
        let mut reaches: Vec<u8> = tests.word_symbols.iter().map(|s| of_symbol[*s as usize]).collect();
        for (id, reaches) in (0..).zip(&mut reaches) {
            let traits = lexicon.traits(id);
            // What a number, phrase or address begins with is no mere word.
            *reaches |= if traits & traits::NUMBER != 0 { number } else { 0 };
            *reaches |= if traits & traits::PHRASE != 0 { reach::PASSES | reach::FIRST } else { 0 };
            *reaches |= if traits & traits::ADDRESS != 0 { reach::PASSES | reach::ANCHOR } else { 0 };
        }
        for id in lexicon.seconds() {
            reaches[id as usize] |= reach::SECOND;
        }
        reaches
    }
}

/// How many of ten thousand words pass each test, by rule of thumb: it decides only how often is looked in vain.
fn costs(tests: &Tests<'_>, lexicon: &Lexicon, frequent: &[String]) -> Vec<u32> {
    let mut of_symbol = vec![0; tests.symbols.len()];
    for (id, symbol) in (0..).zip(tests.word_symbols) {
        // A phrase is met with less often still than the word that it begins with.
        of_symbol[*symbol as usize] += if lexicon.entry(id).word.contains(' ') { 0 } else { RARE };
    }
    for (rank, word) in (0..).zip(frequent) {
        let symbol = tests.word_symbols[lexicon.id(word) as usize];
        // Zipf's law.
        of_symbol[symbol as usize] += 3000 / (rank + 5);
    }
    let mut costs = vec![0; tests.checks.len()];
    for (set, cost) in tests.symbols.iter().zip(of_symbol) {
        tests_in(set).for_each(|test| costs[test as usize] += cost);
    }
    for (cost, check) in costs.iter_mut().zip(tests.checks) {
        match check.ask {
            Resolved::Shape(..) => *cost += NUMBERS,
            Resolved::Given(_) => *cost = 0,
            Resolved::Word(_) | Resolved::Class(..) => {}
        }
    }
    costs
}

/// Of the elements that no match of the pattern can be without the one that is met with least often: its cost and its
/// tests, of which a match passes one.
fn cheapest(pattern: &Pattern, costs: &[u32]) -> Option<(u32, Vec<u32>)> {
    match pattern {
        Pattern::Test(test) => Some((costs[*test as usize], vec![*test])),
        Pattern::Seq(parts) => parts.iter().filter_map(|p| cheapest(p, costs)).min_by_key(|c| c.0),
        Pattern::Alt(options) => options.iter().try_fold((0, Vec::new()), |(cost, mut tests), option| {
            let (more, chosen) = cheapest(option, costs)?;
            tests.extend(chosen);
            Some((cost + more, tests))
        }),
        Pattern::Capture(_, inner) => cheapest(inner, costs),
        Pattern::Opt(_) | Pattern::Open | Pattern::Close => None,
    }
}

//! The rules' patterns in, the anchors out: the words that a match can hang on.
//!
//! Most words of a sentence begin, continue and end nothing. A stretch of it is matched only if it holds an anchor: for each
//! rule one of the elements that a match cannot be without is chosen, the one whose words are rarest ("ago" of "two days
//! ago", the month of "the 3rd of May"), and only words that one of these elements takes are anchors. An expression of an
//! earlier level costs nothing: it hung on a word of the same stretch already.

use super::grammar::{Check, Resolved};
use super::item::shape;
use super::pattern::{Op, elements, split};
use super::rule::each_test;
use super::sets;
use crate::pack::{Lexicon, traits};

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
    /// Whether a number in words is one.
    numbers: bool,
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
        patterns: impl Iterator<Item = &'p [Op]>,
        tests: &Tests<'_>,
        lexicon: &Lexicon,
        frequent: &[String],
    ) -> Self {
        let costs = costs(tests, lexicon, frequent);
        let mut anchors = Self { tests: vec![0; tests.checks.len().div_ceil(64)].into(), numbers: false };
        for pattern in patterns {
            // A pattern that nothing at all matches has no say; one of optional elements only may hang on any of them.
            match cheapest(pattern, &costs) {
                Some((_, element)) => anchors.add_element(element, &costs),
                None => each_test(pattern, |test| anchors.add(test)),
            }
        }
        anchors.numbers = (0..).zip(tests.checks).any(|(test, check)| {
            sets::holds(&anchors.tests, test)
                && matches!(check.ask, Resolved::Shape(bits, _) if bits & IN_WORDS != 0)
        });
        anchors
    }

    fn add(&mut self, test: u32) {
        sets::put(&mut self.tests, test);
    }

    /// Adds the tests of an element, of which a match passes one: of alternatives those of each one's own choice.
    fn add_element(&mut self, element: &[Op], costs: &[u32]) {
        match element {
            [Op::Test(test), ..] => self.add(*test),
            [_, inside @ ..] => {
                for (_, element) in elements(inside).filter_map(|option| cheapest(option, costs)) {
                    self.add_element(element, costs);
                }
            }
            [] => {}
        }
    }

    /// Whether a match may hang on an item that passes these tests.
    pub(crate) fn hold(&self, set: &[u64]) -> bool {
        self.tests.iter().zip(set).any(|(a, b)| a & b != 0)
    }

    /// What a word is to a match, as bits of [`traits`]: one that passes the tests of the set and has the traits.
    pub(super) fn reach(&self, set: &[u64], word: u32) -> u32 {
        const GOES_ON: u32 = traits::NUMBER | traits::PHRASE | traits::ADDRESS;
        // What a number, phrase or address begins with is no mere word.
        let passes = word & GOES_ON != 0 || set.iter().any(|tests| *tests != 0);
        let anchor =
            self.hold(set) || word & traits::ADDRESS != 0 || (self.numbers && word & traits::NUMBER != 0);
        (if passes { traits::PASSES } else { 0 }) | (if anchor { traits::ANCHOR } else { 0 })
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
        sets::tests(set).for_each(|test| costs[test as usize] += cost);
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

/// Of the elements that no match of a sequence can be without the one that is met with least often, a test or alternatives,
/// and its cost.
fn cheapest<'o>(mut sequence: &'o [Op], costs: &[u32]) -> Option<(u32, &'o [Op])> {
    let mut best: Option<(u32, &[Op])> = None;
    while let Some((element, inside, rest)) = split(sequence) {
        let whole = &sequence[..=inside.len()];
        let found = match element {
            Op::Test(test) => Some((costs[test as usize], whole)),
            Op::Seq(_) | Op::Capture(..) => cheapest(inside, costs),
            // All of them must have such an element.
            Op::Alt(_) => elements(inside)
                .try_fold(0, |cost, option| cheapest(option, costs).map(|(more, _)| cost + more))
                .map(|cost| (cost, whole)),
            Op::Opt(_) | Op::Open | Op::Close => None,
        };
        best = match (best, found) {
            (Some(best), Some(found)) if best.0 <= found.0 => Some(best),
            (best, found) => found.or(best),
        };
        sequence = rest;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rarest_element_is_chosen() {
        let costs = [600, 20, 5, 90];
        // the @num ( ago | later @num )?
        let optional = [Op::Test(0), Op::Test(1), Op::Opt(3), Op::Alt(2), Op::Test(2), Op::Test(3)];
        assert_eq!(cheapest(&optional, &costs), Some((20, &optional[1..2])));
        // the ( ago | the later )
        let either = [Op::Test(0), Op::Alt(4), Op::Test(2), Op::Seq(2), Op::Test(0), Op::Test(3)];
        assert_eq!(cheapest(&either, &costs), Some((95, &either[1..])));
        let mut anchors = Anchors { tests: vec![0].into(), numbers: false };
        anchors.add_element(&either[1..], &costs);
        assert_eq!(anchors.tests[0], 1 << 2 | 1 << 3);
        assert_eq!(cheapest(&[Op::Opt(1), Op::Test(2), Op::Close], &costs), None);
    }
}

//! The rules of a grammar in, the symbols of its words out: for each word the set of tests that it passes, and what it is
//! to a match.

use rustc_hash::FxHashMap;

use super::anchors::{Anchors, Tests};
use super::grammar::Grammar;
use super::pattern::{Op, elements, split};
use super::sets;
use crate::pack::{LexVal, Lexicon};

impl Grammar {
    /// After the last rule: the symbol of every word, and what they tell about the rules. `frequent` are the
    /// commonest words of the language, the commonest first.
    pub(crate) fn finish(&mut self, lexicon: &Lexicon, frequent: &[String]) {
        self.asked_numbers = self.by_shape.iter().filter_map(|(_, wanted, _)| *wanted).collect();
        self.asked_numbers.sort_unstable();
        let mut known: FxHashMap<Box<[u64]>, u32> = FxHashMap::default();
        let mut set = self.empty_set();
        known.insert(set.clone(), 0);
        self.symbols.push(set.clone());
        let mut of_class = vec![None; lexicon.class_count()];
        for id in 0..lexicon.entries.len() as u32 {
            let class = self.only_class(lexicon, id).map(usize::from);
            if let Some(symbol) = class.and_then(|class| of_class[class]) {
                self.word_symbols.push(symbol);
                continue;
            }
            set.fill(0);
            self.put_tests(&mut set, lexicon, id, (0, 0.0), 0);
            let symbol = known.get(&set).copied().unwrap_or_else(|| {
                let next = self.symbols.len() as u32;
                self.symbols.push(set.clone());
                known.insert(set.clone(), next);
                next
            });
            if let Some(class) = class {
                of_class[class] = Some(symbol);
            }
            self.word_symbols.push(symbol);
        }
        let (checks, symbols, word_symbols) = (&self.checks, &self.symbols, &self.word_symbols);
        let patterns = self.rules.iter().map(|rule| self.ops(rule.pattern));
        self.anchors = Anchors::find(patterns, &Tests { checks, symbols, word_symbols }, lexicon, frequent);
        self.find_first();
    }

    /// The class of a word that passes the tests of this class and no others, as all its words do.
    fn only_class(&self, lexicon: &Lexicon, word: u32) -> Option<u16> {
        let mut senses = lexicon.entry(word).senses();
        let class = senses.next()?.0;
        let tests = self.by_class.get(&class).map_or(&[][..], |tests| tests);
        let alone = senses.next().is_none() && !self.by_word.contains_key(&word);
        (alone && tests.iter().all(|(_, wanted)| wanted.is_none())).then_some(class)
    }

    /// Of what stands beside expressions, the tests that the item right beside may pass.
    fn find_first(&mut self) {
        let empty = self.empty_set();
        let mut rules = std::mem::take(&mut self.rules);
        for rule in &mut rules {
            let sides = [&mut rule.prev, &mut rule.prev_not, &mut rule.next, &mut rule.next_not];
            for context in sides.into_iter().flatten() {
                context.first = empty.clone();
                let first = &mut context.first;
                let put = &mut |test| sets::put(first, test);
                context.empty = each_first(self.ops(context.pattern), put);
            }
        }
        self.rules = rules;
    }

    /// What each word of the lexicon is to a match, as bits of its traits.
    pub(crate) fn reaches(&self, lexicon: &Lexicon) -> Vec<u32> {
        let ids = (0u32..).zip(&self.word_symbols);
        ids.map(|(id, symbol)| self.anchors.reach(&self.symbols[*symbol as usize], lexicon.traits(id)))
            .collect()
    }

    fn empty_set(&self) -> Box<[u64]> {
        vec![0u64; self.checks.len().div_ceil(64)].into_boxed_slice()
    }

    /// The tests that an item of that word, number and classes passes, case and space aside.
    pub(crate) fn tests_of(
        &self,
        lexicon: &Lexicon,
        word: u32,
        shapes: u32,
        number: f64,
        given: u64,
    ) -> Box<[u64]> {
        let mut set = self.empty_set();
        self.put_tests(&mut set, lexicon, word, (shapes, number), given);
        set
    }

    fn put_tests(
        &self,
        set: &mut [u64],
        lexicon: &Lexicon,
        word: u32,
        (shapes, number): (u32, f64),
        given: u64,
    ) {
        let mut put = |test| sets::put(set, test);
        if word != 0 {
            for &id in self.by_word.get(&word).map_or(&[][..], |v| v) {
                put(id);
            }
            for (class, value) in lexicon.entry(word).senses() {
                for &(id, wanted) in self.by_class.get(class).map_or(&[][..], |v| v) {
                    if wanted.is_none_or(|w| *value == LexVal::Number(w)) {
                        put(id);
                    }
                }
            }
        }
        if shapes != 0 {
            for &(bits, wanted, id) in &self.by_shape {
                if shapes & bits != 0 && wanted.is_none_or(|w| f64::from(w) == number) {
                    put(id);
                }
            }
        }
        if given != 0 {
            for &(bit, id) in &self.by_given {
                if given >> bit & 1 == 1 {
                    put(id);
                }
            }
        }
    }
}

/// Calls `each` for every test that the first item of a match of a sequence may be asked; gives whether a match may have
/// no item.
fn each_first(mut sequence: &[Op], each: &mut impl FnMut(u32)) -> bool {
    while let Some((element, inside, rest)) = split(sequence) {
        let empty = match element {
            Op::Test(test) => {
                each(test);
                false
            }
            Op::Seq(_) | Op::Capture(..) => each_first(inside, each),
            Op::Alt(_) => elements(inside).fold(false, |empty, option| each_first(option, each) | empty),
            Op::Opt(_) => {
                each_first(inside, each);
                true
            }
            Op::Open | Op::Close => true,
        };
        if !empty {
            return false;
        }
        sequence = rest;
    }
    true
}

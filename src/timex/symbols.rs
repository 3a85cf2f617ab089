//! The rules of a grammar in, the symbols of its words out: for each word the set of tests that it passes, and whether
//! a match can hang on it.

use rustc_hash::FxHashMap;

use super::grammar::{Grammar, Resolved};
use super::pattern::{Op, elements, split};
use super::rule::each_test;
use crate::pack::{LexVal, Lexicon, traits};

impl Grammar {
    /// After the last rule: the symbol of every word, and what they tell about the rules.
    pub(crate) fn finish(&mut self, lexicon: &Lexicon) {
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
        self.find_anchors(lexicon);
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
                let put = &mut |test: u32| first[test as usize / 64] |= 1 << (test % 64);
                context.empty = each_first(self.ops(context.pattern), put);
            }
        }
        self.rules = rules;
    }

    /// A match of nearly every rule holds a word that makes a sentence worth a look, a number, or an expression of an
    /// earlier level; of the other rules any word may be what the match hangs on.
    fn find_anchors(&mut self, lexicon: &Lexicon) {
        let trigger = |id: usize| lexicon.traits(id as u32) & traits::TRIGGER != 0;
        let mut mixed = vec![false; lexicon.class_count()];
        for (_, entry) in lexicon.entries.iter().enumerate().filter(|(id, _)| !trigger(*id)) {
            entry.senses().for_each(|sense| mixed[usize::from(sense.0)] = true);
        }
        let anchored: Vec<bool> = self
            .checks
            .iter()
            .map(|check| match check.ask {
                Resolved::Shape(..) | Resolved::Given(_) => true,
                Resolved::Word(id) => trigger(id as usize),
                Resolved::Class(class, _) => !mixed[usize::from(class)],
            })
            .collect();
        let mut loose = self.empty_set();
        for pattern in self.rules.iter().map(|rule| self.ops(rule.pattern)) {
            if !needs(pattern, &anchored) {
                each_test(pattern, |test| loose[test as usize / 64] |= 1 << (test % 64));
            }
        }
        let mut anchors = vec![false; self.symbols.len()];
        for (id, symbol) in self.word_symbols.iter().enumerate() {
            let set = &self.symbols[*symbol as usize];
            anchors[*symbol as usize] |= trigger(id) || set.iter().zip(&loose).any(|(a, b)| a & b != 0);
        }
        self.anchors = anchors;
    }

    /// Whether a match may hang on an item of that symbol. Numbers and expressions have symbols beyond those of words.
    pub(crate) fn is_anchor(&self, symbol: u32) -> bool {
        self.anchors.get(symbol as usize).copied().unwrap_or(true)
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
        let mut put = |id: u32| set[id as usize / 64] |= 1 << (id % 64);
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

/// Whether every match of a sequence passes one of the tests that are marked.
fn needs(mut sequence: &[Op], marked: &[bool]) -> bool {
    while let Some((element, inside, rest)) = split(sequence) {
        let needed = match element {
            Op::Test(test) => marked[test as usize],
            Op::Seq(_) | Op::Capture(..) => needs(inside, marked),
            Op::Alt(_) => elements(inside).all(|option| needs(option, marked)),
            Op::Opt(_) | Op::Open | Op::Close => false,
        };
        if needed {
            return true;
        }
        sequence = rest;
    }
    false
}

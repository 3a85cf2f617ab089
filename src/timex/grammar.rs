//! Rules in, the compiled grammar out: levels of rules, each level one automaton over items.
//!
//! The levels form a cascade. Level 1 reads tokens and number phrases; what its rules give are single items for level
//! 2, and so on. Inside a level the longest match wins. No rule can loop, so a sentence costs time in proportion to
//! its length.
//!
//! The patterns of all rules lie in one list, which `align.rs` reads; `states.rs` makes the automata's states of them.

use rustc_hash::FxHashMap;

use super::anchors::Anchors;
use super::item::shape;
use super::level::Level;
use super::pattern::{Ask, Op, Test};
use super::rule::{self, Context, Draft, MAX_CAPTURES, Rule, Span};
use crate::pack::Lexicon;

/// One test, resolved against the lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Check {
    pub(crate) ask: Resolved,
    pub(crate) glued: Option<bool>,
    pub(crate) capital: bool,
}

/// What a test asks, by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Resolved {
    Word(u32),
    Class(u16, Option<i32>),
    Shape(u32, Option<i32>),
    Given(u32),
}

/// The compiled grammar of a language.
#[derive(Debug, Default)]
pub(crate) struct Grammar {
    pub(crate) rules: Vec<Rule>,
    pub(crate) levels: Vec<Level>,
    pub(crate) checks: Vec<Check>,
    /// The patterns, one behind the other.
    ops: Vec<Op>,
    classes: Vec<String>,
    /// Symbol of each lexicon id as a plain word: the index of its set of tests.
    pub(crate) word_symbols: Vec<u32>,
    /// The sets of tests that symbols stand for; the first is empty.
    pub(crate) symbols: Vec<Box<[u64]>>,
    pub(super) by_word: FxHashMap<u32, Vec<u32>>,
    pub(super) by_class: FxHashMap<u16, Vec<(u32, Option<i32>)>>,
    pub(super) by_shape: Vec<(u32, Option<i32>, u32)>,
    pub(super) by_given: Vec<(u32, u32)>,
    /// The numbers that some test asks for, sorted.
    pub(super) asked_numbers: Vec<i32>,
    /// What a match may hang on.
    pub(crate) anchors: Anchors,
}

impl Grammar {
    /// Lays a pattern out. `tests` are what the numbers of its tests stand for; numbers not seen before come in order.
    pub(crate) fn lay(
        &mut self,
        ops: impl Iterator<Item = Op>,
        tests: &[Test<'_>],
        lexicon: &mut Lexicon,
    ) -> Result<Span, String> {
        let from = self.ops.len() as u32;
        for op in ops {
            if let Op::Test(test) = op
                && test as usize >= self.checks.len()
            {
                let test = tests.get(self.checks.len()).ok_or("a test that is none")?;
                self.check(test, lexicon)?;
            }
            self.ops.push(op);
        }
        Ok(Span { from, to: self.ops.len() as u32 })
    }

    /// The pattern that lies there.
    #[inline]
    pub(crate) fn ops(&self, span: Span) -> &[Op] {
        &self.ops[span.from as usize..span.to as usize]
    }

    /// Adds a rule.
    pub(crate) fn add(&mut self, draft: Draft<'_>) -> Result<(), String> {
        let class = draft.class.split_whitespace();
        let classes = class.map(|c| self.class_bit(c)).try_fold(0, |bits, bit| bit.map(|bit| bits | bit))?;
        let captures = draft.means.captures().count();
        if captures > MAX_CAPTURES {
            return Err(format!("{captures} captures; there is room for {MAX_CAPTURES}"));
        }
        let ops = self.ops(draft.pattern);
        let bracketed = ops.iter().any(|op| matches!(op, Op::Open | Op::Close));
        let [prev, prev_not, next, next_not] = draft.sides.map(|side| side.map(Context::new));
        let [yes, no] = draft.examples;
        let separator = draft.means.captures().position(|c| c == "sep");
        self.rules.push(Rule {
            name: draft.name,
            file: draft.file,
            line: draft.line,
            pattern: draft.pattern,
            separator,
            bracketed,
            means: draft.means,
            classes,
            emit: draft.emit,
            priority: draft.priority,
            confidence: draft.confidence,
            prev,
            prev_not,
            next,
            next_not,
            guards: rule::guards(draft.guard)?,
            domains: rule::domains(draft.domain)?,
            yes,
            no,
        });
        Ok(())
    }

    /// The classes of expressions of these names, a bit each, for [`Grammar::gives`].
    pub(crate) fn classes(&self, names: &[&str]) -> u64 {
        let named = |class: &String| names.contains(&class.as_str());
        self.classes.iter().enumerate().filter(|(_, c)| named(c)).fold(0, |bits, (b, _)| bits | 1 << b)
    }

    /// Whether a rule gives expressions of one of the classes.
    pub(crate) fn gives(&self, rule: u32, classes: u64) -> bool {
        self.rules[rule as usize].classes & classes != 0
    }

    fn class_bit(&mut self, name: &str) -> Result<u64, String> {
        let index = match self.classes.iter().position(|c| c == name) {
            Some(i) => i,
            None => {
                self.classes.push(name.to_string());
                self.classes.len() - 1
            }
        };
        if index < 64 { Ok(1 << index) } else { Err("more than 64 classes of expressions".into()) }
    }

    /// Resolves the next test.
    fn check(&mut self, test: &Test<'_>, lexicon: &mut Lexicon) -> Result<(), String> {
        let ask = match test.ask {
            Ask::Literal(word) => Resolved::Word(lexicon.intern(word)),
            Ask::Class(name, value) => match shape::named(name) {
                Some(bits) => Resolved::Shape(bits, value),
                None => {
                    let class =
                        lexicon.class(name).ok_or_else(|| format!("no class @{name} in the lexicon"))?;
                    Resolved::Class(class, value)
                }
            },
            Ask::Given(name) => Resolved::Given(self.class_bit(name)?.trailing_zeros()),
        };
        let id = self.checks.len() as u32;
        match ask {
            Resolved::Word(word) => self.by_word.entry(word).or_default().push(id),
            Resolved::Shape(bits, value) => self.by_shape.push((bits, value, id)),
            Resolved::Class(class, value) => self.by_class.entry(class).or_default().push((id, value)),
            Resolved::Given(bit) => self.by_given.push((bit, id)),
        }
        self.checks.push(Check { ask, glued: test.glued, capital: test.capital });
        Ok(())
    }

    /// Whether any test asks for one value of a number, so that numbers of one shape differ.
    pub(crate) fn asks_for(&self, number: f64) -> bool {
        let whole = number as i32;
        f64::from(whole) == number && self.asked_numbers.binary_search(&whole).is_ok()
    }
}

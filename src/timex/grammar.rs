//! Rules in, the compiled grammar out: levels of rules, each level one automaton over items.
//!
//! The levels form a cascade. Level 1 reads tokens and number phrases; what its rules give are single items for level
//! 2, and so on. Inside a level the longest match wins. No rule can loop, so a sentence costs time in proportion to
//! its length.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::anchors::{Anchors, Tests};
use super::item::shape;
use super::level::Level;
use super::means::{self, Expr};
use super::pattern::{self, Ask, Macros, Node, Test};
use crate::pack::{LexVal, Lexicon};
use crate::resolve::Domain;

/// A rule as its file has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleSource {
    pub(crate) name: String,
    pattern: String,
    means: String,
    /// Classes that later levels know the expression by, with spaces between.
    #[serde(default)]
    class: String,
    /// Whether the expression is one by itself, not only as a part of a longer one.
    #[serde(default = "yes")]
    emit: bool,
    /// Wins over rules of lower priority whatever the lengths.
    #[serde(default)]
    priority: i8,
    /// What must, or must not, stand right before and after.
    prev: Option<String>,
    prev_not: Option<String>,
    next: Option<String>,
    next_not: Option<String>,
    /// Kinds of text that the rule holds in, with spaces between; all, if none is named.
    #[serde(default)]
    domain: String,
    /// Conditions on the words around, by name (see `guard.rs`).
    #[serde(default)]
    guard: Vec<String>,
    /// How sure a reading by this rule is, 0 to 1.
    #[serde(default = "sure")]
    confidence: f32,
    #[serde(default)]
    yes: Vec<String>,
    #[serde(default)]
    no: Vec<String>,
}

impl Default for RuleSource {
    fn default() -> Self {
        Self {
            name: String::new(),
            pattern: String::new(),
            means: String::new(),
            class: String::new(),
            emit: yes(),
            priority: 0,
            prev: None,
            prev_not: None,
            next: None,
            next_not: None,
            domain: String::new(),
            guard: Vec::new(),
            confidence: sure(),
            yes: Vec::new(),
            no: Vec::new(),
        }
    }
}

impl RuleSource {
    /// Sets a field from its name and value in words, the parts of a list with spaces between.
    pub(crate) fn set(&mut self, key: &str, value: &str) -> Result<(), String> {
        let side = || Some(value.to_string());
        match key {
            "name" => self.name = value.to_string(),
            "pattern" => self.pattern = value.to_string(),
            "means" => self.means = value.to_string(),
            "class" => self.class = value.to_string(),
            "emit" => self.emit = value.parse().map_err(|_| "true or false is needed")?,
            "priority" => self.priority = value.parse().map_err(|_| "a small whole number is needed")?,
            "prev" => self.prev = side(),
            "prev_not" => self.prev_not = side(),
            "next" => self.next = side(),
            "next_not" => self.next_not = side(),
            "domain" => self.domain = value.to_string(),
            "guard" => self.guard = value.split(' ').map(str::to_string).collect(),
            "confidence" => self.confidence = value.parse().map_err(|_| "a number is needed")?,
            _ => return Err("no such field of a rule".into()),
        }
        Ok(())
    }
}

fn yes() -> bool {
    true
}

fn sure() -> f32 {
    0.95
}

/// The bit of a kind of text.
pub(crate) fn domain_bit(domain: Domain) -> u8 {
    match domain {
        Domain::News => 1,
        Domain::Narrative => 2,
        Domain::Colloquial => 4,
    }
}

fn domains(names: &str) -> Result<u8, String> {
    if names.trim().is_empty() {
        return Ok(7);
    }
    names.split_whitespace().try_fold(0, |bits, name| {
        let domain = match name {
            "news" => Domain::News,
            "narrative" => Domain::Narrative,
            "colloquial" => Domain::Colloquial,
            _ => return Err(format!("no domain \"{name}\"; there are news, narrative and colloquial")),
        };
        Ok(bits | domain_bit(domain))
    })
}

/// There are at most so many levels: which of them an item can begin is told by bits of a byte.
pub(crate) const MAX_LEVELS: usize = 6;

/// A rule has at most so many captures: they are kept in an array.
pub(crate) const MAX_CAPTURES: usize = 16;

/// A compiled rule.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) name: String,
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) pattern: Pattern,
    pub(crate) captures: Vec<String>,
    /// The capture that holds the "to" of a range.
    pub(crate) separator: Option<usize>,
    /// Whether the pattern says in brackets where the expression begins or ends.
    pub(crate) bracketed: bool,
    pub(crate) means: Expr,
    pub(crate) classes: u64,
    pub(crate) emit: bool,
    pub(crate) priority: i8,
    pub(crate) confidence: f32,
    pub(crate) prev: Option<Context>,
    pub(crate) prev_not: Option<Context>,
    pub(crate) next: Option<Context>,
    pub(crate) next_not: Option<Context>,
    pub(crate) guards: Vec<super::guard::Guard>,
    /// The kinds of text that the rule holds in, one bit each.
    pub(crate) domains: u8,
    pub(crate) yes: Vec<String>,
    pub(crate) no: Vec<String>,
}

/// A pattern for what stands beside an expression, read away from it.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) pattern: Pattern,
    /// The tests that the item right beside the expression may pass; none of them passed, the pattern need not be tried.
    pub(crate) first: Box<[u64]>,
    /// Whether nothing at all matches too.
    pub(crate) empty: bool,
}

/// A pattern with its tests interned and its captures numbered.
#[derive(Debug, Clone)]
pub(crate) enum Pattern {
    Test(u32),
    Seq(Vec<Pattern>),
    Alt(Vec<Pattern>),
    Opt(Box<Pattern>),
    Capture(u32, Box<Pattern>),
    Open,
    Close,
}

impl Pattern {
    /// The element that it begins with, as far as that is sure.
    pub(crate) fn first(&self) -> &Self {
        match self {
            Self::Seq(nodes) => nodes.first().map_or(self, Self::first),
            Self::Capture(_, inner) => inner.first(),
            other => other,
        }
    }

    /// Calls `each` for every test that the first item of a match may be asked; gives whether a match may have no item.
    fn each_first(&self, each: &mut impl FnMut(u32)) -> bool {
        match self {
            Self::Test(test) => {
                each(*test);
                false
            }
            Self::Seq(nodes) => nodes.iter().all(|n| n.each_first(each)),
            Self::Alt(nodes) => nodes.iter().fold(false, |empty, n| n.each_first(each) | empty),
            Self::Opt(inner) => {
                inner.each_first(each);
                true
            }
            Self::Capture(_, inner) => inner.each_first(each),
            Self::Open | Self::Close => true,
        }
    }

    pub(super) fn each_test(&self, each: &mut impl FnMut(u32)) {
        match self {
            Self::Test(test) => each(*test),
            Self::Seq(nodes) | Self::Alt(nodes) => nodes.iter().for_each(|n| n.each_test(each)),
            Self::Opt(inner) | Self::Capture(_, inner) => inner.each_test(each),
            Self::Open | Self::Close => {}
        }
    }

    fn is_bracketed(&self) -> bool {
        match self {
            Self::Open | Self::Close => true,
            Self::Seq(nodes) | Self::Alt(nodes) => nodes.iter().any(Self::is_bracketed),
            Self::Opt(inner) | Self::Capture(_, inner) => inner.is_bracketed(),
            Self::Test(_) => false,
        }
    }
}

/// One test, resolved against the lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Check {
    pub(crate) ask: Resolved,
    pub(crate) glued: Option<bool>,
    pub(crate) capital: bool,
}

/// What a test asks, by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    interned: FxHashMap<Check, u32>,
    classes: Vec<String>,
    /// Symbol of each lexicon id as a plain word: the index of its set of tests.
    pub(crate) word_symbols: Vec<u32>,
    /// The sets of tests that symbols stand for; the first is empty.
    pub(crate) symbols: Vec<Box<[u64]>>,
    by_word: FxHashMap<u32, Vec<u32>>,
    by_class: FxHashMap<u16, Vec<(u32, Option<i32>)>>,
    by_shape: Vec<(u32, Option<i32>, u32)>,
    by_given: Vec<(u32, u32)>,
    /// The numbers that some test asks for, sorted.
    asked_numbers: Vec<i32>,
    /// What a match may hang on.
    pub(crate) anchors: Anchors,
}

impl Grammar {
    #[expect(clippy::too_many_arguments, reason = "the parts of one rule file line")]
    pub(crate) fn add(
        &mut self,
        file: &str,
        line: usize,
        name: &str,
        level: u8,
        source: RuleSource,
        macros: &Macros<'_>,
        lexicon: &mut Lexicon,
    ) -> Result<(), String> {
        let node = pattern::parse(&source.pattern, macros)?;
        let mut captures = Vec::new();
        collect_captures(&node, &mut captures);
        let means = means::parse(&source.means, &captures)?;
        let pattern = self.compile(&node, &captures, lexicon)?;
        let mut side = |p: &Option<String>, back: bool| -> Result<Option<Context>, String> {
            let Some(p) = p else { return Ok(None) };
            let node = pattern::parse(p, macros)?;
            let node = if back { pattern::reversed(&node) } else { node };
            let mut names = Vec::new();
            collect_captures(&node, &mut names);
            let pattern = self.compile(&node, &names, lexicon)?;
            Ok(Some(Context { pattern, first: Box::default(), empty: false }))
        };
        let (prev, prev_not) = (side(&source.prev, true)?, side(&source.prev_not, true)?);
        let (next, next_not) = (side(&source.next, false)?, side(&source.next_not, false)?);
        let classes =
            source.class.split_whitespace().try_fold(0u64, |bits, c| self.class_bit(c).map(|b| bits | b))?;
        let guards = source
            .guard
            .iter()
            .map(|g| super::guard::Guard::named(g).ok_or_else(|| format!("no guard \"{g}\"")))
            .collect::<Result<_, _>>()?;
        let domains = domains(&source.domain)?;
        let id = self.rules.len() as u32;
        let index = usize::from(level.max(1)) - 1;
        if index >= MAX_LEVELS {
            return Err(format!("level {level}; there are at most {MAX_LEVELS}"));
        }
        if self.levels.len() <= index {
            self.levels.resize_with(index + 1, Level::default);
        }
        self.levels[index].add(id, &pattern);
        if captures.len() > MAX_CAPTURES {
            return Err(format!("{} captures; there is room for {MAX_CAPTURES}", captures.len()));
        }
        self.rules.push(Rule {
            name: name.to_string(),
            file: file.to_string(),
            line,
            separator: captures.iter().position(|c| *c == "sep"),
            bracketed: pattern.is_bracketed(),
            pattern,
            captures: captures.into_iter().map(str::to_string).collect(),
            means,
            classes,
            emit: source.emit,
            priority: source.priority,
            confidence: source.confidence,
            prev,
            prev_not,
            next,
            next_not,
            guards,
            domains,
            yes: source.yes,
            no: source.no,
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

    fn compile(
        &mut self,
        node: &Node<'_>,
        captures: &[&str],
        lexicon: &mut Lexicon,
    ) -> Result<Pattern, String> {
        let all = |g: &mut Self, nodes: &[Node<'_>], lexicon: &mut Lexicon| -> Result<Vec<Pattern>, String> {
            let mut patterns = Vec::with_capacity(nodes.len());
            for node in nodes {
                patterns.push(g.compile(node, captures, lexicon)?);
            }
            Ok(patterns)
        };
        Ok(match node {
            Node::Test(t) => Pattern::Test(self.intern(t, lexicon)?),
            Node::Seq(nodes) => Pattern::Seq(all(self, nodes, lexicon)?),
            Node::Alt(nodes) => Pattern::Alt(all(self, nodes, lexicon)?),
            Node::Opt(inner) => Pattern::Opt(Box::new(self.compile(inner, captures, lexicon)?)),
            Node::Capture(name, inner) => {
                let index = captures.iter().position(|c| c == name).unwrap_or(0) as u32;
                Pattern::Capture(index, Box::new(self.compile(inner, captures, lexicon)?))
            }
            Node::Open => Pattern::Open,
            Node::Close => Pattern::Close,
        })
    }

    fn intern(&mut self, test: &Test<'_>, lexicon: &mut Lexicon) -> Result<u32, String> {
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
        let check = Check { ask, glued: test.glued, capital: test.capital };
        if let Some(&found) = self.interned.get(&check) {
            return Ok(found);
        }
        let id = self.checks.len() as u32;
        match ask {
            Resolved::Word(word) => self.by_word.entry(word).or_default().push(id),
            Resolved::Shape(bits, value) => self.by_shape.push((bits, value, id)),
            Resolved::Class(class, value) => self.by_class.entry(class).or_default().push((id, value)),
            Resolved::Given(bit) => self.by_given.push((bit, id)),
        }
        self.checks.push(check);
        self.interned.insert(check, id);
        Ok(id)
    }

    /// After the last rule: the levels' states in order, the symbol of every word.
    /// `frequent` are the commonest words of the language, the commonest first.
    pub(crate) fn finish(&mut self, lexicon: &Lexicon, frequent: &[String]) {
        let given = |test: u32| matches!(self.checks[test as usize].ask, Resolved::Given(_));
        self.levels.iter_mut().for_each(|level| level.finish(given));
        self.asked_numbers = self.by_shape.iter().filter_map(|(_, wanted, _)| *wanted).collect();
        self.asked_numbers.sort_unstable();
        let mut known: FxHashMap<Box<[u64]>, u32> = FxHashMap::default();
        let mut set = self.empty_set();
        known.insert(set.clone(), 0);
        self.symbols.push(set.clone());
        for id in 0..lexicon.entries.len() as u32 {
            set.fill(0);
            self.put_tests(&mut set, lexicon, id, (0, 0.0), 0);
            let symbol = known.get(&set).copied().unwrap_or_else(|| {
                let next = self.symbols.len() as u32;
                self.symbols.push(set.clone());
                known.insert(set.clone(), next);
                next
            });
            self.word_symbols.push(symbol);
        }
        let (checks, symbols, word_symbols) = (&self.checks, &self.symbols, &self.word_symbols);
        let patterns = self.rules.iter().map(|rule| &rule.pattern);
        self.anchors = Anchors::find(patterns, &Tests { checks, symbols, word_symbols }, lexicon, frequent);
        let empty = self.empty_set();
        for rule in &mut self.rules {
            let sides = [&mut rule.prev, &mut rule.prev_not, &mut rule.next, &mut rule.next_not];
            for context in sides.into_iter().flatten() {
                context.first = empty.clone();
                let first = &mut context.first;
                context.empty =
                    context.pattern.each_first(&mut |test| first[test as usize / 64] |= 1 << (test % 64));
            }
        }
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
        let mut put = |id: u32| set[id as usize / 64] |= 1 << (id % 64);
        if word != 0 {
            for &id in self.by_word.get(&word).map_or(&[][..], |v| v) {
                put(id);
            }
            for (class, value) in &lexicon.entry(word).senses {
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

    /// Whether any test asks for one value of a number, so that numbers of one shape differ.
    pub(crate) fn asks_for(&self, number: f64) -> bool {
        let whole = number as i32;
        f64::from(whole) == number && self.asked_numbers.binary_search(&whole).is_ok()
    }
}

fn collect_captures<'s>(node: &Node<'s>, names: &mut Vec<&'s str>) {
    match node {
        Node::Capture(name, inner) => {
            if !names.contains(name) {
                names.push(*name);
            }
            collect_captures(inner, names);
        }
        Node::Seq(nodes) | Node::Alt(nodes) => nodes.iter().for_each(|n| collect_captures(n, names)),
        Node::Opt(inner) => collect_captures(inner, names),
        Node::Test(_) | Node::Open | Node::Close => {}
    }
}

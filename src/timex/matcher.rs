//! The items of a stretch of a sentence in, the expressions of all levels out.
//!
//! A level runs its automaton from every item that some rule can begin with, which gives spans; the best of them, by
//! priority and length, are then aligned with their patterns and evaluated (`align.rs`). A span that overlaps a better
//! one is never evaluated.

use std::cmp::Reverse;

use super::align::{self, Reading};
use super::automaton::{self, Automaton, DEAD, START, letter, symbol};
use super::grammar::Grammar;
use super::item::{self, Item};
use super::meaning::Meaning;
use super::rule::domain_bit;
use super::sets::signature;
use super::states::MAX_LEVELS;
use crate::pack::{Gloss, Pack};
use crate::resolve::Domain;
use crate::text::Token;
use rustc_hash::FxHashMap;

/// Stands in [`MatchScratch::begins`] for a letter that nobody has asked about.
const NOT_ASKED: [u8; 2] = [u8::MAX; 2];
/// Marks in [`MatchScratch::begins`] a letter that a match may hang on.
const ANCHOR: u8 = 1 << MAX_LEVELS;

/// What a worker keeps from stretch to stretch.
#[derive(Debug, Default)]
pub(crate) struct MatchScratch {
    automata: Vec<Automaton>,
    pub(crate) items: Vec<Item>,
    /// Whether the whole text is a note or a message.
    pub(crate) note: bool,
    /// All that the levels gave, parts of longer expressions included.
    given: Vec<Given>,
    /// The parts of each given, by index.
    children: Vec<u32>,
    /// Sets of tests of numbers and expressions, beyond the grammar's own.
    symbols: Vec<Box<[u64]>>,
    /// The signatures of the sets of all symbols, the grammar's own and those.
    signatures: Vec<u64>,
    known: FxHashMap<(u32, u32, u64, u64), u32>,
    /// The places of numbers among the items.
    numbers: Vec<u32>,
    /// The letter that the automata read for each item: its symbol and what counts of its flags.
    letters: Vec<u32>,
    /// For each letter the levels that some rule can begin with it in, one bit each, and [`ANCHOR`]: first where no
    /// expression has been found yet, then where one has. [`NOT_ASKED`] before anybody asked.
    begins: Vec<[u8; 2]>,
    /// The items that some rule can begin with, each with the bits of `begins`.
    starts: Vec<(u32, u8)>,
    /// The levels that some rule can begin in with one of them.
    levels: u8,
    spans: Vec<(u32, u32, u32)>,
    candidates: Vec<Candidate>,
    /// For each item the number of the given that takes it up, 0 if none does.
    taken: Vec<u32>,
}

/// An expression as a level gave it.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    /// First token.
    pub(crate) first: u32,
    /// One past the last token.
    pub(crate) last: u32,
    pub(crate) meaning: Meaning,
    pub(crate) rule: u32,
    /// For a range: the tokens of "to" between its ends.
    pub(crate) separator: Option<(u32, u32)>,
    /// One past the last token of the match, context included: where the event of "two days after ..." begins.
    pub(crate) beyond: u32,
    /// Where, in the scratch's list of children, the expressions stand that this one is made of.
    pub(super) children: (u32, u32),
}

/// A span that a rule matches, not yet evaluated. In items.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) rule: u32,
    /// The whole match, context included.
    pub(super) first: u32,
    pub(super) last: u32,
    /// The expression.
    pub(super) open: u32,
    pub(super) close: u32,
    /// Higher priority first, then more tokens, then further to the left, then the earlier rule.
    rank: (Reverse<i8>, Reverse<u32>, u32, u32),
}

/// Reads the stretch whose items [`MatchScratch::fill`] has made; afterwards [`MatchScratch::kept`] has the expressions, in order.
pub(crate) fn read(pack: &Pack, text: &str, tokens: &[Token], domain: Domain, scratch: &mut MatchScratch) {
    let grammar = &pack.grammar;
    scratch.given.clear();
    scratch.children.clear();
    scratch.spell(grammar, 0);
    for level in 0..grammar.levels.len() {
        if scratch.levels >> level & 1 == 1 {
            scratch.spans(grammar, level);
            scratch.candidates(pack, domain);
            scratch.take_best(pack, text, tokens);
        }
    }
}

/// The tests that an item of that symbol passes; `symbols` are those beyond the grammar's own.
fn set_of<'a>(grammar: &'a Grammar, symbols: &'a [Box<[u64]>], symbol: u32) -> &'a [u64] {
    let fixed = grammar.symbols.len();
    let symbol = symbol as usize;
    if symbol < fixed { &grammar.symbols[symbol] } else { &symbols[symbol - fixed] }
}

impl MatchScratch {
    /// Before the first stretch: automata without steps, and what is known of the grammar's own symbols.
    fn prepare(&mut self, grammar: &Grammar) {
        if self.signatures.is_empty() {
            self.automata.extend(grammar.levels.iter().map(Automaton::new));
            self.signatures.extend(grammar.symbols.iter().map(|set| signature(set)));
        }
    }

    /// Makes the items of the next stretch of the range, which reaches to the end of the sentence; gives where it ends,
    /// nothing if there is none.
    pub(crate) fn fill(
        &mut self,
        pack: &Pack,
        text: &str,
        tokens: &[Token],
        glosses: &[Gloss],
        range: std::ops::Range<usize>,
    ) -> Option<usize> {
        self.prepare(&pack.grammar);
        let start = range.start + item::next_stretch(&glosses[range.clone()])?;
        self.items.clear();
        self.numbers.clear();
        let known = (&pack.lexicon, &pack.grammar);
        let range = start..range.end;
        let end = item::build(text, tokens, glosses, range, known, &mut self.items, &mut self.numbers);
        for number in 0..self.numbers.len() {
            let at = self.numbers[number] as usize;
            self.items[at].symbol = self.symbol(pack, &self.items[at].clone());
        }
        Some(end)
    }

    /// What no later level took up, if its rule lets it stand alone.
    pub(crate) fn kept<'a>(&'a self, pack: &'a Pack) -> impl Iterator<Item = &'a Given> {
        self.items
            .iter()
            .filter(|i| i.given != 0)
            .map(|i| &self.given[i.given as usize - 1])
            .filter(|g| pack.rule(g.rule).emit)
    }

    /// The expressions that one is made of.
    pub(crate) fn parts(&self, given: &Given) -> impl Iterator<Item = &Given> {
        let (from, to) = given.children;
        self.children[from as usize..to as usize].iter().map(|&c| &self.given[c as usize])
    }

    /// What an earlier level gave where the item stands.
    pub(super) fn given_at(&self, item: &Item) -> Option<&Given> {
        self.given.get((item.given as usize).checked_sub(1)?)
    }

    fn symbol(&mut self, pack: &Pack, it: &Item) -> u32 {
        let grammar = &pack.grammar;
        let classes = self.given_at(it).map_or(0, |g| grammar.rules[g.rule as usize].classes);
        if it.shape == 0 && classes == 0 {
            return grammar.word_symbols.get(it.lex as usize).copied().unwrap_or(0);
        }
        let value = if it.shape != 0 && grammar.asks_for(it.number) { it.number.to_bits() } else { u64::MAX };
        let key = (it.lex, it.shape, value, classes);
        if let Some(&found) = self.known.get(&key) {
            return found;
        }
        let set = grammar.tests_of(&pack.lexicon, it.lex, it.shape, it.number, classes);
        let symbol = if set.iter().all(|w| *w == 0) {
            0
        } else {
            self.signatures.push(signature(&set));
            self.symbols.push(set);
            (grammar.symbols.len() + self.symbols.len() - 1) as u32
        };
        self.known.insert(key, symbol);
        symbol
    }

    /// The tests that an item of that symbol passes.
    pub(super) fn set<'a>(&'a self, grammar: &'a Grammar, symbol: u32) -> &'a [u64] {
        set_of(grammar, &self.symbols, symbol)
    }

    /// All matches of the level's patterns: (first item, one past the last, rule).
    fn spans(&mut self, grammar: &Grammar, level: usize) {
        let (automaton, states) = (&mut self.automata[level], &grammar.levels[level]);
        self.spans.clear();
        for &(first, levels) in &self.starts {
            if levels >> level & 1 == 0 {
                continue;
            }
            let mut state = START;
            for (at, &letter) in (first..).zip(&self.letters[first as usize..]) {
                let passed = self.signatures[symbol(letter) as usize];
                state = match automaton.known(state, letter, passed) {
                    Some(next) => next,
                    None => {
                        let set = set_of(grammar, &self.symbols, symbol(letter));
                        automaton.step(states, grammar, set, state, letter)
                    }
                };
                if state == DEAD {
                    break;
                }
                for &rule in automaton.accepts(state) {
                    self.spans.push((first, at + 1, rule));
                }
            }
        }
    }

    /// The spans whose rules hold in the domain, best first.
    fn candidates(&mut self, pack: &Pack, domain: Domain) {
        let mut candidates = std::mem::take(&mut self.candidates);
        candidates.clear();
        for &(first, last, id) in &self.spans {
            let rule = pack.rule(id);
            if rule.domains & domain_bit(domain) == 0 {
                continue;
            }
            // Without brackets the whole match is the expression.
            let extent =
                if rule.bracketed { align::extent(pack, self, id, first, last) } else { Some((first, last)) };
            let Some((open, close)) = extent.filter(|(open, close)| open < close) else { continue };
            let length = self.items[close as usize - 1].last - self.items[open as usize].first;
            let rank = (Reverse(rule.priority), Reverse(length), open, id);
            candidates.push(Candidate { rule: id, first, last, open, close, rank });
        }
        // Stable: one rule may give one extent with different context.
        candidates.sort_by_key(|c| c.rank);
        self.candidates = candidates;
    }

    /// Of candidates that overlap, the better one that makes sense stands; what is taken becomes one item.
    fn take_best(&mut self, pack: &Pack, text: &str, tokens: &[Token]) {
        if self.candidates.is_empty() {
            return;
        }
        let mut taken = std::mem::take(&mut self.taken);
        taken.clear();
        taken.resize(self.items.len(), 0);
        let candidates = std::mem::take(&mut self.candidates);
        let before = self.given.len();
        for candidate in &candidates {
            let range = candidate.open as usize..candidate.close as usize;
            if taken[range.clone()].iter().any(|t| *t != 0) {
                continue;
            }
            if let Some(given) = (Reading { pack, text, tokens, scratch: self }).evaluate(candidate) {
                self.given.push(given);
                taken[range].fill(self.given.len() as u32);
            }
        }
        self.candidates = candidates;
        if self.given.len() > before {
            self.fold(pack, &taken);
        }
        self.taken = taken;
    }

    /// Makes one item of the items that a given takes up.
    fn fold(&mut self, pack: &Pack, taken: &[u32]) {
        let Some(first) = taken.iter().position(|given| *given != 0) else { return };
        let (mut at, mut to) = (first, first);
        while at < self.items.len() {
            let given = taken[at];
            let mut item = self.items[at];
            at += 1;
            if given != 0 {
                let g = &self.given[given as usize - 1];
                item = Item { first: g.first, last: g.last, lex: 0, shape: 0, number: 0.0, given, ..item };
                item.symbol = self.symbol(pack, &item);
                while at < taken.len() && taken[at] == given {
                    at += 1;
                }
            }
            self.items[to] = item;
            to += 1;
        }
        self.items.truncate(to);
        self.spell(&pack.grammar, first);
    }

    /// Notes the letter of each item, and which items some rule can begin with; what stands before `from` is noted already.
    ///
    /// No match reaches beyond an item that passes no test, which a number, a phrase or an expression may turn out to be. So
    /// the items fall into stretches once more, and a stretch without an anchor has no match: nothing begins there.
    fn spell(&mut self, grammar: &Grammar, from: usize) {
        let found = usize::from(!self.given.is_empty());
        // From the beginning of the stretch that `from` lies in.
        let from = self.letters[..from].iter().rposition(|l| symbol(*l) == 0).map_or(0, |at| at + 1);
        self.letters.truncate(from);
        self.letters.extend(self.items[from..].iter().map(|i| letter(i.symbol, i.flags)));
        let mut count = self.starts.partition_point(|start| (start.0 as usize) < from);
        let (mut stretch, mut anchored) = (count, 0);
        self.starts.resize(self.letters.len(), (0, 0));
        for at in from..self.letters.len() {
            let letter = self.letters[at];
            let mut begins = self.begins.get(letter as usize).copied().unwrap_or(NOT_ASKED);
            if begins == NOT_ASKED {
                begins = self.ask(grammar, letter);
            }
            let begins = begins[found];
            // Which items begin something cannot be foretold: so nothing here is a branch.
            let levels = begins & !ANCHOR;
            self.starts[count] = (at as u32, levels);
            count += usize::from(levels != 0);
            anchored |= begins & ANCHOR;
            let ends = symbol(letter) == 0;
            count = if ends & (anchored == 0) { stretch } else { count };
            stretch = if ends { count } else { stretch };
            anchored = if ends { 0 } else { anchored };
        }
        self.starts.truncate(if anchored == 0 { stretch } else { count });
        self.levels = self.starts.iter().fold(0, |levels, start| levels | start.1);
    }

    /// What [`MatchScratch::begins`] is to hold of a letter.
    #[cold]
    fn ask(&mut self, grammar: &Grammar, letter: u32) -> [u8; 2] {
        let set = self.set(grammar, symbol(letter));
        let mut asked = [if grammar.anchors.hold(set) { ANCHOR } else { 0 }; 2];
        for (n, level) in grammar.levels.iter().enumerate() {
            for state in automaton::begins(level, grammar, set, letter) {
                // What needs an expression begins nowhere before one has been found, but at the expression itself.
                asked[0] |= u8::from(level.is_free(state)) << n;
                asked[1] |= 1 << n;
            }
        }
        self.begins.resize(self.begins.len().max(letter as usize + 1), NOT_ASKED);
        self.begins[letter as usize] = asked;
        asked
    }

    /// Notes the expressions among the items as the parts of the one that is being made; gives their place.
    pub(super) fn note_children(&mut self, open: usize, close: usize) -> (u32, u32) {
        let begin = self.children.len() as u32;
        self.children.extend(self.items[open..close].iter().filter(|i| i.given != 0).map(|i| i.given - 1));
        (begin, self.children.len() as u32)
    }
}

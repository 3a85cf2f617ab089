//! One sentence's items in, the expressions of all levels out.

use super::automaton::{Automaton, DEAD, START, allows};
use super::grammar::{Grammar, Pattern, Resolved, Rule, domain_bit};
use super::item::Item;
use super::meaning::{Amount, Count, Meaning};
use super::means::{self, Val};
use crate::pack::{LexVal, Pack};
use crate::resolve::Domain;
use crate::text::{Kind, Token};
use rustc_hash::FxHashMap;

/// What a worker keeps from sentence to sentence.
#[derive(Debug, Default)]
pub(crate) struct MatchScratch {
    automata: Vec<Automaton>,
    pub(crate) items: Vec<Item>,
    /// Whether the whole text is a note or a message.
    pub(crate) note: bool,
    next_items: Vec<Item>,
    found: Vec<Found>,
    /// All that the levels gave, parts of longer expressions included.
    given: Vec<Given>,
    /// The parts of each given, by index.
    children: Vec<u32>,
    /// Sets of tests of numbers and expressions, beyond the grammar's own.
    symbols: Vec<Box<[u64]>>,
    known: FxHashMap<(u32, u32, u64, u64), u32>,
    spans: Vec<(u32, u32, u32)>,
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
    children: (u32, u32),
}

#[derive(Debug)]
struct Found {
    first_item: u32,
    last_item: u32,
    given: Given,
    priority: i8,
}

/// Reads one sentence. `scratch.items` holds its items; afterwards [`MatchScratch::kept`] has the expressions, in order.
pub(crate) fn read(pack: &Pack, text: &str, tokens: &[Token], domain: Domain, scratch: &mut MatchScratch) {
    let grammar = &pack.grammar;
    if scratch.automata.len() != grammar.levels.len() {
        scratch.automata = grammar.levels.iter().map(Automaton::new).collect();
    }
    scratch.given.clear();
    scratch.children.clear();
    for level in 0..grammar.levels.len() {
        scratch.level(pack, level, text, tokens, domain);
    }
}

impl MatchScratch {
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

    fn symbol(&mut self, pack: &Pack, item: usize) -> u32 {
        let it = &self.items[item];
        let grammar = &pack.grammar;
        let classes = if it.given == 0 {
            0
        } else {
            grammar.rules[self.given[it.given as usize - 1].rule as usize].classes
        };
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
            self.symbols.push(set);
            (grammar.symbols.len() + self.symbols.len() - 1) as u32
        };
        self.known.insert(key, symbol);
        symbol
    }

    fn set<'a>(&'a self, grammar: &'a Grammar, symbol: u32) -> &'a [u64] {
        let fixed = grammar.symbols.len();
        let symbol = symbol as usize;
        if symbol < fixed { &grammar.symbols[symbol] } else { &self.symbols[symbol - fixed] }
    }

    fn level(&mut self, pack: &Pack, level: usize, text: &str, tokens: &[Token], domain: Domain) {
        let grammar = &pack.grammar;
        for item in 0..self.items.len() {
            self.items[item].symbol = self.symbol(pack, item);
        }
        self.spans(grammar, level);
        self.found.clear();
        let spans = std::mem::take(&mut self.spans);
        for &(first, last, rule) in &spans {
            if grammar.rules[rule as usize].domains & domain_bit(domain) == 0 {
                continue;
            }
            let reading = Reading { pack, text, tokens, scratch: self };
            if let Some(found) = reading.evaluate(rule, first as usize, last as usize) {
                self.found.push(found);
            }
        }
        self.spans = spans;
        self.take_longest();
    }

    /// All matches of the level's patterns: (first item, one past the last, rule).
    fn spans(&mut self, grammar: &Grammar, level: usize) {
        let mut automaton = std::mem::take(&mut self.automata[level]);
        let states = &grammar.levels[level];
        self.spans.clear();
        for first in 0..self.items.len() {
            if self.items[first].symbol == 0 {
                continue;
            }
            let mut state = START;
            for (at, item) in self.items.iter().enumerate().skip(first) {
                if item.symbol == 0 {
                    break;
                }
                let set = self.set(grammar, item.symbol);
                state = automaton.step(states, grammar, set, state, item.symbol, item.flags);
                if state == DEAD {
                    break;
                }
                for &rule in automaton.accepts(state) {
                    self.spans.push((first as u32, at as u32 + 1, rule));
                }
            }
        }
        self.automata[level] = automaton;
    }

    /// Of matches that overlap the one of higher priority, then the longer, then the earlier one stands.
    fn take_longest(&mut self) {
        if self.found.is_empty() {
            return;
        }
        self.found.sort_by(|a, b| {
            let length = |f: &Found| f.given.last - f.given.first;
            b.priority
                .cmp(&a.priority)
                .then(length(b).cmp(&length(a)))
                .then(a.first_item.cmp(&b.first_item))
                .then(a.given.rule.cmp(&b.given.rule))
        });
        let mut taken = vec![0u32; self.items.len()];
        for found in self.found.drain(..) {
            let range = found.first_item as usize..found.last_item as usize;
            if taken[range.clone()].iter().any(|t| *t != 0) {
                continue;
            }
            self.given.push(found.given);
            taken[range].fill(self.given.len() as u32);
        }
        self.next_items.clear();
        let mut at = 0;
        while at < self.items.len() {
            let given = taken[at];
            if given == 0 {
                self.next_items.push(self.items[at]);
                at += 1;
                continue;
            }
            let g = &self.given[given as usize - 1];
            self.next_items.push(Item {
                first: g.first,
                last: g.last,
                lex: 0,
                shape: 0,
                number: 0.0,
                given,
                flags: self.items[at].flags,
                symbol: 0,
            });
            while at < self.items.len() && taken[at] == given {
                at += 1;
            }
        }
        std::mem::swap(&mut self.items, &mut self.next_items);
    }
}

/// A match being looked at.
struct Reading<'a> {
    pack: &'a Pack,
    text: &'a str,
    tokens: &'a [Token],
    scratch: &'a mut MatchScratch,
}

/// Where the parts of a match lie, in items.
#[derive(Debug, Clone, Default)]
struct Parts {
    captures: Vec<Option<Captured>>,
    open: Option<usize>,
    close: Option<usize>,
}

#[derive(Debug, Clone, Copy)]
struct Captured {
    first: usize,
    last: usize,
    /// The last test inside.
    test: Option<u32>,
}

impl Reading<'_> {
    fn evaluate(self, rule_id: u32, first: usize, last: usize) -> Option<Found> {
        let grammar = &self.pack.grammar;
        let rule = &grammar.rules[rule_id as usize];
        let mut parts = Parts { captures: vec![None; rule.captures.len()], ..Parts::default() };
        if !self.align(&[&rule.pattern], first, last, &mut parts) {
            return None;
        }
        let (open, close) = (parts.open.unwrap_or(first), parts.close.unwrap_or(last));
        if open >= close || !self.fits(rule, open, close) {
            return None;
        }
        let values: Vec<Val> = parts.captures.iter().map(|c| self.value(c.as_ref())).collect();
        let meaning = match means::eval(&rule.means, &values)? {
            Val::Meaning(m) => m,
            Val::Amount(a) => Meaning::Duration(a),
            Val::Number(n) => Meaning::Duration(Amount::of(Count::Exact(n), super::meaning::Unit::Day)),
            Val::Name(_) | Val::Missing => return None,
        };
        let items = &self.scratch.items;
        let separator = rule
            .captures
            .iter()
            .position(|c| c == "sep")
            .and_then(|i| parts.captures[i])
            .map(|c| (items[c.first].first, items[c.last - 1].last));
        let (from, to, beyond) = (items[open].first, items[close - 1].last, items[last - 1].last);
        let begin = self.scratch.children.len() as u32;
        let inside = items[open..close].iter().filter(|i| i.given != 0).map(|i| i.given - 1);
        self.scratch.children.extend(inside);
        // A range stays two expressions when a later rule adds to it: "Monday 9 to 11".
        let separator = separator.or_else(|| {
            let inside = items[open..close].iter().filter(|i| i.given != 0);
            inside.map(|i| &self.scratch.given[i.given as usize - 1]).find_map(|g| g.separator)
        });
        let children = (begin, self.scratch.children.len() as u32);
        let given = Given { first: from, last: to, meaning, rule: rule_id, separator, beyond, children };
        Some(Found { first_item: open as u32, last_item: close as u32, given, priority: rule.priority })
    }

    /// Finds how the pattern lies over the items from `at` to exactly `end`.
    fn align(&self, rest: &[&Pattern], at: usize, end: usize, parts: &mut Parts) -> bool {
        let Some((head, tail)) = rest.split_first() else { return at == end };
        match head {
            Pattern::Test(test) => at < end && self.passes(*test, at) && self.align(tail, at + 1, end, parts),
            Pattern::Seq(nodes) => {
                let mut all: Vec<&Pattern> = nodes.iter().collect();
                all.extend_from_slice(tail);
                self.align(&all, at, end, parts)
            }
            Pattern::Alt(options) => options.iter().any(|o| {
                let mut all = vec![o];
                all.extend_from_slice(tail);
                self.attempt(&all, at, end, parts)
            }),
            Pattern::Opt(inner) => {
                let mut all: Vec<&Pattern> = vec![inner];
                all.extend_from_slice(tail);
                self.attempt(&all, at, end, parts) || self.align(tail, at, end, parts)
            }
            Pattern::Capture(index, inner) => self.capture(*index as usize, inner, tail, at, end, parts),
            Pattern::Open => {
                parts.open = Some(at);
                self.align(tail, at, end, parts)
            }
            Pattern::Close => {
                parts.close = Some(at);
                self.align(tail, at, end, parts)
            }
        }
    }

    fn attempt(&self, all: &[&Pattern], at: usize, end: usize, parts: &mut Parts) -> bool {
        let saved = parts.clone();
        if self.align(all, at, end, parts) {
            return true;
        }
        *parts = saved;
        false
    }

    /// A capture ends where its inside does: every end that lets the rest match is tried, the longest first.
    fn capture(
        &self,
        index: usize,
        inner: &Pattern,
        tail: &[&Pattern],
        at: usize,
        end: usize,
        parts: &mut Parts,
    ) -> bool {
        if let Pattern::Test(test) = inner {
            if at >= end || !self.passes(*test, at) {
                return false;
            }
            let before = parts.captures[index];
            parts.captures[index] = before.or(Some(Captured { first: at, last: at + 1, test: Some(*test) }));
            if self.align(tail, at + 1, end, parts) {
                return true;
            }
            parts.captures[index] = before;
            return false;
        }
        for stop in (at..=end).rev() {
            let saved = parts.clone();
            if self.align(&[inner], at, stop, parts) {
                if stop > at {
                    let test = self.last_test(inner, at, stop);
                    parts.captures[index] = Some(Captured { first: at, last: stop, test });
                }
                if self.align(tail, stop, end, parts) {
                    return true;
                }
            }
            *parts = saved;
        }
        false
    }

    /// The test that the first item of a capture passed: it says which sense is meant.
    fn last_test(&self, pattern: &Pattern, at: usize, stop: usize) -> Option<u32> {
        match pattern {
            Pattern::Test(t) => (stop > at && self.passes(*t, at)).then_some(*t),
            Pattern::Seq(nodes) | Pattern::Alt(nodes) => {
                nodes.iter().find_map(|n| self.last_test(n, at, stop))
            }
            Pattern::Opt(inner) | Pattern::Capture(_, inner) => self.last_test(inner, at, stop),
            Pattern::Open | Pattern::Close => None,
        }
    }

    fn passes(&self, test: u32, at: usize) -> bool {
        let item = &self.scratch.items[at];
        let set = self.scratch.set(&self.pack.grammar, item.symbol);
        set[test as usize / 64] >> (test % 64) & 1 == 1 && allows(&self.pack.grammar, test, item.flags)
    }

    /// The value of a capture for the meaning language.
    fn value(&self, captured: Option<&Captured>) -> Val {
        let Some(c) = captured else { return Val::Missing };
        let item = &self.scratch.items[c.first];
        let check = c.test.map(|t| &self.pack.grammar.checks[t as usize].ask);
        let lex = |class: &u16| match self.pack.lexicon.value(item.lex, *class) {
            Some(LexVal::Number(n)) => Val::Number(f64::from(*n)),
            Some(LexVal::Name(n)) => Val::Name(n.clone()),
            None => Val::Missing,
        };
        if item.given != 0 && c.last == c.first + 1 {
            return Val::Meaning(self.scratch.given[item.given as usize - 1].meaning.clone());
        }
        match check {
            Some(Resolved::Class(class, _)) => lex(class),
            Some(Resolved::Word(_)) => Val::Number(1.0),
            _ if item.shape != 0 => Val::Number(item.number),
            _ => Val::Number(1.0),
        }
    }

    /// Borders and context: whether the expression may stand where it stands.
    fn fits(&self, rule: &Rule, open: usize, close: usize) -> bool {
        let items = &self.scratch.items;
        let (first, last) = (items[open].first as usize, items[close - 1].last as usize);
        if !self.free_before(first) || !self.free_after(last) || self.in_long_number(first, last) {
            return false;
        }
        let back = |p: &Pattern| self.backwards(&[p], open);
        let ahead = |p: &Pattern| self.forwards(&[p], close);
        rule.prev.as_ref().is_none_or(back)
            && !rule.prev_not.as_ref().is_some_and(back)
            && rule.next.as_ref().is_none_or(ahead)
            && !rule.next_not.as_ref().is_some_and(ahead)
            && rule.guards.iter().all(|g| {
                let (lexicon, note) = (&self.pack.lexicon, self.scratch.note);
                g.holds(lexicon, self.text, self.tokens, (first, last), note)
            })
    }

    fn forwards(&self, rest: &[&Pattern], at: usize) -> bool {
        self.beside(rest, at, |at| (at < self.scratch.items.len()).then_some((at, at + 1)))
    }

    /// `at` is one past the item looked at.
    fn backwards(&self, rest: &[&Pattern], at: usize) -> bool {
        self.beside(rest, at, |at| at.checked_sub(1).map(|before| (before, before)))
    }

    fn beside(
        &self,
        rest: &[&Pattern],
        at: usize,
        step: impl Fn(usize) -> Option<(usize, usize)> + Copy,
    ) -> bool {
        let Some((head, tail)) = rest.split_first() else { return true };
        let with = |first: &Pattern| {
            let mut all = vec![first];
            all.extend_from_slice(tail);
            self.beside(&all, at, step)
        };
        match head {
            Pattern::Test(test) => {
                step(at).is_some_and(|(item, next)| self.passes(*test, item) && self.beside(tail, next, step))
            }
            Pattern::Seq(nodes) => {
                let mut all: Vec<&Pattern> = nodes.iter().collect();
                all.extend_from_slice(tail);
                self.beside(&all, at, step)
            }
            Pattern::Alt(options) => options.iter().any(with),
            Pattern::Opt(inner) => with(inner) || self.beside(tail, at, step),
            Pattern::Capture(_, inner) => with(inner),
            Pattern::Open | Pattern::Close => self.beside(tail, at, step),
        }
    }

    /// One or two bare numbers inside a longer run of them are a part of a telephone number or an id, no years:
    /// "138-2010-2015", "000 111 82-2100".
    fn in_long_number(&self, first: usize, last: usize) -> bool {
        let hyphen = |at: usize| self.tokens[at].glued() && self.tokens[at].text(self.text) == "-";
        let is_number = |at: usize| self.tokens.get(at).is_some_and(|t| t.kind == Kind::Number);
        if !(first..last).all(|at| is_number(at) || hyphen(at)) || !is_number(first) || last - first > 3 {
            return false;
        }
        let (mut before, mut at) = (0, first);
        while before < 2 && at > 0 {
            at -= 1;
            if hyphen(at) && at > 0 {
                at -= 1;
            }
            if !is_number(at) {
                break;
            }
            before += 1;
        }
        let (mut after, mut at) = (0, last);
        while after < 2 {
            if self.tokens.get(at).is_some_and(|t| t.glued()) && hyphen(at) {
                at += 1;
            }
            if !is_number(at) {
                break;
            }
            after += 1;
            at += 1;
        }
        before + after >= 2
    }

    /// No letter or digit may be glued on before, no number may go on there: "G20", "$1998", "3.1998".
    fn free_before(&self, first: usize) -> bool {
        let token = self.tokens[first];
        if first == 0 || !token.glued() {
            return true;
        }
        let before = self.tokens[first - 1];
        if before.end != token.start {
            return true;
        }
        match before.kind {
            Kind::Word => before.text(self.text).starts_with(['\'', '’']),
            Kind::Number => false,
            Kind::Punct if token.kind == Kind::Number => {
                let mark = before.text(self.text);
                if matches!(mark, "$" | "€" | "£" | "¥" | "#" | "@" | "=" | "_" | "&" | "+" | "\\") {
                    return false;
                }
                let joins = matches!(mark, "." | "," | ":" | "/");
                // "Sat,7pm", "Date:21 June": a space that was left out.
                let after_word =
                    matches!(mark, "," | ":") && first >= 2 && self.tokens[first - 2].kind == Kind::Word;
                !(joins && before.glued() && first >= 2 && self.tokens[first - 2].kind != Kind::Punct)
                    || after_word
            }
            Kind::Punct => !matches!(before.text(self.text), "_" | "&" | "=" | "\\"),
        }
    }

    /// The same behind: "1998%", "3.5", "10.2.1".
    fn free_after(&self, last: usize) -> bool {
        let token = self.tokens[last - 1];
        let Some(after) = self.tokens.get(last).filter(|t| t.glued() && t.start == token.end) else {
            return true;
        };
        match after.kind {
            Kind::Word => after.text(self.text).starts_with(['\'', '’']),
            Kind::Number => false,
            Kind::Punct => {
                let mark = after.text(self.text);
                if token.kind != Kind::Number {
                    return !matches!(mark, "_" | "&" | "=" | "\\");
                }
                if matches!(mark, "%" | "€" | "°" | "_" | "&" | "=") {
                    return false;
                }
                let joins = matches!(mark, "." | "," | ":" | "/" | "-");
                !(joins
                    && self.tokens.get(last + 1).is_some_and(|t| {
                        t.glued() && (t.kind == Kind::Number || mark == "/" && t.kind == Kind::Word)
                    }))
            }
        }
    }
}

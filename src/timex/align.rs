//! A span that a rule matches in, the expression that it means out: captures, context, meaning.
//!
//! The automaton has said that the pattern lies over the span; here is found how. Patterns are bounded, so trying their
//! branches in order is bounded too. Nothing is allocated on the way: what is left to match is a chain of slices on
//! the stack, the captures are a small array.

use super::automaton::allows;
use super::borders::Borders;
use super::grammar::{Grammar, Resolved};
use super::matcher::{Candidate, Given, MatchScratch};
use super::meaning::{Amount, Count, Meaning, Unit};
use super::means::{self, Val};
use super::pattern::{Op, elements, split};
use super::rule::{Context, MAX_CAPTURES, Rule};
use super::sets;
use crate::pack::{LexVal, Pack};
use crate::text::Token;

/// A match being looked at.
pub(super) struct Reading<'a> {
    pub(super) pack: &'a Pack,
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) scratch: &'a mut MatchScratch,
}

/// Where the parts of a match lie, in items.
#[derive(Debug, Clone, Copy, Default)]
struct Parts {
    captures: [Option<Captured>; MAX_CAPTURES],
    open: Option<u32>,
    close: Option<u32>,
}

#[derive(Debug, Clone, Copy)]
struct Captured {
    first: u32,
    last: u32,
    /// The last test inside.
    test: Option<u32>,
}

/// What is left to match: some patterns, then what stood behind them.
#[derive(Clone, Copy)]
struct Rest<'p> {
    ops: &'p [Op],
    then: Option<&'p Rest<'p>>,
}

/// Where the brackets of a rule's pattern lie in a span that it matches.
pub(super) fn extent(
    pack: &Pack,
    scratch: &MatchScratch,
    rule: u32,
    first: u32,
    last: u32,
) -> Option<(u32, u32)> {
    let aligner = Aligner { grammar: &pack.grammar, scratch };
    let parts = aligner.parts(pack.rule(rule), first, last)?;
    Some((parts.open.unwrap_or(first), parts.close.unwrap_or(last)))
}

impl Reading<'_> {
    /// What the candidate says, if it may stand where it stands and makes sense.
    pub(super) fn evaluate(self, candidate: &Candidate) -> Option<Given> {
        let grammar = &self.pack.grammar;
        let rule = &grammar.rules[candidate.rule as usize];
        let aligner = Aligner { grammar, scratch: self.scratch };
        let (open, close) = (candidate.open as usize, candidate.close as usize);
        if !self.fits(aligner, rule, open, close) {
            return None;
        }
        let parts = match rule.means.without_captures() {
            true => Parts::default(),
            false => aligner.parts(rule, candidate.first, candidate.last)?,
        };
        let meaning = self.meaning(rule, &parts)?;
        let items = &self.scratch.items;
        let (first, last) = (items[open].first, items[close - 1].last);
        let beyond = items[candidate.last as usize - 1].last;
        // A range stays two expressions when a later rule adds to it: "Monday 9 to 11".
        let separator = rule
            .separator
            .and_then(|index| parts.captures[index])
            .map(|c| (items[c.first as usize].first, items[c.last as usize - 1].last))
            .or_else(|| items[open..close].iter().find_map(|i| self.scratch.given_at(i)?.separator));
        let children = self.scratch.note_children(open, close);
        Some(Given { first, last, meaning, rule: candidate.rule, separator, beyond, children })
    }

    fn meaning(&self, rule: &Rule, parts: &Parts) -> Option<Meaning> {
        let value = |index: usize| self.value(parts.captures.get(index).copied().flatten());
        Some(match means::eval(rule.means.expr()?, &value)? {
            Val::Meaning(m) => m,
            Val::Amount(a) => Meaning::Duration(a),
            Val::Number(n) => Meaning::Duration(Amount::of(Count::Exact(n), Unit::Day)),
            Val::Name(_) | Val::Missing => return None,
        })
    }

    /// The value of a capture for the meaning language.
    fn value(&self, captured: Option<Captured>) -> Val {
        let Some(c) = captured else { return Val::Missing };
        let item = &self.scratch.items[c.first as usize];
        if c.last == c.first + 1
            && let Some(given) = self.scratch.given_at(item)
        {
            return Val::Meaning(given.meaning.clone());
        }
        match c.test.map(|t| &self.pack.grammar.checks[t as usize].ask) {
            Some(Resolved::Class(class, _)) => match self.pack.lexicon.value(item.lex, *class) {
                Some(LexVal::Number(n)) => Val::Number(f64::from(*n)),
                Some(LexVal::Name(n)) => Val::Name(*n),
                None => Val::Missing,
            },
            Some(Resolved::Word(_)) => Val::Number(1.0),
            _ if item.shape != 0 => Val::Number(item.number),
            _ => Val::Number(1.0),
        }
    }

    /// Borders and context: whether the expression may stand where it stands.
    fn fits(&self, aligner: Aligner<'_>, rule: &Rule, open: usize, close: usize) -> bool {
        let items = &self.scratch.items;
        let (first, last) = (items[open].first as usize, items[close - 1].last as usize);
        let back = |context: &Context| aligner.has_beside(context, Side::Back(open));
        let ahead = |context: &Context| aligner.has_beside(context, Side::Ahead(close));
        Borders { text: self.text, tokens: self.tokens }.allow(first, last)
            && rule.prev.as_ref().is_none_or(back)
            && !rule.prev_not.as_ref().is_some_and(back)
            && rule.next.as_ref().is_none_or(ahead)
            && !rule.next_not.as_ref().is_some_and(ahead)
            && rule.guards.iter().all(|g| {
                let (lexicon, note) = (&self.pack.lexicon, self.scratch.note);
                g.holds(lexicon, self.text, self.tokens, (first, last), note)
            })
    }
}

/// A place beside an expression, and the way that context is read from there.
#[derive(Clone, Copy)]
enum Side {
    /// One past the next item to look at; the way is to the left.
    Back(usize),
    /// The next item to look at.
    Ahead(usize),
}

impl Side {
    /// The item to look at, and the place behind it.
    fn step(self, items: usize) -> Option<(usize, Self)> {
        match self {
            Self::Back(at) => at.checked_sub(1).map(|before| (before, Self::Back(before))),
            Self::Ahead(at) => (at < items).then_some((at, Self::Ahead(at + 1))),
        }
    }
}

/// Lays patterns over items.
#[derive(Clone, Copy)]
struct Aligner<'a> {
    grammar: &'a Grammar,
    scratch: &'a MatchScratch,
}

impl Aligner<'_> {
    /// How the pattern of a rule lies over the items `first..last`.
    fn parts(self, rule: &Rule, first: u32, last: u32) -> Option<Parts> {
        let mut parts = Parts::default();
        let pattern = self.grammar.ops(rule.pattern);
        self.align(pattern, None, first as usize, last as usize, &mut parts).then_some(parts)
    }

    /// Finds how the sequence lies over the items from `at` to exactly `end`. If it does not, `parts` is left as it was.
    fn align(
        self,
        sequence: &[Op],
        then: Option<&Rest<'_>>,
        at: usize,
        end: usize,
        parts: &mut Parts,
    ) -> bool {
        let Some((element, inside, tail)) = split(sequence) else {
            return then.map_or(at == end, |rest| self.align(rest.ops, rest.then, at, end, parts));
        };
        let rest = Rest { ops: tail, then };
        match element {
            Op::Test(test) => at < end && self.passes(test, at) && self.align(tail, then, at + 1, end, parts),
            Op::Seq(_) => self.align(inside, Some(&rest), at, end, parts),
            Op::Alt(_) => elements(inside).any(|option| self.attempt(option, &rest, at, end, parts)),
            Op::Opt(_) => {
                self.attempt(inside, &rest, at, end, parts) || self.align(tail, then, at, end, parts)
            }
            Op::Capture(index, _) => self.capture(usize::from(index), inside, &rest, at, end, parts),
            Op::Open => {
                let before = parts.open.replace(at as u32);
                let found = self.align(tail, then, at, end, parts);
                parts.open = if found { parts.open } else { before };
                found
            }
            Op::Close => {
                let before = parts.close.replace(at as u32);
                let found = self.align(tail, then, at, end, parts);
                parts.close = if found { parts.close } else { before };
                found
            }
        }
    }

    /// Tries one branch.
    #[inline(always)]
    fn attempt(self, branch: &[Op], rest: &Rest<'_>, at: usize, end: usize, parts: &mut Parts) -> bool {
        // Most branches fail at their first item.
        let first = branch.iter().find(|op| !matches!(op, Op::Seq(_) | Op::Capture(..)));
        if let Some(Op::Test(test)) = first
            && !(at < end && self.passes(*test, at))
        {
            return false;
        }
        self.align(branch, Some(rest), at, end, parts)
    }

    /// A capture ends where its inside does: every end that lets the rest match is tried, the longest first.
    fn capture(
        self,
        index: usize,
        inside: &[Op],
        rest: &Rest<'_>,
        at: usize,
        end: usize,
        parts: &mut Parts,
    ) -> bool {
        if let [Op::Test(test)] = *inside {
            if at >= end || !self.passes(test, at) {
                return false;
            }
            let before = parts.captures[index];
            let here = Captured { first: at as u32, last: at as u32 + 1, test: Some(test) };
            parts.captures[index] = before.or(Some(here));
            if self.align(rest.ops, rest.then, at + 1, end, parts) {
                return true;
            }
            parts.captures[index] = before;
            return false;
        }
        for stop in (at..=end).rev() {
            let saved = *parts;
            if self.align(inside, None, at, stop, parts) {
                if stop > at {
                    let test = self.last_test(inside, at, stop);
                    parts.captures[index] = Some(Captured { first: at as u32, last: stop as u32, test });
                }
                if self.align(rest.ops, rest.then, stop, end, parts) {
                    return true;
                }
            }
            *parts = saved;
        }
        false
    }

    /// The test that the first item of a capture passed: it says which sense is meant.
    fn last_test(self, sequence: &[Op], at: usize, stop: usize) -> Option<u32> {
        let tests = sequence.iter().filter_map(|op| if let Op::Test(test) = op { Some(*test) } else { None });
        tests.into_iter().find(|test| stop > at && self.passes(*test, at))
    }

    // In every step, as is `attempt`; a call there costs as much as the test.
    #[inline(always)]
    fn passes(self, test: u32, at: usize) -> bool {
        let item = &self.scratch.items[at];
        let set = self.scratch.set(self.grammar, item.symbol);
        sets::holds(set, test) && allows(self.grammar, test, item.flags)
    }

    /// Whether the context stands beside an expression.
    fn has_beside(self, context: &Context, side: Side) -> bool {
        let may = side.step(self.scratch.items.len()).is_some_and(|(item, _)| {
            let set = self.scratch.set(self.grammar, self.scratch.items[item].symbol);
            set.iter().zip(&context.first).fold(0, |any, (a, b)| any | a & b) != 0
        });
        (may || context.empty) && self.beside(self.grammar.ops(context.pattern), None, side)
    }

    /// Whether the sequence matches what stands beside an expression.
    fn beside(self, sequence: &[Op], then: Option<&Rest<'_>>, side: Side) -> bool {
        let Some((element, inside, tail)) = split(sequence) else {
            return then.is_none_or(|rest| self.beside(rest.ops, rest.then, side));
        };
        let rest = Rest { ops: tail, then };
        match element {
            Op::Test(test) => side
                .step(self.scratch.items.len())
                .is_some_and(|(item, next)| self.passes(test, item) && self.beside(tail, then, next)),
            Op::Alt(_) => elements(inside).any(|option| self.beside(option, Some(&rest), side)),
            Op::Opt(_) => self.beside(inside, Some(&rest), side) || self.beside(tail, then, side),
            Op::Seq(_) | Op::Capture(..) => self.beside(inside, Some(&rest), side),
            Op::Open | Op::Close => self.beside(tail, then, side),
        }
    }
}

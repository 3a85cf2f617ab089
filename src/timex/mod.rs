//! Tokens in, expressions out: what the text says about time, not yet which dates that is.
//!
//! The rules stand in `data/<language>/rules/`; here is the machine that runs them. A sentence is looked at only if one
//! of its words is a trigger or a number.

mod align;
mod anchors;
mod args;
mod automaton;
mod borders;
pub(crate) mod build;
mod clocks;
pub(crate) mod grammar;
pub(crate) mod guard;
pub(crate) mod item;
pub(crate) mod level;
mod matcher;
pub mod meaning;
mod means;
mod number;
pub(crate) mod pattern;
pub(crate) mod rule;
mod sets;
pub(crate) mod states;
mod steps;
mod symbols;

use meaning::Meaning;

use crate::pack::{Gloss, Pack, traits};
use crate::resolve::Domain;
use crate::text::{Sentence, Token};

/// The ends of a range know each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangeEnd {
    /// The first of two expressions; the second follows it in the list.
    Start,
    /// The second.
    End,
}

/// A temporal expression, as the text says it.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    /// First byte of the text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Index of its sentence.
    pub sentence: u32,
    /// First token.
    pub first: u32,
    /// One past the last token.
    pub last: u32,
    /// What it says.
    pub meaning: Meaning,
    /// Index of the rule that read it.
    pub rule: u32,
    /// Its place in a range, if it is an end of one.
    pub range: Option<RangeEnd>,
    /// Where the words for the event begin that it is counted from, as a token: "two days after [the attack]".
    pub event: Option<u32>,
}

/// How an expression was read: the rule, and the expressions that it took up.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Derivation {
    /// First byte of the text.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
    /// Index of the rule.
    pub(crate) rule: u32,
    /// What its words say.
    pub(crate) meaning: Meaning,
    /// What earlier levels gave inside it.
    pub(crate) parts: Vec<Derivation>,
}

fn derivation(tokens: &[Token], matcher: &matcher::MatchScratch, given: &matcher::Given) -> Derivation {
    Derivation {
        start: tokens[given.first as usize].start as usize,
        end: tokens[given.last as usize - 1].end as usize,
        rule: given.rule,
        meaning: given.meaning.clone(),
        parts: matcher.parts(given).map(|p| derivation(tokens, matcher, p)).collect(),
    }
}

/// What a worker keeps between documents.
#[derive(Debug, Default)]
pub(crate) struct TimexScratch {
    /// Where derivations are kept, if somebody wants them.
    pub(crate) trace: Option<Vec<Derivation>>,
    matcher: matcher::MatchScratch,
    /// What the lexicon has of each token.
    pub(crate) glosses: Vec<Gloss>,
}

/// Whether the whole text is a note or a message, as people type them. The tokens must have been looked up.
pub(crate) fn is_note(text: &str, tokens: &[Token], scratch: &TimexScratch) -> bool {
    guard::is_note(text, tokens, &scratch.glosses)
}

/// Finds the expressions of the sentences, in order; `note` is what [`is_note`] says. The tokens must have been looked up.
pub(crate) fn recognise(
    pack: &Pack,
    text: &str,
    tokens: &[Token],
    sentences: &[Sentence],
    (domain, note): (Domain, bool),
    scratch: &mut TimexScratch,
    expressions: &mut Vec<Expression>,
) {
    expressions.clear();
    scratch.matcher.note = note;
    for (index, sentence) in sentences.iter().enumerate() {
        let range = sentence.range();
        let all = scratch.glosses[range.clone()].iter().fold(0, |all, gloss| all | gloss.traits);
        if tokens.len() > guard::NOTE && all & (traits::DIGITS | traits::TRIGGER) == 0 {
            continue;
        }
        let mut at = range.start;
        while let Some(end) = scratch.matcher.fill(pack, text, tokens, &scratch.glosses, at..range.end) {
            at = end;
            matcher::read(pack, text, tokens, domain, &mut scratch.matcher);
            for given in scratch.matcher.kept(pack) {
                push(tokens, index as u32, given, expressions);
                if let Some(trace) = &mut scratch.trace {
                    trace.push(derivation(tokens, &scratch.matcher, given));
                }
            }
        }
    }
}

/// A range is two expressions, one at each end of its "to".
fn push(tokens: &[Token], sentence: u32, given: &matcher::Given, expressions: &mut Vec<Expression>) {
    let mut one = |first: u32, last: u32, meaning: &Meaning, range| {
        expressions.push(Expression {
            start: tokens[first as usize].start as usize,
            end: tokens[last as usize - 1].end as usize,
            sentence,
            first,
            last,
            meaning: meaning.clone(),
            rule: given.rule,
            range,
            event: matches!(meaning, Meaning::Shift(_, _, meaning::Base::Event)).then_some(given.beyond),
        });
    };
    match (&given.meaning, given.separator) {
        (Meaning::Range(a, b), Some((from, to))) if given.first < from && to < given.last => {
            one(given.first, from, a, Some(RangeEnd::Start));
            one(to, given.last, b, Some(RangeEnd::End));
        }
        (Meaning::Range(a, _), _) => one(given.first, given.last, a, None),
        (meaning, _) => one(given.first, given.last, meaning, None),
    }
}

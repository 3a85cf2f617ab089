//! A rule of the grammar, compiled.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::guard::Guard;
use super::means::{self, Expr};
use super::pattern::Op;
use crate::resolve::Domain;

/// A rule has at most so many captures: they are kept in an array.
pub(crate) const MAX_CAPTURES: usize = 16;

/// Where a pattern lies in the grammar: see [`Grammar::ops`](super::grammar::Grammar::ops).
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Span {
    pub(super) from: u32,
    pub(super) to: u32,
}

/// A rule with its patterns laid out, its conditions still in words.
#[derive(Debug)]
pub(crate) struct Draft<'s> {
    pub(crate) name: Cow<'static, str>,
    pub(crate) file: Cow<'static, str>,
    pub(crate) line: usize,
    pub(crate) pattern: Span,
    /// What must and must not stand before, and after.
    pub(crate) sides: [Option<Span>; 4],
    pub(crate) means: Means,
    /// Classes, kinds of text and guards, with spaces between.
    pub(crate) class: &'s str,
    pub(crate) domain: &'s str,
    pub(crate) guard: &'s str,
    pub(crate) emit: bool,
    pub(crate) priority: i8,
    pub(crate) confidence: f32,
    /// Sentences that it must read, and that it must leave alone.
    pub(crate) examples: [Vec<String>; 2],
}

/// A compiled rule.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) name: Cow<'static, str>,
    pub(crate) file: Cow<'static, str>,
    pub(crate) line: usize,
    pub(crate) pattern: Span,
    /// The capture that holds the "to" of a range.
    pub(crate) separator: Option<usize>,
    /// Whether the pattern says in brackets where the expression begins or ends.
    pub(crate) bracketed: bool,
    pub(crate) means: Means,
    pub(crate) classes: u64,
    pub(crate) emit: bool,
    pub(crate) priority: i8,
    pub(crate) confidence: f32,
    pub(crate) prev: Option<Context>,
    pub(crate) prev_not: Option<Context>,
    pub(crate) next: Option<Context>,
    pub(crate) next_not: Option<Context>,
    pub(crate) guards: Vec<Guard>,
    /// The kinds of text that the rule holds in, one bit each.
    pub(crate) domains: u8,
    pub(crate) yes: Vec<String>,
    pub(crate) no: Vec<String>,
}

/// A pattern for what stands beside an expression, read away from it.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) pattern: Span,
    /// The tests that the item right beside the expression may pass; none of them passed, the pattern need not be tried.
    pub(crate) first: Box<[u64]>,
    /// Whether nothing at all matches too.
    pub(crate) empty: bool,
}

impl Context {
    pub(super) fn new(pattern: Span) -> Self {
        Self { pattern, first: Box::default(), empty: false }
    }
}

/// What a rule makes of its captures. Most rules match in few texts, so the meanings of those that are built in are read
/// when they are first asked for.
#[derive(Debug)]
pub(crate) struct Means {
    text: Cow<'static, str>,
    /// The names of the captures, with spaces between.
    captures: Cow<'static, str>,
    expr: OnceLock<Option<Expr>>,
}

impl Means {
    /// Reads a meaning; the error says what is wrong with it.
    pub(crate) fn read(text: &str, captures: &[&str]) -> Result<Self, String> {
        let expr = OnceLock::from(Some(means::parse(text, captures)?));
        Ok(Self { text: text.to_string().into(), captures: captures.join(" ").into(), expr })
    }

    /// A meaning to be read later. That it can be is what a test of `pack/compact.rs` is for.
    pub(crate) fn later(text: &'static str, captures: &'static str) -> Self {
        Self { text: text.into(), captures: captures.into(), expr: OnceLock::new() }
    }

    /// The meaning.
    pub(crate) fn expr(&self) -> Option<&Expr> {
        let read = || means::parse(&self.text, &self.captures().collect::<Vec<_>>()).ok();
        self.expr.get_or_init(read).as_ref()
    }

    /// The names of the captures.
    pub(crate) fn captures(&self) -> impl Iterator<Item = &str> {
        self.captures.split_ascii_whitespace()
    }

    /// Whether the rule captures nothing.
    pub(super) fn without_captures(&self) -> bool {
        self.captures.is_empty()
    }
}

/// The bit of a kind of text.
pub(crate) fn domain_bit(domain: Domain) -> u8 {
    match domain {
        Domain::News => 1,
        Domain::Narrative => 2,
        Domain::Colloquial => 4,
    }
}

/// The bits of the kinds of text named; of all, if none is.
pub(super) fn domains(names: &str) -> Result<u8, String> {
    let bits = names.split_whitespace().try_fold(0, |bits, name| {
        let domain = match name {
            "news" => Domain::News,
            "narrative" => Domain::Narrative,
            "colloquial" => Domain::Colloquial,
            _ => return Err(format!("no domain \"{name}\"; there are news, narrative and colloquial")),
        };
        Ok(bits | domain_bit(domain))
    })?;
    Ok(if bits == 0 { 7 } else { bits })
}

/// The guards named.
pub(super) fn guards(names: &str) -> Result<Vec<Guard>, String> {
    let named = |name| Guard::named(name).ok_or_else(|| format!("no guard \"{name}\""));
    names.split_whitespace().map(named).collect()
}

/// Calls `each` for every test of a sequence.
pub(super) fn each_test(sequence: &[Op], mut each: impl FnMut(u32)) {
    for op in sequence {
        if let Op::Test(test) = op {
            each(*test);
        }
    }
}

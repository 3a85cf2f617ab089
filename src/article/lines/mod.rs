//! Lines of text in, zones out: what in an article is headline, byline, dateline, caption, body, boilerplate, as the
//! words and the shape of its lines tell.
//!
//! Plain text has nothing else to go by; for HTML the markup has settled most lines, and these rules see to the rest.
//! Each file knows one kind of line. A line that is settled is not looked at again, so the order in [`classify`] is an
//! order of trust.

mod boilerplate;
mod byline;
mod caption;
mod dateline;
mod headline;
mod live;
mod mail;
mod split;

pub(super) use live::stamp;
pub(super) use split::lines;

use super::published::Signal;
use super::{Block, SiteLines, Stamp, Zone};

/// A line, or a paragraph, on its way to becoming a block.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) zone: Zone,
    /// The zone is known and stays.
    pub(super) settled: bool,
    /// The anchor of its own that the line has.
    pub(super) stamp: Option<Stamp>,
    /// An empty line stands before it.
    pub(super) gap: bool,
}

impl Line {
    pub(super) fn new(range: std::ops::Range<usize>, gap: bool) -> Self {
        Self { start: range.start, end: range.end, zone: Zone::Body, settled: false, stamp: None, gap }
    }

    fn extend(&mut self, end: usize) {
        self.end = end;
    }

    pub(super) fn settle(&mut self, zone: Zone) {
        self.zone = zone;
        self.settled = true;
    }

    pub(super) fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }

    /// Whether it is still to be looked at.
    fn open(&self) -> bool {
        !self.settled
    }
}

/// What is known about an article before its lines are looked at.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Its title.
    pub(super) title: Option<String>,
    /// Lines that the user's site repeats.
    pub(super) site: SiteLines,
    /// The markup has told headline and boilerplate: lines are not guessed to be either from where they stand.
    pub(super) structured: bool,
}

/// What the lines say about the article.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// Its headline.
    pub(super) title: Option<String>,
    /// Dates of publication that bylines, datelines, e-mail headers and captions tell.
    pub(super) signals: Vec<Signal>,
}

/// Gives every line its zone.
pub(super) fn classify(text: &str, lines: &mut Vec<Line>, known: &Known) -> Findings {
    let mut findings = Findings::default();
    let mut title = if known.structured { None } else { mail::settle(text, lines, &mut findings.signals) };
    boilerplate::settle(text, lines, &known.site);
    dateline::settle_alone(text, lines, &mut findings.signals);
    caption::settle(text, lines);
    byline::settle(text, lines, &mut findings.signals);
    if !known.structured && title.is_none() {
        title = headline::settle(text, lines, known.title.as_deref());
    }
    dateline::settle(text, lines, &mut findings.signals);
    boilerplate::settle_repeats(text, lines);
    caption::date(text, lines, &mut findings.signals);
    findings.title = title;
    findings
}

/// Lines as blocks.
pub(super) fn blocks(lines: Vec<Line>) -> Vec<Block> {
    let block = |line: Line| Block { start: line.start, end: line.end, zone: line.zone, stamp: line.stamp };
    lines.into_iter().filter(|line| line.start < line.end).map(block).collect()
}

/// Number of words.
fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// Whether a line ends as a sentence does, closing quotation marks and brackets aside.
fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', '\'', ')', ']', ' ']);
    text.ends_with(['.', '!', '?', '…', '。'])
}

/// Whether `text` begins with one of the phrases, in any case and up to the end of a word.
fn begins_with_any(text: &str, phrases: &[String]) -> Option<usize> {
    let found = phrases.iter().filter_map(|phrase| {
        let head = text.get(..phrase.len())?;
        let whole = !phrase.ends_with(char::is_alphanumeric)
            || text[phrase.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
        (head.eq_ignore_ascii_case(phrase) && whole).then_some(phrase.len())
    });
    found.max()
}

/// Whether one of the phrases stands in `text`, which is in lower case.
fn holds_any(lower: &str, phrases: &[String]) -> bool {
    phrases.iter().any(|phrase| lower.contains(phrase.as_str()))
}

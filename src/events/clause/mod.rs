//! Tags and verb groups of a sentence in, its clauses out: which words belong to which predicate, and how the clauses hang
//! together.
//!
//! One pass with a stack of open clauses. A subordinating word or a participle opens one, a predicate settles in the
//! innermost that has none, and a second predicate in the same clause is told by what stands before it: a conjunction
//! (coordinate), a comma and a subject (a clause of its own, or "..., officials said"), a bare subject (what was said,
//! or a relative clause without its pronoun).

mod divide;
mod participle;
mod phrase;
mod second;

use std::ops::Range;

pub(super) use phrase::{is_nominal, noun_phrase};

use super::sentence::Parsed;
use super::words::Roles;
use crate::text::verbgroup::{Tense, VerbGroup};

/// How a clause hangs on its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bond {
    /// The sentence itself, or a clause beside it.
    Main,
    /// Shares the subject of its elder sibling: "... and pleaded not guilty".
    Coordinate,
    /// What is said, thought, denied.
    Complement,
    /// After "when", "because", "after".
    Adverbial,
    /// After "which", "who", "where", or without a pronoun.
    Relative,
    /// A participle with its phrase: "signed in 2018".
    Reduced,
    /// "..., officials said".
    Attribution,
}

/// A predicate with its words.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    pub(super) bond: Bond,
    pub(super) parent: Option<usize>,
    /// The conjunction or pronoun that opens it.
    pub(super) marker: Option<usize>,
    /// First token.
    pub(super) start: usize,
    /// Index of its verb group; none in a fragment.
    pub(super) group: Option<usize>,
    /// Its own subject; empty where it has none.
    pub(super) subject: Range<usize>,
}

/// The clauses of a sentence.
#[derive(Debug, Default)]
pub(super) struct Clauses {
    pub(super) list: Vec<Clause>,
    /// The clause of each token.
    pub(super) of: Vec<usize>,
}

impl Clauses {
    /// Whether `clause` is `ancestor` or hangs below it.
    pub(super) fn is_within(&self, mut clause: usize, ancestor: usize) -> bool {
        loop {
            if clause == ancestor {
                return true;
            }
            match self.list.get(clause).and_then(|c| c.parent) {
                Some(parent) if parent < clause => clause = parent,
                _ => return false,
            }
        }
    }
}

/// Divides the sentence. `other` are the roles of its function words, `timed` tells the tokens of expressions.
pub(super) fn divide(parsed: &Parsed, other: &[Roles], timed: &[bool]) -> Clauses {
    let mut divider = Divider {
        parsed,
        other,
        timed,
        clauses: Clauses::default(),
        stack: Vec::new(),
        outside: None,
        unquoted: 0,
    };
    divider.open(Bond::Main, None, None, 0);
    let mut starts = vec![usize::MAX; parsed.tokens.len()];
    for (index, group) in parsed.groups.iter().enumerate() {
        if let Some(slot) = starts.get_mut(group.first as usize) {
            *slot = index;
        }
    }
    for (i, group) in starts.iter().enumerate() {
        match parsed.groups.get(*group) {
            Some(g) if is_finite(g) => divider.finite(i, *group),
            Some(g) => divider.nonfinite(i, *group, g),
            None => divider.word(i),
        }
        let top = divider.top();
        divider.clauses.of.push(top);
    }
    divider.last_chance();
    divider.clauses
}

/// Whether the group can be the predicate of a clause of its own.
pub(super) fn is_finite(group: &VerbGroup<'_>) -> bool {
    matches!(group.tense, Tense::Past | Tense::Present | Tense::Future)
        || group.tense == Tense::None && group.modality.is_some()
}

struct Divider<'a> {
    parsed: &'a Parsed,
    other: &'a [Roles],
    timed: &'a [bool],
    clauses: Clauses,
    stack: Vec<usize>,
    /// How many clauses were open before the quotation that is being read.
    outside: Option<usize>,
    /// One past the last quotation mark that closed.
    unquoted: usize,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::view::View;
    use crate::{Extractor, article, input::Source};

    /// Each clause as "Bond subject|verb".
    fn show(text: &str) -> Vec<String> {
        let extractor = Extractor::new().unwrap();
        let reader = crate::events::Reader::english().unwrap();
        let article = article::read(
            &Source::text("t", format!("Title\n\n{text}")),
            &article::ArticleOptions::default(),
        )
        .unwrap();
        let analysis = extractor.analyse(&article);
        let index = analysis.sentences.len() - 1;
        let timexes = crate::events::names::expressions_by_sentence(&analysis).pop().unwrap();
        let view = View::read(&reader, &article.text, &analysis, index, timexes, &mut Default::default());
        let say = |r: &Range<usize>| r.clone().map(|i| view.word(i)).collect::<Vec<_>>().join(" ");
        view.clauses
            .list
            .iter()
            .map(|c| {
                let verb = c.group.map_or("-", |g| view.word(view.parsed.groups[g].head as usize));
                format!("{:?} {}|{verb}", c.bond, say(&c.subject))
            })
            .collect()
    }

    #[test]
    fn subordinate_clauses_leave_the_main_one_its_verb() {
        assert_eq!(
            show("The bridge, which Lund designed in 1902, was closed after its owner went bankrupt."),
            ["Main The bridge|closed", "Relative Lund|designed", "Adverbial its owner|went"]
        );
        assert_eq!(
            show("A rally that was to be held on Monday has been cancelled."),
            ["Main A rally|cancelled", "Relative |was"]
        );
    }

    #[test]
    fn the_subject_stands_before_its_relative_clause() {
        assert_eq!(
            show("Doctors whose names stood on the list were warned."),
            ["Main Doctors|warned", "Relative names|stood"]
        );
        assert_eq!(
            show("A raid failed, and talks that began in Oslo collapsed."),
            ["Main A raid|failed", "Relative |began", "Main talks|collapsed"]
        );
        assert_eq!(
            show("The mayor, asked whether she was glad, had no answer."),
            ["Main The mayor|had", "Adverbial she|was", "Reduced |asked"]
        );
    }

    #[test]
    fn coordinate_clauses_share_the_subject() {
        assert_eq!(show("He was arrested and charged."), ["Main He|arrested", "Coordinate He|charged"]);
        assert_eq!(
            show("The race was put off because the road was wet, and began on Friday."),
            ["Main The race|put", "Adverbial the road|was", "Coordinate The race|began"]
        );
    }

    #[test]
    fn what_is_said_hangs_on_who_says_it() {
        assert_eq!(
            show("Officials said the tunnel leaked."),
            ["Main Officials|said", "Complement the tunnel|leaked"]
        );
        assert_eq!(
            show("The tunnel leaked on Monday, officials said."),
            ["Main The tunnel|leaked", "Attribution officials|said"]
        );
        assert_eq!(
            show("\u{201c}It will hold,\u{201d} the engineer Ida Moen told reporters."),
            ["Main the engineer Ida Moen|told", "Complement It|hold"]
        );
    }
}

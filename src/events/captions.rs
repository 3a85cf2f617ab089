//! Captions in, photos out: one entry for each, with the date that is printed under it.

use super::dates;
use super::entries::{self, Draft};
use super::names::{self, Names};
use super::phrase;
use super::types::{Dating, Event, Relation};
use super::view::View;
use super::words;
use crate::text::pos::Tag;
use crate::timeline::{Basis, Class, Kind, Status};

/// The photo that a caption's sentence tells; none for a credit line.
pub(super) fn photo(view: &View<'_>, names: &Names) -> Option<Draft> {
    let printed = view
        .timexes
        .clone()
        .filter(|t| view.timex(*t).is_some_and(dates::is_date))
        .max_by_key(|t| view.timex(*t).map_or(0, |t| t.resolved.value.len().min(10)));
    let end = credit(view);
    let start = (0..end).find(|i| !prefix(view, *i)).unwrap_or(end);
    let start =
        (start..end.min(start + OPENING)).find(|i| is_opening(view, start, *i)).map_or(start, |i| i + 1);
    let date_words = printed.map_or(0..0, |t| phrase::with_its_words(view, t, false));
    let what =
        phrase::render(view, &[], |i| (start..end).contains(&i) && !date_words.contains(&i), phrase::LIMIT);
    // A credit line is made of names ("Ida Lund/The Courier").
    let common = |i: usize| {
        matches!(view.tag(i), Some(Tag::Nn | Tag::Nns)) && view.word(i).starts_with(char::is_lowercase)
    };
    let tells = printed.is_some() || !view.parsed.groups.is_empty() || (start..end).any(common);
    if what.split_whitespace().count() < 3 || !tells {
        return None;
    }
    let date = printed.and_then(|t| {
        let timex = view.timex(t)?;
        Some(Dating {
            value: timex.resolved.value.clone(),
            modifier: timex.resolved.modifier,
            kind: timex.resolved.kind,
            basis: Basis::Caption,
            relation: Relation::On,
            until: None,
            timex: Some(t),
            confidence: timex.resolved.confidence,
        })
    });
    let trigger = entries::trigger(view, 0);
    let content = |i: usize| view.tag(i).is_some_and(|t| t.is_noun() || t.is_verb()) && !view.is_timed(i);
    let event = Event {
        sentence: view.index as u32,
        trigger: view.bytes(trigger..trigger + 1),
        class: Class::Occurrence,
        kind: Kind::Photo,
        status: Status::Occurred,
        tense: None,
        aspect: None,
        polarity: None,
        modality: None,
        what,
        who: names.within(view, view.clause(0).map_or(0..0, |c| c.subject.clone())),
        places: names::places(view, |_| true),
        attribution: None,
        timexes: printed.into_iter().collect(),
        date,
        evidence: Vec::new(),
        confidence: 0.9,
    };
    let words = (start..end).filter(|i| content(*i)).map(|i| view.parsed.bases[i]).collect();
    Some(Draft { event, clause: 0, known_by: Vec::new(), words, later: false, from_event: None })
}

/// How many words "In this undated file photo," may have.
const OPENING: usize = 14;

/// The comma of "In this file photo," before the caption itself.
fn is_opening(view: &View<'_>, start: usize, comma: usize) -> bool {
    view.tag(comma) == Some(Tag::Comma)
        && view.tag(start) == Some(Tag::In)
        && (start..comma).any(|i| view.is(i, words::CREDIT))
        && comma.checked_sub(1).is_some_and(|i| view.is(i, words::CREDIT))
}

/// Where the credit begins: "Photo: A. Lind", "(Agency via AP)".
fn credit(view: &View<'_>) -> usize {
    (1..view.len())
        .find(|i| {
            view.is(*i, words::CREDIT)
                && (view.word(i + 1) == ":" || view.word(i + 1).eq_ignore_ascii_case("by"))
        })
        .unwrap_or(view.len())
}

/// "FILE -", "Photo:" before the caption itself.
fn prefix(view: &View<'_>, i: usize) -> bool {
    view.is(i, words::CREDIT) && i < 2
        || i <= 3
            && (matches!(view.tag(i), Some(Tag::Colon | Tag::Hyphen))
                || matches!(view.word(i), "-" | "–" | "—" | ":"))
}

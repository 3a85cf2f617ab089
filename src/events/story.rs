//! An article in, its entries out: goes through the sentences and keeps what one says of the others: the heading above,
//! the stamp of an entry, the quotation that goes on, the denial that follows.

use super::captions;
use super::clause;
use super::dates;
use super::entries::{self, Draft, Story};
use super::focus::Focus;
use super::merge;
use super::names;
use super::sentence::Memory;
use super::types::{Dating, Reading, Relation};
use super::view::View;
use super::{Reader, words};
use crate::analysis::Analysis;
use crate::article::{Article, Stamp, Zone};
use crate::resolve::{Anchor, Kind as TimexKind};
use crate::text::pos::Tag;
use crate::timeline::{Basis, Kind, Status};

/// The longest line, in words, that is a heading.
const HEADING: usize = 8;

/// The entries of an article.
pub(super) fn read(reader: &Reader, article: &Article, analysis: &Analysis) -> Reading {
    let published = article.published.as_ref().map(|p| p.stamp.date);
    let mut memory = Memory::default();
    let views: Vec<View<'_>> = names::expressions_by_sentence(analysis)
        .into_iter()
        .enumerate()
        .map(|(index, timexes)| View::read(reader, &article.text, analysis, index, timexes, &mut memory))
        .collect();
    let names = names::of_article(&views);
    let mut drafts: Vec<Draft> = Vec::new();
    let mut heading: Option<Dating> = None;
    let mut lead = true;
    let mut focus = Focus::default();
    let mut last = None;
    for (index, view) in views.iter().enumerate() {
        match view.zone() {
            Zone::Byline | Zone::Dateline | Zone::Boilerplate => continue,
            Zone::Caption => {
                drafts.extend(captions::photo(view, &names));
                continue;
            }
            Zone::Headline | Zone::Body | Zone::Quote => {}
        }
        if let Some(found) = as_heading(view, &views) {
            heading = found;
            continue;
        }
        let stamp = article.blocks.get(view.block() as usize).and_then(|b| b.stamp);
        let body = view.zone() != Zone::Headline;
        let next = views.get(index + 1).filter(|n| n.block() == view.block() && goes_on(n));
        let story = Story {
            // An entry of a live blog is read on the day of its stamp.
            published: published.map(|p| stamp.map_or(p, |s| p.max(s.date))),
            names: &names,
            focus: &focus,
            last,
            inherited: stamp.map(of_stamp).or_else(|| heading.clone()),
            lead: lead && body && ends_sentence(view),
            next,
        };
        lead &= !(body && ends_sentence(view));
        deny_before(view, &mut drafts);
        correct(view, &mut drafts);
        // A quotation that goes on is told with its first sentence.
        if !goes_on(view) {
            let told = entries::of_sentence(view, &story);
            last = entries::last_day(&told).or(last);
            drafts.extend(told);
            focus.note(view, &names);
        }
    }
    merge::finish(drafts, analysis, published)
}

/// Whether the sentence ends as one; a line under the headline does not.
fn ends_sentence(view: &View<'_>) -> bool {
    matches!(view.tag(view.len().saturating_sub(1)), Some(Tag::Stop | Tag::CloseQuote))
}

/// A line of its own without a verb or a stop: a heading, with its date if it is one.
#[expect(clippy::option_option, reason = "a heading without a date ends the one before")]
fn as_heading(view: &View<'_>, views: &[View<'_>]) -> Option<Option<Dating>> {
    let alone =
        |at: Option<usize>| at.and_then(|i| views.get(i)).is_none_or(|other| other.block() != view.block());
    let line = view.zone() == Zone::Body
        && view.len() <= HEADING
        && alone(view.index.checked_sub(1))
        && alone(Some(view.index + 1))
        && !matches!(view.tag(view.len().saturating_sub(1)), Some(Tag::Stop | Tag::CloseQuote));
    if !line {
        return None;
    }
    let Some(dated) = view.timexes.clone().find(|t| view.timex(*t).is_some_and(dates::is_date)) else {
        return Some(None);
    };
    if view.parsed.groups.iter().any(clause::is_finite) {
        return None;
    }
    let words = (0..view.len()).filter(|i| view.tag(*i).is_some_and(|t| !t.is_punctuation())).count();
    let timed = (0..view.len()).filter(|i| view.is_timed(*i)).count();
    let timex = view.timex(dated)?;
    // A quarter or a season above a passage may be one of a match or a budget, and dates nothing by itself.
    let narrow = timex.resolved.value.len() >= 10 || timex.resolved.anchor == Anchor::None;
    (timed + 1 >= words && narrow).then(|| {
        Some(Dating {
            value: timex.resolved.value.clone(),
            modifier: timex.resolved.modifier,
            kind: timex.resolved.kind,
            basis: Basis::Inherited,
            relation: Relation::On,
            until: None,
            timex: Some(dated),
            confidence: timex.resolved.confidence * 0.9,
        })
    })
}

fn of_stamp(stamp: Stamp) -> Dating {
    let time = stamp.time.map(|t| t.format("T%H:%M").to_string());
    Dating {
        value: format!("{}{}", stamp.date, time.as_deref().unwrap_or_default()),
        modifier: None,
        kind: if time.is_some() { TimexKind::Time } else { TimexKind::Date },
        basis: Basis::Inherited,
        relation: Relation::On,
        until: None,
        timex: None,
        confidence: 0.8,
    }
}

/// Whether the sentence is a quotation that goes on without a speaker of its own.
fn goes_on(view: &View<'_>) -> bool {
    view.tag(0) == Some(Tag::OpenQuote)
        && !(0..view.len()).any(|i| view.is(i, words::REPORT) && !view.parsed.is_quoted(i))
}

/// "Botts was a witness and was not arrested": what the sentence before told by somebody's word is put right.
fn correct(view: &View<'_>, drafts: &mut [Draft]) {
    let before = view.index.saturating_sub(1) as u32;
    for group in
        view.parsed.groups.iter().filter(|g| g.negative && g.modality.is_none() && clause::is_finite(g))
    {
        let verb = view.parsed.bases[group.head as usize];
        for draft in drafts.iter_mut().rev().take_while(|d| d.event.sentence >= before) {
            let said = draft.event.attribution.is_some() && draft.event.kind == Kind::Event;
            if said && draft.event.sentence == before && draft.known_by.first() == Some(&verb) {
                draft.event.status = Status::Denied;
            }
        }
    }
}

/// "She denied it.": what the sentence before told did not happen, by somebody's word.
fn deny_before(view: &View<'_>, drafts: &mut [Draft]) {
    let ends = |i: usize| view.tag(i).is_none_or(Tag::is_punctuation);
    let denies = view.parsed.groups.iter().any(|g| {
        let object = g.head as usize + 1;
        // "it", "that", "the report": one word, or an article and its noun.
        let noun =
            usize::from(view.tag(object) == Some(Tag::Dt) && view.tag(object + 1).is_some_and(Tag::is_noun));
        let known = view.is(object, words::REFERENCE) && ends(object + 1 + noun);
        view.parsed.roles[g.head as usize] & words::DENY != 0 && !g.negative && known
    });
    if !denies {
        return;
    }
    let before = view.index.saturating_sub(1) as u32;
    for draft in drafts.iter_mut().rev().take_while(|d| d.event.sentence >= before) {
        if draft.event.kind == Kind::Event && matches!(draft.event.status, Status::Occurred | Status::Ongoing)
        {
            draft.event.status = Status::Denied;
        }
    }
}

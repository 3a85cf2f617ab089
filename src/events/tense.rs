//! A date that the tense of its clause contradicts in, the one that is meant out.
//!
//! "On Oct. 16 they walked out", in a story of 1911 that was printed in October 2011, is not to come: what is told in the
//! past tense goes on from the last event of the story. And what "will be held on 17 January" is not of the year in which
//! somebody died in the sentence before. Only expressions without a year of their own are read anew.

use chrono::{Datelike, NaiveDate};

use super::clause::is_finite;
use super::types::{Dating, Relation};
use super::view::View;
use super::{status, words};
use crate::calendar;
use crate::resolve::{Anchor, Kind};
use crate::text::pos::Tag;
use crate::text::verbgroup::Tense;

/// Reads the date anew where it cannot be; `last` are the first and the last day of the story's last event.
pub(super) fn mend(
    view: &View<'_>,
    clause: usize,
    dating: &mut Dating,
    published: Option<NaiveDate>,
    last: Option<(NaiveDate, NaiveDate)>,
) {
    let (Some(published), Some(timex)) = (published, dating.timex.and_then(|t| view.timex(t))) else {
        return;
    };
    let bare =
        timex.resolved.anchor != Anchor::None && dating.until.is_none() && dating.relation == Relation::On;
    let Some((first, end)) = status::days(dating).filter(|_| bare && dating.kind != Kind::Set) else {
        return;
    };
    let tokens = view.timex_tokens(dating.timex.unwrap_or_default());
    let numbered = tokens.clone().any(|i| view.tag(i) == Some(Tag::Cd));
    let anew = if first > published && tells_past(view, clause, tokens.start) {
        // "The following spring" lies behind all of the year told before, "on Oct. 16" may lie in it.
        let next = tokens.clone().any(|i| view.is(i, words::NEXT));
        let from = last.map(|(first, end)| if next && end < published { end } else { first });
        let dropped = || view.verb_roles(clause) & words::CANCEL != 0;
        from.filter(|from| *from < published)
            .and_then(|from| after(dating, first, numbered, published, from))
            .or_else(|| in_year(dating, published, |day| day <= published).filter(|_| dropped()))
    } else if end < published && (tells_future(view, clause) || is_off(view, clause) && !numbered) {
        ahead(dating, first, numbered, published)
    } else {
        None
    };
    if let Some(value) = anew {
        dating.value = value;
        dating.confidence *= 0.8;
    }
}

fn tells_past(view: &View<'_>, clause: usize, at: usize) -> bool {
    let bound = words::INTENDED | words::POSTPONE | words::CALL_OFF | words::CANCEL;
    view.group(clause).is_some_and(|g| {
        // "declared three days of mourning, to begin Tuesday": the date is that of what is to begin.
        let between = view.parsed.groups.iter().any(|k| k.first > g.head && (k.head as usize) < at);
        let past = g.tense == Tense::Past && g.modality.is_none() && is_finite(g);
        // "dropped a plan in May": the day of the dropping; "a race was dropped" may have its own.
        let bound = if g.passive { bound } else { bound & !words::CANCEL };
        let between = between && view.verb_roles(clause) & words::CANCEL == 0;
        past && !between && view.verb_roles(clause) & bound == 0
    }) && !status::intended(view, clause)
}

/// "Sunday's race has been cancelled": it was still to come.
fn is_off(view: &View<'_>, clause: usize) -> bool {
    view.verb_roles(clause) & (words::CALL_OFF | words::POSTPONE) != 0
        && view.group(clause).is_some_and(|g| {
            g.passive && g.tense == Tense::Present && g.aspect == crate::text::verbgroup::Aspect::Perfective
        })
}

fn tells_future(view: &View<'_>, clause: usize) -> bool {
    view.group(clause).is_some_and(|g| g.tense == Tense::Future)
}

/// The next such day, month or season after publication.
fn ahead(dating: &Dating, first: NaiveDate, numbered: bool, published: NaiveDate) -> Option<String> {
    let day = dating.value.len() >= 10;
    if day && !numbered {
        let weeks = (published - first).num_days() / 7 + 1;
        let moved = calendar::days(first, i32::try_from(weeks * 7).ok()?)?;
        return Some(format!("{moved}{}", dating.value.get(10..).unwrap_or_default()));
    }
    in_year(dating, published, |day| day > published)
}

/// The value in the first year in which it may lie.
fn in_year(dating: &Dating, from: NaiveDate, fits: impl Fn(NaiveDate) -> bool) -> Option<String> {
    let rest = dating.value.get(4..).filter(|rest| rest.starts_with('-') && !rest.starts_with("-W"))?;
    (from.year()..=from.year() + 1).find_map(|year| {
        let value = format!("{year:04}{rest}");
        let moved = Dating { value: value.clone(), ..dating.clone() };
        status::days(&moved).filter(|(first, _)| fits(*first)).map(|_| value)
    })
}

/// The same words counted from the story's last event: a day of a month is the next such day, what is counted in days or
/// weeks is counted from there.
fn after(
    dating: &Dating,
    first: NaiveDate,
    numbered: bool,
    published: NaiveDate,
    last: NaiveDate,
) -> Option<String> {
    let value = dating.value.as_str();
    let day = value.get(..10).is_some_and(|day| day.parse::<NaiveDate>().is_ok());
    if value.len() == 4 {
        return Some(format!("{:04}", last.year() + (first.year() - published.year())));
    }
    if day && !numbered {
        let moved = calendar::days(last, i32::try_from((first - published).num_days()).ok()?)?;
        return Some(format!("{moved}{}", value.get(10..).unwrap_or_default()));
    }
    // In the year of publication itself a day to come is no slip of the tense.
    in_year(dating, last, |day| day >= last).filter(|_| last.year() < published.year() || !day)
}

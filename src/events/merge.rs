//! The entries of all sentences in, those of the article out: what is told twice is one event, dates counted from other
//! events are found, and what a later sentence denies or calls off did not happen.

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::entries::Draft;
use super::status;
use super::types::{Dating, Link, Reading, Relation, Telling};
use crate::analysis::Analysis;
use crate::article::Zone;
use crate::calendar::{self, Point};
use crate::resolve::Kind as TimexKind;
use crate::timeline::{Basis, Kind, RelationType, Status};
use crate::timex::meaning::Unit;

/// How many entries of the same day are compared with a new one.
const NEAR: usize = 12;

/// How many entries back a part of the day may take up.
const BACK: usize = 4;

/// Makes the entries of an article out of those of its sentences.
pub(super) fn finish(drafts: Vec<Draft>, analysis: &Analysis, published: Option<NaiveDate>) -> Reading {
    let (drafts, anchors) = count_from_events(drafts, analysis, published);
    let later = told_after(&drafts);
    let (kept, moved) = fold(drafts, analysis);
    let links = later
        .into_iter()
        .map(|(draft, anchor)| Counted { draft, anchor, sign: 1, offset: None, timex: None })
        .chain(anchors)
        .filter_map(|a| {
            let (from, to) = (*moved.get(a.draft)?, *moved.get(a.anchor)?);
            let (from, to) = (from?, to?);
            (from != to).then_some(Link {
                from,
                to,
                kind: if a.sign > 0 { RelationType::After } else { RelationType::Before },
                offset: a.offset,
                timex: a.timex,
            })
        })
        .collect();
    Reading { events: kept.into_iter().map(|d| d.event).collect(), links }
}

/// An entry that is counted from another.
struct Counted {
    draft: usize,
    anchor: usize,
    sign: i32,
    offset: Option<String>,
    timex: Option<usize>,
}

/// The pairs of entries of one day of which the text puts the first after the second: by a word ("then", "later"), or by
/// going on with a part of the day in which the second has its hour ("at 10:40 p.m. ... That night").
fn told_after(drafts: &[Draft]) -> Vec<(usize, usize)> {
    let date =
        |d: &Draft| d.event.date.as_ref().map(|d| d.value.clone()).filter(|_| d.event.kind != Kind::Photo);
    let mut pairs = Vec::new();
    for (index, draft) in drafts.iter().enumerate() {
        let Some(second) = date(draft) else { continue };
        for earlier in (index.saturating_sub(BACK)..index).rev() {
            let Some(first) = date(&drafts[earlier]) else { continue };
            let near = draft.event.sentence <= drafts[earlier].event.sentence + 2;
            let same_day = first.get(..10).is_some_and(|day| second.starts_with(day));
            let next = draft.later && earlier + 1 == index;
            if near && same_day && (next || status::part_holds(&second, &first)) {
                pairs.push((index, earlier));
                break;
            }
        }
    }
    pairs
}

/// Gives their dates to entries such as "two days after the quake".
fn count_from_events(
    mut drafts: Vec<Draft>,
    analysis: &Analysis,
    published: Option<NaiveDate>,
) -> (Vec<Draft>, Vec<Counted>) {
    let mut first: FxHashMap<u32, usize> = FxHashMap::default();
    for (index, draft) in drafts.iter().enumerate() {
        let exact =
            draft.event.date.as_ref().is_some_and(|d| d.value.len() >= 10 && d.kind != TimexKind::Set);
        if exact && draft.event.kind == Kind::Event {
            for key in &draft.known_by {
                first.entry(*key).or_insert(index);
            }
        }
    }
    let mut counted = Vec::new();
    for index in 0..drafts.len() {
        let Some((sign, noun, timex)) = drafts[index].from_event else { continue };
        let anchor = first.get(&noun).copied().filter(|a| *a != index);
        let Some(length) = analysis.timexes.get(timex).map(|t| t.resolved.value.clone()) else { continue };
        let base =
            anchor.and_then(|a| drafts[a].event.date.as_ref()).and_then(status::days).map(|(day, _)| day);
        let date = base.and_then(|base| shift(base, sign, &length));
        if let (Some(value), Some(anchor)) = (date, anchor) {
            let dating = Dating {
                value,
                modifier: None,
                kind: TimexKind::Date,
                basis: Basis::Event,
                relation: Relation::On,
                until: None,
                timex: Some(timex),
                confidence: 0.85,
            };
            let event = &mut drafts[index].event;
            if status::is_ahead(Some(&dating), published) && event.status == Status::Occurred {
                event.status = Status::Planned;
            }
            event.date = Some(dating);
            counted.push(Counted { draft: index, anchor, sign, offset: Some(length), timex: Some(timex) });
        }
    }
    (drafts, counted)
}

/// The value so far from a day, in the grain of the length: P2D a day, P1W a week, P3M a month.
fn shift(base: NaiveDate, sign: i32, length: &str) -> Option<String> {
    let amount = length.strip_prefix('P')?;
    if amount.starts_with('T') {
        return None;
    }
    let (number, unit) = amount.split_at(amount.len().checked_sub(1)?);
    let n = sign * number.parse::<i32>().ok()?;
    let point = match unit {
        "D" => Point::Day(calendar::days(base, n)?),
        "W" => Point::containing(calendar::days(base, n.checked_mul(7)?)?, Unit::Week),
        "M" => Point::containing(calendar::months(base, n)?, Unit::Month),
        "Y" => Point::containing(calendar::months(base, n.checked_mul(12)?)?, Unit::Year),
        _ => return None,
    };
    Some(value(point))
}

fn value(point: Point) -> String {
    match point {
        Point::Day(day) => day.to_string(),
        Point::Week(year, week) => format!("{year:04}-W{week:02}"),
        Point::Month(year, month) => format!("{year:04}-{month:02}"),
        other => format!("{:04}", other.year()),
    }
}

/// Joins tellings of the same event; also gives where each draft went.
fn fold(drafts: Vec<Draft>, analysis: &Analysis) -> (Vec<Draft>, Vec<Option<usize>>) {
    let mut kept: Vec<Draft> = Vec::new();
    let mut moved = Vec::new();
    let mut days: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    let headlines = |d: &Draft| zone(d, analysis) == Zone::Headline;
    let only_headlines = drafts.iter().all(headlines);
    let (titles, rest): (Vec<_>, Vec<_>) = drafts.into_iter().enumerate().partition(|(_, d)| headlines(d));
    for (index, draft) in rest {
        // Counted from an event that the article does not date: not known well enough.
        if draft.from_event.is_some() && draft.event.date.is_none() {
            continue;
        }
        let day = draft.event.date.as_ref().map_or(String::new(), |d| d.value.chars().take(10).collect());
        let near = days.get(&day).map_or(&[][..], |list| &list[list.len().saturating_sub(NEAR)..]);
        let recent = kept.len().saturating_sub(NEAR)..kept.len();
        let same = near.iter().copied().find(|i| is_same(&kept[*i], &draft));
        let same = same.or_else(|| recent.rev().find(|i| day.is_empty() && is_same(&kept[*i], &draft)));
        set(&mut moved, index, same.unwrap_or(kept.len()));
        match same {
            Some(same) => join(&mut kept[same], draft, analysis),
            None => {
                days.entry(day).or_default().push(kept.len());
                kept.push(draft);
            }
        }
    }
    for (index, title) in titles {
        let same = (0..kept.len().min(NEAR))
            .find(|i| overlap(&kept[*i], &title) * 5 >= title.words.len() * 2 && shares(&kept[*i], &title));
        match same {
            Some(same) => {
                set(&mut moved, index, same);
                join(&mut kept[same], title, analysis);
            }
            None if only_headlines => {
                set(&mut moved, index, kept.len());
                kept.push(title);
            }
            None => {}
        }
    }
    (kept, moved)
}

fn set(moved: &mut Vec<Option<usize>>, index: usize, to: usize) {
    if moved.len() <= index {
        moved.resize(index + 1, None);
    }
    moved[index] = Some(to);
}

fn zone(draft: &Draft, analysis: &Analysis) -> Zone {
    analysis.places.get(draft.event.sentence as usize).map_or(Zone::Body, |p| p.zone)
}

fn shares(a: &Draft, b: &Draft) -> bool {
    a.known_by.iter().any(|k| b.known_by.contains(k) || b.words.contains(k))
}

fn overlap(a: &Draft, b: &Draft) -> usize {
    b.words.iter().filter(|w| a.words.contains(w)).count()
}

/// Whether two entries of one day, or one of them without a date, tell the same.
fn is_same(a: &Draft, b: &Draft) -> bool {
    if a.event.kind == Kind::Photo || b.event.kind == Kind::Photo {
        return a.event.kind == b.event.kind && a.words == b.words;
    }
    if a.event.kind != b.event.kind || a.event.sentence == b.event.sentence {
        return false;
    }
    let least = a.words.len().min(b.words.len());
    least > 1 && overlap(a, b).min(overlap(b, a)) * 3 >= least * 2 && shares(a, b)
}

/// Adds a telling; the first one stays, but takes a finer date.
fn join(into: &mut Draft, other: Draft, analysis: &Analysis) {
    let bytes = sentence_bytes(&other, analysis);
    into.event.evidence.push(Telling { start: bytes.0, end: bytes.1, zone: zone(&other, analysis) });
    let finer = |d: &Option<Dating>| d.as_ref().map_or(0, |d| d.value.len());
    if into.event.date.is_none() && other.event.date.is_some()
        || finer(&other.event.date) > finer(&into.event.date)
    {
        into.event.date = other.event.date;
        into.event.timexes = other.event.timexes;
    }
}

fn sentence_bytes(draft: &Draft, analysis: &Analysis) -> (usize, usize) {
    let tokens =
        analysis.sentences.get(draft.event.sentence as usize).and_then(|s| analysis.tokens.get(s.range()));
    match tokens.and_then(|t| Some((t.first()?, t.last()?))) {
        Some((first, last)) => (first.start as usize, last.end as usize),
        None => (draft.event.trigger.start, draft.event.trigger.end),
    }
}

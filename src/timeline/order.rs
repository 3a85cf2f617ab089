//! The one total order of a timeline: events in any order come in, the same order for the same events goes out.
//!
//! An event stands by its first day, then by its last with the wider stretch first, so that "in May" opens May and
//! does not hide behind it. Among events with the same days the clock and the part of the day decide, then signals
//! ("then", "two hours before"), then the place in the text. A clock time beats a signal, and signals that contradict
//! each other fall back on the text. Nothing depends on the order in which the events were found.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::{Document, Event, EventDate, Relation, RelationBasis, RelationType, Timeline};
use crate::calendar::value::{Bounds, Local, Value};

/// Sorts events, undated events and expressions, and numbers them anew: e1, e2, ..., u1, u2, ..., t1, t2, ... Every
/// reference to them follows.
///
/// ```
/// let mut timeline = annals::timeline::Timeline::new();
/// annals::timeline::arrange(&mut timeline);
/// assert!(timeline.events.is_empty());
/// ```
pub fn arrange(timeline: &mut Timeline) {
    let order = sequence(timeline);
    timeline.events = permuted(std::mem::take(&mut timeline.events), &order);
    let documents = positions(&timeline.documents);
    let place = |document: &str| documents.get(document).copied().unwrap_or(usize::MAX);
    timeline
        .undated
        .sort_by_cached_key(|event| (text_place(event, place(&event.document)), event.what.clone()));
    timeline
        .expressions
        .sort_by_key(|expression| (place(&expression.document), expression.start, Reverse(expression.end)));
    renumber(timeline);
}

/// The indices of `timeline.events` in the order in which they should stand.
#[must_use]
pub fn sequence(timeline: &Timeline) -> Vec<usize> {
    let documents = positions(&timeline.documents);
    let keys: Vec<Key<'_>> = timeline.events.iter().map(|event| Key::of(event, &documents)).collect();
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by(|&a, &b| keys.get(a).cmp(&keys.get(b)));

    let mut sequence = Vec::with_capacity(order.len());
    let links = signals(timeline);
    let same_days = |a: &usize, b: &usize| keys.get(*a).map(Key::days) == keys.get(*b).map(Key::days);
    for group in order.chunk_by(same_days) {
        by_signals(group, &keys, &links, &mut sequence);
    }
    sequence
}

/// What an event is sorted by; the fields in order of weight.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key<'a> {
    /// Events without any date stand last; a sound timeline has none here.
    undated: bool,
    first: Option<NaiveDate>,
    last: Reverse<Option<NaiveDate>>,
    /// The clock or part of the day: where it begins, then the wider first.
    begins: Option<NaiveDateTime>,
    ends: Reverse<Option<NaiveDateTime>>,
    place: (usize, usize, usize),
    what: &'a str,
}

impl<'a> Key<'a> {
    fn of(event: &'a Event, documents: &BTreeMap<&str, usize>) -> Self {
        let document = documents.get(event.document.as_str()).copied().unwrap_or(usize::MAX);
        let days = event.date.as_ref().and_then(days);
        let fine = event.date.as_ref().and_then(within_days);
        Self {
            undated: days.is_none(),
            first: days.map(|(first, _)| first),
            last: Reverse(days.map(|(_, last)| last)),
            begins: fine.map(|bounds| bounds.start),
            ends: Reverse(fine.map(|bounds| bounds.end)),
            place: text_place(event, document),
            what: &event.what,
        }
    }

    fn days(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        (self.first, self.last.0)
    }
}

/// The stretch of time that an event's date means: the part of its days that the text names, else its days. What has
/// only one end is that end.
pub(super) fn extent(date: &EventDate) -> Option<Bounds> {
    let start = date.start.as_deref().and_then(Local::parse);
    let end = date.end.as_deref().and_then(Local::parse);
    let (first, last) = start.or(end).zip(end.or(start))?;
    let whole = || Bounds { start: first.first_moment(), end: last.end_moment().max(first.first_moment()) };
    Some(within_days(date).unwrap_or_else(whole))
}

/// First and last day. What has only an end stands at that end; what has no end lasts for ever.
fn days(date: &EventDate) -> Option<(NaiveDate, NaiveDate)> {
    let start = date.start.as_deref().and_then(Local::parse);
    let end = date.end.as_deref().and_then(Local::parse);
    let first = start.or(end)?.day();
    Some((first, end.map_or(NaiveDate::MAX, |end| last_day(first, end))))
}

/// A stretch that ends at midnight ends with the day before: "that night" is of the same day as "at 10:40 p.m.".
fn last_day(first: NaiveDate, end: Local) -> NaiveDate {
    let day = end.day();
    match end {
        Local::Time(time) if time.time() == NaiveTime::MIN && day > first => day.pred_opt().unwrap_or(day),
        _ => day,
    }
}

/// The part of its days that the text names, if it names one.
fn within_days(date: &EventDate) -> Option<Bounds> {
    let start = Local::parse(date.start.as_deref()?)?;
    let end = Local::parse(date.end.as_deref()?)?;
    if let Local::Time(time) = start {
        return Some(Bounds { start: time, end: end.end_moment().max(time) });
    }
    let whole = Bounds { start: start.first_moment(), end: end.end_moment() };
    let named = Value::parse(date.value.as_deref()?).ok()?.bounds(date.modifier)?;
    (whole.covers(&named) && whole != named).then_some(named)
}

/// Document, trigger (or sentence), sentence.
fn text_place(event: &Event, document: usize) -> (usize, usize, usize) {
    let trigger = event.trigger.as_ref().map_or(event.sentence.start, |trigger| trigger.start);
    (document, trigger, event.sentence.start)
}

fn positions(documents: &[Document]) -> BTreeMap<&str, usize> {
    documents.iter().enumerate().map(|(index, document)| (document.id.as_str(), index)).collect()
}

/// For each event the events that signals put after it, as indices into `timeline.events`.
fn signals(timeline: &Timeline) -> BTreeMap<usize, Vec<usize>> {
    let index: BTreeMap<&str, usize> =
        timeline.events.iter().enumerate().map(|(index, event)| (event.id.as_str(), index)).collect();
    let mut links: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for relation in timeline.relations.iter().filter(|relation| relation.basis == RelationBasis::Signal) {
        let ends = index.get(relation.from.as_str()).zip(index.get(relation.to.as_str()));
        if let (Some((&from, &to)), Some(forward)) = (ends, forward(relation)) {
            let (earlier, later) = if forward { (from, to) } else { (to, from) };
            links.entry(earlier).or_default().push(later);
        }
    }
    links
}

/// Whether `from` comes before `to`; `None` where the relation does not say which comes first.
fn forward(relation: &Relation) -> Option<bool> {
    match relation.kind {
        RelationType::Before | RelationType::Meets => Some(true),
        RelationType::After | RelationType::MetBy => Some(false),
        _ => None,
    }
}

/// Puts a group of events with the same days, sorted by their keys, into the order that signals ask for: always the
/// first by key among those that nothing left must precede.
fn by_signals(
    group: &[usize],
    keys: &[Key<'_>],
    links: &BTreeMap<usize, Vec<usize>>,
    sequence: &mut Vec<usize>,
) {
    if group.len() < 2 || !group.iter().any(|event| links.contains_key(event)) {
        sequence.extend(group);
        return;
    }
    let rank: BTreeMap<usize, usize> = group.iter().enumerate().map(|(rank, &event)| (event, rank)).collect();
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); group.len()];
    let clocked = |event: &usize| keys.get(*event).is_some_and(|key| key.begins.is_some());
    let clocks: Vec<usize> = (0..group.len()).filter(|&rank| group.get(rank).is_some_and(clocked)).collect();
    // Of two stretches of which one lies in the other ("at 10:40 p.m.", "that night") the clock decides nothing.
    let key = |rank: usize| group.get(rank).and_then(|event| keys.get(*event));
    let apart = |a: usize, b: usize| key(a).and_then(|k| k.ends.0) <= key(b).and_then(|k| k.begins);
    let chain = clocks.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?)));
    let chain = chain.filter(|(a, b)| apart(*a, *b));
    let signalled = group
        .iter()
        .flat_map(|event| links.get(event).into_iter().flatten().map(move |later| (event, later)));
    let signalled = signalled.filter_map(|(earlier, later)| Some((*rank.get(earlier)?, *rank.get(later)?)));
    let mut waits = vec![0_usize; group.len()];
    for (earlier, later) in chain.chain(signalled) {
        if let (Some(followers), Some(count)) = (after.get_mut(earlier), waits.get_mut(later)) {
            followers.push(later);
            *count += 1;
        }
    }
    for rank in topological(&after, waits) {
        sequence.extend(group.get(rank));
    }
}

/// Kahn's algorithm, smallest first; a cycle is cut at its smallest member.
fn topological(after: &[Vec<usize>], mut waits: Vec<usize>) -> Vec<usize> {
    let mut ready: BinaryHeap<Reverse<usize>> = BinaryHeap::new();
    ready.extend(waits.iter().enumerate().filter(|(_, count)| **count == 0).map(|(rank, _)| Reverse(rank)));
    let (mut order, mut done, mut next) =
        (Vec::with_capacity(after.len()), vec![false; after.len()], 0..after.len());
    while order.len() < after.len() {
        let Some(rank) = ready.pop().map(|Reverse(rank)| rank).or_else(|| next.next()) else { break };
        match done.get_mut(rank) {
            Some(done) if !*done => *done = true,
            _ => continue,
        }
        order.push(rank);
        for &later in after.get(rank).into_iter().flatten() {
            if let Some(count) = waits.get_mut(later) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    ready.push(Reverse(later));
                }
            }
        }
    }
    order
}

fn permuted(events: Vec<Event>, order: &[usize]) -> Vec<Event> {
    let mut slots: Vec<Option<Event>> = events.into_iter().map(Some).collect();
    order.iter().filter_map(|&index| slots.get_mut(index)?.take()).collect()
}

/// New ids, and every reference with them.
fn renumber(timeline: &mut Timeline) {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut name = |id: &mut String, letter: char, index: usize| {
        let new = format!("{letter}{}", index + 1);
        names.insert(std::mem::replace(id, new.clone()), new);
    };
    for (index, event) in timeline.events.iter_mut().enumerate() {
        name(&mut event.id, 'e', index);
    }
    for (index, event) in timeline.undated.iter_mut().enumerate() {
        name(&mut event.id, 'u', index);
    }
    for (index, expression) in timeline.expressions.iter_mut().enumerate() {
        name(&mut expression.id, 't', index);
    }
    let follow = |reference: &mut String| {
        if let Some(new) = names.get(reference) {
            reference.clone_from(new);
        }
    };
    for event in timeline.events.iter_mut().chain(&mut timeline.undated) {
        event.expressions.iter_mut().for_each(follow);
    }
    for expression in &mut timeline.expressions {
        expression.anchor.iter_mut().for_each(follow);
    }
    for relation in &mut timeline.relations {
        follow(&mut relation.from);
        follow(&mut relation.to);
        relation.expression.iter_mut().for_each(follow);
    }
    for diagnostic in &mut timeline.diagnostics {
        diagnostic.expression.iter_mut().for_each(follow);
        diagnostic.event.iter_mut().for_each(follow);
    }
}

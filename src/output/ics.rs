//! iCalendar (RFC 5545): dated events as entries of a calendar.
//!
//! A calendar knows days and times, and nothing coarser or less certain. So: whole days with an exclusive end, from a
//! day up to a month; seasons, years and wider are left out, for nobody wants a calendar entry of ten years; open ends
//! shrink to the end that is known; "about" becomes a category; what is planned or conditional is TENTATIVE; the exact
//! date is in `X-EDTF`. A UID is made from the article and the place of the event in it, so that a calendar that is
//! read again is updated and not doubled. DTSTAMP is the publication date, for the clock is never read.

use std::collections::BTreeMap;
use std::io::{self, Write};

use chrono::{DateTime, Days, Duration, NaiveTime, Utc};
use icalendar::{Calendar, CalendarDateTime, Component, DatePerhapsTime, EventLike, EventStatus, Property};

use super::date::ends;
use super::documents;
use super::text::clean;
use crate::calendar::value::{Local, Precision, Value};
use crate::timeline::{Document, Event, EventDate, Kind, Status, Timeline, name};

/// The library folds a line in time that grows with the square of its length; no calendar shows more anyway.
const LONGEST: usize = 1000;

pub(super) fn write(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    let documents = documents(timeline);
    let mut seen = BTreeMap::new();
    let entries = timeline
        .events
        .iter()
        .filter_map(|event| entry(event, documents.get(event.document.as_str()).copied(), &mut seen));
    let head = [
        ("VERSION", "2.0".to_owned()),
        ("PRODID", format!("-//annals//annals {}//EN", clean(&timeline.generator.version))),
        ("CALSCALE", "GREGORIAN".to_owned()),
    ];
    let properties = head.into_iter().map(|(key, value)| Property::new(key, value)).collect();
    let calendar = Calendar { properties, components: entries.map(Into::into).collect() };
    write!(out, "{calendar}")
}

fn entry(
    event: &Event,
    document: Option<&Document>,
    seen: &mut BTreeMap<u64, usize>,
) -> Option<icalendar::Event> {
    let date = event.date.as_ref().filter(|date| date.precision <= Precision::Month)?;
    let (start, end) = ends(date);
    let (first, last) = (start.or(end)?, end.or(start)?);

    let mut entry = icalendar::Event::new();
    entry.uid(&uid(event, document, seen));
    entry.timestamp(stamp(document));
    match (first, last) {
        (Local::Time(from), Local::Time(to)) => {
            let offset = offset(date);
            entry.starts(moment(from, offset));
            if to > from {
                entry.ends(moment(to, offset));
            }
        }
        _ => {
            entry.starts(first.day());
            entry.ends(last.day().checked_add_days(Days::new(1))?);
        }
    }
    entry.summary(&short(&event.what));
    entry.description(&description(event, date, document));
    entry.status(match event.status {
        Status::Occurred | Status::Ongoing | Status::Recurring => EventStatus::Confirmed,
        Status::Planned | Status::Conditional | Status::Denied => EventStatus::Tentative,
        Status::Cancelled => EventStatus::Cancelled,
    });
    let open = (start.is_none() || end.is_none()).then(|| "open".to_owned());
    let about = date.approximate.then(|| "approximate".to_owned());
    let kind = (event.kind != Kind::Event).then(|| name(&event.kind));
    entry.categories([Some(name(&event.status)), kind, about, open].into_iter().flatten());
    if !event.places.is_empty() {
        entry.location(&short(&event.places.join(", ")));
    }
    if let Some(edtf) = &date.edtf {
        entry.add_property("X-EDTF", clean(edtf));
    }
    if let Some(url) = document.and_then(|document| document.url.as_deref()) {
        entry.url(&clean(url));
    }
    // An event in the news makes nobody busy.
    entry.add_property("TRANSP", "TRANSPARENT");
    Some(entry.done())
}

fn description(event: &Event, date: &EventDate, document: Option<&Document>) -> String {
    let source = document.map(|document| clean(&document.source)).unwrap_or_default();
    let date = clean(&date.display);
    format!("{date}\n{}\n{source}", short(&event.sentence.text))
}

fn short(text: &str) -> String {
    let line = clean(text);
    match line.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", line.get(..cut).unwrap_or_default()),
        None => line,
    }
}

/// UTC where the value has an offset, else floating: the local time of whoever looks.
fn moment(at: chrono::NaiveDateTime, offset: Option<i32>) -> DatePerhapsTime {
    let utc = offset.and_then(|minutes| at.checked_sub_signed(Duration::minutes(i64::from(minutes))));
    let moment = match utc {
        Some(utc) => CalendarDateTime::Utc(utc.and_utc()),
        None => CalendarDateTime::Floating(at),
    };
    DatePerhapsTime::DateTime(moment)
}

fn offset(date: &EventDate) -> Option<i32> {
    match Value::parse(date.value.as_deref()?).ok()? {
        Value::Clock(clock) => clock.offset,
        _ => None,
    }
}

/// Midnight of the publication date; of 1970 where there is none.
fn stamp(document: Option<&Document>) -> DateTime<Utc> {
    let published = document.and_then(Document::published_date).and_then(Local::parse);
    published.map_or(DateTime::UNIX_EPOCH, |local| local.day().and_time(NaiveTime::MIN).and_utc())
}

/// The same event of the same article has the same UID in every run, whatever else is found and however it is dated.
fn uid(event: &Event, document: Option<&Document>, seen: &mut BTreeMap<u64, usize>) -> String {
    let source = document
        .map_or(event.document.as_str(), |document| document.url.as_deref().unwrap_or(&document.source));
    let place = event.trigger.as_ref().map_or(event.sentence.start, |trigger| trigger.start);
    let hash = fnv1a(&format!("{source}\n{place}\n{}", event.what));
    let again = seen.entry(hash).and_modify(|count| *count += 1).or_insert(0);
    if *again == 0 { format!("{hash:016x}@annals") } else { format!("{hash:016x}-{again}@annals") }
}

/// FNV-1a, 64 bits: a hash that is the same in every version of every program, which Rust's own are not.
fn fnv1a(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

//! TimelineJS 3: a slide for each dated event.
//!
//! Its rules that shape this file: `start_date` is required and a slide without it is dropped without a word, so what
//! has only an end starts there; an `end_date` equal to the start is noise and left out; a date has no finer parts than
//! the grain that is known; years before Christ are negative (44 BC is -44); text is HTML; `display_date` is what people
//! read, and the only place for "about" and "late".

use std::io::{self, Write};

use chrono::{Datelike, NaiveDate, Timelike};
use serde_json::{Map, Value, json};

use super::date::ends;
use super::documents;
use super::text::{clean, html, json_for_pages};
use crate::calendar::value::{Local, Precision};
use crate::timeline::{Document, Event, EventDate, Kind, Status, Timeline, name};

pub(super) fn write(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    let documents = documents(timeline);
    let several = documents.len() > 1;
    let slides = timeline.events.iter().filter_map(|event| {
        slide(event, documents.get(event.document.as_str()).copied().filter(|_| several))
    });
    let mut root = Map::new();
    root.insert("title".to_owned(), title(timeline));
    root.insert("events".to_owned(), slides.collect());
    out.write_all(json_for_pages(&Value::Object(root)).as_bytes())
}

fn title(timeline: &Timeline) -> Value {
    let headline = match timeline.documents.as_slice() {
        [document] => html(document.title.as_deref().unwrap_or(&document.source)),
        documents => format!("Chronology of {} articles", documents.len()),
    };
    json!({ "unique_id": "title", "text": { "headline": headline } })
}

/// `group` is the article, where there are several: TimelineJS then gives each its own row.
fn slide(event: &Event, group: Option<&Document>) -> Option<Value> {
    let date = event.date.as_ref()?;
    let (start, end) = ends(date);
    let (first, last) = (parts(start.or(end)?, date), end.map(|end| parts(end, date)));
    let mut slide = Map::new();
    slide.insert("unique_id".to_owned(), clean(&event.id).into());
    if let Some(last) = last.filter(|last| *last != first) {
        slide.insert("end_date".to_owned(), last);
    }
    slide.insert("start_date".to_owned(), first);
    slide.insert("display_date".to_owned(), html(&date.display).into());
    slide.insert("text".to_owned(), json!({ "headline": html(&event.what), "text": text(event, date) }));
    if let Some(document) = group {
        slide.insert("group".to_owned(), html(document.title.as_deref().unwrap_or(&document.source)).into());
    }
    Some(Value::Object(slide))
}

/// Year, month, day, hour and minute, as far as the grain goes.
fn parts(local: Local, date: &EventDate) -> Value {
    let day = local.day();
    let mut parts = Map::new();
    parts.insert("year".to_owned(), historical_year(day).into());
    if date.precision < Precision::Year {
        parts.insert("month".to_owned(), day.month().into());
    }
    if date.precision < Precision::Month {
        parts.insert("day".to_owned(), day.day().into());
    }
    if let Local::Time(time) = local {
        parts.insert("hour".to_owned(), time.hour().into());
        parts.insert("minute".to_owned(), time.minute().into());
    }
    Value::Object(parts)
}

/// Without a year 0: 44 BC is -44.
fn historical_year(day: NaiveDate) -> i32 {
    if day.year() > 0 { day.year() } else { day.year() - 1 }
}

/// The sentence, and what the headline does not say.
fn text(event: &Event, date: &EventDate) -> String {
    let mut facts = Vec::new();
    if event.status != Status::Occurred {
        facts.push(name(&event.status));
    }
    if event.kind != Kind::Event {
        facts.push(name(&event.kind));
    }
    facts.extend(event.attribution.as_deref().map(|who| format!("according to {}", html(who))));
    facts.extend(date.edtf.as_deref().map(|edtf| format!("EDTF {}", html(edtf))));
    let facts =
        if facts.is_empty() { String::new() } else { format!("<p><small>{}</small></p>", facts.join("; ")) };
    format!("<p>{}</p>{facts}", html(&event.sentence.text))
}

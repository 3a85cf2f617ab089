//! vis-timeline: `{"items": [...], "groups": [...]}` for its DataSets.
//!
//! Its rules that shape this file: `content` and `start` are required; a range needs an `end`, which is exclusive; a day
//! without a time is read as UTC and would move west of Greenwich, so every date is written with a local time; content
//! and title are HTML.

use std::io::{self, Write};

use chrono::{Datelike, NaiveDateTime};
use serde_json::{Map, Value, json};

use super::date::ends;
use super::text::{clean, html, json_for_pages};
use crate::calendar::value::Precision;
use crate::timeline::{Event, Timeline, name};

pub(super) fn write(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    let items: Vec<Value> = timeline.events.iter().filter_map(item).collect();
    let groups: Vec<Value> = timeline
        .documents
        .iter()
        .map(|document| {
            let title = document.title.as_deref().unwrap_or(&document.source);
            json!({ "id": clean(&document.id), "content": html(title), "title": html(&document.source) })
        })
        .collect();
    out.write_all(json_for_pages(&json!({ "items": items, "groups": groups })).as_bytes())
}

fn item(event: &Event) -> Option<Value> {
    let date = event.date.as_ref()?;
    let (start, end) = ends(date);
    let first = start.or(end)?;
    let last = end.unwrap_or(first);
    let mut item = Map::new();
    item.insert("id".to_owned(), clean(&event.id).into());
    item.insert("content".to_owned(), html(&event.what).into());
    item.insert("start".to_owned(), moment(first.first_moment()).into());
    // A single day and a clock time are boxes on their moment; everything else is a range.
    let range = date.precision > Precision::Day || first != last;
    if range {
        item.insert("end".to_owned(), moment(last.end_moment()).into());
    }
    item.insert("type".to_owned(), if range { "range" } else { "box" }.into());
    item.insert("group".to_owned(), clean(&event.document).into());
    let edtf = date.edtf.as_deref().map(|edtf| format!(" [{}]", html(edtf))).unwrap_or_default();
    item.insert(
        "title".to_owned(),
        format!("{}{edtf}: {}", html(&date.display), html(&event.sentence.text)).into(),
    );
    let open = if start.is_none() || end.is_none() { " annals-open" } else { "" };
    let about = if date.approximate { " annals-approximate" } else { "" };
    let class = format!("annals-{} annals-{}{open}{about}", name(&event.status), name(&event.kind));
    item.insert("className".to_owned(), class.into());
    Some(Value::Object(item))
}

/// ISO 8601 as ECMAScript reads it: years outside 0 to 9999 have six digits and a sign.
fn moment(at: NaiveDateTime) -> String {
    let rest = at.format("-%m-%dT%H:%M:%S");
    match at.year() {
        year @ 0..=9999 => format!("{year:04}{rest}"),
        year if year < 0 => format!("-{:06}{rest}", year.abs()),
        year => format!("+{year:06}{rest}"),
    }
}

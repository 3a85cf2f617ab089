//! JSON-LD in the words of schema.org: a NewsArticle for each document, an Event for each event, an ImageObject for each
//! photo.
//!
//! schema.org has dates as ISO 8601, to the grain that is known ("2017-05"), and no word for early, about or planned:
//! EDTF goes into `identifier` (of an Event) or `temporalCoverage` (of a photo), status and kind into `keywords`.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::text::{clean, json_for_pages};
use crate::calendar::value::Precision;
use crate::timeline::{Document, Event, Kind, Status, Timeline, name};

pub(super) fn write(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    let events = timeline.events.iter().chain(&timeline.undated).map(|event| match event.kind {
        Kind::Photo => photo(event),
        Kind::Event | Kind::Statement => happening(event),
    });
    let graph: Vec<Value> = timeline.documents.iter().map(article).chain(events).collect();
    let root = json!({ "@context": "https://schema.org", "@graph": graph });
    out.write_all(json_for_pages(&root).as_bytes())
}

fn reference(id: &str) -> Value {
    json!({ "@id": format!("#{}", clean(id)) })
}

fn article(document: &Document) -> Value {
    let mut node = node("NewsArticle", &document.id);
    put(&mut node, "headline", document.title.as_deref());
    put(&mut node, "url", document.url.as_deref());
    put(&mut node, "inLanguage", document.language.as_deref());
    let time = document.published.as_ref().and_then(|published| published.time.as_deref());
    let published = document.published_date().map(|date| match time {
        Some(time) => format!("{date}T{time}"),
        None => date.to_owned(),
    });
    put(&mut node, "datePublished", published.as_deref());
    Value::Object(node)
}

fn happening(event: &Event) -> Value {
    let mut node = node("Event", &event.id);
    put(&mut node, "name", Some(&event.what));
    put(&mut node, "description", Some(&event.sentence.text));
    if let Some(date) = &event.date {
        let grain = |text: &str| at_grain(text, date.precision);
        put(&mut node, "startDate", date.start.as_deref().map(grain).as_deref());
        put(&mut node, "endDate", date.end.as_deref().map(grain).as_deref());
        if let Some(edtf) = &date.edtf {
            let identifier = json!({ "@type": "PropertyValue", "propertyID": "EDTF", "value": clean(edtf) });
            node.insert("identifier".to_owned(), identifier);
        }
    }
    let status = match event.status {
        Status::Planned => Some("https://schema.org/EventScheduled"),
        Status::Cancelled => Some("https://schema.org/EventCancelled"),
        _ => None,
    };
    put(&mut node, "eventStatus", status);
    let places: Vec<Value> =
        event.places.iter().map(|place| json!({ "@type": "Place", "name": clean(place) })).collect();
    if !places.is_empty() {
        node.insert("location".to_owned(), places.into());
    }
    let actors: Vec<Value> =
        event.who.iter().map(|who| json!({ "@type": "Thing", "name": clean(who) })).collect();
    if !actors.is_empty() {
        node.insert("about".to_owned(), actors.into());
    }
    node.insert("keywords".to_owned(), json!([name(&event.status), name(&event.kind)]));
    let mut tellings = vec![event.document.as_str()];
    for evidence in &event.evidence {
        if !tellings.contains(&evidence.document.as_str()) {
            tellings.push(&evidence.document);
        }
    }
    node.insert("subjectOf".to_owned(), tellings.into_iter().map(reference).collect());
    Value::Object(node)
}

fn photo(event: &Event) -> Value {
    let mut node = node("ImageObject", &event.id);
    put(&mut node, "caption", Some(&event.what));
    if let Some(date) = &event.date {
        put(
            &mut node,
            "dateCreated",
            date.start.as_deref().map(|start| at_grain(start, date.precision)).as_deref(),
        );
        put(&mut node, "temporalCoverage", date.edtf.as_deref());
    }
    node.insert("isPartOf".to_owned(), reference(&event.document));
    Value::Object(node)
}

fn node(kind: &str, id: &str) -> Map<String, Value> {
    let mut node = Map::new();
    node.insert("@type".to_owned(), kind.into());
    node.insert("@id".to_owned(), format!("#{}", clean(id)).into());
    node
}

fn put(node: &mut Map<String, Value>, key: &str, text: Option<&str>) {
    if let Some(text) = text {
        node.insert(key.to_owned(), clean(text).into());
    }
}

/// ISO 8601 with as much as is known: the first day of a month that is all that is known is that month.
fn at_grain(local: &str, precision: Precision) -> String {
    let dropped = match precision {
        Precision::Month => 1,
        Precision::Year => 2,
        _ => 0,
    };
    let mut text = local;
    for _ in 0..dropped {
        text = text.rsplit_once('-').map_or(text, |(before, _)| before);
    }
    text.to_owned()
}

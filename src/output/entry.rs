//! What a chronology prints, whatever it is printed on: a timeline comes in, headings with their entries go out.

use std::collections::BTreeMap;

use super::date::{heading, lead};
use super::text::clean;
use crate::calendar::value::Local;
use crate::input::in_words;
use crate::timeline::display::{long_day, plain_day};
use crate::timeline::{Basis, Document, Event, Kind, Method, Severity, Status, Timeline, name};

/// Below this an entry is marked as uncertain.
const UNCERTAIN: f64 = 0.4;

/// One line of a chronology, in its parts; every part is clean.
pub(super) struct Entry {
    /// What is before the dash: "late", "15:00".
    pub(super) lead: Option<String>,
    /// The status in a word, unless it simply occurred.
    pub(super) status: Option<String>,
    /// What happened.
    pub(super) what: String,
    /// What the reader should know about it, in brackets at the end.
    pub(super) notes: Vec<String>,
    /// EDTF.
    pub(super) edtf: Option<String>,
    /// The numbers of the articles that tell it, from 1; empty where there is only one article.
    pub(super) sources: Vec<usize>,
}

/// Entries under one heading.
pub(super) struct Section {
    pub(super) heading: String,
    pub(super) entries: Vec<Entry>,
}

/// The dated events, grouped by day or period, in their order.
pub(super) fn sections(timeline: &Timeline) -> Vec<Section> {
    let numbers = Numbers::of(timeline);
    let mut sections: Vec<Section> = Vec::new();
    for event in &timeline.events {
        let Some(date) = &event.date else { continue };
        let heading = clean(&heading(date));
        let entry = entry(event, lead(date), &numbers);
        match sections.last_mut() {
            Some(last) if last.heading == heading => last.entries.push(entry),
            _ => sections.push(Section { heading, entries: vec![entry] }),
        }
    }
    sections
}

/// The undated events with what bounds them, or else with the words that would date them if the day of publication were
/// known: "Thursday".
pub(super) fn undated(timeline: &Timeline) -> Vec<Entry> {
    let numbers = Numbers::of(timeline);
    let words: BTreeMap<&str, &str> =
        timeline.expressions.iter().map(|e| (e.id.as_str(), e.text.as_str())).collect();
    let told = |event: &Event| {
        let first = event.expressions.iter().find_map(|id| words.get(id.as_str()))?;
        Some(format!("\u{201c}{}\u{201d}", clean(first)))
    };
    timeline
        .undated
        .iter()
        .map(|event| entry(event, bounds(event).or_else(|| told(event)), &numbers))
        .collect()
}

/// What was odd, as "warning: ...", with the number of the article.
pub(super) fn remarks(timeline: &Timeline) -> Vec<(Severity, String)> {
    let numbers = Numbers::of(timeline);
    let remark = |diagnostic: &crate::timeline::Diagnostic| {
        let number = diagnostic.document.as_deref().and_then(|document| numbers.number(document));
        let source = number.map(|number| format!(" [{number}]")).unwrap_or_default();
        (
            diagnostic.severity,
            format!("{}: {}{source}", name(&diagnostic.severity), clean(&diagnostic.message)),
        )
    };
    timeline.diagnostics.iter().map(remark).collect()
}

/// "ferry.txt, published Friday, March 15, 2024 (from the byline)"
pub(super) fn source(document: &Document) -> String {
    let source = clean(&in_words(&document.source));
    let published = document.published.as_ref();
    let day = document.published_date().and_then(Local::parse).map(|local| long_day(local.day()));
    let Some(day) = day else { return format!("{source}, publication date unknown") };
    let time =
        published.and_then(|published| published.time.as_deref()).map(|time| format!(", {}", clean(time)));
    let method =
        published.and_then(|published| published.method).map(|method| format!(" ({})", origin(method)));
    format!("{source}, published {day}{}{}", time.unwrap_or_default(), method.unwrap_or_default())
}

fn origin(method: Method) -> &'static str {
    match method {
        Method::Option => "as given",
        Method::Record => "as the record gives it",
        Method::Jsonld => "from JSON-LD",
        Method::Meta => "from the page's metadata",
        Method::Microdata => "from microdata",
        Method::Time => "from a time element",
        Method::Byline => "from the byline",
        Method::Dateline => "from the dateline",
        Method::Url => "from the address",
        Method::Filename => "from the file name",
        Method::Caption => "from the newest photo caption",
        Method::Modified => "when last changed",
    }
}

/// The articles' numbers, where there are several.
struct Numbers<'a>(BTreeMap<&'a str, usize>);

impl<'a> Numbers<'a> {
    fn of(timeline: &'a Timeline) -> Self {
        let several = timeline.documents.iter().filter(|_| timeline.documents.len() > 1);
        Self(several.enumerate().map(|(index, document)| (document.id.as_str(), index + 1)).collect())
    }

    fn number(&self, document: &str) -> Option<usize> {
        self.0.get(document).copied()
    }
}

fn entry(event: &Event, lead: Option<String>, numbers: &Numbers<'_>) -> Entry {
    let tellings = event.evidence.iter().map(|evidence| evidence.document.as_str());
    let mut sources: Vec<usize> =
        [event.document.as_str()].into_iter().chain(tellings).filter_map(|id| numbers.number(id)).collect();
    sources.sort_unstable();
    sources.dedup();
    let what = clean(&event.what);
    Entry {
        lead,
        status: (event.status != Status::Occurred).then(|| name(&event.status)),
        notes: notes(event, &what),
        what: if event.kind == Kind::Photo { format!("Photo: {what}") } else { what },
        edtf: event.date.as_ref().and_then(|date| date.edtf.as_deref()).map(clean),
        sources,
    }
}

/// What the reader should know about an entry: who says it, what its date rests on, whether it is uncertain.
pub(super) fn notes(event: &Event, what: &str) -> Vec<String> {
    let mut notes = Vec::new();
    let told_by =
        event.attribution.as_deref().map(clean).filter(|who| !who.is_empty() && !what.contains(who));
    notes.extend(told_by.map(|who| format!("according to {who}")));
    match event.date.as_ref().map(|date| date.basis) {
        Some(Basis::Published) => notes.push("dated by publication".to_owned()),
        Some(Basis::Inherited) => notes.push("dated by its passage".to_owned()),
        _ => {}
    }
    if event.confidence < UNCERTAIN {
        notes.push("uncertain".to_owned());
    }
    notes
}

/// "between March 1, 2024 and March 5, 2024"
pub(super) fn bounds(event: &Event) -> Option<String> {
    let day =
        |date: &Option<String>| date.as_deref().and_then(Local::parse).map(|local| plain_day(local.day()));
    match (day(&event.not_before), day(&event.not_after)) {
        (Some(from), Some(to)) => Some(format!("between {from} and {to}")),
        (Some(from), None) => Some(format!("not before {from}")),
        (None, Some(to)) => Some(format!("not after {to}")),
        (None, None) => None,
    }
}

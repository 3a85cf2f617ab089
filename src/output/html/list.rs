//! The chronology of a page: a heading a day (or week, or century), its entries below.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::controls::mark;
use super::escape;
use crate::output::{date, documents, entry as chronology};
use crate::timeline::{Document, Event, Kind, Status, Timeline, name};

pub(super) fn write(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    let list = List { documents: documents(timeline) };
    writeln!(out, "<div id=\"list\">")?;
    if timeline.events.is_empty() {
        writeln!(out, "<p>No dated events were found.</p>")?;
    }
    let heading = |event: &Event| event.date.as_ref().map(date::heading).unwrap_or_default();
    for group in timeline.events.chunk_by(|a, b| heading(a) == heading(b)) {
        list.section(&heading(&group[0]), group, out)?;
    }
    if !timeline.undated.is_empty() {
        list.section("Undated", &timeline.undated, out)?;
    }
    writeln!(out, "<p id=\"none\" hidden>No entry fits the search and the filters.</p>\n</div>")
}

struct List<'t> {
    documents: BTreeMap<&'t str, &'t Document>,
}

impl List<'_> {
    fn section(&self, heading: &str, events: &[Event], out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<section class=\"day\"><h3>{}</h3>\n<ol>", escape(heading))?;
        events.iter().try_for_each(|event| self.entry(event, out))?;
        writeln!(out, "</ol></section>")
    }

    fn entry(&self, event: &Event, out: &mut dyn Write) -> io::Result<()> {
        let when = match &event.date {
            Some(date) => date::lead(date),
            None => chronology::bounds(event),
        };
        let when = when.map(|words| format!("<span class=\"when\">{}</span> ", escape(&words)));
        let labels = self.labels(event);
        let label = match labels.as_slice() {
            [] => String::new(),
            labels => format!("<span class=\"label\">{}</span>", escape(&labels.join(" · "))),
        };
        writeln!(
            out,
            "<li class=\"entry {} {}\" data-e=\"{}\"><button type=\"button\" class=\"pick\">{}\
             <span class=\"what-box\">{}<span class=\"what\">{}</span>{label}</span></button></li>",
            name(&event.kind),
            name(&event.status),
            escape(&event.id),
            mark(event.kind, event.status),
            when.unwrap_or_default(),
            escape(&event.what)
        )
    }

    /// What stands below an entry in small letters: kind and status in words, places, notes, and the articles that
    /// tell it where there are several.
    fn labels(&self, event: &Event) -> Vec<String> {
        let mut labels = Vec::new();
        if event.kind != Kind::Event {
            labels.push(name(&event.kind));
        }
        if event.status != Status::Occurred {
            labels.push(name(&event.status));
        }
        if !event.places.is_empty() {
            labels.push(event.places.join(", "));
        }
        labels.extend(chronology::notes(event, &event.what));
        if self.documents.len() > 1 {
            let mut tellers = vec![event.document.as_str()];
            tellers.extend(event.evidence.iter().map(|evidence| evidence.document.as_str()));
            tellers.dedup();
            let documents = tellers.into_iter().filter_map(|id| self.documents.get(id));
            labels.extend(documents.map(|one| one.title.clone().unwrap_or_else(|| one.source.clone())));
        }
        labels
    }
}

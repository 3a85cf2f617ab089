//! The page's data block: what its script needs and the page does not show, as JSON that cannot end its element.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::article::{sentence_name, sentences};
use crate::timeline::{Alternative, Basis, Event, Interval, Kind, Modifier, Status, Timeline};

#[derive(Serialize)]
struct Data<'t> {
    events: Vec<Entry<'t>>,
    expressions: BTreeMap<&'t str, Explained<'t>>,
}

#[derive(Serialize)]
struct Entry<'t> {
    id: &'t str,
    #[serde(skip_serializing_if = "Option::is_none")]
    display: Option<&'t str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edtf: Option<&'t str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<Basis>,
    approximate: bool,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    who: &'t [String],
    document: &'t str,
    kind: Kind,
    status: Status,
    start: Option<&'t str>,
    end: Option<&'t str>,
    confidence: f64,
    /// Names of the sentences it stands in.
    s: Vec<String>,
    /// Ids of the expressions that date it.
    x: &'t [String],
}

#[derive(Serialize)]
struct Explained<'t> {
    value: &'t str,
    #[serde(rename = "mod", skip_serializing_if = "Option::is_none")]
    modifier: Option<Modifier>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edtf: Option<&'t str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interval: Option<&'t Interval>,
    #[serde(skip_serializing_if = "Option::is_none")]
    anchor: Option<&'t str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'t str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    because: &'t [String],
    #[serde(skip_serializing_if = "<[Alternative]>::is_empty")]
    alternatives: &'t [Alternative],
    confidence: f64,
}

pub(super) fn write(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    let marked: BTreeMap<&str, Vec<(usize, usize)>> =
        timeline.documents.iter().map(|d| (d.id.as_str(), sentences(timeline, &d.id))).collect();
    let data = Data {
        events: timeline.events.iter().chain(&timeline.undated).map(|e| entry(e, &marked)).collect(),
        expressions: timeline
            .expressions
            .iter()
            .map(|x| {
                let explained = Explained {
                    value: &x.value,
                    modifier: x.modifier,
                    edtf: x.edtf.as_deref(),
                    interval: x.interval.as_ref(),
                    anchor: x.anchor.as_deref(),
                    rule: x.rule.as_deref(),
                    because: &x.because,
                    alternatives: &x.alternatives,
                    confidence: x.confidence,
                };
                (x.id.as_str(), explained)
            })
            .collect(),
    };
    let json = serde_json::to_string(&data).map_err(io::Error::other)?;
    // "</script" and "<!--" must not stand in a script element; in JSON a "<" is the same as its escape.
    out.write_all(
        json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029").as_bytes(),
    )
}

fn entry<'t>(event: &'t Event, marked: &BTreeMap<&str, Vec<(usize, usize)>>) -> Entry<'t> {
    let own = std::iter::once((event.document.as_str(), event.sentence.start))
        .chain(event.evidence.iter().map(|v| (v.document.as_str(), v.start)));
    // A sentence that overlaps an earlier one is marked as a part of that one.
    let s = own
        .filter_map(|(document, start)| {
            let spans = marked.get(document)?;
            let at = spans.partition_point(|span| span.0 <= start).checked_sub(1)?;
            spans.get(at).filter(|span| start < span.1).map(|span| sentence_name(document, span.0))
        })
        .collect();
    let date = event.date.as_ref();
    Entry {
        id: &event.id,
        display: date.map(|d| d.display.as_str()),
        edtf: date.and_then(|d| d.edtf.as_deref()),
        basis: date.map(|d| d.basis),
        approximate: date.is_some_and(|d| d.approximate),
        who: &event.who,
        document: &event.document,
        kind: event.kind,
        status: event.status,
        start: date.and_then(|d| d.start.as_deref()),
        end: date.and_then(|d| d.end.as_deref()),
        confidence: event.confidence,
        s,
        x: &event.expressions,
    }
}

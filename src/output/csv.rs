//! A table (RFC 4180): one event a row, undated ones last, safe to open in a spreadsheet.
//!
//! A spreadsheet takes a cell that begins with =, +, - or @ for a formula. Such cells get an apostrophe in front, as
//! OWASP advises, except plain dates before Christ, which begin with a minus and hold nothing else that could run.

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use super::documents;
use super::text::clean;
use crate::timeline::{Document, Event, Timeline, name};

const COLUMNS: [&str; 24] = [
    "id",
    "start",
    "end",
    "display",
    "precision",
    "basis",
    "approximate",
    "not_before",
    "not_after",
    "status",
    "kind",
    "what",
    "who",
    "where",
    "attribution",
    "edtf",
    "value",
    "mod",
    "confidence",
    "zone",
    "document",
    "source",
    "published",
    "sentence",
];

pub(super) fn write(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    let mut table = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    table.write_record(COLUMNS)?;
    let documents = documents(timeline);
    for event in timeline.events.iter().chain(&timeline.undated) {
        let row = row(event, documents.get(event.document.as_str()).copied());
        table.write_record(row.iter().map(|cell| guard(cell)))?;
    }
    table.flush()
}

fn row(event: &Event, document: Option<&Document>) -> [String; 24] {
    let text = |text: Option<&str>| text.map(clean).unwrap_or_default();
    let list = |items: &[String]| items.iter().map(|item| clean(item)).collect::<Vec<_>>().join("; ");
    let date = event.date.as_ref();
    [
        text(Some(&event.id)),
        text(date.and_then(|date| date.start.as_deref())),
        text(date.and_then(|date| date.end.as_deref())),
        text(date.map(|date| date.display.as_str())),
        date.map(|date| name(&date.precision)).unwrap_or_default(),
        date.map(|date| name(&date.basis)).unwrap_or_default(),
        date.map(|date| date.approximate.to_string()).unwrap_or_default(),
        text(event.not_before.as_deref()),
        text(event.not_after.as_deref()),
        name(&event.status),
        name(&event.kind),
        text(Some(&event.what)),
        list(&event.who),
        list(&event.places),
        text(event.attribution.as_deref()),
        text(date.and_then(|date| date.edtf.as_deref())),
        text(date.and_then(|date| date.value.as_deref())),
        date.and_then(|date| date.modifier).map(|modifier| name(&modifier)).unwrap_or_default(),
        format!("{:.2}", event.confidence),
        name(&event.zone),
        text(Some(&event.document)),
        text(document.map(|document| document.source.as_str())),
        text(document.and_then(Document::published_date)),
        text(Some(&event.sentence.text)),
    ]
}

fn guard(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t']);
    let date = cell.bytes().all(|byte| byte.is_ascii_digit() || b"-/~.XT:".contains(&byte));
    if formula && !(cell.starts_with('-') && date) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::guard;

    #[test]
    fn formulas_are_disarmed_and_dates_before_christ_are_not() {
        for formula in ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "-A1"] {
            assert_eq!(guard(formula), format!("'{formula}"));
        }
        for plain in ["-0043-03-15", "-0048/-0039", "2017-05-25", "x=1", ""] {
            assert_eq!(guard(plain), plain);
        }
    }
}

//! What the reader steers the page with: search and filters, the axis with its buttons, and the legend of its signs.
//!
//! Only what the timeline holds can be filtered, and only such signs are explained.

use std::io::{self, Write};

use super::escape;
use crate::timeline::{Event, Kind, Precision, Status, Timeline, name};

const KINDS: [Kind; 3] = [Kind::Event, Kind::Statement, Kind::Photo];
const STATUSES: [Status; 7] = [
    Status::Occurred,
    Status::Ongoing,
    Status::Planned,
    Status::Recurring,
    Status::Conditional,
    Status::Denied,
    Status::Cancelled,
];

fn all(timeline: &Timeline) -> impl Iterator<Item = &Event> {
    timeline.events.iter().chain(&timeline.undated)
}

/// The form with search and filters.
pub(super) fn filters(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<form id=\"controls\" class=\"controls\" role=\"search\" aria-label=\"Filter the timeline\">\n\
         <label>Search<input type=\"search\" name=\"search\" autocomplete=\"off\" placeholder=\"words ( / )\"></label>\n\
         <details id=\"filters\" open><summary>Filters</summary><div class=\"filters\">"
    )?;
    let kinds = KINDS.iter().filter(|kind| all(timeline).any(|event| event.kind == **kind));
    boxes("Kind", "kind", kinds.map(name), out)?;
    let statuses = STATUSES.iter().filter(|status| all(timeline).any(|event| event.status == **status));
    boxes("Status", "status", statuses.map(name), out)?;
    if timeline.documents.len() > 1 {
        writeln!(out, "<label>Article<select name=\"document\"><option value=\"\">all</option>")?;
        for document in &timeline.documents {
            let label = document.title.as_deref().unwrap_or(&document.source);
            writeln!(out, "<option value=\"{}\">{}</option>", escape(&document.id), escape(label))?;
        }
        writeln!(out, "</select></label>")?;
    }
    writeln!(
        out,
        "<label><span>At least this sure: <output id=\"sure\">0 %</output></span>\
         <input type=\"range\" name=\"confidence\" min=\"0\" max=\"100\" step=\"5\" value=\"0\"></label>\n\
         </div></details>\n<button type=\"button\" id=\"theme\">Dark or light</button>\n</form>"
    )
}

fn boxes(
    legend: &str,
    field: &str,
    values: impl Iterator<Item = String>,
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(out, "<fieldset><legend>{legend}</legend><div>")?;
    for value in values {
        write!(
            out,
            "<label><input type=\"checkbox\" name=\"{field}\" value=\"{value}\" checked>{value}</label>"
        )?;
    }
    writeln!(out, "</div></fieldset>")
}

/// The axis, which the script draws, and its buttons.
pub(super) fn axis(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<div class=\"axis-box\"><svg id=\"axis\" tabindex=\"0\" role=\"img\" aria-label=\"Time axis of the entries listed below. Arrow keys move, plus and minus zoom.\"></svg>\n\
         <div class=\"axis-tools\"><button type=\"button\" id=\"zoom-in\" aria-label=\"Zoom in\">+</button>\
         <button type=\"button\" id=\"zoom-out\" aria-label=\"Zoom out\">&minus;</button>\
         <button type=\"button\" id=\"fit\">All</button><button type=\"button\" id=\"dense\">Densest part</button>\
         <span id=\"count\" role=\"status\"></span></div></div>"
    )?;
    writeln!(out, "<ul class=\"legend\" aria-label=\"Legend\">")?;
    for (class, sign, label) in legend(timeline) {
        writeln!(out, "<li class=\"{class}\">{sign}<span>{label}</span></li>")?;
    }
    writeln!(out, "</ul>")
}

/// Class, sign and words for each sign that stands on this page.
fn legend(timeline: &Timeline) -> Vec<(String, String, String)> {
    let mut rows = Vec::new();
    for kind in KINDS.iter().filter(|kind| all(timeline).any(|event| event.kind == **kind)) {
        let class = format!("{} {}", name(kind), name(&Status::Occurred));
        rows.push((class, mark(*kind, Status::Occurred), name(kind)));
    }
    let signs: [&[Status]; 5] = [
        &[Status::Ongoing],
        &[Status::Planned],
        &[Status::Recurring],
        &[Status::Conditional],
        &[Status::Denied, Status::Cancelled],
    ];
    for statuses in signs {
        let there = statuses.iter().filter(|status| all(timeline).any(|event| event.status == **status));
        let words: Vec<String> = there.map(name).collect();
        if let (Some(status), false) = (statuses.first(), words.is_empty()) {
            let class = format!("{} {}", name(&Kind::Event), name(status));
            rows.push((class, mark(Kind::Event, *status), words.join(", ")));
        }
    }
    let dates = || timeline.events.iter().filter_map(|event| event.date.as_ref());
    let bar = |class: &str| {
        format!(
            "<svg class=\"m\" viewBox=\"0 0 16 16\" aria-hidden=\"true\"><rect class=\"span{class}\" x=\"-1\" y=\"5\" width=\"18\" height=\"6\" rx=\"3\"/></svg>"
        )
    };
    let mut row = |there: bool, sign: String, words: &str| {
        if there {
            rows.push((name(&Kind::Event), sign, words.to_owned()));
        }
    };
    row(dates().any(|date| date.precision > Precision::Day), bar(""), "some time within");
    row(dates().any(|date| date.approximate), bar(" about"), "about");
    let open = "<svg class=\"m\" viewBox=\"0 0 16 16\" aria-hidden=\"true\"><path class=\"open\" d=\"M1 8h13m-4-4l4 4l-4 4\"/></svg>";
    row(dates().any(|date| date.start.is_none() || date.end.is_none()), open.to_owned(), "open end");
    rows
}

/// The sign of an entry: its outline tells the kind, its filling the status.
pub(super) fn mark(kind: Kind, status: Status) -> String {
    let outline = match kind {
        Kind::Event => "<circle cx=\"8\" cy=\"8\" r=\"5.5\"/>",
        Kind::Statement => "<path d=\"M2 2.5h12v8.5h-6l-3.5 3.5v-3.5h-2.5z\"/>",
        Kind::Photo => "<path d=\"M8 1.5l6.5 6.5l-6.5 6.5l-6.5-6.5z\"/>",
    };
    let stroke = match status {
        Status::Denied | Status::Cancelled => "<path d=\"M1.5 14.5l13-13\"/>",
        Status::Recurring => "<circle class=\"core\" cx=\"8\" cy=\"8\" r=\"1.6\"/>",
        _ => "",
    };
    format!("<svg class=\"m\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">{outline}{stroke}</svg>")
}

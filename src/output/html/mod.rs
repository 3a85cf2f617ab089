//! A timeline in, one self-contained page out: the chronology beside the articles, on a real time axis.
//!
//! Everything readable is in the page as plain HTML, so that it can be read, searched and printed without its script;
//! the script adds choosing, filtering and the axis. No network: style and script are inline, and the page's own
//! Content-Security-Policy allows just these two by their hash. Whatever comes from an article is escaped, in text, in
//! attributes and in the data block, and stays text.

mod article;
mod data;

use std::io::{self, Write};

use super::{date, policy};
use crate::timeline::{Event, Kind, Status, Timeline, name};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Text for element content and quoted attributes.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Control characters and marks that turn the direction of text have no business in a page.
            '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => out.push('\u{fffd}'),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c => out.push(c),
        }
    }
    out
}

pub(super) fn write(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    let title = title(timeline);
    let policy = format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
        policy::hash(STYLE),
        policy::hash(SCRIPT)
    );
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"generator\" content=\"{} {}\">\n<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#list\">Skip to the timeline</a>\n",
        escape(&timeline.generator.name),
        escape(&timeline.generator.version),
        escape(&title)
    )?;
    header(timeline, &title, out)?;
    writeln!(
        out,
        "<main>\n<section id=\"timeline\" aria-labelledby=\"timeline-h\">\n<h2 id=\"timeline-h\">Timeline</h2>"
    )?;
    axis(out)?;
    entries(timeline, out)?;
    writeln!(out, "</section>")?;
    article::write(timeline, out)?;
    writeln!(
        out,
        "</main>\n<div id=\"tip\" class=\"tip\" role=\"tooltip\" hidden></div>\n\
         <div id=\"live\" class=\"skip\" aria-live=\"polite\"></div>"
    )?;
    footer(timeline, out)?;
    write!(out, "<script type=\"application/json\" id=\"data\">")?;
    data::write(timeline, out)?;
    writeln!(out, "</script>\n<script>{SCRIPT}</script>\n</body>\n</html>")
}

fn title(timeline: &Timeline) -> String {
    match &timeline.documents[..] {
        [one] => one.title.clone().unwrap_or_else(|| one.source.clone()),
        many => format!("Timeline of {} articles", many.len()),
    }
}

fn header(timeline: &Timeline, title: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<header>\n<h1>{}</h1>", escape(title))?;
    if let [one] = &timeline.documents[..] {
        let published = match one.published.as_ref().and_then(|p| Some((p.date.as_deref()?, p.method))) {
            Some((day, method)) => {
                let method = method.map(|m| format!(" (told by: {})", name(&m))).unwrap_or_default();
                format!("published {}{method}", escape(day))
            }
            None => "publication date unknown".to_string(),
        };
        writeln!(out, "<p class=\"from\">{}, {published}</p>", escape(&one.source))?;
    }
    controls(timeline, out)?;
    writeln!(out, "</header>")
}

fn controls(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<form id=\"controls\" class=\"controls\" role=\"search\" aria-label=\"Filter the timeline\">\n\
         <label>Search<input type=\"search\" name=\"search\" autocomplete=\"off\" placeholder=\"words ( / )\"></label>"
    )?;
    let all = || timeline.events.iter().chain(&timeline.undated);
    let kinds = [Kind::Event, Kind::Statement, Kind::Photo];
    boxes("Kind", "kind", kinds.iter().filter(|k| all().any(|e| e.kind == **k)).map(name), out)?;
    let statuses = [
        Status::Occurred,
        Status::Ongoing,
        Status::Planned,
        Status::Recurring,
        Status::Conditional,
        Status::Denied,
        Status::Cancelled,
    ];
    boxes("Status", "status", statuses.iter().filter(|s| all().any(|e| e.status == **s)).map(name), out)?;
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
        "<label>At least this sure: <output id=\"sure\">0 %</output>\
         <input type=\"range\" name=\"confidence\" min=\"0\" max=\"100\" step=\"5\" value=\"0\"></label>\n\
         <button type=\"button\" id=\"theme\">Dark or light</button>\n</form>"
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

fn axis(out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<svg id=\"axis\" tabindex=\"0\" role=\"img\" aria-label=\"Time axis of the entries listed below. Arrow keys move, plus and minus zoom.\"></svg>\n\
         <div class=\"axis-tools\"><button type=\"button\" id=\"zoom-in\" aria-label=\"Zoom in\">+</button>\
         <button type=\"button\" id=\"zoom-out\" aria-label=\"Zoom out\">&minus;</button>\
         <button type=\"button\" id=\"fit\">All</button><button type=\"button\" id=\"dense\">Densest part</button>\
         <span id=\"count\" role=\"status\"></span></div>"
    )?;
    writeln!(out, "<ul class=\"legend\" aria-label=\"Legend\">")?;
    for (kind, status, label) in [
        (Kind::Event, Status::Occurred, "event"),
        (Kind::Statement, Status::Occurred, "statement"),
        (Kind::Photo, Status::Occurred, "photo"),
        (Kind::Event, Status::Planned, "planned, recurring"),
        (Kind::Event, Status::Conditional, "conditional"),
        (Kind::Event, Status::Denied, "denied, cancelled"),
    ] {
        writeln!(out, "<li class=\"{} {}\">{}{label}</li>", name(&kind), name(&status), mark(kind, status))?;
    }
    writeln!(out, "</ul>")
}

/// The sign of an entry: its outline tells the kind, its filling the status.
fn mark(kind: Kind, status: Status) -> String {
    let outline = match kind {
        Kind::Event => "<circle cx=\"8\" cy=\"8\" r=\"5.5\"/>",
        Kind::Statement => "<path d=\"M2 2.5h12v8.5h-6l-3.5 3.5v-3.5h-2.5z\"/>",
        Kind::Photo => "<path d=\"M8 1.5l6.5 6.5l-6.5 6.5l-6.5-6.5z\"/>",
    };
    let stroke = match status {
        Status::Denied | Status::Cancelled => "<path d=\"M1.5 14.5l13-13\"/>",
        Status::Recurring => "<circle cx=\"8\" cy=\"8\" r=\"2\"/>",
        _ => "",
    };
    format!("<svg class=\"m\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">{outline}{stroke}</svg>")
}

/// The list: a heading a day (or week, or century), its entries below.
fn entries(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<div id=\"list\">")?;
    if timeline.events.is_empty() && timeline.undated.is_empty() {
        writeln!(out, "<p>No dated events were found.</p>")?;
    }
    let heading = |event: &Event| event.date.as_ref().map(date::heading).unwrap_or_default();
    for group in timeline.events.chunk_by(|a, b| heading(a) == heading(b)) {
        section(&heading(&group[0]), group, timeline, out)?;
    }
    if !timeline.undated.is_empty() {
        section("Undated", &timeline.undated, timeline, out)?;
    }
    writeln!(out, "</div>")
}

fn section(heading: &str, events: &[Event], timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<section class=\"day\"><h3>{}</h3>\n<ol>", escape(heading))?;
    for event in events {
        entry(event, timeline, out)?;
    }
    writeln!(out, "</ol></section>")
}

fn entry(event: &Event, timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    let (kind, status) = (name(&event.kind), name(&event.status));
    let lead = event
        .date
        .as_ref()
        .and_then(date::lead)
        .map(|l| format!("<span class=\"when\">{}</span> ", escape(&l)));
    let mut labels = Vec::new();
    if event.kind != Kind::Event {
        labels.push(kind.clone());
    }
    if event.status != Status::Occurred {
        labels.push(status.clone());
    }
    if !event.places.is_empty() {
        labels.push(event.places.join(", "));
    }
    if let Some(source) = &event.attribution {
        labels.push(format!("according to {source}"));
    }
    if timeline.documents.len() > 1
        && let Some(document) = timeline.document(&event.document)
    {
        labels.push(document.title.clone().unwrap_or_else(|| document.source.clone()));
    }
    let label = if labels.is_empty() {
        String::new()
    } else {
        format!("<span class=\"label\">{}</span>", escape(&labels.join(" · ")))
    };
    writeln!(
        out,
        "<li class=\"entry {kind} {status}\" data-e=\"{}\"><button type=\"button\" class=\"pick\">{}\
         <span class=\"what-box\">{}<span class=\"what\">{}</span>{label}</span></button></li>",
        escape(&event.id),
        mark(event.kind, event.status),
        lead.unwrap_or_default(),
        escape(&event.what)
    )
}

fn footer(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<footer>")?;
    if !timeline.diagnostics.is_empty() {
        writeln!(out, "<h2>Remarks</h2><ul>")?;
        for diagnostic in &timeline.diagnostics {
            writeln!(out, "<li>{}: {}</li>", name(&diagnostic.severity), escape(&diagnostic.message))?;
        }
        writeln!(out, "</ul>")?;
    }
    writeln!(
        out,
        "<p>Made by {} {}. Keys: j and k go through the entries, / searches, Escape lets go.</p>\n</footer>",
        escape(&timeline.generator.name),
        escape(&timeline.generator.version)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_could_be_markup() {
        assert_eq!(escape("<a b=\"c\">'&"), "&lt;a b=&quot;c&quot;&gt;&#39;&amp;");
        assert_eq!(escape("a\u{202e}b\u{1b}c"), "ab\u{fffd}c");
    }
}

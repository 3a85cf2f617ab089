//! A timeline in, one self-contained page out: the chronology beside the articles, on a real time axis.
//!
//! Everything readable is in the page as plain HTML, so that it can be read, searched and printed without its script;
//! the script adds choosing, filtering and the axis. No network: style and script are inline, and the page's own
//! Content-Security-Policy allows just these two by their hash. Whatever comes from an article is escaped, in text, in
//! attributes and in the data block, and stays text.

mod article;
mod controls;
mod data;
mod list;

use std::io::{self, Write};

use super::{entry, policy};
use crate::timeline::{Timeline, name};

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
    controls::axis(timeline, out)?;
    list::write(timeline, out)?;
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
        writeln!(out, "<p class=\"from\">{}</p>", escape(&entry::source(one)))?;
    }
    controls::filters(timeline, out)?;
    writeln!(out, "</header>")
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
        "<p>Made by {} {}. Keys: j and k go through the entries, / searches, Escape lets go; Tab goes through the dates of the article.</p>\n</footer>",
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

//! A timeline comes in, bytes go out, in one of the formats that people and other programs read; one file per format.
//!
//! Nothing here decides anything about dates: values, bounds, order and status are those of the timeline, and a format
//! only writes them down in its own way. What a format cannot say is told in `docs/formats.md`. Text of articles is
//! never trusted: each format escapes it by its own rules, and control characters never get through.

mod axis;
mod csv;
mod date;
mod entry;
pub mod highlight;
mod html;
mod ics;
mod json;
mod jsonl;
mod jsonld;
mod markdown;
pub mod policy;
mod summary;
pub mod tag;
mod text;
mod timelinejs;
mod timeml;
mod vis;

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::error::{Error, Result};
use crate::timeline::{Document, Timeline};

/// An output format.
///
/// ```
/// use annals::output::{Format, Options};
/// use annals::timeline::Timeline;
///
/// let format = Format::from_name("csv").unwrap();
/// let mut out = Vec::new();
/// format.write(&Timeline::new(), &Options::default(), &mut out)?;
/// assert!(out.starts_with(b"id,start,end,"));
/// # Ok::<(), annals::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// The timeline JSON, indented.
    Json,
    /// One timeline a line, a document each.
    Jsonl,
    /// A chronology for the terminal.
    Summary,
    /// A chronology in Markdown.
    Markdown,
    /// A table, one event a row.
    Csv,
    /// TimelineJS 3.
    Timelinejs,
    /// Items and groups of vis-timeline.
    Vis,
    /// iCalendar.
    Ics,
    /// JSON-LD in the words of schema.org.
    Jsonld,
    /// TimeML: the text with TIMEX3 and EVENT in it.
    Timeml,
    /// A page to look at, self-contained.
    Html,
}

/// What a format may need to know that no timeline tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Columns of the summary, at least 40.
    pub width: usize,
    /// Whether the summary is coloured (ANSI).
    pub color: bool,
}

impl Default for Options {
    /// 80 columns, no colour.
    fn default() -> Self {
        Self { width: 80, color: false }
    }
}

impl Format {
    /// Every format, in the order in which help lists them.
    pub const ALL: [Self; 11] = [
        Self::Json,
        Self::Jsonl,
        Self::Summary,
        Self::Markdown,
        Self::Csv,
        Self::Timelinejs,
        Self::Vis,
        Self::Ics,
        Self::Jsonld,
        Self::Timeml,
        Self::Html,
    ];

    /// The format of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.facts().0
    }

    /// The usual extension of its files, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        self.facts().1
    }

    /// One line for help.
    #[must_use]
    pub fn description(self) -> &'static str {
        self.facts().2
    }

    fn facts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Json => ("json", "json", "the whole timeline, schema annals/timeline/1"),
            Self::Jsonl => ("jsonl", "jsonl", "the same, one line for each document"),
            Self::Summary => ("summary", "txt", "a chronology to read in a terminal"),
            Self::Markdown => ("markdown", "md", "a chronology in Markdown"),
            Self::Csv => ("csv", "csv", "a table, one event a row"),
            Self::Timelinejs => ("timelinejs", "json", "for TimelineJS 3"),
            Self::Vis => ("vis", "json", "items and groups for vis-timeline"),
            Self::Ics => ("ics", "ics", "iCalendar, for calendar programs"),
            Self::Jsonld => ("jsonld", "jsonld", "JSON-LD in the words of schema.org"),
            Self::Html => ("html", "html", "a page to look at, with the articles beside the timeline"),
            Self::Timeml => ("timeml", "tml", "TimeML, one document with its text"),
        }
    }

    /// Writes a timeline.
    ///
    /// # Errors
    ///
    /// [`Error::Write`] where `out` fails; [`Error::Format`] where the format cannot hold this timeline (TimeML holds
    /// one document, with its text).
    pub fn write(self, timeline: &Timeline, options: &Options, out: &mut dyn Write) -> Result<()> {
        let written = match self {
            Self::Json => json::write(timeline, out),
            Self::Jsonl => jsonl::write(timeline, out),
            Self::Summary => summary::write(timeline, options, out),
            Self::Markdown => markdown::write(timeline, out),
            Self::Csv => csv::write(timeline, out),
            Self::Timelinejs => timelinejs::write(timeline, out),
            Self::Vis => vis::write(timeline, out),
            Self::Ics => ics::write(timeline, out),
            Self::Jsonld => jsonld::write(timeline, out),
            Self::Html => html::write(timeline, out),
            Self::Timeml => return timeml::write(timeline, out),
        };
        written.map_err(|source| self.unwritten(source))
    }

    fn unwritten(self, source: io::Error) -> Error {
        Error::Write { place: format!("the {} output", self.name()), source }
    }
}

/// The documents by id, for formats that look one up for each event.
fn documents(timeline: &Timeline) -> BTreeMap<&str, &Document> {
    timeline.documents.iter().map(|document| (document.id.as_str(), document)).collect()
}

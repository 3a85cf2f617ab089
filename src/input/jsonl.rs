//! JSON Lines in, one record a line out; a line that is no record is an error with its number, and the next line
//! still follows.
//!
//! Two doors: [`Lines`] gives the raw lines, for callers that parse in many threads, and `Records` the documents.

use std::io::BufRead;

use serde::Deserialize;

use super::compress::Stream;
use super::{Facts, Format, MAX_DOCUMENT, Source, refuse};
use crate::{Error, Result};

/// The lines of a stream, without their ends and without the blank ones, each with its number counted from 1.
pub struct Lines<R> {
    name: String,
    reader: R,
    number: usize,
    done: bool,
    /// For the iterator: lines are read here and copied out in one piece, instead of growing piece by piece.
    line: Line,
}

/// One line of a stream.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// Counted from 1.
    pub number: usize,
    /// Its bytes, without the line's end.
    pub bytes: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    /// The lines of `reader`, which `name` stands for in messages.
    #[must_use]
    pub fn new(name: impl Into<String>, reader: R) -> Self {
        Self { name: name.into(), reader, number: 0, done: false, line: Line::default() }
    }

    /// Reads the next line into `line`, reusing its memory. False at the end. A line longer than [`MAX_DOCUMENT`] is
    /// passed over with an error.
    ///
    /// # Errors
    /// [`Error::Input`] if the stream breaks off (nothing follows) or a line is too long (the next one follows).
    pub fn read(&mut self, line: &mut Line) -> Result<bool> {
        while !self.done {
            line.bytes.clear();
            self.number += 1;
            line.number = self.number;
            let mut limited = std::io::Read::take(&mut self.reader, MAX_DOCUMENT as u64);
            let count = limited.read_until(b'\n', &mut line.bytes).map_err(|error| {
                self.done = true;
                super::stream::damaged(&format!("{}, line {}", self.name, self.number), &error)
            })?;
            if count == 0 {
                self.done = true;
            } else if count == MAX_DOCUMENT && line.bytes.last() != Some(&b'\n') {
                self.skip_rest_of_line()?;
                let place = format!("{}, line {}", self.name, self.number);
                return Err(refuse(place, "longer than 1 GiB", "split the document"));
            }
            if self.number == 1 && line.bytes.starts_with(b"\xEF\xBB\xBF") {
                line.bytes.drain(..3);
            }
            while matches!(line.bytes.last(), Some(b'\n' | b'\r')) {
                line.bytes.pop();
            }
            if !line.bytes.trim_ascii().is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn skip_rest_of_line(&mut self) -> Result<()> {
        loop {
            let buffer =
                self.reader.fill_buf().map_err(|error| super::stream::damaged(&self.name, &error))?;
            if buffer.is_empty() {
                return Ok(());
            }
            let (used, ended) = match memchr::memchr(b'\n', buffer) {
                Some(at) => (at + 1, true),
                None => (buffer.len(), false),
            };
            self.reader.consume(used);
            if ended {
                return Ok(());
            }
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut line = std::mem::take(&mut self.line);
        let read = self.read(&mut line);
        let copy = line.clone();
        self.line = line;
        match read {
            Ok(true) => Some(Ok(copy)),
            Ok(false) => None,
            Err(error) => Some(Err(error)),
        }
    }
}

/// A record as a line holds it. Other keys are passed over.
#[derive(Debug, Deserialize)]
struct Record {
    id: Option<Id>,
    text: Option<String>,
    html: Option<String>,
    title: Option<String>,
    url: Option<String>,
    published: Option<String>,
    dct: Option<String>,
    #[serde(alias = "language")]
    lang: Option<String>,
}

/// An id is text, or a number that is written as text.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(serde_json::Number),
}

/// Reads one line as a document. A record without an id is named after its line.
///
/// # Errors
/// [`Error::Input`] if the line is no JSON object, or one without "text" and "html".
pub fn document(place: &str, line: &Line) -> Result<Source> {
    let at = |what: String, remedy: &str| refuse(format!("{place}, line {}", line.number), what, remedy);
    let record: Record = serde_json::from_slice(&line.bytes).map_err(|error| why_not(&error, at))?;
    let name = match record.id {
        Some(Id::Text(id)) => id,
        Some(Id::Number(id)) => id.to_string(),
        None => format!("{place}:{}", line.number),
    };
    let (content, format) = match (record.text, record.html) {
        (Some(text), None) => (text, Format::Text),
        (Some(text), Some(html)) if html.trim().is_empty() => (text, Format::Text),
        (_, Some(html)) => (html, Format::Html),
        (None, None) => {
            return Err(at("the record has no text".into(), "give the article under \"text\" or \"html\""));
        }
    };
    let facts = Facts {
        url: record.url,
        title: record.title.filter(|title| !title.trim().is_empty()),
        published: record.published.or(record.dct).filter(|date| !date.trim().is_empty()),
        language: record.lang,
        charset: Some("utf-8".into()),
    };
    Ok(Source { name, bytes: content.into_bytes(), format, facts })
}

fn why_not(error: &serde_json::Error, at: impl Fn(String, &str) -> Error) -> Error {
    if error.is_eof() {
        at(
            format!("the JSON ends in the middle (column {})", error.column()),
            "each record must stand on one whole line",
        )
    } else {
        let said = error.to_string();
        let said = said.split(" at line ").next().unwrap_or_default();
        at(
            format!("no JSON record: {said} (column {})", error.column()),
            "write {\"id\": ..., \"text\": ...} on one line",
        )
    }
}

/// The documents of a stream of records.
pub(super) struct Records {
    lines: Lines<Stream>,
    line: Line,
}

impl Records {
    pub(super) fn new(name: &str, stream: Stream) -> Self {
        Self { lines: Lines::new(name, stream), line: Line { number: 0, bytes: Vec::new() } }
    }

    pub(super) fn into_lines(self) -> (String, Lines<Stream>) {
        (self.lines.name.clone(), self.lines)
    }

    pub(super) fn next(&mut self) -> Option<Result<Source>> {
        match self.lines.read(&mut self.line) {
            Ok(true) => Some(document(&self.lines.name, &self.line)),
            Ok(false) => None,
            Err(error) => Some(Err(error)),
        }
    }
}

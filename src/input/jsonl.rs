//! JSON Lines in, one record a line out; a line that is no record is an error with its number, and the next line
//! still follows.
//!
//! Two doors: [`Lines`] gives the raw lines in blocks, for callers that parse in many threads, and `Records` the documents.

use std::io::BufRead;

use serde::Deserialize;

use super::compress::Stream;
use super::{Facts, Format, MAX_DOCUMENT, Source, refuse};
use crate::{Error, Result};

/// The lines of a stream, without their ends and without the blank ones, each with its number counted from 1; as an
/// iterator in blocks.
pub struct Lines<R> {
    name: String,
    reader: R,
    number: usize,
    done: bool,
    /// For the iterator: what went wrong behind the block given last.
    pending: Option<Box<Error>>,
}

/// A block has at least so many bytes, if the stream has.
const BLOCK: usize = 1 << 18;

/// Lines of a stream that lie together: one piece of memory for hundreds of documents, which passes from one thread to
/// another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Block {
    bytes: Vec<u8>,
    /// The number of each line and where it lies.
    lines: Vec<(usize, std::ops::Range<usize>)>,
}

impl Block {
    /// How many lines there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The bytes of all lines, their ends included.
    #[must_use]
    pub fn size(&self) -> usize {
        self.lines.iter().map(|(_, range)| range.len() + 1).sum()
    }

    /// The lines: each one's number, counted from 1, and its bytes without the line's end.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &[u8])> {
        self.lines.iter().map(|(number, range)| (*number, &self.bytes[range.clone()]))
    }

    /// Leaves out the first lines.
    pub fn leave_out(&mut self, count: usize) {
        self.lines.drain(..count.min(self.lines.len()));
    }
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
        Self { name: name.into(), reader, number: 0, done: false, pending: None }
    }

    /// Reads the next line into `line`, reusing its memory. False at the end. A line longer than [`MAX_DOCUMENT`] is
    /// passed over with an error.
    ///
    /// # Errors
    /// [`Error::Input`] if the stream breaks off (nothing follows) or a line is too long (the next one follows).
    pub fn read(&mut self, line: &mut Line) -> Result<bool> {
        line.bytes.clear();
        let Some(range) = self.append(&mut line.bytes)? else { return Ok(false) };
        line.number = self.number;
        line.bytes.truncate(range.end);
        line.bytes.drain(..range.start);
        Ok(true)
    }

    /// Reads the next line behind the bytes that are there; gives where it lies without its end.
    fn append(&mut self, bytes: &mut Vec<u8>) -> Result<Option<std::ops::Range<usize>>> {
        while !self.done {
            let from = bytes.len();
            self.number += 1;
            let mut limited = std::io::Read::take(&mut self.reader, MAX_DOCUMENT as u64);
            let count = limited.read_until(b'\n', bytes).map_err(|error| {
                self.done = true;
                super::stream::damaged(&format!("{}, line {}", self.name, self.number), &error)
            })?;
            if count == 0 {
                self.done = true;
            } else if count == MAX_DOCUMENT && bytes.last() != Some(&b'\n') {
                bytes.truncate(from);
                self.skip_rest_of_line()?;
                let place = format!("{}, line {}", self.name, self.number);
                return Err(refuse(place, "longer than 1 GiB", "split the document"));
            }
            let mut line = &bytes[from..];
            if self.number == 1 {
                line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
            }
            let start = bytes.len() - line.len();
            while let [rest @ .., b'\n' | b'\r'] = line {
                line = rest;
            }
            if !line.trim_ascii().is_empty() {
                return Ok(Some(start..start + line.len()));
            }
            bytes.truncate(from);
        }
        Ok(None)
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
    type Item = Result<Block>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(error) = self.pending.take() {
            return Some(Err(*error));
        }
        let mut block = Block { bytes: Vec::with_capacity(BLOCK + BLOCK / 4), lines: Vec::new() };
        while block.bytes.len() < BLOCK {
            match self.append(&mut block.bytes) {
                Ok(Some(range)) => block.lines.push((self.number, range)),
                Ok(None) => break,
                Err(error) if block.is_empty() => return Some(Err(error)),
                Err(error) => {
                    self.pending = Some(Box::new(error));
                    break;
                }
            }
        }
        (!block.is_empty()).then_some(Ok(block))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_have_the_lines_that_are_read_one_by_one() {
        let mut text = String::from("\u{feff}{\"id\": 0}\r\n\n  \t\n");
        for n in 0..20_000 {
            text.push_str(&format!(
                "{{\"id\": {n}, \"text\": \"é{}\"}}\n{}",
                "x".repeat(n % 40),
                "\n".repeat(n % 3)
            ));
        }
        text.push_str("the last one, without an end");
        let (mut one_by_one, mut line) = (Vec::new(), Line::default());
        let mut lines = Lines::new("x", text.as_bytes());
        while lines.read(&mut line).unwrap() {
            one_by_one.push((line.number, line.bytes.clone()));
        }
        let blocks: Vec<Block> = Lines::new("x", text.as_bytes()).map(Result::unwrap).collect();
        assert!(blocks.len() > 2 && blocks.iter().all(|block| block.size() < 2 * BLOCK));
        let together: Vec<(usize, Vec<u8>)> =
            blocks.iter().flat_map(Block::lines).map(|(number, line)| (number, line.to_vec())).collect();
        assert_eq!(together.len(), 20_002);
        assert_eq!(together[0], (1, b"{\"id\": 0}".to_vec()));
        assert!(together == one_by_one);
        let mut rest = blocks[0].clone();
        rest.leave_out(2);
        assert!(rest.len() + 2 == blocks[0].len() && rest.lines().eq(blocks[0].lines().skip(2)));
    }

    #[test]
    fn what_was_read_before_a_fault_comes_before_it() {
        struct Broken(usize);
        impl std::io::Read for Broken {
            fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
                self.0 += 1;
                if self.0 > 1 {
                    return Err(std::io::ErrorKind::UnexpectedEof.into());
                }
                into[..8].copy_from_slice(b"{}\n{}\n{\"");
                Ok(8)
            }
        }
        let mut lines = Lines::new("x", std::io::BufReader::new(Broken(0)));
        assert_eq!(lines.next().unwrap().unwrap().len(), 2);
        assert!(lines.next().unwrap().unwrap_err().to_string().contains("line 3"));
        assert!(lines.next().is_none());
    }
}

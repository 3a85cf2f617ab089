//! A file or stream in, its documents out one after the other.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use super::compress::{self, Stream};
use super::{Format, MAX_DOCUMENT, Source, detect, jsonl, refuse, warc};
use crate::{Error, Result};

/// The documents of one input, read as they are asked for. An item that is an error names its place; the documents
/// after it still follow.
pub struct Documents {
    kind: Kind,
}

enum Kind {
    /// One document, not read yet.
    One {
        name: String,
        stream: Stream,
        format: Format,
    },
    Records(jsonl::Records),
    Archive(warc::Archive),
    Done,
}

/// Opens a file. `format` is what the user says, [`Format::Auto`] to go by name and content.
///
/// # Errors
/// [`Error::Read`] if the file cannot be opened, [`Error::Input`] if it is empty, binary or damaged.
pub fn open(path: &Path, format: Format) -> Result<Documents> {
    let file = File::open(path).map_err(|source| Error::Read { path: path.into(), source })?;
    if file.metadata().is_ok_and(|kind| kind.is_dir()) {
        let source = std::io::Error::from(std::io::ErrorKind::IsADirectory);
        return Err(Error::Read { path: path.into(), source });
    }
    read(&path.display().to_string(), file, format)
}

/// Reads a stream, such as standard input; `name` stands for it in messages, and its extension may tell the format.
///
/// # Errors
/// [`Error::Input`] if the stream is empty, binary or damaged.
///
/// ```
/// use annals::input::{Format, read};
/// let lines = "{\"id\": \"1\", \"text\": \"It rained.\"}\n{\"id\": \"2\", \"te";
/// let documents: Vec<_> = read("-", lines.as_bytes(), Format::Auto)?.collect();
/// assert_eq!(documents[0].as_ref().unwrap().name, "1");
/// assert!(documents[1].as_ref().unwrap_err().to_string().contains("line 2"));
/// # Ok::<(), annals::Error>(())
/// ```
pub fn read(name: &str, reader: impl Read + Send + 'static, format: Format) -> Result<Documents> {
    let stream: Stream = Box::new(BufReader::with_capacity(1 << 16, reader));
    let failed = |error: std::io::Error| damaged(name, &error);
    let (head, stream) = compress::plain(stream).and_then(|s| compress::peek(s, 8192)).map_err(failed)?;
    if head.trim_ascii().is_empty() && head.len() < 8192 {
        return Err(refuse(name, "there is nothing in it", "give an article"));
    }
    if let Some((what, remedy)) = detect::binary(&head) {
        return Err(refuse(name, format!("this is {what}"), remedy));
    }
    let format = match format {
        Format::Auto => super::from_name(name).unwrap_or_else(|| detect::from_content(&head)),
        given => given,
    };
    let kind = match format {
        Format::Jsonl => Kind::Records(jsonl::Records::new(name, stream)),
        Format::Warc => Kind::Archive(warc::Archive::new(name, stream)),
        format => Kind::One { name: name.into(), stream, format },
    };
    Ok(Documents { kind })
}

impl Documents {
    /// The raw lines of JSON Lines, with the name that stands for them in messages, so that many threads can parse
    /// them; documents of another format come back as they are.
    ///
    /// # Errors
    /// The documents themselves, if they are no JSON Lines.
    pub fn into_lines(self) -> std::result::Result<(String, jsonl::Lines<Box<dyn BufRead + Send>>), Self> {
        match self.kind {
            Kind::Records(records) => Ok(records.into_lines()),
            kind => Err(Self { kind }),
        }
    }
}

impl Iterator for Documents {
    type Item = Result<Source>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.kind {
            Kind::Records(records) => records.next(),
            Kind::Archive(archive) => archive.next(),
            Kind::Done => None,
            Kind::One { .. } => match std::mem::replace(&mut self.kind, Kind::Done) {
                Kind::One { name, stream, format } => Some(whole(name, stream, format)),
                _ => None,
            },
        }
    }
}

/// Reads a stream to its end as one document.
fn whole(name: String, stream: Stream, format: Format) -> Result<Source> {
    let mut bytes = Vec::new();
    let limit = MAX_DOCUMENT as u64 + 1;
    stream.take(limit).read_to_end(&mut bytes).map_err(|error| damaged(&name, &error))?;
    if bytes.len() > MAX_DOCUMENT {
        return Err(refuse(
            name,
            "larger than 1 GiB",
            "split it, or give it as JSON Lines with one article a line",
        ));
    }
    Ok(Source { name, bytes, format, facts: super::Facts::default() })
}

/// The error of a stream that broke off: a disk fault, or compressed data that is damaged.
pub(super) fn damaged(place: &str, error: &std::io::Error) -> Error {
    refuse(
        place,
        format!("cannot be read to its end: {error}"),
        "the file may be damaged or cut off; get it again",
    )
}

//! Paths, globs, streams in; [`Source`]s out, one for each document, as undecoded bytes with a name.
//!
//! Finding files, undoing compression and cutting a stream into its records happen here, one document at a time, so
//! that memory is bounded by the largest document and not by the batch. What the bytes say is the article stage's
//! business: decoding can then be done by the threads that do the rest of the work. A record that cannot be read is
//! an error in its place, and the records after it are still given.

mod compress;
mod decode;
mod detect;
mod discover;
pub mod jsonl;
mod stream;
mod warc;

pub use decode::decode;
pub use detect::{Format, from_name};
pub use discover::{Input, discover};
pub use stream::{Documents, open, read};

use crate::Error;

/// The largest single document that is read, in bytes after decompression: tokens count their offsets in 32 bits, and
/// a small file must not be able to unpack into all of memory.
pub const MAX_DOCUMENT: usize = 1 << 30;

/// One document, not yet decoded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// What to call it in messages and in the output: a path, a record id, "-".
    pub name: String,
    /// The content.
    pub bytes: Vec<u8>,
    /// Text or HTML; [`Format::Auto`] leaves it to the name and the content.
    pub format: Format,
    /// What is known about the document from outside of it.
    pub facts: Facts,
}

/// What the record around a document (a JSON Lines object, an HTTP response) says about it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// Its address.
    pub url: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// When it was published, as written there.
    pub published: Option<String>,
    /// BCP 47 language.
    pub language: Option<String>,
    /// Character encoding, as an HTTP header names it.
    pub charset: Option<String>,
}

impl Source {
    /// A document of plain text that is already in memory.
    ///
    /// ```
    /// let source = annals::input::Source::text("note", "PARIS, April 20 - The bridge reopened on Thursday.");
    /// assert_eq!(source.name, "note");
    /// ```
    #[must_use]
    pub fn text(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), bytes: text.into().into_bytes(), format: Format::Text, ..Self::default() }
    }

    /// An HTML page that is already in memory, still in its own encoding.
    #[must_use]
    pub fn html(name: impl Into<String>, page: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: page.into(), format: Format::Html, ..Self::default() }
    }
}

/// The error of an input that holds no article.
pub(crate) fn refuse(place: impl Into<String>, what: impl Into<String>, remedy: impl Into<String>) -> Error {
    Error::Input { place: in_words(&place.into()), what: what.into(), remedy: remedy.into() }
}

/// A place for people: "-" is "standard input", "-, line 3" that line of it.
pub(crate) fn in_words(place: &str) -> String {
    match place.strip_prefix('-') {
        Some(rest) if rest.is_empty() || rest.starts_with(',') => format!("standard input{rest}"),
        _ => place.to_owned(),
    }
}

/// The format of a source: what it says itself, what the caller says, its name, its content.
pub(crate) fn settle(source: &Source, given: Format) -> Format {
    match (source.format, given) {
        (Format::Auto, Format::Auto) => from_name(&source.name)
            .unwrap_or_else(|| detect::from_content(&source.bytes[..source.bytes.len().min(8192)])),
        (Format::Auto, given) => given,
        (own, _) => own,
    }
}

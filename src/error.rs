//! The one error type of the library.
//!
//! Extraction itself never fails: what is odd about an article becomes a diagnostic of its timeline. Errors are left
//! for what keeps the work from being done at all: input that cannot be read, options and data files that make no
//! sense, output that cannot be written. Each message says what, where and how to mend it, on one line.

use std::path::PathBuf;

/// What went wrong, where, and what to do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be opened or read.
    #[error("{}: cannot be read: {source}; check the path and its permissions", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The input holds no article: it is empty, binary, or a record without text.
    #[error("{place}: {what}; {remedy}")]
    Input {
        /// File, line or record, as far as known.
        place: String,
        /// What is wrong with it.
        what: String,
        /// How to mend it.
        remedy: String,
    },
    /// A date given by the user is no date.
    #[error(
        "\"{given}\" is no date: {why}; write YYYY-MM-DD, or YYYY-MM-DDThh:mm with an optional zone such as -04:00"
    )]
    Date {
        /// As typed.
        given: String,
        /// What is wrong with it.
        why: String,
    },
    /// A data file (language pack, lexicon) is wrong.
    #[error("{file}:{line}: {what}")]
    Data {
        /// The file, as named by the pack or the user.
        file: String,
        /// Line, counted from 1.
        line: usize,
        /// What is wrong and how to mend it.
        what: String,
    },
    /// A trained model is not what this version reads.
    #[error("{model}: {what}")]
    Model {
        /// Which model.
        model: &'static str,
        /// What is wrong and how to mend it.
        what: String,
    },
    /// A language that no pack is there for.
    #[error("no language pack for \"{0}\"; there is: en")]
    Language(String),
    /// The output could not be written.
    #[error("{place}: cannot be written: {source}")]
    Write {
        /// The file, or "standard output".
        place: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// An output format asked for is not possible for this timeline, or a value could not be encoded.
    #[error("{format}: {what}")]
    Format {
        /// The format.
        format: &'static str,
        /// What is wrong.
        what: String,
    },
}

/// The result of the library's fallible calls.
pub type Result<T> = std::result::Result<T, Error>;

//! The data files that are part of the binary, a list a language.

/// A file of a language's folder: its path, and its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct File<'f> {
    pub(super) name: &'f str,
    pub(super) form: Form,
    pub(super) text: &'f str,
}

/// How a file's text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// As it stands in the folder.
    Source,
    /// A rule file as `build.rs` writes it into the binary: see `compact.rs`.
    Compact,
}

include!(concat!(env!("OUT_DIR"), "/packs.rs"));

//! The data files that are part of the binary, a set a language.

/// A file of a language's folder: its path, and its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct File<'f> {
    pub(super) name: &'f str,
    pub(super) text: &'f str,
}

/// A language that is built in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Language {
    /// Word lists and the like, as they stand in the folder.
    pub(super) files: &'static [File<'static>],
    /// The rules, as `build.rs` writes them: see `compact.rs`.
    pub(super) rules: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/packs.rs"));

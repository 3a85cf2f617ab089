//! The data files that are part of the binary, a list a language.

/// A file of a language's folder: its path, and its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct File<'f> {
    pub(super) name: &'f str,
    pub(super) text: &'f str,
}

include!(concat!(env!("OUT_DIR"), "/packs.rs"));

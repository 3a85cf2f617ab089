//! The data files that are part of the binary, a list a language.

/// A file of the data folder: its path from the project's root, and its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct File {
    pub(super) name: &'static str,
    pub(super) text: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/packs.rs"));

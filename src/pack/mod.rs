//! `data/<language>/` in, a [`Pack`] out: the language as the rest of the crate uses it.
//!
//! The only reader of the language's data files. They are part of the binary; a pack is compiled from them once, when
//! an extractor is built, and shared between threads. What is wrong in a file is told by file and line.

mod compact;
mod embedded;
mod folder;
mod lexicon;
mod name;
mod rules;
mod source;
mod user;

use rustc_hash::FxHashSet;

pub(crate) use lexicon::{Gloss, LexVal, Lexicon, Sense, traits};
pub(crate) use name::Name;

use crate::error::{Error, Result};
use crate::resolve::direction::Cues;
use crate::text::pos::PosModel;
use crate::text::verbgroup::VerbWords;
use crate::timex::grammar::Grammar;

/// A time zone as people name it.
#[derive(Debug, Clone, PartialEq)]
pub struct ZoneName {
    /// "est", "gmt".
    pub name: String,
    /// An IANA name ("America/New_York") or an offset ("+05:30").
    pub zone: String,
}

/// A language, compiled.
#[derive(Debug)]
pub struct Pack {
    /// BCP 47.
    pub language: String,
    pub(crate) lexicon: Lexicon,
    pub(crate) grammar: Grammar,
    pub(crate) zones: Vec<ZoneName>,
    pub(crate) holidays: Vec<crate::calendar::Holiday>,
    /// What the user's lexicon lists as boilerplate of his site.
    pub(crate) site_lines: crate::article::SiteLines,
    pub(crate) pos: PosModel,
    pub(crate) verbs: VerbWords<'static>,
    pub(crate) cues: Cues<'static>,
    abbreviations: FxHashSet<String>,
    openers: FxHashSet<String>,
}

impl Pack {
    /// Compiles the pack of a language.
    ///
    /// # Errors
    /// [`Error::Language`] if there is none, [`Error::Data`] if a file of it is wrong.
    pub fn load(language: &str) -> Result<Self> {
        Self::with_lexicon(language, None)
    }

    /// Compiles the pack of a language with a user's own words and holidays added: `(file name, its text)`.
    ///
    /// # Errors
    /// As [`Pack::load`]; what is wrong in the user's file is told by line.
    pub fn with_lexicon(language: &str, user: Option<(&str, &str)>) -> Result<Self> {
        let primary = language.split('-').next().unwrap_or(language).to_ascii_lowercase();
        let built_in = embedded::language(&primary).ok_or_else(|| Error::Language(language.to_string()))?;
        rules::compile(&primary, built_in.files, Some(built_in.rules), user)
    }

    /// Compiles a pack from a folder laid out as `data/en/` is: for work on the rules, and for languages of one's own.
    ///
    /// # Errors
    /// [`Error::Read`] if the folder cannot be read, [`Error::Data`] if a file of it is wrong.
    pub fn from_folder(folder: &std::path::Path, user: Option<(&str, &str)>) -> Result<Self> {
        let mut texts = Vec::new();
        for part in ["", "lexicon", "rules"] {
            let path = folder.join(part);
            let read = |source| Error::Read { path: path.clone(), source };
            for entry in std::fs::read_dir(&path).map_err(read)? {
                let path = entry.map_err(read)?.path();
                if path.is_file() && path.extension().is_some_and(|e| e == "toml" || e == "tsv" || e == "txt")
                {
                    let text = std::fs::read_to_string(&path)
                        .map_err(|source| Error::Read { path: path.clone(), source })?;
                    texts.push((path.to_string_lossy().replace('\\', "/"), text));
                }
            }
        }
        texts.sort();
        let files: Vec<embedded::File<'_>> =
            texts.iter().map(|(name, text)| embedded::File { name, text }).collect();
        let language =
            folder.file_name().map_or_else(|| "und".to_string(), |n| n.to_string_lossy().into_owned());
        rules::compile(&language, &files, None, user)
    }

    /// Whether a full stop after the word belongs to it.
    #[must_use]
    pub fn is_abbreviation(&self, word: &str) -> bool {
        self.abbreviations.contains(word)
    }

    /// Whether the word, after an abbreviation with a stop of its own, begins a sentence.
    #[must_use]
    pub fn is_opener(&self, word: &str) -> bool {
        self.openers.contains(word)
    }

    /// Whether the word of that id stands in a class of the lexicon.
    pub(crate) fn is_class(&self, id: u32, class: &str) -> bool {
        id != 0 && self.lexicon.class(class).is_some_and(|c| self.lexicon.value(id, c).is_some())
    }

    pub(crate) fn rule(&self, id: u32) -> &crate::timex::rule::Rule {
        &self.grammar.rules[id as usize]
    }

    /// The rules with their examples, which only a pack read from a folder has: what is built in goes without.
    pub fn examples(&self) -> impl Iterator<Item = RuleExamples<'_>> {
        self.grammar.rules.iter().map(|r| RuleExamples {
            name: &r.name,
            file: &r.file,
            line: r.line,
            yes: &r.yes,
            no: &r.no,
            confidence: r.confidence,
        })
    }
}

/// A rule with the sentences that it must read and must leave alone.
#[derive(Debug, Clone, Copy)]
pub struct RuleExamples<'p> {
    /// `family/name`.
    pub name: &'p str,
    /// The file, from the project's root.
    pub file: &'p str,
    /// The line that the rule begins at.
    pub line: usize,
    /// `anchor | sentence with [expression] | value`.
    pub yes: &'p [String],
    /// Sentences in which the rule must find nothing.
    pub no: &'p [String],
    /// How sure a reading by this rule is, 0 to 1.
    pub confidence: f32,
}

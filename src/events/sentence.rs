//! One sentence made ready: its tokens with tags, base forms and roles, and its verb groups.

use crate::analysis::Analysis;
use crate::text::Token;
use crate::text::pos::lexicon::Word;
use crate::text::pos::{PosScratch, Tag, mark_quoted};
use crate::text::scan::CAPITAL;
use crate::text::verbgroup::VerbGroup;

use super::Reader;
use super::lexemes::{Lexeme, Lexemes};
use super::senses::Sense;
use super::words::{BE, HAVE, PRONOUN, Roles};

/// A sentence with what the tagger and the verb groups say of it. All indices count its own tokens from 0.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub(super) tokens: Vec<Token>,
    pub(super) tags: Vec<Tag>,
    pub(super) groups: Vec<VerbGroup<'static>>,
    /// Stands for each word, whatever its case.
    pub(super) keys: Vec<u32>,
    /// The same of the base form, where the word is a verb or a noun.
    pub(super) bases: Vec<u32>,
    /// What the word lists say of each word.
    pub(super) roles: Vec<Roles>,
    /// What WordNet says of each verb and common noun.
    pub(super) senses: Vec<Sense>,
    /// Whether each word stands between quotation marks.
    quoted: Vec<bool>,
    pos: PosScratch,
    lexemes: Lexemes,
}

impl Parsed {
    /// Reads a sentence of the analysis.
    pub(super) fn read(&mut self, reader: &Reader, text: &str, analysis: &Analysis, sentence: usize) {
        self.tokens.clear();
        let range = analysis.sentences.get(sentence).map_or(0..0, |s| s.range());
        self.tokens.extend_from_slice(analysis.tokens.get(range).unwrap_or_default());
        reader.pos.tag(text, &self.tokens, &mut self.pos, &mut self.tags);
        reader.verbs.groups(text, &self.tokens, &self.tags, &mut self.groups);
        self.look_up(reader, text);
    }

    /// Reads a sentence that is to be told: what the tagger takes from single words is held against the whole of it.
    pub(super) fn read_to_tell(&mut self, reader: &Reader, text: &str, analysis: &Analysis, sentence: usize) {
        self.read(reader, text, analysis, sentence);
        if self.mend(reader, text) {
            reader.verbs.groups(text, &self.tokens, &self.tags, &mut self.groups);
            self.look_up(reader, text);
        }
    }

    /// Puts right what the words beside a verb rule out: a name is not a verb ("Ida [Banks] said"), nor is what has an
    /// owner ("the mayor's [walks]"), and after "she" stands no bare participle ("she [planned] to").
    fn mend(&mut self, reader: &Reader, text: &str) -> bool {
        let before = self.tags.clone();
        let sentence = self.tags.last() == Some(&Tag::Stop);
        if sentence {
            self.find_predicate();
        }
        for i in 1..self.tags.len() {
            let (before, tag) = (self.tags[i - 1], self.tags[i]);
            if !(tag.is_verb() || sentence && tag == Tag::Nns && before == Tag::Nnp) {
                continue;
            }
            let token = self.tokens[i];
            let named = i > 1 && self.tokens[i - 1].has(CAPITAL) && token.has(CAPITAL) && !token.glued();
            self.tags[i] = match before {
                // "the Road Safety [Act]"
                Tag::Nn | Tag::Nns if sentence && named => Tag::Nnp,
                Tag::Nnp if sentence && token.has(CAPITAL) && !token.glued() => Tag::Nnp,
                Tag::Pos if tag == Tag::Vbz => Tag::Nns,
                Tag::Pos if matches!(tag, Tag::Vb | Tag::Vbp) => Tag::Nn,
                Tag::Prp if tag == Tag::Vbn && self.is_free_subject(reader, text, i - 1) => Tag::Vbd,
                _ => tag,
            };
        }
        before != self.tags
    }

    /// Gives a sentence without a finite verb the one that was taken for another word: "Her term [ends] in May", "The old
    /// mill [burned] down", "[Polls] open at seven".
    fn find_predicate(&mut self) {
        if self.tags.iter().any(|t| t.is_finite()) && self.tags.first() != Some(&Tag::Vbz) {
            return;
        }
        let may = |i: usize, tag: Tag| self.pos.word(i).candidates & tag.bit() != 0;
        if self.tags.first() == Some(&Tag::Vbz) {
            let other = self.tags.iter().skip(1).any(|t| t.is_finite());
            if !may(0, Tag::Nns) || other {
                return;
            }
            self.tags[0] = Tag::Nns;
        }
        let after = |i: usize, tags: &[Tag]| tags.contains(&self.tags[i - 1]);
        let past = (1..self.tags.len()).find(|i| {
            matches!(self.tags[*i], Tag::Jj | Tag::Vbn | Tag::Nn)
                && (may(*i, Tag::Vbd) || self.tags[*i] != Tag::Nn && may(*i, Tag::Vbn))
                && after(*i, &[Tag::Nn, Tag::Nns, Tag::Nnp, Tag::Prp])
        });
        let present = || {
            (1..self.tags.len()).find_map(|i| match self.tags[i] {
                Tag::Nns if may(i, Tag::Vbz) && after(i, &[Tag::Nn, Tag::Nnp]) => Some((i, Tag::Vbz)),
                Tag::Jj | Tag::Nn | Tag::Vb if may(i, Tag::Vbp) && after(i, &[Tag::Nns]) => {
                    Some((i, Tag::Vbp))
                }
                _ => None,
            })
        };
        if let Some((i, tag)) = past.map(|i| (i, Tag::Vbd)).or_else(present) {
            self.tags[i] = tag;
        }
    }

    /// Whether the token is "she" or the like, with no auxiliary before it that turns the clause into a question.
    fn is_free_subject(&self, reader: &Reader, text: &str, i: usize) -> bool {
        let pronoun = self.tokens[i].text(text).to_ascii_lowercase();
        let auxiliary = i.checked_sub(1).is_some_and(|j| {
            let word = self.tokens[j].text(text);
            self.tags[j].is_verb()
                && reader.words.verb(&reader.lemmas.lemma(word, self.tags[j])) & (BE | HAVE) != 0
        });
        reader.words.other(&pronoun) & PRONOUN != 0 && !auxiliary
    }

    fn look_up(&mut self, reader: &Reader, text: &str) {
        self.keys.clear();
        self.bases.clear();
        self.roles.clear();
        self.senses.clear();
        mark_quoted(&self.tags, &mut self.quoted);
        for (i, (token, tag)) in self.tokens.iter().zip(&self.tags).enumerate() {
            let known = self.pos.word(i);
            let key = known.identity();
            let lexeme = match tag {
                Tag::Nn | Tag::Nns => self.lexemes.get(reader, token.text(text), *tag, known.key),
                _ if tag.is_verb() => self.lexemes.get(reader, token.text(text), *tag, known.key),
                _ => Lexeme { base: key, roles: 0, sense: Sense::OTHER },
            };
            self.keys.push(key);
            self.bases.push(lexeme.base);
            self.roles.push(lexeme.roles);
            self.senses.push(lexeme.sense);
        }
    }

    /// What the tagger knew of the word before it looked at its neighbours.
    pub(super) fn word(&self, i: usize) -> &Word {
        self.pos.word(i)
    }

    /// The tag as a number, for features; 63 beyond the ends.
    pub(super) fn tag_at(&self, i: isize) -> u32 {
        usize::try_from(i).ok().and_then(|i| self.tags.get(i)).map_or(63, |t| *t as u32)
    }

    /// The hash of the word, for features; 0 beyond the ends.
    pub(super) fn key_at(&self, i: isize) -> u32 {
        usize::try_from(i).ok().and_then(|i| self.keys.get(i)).copied().unwrap_or(0)
    }

    /// Whether the word stands between quotation marks.
    pub(super) fn is_quoted(&self, i: usize) -> bool {
        self.quoted.get(i).is_some_and(|q| *q)
    }
}

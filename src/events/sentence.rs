//! One sentence made ready: its tokens with tags, base forms and roles, and its verb groups.

use crate::analysis::Analysis;
use crate::text::Token;
use crate::text::pos::lexicon::Word;
use crate::text::pos::{PosScratch, Tag, mark_quoted};
use crate::text::scan::CAPITAL;
use crate::text::verbgroup::VerbGroup;

use super::Reader;
use super::lexemes::Lexemes;
use super::senses::Sense;
use super::words::{BE, HAVE, PRONOUN, Roles, WHEN};

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
    /// Whether each word stands between quotation marks; empty if there are none.
    quoted: Vec<bool>,
    pos: PosScratch,
    lexemes: Lexemes,
}

/// Verbs and common nouns: the words that the lists and WordNet are asked about.
const LOOKED_UP: u64 = 0b11_1111 << Tag::Vb as u64 | 1 << Tag::Nn as u64 | 1 << Tag::Nns as u64;

/// What was looked up last, for the next sentence: so large that not every sentence of an article can keep its own.
#[derive(Debug, Default)]
pub(super) struct Memory {
    pos: PosScratch,
    lexemes: Lexemes,
}

impl Parsed {
    /// Exchanges what was looked up last.
    fn swap_memory(&mut self, memory: &mut Memory) {
        self.pos.swap_recent(&mut memory.pos);
        std::mem::swap(&mut self.lexemes, &mut memory.lexemes);
    }

    /// Reads a sentence of the analysis.
    pub(super) fn read(&mut self, reader: &Reader, text: &str, analysis: &Analysis, sentence: usize) {
        self.tokens.clear();
        let range = analysis.sentences.get(sentence).map_or(0..0, |s| s.range());
        self.tokens.extend_from_slice(analysis.tokens.get(range).unwrap_or_default());
        // Both taggers read the same model.
        if let Some((tags, words)) = analysis.tagged(sentence) {
            self.tags.clear();
            self.tags.extend_from_slice(tags);
            self.pos.restore(words);
        } else {
            reader.pos.tag(text, &self.tokens, &mut self.pos, &mut self.tags);
        }
        reader.verbs.groups(text, &self.tokens, &self.tags, &mut self.groups);
        self.look_up(reader, text);
    }

    /// Reads a sentence that is to be told: what the tagger takes from single words is held against the whole of it.
    pub(super) fn read_to_tell(
        &mut self,
        reader: &Reader,
        text: &str,
        analysis: &Analysis,
        sentence: usize,
        memory: &mut Memory,
    ) {
        self.swap_memory(memory);
        self.read(reader, text, analysis, sentence);
        if self.mend(reader, text) {
            reader.verbs.groups(text, &self.tokens, &self.tags, &mut self.groups);
            self.look_up(reader, text);
        }
        self.swap_memory(memory);
    }

    /// Puts right what the words beside a verb rule out: a name is not a verb ("Ida [Banks] said"), nor is what has an
    /// owner ("the mayor's [walks]"), and after "she" stands no bare participle ("she [planned] to").
    fn mend(&mut self, reader: &Reader, text: &str) -> bool {
        let before = self.tags.clone();
        let sentence = self.tags.last() == Some(&Tag::Stop);
        if sentence {
            self.find_predicate();
            self.find_first_predicate(reader, text);
            self.find_leading_participle();
        }
        for i in 1..self.tags.len() {
            let (before, tag) = (self.tags[i - 1], self.tags[i]);
            if !(tag.is_verb() || sentence && tag == Tag::Nns && before == Tag::Nnp) {
                continue;
            }
            let token = self.tokens[i];
            let named = i > 1 && self.tokens[i - 1].has(CAPITAL) && token.has(CAPITAL) && !token.glued();
            if self.is_noun_of_clause(i) {
                self.tags[i] = Tag::Nns;
                continue;
            }
            self.tags[i] = match before {
                // "the Road Safety [Act]"
                Tag::Nn | Tag::Nns if sentence && named => Tag::Nnp,
                Tag::Nnp if sentence && token.has(CAPITAL) && !token.glued() => Tag::Nnp,
                // "more than [doubled]"
                Tag::In if tag == Tag::Vbn && i > 1 && self.is_compared_past(i) => Tag::Vbd,
                Tag::Pos if tag == Tag::Vbz => Tag::Nns,
                Tag::Pos if matches!(tag, Tag::Vb | Tag::Vbp) => Tag::Nn,
                Tag::Prp if tag == Tag::Vbn && self.is_free_subject(reader, text, i - 1) => Tag::Vbd,
                _ => tag,
            };
        }
        for i in 1..self.tags.len() {
            let relative = matches!(self.tags[i - 1], Tag::Wdt | Tag::Wp);
            let next = self.tags.get(i + 1).copied();
            // "which [ends] on June 26"
            if relative
                && self.tags[i] == Tag::Nns
                && self.pos.word(i).candidates & Tag::Vbz.bit() != 0
                && next.is_some_and(|t| matches!(t, Tag::In | Tag::To | Tag::Dt | Tag::Stop))
            {
                self.tags[i] = Tag::Vbz;
            }
            // "began on May 8 and [ends] on May 31"
            let joined = i > 1 && self.tags[i - 1] == Tag::Cc && self.tags[i - 2] == Tag::Cd;
            if joined
                && self.tags[i] == Tag::Nns
                && self.pos.word(i).candidates & Tag::Vbz.bit() != 0
                && next.is_some_and(|t| matches!(t, Tag::In | Tag::To))
                && self.tags[..i].iter().any(|t| t.is_finite())
            {
                self.tags[i] = Tag::Vbz;
            }
        }
        before != self.tags
    }

    /// "that [talks] had begun": a noun that looks like a verb between "that" and a predicate.
    fn is_noun_of_clause(&self, i: usize) -> bool {
        self.tags[i] == Tag::Vbz
            && matches!(self.tags[i - 1], Tag::Wdt | Tag::In)
            && self.pos.word(i).candidates & Tag::Nns.bit() != 0
            && self.tags.get(i + 1).is_some_and(|t| matches!(t, Tag::Vbd | Tag::Vbp | Tag::Md))
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

    fn may_be(&self, i: usize, tag: Tag) -> bool {
        self.pos.word(i).candidates & tag.bit() != 0
    }

    fn is_compared_past(&self, i: usize) -> bool {
        matches!(self.tags[i - 2], Tag::Jjr | Tag::Rbr) && self.may_be(i, Tag::Vbd)
    }

    /// "The pool [closed] for a week after its roof fell in": the first predicate, where all others come behind a word that
    /// subordinates them.
    fn find_first_predicate(&mut self, reader: &Reader, text: &str) {
        let Some(finite) = self.tags.iter().position(|t| t.is_finite()) else { return };
        let subordinates = |i: &usize| {
            matches!(self.tags[*i], Tag::In | Tag::Wrb)
                && reader.words.other(self.tokens[*i].text(text)) & WHEN != 0
        };
        let Some(divider) = (0..finite).rev().find(subordinates) else { return };
        let nominal = |t: Tag| {
            t.is_noun() || matches!(t, Tag::Dt | Tag::Jj | Tag::PrpPoss | Tag::Cd | Tag::In | Tag::Prp)
        };
        let found = (1..divider).find(|i| {
            matches!(self.tags[*i], Tag::Jj | Tag::Vbn)
                && self.tags[i - 1].is_noun()
                && matches!(self.tags[i + 1], Tag::In | Tag::Rb | Tag::To)
                && self.may_be(*i, Tag::Vbd)
        });
        let Some(found) = found.filter(|i| self.tags[..*i].iter().all(|t| nominal(*t))) else { return };
        if (divider + 1..finite).all(|i| nominal(self.tags[i])) && divider + 1 < finite {
            self.tags[found] = Tag::Vbd;
        }
    }

    /// "[Offered] a chair in 1984, she declined it", "[Found] clinging to a raft, Lind ...": a participle at the head of
    /// the sentence.
    fn find_leading_participle(&mut self) {
        let (Some(first), Some(second)) = (self.tags.first().copied(), self.tags.get(1).copied()) else {
            return;
        };
        let verb = first == Tag::Vbd;
        let noun = matches!(first, Tag::Nn | Tag::Nnp | Tag::Jj)
            && matches!(second, Tag::Vbg | Tag::In)
            && self.may_be(0, Tag::Vbd);
        if !(verb || noun) || !self.may_be(0, Tag::Vbn) {
            return;
        }
        let Some(comma) = self.tags.iter().position(|t| *t == Tag::Comma) else { return };
        let apart = !self.tags[1..comma].iter().any(|t| t.is_finite());
        let subject =
            self.tags.get(comma + 1).is_some_and(|t| matches!(t, Tag::Prp | Tag::Dt | Tag::Nnp | Tag::Nns));
        let finite = self.tags.iter().skip(comma + 2).position(|t| t.is_finite());
        let divided = finite.is_none_or(|f| self.tags[comma + 1..comma + 2 + f].contains(&Tag::Comma));
        if apart && subject && !divided {
            self.tags[0] = Tag::Vbn;
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
        self.quoted.clear();
        // All tags are looked at, which takes less time than to stop at the first.
        if self.tags.iter().fold(false, |any, tag| any | (*tag == Tag::OpenQuote)) {
            mark_quoted(&self.tags, &mut self.quoted);
        }
        self.keys.clear();
        self.keys.extend(self.pos.words().iter().map(Word::identity));
        self.bases.clone_from(&self.keys);
        self.roles.clear();
        self.roles.resize(self.tags.len(), 0);
        self.senses.clear();
        self.senses.resize(self.tags.len(), Sense::OTHER);
        self.lexemes.prepare();
        let words = self.pos.words().iter().zip(&self.tokens);
        let looked_up = self.bases.iter_mut().zip(&mut self.roles).zip(&mut self.senses);
        for ((tag, (word, token)), ((base, roles), sense)) in self.tags.iter().zip(words).zip(looked_up) {
            if tag.bit() & LOOKED_UP != 0 {
                let lexeme = self.lexemes.get(reader, text, token, *tag, word.key);
                (*base, *roles, *sense) = (lexeme.base, lexeme.roles, lexeme.sense);
            }
        }
    }

    /// What the tagger knew of the word before it looked at its neighbours.
    pub(super) fn word(&self, i: usize) -> &Word {
        self.pos.word(i)
    }

    /// The tag as a number, for features; 63 beyond the end.
    pub(super) fn tag_at(&self, i: usize) -> u32 {
        self.tags.get(i).map_or(63, |t| *t as u32)
    }

    /// The hash of the word, for features; 0 beyond the end.
    pub(super) fn key_at(&self, i: usize) -> u32 {
        self.keys.get(i).copied().unwrap_or(0)
    }

    /// Whether the word stands between quotation marks.
    pub(super) fn is_quoted(&self, i: usize) -> bool {
        self.quoted.get(i).is_some_and(|q| *q)
    }
}

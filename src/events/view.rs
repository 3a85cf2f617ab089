//! A sentence of an article with everything that the entries are made from: words, clauses, expressions.

use std::ops::Range;

use super::Reader;
use super::clause::{self, Bond, Clause, Clauses};
use super::sentence::{Memory, Parsed};
use super::words::{self, Roles};
use crate::analysis::{Analysis, Timex};
use crate::article::Zone;
use crate::text::pos::Tag;
use crate::text::verbgroup::{Tense, VerbGroup};

/// One sentence, read to the end.
pub(super) struct View<'a> {
    pub(super) reader: &'a Reader,
    pub(super) text: &'a str,
    pub(super) analysis: &'a Analysis,
    /// Its index in the analysis.
    pub(super) index: usize,
    /// Index of its first token in the analysis.
    pub(super) base: usize,
    pub(super) parsed: Parsed,
    /// The roles of words that are neither verbs nor nouns.
    pub(super) other: Vec<Roles>,
    /// Its expressions, as indices into the analysis.
    pub(super) timexes: Range<usize>,
    pub(super) clauses: Clauses,
    timed: Vec<bool>,
}

impl<'a> View<'a> {
    pub(super) fn read(
        reader: &'a Reader,
        text: &'a str,
        analysis: &'a Analysis,
        index: usize,
        timexes: Range<usize>,
        memory: &mut Memory,
    ) -> Self {
        let mut parsed = Parsed::default();
        parsed.read_to_tell(reader, text, analysis, index, memory);
        let base = analysis.sentences.get(index).map_or(0, |s| s.first as usize);
        let other = function_words(reader, text, &parsed);
        let mut timed = vec![false; parsed.tokens.len()];
        for timex in analysis.timexes.get(timexes.clone()).unwrap_or_default() {
            let (first, last) =
                ((timex.first as usize).saturating_sub(base), (timex.last as usize).saturating_sub(base));
            for slot in timed.iter_mut().take(last).skip(first) {
                *slot = true;
            }
        }
        // "[March] 2010 - A court ...", "[May] 2019": a month is no predicate.
        let is_month = |g: &VerbGroup<'_>| g.first == g.head && timed.get(g.head as usize) == Some(&true);
        for group in parsed.groups.iter().filter(|g| is_month(g)) {
            if let Some(tag) = parsed.tags.get_mut(group.head as usize) {
                *tag = Tag::Nnp;
            }
        }
        parsed.groups.retain(|g| !is_month(g));
        let clauses = clause::divide(&parsed, &other, &timed);
        // What turned out to be the predicate of its clause is a past tense and no participle.
        for clause in clauses.list.iter().filter(|c| c.bond != Bond::Reduced) {
            if let Some(group) = clause
                .group
                .and_then(|g| parsed.groups.get_mut(g))
                .filter(|g| g.tense == Tense::PastParticiple && g.first == g.head)
            {
                group.tense = Tense::Past;
            }
        }
        Self { reader, text, analysis, index, base, parsed, other, timexes, clauses, timed }
    }

    pub(super) fn len(&self) -> usize {
        self.parsed.tokens.len()
    }

    pub(super) fn zone(&self) -> Zone {
        self.analysis.places.get(self.index).map_or(Zone::Body, |p| p.zone)
    }

    pub(super) fn block(&self) -> u32 {
        self.analysis.places.get(self.index).map_or(0, |p| p.block)
    }

    pub(super) fn tag(&self, i: usize) -> Option<Tag> {
        self.parsed.tags.get(i).copied()
    }

    pub(super) fn word(&self, i: usize) -> &'a str {
        self.parsed.tokens.get(i).map_or("", |t| t.text(self.text))
    }

    /// What the word lists say of the token, whatever its part of speech.
    pub(super) fn roles(&self, i: usize) -> Roles {
        self.parsed.roles.get(i).copied().unwrap_or(0) | self.other.get(i).copied().unwrap_or(0)
    }

    pub(super) fn is(&self, i: usize, roles: Roles) -> bool {
        self.roles(i) & roles != 0
    }

    /// The bytes of a range of tokens.
    pub(super) fn bytes(&self, tokens: Range<usize>) -> Range<usize> {
        let start = self.parsed.tokens.get(tokens.start).map_or(0, |t| t.start as usize);
        let end = tokens
            .end
            .checked_sub(1)
            .and_then(|i| self.parsed.tokens.get(i))
            .map_or(start, |t| t.end as usize);
        start..end.max(start)
    }

    pub(super) fn clause(&self, clause: usize) -> Option<&Clause> {
        self.clauses.list.get(clause)
    }

    pub(super) fn group(&self, clause: usize) -> Option<&VerbGroup<'static>> {
        self.clause(clause)?.group.and_then(|g| self.parsed.groups.get(g))
    }

    /// The roles of the clause's verb; with its particle, if it has one ("called off").
    pub(super) fn verb_roles(&self, clause: usize) -> Roles {
        let Some(group) = self.group(clause) else { return 0 };
        let head = group.head as usize;
        let mut roles = self.parsed.roles.get(head).copied().unwrap_or(0);
        if let Some(particle) = (head + 1..(head + 5).min(self.len())).find(|i| {
            matches!(self.tag(*i), Some(Tag::Rp)) || *i == head + 1 && self.tag(*i) == Some(Tag::In)
        }) {
            let tag = self.tag(head).unwrap_or(Tag::Vb);
            let lemma = self.reader.lemmas.lemma(self.word(head), tag);
            roles |= self.reader.words.verb(&format!("{lemma}-{}", self.word(particle)));
        }
        roles
    }

    pub(super) fn timex(&self, index: usize) -> Option<&'a Timex> {
        self.analysis.timexes.get(index)
    }

    /// The tokens of an expression.
    pub(super) fn timex_tokens(&self, index: usize) -> Range<usize> {
        self.timex(index).map_or(0..0, |t| {
            (t.first as usize).saturating_sub(self.base)
                ..(t.last as usize).saturating_sub(self.base).min(self.len())
        })
    }

    /// The noun phrase that ends before the token, signs and prepositions between left out.
    pub(super) fn phrase_before(&self, i: usize) -> Range<usize> {
        let sign =
            |j: &usize| !matches!(self.tag(*j), Some(Tag::Comma | Tag::In | Tag::Colon | Tag::CloseQuote));
        let end = (0..i).rev().find(sign).map_or(0, |j| j + 1);
        let mut phrase = clause::noun_phrase(&self.parsed, &self.other, &self.timed, end, 0);
        // "Vos, [71], who": the age is not who.
        if phrase.len() == 1
            && self.tag(phrase.start) == Some(Tag::Cd)
            && phrase.start > 1
            && self.tag(phrase.start - 1) == Some(Tag::Comma)
        {
            phrase = clause::noun_phrase(&self.parsed, &self.other, &self.timed, phrase.start - 1, 0);
        }
        // A noun that looks like a verb ("the drive that ...") ends the phrase all the same.
        if phrase.is_empty() && end > 1 && self.tag(end - 1).is_some_and(Tag::is_verb) {
            let before = clause::noun_phrase(&self.parsed, &self.other, &self.timed, end - 1, 0);
            return if before.is_empty() { phrase } else { before.start..end };
        }
        phrase
    }

    /// Whether the token belongs to an expression.
    pub(super) fn is_timed(&self, i: usize) -> bool {
        self.timed.get(i).copied().unwrap_or(false)
    }

    /// The last noun of a noun phrase, before any preposition in it.
    pub(super) fn head_noun(&self, phrase: &Range<usize>) -> Option<usize> {
        let end = phrase
            .clone()
            .skip(1)
            .find(|i| {
                matches!(self.tag(*i), Some(Tag::In | Tag::To | Tag::Comma | Tag::Wdt | Tag::Wp))
                    || self.tag(*i).is_some_and(Tag::is_verb)
            })
            .unwrap_or(phrase.end);
        (phrase.start..end)
            .rev()
            .find(|i| self.tag(*i).is_some_and(|t| t.is_noun() || t == Tag::Prp || t == Tag::Cd))
    }

    /// Whether the sentence makes what the clause tells depend on a condition.
    pub(super) fn is_conditional(&self, clause: usize) -> bool {
        let mut conditions = (0..self.clauses.list.len()).filter(|c| self.is_condition(*c));
        conditions.any(|c| {
            self.clauses.is_within(clause, c)
                || !self.clauses.is_within(c, clause)
                || self.directly_below(c, clause)
        })
    }

    /// Whether the clause is a condition: "if the court agrees".
    pub(super) fn is_condition(&self, clause: usize) -> bool {
        self.clause(clause).is_some_and(|c| {
            c.bond == Bond::Adverbial && c.marker.is_some_and(|m| self.is(m, words::CONDITION))
        })
    }

    fn directly_below(&self, clause: usize, above: usize) -> bool {
        self.clause(clause).is_some_and(|c| c.parent == Some(above))
    }
}

fn function_words(reader: &Reader, text: &str, parsed: &Parsed) -> Vec<Roles> {
    parsed
        .tokens
        .iter()
        .zip(&parsed.tags)
        .map(|(token, tag)| {
            let word = token.text(text);
            if tag.is_noun() {
                reader.words.other(word)
            } else if word.as_bytes().first().is_some_and(u8::is_ascii_uppercase) {
                reader.words.other(word) | reader.words.other(&word.to_lowercase())
            } else {
                reader.words.other(word)
            }
        })
        .collect()
}

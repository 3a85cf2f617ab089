//! The sentences of an article in their order in, whom a pronoun at the head of a clause stands for out.
//!
//! Only what is safe is resolved: "she" is the person that the sentences before were about, "it" and "they" are the
//! subject of the sentence directly before. A person is not "he" once and "she" another time, and an "it" that stands
//! for nothing ("It took two hours", "It is said that") stays.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::clause::Bond;
use super::names::{self, Names};
use super::view::View;
use super::words::{self, Roles};
use crate::text::pos::Tag;

/// How many sentences a person is remembered over that are about something else.
const MEMORY: u32 = 3;
/// The longest noun phrase, in words, that is put in the place of a pronoun.
const LONGEST: usize = 6;

/// Whom and what the sentences so far were about.
#[derive(Debug, Default)]
pub(super) struct Focus {
    person: Option<String>,
    /// How many sentences ago.
    ago: u32,
    /// Which pronoun a person has been called by.
    called: FxHashMap<String, Roles>,
    /// Who was called so last.
    known: FxHashMap<Roles, String>,
    thing: Option<String>,
    plural: Option<String>,
}

impl Focus {
    /// The pronoun that is all of a clause's subject, as a token.
    pub(super) fn pronoun(view: &View<'_>, clause: usize) -> Option<usize> {
        let c = view.clause(clause)?;
        let i = c.subject.start;
        (c.subject.len() == 1 && view.tag(i) == Some(Tag::Prp) && !view.parsed.is_quoted(i)).then_some(i)
    }

    /// What the pronoun that is the subject of a clause stands for.
    pub(super) fn resolve(&self, view: &View<'_>, names: &Names, clause: usize) -> Option<String> {
        let pronoun = Self::pronoun(view, clause)?;
        let gender = view.roles(pronoun) & (words::MASCULINE | words::FEMININE);
        if gender != 0 {
            let inside = (0..clause)
                .rev()
                .filter_map(|c| view.clause(c))
                .filter(|c| c.subject.end <= pronoun && !c.subject.is_empty())
                .find_map(|c| person(view, names, &c.subject));
            return inside
                .filter(|name| [0, gender].contains(&self.called(names, name)))
                .or_else(|| self.by_pronoun(names, gender));
        }
        let first = view.clauses.list.iter().all(|c| c.subject.is_empty() || c.subject.start >= pronoun);
        if !first {
            return beside(view, names, clause, pronoun);
        }
        if view.is(pronoun, words::NEUTER) && !is_empty(view, clause) {
            return self.thing.clone();
        }
        if view.is(pronoun, words::PLURAL) { self.plural.clone() } else { None }
    }

    fn called(&self, names: &Names, name: &str) -> Roles {
        self.called.get(name).copied().unwrap_or_else(|| names.called(name))
    }

    /// Whom "he" or "she" is: the person spoken of last, if it can be, or the one that is known by this pronoun. With
    /// one of whom it is not known and another of whom it is, nobody can tell.
    fn by_pronoun(&self, names: &Names, gender: Roles) -> Option<String> {
        let known = self.known.get(&gender);
        match &self.person {
            Some(last) if self.called(names, last) == gender => Some(last.clone()),
            Some(last) if self.called(names, last) == 0 => known.is_none().then(|| last.clone()),
            _ => known.cloned(),
        }
    }

    /// Takes note of what a sentence was about.
    pub(super) fn note(&mut self, view: &View<'_>, names: &Names) {
        self.ago += 1;
        if self.ago > MEMORY {
            self.person = None;
        }
        let tells = |bond: Bond| view.clauses.list.iter().position(|c| c.bond == bond && c.group.is_some());
        let Some(clause) = tells(Bond::Attribution).or_else(|| tells(Bond::Main)) else {
            (self.thing, self.plural) = (None, None);
            return;
        };
        if let Some(pronoun) = Self::pronoun(view, clause) {
            let gender = view.roles(pronoun) & (words::MASCULINE | words::FEMININE);
            if gender != 0
                && let Some(name) = self.resolve(view, names, clause)
            {
                self.called.insert(name.clone(), gender);
                self.known.insert(gender, name.clone());
                self.person = Some(name);
                self.ago = 0;
            }
            return;
        }
        let subject = view.clause(clause).map_or(0..0, |c| c.subject.clone());
        (self.thing, self.plural) = (None, None);
        if let Some(name) = person(view, names, &subject) {
            self.person = Some(name);
            self.ago = 0;
            return;
        }
        let end = subject.clone().find(|i| view.tag(*i) == Some(Tag::Comma)).unwrap_or(subject.end);
        let whole = subject.start..end;
        let phrase = if whole.len() <= LONGEST { whole } else { names::head_phrase(view, &whole) };
        let Some(head) = view.head_noun(&phrase) else { return };
        if phrase.is_empty() || phrase.len() > LONGEST || phrase.clone().any(|i| view.is_timed(i)) {
            return;
        }
        let text = definite(view, &phrase);
        match view.tag(head) {
            Some(Tag::Nns | Tag::Nnps) => self.plural = Some(text),
            // "The office issued [a warning]. It ...": either may be meant.
            Some(Tag::Nn | Tag::Nnp)
                if !phrase.clone().any(|i| view.tag(i) == Some(Tag::Cc)) && !brings_in(view, clause) =>
            {
                self.thing = Some(text);
            }
            _ => {}
        }
    }
}

/// "The offer was raised, and [it] is to be accepted": the subject of the clause beside, where the number is the same.
fn beside(view: &View<'_>, names: &Names, clause: usize, pronoun: usize) -> Option<String> {
    let main = |c: &usize| view.clause(*c).is_some_and(|c| c.bond == Bond::Main && c.group.is_some());
    if !main(&clause) || is_empty(view, clause) {
        return None;
    }
    let subject = view.clause((0..clause).rev().find(main)?)?.subject.clone();
    let listed = subject.clone().any(|i| matches!(view.tag(i), Some(Tag::Cc | Tag::Comma)));
    let head = view.head_noun(&subject).filter(|_| !listed && subject.len() <= LONGEST)?;
    let fits = match view.tag(head)? {
        Tag::Nns | Tag::Nnps => view.is(pronoun, words::PLURAL),
        Tag::Nn => view.is(pronoun, words::NEUTER),
        Tag::Nnp => view.is(pronoun, words::NEUTER) && person(view, names, &subject).is_none(),
        _ => false,
    };
    let timed = subject.clone().any(|i| view.is_timed(i));
    (fits && !timed).then(|| definite(view, &subject))
}

/// The person that a subject names: a name of several words, or the last word of one.
fn person(view: &View<'_>, names: &Names, subject: &Range<usize>) -> Option<String> {
    if matches!(view.tag(subject.start), Some(Tag::Dt))
        && !subject.clone().any(|i| view.tag(i) == Some(Tag::Comma))
    {
        return None;
    }
    let plural = subject.clone().any(|i| view.tag(i) == Some(Tag::Cc));
    let named = names.within(view, names::head_phrase(view, subject));
    named.into_iter().rev().find(|name| name.contains(' ') && names.is_person(name)).filter(|_| !plural)
}

/// "a leak" is "the leak" where it is spoken of again.
fn definite(view: &View<'_>, phrase: &Range<usize>) -> String {
    let text = view.text.get(view.bytes(phrase.clone())).unwrap_or_default();
    let mut words: Vec<&str> = text.split_whitespace().collect();
    if view.is(phrase.start, words::INDEFINITE) && !words.is_empty() {
        words[0] = view.reader.words.definite();
    }
    words.join(" ")
}

/// Whether something else comes up in a clause behind its verb: "issued [a] warning".
fn brings_in(view: &View<'_>, clause: usize) -> bool {
    let head = view.group(clause).map_or(0, |g| g.head as usize);
    (head + 1..view.len()).any(|i| view.is(i, words::INDEFINITE) && view.clauses.of.get(i) == Some(&clause))
}

/// An "it" that stands for nothing, or for what follows.
fn is_empty(view: &View<'_>, clause: usize) -> bool {
    let complement = view.clauses.list.iter().any(|k| k.parent == Some(clause) && k.bond == Bond::Complement);
    let says = view.verb_roles(clause) & (words::REPORT | words::THINK) != 0;
    let copula = view.group(clause).is_some_and(|g| g.copula);
    let impersonal = view.group(clause).is_some_and(|g| {
        let head = g.head as usize;
        let lemma = view.tag(head).map(|tag| view.reader.lemmas.lemma(view.word(head), tag));
        lemma.is_some_and(|lemma| view.reader.words.other(&lemma) & words::IMPERSONAL != 0)
    });
    copula || complement && !says || impersonal
}

//! The names of an article in, the fullest form of each out; the actors and the places of a clause.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::view::View;
use super::words::{self, Roles};
use crate::analysis::Analysis;
use crate::text::pos::Tag;

/// The names of an article: each known by its last word.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Last word of a name to its fullest form; none where two names share it.
    full: FxHashMap<String, Option<String>>,
    /// The last words of names that a body or a place bears: "the Lind Foundation", "in Port Lind".
    others: FxHashSet<String>,
    /// The last words of names after "Mr", "Ms" and the like.
    called: FxHashMap<String, Roles>,
}

impl Names {
    /// Takes note of the names of a sentence.
    pub(super) fn collect(&mut self, view: &View<'_>) {
        let mut at = 0;
        while at < view.len() {
            let name = name_at(view, at);
            if name.is_empty() {
                at += 1;
                continue;
            }
            at = name.end;
            let person = without_titles(view, name.clone());
            let called =
                name.clone().fold(0, |all, i| all | view.roles(i)) & (words::MASCULINE | words::FEMININE);
            if called != 0 && person.start > name.start {
                self.called.insert(view.word(person.end - 1).to_string(), called);
            }
            if person.len() < 2 {
                continue;
            }
            let full = text_of(view, &person);
            let last = view.word(person.end - 1).to_string();
            let before = name.start.checked_sub(1);
            let body = before.is_some_and(|i| view.tag(i) == Some(Tag::Dt) || view.is(i, words::PLACE));
            let titled = person.start > name.start;
            if body && !titled || person.clone().any(|i| view.is(i, words::BODY)) {
                self.others.insert(last.clone());
            }
            let slot = self.full.entry(last).or_insert_with(|| Some(full.clone()));
            let keep = match slot {
                Some(known) if known.ends_with(&full) => true,
                Some(known) if full.ends_with(known.as_str()) => false,
                Some(known) => known.split(' ').next() == full.split(' ').next(),
                None => true,
            };
            if !keep {
                *slot = slot.take().filter(|known| full.ends_with(known.as_str())).map(|_| full);
            }
        }
    }

    /// What the titles before a name say of the person: masculine, feminine, or 0.
    pub(super) fn called(&self, name: &str) -> Roles {
        name.rsplit(' ').next().and_then(|last| self.called.get(last)).copied().unwrap_or(0)
    }

    /// Whether a name may be a person's.
    pub(super) fn is_person(&self, name: &str) -> bool {
        name.rsplit(' ').next().is_some_and(|last| !self.others.contains(last))
    }

    fn knows(&self, word: &str) -> bool {
        word.starts_with(char::is_uppercase) && self.full.get(word).is_some_and(Option::is_some)
    }

    /// The fullest form of a name.
    fn fullest(&self, name: &str) -> String {
        let known = (!name.contains(' ')).then(|| self.full.get(name).cloned().flatten()).flatten();
        known.unwrap_or_else(|| name.to_string())
    }

    /// The names inside a range of tokens, each once.
    pub(super) fn within(&self, view: &View<'_>, range: Range<usize>) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let mut name = name_at(view, at);
            // "Banks sold ...": a known name that could be another word.
            if name.is_empty() && view.tag(at).is_some_and(Tag::is_noun) && self.knows(view.word(at)) {
                name = at..at + 1;
            }
            name.end = name.end.min(range.end);
            // "London-based"
            let part = view.tag(name.end) == Some(Tag::Hyphen) && name.end < range.end;
            if name.is_empty() || part {
                at += 1;
                continue;
            }
            at = name.end;
            let person = without_titles(view, name.clone());
            let name = self.fullest(&text_of(view, &person));
            if !found.contains(&name) {
                found.push(name);
            }
        }
        found
    }
}

/// The name that begins at a token: capitalised nouns in a row, with "of", "de" or a dotted initial inside.
fn name_at(view: &View<'_>, start: usize) -> Range<usize> {
    let proper = |i: usize| view.tag(i).is_some_and(Tag::is_proper) && !view.is_timed(i);
    if !proper(start) {
        return start..start;
    }
    let mut end = start + 1;
    loop {
        let joins = view.tag(end) == Some(Tag::Hyphen)
            || view.word(end) == "&"
            || (view.word(end) == "." && (view.word(end - 1).len() <= 2 || view.is(end - 1, words::TITLE)));
        let office = is_office(view, end);
        if proper(end) {
            end += 1;
        } else if (joins || office) && proper(end + 1) {
            end += 2;
        } else {
            return start..end;
        }
    }
}

/// "Secretary [of] State John Lind": the office belongs to the title.
fn is_office(view: &View<'_>, i: usize) -> bool {
    view.is(i, words::OF) && i > 0 && view.is(i - 1, words::TITLE) && view.is(i + 1, words::TITLE)
}

/// The name without the titles before it; a name of titles alone stays.
fn without_titles(view: &View<'_>, name: Range<usize>) -> Range<usize> {
    // "Lind Defence & Space": a word of the name, no title.
    if name.clone().any(|i| view.word(i) == "&") {
        return name;
    }
    let title = name.clone().rev().find(|i| view.is(*i, words::TITLE));
    let first = title.map_or(name.start, |title| title + 1);
    let first = (first..name.end).find(|i| view.word(*i) != ".").unwrap_or(name.end);
    // "the Justice Department"
    let body = first + 1 == name.end && view.is(first, words::BODY);
    if first < name.end && !body {
        return first..name.end;
    }
    name
}

fn text_of(view: &View<'_>, range: &Range<usize>) -> String {
    let bytes = view.bytes(range.clone());
    view.text.get(bytes).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Who acts in a clause: the names of its subject or, where there is none, the subject itself.
pub(super) fn actors(view: &View<'_>, names: &Names, clause: usize) -> Vec<String> {
    let Some(c) = view.clause(clause) else { return Vec::new() };
    let mut found = named_or_described(view, names, &c.subject);
    if view.group(clause).is_some_and(|g| g.passive)
        && let Some(by) = agent(view, clause)
    {
        found.extend(names.within(view, by).into_iter().filter(|n| !found.contains(n)).collect::<Vec<_>>());
    }
    found
}

/// The names inside a phrase or, where there is none, the phrase itself if it is short.
pub(super) fn named_or_described(view: &View<'_>, names: &Names, phrase: &Range<usize>) -> Vec<String> {
    let mut subject = head_phrase(view, phrase);
    // "Lind, [the mayor of Port Lind]"
    let apposed = |i: &usize| {
        view.tag(*i) == Some(Tag::Comma)
            && matches!(view.tag(i + 1), Some(Tag::Dt | Tag::PrpPoss | Tag::Cd))
            && !phrase.clone().any(|j| view.tag(j) == Some(Tag::Cc))
    };
    subject.end = subject.clone().skip(1).find(apposed).unwrap_or(subject.end);
    while !subject.is_empty() && view.is(subject.end - 1, words::REFLEXIVE) {
        subject.end -= 1;
    }
    let mut found = names.within(view, subject.clone());
    if found.is_empty() {
        let first = subject.clone().find(|i| {
            let bare = matches!(view.tag(*i), Some(Tag::Dt | Tag::Prp | Tag::PrpPoss | Tag::Ex | Tag::Pos));
            !bare && !view.is_timed(*i)
        });
        if let Some(first) =
            first.filter(|f| subject.end - f <= 5 && view.tag(subject.end - 1).is_some_and(Tag::is_noun))
        {
            let noun = view.parsed.roles.get(subject.end - 1).copied().unwrap_or(0);
            let named = view.word(subject.end - 1).starts_with(char::is_uppercase);
            let acts = named || view.parsed.senses.get(subject.end - 1).is_some_and(|s| s.may_act());
            if acts && noun & (words::EVENT_NOUN | words::INTENT | words::STATE) == 0 {
                found.push(text_of(view, &(first..subject.end)));
            }
        }
    }
    found
}

/// The phrase without the prepositional phrases and asides behind its head.
pub(super) fn head_phrase(view: &View<'_>, phrase: &Range<usize>) -> Range<usize> {
    let end = phrase
        .clone()
        .skip(1)
        .find(|i| {
            let ends =
                matches!(view.tag(*i), Some(Tag::In | Tag::To | Tag::Wdt | Tag::Wp | Tag::OpenBracket));
            ends && !is_office(view, *i)
        })
        .unwrap_or(phrase.end);
    let mut end = end;
    while end > phrase.start && matches!(view.tag(end - 1), Some(Tag::Comma | Tag::Cc)) {
        end -= 1;
    }
    phrase.start..end.max(phrase.start)
}

/// "by the council": the noun phrase after "by" in a passive clause.
fn agent(view: &View<'_>, clause: usize) -> Option<Range<usize>> {
    let head = view.group(clause)?.head as usize;
    let end = (head + 12).min(view.len());
    let by = (head + 1..end).find(|i| view.is(*i, words::BY) && view.clauses.of.get(*i) == Some(&clause))?;
    let mut last = by + 1;
    while view.tag(last).is_some_and(super::clause::is_nominal) {
        last += 1;
    }
    Some(by + 1..last)
}

/// The places of a clause: names after "in", "at", "near".
pub(super) fn places(view: &View<'_>, keep: impl Fn(usize) -> bool) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for i in
        (0..view.len()).filter(|i| keep(*i) && view.tag(*i) == Some(Tag::In) && view.is(*i, words::PLACE))
    {
        let start = if view.tag(i + 1) == Some(Tag::Dt) { i + 2 } else { i + 1 };
        let mut name = name_at(view, start);
        if name.is_empty() {
            continue;
        }
        // "in Dayton, Ohio": the wider place belongs to it.
        if view.tag(name.end) == Some(Tag::Comma) {
            let wider = name_at(view, name.end + 1);
            let closed = !wider.is_empty()
                && view
                    .tag(wider.end)
                    .is_none_or(|t| matches!(t, Tag::Comma | Tag::Stop | Tag::In | Tag::CloseQuote));
            name.end = if closed { wider.end } else { name.end };
        }
        let place = text_of(view, &name);
        if !found.contains(&place) {
            found.push(place);
        }
    }
    found
}

/// The names of all sentences of an article.
pub(super) fn of_article(views: &[View<'_>]) -> Names {
    let mut names = Names::default();
    views.iter().for_each(|view| names.collect(view));
    names
}

/// The expressions of each sentence, as ranges of indices.
pub(super) fn expressions_by_sentence(analysis: &Analysis) -> Vec<Range<usize>> {
    let mut ranges = Vec::with_capacity(analysis.sentences.len());
    let mut at = 0;
    for index in 0..analysis.sentences.len() {
        let start = at;
        while analysis.timexes.get(at).is_some_and(|t| (t.sentence as usize) <= index) {
            at += 1;
        }
        ranges.push(start..at);
    }
    ranges
}

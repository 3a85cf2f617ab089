//! Tags and verb groups of a sentence in, its clauses out: which words belong to which predicate, and how the clauses hang
//! together.
//!
//! One pass with a stack of open clauses. A subordinating word or a participle opens one, a predicate settles in the
//! innermost that has none, and a second predicate in the same clause is told by what stands before it: a conjunction
//! (coordinate), a comma and a subject (a clause of its own, or "..., officials said"), a bare subject (what was said,
//! or a relative clause without its pronoun).

use std::ops::Range;

use super::sentence::Parsed;
use super::words::{self, Roles};
use crate::text::pos::Tag;
use crate::text::verbgroup::{Tense, VerbGroup};

/// How a clause hangs on its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bond {
    /// The sentence itself, or a clause beside it.
    Main,
    /// Shares the subject of its elder sibling: "... and pleaded not guilty".
    Coordinate,
    /// What is said, thought, denied.
    Complement,
    /// After "when", "because", "after".
    Adverbial,
    /// After "which", "who", "where", or without a pronoun.
    Relative,
    /// A participle with its phrase: "signed in 2018".
    Reduced,
    /// "..., officials said".
    Attribution,
}

/// A predicate with its words.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    pub(super) bond: Bond,
    pub(super) parent: Option<usize>,
    /// The conjunction or pronoun that opens it.
    pub(super) marker: Option<usize>,
    /// First token.
    pub(super) start: usize,
    /// Index of its verb group; none in a fragment.
    pub(super) group: Option<usize>,
    /// Its own subject; empty where it has none.
    pub(super) subject: Range<usize>,
}

/// The clauses of a sentence.
#[derive(Debug, Default)]
pub(super) struct Clauses {
    pub(super) list: Vec<Clause>,
    /// The clause of each token.
    pub(super) of: Vec<usize>,
}

impl Clauses {
    /// Whether `clause` is `ancestor` or hangs below it.
    pub(super) fn is_within(&self, mut clause: usize, ancestor: usize) -> bool {
        loop {
            if clause == ancestor {
                return true;
            }
            match self.list.get(clause).and_then(|c| c.parent) {
                Some(parent) if parent < clause => clause = parent,
                _ => return false,
            }
        }
    }
}

/// Divides the sentence. `other` are the roles of its function words, `timed` tells the tokens of expressions.
pub(super) fn divide(parsed: &Parsed, other: &[Roles], timed: &[bool]) -> Clauses {
    let mut divider = Divider {
        parsed,
        other,
        timed,
        clauses: Clauses::default(),
        stack: Vec::new(),
        outside: None,
        unquoted: 0,
    };
    divider.open(Bond::Main, None, None, 0);
    let mut starts = vec![usize::MAX; parsed.tokens.len()];
    for (index, group) in parsed.groups.iter().enumerate() {
        if let Some(slot) = starts.get_mut(group.first as usize) {
            *slot = index;
        }
    }
    for (i, group) in starts.iter().enumerate() {
        match parsed.groups.get(*group) {
            Some(g) if is_finite(g) => divider.finite(i, *group),
            Some(g) => divider.nonfinite(i, *group, g),
            None => divider.word(i),
        }
        let top = divider.top();
        divider.clauses.of.push(top);
    }
    divider.clauses
}

/// Whether the group can be the predicate of a clause of its own.
pub(super) fn is_finite(group: &VerbGroup<'_>) -> bool {
    matches!(group.tense, Tense::Past | Tense::Present | Tense::Future)
        || group.tense == Tense::None && group.modality.is_some()
}

struct Divider<'a> {
    parsed: &'a Parsed,
    other: &'a [Roles],
    timed: &'a [bool],
    clauses: Clauses,
    stack: Vec<usize>,
    /// How many clauses were open before the quotation that is being read.
    outside: Option<usize>,
    /// One past the last quotation mark that closed.
    unquoted: usize,
}

impl Divider<'_> {
    fn top(&self) -> usize {
        self.stack.last().copied().unwrap_or(0)
    }

    fn tag(&self, i: usize) -> Option<Tag> {
        self.parsed.tags.get(i).copied()
    }

    fn group_of(&self, clause: usize) -> Option<usize> {
        self.clauses.list.get(clause).and_then(|c| c.group)
    }

    fn open(&mut self, bond: Bond, parent: Option<usize>, marker: Option<usize>, start: usize) -> usize {
        self.clauses.list.push(Clause { bond, parent, marker, start, group: None, subject: start..start });
        self.stack.push(self.clauses.list.len() - 1);
        self.top()
    }

    fn settle(&mut self, clause: usize, group: usize, subject: Range<usize>) {
        if let Some(clause) = self.clauses.list.get_mut(clause) {
            clause.group = Some(group);
            clause.subject = subject;
        }
    }

    /// Hands the tokens from `from` on to a clause.
    fn hand_over(&mut self, from: usize, clause: usize) {
        for owner in self.clauses.of.iter_mut().skip(from) {
            *owner = clause;
        }
    }

    /// A word that is no verb: it may open a clause, a comma may close one.
    fn word(&mut self, i: usize) {
        let top = self.top();
        let before = i.checked_sub(1).and_then(|j| self.tag(j));
        match self.tag(i) {
            Some(Tag::OpenQuote) if matches!(before, None | Some(Tag::Comma | Tag::Colon)) => {
                self.outside.get_or_insert(self.stack.len());
                self.open(Bond::Complement, Some(top), None, i);
                return;
            }
            Some(Tag::CloseQuote) => {
                if let Some(depth) = self.outside.take() {
                    self.stack.truncate(depth.max(1));
                }
                self.unquoted = i + 1;
                return;
            }
            Some(Tag::Comma | Tag::Colon)
                if self.bond(top) == Some(Bond::Reduced) && self.stack.len() > 1 =>
            {
                self.stack.pop();
            }
            _ => {}
        }
        if self.tag(i) == Some(Tag::Colon) && self.other[i] & words::BREAK != 0 && self.group_of(0).is_some()
        {
            if self.outside.is_none() {
                self.stack.clear();
                self.open(Bond::Main, None, None, i);
            }
            return;
        }
        let Some(bond) = self.opener(i) else { return };
        let top = self.top();
        self.open(bond, Some(top), Some(i), i);
    }

    fn bond(&self, clause: usize) -> Option<Bond> {
        self.clauses.list.get(clause).map(|c| c.bond)
    }

    /// How the clause hangs that the word opens, if it opens one.
    fn opener(&self, i: usize) -> Option<Bond> {
        let after_noun =
            i > 0 && self.tag(i - 1).is_some_and(|t| t.is_noun() || t == Tag::Cd || t == Tag::Comma);
        match self.tag(i)? {
            Tag::Wdt if self.is_that(i) && self.reports(self.top()) != 0 && !self.verb_next(i) => {
                Some(Bond::Complement)
            }
            Tag::Wdt | Tag::Wp | Tag::WpPoss if after_noun || self.follows_preposition(i) => {
                Some(Bond::Relative)
            }
            Tag::Wp | Tag::WpPoss | Tag::Wdt => Some(Bond::Complement),
            Tag::Wrb if after_noun && self.other[i] & words::WHEN != 0 && !self.is_when(i) => {
                Some(Bond::Relative)
            }
            Tag::Wrb => Some(Bond::Adverbial),
            Tag::In | Tag::Rb if self.other[i] & words::WHEN != 0 && self.begins_clause(i) => {
                Some(if self.is_that(i) { self.that(i) } else { Bond::Adverbial })
            }
            Tag::In | Tag::Dt if self.is_that(i) && self.begins_clause(i) => Some(self.that(i)),
            _ => None,
        }
    }

    fn verb_next(&self, i: usize) -> bool {
        let next = (i + 1..self.parsed.tokens.len()).find(|j| !self.tag(*j).is_some_and(Tag::is_adverb));
        next.and_then(|j| self.tag(j)).is_some_and(|t| t.is_verb() || t == Tag::Md)
    }

    fn that(&self, i: usize) -> Bond {
        match i.checked_sub(1).and_then(|j| self.tag(j)) {
            Some(tag) if tag.is_noun() && self.reports(self.top()) == 0 => Bond::Relative,
            Some(Tag::Nn | Tag::Nns) if self.tag(i + 1).is_some_and(Tag::is_verb) => Bond::Relative,
            _ => Bond::Complement,
        }
    }

    /// Whether the clause's verb takes a clause as its object.
    fn reports(&self, clause: usize) -> Roles {
        let head = self.group_of(clause).and_then(|g| self.parsed.groups.get(g)).map(|g| g.head as usize);
        head.and_then(|h| self.parsed.roles.get(h)).copied().unwrap_or(0)
            & (words::REPORT | words::THINK | words::DENY)
    }

    fn is_that(&self, i: usize) -> bool {
        self.other[i] & words::THAT != 0
    }

    fn is_when(&self, i: usize) -> bool {
        self.other[i] & words::TIME != 0
    }

    fn follows_preposition(&self, i: usize) -> bool {
        i > 0 && self.tag(i - 1) == Some(Tag::In)
    }

    /// Whether a predicate follows before the next comma or conjunction, with something for a subject between.
    fn begins_clause(&self, i: usize) -> bool {
        let mut subject = self.is_that(i);
        for j in i + 1..self.parsed.tokens.len().min(i + 25) {
            match self.tag(j) {
                Some(Tag::Comma | Tag::Colon | Tag::Wdt | Tag::Wp | Tag::Wrb) => return false,
                Some(Tag::Cc)
                    if self.tag(j + 1).is_some_and(|t| t.is_verb() || t.is_adverb() || t == Tag::Md) =>
                {
                    return false;
                }
                Some(Tag::Md) => return subject,
                Some(t) if t.is_verb() => {
                    let finite = self.parsed.groups.iter().any(|g| g.first as usize == j && is_finite(g));
                    if finite {
                        return subject;
                    }
                    if !subject {
                        return false;
                    }
                }
                Some(t) if t.is_noun() || t == Tag::Prp || t == Tag::Ex || t == Tag::Dt || t == Tag::Cd => {
                    subject = true
                }
                _ => {}
            }
        }
        false
    }

    /// A participle or an infinitive.
    fn nonfinite(&mut self, i: usize, index: usize, group: &VerbGroup<'_>) {
        if self.is_past_in_disguise(i, group) {
            return self.finite(i, index);
        }
        let participle = matches!(group.tense, Tense::PastParticiple | Tense::PresentParticiple);
        let before = self.before(i).and_then(|j| self.tag(j));
        let stands_free =
            before.is_none_or(|t| t.is_noun() || t == Tag::Comma || t == Tag::CloseQuote || t == Tag::Cd);
        let followed_by_noun = self.tag(group.head as usize + 1).is_some_and(Tag::is_noun);
        if participle
            && stands_free
            && !(before.is_none() && followed_by_noun && group.tense == Tense::PastParticiple)
        {
            let top = self.top();
            let parent = if self.clauses.list[top].bond == Bond::Reduced && self.stack.len() > 1 {
                self.stack.pop();
                self.top()
            } else {
                top
            };
            let clause = self.open(Bond::Reduced, Some(parent), None, i);
            self.settle(clause, index, i..i);
        } else if self.group_of(self.top()).is_none()
            && group.tense == Tense::Infinitive
            && self.stack.len() > 1
        {
            let top = self.top();
            self.settle(top, index, i..i);
        }
    }

    /// "A leak [forced] 200 people from their homes": a participle by its tag that has an object, where the clause still
    /// lacks its verb.
    fn is_past_in_disguise(&self, i: usize, group: &VerbGroup<'_>) -> bool {
        let bare = group.first == group.head && group.tense == Tense::PastParticiple;
        if !bare || i == 0 || self.parsed.word(i).candidates & Tag::Vbd.bit() == 0 {
            return false;
        }
        let object = self
            .tag(i + 1)
            .is_some_and(|t| t.is_noun() || matches!(t, Tag::Dt | Tag::Prp | Tag::PrpPoss | Tag::Cd));
        let lacking = self.stack.iter().any(|c| self.group_of(*c).is_none());
        if !object || !lacking || self.timed[i + 1] {
            return false;
        }
        let after_comma = self.tag(i - 1) == Some(Tag::Comma);
        let mut barrier = false;
        for group in self.parsed.groups.iter().filter(|g| g.first as usize > i && is_finite(g)) {
            let first = group.first as usize;
            let between = (i + 1..first).any(|j| {
                matches!(
                    self.tag(j),
                    Some(Tag::Comma | Tag::Cc | Tag::Wdt | Tag::Wp | Tag::Wrb | Tag::Colon | Tag::OpenQuote)
                ) || self.tag(j) == Some(Tag::In) && self.other[j] & words::WHEN != 0
            });
            barrier |= between;
            let resumes = self.before(first).is_some_and(|b| self.tag(b) == Some(Tag::Comma));
            if !barrier || after_comma && resumes {
                return false;
            }
        }
        true
    }

    fn finite(&mut self, i: usize, group: usize) {
        while self.stack.len() > 1 && self.bond(self.top()) == Some(Bond::Reduced) {
            self.stack.pop();
        }
        let top = self.top();
        if self.group_of(top).is_none() {
            let floor = self.clauses.list[top].start.max(self.unquoted.min(i));
            let subject = self.subject(i, floor);
            return self.settle(top, group, subject);
        }
        let before = self.before(i);
        if before.is_some_and(|b| self.tag(b) == Some(Tag::Cc)) {
            return self.coordinate(before.unwrap_or(i), i, group);
        }
        if let Some(depth) = self.stack.iter().rposition(|c| self.group_of(*c).is_none()) {
            self.stack.truncate(depth + 1);
            let clause = self.top();
            let last = self.last_predicate_end();
            let subject = self.phrase(i, last);
            self.hand_over(subject.start.min(i), clause);
            // "The company, which ..., said": the subject stands before the clause between.
            let subject = if subject.is_empty() { self.subject_of_outer(clause) } else { subject };
            return self.settle(clause, group, subject);
        }
        self.own_subject(i, group);
    }

    /// The last token before `i` that is no adverb.
    fn before(&self, i: usize) -> Option<usize> {
        (0..i).rev().find(|j| !self.tag(*j).is_some_and(Tag::is_adverb))
    }

    fn last_predicate_end(&self) -> usize {
        let heads =
            self.clauses.list.iter().filter_map(|c| c.group).filter_map(|g| self.parsed.groups.get(g));
        heads.map(|g| g.head as usize + 1).max().unwrap_or(0)
    }

    fn subject_of_outer(&self, clause: usize) -> Range<usize> {
        let start = self.clauses.list[clause].start;
        let end = (start..self.clauses.of.len()).find(|i| self.clauses.of[*i] != clause).unwrap_or(start);
        let end = (start..end).rev().find(|i| self.tag(*i) != Some(Tag::Comma)).map_or(start, |i| i + 1);
        self.subject(end, start)
    }

    /// "... and pleaded not guilty": the subject is that of the clause before.
    fn coordinate(&mut self, conjunction: usize, i: usize, group: usize) {
        let comma = conjunction > 0 && self.tag(conjunction - 1) == Some(Tag::Comma);
        // "... was put off because a witness fell ill, and opened at last": the comma leads back to the outer clause.
        while comma
            && self.stack.len() > 1
            && matches!(self.bond(self.top()), Some(Bond::Adverbial | Bond::Relative))
            && self.stack.iter().rev().nth(1).is_some_and(|c| self.group_of(*c).is_some())
        {
            self.stack.pop();
        }
        let top = self.top();
        let elder = self.clauses.list[top].clone();
        let start = if comma { conjunction - 1 } else { conjunction };
        self.stack.pop();
        let clause = self.open(Bond::Coordinate, Some(top), Some(conjunction), start);
        self.hand_over(start, clause);
        self.settle(clause, group, elder.subject);
        let _ = i;
    }

    /// A second predicate with a subject of its own.
    fn own_subject(&mut self, i: usize, group: usize) {
        let top = self.top();
        let head = self.group_of(top).and_then(|g| self.parsed.groups.get(g)).map_or(0, |g| g.head as usize);
        let mut subject = self.phrase(i, head + 1);
        if subject.is_empty() && self.before(i).is_some_and(|b| b > head && self.tag(b) == Some(Tag::Comma)) {
            if self.demote(top, group, i) {
                return;
            }
            // "the owner, Pia Lund, had given": the subject stands before the comma.
            let comma = self.before(i).unwrap_or(i);
            subject = self.phrase(comma, head + 1);
        }
        subject.start = self.over_conjunction(&subject, head);
        let before = self.before_leading(subject.start, head);
        let tag = before.and_then(|j| self.tag(j));
        let own = self.parsed.groups.get(group).map_or(0, |g| self.parsed.roles[g.head as usize]);
        let breaks = matches!(tag, Some(Tag::Comma | Tag::Colon | Tag::CloseQuote | Tag::OpenQuote));
        if breaks && own & words::REPORT != 0 && self.ends_quote_or_sentence(i) {
            let from = before.unwrap_or(subject.start);
            self.stack.truncate(1);
            let clause = self.open(Bond::Attribution, Some(0), None, from);
            self.hand_over(from, clause);
            let subject = if subject.is_empty() { self.inverted(i) } else { subject };
            return self.settle(clause, group, subject);
        }
        let conjunction = tag == Some(Tag::Cc);
        if breaks || conjunction {
            let from = before.unwrap_or(subject.start);
            if tag == Some(Tag::Colon) {
                self.stack.truncate(1);
            }
            let parent = self.clauses.list[self.top()].parent;
            let bond = match self.clauses.list[self.top()].bond {
                Bond::Complement if conjunction => Bond::Complement,
                _ => Bond::Main,
            };
            let parent = if bond == Bond::Main { None } else { parent };
            if self.stack.len() > 1 {
                self.stack.pop();
            }
            let clause = self.open(bond, parent, before.filter(|_| conjunction), from);
            self.hand_over(from, clause);
            return self.settle(clause, group, subject);
        }
        let bond = if self.reports(top) != 0 { Bond::Complement } else { Bond::Relative };
        let clause = self.open(bond, Some(top), None, subject.start);
        self.hand_over(subject.start, clause);
        self.settle(clause, group, subject);
    }

    /// "..., and [the plane with food and] water landed": where the longer phrase begins, if it too stands after a sign or
    /// a conjunction.
    fn over_conjunction(&self, subject: &Range<usize>, head: usize) -> usize {
        let conjunction = subject.start.checked_sub(1).filter(|j| *j > head && self.tag(*j) == Some(Tag::Cc));
        let Some(conjunction) = conjunction else { return subject.start };
        let longer = self.phrase(conjunction, head + 1);
        let divided = longer.start.checked_sub(1).filter(|j| *j > head).and_then(|j| self.tag(j));
        if longer.len() > 1 && longer.end == conjunction && matches!(divided, Some(Tag::Comma | Tag::Cc)) {
            longer.start
        } else {
            subject.start
        }
    }

    /// The token before a clause that begins with its subject, or with a date before the subject ("and by Sunday it ...").
    fn before_leading(&self, start: usize, head: usize) -> Option<usize> {
        let before = start.checked_sub(1).filter(|j| *j > head)?;
        let mut at = if self.tag(before) == Some(Tag::Comma) { before } else { start };
        let from = at;
        while at > head + 1 && (self.timed[at - 1] || self.tag(at - 1) == Some(Tag::In) && self.timed[at]) {
            at -= 1;
        }
        let leads =
            at < from && at > head + 1 && matches!(self.tag(at - 1), Some(Tag::Cc | Tag::Comma | Tag::Colon));
        Some(if leads { at - 1 } else { before })
    }

    /// "A supper, [planned] for Thursday, has been moved": what was taken for the verb of the clause is a participle.
    fn demote(&mut self, clause: usize, group: usize, i: usize) -> bool {
        let Some(old) = self.group_of(clause).and_then(|g| self.parsed.groups.get(g)) else { return false };
        let first = old.first as usize;
        let comma = self.before(first).filter(|b| self.tag(*b) == Some(Tag::Comma));
        let free = old.first == old.head && comma.is_some();
        if !free || self.parsed.word(first).candidates & Tag::Vbn.bit() == 0 {
            return false;
        }
        let old = self.group_of(clause);
        let subject = self.phrase(comma.unwrap_or(first), self.clauses.list[clause].start);
        self.clauses.list.push(Clause {
            bond: Bond::Reduced,
            parent: Some(clause),
            marker: None,
            start: first,
            group: old,
            subject: first..first,
        });
        let reduced = self.clauses.list.len() - 1;
        for owner in self.clauses.of.iter_mut().take(i).skip(first).filter(|o| **o == clause) {
            *owner = reduced;
        }
        self.settle(clause, group, subject);
        true
    }

    /// "said Fire Marshal Petty": the subject after the verb.
    fn inverted(&self, i: usize) -> Range<usize> {
        let start = i + 1;
        let mut end = start;
        while self.tag(end).is_some_and(|t| is_nominal(t) || t == Tag::Pos) && !self.timed[end] {
            end += 1;
        }
        start..end
    }

    /// Whether a report verb closes what it reports: nothing but its own phrase follows, or a comma or quotation mark.
    fn ends_quote_or_sentence(&self, i: usize) -> bool {
        !self.parsed.groups.iter().any(|g| {
            g.first as usize > i
                && is_finite(g)
                && !(i..g.first as usize).any(|j| {
                    matches!(
                        self.tag(j),
                        Some(Tag::Comma | Tag::OpenQuote | Tag::Colon | Tag::Wp | Tag::Wdt | Tag::Stop)
                    )
                })
        })
    }

    /// The subject of the first predicate of a clause: the noun phrase before it, after a leading adverbial.
    fn subject(&self, i: usize, floor: usize) -> Range<usize> {
        let mut start = floor;
        if self.clauses.list.last().is_some_and(|c| c.marker == Some(start)) {
            start += 1;
        }
        let end = (start..i)
            .rev()
            .find(|j| !self.tag(*j).is_some_and(|t| t.is_adverb() || t == Tag::Comma) && !self.timed[*j]);
        let end = end.map_or(start, |j| j + 1);
        loop {
            let leading = start < end
                && (self.timed[start]
                    || self.tag(start).is_some_and(|t| {
                        t.is_adverb()
                            || matches!(
                                t,
                                Tag::Comma | Tag::Cc | Tag::OpenQuote | Tag::Colon | Tag::CloseQuote
                            )
                    }));
            if leading {
                start += 1;
                continue;
            }
            if start < end && matches!(self.tag(start), Some(Tag::In | Tag::To)) {
                let comma = (start..end).find(|j| self.tag(*j) == Some(Tag::Comma));
                let timed = (start + 1..end.min(start + 3)).find(|j| self.timed[*j]);
                match (timed, comma) {
                    (Some(j), _) => start = j,
                    (None, Some(j)) => start = j + 1,
                    (None, None) => return self.phrase(end, start),
                }
                continue;
            }
            return start..end;
        }
    }

    fn phrase(&self, i: usize, floor: usize) -> Range<usize> {
        noun_phrase(self.parsed, self.other, self.timed, i, floor)
    }
}

/// The noun phrase that ends before `i`, with the prepositional phrases inside it; not before `floor`.
pub(super) fn noun_phrase(
    parsed: &Parsed,
    other: &[Roles],
    timed: &[bool],
    i: usize,
    floor: usize,
) -> Range<usize> {
    let tag = |i: usize| parsed.tags.get(i).copied();
    let noun = |i: usize| tag(i).is_some_and(Tag::is_noun) && !timed[i];
    let end = (floor..i).rev().find(|j| !tag(*j).is_some_and(Tag::is_adverb)).map_or(floor, |j| j + 1);
    let mut at = end;
    let mut closed = false;
    while at > floor {
        let j = at - 1;
        let Some(this) = tag(j) else { break };
        if timed[j] && !(at < end && tag(at) == Some(Tag::Pos)) {
            break;
        }
        // "the plant in [Ohio]": the phrase goes on over a preposition.
        if this == Tag::In && at < end || closed && this != Tag::Pdt {
            if this != Tag::In || j == floor || other[j] & words::WHEN != 0 || !noun(j - 1) {
                break;
            }
            closed = false;
            at = j;
            continue;
        }
        // "closing arguments", "the injured driver"
        let inside = matches!(this, Tag::Vbg | Tag::Vbn)
            && at < end
            && noun(at)
            && j.checked_sub(1)
                .and_then(tag)
                .is_none_or(|t| matches!(t, Tag::Dt | Tag::PrpPoss | Tag::Colon | Tag::Cd | Tag::In));
        let compound = parsed.tokens[j].glued() && tag(j.wrapping_sub(1)) == Some(Tag::Hyphen)
            || tag(j + 1) == Some(Tag::Hyphen) && j + 1 < at.max(j + 2) && parsed.tokens[j + 1].glued();
        if !is_nominal(this) && !inside && !compound {
            break;
        }
        closed = matches!(this, Tag::Dt | Tag::PrpPoss | Tag::Prp | Tag::Ex);
        at = j;
    }
    at..end
}

/// What a noun phrase is made of.
pub(super) fn is_nominal(tag: Tag) -> bool {
    tag.is_noun()
        || tag.is_adjective()
        || matches!(
            tag,
            Tag::Dt
                | Tag::Pdt
                | Tag::Prp
                | Tag::PrpPoss
                | Tag::Cd
                | Tag::Pos
                | Tag::Hyphen
                | Tag::Ex
                | Tag::Currency
                | Tag::Fw
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::view::View;
    use crate::{Extractor, article, input::Source};

    /// Each clause as "Bond subject|verb".
    fn show(text: &str) -> Vec<String> {
        let extractor = Extractor::new().unwrap();
        let reader = crate::events::Reader::english().unwrap();
        let article = article::read(
            &Source::text("t", format!("Title\n\n{text}")),
            &article::ArticleOptions::default(),
        )
        .unwrap();
        let analysis = extractor.analyse(&article);
        let index = analysis.sentences.len() - 1;
        let timexes = crate::events::names::expressions_by_sentence(&analysis).pop().unwrap();
        let view = View::read(&reader, &article.text, &analysis, index, timexes);
        let say = |r: &Range<usize>| r.clone().map(|i| view.word(i)).collect::<Vec<_>>().join(" ");
        view.clauses
            .list
            .iter()
            .map(|c| {
                let verb = c.group.map_or("-", |g| view.word(view.parsed.groups[g].head as usize));
                format!("{:?} {}|{verb}", c.bond, say(&c.subject))
            })
            .collect()
    }

    #[test]
    fn subordinate_clauses_leave_the_main_one_its_verb() {
        assert_eq!(
            show("The bridge, which Lund designed in 1902, was closed after its owner went bankrupt."),
            ["Main The bridge|closed", "Relative Lund|designed", "Adverbial its owner|went"]
        );
        assert_eq!(
            show("A rally that was to be held on Monday has been cancelled."),
            ["Main A rally|cancelled", "Relative |was"]
        );
    }

    #[test]
    fn coordinate_clauses_share_the_subject() {
        assert_eq!(show("He was arrested and charged."), ["Main He|arrested", "Coordinate He|charged"]);
        assert_eq!(
            show("The race was put off because the road was wet, and began on Friday."),
            ["Main The race|put", "Adverbial the road|was", "Coordinate The race|began"]
        );
    }

    #[test]
    fn what_is_said_hangs_on_who_says_it() {
        assert_eq!(
            show("Officials said the tunnel was safe."),
            ["Main Officials|said", "Complement the tunnel|was"]
        );
        assert_eq!(
            show("The tunnel leaked on Monday, officials said."),
            ["Main The tunnel|leaked", "Attribution officials|said"]
        );
        assert_eq!(
            show("\u{201c}It will hold,\u{201d} the engineer Ida Moen told reporters."),
            ["Main the engineer Ida Moen|told", "Complement It|hold"]
        );
    }
}

//! A sentence's words from left to right in, its open clauses and their predicates out.

use std::ops::Range;

use super::{Bond, Clause, Divider, is_finite};
use crate::events::words::{self, Roles};
use crate::text::pos::Tag;
use crate::text::verbgroup::{Tense, VerbGroup};

impl Divider<'_> {
    pub(super) fn top(&self) -> usize {
        self.stack.last().copied().unwrap_or(0)
    }

    pub(super) fn tag(&self, i: usize) -> Option<Tag> {
        self.parsed.tags.get(i).copied()
    }

    pub(super) fn group_of(&self, clause: usize) -> Option<usize> {
        self.clauses.list.get(clause).and_then(|c| c.group)
    }

    pub(super) fn open(
        &mut self,
        bond: Bond,
        parent: Option<usize>,
        marker: Option<usize>,
        start: usize,
    ) -> usize {
        self.clauses.list.push(Clause { bond, parent, marker, start, group: None, subject: start..start });
        self.stack.push(self.clauses.list.len() - 1);
        self.top()
    }

    pub(super) fn settle(&mut self, clause: usize, group: usize, subject: Range<usize>) {
        if let Some(clause) = self.clauses.list.get_mut(clause) {
            clause.group = Some(group);
            clause.subject = subject;
        }
    }

    /// Hands the tokens from `from` on to a clause.
    pub(super) fn hand_over(&mut self, from: usize, clause: usize) {
        for owner in self.clauses.of.iter_mut().skip(from) {
            *owner = clause;
        }
    }

    /// A word that is no verb: it may open a clause, a comma may close one.
    pub(super) fn word(&mut self, i: usize) {
        let top = self.top();
        let before = i.checked_sub(1).and_then(|j| self.tag(j));
        if self.inside_number(i) {
            return;
        }
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

    /// "4[:]30": a sign between digits divides nothing.
    fn inside_number(&self, i: usize) -> bool {
        let glued = |j: usize| self.parsed.tokens.get(j).is_some_and(|t| t.glued());
        let digits = |j: usize| self.tag(j) == Some(Tag::Cd);
        matches!(self.tag(i), Some(Tag::Colon | Tag::Comma))
            && i > 0
            && glued(i)
            && glued(i + 1)
            && digits(i - 1)
            && digits(i + 1)
    }

    pub(super) fn bond(&self, clause: usize) -> Option<Bond> {
        self.clauses.list.get(clause).map(|c| c.bond)
    }

    /// How the clause hangs that the word opens, if it opens one.
    pub(super) fn opener(&self, i: usize) -> Option<Bond> {
        let after_noun =
            i > 0 && self.tag(i - 1).is_some_and(|t| t.is_noun() || t == Tag::Cd || t == Tag::Comma);
        match self.tag(i)? {
            Tag::Wdt if self.is_that(i) && self.reports(self.top()) != 0 && !self.verb_next(i) => {
                Some(Bond::Complement)
            }
            Tag::Wdt if i > 0 => Some(Bond::Relative),
            Tag::Wp | Tag::WpPoss if after_noun || self.follows_preposition(i) => Some(Bond::Relative),
            Tag::Wp | Tag::WpPoss | Tag::Wdt => Some(Bond::Complement),
            Tag::Wrb if after_noun && self.other[i] & words::WHEN != 0 && !self.is_when(i) => {
                Some(Bond::Relative)
            }
            Tag::Wrb => Some(Bond::Adverbial),
            // "Since 2003 the trust has ...": a date, no clause.
            Tag::In | Tag::Rb if self.timed.get(i + 1) == Some(&true) && !self.is_that(i) => None,
            Tag::In | Tag::Rb if self.other[i] & words::WHEN != 0 && self.begins_clause(i) => {
                Some(if self.is_that(i) { self.that(i) } else { Bond::Adverbial })
            }
            Tag::In | Tag::Dt if self.is_that(i) && self.begins_clause(i) => Some(self.that(i)),
            _ => None,
        }
    }

    pub(super) fn verb_next(&self, i: usize) -> bool {
        let next = (i + 1..self.parsed.tokens.len()).find(|j| !self.tag(*j).is_some_and(Tag::is_adverb));
        next.and_then(|j| self.tag(j)).is_some_and(|t| t.is_verb() || t == Tag::Md)
    }

    pub(super) fn that(&self, i: usize) -> Bond {
        match i.checked_sub(1).and_then(|j| self.tag(j)) {
            Some(tag) if tag.is_noun() && self.reports(self.top()) == 0 => Bond::Relative,
            Some(Tag::Nn | Tag::Nns) if self.tag(i + 1).is_some_and(Tag::is_verb) => Bond::Relative,
            _ => Bond::Complement,
        }
    }

    /// Whether the clause's verb takes a clause as its object.
    pub(super) fn reports(&self, clause: usize) -> Roles {
        let head = self.group_of(clause).and_then(|g| self.parsed.groups.get(g)).map(|g| g.head as usize);
        head.and_then(|h| self.parsed.roles.get(h)).copied().unwrap_or(0)
            & (words::REPORT | words::THINK | words::DENY)
    }

    pub(super) fn is_that(&self, i: usize) -> bool {
        self.other[i] & words::THAT != 0
    }

    pub(super) fn is_when(&self, i: usize) -> bool {
        self.other[i] & words::TIME != 0
    }

    pub(super) fn follows_preposition(&self, i: usize) -> bool {
        i > 0 && self.tag(i - 1) == Some(Tag::In)
    }

    /// Whether a predicate follows before the next comma or conjunction, with something for a subject between.
    pub(super) fn begins_clause(&self, i: usize) -> bool {
        let mut subject = self.is_that(i);
        let quoted = i > 0 && self.tag(i - 1) == Some(Tag::OpenQuote);
        let said = self.is_that(i) && (quoted || self.tag(i) == Some(Tag::In));
        for j in i + 1..self.parsed.tokens.len().min(i + 25) {
            match self.tag(j) {
                // "that the papers [that] were lost": the subject has a clause of its own.
                Some(Tag::Wdt | Tag::Wp | Tag::Comma) if said => return j > i + 1,
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
    pub(super) fn nonfinite(&mut self, i: usize, index: usize, group: &VerbGroup<'_>) {
        if self.is_past_in_disguise(i, group) {
            return self.finite(i, index);
        }
        let participle = matches!(group.tense, Tense::PastParticiple | Tense::PresentParticiple);
        let before = self.before(i).and_then(|j| self.tag(j));
        let stands_free =
            before.is_none_or(|t| t.is_noun() || t == Tag::Comma || t == Tag::CloseQuote || t == Tag::Cd);
        let followed_by_noun = self.tag(group.head as usize + 1).is_some_and(Tag::is_noun);
        // "the last of 17 [fallen] trees"
        if followed_by_noun && before == Some(Tag::Cd) {
            return;
        }
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
    pub(super) fn is_past_in_disguise(&self, i: usize, group: &VerbGroup<'_>) -> bool {
        let bare = group.first == group.head && group.tense == Tense::PastParticiple;
        if !bare || i == 0 || self.parsed.word(i).candidates & Tag::Vbd.bit() == 0 {
            return false;
        }
        // "Officials said the tunnel [leaked]."
        let said = self
            .group_of(self.top())
            .filter(|_| self.reports(self.top()) != 0)
            .and_then(|g| self.parsed.groups.get(g));
        if let Some(said) = said {
            let subject = self.phrase(i, said.head as usize + 1);
            let only = !self.parsed.groups.iter().any(|g| g.first as usize > i && is_finite(g));
            if !subject.is_empty() && subject.start == said.head as usize + 1 && only {
                return self
                    .tag(subject.start)
                    .is_some_and(|t| matches!(t, Tag::Dt | Tag::PrpPoss | Tag::Nnp | Tag::Nns));
            }
        }
        let object = self
            .tag(i + 1)
            .is_some_and(|t| t.is_noun() || matches!(t, Tag::Dt | Tag::Prp | Tag::PrpPoss | Tag::Cd));
        let lacking = self.stack.iter().any(|c| self.group_of(*c).is_none());
        // "A fair [ran] for a week, and most of those who came liked it": another sentence begins before any predicate.
        let next = self
            .parsed
            .groups
            .iter()
            .find(|g| g.first as usize > i && is_finite(g))
            .map(|g| g.first as usize);
        let divided = |to: usize| {
            (i + 1..to).any(|j| self.tag(j) == Some(Tag::Comma) && self.tag(j + 1) == Some(Tag::Cc))
        };
        if self.stack.len() == 1
            && lacking
            && self.tag(i - 1).is_some_and(Tag::is_noun)
            && next.is_some_and(divided)
        {
            return true;
        }
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

    pub(super) fn finite(&mut self, i: usize, group: usize) {
        let mut participle = None;
        // "saying he had left": what is said hangs on the participle.
        while self.stack.len() > 1 && self.bond(self.top()) == Some(Bond::Reduced) && !self.is_said(i) {
            participle = self.stack.pop();
        }
        let top = self.top();
        // "A pump [burst] at noon and was replaced": what shares its subject with a predicate is one itself.
        if let Some(participle) = participle
            && self.before(i).is_some_and(|b| self.tag(b) == Some(Tag::Cc))
        {
            self.promote(participle, top);
        }
        if self.group_of(top).is_none() {
            let floor = self.clauses.list[top].start.max(self.unquoted.min(i));
            let subject = self.without_asides(self.subject(i, floor), top, i, floor);
            return self.settle(top, group, subject);
        }
        let before = self.before(i);
        if before.is_some_and(|b| self.tag(b) == Some(Tag::Cc)) {
            return self.coordinate(before.unwrap_or(i), group);
        }
        let open = self.stack.iter().rposition(|c| self.group_of(*c).is_none());
        // Inside a quotation no predicate is that of the sentence around it; "said she left" goes on with what was said.
        let open =
            open.filter(|depth| self.outside.is_none_or(|outside| *depth >= outside) && !self.is_said(i));
        if let Some(depth) = open {
            self.stack.truncate(depth + 1);
            let clause = self.top();
            let last = self.last_predicate_end();
            let subject = self.phrase(i, last);
            self.hand_over(subject.start.min(i), clause);
            // "The company, which ..., said": the subject stands before the clause between.
            let subject = if subject.is_empty() { self.subject_of_outer(clause) } else { subject };
            return self.settle(clause, group, subject);
        }
        self.own_subject(i, group, participle);
    }

    /// "Tamar, [based in Kiel], closed ...": the subject without the clauses inside it; behind one that leads ("Born in
    /// 1923, she heard ...") the phrase next to the predicate.
    fn without_asides(&self, subject: Range<usize>, clause: usize, i: usize, floor: usize) -> Range<usize> {
        let aside = subject.clone().find(|j| self.clauses.of.get(*j).is_some_and(|of| *of != clause));
        let Some(aside) = aside else { return subject };
        let near = || {
            let phrase = self.phrase(i, floor);
            if phrase.is_empty() { subject.clone() } else { phrase }
        };
        if aside == subject.start {
            return near();
        }
        let sign = |j: &usize| !matches!(self.tag(*j), Some(Tag::Comma | Tag::Colon));
        let end = (subject.start..aside).rev().find(sign).map_or(subject.start, |j| j + 1);
        if end == subject.start { near() } else { subject.start..end }
    }

    /// Makes a participle the predicate of the clause above that has none, where it may be a past tense.
    pub(super) fn promote(&mut self, participle: usize, clause: usize) {
        let Some(index) = self.group_of(participle) else { return };
        let Some(group) = self.parsed.groups.get(index) else { return };
        let first = group.first as usize;
        let past = group.first == group.head
            && group.tense == Tense::PastParticiple
            && first > 0
            && self.parsed.word(first).candidates & Tag::Vbd.bit() != 0;
        if !past || self.group_of(clause).is_some() {
            return;
        }
        let start = self.clauses.list[clause].start.max(self.unquoted.min(first));
        let subject = self.subject_before(first, start, clause);
        if subject.is_empty() {
            return;
        }
        for owner in self.clauses.of.iter_mut().filter(|o| **o == participle) {
            *owner = clause;
        }
        for below in self.clauses.list.iter_mut().filter(|c| c.parent == Some(participle)) {
            below.parent = Some(clause);
        }
        self.clauses.list[participle].group = None;
        self.settle(clause, index, subject);
    }

    /// The subject of a predicate found late: what stands before it, over a clause between ("The owner, who ..., sold").
    fn subject_before(&self, i: usize, start: usize, clause: usize) -> Range<usize> {
        let inner = (start..i).any(|j| self.clauses.of.get(j).is_some_and(|of| *of != clause));
        if inner { self.subject_of_outer(clause) } else { self.subject(i, start) }
    }

    /// A sentence without a predicate has one that was taken for a participle.
    pub(super) fn last_chance(&mut self) {
        if self.group_of(0).is_some() || self.parsed.tags.last() != Some(&Tag::Stop) {
            return;
        }
        let below = |c: &usize| {
            self.clauses.list.get(*c).is_some_and(|c| {
                let comma = self.before(c.start).is_some_and(|b| self.tag(b) == Some(Tag::Comma));
                c.bond == Bond::Reduced && (comma || c.parent == Some(0))
            })
        };
        if let Some(last) = (1..self.clauses.list.len()).rev().find(below) {
            self.promote(last, 0);
        }
    }

    /// Whether a subject and its predicate at `i` follow a verb of saying at once.
    fn is_said(&self, i: usize) -> bool {
        let top = self.top();
        let head = self.group_of(top).and_then(|g| self.parsed.groups.get(g)).map(|g| g.head as usize);
        head.is_some_and(|head| {
            let subject = self.phrase(i, head + 1);
            let at_once = (head + 1..subject.start).all(|j| self.timed[j] || self.timed[j + 1]);
            self.reports(top) != 0 && !subject.is_empty() && at_once
        })
    }

    /// The last token before `i` that is no adverb.
    pub(super) fn before(&self, i: usize) -> Option<usize> {
        (0..i).rev().find(|j| !self.tag(*j).is_some_and(Tag::is_adverb))
    }

    pub(super) fn last_predicate_end(&self) -> usize {
        let heads =
            self.clauses.list.iter().filter_map(|c| c.group).filter_map(|g| self.parsed.groups.get(g));
        heads.map(|g| g.head as usize + 1).max().unwrap_or(0)
    }

    pub(super) fn subject_of_outer(&self, clause: usize) -> Range<usize> {
        let start = self.clauses.list[clause].start;
        let end = (start..self.clauses.of.len()).find(|i| self.clauses.of[*i] != clause).unwrap_or(start);
        let end = (start..end).rev().find(|i| self.tag(*i) != Some(Tag::Comma)).map_or(start, |i| i + 1);
        self.subject(end, start)
    }

    /// "... and pleaded not guilty": the subject is that of the clause before.
    pub(super) fn coordinate(&mut self, conjunction: usize, group: usize) {
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
    }
}

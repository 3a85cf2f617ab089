//! A sentence's words from left to right in, its open clauses and their predicates out.

use std::ops::Range;

use super::{Bond, Clause, Divider, is_finite};
use crate::events::words::{self, Roles};
use crate::text::pos::Tag;

/// How many words an aside inside an adverbial clause may have.
const ASIDE: usize = 10;

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
                Some(Tag::Comma) if subject && self.goes_on_behind_aside(j) => return true,
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

    /// "After the jet, [already painted], arrives": whether the comma opens a participle or adverb phrase that another comma
    /// closes right before a predicate.
    fn goes_on_behind_aside(&self, comma: usize) -> bool {
        let opens = self.tag(comma + 1).is_some_and(|t| t.is_adverb() || matches!(t, Tag::Vbg | Tag::Vbn));
        let end = comma + 1..self.parsed.tokens.len().min(comma + ASIDE);
        let close = end.clone().skip(1).find(|j| self.tag(*j) == Some(Tag::Comma));
        let finite = |j: usize| self.parsed.groups.iter().any(|g| g.first as usize == j && is_finite(g));
        opens && close.is_some_and(|close| finite(close + 1) && !(comma..close).any(finite))
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
            let mut subject = self.without_asides(self.subject(i, floor), top, i, floor);
            // "..." said a communique, read at a rally.
            if subject.is_empty() && self.is_quoted_report(i, group) {
                subject = self.inverted(i);
            }
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
            let mut subject = self.phrase(i, last);
            if self.is_object_of_inner(&subject, clause) {
                subject = i..i;
            }
            self.hand_over(subject.start.min(i), clause);
            // "The company, which ..., said": the subject stands before the clause between.
            let subject = if subject.is_empty() { self.subject_of_outer(clause) } else { subject };
            return self.settle(clause, group, subject);
        }
        self.own_subject(i, group, participle);
    }

    /// "Doctors whose names stood on [the list] were told", "officials who watch [the border] said": what stands before the
    /// predicate belongs to the relative clause, and the subject before that.
    fn is_object_of_inner(&self, subject: &Range<usize>, clause: usize) -> bool {
        let inner = subject.start.checked_sub(1).and_then(|j| self.clauses.of.get(j)).copied();
        let relative = inner.and_then(|c| self.clauses.list.get(c)).filter(|c| c.parent == Some(clause));
        let Some(relative) = relative.filter(|c| c.bond == Bond::Relative && !subject.is_empty()) else {
            return false;
        };
        let outer = relative.start.checked_sub(1).and_then(|j| self.tag(j));
        let comma = subject.start.checked_sub(1).is_some_and(|j| self.tag(j) == Some(Tag::Comma));
        !comma && outer.is_some_and(Tag::is_noun) && !self.subject_of_outer(clause).is_empty()
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

    /// The subject of a predicate found late: what stands before it, over a clause between ("The owner, who ..., sold").
    pub(super) fn subject_before(&self, i: usize, start: usize, clause: usize) -> Range<usize> {
        let inner = (start..i).any(|j| self.clauses.of.get(j).is_some_and(|of| *of != clause));
        if inner { self.subject_of_outer(clause) } else { self.subject(i, start) }
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

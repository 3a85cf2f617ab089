//! A predicate in a clause that has one already: whose it is, by what stands before it.

use std::ops::Range;

use super::{Bond, Clause, Divider, is_finite, is_nominal};
use crate::events::words;
use crate::text::pos::Tag;

impl Divider<'_> {
    /// A second predicate with a subject of its own.
    pub(super) fn own_subject(&mut self, i: usize, group: usize, participle: Option<usize>) {
        let top = self.top();
        if self.is_inverted_report(i, group) {
            let from = self.before(i).unwrap_or(i);
            let subject = self.inverted(i);
            self.stack.truncate(1);
            let clause = self.open(Bond::Attribution, Some(0), None, from);
            self.hand_over(from, clause);
            return self.settle(clause, group, subject);
        }
        let head = self.group_of(top).and_then(|g| self.parsed.groups.get(g)).map_or(0, |g| g.head as usize);
        let mut subject = self.phrase(i, head + 1);
        if subject.is_empty() && self.before(i).is_some_and(|b| b > head && self.tag(b) == Some(Tag::Comma)) {
            // "The mayor, asked whether he was glad, replied": over what hangs on the participle.
            if self.stack.clone().into_iter().rev().any(|clause| self.demote(clause, group, i)) {
                return;
            }
            // "the owner, Pia Lund, had given": the subject stands before the comma.
            let comma = self.before(i).unwrap_or(i);
            subject = self.phrase(comma, head + 1);
            // "She studied geology, [graduated] in 1947 and ...": no apposition, for it has no comma before it.
            let divided = (head + 1..comma).any(|j| self.tag(j) == Some(Tag::Comma));
            if !divided && self.reports(top) == 0 && self.outside.is_none() && self.more_predicates(i) {
                return self.beside(top, comma, group);
            }
            if subject.is_empty() {
                subject = i..i;
            }
        }
        let inside = subject.start.checked_sub(1).is_some_and(|j| self.tag(j) == Some(Tag::In));
        if (subject.is_empty() || inside) && self.behind_relative(group) {
            return;
        }
        subject.start = self.over_conjunction(&subject, head);
        let mut before = self.before_leading(subject.start, head);
        let divides = |tag: Option<Tag>| matches!(tag, Some(Tag::Comma | Tag::Colon | Tag::Cc));
        // "..., and a beer [brewed to the old recipe] will be sold": the subject stands before its participle.
        if let Some(start) = participle.and_then(|p| self.clauses.list.get(p)).map(|c| c.start)
            && !divides(before.and_then(|j| self.tag(j)))
            && start > head
        {
            let outer = self.phrase(start, head + 1);
            let divided = self.before_leading(outer.start, head);
            if !outer.is_empty() && divides(divided.and_then(|j| self.tag(j))) {
                (subject, before) = (outer, divided);
            }
        }
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
                Bond::Complement if conjunction || self.outside.is_some() => Bond::Complement,
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

    /// Whether a conjunction and another predicate follow.
    fn more_predicates(&self, i: usize) -> bool {
        self.parsed.groups.iter().any(|g| {
            let first = g.first as usize;
            first > i && is_finite(g) && self.before(first).is_some_and(|b| self.tag(b) == Some(Tag::Cc))
        })
    }

    /// "A raid failed, and [talks] that began in May collapsed": the subject of a predicate behind its relative clause, where
    /// it begins a clause of its own.
    fn behind_relative(&mut self, group: usize) -> bool {
        let top = self.top();
        let relative = self.clauses.list[top].clone();
        if relative.bond != Bond::Relative || relative.marker.is_none() || self.outside.is_some() {
            return false;
        }
        let Some(outer) = relative.parent else { return false };
        let head =
            self.group_of(outer).and_then(|g| self.parsed.groups.get(g)).map_or(0, |g| g.head as usize);
        let subject = self.phrase(relative.start, head + 1);
        let conjunction = subject.start.checked_sub(1).filter(|j| *j > head && self.tag(*j) == Some(Tag::Cc));
        let Some(conjunction) = conjunction.filter(|j| self.tag(j - 1) == Some(Tag::Comma)) else {
            return false;
        };
        if subject.is_empty() {
            return false;
        }
        self.clauses.list[top].parent = None;
        self.stack.truncate(1);
        self.stack.pop();
        let clause = self.open(Bond::Main, None, Some(conjunction), conjunction - 1);
        for owner in self.clauses.of.iter_mut().take(relative.start).skip(conjunction - 1) {
            *owner = clause;
        }
        self.settle(clause, group, subject);
        true
    }

    /// Opens a clause that shares the subject of the one before it.
    fn beside(&mut self, elder: usize, from: usize, group: usize) {
        let subject = self.clauses.list[elder].subject.clone();
        self.stack.pop();
        let clause = self.open(Bond::Coordinate, Some(elder), Some(from), from);
        self.hand_over(from, clause);
        self.settle(clause, group, subject);
    }

    /// "..., said the mayor": a verb of saying between a comma and its subject.
    fn is_inverted_report(&self, i: usize, group: usize) -> bool {
        let Some(group) = self.parsed.groups.get(group) else { return false };
        let comma = self.before(i).and_then(|b| self.tag(b));
        group.first == group.head
            && self.parsed.roles[group.head as usize] & words::REPORT != 0
            && matches!(comma, Some(Tag::Comma | Tag::CloseQuote))
            && !self.inverted(i).is_empty()
            && self.outside.is_none()
            && self.ends_quote_or_sentence(i)
    }

    /// Whether a verb of saying follows the quotation mark.
    pub(super) fn is_quoted_report(&self, i: usize, group: usize) -> bool {
        let head = self.parsed.groups.get(group).map_or(0, |g| g.head as usize);
        self.parsed.roles.get(head).is_some_and(|r| r & words::REPORT != 0)
            && self.before(i).is_some_and(|b| self.tag(b) == Some(Tag::CloseQuote))
    }

    /// "..., and [the plane with food and] water landed": where the longer phrase begins, if it too stands after a sign or
    /// a conjunction.
    pub(super) fn over_conjunction(&self, subject: &Range<usize>, head: usize) -> usize {
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
    pub(super) fn before_leading(&self, start: usize, head: usize) -> Option<usize> {
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
    pub(super) fn demote(&mut self, clause: usize, group: usize, i: usize) -> bool {
        let Some(old) = self.group_of(clause).and_then(|g| self.parsed.groups.get(g)) else { return false };
        let first = old.first as usize;
        let comma = self.before(first).filter(|b| self.tag(*b) == Some(Tag::Comma));
        let free = old.first == old.head && comma.is_some();
        if !free || self.parsed.word(first).candidates & Tag::Vbn.bit() == 0 {
            return false;
        }
        let old = self.group_of(clause);
        let start = self.clauses.list[clause].start;
        let end = (start..comma.unwrap_or(first)).rev().find(|j| !self.timed[*j]).map_or(start, |j| j + 1);
        let subject = self.phrase(end, start);
        self.clauses.list.push(Clause {
            bond: Bond::Reduced,
            parent: Some(clause),
            marker: None,
            start: first,
            group: old,
            subject: first..first,
        });
        let reduced = self.clauses.list.len() - 1;
        // What was read since hangs on the participle, and is told with it.
        for owner in self.clauses.of.iter_mut().take(i).skip(first) {
            *owner = reduced;
        }
        if let Some(depth) = self.stack.iter().position(|c| *c == clause) {
            self.stack.truncate(depth + 1);
        }
        self.settle(clause, group, subject);
        true
    }

    /// "said Fire Marshal Petty": the subject after the verb.
    pub(super) fn inverted(&self, i: usize) -> Range<usize> {
        let start = i + 1;
        let mut end = start;
        while self.tag(end).is_some_and(|t| is_nominal(t) || t == Tag::Pos) && !self.timed[end] {
            end += 1;
        }
        start..end
    }

    /// Whether a report verb closes what it reports: nothing but its own phrase follows, or a comma or quotation mark.
    pub(super) fn ends_quote_or_sentence(&self, i: usize) -> bool {
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
}

//! A participle or an infinitive in, out whether it opens a phrase of its own or is the past tense that its clause lacks.

use super::{Bond, Divider, is_finite};
use crate::events::words;
use crate::text::pos::Tag;
use crate::text::verbgroup::{Tense, VerbGroup};

impl Divider<'_> {
    /// A participle or an infinitive.
    pub(super) fn nonfinite(&mut self, i: usize, index: usize, group: &VerbGroup<'_>) {
        if self.is_past_in_disguise(i, group) || self.is_second_past(i, group) {
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
            // "those [not] staying"
            let start = self.before(i).map_or(i, |b| b + 1);
            let start = (start..i).rev().take_while(|j| !self.timed[*j]).last().unwrap_or(i);
            let clause = self.open(Bond::Reduced, Some(parent), None, start);
            self.hand_over(start, clause);
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
        let next = (i + 1..self.parsed.tokens.len()).find(|j| !self.timed[*j]).unwrap_or(i + 1);
        // "Lund, as expected, [proposed] to buy ..."
        let infinitive = self.tag(next) == Some(Tag::To)
            && self.tag(next + 1) == Some(Tag::Vb)
            && self.tag(i - 1) == Some(Tag::Comma)
            && (1..i - 1).any(|j| self.tag(j) == Some(Tag::Comma));
        let object = infinitive
            || self.tag(i + 1).is_some_and(|t| {
                t.is_noun() || matches!(t, Tag::Dt | Tag::Prp | Tag::PrpPoss | Tag::Cd | Tag::Currency)
            });
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
        if !object || !lacking || self.timed[i + 1] && !infinitive {
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
                    || j + 1 == first && self.tag(j) == Some(Tag::Prp)
            });
            barrier |= between;
            let resumes = self.before(first).is_some_and(|b| self.tag(b) == Some(Tag::Comma));
            if !barrier || after_comma && resumes {
                return false;
            }
        }
        true
    }

    /// "A witness fell ill, and the trial opened", "fell ill and [died]": a participle by its tag behind a conjunction and an
    /// active verb.
    fn is_second_past(&self, i: usize, group: &VerbGroup<'_>) -> bool {
        let bare = group.first == group.head && group.tense == Tense::PastParticiple;
        let joined = self.before(i).is_some_and(|b| self.tag(b) == Some(Tag::Cc));
        let active = self
            .group_of(self.top())
            .and_then(|g| self.parsed.groups.get(g))
            .is_some_and(|g| !g.passive && !g.copula && g.tense == Tense::Past);
        let object = self.tag(i + 1).is_some_and(Tag::is_noun);
        bare && joined && active && !object && self.parsed.word(i).candidates & Tag::Vbd.bit() != 0
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
}

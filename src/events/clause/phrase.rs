//! The place of a predicate in, the noun phrase before it out.

use std::ops::Range;

use super::Divider;
use crate::events::sentence::Parsed;
use crate::events::words::{self, Roles};
use crate::text::pos::Tag;

impl Divider<'_> {
    /// The subject of the first predicate of a clause: the noun phrase before it, after a leading adverbial.
    pub(super) fn subject(&self, i: usize, floor: usize) -> Range<usize> {
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
                    }))
                && self.other[start] & words::NEITHER == 0;
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

    pub(super) fn phrase(&self, i: usize, floor: usize) -> Range<usize> {
        noun_phrase(self.parsed, self.other, self.timed, i, floor)
    }
}
/// The noun phrase that ends before `i`, with the prepositional phrases inside it; not before `floor`.
pub(in crate::events) fn noun_phrase(
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
        let links = matches!(this, Tag::In | Tag::To) && at < end;
        if links || closed && this != Tag::Pdt {
            // "one of them", "all of the ferries"
            let part = j > floor
                && other[j] & words::OF != 0
                && matches!(tag(j - 1), Some(Tag::Cd | Tag::Dt | Tag::Pdt | Tag::Jjs | Tag::Jjr | Tag::Jj));
            if !links || j == floor || other[j] & words::WHEN != 0 || !(noun(j - 1) || part) {
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
        // "6.8": the point inside a number.
        let point = parsed.tokens[j].glued()
            && tag(j + 1) == Some(Tag::Cd)
            && j > floor
            && tag(j - 1) == Some(Tag::Cd)
            && parsed.tokens[j + 1].glued();
        if !is_nominal(this) && !inside && !compound && !point {
            break;
        }
        // "the mayor himself"
        let reflexive = other[j] & words::REFLEXIVE != 0;
        closed = matches!(this, Tag::Dt | Tag::PrpPoss | Tag::Prp | Tag::Ex) && !reflexive;
        at = j;
    }
    at..end
}

/// What a noun phrase is made of.
pub(in crate::events) fn is_nominal(tag: Tag) -> bool {
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

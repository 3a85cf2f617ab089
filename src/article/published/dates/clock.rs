//! A place in a text in, the time of day that stands there out, with its zone.

use chrono::NaiveTime;

use super::pieces::{Kind, Reader};
use crate::article::data::{page, role};

impl Reader<'_> {
    /// A clock after the date, past the words and signs that may stand between.
    pub(super) fn clock_after(&self, at: usize) -> Option<(usize, NaiveTime, Option<i32>)> {
        let mut next = at;
        for _ in 0..4 {
            let skipped = match self.kind(next)? {
                Kind::Sign(c) => {
                    matches!(c, ',' | '|' | '-' | '–' | '—' | '·' | '•' | '@' | '(' | '.' | ':' | '/')
                }
                Kind::Word(_, roles) => roles & role::AT != 0,
                Kind::Number(_) => false,
            };
            if !skipped {
                break;
            }
            next += 1;
        }
        self.clock(next)
    }

    /// A clock that ends right before the date: "9:12 AM EDT, May 26, 2017".
    pub(super) fn clock_before(&self, at: usize) -> Option<(NaiveTime, Option<i32>)> {
        (at.saturating_sub(9)..at).find_map(|start| {
            let (end, time, offset) = self.clock(start)?;
            let between = self.pieces.get(end..at)?;
            let near = between.len() <= 3
                && between.iter().all(|piece| match piece.kind {
                    Kind::Sign(_) => true,
                    Kind::Word(_, roles) => {
                        roles & role::ON != 0
                            || page().weekdays.contains_key(piece.text.to_lowercase().as_str())
                    }
                    Kind::Number(_) => false,
                });
            near.then_some((time, offset))
        })
    }

    /// `09:12`, `9:12:33.5`, `9.12`, `9:12 a.m.`, `9am`, `21h30`, with a zone if one follows.
    pub(super) fn clock(&self, at: usize) -> Option<(usize, NaiveTime, Option<i32>)> {
        let mut hour = self.number(at, 1..=2)?;
        let mut next = at + 1;
        let (mut minute, mut second) = (None, 0);
        let separated = matches!(self.sign(next), Some(':' | '.' | '時' | '시'))
            || (self.is(next, role::HOUR) && self.glued(next));
        if separated && let Some(value) = self.number(next + 1, 2..=2) {
            minute = Some(value);
            next += 2;
            if self.sign(next) == Some(':')
                && let Some(value) = self.number(next + 1, 2..=2)
            {
                second = value;
                next += 2;
                // Parts of a second are passed over.
                if self.sign(next) == Some('.')
                    && self.glued(next)
                    && self.number(next + 1, 1..=9).is_some()
                    && self.glued(next + 1)
                {
                    next += 2;
                }
            }
        }
        let half = self.half_of_day(next);
        match half {
            Some((after, pm)) => {
                hour = if pm { hour % 12 + 12 } else { hour % 12 };
                next = after;
            }
            None => {
                minute?;
            }
        }
        let time = NaiveTime::from_hms_opt(hour, minute.unwrap_or(0), second)?;
        let (next, offset) = self.zone(next);
        Some((next, time, offset))
    }

    /// `am`, `PM`, `a.m.`: true for the second half.
    pub(super) fn half_of_day(&self, at: usize) -> Option<(usize, bool)> {
        if self.is(at, role::AM | role::PM) {
            let dot = usize::from(self.sign(at + 1) == Some('.'));
            return Some((at + 1 + dot, self.is(at, role::PM)));
        }
        let dotted =
            self.is(at, role::A | role::P) && self.sign(at + 1) == Some('.') && self.is(at + 2, role::M);
        let dot = usize::from(self.sign(at + 3) == Some('.'));
        dotted.then(|| (at + 3 + dot, self.is(at, role::P)))
    }

    /// A zone, if one stands here: `Z`, `GMT`, `EDT`, `+02:00`, `GMT+2`.
    fn zone(&self, at: usize) -> (usize, Option<i32>) {
        let next = if matches!(self.sign(at), Some('(')) { at + 1 } else { at };
        let mut named = None;
        let mut after = next;
        if let Some(piece) = self.pieces.get(next)
            && matches!(piece.kind, Kind::Word(..))
            && (piece.text.chars().all(char::is_uppercase) || piece.text.eq_ignore_ascii_case("z"))
            && let Some(minutes) = page().zones.get(piece.text.to_lowercase().as_str())
        {
            named = Some(*minutes);
            after = next + 1;
        }
        let east = match self.sign(after) {
            Some('+') => 1,
            Some('-' | '−') if self.glued(after) || named.is_some() || self.is_offset(after + 1) => -1,
            _ => return named.map_or((at, None), |minutes| (after, Some(minutes))),
        };
        let digits = after + 1;
        let (end, minutes) = match (self.number(digits, 1..=2), self.number(digits, 4..=4)) {
            (_, Some(four)) => (digits + 1, four / 100 * 60 + four % 100),
            (Some(hours), _)
                if self.sign(digits + 1) == Some(':') && self.number(digits + 2, 2..=2).is_some() =>
            {
                (digits + 3, hours * 60 + self.number(digits + 2, 2..=2).unwrap_or(0))
            }
            (Some(hours), _) => (digits + 1, hours * 60),
            _ => return named.map_or((at, None), |minutes| (after, Some(minutes))),
        };
        match i32::try_from(minutes) {
            Ok(minutes) if minutes <= 14 * 60 && self.glued(digits) => (end, Some(east * minutes)),
            _ => named.map_or((at, None), |minutes| (after, Some(minutes))),
        }
    }

    /// Four digits that are hours and minutes east or west of UTC and no year: " -0500".
    fn is_offset(&self, at: usize) -> bool {
        self.glued(at) && self.number(at, 4..=4).is_some_and(|digits| digits <= 1400 && digits % 100 < 60)
    }
}

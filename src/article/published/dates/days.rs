//! A place in a text in, the full date that begins there out, in every order and spelling that pages print.

use chrono::{NaiveDate, Weekday};

use super::pieces::{Kind, Reader};
use super::{Found, day};
use crate::article::Stamp;
use crate::article::data::{page, role};

impl Reader<'_> {
    /// The date that begins at a piece, and the piece after it.
    pub(super) fn date(&self, at: usize) -> Option<(usize, Found)> {
        // A number that goes on to the left is part of something else: a version, an address, a telephone number.
        if self.glued(at)
            && matches!(self.kind(at), Some(Kind::Number(_)))
            && matches!(self.kind(at - 1), Some(Kind::Sign('.' | '-' | '/' | ':' | '#' | '$' | '€' | '_')))
            && at >= 2
            && matches!(self.kind(at - 2), Some(Kind::Number(_)))
            && self.glued(at - 1)
        {
            return None;
        }
        let (next, date, swapped) = (self.year_first(at))
            .or_else(|| self.numeric(at))
            .or_else(|| self.day_month_year(at))
            .or_else(|| self.month_day_year(at))?;
        let mut stamp = Stamp { date, time: None, offset: None };
        let mut end = next;
        if let Some((after, time, offset)) = self.clock_after(next) {
            (stamp.time, stamp.offset, end) = (Some(time), offset, after);
        } else if let Some((time, offset)) = self.clock_before(at) {
            (stamp.time, stamp.offset) = (Some(time), offset);
        }
        let found = Found {
            start: self.pieces[at].start,
            end: self.pieces[end - 1].end,
            stamp,
            swapped,
            weekday: self.weekday_before(at),
        };
        Some((end, found))
    }

    /// `2017-05-26`, `2017/5/26`, `2017. 5. 26.`, `2017年5月26日`, `2017 May 26`.
    fn year_first(&self, at: usize) -> Option<(usize, NaiveDate, Option<NaiveDate>)> {
        let year = self.year(at)?;
        let mut next = self.past(at + 1, &['.', ',', '-', '/', '年', '년', '–']);
        let (month, spelled) = match self.month(next) {
            Some(month) => (month, true),
            None => (self.number(next, 1..=2)?, false),
        };
        if !spelled && next == at + 1 {
            return None;
        }
        let between = next + 1;
        next = self.past(between, &['.', ',', '-', '/', '月', '월', '–']);
        if !spelled
            && (next == between
                || (self.sign(at + 1) != self.sign(between)
                    && !matches!(self.sign(between), Some('月' | '월'))))
        {
            return None;
        }
        let date = day(year, month, self.number(next, 1..=2)?)?;
        // "2017-05-26-100" is no date.
        if self.sign(next + 1) == self.sign(at + 1)
            && self.sign(at + 1) == Some('-')
            && self.number(next + 2, 1..=9).is_some()
        {
            return None;
        }
        next += 1;
        if matches!(self.sign(next), Some('日' | '일'))
            || (self.sign(next) == Some('.') && self.sign(at + 1) == Some('.'))
        {
            next += 1;
        }
        Some((next, date, None))
    }

    /// `26.05.2017`, `26/5/2017`, `05/26/2017`, `26-05-17`.
    fn numeric(&self, at: usize) -> Option<(usize, NaiveDate, Option<NaiveDate>)> {
        let first = self.number(at, 1..=2)?;
        let sign = self.sign(at + 1).filter(|c| matches!(c, '.' | '/' | '-' | '‑'))?;
        let second = self.number(at + 2, 1..=2)?;
        if self.sign(at + 3) != Some(sign) {
            return None;
        }
        let year = match self.year(at + 4) {
            Some(year) => year,
            None => self.short_year(at, sign)?,
        };
        // A time such as 12.30.2017 cannot be; but versions and addresses go on: 10.0.2017.1
        if matches!(self.sign(at + 5), Some('.' | '/' | '-'))
            && self.glued(at + 5)
            && self.number(at + 6, 1..=9).is_some()
            && self.glued(at + 6)
        {
            return None;
        }
        let (day_first, month_first) = (day(year, second, first), day(year, first, second));
        let date = day_first.or(month_first)?;
        let swapped = month_first.filter(|other| *other != date && sign != '.');
        Some((at + 5, date, swapped))
    }

    /// Two digits for the year, only in the tight form `26.05.17` and only for years that have been.
    fn short_year(&self, at: usize, sign: char) -> Option<i32> {
        let year = i32::try_from(self.number(at + 4, 2..=2)?).ok()?;
        let tight = (at + 1..=at + 4).all(|piece| self.glued(piece));
        let alone =
            !matches!(self.sign(at + 5), Some(next) if next == sign && self.glued(at + 5) && sign != '.');
        (tight && alone && self.number(at, 2..=2).is_some() && self.number(at + 2, 2..=2).is_some())
            .then_some(if year < 90 { 2000 + year } else { 1900 + year })
    }

    /// `26 May 2017`, `26th of May, 2017`, `26. Mai 2017`, `26 de mayo de 2017`, `26-May-2017`.
    fn day_month_year(&self, at: usize) -> Option<(usize, NaiveDate, Option<NaiveDate>)> {
        let number = self.number(at, 1..=2)?;
        let mut next = self.past(self.past_ordinal(at + 1), &['.', '-', '/', ',', 'º', '°']);
        while self.is(next, role::OF_MONTH) {
            next += 1;
        }
        let month = self.month(next)?;
        next = self.past(next + 1, &['.', ',', '-', '/']);
        while self.is(next, role::OF_YEAR) {
            next += 1;
        }
        next = self.past(next, &['\'', '’']);
        let year = self.year(next).or_else(|| {
            let short =
                self.number(next, 2..=2).filter(|_| matches!(self.sign(next - 1), Some('-' | '\'' | '’')))?;
            i32::try_from(short).ok().map(|short| if short < 90 { 2000 + short } else { 1900 + short })
        })?;
        Some((next + 1, day(year, month, number)?, None))
    }

    /// `May 26, 2017`, `Sept. 14th 2018`, `March, 16, 2017`, `May 26 09:12:00 EDT 2017`.
    fn month_day_year(&self, at: usize) -> Option<(usize, NaiveDate, Option<NaiveDate>)> {
        let month = self.month(at)?;
        let mut next = self.past(at + 1, &['.', ',', '-', '/']);
        let number = self.number(next, 1..=2)?;
        next = self.past(self.past_ordinal(next + 1), &['.', ',', '-', '/']);
        while self.is(next, role::OF_MONTH) {
            next += 1;
        }
        if let Some(year) = self.year(next) {
            return Some((next + 1, day(year, month, number)?, None));
        }
        let (after, ..) = self.clock(next)?;
        let year = self.year(after)?;
        Some((after + 1, day(year, month, number)?, None))
    }

    /// Steps back over "of" and the ending of an ordinal: from "of" in "3rd of May" to the number.
    pub(super) fn before_ordinal(&self, mut at: usize) -> usize {
        if self.is(at, role::OF_MONTH) {
            at = at.saturating_sub(1);
        }
        if self.is(at, role::ORDINAL) || self.sign(at) == Some('.') { at.saturating_sub(1) } else { at }
    }

    fn past_ordinal(&self, at: usize) -> usize {
        if self.is(at, role::ORDINAL) && self.glued(at) { at + 1 } else { at }
    }

    fn weekday_before(&self, at: usize) -> Option<Weekday> {
        let mut before = at.checked_sub(1)?;
        for _ in 0..2 {
            match self.kind(before)? {
                Kind::Sign(',' | '.' | '(') => before = before.checked_sub(1)?,
                _ => break,
            }
        }
        match self.kind(before)? {
            Kind::Word(..) => page().weekdays.get(self.pieces[before].text.to_lowercase().as_str()).copied(),
            _ => None,
        }
    }
}

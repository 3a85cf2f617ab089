//! A short piece of a page (an attribute, a byline, the text of a small element) in, the full dates in it out.
//!
//! This reads what pages print about themselves, in any language of `data/page/`, and only whole dates: year, month and
//! day. Temporal expressions in the running text are another stage's work.

use chrono::{NaiveDate, NaiveTime, Weekday};

use crate::article::Stamp;
use crate::article::data::{Page, page};

/// Years that a page's own date can lie in. The clock of the machine has no say in it.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

/// A date in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::article) struct Found {
    /// First byte.
    pub(in crate::article) start: usize,
    /// One past the last byte, the time of day included.
    pub(in crate::article) end: usize,
    /// What it says.
    pub(in crate::article) stamp: Stamp,
    /// The day it would be if month and day stood the other way round ("03/04/2017"). The reading in `stamp` is the one
    /// with the day first.
    pub(in crate::article) swapped: Option<NaiveDate>,
    /// The weekday printed before it.
    pub(in crate::article) weekday: Option<Weekday>,
}

/// A piece of the text: a number, a word, or one other character. White space stands between.
#[derive(Debug, Clone, Copy)]
struct Piece<'t> {
    start: usize,
    end: usize,
    text: &'t str,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number(u32),
    /// With the month that it names.
    Word(Option<u32>),
    Sign(char),
}

/// Every full date in `text`, in order.
pub(in crate::article) fn find(text: &str) -> Vec<Found> {
    let reader = Reader { page: page(), pieces: pieces(text) };
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < reader.pieces.len() {
        match reader.date(at) {
            Some((next, date)) => {
                found.push(date);
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

/// A month and a day that no year goes with: "April 20", "20 April".
pub(in crate::article) fn find_without_year(text: &str) -> Option<(u32, u32)> {
    let reader = Reader { page: page(), pieces: pieces(text) };
    (0..reader.pieces.len()).find_map(|at| {
        let month = reader.month(at)?;
        let after = reader.number(reader.past(at + 1, &['.']), 1..=2);
        let number = after.or_else(|| reader.number(at.checked_sub(1)?, 1..=2))?;
        // The longest that the month can be.
        NaiveDate::from_ymd_opt(2000, month, number).map(|_| (month, number))
    })
}

/// Whether the dates of a text put the month before the day, as far as they show it: "May 3" and "5/13/2016" against
/// "3 May" and "13/5/2016".
pub(in crate::article) fn month_first(text: &str) -> Option<bool> {
    let reader = Reader { page: page(), pieces: pieces(text) };
    let (mut month, mut day) = (0, 0);
    for at in 0..reader.pieces.len() {
        if reader.month(at).is_some() && reader.pieces[at].text.len() >= 3 {
            let before = (at > 0).then(|| reader.number(reader.before_ordinal(at - 1), 1..=2)).flatten();
            let after = reader.number(reader.past(at + 1, &['.']), 1..=2);
            day += usize::from(before.is_some_and(|n| n <= 31));
            month += usize::from(before.is_none() && after.is_some_and(|n| n <= 31));
        } else if let Some((first, second)) = reader.number(at, 1..=2).zip(reader.number(at + 2, 1..=2))
            && reader.sign(at + 1) == Some('/')
            && reader.sign(at + 3) == Some('/')
        {
            // A numeric date that can be read one way only shows most.
            day += usize::from(first > 12 && second <= 12) * 3;
            month += usize::from(second > 12 && first <= 12) * 3;
        }
    }
    (month != day).then_some(month > day)
}

/// A text that is nothing but a time of day: "14:35 GMT", "3:20 p.m.".
pub(in crate::article) fn clock_alone(text: &str) -> Option<(NaiveTime, Option<i32>)> {
    let reader = Reader { page: page(), pieces: pieces(text) };
    let (end, time, offset) = reader.clock(0)?;
    let dotted = reader.sign(1) == Some('.') && offset.is_none() && reader.half_of_day(3).is_none();
    (reader.past(end, &['.', ')', ']']) == reader.pieces.len() && !dotted).then_some((time, offset))
}

/// The one date of an attribute or other machine-written value: also a Unix time, and digits without separators.
pub(in crate::article) fn machine(value: &str) -> Option<Found> {
    let value = value.trim();
    if value.len() > 100 {
        return None;
    }
    let whole = |stamp| Found { start: 0, end: value.len(), stamp, swapped: None, weekday: None };
    if value.bytes().all(|b| b.is_ascii_digit()) {
        return match value.len() {
            8 | 12 | 14 => compact(value).map(whole),
            10 | 13 => epoch(value).map(whole),
            _ => None,
        };
    }
    if value.is_ascii()
        && value.len() >= 15
        && value.as_bytes()[8].eq_ignore_ascii_case(&b'T')
        && let Some(stamp) = compact(&value.replace(['T', 't'], ""))
    {
        return Some(whole(stamp));
    }
    find(value).into_iter().next()
}

/// `20170526`, `201705260912`, `20170526091233`, and what may follow the digits.
fn compact(digits: &str) -> Option<Stamp> {
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|d| d.parse::<u32>().ok());
    let date = day(i32::try_from(part(0, 4)?).ok()?, part(4, 6)?, part(6, 8)?)?;
    let time = part(8, 10)
        .zip(part(10, 12))
        .and_then(|(h, m)| NaiveTime::from_hms_opt(h, m, part(12, 14).unwrap_or(0)));
    let offset = digits.get(14..).and_then(super::stamp::parse_zone);
    Some(Stamp { date, time, offset })
}

/// Seconds or milliseconds since 1970, in UTC.
fn epoch(digits: &str) -> Option<Stamp> {
    let seconds = digits.get(..10)?.parse().ok()?;
    let instant = chrono::DateTime::from_timestamp(seconds, 0)?.naive_utc();
    let plausible = YEARS.contains(&chrono::Datelike::year(&instant.date()));
    plausible.then(|| Stamp { date: instant.date(), time: Some(instant.time()), offset: Some(0) })
}

/// A plausible day.
pub(in crate::article) fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    if YEARS.contains(&year) { NaiveDate::from_ymd_opt(year, month, day) } else { None }
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let months = &page().months;
    let mut pieces = Vec::new();
    let mut lower = String::new();
    let mut characters = text.char_indices().peekable();
    while let Some((start, c)) = characters.next() {
        if c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}') {
            continue;
        }
        let same: fn(char) -> bool = match c {
            '0'..='9' => |c| c.is_ascii_digit(),
            c if c.is_alphabetic() && !is_han(c) => |c| (c.is_alphabetic() || c == '\'') && !is_han(c),
            _ => |_| false,
        };
        let mut end = start + c.len_utf8();
        while let Some((at, next)) = characters.next_if(|(_, next)| same(*next)) {
            end = at + next.len_utf8();
        }
        let word = &text[start..end];
        let kind = if c.is_ascii_digit() {
            Kind::Number(if word.len() <= 8 { word.parse().unwrap_or(u32::MAX) } else { u32::MAX })
        } else if c.is_alphabetic() && !is_han(c) {
            lower.clear();
            lower.extend(word.chars().flat_map(char::to_lowercase));
            Kind::Word(months.get(lower.as_str()).copied())
        } else {
            Kind::Sign(c)
        };
        pieces.push(Piece { start, end, text: word, kind });
    }
    pieces
}

/// The characters that count years, months, days and hours in Chinese, Japanese and Korean dates, and their kin.
fn is_han(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '년' | '월' | '일' | '시' | '분')
}

struct Reader<'t> {
    page: &'static Page,
    pieces: Vec<Piece<'t>>,
}

impl Reader<'_> {
    fn kind(&self, at: usize) -> Option<Kind> {
        self.pieces.get(at).map(|piece| piece.kind)
    }

    fn sign(&self, at: usize) -> Option<char> {
        match self.kind(at)? {
            Kind::Sign(c) => Some(c),
            _ => None,
        }
    }

    fn month(&self, at: usize) -> Option<u32> {
        match self.kind(at)? {
            Kind::Word(month) => month,
            _ => None,
        }
    }

    /// A number of that many digits.
    fn number(&self, at: usize, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
        match self.kind(at)? {
            Kind::Number(value) if digits.contains(&self.pieces[at].text.len()) => Some(value),
            _ => None,
        }
    }

    fn year(&self, at: usize) -> Option<i32> {
        self.number(at, 4..=4).and_then(|year| i32::try_from(year).ok()).filter(|year| YEARS.contains(year))
    }

    /// Whether no white space stands before the piece.
    fn glued(&self, at: usize) -> bool {
        at > 0 && at < self.pieces.len() && self.pieces[at].start == self.pieces[at - 1].end
    }

    fn word_is(&self, at: usize, words: &[&str]) -> bool {
        self.pieces
            .get(at)
            .is_some_and(|piece| words.iter().any(|word| piece.text.eq_ignore_ascii_case(word)))
    }

    /// Passes over any of these signs.
    fn past(&self, mut at: usize, signs: &[char]) -> usize {
        while self.sign(at).is_some_and(|c| signs.contains(&c)) {
            at += 1;
        }
        at
    }

    /// The date that begins at a piece, and the piece after it.
    fn date(&self, at: usize) -> Option<(usize, Found)> {
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
        while self.word_is(next, &["of", "de", "d"]) {
            next += 1;
        }
        let month = self.month(next)?;
        next = self.past(next + 1, &['.', ',', '-', '/']);
        while self.word_is(next, &["de", "del"]) {
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
        while self.word_is(next, &["of"]) {
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
    fn before_ordinal(&self, mut at: usize) -> usize {
        if self.word_is(at, &["of", "de"]) {
            at = at.saturating_sub(1);
        }
        if self.word_is(at, &["st", "nd", "rd", "th"]) || self.sign(at) == Some('.') {
            at.saturating_sub(1)
        } else {
            at
        }
    }

    fn past_ordinal(&self, at: usize) -> usize {
        if self.word_is(at, &["st", "nd", "rd", "th", "er", "re", "e"]) && self.glued(at) {
            at + 1
        } else {
            at
        }
    }

    /// A clock after the date, past the words and signs that may stand between.
    fn clock_after(&self, at: usize) -> Option<(usize, NaiveTime, Option<i32>)> {
        let mut next = at;
        for _ in 0..4 {
            let skipped = match self.kind(next)? {
                Kind::Sign(c) => {
                    matches!(c, ',' | '|' | '-' | '–' | '—' | '·' | '•' | '@' | '(' | '.' | ':' | '/')
                }
                Kind::Word(_) => self.word_is(
                    next,
                    &["t", "at", "um", "à", "a", "às", "alle", "ore", "om", "kl", "klo", "o", "as", "las"],
                ),
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
    fn clock_before(&self, at: usize) -> Option<(NaiveTime, Option<i32>)> {
        (at.saturating_sub(9)..at).find_map(|start| {
            let (end, time, offset) = self.clock(start)?;
            let between = self.pieces.get(end..at)?;
            let near = between.len() <= 3
                && between.iter().all(|piece| match piece.kind {
                    Kind::Sign(_) => true,
                    Kind::Word(_) => {
                        self.page.weekdays.contains_key(piece.text.to_lowercase().as_str())
                            || piece.text.eq_ignore_ascii_case("on")
                    }
                    Kind::Number(_) => false,
                });
            near.then_some((time, offset))
        })
    }

    /// `09:12`, `9:12:33.5`, `9.12`, `9:12 a.m.`, `9am`, `21h30`, with a zone if one follows.
    fn clock(&self, at: usize) -> Option<(usize, NaiveTime, Option<i32>)> {
        let mut hour = self.number(at, 1..=2)?;
        let mut next = at + 1;
        let (mut minute, mut second) = (None, 0);
        let separated = matches!(self.sign(next), Some(':' | '.' | '時' | '시'))
            || (self.word_is(next, &["h"]) && self.glued(next));
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
    fn half_of_day(&self, at: usize) -> Option<(usize, bool)> {
        if self.word_is(at, &["am", "pm"]) {
            let dot = usize::from(self.sign(at + 1) == Some('.'));
            return Some((at + 1 + dot, self.word_is(at, &["pm"])));
        }
        let dotted =
            self.word_is(at, &["a", "p"]) && self.sign(at + 1) == Some('.') && self.word_is(at + 2, &["m"]);
        let dot = usize::from(self.sign(at + 3) == Some('.'));
        dotted.then(|| (at + 3 + dot, self.word_is(at, &["p"])))
    }

    /// A zone, if one stands here: `Z`, `GMT`, `EDT`, `+02:00`, `GMT+2`.
    fn zone(&self, at: usize) -> (usize, Option<i32>) {
        let next = if matches!(self.sign(at), Some('(')) { at + 1 } else { at };
        let mut named = None;
        let mut after = next;
        if let Some(piece) = self.pieces.get(next)
            && matches!(piece.kind, Kind::Word(_))
            && (piece.text.chars().all(char::is_uppercase) || piece.text.eq_ignore_ascii_case("z"))
            && let Some(minutes) = self.page.zones.get(piece.text.to_lowercase().as_str())
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

    fn weekday_before(&self, at: usize) -> Option<Weekday> {
        let mut before = at.checked_sub(1)?;
        for _ in 0..2 {
            match self.kind(before)? {
                Kind::Sign(',' | '.' | '(') => before = before.checked_sub(1)?,
                _ => break,
            }
        }
        match self.kind(before)? {
            Kind::Word(_) => {
                self.page.weekdays.get(self.pieces[before].text.to_lowercase().as_str()).copied()
            }
            _ => None,
        }
    }
}

//! A short piece of a page (an attribute, a byline, the text of a small element) in, the full dates in it out.
//!
//! This reads what pages print about themselves, in any language of `data/page/`, and only whole dates: year, month and
//! day. Temporal expressions in the running text are another stage's work.

mod clock;
mod days;
mod pieces;

use chrono::{NaiveDate, NaiveTime, Weekday};

use crate::article::Stamp;
use pieces::Reader;

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

/// Every full date in `text`, in order.
pub(in crate::article) fn find(text: &str) -> Vec<Found> {
    let reader = Reader::new(text);
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
    let reader = Reader::new(text);
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
    let reader = Reader::new(text);
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
    let reader = Reader::new(text);
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

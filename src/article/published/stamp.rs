//! What a user gives as the publication date in, a [`Stamp`] out, or what is wrong with it.
//!
//! This door is strict: a date that could be read two ways is refused rather than guessed. Pages are read elsewhere.

use chrono::{NaiveDate, NaiveTime};

use crate::article::Stamp;
use crate::{Error, Result};

/// Reads `YYYY-MM-DD` or `YYYY-MM-DDThh:mm[:ss]` with an optional zone (`Z`, `-04:00`, `-0400`, `-04`).
///
/// # Errors
/// [`Error::Date`] with the reason, for anything else and for days that do not exist.
///
/// ```
/// let stamp = annals::article::parse_stamp("2017-05-26T09:12-04:00")?;
/// assert_eq!(stamp.date.to_string(), "2017-05-26");
/// assert_eq!(stamp.offset, Some(-240));
/// assert!(annals::article::parse_stamp("26/05/2017").is_err());
/// # Ok::<(), annals::Error>(())
/// ```
pub fn parse_stamp(given: &str) -> Result<Stamp> {
    let refuse = |why: &str| Error::Date { given: given.to_owned(), why: why.to_owned() };
    let text = given.trim();
    let (day, rest) = match text.find(['T', 't', ' ']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let date = parse_day(day).map_err(refuse)?;
    let Some(rest) = rest else { return Ok(Stamp { date, time: None, offset: None }) };
    let clock_end = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (clock, zone) = rest.split_at(clock_end);
    let time =
        parse_clock(clock.trim_end()).ok_or_else(|| refuse("the time of day is not hh:mm or hh:mm:ss"))?;
    let offset = match zone {
        "" => None,
        zone => Some(parse_zone(zone).ok_or_else(|| refuse("the zone is not Z or an offset like -04:00"))?),
    };
    Ok(Stamp { date, time: Some(time), offset })
}

fn parse_day(day: &str) -> std::result::Result<NaiveDate, &'static str> {
    let shaped = day.len() == 10
        && day
            .bytes()
            .enumerate()
            .all(|(at, b)| if matches!(at, 4 | 7) { b == b'-' } else { b.is_ascii_digit() });
    if !shaped {
        return Err("it is not written year-month-day");
    }
    NaiveDate::parse_from_str(day, "%Y-%m-%d").map_err(|_| "there is no such day in the calendar")
}

/// `hh:mm`, `hh:mm:ss`, `hh:mm:ss.fff`.
pub(super) fn parse_clock(clock: &str) -> Option<NaiveTime> {
    let whole = clock.split(['.', ',']).next()?;
    let mut parts = whole.split(':').map(|part| match part.len() {
        1 | 2 if part.bytes().all(|b| b.is_ascii_digit()) => part.parse::<u32>().ok(),
        _ => None,
    });
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
    if parts.next().is_some() {
        return None;
    }
    NaiveTime::from_hms_opt(hour, minute, second)
}

/// Minutes east of UTC for `Z`, `+hh:mm`, `+hhmm`, `+hh`.
pub(super) fn parse_zone(zone: &str) -> Option<i32> {
    if zone.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, digits) = match zone.as_bytes().first()? {
        b'+' => (1, &zone[1..]),
        b'-' => (-1, &zone[1..]),
        _ => return None,
    };
    let digits: String = digits.chars().filter(|c| *c != ':').collect();
    if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let hours: i32 = digits[..2].parse().ok()?;
    let minutes: i32 = if digits.len() == 4 { digits[2..].parse().ok()? } else { 0 };
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_times_and_zones() {
        let stamp = |given| parse_stamp(given).unwrap();
        assert_eq!(stamp("2020-02-29").date, NaiveDate::from_ymd_opt(2020, 2, 29).unwrap());
        assert_eq!(stamp("1865-04-15").time, None);
        assert_eq!(stamp(" 2017-05-26 09:12 ").time, NaiveTime::from_hms_opt(9, 12, 0));
        assert_eq!(stamp("2017-05-26T09:12:33.250Z").offset, Some(0));
        assert_eq!(stamp("2017-05-26T09:12+0530").offset, Some(330));
        assert_eq!(stamp("2017-05-26T09:12-04").offset, Some(-240));
    }

    #[test]
    fn what_is_no_date_is_refused_with_the_reason() {
        for (given, why) in [
            ("yesterday", "year-month-day"),
            ("2017-5-6", "year-month-day"),
            ("2017-02-30", "no such day"),
            ("2017-05-26T9", "time of day"),
            ("2017-05-26T25:00", "time of day"),
            ("2017-05-26T09:12 EST", "time of day"),
            ("2017-05-26T09:12+99:00", "zone"),
            ("", "year-month-day"),
            ("２０１７-05-26", "year-month-day"),
        ] {
            let said = parse_stamp(given).unwrap_err().to_string();
            assert!(said.contains(why), "{given}: {said}");
            assert!(!said.contains('\n'));
        }
    }
}

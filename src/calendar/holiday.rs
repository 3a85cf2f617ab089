//! Holidays: a description from a data file in, the day in a given year out.

use chrono::{Datelike, NaiveDate};

use super::{days, weekday_on_or_after, weekday_on_or_before};

/// When a holiday falls.
#[derive(Debug, Clone, PartialEq)]
pub struct Holiday {
    base: Base,
    /// Days after the base.
    offset: i32,
}

#[derive(Debug, Clone, PartialEq)]
enum Base {
    Fixed {
        month: u32,
        day: u32,
    },
    /// The nth weekday of a month; -1 is the last.
    Weekday {
        month: u32,
        nth: i32,
        weekday: u8,
    },
    /// The first such weekday on or after a day of the year.
    OnOrAfter {
        month: u32,
        day: u32,
        weekday: u8,
    },
    /// A day that a weekend moves to the nearest working day.
    Workday {
        month: u32,
        day: u32,
    },
    Easter,
    OrthodoxEaster,
    /// One day in history.
    Once(NaiveDate),
    /// Listed year by year: calendars that this crate does not compute.
    Listed(Vec<NaiveDate>),
}

impl Holiday {
    /// Reads `12-25`, `10-16~` (moved by a weekend to the nearest working day), `11-27>7` (the first Sunday on or after),
    /// `11:4:4` (month, nth, weekday from Monday 1; nth -1 is the last), `easter`, `orthodox`,
    /// `1963-08-28`, or a list of days with commas; each with `+2` or `-2` days behind.
    ///
    /// # Errors
    /// A message that says what is expected.
    pub fn parse(text: &str) -> Result<Self, String> {
        let bad = || {
            format!(
                "\"{text}\": a holiday is MM-DD, MONTH:NTH:WEEKDAY, easter, orthodox, YYYY-MM-DD or a list of days, \
                 with +N or -N days behind"
            )
        };
        let (base, offset) = split_offset(text);
        let offset = offset.map_or(Ok(0), |o| o.parse::<i32>().map_err(|_| bad()))?;
        let base = match base {
            "easter" => Base::Easter,
            "orthodox" => Base::OrthodoxEaster,
            list if list.contains(',') => Base::Listed(
                list.split(',').map(|d| day_of(d.trim())).collect::<Option<_>>().ok_or_else(bad)?,
            ),
            rule if rule.contains(':') => {
                let parts: Vec<i32> =
                    rule.split(':').map(str::parse).collect::<Result<_, _>>().map_err(|_| bad())?;
                match parts[..] {
                    [month @ 1..=12, nth @ (-1 | 1..=5), weekday @ 1..=7] => {
                        Base::Weekday { month: month as u32, nth, weekday: weekday as u8 }
                    }
                    _ => return Err(bad()),
                }
            }
            date if date.len() == 10 => Base::Once(date.parse().map_err(|_| bad())?),
            day => {
                let (plain, workday) = day.strip_suffix('~').map_or((day, false), |plain| (plain, true));
                let (plain, weekday) = match plain.split_once('>') {
                    Some((plain, w)) => {
                        (plain, Some(w.parse().ok().filter(|w| (1..=7).contains(w)).ok_or_else(bad)?))
                    }
                    None => (plain, None),
                };
                let (month, day) = plain.split_once('-').ok_or_else(bad)?;
                let (month, day) = (month.parse().map_err(|_| bad())?, day.parse().map_err(|_| bad())?);
                NaiveDate::from_ymd_opt(2024, month, day).ok_or_else(bad)?;
                match weekday {
                    Some(weekday) => Base::OnOrAfter { month, day, weekday },
                    None if workday => Base::Workday { month, day },
                    None => Base::Fixed { month, day },
                }
            }
        };
        Ok(Self { base, offset })
    }

    /// The day in that year, if there is one.
    #[must_use]
    pub fn in_year(&self, year: i32) -> Option<NaiveDate> {
        let base = match &self.base {
            Base::Fixed { month, day } => NaiveDate::from_ymd_opt(year, *month, *day)?,
            Base::Weekday { month, nth, weekday } => nth_weekday(year, *month, *nth, *weekday)?,
            Base::OnOrAfter { month, day, weekday } => {
                weekday_on_or_after(NaiveDate::from_ymd_opt(year, *month, *day)?, *weekday)?
            }
            Base::Workday { month, day } => {
                let day = NaiveDate::from_ymd_opt(year, *month, *day)?;
                let away = match day.weekday().number_from_monday() {
                    6 => -1,
                    7 => 1,
                    _ => 0,
                };
                days(day, away)?
            }
            Base::Easter => easter(year)?,
            Base::OrthodoxEaster => orthodox_easter(year)?,
            Base::Once(date) => *date,
            Base::Listed(list) => *list.iter().find(|d| d.year() == year)?,
        };
        days(base, self.offset)
    }

    /// Month and day of a holiday that has the same ones each year.
    #[must_use]
    pub fn fixed(&self) -> Option<(u32, u32)> {
        match self.base {
            Base::Fixed { month, day } if self.offset == 0 => Some((month, day)),
            _ => None,
        }
    }

    /// The day of something that happened once.
    #[must_use]
    pub fn once(&self) -> Option<NaiveDate> {
        match self.base {
            Base::Once(date) => days(date, self.offset),
            _ => None,
        }
    }
}

/// `YYYY-MM-DD`, without chrono's general parser: there are thousands of them, and they are read at every start.
fn day_of(text: &str) -> Option<NaiveDate> {
    let number = |range: std::ops::Range<usize>| {
        let digits = text.as_bytes().get(range)?;
        digits.iter().try_fold(0, |n, d| d.is_ascii_digit().then(|| n * 10 + u32::from(d - b'0')))
    };
    let dashes = text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
    NaiveDate::from_ymd_opt(number(0..4)? as i32, number(5..7)?, number(8..10)?).filter(|_| dashes)
}

/// The offset stands behind the base: "easter-2", "11:4:4+1", "12-25+1".
fn split_offset(text: &str) -> (&str, Option<&str>) {
    if let Some(at) = text.find('+') {
        return (text[..at].trim(), Some(text[at + 1..].trim()));
    }
    // A hyphen is a part of dates and of "5:-1:1" as well: only after a name or the last colon's number is it a sign.
    for name in ["easter", "orthodox"] {
        if let Some(rest) = text.strip_prefix(name).filter(|r| r.starts_with('-')) {
            return (name, Some(rest));
        }
    }
    if let Some(colon) = text.rfind(':')
        && let Some(sign) = text[colon..].find('-')
    {
        return (text[..colon + sign].trim(), Some(&text[colon + sign..]));
    }
    (text.trim(), None)
}

fn nth_weekday(year: i32, month: u32, nth: i32, weekday: u8) -> Option<NaiveDate> {
    if nth < 0 {
        let next = if month == 12 {
            NaiveDate::from_ymd_opt(year + 1, 1, 1)
        } else {
            NaiveDate::from_ymd_opt(year, month + 1, 1)
        };
        return weekday_on_or_before(next?.pred_opt()?, weekday);
    }
    let first = weekday_on_or_after(NaiveDate::from_ymd_opt(year, month, 1)?, weekday)?;
    days(first, 7 * (nth - 1)).filter(|d| d.month() == month)
}

/// Easter Sunday of the western churches (the anonymous Gregorian computus), 1583 to 9999.
#[must_use]
pub fn easter(year: i32) -> Option<NaiveDate> {
    if !(1583..=9999).contains(&year) {
        return None;
    }
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    NaiveDate::from_ymd_opt(year, (n / 31) as u32, (n % 31 + 1) as u32)
}

/// Easter Sunday of the eastern churches, as a Gregorian day, 1583 to 2199.
fn orthodox_easter(year: i32) -> Option<NaiveDate> {
    if !(1583..=2199).contains(&year) {
        return None;
    }
    let (a, b, c) = (year % 4, year % 7, year % 19);
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b - d + 34) % 7;
    let n = d + e + 114;
    let julian = NaiveDate::from_ymd_opt(year, (n / 31) as u32, (n % 31 + 1) as u32)?;
    let century = year / 100;
    days(julian, century - century / 4 - 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str, year: i32) -> String {
        Holiday::parse(text).unwrap().in_year(year).unwrap().to_string()
    }

    #[test]
    fn falls_where_the_calendars_say() {
        assert_eq!(day("12-25", 2017), "2017-12-25");
        assert_eq!(day("easter", 2024), "2024-03-31");
        assert_eq!(day("easter-2", 2019), "2019-04-19");
        assert_eq!(day("orthodox", 2024), "2024-05-05");
        assert_eq!(day("11:4:4", 2023), "2023-11-23");
        assert_eq!(day("11:4:4+1", 2023), "2023-11-24");
        assert_eq!(day("5:-1:1", 2021), "2021-05-31");
        assert_eq!(day("11-27>7", 2023), "2023-12-03");
        assert_eq!(day("11-27>7+21", 2023), "2023-12-24");
        assert_eq!(day("10-16~", 2021), "2021-10-15");
        assert_eq!(day("10-16~", 2022), "2022-10-17");
    }

    #[test]
    fn refuses_what_is_no_day() {
        assert!(Holiday::parse("13-40").is_err());
        assert!(Holiday::parse("sometime").is_err());
        assert!(Holiday::parse("5:6:1").is_err());
        assert!(Holiday::parse("11-27>8").is_err());
        assert!(Holiday::parse("2017-05-25, 2018-06-31").is_err());
        assert!(Holiday::parse("2017-05-25, 2018/06/30").is_err());
    }
}

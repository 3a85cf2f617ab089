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
    /// A day of the Hebrew calendar, months from Nisan 1.
    Hebrew {
        month: u8,
        day: u8,
    },
    /// The equinox or solstice of that month.
    Sun(u8),
    /// One day in history.
    Once(NaiveDate),
    /// Listed year by year: calendars that this crate does not compute.
    Listed(Vec<NaiveDate>),
}

impl Holiday {
    /// Reads `12-25`, `10-16~` (moved by a weekend to the nearest working day), `11-27>7` (the first Sunday on or after),
    /// `11:4:4` (month, nth, weekday from Monday 1; nth -1 is the last), `easter`, `orthodox`, `hebrew:7:10` (month from
    /// Nisan 1, day), `sun:6` (the equinox or solstice of that month), `1963-08-28`, or a list of days with commas; each with `+2` or `-2` days behind.
    ///
    /// # Errors
    /// A message that says what is expected.
    pub fn parse(text: &str) -> Result<Self, String> {
        let bad = || {
            format!(
                "\"{text}\": a holiday is MM-DD, MONTH:NTH:WEEKDAY, easter, orthodox, hebrew:MONTH:DAY, \
                 sun:MONTH, YYYY-MM-DD or a list of days, with +N or -N days behind"
            )
        };
        let (base, offset) = split_offset(text);
        let offset = offset.map_or(Ok(0), |o| o.parse::<i32>().map_err(|_| bad()))?;
        let base = match base {
            "easter" => Base::Easter,
            "orthodox" => Base::OrthodoxEaster,
            list if list.contains(',') => Base::Listed(listed(list).ok_or_else(bad)?),
            hebrew if hebrew.starts_with("hebrew:") => {
                let (month, day) = hebrew["hebrew:".len()..].split_once(':').ok_or_else(bad)?;
                let (month, day) = (month.parse().map_err(|_| bad())?, day.parse().map_err(|_| bad())?);
                if !(1..=12).contains(&month) || !(1..=30).contains(&day) {
                    return Err(bad());
                }
                Base::Hebrew { month, day }
            }
            sun if sun.starts_with("sun:") => match sun["sun:".len()..].parse() {
                Ok(month @ (3 | 6 | 9 | 12)) => Base::Sun(month),
                _ => return Err(bad()),
            },
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
            Base::Hebrew { month, day } => hebrew(year, *month, *day)?,
            Base::Sun(month) => turn_of_sun(year, *month)?,
            Base::Once(date) => *date,
            Base::Listed(list) => *list.iter().find(|d| d.year() == year)?,
        };
        days(base, self.offset)
    }

    /// The holiday so many days after this one.
    #[must_use]
    pub(crate) fn moved(&self, days: i32) -> Self {
        Self { base: self.base.clone(), offset: self.offset + days }
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

/// Days with commas between.
fn listed(text: &str) -> Option<Vec<NaiveDate>> {
    let mut days = Vec::with_capacity(text.len() / "YYYY-MM-DD,".len() + 1);
    for day in text.as_bytes().split(|byte| *byte == b',') {
        days.push(day_of(day.trim_ascii())?);
    }
    Some(days)
}

/// `YYYY-MM-DD`, without chrono's general parser: there are thousands of them, and they are read at every start.
fn day_of(text: &[u8]) -> Option<NaiveDate> {
    let bytes: &[u8; 10] = text.try_into().ok()?;
    let two = |at: usize| {
        let [tens, ones] = [bytes[at].wrapping_sub(b'0'), bytes[at + 1].wrapping_sub(b'0')];
        (tens < 10 && ones < 10).then_some(u32::from(10 * tens + ones))
    };
    let year = 100 * two(0)? + two(2)?;
    let dashes = bytes[4] == b'-' && bytes[7] == b'-';
    NaiveDate::from_ymd_opt(year as i32, two(5)?, two(8)?).filter(|_| dashes)
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

/// The day of a Gregorian year that is a day of the Hebrew calendar. Adar is the one of Purim, the second of a leap year.
fn hebrew(year: i32, month: u8, day: u8) -> Option<NaiveDate> {
    // Tishri to Tevet lie before the turn of the Gregorian year, the other months behind it.
    let hebrew_year = i64::from(year) + if (7..=10).contains(&month) { 3761 } else { 3760 };
    let (this, next) = (hebrew_new_year(hebrew_year), hebrew_new_year(hebrew_year + 1));
    let length = next - this;
    let heshvan = 29 + i64::from(length % 10 == 5);
    let adar_first = if length > 355 { 30 } else { 0 };
    // From Adar on the months have the same lengths each year: they are counted from the year's end.
    let begins = match month {
        7 => this,
        8 => this + 30,
        9 => this + 30 + heshvan,
        10 => next - 206 - adar_first - 59,
        11 => next - 206 - adar_first - 30,
        12 => next - 206,
        month => next - [177, 147, 118, 88, 59, 29][usize::from(month) - 1],
    };
    let date = NaiveDate::from_num_days_from_ce_opt(i32::try_from(begins + i64::from(day) - 1).ok()?)?;
    (date.year() == year).then_some(date)
}

/// 1 Tishri of a Hebrew year, in days from 1 January of the year 1: the molad of its month, with the four rules that put
/// the feast off.
fn hebrew_new_year(year: i64) -> i64 {
    /// 1 Tishri of the year 1.
    const EPOCH: i64 = -1_373_427;
    let elapsed = |year: i64| {
        let months = (235 * year - 234).div_euclid(19);
        // An hour has 1080 parts.
        let parts = 12_084 + 13_753 * months;
        let day = 29 * months + parts.div_euclid(25_920);
        day + i64::from((3 * (day + 1)).rem_euclid(7) < 3)
    };
    let (before, this, after) = (elapsed(year - 1), elapsed(year), elapsed(year + 1));
    let put_off = match (after - this, this - before) {
        (356, _) => 2,
        (_, 382) => 1,
        _ => 0,
    };
    EPOCH + this + put_off
}

/// The day (UTC) of the equinox or solstice of a month, by the mean instants of Meeus: right to a quarter of an hour
/// between the years 1000 and 3000.
fn turn_of_sun(year: i32, month: u8) -> Option<NaiveDate> {
    /// The Julian date of 1 January of the year 1, less a day.
    const EPOCH: f64 = 1_721_424.5;
    if !(1000..=3000).contains(&year) {
        return None;
    }
    let y = f64::from(year - 2000) / 1000.0;
    let terms = match month {
        3 => [2_451_623.809_84, 365_242.374_04, 0.051_69, -0.004_11, -0.000_57],
        6 => [2_451_716.567_67, 365_241.626_03, 0.003_25, 0.008_88, -0.000_30],
        9 => [2_451_810.217_15, 365_242.017_67, -0.115_75, 0.003_37, 0.000_78],
        _ => [2_451_900.059_52, 365_242.740_49, -0.062_23, -0.008_23, 0.000_32],
    };
    let julian = terms.iter().rev().fold(0.0, |sum, term| sum * y + term);
    NaiveDate::from_num_days_from_ce_opt((julian - EPOCH).floor() as i32)
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
    fn reckons_the_hebrew_calendar() {
        assert_eq!(day("hebrew:7:1", 2023), "2023-09-16");
        assert_eq!(day("hebrew:7:10", 2018), "2018-09-19");
        assert_eq!(day("hebrew:9:25", 2024), "2024-12-26");
        assert_eq!(day("hebrew:11:15", 2024), "2024-01-25");
        assert_eq!(day("hebrew:12:14", 2024), "2024-03-24");
        assert_eq!(day("hebrew:12:14", 2023), "2023-03-07");
        assert_eq!(day("hebrew:1:15", 2024), "2024-04-23");
        assert_eq!(day("hebrew:3:6", 2017), "2017-05-31");
    }

    #[test]
    fn knows_when_the_sun_turns() {
        assert_eq!(day("sun:3", 2017), "2017-03-20");
        assert_eq!(day("sun:6", 2016), "2016-06-20");
        assert_eq!(day("sun:9", 2019), "2019-09-23");
        assert_eq!(day("sun:12", 2018), "2018-12-21");
        assert_eq!(day("sun:12", 2019), "2019-12-22");
    }

    #[test]
    fn refuses_what_is_no_day() {
        assert!(Holiday::parse("13-40").is_err());
        assert!(Holiday::parse("sometime").is_err());
        assert!(Holiday::parse("5:6:1").is_err());
        assert!(Holiday::parse("11-27>8").is_err());
        assert!(Holiday::parse("hebrew:13:1").is_err());
        assert!(Holiday::parse("hebrew:7").is_err());
        assert!(Holiday::parse("sun:4").is_err());
        assert!(Holiday::parse("2017-05-25, 2018-06-31").is_err());
        assert!(Holiday::parse("2017-05-25, 2018/06/30").is_err());
    }
}

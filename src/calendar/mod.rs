//! Calendar arithmetic, no text: units that contain days, and moving between them.
//!
//! A [`Point`] is a stretch of the calendar named by one unit: a day, an ISO week, a quarter, a century. Years count
//! astronomically (0 is 1 BC), as chrono and EDTF have it; only the TIMEX3 writer knows about BC.

mod holiday;
pub mod value;

use chrono::{Datelike, Duration, NaiveDate, Weekday};

pub use holiday::{Holiday, easter};

use crate::timex::meaning::{Season, Unit};

/// A named stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point {
    /// A thousand years, by their leading digit: 1 is 1000 to 1999.
    Millennium(i32),
    /// A hundred years, by their leading digits: 19 is 1900 to 1999.
    Century(i32),
    /// Ten years, by their leading digits: 199 is 1990 to 1999.
    Decade(i32),
    /// A calendar year.
    Year(i32),
    /// Year and half, 1 or 2.
    Half(i32, u8),
    /// Year and quarter, 1 to 4.
    Quarter(i32, u8),
    /// Year and season.
    Season(i32, Season),
    /// Year and month, 1 to 12.
    Month(i32, u8),
    /// ISO year and week.
    Week(i32, u8),
    /// The weekend of an ISO week.
    Weekend(i32, u8),
    /// A day.
    Day(NaiveDate),
}

impl Point {
    /// The unit that contains a day. Seconds, minutes and hours have no point: they give the day.
    #[must_use]
    pub fn containing(date: NaiveDate, unit: Unit) -> Self {
        let (year, month) = (date.year(), date.month() as u8);
        let iso = date.iso_week();
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Self::Day(date),
            Unit::Week => Self::Week(iso.year(), iso.week() as u8),
            Unit::Weekend => Self::Weekend(iso.year(), iso.week() as u8),
            Unit::Month => Self::Month(year, month),
            Unit::Quarter => Self::Quarter(year, (month - 1) / 3 + 1),
            Unit::Season => {
                // January and February belong to the winter that began the year before.
                let (year, season) = match month {
                    3..=5 => (year, Season::Spring),
                    6..=8 => (year, Season::Summer),
                    9..=11 => (year, Season::Fall),
                    12 => (year, Season::Winter),
                    _ => (year - 1, Season::Winter),
                };
                Self::Season(year, season)
            }
            Unit::Half => Self::Half(year, if month <= 6 { 1 } else { 2 }),
            Unit::Year => Self::Year(year),
            // Before our era the digits run backwards: BC049 is 499 to 490 BC, the years -498 to -489.
            Unit::Decade if year <= 0 => Self::Decade(-1 - (1 - year) / 10),
            Unit::Century if year <= 0 => Self::Century(-1 - (1 - year) / 100),
            Unit::Decade => Self::Decade(year.div_euclid(10)),
            Unit::Century => Self::Century(year.div_euclid(100)),
            Unit::Millennium => Self::Millennium(year.div_euclid(1000)),
        }
    }

    /// The unit that the point is one of.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Self::Millennium(_) => Unit::Millennium,
            Self::Century(_) => Unit::Century,
            Self::Decade(_) => Unit::Decade,
            Self::Year(_) => Unit::Year,
            Self::Half(..) => Unit::Half,
            Self::Quarter(..) => Unit::Quarter,
            Self::Season(..) => Unit::Season,
            Self::Month(..) => Unit::Month,
            Self::Week(..) => Unit::Week,
            Self::Weekend(..) => Unit::Weekend,
            Self::Day(_) => Unit::Day,
        }
    }

    /// The first day. `None` beyond the years that the calendar reaches.
    #[must_use]
    pub fn first_day(self) -> Option<NaiveDate> {
        let year = |y: i32| NaiveDate::from_ymd_opt(y, 1, 1);
        match self {
            Self::Millennium(m) => year(m.checked_mul(1000)?),
            Self::Century(c) => year(c.checked_mul(100)? + if c < 0 { 2 } else { 0 }),
            Self::Decade(d) => year(d.checked_mul(10)? + if d < 0 { 2 } else { 0 }),
            Self::Year(y) => year(y),
            Self::Half(y, h) => NaiveDate::from_ymd_opt(y, if h == 1 { 1 } else { 7 }, 1),
            Self::Quarter(y, q) => NaiveDate::from_ymd_opt(y, u32::from(q) * 3 - 2, 1),
            Self::Season(y, s) => NaiveDate::from_ymd_opt(y, season_month(s), 1),
            Self::Month(y, m) => NaiveDate::from_ymd_opt(y, u32::from(m), 1),
            Self::Week(y, w) => NaiveDate::from_isoywd_opt(y, u32::from(w), Weekday::Mon),
            Self::Weekend(y, w) => NaiveDate::from_isoywd_opt(y, u32::from(w), Weekday::Sat),
            Self::Day(d) => Some(d),
        }
    }

    /// The last day.
    #[must_use]
    pub fn last_day(self) -> Option<NaiveDate> {
        match self {
            Self::Day(d) => Some(d),
            Self::Weekend(y, w) => NaiveDate::from_isoywd_opt(y, u32::from(w), Weekday::Sun),
            other => other.shifted(1)?.first_day()?.pred_opt(),
        }
    }

    /// The point so many units later (earlier, if negative).
    #[must_use]
    pub fn shifted(self, n: i32) -> Option<Self> {
        Some(match self {
            Self::Millennium(m) => Self::Millennium(m.checked_add(n)?),
            Self::Century(c) => Self::Century(c.checked_add(n)?),
            Self::Decade(d) => Self::Decade(d.checked_add(n)?),
            Self::Year(y) => Self::Year(y.checked_add(n)?),
            Self::Half(y, h) => {
                let (y, h) = carry(y, i32::from(h) - 1, n, 2)?;
                Self::Half(y, h as u8 + 1)
            }
            Self::Quarter(y, q) => {
                let (y, q) = carry(y, i32::from(q) - 1, n, 4)?;
                Self::Quarter(y, q as u8 + 1)
            }
            Self::Season(y, s) => {
                let (y, s) = carry(y, s as i32, n, 4)?;
                Self::Season(y, [Season::Spring, Season::Summer, Season::Fall, Season::Winter][s as usize])
            }
            Self::Month(y, m) => {
                let (y, m) = carry(y, i32::from(m) - 1, n, 12)?;
                Self::Month(y, m as u8 + 1)
            }
            Self::Week(..) => Self::containing(days(self.first_day()?, n.checked_mul(7)?)?, Unit::Week),
            Self::Weekend(..) => Self::containing(days(self.first_day()?, n.checked_mul(7)?)?, Unit::Weekend),
            Self::Day(d) => Self::Day(days(d, n)?),
        })
    }

    /// Whether a day lies inside.
    #[must_use]
    pub fn contains(self, date: NaiveDate) -> bool {
        Self::containing(date, self.unit()) == self
            && (self.unit() != Unit::Weekend || date.weekday().number_from_monday() >= 6)
    }

    /// The year that the point lies in or begins with.
    #[must_use]
    pub fn year(self) -> i32 {
        self.first_day().map_or(0, |d| d.year())
    }
}

/// The month that a season begins with, by the meteorologists' calendar of the northern hemisphere.
fn season_month(season: Season) -> u32 {
    match season {
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Fall => 9,
        Season::Winter => 12,
    }
}

fn carry(year: i32, index: i32, n: i32, per_year: i32) -> Option<(i32, i32)> {
    let total = index.checked_add(n)?;
    Some((year.checked_add(total.div_euclid(per_year))?, total.rem_euclid(per_year)))
}

/// A day so many days away.
#[must_use]
pub fn days(date: NaiveDate, n: i32) -> Option<NaiveDate> {
    date.checked_add_signed(Duration::days(i64::from(n)))
}

/// A day so many months away; the day of the month gives way at the end of a shorter month.
#[must_use]
pub fn months(date: NaiveDate, n: i32) -> Option<NaiveDate> {
    let by = chrono::Months::new(n.unsigned_abs());
    if n >= 0 { date.checked_add_months(by) } else { date.checked_sub_months(by) }
}

/// The latest day of that weekday (1 Monday to 7 Sunday) that is not after the given day.
#[must_use]
pub fn weekday_on_or_before(date: NaiveDate, weekday: u8) -> Option<NaiveDate> {
    let back = (date.weekday().number_from_monday() as i32 - i32::from(weekday)).rem_euclid(7);
    days(date, -back)
}

/// The first day of that weekday that is not before the given day.
#[must_use]
pub fn weekday_on_or_after(date: NaiveDate, weekday: u8) -> Option<NaiveDate> {
    let ahead = (i32::from(weekday) - date.weekday().number_from_monday() as i32).rem_euclid(7);
    days(date, ahead)
}

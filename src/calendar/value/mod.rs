//! TIMEX3 value strings: in comes "2017-W21-WE" and perhaps a mod, out go its bounds, its grain and its EDTF form.
//!
//! Nothing here knows a text, an anchor or a clock. Every value that annals writes passes through [`Value::parse`], so
//! that a day that does not exist (31 June, week 53 of a year of 52) is found here and nowhere else.
//!
//! Conventions, stated once and used everywhere:
//!
//! - Weeks are ISO weeks, Monday to Sunday; a weekend is Saturday and Sunday of its week.
//! - Seasons are three whole months: SP March to May, SU June to August, FA September to November, WI December of the
//!   year named to February of the next. Hemispheres are not told apart: the word is the article's.
//! - 201 is the decade 2010 to 2019, 20 the century 2000 to 2099, 2 the millennium 2000 to 2999; there is no year 0.
//! - BC0044 is 44 BC, the astronomical year -43; BC004 the years 49 to 40 BC, BC00 99 to 1 BC.
//! - Parts of the day: TMO 06-12, TMI 11-13, TAF 12-18, TEV 18-22, TNI 20-24, TDT 06-18. A night runs past midnight, but
//!   the value names one day, and the bounds stay in it so that "Thursday night" does not cover Friday.

mod bounds;
mod edtf;
mod local;
mod parse;
#[cfg(test)]
mod tests;

pub use bounds::{Bounds, Reach};
pub use edtf::range as edtf_range;
pub use local::Local;

use chrono::{NaiveDate, NaiveDateTime};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// TIMEX3 mod.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Modifier {
    /// "before 1984"
    Before,
    /// "after 1984"
    After,
    /// "no later than 1984"
    OnOrBefore,
    /// "since 1984"
    OnOrAfter,
    /// "less than three days"
    LessThan,
    /// "more than three days"
    MoreThan,
    /// "at most three days"
    EqualOrLess,
    /// "at least three days"
    EqualOrMore,
    /// "early May"
    Start,
    /// "mid-May"
    Mid,
    /// "late May"
    End,
    /// "about 1520"
    Approx,
}

/// The grain of a date, from the finest to the widest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// A clock time or a part of the day.
    Time,
    /// One day.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// Monday to Sunday.
    Week,
    /// One month.
    Month,
    /// Three months by the weather.
    Season,
    /// Three months by the calendar.
    Quarter,
    /// Six months.
    Half,
    /// One year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// A thousand years.
    Millennium,
}

/// What a TIMEX3 value says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A calendar unit of a day or wider.
    Unit(Unit),
    /// A clock time on a day.
    Clock(Clock),
    /// A part of a day.
    Part {
        /// The day.
        day: NaiveDate,
        /// Which part.
        part: DayPart,
    },
    /// A length of time, P...
    Duration,
    /// PAST_REF, PRESENT_REF, FUTURE_REF.
    Reference,
    /// A date with unknown parts (XXXX-05-12, XXXX-WXX-4, T15:00): well formed, on no calendar.
    Open(String),
}

/// A calendar unit of a day or wider, with its first and last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// The grain, never [`Precision::Time`].
    pub precision: Precision,
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
}

/// A clock time, as fine as the text gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// Local date and time. T24:00 is the next day's 00:00.
    pub at: NaiveDateTime,
    /// How fine: hours, minutes or seconds.
    pub grain: ClockGrain,
    /// Minutes east of UTC, where the value tells.
    pub offset: Option<i32>,
}

/// How fine a clock time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockGrain {
    /// T15
    Hour,
    /// T15:00
    Minute,
    /// T15:00:00
    Second,
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayPart {
    /// TMO
    Morning,
    /// TMI
    Midday,
    /// TAF
    Afternoon,
    /// TEV
    Evening,
    /// TNI
    Night,
    /// TDT
    Daytime,
}

impl DayPart {
    /// The hours it covers, half open.
    #[must_use]
    pub fn hours(self) -> (u32, u32) {
        match self {
            Self::Morning => (6, 12),
            Self::Midday => (11, 13),
            Self::Afternoon => (12, 18),
            Self::Evening => (18, 22),
            Self::Night => (20, 24),
            Self::Daytime => (6, 18),
        }
    }
}

/// Why a string is no TIMEX3 value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{value}\" is no TIMEX3 value: {why}")]
pub struct ValueError {
    /// The string.
    pub value: String,
    /// What is wrong, and what would be right.
    pub why: String,
}

impl Value {
    /// The grain, where the value names a time on the calendar.
    ///
    /// ```
    /// use annals::calendar::value::{Precision, Value};
    /// assert_eq!(Value::parse("2017-W21-WE")?.precision(), Some(Precision::Weekend));
    /// assert_eq!(Value::parse("P2W")?.precision(), None);
    /// # Ok::<(), annals::calendar::value::ValueError>(())
    /// ```
    #[must_use]
    pub fn precision(&self) -> Option<Precision> {
        match self {
            Self::Unit(unit) => Some(unit.precision),
            Self::Clock(_) | Self::Part { .. } => Some(Precision::Time),
            Self::Duration | Self::Reference | Self::Open(_) => None,
        }
    }
}

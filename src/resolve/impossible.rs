//! Why words that look like a date are none: a meaning in, the reason out, for whoever reports it.
//!
//! Asked only after resolution gave nothing; the tagger leaves such an expression out, `check` tells the user.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use crate::timex::meaning::{Base, Fields, Meaning};

/// Why an expression has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Impossible {
    /// The month never has that day: 31 June.
    NoSuchDay {
        /// 1 to 12.
        month: u8,
        /// Day as written.
        day: u8,
    },
    /// The month has that day in other years only: 29 February 2015.
    NotThatYear {
        /// Astronomical year.
        year: i32,
        /// 1 to 12.
        month: u8,
        /// Day as written.
        day: u8,
    },
    /// Two numbers of which neither can be a month: 22/29/2014.
    NoSuchMonth {
        /// The numbers as written.
        numbers: (u8, u8),
    },
    /// The year has no week of that number.
    NoSuchWeek {
        /// Week as written.
        week: u8,
    },
    /// There are not that many in the larger unit: the fifth Monday of a month with four.
    NotThatMany,
    /// Beyond the calendar that dates are counted in.
    OutOfRange,
}

impl fmt::Display for Impossible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchDay { month, day } => write!(f, "month {month} has no day {day}"),
            Self::NotThatYear { year, month, day } => write!(f, "month {month} of {year} has no day {day}"),
            Self::NoSuchMonth { numbers: (a, b) } => write!(f, "neither {a} nor {b} is a month"),
            Self::NoSuchWeek { week } => write!(f, "there is no week {week}"),
            Self::NotThatMany => f.write_str("there are not that many"),
            Self::OutOfRange => f.write_str("beyond the calendar"),
        }
    }
}

impl Impossible {
    /// The reason why a meaning that resolved to nothing did so.
    pub(super) fn of(meaning: &Meaning) -> Self {
        match meaning {
            Meaning::Fields(fields) => Self::of_fields(fields),
            Meaning::At(inner, _) | Meaning::Mod(_, inner) | Meaning::Range(inner, _) => Self::of(inner),
            Meaning::Shift(_, _, Base::At(inner)) => Self::of(inner),
            Meaning::Nth(..) | Meaning::Beside(..) => Self::NotThatMany,
            _ => Self::OutOfRange,
        }
    }

    fn of_fields(f: &Fields) -> Self {
        let (month, day) = match (f.month, f.day) {
            (Some(a), Some(b)) if f.numeric && a > 12 && b > 12 => {
                return Self::NoSuchMonth { numbers: (a, b) };
            }
            (Some(a), Some(b)) if f.numeric && a > 12 => (b, a),
            (Some(month), Some(day)) => (month, day),
            _ => return f.week.map_or(Self::OutOfRange, |week| Self::NoSuchWeek { week }),
        };
        let in_leap_year = NaiveDate::from_ymd_opt(2000, u32::from(month), u32::from(day));
        match (in_leap_year, f.year) {
            (None, _) => Self::NoSuchDay { month, day },
            (Some(_), Some(year)) => Self::NotThatYear { year, month, day },
            (Some(date), None) => Self::NoSuchDay { month: date.month() as u8, day },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(year: Option<i32>, month: u8, day: u8, numeric: bool) -> Meaning {
        Meaning::Fields(Fields { year, month: Some(month), day: Some(day), numeric, ..Fields::default() })
    }

    #[test]
    fn tells_the_reason() {
        assert_eq!(Impossible::of(&fields(None, 6, 31, false)), Impossible::NoSuchDay { month: 6, day: 31 });
        let leap = Impossible::of(&fields(Some(2015), 2, 29, false));
        assert_eq!(leap, Impossible::NotThatYear { year: 2015, month: 2, day: 29 });
        assert_eq!(leap.to_string(), "month 2 of 2015 has no day 29");
        assert_eq!(
            Impossible::of(&fields(Some(2014), 22, 29, true)),
            Impossible::NoSuchMonth { numbers: (22, 29) }
        );
    }
}

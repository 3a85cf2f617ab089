//! TIMEX3 value strings: in comes "2017-W21-WE" and a mod, out go its bounds, its grain and its EDTF form.

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

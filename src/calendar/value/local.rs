//! Local days and date-times as the timeline JSON writes them.

use chrono::{NaiveDate, NaiveDateTime};

use super::Bounds;

/// A local day, or a local date-time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Local {
    /// 2017-05-25, -0043-03-15
    Day(NaiveDate),
    /// 2017-05-25T15:00, 2017-05-25T15:00:30
    Time(NaiveDateTime),
}

impl Local {
    /// Reads exactly the forms that annals writes; anything else, and any day that does not exist, is `None`.
    ///
    /// ```
    /// use annals::calendar::value::Local;
    /// assert!(matches!(Local::parse("2017-05-25T18:00"), Some(Local::Time(_))));
    /// assert_eq!(Local::parse("2017-06-31"), None);
    /// assert_eq!(Local::parse("2017-6-3"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let local = if text.contains('T') {
            let minute = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M");
            Self::Time(minute.or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S")).ok()?)
        } else {
            Self::Day(NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?)
        };
        // chrono reads "2017-6-3" too; only what would be written that way counts.
        let seconds = text.matches(':').count() == 2;
        (local.write(seconds) == text).then_some(local)
    }

    fn write(self, seconds: bool) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Time(time) if seconds => time.format("%Y-%m-%dT%H:%M:%S").to_string(),
            Self::Time(time) => time.format("%Y-%m-%dT%H:%M").to_string(),
        }
    }

    /// The day.
    #[must_use]
    pub fn day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Time(time) => time.date(),
        }
    }

    /// The first moment meant.
    #[must_use]
    pub fn first_moment(self) -> NaiveDateTime {
        match self {
            Self::Day(day) => Bounds::days(day, day).start,
            Self::Time(time) => time,
        }
    }

    /// The end of it as the last one of a stretch: a day counts whole, a time is where it stands.
    #[must_use]
    pub fn end_moment(self) -> NaiveDateTime {
        match self {
            Self::Day(day) => Bounds::days(day, day).end,
            Self::Time(time) => time,
        }
    }
}

//! Dates counted from an event: an amount and the event's own date in, the date it comes to out.
//!
//! "Two days after the attack" is a length of time until somebody knows when the attack was. The stage that knows the
//! events of a document asks here for the date.

use super::{Anchor, Resolved, counted, write};
use crate::calendar::Point;
use crate::timex::meaning::{Amount, Unit};

/// An amount before or after an event that the text names.
#[derive(Debug, Clone, PartialEq)]
pub struct Offset {
    /// -1 before, 1 after.
    pub sign: i32,
    /// How far away.
    pub amount: Amount,
    /// First byte of the words for the event: "the attack".
    pub start: usize,
    /// One past their last byte.
    pub end: usize,
}

impl Offset {
    /// The date that the offset comes to, if the event happened at `event`. `None` for a vague amount, for hours and
    /// minutes, and beyond the calendar.
    #[must_use]
    pub fn from(&self, event: Point) -> Option<Resolved> {
        if self.amount.is_vague() || self.amount.finest()? < Unit::Day {
            return None;
        }
        let point = counted::move_by(event, &self.amount, self.sign, true)?;
        Some(
            Resolved::at(point)
                .from(Anchor::Event)
                .why(format!("counted from the event at {}", write::point(event))),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timex::meaning::Count;

    #[test]
    fn counts_days_and_weeks_but_not_hours() {
        let at = |sign, n, unit| {
            let offset = Offset { sign, amount: Amount::of(Count::Exact(n), unit), start: 0, end: 0 };
            let day = chrono::NaiveDate::from_ymd_opt(2017, 5, 22)?;
            offset.from(Point::Day(day)).map(|r| r.value)
        };
        assert_eq!(at(1, 2.0, Unit::Day).as_deref(), Some("2017-05-24"));
        assert_eq!(at(-1, 1.0, Unit::Week).as_deref(), Some("2017-05-15"));
        assert_eq!(at(1, 2.0, Unit::Month).as_deref(), Some("2017-07-22"));
        assert_eq!(at(1, 3.0, Unit::Hour), None);
    }
}

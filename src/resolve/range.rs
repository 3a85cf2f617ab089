//! The second end of a range: what it leaves open in, the first such date after the first end out.
//!
//! "Monday to Friday", "December 28 to January 3", "the 9th to the 12th": whichever way the verb points, the second end
//! follows the first.

use chrono::{Datelike, Days};

use super::{Anchor, Context, Direction, Resolved, Resolver};
use crate::calendar::{Point, months, weekday_on_or_after};
use crate::timex::meaning::{Fields, Meaning, Unit};

impl Resolver<'_> {
    /// The value of a second end, given the first; like [`Resolver::resolve`] if it says all by itself.
    pub(crate) fn second_end(
        &self,
        meaning: &Meaning,
        start: Option<Point>,
        cx: &Context,
        direction: &mut dyn FnMut() -> Direction,
    ) -> Option<Resolved> {
        let after = |f: &Fields, from: u64| {
            start.filter(|s| s.unit() < Unit::Year).and_then(|s| self.after(f, s, from, cx))
        };
        // "from September 14 to Thursday": what the verb tells stands where it lies behind the first end.
        let own = self.resolve(meaning, cx, direction);
        let follows =
            |r: &Resolved| match (r.point.and_then(Point::first_day), start.and_then(Point::first_day)) {
                (Some(end), Some(start)) => end > start,
                _ => start.is_none(),
            };
        if own.as_ref().is_some_and(follows) {
            return own;
        }
        let found =
            |point| Resolved::at(point).from(Anchor::Mentioned).why("the next one after the first end");
        match meaning {
            // "Monday to Monday" is a week, "Monday 9 a.m. to Monday noon" a morning.
            Meaning::Fields(f) => after(f, 1).map(found).or(own),
            Meaning::At(date, time) => {
                let same_day = match &**date {
                    Meaning::Fields(f) => after(f, 0).map(found),
                    _ => None,
                };
                let date = same_day.or_else(|| self.second_end(date, start, cx, direction))?;
                self.at(date, *time, cx)
            }
            Meaning::Mod(modifier, inner) => {
                let mut resolved = self.second_end(inner, start, cx, direction)?;
                resolved.modifier = Some(*modifier);
                Some(resolved)
            }
            other => self.resolve(other, cx, direction),
        }
    }

    /// The first point that fits the fields and does not end before the other begins; a weekday lies `from` days later
    /// at least.
    fn after(&self, fields: &Fields, start: Point, from: u64, cx: &Context) -> Option<Point> {
        let mut f = *fields;
        if f.numeric {
            super::fields::order_numbers(&mut f, cx.order)?;
        }
        let whole = f.year.or(f.decade).or(f.century).or(f.millennium);
        if whole.is_some() || f.weekend {
            return None;
        }
        let first = start.first_day()?;
        let yearly = f.month.is_some()
            || f.holiday.is_some()
            || f.season.is_some()
            || f.quarter.is_some()
            || f.week.is_some();
        if yearly {
            return (0..=4)
                .filter_map(|n| self.in_year(&f, first.year() + n))
                .find(|p| p.last_day().is_some_and(|last| last >= first));
        }
        match (f.weekday, f.day) {
            (Some(weekday), None) => {
                weekday_on_or_after(first.checked_add_days(Days::new(from))?, weekday).map(Point::Day)
            }
            (None, Some(day)) => (0..=2)
                .filter_map(|n| months(first.with_day(1)?, n)?.with_day(u32::from(day)))
                .find(|d| *d >= first)
                .map(Point::Day),
            _ => None,
        }
    }
}

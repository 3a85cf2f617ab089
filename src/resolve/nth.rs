//! The nth of something: "the third Monday of March", "the last day of the month" in, that part of the larger unit out.

use chrono::{Datelike, NaiveDate};

use super::deictic::rel_weekday;
use super::set::left_open;
use super::{Context, Direction, Kind, Resolved, Resolver, duration};
use crate::calendar::{Point, days, weekday_on_or_after, weekday_on_or_before};
use crate::timex::meaning::{Amount, Count, Fields, Meaning, Mod, Target, Unit};

impl Resolver<'_> {
    /// "the third Monday of March", "the last day of the month", "Friday of next week".
    pub(super) fn nth(
        &self,
        n: i32,
        target: &Target,
        of: &Meaning,
        cx: &Context,
        direction: &mut dyn FnMut() -> Direction,
    ) -> Option<Resolved> {
        let whole = self.resolve(of, cx, direction)?;
        let Some(point) = whole.point else {
            return match target {
                Target::Fields(f) => left_open(f),
                Target::Unit(_) => None,
            };
        };
        let found = match target {
            // Halves of what is no year have no value of their own: "the first half of the 1990s".
            Target::Unit(Unit::Half) if point.unit() != Unit::Year => {
                let mut resolved = whole.why("a half of it");
                resolved.modifier = Some(if n == 1 { Mod::Start } else { Mod::End });
                return Some(resolved);
            }
            Target::Unit(unit) => nth_unit(n, *unit, point)?,
            Target::Fields(f) => self.nth_fields(n, f, point)?,
        };
        let mut resolved = Resolved::at(found).from(whole.anchor).why("counted inside the larger unit");
        resolved.because.extend(whole.because);
        Some(resolved)
    }

    /// "the Monday after Easter", "the weekend before Christmas", "the week after May 3".
    pub(super) fn beside(
        &self,
        n: i32,
        target: &Target,
        of: &Meaning,
        cx: &Context,
        direction: &mut dyn FnMut() -> Direction,
    ) -> Option<Resolved> {
        let base = self.resolve(of, cx, direction)?;
        let Some(point) = base.point else {
            return match target {
                Target::Fields(f) => left_open(f),
                Target::Unit(unit) => {
                    let amount = Amount::of(Count::Exact(f64::from(n.abs())), *unit);
                    Some(
                        Resolved::new(Kind::Duration, duration::value(&amount)?).why("nothing to count from"),
                    )
                }
            };
        };
        let edge = if n > 0 { point.last_day()? } else { point.first_day()? };
        let found = match target {
            Target::Fields(Fields { weekday: Some(weekday), .. }) => {
                Point::Day(rel_weekday(n, *weekday, edge)?)
            }
            Target::Unit(Unit::Weekend) => {
                Point::containing(rel_weekday(n, if n > 0 { 6 } else { 7 }, edge)?, Unit::Weekend)
            }
            Target::Unit(unit) => Point::containing(edge, *unit).shifted(n)?,
            Target::Fields(_) => return None,
        };
        let mut resolved = Resolved::at(found).from(base.anchor).why("counted beside that date");
        resolved.because.extend(base.because);
        Some(resolved)
    }

    pub(super) fn nth_fields(&self, n: i32, f: &Fields, whole: Point) -> Option<Point> {
        let (first, last) = (whole.first_day()?, whole.last_day()?);
        if let (Some(weekday), None, None) = (f.weekday, f.month, f.day) {
            let day = if n < 0 {
                days(weekday_on_or_before(last, weekday)?, 7 * (n + 1))?
            } else {
                days(weekday_on_or_after(first, weekday)?, 7 * (n - 1))?
            };
            return (first..=last).contains(&day).then_some(Point::Day(day));
        }
        if f.weekend {
            let start = Point::containing(first, Unit::Weekend);
            return if n < 0 {
                Point::containing(last, Unit::Weekend).shifted(n + 1)
            } else {
                start.shifted(n - 1)
            };
        }
        // "the 1988 period" of a report on a third quarter.
        if let (Some(year), Point::Quarter(_, quarter)) = (f.year, whole) {
            return Some(Point::Quarter(year, quarter));
        }
        if let (Some(day), None) = (f.day, f.month) {
            return NaiveDate::from_ymd_opt(first.year(), first.month(), u32::from(day)).map(Point::Day);
        }
        self.in_year(f, first.year())
    }
}

fn nth_unit(n: i32, unit: Unit, whole: Point) -> Option<Point> {
    let (mut first, mut last) = (whole.first_day()?, whole.last_day()?);
    if n == 0 {
        // The weekend at a holiday: a Monday or Tuesday belongs to the one before.
        let monday = first.weekday().number_from_monday() <= 2;
        return Some(Point::containing(if monday { days(first, -2)? } else { first }, unit));
    }
    if unit > whole.unit() {
        // "the week of June 12"
        return Some(Point::containing(first, unit));
    }
    if unit == Unit::Weekend {
        first = weekday_on_or_after(first, 6)?;
        last = weekday_on_or_before(last, 6)?;
    }
    if unit == Unit::Week {
        // A week belongs where its Thursday lies, as ISO 8601 has it for years.
        first = weekday_on_or_after(first, 4)?;
        last = weekday_on_or_before(last, 4)?;
    }
    let point = if n < 0 {
        Point::containing(last, unit).shifted(n + 1)?
    } else {
        Point::containing(first, unit).shifted(n - 1)?
    };
    (point.first_day()? <= last && point.last_day()? >= first).then_some(point)
}

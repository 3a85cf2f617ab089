//! Deictic expressions: "yesterday", "last week", "this coming Tuesday", "that day" in, dates counted in whole calendar
//! units from the anchor, or from what was last spoken of, out.

use chrono::{Datelike, NaiveDate};

use super::counted::shift_clock;
use super::set::left_open;
use super::{Anchor, Context, Domain, Kind, Resolved, Resolver};
use crate::calendar::{Point, days, weekday_on_or_after, weekday_on_or_before};
use crate::timex::meaning::{Amount, Count, Fields, Season, Target, Unit};

impl Resolver<'_> {
    /// "this week", "last Monday", "next spring", "yesterday".
    pub(super) fn rel(&self, step: i32, target: &Target, cx: &Context) -> Option<Resolved> {
        let (day, anchor) = self.deictic(cx, target);
        let Some(day) = day else { return unanchored(step, target) };
        if let Target::Unit(unit @ (Unit::Second | Unit::Minute | Unit::Hour)) = target {
            let amount = Amount::of(Count::Exact(f64::from(step.abs())), *unit);
            return shift_clock(step.signum(), &amount, Point::Day(day), cx.time).map(|r| r.from(anchor));
        }
        let point = self.rel_point(step, target, day)?;
        let reason = match step {
            0 => "the anchor's own",
            s if s < 0 => "before the anchor",
            _ => "after the anchor",
        };
        Some(Resolved::at(point).from(anchor).why(reason))
    }

    fn deictic(&self, cx: &Context, target: &Target) -> (Option<NaiveDate>, Anchor) {
        match (cx.domain, cx.mentioned, target) {
            // After "in 1879", "the following winter" is the one that begins in it.
            (Domain::Narrative, Some(p @ Point::Year(_)), Target::Fields(f))
                if f.season == Some(Season::Winter) =>
            {
                (p.first_day().or(cx.anchor), Anchor::Mentioned)
            }
            (Domain::Narrative, Some(p), Target::Unit(_) | Target::Fields(_)) => {
                (p.last_day().or(cx.anchor), Anchor::Mentioned)
            }
            _ => (cx.anchor, cx.anchor_kind),
        }
    }

    fn rel_point(&self, step: i32, target: &Target, day: NaiveDate) -> Option<Point> {
        match target {
            Target::Unit(unit) => Point::containing(day, *unit).shifted(step),
            Target::Fields(f) => self.rel_fields(step, f, day),
        }
    }

    fn rel_fields(&self, step: i32, f: &Fields, day: NaiveDate) -> Option<Point> {
        if f.month.is_none() && f.holiday.is_none() {
            if let Some(weekday) = f.weekday {
                return Some(Point::Day(rel_weekday(step, weekday, day)?));
            }
            if f.weekend {
                return Point::containing(day, Unit::Weekend).shifted(step);
            }
            if let (Some(d), None) = (f.day, f.week) {
                let Point::Month(y, m) = Point::containing(day, Unit::Month).shifted(step)? else {
                    return None;
                };
                return NaiveDate::from_ymd_opt(y, u32::from(m), u32::from(d)).map(Point::Day);
            }
        }
        let this = self.in_year(f, day.year());
        let counts = this.is_some_and(|this| match step {
            s if s < 0 => this.first_day().is_some_and(|first| first < day) && !this.contains(day),
            _ => this.first_day().is_some_and(|first| first > day),
        });
        match step {
            0 => this,
            s if s < 0 => self.occurrence(f, day.year() + if counts { s + 1 } else { s }, -1),
            s => self.occurrence(f, day.year() + if counts { s - 1 } else { s }, 1),
        }
    }

    /// "this past Tuesday", "the coming winter".
    pub(super) fn nearest(&self, step: i32, target: &Target, cx: &Context) -> Option<Resolved> {
        let (day, anchor) = self.deictic(cx, target);
        let Some(day) = day else { return unanchored(step, target) };
        let point = match target {
            // On a weekday the coming weekend is the one of the same week.
            Target::Unit(Unit::Weekend) if step > 0 && day.weekday().number_from_monday() < 6 => {
                Point::containing(day, Unit::Weekend)
            }
            _ => self.rel_point(step, target, day)?,
        };
        Some(Resolved::at(point).from(anchor).why("the nearest one on that side"))
    }

    /// "that day", "the same month".
    pub(super) fn same(&self, target: &Target, cx: &Context) -> Option<Resolved> {
        if *target == Target::Unit(Unit::Quarter) {
            let Some(quarter) = cx.discussed_quarter() else { return unanchored(0, target) };
            return Some(Resolved::at(quarter).from(Anchor::Mentioned).why("the quarter under discussion"));
        }
        let (day, anchor) = match cx.mentioned.and_then(Point::first_day) {
            Some(day) => (day, Anchor::Mentioned),
            None => match cx.anchor {
                Some(day) => (day, cx.anchor_kind),
                None => return unanchored(0, target),
            },
        };
        let point = match target {
            Target::Unit(unit) => {
                let point = Point::containing(day, *unit);
                // "that day" when only a month was named before: nothing finer is known.
                match cx.mentioned {
                    Some(m) if m.unit() > *unit => m,
                    _ => point,
                }
            }
            Target::Fields(f) if f.month.is_some() || f.season.is_some() => self.in_year(f, day.year())?,
            Target::Fields(f) => self.nth_fields(1, f, Point::containing(day, Unit::Week))?,
        };
        Some(Resolved::at(point).from(anchor).why("what was last spoken of"))
    }
}

/// A meaning that needs an anchor, without one.
fn unanchored(step: i32, target: &Target) -> Option<Resolved> {
    let value = match target {
        Target::Fields(f) => return left_open(f),
        Target::Unit(unit) => match unit {
            Unit::Day => "XXXX-XX-XX",
            Unit::Week => "XXXX-WXX",
            Unit::Weekend => "XXXX-WXX-WE",
            Unit::Month => "XXXX-XX",
            Unit::Quarter => "XXXX-QX",
            Unit::Half => "XXXX-HX",
            Unit::Year => "XXXX",
            _ if step < 0 => "PAST_REF",
            _ if step > 0 => "FUTURE_REF",
            _ => "PRESENT_REF",
        }
        .to_string(),
    };
    Some(Resolved::new(Kind::Date, value).why("no anchor: left open"))
}

/// "last" is strictly before, "next" strictly after, "this" the one of the current week.
pub(super) fn rel_weekday(step: i32, weekday: u8, day: NaiveDate) -> Option<NaiveDate> {
    match step {
        0 => days(Point::containing(day, Unit::Week).first_day()?, i32::from(weekday) - 1),
        s if s < 0 => days(weekday_on_or_before(day.pred_opt()?, weekday)?, 7 * (s + 1)),
        s => days(weekday_on_or_after(day.succ_opt()?, weekday)?, 7 * (s - 1)),
    }
}

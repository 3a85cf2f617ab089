//! Calendar fields: what the text names of a date in, the date with the rest taken from the anchor out.
//!
//! What stands above the largest field named ("Thursday", "3 May", "the third quarter") comes from the anchor, on the
//! side where the verb points.

use chrono::{Datelike, NaiveDate};

use super::set::left_open;
use super::{Anchor, Context, Direction, Domain, Order, Resolved, Resolver, write};
use crate::calendar::{Point, days, months, weekday_on_or_after, weekday_on_or_before};
use crate::timex::meaning::{Era, Fields, Unit};

/// Days beyond which a plan cannot mean a date that is past: later it is next year's.
const MONTH: i64 = 31;
/// Days within which a date still to come is this year's whatever the tense: last year's would be named as such.
const SEASON: i64 = 75;
/// Days beyond which, without a verb, the date on the other side is the nearer one.
const HALF_YEAR: i64 = 190;
/// The same in a report, which looks back: so far behind, and so far ahead.
const REPORTED: (i64, i64) = (280, 100);

/// Years that may lie between two days of what not every year has.
const YEARS_BETWEEN: i32 = 8;

impl Resolver<'_> {
    /// Calendar fields: what is missing above them comes from the anchor.
    pub(super) fn fields(
        &self,
        fields: &Fields,
        cx: &Context,
        direction: &mut dyn FnMut() -> Direction,
    ) -> Option<Resolved> {
        let mut f = *fields;
        if f.short_year {
            widen(&mut f, cx);
        }
        if f.numeric {
            let order = agreeing_order(&f, cx).unwrap_or(cx.order);
            order_numbers(&mut f, order)?;
        }
        if let Some(millennium) = f.millennium {
            return Some(Resolved::at(Point::Millennium(millennium - 1)).why("millennium as counted"));
        }
        if let Some(century) = f.century {
            let leading = if f.era == Some(Era::Bc) { -century } else { century - 1 };
            return Some(Resolved::at(Point::Century(leading)).why("century as counted"));
        }
        if let Some(decade) = f.decade {
            let leading = if f.era == Some(Era::Bc) { -1 - decade } else { decade };
            return Some(Resolved::at(Point::Decade(leading)).why("decade"));
        }
        match f.year {
            Some(year) => {
                let year = if f.era == Some(Era::Bc) { 1 - year } else { year };
                let reason = if f.short_year { "two-digit year nearest the anchor" } else { "year stated" };
                self.in_year(&f, year).map(|p| Resolved::at(p).why(reason))
            }
            None => self.without_year(&f, cx, direction),
        }
    }

    /// The point that the fields name in a year.
    pub(super) fn in_year(&self, f: &Fields, year: i32) -> Option<Point> {
        if let Some(holiday) = f.holiday {
            return self.holidays.get(usize::from(holiday))?.in_year(year).map(Point::Day);
        }
        match (f.month, f.day) {
            (Some(month), Some(day)) => {
                return NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day)).map(Point::Day);
            }
            (Some(month), None) if f.weekday.is_none() => return Some(Point::Month(year, month)),
            (Some(month), None) => {
                let first = NaiveDate::from_ymd_opt(year, u32::from(month), 1)?;
                return weekday_on_or_after(first, f.weekday?).map(Point::Day);
            }
            (None, _) => {}
        }
        if let Some(half) = f.half {
            return Some(Point::Half(year, half));
        }
        if let Some(quarter) = f.quarter {
            return Some(Point::Quarter(year, quarter));
        }
        if let Some(season) = f.season {
            return Some(Point::Season(year, season));
        }
        if let Some(week) = f.week {
            let point = Point::Week(year, week);
            point.first_day()?;
            return Some(match f.weekday {
                Some(day) => Point::Day(days(point.first_day()?, i32::from(day) - 1)?),
                None => point,
            });
        }
        Some(Point::Year(year))
    }

    /// The fields in that year or, if it has no such day, in the nearest one that has, forward or backward.
    pub(super) fn occurrence(&self, f: &Fields, year: i32, step: i32) -> Option<Point> {
        (0..=YEARS_BETWEEN).find_map(|n| self.in_year(f, year + step * n))
    }

    fn without_year(
        &self,
        f: &Fields,
        cx: &Context,
        direction: &mut dyn FnMut() -> Direction,
    ) -> Option<Resolved> {
        if let Some(once) = f.holiday.and_then(|h| self.holidays.get(usize::from(h))?.once()) {
            return Some(Resolved::at(Point::Day(once)).why("a day in history"));
        }
        if let (Some(weekday), None, None, None) = (f.weekday, f.month, f.day, f.holiday)
            && let Some(listed) = cx.listed(f, weekday, direction)
        {
            return Some(listed);
        }
        let Some((pivot, anchor)) = cx.pivot() else {
            return left_open(f);
        };
        if f.month.is_none() && f.holiday.is_none() {
            if let Some(weekday) = f.weekday {
                return self.weekday(weekday, f.day, cx, pivot, anchor, direction);
            }
            if f.weekend {
                return Some(self.weekend(pivot, direction).from(anchor));
            }
            if let Some(listed) = f.day.and_then(|d| cx.day_of_list(d)) {
                return Some(listed);
            }
            if let Some(day) = f.day {
                if anchor == Anchor::Mentioned {
                    return day_of_story(day, pivot).map(|r| r.from(anchor));
                }
                let plans = cx.note || cx.domain == Domain::Colloquial;
                return day_of_month(day, pivot, plans, direction).map(|r| r.from(anchor));
            }
        }
        self.yearly(f, cx, pivot, anchor, direction)
    }

    /// What comes once a year: a month, a day of it, a season, a quarter, a holiday.
    fn yearly(
        &self,
        f: &Fields,
        cx: &Context,
        pivot: NaiveDate,
        anchor: Anchor,
        direction: &mut dyn FnMut() -> Direction,
    ) -> Option<Resolved> {
        if let Some(year) = cx.story_year(f) {
            let point = self.in_year(f, year)?;
            return Some(Resolved::at(point).from(Anchor::Mentioned).why("year of the story"));
        }
        let this = self.in_year(f, pivot.year());
        let candidates: Vec<Point> =
            [-1, 0, 1].iter().filter_map(|n| self.in_year(f, pivot.year() + n)).collect();
        // A day that only other years have: 29 February.
        let Some(this) = this else {
            let (behind, ahead) = (self.occurrence(f, pivot.year(), -1), self.occurrence(f, pivot.year(), 1));
            let found = match direction() {
                Direction::Future(_) | Direction::Present(_) => ahead.or(behind),
                Direction::Unknown if cx.note => ahead.or(behind),
                Direction::Past(_) | Direction::Unknown => behind.or(ahead),
            };
            return found.map(|p| Resolved::at(p).from(anchor).why("this year has none"));
        };
        // A date with its weekday: the year in which they agree.
        if let (Some(weekday), Point::Day(_)) = (f.weekday, this)
            && let Some(fits) = nearest_with_weekday(&candidates, weekday, pivot)
        {
            return Some(Resolved::at(fits).from(anchor).why("the year in which the weekday fits"));
        }
        let (first, last) = (this.first_day()?, this.last_day()?);
        let (behind, ahead) = ((pivot - last).num_days(), (first - pivot).num_days());
        if behind <= 0 && ahead <= 0 {
            return Some(Resolved::at(this).from(anchor).why("the current one"));
        }
        // Results of a quarter are told in the one after, and forecast before.
        let (later, sooner) = if f.quarter.is_some() { (HALF_YEAR, 0) } else { (MONTH, SEASON) };
        let other = self.in_year(f, pivot.year() + if behind > 0 { 1 } else { -1 });
        let (elsewhere, reason, confidence) = match direction() {
            Direction::Future(reason) => (behind > later, reason, 0.96),
            Direction::Past(reason) => (ahead > sooner, reason, 0.97),
            // "Lessons begin on 3 September": a timetable.
            Direction::Present(reason) if behind > MONTH && matches!(this, Point::Day(_)) => {
                (true, reason, 0.8)
            }
            // Nobody puts last year's feast into a calendar.
            Direction::Unknown if cx.note && f.holiday.is_some() => {
                (behind > 0, "no verb tells, and notes plan: the next one".into(), 0.8)
            }
            Direction::Unknown if cx.note => {
                (behind > HALF_YEAR, "no verb tells, and notes plan: the next one".into(), 0.8)
            }
            Direction::Unknown if cx.domain == Domain::News => (
                behind > REPORTED.0 || ahead > REPORTED.1,
                "no verb tells, and reports look back".into(),
                0.85,
            ),
            Direction::Unknown | Direction::Present(_) => {
                (behind.max(ahead) > HALF_YEAR, "no verb tells: the nearest one".into(), 0.9)
            }
        };
        let (pick, rest) = match other {
            Some(other) if elsewhere => (other, Some(this)),
            other => (this, other),
        };
        let whose = match pick.year() - pivot.year() {
            0 if behind > 0 => "this year's, already past",
            0 => "this year's, still to come",
            1.. => "next year's",
            _ => "last year's",
        };
        let mut resolved = Resolved::at(pick).from(anchor).why(reason).why(whose);
        resolved.confidence = confidence;
        resolved.alternatives.extend(rest.map(|p| (write::point(p), 1.0 - confidence)));
        Some(resolved)
    }

    fn weekday(
        &self,
        weekday: u8,
        day: Option<u8>,
        cx: &Context,
        pivot: NaiveDate,
        anchor: Anchor,
        direction: &mut dyn FnMut() -> Direction,
    ) -> Option<Resolved> {
        // "Monday the 21st": the nearest day that is both.
        if let Some(day) = day {
            let near = (0..400).flat_map(|n| [days(pivot, n), days(pivot, -n)]).flatten().find(|d| {
                d.day() == u32::from(day) && d.weekday().number_from_monday() == u32::from(weekday)
            })?;
            return Some(
                Resolved::at(Point::Day(near)).from(anchor).why("nearest such weekday with that day"),
            );
        }
        if anchor == Anchor::Mentioned {
            let next = weekday_on_or_after(pivot, weekday)?;
            return Some(Resolved::at(Point::Day(next)).from(anchor).why("the next one in the story"));
        }
        let past = weekday_on_or_before(pivot, weekday)?;
        let next = days(pivot, 1).and_then(|d| weekday_on_or_after(d, weekday))?;
        let (pick, other, reason, confidence) = match direction() {
            // The anchor's own weekday is the anchor itself, planned or past.
            Direction::Future(reason) | Direction::Present(reason) if past < pivot => {
                (next, past, reason, 0.8)
            }
            Direction::Future(reason) | Direction::Present(reason) => (past, next, reason, 0.9),
            Direction::Past(reason) => (past, next, reason, 0.98),
            Direction::Unknown if (cx.domain == Domain::Colloquial || cx.note) && past < pivot => {
                (next, past, "no verb tells, and notes plan: the next one".into(), 0.7)
            }
            Direction::Unknown => (past, next, "no verb tells: the latest one".into(), 0.9),
        };
        let mut resolved = Resolved::at(Point::Day(pick)).from(anchor).why("weekday").why(reason);
        resolved.alternatives.push((write::point(Point::Day(other)), 1.0 - confidence));
        resolved.confidence = confidence;
        Some(resolved)
    }

    fn weekend(&self, pivot: NaiveDate, direction: &mut dyn FnMut() -> Direction) -> Resolved {
        let this = Point::containing(pivot, Unit::Weekend);
        let begun = pivot.weekday().number_from_monday() >= 6;
        match direction() {
            Direction::Past(reason) if !begun => {
                Resolved::at(this.shifted(-1).unwrap_or(this)).why("weekend").why(reason)
            }
            _ => Resolved::at(this).why("weekend of the anchor's week"),
        }
    }
}

/// The order in which two bare numbers with a weekday make such a day: "Sat 3/6". `None` if both or neither does.
fn agreeing_order(f: &Fields, cx: &Context) -> Option<Order> {
    let (weekday, pivot) = (f.weekday?, cx.anchor?);
    let agrees = |order: &Order| {
        let mut f = *f;
        if order_numbers(&mut f, *order).is_none() {
            return false;
        }
        let in_year = |year| NaiveDate::from_ymd_opt(year, u32::from(f.month?), u32::from(f.day?));
        let nearest = match f.year {
            Some(year) => in_year(year),
            None => [-1, 0, 1]
                .iter()
                .filter_map(|n| in_year(pivot.year() + n))
                .min_by_key(|d| (*d - pivot).num_days().abs()),
        };
        nearest.is_some_and(|d| d.weekday().number_from_monday() == u32::from(weekday))
    };
    let mut found = [Order::MonthFirst, Order::DayFirst].into_iter().filter(agrees);
    match (found.next(), found.next()) {
        (order, None) => order,
        _ => None,
    }
}

/// Puts two bare numbers into the document's order, or into the only one that makes a date.
pub(super) fn order_numbers(f: &mut Fields, order: Order) -> Option<()> {
    let (first, second) = (f.month?, f.day?);
    let (month, day) = match (first > 12, second > 12) {
        (true, false) => (second, first),
        (false, true) => (first, second),
        (false, false) if order == Order::DayFirst => (second, first),
        (false, false) => (first, second),
        (true, true) => return None,
    };
    (f.month, f.day) = (Some(month), Some(day));
    f.numeric = false;
    Some(())
}

/// Gives a two-digit year, or the decade of "the '90s", its century: the one nearest the anchor, rather before it.
fn widen(f: &mut Fields, cx: &Context) {
    let published = cx.anchor.map_or(2000, |d| d.year());
    let story = cx.year.filter(|_| cx.domain == Domain::Narrative);
    let now = story.unwrap_or(published);
    if let Some(short) = f.year.filter(|y| *y < 100) {
        let mut year = now.div_euclid(100) * 100 + short;
        if year > now + 20 {
            year -= 100;
        } else if year <= now - 80 {
            year += 100;
        }
        f.year = Some(year);
    }
    if let Some(short) = f.decade.filter(|d| *d < 10 && f.era.is_none()) {
        let mut decade = now.div_euclid(100) * 10 + short;
        if decade * 10 > now {
            decade -= 10;
        }
        f.decade = Some(decade);
    }
}

fn nearest_with_weekday(candidates: &[Point], weekday: u8, pivot: NaiveDate) -> Option<Point> {
    candidates
        .iter()
        .copied()
        .filter_map(|p| match p {
            Point::Day(d) if d.weekday().number_from_monday() == u32::from(weekday) => Some(d),
            _ => None,
        })
        .min_by_key(|d| (*d - pivot).num_days().abs())
        .map(Point::Day)
}

/// "On the 15th" of a story: in its month, or in the next one if that day is over.
fn day_of_story(day: u8, pivot: NaiveDate) -> Option<Resolved> {
    let first = pivot.with_day(1)?;
    let found = (0..3).filter_map(|n| months(first, n)?.with_day(u32::from(day))).find(|d| *d >= pivot)?;
    Some(Resolved::at(Point::Day(found)).why("the next such day of the story"))
}

/// "On the 15th": of the anchor's month, unless the verb, or a text that `plans` where no verb tells, points past it.
fn day_of_month(
    day: u8,
    pivot: NaiveDate,
    plans: bool,
    direction: &mut dyn FnMut() -> Direction,
) -> Option<Resolved> {
    let at = |n: i32| {
        let month = months(pivot.with_day(1)?, n)?;
        month.with_day(u32::from(day))
    };
    let this = at(0);
    let pick = match (this, direction()) {
        (Some(d), Direction::Past(_)) if d > pivot => at(-1).or(Some(d)),
        (Some(d), Direction::Future(_) | Direction::Present(_)) if d < pivot => at(1).or(Some(d)),
        (Some(d), Direction::Unknown) if d < pivot && plans => at(1).or(Some(d)),
        (Some(d), _) => Some(d),
        (None, Direction::Future(_)) => at(1),
        (None, _) => at(-1),
    }?;
    Some(Resolved::at(Point::Day(pick)).why("day of the anchor's month"))
}

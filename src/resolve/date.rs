//! Dates: calendar fields, deictic and counted expressions against the anchor.

use chrono::{Datelike, NaiveDate};

use super::set::open;
use super::{Anchor, Context, Direction, Domain, Kind, Order, Resolved, Resolver, duration, write};
use crate::calendar::{Point, days, months, weekday_on_or_after, weekday_on_or_before};
use crate::timex::meaning::{Amount, Base, Count, Era, Fields, Meaning, Mod, Target, Unit};

/// Days beyond which a plan cannot mean a date that is past: later it is next year's.
const MONTH: i64 = 31;
/// Days within which a date still to come is this year's whatever the tense: last year's would be named as such.
const SEASON: i64 = 75;
/// Days beyond which, without a verb, the date on the other side is the nearer one.
const HALF_YEAR: i64 = 190;

impl Resolver<'_> {
    /// Calendar fields: what is missing above them comes from the anchor.
    pub(super) fn fields(
        &self,
        fields: &Fields,
        cx: &Context,
        direction: &mut dyn FnMut() -> Direction,
    ) -> Option<Resolved> {
        let mut f = *fields;
        if f.numeric {
            order_numbers(&mut f, cx.order)?;
        }
        if f.short_year {
            widen(&mut f, cx);
        }
        if let Some(millennium) = f.millennium {
            return Some(Resolved::at(Point::Millennium(millennium - 1)).why("millennium as counted"));
        }
        if let Some(century) = f.century {
            let leading = if f.era == Some(Era::Bc) { -century } else { century - 1 };
            return Some(Resolved::at(Point::Century(leading)).why("century as counted"));
        }
        if let Some(decade) = f.decade {
            return Some(Resolved::at(Point::Decade(decade)).why("decade"));
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
    fn in_year(&self, f: &Fields, year: i32) -> Option<Point> {
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

    fn without_year(
        &self,
        f: &Fields,
        cx: &Context,
        direction: &mut dyn FnMut() -> Direction,
    ) -> Option<Resolved> {
        if let Some(once) = f.holiday.and_then(|h| self.holidays.get(usize::from(h))?.once()) {
            return Some(Resolved::at(Point::Day(once)).why("a day in history"));
        }
        let Some((pivot, anchor)) = cx.pivot() else {
            return Some(Resolved::new(Kind::Date, open(f)?).why("no anchor: left open"));
        };
        if f.month.is_none() && f.holiday.is_none() {
            if let Some(weekday) = f.weekday {
                return self.weekday(weekday, f.day, cx, pivot, anchor, direction);
            }
            if f.weekend {
                return Some(self.weekend(pivot, direction).from(anchor));
            }
            if let Some(day) = f.day {
                return day_of_month(day, pivot, direction).map(|r| r.from(anchor));
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
            return candidates.first().map(|p| Resolved::at(*p).from(anchor));
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
            Direction::Unknown if cx.domain == Domain::Colloquial && past < pivot => {
                (next, past, "no verb tells, and chats plan: the next one".into(), 0.7)
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

    /// "this week", "last Monday", "next spring", "yesterday".
    pub(super) fn rel(
        &self,
        step: i32,
        target: &Target,
        cx: &Context,
        direction: &mut dyn FnMut() -> Direction,
    ) -> Option<Resolved> {
        let (day, anchor) = self.deictic(cx, target);
        let Some(day) = day else { return unanchored(step, target) };
        if let Target::Unit(unit @ (Unit::Second | Unit::Minute | Unit::Hour)) = target {
            let amount = Amount::of(Count::Exact(f64::from(step.abs())), *unit);
            return self.shift_clock(step.signum(), &amount, Point::Day(day), cx).map(|r| r.from(anchor));
        }
        let point = match target {
            Target::Unit(unit) => Point::containing(day, *unit).shifted(step)?,
            Target::Fields(f) => self.rel_fields(step, f, day, direction)?,
        };
        let reason = match step {
            0 => "the anchor's own",
            s if s < 0 => "before the anchor",
            _ => "after the anchor",
        };
        Some(Resolved::at(point).from(anchor).why(reason))
    }

    fn deictic(&self, cx: &Context, target: &Target) -> (Option<NaiveDate>, Anchor) {
        match (cx.domain, cx.mentioned, target) {
            (Domain::Narrative, Some(p), Target::Unit(_) | Target::Fields(_)) => {
                (p.last_day().or(cx.anchor), Anchor::Mentioned)
            }
            _ => (cx.anchor, cx.anchor_kind),
        }
    }

    fn rel_fields(
        &self,
        step: i32,
        f: &Fields,
        day: NaiveDate,
        direction: &mut dyn FnMut() -> Direction,
    ) -> Option<Point> {
        if f.month.is_none() && f.holiday.is_none() {
            if let Some(weekday) = f.weekday {
                return Some(Point::Day(rel_weekday(step, weekday, day, direction)?));
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
        let this = self.in_year(f, day.year())?;
        match step {
            0 => Some(this),
            s if s < 0 => {
                let begun = this.first_day()? < day && !this.contains(day);
                self.in_year(f, day.year() + if begun { s + 1 } else { s })
            }
            s => {
                let ahead = this.first_day()? > day;
                self.in_year(f, day.year() + if ahead { s - 1 } else { s })
            }
        }
    }

    /// "this past Tuesday", "the coming winter".
    pub(super) fn nearest(
        &self,
        step: i32,
        target: &Target,
        cx: &Context,
        direction: &mut dyn FnMut() -> Direction,
    ) -> Option<Resolved> {
        let (day, anchor) = self.deictic(cx, target);
        let Some(day) = day else { return unanchored(step, target) };
        let point = match target {
            Target::Fields(f) if f.weekday.is_some() && f.month.is_none() => {
                let weekday = f.weekday?;
                Point::Day(if step < 0 {
                    weekday_on_or_before(day.pred_opt()?, weekday)?
                } else {
                    weekday_on_or_after(day.succ_opt()?, weekday)?
                })
            }
            Target::Fields(f) => self.rel_fields(step, f, day, direction)?,
            Target::Unit(unit) => Point::containing(day, *unit).shifted(step)?,
        };
        Some(Resolved::at(point).from(anchor).why("the nearest one on that side"))
    }

    /// "two weeks ago", "three days later", "two days before Christmas".
    pub(super) fn shift(
        &self,
        sign: i32,
        amount: &Amount,
        base: &Base,
        cx: &Context,
        direction: &mut dyn FnMut() -> Direction,
    ) -> Option<Resolved> {
        if amount.is_vague() {
            let now = if cx.domain == Domain::Narrative && *base == Base::Then { &Base::Now } else { base };
            let vague = match (now, sign) {
                (Base::Now | Base::Ahead, s) if s < 0 => Resolved::new(Kind::Date, "PAST_REF"),
                (Base::Now, _) => Resolved::new(Kind::Date, "FUTURE_REF"),
                _ => Resolved::new(Kind::Duration, duration::value(amount)?),
            };
            return Some(vague.why("a vague amount"));
        }
        let (from, anchor) = match base {
            Base::Now | Base::Ahead => (cx.anchor.map(Point::Day), cx.anchor_kind),
            Base::Then => match (cx.domain, cx.mentioned) {
                (Domain::Narrative, Some(p)) => (Some(p), Anchor::Mentioned),
                (_, Some(p)) if sign > 0 => (Some(p), Anchor::Mentioned),
                _ => (cx.anchor.map(Point::Day), cx.anchor_kind),
            },
            Base::At(inner) => {
                let resolved = self.resolve(inner, cx, direction)?;
                (resolved.point, resolved.anchor)
            }
            Base::Event => (None, Anchor::Event),
        };
        // In an earnings report a year's distance is from quarter to quarter.
        if matches!(base, Base::Now | Base::Then)
            && let (Some(quarter), [(Count::Exact(n), Unit::Year)]) = (cx.quarter, &amount.parts[..])
            && *n == 1.0
            && !cx.beyond_quarter
        {
            return Some(
                Resolved::at(quarter.shifted(4 * sign)?)
                    .from(Anchor::Mentioned)
                    .why("the same quarter, a year away"),
            );
        }
        let Some(from) = from else {
            return Some(
                Resolved::new(Kind::Duration, duration::value(amount)?).why("nothing to count from"),
            );
        };
        let exact = matches!(base, Base::At(_));
        let unit = amount.finest()?;
        if unit < Unit::Day {
            return self.shift_clock(sign, amount, from, cx).map(|r| r.from(anchor));
        }
        let moved = move_by(from, amount, sign, exact)?;
        Some(Resolved::at(moved).from(anchor).why("counted from the anchor"))
    }

    /// Hours and minutes need a clock to count from; without one the day is all that can be said.
    fn shift_clock(&self, sign: i32, amount: &Amount, from: Point, cx: &Context) -> Option<Resolved> {
        let day = from.first_day()?;
        let seconds: f64 = amount
            .parts
            .iter()
            .map(|(count, unit)| {
                let Count::Exact(n) = count else { return 0.0 };
                n * match unit {
                    Unit::Second => 1.0,
                    Unit::Minute => 60.0,
                    Unit::Hour => 3600.0,
                    Unit::Day => 86_400.0,
                    Unit::Week => 604_800.0,
                    _ => 0.0,
                }
            })
            .sum();
        let Some(time) = cx.time else {
            let days_away = if seconds >= 86_400.0 { (seconds / 86_400.0) as i32 * sign } else { 0 };
            return Some(
                Resolved::at(Point::Day(days(day, days_away)?)).why("no clock to count from: the day"),
            );
        };
        let moment = day
            .and_time(time)
            .checked_add_signed(chrono::Duration::seconds(seconds as i64 * i64::from(sign)))?;
        let mut resolved = Resolved::at(Point::Day(moment.date())).why("counted from the anchor's clock");
        resolved.kind = Kind::Time;
        resolved.value.push_str(&if amount.finest()? == Unit::Second {
            moment.format("T%H:%M:%S").to_string()
        } else {
            moment.format("T%H:%M").to_string()
        });
        Some(resolved)
    }

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
                Target::Fields(f) => Some(Resolved::new(Kind::Date, open(f)?).why("no anchor: left open")),
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

    fn nth_fields(&self, n: i32, f: &Fields, whole: Point) -> Option<Point> {
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
        Target::Fields(f) => open(f)?,
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

/// Puts two bare numbers into the document's order, or into the only one that makes a date.
fn order_numbers(f: &mut Fields, order: Order) -> Option<()> {
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
    if let Some(short) = f.decade.filter(|d| *d < 10) {
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

fn day_of_month(day: u8, pivot: NaiveDate, direction: &mut dyn FnMut() -> Direction) -> Option<Resolved> {
    let at = |n: i32| {
        let month = months(pivot.with_day(1)?, n)?;
        month.with_day(u32::from(day))
    };
    let this = at(0);
    let pick = match (this, direction()) {
        (Some(d), Direction::Past(_)) if d > pivot => at(-1).or(Some(d)),
        (Some(d), Direction::Future(_)) if d < pivot => at(1).or(Some(d)),
        (Some(d), _) => Some(d),
        (None, Direction::Future(_)) => at(1),
        (None, _) => at(-1),
    }?;
    Some(Resolved::at(Point::Day(pick)).why("day of the anchor's month"))
}

/// "last" is strictly before, "next" strictly after, "this" the one of the current week.
fn rel_weekday(
    step: i32,
    weekday: u8,
    day: NaiveDate,
    _direction: &mut dyn FnMut() -> Direction,
) -> Option<NaiveDate> {
    match step {
        0 => days(Point::containing(day, Unit::Week).first_day()?, i32::from(weekday) - 1),
        s if s < 0 => days(weekday_on_or_before(day.pred_opt()?, weekday)?, 7 * (s + 1)),
        s => days(weekday_on_or_after(day.succ_opt()?, weekday)?, 7 * (s - 1)),
    }
}

/// Moves a point by an amount. `exact` keeps the finer grain of the two: "two weeks after Christmas" is a day, "two
/// weeks ago" a week.
pub(super) fn move_by(from: Point, amount: &Amount, sign: i32, exact: bool) -> Option<Point> {
    let unit = amount.finest()?;
    let mut day = from.first_day()?;
    // A coarse base moves in its own unit: "two years after 1990".
    if let [(Count::Exact(n), u)] = amount.parts[..]
        && n.fract() == 0.0
        && from.unit() >= u
        && from.unit() == u
    {
        return from.shifted(sign * n as i32);
    }
    let mut grain = unit;
    for &(count, unit) in &amount.parts {
        let Count::Exact(n) = count else { return None };
        let whole = n.trunc() as i32 * sign;
        let rest = n.fract();
        day = match unit {
            Unit::Day => days(day, whole)?,
            Unit::Week | Unit::Weekend => days(day, whole.checked_mul(7)?)?,
            Unit::Month => months(day, whole)?,
            Unit::Quarter | Unit::Season => months(day, whole.checked_mul(3)?)?,
            Unit::Half => months(day, whole.checked_mul(6)?)?,
            Unit::Year => months(day, whole.checked_mul(12)?)?,
            Unit::Decade => months(day, whole.checked_mul(120)?)?,
            Unit::Century => months(day, whole.checked_mul(1200)?)?,
            Unit::Millennium => months(day, whole.checked_mul(12_000)?)?,
            Unit::Second | Unit::Minute | Unit::Hour => day,
        };
        if rest > 0.0 {
            // Half of a unit is told in the next smaller one.
            let (more, smaller) = match unit {
                Unit::Year => (months(day, (rest * 12.0).round() as i32 * sign)?, Unit::Month),
                Unit::Decade => (months(day, (rest * 120.0).round() as i32 * sign)?, Unit::Year),
                Unit::Century => (months(day, (rest * 1200.0).round() as i32 * sign)?, Unit::Year),
                Unit::Month => (days(day, (rest * 30.0).round() as i32 * sign)?, Unit::Week),
                Unit::Week => (days(day, (rest * 7.0).floor() as i32 * sign)?, Unit::Day),
                _ => (day, unit),
            };
            day = more;
            grain = grain.min(smaller);
        }
    }
    let grain = if exact { grain.min(from.unit()) } else { grain.max(from.unit()) };
    let grain = match grain {
        // Years are told for what lies decades away, months for quarters and seasons.
        Unit::Decade | Unit::Century | Unit::Millennium if !exact => Unit::Year.max(from.unit()),
        Unit::Quarter | Unit::Season | Unit::Half if from.unit() < Unit::Month => Unit::Month,
        g => g,
    };
    Some(Point::containing(day, grain))
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

//! Counted expressions: "two weeks ago", "three days later", "two days before Christmas" in, the date that far away out.
//!
//! The grain of the words is the grain of the value: weeks ago are a week, years ago a year.

use chrono::NaiveTime;

use super::{Anchor, Context, Direction, Domain, Kind, Resolved, Resolver, duration};
use crate::calendar::{Point, days, months};
use crate::timex::meaning::{Amount, Base, Count, Meaning, Unit};

impl Resolver<'_> {
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
        let mut clock = cx.time;
        // "the next quarter", when nothing was spoken of before: the calendar's next one.
        if let ([(Count::Exact(n), unit @ (Unit::Quarter | Unit::Decade | Unit::Century))], Base::Then) =
            (&amount.parts[..], base)
            && *n == 1.0
            && cx.mentioned.is_none()
            && let Some(day) = cx.anchor
        {
            let point = Point::containing(day, *unit).shifted(sign)?;
            return Some(Resolved::at(point).from(cx.anchor_kind).why("counted from the anchor's own"));
        }
        let (from, anchor) = match base {
            Base::Now | Base::Ahead => (cx.anchor.map(Point::Day), cx.anchor_kind),
            Base::Then => match (cx.domain, cx.mentioned) {
                (Domain::Narrative, Some(p)) => (Some(p), Anchor::Mentioned),
                // "In 1996, up from a year earlier": the year before that one. Two such in a row have one base.
                (_, Some(p)) if sign > 0 || (!cx.counted && amount.finest() == Some(p.unit())) => {
                    (Some(p), Anchor::Mentioned)
                }
                _ => (cx.anchor.map(Point::Day), cx.anchor_kind),
            },
            Base::At(inner) => {
                let resolved = self.resolve(inner, cx, direction)?;
                clock = clock_of(inner);
                // "four hours after midnight" of a day that is not told: the day of writing.
                let day = || cx.anchor.filter(|_| clock.is_some()).map(Point::Day);
                let from = resolved.point.or_else(day);
                // "an hour before midnight": the midnight that ends the day.
                let ends = sign < 0
                    && matches!(**inner, Meaning::Time(t) if t.hour == Some(0) && t.minute.is_none());
                (if ends { from.and_then(|p| p.shifted(1)) } else { from }, resolved.anchor)
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
        // "the previous quarter" is a quarter, not a month three months away.
        let from = match (&amount.parts[..], from) {
            ([(_, unit @ (Unit::Quarter | Unit::Half))], Point::Day(day)) if *base == Base::Then => {
                Point::containing(day, *unit)
            }
            (_, from) => from,
        };
        let exact = matches!(base, Base::At(_));
        let fraction =
            |part: &(Count, Unit)| matches!(part, (Count::Exact(n), Unit::Day) if n.fract() != 0.0);
        if amount.finest()? < Unit::Day || (clock.is_some() && amount.parts.iter().any(fraction)) {
            return shift_clock(sign, amount, from, clock).map(|r| r.from(anchor));
        }
        let moved = move_by(from, amount, sign, exact)?;
        let reason = if anchor == Anchor::Mentioned {
            "counted from what was last spoken of"
        } else if exact {
            "counted from that date"
        } else {
            "counted from the anchor"
        };
        let mut resolved = Resolved::at(moved).from(anchor).why(reason);
        resolved.counted = true;
        Some(resolved)
    }
}

/// The clock time that a meaning names, if it does.
fn clock_of(meaning: &Meaning) -> Option<NaiveTime> {
    match meaning {
        Meaning::Time(t) | Meaning::At(_, t) => {
            NaiveTime::from_hms_opt(u32::from(t.hour24()?) % 24, u32::from(t.minute.unwrap_or(0)), 0)
        }
        Meaning::Mod(_, inner) => clock_of(inner),
        _ => None,
    }
}

/// Hours and minutes need a clock to count from; without one the day is all that can be said.
pub(super) fn shift_clock(
    sign: i32,
    amount: &Amount,
    from: Point,
    clock: Option<NaiveTime>,
) -> Option<Resolved> {
    let mut day = from.first_day()?;
    let mut seconds = 0.0;
    for &(count, unit) in &amount.parts {
        let Count::Exact(n) = count else { continue };
        seconds += n * match unit {
            Unit::Second => 1.0,
            Unit::Minute => 60.0,
            Unit::Hour => 3600.0,
            Unit::Day => 86_400.0,
            Unit::Week => 604_800.0,
            // What is longer is counted in the calendar, before the clock.
            _ => {
                let longer = Amount::of(count, unit);
                day = move_by(Point::Day(day), &longer, sign, true)?.first_day()?;
                0.0
            }
        };
    }
    let Some(time) = clock else {
        let days_away = if seconds >= 86_400.0 { (seconds / 86_400.0) as i32 * sign } else { 0 };
        return Some(Resolved::at(Point::Day(days(day, days_away)?)).why("no clock to count from: the day"));
    };
    let moment =
        day.and_time(time).checked_add_signed(chrono::Duration::seconds(seconds as i64 * i64::from(sign)))?;
    let mut resolved = Resolved::at(Point::Day(moment.date())).why("counted from the anchor's clock");
    resolved.kind = Kind::Time;
    let to_the_second = amount.finest()? == Unit::Second || seconds % 60.0 != 0.0;
    let form = if to_the_second { "T%H:%M:%S" } else { "T%H:%M" };
    resolved.value.push_str(&moment.format(form).to_string());
    Some(resolved)
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

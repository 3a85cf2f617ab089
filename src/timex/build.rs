//! The functions of the meaning language: argument values in, a [`Meaning`] (or a part of one) out.
//!
//! Each refuses what makes no sense (hour 27, month 13), which makes the rule not apply; whether a day exists in its
//! month is left to the resolver, which can say so to the user.

use super::args::{Args, Key};
use super::clocks::{self, time_of};
use super::meaning::{
    Amount, Base, Count, Era, Fields, Meaning, Mod, Part, Recurrence, Recurring, Ref, Season, Target, Unit,
};
use super::means::Val;

macro_rules! functions {
    ($($(#[$doc:meta])* $variant:ident = $name:literal => $call:path;)*) => {
        /// A function of the meaning language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Function { $($(#[$doc])* $variant),* }

        impl Function {
            /// The function of that name.
            pub(crate) fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }
        }

        /// Calls a function. `None`: the arguments make no sense.
        pub(crate) fn call(function: Function, args: &Args) -> Option<Val> {
            match function { $(Function::$variant => $call(args)),* }
        }
    };
}

functions! {
    /// `fields(year=, month=, ...)`
    Fields = "fields" => fields;
    /// `rel(-1, W)`, `rel(1, fields(weekday=2))`
    Rel = "rel" => rel;
    /// `near(-1, fields(weekday=2))`: the nearest on that side
    Near = "near" => near;
    /// `shift(-1, amount, NOW | AHEAD | THEN | EVENT | meaning)`
    Shift = "shift" => shift;
    /// `nth(3, D, meaning)`
    Nth = "nth" => nth;
    /// `beside(1, fields(weekday=1), meaning)`: the nth one after a date, before it if negative
    Beside = "beside" => beside;
    /// `at(date, time)`
    At = "at" => clocks::at;
    /// `at_part(date, part of the day)`: the date itself if no part was said
    AtPart = "at_part" => clocks::at_part;
    /// `clock(h=, m=, s=, pm=, part=, zone=, h24=)`
    Clock = "clock" => clocks::clock;
    /// `before(m, h)`: m minutes before the hour
    ToHour = "to_hour" => clocks::to_hour;
    /// `with(time, part= | pm= | zone=)`
    With = "with" => clocks::with;
    /// `amount(n, unit, n, unit ...)`
    Amount = "amount" => amount;
    /// `plus(amount, amount)`
    Plus = "plus" => plus;
    /// `dur(amount)`
    Duration = "dur" => duration;
    /// `span(-1, amount)`
    Span = "span" => span;
    /// `set(amount | fields | part, quant=, nth=, times=, time=)`; `nth=2` is every other one
    Set = "set" => set;
    /// `range(a, b)`
    Range = "range" => range;
    /// `shared(a, b)`: a range whose year stands with its second end only
    Shared = "shared" => shared;
    /// `years(1914, 18)`: a range of years, the second perhaps by its last digits
    Years = "years" => years;
    /// `ref(PAST)`
    Ref = "ref" => reference;
    /// `same(D)`
    Same = "same" => same;
    /// `mod(START, meaning)`
    Mod = "mod" => modified;
    /// `join(a, b)`: the fields of both
    Join = "join" => join;
    /// `sum(a, b)`
    Sum = "sum" => sum;
    /// `mul(a, b)`
    Mul = "mul" => mul;
    /// `half(n)`: half of it
    Half = "half" => half;
    /// `half_of(first)`: 1 if captured, else 2
    HalfOf = "half_of" => half_of;
    /// `times(n, twice)`: how often
    Times = "times" => times;
    /// `decade(1990)`: a decade, or the century of a round hundred
    Decade = "decade" => decade;
    /// `ymd(20170525)`
    Ymd = "ymd" => ymd;
    /// `hhmm(1430)`: the clock time that three or four digits stand for; `pm=`, `part=`, `zone=`, `h24=` as for `clock`
    Hhmm = "hhmm" => clocks::hhmm;
    /// `hours(time, time)`: from one time of day to another, with the half of the day that only one of them names
    Hours = "hours" => clocks::hours;
    /// `one_of($a, X, $b, Y, Z)`: X if a took part, else Y if b did, else Z
    OneOf = "one_of" => one_of;
    /// `inside(nth, meaning)`: what an ordinal counts in
    Inside = "inside" => inside;
    /// `holiday_weekend($h, $y)`: the weekend at a holiday, perhaps of a year
    HolidayWeekend = "holiday_weekend" => holiday_weekend;
    /// `offset(time, sign, h, m)`: with an offset from UTC
    Offset = "offset" => clocks::offset;
}

pub(super) fn number(value: &Val) -> Option<f64> {
    match value {
        Val::Number(n) => Some(*n),
        _ => None,
    }
}

pub(super) fn meaning(value: &Val) -> Option<Meaning> {
    match value {
        Val::Meaning(m) => Some(m.clone()),
        Val::Amount(a) => Some(Meaning::Duration(a.clone())),
        _ => None,
    }
}

/// The unit of that name, as the lexicon writes it.
pub(crate) fn unit(name: &str) -> Option<Unit> {
    Some(match name {
        "S" => Unit::Second,
        "MI" => Unit::Minute,
        "H" => Unit::Hour,
        "D" => Unit::Day,
        "WE" => Unit::Weekend,
        "W" => Unit::Week,
        "M" => Unit::Month,
        "Q" => Unit::Quarter,
        "SE" => Unit::Season,
        "HY" => Unit::Half,
        "Y" => Unit::Year,
        "DE" => Unit::Decade,
        "CE" => Unit::Century,
        "ML" => Unit::Millennium,
        _ => return None,
    })
}

/// The part of the day of that name.
pub(crate) fn part(name: &str) -> Option<Part> {
    Some(match name {
        "MO" => Part::Morning,
        "MID" => Part::Midday,
        "AF" => Part::Afternoon,
        "EV" => Part::Evening,
        "NI" => Part::Night,
        "DT" => Part::Daytime,
        _ => return None,
    })
}

fn season(name: &str) -> Option<Season> {
    Some(match name {
        "SP" => Season::Spring,
        "SU" => Season::Summer,
        "FA" => Season::Fall,
        "WI" => Season::Winter,
        _ => return None,
    })
}

fn modifier(name: &str) -> Option<Mod> {
    Some(match name {
        "START" => Mod::Start,
        "MID" => Mod::Mid,
        "END" => Mod::End,
        "APPROX" => Mod::Approx,
        "BEFORE" => Mod::Before,
        "AFTER" => Mod::After,
        "ON_OR_BEFORE" => Mod::OnOrBefore,
        "ON_OR_AFTER" => Mod::OnOrAfter,
        "LESS_THAN" => Mod::LessThan,
        "MORE_THAN" => Mod::MoreThan,
        "EQUAL_OR_LESS" => Mod::EqualOrLess,
        "EQUAL_OR_MORE" => Mod::EqualOrMore,
        _ => return None,
    })
}

fn target(value: &Val) -> Option<Target> {
    match value {
        Val::Name(name) => unit(name).map(Target::Unit),
        Val::Meaning(Meaning::Fields(f)) => Some(Target::Fields(*f)),
        _ => None,
    }
}

fn fields(args: &Args) -> Option<Val> {
    let season = match args.name(Key::Season) {
        Some(name) => Some(season(name)?),
        None => None,
    };
    let era = era(args)?;
    let f = Fields {
        era,
        millennium: args.int(Key::Millennium, 1, 10)?,
        century: args.int(Key::Century, 1, 99)?,
        decade: args.int(Key::Decade, 0, 999)?,
        year: args.int(Key::Year, 0, 9999)?,
        short_year: args.flag(Key::Short),
        fiscal: args.flag(Key::Fiscal),
        half: args.small(Key::Half, 1, 2)?,
        quarter: args.small(Key::Quarter, 1, 4)?,
        season,
        month: args.small(Key::Month, 1, 31)?,
        week: args.small(Key::Week, 1, 53)?,
        weekend: args.flag(Key::Weekend),
        day: args.small(Key::Day, 1, 31)?,
        weekday: args.small(Key::Weekday, 1, 7)?,
        holiday: args.int(Key::Holiday, 0, 65_535)?.and_then(|h| u16::try_from(h).ok()),
        numeric: args.flag(Key::Numeric),
    };
    let plausible = if f.numeric { true } else { f.month.is_none_or(|m| m <= 12) };
    plausible.then_some(Val::Meaning(Meaning::Fields(f)))
}

/// `era=BC`. The outer `None`: there is no such era.
#[expect(clippy::option_option, reason = "not given, given, and given wrongly are three things")]
fn era(args: &Args) -> Option<Option<Era>> {
    match args.name(Key::Era) {
        Some("BC") => Some(Some(Era::Bc)),
        Some("AD") => Some(Some(Era::Ad)),
        Some(_) => None,
        None => Some(None),
    }
}

fn rel(args: &Args) -> Option<Val> {
    let step = number(args.positional(0)?)? as i32;
    Some(Val::Meaning(Meaning::Rel(step, target(args.positional(1)?)?)))
}

fn near(args: &Args) -> Option<Val> {
    let step = number(args.positional(0)?)? as i32;
    Some(Val::Meaning(Meaning::Nearest(step, target(args.positional(1)?)?)))
}

fn amount_of(value: &Val) -> Option<Amount> {
    match value {
        Val::Amount(a) | Val::Meaning(Meaning::Duration(a)) => Some(a.clone()),
        Val::Meaning(Meaning::Mod(_, inner)) => match &**inner {
            Meaning::Duration(a) => Some(a.clone()),
            _ => None,
        },
        _ => None,
    }
}

fn shift(args: &Args) -> Option<Val> {
    let sign = number(args.positional(0)?)? as i32;
    let amount = amount_of(args.positional(1)?)?;
    let base = match args.positional(2)? {
        Val::Name(n) => match n.as_str() {
            "NOW" => Base::Now,
            "AHEAD" => Base::Ahead,
            "THEN" => Base::Then,
            "EVENT" => Base::Event,
            _ => return None,
        },
        other => Base::At(Box::new(meaning(other)?)),
    };
    Some(Val::Meaning(Meaning::Shift(sign, amount, base)))
}

fn nth(args: &Args) -> Option<Val> {
    let (n, target, of) = numbered(args)?;
    Some(Val::Meaning(Meaning::Nth(n, target, of)))
}

fn beside(args: &Args) -> Option<Val> {
    let (n, target, of) = numbered(args)?;
    Some(Val::Meaning(Meaning::Beside(n, target, of)))
}

/// A number that counts, what it counts, and in or from what.
fn numbered(args: &Args) -> Option<(i32, Target, Box<Meaning>)> {
    let n = number(args.positional(0)?).filter(|n| n.fract() == 0.0 && n.abs() <= 400.0)?;
    Some((n as i32, target(args.positional(1)?)?, Box::new(meaning(args.positional(2)?)?)))
}

fn amount(args: &Args) -> Option<Val> {
    let mut amount = Amount::default();
    for pair in args.0.chunks(2) {
        let [(_, count), (_, name)] = pair else { return None };
        let count = match count {
            Val::Number(n) if *n >= 0.0 => Count::Exact(*n),
            Val::Name(x) if x == "X" => Count::Vague,
            Val::Missing => continue,
            _ => return None,
        };
        match name {
            // A fortnight is an amount of its own: two weeks each.
            Val::Name(n) if n == "FN" => amount.parts.push((doubled(count), Unit::Week)),
            Val::Name(n) => amount.parts.push((count, unit(n)?)),
            Val::Missing => {}
            _ => return None,
        }
    }
    (!amount.parts.is_empty()).then_some(Val::Amount(amount))
}

fn doubled(count: Count) -> Count {
    match count {
        Count::Exact(n) => Count::Exact(2.0 * n),
        Count::Vague => Count::Vague,
    }
}

fn plus(args: &Args) -> Option<Val> {
    let mut amount = amount_of(args.positional(0)?)?;
    if let Some(more) = args.positional(1).filter(|v| **v != Val::Missing) {
        amount.parts.extend(amount_of(more)?.parts);
    }
    Some(Val::Amount(amount))
}

fn duration(args: &Args) -> Option<Val> {
    Some(Val::Meaning(Meaning::Duration(amount_of(args.positional(0)?)?)))
}

fn span(args: &Args) -> Option<Val> {
    let sign = number(args.positional(0)?)? as i32;
    Some(Val::Meaning(Meaning::Span(sign, amount_of(args.positional(1)?)?)))
}

fn set(args: &Args) -> Option<Val> {
    let mut time = args.named(Key::Time).and_then(time_of);
    let what = match args.positional(0)? {
        Val::Name(name) if name == "FN" => Recurring::Amount(Amount::of(Count::Exact(2.0), Unit::Week)),
        Val::Name(name) => match unit(name) {
            Some(u) => Recurring::Amount(Amount::of(Count::Exact(1.0), u)),
            None => Recurring::Part(part(name)?),
        },
        Val::Amount(a) | Val::Meaning(Meaning::Duration(a)) => Recurring::Amount(a.clone()),
        Val::Meaning(Meaning::Fields(f)) => Recurring::Fields(*f),
        Val::Meaning(Meaning::Time(t)) => match t.part {
            Some(part) if t.hour.is_none() => Recurring::Part(part),
            _ => {
                time = Some(*t);
                Recurring::Amount(Amount::of(Count::Exact(1.0), Unit::Day))
            }
        },
        Val::Meaning(Meaning::At(date, t)) => {
            time = Some(*t);
            match &**date {
                Meaning::Fields(f) => Recurring::Fields(*f),
                _ => return None,
            }
        }
        _ => return None,
    };
    let quant = match (args.int(Key::Nth, 1, 1000)?, args.name(Key::Quant)) {
        (Some(2), _) => Some("EVERY OTHER"),
        (Some(3), _) => Some("EVERY THIRD"),
        (Some(4), _) => Some("EVERY FOURTH"),
        (Some(_), _) | (None, Some("EVERY")) => Some("EVERY"),
        (None, Some("EACH")) => Some("EACH"),
        _ => None,
    };
    let times = args.int(Key::Times, 1, 1_000_000)?.and_then(|n| u32::try_from(n).ok());
    Some(Val::Meaning(Meaning::Set(Recurrence { what, quant, times, time })))
}

fn range(args: &Args) -> Option<Val> {
    let (a, b) = (meaning(args.positional(0)?)?, meaning(args.positional(1)?)?);
    Some(Val::Meaning(Meaning::Range(Box::new(a), Box::new(b))))
}

/// "December 28 to January 3, 2025": the year is the second end's; the first lies before it.
fn shared(args: &Args) -> Option<Val> {
    let (mut a, b) = (meaning(args.positional(0)?)?, meaning(args.positional(1)?)?);
    fn fields_of(m: &mut Meaning) -> Option<&mut Fields> {
        match m {
            Meaning::Fields(f) => Some(f),
            Meaning::Mod(_, inner) | Meaning::At(inner, _) => fields_of(inner),
            _ => None,
        }
    }
    let place = |f: &Fields| (f.month.or(f.quarter), f.season, f.day);
    let mut last = b.clone();
    if let (Some(first), Some(last)) = (fields_of(&mut a), fields_of(&mut last))
        && place(first) > place(last)
        && first.year == last.year
    {
        first.year = first.year.map(|y| y - 1);
    }
    Some(Val::Meaning(Meaning::Range(Box::new(a), Box::new(b))))
}

/// "1914-18": the second year has the century of the first. "2010-11" is a range too, "2010-03" rather a month.
fn years(args: &Args) -> Option<Val> {
    let (first, second) = (number(args.positional(0)?)? as i32, number(args.positional(1)?)? as i32);
    let last =
        if second < 100 { first - first % 100 + second + if second == 0 { 100 } else { 0 } } else { second };
    let is_month = second < 13 && last != first + 1;
    if last <= first || is_month {
        return None;
    }
    let year = |y| Box::new(Meaning::Fields(Fields { year: Some(y), ..Fields::default() }));
    Some(Val::Meaning(Meaning::Range(year(first), year(last))))
}

fn reference(args: &Args) -> Option<Val> {
    Some(Val::Meaning(Meaning::Ref(match args.positional(0)? {
        Val::Name(n) if n == "PAST" => Ref::Past,
        Val::Name(n) if n == "PRESENT" => Ref::Present,
        Val::Name(n) if n == "FUTURE" => Ref::Future,
        _ => return None,
    })))
}

fn same(args: &Args) -> Option<Val> {
    Some(Val::Meaning(Meaning::Same(target(args.positional(0)?)?)))
}

fn modified(args: &Args) -> Option<Val> {
    let inner = meaning(args.positional(1)?)?;
    Some(Val::Meaning(match args.positional(0)? {
        Val::Name(name) => Meaning::Mod(modifier(name)?, Box::new(inner)),
        Val::Missing => inner,
        _ => return None,
    }))
}

/// The fields of both, where they do not contradict each other; the second may be anything that holds fields.
fn join(args: &Args) -> Option<Val> {
    let (a, b) = (meaning(args.positional(0)?)?, meaning(args.positional(1)?)?);
    Some(Val::Meaning(join_meanings(a, b)?))
}

fn join_meanings(a: Meaning, b: Meaning) -> Option<Meaning> {
    Some(match (a, b) {
        (Meaning::Fields(a), Meaning::Fields(b)) => Meaning::Fields(merge(a, b)?),
        // "Thursdays in 1994"
        (Meaning::Set(mut set), Meaning::Fields(b)) => {
            let Recurring::Fields(a) = set.what else { return None };
            set.what = Recurring::Fields(merge(a, b)?);
            Meaning::Set(set)
        }
        (Meaning::Mod(m, a), b) | (b, Meaning::Mod(m, a)) => Meaning::Mod(m, Box::new(join_meanings(*a, b)?)),
        (Meaning::At(a, t), b) | (b, Meaning::At(a, t)) => Meaning::At(Box::new(join_meanings(*a, b)?), t),
        (Meaning::Fields(f), Meaning::Rel(step, Target::Unit(u))) => {
            within(f, Meaning::Rel(step, Target::Unit(u)))
        }
        (Meaning::Fields(f), other @ (Meaning::Shift(..) | Meaning::Same(_))) => within(f, other),
        (Meaning::Fields(f), Meaning::Rel(step, Target::Fields(g))) => {
            Meaning::Rel(step, Target::Fields(merge(f, g)?))
        }
        _ => return None,
    })
}

/// "Friday this week", "March next year": the one within.
fn within(f: Fields, of: Meaning) -> Meaning {
    Meaning::Nth(1, Target::Fields(f), Box::new(of))
}

fn merge(a: Fields, b: Fields) -> Option<Fields> {
    fn one<T: PartialEq + Copy>(a: Option<T>, b: Option<T>) -> Option<Option<T>> {
        match (a, b) {
            (Some(x), Some(y)) if x != y => None,
            (x, y) => Some(x.or(y)),
        }
    }
    Some(Fields {
        era: one(a.era, b.era)?,
        millennium: one(a.millennium, b.millennium)?,
        century: one(a.century, b.century)?,
        decade: one(a.decade, b.decade)?,
        year: one(a.year, b.year)?,
        short_year: a.short_year || b.short_year,
        fiscal: a.fiscal || b.fiscal,
        half: one(a.half, b.half)?,
        quarter: one(a.quarter, b.quarter)?,
        season: one(a.season, b.season)?,
        month: one(a.month, b.month)?,
        week: one(a.week, b.week)?,
        weekend: a.weekend || b.weekend,
        day: one(a.day, b.day)?,
        weekday: one(a.weekday, b.weekday)?,
        holiday: one(a.holiday, b.holiday)?,
        numeric: a.numeric || b.numeric,
    })
}

fn one_of(args: &Args) -> Option<Val> {
    let mut pairs = args.0.chunks_exact(2);
    let chosen = pairs.find(|pair| pair[0].1 != Val::Missing).map(|pair| &pair[1].1);
    chosen.or(pairs.remainder().first().map(|otherwise| &otherwise.1)).cloned()
}

fn inside(args: &Args) -> Option<Val> {
    let of = Box::new(meaning(args.positional(1)?)?);
    match meaning(args.positional(0)?)? {
        Meaning::Nth(n, target, _) => Some(Val::Meaning(Meaning::Nth(n, target, of))),
        _ => None,
    }
}

fn holiday_weekend(args: &Args) -> Option<Val> {
    let holiday = number(args.positional(0)?)? as u16;
    let year = args.positional(1).and_then(number).map(|y| y as i32);
    let day = Meaning::Fields(Fields { holiday: Some(holiday), year, ..Fields::default() });
    Some(Val::Meaning(Meaning::Nth(0, Target::Unit(Unit::Weekend), Box::new(day))))
}

fn sum(args: &Args) -> Option<Val> {
    Some(Val::Number(number(args.positional(0)?)? + number(args.positional(1)?)?))
}

fn mul(args: &Args) -> Option<Val> {
    Some(Val::Number(number(args.positional(0)?)? * number(args.positional(1)?)?))
}

fn half(args: &Args) -> Option<Val> {
    Some(Val::Number(number(args.positional(0)?)? / 2.0))
}

fn half_of(args: &Args) -> Option<Val> {
    Some(Val::Number(if *args.positional(0)? == Val::Missing { 2.0 } else { 1.0 }))
}

fn times(args: &Args) -> Option<Val> {
    Some(match (args.positional(0)?, args.positional(1)?) {
        (Val::Number(n), _) => Val::Number(*n),
        (_, Val::Missing) => Val::Number(1.0),
        _ => Val::Number(2.0),
    })
}

fn decade(args: &Args) -> Option<Val> {
    let year = number(args.positional(0)?)? as i32;
    if year % 10 != 0 {
        return None;
    }
    let era = era(args)?;
    let f = match year {
        // "the 90s" of no era are of the century at hand.
        0..100 => Fields { decade: Some(year / 10), short_year: era.is_none(), era, ..Fields::default() },
        _ if year % 100 == 0 => Fields { century: Some(year / 100 + 1), era, ..Fields::default() },
        _ => Fields { decade: Some(year / 10), era, ..Fields::default() },
    };
    Some(Val::Meaning(Meaning::Fields(f)))
}

fn ymd(args: &Args) -> Option<Val> {
    let n = number(args.positional(0)?)? as i32;
    let (year, month, day) = (n / 10_000, n / 100 % 100, n % 100);
    let f = Fields { year: Some(year), month: Some(month as u8), day: Some(day as u8), ..Fields::default() };
    Some(Val::Meaning(Meaning::Fields(f)))
}

//! The functions of the meaning language that build times of day: hours and minutes in, a [`TimeOfDay`] out.
//!
//! What one end of "3 to 5 p.m." leaves out is taken from the other here, because it is a matter of words, not of the
//! calendar.

use super::args::{Args, Key};
use super::build::{meaning, number, part};
use super::meaning::{Amount, Base, Count, Meaning, Part, TimeOfDay, Unit};
use super::means::Val;

const HALF_DAY: u16 = 12 * 60;

impl TimeOfDay {
    /// The hour counted to 24, as far as "p.m." or a part of the day settles it: "6 in the evening" is 18.
    #[must_use]
    pub fn hour24(&self) -> Option<u8> {
        let hour = self.hour?;
        let pm = self.pm.or(match self.part {
            Some(Part::Afternoon | Part::Evening) => Some(true),
            Some(Part::Night) if (5..12).contains(&hour) => Some(true),
            Some(Part::Morning | Part::Night) => Some(false),
            Some(Part::Midday) if (1..5).contains(&hour) => Some(true),
            Some(Part::Midday | Part::Daytime) | None => None,
        });
        Some(match (pm, hour) {
            // "12 at night" ends the day that it belongs to.
            (_, 12) if matches!(self.part, Some(Part::Night | Part::Evening)) && self.pm.is_none() => 24,
            (Some(true), 1..=11) => hour + 12,
            (Some(false), 12) => 0,
            (_, h) => h,
        })
    }

    fn minute_of_day(&self) -> Option<u16> {
        Some(u16::from(self.hour24()?) * 60 + u16::from(self.minute.unwrap_or(0)))
    }

    /// Whether the words leave open which half of the day is meant.
    fn is_open(&self) -> bool {
        self.pm.is_none()
            && self.part.is_none()
            && !self.clock24
            && self.hour.is_some_and(|h| (1..=12).contains(&h))
    }
}

pub(super) fn time_of(value: &Val) -> Option<TimeOfDay> {
    match value {
        Val::Meaning(Meaning::Time(t)) => Some(*t),
        _ => None,
    }
}

/// A date with a time of day, or with a stretch from one time to another.
pub(super) fn at(args: &Args) -> Option<Val> {
    let (date, time) = (meaning(args.positional(0)?)?, args.positional(1)?);
    let made = match time {
        Val::Meaning(Meaning::Range(from, to)) => match (&**from, &**to) {
            (Meaning::Time(from), Meaning::Time(to)) => {
                let ends_later = from.minute_of_day()? <= to.minute_of_day()?;
                let last = if ends_later { date.clone() } else { next_day(date.clone()) };
                Meaning::Range(Box::new(on(date, *from)?), Box::new(on(last, *to)?))
            }
            _ => return None,
        },
        Val::Meaning(Meaning::Mod(modifier, time)) => match **time {
            Meaning::Time(time) => Meaning::Mod(*modifier, Box::new(on(date, time)?)),
            _ => return None,
        },
        other => on(date, time_of(other)?)?,
    };
    Some(Val::Meaning(made))
}

/// A date with a part of the day, if one was said.
pub(super) fn at_part(args: &Args) -> Option<Val> {
    match args.positional(1)? {
        Val::Missing => args.positional(0).cloned(),
        _ => at(args),
    }
}

fn next_day(date: Meaning) -> Meaning {
    Meaning::Shift(1, Amount::of(Count::Exact(1.0), Unit::Day), Base::At(Box::new(date)))
}

fn on(date: Meaning, time: TimeOfDay) -> Option<Meaning> {
    Some(match date {
        // "every Monday at 9": the time belongs to what recurs.
        Meaning::Set(mut set) => {
            set.time = Some(time);
            Meaning::Set(set)
        }
        // "Monday morning at 9": one time of day.
        Meaning::At(date, inner) => Meaning::At(date, merge(inner, time)?),
        Meaning::Mod(m, inner) => Meaning::Mod(m, Box::new(on(*inner, time)?)),
        // "5 and 6 May at 7 p.m.": both.
        Meaning::Range(a, b) => Meaning::Range(Box::new(on(*a, time)?), Box::new(on(*b, time)?)),
        date => Meaning::At(Box::new(date), time),
    })
}

/// Two statements about the time of one day; none if both name a clock.
fn merge(a: TimeOfDay, b: TimeOfDay) -> Option<TimeOfDay> {
    if a.hour.is_some() && b.hour.is_some() {
        return None;
    }
    Some(TimeOfDay {
        hour: a.hour.or(b.hour),
        minute: a.minute.or(b.minute),
        second: a.second.or(b.second),
        pm: a.pm.or(b.pm),
        part: a.part.or(b.part),
        zone: a.zone.or(b.zone),
        offset: a.offset.or(b.offset),
        clock24: a.clock24 || b.clock24,
    })
}

fn pm(args: &Args) -> Option<Option<bool>> {
    match args.name(Key::Pm) {
        None => Some(None),
        Some("AM") => Some(Some(false)),
        Some("PM") => Some(Some(true)),
        Some(_) => None,
    }
}

/// What the named arguments say; the hour is checked against "a.m." and "p.m.".
pub(super) fn clock(args: &Args) -> Option<Val> {
    let time = TimeOfDay {
        hour: args.small(Key::H, 0, 24)?,
        minute: args.small(Key::M, 0, 59)?,
        second: args.small(Key::S, 0, 60)?,
        ..stated(args)?
    };
    checked(time)
}

/// Three or four digits read as a clock: 930, 1745; five or six with seconds: 174530. With `hundreds` words that count
/// hours by the hundred: "fourteen hundred", but not "ninety".
pub(super) fn hhmm(args: &Args) -> Option<Val> {
    let digits = number(args.positional(0)?)? as u32;
    if args.flag(Key::Hundreds) && digits < 100 {
        return None;
    }
    let (clock, second) = if digits > 9999 { (digits / 100, Some(digits % 100)) } else { (digits, None) };
    let (hour, minute) = (clock / 100, clock % 100);
    if hour > 24 || minute > 59 || second.is_some_and(|s| s > 60) {
        return None;
    }
    let second = second.map(|s| s as u8);
    checked(TimeOfDay { hour: Some(hour as u8), minute: Some(minute as u8), second, ..stated(args)? })
}

fn stated(args: &Args) -> Option<TimeOfDay> {
    Some(TimeOfDay {
        pm: pm(args)?,
        part: match args.name(Key::Part) {
            Some(name) => Some(part(name)?),
            None => None,
        },
        zone: args.int(Key::Zone, 0, 65_535)?.and_then(|z| u16::try_from(z).ok()),
        offset: args.int(Key::Offset, -1439, 1439)?.and_then(|m| i16::try_from(m).ok()),
        clock24: args.flag(Key::H24),
        ..TimeOfDay::default()
    })
}

fn checked(time: TimeOfDay) -> Option<Val> {
    let past_midnight = time.hour == Some(24) && (time.minute.unwrap_or(0) != 0 || time.pm.is_some());
    let contradicts = match time.pm {
        Some(false) => time.hour.is_some_and(|h| h > 12),
        Some(true) => time.hour == Some(0),
        None => false,
    };
    (!past_midnight && !contradicts).then_some(Val::Meaning(Meaning::Time(time)))
}

/// So many minutes before an hour: "ten to five".
pub(super) fn to_hour(args: &Args) -> Option<Val> {
    let minutes = number(args.positional(0)?)?;
    let hour = match args.positional(1)? {
        Val::Number(n) if (0.0..=24.0).contains(n) => *n as u8,
        _ => return None,
    };
    if !(1.0..60.0).contains(&minutes) {
        return None;
    }
    let hour = match hour {
        0 => 23,
        1 => 12,
        h => h - 1,
    };
    checked(TimeOfDay { hour: Some(hour), minute: Some(60 - minutes as u8), ..stated(args)? })
}

/// A time of day with a part of the day, "p.m." or a zone said beside it.
pub(super) fn with(args: &Args) -> Option<Val> {
    let add = |time: TimeOfDay| -> Option<TimeOfDay> {
        let mut said = stated(args)?;
        if let Some(beside) = args.positional(1) {
            said.part = time_of(beside)?.part;
        }
        // "8 p.m. in the evening" says it twice, "8 p.m. in the morning" says nothing.
        let agrees = match (time.pm, said.part) {
            (Some(true), Some(Part::Morning)) | (Some(false), Some(Part::Afternoon | Part::Evening)) => false,
            (_, Some(_)) => time.part.is_none(),
            (_, None) => true,
        };
        if !agrees {
            return None;
        }
        Some(TimeOfDay {
            pm: said.pm.or(time.pm),
            part: if time.pm.is_some() { time.part } else { said.part.or(time.part) },
            zone: said.zone.or(time.zone),
            offset: said.offset.or(time.offset),
            ..time
        })
    };
    match args.positional(0)? {
        Val::Meaning(Meaning::At(date, time)) => Some(Val::Meaning(Meaning::At(date.clone(), add(*time)?))),
        other => checked(add(time_of(other)?)?),
    }
}

/// `offset(time, sign, hours, minutes)`.
pub(super) fn offset(args: &Args) -> Option<Val> {
    let at = |index: usize| args.positional(index).and_then(number);
    let (sign, hours, minutes) = (at(1)?, at(2)?, at(3).unwrap_or(0.0));
    // "+0530" is one number.
    if minutes > 59.0 || (hours > 14.0 && (hours < 100.0 || hours % 100.0 > 59.0)) {
        return None;
    }
    let total =
        if hours > 14.0 { (hours / 100.0).floor() * 60.0 + hours % 100.0 } else { hours * 60.0 + minutes };
    if total > 14.0 * 60.0 {
        return None;
    }
    let east = (sign * total) as i16;
    match args.positional(0)? {
        Val::Meaning(Meaning::At(date, time)) => {
            Some(Val::Meaning(Meaning::At(date.clone(), TimeOfDay { offset: Some(east), ..*time })))
        }
        other => checked(TimeOfDay { offset: Some(east), ..time_of(other)? }),
    }
}

/// From one time of day to another; a date that stands with one end is the day of both.
pub(super) fn hours(args: &Args) -> Option<Val> {
    let (from, to) = (args.positional(0)?, args.positional(1)?);
    let (date, mut from) = match from {
        Val::Meaning(Meaning::At(date, time)) => (Some(date), *time),
        other => (None, time_of(other)?),
    };
    let mut to = time_of(to)?;
    share(&mut from, &mut to);
    let (Some(first), Some(last)) = (from.minute_of_day(), to.minute_of_day()) else { return None };
    if first == last {
        return None;
    }
    let date_of = |later: bool| date.map(|d| if later { next_day((**d).clone()) } else { (**d).clone() });
    let end = |time: TimeOfDay, later: bool| {
        Some(match date_of(later) {
            Some(date) => on(date, time)?,
            None => Meaning::Time(time),
        })
    };
    let range = Meaning::Range(Box::new(end(from, false)?), Box::new(end(to, last < first)?));
    Some(Val::Meaning(range))
}

/// Gives each end what only the other one says: zone, part of the day, "p.m.".
fn share(from: &mut TimeOfDay, to: &mut TimeOfDay) {
    from.zone = from.zone.or(to.zone);
    to.zone = to.zone.or(from.zone);
    from.offset = from.offset.or(to.offset);
    to.offset = to.offset.or(from.offset);
    let minute = |t: &TimeOfDay| u16::from(t.hour.unwrap_or(0)) % 12 * 60 + u16::from(t.minute.unwrap_or(0));
    match (from.is_open(), to.is_open()) {
        (true, false) if to.hour.is_some_and(|h| h <= 12) && !to.clock24 => {
            let late = to.minute_of_day().is_some_and(|m| m >= HALF_DAY);
            // "11 to 1 p.m." begins before noon.
            from.pm = Some(late == (minute(from) < minute(to)));
        }
        (false, true) if from.hour.is_some_and(|h| h <= 12) && !from.clock24 => {
            let late = from.minute_of_day().is_some_and(|m| m >= HALF_DAY);
            to.pm = Some(late == (minute(from) < minute(to)));
        }
        // "9 to 5": the day's work, not the night's.
        (true, true) if minute(to) < minute(from) => {
            (from.pm, to.pm) = (Some(false), Some(true));
        }
        _ => {}
    }
}

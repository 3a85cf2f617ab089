//! Times of day: alone, they belong to the anchor's day; with a date, they make it finer.

use chrono::NaiveDate;

use super::{Context, Direction, Domain, Kind, Resolved, Resolver, write, zone};
use crate::calendar::Point;
use crate::timex::meaning::TimeOfDay;

impl Resolver<'_> {
    pub(super) fn time(
        &self,
        time: TimeOfDay,
        cx: &Context,
        direction: &mut dyn FnMut() -> Direction,
    ) -> Option<Resolved> {
        let day = match cx.pivot() {
            // The story's day, not the first day of its month, and never the day of writing.
            Some((_, anchor @ super::Anchor::Mentioned)) => match cx.mentioned {
                Some(Point::Day(day)) => Some((day, anchor)),
                _ => None,
            },
            Some(_) if cx.domain == Domain::Narrative => None,
            // "fair on Saturday, doors at 9 p.m. lol"
            Some(pivot) if cx.domain == Domain::Colloquial => Some(match cx.day_here {
                Some(day) if time.hour.is_some() => (day, super::Anchor::Mentioned),
                _ => pivot,
            }),
            pivot => cx.day_told(direction).map(|day| (day, super::Anchor::Mentioned)).or(pivot),
        };
        match day {
            Some((day, anchor)) => {
                self.at(Resolved::at(Point::Day(day)).from(anchor).why("time of the anchor's day"), time, cx)
            }
            None => {
                Some(Resolved::new(Kind::Time, format!("XXXX-XX-XX{}", suffix(time)?)).why("no day is known"))
            }
        }
    }

    /// A date with a time of day.
    pub(super) fn at(&self, mut date: Resolved, time: TimeOfDay, cx: &Context) -> Option<Resolved> {
        if date.kind == Kind::Duration {
            return Some(date);
        }
        let suffix = suffix(time)?;
        if date.kind == Kind::Set {
            // "every Monday to Thursday morning"
            if date.value.starts_with("XXXX-") && !date.value.contains('T') {
                date.value.push_str(&suffix);
            }
            return Some(date);
        }
        // A time needs a day; "Monday morning" has one, "May at noon" and "1998 evenings" stay dates.
        let is_day = match date.point {
            Some(Point::Day(_)) => true,
            // An open value has a day where it has three fields: XXXX-05-12, XXXX-WXX-4.
            None => date.value.matches('-').count() == 2,
            Some(_) => false,
        };
        if is_day && !date.value.contains('T') {
            date.offset = self.offset(&date, time);
            date.kind = Kind::Time;
            // A note tells a moment; an article's hours are those of the place that it tells of.
            let zoned =
                date.offset.and_then(|o| i16::try_from(o).ok()).filter(|_| cx.note && time.offset.is_none());
            match zoned {
                Some(east) => date.value.push_str(&self::suffix(TimeOfDay { offset: Some(east), ..time })?),
                None => date.value.push_str(&suffix),
            }
        } else if matches!(date.point, Some(Point::Weekend(..))) {
            return Some(date);
        } else if let Some(point) = date.point
            && point.unit() == crate::timex::meaning::Unit::Week
        {
            date.value = format!("{}-XX{suffix}", write::point(point));
            date.kind = Kind::Time;
        }
        Some(date)
    }
}

impl Context {
    /// The day of which a report has just told, in the sentence or the one before: "It broke out on Friday. By 10 p.m. it
    /// was under control." Only if the verb points to the same side of the anchor.
    fn day_told(&self, direction: &mut dyn FnMut() -> Direction) -> Option<NaiveDate> {
        let (Some(Point::Day(day)), Some(anchor)) = (self.mentioned, self.anchor) else { return None };
        if self.domain != Domain::News || self.sentence > self.mentioned_in + 1 || day == anchor {
            return None;
        }
        let fits = match direction() {
            Direction::Past(_) => day < anchor,
            Direction::Future(_) | Direction::Present(_) => day > anchor,
            Direction::Unknown => false,
        };
        fits.then_some(day)
    }
}

impl Resolver<'_> {
    /// The offset from UTC that the text gives, or that the zone it names has on that day.
    fn offset(&self, date: &Resolved, time: TimeOfDay) -> Option<i32> {
        if let Some(stated) = time.offset {
            return Some(i32::from(stated));
        }
        let Some(Point::Day(day)) = date.point else { return None };
        let (hour, minute) = (time.hour24()?, time.minute.unwrap_or(0));
        let local = day.and_hms_opt(u32::from(hour) % 24, u32::from(minute), 0)?;
        zone::offset(self.zones.get(usize::from(time.zone?))?, local)
    }
}

/// `T15:00`, `TMO`. A clock wins over a part of the day, which says which half of the day it is.
pub(super) fn suffix(time: TimeOfDay) -> Option<String> {
    let Some(hour) = time.hour24() else {
        return time.part.map(|p| format!("T{}", write::part(p)));
    };
    let mut out = format!("T{hour:02}:{:02}", time.minute.unwrap_or(0));
    if let Some(second) = time.second {
        out.push_str(&format!(":{second:02}"));
    }
    if let Some(east) = time.offset {
        let (sign, minutes) = if east < 0 { ('-', -east) } else { ('+', east) };
        out.push_str(&match minutes {
            0 => "Z".to_string(),
            m => format!("{sign}{:02}:{:02}", m / 60, m % 60),
        });
    }
    Some(out)
}

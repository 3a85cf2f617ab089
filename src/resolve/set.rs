//! Recurrences in, TIMEX3 SETs out.

use super::{Kind, Resolved, duration, time, write};
use crate::calendar::Holiday;
use crate::timex::meaning::{Fields, Part, Recurrence, Recurring, TimeOfDay};

/// The SET of a recurrence: `P1W`, `XXXX-WXX-2`, `XXXX-12`, `XXXX-XX-XXTMO`.
pub(super) fn resolve(recurrence: &Recurrence, holidays: &[Holiday]) -> Option<Resolved> {
    let mut value = match &recurrence.what {
        Recurring::Amount(amount) if recurrence.time.is_some() && duration::value(amount)? == "P1D" => {
            "XXXX-XX-XX".to_string()
        }
        Recurring::Amount(amount) => duration::value(amount)?,
        Recurring::Fields(fields) => match fields.holiday {
            // A feast that moves comes once a year, on no day that TIMEX3 can name.
            Some(holiday) => match holidays.get(usize::from(holiday))?.fixed() {
                Some((month, day)) => format!("XXXX-{month:02}-{day:02}"),
                None => "P1Y".to_string(),
            },
            None => open(fields)?,
        },
        // "every night at 10 p.m.": the hour says more than the part of the day.
        Recurring::Part(_) if recurrence.time.is_some_and(|t| t.hour.is_some()) => "XXXX-XX-XX".to_string(),
        Recurring::Part(Part::Daytime) => "P1D".to_string(),
        Recurring::Part(part) => format!("XXXX-XX-XXT{}", write::part(*part)),
    };
    if let Some(t) = recurrence.time
        && !value.starts_with('P')
        && !value.contains('T')
    {
        // "every evening at 7": the part says which half of the day.
        let part = match recurrence.what {
            Recurring::Part(part) => t.part.or(Some(part)),
            _ => t.part,
        };
        value.push_str(&time::suffix(TimeOfDay { part, ..t })?);
    }
    let mut resolved = Resolved::new(Kind::Set, value);
    resolved.quant = recurrence.quant;
    resolved.freq = recurrence.times.map(|n| format!("{n}X"));
    Some(resolved)
}

/// A date without an anchor, in its open form.
pub(super) fn left_open(f: &Fields) -> Option<Resolved> {
    Some(Resolved::new(Kind::Date, open(f)?).why("no anchor: left open"))
}

/// Fields whose larger units are left open. Nothing for a day that no year has: 31 September.
pub(super) fn open(f: &Fields) -> Option<String> {
    let year = f.year.map_or_else(|| "XXXX".to_string(), write::year);
    // With its month and its number a day is that day, whatever it is called beside.
    if let (Some(day), false) = (f.weekday, f.month.is_some() && f.day.is_some()) {
        return Some(format!("{year}-WXX-{day}"));
    }
    if f.weekend {
        return Some(format!("{year}-WXX-WE"));
    }
    if let Some(season) = f.season {
        return Some(format!("{year}-{}", write::season(season)));
    }
    if let Some(quarter) = f.quarter {
        return Some(format!("{year}-Q{quarter}"));
    }
    if let Some(half) = f.half {
        return Some(format!("{year}-H{half}"));
    }
    if let Some(week) = f.week {
        return Some(format!("{year}-W{week:02}"));
    }
    match (f.month, f.day) {
        (Some(month), Some(day)) => {
            chrono::NaiveDate::from_ymd_opt(f.year.unwrap_or(2000), month.into(), day.into())?;
            Some(format!("{year}-{month:02}-{day:02}"))
        }
        (Some(month), None) => Some(format!("{year}-{month:02}")),
        (None, Some(day)) => Some(format!("{year}-XX-{day:02}")),
        (None, None) => f.year.map(|_| year),
    }
}

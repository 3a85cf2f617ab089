//! A date in words for people: "late Thursday, May 25, 2017", "week of May 8, 2017", "second quarter of 2017".

use chrono::{Datelike, NaiveDate};

use crate::calendar::value::{DayPart, Modifier, Precision, Unit, Value};

/// The words for a value with its mod.
pub(crate) fn display(value: &Value, modifier: Option<Modifier>) -> String {
    let (before, joined) = match modifier {
        Some(Modifier::Start) => ("early ", true),
        Some(Modifier::Mid) => ("mid-", true),
        Some(Modifier::End) => ("late ", true),
        Some(Modifier::Approx) => ("about ", false),
        Some(Modifier::Before) => ("before ", false),
        Some(Modifier::After) => ("after ", false),
        Some(Modifier::OnOrBefore) => ("by ", false),
        Some(Modifier::OnOrAfter) => ("since ", false),
        _ => ("", false),
    };
    let plain = match value {
        Value::Unit(unit) => unit_name(unit),
        Value::Clock(clock) => format!("{}, {}", long_day(clock.at.date()), clock.at.format("%H:%M")),
        Value::Part { day, part } => format!("{}, {}", long_day(*day), part_name(*part)),
        Value::Open(text) => text.clone(),
        Value::Duration | Value::Reference => String::new(),
    };
    let phrase = plain.starts_with("week") || plain.contains(" of ");
    match before {
        // "early in the week of May 8", but "early May 2017".
        "early " | "late " if joined && phrase => format!("{before}in the {plain}"),
        "mid-" if phrase || !plain.starts_with(char::is_uppercase) => format!("middle of the {plain}"),
        _ => format!("{before}{plain}"),
    }
}

/// From one date to another in words.
pub(crate) fn range(from: &str, to: &str) -> String {
    format!("{from} to {to}")
}

fn unit_name(unit: &Unit) -> String {
    let first = unit.first;
    match unit.precision {
        Precision::Time | Precision::Day => long_day(first),
        Precision::Weekend => format!("weekend of {}", day(first)),
        Precision::Week => format!("week of {}", day(first)),
        Precision::Month => format!("{} {}", first.format("%B"), year(first.year())),
        Precision::Season => format!("{} {}", season(first.month()), year(first.year())),
        Precision::Quarter => format!("{} quarter of {}", ordinal(first.month() / 3 + 1), year(first.year())),
        Precision::Half => format!("{} half of {}", ordinal(first.month() / 6 + 1), year(first.year())),
        Precision::Year => year(first.year()),
        Precision::Decade => format!("{}s", first.year()),
        Precision::Century => {
            format!("{}th century", first.year().div_euclid(100) + 1).replace("21th", "21st")
        }
        Precision::Millennium => format!("{}. millennium", first.year().div_euclid(1000) + 1),
    }
}

/// "Thursday, May 25, 2017"; before our era without the weekday.
fn long_day(date: NaiveDate) -> String {
    if date.year() > 0 { format!("{}, {}", date.format("%A"), day(date)) } else { day(date) }
}

fn day(date: NaiveDate) -> String {
    format!("{}, {}", date.format("%B %-d"), year(date.year()))
}

fn year(year: i32) -> String {
    if year > 0 { year.to_string() } else { format!("{} BC", 1 - year) }
}

fn season(month: u32) -> &'static str {
    match month {
        3 => "spring",
        6 => "summer",
        9 => "autumn",
        _ => "winter",
    }
}

fn ordinal(n: u32) -> &'static str {
    ["first", "second", "third", "fourth"].get(n as usize - 1).copied().unwrap_or("fourth")
}

fn part_name(part: DayPart) -> &'static str {
    match part {
        DayPart::Morning => "morning",
        DayPart::Midday => "midday",
        DayPart::Afternoon => "afternoon",
        DayPart::Evening => "evening",
        DayPart::Night => "night",
        DayPart::Daytime => "daytime",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn say(value: &str, modifier: Option<Modifier>) -> String {
        display(&Value::parse(value).unwrap(), modifier)
    }

    #[test]
    fn speaks_as_people_do() {
        assert_eq!(say("2017-05-25", Some(Modifier::End)), "late Thursday, May 25, 2017");
        assert_eq!(say("2017-W19", None), "week of May 8, 2017");
        assert_eq!(say("2017-W21", Some(Modifier::Start)), "early in the week of May 22, 2017");
        assert_eq!(say("2017-Q2", None), "second quarter of 2017");
        assert_eq!(say("2017-H2", None), "second half of 2017");
        assert_eq!(say("2016-SU", None), "summer 2016");
        assert_eq!(say("2017-05", Some(Modifier::Mid)), "mid-May 2017");
        assert_eq!(say("199", None), "1990s");
        assert_eq!(say("18", None), "19th century");
        assert_eq!(say("20", None), "21st century");
        assert_eq!(say("2017-05-26T15:00", None), "Friday, May 26, 2017, 15:00");
        assert_eq!(say("1520", Some(Modifier::Approx)), "about 1520");
        assert_eq!(say("BC0044", None), "44 BC");
    }
}

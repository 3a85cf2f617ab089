//! A date in words for people: "late Thursday, May 25, 2017", "week of May 8 to 14, 2017", "second quarter of 2017".

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

/// A calendar unit in words, as they stand inside a sentence: "week of May 8 to 14, 2017", "second quarter of 2017".
pub(crate) fn unit_name(unit: &Unit) -> String {
    let first = unit.first;
    let (start, last) = (first.year(), unit.last.year());
    match unit.precision {
        Precision::Time | Precision::Day => long_day(first),
        Precision::Weekend => format!("weekend of {}", days(first, unit.last)),
        Precision::Week => format!("week of {}", days(first, unit.last)),
        Precision::Month => format!("{} {}", first.format("%B"), year(start)),
        Precision::Season => match first.month() {
            3 => format!("spring {}", year(start)),
            6 => format!("summer {}", year(start)),
            9 => format!("autumn {}", year(start)),
            _ => format!("winter {} to {}", year(start), year(last)),
        },
        Precision::Quarter => {
            let names = ["first", "second", "third", "fourth"];
            let name = names.get(first.month0() as usize / 3).copied().unwrap_or_default();
            format!("{name} quarter of {}", year(start))
        }
        Precision::Half => {
            let name = if first.month() == 1 { "first" } else { "second" };
            format!("{name} half of {}", year(start))
        }
        Precision::Year => year(start),
        // "the 1900s" are the century.
        Precision::Decade if start > 0 && start % 100 < 10 => {
            format!("first decade of the {}s", start - start % 100)
        }
        Precision::Decade if start > 0 => format!("{}s", start - start % 10),
        Precision::Century if start > 0 => format!("{} century", ordinal(start / 100 + 1)),
        Precision::Millennium if start > 0 => format!("{} millennium", ordinal(start / 1000 + 1)),
        Precision::Decade | Precision::Century | Precision::Millennium => {
            format!("{} to {}", 1 - start, year(last))
        }
    }
}

/// "May 22 to 28, 2017", with as much of each day as differs; one day in full.
pub(crate) fn days(first: NaiveDate, last: NaiveDate) -> String {
    if first == last {
        long_day(first)
    } else if (first.year(), first.month()) == (last.year(), last.month()) {
        format!("{} to {}, {}", first.format("%B %-d"), last.day(), year(last.year()))
    } else if first.year() == last.year() {
        format!("{} to {}", first.format("%B %-d"), plain_day(last))
    } else {
        format!("{} to {}", plain_day(first), plain_day(last))
    }
}

/// "Thursday, May 25, 2017"; before our era without the weekday.
pub(crate) fn long_day(date: NaiveDate) -> String {
    if date.year() > 0 { format!("{}, {}", date.format("%A"), plain_day(date)) } else { plain_day(date) }
}

/// "May 25, 2017"
pub(crate) fn plain_day(date: NaiveDate) -> String {
    format!("{}, {}", date.format("%B %-d"), year(date.year()))
}

/// "2017", "44 BC"
pub(crate) fn year(year: i32) -> String {
    if year > 0 { year.to_string() } else { format!("{} BC", 1 - year) }
}

/// "morning"
pub(crate) fn part_name(part: DayPart) -> &'static str {
    match part {
        DayPart::Morning => "morning",
        DayPart::Midday => "lunchtime",
        DayPart::Afternoon => "afternoon",
        DayPart::Evening => "evening",
        DayPart::Night => "night",
        DayPart::Daytime => "daytime",
    }
}

fn ordinal(number: i32) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::Extractor;

    fn say(value: &str, modifier: Option<Modifier>) -> String {
        display(&Value::parse(value).unwrap(), modifier)
    }

    #[test]
    fn speaks_as_people_do() {
        assert_eq!(say("2017-05-25", Some(Modifier::End)), "late Thursday, May 25, 2017");
        assert_eq!(say("2017-W19", None), "week of May 8 to 14, 2017");
        assert_eq!(say("2017-W21", Some(Modifier::Start)), "early in the week of May 22 to 28, 2017");
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

    /// A value of each grain that a timeline prints, by number.
    fn value_of(grain: usize, day: NaiveDate) -> String {
        let (year, month) = (day.year(), day.month());
        let week = day.iso_week();
        match grain {
            0 => day.to_string(),
            1 => format!("{day}T{:02}:{:02}", day.ordinal() % 24, day.ordinal() % 60),
            2..=6 => format!("{day}T{}", ["MO", "MI", "AF", "EV", "NI"][grain - 2]),
            7 => format!("{}-W{:02}", week.year(), week.week()),
            8 => format!("{}-W{:02}-WE", week.year(), week.week()),
            9 => format!("{year}-{month:02}"),
            10 => format!("{year}-Q{}", month.div_ceil(3)),
            11 => format!("{year}-H{}", month.div_ceil(6)),
            12 => format!("{year}-{}", ["SP", "SU", "FA", "WI"][month as usize % 4]),
            13 => year.to_string(),
            14 => (year / 10).to_string(),
            15 => (year / 100).to_string(),
            16 => (year / 1000).to_string(),
            17 => format!("BC{:04}", year % 900 + 1),
            _ => format!("BC{:04}-{month:02}-{:02}", year % 900 + 1, day.day().min(28)),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        /// What a date prints as reads back as that date with its mod, whatever the grain.
        #[test]
        fn what_is_printed_reads_back(days in 0i64..200_000, grain in 0usize..19, shade in 0usize..5, anchor in 0i64..20_000) {
            static ANNALS: LazyLock<Extractor> = LazyLock::new(|| Extractor::new().unwrap());
            let from = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
            let day = from(1550) + chrono::Days::new(days as u64);
            let today = from(1990) + chrono::Days::new(anchor as u64);
            let modifier = [None, Some(Modifier::Start), Some(Modifier::Mid), Some(Modifier::End), Some(Modifier::Approx)][shade];
            // A clock time has no early and late, and no year of our era is told about.
            let modifier = modifier.filter(|_| !(1..=6).contains(&grain) && grain < 17);
            let value = value_of(grain, day);
            let words = say(&value, modifier);
            let text = format!("It is dated {words} in the files.");
            let anchor = crate::article::parse_stamp(&today.to_string()).ok();
            let read: Vec<_> = ANNALS.tag(&text, anchor, None).timexes.into_iter().map(|t| t.resolved.value).collect();
            prop_assert_eq!(read, vec![value], "{}", text);
        }
    }
}

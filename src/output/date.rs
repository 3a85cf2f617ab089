//! Dates in words: an event's date comes in, the heading it stands under and the words before its entry go out.
//!
//! The heading is the calendar unit ("Thursday, May 25, 2017", "Summer 2016"), the lead what is within it ("late",
//! "15:00"), so that a day's events share one heading.

use crate::calendar::value::{Bounds, Local, Modifier, Value};
use crate::timeline::EventDate;
use crate::timeline::display::{days, long_day, part_name, plain_day, unit_name};

/// The heading under which an event stands.
pub(super) fn heading(date: &EventDate) -> String {
    let (start, end) = ends(date);
    let value = date.value.as_deref().and_then(|value| Value::parse(value).ok());
    let named = value.as_ref().and_then(|value| unit_heading(value, date.modifier, start, end));
    named.unwrap_or_else(|| match (start, end) {
        (Some(start), Some(end)) => days(start.day(), end.day()),
        (Some(start), None) => format!("Since {}", plain_day(start.day())),
        (None, Some(end)) => format!("Until {}", plain_day(end.day())),
        (None, None) => date.display.clone(),
    })
}

/// The words for what is within the heading's unit; none where it is the whole.
pub(super) fn lead(date: &EventDate) -> Option<String> {
    let value = date.value.as_deref().and_then(|value| Value::parse(value).ok());
    let within = match (&value, ends(date)) {
        (Some(Value::Part { part, .. }), _) => Some(part_name(*part).to_owned()),
        (_, (Some(Local::Time(start)), end)) => {
            let clock = start.format("%H:%M").to_string();
            match end {
                Some(Local::Time(end)) if end.date() == start.date() && end != start => {
                    Some(format!("{clock} to {}", end.format("%H:%M")))
                }
                _ => Some(clock),
            }
        }
        (Some(Value::Clock(clock)), _) => Some(clock.at.format("%H:%M").to_string()),
        _ => None,
    };
    let modifier = match date.modifier {
        Some(Modifier::Start) => Some("early"),
        Some(Modifier::Mid) => Some("mid"),
        Some(Modifier::End) => Some("late"),
        Some(Modifier::Approx) => Some("about"),
        _ if date.approximate => Some("about"),
        _ => None,
    };
    let words: Vec<String> = modifier.map(str::to_owned).into_iter().chain(within).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Start and end as local days or times.
pub(super) fn ends(date: &EventDate) -> (Option<Local>, Option<Local>) {
    (date.start.as_deref().and_then(Local::parse), date.end.as_deref().and_then(Local::parse))
}

/// The heading by the TIMEX3 value, unless the event reaches beyond it.
fn unit_heading(
    value: &Value,
    modifier: Option<Modifier>,
    start: Option<Local>,
    end: Option<Local>,
) -> Option<String> {
    let unit = match value {
        Value::Unit(unit) => unit_name(unit),
        Value::Clock(clock) => long_day(clock.at.date()),
        Value::Part { day, .. } => long_day(*day),
        Value::Duration | Value::Reference | Value::Open(_) => return None,
    };
    match modifier {
        Some(Modifier::Before) => return Some(format!("Before {unit}")),
        Some(Modifier::After) => return Some(format!("After {unit}")),
        Some(Modifier::OnOrBefore) => return Some(format!("By {unit}")),
        Some(Modifier::OnOrAfter) => return Some(format!("Since {unit}")),
        _ => {}
    }
    let whole = value.bounds(None)?.inclusive();
    let said = Bounds::days(start?.day(), end?.day());
    Bounds::days(whole.0, whole.1).covers(&said).then(|| capital(&unit))
}

/// As a heading begins.
fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::{Basis, Precision};

    fn date(
        value: Option<&str>,
        modifier: Option<Modifier>,
        start: Option<&str>,
        end: Option<&str>,
    ) -> EventDate {
        EventDate {
            start: start.map(str::to_owned),
            end: end.map(str::to_owned),
            value: value.map(str::to_owned),
            modifier,
            edtf: None,
            precision: Precision::Day,
            basis: Basis::Explicit,
            approximate: false,
            display: "as displayed".to_owned(),
        }
    }

    #[test]
    fn headings_name_the_unit() {
        let headings = [
            ("2017-05-25", "Thursday, May 25, 2017"),
            ("2017-05-25TMO", "Thursday, May 25, 2017"),
            ("2017-W21", "Week of May 22 to 28, 2017"),
            ("2017-W22", "Week of May 29 to June 4, 2017"),
            ("2020-W53", "Week of December 28, 2020 to January 3, 2021"),
            ("2017-W21-WE", "Weekend of May 27 to 28, 2017"),
            ("2017-05", "May 2017"),
            ("2016-SU", "Summer 2016"),
            ("2016-WI", "Winter 2016 to 2017"),
            ("2017-Q3", "Third quarter of 2017"),
            ("2017-H2", "Second half of 2017"),
            ("2017", "2017"),
            ("BC0044", "44 BC"),
            ("BC0044-03-15", "March 15, 44 BC"),
            ("201", "2010s"),
            ("18", "19th century"),
            ("20", "21st century"),
            ("1", "2nd millennium"),
            ("BC004", "49 to 40 BC"),
        ];
        for (value, expected) in headings {
            let (first, last) = Value::parse(value).expect(value).bounds(None).expect(value).inclusive();
            let date = date(Some(value), None, Some(&first.to_string()), Some(&last.to_string()));
            assert_eq!(heading(&date), expected, "{value}");
        }
        let open = date(Some("1984"), Some(Modifier::Before), None, Some("1983-12-31"));
        assert_eq!(heading(&open), "Before 1984");
        assert_eq!(heading(&date(None, None, Some("2011-03-01"), None)), "Since March 1, 2011");
        assert_eq!(heading(&date(None, None, Some("2020-05-03"), Some("2020-05-05"))), "May 3 to 5, 2020");
        let beyond = date(Some("2020-05-03"), None, Some("2020-05-03"), Some("2020-06-05"));
        assert_eq!(heading(&beyond), "May 3 to June 5, 2020");
        assert_eq!(heading(&date(None, None, None, None)), "as displayed");
    }

    #[test]
    fn leads_name_what_is_within() {
        let day = Some("2017-05-25");
        let of = |value: &str, modifier| lead(&date(Some(value), modifier, day, day));
        assert_eq!(of("2017-05-25", None), None);
        assert_eq!(of("2017-05-25", Some(Modifier::End)).as_deref(), Some("late"));
        assert_eq!(of("2017-05-25TEV", Some(Modifier::Start)).as_deref(), Some("early evening"));
        assert_eq!(of("2017-05-25T15:00", Some(Modifier::Approx)).as_deref(), Some("about 15:00"));
        let hours = date(None, None, Some("2017-05-25T15:00"), Some("2017-05-25T17:30"));
        assert_eq!(lead(&hours).as_deref(), Some("15:00 to 17:30"));
    }
}

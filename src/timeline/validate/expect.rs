//! Does a timeline say what was expected: events by date and words.

use serde::{Deserialize, Serialize};

use super::super::order::extent;
use super::super::{Event, EventDate, Kind, Status, Timeline, name};
use super::Finding;
use crate::calendar::value::{Bounds, Value, ValueError};
use crate::error::{Error, Result};

/// An event that a timeline should have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// A TIMEX3 value: "2017-05-25", "2017-05", "2017-W21", "2017-05-26T15:00". The event's date must lie within it, so
    /// the value's grain is the exactness asked for.
    pub date: String,
    /// Words of the event's description or trigger, whatever their case and spacing.
    pub contains: String,
    /// The status it must have, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// The kind it must be, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
}

impl Expected {
    /// An event of this date with these words, of any status and kind.
    pub fn new(date: impl Into<String>, contains: impl Into<String>) -> Self {
        Self { date: date.into(), contains: contains.into(), status: None, kind: None }
    }
}

/// Reads a list of expected events: `[{"date": "2017-05-25", "contains": "resumed"}]`. `place` names the file in errors.
///
/// # Errors
///
/// [`Error::Input`] with line and column where the JSON is no such list.
pub fn read_expected(place: &str, json: &str) -> Result<Vec<Expected>> {
    serde_json::from_str(json).map_err(|error| Error::Input {
        place: place.to_owned(),
        what: format!("is no list of expected events: {error}"),
        remedy: r#"write [{"date": "2017-05-25", "contains": "resumed"}], with "status" and "kind" where they matter"#.to_owned(),
    })
}

/// One finding for each expected event that the timeline does not have, telling how near it comes.
///
/// ```
/// use annals::timeline::{Expected, expect, read};
/// # let json = include_str!("../../../tests/fixtures/timelines/ferry.json");
/// let timeline = read(json).unwrap();
/// assert!(expect(&timeline, &[Expected::new("2024-03", "ferries resumed")]).is_empty());
/// let findings = expect(&timeline, &[Expected::new("2024-03-15", "ferries resumed")]);
/// assert_eq!(
///     findings[0].to_string(),
///     "expected \"ferries resumed\" on 2024-03-15: e2 says it on 2024-03-14; \
///      correct the date here or in the timeline [expect-date]"
/// );
/// ```
#[must_use]
pub fn expect(timeline: &Timeline, expected: &[Expected]) -> Vec<Finding> {
    let folded: Vec<Folded<'_>> = timeline.events.iter().chain(&timeline.undated).map(Folded::of).collect();
    expected.iter().filter_map(|expected| missing(timeline, &folded, expected)).collect()
}

/// An event with its words made comparable.
struct Folded<'a> {
    event: &'a Event,
    words: String,
}

impl<'a> Folded<'a> {
    fn of(event: &'a Event) -> Self {
        let trigger = event.trigger.as_ref().map_or("", |trigger| trigger.text.as_str());
        Self { event, words: fold(&format!("{} | {trigger}", event.what)) }
    }
}

fn fold(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

fn missing(timeline: &Timeline, events: &[Folded<'_>], expected: &Expected) -> Option<Finding> {
    let finding = |code, message: String, remedy: &str| {
        let place = format!("expected \"{}\" on {}", expected.contains, expected.date);
        Some(Finding { code, place, message, remedy: remedy.to_owned() })
    };
    let when = match When::parse(&expected.date) {
        Ok(Some(when)) => when,
        Err(error) => return finding("expect-value", error.to_string(), "give a date as annals writes it"),
        Ok(None) => {
            return finding("expect-value", "it is on no calendar".to_owned(), "give a date, not a duration");
        }
    };
    let words = fold(&expected.contains);
    let saying: Vec<&Event> =
        events.iter().filter(|folded| folded.words.contains(&words)).map(|folded| folded.event).collect();
    if saying.is_empty() {
        return finding(
            "expect-words",
            "no event says so".to_owned(),
            "look in the summary for the words it uses",
        );
    }
    let then: Vec<&Event> = saying.iter().copied().filter(|event| when.holds(timeline, event)).collect();
    if then.is_empty() {
        let when = list(&saying, |event| event.date.as_ref().map_or_else(|| "no date".to_owned(), told));
        return finding("expect-date", when, "correct the date here or in the timeline");
    }
    let right = |event: &&Event| {
        expected.status.is_none_or(|status| status == event.status)
            && expected.kind.is_none_or(|kind| kind == event.kind)
    };
    if then.iter().any(right) {
        return None;
    }
    let what = |event: &Event| format!("{} {}", name(&event.status), name(&event.kind));
    let found: Vec<String> = then.iter().map(|event| format!("{} is {}", event.id, what(event))).collect();
    finding("expect-status", found.join(", "), "correct status or kind here or in the timeline")
}

fn list(events: &[&Event], tell: impl Fn(&Event) -> String) -> String {
    let told: Vec<String> =
        events.iter().map(|event| format!("{} says it on {}", event.id, tell(event))).collect();
    told.join(", ")
}

fn told(date: &EventDate) -> String {
    match (&date.value, &date.start, &date.end) {
        (Some(value), ..) => value.clone(),
        (None, start, end) => {
            format!("{}/{}", start.as_deref().unwrap_or(".."), end.as_deref().unwrap_or(".."))
        }
    }
}

/// When something is expected.
enum When {
    /// Within these bounds: a value, or a span `A/B` from A to B.
    Within(Bounds),
    /// An open value, as of a set: XXXX-WXX-3 is every Wednesday.
    Open(String),
}

impl When {
    /// `None` for what is no date.
    fn parse(date: &str) -> std::result::Result<Option<Self>, ValueError> {
        let (from, to) = date.split_once('/').unwrap_or((date, date));
        let (from, to) = (Value::parse(from)?, Value::parse(to)?);
        if let Value::Open(open) = from {
            return Ok(Some(Self::Open(open)));
        }
        let bounds = from.bounds(None).zip(to.bounds(None));
        Ok(bounds.map(|(from, to)| Self::Within(Bounds { start: from.start, end: to.end })))
    }

    /// Whether the event's date lies within the bounds (of an open date the known end); or whether an expression that
    /// dates the event has the open value.
    fn holds(&self, timeline: &Timeline, event: &Event) -> bool {
        match self {
            Self::Within(bounds) => {
                event.date.as_ref().and_then(extent).is_some_and(|extent| bounds.covers(&extent))
            }
            Self::Open(open) => {
                let dates =
                    |id: &String| timeline.expressions.iter().any(|e| e.id == *id && e.value == *open);
                event.expressions.iter().any(dates)
            }
        }
    }
}

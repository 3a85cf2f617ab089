//! An article that has been read in, the contradictions of its own dates out.
//!
//! What is found here is the article's fault or the reader's guess, never an error of the run: a weekday that does not
//! fit its date, a day that no calendar has, a range that ends before it begins, a caption later than the publication,
//! something told in the past tense that lies after it.

use chrono::{Datelike, NaiveDate};

use crate::article::Zone;
use crate::calendar::Point;
use crate::calendar::value::Value;
use crate::events;
use crate::extract::Extracted;
use crate::timeline::{Severity, Status, Tense};
use crate::timex::RangeEnd;
use crate::timex::meaning::{Fields, Meaning, Target};

/// One contradiction, at bytes of the article's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// How grave.
    pub severity: Severity,
    /// A stable name: weekday-mismatch, no-such-day, range-reversed, caption-after-publication, past-after-publication,
    /// no-anchor.
    pub code: &'static str,
    /// One line for people.
    pub message: String,
    /// Index of the expression in [`crate::Analysis::timexes`], where it has a value.
    pub timex: Option<usize>,
    /// Index of the event in [`events::Reading::events`].
    pub event: Option<usize>,
}

/// All contradictions of an article, in the order of the text.
pub(crate) fn check(read: &Extracted) -> Vec<Contradiction> {
    let mut found = Vec::new();
    let published = read.article.published.as_ref().map(|p| p.stamp.date);
    impossible_days(read, &mut found);
    for index in 0..read.analysis.timexes.len() {
        weekday(read, index, &mut found);
        range(read, index, &mut found);
        if let Some(published) = published {
            caption(read, index, published, &mut found);
        }
    }
    match published {
        Some(published) => past_events(read, published, &mut found),
        None => no_anchor(read, &mut found),
    }
    found.sort_by_key(|c| (c.start, c.end));
    found
}

fn at_timex(
    read: &Extracted,
    index: usize,
    severity: Severity,
    code: &'static str,
    message: String,
) -> Contradiction {
    let timex = &read.analysis.timexes[index];
    Contradiction {
        start: timex.start,
        end: timex.end,
        severity,
        code,
        message,
        timex: Some(index),
        event: None,
    }
}

/// The text of an expression, on one line.
fn quoted(read: &Extracted, start: usize, end: usize) -> String {
    read.article.text.get(start..end).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Expressions that name a day which their month does not have.
fn impossible_days(read: &Extracted, found: &mut Vec<Contradiction>) {
    for e in read.analysis.expressions() {
        let Some(f) = fields(&e.meaning) else { continue };
        let (Some(month), Some(day)) = (f.month, f.day) else { continue };
        if f.numeric && (month <= 12 || day <= 12) && !f.year.is_some_and(|y| both_orders_fail(y, month, day))
        {
            continue;
        }
        let year = f.year.filter(|_| !f.short_year);
        // Without a year 29 February may exist.
        let exists =
            NaiveDate::from_ymd_opt(year.unwrap_or(2024), u32::from(month), u32::from(day)).is_some();
        if exists && !f.numeric {
            continue;
        }
        let message = format!("\"{}\": {}", quoted(read, e.start, e.end), why_not(year, month, day));
        found.push(Contradiction {
            start: e.start,
            end: e.end,
            severity: Severity::Error,
            code: "no-such-day",
            message,
            timex: None,
            event: None,
        });
    }
}

fn both_orders_fail(year: i32, a: u8, b: u8) -> bool {
    let day = |m: u8, d: u8| NaiveDate::from_ymd_opt(year, u32::from(m), u32::from(d));
    day(a, b).is_none() && day(b, a).is_none()
}

fn why_not(year: Option<i32>, month: u8, day: u8) -> String {
    let name = NaiveDate::from_ymd_opt(2000, u32::from(month), 1).map(|d| d.format("%B").to_string());
    match (name, year) {
        (Some(name), Some(year)) => format!("{name} {year} has no day {day}"),
        (Some(name), None) => format!("{name} has no day {day}"),
        (None, _) => format!("neither {month} nor {day} can be the month"),
    }
}

/// The fields that an expression states, under what is said around them.
fn fields(meaning: &Meaning) -> Option<&Fields> {
    match meaning {
        Meaning::Fields(f) | Meaning::Rel(_, Target::Fields(f)) | Meaning::Nearest(_, Target::Fields(f)) => {
            Some(f)
        }
        Meaning::Mod(_, inner) | Meaning::At(inner, _) => fields(inner),
        _ => None,
    }
}

/// "Thursday, May 26, 2017", which was a Friday.
fn weekday(read: &Extracted, index: usize, found: &mut Vec<Contradiction>) {
    let timex = &read.analysis.timexes[index];
    let Some(expression) = read.analysis.expression(timex) else { return };
    let Some(f) = fields(&expression.meaning) else { return };
    let (Some(said), Some(Point::Day(day))) = (f.weekday, timex.resolved.point) else { return };
    if f.day.is_none() || day.weekday().number_from_monday() == u32::from(said) {
        return;
    }
    let message = format!(
        "\"{}\": {} was a {}",
        quoted(read, timex.start, timex.end),
        day.format("%-d %B %Y"),
        day.format("%A")
    );
    found.push(at_timex(read, index, Severity::Warning, "weekday-mismatch", message));
}

/// A range that ends before it begins.
fn range(read: &Extracted, index: usize, found: &mut Vec<Contradiction>) {
    let timex = &read.analysis.timexes[index];
    let Some(next) = read.analysis.timexes.get(index + 1) else { return };
    if timex.range != Some(RangeEnd::Start) || next.range != Some(RangeEnd::End) {
        return;
    }
    let bounds = |v: &str| Value::parse(v).ok().and_then(|v| v.bounds(None));
    let (Some(from), Some(to)) = (bounds(&timex.resolved.value), bounds(&next.resolved.value)) else {
        return;
    };
    if to.end <= from.start {
        let message = format!(
            "\"{}\": ends ({}) before it begins ({})",
            quoted(read, timex.start, next.end),
            next.resolved.value,
            timex.resolved.value
        );
        let mut one = at_timex(read, index, Severity::Warning, "range-reversed", message);
        one.end = next.end;
        found.push(one);
    }
}

/// A photo that was taken after the article came out. A day's grace covers newsrooms in other zones.
fn caption(read: &Extracted, index: usize, published: NaiveDate, found: &mut Vec<Contradiction>) {
    let timex = &read.analysis.timexes[index];
    if read.analysis.places[timex.sentence as usize].zone != Zone::Caption {
        return;
    }
    if let Some(Point::Day(day)) = timex.resolved.point
        && (day - published).num_days() > 1
    {
        let message = format!(
            "\"{}\": the caption's date {day} is later than the publication on {published}",
            quoted(read, timex.start, timex.end)
        );
        found.push(at_timex(read, index, Severity::Warning, "caption-after-publication", message));
    }
}

/// Told as past, dated after the publication.
fn past_events(read: &Extracted, published: NaiveDate, found: &mut Vec<Contradiction>) {
    for (index, event) in read.reading.events.iter().enumerate() {
        let (Some(dating), Status::Occurred, Some(Tense::Past)) = (&event.date, event.status, event.tense)
        else {
            continue;
        };
        let Some(start) = starts(dating) else { continue };
        if (start - published).num_days() > 1 {
            let message = format!(
                "\"{}\" is told as past, but dated {start}, after the publication on {published}",
                event.what
            );
            found.push(Contradiction {
                start: event.trigger.start,
                end: event.trigger.end,
                severity: Severity::Warning,
                code: "past-after-publication",
                message,
                timex: dating.timex,
                event: Some(index),
            });
        }
    }
}

fn starts(dating: &events::Dating) -> Option<NaiveDate> {
    let bounds = Value::parse(&dating.value).ok()?.bounds(None)?;
    (dating.relation == events::Relation::On).then(|| bounds.start.date())
}

/// Values were left open for want of a publication date.
fn no_anchor(read: &Extracted, found: &mut Vec<Contradiction>) {
    let open = read.analysis.timexes.iter().filter(|t| t.resolved.value.starts_with("XXXX")).count();
    if open > 0 {
        found.push(Contradiction {
            start: 0,
            end: 0,
            severity: Severity::Info,
            code: "no-anchor",
            message: format!(
                "no publication date was found, so {open} of {} expressions stay open; give --published",
                read.analysis.timexes.len()
            ),
            timex: None,
            event: None,
        });
    }
}

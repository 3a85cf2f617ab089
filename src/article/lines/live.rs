//! The entries of a live blog in plain text: lines that are nothing but a clock, or a date with a clock, stamp what
//! follows them.

use chrono::{Days, NaiveDate, NaiveTime};

use super::{Line, begins_with_any};
use crate::article::data::english;
use crate::article::published;
use crate::article::{Stamp, Zone, text_key};

/// Longest line that is looked at, in bytes.
const MAX_LINE: usize = 60;

/// What a line is, if it is a mark of time.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Mark {
    Day(NaiveDate),
    Clock(NaiveTime, Option<i32>),
    Both(Stamp),
}

/// Stamps the entries of a live blog; leaves other texts alone. `published` tells the day where no line does.
pub(in crate::article) fn stamp(
    text: &str,
    lines: &mut [Line],
    title: Option<&str>,
    published: Option<Stamp>,
) {
    let marks: Vec<(usize, Mark)> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| {
            line.stamp.is_none() && !matches!(line.zone, Zone::Boilerplate | Zone::Headline | Zone::Caption)
        })
        .filter_map(|(at, line)| mark(line.text(text)).map(|mark| (at, mark)))
        .collect();
    let clocks = marks.iter().filter(|(_, mark)| matches!(mark, Mark::Clock(..))).count();
    let days = marks.iter().filter(|(_, mark)| matches!(mark, Mark::Day(_))).count();
    let both = marks.iter().filter(|(_, mark)| matches!(mark, Mark::Both(_))).count();
    let announced = title.is_some_and(announces_live);
    let live =
        clocks >= 3 || (clocks >= 2 && (days > 0 || announced)) || (both >= 2 && (announced || both >= 4));
    if !live {
        return;
    }
    let stamps = stamps(&marks, published);
    let mut marks = marks.iter().zip(stamps).peekable();
    let mut current = None;
    for (at, line) in lines.iter_mut().enumerate() {
        if let Some((_, stamp)) = marks.next_if(|((place, _), _)| *place == at) {
            current = stamp;
            line.settle(Zone::Byline);
        }
        if line.zone != Zone::Boilerplate {
            line.stamp = line.stamp.or(current);
        }
    }
}

fn announces_live(title: &str) -> bool {
    let title = format!(" {} ", text_key(title));
    english().lists.live_titles.iter().any(|word| title.contains(&format!(" {word} ")))
}

/// Reads a line that is nothing but a mark of time.
fn mark(line: &str) -> Option<Mark> {
    if line.len() > MAX_LINE {
        return None;
    }
    let line = line.trim_matches(|c: char| !(c.is_alphanumeric() || c == '.'));
    let rest = begins_with_any(line, &english().lists.live_prefixes)
        .map_or(line, |end| line[end..].trim_start_matches([' ', ':']));
    if let Some((time, offset)) = published::clock_alone(rest) {
        return Some(Mark::Clock(time, offset));
    }
    let date = published::find(rest).into_iter().next()?;
    let around = [&rest[..date.start], &rest[date.end..]];
    let alone = around.iter().flat_map(|part| part.split(|c: char| !c.is_alphanumeric())).all(|word| {
        word.is_empty() || crate::article::data::page().weekdays.contains_key(word.to_lowercase().as_str())
    });
    match (alone, date.stamp.time) {
        (false, _) => None,
        (true, None) => Some(Mark::Day(date.stamp.date)),
        (true, Some(_)) => Some(Mark::Both(date.stamp)),
    }
}

/// The stamp that each mark gives to the lines after it. A day alone gives none: its entries have their clocks.
fn stamps(marks: &[(usize, Mark)], published: Option<Stamp>) -> Vec<Option<Stamp>> {
    let days = days_of_clocks(marks, published.map(|stamp| stamp.date));
    let mut days = days.into_iter();
    marks
        .iter()
        .map(|(_, mark)| match mark {
            Mark::Day(_) => None,
            Mark::Both(stamp) => Some(*stamp),
            Mark::Clock(time, offset) => {
                days.next().flatten().map(|date| Stamp { date, time: Some(*time), offset: *offset })
            }
        })
        .collect()
}

/// The day of each clock: that of the day line above it, else counted from the day of publication, which is that of the
/// oldest entry, a day further wherever the clock passes midnight.
fn days_of_clocks(marks: &[(usize, Mark)], published: Option<NaiveDate>) -> Vec<Option<NaiveDate>> {
    let mut day = None;
    let mut told = Vec::new();
    let mut times = Vec::new();
    for (_, mark) in marks {
        match mark {
            Mark::Day(date) => day = Some(*date),
            Mark::Both(stamp) => day = Some(stamp.date),
            Mark::Clock(time, _) => {
                told.push(day);
                times.push(*time);
            }
        }
    }
    if told.iter().all(Option::is_some) {
        return told;
    }
    let newest_first = span(times.iter().rev()) < span(times.iter());
    let mut passed = 0;
    let mut nights: Vec<u64> = Vec::new();
    for (at, time) in times.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| times[before]);
        if before.is_some_and(|before| if newest_first { *time > before } else { *time < before }) {
            passed += 1;
        }
        nights.push(passed);
    }
    let count = |nights: &u64| if newest_first { passed - nights } else { *nights };
    let counted =
        nights.iter().map(|nights| published.and_then(|day| day.checked_add_days(Days::new(count(nights)))));
    told.iter().zip(counted).map(|(told, counted)| told.or(counted)).collect()
}

/// The hours that clocks take if each comes after the one before, in seconds.
fn span<'t>(times: impl Iterator<Item = &'t NaiveTime> + Clone) -> i64 {
    let steps = times.clone().zip(times.skip(1));
    steps.map(|(time, next)| (*next - *time).num_seconds().rem_euclid(24 * 3600)).sum()
}

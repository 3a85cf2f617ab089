//! A time axis of one line: events come in, marks on a line of the given width go out.
//!
//! Days that stand far from all others would press these into one column; they are cut off and counted at the end of
//! the line instead.

use chrono::{Datelike, NaiveDate};

use super::date::ends;
use crate::calendar::value::Precision;
use crate::timeline::display::year;
use crate::timeline::{Event, Kind, Status};

/// What the marks mean, in the order in which one covers another.
const SIGNS: [(char, &str); 4] =
    [('━', "some time within"), ('○', "planned, denied or uncertain"), ('◆', "photo"), ('●', "took place")];

/// More years than this between the ends, and the ends are labelled with the year alone.
const YEARS: i32 = 4;

struct Mark {
    first: NaiveDate,
    last: NaiveDate,
    sign: char,
}

/// An axis, and what the marks on it mean.
pub(super) struct Axis {
    pub(super) line: String,
    pub(super) legend: Vec<String>,
}

/// The axis, or nothing where there is nothing to compare: fewer than two days.
pub(super) fn axis(events: &[Event], width: usize) -> Option<Axis> {
    let mut marks: Vec<Mark> = events.iter().filter_map(mark).collect();
    marks.sort_by_key(|mark| (mark.first, mark.last));
    let (earlier, later) = cut(&mut marks);
    let first = marks.iter().map(|mark| mark.first).min()?;
    let last = marks.iter().map(|mark| mark.last).max()?;
    let label = |day: NaiveDate| match last.year() - first.year() > YEARS || first.year() < 1 {
        true => year(day.year()),
        false => day.to_string(),
    };
    let left = if earlier > 0 { format!("‹ {earlier} earlier  {}", label(first)) } else { label(first) };
    let right = if later > 0 { format!("{}  {later} later ›", label(last)) } else { label(last) };
    let cells =
        width.checked_sub(left.chars().count() + right.chars().count() + 4).filter(|cells| *cells >= 10)?;
    let line = line(&marks, first, last, cells);
    let legend = SIGNS.iter().rev().filter(|(sign, _)| line.contains(*sign));
    let legend = legend.map(|(sign, meaning)| format!("{sign} {meaning}")).collect();
    (first < last).then(|| Axis { line: format!("{left} ┝{line}┥ {right}"), legend })
}

fn mark(event: &Event) -> Option<Mark> {
    let date = event.date.as_ref()?;
    let (start, end) = ends(date);
    let first = start.or(end)?.day();
    let last = end.or(start)?.day();
    let happened = matches!(event.status, Status::Occurred | Status::Ongoing);
    let sign = match (date.precision, event.kind) {
        _ if date.precision > Precision::Day || first != last => '━',
        (_, Kind::Photo) => '◆',
        _ if happened => '●',
        _ => '○',
    };
    Some(Mark { first, last: last.max(first), sign })
}

/// Takes off what lies beyond a gap of more than five sixths of the whole, on the side with fewer events; how many were
/// taken off before and after.
fn cut(marks: &mut Vec<Mark>) -> (usize, usize) {
    let (mut earlier, mut later) = (0, 0);
    while marks.len() > 3 {
        let days: Vec<i32> = marks.iter().map(|mark| mark.first.num_days_from_ce()).collect();
        let whole = days.last().zip(days.first()).map_or(0, |(last, first)| last - first);
        let gaps = days.windows(2).filter_map(|pair| Some(pair.last()? - pair.first()?)).enumerate();
        let Some((at, gap)) = gaps.max_by_key(|&(at, gap)| (gap, std::cmp::Reverse(at))) else { break };
        if i64::from(gap) * 6 <= i64::from(whole) * 5 {
            break;
        }
        if at < marks.len() / 2 {
            marks.drain(..=at);
            earlier += at + 1;
        } else {
            later += marks.len() - at - 1;
            marks.truncate(at + 1);
        }
    }
    (earlier, later)
}

/// Spans lie under points, and what took place over what did not.
fn line(marks: &[Mark], first: NaiveDate, last: NaiveDate, cells: usize) -> String {
    let whole = (last - first).num_days().max(1);
    let steps = i64::try_from(cells.saturating_sub(1)).unwrap_or(0);
    let cell = |day: NaiveDate| usize::try_from((day - first).num_days() * steps / whole).unwrap_or(0);
    let mut line = vec!['─'; cells];
    for (sign, _) in SIGNS {
        for mark in marks.iter().filter(|mark| mark.sign == sign) {
            if let Some(covered) = line.get_mut(cell(mark.first)..=cell(mark.last.min(last))) {
                covered.fill(sign);
            }
        }
    }
    line.into_iter().collect()
}

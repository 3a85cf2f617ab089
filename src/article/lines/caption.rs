//! Captions among the lines of a text, and what their dates say about the day of publication.
//!
//! A caption by the custom of the agencies is a sentence in the present tense that ends in the full date of the picture.
//! Others give themselves away by their beginning ("FILE -", "In this photo") or by naming whose picture it is.

use chrono::{Datelike, NaiveDate};

use super::{Line, begins_with_any, holds_any};
use crate::article::Zone;
use crate::article::data::{English, english, page};
use crate::article::published::{self, Signal};

/// Longest caption, in bytes.
const MAX_CAPTION: usize = 600;

/// Settles the lines that are captions.
pub(super) fn settle(text: &str, lines: &mut [Line]) {
    let english = english();
    for line in lines.iter_mut().filter(|line| line.open()) {
        if is_caption(line.text(text), english) {
            line.settle(Zone::Caption);
        }
    }
}

fn is_caption(line: &str, english: &English) -> bool {
    if line.len() > MAX_CAPTION || line.len() < 12 {
        return false;
    }
    if begins_with_any(line, &english.lists.file_photos).is_some()
        || begins_with_any(line, &english.lists.caption_starts).is_some()
    {
        return true;
    }
    let lower = line.to_lowercase();
    let dates = published::find(line);
    let Some(date) = dates.last() else {
        return credited(&lower, english) && tense(line, english) != Tense::Past;
    };
    let rest = line[date.end..].trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ')' | ']'));
    let at_end = rest.is_empty() || credited(&rest.to_lowercase(), english);
    // "..., in Rome, May 3, 2016." ends a caption; "... opened on May 3, 2016." a sentence of the body.
    let before = line[..date.start].trim_end();
    let set_off = before.ends_with([',', '(', '-', '–', '—', '|']);
    at_end && set_off && matches!(tense(before, english), Tense::Present | Tense::None)
}

/// Whether a line, in lower case, names in its last words whose picture it is.
fn credited(lower: &str, english: &English) -> bool {
    let tail = &lower[lower.floor_char_boundary(lower.len().saturating_sub(80))..];
    holds_any(tail, &english.lists.credits)
}

/// What the first verb of a sentence shows, as far as word lists can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tense {
    Present,
    Past,
    /// There may be a past tense: words in -ed.
    Unclear,
    /// Nothing looks like a past tense.
    None,
}

fn tense(sentence: &str, english: &English) -> Tense {
    let mut tense = Tense::None;
    for word in sentence.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’')) {
        if english.caption_verbs.contains(word) {
            return Tense::Present;
        }
        if english.past_words.contains(word) {
            return Tense::Past;
        }
        if word.len() > 4 && word.ends_with("ed") && word.starts_with(char::is_lowercase) {
            tense = Tense::Unclear;
        }
    }
    tense
}

/// Whether a caption is that of a picture out of the archive.
pub(super) fn is_file(caption: &str, english: &English) -> bool {
    begins_with_any(caption, &english.lists.file_photos).is_some()
        || holds_any(&caption.to_lowercase(), &english.lists.file_marks)
}

/// What the captions say about the day of publication: not before the newest picture, and the weekdays that the body
/// speaks of have just been.
pub(super) fn date(text: &str, lines: &[Line], signals: &mut Vec<Signal>) {
    let english = english();
    let captions = lines.iter().filter(|line| line.zone == Zone::Caption).map(|line| line.text(text));
    let newest = captions
        .filter(|caption| caption.len() <= 2 * MAX_CAPTION && !is_file(caption, english))
        .flat_map(published::find)
        .filter(|date| date.weekday.is_none_or(|weekday| weekday == date.stamp.date.weekday()))
        .map(|date| date.stamp.date)
        .max();
    let Some(newest) = newest else { return };
    let (day, trust) = checked(newest, &past_weekdays(text, lines, english));
    signals.push(Signal::of_day(day, "caption", trust));
}

/// How often the body speaks of each weekday as past, Monday first.
fn past_weekdays(text: &str, lines: &[Line], english: &English) -> [usize; 7] {
    let tables = page();
    let mut counts = [0; 7];
    let bodies = lines.iter().filter(|line| line.zone == Zone::Body);
    for sentence in bodies.flat_map(|line| line.text(text).split(['.', '!', '?'])) {
        let words = || sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let mut ahead = false;
        let mut before_that = "";
        for (before, word) in std::iter::once("").chain(words()).zip(words()) {
            ahead |= english.future_words.contains(word);
            let infinitive = std::mem::replace(&mut before_that, before) == "to";
            let weekday = tables.weekdays.get(word.to_ascii_lowercase().as_str());
            if let Some(weekday) = weekday.filter(|_| word.len() >= 6 && word.starts_with(char::is_uppercase))
                && !ahead
                && !infinitive
                && !english.not_past.contains(before)
            {
                counts[weekday.num_days_from_monday() as usize] += 1;
            }
        }
    }
    counts
}

/// The day of publication that fits a caption's date and the weekdays of the body, and how sure that is. News speaks of
/// its own day and the day before: if the weekday spoken of most lies four days back or more, it rather is one that
/// came after the picture.
fn checked(newest: NaiveDate, weekdays: &[usize; 7]) -> (NaiveDate, f32) {
    let weekday = newest.weekday().num_days_from_monday() as usize;
    let count = |back: &usize| weekdays[(7 + weekday - back) % 7];
    // Of equally many the latest.
    let main = (0..7).rev().max_by_key(count).filter(|back| count(back) > 0);
    let Some(back) = main else { return (newest, 0.45) };
    match back {
        0..=1 => (newest, 0.6),
        2..=3 => (newest, 0.5),
        _ => {
            let later = newest.checked_add_days(chrono::Days::new(7 - back as u64));
            (later.unwrap_or(newest), 0.35)
        }
    }
}

//! The dateline at the head of the first paragraph, cut off from it: "PARIS, April 20 (Reuters) -".

use super::{Line, words};
use crate::article::Zone;
use crate::article::data::{English, english, page};
use crate::article::published::{self, Signal};

/// Longest dateline, in bytes.
const MAX_DATELINE: usize = 110;
/// A dateline stands at the head of one of the first paragraphs.
const MAX_PARAGRAPHS: usize = 4;
/// What stands between a dateline and the text: the wires' old "_" is a dash too.
const DASHES: [char; 4] = ['-', '–', '—', '_'];

/// Settles a dateline that has a line of its own, as "LONDON (AP) -" above the first paragraph: its agency would else pass
/// for the credit of a picture.
pub(super) fn settle_alone(text: &str, lines: &mut [Line], signals: &mut Vec<Signal>) {
    let english = english();
    let alone = |line: &&mut Line| {
        let words = line.text(text).trim();
        let head = words.trim_end_matches(|c: char| c.is_whitespace() || DASHES.contains(&c));
        line.open()
            && words.len() <= MAX_DATELINE
            && head.ends_with([')', '/', ']'])
            && is_place(head, english)
    };
    if let Some(line) = lines.iter_mut().take(MAX_PARAGRAPHS).find(alone) {
        line.settle(Zone::Dateline);
        signals.extend(signal(line.text(text)));
    }
}

/// Cuts the dateline off the first paragraph that has one, and collects its date.
pub(super) fn settle(text: &str, lines: &mut Vec<Line>, signals: &mut Vec<Signal>) {
    let english = english();
    let paragraphs = lines.iter().enumerate().filter(|(_, line)| line.open() && words(line.text(text)) >= 6);
    let found = paragraphs
        .take(MAX_PARAGRAPHS)
        .find_map(|(at, line)| read(line.text(text), english).map(|dateline| (at, dateline)));
    let Some((at, dateline)) = found else { return };
    let paragraph = &mut lines[at];
    let mut head = Line::new(paragraph.start..paragraph.start + dateline.end, paragraph.gap);
    head.settle(Zone::Dateline);
    head.stamp = paragraph.stamp;
    paragraph.start += dateline.rest;
    paragraph.gap = false;
    let words = head.text(text).to_owned();
    lines.insert(at, head);
    signals.extend(signal(&words));
}

/// Where a dateline ends and where the paragraph goes on after its dash.
struct Dateline {
    end: usize,
    rest: usize,
}

fn read(paragraph: &str, english: &English) -> Option<Dateline> {
    let head = &paragraph[..paragraph.floor_char_boundary(MAX_DATELINE)];
    let mut from = 0;
    // The place's own name may hold a hyphen; the dash stands between spaces, or is a long one.
    while let Some(found) = head[from..].find(DASHES) {
        let at = from + found;
        let dash = head[at..].chars().next().map_or(1, char::len_utf8);
        let mut end = at + dash;
        while head[end..].starts_with(DASHES) {
            end += head[end..].chars().next().map_or(1, char::len_utf8);
        }
        let spaced = head[..at].ends_with(char::is_whitespace) || head[..at].ends_with([')', '/']);
        if spaced || head[at..].starts_with('—') || end > at + dash {
            let place = head[..at].trim_end();
            let rest = end + (paragraph[end..].len() - paragraph[end..].trim_start().len());
            let goes_on = paragraph[rest..].starts_with(|c: char| {
                c.is_uppercase() || c.is_numeric() || matches!(c, '"' | '“' | '‘' | '\'')
            });
            return (goes_on && is_place(place, english)).then_some(Dateline { end, rest });
        }
        from = end;
    }
    without_dash(paragraph, head, english)
}

/// "ROME (AP) The government ...": the dash was lost on the way, or came out as another sign; a listed agency stands for it.
fn without_dash(paragraph: &str, head: &str, english: &English) -> Option<Dateline> {
    let end = head.find(')')? + 1;
    let agency = head[..end].rsplit_once('(')?.1.trim_end_matches(')').trim().to_lowercase();
    let after = &paragraph[end..];
    let text = after.trim_start();
    // A sign with white space on both sides is what became of the dash; one before a word opens a quotation.
    let spaced = |rest: &&str| rest.starts_with(char::is_whitespace);
    let text = text.strip_prefix(['"', '”', '?']).filter(spaced).map_or(text, str::trim_start);
    let rest = paragraph.len() - text.len();
    let fits = english.agencies.contains(agency.as_str())
        && after.starts_with(char::is_whitespace)
        && text.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“'))
        && is_place(&head[..end], english);
    fits.then_some(Dateline { end, rest })
}

/// Whether the words before the dash are place, date and agency.
fn is_place(head: &str, english: &English) -> bool {
    let (places, agency) = without_agency(head, english);
    if places.is_empty() {
        return agency;
    }
    let tables = page();
    let mut first = true;
    for segment in places.split(',').map(str::trim).filter(|segment| !segment.is_empty()) {
        let upper = |word: &str| word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        let mut words = segment.split_whitespace();
        let known = |word: &str| {
            let bare = word.trim_end_matches('.').to_lowercase();
            tables.months.contains_key(bare.as_str())
                || tables.weekdays.contains_key(bare.as_str())
                || bare.bytes().all(|b| b.is_ascii_digit())
        };
        let dated = words.clone().all(known);
        if first {
            let shouted =
                words.clone().all(upper) && segment.chars().filter(|c| c.is_alphabetic()).count() >= 3;
            let named = agency && words.clone().all(|word| word.starts_with(char::is_uppercase));
            let stopped = segment
                .split_whitespace()
                .any(|word| english.not_places.contains(word.to_lowercase().as_str()));
            if !(shouted || named) || stopped || dated || words.clone().count() > 5 {
                return false;
            }
            first = false;
        } else if !dated
            && (words.clone().count() > 4
                || !words.all(|word| {
                    word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                        || matches!(word, "and" | "of" | "the")
                }))
        {
            return false;
        }
    }
    !first
}

/// Takes the agency in brackets or slashes from the end: "(Reuters)", "/PRNewswire/".
fn without_agency<'h>(head: &'h str, english: &English) -> (&'h str, bool) {
    for (open, close) in [('(', ')'), ('/', '/'), ('[', ']')] {
        if let Some(inner) = head.strip_suffix(close)
            && let Some(at) = inner.rfind(open)
        {
            let name = inner[at + open.len_utf8()..].trim();
            let listed = english.agencies.contains(name.to_lowercase().as_str());
            let short = words(name) <= 4 && name.starts_with(char::is_uppercase);
            if listed || (short && at > 0) {
                return (inner[..at].trim_end().trim_end_matches(','), true);
            }
        }
    }
    (head, false)
}

/// The date in a dateline: in full, or without its year, which the other signals then tell.
fn signal(dateline: &str) -> Option<Signal> {
    if let Some(date) = published::find(dateline).first() {
        return Some(Signal::new(*date, "dateline", 0.78));
    }
    published::find_without_year(dateline)
        .map(|(month, day)| Signal::without_year(month, day, "dateline", 0.72))
}

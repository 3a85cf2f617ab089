//! Lines that are no part of the article: those listed in `boilerplate.txt`, pointers to something else ("Watch: ...")
//! with the title of what they point at, and lines that say again what was said.

use rustc_hash::FxHashMap;

use super::{Line, begins_with_any, words};
use crate::article::data::{English, english};
use crate::article::{SiteLines, Zone, text_key};

/// Longest line that is looked up or matched.
const MAX_LINE: usize = 240;
/// Shortest line, in letters, whose repetition somewhere else in the article is no accident.
const MIN_REPEAT: usize = 40;

/// Settles the lines that are listed, those of the user's site, and the pointers.
pub(super) fn settle(text: &str, lines: &mut [Line], site: &SiteLines) {
    let english = english();
    // What the pointer on the line before pointed at.
    let mut pointed: Option<String> = None;
    // Below a heading like "Most read".
    let mut among_neighbours = false;
    for line in lines.iter_mut().filter(|line| line.open()) {
        let words = line.text(text);
        let heads = is_neighbours(words, english);
        among_neighbours = heads || (among_neighbours && is_title(words));
        if among_neighbours || is_listed(words, english) || site.holds(words) {
            line.settle(Zone::Boilerplate);
            continue;
        }
        let key = text_key(words);
        if pointed.as_deref() == Some(key.as_str()) {
            line.settle(Zone::Boilerplate);
        } else if let Some(target) = pointer(words, english) {
            line.settle(Zone::Boilerplate);
            pointed = Some(text_key(target));
            continue;
        }
        pointed = None;
    }
}

fn is_listed(line: &str, english: &English) -> bool {
    if line.len() > MAX_LINE {
        return false;
    }
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '.' | ':' | '»' | '›' | '«' | '>' | '|' | '•' | '+' | '▼' | '▲' | '…')
    });
    english.boilerplate.contains(bare)
        || english.boilerplate.contains(lower.as_str())
        || english.shapes.iter().any(|shape| shape.matches(&lower))
}

/// Whether a line is the heading of a list of other articles.
fn is_neighbours(line: &str, english: &English) -> bool {
    let bare = line.trim_end_matches([' ', ':', '»', '›']);
    line.len() <= 40 && begins_with_any(bare, &english.lists.neighbours) == Some(bare.len())
}

/// Whether a line could be the title of another article: short, without a full stop, and no mark of time.
fn is_title(line: &str) -> bool {
    let count = words(line);
    (2..=20).contains(&count) && !super::ends_sentence(line) && !line.ends_with(':') && line.len() <= MAX_LINE
}

/// What a line like "Watch: Crews Clear the Road" or "READ MORE - Crews clear the road" points at.
fn pointer<'l>(line: &'l str, english: &English) -> Option<&'l str> {
    if words(line) > english.lists.promo_max_words {
        return None;
    }
    let rest = &line[begins_with_any(line, &english.lists.promos)?..];
    let target = rest.trim_start().strip_prefix([':', '|', '»', '>', '–', '—', '-'])?.trim_start();
    let ends_as_sentence = target.ends_with('.') && words(target) > 8;
    (!ends_as_sentence
        && target
            .starts_with(|c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '"' | '“' | '‘' | '\'')))
    .then_some(target)
}

/// Settles lines that are an earlier line again: the title of a player, a caption given under the lead picture and once
/// more in the body. The first of them stays.
pub(super) fn settle_repeats(text: &str, lines: &mut [Line]) {
    let mut seen: FxHashMap<String, (usize, Zone)> = FxHashMap::default();
    for (at, line) in lines.iter_mut().enumerate() {
        if line.zone == Zone::Boilerplate || line.end - line.start > 2000 || line.stamp.is_some() {
            continue;
        }
        let key = text_key(line.text(text));
        match seen.get(&key) {
            Some((before, zone)) => {
                let near = at - before <= 2;
                let said_once = matches!(zone, Zone::Caption | Zone::Headline);
                if key.len() >= MIN_REPEAT || ((near || said_once) && key.contains(' ')) {
                    line.settle(Zone::Boilerplate);
                }
            }
            None => {
                seen.insert(key, (at, line.zone));
            }
        }
    }
}

//! The headline among the lines of a text.
//!
//! It stands before the running text, has more words than a menu entry and no full stop. Short lines above it are what
//! is left of the page's menus.

use super::{Line, ends_sentence, words};
use crate::article::{Zone, text_key};

/// Most words of a headline.
const MAX_WORDS: usize = 40;
/// With fewer words a line above the headline may be a menu entry or the name of a section.
const MIN_WORDS: usize = 4;

/// Settles the headline, if there is one, and the lines above it; gives its text. `title` is the headline where it is
/// known from elsewhere.
pub(super) fn settle(text: &str, lines: &mut [Line], title: Option<&str>) -> Option<String> {
    let at = match title {
        Some(title) => given(text, lines, title)?,
        None => guessed(text, lines)?,
    };
    let menu = |line: &&mut Line| line.open() && words(line.text(text)) < MIN_WORDS;
    lines[..at].iter_mut().filter(menu).for_each(|line| line.settle(Zone::Boilerplate));
    lines[at].settle(Zone::Headline);
    Some(lines[at].text(text).to_owned())
}

/// The line that says the known title.
fn given(text: &str, lines: &[Line], title: &str) -> Option<usize> {
    let title = text_key(title);
    lines.iter().take(50).position(|line| {
        let key = text_key(&line.text(text)[..line.text(text).floor_char_boundary(400)]);
        line.open() && (key == title || (key.len() >= 12 && title.starts_with(&key)))
    })
}

fn guessed(text: &str, lines: &[Line]) -> Option<usize> {
    let body = lines.iter().position(|line| line.open() && is_running(line.text(text)))?;
    let may_be = |at: &usize| {
        let line = lines[*at].text(text);
        lines[*at].open()
            && words(line) <= MAX_WORDS
            && words(line) > 0
            && (!line.ends_with('.') || ends_in_initials(line))
    };
    let mut candidates = (0..body).filter(may_be);
    let long = candidates.clone().find(|at| words(lines[*at].text(text)) >= MIN_WORDS);
    long.or_else(|| candidates.next_back())
}

/// Whether a line is a sentence of the running text. A short one shows it by its full stop; headlines may end in a
/// question mark.
fn is_running(line: &str) -> bool {
    let count = words(line);
    let stopped = line.trim_end_matches(['"', '”', '’', ')', ' ']).ends_with('.') && !ends_in_initials(line);
    count > MAX_WORDS || (count >= 12 && ends_sentence(line)) || (count >= 6 && stopped)
}

/// Whether the last full stop belongs to an abbreviation of letters ("talks with the U.S.").
fn ends_in_initials(line: &str) -> bool {
    let last = line.split_whitespace().next_back().unwrap_or_default();
    last.len() >= 4 && last.matches('.').count() >= 2
}

//! Text of articles made safe, wrapped and coloured: article text comes in, one clean line or lines of a width go out.

use std::io::{self, Write};

use anstyle::Style;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Narrower than this nothing reads.
pub(super) const NARROWEST: usize = 40;

pub(super) const BOLD: Style = Style::new().bold();
pub(super) const DIM: Style = Style::new().dimmed();
pub(super) const PLAIN: Style = Style::new();

/// Writes text in a style, where there is colour.
pub(super) fn run(out: &mut dyn Write, text: &str, style: Style, color: bool) -> io::Result<()> {
    if color && style != PLAIN {
        write!(out, "{style}{text}{style:#}")
    } else {
        out.write_all(text.as_bytes())
    }
}

/// One line: control characters (escape sequences of terminals, line breaks) and the marks that turn the direction of
/// writing are gone, white space is single.
pub(super) fn clean(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !turns(*c)) {
        let space = c.is_whitespace() || c.is_control();
        match space {
            true if line.is_empty() || line.ends_with(' ') => {}
            true => line.push(' '),
            false => line.push(c),
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// Marks and overrides of direction: invisible, and able to show a line in another order than it has.
pub(super) fn turns(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// A clean line for HTML, in text or in an attribute.
pub(super) fn html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// JSON in which no string can end a `<script>` element or open a comment in a page.
pub(super) fn json_for_pages(value: &serde_json::Value) -> String {
    // In JSON "<" stands in strings only.
    format!("{value:#}\n").replace('<', "\\u003c")
}

/// Breaks words into lines of at most `width` columns, the first after `indent` columns that are already there. A word
/// wider than a line is cut. Every line has at least one word.
pub(super) fn wrap<'a, T: Copy>(
    words: &[(&'a str, T)],
    width: usize,
    indent: usize,
) -> Vec<Vec<(&'a str, T)>> {
    let room = width.saturating_sub(indent).max(1);
    let mut lines = Vec::new();
    let (mut line, mut used) = (Vec::new(), 0);
    for &(word, tag) in words {
        for piece in pieces(word, room) {
            let columns = piece.width();
            if used > 0 && used + 1 + columns > room {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            used += columns + usize::from(used > 0);
            line.push((piece, tag));
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// A word in pieces of at most `room` columns.
pub(super) fn pieces(word: &str, room: usize) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut used = 0;
        let wide = |c: char| {
            used += c.width().unwrap_or(0);
            used > room
        };
        // One character always goes, however narrow the room.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let cut = rest.find(wide).unwrap_or(rest.len()).max(first);
        let (piece, after) = rest.split_at_checked(cut)?;
        rest = after;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clean_line_has_no_way_out_of_its_line() {
        assert_eq!(clean(" a\r\n\tb\u{1b}[31m\u{202e}c\u{7}\u{9b}2J d\u{ad}e "), "a b [31mc 2J de");
        assert_eq!(clean("\u{0}\u{2028}\u{85}"), "");
        assert_eq!(html("<a href='x'>&\"\n</a>"), "&lt;a href=&#39;x&#39;&gt;&amp;&quot; &lt;/a&gt;");
        let json = json_for_pages(&serde_json::json!({"a": "</script><!--"}));
        assert!(!json.contains('<'));
        let back: serde_json::Value = serde_json::from_str(&json).expect("still JSON");
        assert_eq!(back["a"], "</script><!--");
    }

    #[test]
    fn lines_are_filled_up_to_the_width_and_long_words_cut() {
        let wrapped = |text: &str, width| -> Vec<String> {
            let words: Vec<(&str, ())> = text.split_whitespace().map(|word| (word, ())).collect();
            let joined = |line: Vec<(&str, ())>| line.iter().map(|word| word.0).collect::<Vec<_>>().join(" ");
            wrap(&words, width, 0).into_iter().map(joined).collect()
        };
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("one two", 6), ["one", "two"]);
        assert_eq!(wrapped("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrapped("日本語の新聞", 5), ["日本", "語の", "新聞"]);
        assert_eq!(wrapped("日本", 1), ["日", "本"]);
        assert_eq!(wrapped("", 5), Vec::<String>::new());
    }
}

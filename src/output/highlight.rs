//! A text for a terminal with its expressions marked and valued: a text and what was found in it come in, wrapped lines
//! go out.
//!
//! In colour an expression is underlined, in the colour of its type, and its value follows; without colour brackets
//! stand around both: `[late Thursday = 2017-05-25 END]`. A trigger, where events were asked for, is `{so}`. The lines of
//! the text stay lines and are wrapped to the width; what could steer a terminal is left out.

use std::borrow::Cow;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use super::Options;
use super::text::{BOLD, DIM, NARROWEST, PLAIN, clean, pieces, run, turns, wrap};
use crate::article::Stamp;
use crate::extract::Tagged;
use crate::input::in_words;
use crate::resolve::{Kind, Resolved};
use crate::timeline::display::long_day;

/// Below this a value is marked with a question mark.
const UNCERTAIN: f32 = 0.4;
const TRIGGER: Style = AnsiColor::Green.on_default();

/// Writes the text with its marks.
///
/// ```
/// use annals::{Extractor, article::parse_stamp, output::{Options, highlight}};
/// let text = "It closed two weeks ago.";
/// let tagged = Extractor::new()?.tag(text, Some(parse_stamp("2017-05-26")?), None);
/// let mut out = Vec::new();
/// highlight::write(text, &tagged, &Options { width: 60, color: false }, &mut out).expect("memory takes it");
/// assert_eq!(String::from_utf8_lossy(&out), "It closed [two weeks ago = 2017-W19].\n");
/// # Ok::<(), annals::Error>(())
/// ```
///
/// # Errors
/// Those of `out`.
pub fn write(text: &str, tagged: &Tagged, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page {
        lines: Lines { out, color: options.color, width: options.width.max(NARROWEST), blank: true },
        line: Vec::new(),
        word: Word::default(),
    };
    let mut at = 0;
    for mark in marks(text, tagged) {
        page.text(&text[at..mark.start])?;
        page.mark(&text[mark.start..mark.end], &mark);
        at = mark.end;
    }
    page.text(text[at..].trim_end())?;
    page.end_line()
}

/// Writes the line that stands above a text: its name, and the day its expressions are counted from.
///
/// # Errors
/// Those of `out`.
pub fn head(name: &str, anchor: Option<Stamp>, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let from = anchor.map_or_else(
        || "no date to count from; see --published".to_owned(),
        |stamp| format!("counted from {}", long_day(stamp.date)),
    );
    let line = clean(&format!("{}, {from}", in_words(name)));
    let words: Vec<(&str, ())> = line.split(' ').map(|word| (word, ())).collect();
    for line in wrap(&words, options.width.max(NARROWEST), 0) {
        let words: Vec<&str> = line.iter().map(|(word, ())| *word).collect();
        run(out, &words.join(" "), BOLD, options.color)?;
        writeln!(out)?;
    }
    writeln!(out)
}

/// What is marked in the text.
struct Mark {
    start: usize,
    end: usize,
    /// What it is worth; nothing for a trigger.
    value: Option<String>,
    style: Style,
}

/// Expressions and triggers in the order of the text, without overlap; an expression goes before a trigger.
fn marks(text: &str, tagged: &Tagged) -> Vec<Mark> {
    let expressions = tagged.timexes.iter().map(|timex| Mark {
        start: timex.start,
        end: timex.end,
        value: Some(value(&timex.resolved)),
        style: style(timex.resolved.kind),
    });
    let triggers = tagged.events.iter().map(|event| Mark {
        start: event.start,
        end: event.end,
        value: None,
        style: TRIGGER,
    });
    let mut marks: Vec<Mark> =
        expressions.chain(triggers).filter(|mark| text.get(mark.start..mark.end).is_some()).collect();
    marks.sort_by_key(|mark| (mark.start, mark.value.is_none()));
    let mut end = 0;
    marks.retain(|mark| {
        let free = mark.start >= end;
        end = if free { mark.end } else { end };
        free
    });
    marks
}

/// TIMEX3 value and attributes: `2017-05-25 END`, `P1W EVERY 2X`.
fn value(resolved: &Resolved) -> String {
    let modifier = resolved.modifier.map(|modifier| modifier.as_str());
    let attributes = [modifier, resolved.quant, resolved.freq.as_deref()].into_iter().flatten();
    let mut value = attributes.fold(resolved.value.clone(), |value, attribute| value + " " + attribute);
    if resolved.confidence < UNCERTAIN {
        value.push_str(" ?");
    }
    value
}

fn style(kind: Kind) -> Style {
    let color = match kind {
        Kind::Date => AnsiColor::Cyan,
        Kind::Time => AnsiColor::Blue,
        Kind::Duration => AnsiColor::Magenta,
        Kind::Set => AnsiColor::Yellow,
    };
    color.on_default().underline()
}

/// What stands between two spaces: runs of one style each, side by side.
#[derive(Default)]
struct Word<'t> {
    runs: Vec<(Cow<'t, str>, Style)>,
}

impl Word<'_> {
    fn columns(&self) -> usize {
        self.runs.iter().map(|(text, _)| text.width()).sum()
    }
}

/// The text on its way into lines.
struct Page<'t, 'o> {
    lines: Lines<'o>,
    line: Vec<Word<'t>>,
    word: Word<'t>,
}

impl<'t> Page<'t, '_> {
    /// Text between marks.
    fn text(&mut self, text: &'t str) -> io::Result<()> {
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.end_line()?;
            }
            self.words(line, PLAIN);
        }
        Ok(())
    }

    /// A marked stretch, on one line however it is broken in the text.
    fn mark(&mut self, text: &'t str, mark: &Mark) {
        let color = self.lines.color;
        let signs = match (color, &mark.value) {
            (true, _) => ["", ""],
            (false, Some(_)) => ["[", "]"],
            (false, None) => ["{", "}"],
        };
        self.push(Cow::Borrowed(signs[0]), PLAIN);
        self.words(text, mark.style);
        let equals = (!color).then_some("=");
        for part in mark.value.iter().flat_map(|value| equals.into_iter().chain(value.split(' '))) {
            self.end_word();
            self.push(Cow::Owned(part.to_owned()), DIM);
        }
        self.push(Cow::Borrowed(signs[1]), PLAIN);
    }

    /// Takes text into words; white space and control characters part them.
    fn words(&mut self, text: &'t str, style: Style) {
        let apart = |c: char| c.is_whitespace() || c.is_control();
        for (number, piece) in text.split(apart).enumerate() {
            if number > 0 {
                self.end_word();
            }
            for part in piece.split(turns) {
                self.push(Cow::Borrowed(part), style);
            }
        }
    }

    fn push(&mut self, text: Cow<'t, str>, style: Style) {
        if !text.is_empty() {
            self.word.runs.push((text, style));
        }
    }

    fn end_word(&mut self) {
        if !self.word.runs.is_empty() {
            self.line.push(std::mem::take(&mut self.word));
        }
    }

    fn end_line(&mut self) -> io::Result<()> {
        self.end_word();
        let words = std::mem::take(&mut self.line);
        self.lines.fill(&words)
    }
}

/// Where the lines go.
struct Lines<'o> {
    out: &'o mut dyn Write,
    color: bool,
    width: usize,
    /// Whether the last line was blank: one blank line is enough.
    blank: bool,
}

impl Lines<'_> {
    /// One line of the text, in as many lines as it takes.
    fn fill(&mut self, words: &[Word<'_>]) -> io::Result<()> {
        if words.is_empty() {
            return if std::mem::replace(&mut self.blank, true) { Ok(()) } else { writeln!(self.out) };
        }
        self.blank = false;
        let mut line = Line::default();
        for word in words {
            let columns = word.columns();
            if line.used > 0 && line.used + 1 + columns > self.width {
                self.end(&mut line)?;
            }
            if line.used > 0 {
                // The space between two words of one mark belongs to it.
                let style = word.runs.first().map_or(PLAIN, |(_, style)| *style);
                line.put(" ", if line.style == style { style } else { PLAIN });
            }
            // Cut where it is wider than a line: it then stands at the start of one.
            for (text, style) in &word.runs {
                for piece in pieces(text, self.width) {
                    if line.used + piece.width() > self.width && line.used > 0 {
                        self.end(&mut line)?;
                    }
                    line.put(piece, *style);
                }
            }
        }
        self.end(&mut line)
    }

    fn end(&mut self, line: &mut Line) -> io::Result<()> {
        for (text, style) in std::mem::take(line).runs {
            run(self.out, &text, style, self.color)?;
        }
        writeln!(self.out)
    }
}

/// A line that is being filled: runs of one style each.
#[derive(Default)]
struct Line {
    runs: Vec<(String, Style)>,
    style: Style,
    used: usize,
}

impl Line {
    fn put(&mut self, text: &str, style: Style) {
        match self.runs.last_mut() {
            Some((run, last)) if *last == style => run.push_str(text),
            _ => self.runs.push((text.to_owned(), style)),
        }
        self.style = style;
        self.used += text.width();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Extractor;
    use crate::article::parse_stamp;

    fn shown(text: &str, width: usize, color: bool) -> String {
        let annals = Extractor::new().expect("the shipped rules compile");
        let stamp = parse_stamp("2017-05-26").ok();
        let tagged = annals.tag_events(text, stamp, None);
        let mut out = Vec::new();
        write(text, &tagged, &Options { width, color }, &mut out).expect("memory takes it");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn marks_stand_in_the_text_and_lines_stay_lines() {
        let text = "The kiln\n\n\n\nIt reopened late\nThursday, two weeks\u{1b}[2J after the fire.\n";
        let plain = shown(text, 60, false);
        assert!(plain.starts_with("The kiln\n\nIt {reopened} [late Thursday = 2017-05-25 END], "), "{plain}");
        assert!(!plain.contains('\u{1b}'), "{plain:?}");
        assert!(plain.ends_with('\n') && !plain.ends_with("\n\n"), "{plain:?}");
    }

    #[test]
    fn colour_takes_the_place_of_brackets() {
        let colored = shown("It reopened late Thursday.\n", 60, true);
        let expected = format!("{}late Thursday", style(Kind::Date));
        assert!(colored.contains(&expected), "{colored:?}");
        assert!(!colored.contains(['{', '=']), "{colored:?}");
    }

    #[test]
    fn no_line_is_wider_than_asked_for() {
        let word = "x".repeat(130);
        let text = format!(
            "On Thursday the towns of 北海道新聞社の記事によると and {word} met on May 3, 2017, at noon.\n"
        );
        for width in [40, 61, 80] {
            let plain = shown(&text, width, false);
            assert!(plain.lines().all(|line| line.width() <= width), "{width}\n{plain}");
            let joined: String = plain.split_whitespace().collect();
            assert!(joined.contains(&word) && joined.contains("=2017-05-25]"), "{plain}");
        }
    }
}

//! Shapes of lines that are no part of an article: a line of `boilerplate.txt` with a pattern in, a [`Shape`] out.
//!
//! Few articles have a line that any of the patterns could match, and to compile them all took a fifth of a run over one
//! article. So each tells how its lines begin and what they hold, and is compiled when the first such line comes.

use std::sync::OnceLock;

use regex::bytes::Regex;

/// A pattern for whole lines, with what a line must have to be worth a look.
#[derive(Debug)]
pub(super) struct Shape {
    /// Beginnings, of which a line must have one.
    begins: Vec<Begin>,
    /// Words and marks, of which a line must hold one; with none named, any line will do.
    holds: Vec<&'static str>,
    pattern: &'static str,
    /// For lines that are all ASCII, as most are.
    ascii: OnceLock<Option<Regex>>,
    unicode: OnceLock<Option<Regex>>,
}

/// How a line may begin.
#[derive(Debug)]
enum Begin {
    Anything,
    Digit,
    Space,
    With(&'static str),
}

impl Begin {
    fn named(name: &'static str) -> Self {
        match name {
            ANYTHING => Self::Anything,
            r"\d" => Self::Digit,
            r"\s" => Self::Space,
            text => Self::With(text),
        }
    }

    fn is_of(&self, line: &str) -> bool {
        match self {
            Self::Anything => true,
            Self::Digit => line.starts_with(char::is_numeric),
            Self::Space => line.starts_with(char::is_whitespace),
            Self::With(text) => line.starts_with(text),
        }
    }
}

/// Asks nothing of a line.
const ANYTHING: &str = "anything";

/// One character of valid UTF-8 that is no line break: a first byte, then what belongs to it. Says the same as `.`, which
/// the regex crate spells out as all well-formed sequences: a hundred and sixty times over, that is slow to compile.
const ANY: &str = r"(?-u:[^\n\x80-\xBF][\x80-\xBF]*)";

impl Shape {
    /// Reads `beginnings<TAB>words<TAB>/pattern/`.
    pub(super) fn read(line: &'static str) -> Option<Self> {
        let [begins, holds, pattern] = line.split('\t').collect::<Vec<_>>()[..] else { return None };
        Some(Self {
            begins: begins.split(' ').map(Begin::named).collect(),
            holds: holds.split(' ').filter(|text| *text != ANYTHING).collect(),
            pattern: pattern.strip_prefix('/')?.strip_suffix('/')?,
            ascii: OnceLock::new(),
            unicode: OnceLock::new(),
        })
    }

    /// Whether the line as a whole, in lower case, has the shape.
    pub(super) fn matches(&self, line: &str) -> bool {
        self.may_match(line)
            && self.regex(line.is_ascii()).is_some_and(|regex| regex.is_match(line.as_bytes()))
    }

    fn may_match(&self, line: &str) -> bool {
        self.begins.iter().any(|begin| begin.is_of(line))
            && (self.holds.is_empty() || self.holds.iter().any(|text| line.contains(text)))
    }

    /// The pattern, compiled. That it can be is a matter of the build, and a test sees to it.
    fn regex(&self, ascii: bool) -> Option<&Regex> {
        let (regex, read): (_, fn(&str) -> String) =
            if ascii { (&self.ascii, ascii_only) } else { (&self.unicode, any_unicode) };
        let compiled = || Regex::new(&format!("^(?:{})$", read(self.pattern))).ok();
        regex.get_or_init(compiled).as_ref()
    }
}

fn any_unicode(pattern: &str) -> String {
    pattern.replace(".{", &format!("{ANY}{{"))
}

/// A pattern that matches the same lines, if they are all ASCII. Without the digits and spaces of all scripts it is ten
/// times as fast to compile.
fn ascii_only(pattern: &str) -> String {
    let none = |c: char| if c.is_ascii() { c.to_string() } else { r"\xFF".to_string() };
    format!("(?-u:{})", pattern.chars().map(none).collect::<String>())
}

#[cfg(test)]
mod tests {
    use proptest::strategy::{Strategy, ValueTree};
    use proptest::string::string_regex;
    use proptest::test_runner::TestRunner;

    use crate::article::data::english;

    /// For each shape of the file in its order a line that has it, and one that nearly has.
    const LINES: [(&str, &str); 17] = [
        ("0:00 / 12:34", "10:15 a.m."),
        ("0:00:00", "0:000"),
        ("auto 240p 360p | 2.5mb", "2016: the plan"),
        ("64 kbps | mp3 | 1.2 mb", "64 kbps, he said"),
        ("* * *", "- a list"),
        ("1.2k comments", "12 comments were read"),
        ("4 min read", "4 minutes later"),
        ("(c) 2016 harbor news", "(c)2016"),
        ("harbor news 2016. all rights reserved.", "he reserved a table"),
        ("photo 3 of 12", "photo of the day"),
        ("3 / 12", "3 of them"),
        ("follow us on the new network", "like us, they left"),
        ("sign up now for 日本 news", "sign up for\n"),
        ("tap here to read more", "click here"),
        ("share | tweet • e-mail", "shares fell"),
        ("filed under: harbors", "topics of the day: harbors"),
        ("news@harbor.example", "@harbor"),
    ];

    #[test]
    fn every_shape_matches_its_lines_and_no_others() {
        let shapes = &english().shapes;
        assert_eq!(shapes.len(), LINES.len());
        for (shape, (line, other)) in shapes.iter().zip(LINES) {
            assert!(shape.matches(line), "{} and {line}", shape.pattern);
            assert!(!shape.matches(other), "{} and {other}", shape.pattern);
        }
    }

    #[test]
    fn both_readings_of_a_pattern_agree_on_ascii() {
        let mut runner = TestRunner::deterministic();
        let ascii = |c: char| match c {
            c if c.is_ascii() => c,
            c if c.is_numeric() => '7',
            c if c.is_whitespace() => '\u{b}',
            _ => 'x',
        };
        for shape in &english().shapes {
            let lines = string_regex(shape.pattern).unwrap();
            let mut matched = 0;
            for _ in 0..300 {
                let line = lines.new_tree(&mut runner).unwrap().current();
                let line: String = line.chars().map(ascii).collect();
                let [one, other] =
                    [true, false].map(|ascii| shape.regex(ascii).unwrap().is_match(line.as_bytes()));
                assert_eq!(one, other, "{} and {line:?}", shape.pattern);
                matched += usize::from(one);
            }
            assert!(matched > 0, "{}", shape.pattern);
        }
    }

    #[test]
    fn what_a_line_must_have_follows_from_the_pattern() {
        let mut runner = TestRunner::deterministic();
        for shape in &english().shapes {
            let lines = string_regex(shape.pattern).unwrap();
            for _ in 0..300 {
                let line = lines.new_tree(&mut runner).unwrap().current();
                assert!(shape.may_match(&line), "{} and {line:?}", shape.pattern);
            }
        }
    }

    #[test]
    fn shapes_count_characters_not_bytes() {
        let matches = |count: usize| {
            let line = format!("(c) {}", "é".repeat(count));
            english().shapes.iter().any(|shape| shape.matches(&line))
        };
        assert!(matches(160) && !matches(161));
    }
}

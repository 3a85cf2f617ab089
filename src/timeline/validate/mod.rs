//! Is a timeline sound, and does it say what was expected? A timeline (or its JSON) comes in, findings go out, one
//! line each: where, what, and what to do about it.
//!
//! Three questions, three files: is the JSON of the schema ([`read`]), does the timeline agree with itself
//! ([`validate`]), does it say what somebody expected ([`expect`]). Validation never fails and never stops at the first
//! finding.

mod expect;
mod read;
mod sound;

use std::fmt;

pub use expect::{Expected, expect, read_expected};
pub use read::read;
pub use sound::validate;

/// One thing that is wrong with a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// A stable name: "date-reversed".
    pub code: &'static str,
    /// Where: `e7 date`, `documents[0]`, `line 3, column 5`.
    pub place: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

impl fmt::Display for Finding {
    /// One line: `e7 date: ends before it begins; exchange start and end [date-reversed]`. Quoted text of the timeline
    /// cannot break the line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = format!("{}: {}; {} [{}]", self.place, self.message, self.remedy, self.code);
        f.write_str(&line.replace(char::is_control, " "))
    }
}

/// Asserts in a test that a timeline is sound and says what it must: for each `date => words` there is an event whose
/// date lies within `date` (any TIMEX3 value) and whose description contains `words`. Panics with every finding, one a line.
///
/// ```
/// # let json = include_str!("../../../tests/fixtures/timelines/ferry.json");
/// let timeline = annals::timeline::read(json).unwrap();
/// annals::assert_timeline!(timeline, "2024-03-14" => "resumed service", "2024-02" => "strike");
/// ```
#[macro_export]
macro_rules! assert_timeline {
    ($timeline:expr $(, $date:expr => $contains:expr)* $(,)?) => {{
        let timeline: &$crate::timeline::Timeline = &$timeline;
        let expected: Vec<$crate::timeline::Expected> =
            vec![$($crate::timeline::Expected::new($date, $contains)),*];
        let mut findings = $crate::timeline::validate(timeline);
        findings.extend($crate::timeline::expect(timeline, &expected));
        let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
        assert!(lines.is_empty(), "the timeline is not as it should be:\n{}", lines.join("\n"));
    }};
}

//! How an expression is read: its words in, a tree of rules and the steps of its resolution out.
//!
//! The answer is made by the very run that `tag` makes, with the matcher keeping what it otherwise forgets; so what is
//! explained is what happens.

mod describe;
mod show;

use crate::Extractor;
use crate::analysis::Timex;
use crate::article::Stamp;
use crate::timex::Derivation;

/// How a text's expressions are read.
///
/// `Display` prints it as a small tree for a terminal.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// What was asked.
    pub expression: String,
    /// The sentence it was read in, if one was given.
    pub context: Option<String>,
    /// The publication date, if one was given.
    pub anchor: Option<Stamp>,
    /// What was found, in the order of the text.
    pub readings: Vec<Reading>,
    /// What looks like a date and is none: its words, and why.
    pub impossible: Vec<(String, String)>,
}

/// One expression that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Its words.
    pub text: String,
    /// Value, anchor, reasons, alternatives, confidence.
    pub timex: Timex,
    /// The rules that read it.
    pub steps: Step,
}

/// A rule's part in a reading.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The words that the rule read.
    pub text: String,
    /// `family/name`.
    pub rule: String,
    /// The rule file, from the project's root.
    pub file: String,
    /// The line that the rule begins at.
    pub line: usize,
    /// What the words say, in words.
    pub meaning: String,
    /// The expressions inside that other rules read first.
    pub parts: Vec<Step>,
}

/// Explains an expression, read by itself or in a sentence that contains it (its verb may tell past from future).
///
/// In a context only the readings that overlap the expression are given; if the context does not contain the
/// expression, all of them are.
///
/// ```
/// use annals::{Extractor, article::parse_stamp, explain::explain};
/// let annals = Extractor::new()?;
/// let explained = explain(&annals, "two days before Christmas", Some(parse_stamp("2017-11-26")?), None);
/// let reading = &explained.readings[0];
/// assert_eq!(reading.timex.resolved.value, "2017-12-23");
/// assert!(reading.steps.file.ends_with("counted.toml"));
/// assert!(explained.to_string().contains("counted.toml:"));
/// # Ok::<(), annals::Error>(())
/// ```
#[must_use]
pub fn explain(
    annals: &Extractor,
    expression: &str,
    anchor: Option<Stamp>,
    context: Option<&str>,
) -> Explanation {
    let text = context.unwrap_or(expression);
    let asked = text.find(expression).map_or(0..text.len(), |at| at..at + expression.len());
    let (timexes, derivations, impossible) = annals.trace(text, anchor);
    let readings = timexes
        .into_iter()
        .filter(|t| t.start < asked.end && asked.start < t.end)
        .filter_map(|timex| {
            let derivation = derivations.iter().find(|d| d.start <= timex.start && timex.end <= d.end)?;
            let steps = step(annals, text, derivation);
            Some(Reading { text: text[timex.start..timex.end].to_string(), timex, steps })
        })
        .collect();
    let impossible = impossible
        .into_iter()
        .filter(|m| m.start < asked.end && asked.start < m.end)
        .map(|m| (text[m.start..m.end].to_string(), m.reason.to_string()))
        .collect();
    let (expression, context) = (expression.to_string(), context.map(str::to_string));
    Explanation { expression, context, anchor, readings, impossible }
}

fn step(annals: &Extractor, text: &str, derivation: &Derivation) -> Step {
    let rule = annals.pack().rule(derivation.rule);
    Step {
        text: text[derivation.start..derivation.end].to_string(),
        rule: rule.name.to_string(),
        file: rule.file.to_string(),
        line: rule.line,
        meaning: describe::meaning(&derivation.meaning, annals.pack()),
        parts: derivation.parts.iter().map(|p| step(annals, text, p)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::parse_stamp;

    #[test]
    fn a_date_that_is_none_is_told_with_its_reason() {
        let annals = Extractor::new().unwrap();
        let told = explain(&annals, "31 June", parse_stamp("2017-05-26").ok(), None);
        assert!(told.readings.is_empty());
        assert_eq!(told.impossible, [("31 June".to_string(), "month 6 has no day 31".to_string())]);
        assert!(told.to_string().contains("\"31 June\"  no date: month 6 has no day 31"));
    }
}

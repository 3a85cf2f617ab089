//! Rule files as they stand in `rules/`, and the macros.
//!
//! `build.rs` reads the rules that are built in with this file, so it stands by itself.

use serde::Deserialize;

/// `rules/*.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleFile {
    pub(crate) level: u8,
    rule: Vec<toml::Spanned<RuleSource>>,
}

/// `macros.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MacroFile {
    #[serde(rename = "macro")]
    pub(crate) macros: Vec<Macro>,
}

/// A named part of patterns.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Macro {
    pub(crate) name: String,
    pub(crate) pattern: String,
}

/// A rule as its file has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleSource {
    pub(crate) name: String,
    pub(crate) pattern: String,
    pub(crate) means: String,
    /// Classes that later levels know the expression by, with spaces between.
    #[serde(default)]
    pub(crate) class: String,
    /// Whether the expression is one by itself, not only as a part of a longer one.
    #[serde(default = "yes")]
    pub(crate) emit: bool,
    /// Wins over rules of lower priority whatever the lengths.
    #[serde(default)]
    pub(crate) priority: i8,
    /// What must, or must not, stand right before and after.
    prev: Option<String>,
    prev_not: Option<String>,
    next: Option<String>,
    next_not: Option<String>,
    /// Kinds of text that the rule holds in, with spaces between; all, if none is named.
    #[serde(default)]
    pub(crate) domain: String,
    /// Conditions on the words around, by name (see `guard.rs`).
    #[serde(default)]
    pub(crate) guard: Vec<String>,
    /// How sure a reading by this rule is, 0 to 1.
    #[serde(default = "sure")]
    pub(crate) confidence: f32,
    /// Sentences that it must read, and that it must leave alone.
    #[serde(default)]
    pub(crate) yes: Vec<String>,
    #[serde(default)]
    pub(crate) no: Vec<String>,
}

fn yes() -> bool {
    true
}

fn sure() -> f32 {
    0.95
}

impl RuleFile {
    /// The rules, each with the line that it begins at; `text` is that of the file.
    pub(crate) fn rules<'s>(&'s self, text: &'s str) -> impl Iterator<Item = (usize, &'s RuleSource)> {
        let (mut line, mut counted) = (1, 0);
        self.rule.iter().map(move |rule| {
            // The rules come in the order of the file: lines are counted once.
            let start = rule.span().start;
            line += line_at(&text[counted..], start - counted) - 1;
            counted = start;
            (line, rule.as_ref())
        })
    }
}

impl RuleSource {
    /// What stands before and after, wanted and unwanted, and whether it is read from its end.
    pub(crate) fn sides(&self) -> [(Option<&str>, bool); 4] {
        [(&self.prev, true), (&self.prev_not, true), (&self.next, false), (&self.next_not, false)]
            .map(|(side, back)| (side.as_deref(), back))
    }
}

/// The line of a text that a byte lies in.
pub(crate) fn line_at(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset.min(text.len())].iter().filter(|b| **b == b'\n').count() + 1
}

/// `family/name` of a rule.
pub(crate) fn full_name(file: &str, rule: &str) -> String {
    let family = file.rsplit('/').next().unwrap_or("").trim_end_matches(".toml");
    format!("{family}/{rule}")
}

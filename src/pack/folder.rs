//! Rule files and macros in TOML in, rules of the grammar out: how a pack is read from a folder.

use serde::de::DeserializeOwned;

use super::embedded::File;
use super::lexicon::Lexicon;
use super::rules::data_error;
use super::source::{MacroFile, RuleFile, RuleSource, full_name, line_at};
use crate::timex::grammar::Grammar;
use crate::timex::pattern::{Ask, Pattern, Patterns};
use crate::timex::rule::{Draft, Means, Span};
use crate::timex::states::Levels;

/// Adds the rules of the files in `rules/`.
pub(super) fn add(files: &[File<'_>], lexicon: &mut Lexicon, grammar: &mut Grammar) -> crate::Result<()> {
    let macros: Vec<(&File<'_>, MacroFile)> = read(files, |name| name.ends_with("/macros.toml"))?;
    let rules: Vec<(&File<'_>, RuleFile)> = read(files, |name| name.contains("/rules/"))?;
    let mut compiler =
        Compiler { patterns: Patterns::default(), levels: Levels::default(), lexicon, grammar };
    for (file, macros) in &macros {
        for m in &macros.macros {
            let wrong = |what| data_error(file.name, 1, format!("macro {}: {what}", m.name));
            compiler.patterns.define(&m.name, &m.pattern).map_err(wrong)?;
        }
    }
    for (file, rules) in &rules {
        for (line, source) in rules.rules(file.text) {
            compiler.add(file.name, line, rules.level, source).map_err(|what| {
                let name = full_name(file.name, &source.name);
                data_error(file.name, line, format!("rule {name}: {what}"))
            })?;
        }
    }
    let Compiler { patterns, levels, grammar, .. } = compiler;
    grammar.levels = levels.finish(|test| matches!(patterns.tests[test as usize].ask, Ask::Given(_)));
    Ok(())
}

/// The files whose names are wanted, as what they hold.
fn read<'f, T: DeserializeOwned>(
    files: &'f [File<'f>],
    wanted: impl Fn(&str) -> bool,
) -> crate::Result<Vec<(&'f File<'f>, T)>> {
    let read = |file: &'f File<'f>| match toml::from_str(file.text) {
        Ok(held) => Ok((file, held)),
        Err(error) => {
            let line = error.span().map_or(1, |s| line_at(file.text, s.start));
            Err(data_error(file.name, line, error.message()))
        }
    };
    files.iter().filter(|file| wanted(file.name)).map(read).collect()
}

struct Compiler<'s, 'g> {
    patterns: Patterns<'s>,
    levels: Levels,
    lexicon: &'g mut Lexicon,
    grammar: &'g mut Grammar,
}

impl<'s> Compiler<'s, '_> {
    fn add(&mut self, file: &str, line: usize, level: u8, source: &'s RuleSource) -> Result<(), String> {
        let pattern = self.patterns.read(&source.pattern)?;
        let means = Means::read(&source.means, &pattern.captures)?;
        let pattern = self.lay(&pattern)?;
        self.levels.add(level, self.grammar.rules.len() as u32, self.grammar.ops(pattern))?;
        let mut sides = [None; 4];
        for (span, (side, back)) in sides.iter_mut().zip(source.sides()) {
            if let Some(side) = side {
                let side = self.patterns.read(side)?;
                *span = Some(self.lay(&if back { side.reversed() } else { side })?);
            }
        }
        self.grammar.add(Draft {
            name: full_name(file, &source.name).into(),
            file: file.to_string().into(),
            line,
            pattern,
            sides,
            means,
            class: &source.class,
            domain: &source.domain,
            guard: &source.guard.join(" "),
            emit: source.emit,
            priority: source.priority,
            confidence: source.confidence,
            examples: [source.yes.clone(), source.no.clone()],
        })
    }

    fn lay(&mut self, pattern: &Pattern<'_>) -> Result<Span, String> {
        self.grammar.lay(pattern.ops.iter().copied(), &self.patterns.tests, self.lexicon)
    }
}

//! Lists the files of `data/<language>/` for the binary, so that adding a file or a language touches no code.
//!
//! Word lists come into it as they are; the rules with their patterns read and laid out, in the form that
//! `src/pack/compact.rs` describes and reads. What is wrong in a rule file stops the build; `--data` and the tests read
//! the TOML itself.

#[path = "src/timex/level.rs"]
#[expect(dead_code, reason = "only the automata read the states")]
mod level;
#[path = "src/timex/pattern.rs"]
mod pattern;
#[path = "src/pack/source.rs"]
#[expect(dead_code, reason = "examples stay in the folder")]
mod source;
#[path = "src/timex/states.rs"]
mod states;

use std::fmt::{Display, Write as _};
use std::path::{Path, PathBuf};

use level::Level;
use pattern::{Ask, Op, Patterns};
use source::{MacroFile, RuleFile, RuleSource, full_name, line_at};
use states::Levels;

fn main() {
    for read in
        ["data", "src/pack/source.rs", "src/timex/level.rs", "src/timex/pattern.rs", "src/timex/states.rs"]
    {
        println!("cargo::rerun-if-changed={read}");
    }
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    let mut code =
        String::from("pub(super) fn language(name: &str) -> Option<Language> {\n    match name {\n");
    let mut languages: Vec<PathBuf> =
        std::fs::read_dir(root.join("data")).expect("data/").filter_map(|e| Some(e.ok()?.path())).collect();
    languages.sort();
    for folder in languages.iter().filter(|f| f.join("rules").is_dir()) {
        let name = folder.file_name().expect("a folder has a name").to_string_lossy();
        let mut paths = Vec::new();
        collect(folder, &mut paths);
        paths.sort();
        let shown = |path: &Path| {
            path.strip_prefix(&root).expect("inside the project").to_string_lossy().replace('\\', "/")
        };
        let (toml, lists): (Vec<PathBuf>, Vec<PathBuf>) =
            paths.into_iter().partition(|path| path.extension().is_some_and(|e| e == "toml"));
        let files: Vec<File> = toml
            .iter()
            .map(|path| File {
                name: shown(path),
                text: std::fs::read_to_string(path).expect("a readable file"),
            })
            .collect();
        std::fs::write(out.join(format!("{name}.rules")), compact(&files)).expect("OUT_DIR can be written");
        let _ = writeln!(code, "        {name:?} => Some(Language {{\n            files: &[");
        for path in lists {
            let name = shown(&path);
            let _ = writeln!(
                code,
                "                File {{ name: {name:?}, text: include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{name}\")) }},"
            );
        }
        let _ = writeln!(
            code,
            "            ],\n            rules: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.rules\")),\n        }}),"
        );
    }
    code.push_str("        _ => None,\n    }\n}\n");
    std::fs::write(out.join("packs.rs"), code).expect("OUT_DIR can be written");
}

/// The word lists and rules: text files of the folder itself, `lexicon/` and `rules/`.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a readable folder").filter_map(Result::ok) {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() {
            if name == "lexicon" || name == "rules" {
                collect(&path, files);
            }
        } else if path.extension().is_some_and(|e| e == "toml" || e == "tsv" || e == "txt") {
            files.push(path);
        }
    }
}

/// A file in TOML.
struct File {
    name: String,
    text: String,
}

impl File {
    fn wrong(&self, line: usize, what: impl Display) -> ! {
        panic!("{}:{line}: {what}", self.name)
    }

    fn read<T: serde::de::DeserializeOwned>(&self) -> T {
        toml::from_str(&self.text)
            .unwrap_or_else(|e| self.wrong(e.span().map_or(1, |s| line_at(&self.text, s.start)), e.message()))
    }
}

/// The rules of a language as `src/pack/compact.rs` reads them.
fn compact(files: &[File]) -> Vec<u8> {
    let rules: Vec<(&File, RuleFile)> =
        files.iter().filter(|f| f.name.contains("/rules/")).map(|f| (f, f.read())).collect();
    let macros: Vec<(&File, MacroFile)> =
        files.iter().filter(|f| f.name.ends_with("/macros.toml")).map(|f| (f, f.read())).collect();
    let mut writer = Writer::default();
    for (file, macros) in &macros {
        for m in &macros.macros {
            let defined = writer.patterns.define(&m.name, &m.pattern);
            defined.unwrap_or_else(|e| file.wrong(1, format!("macro {}: {e}", m.name)));
        }
    }
    writer.u32(rules.len());
    for (file, read) in &rules {
        writer.text(&file.name);
        writer.u32(read.rules(&file.text).count());
        for (line, rule) in read.rules(&file.text) {
            let written = writer.rule(&file.name, line, read.level, rule);
            written.unwrap_or_else(|e| file.wrong(line, format!("rule {}: {e}", rule.name)));
        }
    }
    writer.finish()
}

/// Writes rules; the tests come first, but are known last.
#[derive(Default)]
struct Writer<'s> {
    bytes: Vec<u8>,
    patterns: Patterns<'s>,
    levels: Levels,
    rules: u32,
}

impl<'s> Writer<'s> {
    fn rule(&mut self, file: &str, line: usize, level: u8, rule: &'s RuleSource) -> Result<(), String> {
        let pattern = self.patterns.read(&rule.pattern)?;
        self.levels.add(level, self.rules, &pattern.ops)?;
        self.rules += 1;
        self.text(&full_name(file, &rule.name));
        self.u32(line);
        self.text(&pattern.captures.join(" "));
        for text in [&rule.means, &rule.class, &rule.domain, &rule.guard.join(" ")] {
            self.text(text);
        }
        self.bytes.extend([u8::from(rule.emit), rule.priority.to_le_bytes()[0]]);
        self.bytes.extend(rule.confidence.to_le_bytes());
        self.ops(&pattern.ops);
        for (side, back) in rule.sides() {
            self.bytes.push(u8::from(side.is_some()));
            if let Some(side) = side {
                let side = self.patterns.read(side)?;
                self.ops(&if back { side.reversed() } else { side }.ops);
            }
        }
        Ok(())
    }

    fn ops(&mut self, ops: &[Op]) {
        self.u32(ops.len());
        for op in ops {
            let word = match *op {
                Op::Test(test) => test << 3,
                Op::Alt(inside) => inside << 3 | 1,
                Op::Seq(inside) => inside << 3 | 2,
                Op::Opt(inside) => inside << 3 | 3,
                Op::Capture(name, inside) => {
                    let name = u8::try_from(name).expect("few captures");
                    inside << 11 | u32::from(name) << 3 | 4
                }
                Op::Open => 5,
                Op::Close => 6,
            };
            self.bytes.extend(word.to_le_bytes());
        }
    }

    /// The tests, the rules, the levels.
    fn finish(mut self) -> Vec<u8> {
        let rules = std::mem::take(&mut self.bytes);
        let tests = std::mem::take(&mut self.patterns.tests);
        self.u32(tests.len());
        for test in &tests {
            let (form, text, value) = match test.ask {
                Ask::Literal(word) => (0, word, None),
                Ask::Class(class, None) => (1, class, None),
                Ask::Class(class, value) => (2, class, value),
                Ask::Given(class) => (3, class, None),
            };
            let glued = test.glued.map_or(0, |glued| if glued { 8 } else { 4 });
            self.bytes.push(form | glued | if test.capital { 16 } else { 0 });
            self.text(text);
            self.bytes.extend(value.map(i32::to_le_bytes).into_iter().flatten());
        }
        self.bytes.extend(rules);
        let given = |test: u32| matches!(tests[test as usize].ask, Ask::Given(_));
        let levels = std::mem::take(&mut self.levels).finish(given);
        self.u32(levels.len());
        levels.iter().for_each(|level| self.level(level));
        self.bytes
    }

    fn level(&mut self, level: &Level) {
        self.numbers(&level.accepts);
        self.numbers(&level.steps.from);
        self.numbers(level.steps.sorted.as_flattened());
        self.numbers(&level.skips.from);
        self.numbers(&level.skips.sorted);
        self.numbers(level.begins.as_flattened());
        self.numbers(&level.free.iter().map(|free| u32::from(*free)).collect::<Vec<_>>());
    }

    fn numbers(&mut self, numbers: &[u32]) {
        self.u32(numbers.len());
        self.bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    }

    fn text(&mut self, text: &str) {
        self.bytes.extend(u16::try_from(text.len()).expect("a short text").to_le_bytes());
        self.bytes.extend(text.as_bytes());
    }

    fn u32(&mut self, number: usize) {
        self.bytes.extend(u32::try_from(number).expect("a small number").to_le_bytes());
    }
}

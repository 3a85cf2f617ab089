//! Lists the files of `data/<language>/` for the binary, so that adding a file or a language touches no code.
//!
//! Rule files come into it as lines of `key<TAB>value`, without their examples: reading TOML took a quarter of the start
//! of each run. `src/pack/compact.rs` reads them; `--data` and the tests read the TOML itself.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

fn main() {
    println!("cargo::rerun-if-changed=data");
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let mut code = String::from(
        "pub(super) fn files(language: &str) -> Option<&'static [File<'static>]> {\n    match language {\n",
    );
    let mut languages: Vec<PathBuf> =
        std::fs::read_dir(root.join("data")).expect("data/").filter_map(|e| Some(e.ok()?.path())).collect();
    languages.sort();
    for folder in languages.iter().filter(|f| f.join("rules").is_dir()) {
        let name = folder.file_name().expect("a folder has a name").to_string_lossy();
        let _ = writeln!(code, "        {name:?} => Some(&[");
        let mut files = Vec::new();
        collect(folder, &mut files);
        files.sort();
        for file in files {
            let shown =
                file.strip_prefix(&root).expect("inside the project").to_string_lossy().replace('\\', "/");
            let form = if is_rules(&file) { "Compact" } else { "Source" };
            let text = if is_rules(&file) {
                let lines = compact(&shown, &std::fs::read_to_string(&file).expect("a readable file"));
                format!("{lines:?}")
            } else {
                format!("include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{shown}\"))")
            };
            let _ =
                writeln!(code, "            File {{ name: {shown:?}, form: Form::{form}, text: {text} }},");
        }
        code.push_str("        ]),\n");
    }
    code.push_str("        _ => None,\n    }\n}\n");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
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

fn is_rules(file: &Path) -> bool {
    file.parent().is_some_and(|folder| folder.ends_with("rules"))
}

/// A rule file as lines: its level, then for each rule the line that it begins at and its fields but the examples.
fn compact(name: &str, text: &str) -> String {
    let wrong = |offset: usize, what: &str| -> ! { panic!("{name}:{}: {what}", line_at(text, offset)) };
    let table = DeTable::parse(text).unwrap_or_else(|e| wrong(e.span().map_or(0, |s| s.start), e.message()));
    let mut lines = String::new();
    for (key, value) in table.get_ref() {
        if let (false, Some(value)) = (key.get_ref() == "rule", scalar(value.get_ref())) {
            let _ = writeln!(lines, "{}\t{value}", key.get_ref());
        }
    }
    let rules = table.get_ref().get("rule").and_then(|r| r.get_ref().as_array());
    let rules = rules.unwrap_or_else(|| wrong(0, "no rules"));
    for rule in rules {
        let fields = rule.get_ref().as_table().unwrap_or_else(|| wrong(rule.span().start, "no rule"));
        let _ = writeln!(lines, "rule\t{}", line_at(text, rule.span().start));
        for (key, value) in fields.iter().filter(|(key, _)| !matches!(&**key.get_ref(), "yes" | "no")) {
            let value =
                scalar(value.get_ref()).unwrap_or_else(|| wrong(value.span().start, "not text or number"));
            let _ = writeln!(lines, "{}\t{value}", key.get_ref());
        }
    }
    lines
}

/// A value on one line; the parts of a list with spaces between.
fn scalar(value: &DeValue<'_>) -> Option<String> {
    Some(match value {
        DeValue::String(text) => text.split(['\n', '\r']).collect::<Vec<_>>().join(" "),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(yes) => yes.to_string(),
        DeValue::Array(parts) => {
            parts.iter().map(|p| scalar(p.get_ref())).collect::<Option<Vec<_>>>()?.join(" ")
        }
        _ => return None,
    })
}

fn line_at(text: &str, offset: usize) -> usize {
    text[..offset].matches('\n').count() + 1
}

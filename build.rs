//! Lists the files of `data/<language>/` for the binary, so that adding a file or a language touches no code.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

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
            let _ = writeln!(
                code,
                "            File {{ name: {shown:?}, text: include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{shown}\")) }},"
            );
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

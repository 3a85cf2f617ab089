//! What a user typed in, the inputs it stands for out: files, folders with all that is in them, patterns, "-".
//!
//! Folders and patterns are sorted by path, so that the same arguments give the same order on every file system.

use std::path::{Path, PathBuf};

use crate::{Error, Result};

/// One input to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Standard input; the caller passes it to [`read`](super::read).
    Stdin,
    /// A file, for [`open`](super::open).
    File(PathBuf),
}

/// Resolves the arguments in order. An argument that stands for nothing gives its error in its place, and the others
/// are still resolved.
///
/// A folder stands for every file in it, at any depth, whose extension is that of text, HTML, JSON Lines or WARC
/// (compressed or not); hidden files and folders are passed over. A pattern may hold `*`, `**`, `?` and `[...]`.
#[must_use]
pub fn discover<S: AsRef<str>>(arguments: &[S]) -> Vec<Result<Input>> {
    let mut inputs = Vec::new();
    for argument in arguments {
        let argument = argument.as_ref();
        if argument == "-" {
            inputs.push(Ok(Input::Stdin));
            continue;
        }
        let path = Path::new(argument);
        let found = if path.exists() || !argument.contains(['*', '?', '[']) {
            files_of(path)
        } else {
            files_of_pattern(argument)
        };
        match found {
            Ok(files) => inputs.extend(files.into_iter().map(|file| Ok(Input::File(file)))),
            Err(error) => inputs.push(Err(error)),
        }
    }
    inputs
}

/// A file itself, or the files of a folder.
fn files_of(path: &Path) -> Result<Vec<PathBuf>> {
    let kind = std::fs::metadata(path).map_err(|source| Error::Read { path: path.into(), source })?;
    if !kind.is_dir() {
        return Ok(vec![path.into()]);
    }
    let files = files_in(path)?;
    if files.is_empty() {
        return Err(super::refuse(
            path.display().to_string(),
            "no article in this folder",
            "files ending in .txt, .md, .eml, .html, .jsonl or .warc (also .gz, .zst) are read; name others one by one",
        ));
    }
    Ok(files)
}

/// Every file of a folder that could be an article, sorted. Links to folders are not followed: they may form a ring.
fn files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let failed = |source| Error::Read { path: folder.clone(), source };
        for entry in std::fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with('.') {
                continue;
            }
            let kind = entry.file_type().map_err(failed)?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if super::from_name(&name).is_some() && entry.path().is_file() {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The files that a pattern matches; folders among them are taken whole.
fn files_of_pattern(pattern: &str) -> Result<Vec<PathBuf>> {
    let options = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::new() };
    let paths = glob::glob_with(pattern, options).map_err(|error| {
        super::refuse(pattern, format!("no pattern: {}", error.msg), "write it like news/**/*.html")
    })?;
    let mut files = Vec::new();
    for path in paths {
        let path = path.map_err(|error| Error::Read { path: error.path().into(), source: error.into() })?;
        if path.is_dir() {
            files.extend(files_in(&path)?);
        } else {
            files.push(path);
        }
    }
    if files.is_empty() {
        return Err(super::refuse(
            pattern,
            "no file matches this pattern",
            "check it, and quote it against the shell",
        ));
    }
    files.sort();
    files.dedup();
    Ok(files)
}

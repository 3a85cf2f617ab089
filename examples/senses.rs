//! Makes the table of senses of the events stage: the folder of a WordNet database in, `data/en/model/senses.bin` out.
//! Deterministic: the same files give the same bytes.
//!
//! ```text
//! cargo run --profile fast --example senses -- wordnet/dict --out data/en/model/senses.bin
//! ```

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use annals::events::senses::{Sense, write};
use clap::Parser;

/// Makes the table of senses.
#[derive(Parser)]
struct Args {
    /// The folder of a WordNet database.
    wordnet: PathBuf,
    /// Where the table goes.
    #[arg(long)]
    out: PathBuf,
}

/// Kinds of noun (numbers of the lexicographers' files) that happen, hold or are said: act, communication, event, feeling,
/// phenomenon, possession, process, state.
const EVENTIVE: [u32; 8] = [4, 10, 11, 12, 19, 21, 22, 26];
/// WordNet's sentence frames, put together where they mean the same: without object, with one of each kind, with two, with
/// an infinitive, a clause, a gerund.
const FRAMES: [&[u32]; 14] = [
    &[1],
    &[2],
    &[8],
    &[9],
    &[10],
    &[11],
    &[20, 21],
    &[22],
    &[24, 25, 28],
    &[26],
    &[29],
    &[32],
    &[30, 33],
    &[34],
];
/// How many senses of a word are asked for frames and for the verb that a noun comes from.
const ASKED: usize = 3;

/// What is needed of a set of synonyms.
struct Synset {
    kind: u32,
    words: Vec<String>,
    /// Verbs that words of it are derived from: number of the word, place of the verb's set.
    verbs: Vec<(usize, String)>,
    /// Frames: number, and the word that they are for (0: all).
    frames: Vec<(u32, usize)>,
}

type Synsets = BTreeMap<String, Synset>;

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let verbs = synsets(&args.wordnet.join("data.verb"))?;
    let nouns = synsets(&args.wordnet.join("data.noun"))?;
    let mut entries = Vec::new();
    for (lemma, senses) in index(&args.wordnet.join("index.verb"))? {
        let sense = verb(&lemma, &senses, &verbs);
        entries.push((lemma, true, sense));
    }
    for (lemma, senses) in index(&args.wordnet.join("index.noun"))? {
        let sense = noun(&lemma, &senses, &nouns, &verbs);
        entries.push((lemma, false, sense));
    }
    let entries: Vec<(&str, bool, Sense)> =
        entries.iter().map(|(lemma, verb, sense)| (lemma.as_str(), *verb, *sense)).collect();
    let bytes = write(&entries)?;
    println!("{} words, {} bytes", entries.len(), bytes.len());
    Ok(std::fs::write(args.out, bytes)?)
}

fn lines(path: &Path) -> anyhow::Result<Vec<String>> {
    let text = String::from_utf8_lossy(&std::fs::read(path)?).into_owned();
    Ok(text.lines().filter(|line| !line.starts_with(' ')).map(str::to_owned).collect())
}

/// A data file: the place of each set, and the set.
fn synsets(path: &Path) -> anyhow::Result<Synsets> {
    Ok(lines(path)?.iter().filter_map(|line| synset(line)).collect())
}

fn synset(line: &str) -> Option<(String, Synset)> {
    let mut columns = line.split(" | ").next()?.split_whitespace();
    let (place, kind) = (columns.next()?.to_owned(), columns.next()?.parse().ok()?);
    let count = usize::from_str_radix(columns.nth(1)?, 16).ok()?;
    let mut words = Vec::new();
    for _ in 0..count {
        words.push(columns.next()?.split('(').next()?.to_lowercase());
        columns.next()?;
    }
    let mut verbs = Vec::new();
    for _ in 0..columns.next()?.parse().ok()? {
        let [sign, target, class, ends] =
            [columns.next()?, columns.next()?, columns.next()?, columns.next()?];
        if (sign, class) == ("+", "v") {
            verbs.push((usize::from_str_radix(ends.get(..2)?, 16).ok()?, target.to_owned()));
        }
    }
    let mut frames = Vec::new();
    for _ in 0..columns.next().and_then(|n| n.parse().ok()).unwrap_or(0) {
        let (frame, word) = (columns.nth(1)?, columns.next()?);
        frames.push((frame.parse().ok()?, usize::from_str_radix(word, 16).ok()?));
    }
    Some((place, Synset { kind, words, verbs, frames }))
}

/// An index file: the single words of lower-case letters, each with the places of its senses, the commonest first.
fn index(path: &Path) -> anyhow::Result<Vec<(String, Vec<String>)>> {
    let entry = |line: &String| {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let count: usize = columns.get(2)?.parse().ok()?;
        let senses = columns.get(columns.len().checked_sub(count)?..)?;
        let plain = columns[0].bytes().all(|b| b.is_ascii_lowercase());
        plain.then(|| (columns[0].to_owned(), senses.iter().map(|s| (*s).to_owned()).collect()))
    };
    Ok(lines(path)?.iter().filter_map(entry).collect())
}

/// The kinds of the first sense and of the next other one.
fn kinds(senses: &[String], of: &Synsets) -> (u32, u32) {
    let mut kinds = senses.iter().filter_map(|place| of.get(place)).map(|set| set.kind);
    let first = kinds.next().unwrap_or(63);
    (first, kinds.find(|kind| *kind != first).unwrap_or(0))
}

/// The number of a word in its set, counted from 1.
fn number(set: &Synset, lemma: &str) -> usize {
    set.words.iter().position(|word| word == lemma).map_or(0, |n| n + 1)
}

fn verb(lemma: &str, senses: &[String], verbs: &Synsets) -> Sense {
    let (first, second) = kinds(senses, verbs);
    let mut seen = 0u64;
    for set in senses.iter().take(ASKED).filter_map(|place| verbs.get(place)) {
        let own = number(set, lemma);
        let frames = set.frames.iter().filter(|(_, word)| *word == 0 || *word == own);
        seen |= frames.fold(0, |all, (frame, _)| all | 1 << frame);
    }
    let has = |group: &[u32]| u32::from(group.iter().any(|frame| seen >> frame & 1 == 1));
    let flags = FRAMES.iter().enumerate().fold(0, |flags, (bit, group)| flags | has(group) << bit);
    Sense::new(first, second, 0, flags)
}

fn noun(lemma: &str, senses: &[String], nouns: &Synsets, verbs: &Synsets) -> Sense {
    let (first, second) = kinds(senses, nouns);
    let sets: Vec<&Synset> = senses.iter().filter_map(|place| nouns.get(place)).collect();
    let derived = sets.iter().take(ASKED).find_map(|set| {
        let own = number(set, lemma);
        set.verbs.iter().find(|(word, _)| *word == own).and_then(|(_, verb)| verbs.get(verb))
    });
    let eventive = sets.iter().any(|set| EVENTIVE.contains(&set.kind));
    Sense::new(first, second, derived.map_or(0, |set| set.kind), u32::from(eventive))
}

//! The articles of `tests/articles/` against the timelines that an editor would make of them.
//!
//! The figures are summed over all articles. Recall counts the entries that some event of the timeline tells: with its
//! words, its date (to the day), its status and its kind. Precision counts the dated events that tell an entry or an
//! optional one. What must never stand as having happened, and the order of the pairs that the text decides, are
//! counted apart. `ARTICLES=name cargo test --test articles -- --nocapture` shows one article line by line.

use std::path::PathBuf;

use annals::article::{self, ArticleOptions};
use annals::input::Source;
use annals::timeline::{Event, Kind, Status, Timeline, name};
use annals::{Extractor, Result};
use serde::Deserialize;

/// Event F1 over all articles.
const REACHED_F1: f64 = 0.89;
/// Share of the pairs in order.
const REACHED_ORDER: f64 = 1.0;

#[derive(Deserialize)]
struct Gold {
    published: Option<String>,
    entries: Vec<Entry>,
    #[serde(default)]
    optional: Vec<Entry>,
    #[serde(default)]
    order: Vec<[usize; 2]>,
    #[serde(default)]
    never: Vec<Never>,
}

#[derive(Deserialize)]
struct Entry {
    date: String,
    contains: String,
    status: String,
    kind: Option<String>,
}

#[derive(Deserialize)]
struct Never {
    contains: String,
}

#[derive(Debug, Default)]
struct Score {
    entries: usize,
    found: usize,
    dated: usize,
    right: usize,
    forbidden: usize,
    pairs: usize,
    ordered: usize,
}

impl Score {
    fn f1(&self) -> f64 {
        let precision = self.right as f64 / self.dated.max(1) as f64;
        let recall = self.found as f64 / self.entries.max(1) as f64;
        2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE)
    }
}

fn plain(text: &str) -> String {
    text.to_lowercase().replace(['’', '‘'], "'").replace(['“', '”'], "\"")
}

fn tells(event: &Event, words: &str) -> bool {
    plain(&event.what).contains(words)
}

/// The value to the day.
fn day(value: &str) -> &str {
    value.split('T').next().unwrap_or(value)
}

fn has_date(event: &Event, entry: &Entry) -> bool {
    if entry.status == "recurring" {
        return true;
    }
    let Some(date) = &event.date else { return entry.date == "undated" };
    let edge = |d: &Option<String>| d.as_deref().map(day).map(str::to_owned);
    match entry.date.split_once('/') {
        Some((from, to)) => {
            edge(&date.start).as_deref() == Some(from) && edge(&date.end).as_deref() == Some(to)
        }
        None => date.value.as_deref().map(day) == Some(day(&entry.date)),
    }
}

fn is(event: &Event, entry: &Entry) -> bool {
    tells(event, &entry.contains)
        && has_date(event, entry)
        && name(&event.status) == entry.status
        && entry.kind.as_ref().is_none_or(|kind| name(&event.kind) == *kind)
}

fn timeline_of(extractor: &Extractor, path: &std::path::Path, gold: &Gold) -> Result<Timeline> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let html = path.extension().is_some_and(|e| e == "html");
    let name = path.to_string_lossy();
    let source = if html { Source::html(name, text) } else { Source::text(name, text) };
    let published = gold.published.as_deref().map(article::parse_stamp).transpose()?;
    let options = ArticleOptions { published, ..ArticleOptions::default() };
    Ok(extractor.extract(vec![article::read(&source, &options)?]))
}

fn measure(timeline: &Timeline, gold: &Gold, score: &mut Score, show: bool) {
    let all: Vec<&Event> = timeline.events.iter().chain(&timeline.undated).collect();
    let place = |entry: &Entry| all.iter().position(|event| is(event, entry));
    score.entries += gold.entries.len();
    for entry in &gold.entries {
        score.found += usize::from(place(entry).is_some());
        if show && place(entry).is_none() {
            println!("  missing  {} {} [{}]", entry.date, entry.contains, entry.status);
        }
    }
    for event in &timeline.events {
        let right = gold.entries.iter().chain(&gold.optional).any(|entry| is(event, entry));
        score.dated += 1;
        score.right += usize::from(right);
        if show {
            let value = event.date.as_ref().and_then(|d| d.value.as_deref()).unwrap_or("-");
            let mark = if right { "  " } else { "? " };
            println!("  {mark}{value} {} {} | {}", name(&event.status), name(&event.kind), event.what);
        }
    }
    for event in timeline.undated.iter().filter(|_| show) {
        println!("  undated {} {} | {}", name(&event.status), name(&event.kind), event.what);
    }
    let stands =
        |e: &&&Event| e.kind == Kind::Event && matches!(e.status, Status::Occurred | Status::Ongoing);
    for never in &gold.never {
        for event in all.iter().filter(stands).filter(|e| plain(&e.what).contains(&never.contains)) {
            score.forbidden += 1;
            println!("  told as a fact: {}", event.what);
        }
    }
    for [i, j] in &gold.order {
        if let (Some(first), Some(second)) = (place(&gold.entries[*i]), place(&gold.entries[*j])) {
            score.pairs += 1;
            score.ordered += usize::from(first < second);
            if first >= second {
                println!("  order: {} / {}", gold.entries[*i].contains, gold.entries[*j].contains);
            }
        }
    }
}

#[test]
fn timelines_of_our_own_articles() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let extractor = Extractor::new().expect("the shipped data is sound");
    let chosen = std::env::var_os("ARTICLES").and_then(|v| v.into_string().ok()).unwrap_or_default();
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(&folder).expect("tests/articles").filter_map(|e| Some(e.ok()?.path())).collect();
    files.sort();
    let mut total = Score::default();
    for path in files.iter().filter(|p| p.extension().is_some_and(|e| e == "txt" || e == "html")) {
        let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        if !stem.contains(&chosen) {
            continue;
        }
        let gold = std::fs::read_to_string(folder.join(format!("{stem}.timeline.json"))).expect("a timeline");
        let gold: Gold = serde_json::from_str(&gold).expect("a timeline as the README tells");
        let timeline = timeline_of(&extractor, path, &gold).expect("an article");
        let mut score = Score::default();
        println!("{stem}");
        measure(&timeline, &gold, &mut score, !chosen.is_empty());
        println!(
            "  F1 {:.3} found {}/{} right {}/{}",
            score.f1(),
            score.found,
            score.entries,
            score.right,
            score.dated
        );
        total.entries += score.entries;
        total.found += score.found;
        total.dated += score.dated;
        total.right += score.right;
        total.forbidden += score.forbidden;
        total.pairs += score.pairs;
        total.ordered += score.ordered;
    }
    println!("all: F1 {:.3} {total:?}", total.f1());
    if chosen.is_empty() {
        // What has been reached and must not be lost; in order, all pairs are aimed at.
        let share = total.ordered as f64 / total.pairs.max(1) as f64;
        assert!(total.f1() >= REACHED_F1, "event F1 {:.3}", total.f1());
        assert_eq!(total.forbidden, 0, "told as a fact what did not happen");
        assert!(share >= REACHED_ORDER, "{share:.3} of the pairs that the text decides are in order");
    }
}

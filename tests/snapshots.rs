//! Whole articles, so that a change of a rule is seen where it shows: the tags and the summary of four samples.
//!
//! A snapshot that differs is no fault by itself: look at the difference, and accept it with
//! `INSTA_UPDATE=always cargo test --test snapshots` if it is what was meant.

use annals::article::{self, ArticleOptions};
use annals::input::Source;
use annals::output::{Format, Options};
use annals::{Extractor, timeline_of};

/// One line an expression, `Type value Modifier  "text"`, then the summary.
fn shown(name: &str) -> String {
    let annals = Extractor::new().expect("the shipped rules compile");
    let path = format!("{}/data/articles/{name}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).expect("the sample is there");
    let source = Source { name: name.to_owned(), bytes, ..Source::default() };
    let article = article::read(&source, &ArticleOptions::default()).expect("the sample is an article");
    let timeline = timeline_of(&[annals.read(article)], false);
    let mut out = Vec::new();
    Format::Summary
        .write(&timeline, &Options { width: 100, color: false }, &mut out)
        .expect("memory takes it");
    let tags: String = timeline
        .expressions
        .iter()
        .map(|one| {
            let modifier = one.modifier.map(|one| format!(" {one:?}")).unwrap_or_default();
            format!("{:?} {}{modifier}  {:?}\n", one.kind, one.value, one.text)
        })
        .collect();
    format!("{tags}\n{}", String::from_utf8(out).expect("UTF-8"))
}

#[test]
fn a_scraped_page() {
    insta::assert_snapshot!(shown("harbour.txt"));
}

#[test]
fn a_live_page() {
    insta::assert_snapshot!(shown("storm-live.html"));
}

#[test]
fn a_history() {
    insta::assert_snapshot!(shown("history-canal.txt"));
}

#[test]
fn figures_of_a_company() {
    insta::assert_snapshot!(shown("earnings.txt"));
}

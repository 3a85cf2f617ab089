//! Each stage and the whole, on generated text of our own: `cargo bench`. Figures are MB/s of text; for counts that repeat on a
//! noisy machine see `benches/instructions`.

use annals::article::{self, ArticleOptions, parse_stamp};
use annals::input::Source;
use annals::text::{scan, sentences};
use annals::{Extractor, Options};
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// About `size` bytes of news-like text: sentences with and without dates, built from parts in a fixed order.
pub fn news(size: usize) -> String {
    let who = [
        "The port authority",
        "A spokesman for the ministry",
        "Mayor Ilse Brandt",
        "The striking pilots",
        "Two engineers",
    ];
    let did = [
        "said the crane had been repaired",
        "closed the northern gate",
        "will meet the owners",
        "rejected the offer",
        "inspected the hull",
    ];
    let when = [
        "on Thursday",
        "two weeks ago",
        "in March 2016",
        "late last month",
        "at 9:30 a.m. on May 4",
        "",
        "",
        "",
        "earlier this year",
        "",
    ];
    let tail = [
        "after a long dispute over wages.",
        "in front of the harbour office.",
        "according to people who asked not to be named.",
        "while ships waited outside in heavy fog.",
    ];
    let mut text = String::with_capacity(size + 200);
    let mut n = 0usize;
    while text.len() < size {
        let pick = |list: &[&'static str], step: usize| list[(n / step + n * step) % list.len()];
        text.push_str(pick(&who, 1));
        text.push(' ');
        text.push_str(pick(&did, 2));
        text.push(' ');
        let date = pick(&when, 3);
        text.push_str(date);
        if !date.is_empty() {
            text.push(' ');
        }
        text.push_str(pick(&tail, 5));
        text.push_str(if n % 5 == 4 { "\n\n" } else { " " });
        n += 1;
    }
    text
}

const SIZE: usize = 1 << 20;

#[divan::bench]
fn scan_tokens(bencher: Bencher) {
    let text = news(SIZE);
    let mut tokens = Vec::new();
    bencher.counter(BytesCount::new(text.len())).bench_local(|| {
        scan(&text, 0, text.len(), &mut tokens);
        tokens.len()
    });
}

#[divan::bench]
fn split_sentences(bencher: Bencher) {
    let annals = Extractor::new().expect("the shipped rules compile");
    let text = news(SIZE);
    let (mut tokens, mut found) = (Vec::new(), Vec::new());
    scan(&text, 0, text.len(), &mut tokens);
    bencher.counter(BytesCount::new(text.len())).bench_local(|| {
        sentences(&text, &tokens, |w| annals.pack().is_abbreviation(w), &mut found);
        found.len()
    });
}

#[divan::bench]
fn tag(bencher: Bencher) {
    let annals = Extractor::new().expect("the shipped rules compile");
    let text = news(SIZE);
    let anchor = parse_stamp("2017-05-26").ok();
    bencher.counter(BytesCount::new(text.len())).bench(|| annals.tag(&text, anchor, None).timexes.len());
}

#[divan::bench]
fn tag_events(bencher: Bencher) {
    let annals = Extractor::new().expect("the shipped rules compile");
    let text = news(SIZE);
    let anchor = parse_stamp("2017-05-26").ok();
    bencher
        .counter(BytesCount::new(text.len()))
        .bench(|| annals.tag_events(&text, anchor, None).events.len());
}

#[divan::bench]
fn extract_article(bencher: Bencher) {
    let annals = Extractor::new().expect("the shipped rules compile");
    let source = Source::text("bench", news(5000));
    let options = ArticleOptions { published: parse_stamp("2017-05-26").ok(), ..ArticleOptions::default() };
    bencher.counter(BytesCount::new(source.bytes.len())).bench(|| {
        let article = article::read(&source, &options).expect("the text is an article");
        annals.extract(vec![article]).events.len()
    });
}

#[divan::bench]
fn start_up() -> Extractor {
    Extractor::with_options(Options::default()).expect("the shipped rules compile")
}

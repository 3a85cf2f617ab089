//! Whatever comes in, from random bytes to pages built to break things: no stage panics, every offset lies in the text,
//! expressions stay apart, and the timeline is one by its schema and by its own rules in every format.

use std::sync::LazyLock;

use annals::article::{self, Article, ArticleOptions};
use annals::input::{self, Format as InputFormat, Source};
use annals::output::{Format, Options, highlight, tag};
use annals::timeline::{self, validate};
use annals::{Extractor, Tagged};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value;

static ANNALS: LazyLock<Extractor> = LazyLock::new(|| Extractor::new().expect("the shipped rules compile"));
static SCHEMA: LazyLock<jsonschema::Validator> =
    LazyLock::new(|| jsonschema::validator_for(&timeline::schema()).expect("the schema is one"));

/// Pieces of dated prose, and what stands around it in the wild.
const WORDS: [&str; 96] = [
    "Monday",
    "Thursday",
    "weekend",
    "May",
    "Sept.",
    "March",
    "summer",
    "Christmas",
    "Easter",
    "Ramadan",
    "noon",
    "midnight",
    "morning",
    "late",
    "early",
    "mid-",
    "ago",
    "later",
    "before",
    "after",
    "since",
    "until",
    "between",
    "from",
    "to",
    "and",
    "or",
    "in",
    "on",
    "at",
    "of",
    "the",
    "a",
    "last",
    "next",
    "this",
    "every",
    "each",
    "second",
    "third",
    "twenty-first",
    "half",
    "quarter",
    "two",
    "hundred",
    "thousand",
    "million",
    "dozen",
    "day",
    "days",
    "week",
    "months",
    "years",
    "decade",
    "century",
    "hours",
    "minutes",
    "p.m.",
    "AM",
    "EDT",
    "GMT+14",
    "BC",
    "A.D.",
    "0",
    "1",
    "7",
    "31",
    "32",
    "99",
    "1999",
    "2024",
    "99999",
    "00000000000000000001",
    "1/2",
    "30/2/2017",
    "2017-02-30",
    "12:60",
    "24:00",
    "'90s",
    "1980s",
    "1914-18",
    "Q5",
    "Q1",
    "H3",
    "said",
    "will",
    "was",
    "not",
    "denied",
    "fire",
    "attack",
    "Photo:",
    "REUTERS",
    "PARIS, April 20 (AP) --",
    "Updated",
    "Published",
];
const SIGNS: [&str; 30] = [
    " ",
    " ",
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    ",",
    ".",
    "-",
    "–",
    "—",
    "/",
    ":",
    ";",
    "\"",
    "“",
    "”",
    "'",
    "(",
    ")",
    "\u{0}",
    "\u{1b}[2J",
    "\u{202e}",
    "\u{ad}",
    "e\u{301}",
    "👩‍👩‍👧",
    "日",
];
const MARKUP: [&str; 44] = [
    "<p>",
    "</p>",
    "<div class=caption>",
    "</div>",
    "<article>",
    "</article>",
    "<h1>",
    "</h1>",
    "<html lang=\"en\">",
    "<body>",
    "<script type=\"application/ld+json\">",
    "{\"@type\":\"NewsArticle\",\"datePublished\":\"2017-05-",
    "{\"@graph\":[[[[",
    "\"}",
    "</script>",
    "<script>alert(1)//",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<time datetime=",
    "\"2017-05-26T25:61\"",
    "<meta property=\"article:published_time\" content=\"",
    "\">",
    "<img alt=\"May 3, 2017\" src=x ",
    "onerror=alert(1)>",
    "<figure><figcaption>",
    "<table><tr><td>",
    "<ul><li>",
    "<br>",
    "<style>",
    "</style>",
    "<svg onload=x>",
    "<iframe src=\"data:text/html,",
    "<textarea>",
    "<template>",
    "<noscript>",
    "&#0;",
    "&#xD800;",
    "&lt;script&gt;",
    "&nbsp;",
    "<a href=\"javascript:x\">",
    "<\u{0}b>",
    "<section class=\"live-entry\">",
];

fn check(source: &Source) {
    let Ok(article) = article::read(source, &ArticleOptions::default()) else { return };
    blocks_lie_in_the_text(&article);
    let stamp = article.published.as_ref().map(|published| published.stamp);
    let tagged = ANNALS.tag_events(&article.text, stamp, None);
    tags_lie_in_the_text(&article.text, &tagged);
    timeline_is_sound(article);
}

fn blocks_lie_in_the_text(article: &Article) {
    let mut end = 0;
    for block in &article.blocks {
        assert!(block.start >= end && block.start <= block.end, "{block:?}");
        assert!(article.text.get(block.start..block.end).is_some(), "{block:?}");
        end = block.end;
    }
}

fn tags_lie_in_the_text(text: &str, tagged: &Tagged) {
    let mut end = 0;
    for timex in &tagged.timexes {
        assert!(timex.start >= end && timex.start < timex.end, "{timex:?}");
        assert!(text.get(timex.start..timex.end).is_some_and(|words| words.trim() == words), "{timex:?}");
        assert!(
            !timex.resolved.value.is_empty() && (0.0..=1.0).contains(&timex.resolved.confidence),
            "{timex:?}"
        );
        end = timex.end;
    }
    for event in &tagged.events {
        assert!(text.get(event.start..event.end).is_some_and(|word| !word.is_empty()), "{event:?}");
    }
    let mut line = Vec::new();
    tag::write("\"id\"", text, tagged, true, &mut line);
    let line: Value = serde_json::from_slice(&line).expect("a line is JSON");
    let offset = |one: &Value, key: &str| usize::try_from(one[key].as_u64().expect(key)).expect(key);
    for one in line["timexes"].as_array().expect("a list") {
        let (start, end) = (offset(one, "start"), offset(one, "end"));
        let words: String = text.chars().skip(start).take(end - start).collect();
        assert_eq!(one["text"], Value::String(words));
    }
    let mut page = Vec::new();
    highlight::write(text, tagged, &Options::default(), &mut page).expect("memory takes it");
    let page = String::from_utf8(page).expect("UTF-8");
    assert!(!page.contains(|c: char| c != '\n' && c.is_control()), "{page:?}");
}

fn timeline_is_sound(article: Article) {
    let timeline = annals::timeline_of(&[ANNALS.read(article)], true);
    let json = serde_json::to_value(&timeline).expect("a timeline is JSON");
    let errors: Vec<String> = SCHEMA.iter_errors(&json).map(|error| error.to_string()).collect();
    assert_eq!(errors, Vec::<String>::new());
    // A nonsense text may well say that something happened which lies ahead.
    let findings = validate(&timeline).into_iter().filter(|finding| finding.code != "status-future");
    let findings: Vec<String> = findings.map(|finding| finding.to_string()).collect();
    assert_eq!(findings, Vec::<String>::new());
    let mut places: Vec<(usize, usize)> =
        timeline.expressions.iter().map(|one| (one.start, one.end)).collect();
    places.sort_unstable();
    assert!(places.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{places:?}");
    for format in Format::ALL {
        let mut out = Vec::new();
        format
            .write(&timeline, &Options::default(), &mut out)
            .unwrap_or_else(|error| panic!("{}: {error}", format.name()));
        assert!(std::str::from_utf8(&out).is_ok(), "{}", format.name());
    }
}

/// Pieces of the lists, one after the other; a word and a sign in turn, so that words come out whole.
fn prose(most: usize) -> impl Strategy<Value = String> {
    let pair = (prop::sample::select(&WORDS[..]), prop::sample::select(&SIGNS[..]));
    vec(pair, 1..most).prop_map(|pairs| pairs.into_iter().flat_map(|(word, sign)| [word, sign]).collect())
}

fn page() -> impl Strategy<Value = String> {
    vec((prop::sample::select(&MARKUP[..]), prose(4)), 1..30)
        .prop_map(|pieces| pieces.into_iter().map(|(markup, words)| format!("{markup}{words}")).collect())
}

/// The same cases in every run; `ANNALS_SEED=7 ANNALS_CASES=5000 cargo test --test hostile` looks for new ones.
#[expect(clippy::disallowed_methods, reason = "a test may be told by the environment how long to look")]
fn config() -> ProptestConfig {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    ProptestConfig {
        cases: number("ANNALS_CASES").unwrap_or(96),
        rng_seed: RngSeed::Fixed(number("ANNALS_SEED").unwrap_or(1).into()),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn bytes_of_any_kind(bytes in vec(any::<u8>(), 0..600)) {
        for format in [InputFormat::Auto, InputFormat::Text, InputFormat::Html, InputFormat::Jsonl, InputFormat::Warc] {
            let Ok(documents) = input::read("bytes", std::io::Cursor::new(bytes.clone()), format) else { continue };
            for source in documents.flatten() {
                check(&source);
            }
        }
    }

    #[test]
    fn characters_of_any_kind(text in "(\\PC|[\u{0}-\u{9f}\u{2028}\u{202e}\u{feff}]|[0-9/:.,' -]){0,300}") {
        check(&Source::text("text", text));
    }

    #[test]
    fn prose_made_of_dates(text in prose(60)) {
        check(&Source::text("prose", text));
    }

    #[test]
    fn pages_made_to_break(page in page()) {
        check(&Source::html("page", page));
    }

    #[test]
    fn lines_made_of_records(text in prose(12), date in "(\\PC{0,12}|[0-9T:+-]{8,20})", cut in 0usize..200) {
        let line = serde_json::json!({ "id": date, "text": text, "dct": date }).to_string();
        let cut = line.char_indices().map(|(at, _)| at).nth(cut).unwrap_or(line.len());
        let lines = format!("{line}\n{}\n{line}", &line[..cut]);
        let Ok(documents) = input::read("lines", std::io::Cursor::new(lines), InputFormat::Jsonl) else { return Ok(()) };
        for source in documents.flatten() {
            check(&source);
        }
    }
}

/// Nesting without end, and one line without one, take no stack and no time.
#[test]
fn depth_and_length() {
    for page in [
        "<div>".repeat(20_000) + "It closed on May 3, 2017.",
        "<b><i>".repeat(5_000) + "May 3, 2017" + &"</b></i>".repeat(5_000),
        format!(
            "<script type=\"application/ld+json\">{}</script><p>It closed in May.</p>",
            "[".repeat(50_000)
        ),
        format!("<p title=\"{}\">It closed in May.</p>", "May 3, 2017 ".repeat(5_000)),
    ] {
        check(&Source::html("deep", page));
    }
    for text in ["((((((((((".repeat(500), "-".repeat(20_000), "1 ".repeat(5_000), "May ".repeat(3_000)] {
        check(&Source::text("long", text));
    }
}

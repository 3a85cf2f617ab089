//! The complaints that users of other taggers file most, one row or more for each, in sentences of our own: what must
//! be found with which value, and what must be left alone. Then a property: a date reads back as it was printed.

use std::sync::{Arc, Mutex};

use annals::article::parse_stamp;
use annals::{Extractor, Tagged};
use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;

/// Number of the complaint, publication date, text, and the expressions with their values in the order of the text.
type Row = (u8, &'static str, &'static str, &'static [(&'static str, &'static str)]);

const ROWS: &[Row] = &[
    // 1: the verb or the name "may" is no month.
    (1, "2017-05-26", "Ellen may resign, and her deputy may too.", &[]),
    (1, "2017-05-26", "Ellen resigned in May.", &[("May", "2017-05")]),
    // 2: an ordinal is no day of the month.
    (2, "2017-05-26", "The second trial run failed, and so did the third pump.", &[]),
    // 3: amounts, degrees, quantities are no dates.
    (3, "2017-05-26", "The vein lies 150M down at 32\u{b0} 34'S and holds 538400 tonnes.", &[]),
    // 4: telephone numbers, versions, and a range of years read as a clock.
    (4, "2017-05-26", "Call 020 7946 0182 or install version 1.5.3 today.", &[("today", "2017-05-26")]),
    (4, "2017-05-26", "He was mayor from 2019 to 2020.", &[("2019", "2019"), ("2020", "2020")]),
    // 5: addresses, weights, and letters inside words.
    (5, "2017-05-26", "The shop at 68th Parkway, Suite 200, sells 11g bags to information friends.", &[]),
    // 6: "10 s..." is no decade and no ten seconds.
    (6, "2017-05-26", "Ten students gave it 10 stars.", &[]),
    // 7: eight digits are a date only if they make one.
    (7, "2017-05-26", "Order 28820155 was shipped.", &[]),
    (7, "2017-05-26", "The file is stamped 20170311.", &[("20170311", "2017-03-11")]),
    // 8: news looks back unless the verb looks ahead.
    (8, "2017-05-26", "The pump failed Wednesday.", &[("Wednesday", "2017-05-24")]),
    (8, "2017-05-26", "The court will sit Wednesday.", &[("Wednesday", "2017-05-31")]),
    // 9: last is before, next is after, this is of the week.
    (9, "2017-05-24", "They met last Monday.", &[("last Monday", "2017-05-22")]),
    (9, "2017-05-24", "They meet next Saturday.", &[("next Saturday", "2017-05-27")]),
    // 10: strictly so, on the weekday itself.
    (10, "2017-05-26", "It broke last Friday.", &[("last Friday", "2017-05-19")]),
    (10, "2017-05-26", "It opens next Friday.", &[("next Friday", "2017-06-02")]),
    (10, "2017-05-26", "It closes this Friday.", &[("this Friday", "2017-05-26")]),
    // 11: weeks and months are units, not days seven or thirty days away; weeks are ISO weeks.
    (11, "2017-05-26", "Sales rose last week.", &[("last week", "2017-W20")]),
    (11, "2017-05-26", "The lock opens next month.", &[("next month", "2017-06")]),
    // 12: one order of numbers in a document.
    (
        12,
        "2017-05-26",
        "Hearings: 15/4/2017, 16/4/2017 and 2/5/2017.",
        &[("15/4/2017", "2017-04-15"), ("16/4/2017", "2017-04-16"), ("2/5/2017", "2017-05-02")],
    ),
    // 13: four digits first are the year.
    (
        13,
        "2017-05-26",
        "Logged 2016-04-09 and 2016/10/03.",
        &[("2016-04-09", "2016-04-09"), ("2016/10/03", "2016-10-03")],
    ),
    // 14: "gross" is no number; a week number belongs to the year named.
    (14, "2018-09-01", "The June 2018 gross was 4 million.", &[("June 2018", "2018-06")]),
    (14, "2017-05-26", "Work began in week 1 of 2016.", &[("week 1 of 2016", "2016-W01")]),
    // 15: a day that does not exist is not taken apart into dates that do.
    (15, "2017-05-26", "The note is dated 31/02/2017.", &[]),
    // 16: both ends of a range.
    (
        16,
        "2017-05-26",
        "It is shut from 26 July to 22 August.",
        &[("26 July", "2017-07-26"), ("22 August", "2017-08-22")],
    ),
    // 17: how long, and from when.
    (
        17,
        "2017-05-26",
        "It runs for five days starting tomorrow.",
        &[("five days", "P5D"), ("tomorrow", "2017-05-27")],
    ),
    // 18: the machine's zone plays no part.
    (18, "2017-05-26T23:30", "He fell today.", &[("today", "2017-05-26")]),
    (18, "2017-05-26T00:10", "He fell yesterday.", &[("yesterday", "2017-05-25")]),
    // 24: an uncertain date keeps its mark (the mod is tested below), the same day its order.
    (
        24,
        "2017-05-26",
        "The mill was built about 1520 and the barn after 1500.",
        &[("about 1520", "1520"), ("1500", "1500")],
    ),
    // A quotation counts from the day on which it was said, not from another that the sentence names.
    (
        0,
        "2017-05-26",
        "\"We start tomorrow,\" she said on Tuesday.",
        &[("tomorrow", "2017-05-24"), ("Tuesday", "2017-05-23")],
    ),
    (
        0,
        "2017-05-26",
        "\"We start tomorrow,\" she said after Tuesday's vote.",
        &[("tomorrow", "2017-05-27"), ("Tuesday", "2017-05-23")],
    ),
];

fn tag(annals: &Extractor, anchor: &str, text: &str) -> Tagged {
    annals.tag(text, Some(parse_stamp(anchor).expect("a date")), None)
}

fn found(tagged: &Tagged, text: &str) -> Vec<(String, String)> {
    let one = |t: &annals::Timex| (text[t.start..t.end].to_string(), t.resolved.value.clone());
    tagged.timexes.iter().map(one).collect()
}

#[test]
fn complaints_about_values_and_false_positives() {
    let annals = Extractor::new().expect("the shipped rules compile");
    let mut wrong = Vec::new();
    for (number, anchor, text, expected) in ROWS {
        let got = found(&tag(&annals, anchor, text), text);
        let same = got.len() == expected.len()
            && got.iter().zip(*expected).all(|(g, e)| (g.0.as_str(), g.1.as_str()) == *e);
        if !same {
            wrong.push(format!("{number}: {text} ({anchor}) gives {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// 19: what was read before changes nothing, whatever the order of the documents.
#[test]
fn documents_leave_no_state_behind() {
    let annals = Extractor::new().expect("the shipped rules compile");
    let texts: Vec<&Row> = ROWS.iter().collect();
    let forth: Vec<_> = texts.iter().map(|r| found(&tag(&annals, r.1, r.2), r.2)).collect();
    let mut back: Vec<_> = texts.iter().rev().map(|r| found(&tag(&annals, r.1, r.2), r.2)).collect();
    back.reverse();
    assert_eq!(forth, back);
}

/// 20: the same under threads.
#[test]
fn threads_give_the_same_answers() {
    let annals = Arc::new(Extractor::new().expect("the shipped rules compile"));
    let alone: Vec<_> = ROWS.iter().map(|r| found(&tag(&annals, r.1, r.2), r.2)).collect();
    let differing = Arc::new(Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for shift in 0..4 {
            let (annals, differing, alone) = (Arc::clone(&annals), Arc::clone(&differing), &alone);
            scope.spawn(move || {
                for i in 0..ROWS.len() {
                    let at = (i + shift * 7) % ROWS.len();
                    let row = &ROWS[at];
                    if found(&tag(&annals, row.1, row.2), row.2) != alone[at] {
                        differing.lock().expect("no thread panics").push(row.2);
                    }
                }
            });
        }
    });
    assert!(differing.lock().expect("no thread panics").is_empty());
}

/// 21, 22: a text that repeats itself a thousand times is read to its end, in every place alike. That time grows with the
/// text and not with its square is measured by `benches/hostile`: no test looks at a clock.
#[test]
fn long_inputs_are_read_to_their_end() {
    let annals = Extractor::new().expect("the shipped rules compile");
    for unit in ["The fair opens on May 3, 2016. ", "It closed two years and three months ago. ", "Monday. "]
    {
        let spans = |n: usize| {
            let tagged = tag(&annals, "2017-05-26", &unit.repeat(n));
            tagged.timexes.iter().map(|t| (t.start, t.end, t.resolved.value.clone())).collect::<Vec<_>>()
        };
        // As in a longer text, which is no note and no chat.
        let expected = spans(100).split_off(99).pop().map(|(start, end, value)| {
            let before = 99 * unit.len();
            (start - before, end - before, value)
        });
        let (start, end, value) = expected.expect("one expression a sentence");
        let long = spans(8_000);
        assert_eq!(long.len(), 8_000, "{unit:?}");
        for (n, found) in long.iter().enumerate() {
            let at = n * unit.len();
            assert_eq!(*found, (at + start, at + end, value.clone()), "{unit:?}");
        }
    }
}

/// 23: offsets point at the very bytes, whatever stands before, and never overlap.
#[test]
fn offsets_are_exact_and_apart() {
    let annals = Extractor::new().expect("the shipped rules compile");
    let text = "\u{201c}Zo\u{eb} \u{2014} \u{1f600}\u{201d} left  on 3\u{a0}March 2016,\r\nthen\tlast week.";
    let tagged = tag(&annals, "2017-05-26", text);
    let spans: Vec<&str> = tagged.timexes.iter().map(|t| &text[t.start..t.end]).collect();
    assert_eq!(spans, ["3\u{a0}March 2016", "last week"]);
    assert!(tagged.timexes.windows(2).all(|w| w[0].end <= w[1].start));
}

/// 24: what is uncertain says so.
#[test]
fn uncertainty_is_kept() {
    let annals = Extractor::new().expect("the shipped rules compile");
    let tagged = tag(&annals, "2017-05-26", "They wed in late May and moved in early 2016.");
    let mods: Vec<_> = tagged.timexes.iter().map(|t| t.resolved.modifier.map(|m| m.as_str())).collect();
    assert_eq!(mods, [Some("END"), Some("START")]);
}

/// A caption in the present tense tells what has been.
#[test]
fn a_caption_shows_what_has_been() {
    let page = "<html><body><article><h1>Rally in the harbor</h1><p>The union called a rally, to which hundreds came from all over the bay.</p>\
        <figure><img src=a.jpg><figcaption>Dockers wave their flags in the harbor on Monday.</figcaption></figure></article></body></html>";
    let mut source = annals::input::Source::html("page", page);
    source.facts.published = Some("2017-05-26".into());
    let article =
        annals::article::read(&source, &annals::article::ArticleOptions::default()).expect("a page is read");
    let analysis = Extractor::new().expect("the shipped rules compile").analyse(&article);
    let values: Vec<&str> = analysis.timexes.iter().map(|t| t.resolved.value.as_str()).collect();
    assert_eq!(values, ["2017-05-22"]);
}

/// 25: the date of publication is the first one, not that of the last change.
#[test]
fn publication_is_not_the_update() {
    let page = r#"<html><head><title>Ferry sinks</title>
        <meta property="article:published_time" content="2017-05-24T08:00:00Z">
        <meta property="article:modified_time" content="2017-05-26T10:00:00Z"></head>
        <body><article><h1>Ferry sinks</h1><p>A ferry sank on Tuesday off the coast, and all hands were saved.</p></article></body></html>"#;
    let options = annals::article::ArticleOptions::default();
    let source = annals::input::Source::html("page", page);
    let article = annals::article::read(&source, &options).expect("a page is read");
    let published = article.published.expect("it says when");
    assert_eq!(published.stamp.date, NaiveDate::from_ymd_opt(2017, 5, 24).expect("a date"));
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date as people print it.
fn printed(date: NaiveDate, style: usize) -> String {
    let (year, month, day) = (date.year(), MONTHS[date.month0() as usize], date.day());
    let short = &month[..3];
    match style {
        0 => format!("{day} {month} {year}"),
        1 => format!("{month} {day}, {year}"),
        2 => date.format("%Y-%m-%d").to_string(),
        3 => date.format("%A, %B %-d, %Y").to_string(),
        4 => date.format("%A %-d %B %Y").to_string(),
        5 => date.format("%Y/%m/%d").to_string(),
        6 if short != "May" => format!("{short}. {day}, {year}"),
        6 => format!("{short} {day}, {year}"),
        7 => format!("the {day}{} of {month} {year}", ordinal(day)),
        8 => format!("{month} {day}{}, {year}", ordinal(day)),
        _ => date.format("%Y%m%d").to_string(),
    }
}

fn ordinal(day: u32) -> &'static str {
    match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// What a date prints as reads back as that date, and as nothing else.
    #[test]
    fn a_printed_date_reads_back(days in 0i64..73_000, style in 0usize..10, anchor in 0i64..12_000) {
        thread_local!(static ANNALS: Extractor = Extractor::new().expect("the shipped rules compile"));
        let date = NaiveDate::from_ymd_opt(1850, 1, 1).expect("a date") + chrono::Days::new(days as u64);
        let today = NaiveDate::from_ymd_opt(1995, 1, 1).expect("a date") + chrono::Days::new(anchor as u64);
        let words = printed(date, style);
        let text = format!("It was signed on {words} in Lyon.");
        let tagged = ANNALS.with(|a| tag(a, &today.to_string(), &text));
        let values: Vec<_> = tagged.timexes.iter().map(|t| t.resolved.value.clone()).collect();
        prop_assert_eq!(values, vec![date.to_string()], "{}", text);
    }
}

//! Sentences of our own and the entries that they give: date, status and statement, word for word.

use annals::article::{self, ArticleOptions};
use annals::input::Source;
use annals::timeline::name;
use annals::{Extractor, Result};

/// The entries of a story whose first sentence is not the one under test: "date status | statement".
fn entries(extractor: &Extractor, sentence: &str) -> Result<Vec<String>> {
    let text = format!("A day in the harbour\n\nNobody knows why.\n\n{sentence}\n");
    let published = Some(article::parse_stamp("2016-11-16")?);
    let options = ArticleOptions { published, ..ArticleOptions::default() };
    let timeline = extractor.extract(vec![article::read(&Source::text("t", text), &options)?]);
    let value =
        |e: &annals::timeline::Event| e.date.as_ref().and_then(|d| d.value.clone()).unwrap_or_default();
    Ok(timeline.events.iter().map(|e| format!("{} {} | {}", value(e), name(&e.status), e.what)).collect())
}

fn check(cases: &[(&str, &[&str])]) {
    let extractor = Extractor::new().expect("the shipped data is sound");
    for (sentence, expected) in cases {
        assert_eq!(&entries(&extractor, sentence).expect("an article"), expected, "{sentence}");
    }
}

#[test]
fn the_subject_is_found() {
    check(&[
        (
            "Lomara, the Tuvan Republic and Kessiri, who were invited to join the pact in July 2015, will join on March 12.",
            &[
                "2015-07 occurred | Lomara, the Tuvan Republic and Kessiri were invited to join the pact",
                "2017-03-12 planned | Lomara, the Tuvan Republic and Kessiri will join",
            ],
        ),
        (
            "Ida Vos, 71, who admitted her part in February, will be sentenced on Dec. 14.",
            &[
                "2016-02 occurred | Ida Vos admitted her part",
                "2016-12-14 planned | Ida Vos, 71, will be sentenced",
            ],
        ),
        (
            "Officials said the president himself met with the envoy Sunday.",
            &["2016-11-13 occurred | The president himself met with the envoy"],
        ),
        (
            "Offered a chair at the university in 1984, Ida Vos declined.",
            &["1984 occurred | Ida Vos was offered a chair at the university"],
        ),
        (
            "The pool closed for eight months in 2006 after part of the ceiling fell in, and was reopened in May 2007.",
            &[
                "2006 occurred | The pool closed for eight months after part of the ceiling fell in",
                "2007-05 occurred | The pool was reopened",
            ],
        ),
        (
            "The bridge that Lund designed in 1902 was never built.",
            &["1902 occurred | Lund designed the bridge"],
        ),
    ]);
}

#[test]
fn a_date_beside_a_noun_dates_what_it_stands_for() {
    check(&[
        ("Settlers broke the 1975 treaty with their neighbours.", &[]),
        (
            "The two presidents met at Thursday's summit.",
            &["2016-11-10 occurred | The two presidents met at the summit"],
        ),
        ("Ida Vos buys unsigned nineteenth-century pictures.", &[]),
        ("The company lost $7 million, compared with a profit of $6 million in 2013.", &[]),
    ]);
}

#[test]
fn what_did_not_happen_is_not_told_as_a_fact() {
    check(&[
        (
            "The board dropped a plan to sell the mill in May.",
            &["2016-05 cancelled | The board dropped a plan to sell the mill"],
        ),
        (
            "Neither the owner nor the driver could be found on Monday.",
            &["2016-11-14 denied | Neither the owner nor the driver could be found"],
        ),
        (
            "The bridge is scheduled for completion by Dec. 10.",
            &["2016-12-10 planned | The bridge is scheduled for completion"],
        ),
        (
            "Thirty members had filed their reports by Monday.",
            &["2016-11-14 occurred | Thirty members had filed their reports"],
        ),
    ]);
}

#[test]
fn a_statement_says_nothing_but_what_happened() {
    check(&[
        ("Meanwhile, the ferry sank on Monday.", &["2016-11-14 occurred | The ferry sank"]),
        ("The city is looking for a buyer under a June agreement.", &[]),
        ("You can take the tablets on Monday.", &[]),
        (
            "The race began in Oslo on May 8 and ends in Bergen on May 31.",
            &[
                "2016-05-08 occurred | The race began in Oslo",
                "2016-05-31 occurred | The race ends in Bergen",
            ],
        ),
    ]);
}

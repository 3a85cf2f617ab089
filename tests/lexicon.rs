//! A user's own lexicon: words, holidays, events and the lines that his site repeats; what is wrong is told by line.

use annals::article::{self, ArticleOptions, Zone, parse_stamp};
use annals::{Extractor, Options, input::Source};

fn with(lexicon: &str) -> annals::Result<Extractor> {
    Extractor::with_options(Options {
        lexicon: Some(("own.tsv".into(), lexicon.into())),
        ..Options::default()
    })
}

fn values(annals: &Extractor, text: &str) -> Vec<String> {
    let anchor = parse_stamp("2017-05-26").ok();
    annals.tag(text, anchor, None).timexes.into_iter().map(|t| t.resolved.value).collect()
}

#[test]
fn events_and_holidays_are_dates() {
    let annals =
        with("the Harbor March | the harbor walk\tevent\t1963-08-28\nFounders' Day\tholiday\t03-14\n")
            .unwrap();
    assert_eq!(
        values(&annals, "She spoke at the Harbor March, not at the harbor walk."),
        ["1963-08-28", "1963-08-28"]
    );
    assert_eq!(values(&annals, "The fair was held two days before Founders' Day 2016."), ["2016-03-12"]);
}

const PAGE: &str = "Old bridge reopens after repairs\n\nThe bridge reopened on Thursday, the city said, and lorries crossed it by noon.\n\n\
    SIGN UP FOR OUR LETTER!\n\nMore from the harbor desk: a storm on 3 March 2009\n\nThe toll is due on Monday, the city said in a statement.\n";

fn zones(annals: &Extractor) -> Vec<(String, Zone)> {
    let options = ArticleOptions {
        published: parse_stamp("2017-05-26").ok(),
        site_lines: annals.site_lines(),
        ..ArticleOptions::default()
    };
    let article = article::read(&Source::text("page.txt", PAGE), &options).unwrap();
    article.blocks.iter().map(|b| (article.text[b.start..b.end].trim().to_string(), b.zone)).collect()
}

#[test]
fn lines_of_the_site_become_boilerplate() {
    let zone_of = |zones: &[(String, Zone)], opening: &str| {
        zones.iter().find(|(text, _)| text.starts_with(opening)).map(|(_, zone)| *zone)
    };
    let plain = zones(&Extractor::new().unwrap());
    assert_ne!(zone_of(&plain, "More from the harbor"), Some(Zone::Boilerplate));
    let own = zones(
        &with("Sign up for our letter\tboilerplate\tline\nMore from the harbor desk\tboilerplate\topening\n")
            .unwrap(),
    );
    assert_eq!(zone_of(&own, "SIGN UP"), Some(Zone::Boilerplate));
    assert_eq!(zone_of(&own, "More from the harbor"), Some(Zone::Boilerplate));
    assert_eq!(zone_of(&own, "The toll"), Some(Zone::Body));
}

#[test]
fn their_dates_are_not_read() {
    let annals = with("More from the harbor desk\tboilerplate\topening\n").unwrap();
    let options = ArticleOptions {
        published: parse_stamp("2017-05-26").ok(),
        site_lines: annals.site_lines(),
        ..ArticleOptions::default()
    };
    let article = article::read(&Source::text("page.txt", PAGE), &options).unwrap();
    let timeline = annals.extract(vec![article]);
    assert!(!timeline.expressions.is_empty());
    assert!(timeline.expressions.iter().all(|e| e.value != "2009-03-03"));
}

#[test]
fn what_is_wrong_is_told_by_line() {
    for (lexicon, message) in [
        ("# a comment\n\nFounders' Day\tholiday\n", "own.tsv:3:"),
        ("Founders' Day\tholiday\t13-40\n", "own.tsv:1:"),
        ("A line\tboilerplate\tparagraph\n", "own.tsv:1: \"paragraph\" is not known"),
        ("a\tevent\t2001-01-01\n***\tboilerplate\tline\n", "own.tsv:2:"),
        ("word\tnonsense\t1\n", "own.tsv:1: \"nonsense\" is not known"),
    ] {
        let error = with(lexicon).expect_err(lexicon).to_string();
        assert!(error.contains(message), "{lexicon:?}: {error}");
    }
}

//! Zones, stamps and dates of scraped plain text.

use annals::article::{self, Article, ArticleOptions, Zone};
use annals::input::Source;

fn read(text: &str) -> Article {
    article::read(&Source::text("story", text), &ArticleOptions::default()).unwrap()
}

/// The zone of the block that begins with these words.
fn zone(article: &Article, words: &str) -> Zone {
    let mut blocks =
        article.blocks.iter().filter(|block| article.text[block.start..block.end].starts_with(words));
    let block =
        blocks.next().unwrap_or_else(|| panic!("no block begins with {words:?}: {:#?}", texts(article)));
    block.zone
}

fn texts(article: &Article) -> Vec<(Zone, &str)> {
    article.blocks.iter().map(|block| (block.zone, &article.text[block.start..block.end])).collect()
}

fn published(article: &Article) -> Option<(String, &'static str)> {
    article.published.as_ref().map(|found| (found.stamp.date.to_string(), found.method))
}

const PARAGRAPH: &str = "The town council agreed late on Tuesday to rebuild the old pier, which a winter storm had broken in two places.";

/// What must hold for every article: blocks in order, within the text, not empty, on character boundaries.
fn check(article: &Article) {
    let mut end = 0;
    for block in &article.blocks {
        assert!(block.start >= end && block.end > block.start && block.end <= article.text.len());
        assert!(!article.text[block.start..block.end].trim().is_empty());
        assert!(
            article.text[end..block.start].chars().all(|c| !c.is_alphanumeric()),
            "{:?}",
            &article.text[end..block.start]
        );
        end = block.end;
    }
}

#[test]
fn a_scraped_page_falls_into_its_zones() {
    let text = format!(
        "Skip to main content\nBreaking News\n\nOld Pier to Be Rebuilt After Storm\n\nBy Ann Lee\nPublished: March 8, 2016\n\n{PARAGRAPH}\n\n\
         Workers clear debris from the broken pier in Whitsand, March 7, 2016.\n\
         Workers clear debris from the broken pier in Whitsand, March 7, 2016.\n\n\
         A costly storm\n\n\
         Watch: Waves Break Over the Pier\n\nWaves Break Over the Pier\nplease wait\n\nNo media source currently available\n\n0:00 0:01:02 0:00\n\n\
         \"We lost it in ten minutes,\" said the harbor master. \"It took a year to build.\"\n\n\
         FILE - Children fish from the pier, July 4, 2009.\n\n\
         Share on Facebook\nAdvertisement\n128 kbps | MP3\n___________\n"
    );
    let article = read(&text);
    check(&article);
    assert!(article.verbatim && article.text == text);
    assert_eq!(article.title.as_deref(), Some("Old Pier to Be Rebuilt After Storm"));
    for line in [
        "Skip to main",
        "Breaking",
        "Watch:",
        "Waves Break",
        "please wait",
        "No media",
        "0:00",
        "Share on",
        "Advert",
        "128 kbps",
        "____",
    ] {
        assert_eq!(zone(&article, line), Zone::Boilerplate, "{line}");
    }
    assert_eq!(zone(&article, "Old Pier"), Zone::Headline);
    assert_eq!(zone(&article, "By Ann"), Zone::Byline);
    assert_eq!(zone(&article, "Published:"), Zone::Byline);
    assert_eq!(zone(&article, "A costly"), Zone::Body);
    assert_eq!(zone(&article, "\"We lost"), Zone::Body);
    let captions: Vec<&str> = texts(&article)
        .into_iter()
        .filter(|(zone, _)| *zone == Zone::Caption)
        .map(|(_, text)| text)
        .collect();
    assert_eq!(captions.len(), 2, "{captions:?}");
    assert!(captions[1].starts_with("FILE - Children"));
    assert_eq!(published(&article), Some(("2016-03-08".into(), "byline")));
}

#[test]
fn line_breaks_and_odd_characters_leave_offsets_right() {
    let text = "Harbour\u{a0}news 🚢 of the week\r\n\r\nThe “Star of the Sea” left on Mon\u{ad}day, 3 May 2021, with 40 people on board the ship.\r\nIt came back.\r\n";
    let article = read(text);
    check(&article);
    assert_eq!(article.text, text);
    assert!(texts(&article).iter().all(|(_, line)| !line.ends_with('\r') && !line.ends_with('\n')));
    let latin = Source {
        bytes: b"Caf\xE9 news\n\nThe caf\xE9 opened on Monday and it will close again on Friday, they said."
            .to_vec(),
        ..Source::default()
    };
    let article = article::read(&latin, &ArticleOptions::default()).unwrap();
    assert!(article.text.starts_with("Café news"));
}

#[test]
fn datelines_are_cut_off_the_first_paragraph() {
    for (head, rest) in [
        ("PARIS, April 20 (Reuters) -", "A strike"),
        ("WASHINGTON (AP) —", "A strike"),
        ("SALT LAKE CITY, Utah, May 3, 2016 /PRNewswire/ --", "A strike"),
        ("London —", ""),
        ("Geneva (AFP) -", "A strike"),
        ("NEW DELHI —", "A strike"),
        ("BERLIN, Tuesday -", "A strike"),
        ("OSLO, Norway (AP)_", "A strike"),
        ("OSLO, Norway (AP) _", "A strike"),
        ("OSLO, Norway (AP)", "A strike"),
    ] {
        let body = format!(
            "{head} A strike by train drivers began at midnight and is to last until the end of the week, unions said."
        );
        let article = read(&format!("Trains stand still in the capital\n\n{body}"));
        check(&article);
        let dateline =
            texts(&article).into_iter().find(|(zone, _)| *zone == Zone::Dateline).map(|(_, text)| text);
        if rest.is_empty() {
            assert_eq!(dateline, None, "{head}");
        } else {
            assert_eq!(dateline, Some(head));
            assert!(
                texts(&article).iter().any(|(zone, text)| *zone == Zone::Body && text.starts_with(rest)),
                "{head}"
            );
        }
    }
    for head in
        ["ADVICE (free) A", "BREAKING NEWS - A", "EXCLUSIVE — A", "The mayor - a", "Well-known singers —"]
    {
        let article = read(&format!(
            "Title of the story\n\n{head} strike by train drivers began at midnight and is to last all week, unions said."
        ));
        assert!(texts(&article).iter().all(|(zone, _)| *zone != Zone::Dateline), "{head}");
    }
}

#[test]
fn an_update_that_names_only_a_clock_is_a_byline() {
    for stamp in ["Updated: 9.45pm", "Last updated 14:05", "Published at 7:30 a.m."] {
        let article =
            read(&format!("Trains stand still\n\nMarch 8, 2016 | 20:26\n\n{stamp}\n\n{PARAGRAPH}\n"));
        assert_eq!(zone(&article, stamp), Zone::Byline, "{stamp}");
    }
}

#[test]
fn a_dateline_may_have_lost_its_dash() {
    let article = read(&format!("Trains stand still\n\nOSLO, Norway (AP) \" {PARAGRAPH}\n"));
    check(&article);
    assert_eq!(zone(&article, "OSLO"), Zone::Dateline);
    assert_eq!(zone(&article, PARAGRAPH), Zone::Body);
}

#[test]
fn a_dateline_may_have_a_line_of_its_own() {
    for head in ["OSLO, Norway (AP) _", "LONDON, April 20 (Reuters)", "Geneva (AFP) —"] {
        let article = read(&format!("Trains stand still in the capital\n\n{head}\n\n{PARAGRAPH}"));
        check(&article);
        assert_eq!(zone(&article, head), Zone::Dateline);
    }
    let article = read(&format!("{PARAGRAPH}\n\nA broken pier in Whitsand (AP)\n\n{PARAGRAPH}"));
    assert_eq!(zone(&article, "A broken pier"), Zone::Caption);
}

#[test]
fn the_year_of_a_dateline_comes_from_elsewhere() {
    let text = "Trains stand still\n\nPARIS, Jan. 2 (Agency) - A strike by train drivers began at midnight, unions said in a statement.\n\n\
                Passengers wait at the northern station in Paris, Dec. 31, 2014.\n";
    let article = read(text);
    assert_eq!(published(&article), Some(("2015-01-02".into(), "dateline")));
    let alone = read(
        "Trains stand still\n\nPARIS, Jan. 2 (Agency) - A strike by train drivers began at midnight, unions said in a statement.\n",
    );
    assert_eq!(published(&alone), None);
}

#[test]
fn captions_tell_the_day_only_together_with_the_weekdays() {
    let story = |weekday: &str| {
        format!(
            "Old pier reopens to the public\n\nThe pier opened to the public again on {weekday}, two years after the storm that broke it, the mayor said.\n\n\
             Children run along the rebuilt pier in Whitsand, May 3, 2016.\n\nFILE - The mayor visits the broken pier, Jan. 9, 2018.\n"
        )
    };
    // 3 May 2016 was a Tuesday.
    assert_eq!(published(&read(&story("Tuesday"))), Some(("2016-05-03".into(), "caption")));
    assert_eq!(published(&read(&story("Monday"))), Some(("2016-05-03".into(), "caption")));
    assert_eq!(published(&read(&story("Thursday"))), Some(("2016-05-05".into(), "caption")));
}

#[test]
fn sentences_of_the_body_are_no_captions() {
    for sentence in [
        "The bridge across the river opened on June 12, 1958.",
        "The treaty was signed in Paris, May 26, 2017.",
        "He said the work ended in March, 2015.",
        "A sponsored swim takes place in the harbour on 29/04/2017.",
    ] {
        let article = read(&format!("Old pier to be rebuilt\n\n{PARAGRAPH}\n\n{sentence}\n"));
        assert_eq!(zone(&article, &sentence[..12]), Zone::Body, "{sentence}");
    }
    for caption in [
        "The mayor, left, shakes hands with dockers in Whitsand, May 26, 2017. (AP Photo/Ann Lee)",
        "In this photo taken on Monday, a boat lies on the beach.",
        "Photo: Ann Lee/Harbor News",
        "Boats lie on the beach. Photograph: Ann Lee/Getty Images",
        "FILE PHOTO: A boat on the beach, 2014",
    ] {
        let article = read(&format!("Old pier to be rebuilt\n\n{PARAGRAPH}\n\n{caption}\n"));
        assert_eq!(zone(&article, &caption[..12]), Zone::Caption, "{caption}");
    }
}

#[test]
fn numeric_dates_follow_the_order_of_the_text() {
    let story = |other: &str| {
        format!(
            "Old pier to be rebuilt\n\nPublished: 06/04/2017\n\n{PARAGRAPH} The plan of {other} was dropped.\n"
        )
    };
    assert_eq!(published(&read(&story("29/03/2017"))), Some(("2017-04-06".into(), "byline")));
    assert_eq!(published(&read(&story("3rd of March"))), Some(("2017-04-06".into(), "byline")));
    assert_eq!(published(&read(&story("03/29/2017"))), Some(("2017-06-04".into(), "byline")));
    assert_eq!(published(&read(&story("March 29"))), Some(("2017-06-04".into(), "byline")));
}

#[test]
fn updated_is_not_published() {
    let article = read(&format!(
        "Old pier to be rebuilt\n\nLast updated: 9 May 2016\nFirst published: 7 May 2016\n\n{PARAGRAPH}\n"
    ));
    assert_eq!(published(&article), Some(("2016-05-07".into(), "byline")));
    assert!(
        article.candidates.iter().any(|c| c.method == "modified" && c.stamp.date.to_string() == "2016-05-09")
    );
    let article = read(&format!("Old pier to be rebuilt\n\nLast updated: 9 May 2016\n\n{PARAGRAPH}\n"));
    assert_eq!(published(&article), Some(("2016-05-09".into(), "modified")));
    assert!(article.published.unwrap().confidence < 0.5);
}

#[test]
fn without_any_date_there_is_none() {
    let article = read(&format!("Old pier to be rebuilt\n\n{PARAGRAPH} It opened on 3 May 1911.\n"));
    assert_eq!(article.published, None);
    assert!(article.candidates.is_empty());
}

#[test]
fn the_option_and_the_record_win() {
    let text = format!("Old pier to be rebuilt\n\nPublished: March 8, 2016\n\n{PARAGRAPH}\n");
    let mut source = Source::text("2011-01-01.txt", text);
    let options = ArticleOptions {
        published: Some(article::parse_stamp("1999-12-31T23:00Z").unwrap()),
        ..ArticleOptions::default()
    };
    let read =
        |source: &Source, options: &ArticleOptions| published(&article::read(source, options).unwrap());
    assert_eq!(read(&source, &ArticleOptions::default()), Some(("2016-03-08".into(), "byline")));
    source.facts.published = Some("1865-04-15".into());
    assert_eq!(read(&source, &ArticleOptions::default()), Some(("1865-04-15".into(), "record")));
    assert_eq!(read(&source, &options), Some(("1999-12-31".into(), "option")));
    source.facts.published = Some("Fri, 26 May 2017 09:12:00 +0200".into());
    assert_eq!(read(&source, &ArticleOptions::default()), Some(("2017-05-26".into(), "record")));
    source.facts.published = Some("some day".into());
    let error = article::read(&source, &options).unwrap_err().to_string();
    assert!(error.contains("some day") && error.contains("YYYY-MM-DD"), "{error}");
}

#[test]
fn file_names_and_addresses_tell_the_day() {
    let text = format!("Old pier to be rebuilt\n\n{PARAGRAPH}\n");
    let mut source = Source::text("news/2016-03-08-pier.txt", text);
    let article = article::read(&source, &ArticleOptions::default()).unwrap();
    assert_eq!(published(&article), Some(("2016-03-08".into(), "filename")));
    source.facts.url = Some("https://harbor.example/2016/03/07/pier/".into());
    let article = article::read(&source, &ArticleOptions::default()).unwrap();
    assert_eq!(published(&article), Some(("2016-03-07".into(), "url")));
}

#[test]
fn entries_of_a_live_blog_have_their_own_stamps() {
    let text = "Storm live: trains stop\n\nFirst published: 5 February 2019\n\n00:40\nThe last train has stopped in a tunnel near the old mill.\n\n\
                23:10 GMT\nTrains are slow tonight because of the wind on the coast.\n\n9:05 p.m.\nGood evening and welcome to our coverage.\n";
    let article = read(text);
    let stamp = |words: &str| {
        let block = article
            .blocks
            .iter()
            .find(|block| article.text[block.start..block.end].starts_with(words))
            .unwrap();
        block.stamp.map(|stamp| (stamp.date.to_string(), stamp.time.unwrap().to_string()))
    };
    assert_eq!(stamp("The last"), Some(("2019-02-06".into(), "00:40:00".into())));
    assert_eq!(stamp("Trains are"), Some(("2019-02-05".into(), "23:10:00".into())));
    assert_eq!(stamp("Good"), Some(("2019-02-05".into(), "21:05:00".into())));
    assert_eq!(stamp("Storm"), None);
    assert_eq!(zone(&article, "23:10"), Zone::Byline);
}

#[test]
fn one_clock_makes_no_live_blog() {
    let article = read(&format!("Old pier to be rebuilt\n\n14:35 GMT\n\n{PARAGRAPH}\n"));
    assert!(article.blocks.iter().all(|block| block.stamp.is_none()));
}

#[test]
fn mails_have_headers_and_answers() {
    let text = "From: Ann Lee <ann@harbor.example>\nTo: Bo Chan <bo@harbor.example>\nDate: Tue, 3 May 2016 09:12:00 -0400\nSubject: Pier\n\n\
                Dear Bo,\n\nthe inspectors came yesterday.\n\nAnn\n--\nHarbor Board, 1911 Quay Street\n\n\
                On Mon, May 2, 2016 at 8:01 AM Bo Chan <bo@harbor.example> wrote:\n> Will they come today?\n";
    let article = read(text);
    check(&article);
    assert_eq!(article.title.as_deref(), Some("Pier"));
    assert_eq!(published(&article), Some(("2016-05-03".into(), "byline")));
    assert_eq!(article.published.as_ref().unwrap().stamp.offset, Some(-240));
    let day = |words: &str| {
        let block = article
            .blocks
            .iter()
            .find(|block| article.text[block.start..block.end].starts_with(words))
            .unwrap();
        block.stamp.map(|stamp| stamp.date.to_string())
    };
    assert_eq!(day("the inspectors").as_deref(), Some("2016-05-03"));
    assert_eq!(day("Will they").as_deref(), Some("2016-05-02"));
    assert_eq!(zone(&article, "Harbor Board"), Zone::Boilerplate);
    assert_eq!(zone(&article, "Date:"), Zone::Byline);
    assert_eq!(zone(&article, "Pier"), Zone::Headline);
}

#[test]
fn wrapped_lines_are_one_paragraph() {
    let text = "Old pier to be rebuilt\n\nThe town council agreed late on Tuesday to rebuild the old pier,\nwhich a winter storm had broken in two places. Work begins in\nJune, the mayor said.\n";
    let article = read(text);
    assert!(
        texts(&article).iter().any(|(_, block)| block.contains("pier,\nwhich") && block.ends_with("said.")),
        "{:?}",
        texts(&article)
    );
}

#[test]
fn lists_of_other_articles_are_passed_over() {
    let text = format!(
        "Old pier to be rebuilt\n\n{PARAGRAPH}\n\nMost read\n\nTen things to do on Sunday\n\nThe storm of 1987, thirty years on\n\nThe work is to begin in June.\n"
    );
    let article = read(&text);
    assert_eq!(zone(&article, "Ten things"), Zone::Boilerplate);
    assert_eq!(zone(&article, "The storm of"), Zone::Boilerplate);
    assert_eq!(zone(&article, "The work"), Zone::Body);
}

#[test]
fn headlines_of_every_length() {
    for (text, title) in [
        ("Bridge reopens\n\nThe bridge reopened on Thursday, the city said.\n", Some("Bridge reopens")),
        (
            "Who will pay for the old pier now?\n\nThe council does not know who will pay.\n",
            Some("Who will pay for the old pier now?"),
        ),
        (
            "Harbor\nNews\nMayor opens talks with the U.S.\n\nThe mayor went to the embassy on Monday.\n",
            Some("Mayor opens talks with the U.S."),
        ),
        ("The bridge reopened on Thursday, the city said.\n\nIt had been closed for two years.\n", None),
        ("A single line without any stop", None),
    ] {
        assert_eq!(read(text).title.as_deref(), title, "{text}");
    }
}

#[test]
fn any_text_is_read_without_harm() {
    let long = "word ".repeat(400_000);
    let breaks = "a\n".repeat(100_000);
    let dates = "May 3, 2016 ".repeat(50_000);
    let quotes = "\"‘“".repeat(50_000);
    for text in [
        ".",
        "\u{feff}x",
        "-",
        "On :",
        "FILE -",
        "Watch:",
        "From: a\nDate:",
        "0:00",
        "—",
        "(Reuters) -",
        &long,
        &breaks,
        &dates,
        &quotes,
    ] {
        let article = read(text);
        check(&article);
        let quoted = article::quote_spans(&article.text, 0, article.text.len());
        assert!(quoted.iter().all(|q| article.text.get(q.clone()).is_some()));
    }
    for text in ["", " \n "] {
        assert!(article::read(&Source::text("empty", text), &ArticleOptions::default()).is_err());
    }
}

//! When a page was published, one test for each way in which pages tell it.

use annals::article::{self, Article, ArticleOptions};
use annals::input::Source;

const BODY: &str = "<p>The town council spoke for a long time about the pier, and in the end nobody in the hall was of the same mind as before.</p>";

fn read(head: &str, body: &str) -> Article {
    let html = format!(
        "<html lang=en><head><title>Old pier to be rebuilt</title>{head}</head><body><h1>Old pier to be rebuilt</h1>{body}{BODY}</body></html>"
    );
    article::read(&Source::html("page", html), &ArticleOptions::default()).unwrap()
}

/// Day and method.
fn told(head: &str, body: &str) -> String {
    read(head, body)
        .published
        .map_or_else(|| "none".into(), |found| format!("{} {}", found.stamp.date, found.method))
}

fn json_ld(data: &str) -> String {
    format!("<script type='application/ld+json'>{data}</script>")
}

#[test]
fn json_ld_of_articles_only() {
    for (data, expected) in [
        (
            r#"{"@type": "NewsArticle", "datePublished": "2016-03-08T10:00:00+01:00", "dateModified": "2016-03-10"}"#,
            "2016-03-08 jsonld",
        ),
        (
            r#"[{"@type": "WebSite", "datePublished": "2009-01-01"}, {"@type": ["Thing", "BlogPosting"], "datePublished": "2016-03-08"}]"#,
            "2016-03-08 jsonld",
        ),
        (
            r#"{"@graph": [{"@type": "Person", "dateCreated": "2009-01-01"}, {"@type": "http://schema.org/Article", "datePublished": "Mar 8, 2016"}]}"#,
            "2016-03-08 jsonld",
        ),
        (
            r#"{"@type": "WebPage", "mainEntity": {"@type": "ReportageNewsArticle", "datePublished": "2016-03-08"}}"#,
            "2016-03-08 jsonld",
        ),
        (
            r#"{"@type": "NewsArticle", "comment": [{"@type": "Article", "datePublished": "2016-04-01"}], "datePublished": "2016-03-08"}"#,
            "2016-03-08 jsonld",
        ),
        (r#"{"@type": "WebSite", "datePublished": "2009-01-01"}"#, "none"),
        (r#"{"@type": "Event", "datePublished": "2009-01-01"}"#, "none"),
        (r#"{"@type": "NewsArticle", "datePublished": "soon"}"#, "none"),
    ] {
        assert_eq!(told(&json_ld(data), ""), expected, "{data}");
    }
}

#[test]
fn json_ld_that_is_not_quite_json() {
    for data in [
        "<!-- {\"@type\": \"NewsArticle\", \"datePublished\": \"2016-03-08\",} -->",
        "//<![CDATA[\n{\"@type\": \"NewsArticle\", \"description\": \"two\nlines\", \"datePublished\": \"2016-03-08\"};\n//]]>",
        "{\"@type\": \"NewsArticle\", \"headline\": \"it\\'s\", \"datePublished\": \"2016-03-08\"}",
        "{\"@type\": \"NewsArticle\", \"headline\": \"a \"quote\" inside\", \"datePublished\": \"2016-03-08\"}",
    ] {
        assert_eq!(told(&json_ld(data), ""), "2016-03-08 jsonld", "{data}");
    }
}

#[test]
fn of_several_articles_the_one_with_the_headline_counts() {
    let data = r#"[{"@type": "NewsArticle", "headline": "Something else happened", "datePublished": "2011-01-01"},
                   {"@type": "NewsArticle", "headline": "Old pier to be rebuilt", "datePublished": "2016-03-08"}]"#;
    assert_eq!(told(&json_ld(data), ""), "2016-03-08 jsonld");
}

#[test]
fn meta_elements() {
    for meta in [
        "<meta property='article:published_time' content='2016-03-08T10:00:00Z'>",
        "<meta name='DC.date.issued' content='2016-03-08'>",
        "<meta name='parsely-pub-date' content='2016-03-08T10:00:00Z'>",
        "<meta name='sailthru.date' content='Tue, 08 Mar 2016 10:00:00 +0100'>",
        "<meta name='pubdate' content='20160308'>",
        "<meta name='date' content='20160308T101500Z'>",
        "<meta name='publish_date' content='1457431200'>",
        "<meta name='cXenseParse:recs:publishtime' content='2016-03-08T10:00:00.000Z'>",
    ] {
        assert_eq!(told(meta, ""), "2016-03-08 meta", "{meta}");
    }
    assert_eq!(told("<meta name='viewport' content='2016-03-08'>", ""), "none");
    assert_eq!(told("<meta name='pubdate' content='3016-03-08'>", ""), "none");
}

#[test]
fn microdata() {
    for body in [
        "<meta itemprop='datePublished' content='2016-03-08'>",
        "<span itemprop='datePublished' content='2016-03-08T10:00'>yesterday</span>",
        "<span itemprop='datePublished'>8 March 2016</span>",
        "<span property='schema:datePublished' content='2016-03-08'></span>",
        "<span property='dc:date dc:created' content='2016-03-08T10:00:00+01:00'>Tue</span>",
    ] {
        assert_eq!(told("", body), "2016-03-08 microdata", "{body}");
    }
}

#[test]
fn time_elements() {
    assert_eq!(told("", "<time datetime='2016-03-08T10:00'>Tuesday</time>"), "2016-03-08 time");
    assert_eq!(told("", "<time>8 March 2016</time>"), "2016-03-08 time");
    assert_eq!(
        told("", "<abbr class='published' title='2016-03-08T10:00:00'>Tuesday</abbr>"),
        "2016-03-08 time"
    );
    assert_eq!(told("", "<abbr data-utime='1457431200'>Tuesday</abbr>"), "2016-03-08 time");
    let two = "<p>Updated <time datetime='2016-03-10'>Thursday</time></p><p>Published <time datetime='2016-03-08'>Tuesday</time></p>";
    assert_eq!(told("", two), "2016-03-08 time");
}

#[test]
fn lines_about_the_date() {
    for body in [
        "<p>Published: March 8, 2016</p>",
        "<p>By Ann Lee | 8 March 2016 | 10:15 GMT</p>",
        "<div class='entry-date'>March 8th, 2016</div>",
        "<div class='post-meta'>Posted by Ann Lee on Tuesday, March 8, 2016 at 10:15</div>",
        "<p>Tuesday, 8 March 2016</p>",
        "<p>08.03.2016</p>",
        "<p>2016年3月8日</p>",
        "<p>8 de marzo de 2016</p>",
        "<p>Veröffentlicht am 8. März 2016</p>",
        "<p>Publié le 8 mars 2016 à 10h15</p>",
        "<p>8 марта 2016, 10:15</p>",
    ] {
        assert_eq!(told("", body), "2016-03-08 byline", "{body}");
    }
    for body in [
        "<p>Available until March 8, 2016</p>",
        "<p>Call 08 03 2016 now</p>",
        "<p>Version 8.3.2016.1</p>",
        "<p>8:03:2016</p>",
    ] {
        assert_eq!(told("", body), "none", "{body}");
    }
}

#[test]
fn dates_elsewhere_on_the_page_are_of_something_else() {
    let date = "<div class='date'>9 May 2011</div>";
    for around in [
        "<aside>X</aside>",
        "<div class='comments'>X</div>",
        "<nav>X</nav>",
        "<ul class='related-posts'><li>X</ul>",
        "<footer>X</footer>",
    ] {
        let body = format!("<p class='date'>8 March 2016</p>{}", around.replace('X', date));
        assert_eq!(told("", &body), "2016-03-08 byline", "{around}");
    }
}

#[test]
fn modified_is_not_published() {
    let both = "<meta property='article:modified_time' content='2016-03-10'><meta property='article:published_time' content='2016-03-08'>";
    assert_eq!(told(both, ""), "2016-03-08 meta");
    let article = read("<meta property='article:modified_time' content='2016-03-10'>", "");
    let found = article.published.unwrap();
    assert_eq!((found.stamp.date.to_string().as_str(), found.method), ("2016-03-10", "modified"));
    assert!(found.confidence < 0.5);
}

#[test]
fn utc_is_read_as_the_local_day_of_the_newsroom() {
    let utc = json_ld(r#"{"@type": "NewsArticle", "datePublished": "2016-03-09T01:30:00Z"}"#);
    let article =
        read(&utc, "<p>By Ann Lee, <time datetime='2016-03-08T20:30:00-05:00'>March 8, 2016</time></p>");
    let stamp = article.published.unwrap().stamp;
    assert_eq!((stamp.date.to_string().as_str(), stamp.offset), ("2016-03-08", Some(-300)));
    assert_eq!(told(&utc, "<p class=date>March 8, 2016</p>"), "2016-03-08 jsonld");
    assert_eq!(told(&utc, ""), "2016-03-09 jsonld");
    // Three days apart is no matter of zones.
    assert_eq!(told(&utc, "<p class=date>March 6, 2016</p>"), "2016-03-09 jsonld");
    let east = json_ld(r#"{"@type": "NewsArticle", "datePublished": "2016-03-08T22:30:00Z"}"#);
    assert_eq!(told(&east, "<p class=date>9 March 2016</p>"), "2016-03-09 jsonld");
}

#[test]
fn two_signals_that_agree_beat_one() {
    let head = "<meta name='date' content='2016-03-11'><link rel='canonical' href='https://n.example/2016/03/08/old-pier'>";
    assert_eq!(told(head, "<p class='date'>8 March 2016</p>"), "2016-03-08 url");
}

#[test]
fn addresses() {
    assert_eq!(
        told("<link rel='canonical' href='https://n.example/2016/03/08/old-pier'>", ""),
        "2016-03-08 url"
    );
    assert_eq!(
        told("<meta property='og:url' content='https://n.example/a/2016-03-08-old-pier.html'>", ""),
        "2016-03-08 url"
    );
}

#[test]
fn numeric_dates_follow_the_custom_of_the_page() {
    let page = |lang: &str, body: &str| {
        let html = format!(
            "<html lang={lang}><title>Old pier to be rebuilt</title><h1>Old pier to be rebuilt</h1><p class=date>{body}</p>{BODY}"
        );
        let article = article::read(&Source::html("page", html), &ArticleOptions::default()).unwrap();
        article.published.map(|found| found.stamp.date.to_string()).unwrap_or_default()
    };
    assert_eq!(page("en-US", "03/08/2016"), "2016-03-08");
    assert_eq!(page("en-GB", "08/03/2016"), "2016-03-08");
    assert_eq!(page("fr", "08/03/2016"), "2016-03-08");
    assert_eq!(page("en-US", "25/03/2016"), "2016-03-25");
    // Another signal knows better than the custom.
    assert_eq!(page("en-US", "08/03/2016</p><p class=date>8 March 2016"), "2016-03-08");
}

#[test]
fn what_gives_the_date_away_where_nothing_tells_it() {
    assert_eq!(
        told("", "<a href='https://n.example/2016/03/08/old-pier-rebuilt/'>here</a>"),
        "2016-03-08 url"
    );
    assert_eq!(
        told("<script>state = {\"article\": {\"publishedAt\": \"2016-03-08T10:00:00Z\"}}</script>", ""),
        "2016-03-08 meta"
    );
    assert_eq!(told("", "<script>write_day(\"2016/03/08 10:15\")</script>"), "2016-03-08 byline");
    assert_eq!(
        told("<meta property='og:image' content='https://n.example/img/2016/03/08/pier.jpg'>", ""),
        "2016-03-08 url"
    );
}

#[test]
fn the_candidates_hold_every_signal_once() {
    let head =
        json_ld(r#"{"@type": "NewsArticle", "datePublished": "2016-03-08", "dateModified": "2016-03-10"}"#);
    let article = read(&head, "<p class='date'>8 March 2016</p><p class='date'>8 March 2016</p>");
    let mut all: Vec<(String, &str)> =
        article.candidates.iter().map(|c| (c.stamp.date.to_string(), c.method)).collect();
    all.sort();
    assert_eq!(all, [("2016-03-08".to_owned(), "byline"), ("2016-03-10".to_owned(), "modified")]);
    assert!(article.candidates.iter().all(|c| (0.0..=1.0).contains(&c.confidence)));
}

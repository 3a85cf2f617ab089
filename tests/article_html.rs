//! Zones and text of HTML pages.

use annals::article::{self, Article, ArticleOptions, Zone};
use annals::input::Source;

fn read(html: &str) -> Article {
    let article = article::read(&Source::html("page", html), &ArticleOptions::default()).unwrap();
    let mut end = 0;
    for block in &article.blocks {
        assert!(block.start >= end && block.end > block.start && block.end <= article.text.len());
        assert!(article.text[end..block.start].trim().is_empty());
        end = block.end;
    }
    article
}

fn texts(article: &Article, zone: Zone) -> Vec<&str> {
    article
        .blocks
        .iter()
        .filter(|block| block.zone == zone)
        .map(|block| &article.text[block.start..block.end])
        .collect()
}

fn paragraph(about: &str) -> String {
    format!(
        "<p>The town council spoke for a long time about {about}, and in the end nobody in the hall was of the same mind as before.</p>"
    )
}

/// A page with everything around the article that pages have.
fn page(article: &str) -> String {
    format!(
        "<!doctype html><html lang='en-GB'><head><title>Old pier to be rebuilt | Harbor News</title>\
         <meta property='og:title' content='Old pier to be rebuilt'></head><body class='has-sidebar single'>\
         <div id='cookie-consent'>We use cookies since 25 May 2018. <button>Accept</button></div>\
         <header class='site-header'><a href='/'>Harbor News</a> <span>Sunday, 1 March 2020</span></header>\
         <nav><ul><li><a href='/sport'>Sport</a><li><a href='/friday'>Friday Review</a></ul></nav>\
         <div class='content-wrapper sidebar-right'><article>{article}</article>\
         <aside class='related'><h3>Related</h3><p>The council spoke about the lighthouse on 9 May 2011 and decided nothing at all in the matter then.</p></aside>\
         <section id='comments'><p>anna: I was there on 3 April 2001 and it was already broken in two places, believe me or not, folks.</p></section></div>\
         <div class='sidebar'><p>Weather for Tuesday: rain in the morning, wind in the evening, and a storm in the night, as always here.</p></div>\
         <footer>© 2020 Harbor News. Updated daily.</footer></body></html>"
    )
}

#[test]
fn the_article_is_told_from_what_is_around_it() {
    let html = page(&format!(
        "<h1>Old pier to be rebuilt</h1><p class='byline'>By <a rel='author' href='/ann'>Ann Lee</a> <time datetime='2016-03-08T09:00:00Z'>8 March 2016</time></p>\
         <ul class='share-buttons'><li>Share</li><li>Tweet</li></ul>\
         <p class='standfirst'>A storm broke it. Now there is money.</p>{}<h2>A costly storm</h2>{}<div class='ad-slot'>Advertisement <p>Buy now</p></div><ul><li>First, the beams.</li><li>Then, the planks.</li></ul>",
        paragraph("the pier"),
        paragraph("the storm")
    ));
    let article = read(&html);
    assert_eq!(article.title.as_deref(), Some("Old pier to be rebuilt"));
    assert_eq!(article.language, "en-GB");
    assert!(!article.verbatim);
    assert_eq!(texts(&article, Zone::Headline), ["Old pier to be rebuilt"]);
    assert_eq!(texts(&article, Zone::Byline), ["By Ann Lee 8 March 2016"]);
    let body = texts(&article, Zone::Body);
    assert_eq!(body.len(), 6, "{body:#?}");
    assert_eq!(body[0], "A storm broke it. Now there is money.");
    assert_eq!(body[2], "A costly storm");
    assert_eq!(body[5], "Then, the planks.");
    let rest = texts(&article, Zone::Boilerplate).join("|");
    for words in [
        "cookies since",
        "Sunday, 1 March",
        "Friday Review",
        "Share",
        "Buy now",
        "lighthouse",
        "anna:",
        "Weather for",
        "© 2020",
    ] {
        assert!(rest.contains(words), "{words} in {rest}");
    }
}

#[test]
fn captions_come_in_many_dresses() {
    let html = page(&format!(
        "<h1>Old pier to be rebuilt</h1>\
         <figure><img src=a.jpg alt='a pier'><figcaption>Boats near the pier. <span class='credit'>Ann Lee</span></figcaption></figure>{}\
         <div class='wp-caption'><img src=b.jpg><p class='wp-caption-text'>The pier in 1911.</p></div>\
         <div itemscope><img src=c.jpg><span itemprop='caption'>A plank.</span></div>\
         <img src=d.jpg alt='Workers carry planks along the beach at low tide on Monday'>\
         <img src=e.jpg alt='logo'><img src=f.jpg alt='Old pier to be rebuilt'>{}",
        paragraph("the pier"),
        paragraph("the storm")
    ));
    let article = read(&html);
    assert_eq!(
        texts(&article, Zone::Caption),
        [
            "Boats near the pier. Ann Lee",
            "The pier in 1911.",
            "A plank.",
            "Workers carry planks along the beach at low tide on Monday",
        ]
    );
}

#[test]
fn no_words_run_together() {
    let html = page(&format!(
        "<h1>Old pier <br>to be rebuilt</h1><div class='meta'><span>Whitsand</span><span>14 May 2016</span><span>By Ann</span></div>{}\
         <table><tr><td>Monday</td><td>3</td></tr></table><p>Line one<br>Line two and H<sub>2</sub>O and the 14<sup>th</sup> one</p>",
        paragraph("the pier")
    ));
    let article = read(&html);
    let words = article.text.replace('\n', " ");
    for expected in
        ["Old pier to be rebuilt", "Whitsand 14 May 2016 By Ann", "Monday", "H2O and the 14th one"]
    {
        assert!(words.contains(expected), "{expected} in {words}");
    }
    assert!(!words.contains("Monday3") && !words.contains("oneLine"));
}

#[test]
fn datelines_and_boilerplate_lines_are_found_in_paragraphs() {
    let html = page(&format!(
        "<h1>Old pier to be rebuilt</h1><p>WHITSAND, England (Agency) &mdash; The council agreed on Tuesday to rebuild the pier, which a storm had broken.</p>{}\
         <p>No media source currently available</p><p>0:00 0:01:02 0:00</p><p>Story continues below advertisement</p>",
        paragraph("the pier")
    ));
    let article = read(&html);
    assert_eq!(texts(&article, Zone::Dateline), ["WHITSAND, England (Agency) —"]);
    let rest = texts(&article, Zone::Boilerplate).join("|");
    assert!(rest.contains("No media") && rest.contains("0:00 0:01:02") && rest.contains("Story continues"));
}

#[test]
fn a_page_without_a_heading_gets_its_title() {
    let html = format!(
        "<title>Old pier to be rebuilt</title><div>{}{}</div>",
        paragraph("the pier"),
        paragraph("the storm")
    );
    let article = read(&html);
    assert_eq!(texts(&article, Zone::Headline), ["Old pier to be rebuilt"]);
    assert_eq!(texts(&article, Zone::Body).len(), 2);
}

#[test]
fn hidden_text_scripts_and_styles_are_not_read() {
    let html = page(&format!(
        "<h1>Old pier to be rebuilt</h1>{}<p style='display: none'>Hidden on 1 May 2001.</p><p hidden>Gone since 2 May 2001.</p>\
         <script>var day = '3 May 2001';</script><style>.x {{ content: '4 May 2001' }}</style><noscript>5 May 2001</noscript><template><p>6 May 2001</p></template>",
        paragraph("the pier")
    ));
    let article = read(&html);
    let body = texts(&article, Zone::Body).join("|");
    assert!(!body.contains("2001"), "{body}");
    for day in ["3 May", "4 May", "5 May", "6 May"] {
        assert!(!article.text.contains(&format!("{day} 2001")));
    }
}

#[test]
fn live_entries_are_stamped_by_their_times() {
    let entry = |clock: &str, text: &str| {
        format!(
            "<article class='live-entry'><time datetime='2016-03-08T{clock}:00+01:00'>{clock}</time>{text}</article>"
        )
    };
    let html = format!(
        "<h1>Storm live</h1><p>First posted <time datetime='2016-03-07T08:00:00+01:00'>Monday</time></p><div class='live-blog'>{}{}{}</div>",
        entry("14:35", &paragraph("the trains")),
        entry("13:20", &paragraph("the boats")),
        entry("12:05", &paragraph("the roofs")),
    );
    let article = read(&html);
    let stamp = |words: &str| {
        let block =
            article.blocks.iter().find(|block| article.text[block.start..block.end].contains(words)).unwrap();
        block.stamp.map(|stamp| (stamp.date.to_string(), stamp.time.unwrap().to_string(), stamp.offset))
    };
    assert_eq!(stamp("the trains"), Some(("2016-03-08".into(), "14:35:00".into(), Some(60))));
    assert_eq!(stamp("the roofs"), Some(("2016-03-08".into(), "12:05:00".into(), Some(60))));
    assert_eq!(stamp("Storm live"), None);
}

#[test]
fn live_entries_are_stamped_by_json_ld() {
    let data = r#"<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Storm over the coast", "datePublished": "2016-03-07T20:00:00Z",
      "liveBlogUpdate": [{"@type": "BlogPosting", "headline": "Trains stop running", "datePublished": "2016-03-08T01:10:00Z"},
                         {"@type": "BlogPosting", "url": "https://n.example/live#e1", "headline": "", "datePublished": "2016-03-07T20:05:00Z"}]}</script>"#;
    let html = format!(
        "{data}<h1>Storm over the coast</h1><div><div><h3>Trains stop running</h3>{}</div><div id='e1'>{}</div></div>",
        paragraph("the trains"),
        paragraph("the boats")
    );
    let article = read(&html);
    let stamp = |words: &str| {
        let block =
            article.blocks.iter().find(|block| article.text[block.start..block.end].contains(words)).unwrap();
        block.stamp.map(|stamp| stamp.date.to_string())
    };
    assert_eq!(stamp("the trains").as_deref(), Some("2016-03-08"));
    assert_eq!(stamp("the boats").as_deref(), Some("2016-03-07"));
}

#[test]
fn hostile_pages_are_read() {
    let body = paragraph("the pier");
    let deep = |tag: &str, count: usize| {
        format!("{}{body}{}", format!("<{tag}>").repeat(count), format!("</{tag}>").repeat(count))
    };
    let pages = [
        deep("div", 10_000),
        deep("div", 200_000),
        deep("b", 50_000),
        deep("table><tr><td", 5_000),
        deep("blockquote><p", 20_000),
        format!("{}{body}", (0..20_000).map(|n| format!("<p><font size={n}>")).collect::<String>()),
        format!("<p {}>{body}", (0..50_000).map(|n| format!("a{n}=1 ")).collect::<String>()),
        format!("{body}{}", "<time datetime=2016-05-03>x</time>".repeat(20_000)),
        format!("{body}{}", "<div class='date'>May 3, 2016</div>".repeat(20_000)),
        format!("<div class='date'>{body}{}", "<span class='date'>".repeat(20_000)),
        format!("{body}{}", "<a href='/2016/05/03/x'>x</a>".repeat(20_000)),
        format!("{body}<!-- {}", "<p>".repeat(100_000)),
        format!("{body}<script>{}", "\"published\": ".repeat(50_000)),
        format!("<script type='application/ld+json'>{}</script>{body}", "[".repeat(100_000)),
        format!("{body}{}", "&amp;&#x110000;&bogus;".repeat(20_000)),
        format!("<p>{}", "word".repeat(1_000_000)),
    ];
    for html in &pages {
        let article = read(html);
        assert!(
            html.contains("wordword") || article.text.contains("spoke for a long time"),
            "{}",
            &html[..40]
        );
    }
}

#[test]
fn a_page_without_text_may_still_tell_its_date() {
    let html = "<meta property='article:published_time' content='2016-03-08T10:00:00+01:00'><script>render()</script>";
    assert_eq!(read(html).published.map(|found| found.stamp.date.to_string()).as_deref(), Some("2016-03-08"));
    let empty =
        article::read(&Source::html("page", "<html><body></body></html>"), &ArticleOptions::default());
    assert!(empty.unwrap_err().to_string().starts_with("page: no text"));
}

//! Bytes in, an [`Article`] out: clean text with a zone for every part of it, the title, and the publication date with
//! the evidence for it.
//!
//! Boilerplate is marked, not deleted, so that offsets stay those of the decoded text and `explain` can show why a
//! line was passed over. Nothing here knows what a temporal expression is; the few dates that tell when an article
//! was published are read by shape (`published`), because the rest of the chain needs that date first.

mod data;
mod html;
mod language;
mod lines;
mod plain;
mod published;
mod quotes;
mod shapes;
mod site;

pub use published::parse_stamp;
pub use quotes::quote_spans;
pub use site::SiteLines;

use chrono::{NaiveDate, NaiveTime};

use crate::input::{Format, Source};
use crate::{Result, input};

/// What part of the page a stretch of text belongs to.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Zone {
    /// The title of the article.
    Headline,
    /// Who wrote it and when it was published or updated.
    Byline,
    /// Place, date and agency before the first sentence: "PARIS, April 20 (Reuters) -".
    Dateline,
    /// The running text.
    Body,
    /// Words between quotation marks inside the body.
    Quote,
    /// Text that belongs to a picture.
    Caption,
    /// Navigation, share bars, players, related links, comments: read for nothing.
    Boilerplate,
}

/// A block of text with its zone. Blocks are in order, do not overlap, and sentences never cross their borders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// First byte in [`Article::text`].
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it is.
    pub zone: Zone,
    /// The stamp of a live-blog entry or e-mail that this block belongs to: its own anchor.
    pub stamp: Option<Stamp>,
}

/// A local date with, where known, the time of day and the offset from UTC in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The newsroom's local day.
    pub date: NaiveDate,
    /// Local time.
    pub time: Option<NaiveTime>,
    /// Minutes east of UTC.
    pub offset: Option<i32>,
}

/// One signal that tells when an article was published (or modified).
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The day (and time) it tells.
    pub stamp: Stamp,
    /// Where it comes from: option, record (the JSON Lines object around the article), jsonld, meta, microdata, time,
    /// byline, dateline, url, filename, caption, modified.
    pub method: &'static str,
    /// 0 to 1.
    pub confidence: f32,
}

/// One article, ready for the text stage.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// Where it came from: a path, a record id, "-".
    pub source: String,
    /// Its own address, where the page or record tells.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// BCP 47 language, as declared or guessed; "en" if nothing speaks against it.
    pub language: String,
    /// The decoded text, all zones, in reading order.
    pub text: String,
    /// The zones of `text`. What no block covers is white space, or the `>` of an e-mail.
    pub blocks: Vec<Block>,
    /// The publication date that was settled on.
    pub published: Option<Candidate>,
    /// Every other signal, best first.
    pub candidates: Vec<Candidate>,
    /// Whether `text` is the input as it stood (offsets then hold in the user's own file).
    pub verbatim: bool,
}

/// What the caller knows about the articles to read.
#[derive(Debug, Clone, Default)]
pub struct ArticleOptions {
    /// The publication date: wins over everything the article says.
    pub published: Option<Stamp>,
    /// How to read the source where it does not say so itself.
    pub format: Format,
    /// BCP 47 language: wins over what the page declares.
    pub language: Option<String>,
    /// The user's own boilerplate; [`Extractor::site_lines`](crate::Extractor::site_lines) has what a lexicon lists.
    pub site_lines: SiteLines,
}

/// Reads the word lists and shapes that [`read`] needs, which it would do when first called: a program that has other
/// things to do at its start may have this done in a thread of its own.
pub fn prepare() {
    data::english();
    data::page();
}

/// Reads one source as an article.
///
/// # Errors
/// [`Error::Input`](crate::Error::Input) if there is nothing to read in it, or its record gives a date that is none.
///
/// ```
/// use annals::{article, input::Source};
/// let source = Source::text("note", "Old bridge in the harbour reopens after repairs\n\nThe bridge reopened on Thursday, the city said.\n");
/// let article = article::read(&source, &article::ArticleOptions::default())?;
/// assert_eq!(article.language, "en");
/// assert!(article.verbatim && article.published.is_none());
/// # Ok::<(), annals::Error>(())
/// ```
pub fn read(source: &Source, options: &ArticleOptions) -> Result<Article> {
    if let Some(written) = &source.facts.published
        && published::of_record(written).is_none()
    {
        let what = format!("\"published\" is no date: \"{written}\"");
        return Err(input::refuse(
            &source.name,
            what,
            "write YYYY-MM-DD or YYYY-MM-DDThh:mm, or leave it out",
        ));
    }
    let format = input::settle(source, options.format);
    let text = input::decode(&source.bytes, source.facts.charset.as_deref(), format == Format::Html);
    let article = match format {
        Format::Html => html::read(source, &text, options),
        _ => plain::read(source, text, options),
    };
    // A page that a script fills in has no text, but may still say when it was published and what it is called.
    if article.text.trim().is_empty() && article.published.is_none() && article.title.is_none() {
        return Err(input::refuse(&source.name, "no text in it", "give an article"));
    }
    Ok(article)
}

/// A text as a key for comparing: letters and digits in lower case, one space between words.
fn text_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() {
            key.extend(c.to_lowercase());
        } else if !key.is_empty() && !key.ends_with(' ') && !matches!(c, '\'' | '’') {
            key.push(' ');
        }
    }
    key.truncate(key.trim_end().len());
    key
}

//! Decoded plain text in, an article with zones out; the text stays as it is.

use super::{Article, ArticleOptions, Block, Candidate, Zone};
use crate::input::Source;

pub(super) fn read(source: &Source, text: String, options: &ArticleOptions) -> Article {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let start = at + line.find(trimmed).unwrap_or(0);
            blocks.push(Block { start, end: start + trimmed.len(), zone: Zone::Body, stamp: None });
        }
        at += line.len();
    }
    if let [first, second, ..] = blocks.as_mut_slice() {
        let title = &text[first.start..first.end];
        if title.len() < 120 && !title.ends_with('.') && second.end - second.start > title.len() {
            first.zone = Zone::Headline;
        }
    }
    let title = blocks.first().filter(|b| b.zone == Zone::Headline).map(|b| text[b.start..b.end].to_owned());
    Article {
        source: source.name.clone(),
        url: source.facts.url.clone(),
        title: source.facts.title.clone().or(title),
        language: options.language.clone().or(source.facts.language.clone()).unwrap_or_else(|| "en".into()),
        published: options.published.map(|stamp| Candidate { stamp, method: "option", confidence: 1.0 }),
        candidates: Vec::new(),
        text,
        blocks,
        verbatim: true,
    }
}

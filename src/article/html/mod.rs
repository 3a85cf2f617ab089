//! A decoded HTML page in, an article with zones out.

mod guard;
pub(super) mod page;

use super::{Article, ArticleOptions, published, text_key};
use crate::input::Source;
use page::Page;

pub(super) fn read(source: &Source, html: &str, options: &ArticleOptions) -> Article {
    let page = page::Page::parse(html);
    let facts = published::of_page(&page, source);
    let (published, candidates) = published::choose(facts.signals, options.published, facts.month_first);
    let text = page.text;
    Article { verbatim: false, published, candidates, ..super::plain::read(source, text, options) }
}

/// The node of the headline: the first heading that says what the page calls itself, else the first `<h1>`.
pub(super) fn heading(page: &Page, titles: &[String]) -> Option<usize> {
    let matches = |index: &usize| {
        let text = page.text_of(*index);
        text.len() < 400 && {
            let key = text_key(text);
            key.chars().count() >= 8
                && titles.iter().any(|title| title.starts_with(&key) || key.starts_with(title.as_str()))
        }
    };
    let first = |name| page.elements(name).find(|index| matches(index));
    first("h1").or_else(|| first("h2")).or_else(|| first("h3")).or_else(|| page.elements("h1").next())
}

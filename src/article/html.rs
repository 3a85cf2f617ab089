//! A decoded HTML page in, an article with zones out.

use super::{Article, ArticleOptions};
use crate::input::Source;

pub(super) fn read(source: &Source, page: &str, options: &ArticleOptions) -> Article {
    let document = dom_query::Document::from(page);
    let text = document.body().map(|body| body.formatted_text().to_string()).unwrap_or_default();
    Article { verbatim: false, ..super::plain::read(source, text, options) }
}

//! Decoded plain text in, an article with zones out; the text stays as it is, so that offsets hold in the user's file.

use super::lines::{self, Known};
use super::published;
use super::{Article, ArticleOptions, language};
use crate::input::Source;

pub(super) fn read(source: &Source, text: String, options: &ArticleOptions) -> Article {
    let mut lines = lines::lines(&text);
    let site = options.site_lines.clone();
    let known = Known { title: source.facts.title.clone(), site, structured: false };
    let findings = lines::classify(&text, &mut lines, &known);
    let mut signals = findings.signals;
    signals.extend(published::of_source(source));
    let language = language::of(&[options.language.as_deref(), source.facts.language.as_deref()], &text);
    let numeric = signals.iter().any(|signal| signal.swapped.is_some());
    let shown = if numeric { published::text_month_first(&text) } else { None };
    let month_first =
        shown.unwrap_or_else(|| published::month_first(Some(&language), source.facts.url.as_deref()));
    let (published, candidates) = published::choose(signals, published::given(options, source), month_first);
    let title = source.facts.title.clone().or(findings.title);
    lines::stamp(&text, &mut lines, title.as_deref(), published.as_ref().map(|candidate| candidate.stamp));
    Article {
        source: source.name.clone(),
        url: source.facts.url.clone(),
        title,
        language,
        published,
        candidates,
        blocks: lines::blocks(lines),
        text,
        verbatim: true,
    }
}

//! The articles of a page: their text with the sentences of the entries and the expressions marked.

use std::io::{self, Write};

use super::escape;
use crate::output::entry;
use crate::timeline::{CharIndex, Document, Timeline};

/// The section with every article whose text the timeline holds.
pub(super) fn write(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<section id=\"articles\" aria-labelledby=\"articles-h\">")?;
    let noun = if timeline.documents.len() == 1 { "Article" } else { "Articles" };
    writeln!(out, "<h2 id=\"articles-h\">{noun}</h2>")?;
    for document in &timeline.documents {
        let language = document.language.as_deref().map(|tag| format!(" lang=\"{}\"", escape(tag)));
        let id = escape(&document.id);
        writeln!(out, "<article id=\"doc-{id}\" data-d=\"{id}\">")?;
        if timeline.documents.len() > 1 {
            writeln!(out, "<h3>{}</h3>", escape(document.title.as_deref().unwrap_or(&document.source)))?;
            writeln!(out, "<p class=\"from\">{}</p>", escape(&entry::source(document)))?;
        }
        match &document.text {
            Some(text) => text_of(timeline, document, text, &language.unwrap_or_default(), out)?,
            None => writeln!(out, "<p>The text is not part of this timeline.</p>")?,
        }
        writeln!(out, "</article>")?;
    }
    writeln!(out, "</section>")
}

/// The sentences that entries stand in, in order, without overlap; each is named after where it begins.
pub(super) fn sentences(timeline: &Timeline, document: &str) -> Vec<(usize, usize)> {
    let mut spans: Vec<(usize, usize)> = timeline
        .events
        .iter()
        .chain(&timeline.undated)
        .filter(|e| e.document == document)
        .flat_map(|e| {
            std::iter::once((e.sentence.start, e.sentence.end))
                .chain(e.evidence.iter().filter(|v| v.document == document).map(|v| (v.start, v.end)))
        })
        .collect();
    spans.sort_unstable();
    spans.dedup();
    let mut apart: Vec<(usize, usize)> = Vec::with_capacity(spans.len());
    for span in spans {
        if apart.last().is_none_or(|last| last.1 <= span.0) {
            apart.push(span);
        }
    }
    apart
}

/// The name of a sentence, as the page's elements and its data block use it.
pub(super) fn sentence_name(document: &str, start: usize) -> String {
    format!("{document}-{start}")
}

/// `language` is the attribute of its element.
fn text_of(
    timeline: &Timeline,
    document: &Document,
    text: &str,
    language: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let index = CharIndex::new(text);
    let piece = |from: usize, to: usize| escape(index.slice(from, to).unwrap_or_default());
    let mut expressions =
        timeline.expressions.iter().filter(|x| x.document == document.id && x.start < x.end).peekable();
    write!(out, "<div class=\"text\" dir=\"auto\"{language}>")?;
    let mut at = 0;
    let ends =
        sentences(timeline, &document.id).into_iter().chain(std::iter::once((index.len(), index.len())));
    for (start, end) in ends {
        // What stands between sentences, then the sentence, both with their expressions.
        for (from, to, name) in [(at, start, None), (start, end, Some(sentence_name(&document.id, start)))] {
            if from >= to {
                continue;
            }
            if let Some(name) = &name {
                // A sentence without an expression of its own is a stop for the keyboard itself.
                let marked = expressions.peek().is_some_and(|x| x.start < to);
                let stop = if marked { "" } else { " tabindex=\"0\" role=\"button\"" };
                write!(out, "<span class=\"s\" data-s=\"{}\"{stop}>", escape(name))?;
            }
            let mut place = from.max(at);
            while let Some(x) = expressions.next_if(|x| x.start < to) {
                if x.start < place || x.end > to {
                    continue;
                }
                write!(
                    out,
                    "{}<mark class=\"x\" id=\"x-{id}\" data-x=\"{id}\" tabindex=\"0\" role=\"button\">{}</mark>",
                    piece(place, x.start),
                    piece(x.start, x.end),
                    id = escape(&x.id)
                )?;
                place = x.end;
            }
            write!(out, "{}", piece(place, to))?;
            if name.is_some() {
                write!(out, "</span>")?;
            }
            at = to;
        }
    }
    writeln!(out, "</div>")
}

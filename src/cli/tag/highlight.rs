//! `annals tag --highlight`: the same documents in, their texts with the expressions marked out, for reading.
//!
//! Each document stands under a line that names it and the day its expressions are counted from.

use std::io::Write as _;

use super::super::{Outcome, job, sink::Sink};
use super::record::Document;
use super::{Raw, TagArgs, Worker, lines};
use crate::article::{self, ArticleOptions, Stamp};
use crate::input::{self, in_words};
use crate::output::{Options, highlight};
use crate::resolve::Domain;
use crate::{Error, Result};

pub(super) fn run(args: &TagArgs, worker: &Worker<'_>) -> anyhow::Result<Outcome> {
    let options = job::screen(&args.common, args.width, args.color);
    let mut show = Show { worker, options, sink: Sink::open(args.common.output.as_deref())?, any: false };
    let mut failed = false;
    let mut note = |shown: std::result::Result<(), String>| {
        if let Err(message) = shown {
            failed = true;
            eprintln!("annals: {message}");
        }
    };
    for raw in lines(args) {
        match raw {
            Raw::Failed(error) => note(Err(error.to_string())),
            Raw::Lines(place, block) => {
                for line in block.lines() {
                    note(show.line(&place, line)?);
                }
            }
            Raw::Source(source) => note(show.source(&source)?),
        }
    }
    show.sink.finish()?;
    Ok(if failed { Outcome::Failures } else { Outcome::Done })
}

struct Show<'a> {
    worker: &'a Worker<'a>,
    options: Options,
    sink: Sink,
    /// Whether a document has been shown already.
    any: bool,
}

impl Show<'_> {
    /// Shows the document of one JSON line; the inner error is one that the others survive.
    fn line(
        &mut self,
        place: &str,
        (number, line): (usize, &[u8]),
    ) -> Result<std::result::Result<(), String>> {
        let number = number.to_string();
        match Document::read(line, self.worker.published, &mut String::new()) {
            Ok(Document { id, text, stamp, domain }) => {
                let name = id.map_or(number.as_str(), |id| id.trim_matches('"'));
                self.text(name, &text, stamp, domain).map(Ok)
            }
            Err(what) => Ok(Err(format!("{}, line {number}: {what}", in_words(place)))),
        }
    }

    /// Shows a document of another format.
    fn source(&mut self, source: &input::Source) -> Result<std::result::Result<(), String>> {
        let options = ArticleOptions { published: self.worker.published, ..Default::default() };
        match article::read(source, &options) {
            Ok(article) => {
                let stamp = article.published.as_ref().map(|published| published.stamp);
                self.text(&source.name, &article.text, stamp, None).map(Ok)
            }
            Err(error) => Ok(Err(error.to_string())),
        }
    }

    fn text(&mut self, name: &str, text: &str, stamp: Option<Stamp>, domain: Option<Domain>) -> Result<()> {
        let tagged = match self.worker.events {
            true => self.worker.extractor.tag_events(text, stamp, domain),
            false => self.worker.extractor.tag(text, stamp, domain),
        };
        let written = if self.any { writeln!(self.sink) } else { Ok(()) }
            .and_then(|()| highlight::head(name, stamp, &self.options, &mut self.sink))
            .and_then(|()| highlight::write(text, &tagged, &self.options, &mut self.sink));
        self.any = true;
        written.map_err(|source| Error::Write { place: "standard output".into(), source })
    }
}

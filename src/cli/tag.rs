//! `annals tag`: documents in, their expressions and events out, a line each, in the order of the input.

mod highlight;
mod record;

use std::sync::Arc;

use serde::Deserialize;
use serde_json::value::RawValue;

use record::Document;

use super::Outcome;
use super::args::{InputFormat, TagArgs};
use super::progress::{Counts, Progress};
use super::sink::Sink;
use super::{job, pipeline};
use crate::article::{Stamp, parse_stamp};
use crate::input::{self, Input, jsonl};
use crate::output::tag as line;
use crate::resolve::Domain;
use crate::{Error, Extractor, Result};

/// Bytes of input that go to a worker at once.
const BATCH: usize = 1 << 18;

pub(super) fn run(args: &TagArgs) -> anyhow::Result<Outcome> {
    let extractor = job::extractor(&args.common)?;
    let published = args.common.published.as_deref().map(parse_stamp).transpose()?;
    if args.highlight {
        return highlight::run(args, &Worker { extractor: &extractor, published, events: args.events });
    }
    let (mut sink, done) = match (&args.common.output, args.resume) {
        (Some(path), true) => Sink::resume(path)?,
        (path, _) => (Sink::open(path.as_deref())?, 0),
    };
    let worker = Worker { extractor: &extractor, published, events: args.events };
    let mut progress = Progress::new(args.common.quiet, total_size(args));
    let mut failed = false;
    let jobs = Batches { documents: Box::new(lines(args)), skip: done };
    let written = pipeline::ordered(
        jobs,
        job::threads(&args.common),
        |batch| worker.run(batch),
        |done| {
            for message in &done.messages {
                progress.say(&format!("annals: {message}"));
            }
            failed |= done.counts.errors > 0;
            progress.add(done.counts);
            sink.write(&done.bytes)
        },
    );
    written?;
    sink.finish()?;
    progress.finish(args.events);
    // The process ends: taking the grammar apart piece by piece would only cost time.
    std::mem::forget(extractor);
    Ok(if failed { Outcome::Failures } else { Outcome::Done })
}

/// The size of all inputs, where all are plain files.
fn total_size(args: &TagArgs) -> Option<u64> {
    args.common
        .inputs
        .iter()
        .map(|i| std::fs::metadata(i).ok().filter(std::fs::Metadata::is_file).map(|m| m.len()))
        .sum()
}

/// A document before anybody has looked at it.
enum Raw {
    /// JSON lines; the place names them in messages.
    Lines(Arc<str>, jsonl::Block),
    /// A document of another format.
    Source(input::Source),
    Failed(Error),
}

impl Raw {
    fn size(&self) -> usize {
        match self {
            Self::Lines(_, block) => block.size(),
            Self::Source(source) => source.bytes.len(),
            Self::Failed(_) => 0,
        }
    }

    /// How many documents it is.
    fn count(&self) -> usize {
        if let Self::Lines(_, block) = self { block.len() } else { 1 }
    }
}

/// The documents of all inputs. JSON lines are parsed by the workers, not here.
fn lines(args: &TagArgs) -> impl Iterator<Item = Raw> + Send + use<> {
    let format = args.common.input_format;
    input::discover(&args.common.inputs).into_iter().flat_map(move |input| open(input, format))
}

fn open(input: Result<Input>, format: InputFormat) -> Box<dyn Iterator<Item = Raw> + Send> {
    let format = job::format(format);
    match input.and_then(|input| job::open(input, format)).map(input::Documents::into_lines) {
        Ok(Ok((name, lines))) => {
            let name: Arc<str> = name.into();
            Box::new(lines.map(move |line| match line {
                Ok(block) => Raw::Lines(name.clone(), block),
                Err(error) => Raw::Failed(error),
            }))
        }
        Ok(Err(documents)) => Box::new(documents.map(|d| match d {
            Ok(source) => Raw::Source(source),
            Err(error) => Raw::Failed(error),
        })),
        Err(error) => Box::new(std::iter::once(Raw::Failed(error))),
    }
}

/// Documents put together into batches, those that an earlier run has done left out.
struct Batches {
    documents: Box<dyn Iterator<Item = Raw> + Send>,
    skip: u64,
}

impl Iterator for Batches {
    type Item = Vec<Raw>;

    fn next(&mut self) -> Option<Vec<Raw>> {
        let (mut batch, mut size) = (Vec::new(), 0);
        while size < BATCH {
            let Some(mut raw) = self.documents.next() else { break };
            let done = self.skip.min(raw.count() as u64);
            self.skip -= done;
            if done == raw.count() as u64 {
                continue;
            }
            if let Raw::Lines(_, block) = &mut raw {
                block.leave_out(done as usize);
            }
            size += raw.size();
            batch.push(raw);
        }
        (!batch.is_empty()).then_some(batch)
    }
}

/// What comes of a batch.
struct Done {
    bytes: Vec<u8>,
    messages: Vec<String>,
    counts: Counts,
}

/// Only the id, for a line that is no record otherwise.
#[derive(Deserialize)]
struct Named<'l> {
    #[serde(borrow)]
    id: &'l RawValue,
}

/// One JSON record, answered as its line would be; and whether it failed. For the server.
pub(super) fn one(extractor: &Extractor, record: &[u8], events: bool) -> (Vec<u8>, bool) {
    let worker = Worker { extractor, published: None, events };
    let mut done = Done { bytes: Vec::new(), messages: Vec::new(), counts: Counts::default() };
    worker.line("request", (1, record), &mut String::new(), &mut done);
    (done.bytes, done.counts.errors > 0)
}

struct Worker<'e> {
    extractor: &'e Extractor,
    published: Option<Stamp>,
    events: bool,
}

impl Worker<'_> {
    fn run(&self, batch: Vec<Raw>) -> Done {
        let mut done =
            Done { bytes: Vec::with_capacity(BATCH / 4), messages: Vec::new(), counts: Counts::default() };
        let mut text = String::new();
        for raw in batch {
            done.counts.bytes += raw.size() as u64;
            done.counts.documents += raw.count() as u64;
            match raw {
                Raw::Lines(place, block) => {
                    for line in block.lines() {
                        self.line(&place, line, &mut text, &mut done);
                    }
                }
                Raw::Source(source) => self.source(&source, &mut done),
                Raw::Failed(error) => fail(&mut done, None, None, error.to_string()),
            }
        }
        done
    }

    /// Tags one JSON line, given with its number; `buffer` is for its text.
    fn line(&self, place: &str, (number, line): (usize, &[u8]), buffer: &mut String, done: &mut Done) {
        match Document::read(line, self.published, buffer) {
            Ok(document) => {
                let number = number.to_string();
                let id = document.id.unwrap_or(&number);
                self.tag(id, &document.text, document.stamp, document.domain, done);
            }
            Err(what) => {
                let id = serde_json::from_slice::<Named<'_>>(line).ok().map(|n| n.id.get().to_string());
                let message = format!("{}, line {number}: {what}", input::in_words(place));
                fail(done, id.as_deref(), Some(number), message);
            }
        }
    }

    fn source(&self, source: &input::Source, done: &mut Done) {
        let options = crate::article::ArticleOptions { published: self.published, ..Default::default() };
        match crate::article::read(source, &options) {
            Ok(article) => {
                let id = serde_json::to_string(&source.name).unwrap_or_default();
                let stamp = article.published.as_ref().map(|p| p.stamp);
                self.tag(&id, &article.text, stamp, None, done);
            }
            Err(error) => fail(done, None, None, error.to_string()),
        }
    }

    fn tag(&self, id: &str, text: &str, stamp: Option<Stamp>, domain: Option<Domain>, done: &mut Done) {
        let tagged = if self.events {
            self.extractor.tag_events(text, stamp, domain)
        } else {
            self.extractor.tag(text, stamp, domain)
        };
        done.counts.expressions += tagged.timexes.len() as u64;
        done.counts.events += tagged.events.len() as u64;
        line::write(id, text, &tagged, self.events, &mut done.bytes);
    }
}

/// An error takes the document's place in the output, and is told to people too.
fn fail(done: &mut Done, id: Option<&str>, number: Option<usize>, message: String) {
    line::write_error(id, number, &message, &mut done.bytes);
    done.counts.errors += 1;
    done.messages.push(message);
}

//! `annals extract` and `annals summary`: articles in, one timeline over all of them out, or one a line.

use super::Outcome;
use super::args::{Common, ExtractArgs, SummaryArgs};
use super::progress::{Counts, Progress};
use super::sink::Sink;
use super::{job, pipeline};
use crate::article::{self, ArticleOptions};
use crate::extract::Extracted;
use crate::input::Source;
use crate::output::{Format, Options};
use crate::{Extractor, Result};

pub(super) fn run(args: &ExtractArgs) -> anyhow::Result<Outcome> {
    // The process ends after it: taking the grammar apart piece by piece would only cost time. So below.
    let batch = std::mem::ManuallyDrop::new(Batch::new(&args.common)?);
    match args.format {
        Format::Jsonl => batch.lines(args.include_text, args.resume),
        _ if args.resume => {
            anyhow::bail!("--resume goes with --format jsonl, which is written document by document")
        }
        format => {
            let text = args.include_text || matches!(format, Format::Timeml | Format::Html);
            batch.whole(format, &Options::default(), text)
        }
    }
}

pub(super) fn summary(args: &SummaryArgs) -> anyhow::Result<Outcome> {
    let options = job::screen(&args.common, args.width, args.color);
    let batch = std::mem::ManuallyDrop::new(Batch::new(&args.common)?);
    batch.whole(Format::Summary, &options, false)
}

/// The articles of one call.
struct Batch<'a> {
    common: &'a Common,
    extractor: Extractor,
    options: ArticleOptions,
}

impl<'a> Batch<'a> {
    fn new(common: &'a Common) -> Result<Self> {
        // While the grammar is compiled; whoever needs the lists first waits for them.
        std::thread::spawn(article::prepare);
        let extractor = job::extractor(common)?;
        let options = job::article_options(common, &extractor)?;
        Ok(Self { common, extractor, options })
    }

    /// One timeline over all articles.
    fn whole(&self, format: Format, options: &Options, include_text: bool) -> anyhow::Result<Outcome> {
        let mut all = Vec::new();
        let mut progress = Progress::new(self.common.quiet, None);
        let mut failed = 0;
        pipeline::ordered(
            job::documents(self.common),
            job::threads(self.common),
            |s| self.extracted(s),
            |done| {
                let (size, done) = done;
                progress.add(counts(size, &done));
                match done {
                    Ok(extracted) => all.push(extracted),
                    Err(error) => {
                        failed += 1;
                        progress.say(&format!("annals: {error}"));
                    }
                }
                Ok::<(), crate::Error>(())
            },
        )?;
        let many = all.len() > 1;
        if !all.is_empty() {
            let timeline = crate::extract::timeline(&all, include_text);
            let mut sink = Sink::open(self.common.output.as_deref())?;
            format.write(&timeline, options, &mut sink)?;
            sink.finish()?;
        }
        if many {
            progress.finish(true);
        }
        Ok(if failed > 0 { Outcome::Failures } else { Outcome::Done })
    }

    /// A timeline a line, a document each, written as soon as its turn comes; an error takes the document's line.
    fn lines(&self, include_text: bool, resume: bool) -> anyhow::Result<Outcome> {
        let (mut sink, done) = match (&self.common.output, resume) {
            (Some(path), true) => Sink::resume(path)?,
            (path, _) => (Sink::open(path.as_deref())?, 0),
        };
        let mut progress = Progress::new(self.common.quiet, None);
        let mut failed = false;
        let documents = job::documents(self.common).skip(usize::try_from(done).unwrap_or(usize::MAX));
        let work = |source| {
            let (size, extracted) = self.extracted(source);
            let counted = counts(size, &extracted);
            let mut line = Vec::new();
            let message = match extracted {
                Ok(one) => {
                    let timeline = crate::extract::timeline(std::slice::from_ref(&one), include_text);
                    Format::Jsonl
                        .write(&timeline, &Options::default(), &mut line)
                        .err()
                        .map(|e| e.to_string())
                }
                Err(error) => Some(error.to_string()),
            };
            if let Some(message) = &message {
                line.clear();
                crate::output::tag::write_error(None, None, message, &mut line);
            }
            (counted, line, message)
        };
        pipeline::ordered(documents, job::threads(self.common), work, |(counted, line, message)| {
            if let Some(message) = message {
                failed = true;
                progress.say(&format!("annals: {message}"));
            }
            progress.add(counted);
            sink.write(&line)
        })?;
        sink.finish()?;
        progress.finish(true);
        Ok(if failed { Outcome::Failures } else { Outcome::Done })
    }

    fn extracted(&self, source: Result<Source>) -> (u64, Result<Extracted>) {
        match source {
            Ok(source) => {
                let size = source.bytes.len() as u64;
                (size, article::read(&source, &self.options).map(|article| self.extractor.read(article)))
            }
            Err(error) => (0, Err(error)),
        }
    }
}

fn counts(bytes: u64, done: &Result<Extracted>) -> Counts {
    match done {
        Ok(one) => Counts {
            documents: 1,
            expressions: one.analysis.timexes.len() as u64,
            events: one.reading.events.len() as u64,
            errors: 0,
            bytes,
        },
        Err(_) => Counts { documents: 1, errors: 1, bytes, ..Counts::default() },
    }
}

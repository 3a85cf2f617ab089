//! What was typed in, what is meant out: an extractor, options for the article stage, the documents of all inputs.

use std::io::IsTerminal as _;
use std::path::Path;

use super::args::{ColorArg, Common, DomainArg, InputFormat};
use crate::article::{ArticleOptions, parse_stamp};
use crate::input::{self, Format, Input, Source};
use crate::output;
use crate::resolve::Domain;
use crate::{Error, Extractor, Options, Result};

/// The options of an extractor.
pub(super) fn options(
    domain: DomainArg,
    lexicon: Option<&Path>,
    language: Option<&str>,
    data: Option<&Path>,
) -> Result<Options> {
    let lexicon = match lexicon {
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .map_err(|source| Error::Read { path: path.to_path_buf(), source })?;
            Some((path.display().to_string(), text))
        }
        None => None,
    };
    Ok(Options {
        language: language.map(str::to_string),
        domain: domain_of(domain),
        data: data.map(Path::to_path_buf),
        lexicon,
    })
}

/// An extractor as the common options ask for it.
pub(super) fn extractor(common: &Common) -> Result<Extractor> {
    let options = options(
        common.domain,
        common.lexicon.as_deref(),
        common.language.as_deref(),
        common.data.as_deref(),
    )?;
    Extractor::with_options(options)
}

fn domain_of(domain: DomainArg) -> Option<Domain> {
    match domain {
        DomainArg::Auto => None,
        DomainArg::News => Some(Domain::News),
        DomainArg::Narrative => Some(Domain::Narrative),
        DomainArg::Colloquial => Some(Domain::Colloquial),
    }
}

/// The input format as the input stage knows it.
pub(super) fn format(format: InputFormat) -> Format {
    match format {
        InputFormat::Auto => Format::Auto,
        InputFormat::Text => Format::Text,
        InputFormat::Html => Format::Html,
        InputFormat::Jsonl => Format::Jsonl,
        InputFormat::Warc => Format::Warc,
    }
}

/// What the article stage is told.
pub(super) fn article_options(common: &Common, extractor: &Extractor) -> Result<ArticleOptions> {
    Ok(ArticleOptions {
        published: common.published.as_deref().map(parse_stamp).transpose()?,
        format: match format(common.input_format) {
            Format::Jsonl | Format::Warc => Format::Auto,
            one => one,
        },
        language: common.language.clone(),
        site_lines: extractor.site_lines(),
    })
}

/// How wide and how coloured to write for people: as asked for, or as the terminal is. A file and a pipe have 80 columns
/// and no colour.
pub(super) fn screen(common: &Common, width: Option<usize>, color: ColorArg) -> output::Options {
    let terminal = common.output.is_none() && std::io::stdout().is_terminal();
    let color = match color {
        ColorArg::Always => true,
        ColorArg::Never => false,
        // Minds NO_COLOR, CLICOLOR and what the terminal can do.
        ColorArg::Auto => {
            terminal && anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never
        }
    };
    let measured =
        || terminal_size::terminal_size().filter(|_| terminal).map(|(columns, _)| columns.0.into());
    output::Options { width: width.or_else(measured).unwrap_or(80), color }
}

/// How many workers.
pub(super) fn threads(common: &Common) -> usize {
    match common.threads {
        0 => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        n => n.min(256),
    }
}

/// The documents of all inputs, one after the other; what cannot be opened or read is an error in its place.
pub(super) fn documents(common: &Common) -> impl Iterator<Item = Result<Source>> + Send + use<> {
    let format = format(common.input_format);
    input::discover(&common.inputs).into_iter().flat_map(move |input| {
        match input.and_then(|input| open(input, format)) {
            Ok(documents) => Box::new(documents) as Box<dyn Iterator<Item = Result<Source>> + Send>,
            Err(error) => Box::new(std::iter::once(Err(error))),
        }
    })
}

/// The documents of one input. Somebody who waits before an empty terminal is told what for.
pub(super) fn open(input: Input, format: Format) -> Result<input::Documents> {
    match input {
        Input::Stdin => {
            if std::io::stdin().is_terminal() {
                eprintln!("annals: reading what is typed; end it with Ctrl-D, or name a file");
            }
            input::read("-", std::io::stdin(), format)
        }
        Input::File(path) => input::open(&path, format),
    }
}

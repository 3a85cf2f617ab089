//! The command line as data: what can be typed, and what it is told to mean. Help, completions and man pages come
//! from here.

use std::path::PathBuf;

use clap::builder::TypedValueParser as _;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::output::Format;

/// Turns news articles into an ordered event timeline.
#[derive(Debug, Parser)]
#[command(
    name = "annals",
    version,
    max_term_width = 100,
    after_help = "Examples:\n  annals extract article.txt                       a timeline as JSON\n  annals summary article.html                      the same, for reading\n  annals tag --input-format jsonl corpus.jsonl     expressions, a document a line\n  annals explain \"late Thursday\" --published 2017-05-26\n\nExit status: 0 done, 1 done with findings (check, validate), 2 usage or input error."
)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a timeline of articles
    #[command(
        after_help = "Examples:\n  annals extract article.txt\n  annals extract --published 2017-05-26 page.html\n  annals extract news/ --format jsonl -o timelines.jsonl\n  curl -s https://example.org/a.html | annals extract --input-format html -"
    )]
    Extract(ExtractArgs),
    /// Make a timeline of articles and print it for reading
    #[command(
        after_help = "Examples:\n  annals summary article.txt\n  annals summary --width 100 news/*.html | less"
    )]
    Summary(SummaryArgs),
    /// Find and value the temporal expressions (and events) of documents, as JSON Lines
    #[command(
        after_help = "Examples:\n  annals tag --input-format jsonl corpus.jsonl > out.jsonl\n  annals tag --events --threads 4 corpus.jsonl.gz -o out.jsonl\n  annals tag --resume corpus.jsonl -o out.jsonl     go on with an interrupted run\n  annals tag --highlight article.txt                the text with its expressions marked\n\nEach input line: {\"id\": ..., \"text\": ..., \"dct\": \"YYYY-MM-DD\" or null}. Offsets count characters."
    )]
    Tag(TagArgs),
    /// Tell contradictions and impossible dates in articles
    #[command(after_help = "Examples:\n  annals check article.txt\n  annals check --format json news/")]
    Check(CheckArgs),
    /// Check a timeline against its schema, itself and what is expected of it
    #[command(
        after_help = "Examples:\n  annals validate timeline.json\n  annals validate timeline.json --expect expected.json --document article.txt"
    )]
    Validate(ValidateArgs),
    /// Tell how an expression is read, step by step
    #[command(
        after_help = "Examples:\n  annals explain \"late Thursday\" --published 2017-05-26\n  annals explain \"Thursday\" --published 2017-05-26 --context \"The council will meet Thursday.\""
    )]
    Explain(ExplainArgs),
    /// Serve a local page and an HTTP API
    #[command(
        after_help = "Examples:\n  annals serve                          http://127.0.0.1:8017/\n  curl -s http://127.0.0.1:8017/timeline?published=2017-05-26 -H 'content-type: text/plain' --data-binary @article.txt"
    )]
    Serve(ServeArgs),
    /// Write the completions of a shell
    #[command(after_help = "Example:\n  annals completions bash > /etc/bash_completion.d/annals")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write the man pages into a folder
    #[command(after_help = "Example:\n  annals man /usr/local/share/man/man1")]
    Man {
        /// The folder
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

/// What every command that reads articles takes.
#[derive(Debug, Clone, Args)]
pub(super) struct Common {
    /// Files, folders, globs, or - for standard input
    #[arg(default_value = "-", value_name = "INPUT")]
    pub(super) inputs: Vec<String>,
    /// Publication date of the articles: YYYY-MM-DD[Thh:mm[zone]]; wins over what they say
    #[arg(long, value_name = "DATE")]
    pub(super) published: Option<String>,
    /// How to read the input
    #[arg(long, value_enum, default_value_t = InputFormat::Auto)]
    pub(super) input_format: InputFormat,
    /// Kind of text; found for each document by itself
    #[arg(long, value_enum, default_value_t = DomainArg::Auto)]
    pub(super) domain: DomainArg,
    /// A file with words, holidays and events of your own
    #[arg(long, value_name = "FILE")]
    pub(super) lexicon: Option<PathBuf>,
    /// Language of the rules (a folder of data/)
    #[arg(long, value_name = "LANG")]
    pub(super) language: Option<String>,
    /// Read the language's rules from this folder instead of those built in
    #[arg(long, value_name = "DIR")]
    pub(super) data: Option<PathBuf>,
    /// Write here instead of to standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Workers; 0 is one for each core
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub(super) threads: usize,
    /// Say nothing but errors
    #[arg(short, long)]
    pub(super) quiet: bool,
}

#[derive(Debug, Args)]
pub(super) struct TagArgs {
    #[command(flatten)]
    pub(super) common: Common,
    /// Events too
    #[arg(long)]
    pub(super) events: bool,
    /// Go on behind the last whole line of the output file
    #[arg(long, requires = "output")]
    pub(super) resume: bool,
    /// Show the texts with their expressions marked and valued, for reading, instead of JSON Lines
    #[arg(long, conflicts_with = "resume")]
    pub(super) highlight: bool,
    /// Columns of --highlight; the terminal's own, or 80
    #[arg(long, value_name = "N", requires = "highlight")]
    pub(super) width: Option<usize>,
    /// Colours of --highlight
    #[arg(long, value_enum, default_value_t = ColorArg::Auto, requires = "highlight")]
    pub(super) color: ColorArg,
}

#[derive(Debug, Args)]
pub(super) struct ExtractArgs {
    #[command(flatten)]
    pub(super) common: Common,
    /// What to write
    #[arg(long, default_value = "json", value_name = "FORMAT", value_parser = format_parser())]
    pub(super) format: Format,
    /// Put the articles' text into the JSON
    #[arg(long)]
    pub(super) include_text: bool,
    /// Go on behind the last whole line of the output file (--format jsonl)
    #[arg(long, requires = "output")]
    pub(super) resume: bool,
}

#[derive(Debug, Args)]
pub(super) struct SummaryArgs {
    #[command(flatten)]
    pub(super) common: Common,
    /// Columns; the terminal's own, or 80
    #[arg(long, value_name = "N")]
    pub(super) width: Option<usize>,
    /// Colours
    #[arg(long, value_enum, default_value_t = ColorArg::Auto)]
    pub(super) color: ColorArg,
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) common: Common,
    /// text, a line a finding, or json
    #[arg(long, value_enum, default_value_t = FindingFormat::Text)]
    pub(super) format: FindingFormat,
}

#[derive(Debug, Args)]
pub(super) struct ValidateArgs {
    /// The timeline, or - for standard input
    #[arg(value_name = "TIMELINE.json")]
    pub(super) timeline: PathBuf,
    /// A JSON list of {"date", "contains"} that the timeline must say
    #[arg(long, value_name = "EXPECTED.json")]
    pub(super) expect: Option<PathBuf>,
    /// The article that the offsets count into, where the timeline does not hold its text
    #[arg(long, value_name = "FILE")]
    pub(super) document: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The expression
    pub(super) expression: String,
    /// Publication date
    #[arg(long, value_name = "DATE")]
    pub(super) published: Option<String>,
    /// The sentence that it stands in
    #[arg(long, value_name = "SENTENCE")]
    pub(super) context: Option<String>,
    /// Kind of text
    #[arg(long, value_enum, default_value_t = DomainArg::Auto)]
    pub(super) domain: DomainArg,
    /// A file with words, holidays and events of your own
    #[arg(long, value_name = "FILE")]
    pub(super) lexicon: Option<PathBuf>,
    /// Read the language's rules from this folder instead of those built in
    #[arg(long, value_name = "DIR")]
    pub(super) data: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    /// Address to serve on; anything but a loopback address lets others in
    #[arg(long, default_value = "127.0.0.1")]
    pub(super) host: std::net::IpAddr,
    /// Port
    #[arg(long, default_value_t = 8017)]
    pub(super) port: u16,
    /// Largest request, in MiB
    #[arg(long, default_value_t = 16, value_name = "MIB")]
    pub(super) max_size: u64,
    /// Kind of text; found for each document by itself
    #[arg(long, value_enum, default_value_t = DomainArg::Auto)]
    pub(super) domain: DomainArg,
    /// A file with words, holidays and events of your own
    #[arg(long, value_name = "FILE")]
    pub(super) lexicon: Option<PathBuf>,
    /// Language of the rules (a folder of data/)
    #[arg(long, value_name = "LANG")]
    pub(super) language: Option<String>,
    /// Read the language's rules from this folder instead of those built in
    #[arg(long, value_name = "DIR")]
    pub(super) data: Option<PathBuf>,
    /// Say nothing but errors
    #[arg(short, long)]
    pub(super) quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum InputFormat {
    Auto,
    Text,
    Html,
    Jsonl,
    Warc,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DomainArg {
    Auto,
    News,
    Narrative,
    Colloquial,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorArg {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FindingFormat {
    Text,
    Json,
}

/// The names of the output formats, with their descriptions for help.
fn format_parser() -> impl clap::builder::TypedValueParser<Value = Format> {
    let names = Format::ALL.map(|f| clap::builder::PossibleValue::new(f.name()).help(f.description()));
    clap::builder::PossibleValuesParser::new(names)
        .try_map(|name| Format::from_name(&name).ok_or("no such format"))
}

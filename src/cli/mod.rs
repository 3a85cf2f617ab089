//! The command line: the only room with standard streams, files named by the user, threads and the terminal.

mod args;
mod check;
mod explain;
mod extract;
mod job;
mod manual;
mod pipeline;
mod progress;
mod serve;
mod sink;
mod tag;
mod validate;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};

/// How a command ended, when it could run at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Everything done.
    Done,
    /// Done, and there are findings (check, validate).
    Findings,
    /// Some of the input could not be read; the rest is done.
    Failures,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Done => 0,
            Outcome::Findings => 1,
            Outcome::Failures => 2,
        })
    }
}

/// Parses the arguments, runs the command, tells errors on standard error.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    match run(cli.command) {
        Ok(outcome) => outcome.into(),
        // The reader of a pipe went away ("| head"): nothing is wrong.
        Err(error) if is_broken_pipe(&error) => ExitCode::from(0),
        // What caused it stands in the message of every error of ours.
        Err(error) => {
            eprintln!("annals: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(command: Command) -> anyhow::Result<Outcome> {
    match command {
        Command::Tag(args) => tag::run(&args),
        Command::Extract(args) => extract::run(&args),
        Command::Summary(args) => extract::summary(&args),
        Command::Check(args) => check::run(&args),
        Command::Validate(args) => validate::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Completions { shell } => manual::completions(shell),
        Command::Man { folder } => manual::pages(&folder),
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = match cause.downcast_ref::<crate::Error>() {
            Some(crate::Error::Write { source, .. }) => Some(source),
            _ => cause.downcast_ref::<std::io::Error>(),
        };
        io.is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
    })
}

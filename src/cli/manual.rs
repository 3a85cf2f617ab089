//! Completions and man pages, made from the definition of the command line.

use std::path::Path;

use clap::CommandFactory as _;

use super::Outcome;
use super::args::Cli;
use super::sink::Sink;
use crate::{Error, Result};

pub(super) fn completions(shell: clap_complete::Shell) -> anyhow::Result<Outcome> {
    // Into memory first: the generator panics where its output goes away.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "annals", &mut script);
    let mut sink = Sink::open(None)?;
    sink.write(&script)?;
    sink.finish()?;
    Ok(Outcome::Done)
}

/// `annals.1`, and `annals-extract.1` and its like, in a folder that is made if it is not there.
pub(super) fn pages(folder: &Path) -> anyhow::Result<Outcome> {
    let failed = |source| Error::Write { place: folder.display().to_string(), source };
    std::fs::create_dir_all(folder).map_err(failed)?;
    let written: Result<()> = clap_mangen::generate_to(Cli::command(), folder).map_err(failed);
    written?;
    Ok(Outcome::Done)
}

//! Completions and man pages, made from the definition of the command line.

use std::path::Path;

use clap::CommandFactory as _;

use super::Outcome;
use super::args::Cli;
use crate::{Error, Result};

pub(super) fn completions(shell: clap_complete::Shell) -> Outcome {
    clap_complete::generate(shell, &mut Cli::command(), "annals", &mut std::io::stdout());
    Outcome::Done
}

/// `annals.1`, and `annals-extract.1` and its like, in a folder that is made if it is not there.
pub(super) fn pages(folder: &Path) -> anyhow::Result<Outcome> {
    let failed = |source| Error::Write { place: folder.display().to_string(), source };
    std::fs::create_dir_all(folder).map_err(failed)?;
    let written: Result<()> = clap_mangen::generate_to(Cli::command(), folder).map_err(failed);
    written?;
    Ok(Outcome::Done)
}

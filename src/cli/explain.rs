//! `annals explain`: one expression in, how it is read out, as a small tree.

use super::Outcome;
use super::args::ExplainArgs;
use super::job;
use crate::article::parse_stamp;
use crate::{Extractor, explain};

pub(super) fn run(args: &ExplainArgs) -> anyhow::Result<Outcome> {
    let options = job::options(args.domain, args.lexicon.as_deref(), None, args.data.as_deref())?;
    let extractor = Extractor::with_options(options)?;
    let anchor = args.published.as_deref().map(parse_stamp).transpose()?;
    let explanation = explain::explain(&extractor, &args.expression, anchor, args.context.as_deref());
    print!("{explanation}");
    Ok(Outcome::Done)
}

//! `annals explain`: one expression in, how it is read out, as a small tree.

use super::Outcome;
use super::args::{DomainArg, ExplainArgs};
use super::job;
use super::sink::Sink;
use crate::article::parse_stamp;
use crate::{Extractor, explain};

pub(super) fn run(args: &ExplainArgs) -> anyhow::Result<Outcome> {
    if args.expression.trim().is_empty() {
        anyhow::bail!("there is no expression; write it in quotation marks: \"late Thursday\"");
    }
    if let Some(context) = args.context.as_deref().filter(|context| !context.contains(&args.expression)) {
        anyhow::bail!(
            "\"{}\" does not stand in \"{context}\"; write it as the sentence does",
            args.expression
        );
    }
    // Words alone tell no kind of text, and look like a note: they are explained as an article would use them.
    let domain = match (args.domain, &args.context) {
        (DomainArg::Auto, None) => DomainArg::News,
        (domain, _) => domain,
    };
    let options = job::options(domain, args.lexicon.as_deref(), None, args.data.as_deref())?;
    let extractor = Extractor::with_options(options)?;
    let anchor = args.published.as_deref().map(parse_stamp).transpose()?;
    let explanation = explain::explain(&extractor, &args.expression, anchor, args.context.as_deref());
    let mut sink = Sink::open(None)?;
    sink.write(explanation.to_string().as_bytes())?;
    sink.finish()?;
    Ok(Outcome::Done)
}

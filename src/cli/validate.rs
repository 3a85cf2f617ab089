//! `annals validate`: a timeline file in, findings out, a line each.

use std::io::Read as _;
use std::path::Path;

use super::Outcome;
use super::args::ValidateArgs;
use super::sink::Sink;
use crate::timeline::{self, Finding};
use crate::{Error, Result, input};

pub(super) fn run(args: &ValidateArgs) -> anyhow::Result<Outcome> {
    let json = read(&args.timeline)?;
    let place = args.timeline.display().to_string();
    let mut findings = Vec::new();
    match timeline::read(&json) {
        Ok(mut timeline) => {
            if let Some(path) = &args.document {
                let bytes =
                    std::fs::read(path).map_err(|source| Error::Read { path: path.clone(), source })?;
                let text = input::decode(&bytes, None, false);
                for document in timeline.documents.iter_mut().filter(|d| d.text.is_none()) {
                    document.text = Some(text.clone());
                }
            }
            findings.extend(timeline::validate(&timeline));
            if let Some(path) = &args.expect {
                let expected = timeline::read_expected(&path.display().to_string(), &read(path)?)?;
                findings.extend(timeline::expect(&timeline, &expected));
            }
        }
        Err(wrong) => findings.extend(wrong),
    }
    tell(&place, &findings)?;
    Ok(if findings.is_empty() { Outcome::Done } else { Outcome::Findings })
}

fn tell(place: &str, findings: &[Finding]) -> Result<()> {
    let mut sink = Sink::open(None)?;
    for finding in findings {
        sink.write(format!("{place}: {finding}\n").as_bytes())?;
    }
    sink.finish()
}

fn read(path: &Path) -> Result<String> {
    let failed = |source| Error::Read { path: path.to_path_buf(), source };
    if path == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map_err(failed)?;
        return Ok(text);
    }
    std::fs::read_to_string(path).map_err(failed)
}

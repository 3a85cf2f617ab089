//! `annals check`: articles in, the contradictions of their own dates out.

use super::Outcome;
use super::args::{CheckArgs, FindingFormat};
use super::job;
use super::sink::Sink;
use crate::article;
use crate::timeline::{Severity, name};

pub(super) fn run(args: &CheckArgs) -> anyhow::Result<Outcome> {
    let extractor = job::extractor(&args.common)?;
    let options = job::article_options(&args.common, &extractor)?;
    let mut sink = Sink::open(args.common.output.as_deref())?;
    let (mut found, mut failed) = (false, false);
    for source in job::documents(&args.common) {
        let article = match source.and_then(|source| article::read(&source, &options)) {
            Ok(article) => article,
            Err(error) => {
                failed = true;
                eprintln!("annals: {error}");
                continue;
            }
        };
        let source = article.source.clone();
        let text = article.text.clone();
        for finding in extractor.check(article) {
            if finding.severity == Severity::Info {
                continue;
            }
            found = true;
            let line = match args.format {
                FindingFormat::Text => {
                    let (line, column) = line_and_column(&text, finding.start);
                    format!(
                        "{source}:{line}:{column}: {}: {} [{}]\n",
                        name(&finding.severity),
                        finding.message,
                        finding.code
                    )
                }
                FindingFormat::Json => {
                    let (line, column) = line_and_column(&text, finding.start);
                    let json = serde_json::json!({
                        "source": source, "line": line, "column": column, "severity": finding.severity,
                        "code": finding.code, "text": text.get(finding.start..finding.end), "message": finding.message,
                    });
                    format!("{json}\n")
                }
            };
            sink.write(line.replace(|c: char| c.is_control() && c != '\n', " ").as_bytes())?;
        }
    }
    sink.finish()?;
    Ok(match (failed, found) {
        (true, _) => Outcome::Failures,
        (false, true) => Outcome::Findings,
        (false, false) => Outcome::Done,
    })
}

/// Line and column, both from 1, the column in characters.
fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    (line, column)
}

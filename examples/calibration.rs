//! Measures what confidence is worth: corpora in, a table of confidence against the share of right values out.
//!
//! ```text
//! cargo run --profile fast --example calibration -- timebank.jsonl aquaint.jsonl wikiwars-train.jsonl tweets-train.jsonl
//! ```
//!
//! A document a line: `{"id", "dct", "text", "timexes": [{"start", "end", "value", "accept"?}]}`, offsets in characters. An
//! expression of ours counts as right if an annotated one that overlaps it has its value. `--rules` gives a line for
//! each rule, `--dump` every expression with its rule and reasons, for looking at errors. `--write` puts what was measured
//! into `data/en/confidence.tsv`, from where the rules take their confidence; measure on one part of the documents
//! (`--only`, a file of ids) and check on the other.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use annals::article::parse_stamp;
use annals::{Extractor, Options, Timex};
use anyhow::Context as _;
use clap::Parser;
use serde_json::Value;

/// Measures what confidence is worth.
#[derive(Parser)]
struct Args {
    /// Annotated corpora, JSON lines.
    corpora: Vec<std::path::PathBuf>,
    /// A line for each rule.
    #[arg(long)]
    rules: bool,
    /// Every expression as a JSON line, instead of tables.
    #[arg(long)]
    dump: bool,
    /// Write what was measured into this file.
    #[arg(long)]
    write: Option<std::path::PathBuf>,
    /// Only the documents whose ids this file has, one a line.
    #[arg(long)]
    only: Option<std::path::PathBuf>,
    /// Read the rules from this folder.
    #[arg(long)]
    data: Option<std::path::PathBuf>,
}

/// How many expressions, and how many of them have the right value.
#[derive(Default, Clone, Copy)]
struct Tally {
    found: u32,
    right: u32,
}

impl Tally {
    fn count(&mut self, right: bool) {
        self.found += 1;
        self.right += u32::from(right);
    }
}

const BINS: [f32; 8] = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01];

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let annals = Extractor::with_options(Options { data: args.data, ..Options::default() })?;
    let only: Option<BTreeSet<String>> = match &args.only {
        Some(path) => Some(std::fs::read_to_string(path)?.lines().map(str::to_string).collect()),
        None => None,
    };
    let (mut bins, mut rules) = ([Tally::default(); 7], BTreeMap::<String, (Tally, f32)>::new());
    for path in &args.corpora {
        let corpus = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        for line in corpus.lines() {
            let document: Value = serde_json::from_str(line)?;
            let id = document["id"].as_str().unwrap_or_default();
            if only.as_ref().is_some_and(|ids| !ids.contains(id)) {
                continue;
            }
            let text = document["text"].as_str().unwrap_or_default();
            let stamp = document["dct"].as_str().and_then(|d| parse_stamp(d).ok());
            let places: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
            for timex in annals.tag(text, stamp, None).timexes {
                if args.dump {
                    print_one(&document["id"], text, &places, &timex);
                    continue;
                }
                let right = is_right(&document, &places, &timex);
                let confidence = timex.resolved.confidence;
                if let Some(bin) = BINS.windows(2).position(|b| (b[0]..b[1]).contains(&confidence)) {
                    bins[bin].count(right);
                }
                let rule = rules.entry(timex.rule.to_string()).or_default();
                rule.0.count(right);
                rule.1 += confidence;
            }
        }
    }
    if let Some(path) = &args.write {
        std::fs::write(path, table(&annals, &rules))?;
    }
    if args.rules {
        println!("{:<36} {:>6} {:>7} {:>7}", "rule", "found", "right %", "claimed");
        for (name, (tally, claimed)) in &rules {
            println!("{name:<36} {} {:>7.1}", row(*tally), 100.0 * claimed / tally.found as f32);
        }
    } else if !args.dump {
        println!("{:<16} {:>6} {:>7}", "confidence", "found", "right %");
        for (bin, tally) in BINS.windows(2).zip(bins) {
            println!("{:<16} {}", format!("{:.2} to {:.2}", bin[0], bin[1].min(1.0)), row(tally));
        }
    }
    Ok(())
}

/// Every rule that was seen with its confidence. Few examples move a rule only a little away from the mean of all.
fn table(annals: &Extractor, rules: &BTreeMap<String, (Tally, f32)>) -> String {
    let mut out = String::from(
        "# What a reading by each rule is worth, as measured by examples/calibration.rs --write. Columns: rule, confidence.\n",
    );
    let (found, right) = rules.values().fold((0, 0), |(f, r), (tally, _)| (f + tally.found, r + tally.right));
    let mean = right as f32 / found.max(1) as f32;
    for rule in annals.pack().examples() {
        let Some((tally, claimed)) = rules.get(rule.name) else { continue };
        let claimed = claimed / tally.found as f32;
        let measured = (tally.right as f32 + PRIOR * mean) / (tally.found as f32 + PRIOR);
        let confidence = (rule.confidence * measured / claimed).clamp(0.05, 0.99);
        let _ = writeln!(out, "{}\t{confidence:.2}", rule.name);
    }
    out
}

/// How many examples the mean counts for.
const PRIOR: f32 = 6.0;

fn row(tally: Tally) -> String {
    format!("{:>6} {:>7.1}", tally.found, 100.0 * f64::from(tally.right) / f64::from(tally.found.max(1)))
}

fn is_right(document: &Value, places: &[usize], timex: &Timex) -> bool {
    let byte = |v: &Value| places.get(v.as_u64().unwrap_or(0) as usize).copied().unwrap_or(usize::MAX);
    document["timexes"].as_array().into_iter().flatten().any(|gold| {
        let same = |v: &Value| v.as_str() == Some(timex.resolved.value.as_str());
        byte(&gold["start"]) < timex.end
            && timex.start < byte(&gold["end"])
            && (same(&gold["value"]) || gold["accept"].as_array().into_iter().flatten().any(same))
    })
}

fn print_one(id: &Value, text: &str, places: &[usize], timex: &Timex) {
    let char = |byte: usize| places.partition_point(|p| *p < byte);
    let r = &timex.resolved;
    println!(
        "{}",
        serde_json::json!({
            "id": id, "start": char(timex.start), "end": char(timex.end), "text": &text[timex.start..timex.end],
            "type": r.kind.as_str(), "value": r.value, "rule": timex.rule, "because": r.because, "confidence": r.confidence,
        })
    );
}

//! Trains the trigger model of the events stage: TimeML documents as JSON Lines in (text and events with offsets in
//! characters), `data/en/model/events.bin` out. Deterministic: the same files give the same bytes.
//!
//! ```text
//! cargo run --profile fast --example train_events -- timebank.jsonl aquaint.jsonl --out data/en/model/events.bin
//! cargo run --profile fast --example train_events -- timebank.jsonl aquaint.jsonl --folds 4 [--split 1]
//! ```
//!
//! One logistic model over "no event" and the seven classes. Steps are scaled by what a weight has moved before (AdaGrad);
//! of each candidate a part of the features is held back at random, so that what is learnt does not rest on the one that
//! names the word.
//!
//! The annotators of two corpora mark different shares of the words. Documents of the second file and those after it
//! therefore have one more feature, which says nothing but what corpus they are of: it takes up the corpus's custom and is not
//! written. So the model marks as readily as the first file does, and learns words from all.
//!
//! With `--folds` each part of the documents is marked by a model that has not seen it, and the figures are those of
//! all parts together; no file is written. `--split` parts the documents otherwise.

use std::collections::BTreeMap;

use annals::article::{Article, Block, Zone};
use annals::events::Reader;
use annals::events::features::{BITS, COUNT};
use annals::events::model::{CLASSES, LABELS, MAGIC, TriggerModel};
use annals::{Extractor, timeline};
use clap::Parser;
use perceptron::Random;
use serde::Deserialize;

#[allow(dead_code, reason = "only the generator is used here")]
#[path = "training/perceptron.rs"]
mod perceptron;

/// Trains and measures the trigger model.
#[derive(Parser)]
struct Args {
    /// Documents to learn from, JSON Lines.
    #[arg(required = true)]
    train: Vec<String>,
    /// Where the model goes.
    #[arg(long)]
    out: Option<String>,
    /// Measure by cross-validation over so many parts.
    #[arg(long)]
    folds: Option<u64>,
    /// Which of the ways to part the documents.
    #[arg(long, default_value_t = 0, requires = "folds")]
    split: u64,
    /// Show which classes are taken for which (of the cross-validation).
    #[arg(long, requires = "folds")]
    confusions: bool,
    /// Times through the training data.
    #[arg(long, default_value_t = 8)]
    epochs: usize,
    /// Models over which the weights are averaged.
    #[arg(long, default_value_t = 3)]
    runs: u64,
    /// Features seen in fewer candidates are not learnt.
    #[arg(long, default_value_t = 2)]
    least: u32,
    /// The size of the first steps.
    #[arg(long, default_value_t = 0.02)]
    rate: f32,
    /// How far the best class must be above "no event" (logarithm of the odds). Below 0: the other classes speak for an event,
    /// too, and one missed costs more than one too many.
    #[arg(long, default_value_t = -0.75, allow_hyphen_values = true)]
    margin: f32,
    /// The part of the features of a candidate that is held back while it is learnt.
    #[arg(long, default_value_t = 0.3)]
    drop: f32,
}

#[derive(Deserialize)]
struct Document {
    id: String,
    text: String,
    events: Vec<Marked>,
}

#[derive(Deserialize)]
struct Marked {
    start: usize,
    end: usize,
    class: String,
}

/// A candidate with its label: 0 for no event.
struct Example {
    rows: [u32; COUNT],
    file: usize,
    label: usize,
}

impl Example {
    /// The rows that are learnt from it: those of the model and, behind them, the one of its file.
    fn learnt(&self) -> impl Iterator<Item = usize> {
        let own = (self.file > 0).then_some((1 << BITS) + self.file);
        self.rows.iter().map(|row| *row as usize).chain(own)
    }
}

struct Read {
    file: usize,
    /// A hash of its name, which puts it into a part.
    place: u64,
    examples: Vec<Example>,
    /// Events of the document, found as candidates or not.
    gold: usize,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let documents = read_all(&args)?;
    if let Some(folds) = args.folds {
        return cross_validate(&documents, folds, &args);
    }
    let bytes = train(&documents.iter().collect::<Vec<_>>(), &args);
    println!("model: {} bytes", bytes.len());
    if let Some(path) = &args.out {
        std::fs::write(path, &bytes)?;
    }
    let mut seen = vec![Score::default(); args.train.len()];
    let model = TriggerModel::load(bytes.leak())?;
    measure(&model, &documents.iter().collect::<Vec<_>>(), &mut seen);
    tell("learnt from", &args, &seen);
    Ok(())
}

fn read_all(args: &Args) -> anyhow::Result<Vec<Read>> {
    let (extractor, reader) = (Extractor::new()?, Reader::english()?);
    let mut documents = Vec::new();
    for (file, path) in args.train.iter().enumerate() {
        for line in std::fs::read_to_string(path)?.lines() {
            documents.push(read(&extractor, &reader, file, serde_json::from_str(line)?));
        }
    }
    Ok(documents)
}

fn read(extractor: &Extractor, reader: &Reader, file: usize, document: Document) -> Read {
    let bytes: Vec<usize> =
        document.text.char_indices().map(|(at, _)| at).chain([document.text.len()]).collect();
    let byte = |char: usize| bytes.get(char).copied().unwrap_or(document.text.len());
    let events: BTreeMap<usize, (usize, &str)> =
        document.events.iter().map(|e| (byte(e.start), (byte(e.end), e.class.as_str()))).collect();
    let article = bare(&document.text);
    let analysis = extractor.analyse(&article);
    let mut examples = Vec::new();
    reader.candidates(&article.text, &analysis, |span, rows| {
        let marked = events.range(..span.end).next_back().filter(|(_, (end, _))| *end > span.start);
        let label = marked.map_or(0, |(_, (_, class))| label(class));
        examples.push(Example { rows, file, label });
    });
    let place = document
        .id
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3));
    Read { file, place, examples, gold: document.events.len() }
}

fn bare(text: &str) -> Article {
    Article {
        source: String::new(),
        url: None,
        title: None,
        language: "en".into(),
        text: text.into(),
        blocks: vec![Block { start: 0, end: text.len(), zone: Zone::Body, stamp: None }],
        published: None,
        candidates: Vec::new(),
        verbatim: true,
    }
}

fn label(class: &str) -> usize {
    CLASSES.iter().position(|c| timeline::name(c) == class).map_or(0, |c| c + 1)
}

/// Epochs at the end over which the weights are averaged.
const LAST: usize = 3;

type Weights = Vec<[f32; LABELS]>;

/// The averaged weights of several runs, in the form of the model file.
fn train(documents: &[&Read], args: &Args) -> Vec<u8> {
    let examples: Vec<&Example> = documents.iter().flat_map(|d| &d.examples).collect();
    let rows = (1 << BITS) + args.train.len();
    let mut seen = vec![0u32; rows];
    for row in examples.iter().flat_map(|e| e.learnt()) {
        seen[row] += 1;
    }
    let mut total = vec![[0f32; LABELS]; rows];
    for run in 0..args.runs {
        learn(&examples, &seen, args, 7 + run, &mut total);
    }
    pack(&total[..1 << BITS], args)
}

/// One run; `seed` decides the order of the examples and what is held back. Adds its part of the average to `total`.
fn learn(examples: &[&Example], seen: &[u32], args: &Args, seed: u64, total: &mut Weights) {
    let mut weights = vec![[0f32; LABELS]; seen.len()];
    let mut moved = vec![[1e-2f32; LABELS]; seen.len()];
    let mut random = Random(seed);
    let mut order = examples.to_vec();
    let kept = 1.0 - args.drop;
    let held_back = (args.drop * 1000.0) as usize;
    let part = 1.0 / (LAST.min(args.epochs) as f32 * args.runs as f32);
    for epoch in 0..args.epochs {
        random.shuffle(&mut order);
        for example in &order {
            let rows = example.learnt();
            let rows: Vec<usize> =
                rows.filter(|row| seen[*row] >= args.least && random.below(1000) >= held_back).collect();
            let mut scores = [0f32; LABELS];
            for row in &rows {
                scores.iter_mut().zip(weights[*row]).for_each(|(score, weight)| *score += weight / kept);
            }
            let wrong = gradient(scores, example.label);
            for row in rows {
                for (label, wrong) in wrong.iter().enumerate() {
                    let slope = wrong / kept;
                    moved[row][label] += slope * slope;
                    weights[row][label] -= args.rate * slope / moved[row][label].sqrt();
                }
            }
        }
        if epoch + LAST >= args.epochs {
            for (sums, weights) in total.iter_mut().zip(&weights) {
                sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight * part);
            }
        }
    }
}

/// How far what the scores promise is from what is so, for each label.
fn gradient(scores: [f32; LABELS], label: usize) -> [f32; LABELS] {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let odds = scores.map(|score| (score - top).exp());
    let all: f32 = odds.iter().sum();
    std::array::from_fn(|l| odds[l] / all - if l == label { 1.0 } else { 0.0 })
}

/// The weights as signed bytes, scaled so that few are cut.
fn pack(weights: &[[f32; LABELS]], args: &Args) -> Vec<u8> {
    let mut sizes: Vec<f32> = weights.iter().flatten().map(|w| w.abs()).filter(|w| *w > 0.0).collect();
    sizes.sort_by(f32::total_cmp);
    let scale = 127.0 / sizes.get(sizes.len() * 9995 / 10_000).copied().unwrap_or(1.0);
    let mut bytes = MAGIC.to_vec();
    bytes.extend(((args.margin * scale).round() as i32).to_le_bytes());
    bytes.extend(
        weights.iter().flatten().map(|w| (w * scale).round().clamp(-127.0, 127.0) as i8).map(|w| w as u8),
    );
    bytes
}

/// What was marked, what was right, by file.
#[derive(Default, Clone, Copy)]
struct Score {
    gold: usize,
    marked: usize,
    found: usize,
    classed: usize,
}

fn cross_validate(documents: &[Read], folds: u64, args: &Args) -> anyhow::Result<()> {
    let mut unseen = vec![Score::default(); args.train.len()];
    let mut confusions = [[0; LABELS]; LABELS];
    for fold in 0..folds {
        let (held, rest): (Vec<&Read>, Vec<&Read>) =
            documents.iter().partition(|d| part(d.place, args.split, folds) == fold);
        let model = TriggerModel::load(train(&rest, args).leak())?;
        measure(&model, &held, &mut unseen);
        if args.confusions {
            confuse(&model, &held, &mut confusions);
        }
    }
    tell("unseen", args, &unseen);
    if args.confusions {
        show(&confusions);
    }
    Ok(())
}

/// The part that a document falls into.
fn part(place: u64, split: u64, folds: u64) -> u64 {
    let mixed = match split {
        0 => place >> 32,
        _ => {
            let place = place ^ split.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            place.wrapping_mul(0xd6e8_feb8_6659_fd93) >> 40
        }
    };
    mixed % folds
}

/// Adds to the score of each file.
fn measure(model: &TriggerModel, documents: &[&Read], scores: &mut [Score]) {
    for document in documents {
        let score = &mut scores[document.file];
        score.gold += document.gold;
        for example in &document.examples {
            let Some(class) = model.class(&example.rows) else { continue };
            score.marked += 1;
            score.found += usize::from(example.label > 0);
            score.classed += usize::from(example.label > 0 && CLASSES[example.label - 1] == class);
        }
    }
}

/// Counts what is taken for what: rows as marked by people, columns as by the model; 0 is no event.
fn confuse(model: &TriggerModel, documents: &[&Read], counts: &mut [[u32; LABELS]; LABELS]) {
    for example in documents.iter().flat_map(|d| &d.examples) {
        let class = model.class(&example.rows);
        let guess = class.and_then(|class| CLASSES.iter().position(|c| *c == class)).map_or(0, |c| c + 1);
        counts[example.label][guess] += 1;
    }
}

fn show(counts: &[[u32; LABELS]; LABELS]) {
    let names: Vec<String> =
        std::iter::once("none".to_owned()).chain(CLASSES.iter().map(timeline::name)).collect();
    println!("{:>12} {}", "", names.iter().map(|n| format!("{n:>11}")).collect::<String>());
    for (name, row) in names.iter().zip(counts) {
        println!("{name:>12} {}", row.iter().map(|n| format!("{n:>11}")).collect::<String>());
    }
}

fn tell(which: &str, args: &Args, scores: &[Score]) {
    for (path, score) in args.train.iter().zip(scores) {
        let f1 = |right: usize| 200.0 * right as f64 / (score.marked + score.gold) as f64;
        println!(
            "{which} {path}: extent P {:.2} R {:.2} F1 {:.2}, class F1 {:.2}",
            100.0 * score.found as f64 / score.marked as f64,
            100.0 * score.found as f64 / score.gold as f64,
            f1(score.found),
            f1(score.classed)
        );
    }
}

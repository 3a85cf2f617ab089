//! Trains the trigger model of the events stage: TimeML documents as JSON Lines in (text and events with offsets in
//! characters), `data/en/model/events.bin` out. Deterministic: the same files give the same bytes.
//!
//! ```text
//! cargo run --profile fast --example train_events -- timebank.jsonl aquaint.jsonl --out data/en/model/events.bin
//! cargo run --profile fast --example train_events -- timebank.jsonl aquaint.jsonl --folds 4
//! ```
//!
//! With `--folds` each part of the documents is marked by a model that has not seen it, and the figures are those of
//! all parts together; no file is written.

use std::collections::BTreeMap;

use annals::article::{Article, Block, Zone};
use annals::events::Reader;
use annals::events::features::{BITS, COUNT};
use annals::events::model::{CLASSES, LABELS, MAGIC, TriggerModel};
use annals::{Extractor, timeline};
use clap::Parser;
use serde::Deserialize;

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
    /// Times through the training data.
    #[arg(long, default_value_t = 20)]
    epochs: usize,
    /// Features seen in fewer candidates are not learnt.
    #[arg(long, default_value_t = 6)]
    least: u32,
    /// Added to the score of "no event".
    #[arg(long, default_value_t = -25, allow_hyphen_values = true)]
    margin: i32,
    /// Of a hundred features of a candidate, how many are held back while it is learnt: what is learnt then rests on
    /// many features, not on the one that names the word.
    #[arg(long, default_value_t = 70)]
    drop: u32,
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
    label: usize,
}

struct Read {
    file: usize,
    fold: u64,
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
    measure(&model, &documents.iter().collect::<Vec<_>>(), args.margin, &mut seen);
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
    reader.candidates(&article.text, &analysis, |span, candidate| {
        let marked = events.range(..span.end).next_back().filter(|(_, (end, _))| *end > span.start);
        let label = marked.map_or(0, |(_, (_, class))| label(class));
        examples.push(Example { rows: candidate.rows, label });
    });
    let fold = document
        .id
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3));
    Read { file, fold: fold >> 32, examples, gold: document.events.len() }
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

/// Averaged perceptron; the order of the examples is shuffled by a fixed generator.
fn train(documents: &[&Read], args: &Args) -> Vec<u8> {
    let mut examples: Vec<&Example> = documents.iter().flat_map(|d| &d.examples).collect();
    let mut seen = vec![0u32; 1 << BITS];
    for row in examples.iter().flat_map(|e| e.rows) {
        seen[row as usize] += 1;
    }
    let mut weights = vec![[0f32; LABELS]; 1 << BITS];
    let mut sums = vec![[0f64; LABELS]; 1 << BITS];
    let (mut step, mut random) = (1f64, 0x853c_49e6_748f_ea9bu64);
    for _ in 0..args.epochs {
        for i in (1..examples.len()).rev() {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            examples.swap(i, ((random >> 33) as usize) % (i + 1));
        }
        for example in &examples {
            let rows: Vec<usize> = example
                .rows
                .iter()
                .map(|row| *row as usize)
                .filter(|row| {
                    random = random
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1_442_695_040_888_963_407);
                    seen[*row] >= args.least && (random >> 33) % 100 >= u64::from(args.drop)
                })
                .collect();
            let mut scores = [0f32; LABELS];
            for row in &rows {
                for (score, weight) in scores.iter_mut().zip(weights[*row]) {
                    *score += weight;
                }
            }
            let guess = (0..LABELS).rev().max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap_or(0);
            if guess != example.label {
                for row in rows {
                    weights[row][example.label] += 1.0;
                    weights[row][guess] -= 1.0;
                    sums[row][example.label] += step;
                    sums[row][guess] -= step;
                }
            }
            step += 1.0;
        }
    }
    pack(&weights, &sums, step)
}

/// The averaged weights as signed bytes, scaled so that few are cut.
fn pack(weights: &[[f32; LABELS]], sums: &[[f64; LABELS]], steps: f64) -> Vec<u8> {
    let average = |row: usize, label: usize| f64::from(weights[row][label]) - sums[row][label] / steps;
    let mut sizes: Vec<f64> = (0..weights.len())
        .flat_map(|row| (0..LABELS).map(move |label| (row, label)))
        .map(|(row, label)| average(row, label).abs())
        .filter(|w| *w > 0.0)
        .collect();
    sizes.sort_by(f64::total_cmp);
    let largest = sizes.get(sizes.len() * 999 / 1000).copied().unwrap_or(1.0);
    let mut bytes = MAGIC.to_vec();
    for row in 0..weights.len() {
        bytes.extend(
            (0..LABELS).map(|label| {
                (average(row, label) / largest * 127.0).round().clamp(-127.0, 127.0) as i8 as u8
            }),
        );
    }
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
    for fold in 0..folds {
        let (held, rest): (Vec<&Read>, Vec<&Read>) = documents.iter().partition(|d| d.fold % folds == fold);
        let model = TriggerModel::load(train(&rest, args).leak())?;
        measure(&model, &held, args.margin, &mut unseen);
    }
    tell("unseen", args, &unseen);
    Ok(())
}

/// Adds to the score of each file.
fn measure(model: &TriggerModel, documents: &[&Read], margin: i32, scores: &mut [Score]) {
    for document in documents {
        let score = &mut scores[document.file];
        score.gold += document.gold;
        for example in &document.examples {
            let Some(class) = model.class(&example.rows, margin) else { continue };
            score.marked += 1;
            score.found += usize::from(example.label > 0);
            score.classed += usize::from(example.label > 0 && CLASSES[example.label - 1] == class);
        }
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

//! Trains the part-of-speech model: treebanks in CoNLL-U in, `data/en/model/pos.bin` out, accuracy on other treebanks
//! told. Deterministic: the same files give the same bytes.
//!
//! ```text
//! cargo run --profile fast --example train_pos -- --out data/en/model/pos.bin --wordnet wordnet/dict \
//!     ewt-train.conllu.gz ewt-dev.conllu.gz ewt-test.conllu.gz --test pud.conllu.gz
//! ```

mod dictionary;
mod learn;
mod measure;
#[path = "../training/mod.rs"]
mod training;
mod wordlist;

use annals::text::pos::PosModel;
use clap::Parser;
use training::treebank;
use wordlist::WordList;

/// Trains and measures the part-of-speech model.
#[derive(Parser)]
struct Args {
    /// Treebanks to learn from.
    #[arg(required_unless_present = "model")]
    train: Vec<String>,
    /// Treebanks to measure on.
    #[arg(long, num_args = 1..)]
    test: Vec<String>,
    /// Where the model goes.
    #[arg(long)]
    out: Option<String>,
    /// Measure this model instead of training one.
    #[arg(long, conflicts_with = "train")]
    model: Option<String>,
    /// The folder of a WordNet database: its words are known where the treebank does not have them.
    #[arg(long)]
    wordnet: Option<std::path::PathBuf>,
    /// Times through the training data.
    #[arg(long, default_value_t = 6)]
    epochs: usize,
    /// Models over which the weights are averaged.
    #[arg(long, default_value_t = 40)]
    runs: u64,
    /// Show the commonest confusions.
    #[arg(long)]
    confusions: bool,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let bytes = match &args.model {
        Some(path) => std::fs::read(path)?,
        None => {
            let mut sentences = Vec::new();
            for path in &args.train {
                sentences.extend(treebank::read(path)?);
            }
            println!("{} sentences", sentences.len());
            let mut list = WordList::irregular();
            if let Some(folder) = &args.wordnet {
                list.add_wordnet(folder)?;
            }
            let plan = learn::Plan { epochs: args.epochs, runs: args.runs };
            learn::train(&sentences, list, &plan)?
        }
    };
    if let Some(path) = &args.out {
        std::fs::write(path, &bytes)?;
    }
    println!("model: {} bytes", bytes.len());
    let model = PosModel::load(bytes.leak())?;
    for path in &args.test {
        measure::measure(&model, path, &treebank::read(path)?, args.confusions);
    }
    Ok(())
}

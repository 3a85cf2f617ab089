//! Measures tense and aspect of verbs against documents with annotated events: JSON Lines with `text` and `events`
//! (`start`, `end` in characters, `pos`, `tense`, `aspect`) in, shares of right verbs out.
//!
//! ```text
//! cargo run --profile fast --example measure_verbs -- timebank.jsonl aquaint.jsonl
//! ```

use std::collections::BTreeMap;

use annals::text::pos::{ENGLISH, PosModel, PosScratch, Tag};
use annals::text::verbgroup::VerbWords;
use annals::text::{scan, sentences};
use clap::Parser;
use serde_json::Value;

/// Measures tense and aspect.
#[derive(Parser)]
struct Args {
    /// Documents with events.
    #[arg(required = true)]
    files: Vec<String>,
    /// Another model than the built-in one.
    #[arg(long)]
    model: Option<String>,
    /// Show this many wrong verbs of each kind.
    #[arg(long, default_value_t = 0)]
    show: usize,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let bytes = match &args.model {
        Some(path) => std::fs::read(path)?.leak(),
        None => ENGLISH,
    };
    let model = PosModel::load(bytes)?;
    for file in &args.files {
        let mut tally = Tally::default();
        for line in std::fs::read_to_string(file)?.lines() {
            document(&model, &serde_json::from_str(line)?, &mut tally)?;
        }
        tally.print(file, args.show);
    }
    Ok(())
}

#[derive(Default)]
struct Tally {
    verbs: usize,
    read_as_verb: usize,
    tense: usize,
    aspect: usize,
    polarity: usize,
    modality: usize,
    wrong: BTreeMap<(String, String), Vec<String>>,
}

impl Tally {
    fn print(&self, file: &str, show: usize) {
        let share = |n: usize| 100.0 * n as f64 / self.verbs.max(1) as f64;
        println!(
            "{file}: {} verbs; a verb {:.1} %, tense {:.1}, aspect {:.1}, polarity {:.1}, modality {:.1}",
            self.verbs,
            share(self.read_as_verb),
            share(self.tense),
            share(self.aspect),
            share(self.polarity),
            share(self.modality)
        );
        let mut kinds: Vec<_> = self.wrong.iter().collect();
        kinds.sort_by_key(|(_, words)| std::cmp::Reverse(words.len()));
        for ((gold, ours), words) in kinds.iter().take(if show > 0 { 24 } else { 0 }) {
            println!(
                "  {gold} read as {ours}: {}  {}",
                words.len(),
                words[..words.len().min(show)].join(" | ")
            );
        }
    }
}

fn document(model: &PosModel, document: &Value, tally: &mut Tally) -> anyhow::Result<()> {
    let text = document["text"].as_str().unwrap_or_default();
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let mut gold: BTreeMap<usize, &Value> = BTreeMap::new();
    for event in document["events"].as_array().into_iter().flatten() {
        if let Some(at) = event["start"].as_u64().and_then(|start| bytes.get(start as usize)) {
            gold.insert(*at, event);
        }
    }
    let (mut tokens, mut found, mut tags, mut groups) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut scratch = PosScratch::default();
    let words = VerbWords::english()?;
    scan(text, 0, text.len(), &mut tokens);
    sentences(text, &tokens, |w| w.len() < 5 && w.starts_with(char::is_uppercase), &mut found);
    for sentence in &found {
        let tokens = &tokens[sentence.range()];
        model.tag(text, tokens, &mut scratch, &mut tags);
        words.groups(text, tokens, &tags, &mut groups);
        for (i, token) in tokens.iter().enumerate() {
            let Some(event) = gold.get(&(token.start as usize)) else { continue };
            let pos = event["pos"].as_str().unwrap_or_default();
            let tense = event["tense"].as_str().unwrap_or_default();
            if !(pos == "VERB" || pos == "UNKNOWN" && tense != "NONE") {
                continue;
            }
            tally.verbs += 1;
            tally.read_as_verb += usize::from(tags[i].is_verb());
            let group = groups.iter().find(|g| g.head as usize == i);
            let (ours, aspect) = group.map_or(("-", "-"), |g| (g.tense.timeml(), g.aspect.timeml()));
            tally.tense += usize::from(ours == tense);
            tally.aspect += usize::from(Some(aspect) == event["aspect"].as_str());
            let negative = event["polarity"] == "NEG";
            tally.polarity += usize::from(group.is_some_and(|g| g.negative == negative));
            let modal = event["modality"].as_str().filter(|m| *m != "NONE").map(str::to_lowercase);
            tally.modality += usize::from(group.is_some_and(|g| g.modality == modal.as_deref()));
            if ours != tense {
                let first = tokens[i.saturating_sub(6)].start as usize;
                let last = tokens[(i + 3).min(tokens.len() - 1)].end as usize;
                let context = text[first..last].split_whitespace().collect::<Vec<_>>().join(" ");
                let key =
                    (tense.to_string(), format!("{ours} {}", tags.get(i).map_or("", |t: &Tag| t.penn())));
                tally.wrong.entry(key).or_default().push(format!("{context} [{}]", token.text(text)));
            }
        }
    }
    Ok(())
}

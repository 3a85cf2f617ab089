//! Trains the part-of-speech model: treebanks in CoNLL-U in, `data/en/model/pos.bin` out, accuracy on other treebanks
//! told. Deterministic: the same files give the same bytes.
//!
//! ```text
//! cargo run --profile fast --example train_pos -- --out data/en/model/pos.bin ewt-train.conllu.gz ewt-dev.conllu.gz \
//!     --test pud.conllu.gz
//! ```

mod dictionary;
#[path = "../treebank/mod.rs"]
mod treebank;
mod wordlist;

use std::collections::BTreeMap;

use annals::text::lemma::Lemmas;
use annals::text::pos::features::{self, History};
use annals::text::pos::lexicon::{self, Lexicon, Spelling};
use annals::text::pos::{PosModel, PosScratch, Tag, format};
use annals::text::scan::Kind;
use clap::Parser;
use dictionary::{Counts, after_number, count};
use treebank::Sentence;
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
    #[arg(long, default_value_t = 10)]
    epochs: usize,
    /// The weight table has 2^BITS cells of a byte.
    #[arg(long, default_value_t = 21)]
    bits: u32,
    /// Models over which the weights are averaged.
    #[arg(long, default_value_t = 1)]
    runs: u64,
    /// Features seen less often are not learnt.
    #[arg(long, default_value_t = 1)]
    least: u32,
    /// Forget rate.
    #[arg(long, default_value_t = 4)]
    forget: usize,
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
            train(&sentences, &args)?
        }
    };
    if let Some(path) = &args.out {
        std::fs::write(path, &bytes)?;
    }
    println!("model: {} bytes", bytes.len());
    let model = PosModel::load(bytes.leak())?;
    for path in &args.test {
        measure(&model, path, &treebank::read(path)?, args.confusions);
    }
    Ok(())
}

/// A small generator of pseudo-random numbers, so that training needs no seed from outside.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n.max(1)
    }
}

/// Weights while they are learnt, with the sums from which their averages come.
struct Weights {
    now: Vec<i32>,
    sums: Vec<i64>,
    seen: Vec<u32>,
    least: u32,
    step: i64,
}

impl Weights {
    fn score(&self, rows: &[u32], tag: usize) -> i32 {
        rows.iter().map(|row| self.now[*row as usize + tag]).sum()
    }

    fn best(&self, rows: &[u32], candidates: u64) -> usize {
        let tags = (0..Tag::COUNT).filter(|t| candidates >> t & 1 == 1);
        tags.rev().max_by_key(|t| self.score(rows, *t)).unwrap_or(0)
    }

    fn update(&mut self, rows: &[u32], tag: usize, by: i32) {
        for row in rows {
            if self.seen[*row as usize] < self.least {
                continue;
            }
            let cell = *row as usize + tag;
            self.now[cell] += by;
            self.sums[cell] += self.step * i64::from(by);
        }
    }

    fn averages(&self) -> Vec<f64> {
        let mean = |(now, sum): (&i32, &i64)| f64::from(*now) - *sum as f64 / self.step as f64;
        self.now.iter().zip(&self.sums).map(mean).collect()
    }
}

fn train(sentences: &[Sentence], args: &Args) -> anyhow::Result<Vec<u8>> {
    let words = count(sentences);
    let mut listed = WordList::irregular();
    if let Some(folder) = &args.wordnet {
        listed.add_wordnet(folder)?;
    }
    let (entries, held_back) = dictionary::entries(&words, &listed.into_sets());
    println!("{} sentences, {} dictionary entries", sentences.len(), entries.len());
    let cells = (1usize << args.bits) + 64;
    let both = [&entries[..], &held_back].concat();
    let shell = format::write(&both, &vec![0; cells], args.bits)?;
    let parts = format::read(&shell)?;
    let lexicon = Lexicon::new(parts.slots, parts.classes);
    let mut total = vec![0.0; cells];
    for run in 0..args.runs {
        let learnt = learn_all(sentences, &words, &lexicon, args, run);
        for (sum, weight) in total.iter_mut().zip(learnt) {
            *sum += weight;
        }
    }
    format::write(&entries, &quantise(&total), args.bits).map_err(Into::into)
}

/// One model: so many times through the sentences, in an order that `run` decides.
fn learn_all(
    sentences: &[Sentence],
    words: &BTreeMap<u64, Counts>,
    lexicon: &Lexicon,
    args: &Args,
    run: u64,
) -> Vec<f64> {
    let cells = (1usize << args.bits) + 64;
    let mut weights = Weights {
        now: vec![0; cells],
        sums: vec![0; cells],
        seen: vec![0; cells],
        least: args.least,
        step: 1,
    };
    let mut random = Random(7 + run);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut analysed = features::Sentence::default();
    for epoch in 0..=args.epochs {
        for i in (1..order.len()).rev() {
            order.swap(i, random.below(i + 1));
        }
        let (mut right, mut all) = (0usize, 0usize);
        for index in &order {
            let sentence = &sentences[*index];
            // Rare words are now and then held back, so that the model learns to do without them.
            let forget = |i: usize| {
                let spelling = Spelling::of(&sentence.text, &sentence.tokens[i], after_number(sentence, i));
                let seen = words.get(&spelling.key).map_or(0, Counts::total) as usize;
                random.below(1000) * (args.forget * seen + 1) < 1000
            };
            analysed.analyse(lexicon, &sentence.text, &sentence.tokens, forget);
            let (r, a) = learn(&analysed, sentence, &mut weights, args.bits, epoch == 0);
            right += r;
            all += a;
        }
        println!("epoch {}: {:.2} % right of those decided", epoch, 100.0 * right as f64 / all as f64);
    }
    weights.averages()
}

fn learn(
    analysed: &features::Sentence,
    sentence: &Sentence,
    weights: &mut Weights,
    bits: u32,
    count: bool,
) -> (usize, usize) {
    let mut history = History::default();
    let mut rows = [0; features::COUNT];
    let (mut right, mut all) = (0, 0);
    for i in 0..sentence.tokens.len() {
        let word = analysed.word(i);
        let tag = word.only().unwrap_or_else(|| {
            features::from_words(analysed, i, bits, &mut rows);
            features::from_history(analysed, i, &history, bits, &mut rows);
            if count {
                for row in &rows {
                    weights.seen[*row as usize] += 1;
                }
                return sentence.tags[i].unwrap_or(Tag::Nn);
            }
            let best = weights.best(&rows, word.candidates);
            weights.step += 1;
            if let Some(gold) = sentence.tags[i] {
                all += 1;
                right += usize::from(gold.index() == best);
                if gold.index() != best && word.candidates & gold.bit() != 0 {
                    weights.update(&rows, gold.index(), 1);
                    weights.update(&rows, best, -1);
                }
            }
            Tag::from_index(best).unwrap_or(Tag::Nn)
        });
        history.push(word, tag);
    }
    (right, all)
}

/// Scales the averages to a byte; one weight in ten thousand may be cut off.
fn quantise(averages: &[f64]) -> Vec<i8> {
    let mut sizes: Vec<f64> = averages.iter().map(|w| w.abs()).filter(|w| *w > 0.0).collect();
    sizes.sort_by(f64::total_cmp);
    let top = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 10_000)).copied().unwrap_or(1.0);
    println!("{} weights that are not 0, cut at {top:.1}", sizes.len());
    averages.iter().map(|w| (w * 127.0 / top).round().clamp(-127.0, 127.0) as i8).collect()
}

fn measure(model: &PosModel, path: &str, sentences: &[Sentence], confusions: bool) {
    let (mut scratch, mut tags) = (PosScratch::default(), Vec::new());
    let (mut right, mut all, mut bytes) = (0usize, 0usize, 0usize);
    let mut by_class = [(0usize, 0usize, 0usize); 2];
    let mut table: BTreeMap<(Tag, Tag), usize> = BTreeMap::new();
    let mut examples: BTreeMap<(Tag, Tag), Vec<String>> = BTreeMap::new();
    for sentence in sentences {
        model.tag(&sentence.text, &sentence.tokens, &mut scratch, &mut tags);
        bytes += sentence.text.len();
        for (i, token) in sentence.tokens.iter().enumerate() {
            let Some(gold) = sentence.tags[i] else { continue };
            if token.kind == Kind::Word {
                all += 1;
                right += usize::from(gold == tags[i]);
                let class = usize::from(scratch.word(i).shape & lexicon::UNKNOWN != 0);
                by_class[class].0 += usize::from(gold == tags[i]);
                by_class[class].1 += 1;
                by_class[class].2 += usize::from(scratch.word(i).candidates & gold.bit() != 0);
                *table.entry((gold, tags[i])).or_default() += 1;
                let around = |j: usize| sentence.tokens[j].start as usize;
                let (from, to) = (around(i.saturating_sub(9)), around((i + 8).min(sentence.tokens.len() - 1)));
                let shown = format!("{} [{}] {}", &sentence.text[from..around(i)], token.text(&sentence.text), &sentence.text[token.end as usize..to.max(token.end as usize)]);
                examples.entry((gold, tags[i])).or_default().push(shown);
            }
        }
    }
    println!("{path}: {all} words, {:.2} % right", 100.0 * right as f64 / all as f64);
    for (name, (r, a, c)) in ["known", "unknown"].into_iter().zip(by_class) {
        let share = |n: usize| 100.0 * n as f64 / a.max(1) as f64;
        println!(
            "  {name}: {a}, {:.2} % right, {:.2} % with the tag among the candidates",
            share(r),
            share(c)
        );
    }
    for tag in
        [Tag::Vbd, Tag::Vbn, Tag::Vb, Tag::Vbp, Tag::Vbz, Tag::Vbg, Tag::Nn, Tag::Nns, Tag::Nnp, Tag::Jj]
    {
        let sum = |f: &dyn Fn(&(Tag, Tag)) -> bool| -> usize {
            table.iter().filter(|(k, _)| f(k)).map(|(_, n)| n).sum()
        };
        let hit = sum(&|k| *k == (tag, tag));
        let (gold, found) = (sum(&|k| k.0 == tag), sum(&|k| k.1 == tag));
        let share = |n: usize| 100.0 * hit as f64 / n.max(1) as f64;
        println!("  {:4} P {:5.1} R {:5.1} ({gold})", tag.penn(), share(found), share(gold));
    }
    if confusions {
        let mut worst: Vec<_> = table.iter().filter(|((gold, found), _)| gold != found).collect();
        worst.sort_by_key(|(_, n)| std::cmp::Reverse(**n));
        for (pair, n) in worst.iter().take(25) {
            let words = &examples[pair][..examples[pair].len().min(40)];
            println!("  {:4} as {:4} {n:4}\n      {}", pair.0.penn(), pair.1.penn(), words.join("\n      "));
        }
    }
    lemmas(sentences, confusions);
    println!("  {:.1} MB/s of text already split", speed(model, sentences, bytes));
}

/// Megabytes a second, the best of several rounds: other programs take their share of the machine.
fn speed(model: &PosModel, sentences: &[Sentence], bytes: usize) -> f64 {
    let (mut scratch, mut tags) = (PosScratch::default(), Vec::new());
    let mut best = 0.0f64;
    for _ in 0..40 {
        let start = std::time::Instant::now();
        for sentence in sentences {
            model.tag(&sentence.text, &sentence.tokens, &mut scratch, &mut tags);
        }
        best = best.max(bytes as f64 / 1e6 / start.elapsed().as_secs_f64());
    }
    best
}

/// How many inflected words are led back to the treebank's lemma.
fn lemmas(sentences: &[Sentence], show: bool) {
    let Ok(lemmas) = Lemmas::english() else { return };
    let (mut right, mut all) = (0usize, 0usize);
    let mut wrong: BTreeMap<(&str, &str, String), usize> = BTreeMap::new();
    for sentence in sentences {
        for (i, token) in sentence.tokens.iter().enumerate() {
            let Some(tag) = sentence.tags[i] else { continue };
            let word = &sentence.words[sentence.word_of[i]];
            if !treebank::is_whole(sentence, i) || !(tag.is_verb() || tag == Tag::Nns) {
                continue;
            }
            let lemma = lemmas.lemma(token.text(&sentence.text), tag);
            all += 1;
            if lemma == word.lemma.as_str() {
                right += 1;
            } else {
                *wrong.entry((&word.form, &word.lemma, lemma.into_owned())).or_default() += 1;
            }
        }
    }
    println!("  lemmas of verbs and plurals: {all}, {:.2} % right", 100.0 * right as f64 / all.max(1) as f64);
    if show {
        let mut worst: Vec<_> = wrong.iter().collect();
        worst.sort_by_key(|(_, n)| std::cmp::Reverse(**n));
        for ((form, gold, ours), n) in worst.iter().take(80) {
            print!("{form}: {gold} not {ours} {n}; ");
        }
        println!();
    }
}

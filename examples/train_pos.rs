//! Trains the part-of-speech model: treebanks in CoNLL-U in, `data/en/model/pos.bin` out, accuracy on other treebanks
//! told. Deterministic: the same files give the same bytes.
//!
//! ```text
//! cargo run --profile fast --example train_pos -- --out data/en/model/pos.bin ewt-train.conllu.gz ewt-dev.conllu.gz \
//!     --test pud.conllu.gz
//! ```

mod treebank;

use std::collections::BTreeMap;

use annals::text::lemma::Lemmas;
use annals::text::pos::features::{self, History};
use annals::text::pos::lexicon::{self, Lexicon, Spelling};
use annals::text::pos::{PosModel, PosScratch, Tag, format};
use annals::text::scan::{CAPITAL, Kind};
use clap::Parser;
use treebank::Sentence;

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

/// How often a word was seen with each tag: in lower case (or with a capital that its place explains), and with a
/// capital of its own.
#[derive(Default)]
struct Counts {
    lower: BTreeMap<Tag, u32>,
    capital: BTreeMap<Tag, u32>,
    suffix: u32,
}

impl Counts {
    fn total(&self) -> u32 {
        self.lower.values().chain(self.capital.values()).sum()
    }
}

fn after_number(sentence: &Sentence, i: usize) -> bool {
    i > 0 && sentence.tokens[i].glued() && sentence.tokens[i - 1].kind == Kind::Number
}

fn count(sentences: &[Sentence]) -> BTreeMap<u64, Counts> {
    let mut words: BTreeMap<u64, Counts> = BTreeMap::new();
    for sentence in sentences {
        let mut first = true;
        for (i, token) in sentence.tokens.iter().enumerate() {
            if token.kind != Kind::Word {
                continue;
            }
            let by_place = std::mem::take(&mut first);
            let Some(tag) = sentence.tags[i] else { continue };
            let spelling = Spelling::of(&sentence.text, token, after_number(sentence, i));
            let counts = words.entry(spelling.key).or_default();
            counts.suffix = spelling.suffix;
            let own_capital = token.has(CAPITAL) && (!by_place || tag.is_proper());
            *if own_capital { &mut counts.capital } else { &mut counts.lower }.entry(tag).or_default() += 1;
        }
    }
    words
}

/// The tags of a word that are not noise; for rare words also those that go with them in the language.
fn candidates(counts: &BTreeMap<Tag, u32>) -> u64 {
    let total: u32 = counts.values().sum();
    let mut set = 0;
    for (tag, n) in counts {
        if *n * 250 >= total {
            set |= tag.bit();
        }
    }
    let with =
        |set: u64, a: Tag, b: Tag| if set & (a.bit() | b.bit()) != 0 { set | a.bit() | b.bit() } else { set };
    if total < 40 {
        if set & (Tag::Vbd.bit() | Tag::Vbn.bit()) != 0 && set & Tag::Vb.bit() == 0 {
            set = with(set, Tag::Vbd, Tag::Vbn);
        }
        set = with(set, Tag::Vb, Tag::Vbp);
    }
    set
}

/// The tags of irregular verb forms, which the treebank shows too seldom.
fn irregular() -> BTreeMap<u64, u64> {
    let mut sets: BTreeMap<u64, u64> = BTreeMap::new();
    let list = include_str!("../data/en/grammar/irregular.tsv");
    for line in list.lines().filter_map(|l| l.strip_prefix("verb\t")) {
        let Some((lemma, forms)) = line.split_once('\t') else { continue };
        for form in forms.split(' ') {
            *sets.entry(key(form)).or_default() |= Tag::Vbd.bit() | Tag::Vbn.bit();
            if form == lemma {
                *sets.entry(key(form)).or_default() |= Tag::Vb.bit() | Tag::Vbp.bit() | Tag::Nn.bit();
            }
        }
    }
    sets
}

fn key(word: &str) -> u64 {
    let token = annals::text::Token { start: 0, end: word.len() as u32, kind: Kind::Word, flags: 0 };
    Spelling::of(word, &token, false).key
}

fn dictionary(words: &BTreeMap<u64, Counts>) -> Vec<(u64, u64, u64)> {
    let mut entries = Vec::new();
    let irregular = irregular();
    for (key, set) in &irregular {
        if words.get(key).is_none_or(|counts| counts.total() < 2) {
            let seen = words.get(key).map_or(0, |counts| candidates(&counts.lower));
            entries.push((*key, set | seen, set | seen | Tag::Nnp.bit()));
        }
    }
    let mut endings: BTreeMap<u64, [BTreeMap<Tag, u32>; 2]> = BTreeMap::new();
    for (key, counts) in words {
        let total = counts.total();
        if total >= 2 {
            let mut lower = candidates(&counts.lower);
            if let Some(set) = irregular.get(key)
                && counts.lower.values().sum::<u32>() < 60
            {
                lower |= set;
            }
            let mut capital = candidates(&counts.capital);
            if capital != 0 && counts.capital.values().sum::<u32>() < 5 {
                capital |= lower | Tag::Nnp.bit();
            }
            entries.push((*key, lower, capital));
        }
        if total <= 4 {
            for letters in 1..=3 {
                let sets = endings.entry(lexicon::ending(counts.suffix, letters)).or_default();
                for (set, seen) in sets.iter_mut().zip([&counts.lower, &counts.capital]) {
                    for (tag, n) in seen {
                        *set.entry(*tag).or_default() += n;
                    }
                }
            }
        }
    }
    for (key, sets) in endings {
        let [lower, capital] = sets.map(|set| {
            let total: u32 = set.values().sum();
            let kept = set.iter().filter(|(_, n)| **n * 100 >= total && **n >= 2 || **n * 10 >= total);
            if total < 12 { 0 } else { kept.fold(0, |bits, (tag, _)| bits | tag.bit()) }
        });
        if lower | capital != 0 {
            entries.push((key, lower, capital));
        }
    }
    entries
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
    let entries = dictionary(&words);
    println!("{} sentences, {} dictionary entries", sentences.len(), entries.len());
    let cells = (1usize << args.bits) + 64;
    let shell = format::write(&entries, &vec![0; cells], args.bits)?;
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
    let mut examples: BTreeMap<(Tag, Tag), Vec<&str>> = BTreeMap::new();
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
                examples.entry((gold, tags[i])).or_default().push(token.text(&sentence.text));
            }
        }
    }
    println!("{path}: {all} words, {:.2} % right", 100.0 * right as f64 / all as f64);
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
            let words = &examples[pair][..examples[pair].len().min(14)];
            println!("  {:4} as {:4} {n:4}  {}", pair.0.penn(), pair.1.penn(), words.join(" "));
        }
    }
    lemmas(sentences, confusions);
    let start = std::time::Instant::now();
    let rounds = 20_000_000 / bytes.max(1) + 1;
    for _ in 0..rounds {
        for sentence in sentences {
            model.tag(&sentence.text, &sentence.tokens, &mut scratch, &mut tags);
        }
    }
    println!(
        "  {:.1} MB/s of text already split",
        (rounds * bytes) as f64 / 1e6 / start.elapsed().as_secs_f64()
    );
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

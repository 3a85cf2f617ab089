//! How right a model is: treebanks that it has not seen in, shares of right tags and lemmas out.

use std::collections::BTreeMap;

use annals::text::lemma::Lemmas;
use annals::text::pos::lexicon::UNKNOWN;
use annals::text::pos::{PosModel, PosScratch, Tag};
use annals::text::scan::Kind;

use crate::training::treebank::{self, Sentence};

/// Prints the accuracy on a treebank, by kind of word and by tag, and the speed.
pub(crate) fn measure(model: &PosModel, path: &str, sentences: &[Sentence], confusions: bool) {
    let mut tally = Tally::default();
    let (mut scratch, mut tags) = (PosScratch::default(), Vec::new());
    let mut bytes = 0;
    for sentence in sentences {
        model.tag(&sentence.text, &sentence.tokens, &mut scratch, &mut tags);
        bytes += sentence.text.len();
        tally.add(sentence, &scratch, &tags);
    }
    tally.print(path);
    if confusions {
        tally.print_confusions();
    }
    lemmas(sentences, confusions);
    println!("  {:.1} MB/s of text already split", speed(model, sentences, bytes));
}

/// Words, right ones, and ones with the right tag among the candidates.
#[derive(Default, Clone, Copy)]
struct Share {
    all: usize,
    right: usize,
    possible: usize,
}

/// Right tag and given tag.
type Pair = (Tag, Tag);

#[derive(Default)]
struct Tally {
    known: Share,
    unknown: Share,
    words: BTreeMap<Pair, Vec<String>>,
}

impl Tally {
    fn add(&mut self, sentence: &Sentence, scratch: &PosScratch, tags: &[Tag]) {
        for (i, token) in sentence.tokens.iter().enumerate() {
            let (Kind::Word, Some(gold)) = (token.kind, sentence.tags[i]) else { continue };
            let word = scratch.word(i);
            let share = if word.shape & UNKNOWN != 0 { &mut self.unknown } else { &mut self.known };
            share.all += 1;
            share.right += usize::from(gold == tags[i]);
            share.possible += usize::from(word.candidates & gold.bit() != 0);
            self.words.entry((gold, tags[i])).or_default().push(token.text(&sentence.text).into());
        }
    }

    fn count(&self, of: impl Fn(&Pair) -> bool) -> usize {
        self.words.iter().filter(|(pair, _)| of(pair)).map(|(_, words)| words.len()).sum()
    }

    fn print(&self, path: &str) {
        let percent = |n: usize, all: usize| 100.0 * n as f64 / all.max(1) as f64;
        let (all, right) = (self.known.all + self.unknown.all, self.known.right + self.unknown.right);
        println!("{path}: {all} words, {:.2} % right", percent(right, all));
        for (name, share) in [("known", self.known), ("unknown", self.unknown)] {
            let (right, possible) = (percent(share.right, share.all), percent(share.possible, share.all));
            println!(
                "  {name}: {}, {right:.2} % right, {possible:.2} % with the tag among the candidates",
                share.all
            );
        }
        use Tag::{Jj, Nn, Nnp, Nns, Vb, Vbd, Vbg, Vbn, Vbp, Vbz};
        for tag in [Vbd, Vbn, Vb, Vbp, Vbz, Vbg, Nn, Nns, Nnp, Jj] {
            let hit = self.count(|pair| *pair == (tag, tag));
            let (gold, given) = (self.count(|pair| pair.0 == tag), self.count(|pair| pair.1 == tag));
            println!(
                "  {:4} P {:5.1} R {:5.1} ({gold})",
                tag.penn(),
                percent(hit, given),
                percent(hit, gold)
            );
        }
    }

    fn print_confusions(&self) {
        let mut worst: Vec<_> = self.words.iter().filter(|((gold, given), _)| gold != given).collect();
        worst.sort_by_key(|(_, words)| std::cmp::Reverse(words.len()));
        for ((gold, given), words) in worst.iter().take(25) {
            let shown = words[..words.len().min(14)].join(" ");
            println!("  {:4} as {:4} {:4}  {shown}", gold.penn(), given.penn(), words.len());
        }
    }
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

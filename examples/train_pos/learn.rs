//! The training: sentences with their tags in, a model file out.

use std::collections::BTreeMap;

use annals::text::pos::features::{self, History};
use annals::text::pos::lexicon::{Lexicon, Spelling};
use annals::text::pos::{Tag, format};
use annals::text::scan::Kind;

use crate::dictionary::{self, Counts, after_number, count};
use crate::training::perceptron::{Random, Weights, quantise};
use crate::training::treebank::Sentence;
use crate::wordlist::WordList;

/// How the training goes.
pub(crate) struct Plan {
    /// Times through the sentences.
    pub(crate) epochs: usize,
    /// Models over which the weights are averaged.
    pub(crate) runs: u64,
}

struct School<'a> {
    sentences: &'a [Sentence],
    words: BTreeMap<u64, Counts>,
    lexicon: Lexicon<'a>,
    plan: &'a Plan,
}

/// Trains a model.
pub(crate) fn train(sentences: &[Sentence], list: WordList, plan: &Plan) -> anyhow::Result<Vec<u8>> {
    let words = count(sentences);
    let (entries, held_back) = dictionary::entries(&words, &list.into_sets());
    let mut total = vec![0.0; features::CELLS];
    let shell = format::write(&[&entries[..], &held_back].concat(), &quantise(&total))?;
    let lexicon = format::read(&shell)?.lexicon;
    let school = School { sentences, words, lexicon, plan };
    for run in 0..plan.runs {
        school.model(run).add_averages(&mut total);
    }
    Ok(format::write(&entries, &quantise(&total))?)
}

impl School<'_> {
    /// One model; `run` decides the order of the sentences.
    fn model(&self, run: u64) -> Weights {
        let mut weights = Weights::new(features::CELLS);
        let mut random = Random(7 + run);
        let mut order: Vec<usize> = (0..self.sentences.len()).collect();
        for _ in 0..self.plan.epochs {
            random.shuffle(&mut order);
            for index in &order {
                self.read(*index, &mut random, |rows, candidates, gold| {
                    let best = weights.best(rows, candidates);
                    if let Some(gold) = gold.filter(|tag| candidates & tag.bit() != 0) {
                        weights.learn(rows, gold.index(), best);
                    }
                    best
                });
            }
        }
        weights
    }

    /// Goes through a sentence as the tagger does; `decide` gets the features, the candidates and the right tag.
    fn read(
        &self,
        index: usize,
        random: &mut Random,
        mut decide: impl FnMut(&[u32], u64, Option<Tag>) -> usize,
    ) {
        let sentence = &self.sentences[index];
        let analysed = self.analyse(sentence, random);
        let mut history = History::default();
        let mut rows = [0; features::COUNT];
        for i in 0..sentence.tokens.len() {
            let word = analysed.word(i);
            let tag = word.only().unwrap_or_else(|| {
                features::from_words(&analysed, i, &mut rows);
                features::from_history(&analysed, i, &history, &mut rows);
                Tag::from_index(decide(&rows, word.candidates, sentence.tags[i])).unwrap_or(Tag::Nn)
            });
            history.push(word, tag);
        }
    }

    /// What is known of the words; rare ones are now and then held back, so that the model learns to do without.
    fn analyse(&self, sentence: &Sentence, random: &mut Random) -> features::Sentence {
        let mut analysed = features::Sentence::default();
        analysed.analyse_to_train(&self.lexicon, &sentence.text, &sentence.tokens, |i| {
            if sentence.tokens[i].kind != Kind::Word {
                return false;
            }
            let spelling = Spelling::of(&sentence.text, &sentence.tokens[i], after_number(sentence, i));
            let seen = self.words.get(&spelling.key).map_or(0, Counts::total) as usize;
            random.below(1000) * (2 * seen + 1) < 1000
        });
        analysed
    }
}

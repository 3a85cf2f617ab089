//! The part-of-speech tagger: the tokens of a sentence in, a Penn [`Tag`] for each out.
//!
//! A linear model (averaged perceptron) decides from left to right among the tags that the dictionary, or for
//! unknown words the ending, allows; a word with one candidate costs no more than its look-up. Past tense against
//! participle is what the rest of the library needs most. The model is one flat file read where it lies
//! (`format`); `examples/train_pos.rs` makes it, with the code of [`features`] and [`lexicon`].

pub mod features;
pub mod format;
pub mod lexicon;
pub mod punctuation;
mod tag;

use self::features::{History, Sentence};
use self::lexicon::Lexicon;
use super::Token;
use crate::Result;

pub use tag::Tag;

/// A trained tagger.
#[derive(Debug, Clone, Copy)]
pub struct PosModel {
    lexicon: Lexicon<'static>,
    weights: &'static [u8; features::CELLS],
}

/// Buffers of the tagger, reused from sentence to sentence.
#[derive(Debug, Default)]
pub struct PosScratch {
    sentence: Sentence,
}

impl PosScratch {
    /// What was known of token `i` of the sentence tagged last, before its neighbours were looked at.
    #[must_use]
    pub fn word(&self, i: usize) -> &lexicon::Word {
        self.sentence.word(i)
    }

    /// Takes the words of a sentence over that was tagged before.
    pub(crate) fn restore(&mut self, words: &[lexicon::Word]) {
        self.sentence.restore(words);
    }

    /// Exchanges the words that were looked up last, which say nothing of a sentence and serve the next one as well.
    pub(crate) fn swap_recent(&mut self, other: &mut Self) {
        self.sentence.swap_recent(&mut other.sentence);
    }

    /// The same of all tokens of the sentence.
    #[must_use]
    pub fn words(&self) -> &[lexicon::Word] {
        self.sentence.words()
    }
}

impl PosModel {
    /// Reads a model file; nothing is copied.
    ///
    /// # Errors
    /// [`crate::Error::Model`] if the bytes are no model of this version.
    pub fn load(bytes: &'static [u8]) -> Result<Self> {
        let parts = format::read(bytes)?;
        Ok(Self { lexicon: parts.lexicon, weights: parts.weights })
    }

    /// Clears `tags` and fills it with the tag of each of `tokens`, which are those of one sentence of `text`.
    ///
    /// ```
    /// use annals::text::{pos, scan};
    /// let text = "The old bridge, closed in May, reopened Monday.";
    /// let mut tokens = Vec::new();
    /// scan(text, 0, text.len(), &mut tokens);
    /// let model = pos::PosModel::load(pos::ENGLISH)?;
    /// let mut tags = Vec::new();
    /// model.tag(text, &tokens, &mut pos::PosScratch::default(), &mut tags);
    /// assert_eq!(tags[4], pos::Tag::Vbn);
    /// assert_eq!(tags[8], pos::Tag::Vbd);
    /// # Ok::<(), annals::Error>(())
    /// ```
    pub fn tag(&self, text: &str, tokens: &[Token], scratch: &mut PosScratch, tags: &mut Vec<Tag>) {
        let sentence = &mut scratch.sentence;
        sentence.analyse(&self.lexicon, text, tokens);
        let mut history = History::default();
        let mut rows = [0; features::COUNT];
        tags.clear();
        // The participle that would rather than any other be a past tense.
        let mut likeliest = (i32::MIN, None);
        for i in 0..tokens.len() {
            let word = sentence.word(i);
            let tag = word.only().unwrap_or_else(|| {
                features::from_words(sentence, i, &mut rows);
                features::from_history(sentence, i, &history, &mut rows);
                let tag = self.best(word.candidates, &rows);
                if tag == Tag::Vbn && word.candidates & Tag::Vbd.bit() != 0 && !history.after_verb() {
                    let [past, participle] = self.scores([Tag::Vbd.index(), Tag::Vbn.index()], &rows);
                    likeliest = likeliest.max((past - participle, Some(i)));
                }
                tag
            });
            history.push(word, tag);
            tags.push(tag);
        }
        // A sentence, unlike a heading, has a finite verb.
        if tags.last() == Some(&Tag::Stop)
            && let Some(i) = likeliest.1
            && !tags.iter().any(|tag| tag.is_finite())
        {
            tags[i] = Tag::Vbd;
        }
    }

    /// The candidate with the highest score; of equals the first.
    fn best(&self, candidates: u64, rows: &[u32; features::COUNT]) -> Tag {
        let mut best = (i32::MIN, 0);
        let mut left = candidates;
        while left != 0 {
            // Several at a time cost little more than one; of the last group's places the first is repeated.
            let but_two = without_lowest(without_lowest(left));
            best = match (but_two, without_lowest(but_two)) {
                (0, _) => self.best_of::<2>(&mut left, rows, best),
                (_, 0) => self.best_of::<3>(&mut left, rows, best),
                _ => self.best_of::<4>(&mut left, rows, best),
            };
        }
        Tag::from_index(best.1).unwrap_or(Tag::Nn)
    }

    /// Takes the first N candidates away and gives the better of the best so far and the best of them.
    fn best_of<const N: usize>(
        &self,
        left: &mut u64,
        rows: &[u32; features::COUNT],
        mut best: (i32, usize),
    ) -> (i32, usize) {
        let mut tags = [left.trailing_zeros() as usize; N];
        for tag in &mut tags {
            if *left != 0 {
                *tag = left.trailing_zeros() as usize;
                *left &= *left - 1;
            }
        }
        for (tag, score) in tags.into_iter().zip(self.scores(tags, rows)) {
            if score > best.0 {
                best = (score, tag);
            }
        }
        best
    }

    /// The scores of some tags. By itself, so that the sums stay in registers.
    #[inline(never)]
    fn scores<const N: usize>(&self, tags: [usize; N], rows: &[u32; features::COUNT]) -> [i32; N] {
        // The masks change nothing; they tell the compiler that every cell is inside the table.
        let tags = tags.map(|tag| tag & 63);
        let mut scores = [0; N];
        for row in rows {
            let row = *row as usize & ((1 << features::BITS) - 1);
            for (score, tag) in scores.iter_mut().zip(tags) {
                *score += i32::from(self.weights[row + tag] as i8);
            }
        }
        scores
    }
}

/// A set without its lowest member. Counting members costs more where the processor cannot be told to.
fn without_lowest(set: u64) -> u64 {
    set & set.wrapping_sub(1)
}

/// Clears `quoted` and fills it with whether each token stands between quotation marks, the opening one included.
pub(crate) fn mark_quoted(tags: &[Tag], quoted: &mut Vec<bool>) {
    let mut open = false;
    quoted.clear();
    quoted.extend(tags.iter().map(|tag| {
        match tag {
            Tag::OpenQuote => open = true,
            Tag::CloseQuote => open = false,
            _ => {}
        }
        open
    }));
}

/// The English model, `data/en/model/pos.bin`.
pub const ENGLISH: &[u8] = include_bytes!("../../../data/en/model/pos.bin");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::scan;

    fn tag(text: &str) -> Vec<&'static str> {
        let (mut tokens, mut tags) = (Vec::new(), Vec::new());
        scan(text, 0, text.len(), &mut tokens);
        PosModel::load(ENGLISH).unwrap().tag(text, &tokens, &mut PosScratch::default(), &mut tags);
        tags.into_iter().map(Tag::penn).collect()
    }

    #[test]
    fn tells_past_from_participle() {
        assert_eq!(
            tag("The crew had closed the gate before it rained."),
            ["DT", "NN", "VBD", "VBN", "DT", "NN", "IN", "PRP", "VBD", "."]
        );
        assert_eq!(tag("A woman injured in the crash died later.")[2], "VBN");
        assert_eq!(tag("Workers at the mill walked out again.")[4], "VBD");
        assert_eq!(tag("Police arrested three men on Friday.")[1], "VBD");
    }

    #[test]
    fn takes_typographic_apostrophes() {
        assert_eq!(tag("They didn’t go."), tag("They didn't go."));
    }

    #[test]
    fn gives_a_tag_to_every_token_of_anything() {
        for text in ["", "\u{1F600} ... Ωμέγα'' \u{301} 5pm 3rd '90s U.S.", "a’’’’’’’", "naïve’s Ünal"]
        {
            let mut tokens = Vec::new();
            scan(text, 0, text.len(), &mut tokens);
            assert_eq!(tag(text).len(), tokens.len());
        }
    }
}

//! Words of a sentence in, feature rows out: what the tagger looks at when it decides on a token.
//!
//! The same functions serve the tagger and its training program, so that the two cannot drift apart. A feature is a
//! row of the weight table: the hash of a template's number and its values. There are two kinds: those that depend
//! on the words alone, and those that depend on the tags given so far.

use super::Tag;
use super::lexicon::{FIRST, HEADLINE, HYPHEN_AFTER, HYPHEN_BEFORE};
use super::lexicon::{Lexicon, Recent, Word};
use super::punctuation;
use crate::text::scan::{CAPITAL, Kind, NEWLINE, Token};

/// How many features a token has.
pub const COUNT: usize = STATIC + DYNAMIC;
const STATIC: usize = 19;
const DYNAMIC: usize = 13;
/// Rows begin at one of 2^21 cells of the weight table.
pub const BITS: u32 = 21;
/// Cells of the weight table: the last rows are whole, too.
pub const CELLS: usize = (1 << BITS) + 64;
/// Edge words on each side of a sentence.
pub const MARGIN: usize = 2;

/// The words of a sentence with two edge words on each side, and for each the next possible finite verb.
#[derive(Debug, Default)]
pub struct Sentence {
    words: Vec<Word>,
    ahead: Vec<Ahead>,
    recent: Recent,
}

/// The next word that may be a finite verb.
#[derive(Debug, Default, Clone, Copy)]
struct Ahead {
    /// Its candidate set; 0 if there is none.
    class: u32,
    /// The candidate set of the word before it.
    before: u32,
    /// What stands between: 1 a comma or quotation mark, 2 a word that joins clauses.
    between: u32,
}

impl Sentence {
    /// Fills the buffer with what is known of each token before any decision.
    pub(super) fn analyse(&mut self, lexicon: &Lexicon, text: &str, tokens: &[Token]) {
        let mut recent = std::mem::take(&mut self.recent);
        recent.prepare();
        self.fill(text, tokens, |_, token, (shape, after_number)| {
            lexicon.word_of_text(text, token, (shape, after_number), &mut recent)
        });
        self.recent = recent;
    }

    /// As the tagger fills it; `forget` says of a token's index whether the dictionary shall be held back: for training.
    pub fn analyse_to_train(
        &mut self,
        lexicon: &Lexicon,
        text: &str,
        tokens: &[Token],
        mut forget: impl FnMut(usize) -> bool,
    ) {
        self.fill(text, tokens, |i, token, (shape, after_number)| {
            lexicon.word(text, token, shape, after_number, forget(i))
        });
    }

    /// `look_up` gets the index of a word, the word, what its place says of its shape, and whether it follows a number.
    fn fill(
        &mut self,
        text: &str,
        tokens: &[Token],
        mut look_up: impl FnMut(usize, &Token, (u8, bool)) -> Word,
    ) {
        self.words.clear();
        self.words.extend([Word::EDGE; MARGIN]);
        let headline = if is_headline(text, tokens) { HEADLINE } else { 0 };
        let mut first = FIRST;
        self.words.extend(tokens.iter().enumerate().map(|(i, token)| {
            let before = || i.checked_sub(1).and_then(|j| tokens.get(j));
            let after = tokens.get(i + 1);
            let mut open = 0;
            let word = match token.kind {
                Kind::Word => {
                    let mut shape = first | headline;
                    if after.is_some_and(|t| t.glued() && punctuation::is_hyphen(text, t)) {
                        shape |= HYPHEN_AFTER;
                    }
                    let glued = if token.glued() { before() } else { None };
                    if glued.is_some_and(|t| punctuation::is_hyphen(text, t)) {
                        shape |= HYPHEN_BEFORE;
                    }
                    let after_number = glued.is_some_and(|t| t.kind == Kind::Number);
                    let word = look_up(i, token, (shape, after_number));
                    if glued.is_some_and(|t| t.text(text) == ".") { clitic(word) } else { word }
                }
                // Quotation marks, brackets and numbers of lists leave the next word the first.
                Kind::Number => {
                    open = first;
                    number(text, token)
                }
                Kind::Punct => {
                    let word = punctuation::word(text, before(), token, after);
                    open = if punctuation::opens(word.candidates) { FIRST } else { first };
                    word
                }
            };
            // So does a line break.
            first = open | if after.is_some_and(|t| t.has(NEWLINE)) { FIRST } else { 0 };
            word
        }));
        self.words.extend([Word::EDGE; MARGIN]);
        self.look_ahead();
    }

    fn look_ahead(&mut self) {
        const FINITE: u64 =
            1 << Tag::Vbd as u64 | 1 << Tag::Vbz as u64 | 1 << Tag::Vbp as u64 | 1 << Tag::Md as u64;
        const COMMA: u64 = 1 << Tag::Comma as u64 | 1 << Tag::OpenQuote as u64 | 1 << Tag::CloseQuote as u64;
        const JOINS: u64 =
            1 << Tag::Wdt as u64 | 1 << Tag::Wp as u64 | 1 << Tag::Wrb as u64 | 1 << Tag::Cc as u64;
        self.ahead.resize(self.words.len(), Ahead::default());
        let mut next = Ahead::default();
        for (slot, word) in self.ahead.iter_mut().zip(&self.words).rev() {
            next.before = if next.before == PENDING { word.class() } else { next.before };
            *slot = next;
            // Selections instead of branches, which no processor could predict.
            let is = |set: u64| word.candidates & set != 0;
            let finite = is(FINITE);
            let ends = finite | (word.candidates == Tag::Colon.bit());
            let comma = is(COMMA);
            let between = next.between | u32::from(comma) | u32::from(!comma & is(JOINS)) << 1;
            next.between = if ends { 0 } else { between };
            next.class = if ends { 0 } else { next.class };
            next.class = if finite { word.class() } else { next.class };
            next.before = if ends { 0 } else { next.before };
            next.before = if finite { PENDING } else { next.before };
        }
    }

    /// Takes the words of a sentence over, without what is ahead of each.
    pub(super) fn restore(&mut self, words: &[Word]) {
        self.words.clear();
        self.words.extend([Word::EDGE; MARGIN]);
        self.words.extend_from_slice(words);
        self.words.extend([Word::EDGE; MARGIN]);
    }

    /// Exchanges the words looked up last.
    pub(super) fn swap_recent(&mut self, other: &mut Self) {
        std::mem::swap(&mut self.recent, &mut other.recent);
    }

    /// The words without the edges.
    #[must_use]
    pub fn words(&self) -> &[Word] {
        self.words.get(MARGIN..self.words.len().saturating_sub(MARGIN)).unwrap_or_default()
    }

    /// The word of token `i`.
    #[must_use]
    pub fn word(&self, i: usize) -> &Word {
        self.words.get(i + MARGIN).unwrap_or(&Word::EDGE)
    }
}

/// "the Corp.'s loss": glued to a stop, it is no verb.
fn clitic(word: Word) -> Word {
    if word.candidates & Tag::Pos.bit() == 0 {
        return word;
    }
    Word { candidates: Tag::Pos.bit(), ..word }
}

/// A year is told from other numbers; nothing else of a number matters.
fn number(text: &str, token: &Token) -> Word {
    let year = token.end - token.start == 4 && matches!(text.as_bytes()[token.start as usize], b'1' | b'2');
    let code = if year { 0x7ea2_0001 } else { 0x7ea2_0000 + 2 * (token.end - token.start).min(5) };
    Word::of_kind(code, Tag::Cd.bit())
}

/// Whether most of the long words have a capital, as in headlines.
fn is_headline(text: &str, tokens: &[Token]) -> bool {
    let (mut long, mut capital) = (0, 0);
    for token in tokens.iter().take(24) {
        let counts = token.kind == Kind::Word && token.end - token.start > 3;
        long += usize::from(counts);
        capital += usize::from(counts & token.has(CAPITAL));
    }
    let last = tokens.last().map_or(0, |t| text.as_bytes()[t.end as usize - 1]);
    long >= 3 && (capital * 4 >= long * 3 || last != b'.' && capital * 3 >= long * 2)
}

/// What the decisions so far in the sentence leave to look back at.
#[derive(Debug, Clone, Copy)]
pub struct History {
    last: u32,
    before: u32,
    verb: u32,
    verb_word: u32,
    distance: u32,
    finite: u32,
}

/// Verbs and modals.
const VERBAL: u64 = 0b111_1111 << Tag::Vb as u64;
/// Verbs that carry tense, and modals.
const FINITE: u64 = 1 << Tag::Vbd as u64 | 1 << Tag::Vbz as u64 | 1 << Tag::Vbp as u64 | 1 << Tag::Md as u64;
/// After these a finite verb may be another one's.
const DIVIDES: u64 = 1 << Tag::Wdt as u64
    | 1 << Tag::Wp as u64
    | 1 << Tag::Wrb as u64
    | 1 << Tag::In as u64
    | 1 << Tag::Cc as u64
    | 1 << Tag::Comma as u64
    | 1 << Tag::OpenQuote as u64;
const NONE: u32 = 63;
/// Stands for a word that the look ahead has not come to yet.
const PENDING: u32 = 1;

impl Default for History {
    fn default() -> Self {
        Self { last: NONE, before: NONE, verb: NONE, verb_word: 0, distance: 0, finite: 0 }
    }
}

impl History {
    /// Whether a verb stands right before, or with one word between, whose participle the word may be.
    #[must_use]
    pub fn after_verb(&self) -> bool {
        self.verb != NONE && self.distance < 2
    }

    /// Takes note of the tag given to a word.
    pub fn push(&mut self, word: &Word, tag: Tag) {
        // Selections instead of branches: which tag comes next is what no processor can predict.
        let verb = tag.bit() & VERBAL != 0;
        let to = tag == Tag::To;
        self.before = self.last;
        self.last = tag as u32;
        self.verb = if verb | to { self.last } else { self.verb };
        self.verb_word = if verb {
            word.code
        } else if to {
            0
        } else {
            self.verb_word
        };
        self.distance = if verb | to { 0 } else { self.distance + 1 };
        self.finite =
            (self.finite << u32::from(tag.bit() & DIVIDES != 0) | u32::from(tag.bit() & FINITE != 0)) & 7;
        if tag == Tag::Colon {
            *self = Self { last: self.last, before: self.before, ..Self::default() };
        }
    }
}

/// Fills the first part of `rows` with the features of token `i` that depend on words alone.
pub fn from_words(sentence: &Sentence, i: usize, rows: &mut [u32; COUNT]) {
    let Some([b2, b1, w, a1, a2]) =
        sentence.words.get(i..i + 2 * MARGIN + 1).and_then(|w| w.first_chunk::<5>())
    else {
        return;
    };
    let ahead = sentence.ahead.get(i + MARGIN).copied().unwrap_or_default();
    let class = w.class();
    let near = u32::from(w.shape) | u32::from(b1.shape & 3) << 8 | u32::from(a1.shape & 3) << 10;
    let two = w.suffix & 0xffff;
    let values: [(u32, u32); STATIC] = [
        (w.code, 0),
        (w.code, u32::from(w.shape)),
        (w.suffix, u32::from(w.shape & 0x4b)),
        (two, class),
        (b1.code, class),
        (a1.code, class),
        (b2.code, class),
        (a2.code, class),
        (b1.code, w.code),
        (w.code, a1.code),
        (b1.code, a1.code),
        (b1.suffix, class),
        (a1.suffix, class),
        (class, a1.class()),
        (class ^ a1.class().rotate_left(7), a2.class()),
        (class ^ ahead.between, ahead.class),
        (class ^ ahead.between, ahead.class ^ ahead.before.rotate_left(9)),
        (near, class),
        (b2.code, b1.code),
    ];
    let (seeds, rows) = (SEEDS[..STATIC].iter(), rows[..STATIC].iter_mut());
    seeds.zip(rows).zip(values).for_each(|((seed, row), (a, b))| *row = hash(*seed, a, b));
}

/// Fills the second part of `rows` with the features of token `i` that depend on the tags before it.
pub fn from_history(sentence: &Sentence, i: usize, history: &History, rows: &mut [u32; COUNT]) {
    let Some([w, a1]) = sentence.words.get(i + MARGIN..i + MARGIN + 2).and_then(|w| w.first_chunk::<2>())
    else {
        return;
    };
    let class = w.class();
    let two = w.suffix & 0xffff;
    let last = history.last;
    let tags = last | history.before << 6;
    let ahead = sentence.ahead.get(i + MARGIN).copied().unwrap_or_default();
    let any = u32::from(ahead.class != 0);
    let verb = history.verb | history.distance.min(4) << 6 | history.finite << 10;
    let values: [(u32, u32); DYNAMIC] = [
        (last, class),
        (tags, class),
        (last, w.code),
        (tags, a1.code),
        (last | a1.class() << 6, class),
        (last, w.suffix),
        (verb, class),
        (verb, two),
        (verb | ahead.between << 14, class ^ ahead.class.rotate_left(5)),
        (last | history.finite << 6 | ahead.between << 10, class ^ ahead.before.rotate_left(5)),
        (history.finite | ahead.between << 4 | any << 8, class ^ a1.class().rotate_left(5)),
        (a1.class() ^ ahead.between, class ^ ahead.class.rotate_left(5)),
        (history.verb_word, class ^ history.distance.min(3)),
    ];
    let (seeds, rows) = (SEEDS[STATIC..].iter(), rows[STATIC..].iter_mut());
    seeds.zip(rows).zip(values).for_each(|((seed, row), (a, b))| *row = hash(*seed, a, b));
}

/// What the hash of each template begins with.
const SEEDS: [u64; COUNT] = {
    let mut seeds = [0; COUNT];
    let mut template = 0;
    while template < COUNT {
        seeds[template] = (template as u64 + 1).wrapping_mul(0xa076_1d64_78bd_642f);
        template += 1;
    }
    seeds
};

/// The row of a feature: the cell where it begins.
#[inline]
fn hash(seed: u64, a: u32, b: u32) -> u32 {
    let h = ((u64::from(a) | u64::from(b) << 32) ^ seed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (h >> (64 - BITS)) as u32
}

//! Treebanks for the training programs: a CoNLL-U file (gzipped or not) in, sentences with our tokens out.
//!
//! The tokenizer of the library divides a text otherwise than a treebank does, so the treebank's words are projected
//! onto our tokens: a token takes the word in which it begins. Digits are CD and punctuation what the library says,
//! whatever the treebank says; both are decided by rule.

use std::io::Read as _;

use annals::text::pos::{Tag, punctuation};
use annals::text::{Kind, Token, scan};

/// A word of the treebank.
#[allow(dead_code, reason = "the tagger's training needs no heads")]
pub(crate) struct Word {
    pub(crate) form: String,
    pub(crate) lemma: String,
    pub(crate) tag: String,
    pub(crate) head: usize,
    pub(crate) relation: String,
    start: usize,
    end: usize,
}

/// A sentence: its text, the treebank's words, our tokens, and for each token its word and its tag if it has one.
#[allow(dead_code, reason = "the tagger's training needs no heads")]
pub(crate) struct Sentence {
    pub(crate) text: String,
    pub(crate) words: Vec<Word>,
    pub(crate) tokens: Vec<Token>,
    pub(crate) word_of: Vec<usize>,
    pub(crate) tags: Vec<Option<Tag>>,
}

/// Reads a CoNLL-U file; `.gz` is unpacked.
pub(crate) fn read(path: &str) -> anyhow::Result<Vec<Sentence>> {
    let bytes = std::fs::read(path)?;
    let mut text = String::new();
    if path.ends_with(".gz") {
        flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_string(&mut text)?;
    } else {
        text = String::from_utf8(bytes)?;
    }
    Ok(text.split("\n\n").filter_map(sentence).collect())
}

fn sentence(block: &str) -> Option<Sentence> {
    let text = block.lines().find_map(|l| l.strip_prefix("# text = "))?.to_string();
    let mut words: Vec<Word> = Vec::new();
    let mut at = 0;
    let mut whole: Option<(usize, usize)> = None;
    for line in block.lines().filter(|l| !l.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, lemma, _, tag, _, head, relation, ..] = &columns[..] else { continue };
        if id.contains('.') {
            continue;
        }
        let found = text[at..].find(form).map(|i| (at + i, at + i + form.len()));
        if let Some((_, last)) = id.split_once('-') {
            whole = found.and_then(|f| Some((f.1, last.parse().ok()?)));
            continue;
        }
        // The parts of "don't" stand in its surface form one after the other; of others, at its start.
        let (start, end) = match (found, whole) {
            (Some(f), None) => f,
            (Some(f), Some((end, _))) if f.1 <= end => f,
            (_, Some((end, _))) => (at, end.min(at + form.len())),
            (None, None) => return None,
        };
        at = end;
        if let Some((end, last)) = whole
            && id.parse() == Ok(last)
        {
            at = end;
            whole = None;
        }
        words.push(Word {
            form: form.into(),
            lemma: lemma.into(),
            tag: tag.into(),
            head: head.parse().ok()?,
            relation: relation.into(),
            start,
            end,
        });
    }
    let mut tokens = Vec::new();
    scan(&text, 0, text.len(), &mut tokens);
    let mut word = 0;
    let mut word_of = Vec::new();
    for token in &tokens {
        while word + 1 < words.len() && words[word].end <= token.start as usize {
            word += 1;
        }
        word_of.push(word);
    }
    let tags = (0..tokens.len()).map(|i| gold(&text, &tokens, i, words.get(word_of[i])?)).collect();
    Some(Sentence { text, words, tokens, word_of, tags })
}

fn gold(text: &str, tokens: &[Token], i: usize, word: &Word) -> Option<Tag> {
    let token = &tokens[i];
    match token.kind {
        Kind::Number => Some(Tag::Cd),
        Kind::Punct => {
            let before = i.checked_sub(1).and_then(|j| tokens.get(j));
            Some(punctuation::tag(text, before, token, tokens.get(i + 1)))
        }
        // GW (a piece of a misspelt word) and XX are no classes to learn; nor are words tagged as punctuation.
        Kind::Word => Tag::from_penn(&word.tag).filter(|t| !t.is_punctuation()),
    }
}

/// Whether a token is all of its word.
#[allow(dead_code, reason = "used by one of the programs")]
pub(crate) fn is_whole(sentence: &Sentence, i: usize) -> bool {
    let (token, word) = (&sentence.tokens[i], &sentence.words[sentence.word_of[i]]);
    (token.start as usize, token.end as usize) == (word.start, word.end)
}

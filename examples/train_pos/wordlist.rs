//! Word lists in, the tags that a word can have out: WordNet's words in all their forms, and our irregular verbs.

use std::collections::BTreeMap;
use std::path::Path;

use annals::text::Token;
use annals::text::pos::Tag;
use annals::text::pos::lexicon::Spelling;
use annals::text::scan::Kind;

const IRREGULAR: &str = include_str!("../../data/en/grammar/irregular.tsv");

/// Candidate tags by dictionary key.
#[derive(Default)]
pub(crate) struct WordList {
    sets: BTreeMap<u64, u64>,
}

impl WordList {
    /// The irregular verbs of the language data.
    pub(crate) fn irregular() -> Self {
        let mut list = Self::default();
        for (lemma, forms) in irregular("verb") {
            for form in forms.split(' ') {
                list.add(form, &[Tag::Vbd, Tag::Vbn]);
                if form == lemma {
                    list.add(form, &[Tag::Vb, Tag::Vbp, Tag::Nn]);
                }
            }
        }
        list
    }

    /// Adds the words of a WordNet database (the folder with `index.sense` and `data.noun`) in their regular forms.
    pub(crate) fn add_wordnet(&mut self, folder: &Path) -> anyhow::Result<()> {
        let nouns = std::fs::read_to_string(folder.join("data.noun"))?;
        let common = common_nouns(&nouns);
        let irregular_verbs: BTreeMap<&str, &str> = irregular("verb").collect();
        let irregular_nouns: BTreeMap<&str, &str> = irregular("noun").collect();
        let senses = std::fs::read_to_string(folder.join("index.sense"))?;
        for (word, classes) in classes(&senses) {
            for class in classes {
                match class {
                    b'1' if common.contains_key(word) => {
                        self.add(word, &[Tag::Nn]);
                        match irregular_nouns.get(word) {
                            Some(forms) => forms.split(' ').for_each(|form| self.add(form, &[Tag::Nns])),
                            None => self.add(&with_s(word), &[Tag::Nns]),
                        }
                    }
                    // Beside "burnt" there is "burned", beside "hung" "hanged"; beside "saw seen" nothing.
                    b'2' => {
                        self.add_verb(word, irregular_verbs.get(word).is_none_or(|f| !f.contains(' ')));
                    }
                    b'3' | b'5' => self.add_adjective(word),
                    b'4' => self.add(word, &[Tag::Rb]),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    pub(crate) fn into_sets(self) -> BTreeMap<u64, u64> {
        self.sets
    }

    fn add(&mut self, word: &str, tags: &[Tag]) {
        let token = Token { start: 0, end: word.len() as u32, kind: Kind::Word, flags: 0 };
        let set = self.sets.entry(Spelling::of(word, &token, false).key).or_default();
        *set = tags.iter().fold(*set, |set, tag| set | tag.bit());
    }

    fn add_verb(&mut self, word: &str, regular: bool) {
        self.add(word, &[Tag::Vb, Tag::Vbp]);
        self.add(&with_s(word), &[Tag::Vbz]);
        for stem in stems(word) {
            if regular {
                self.add(&format!("{stem}ed"), &[Tag::Vbd, Tag::Vbn, Tag::Jj]);
            }
        }
        for stem in stems(&word.replace("ie", "y")).into_iter().chain(stems(word)) {
            let stem = if word.ends_with('y') { word } else { stem.as_str() };
            self.add(&format!("{stem}ing"), &[Tag::Vbg, Tag::Nn, Tag::Jj]);
        }
    }

    fn add_adjective(&mut self, word: &str) {
        self.add(word, &[Tag::Jj]);
        if word.len() < 7 {
            for stem in stems(word) {
                self.add(&format!("{stem}er"), &[Tag::Jjr]);
                self.add(&format!("{stem}est"), &[Tag::Jjs]);
            }
        }
    }
}

/// The lines of a class in the list of irregular forms: lemma and forms.
fn irregular(class: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = IRREGULAR.lines().filter_map(move |line| line.strip_prefix(class)?.strip_prefix('\t'));
    lines.filter_map(|line| line.split_once('\t'))
}

/// The single lower-case words of `index.sense`, with the classes ('1' noun, '2' verb, '3' and '5' adjective, '4'
/// adverb) that they are used in; a class that makes less than a hundredth of the counted uses is left out.
fn classes(senses: &str) -> BTreeMap<&str, Vec<u8>> {
    let mut counts: BTreeMap<&str, BTreeMap<u8, u32>> = BTreeMap::new();
    for line in senses.lines() {
        let mut columns = line.split(' ');
        let Some((word, rest)) = columns.next().and_then(|key| key.split_once('%')) else { continue };
        let uses = columns.nth(2).and_then(|n| n.parse().ok()).unwrap_or(0u32);
        if word.bytes().all(|b| b.is_ascii_lowercase()) && word.len() > 1 {
            let class = rest.as_bytes().first().map_or(b'1', |c| if *c == b'5' { b'3' } else { *c });
            *counts.entry(word).or_default().entry(class).or_default() += uses;
        }
    }
    let kept = |classes: BTreeMap<u8, u32>| -> Vec<u8> {
        let all: u32 = classes.values().sum();
        classes.into_iter().filter(|(_, n)| *n * 100 >= all).map(|(class, _)| class).collect()
    };
    counts.into_iter().map(|(word, classes)| (word, kept(classes))).collect()
}

/// The words of `data.noun` that stand there in lower case.
fn common_nouns(data: &str) -> BTreeMap<&str, ()> {
    let mut words = BTreeMap::new();
    for line in data.lines().filter(|line| !line.starts_with(' ')) {
        let columns: Vec<&str> = line.split(' ').collect();
        let count = columns.get(3).and_then(|n| usize::from_str_radix(n, 16).ok()).unwrap_or(0);
        words.extend(columns.iter().skip(4).step_by(2).take(count).map(|word| (*word, ())));
    }
    words
}

fn with_s(word: &str) -> String {
    let vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u');
    match word.as_bytes() {
        [.., before, b'y'] if !vowel(*before) => format!("{}ies", &word[..word.len() - 1]),
        [.., b's' | b'x' | b'z'] | [.., b'c' | b's', b'h'] => format!("{word}es"),
        [.., before, b'o'] if !vowel(*before) => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

/// What may stand before -ed, -ing and -er: without the e, with y turned to i, with the last consonant doubled.
fn stems(word: &str) -> Vec<String> {
    let vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u');
    match word.as_bytes() {
        [.., b'e', b'e'] | [.., b'o', b'e'] => vec![word[..word.len() - 1].into(), word.into()],
        [.., b'e'] => vec![word[..word.len() - 1].into()],
        [.., before, b'y'] if !vowel(*before) => vec![format!("{}i", &word[..word.len() - 1])],
        [.., before, middle, last]
            if !vowel(*before) && vowel(*middle) && !vowel(*last) && !b"wxyh".contains(last) =>
        {
            let doubled = format!("{word}{}", *last as char);
            // Of one syllable: always doubled; of more: either.
            if word.bytes().filter(|b| vowel(*b)).count() == 1 {
                vec![doubled]
            } else {
                vec![word.into(), doubled]
            }
        }
        _ => vec![word.into()],
    }
}

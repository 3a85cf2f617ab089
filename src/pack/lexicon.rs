//! The lexicon of a language: words in, ids and senses out.
//!
//! A word may have several senses ("second": an ordinal, a unit; "may": a month, a modal); which one holds is the
//! grammar's business. Look-up folds ASCII case without copying the word.

use rustc_hash::FxHashMap;

use crate::error::Error;

/// The senses that number phrases are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sense {
    /// 0 to 19.
    Card,
    /// 20 to 90.
    Tens,
    /// Ordinals.
    Ord,
    /// Powers of ten: hundred 2, thousand 3.
    Scale,
    /// "and" inside a number.
    Joiner,
    /// What makes digits an ordinal: "rd".
    OrdSuffix,
}

/// A value that the lexicon gives a word under a class.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum LexVal {
    Number(i32),
    Name(String),
}

/// One word.
#[derive(Debug, Default, Clone)]
pub(crate) struct Entry {
    pub(crate) word: String,
    pub(crate) senses: Vec<(u16, LexVal)>,
    /// Whether the word alone makes a sentence worth a look.
    pub(crate) trigger: bool,
    number: [Option<i32>; 6],
    is_unit: bool,
}

/// All words of a language that the grammar knows. Id 0 is no word.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    ids: FxHashMap<u64, u32>,
    /// Ids of words whose key another word took first: looked for one by one.
    twins: Vec<u32>,
    pub(crate) entries: Vec<Entry>,
    classes: Vec<String>,
    /// Phrases of several words by the id of their first: the ids of all words, and the phrase's own id.
    phrases: FxHashMap<u32, Vec<(Vec<u32>, u32)>>,
}

impl Lexicon {
    pub(crate) fn new() -> Self {
        Self { entries: vec![Entry::default()], ..Self::default() }
    }

    /// Reads a word list: `word<TAB>class<TAB>value`, `#` comments, empty lines.
    pub(crate) fn read(&mut self, file: &str, source: &str, trigger: bool) -> Result<(), Error> {
        for (n, line) in source.lines().enumerate() {
            let line = line.trim_end();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let mut cells = line.split('\t');
            let (Some(word), Some(class), value) = (cells.next(), cells.next(), cells.next().unwrap_or("1"))
            else {
                return Err(Error::Data {
                    file: file.into(),
                    line: n + 1,
                    what: "word, class and value are needed, with tabs between them".into(),
                });
            };
            let value = match value.parse() {
                Ok(n) => LexVal::Number(n),
                Err(_) => LexVal::Name(value.to_string()),
            };
            self.add(word, class, value, trigger);
        }
        Ok(())
    }

    /// Adds a sense to a word; gives the word's id.
    pub(crate) fn add(&mut self, word: &str, class: &str, value: LexVal, trigger: bool) -> u32 {
        let id = self.intern(word);
        let class_id = self.class_id(class);
        let entry = &mut self.entries[id as usize];
        entry.trigger |= trigger;
        entry.is_unit |= class == "unit";
        let number = match class {
            "card" => Some(Sense::Card),
            "tens" => Some(Sense::Tens),
            "ordinal" => Some(Sense::Ord),
            "scale" => Some(Sense::Scale),
            "joiner" => Some(Sense::Joiner),
            "ordsuffix" => Some(Sense::OrdSuffix),
            _ => None,
        };
        if let (Some(sense), LexVal::Number(n)) = (number, &value) {
            entry.number[sense as usize] = Some(*n);
        }
        entry.senses.push((class_id, value));
        id
    }

    /// Adds a sense to a phrase of one or more words. Its last word makes a sentence worth a look.
    pub(crate) fn add_phrase(&mut self, phrase: &str, class: &str, value: LexVal) {
        let mut tokens = Vec::new();
        crate::text::scan(phrase, 0, phrase.len(), &mut tokens);
        let ids: Vec<u32> = tokens.iter().map(|t| self.intern(t.text(phrase))).collect();
        let Some(&last) = ids.last() else { return };
        if ids.len() == 1 {
            self.add(tokens[0].text(phrase), class, value, true);
            return;
        }
        self.entries[last as usize].trigger = true;
        // The space in the name keeps it apart from every token.
        let id = self.add(&phrase.split_whitespace().collect::<Vec<_>>().join(" "), class, value, false);
        let known = self.phrases.entry(ids[0]).or_default();
        if known.iter().all(|p| p.0 != ids) {
            known.push((ids, id));
            known.sort_by_key(|p| std::cmp::Reverse(p.0.len()));
        }
    }

    /// The longest phrase that the words of `lex` begin with: how many, and its id.
    pub(crate) fn phrase(&self, lex: &[u32]) -> Option<(usize, u32)> {
        let known = self.phrases.get(lex.first()?)?;
        known.iter().find(|p| lex.starts_with(&p.0)).map(|p| (p.0.len(), p.1))
    }

    /// The id of a word, new if need be.
    pub(crate) fn intern(&mut self, word: &str) -> u32 {
        let word = word.to_lowercase();
        let found = self.id(&word);
        if found != 0 {
            return found;
        }
        let id = self.entries.len() as u32;
        if let std::collections::hash_map::Entry::Vacant(slot) = self.ids.entry(key(word.as_bytes())) {
            slot.insert(id);
        } else {
            self.twins.push(id);
        }
        self.entries.push(Entry { word, ..Entry::default() });
        id
    }

    /// The id of a class, new if need be.
    pub(crate) fn class_id(&mut self, class: &str) -> u16 {
        if let Some(found) = self.class(class) {
            return found;
        }
        self.classes.push(class.to_string());
        (self.classes.len() - 1) as u16
    }

    /// The id of a class that is there.
    pub(crate) fn class(&self, class: &str) -> Option<u16> {
        self.classes.iter().position(|c| c == class).map(|i| i as u16)
    }

    /// The id of a token's text in any case; 0 if it is not in the lexicon.
    pub(crate) fn id(&self, word: &str) -> u32 {
        let bytes = word.as_bytes();
        if !word.is_ascii() {
            return self.id_folded(word);
        }
        let Some(&id) = self.ids.get(&key(bytes)) else { return 0 };
        if self.entries[id as usize].word.as_bytes().eq_ignore_ascii_case(bytes) {
            return id;
        }
        let twin = |id: &&u32| self.entries[**id as usize].word.as_bytes().eq_ignore_ascii_case(bytes);
        self.twins.iter().find(twin).copied().unwrap_or(0)
    }

    /// Words beyond ASCII are rare: fold them the slow way, typographic apostrophes to plain ones.
    fn id_folded(&self, word: &str) -> u32 {
        let folded: String = word
            .chars()
            .filter(|c| *c != '\u{ad}')
            .map(|c| if matches!(c, '’' | 'ʼ') { '\'' } else { c })
            .flat_map(char::to_lowercase)
            .collect();
        let Some(&id) = self.ids.get(&key(folded.as_bytes())) else { return 0 };
        if self.entries[id as usize].word == folded { id } else { 0 }
    }

    pub(crate) fn entry(&self, id: u32) -> &Entry {
        &self.entries[id as usize]
    }

    /// The value of a word under a class.
    pub(crate) fn value(&self, id: u32, class: u16) -> Option<&LexVal> {
        self.entries[id as usize].senses.iter().find(|s| s.0 == class).map(|s| &s.1)
    }

    pub(crate) fn number_sense(&self, id: u32, sense: Sense) -> Option<i32> {
        self.entries[id as usize].number[sense as usize]
    }

    pub(crate) fn is_unit(&self, id: u32) -> bool {
        self.entries[id as usize].is_unit
    }
}

/// The first eight bytes, folded to lower case, mixed with the length: enough to tell nearly all words apart.
fn key(bytes: &[u8]) -> u64 {
    let mut k = 0u64;
    for &b in bytes.iter().take(8) {
        k = (k << 8) | u64::from(b | (0x20 * u8::from(b.is_ascii_uppercase())));
    }
    let mut rest = bytes.len() as u64;
    for &b in bytes.iter().skip(8) {
        rest = rest.wrapping_mul(31).wrapping_add(u64::from(b.to_ascii_lowercase()));
    }
    if bytes.len() > 8 { k ^ rest.wrapping_mul(0x9e37_79b9_7f4a_7c15) } else { k }
}

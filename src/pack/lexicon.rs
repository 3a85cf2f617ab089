//! The lexicon of a language: words in, ids and senses out.
//!
//! A word may have several senses ("second": an ordinal, a unit; "may": a month, a modal); which one holds is the
//! grammar's business. Look-up folds ASCII case without copying the word.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::name::Name;
use crate::error::Error;
use crate::text::key;
use crate::text::table::Table;
use crate::text::{Kind, Token};

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

impl Sense {
    /// What words of a class are in a number.
    fn of_class(class: &str) -> Option<Self> {
        Some(match class {
            "card" => Self::Card,
            "tens" => Self::Tens,
            "ordinal" => Self::Ord,
            "scale" => Self::Scale,
            "joiner" => Self::Joiner,
            "ordsuffix" => Self::OrdSuffix,
            _ => return None,
        })
    }
}

/// A value that the lexicon gives a word under a class.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum LexVal {
    Number(i32),
    Name(Name),
}

impl LexVal {
    /// A value as a file has it: a number, or a name.
    pub(crate) fn parse(written: &str) -> Result<Self, String> {
        written.parse().map_or_else(|_| Name::new(written).map(Self::Name), |n| Ok(Self::Number(n)))
    }
}

/// What is asked of every token of a text, as bits that stand side by side: one small look-up a token instead of a
/// walk through its senses.
pub(crate) mod traits {
    /// The word alone makes a sentence worth a look.
    pub(crate) const TRIGGER: u32 = 1;
    /// A phrase of several words begins with it.
    pub(crate) const PHRASE: u32 = 1 << 1;
    /// A number in words begins with it.
    pub(crate) const NUMBER: u32 = 1 << 2;
    /// A unit of time.
    pub(crate) const UNIT: u32 = 1 << 3;
    /// A word of chats.
    pub(crate) const CHAT: u32 = 1 << 4;
    /// A spelling of those who type: "lol", "gonna", "u".
    pub(crate) const TYPED: u32 = 1 << 10;
    /// "I", "you", "we".
    pub(crate) const PERSON: u32 = 1 << 5;
    /// What reports have and histories hardly: weekdays, "yesterday", "today", "said".
    pub(crate) const NEAR: u32 = 1 << 6;
    /// "BC"
    pub(crate) const ERA: u32 = 1 << 7;
    /// British spelling.
    pub(crate) const BRITISH: u32 = 1 << 8;
    /// American spelling.
    pub(crate) const AMERICAN: u32 = 1 << 9;
    /// A word of games.
    pub(crate) const GAME: u32 = 1 << 11;
    /// A word of business.
    pub(crate) const BUSINESS: u32 = 1 << 12;
    /// An address may begin with it: "http", "www", "@".
    pub(crate) const ADDRESS: u32 = 1 << 13;
    /// Digits: of a token, not of a word.
    pub(crate) const DIGITS: u32 = 1 << 14;
    /// Not all ASCII: of a token, not of a word.
    pub(crate) const NOT_ASCII: u32 = 1 << 15;

    /// A match may go over it: it passes some test, or is the beginning of what may.
    pub(crate) const PASSES: u32 = 1 << 16;
    /// A match may hang on it.
    pub(crate) const ANCHOR: u32 = 1 << 17;
    /// It is the second word of a phrase.
    pub(crate) const SECOND: u32 = 1 << 18;

    /// What a sense of that class makes of a word.
    pub(super) fn of_class(class: &str) -> u32 {
        match class {
            "card" | "tens" | "ordinal" | "scale" => NUMBER,
            "unit" => UNIT,
            "chat" => CHAT,
            "typed" => TYPED,
            "person" => PERSON,
            "weekday" | "daydeictic" | "today" | "report" => NEAR,
            "era" => ERA,
            "british" => BRITISH,
            "american" => AMERICAN,
            "game" => GAME,
            "business" => BUSINESS,
            _ => 0,
        }
    }
}

/// What the lexicon has of a token: the id of its word, 0 if it does not have it, and its bits of [`traits`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Gloss {
    pub(crate) id: u32,
    pub(crate) traits: u32,
}

/// One word.
#[derive(Debug, Default, Clone)]
pub(crate) struct Entry {
    pub(crate) word: String,
    /// Its first sense, and the others: most words have one, and there are thousands.
    sense: Option<(u16, LexVal)>,
    others: Vec<(u16, LexVal)>,
    /// Its values as a part of numbers, which few words are.
    number: Option<Box<[Option<i32>; 6]>>,
}

impl Entry {
    /// Its senses: class and value.
    pub(crate) fn senses(&self) -> impl Iterator<Item = &(u16, LexVal)> {
        self.sense.iter().chain(&self.others)
    }
}

/// A class of words, with what it makes of them.
#[derive(Debug, Clone, Copy)]
struct Class {
    id: u16,
    /// Bits of [`traits`].
    traits: u32,
    number: Option<Sense>,
}

/// What an address begins with, in any language.
const ADDRESSES: [&str; 5] = ["http", "https", "ftp", "www", "@"];

/// Room for so many words is made at once.
const ROOM: usize = 4096;

/// All words of a language that the grammar knows. Id 0 is no word.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    ids: Table<Gloss>,
    pub(crate) entries: Vec<Entry>,
    /// The bits of [`traits`] of each id; [`Lexicon::seal`] puts them into the table of words too.
    traits: Vec<u32>,
    classes: FxHashMap<String, Class>,
    /// Phrases of several words by the id of their first: the ids of the others, and the phrase's own id.
    phrases: Vec<Vec<(Vec<u32>, u32)>>,
}

impl Lexicon {
    pub(crate) fn new() -> Self {
        let (mut entries, mut traits) = (Vec::with_capacity(ROOM), Vec::with_capacity(ROOM));
        entries.push(Entry::default());
        traits.push(0);
        let mut lexicon = Self { ids: Table::with_room(ROOM), entries, traits, ..Self::default() };
        for word in ADDRESSES {
            let id = lexicon.intern(word);
            lexicon.traits[id as usize] |= traits::ADDRESS;
        }
        lexicon
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
            let value =
                LexVal::parse(value).map_err(|what| Error::Data { file: file.into(), line: n + 1, what })?;
            self.add(word, class, value, trigger);
        }
        Ok(())
    }

    /// Adds a sense to a word; gives the word's id.
    pub(crate) fn add(&mut self, word: &str, class: &str, value: LexVal, trigger: bool) -> u32 {
        let id = self.intern(word);
        self.add_sense(id, class, value, trigger);
        id
    }

    fn add_sense(&mut self, id: u32, class: &str, value: LexVal, trigger: bool) {
        let class = self.known_class(class);
        let entry = &mut self.entries[id as usize];
        self.traits[id as usize] |= class.traits | if trigger { traits::TRIGGER } else { 0 };
        if let (Some(sense), LexVal::Number(n)) = (class.number, &value) {
            entry.number.get_or_insert_default()[sense as usize] = Some(*n);
        }
        match entry.sense {
            None => entry.sense = Some((class.id, value)),
            Some(_) => entry.others.push((class.id, value)),
        }
    }

    /// Adds a sense to a phrase of one or more words. Its last word makes a sentence worth a look.
    pub(crate) fn add_phrase(&mut self, phrase: &str, class: &str, value: LexVal) {
        let mut tokens = Vec::with_capacity(8);
        crate::text::scan(phrase, 0, phrase.len(), &mut tokens);
        let ids: Vec<u32> = tokens.iter().map(|t| self.intern(t.text(phrase))).collect();
        let Some(&last) = ids.last() else { return };
        if ids.len() == 1 {
            self.add(tokens[0].text(phrase), class, value, true);
            return;
        }
        self.traits[last as usize] |= traits::TRIGGER;
        self.traits[ids[0] as usize] |= traits::PHRASE;
        self.traits[ids[1] as usize] |= traits::SECOND;
        let id = self.phrase_id(phrase, &ids);
        self.add_sense(id, class, value, false);
    }

    /// The id of a phrase, new if need be: that of an entry which no token has.
    fn phrase_id(&mut self, phrase: &str, ids: &[u32]) -> u32 {
        self.phrases.resize_with(self.phrases.len().max(ids[0] as usize + 1), Vec::new);
        let known = &mut self.phrases[ids[0] as usize];
        if let Some(phrase) = known.iter().find(|p| p.0 == ids[1..]) {
            return phrase.1;
        }
        let id = self.entries.len() as u32;
        // Longer ones first, so that the longest is found.
        let at = known.partition_point(|p| p.0.len() >= ids.len() - 1);
        known.insert(at, (ids[1..].to_vec(), id));
        let word = single_spaced(phrase).to_lowercase();
        self.entries.push(Entry { word, ..Entry::default() });
        self.traits.push(0);
        id
    }

    /// The longest phrase that the glosses begin with: how many, and its id.
    pub(crate) fn phrase(&self, glosses: &[Gloss]) -> Option<(usize, u32)> {
        let (first, rest) = glosses.split_first()?;
        let known = self.phrases.get(first.id as usize)?;
        let goes_on =
            |ids: &[u32]| rest.len() >= ids.len() && rest.iter().zip(ids).all(|(l, id)| l.id == *id);
        known.iter().find(|p| goes_on(&p.0)).map(|p| (p.0.len() + 1, p.1))
    }

    /// After the last word: adds what each word is to a match, as bits of [`traits`], and makes the table of words whole.
    pub(crate) fn seal(&mut self, reaches: &[u32]) {
        for (traits, reach) in self.traits.iter_mut().zip(reaches) {
            *traits |= reach;
        }
        for gloss in self.ids.values_mut() {
            gloss.traits = self.traits[gloss.id as usize];
        }
    }

    /// The id of a word, new if need be.
    pub(crate) fn intern(&mut self, word: &str) -> u32 {
        let found = self.id(word);
        if found != 0 {
            return found;
        }
        let word = if word.is_ascii() { word.to_ascii_lowercase() } else { word.to_lowercase() };
        let id = self.entries.len() as u32;
        self.ids.insert(key::of(word.as_bytes(), 0, word.len()).0, Gloss { id, traits: 0 });
        self.entries.push(Entry { word, ..Entry::default() });
        self.traits.push(0);
        id
    }

    /// A class, new if need be.
    fn known_class(&mut self, class: &str) -> Class {
        if let Some(found) = self.classes.get(class) {
            return *found;
        }
        let id = self.classes.len() as u16;
        let new = Class { id, traits: traits::of_class(class), number: Sense::of_class(class) };
        self.classes.insert(class.to_string(), new);
        new
    }

    /// How many classes there are.
    pub(crate) fn class_count(&self) -> usize {
        self.classes.len()
    }

    /// The id of a class that is there.
    pub(crate) fn class(&self, class: &str) -> Option<u16> {
        self.classes.get(class).map(|class| class.id)
    }

    /// The id of a word in any case; 0 if it is not in the lexicon.
    pub(crate) fn id(&self, word: &str) -> u32 {
        self.id_at(word, 0, word.len())
    }

    /// The id of the word at `from..to` of a text.
    pub(crate) fn id_at(&self, text: &str, from: usize, to: usize) -> u32 {
        self.find(key::of_token(text.as_bytes(), from, to), text, from, to).id
    }

    /// What is known of a token; `key` is what the tokenizer gave for it. The lexicon must have been sealed.
    #[inline]
    pub(crate) fn look_up(&self, key: u64, text: &str, token: &Token) -> Gloss {
        if token.kind == Kind::Number {
            return Gloss { id: 0, traits: traits::DIGITS | traits::PASSES | traits::ANCHOR };
        }
        self.find(key, text, token.start as usize, token.end as usize)
    }

    // In the loop over all tokens; a call there costs as much as the look-up.
    #[inline(always)]
    fn find(&self, key: u64, text: &str, from: usize, to: usize) -> Gloss {
        if to - from <= key::EXACT && key != key::NOT_ASCII {
            return self.ids.find(key, |_| true);
        }
        self.find_long(key, &text[from..to])
    }

    fn find_long(&self, key: u64, word: &str) -> Gloss {
        if key == key::NOT_ASCII {
            let found = self.folded(word);
            // "½" may be a number.
            return Gloss { traits: found.traits | traits::NOT_ASCII | traits::PASSES, ..found };
        }
        let word = word.as_bytes();
        self.ids.find(key, |l| self.entries[l.id as usize].word.as_bytes().eq_ignore_ascii_case(word))
    }

    /// Words beyond ASCII: lower case, typographic apostrophes made plain, soft hyphens left out. Short ones (quotation
    /// marks, "’s") are folded without allocating.
    fn folded(&self, word: &str) -> Gloss {
        const SHORT: usize = 40;
        let folded = word
            .chars()
            .filter(|c| *c != '\u{ad}')
            .map(|c| if matches!(c, '’' | 'ʼ') { '\'' } else { c })
            .flat_map(char::to_lowercase);
        let mut short = [0u8; SHORT];
        let mut length = 0;
        for c in folded.clone() {
            let Some(room) = short.get_mut(length..length + c.len_utf8()) else {
                return self.of_folded(folded.collect::<String>().as_bytes());
            };
            c.encode_utf8(room);
            length += c.len_utf8();
        }
        self.of_folded(&short[..length])
    }

    fn of_folded(&self, word: &[u8]) -> Gloss {
        let (key, _) = key::of(word, 0, word.len());
        self.ids.find(key, |l| self.entries[l.id as usize].word.as_bytes() == word)
    }

    /// The bits of [`traits`] of a word.
    #[inline]
    pub(crate) fn traits(&self, id: u32) -> u32 {
        self.traits[id as usize]
    }

    pub(crate) fn entry(&self, id: u32) -> &Entry {
        &self.entries[id as usize]
    }

    /// The value of a word under a class.
    pub(crate) fn value(&self, id: u32, class: u16) -> Option<&LexVal> {
        self.entries[id as usize].senses().find(|s| s.0 == class).map(|s| &s.1)
    }

    pub(crate) fn number_sense(&self, id: u32, sense: Sense) -> Option<i32> {
        self.entries[id as usize].number.as_ref()?[sense as usize]
    }

    pub(crate) fn is_unit(&self, id: u32) -> bool {
        self.traits(id) & traits::UNIT != 0
    }
}

/// A phrase with one space between its words.
fn single_spaced(phrase: &str) -> Cow<'_, str> {
    let even = phrase.split(' ').all(|word| !word.is_empty() && !word.contains(char::is_whitespace));
    if even { phrase.into() } else { phrase.split_whitespace().collect::<Vec<_>>().join(" ").into() }
}

//! A word and its tag in, the base form out ("arrested", VBD: "arrest").
//!
//! Irregular forms stand in a list; the rest is got back by the longest ending that a second list names. Both lists
//! are language data. No dictionary is asked, so that names of new things are treated like any word.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::pos::Tag;
use crate::{Error, Result};

/// The longest ending that is looked up, in bytes.
const LONGEST: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Class {
    Verb,
    Present,
    Ing,
    Noun,
    Adjective,
    Adverb,
    S,
    Stem,
}

impl Class {
    fn named(name: &str) -> Option<Class> {
        Some(match name {
            "verb" => Class::Verb,
            "present" => Class::Present,
            "ing" => Class::Ing,
            "noun" => Class::Noun,
            "adj" => Class::Adjective,
            "adverb" => Class::Adverb,
            "s" => Class::S,
            "stem" => Class::Stem,
            _ => return None,
        })
    }
}

/// The lemmatiser's lists.
#[derive(Debug, Default)]
pub struct Lemmas<'d> {
    irregular: FxHashMap<(Class, &'d str), &'d str>,
    endings: FxHashMap<(Class, &'d str), &'d str>,
    whole: FxHashMap<(Class, &'d str), &'d str>,
}

impl<'d> Lemmas<'d> {
    /// Reads the lists of irregular forms and of endings (`data/en/grammar/irregular.tsv` and `endings.tsv`).
    ///
    /// # Errors
    /// [`Error::Data`] with the line that has an unknown class or too few columns.
    pub fn parse(irregular: &'d str, endings: &'d str) -> Result<Self> {
        let mut lemmas = Self::default();
        for row in rows("irregular.tsv", irregular) {
            let (class, lemma, forms) = row?;
            lemmas.irregular.extend(forms.split(' ').map(|form| ((class, form), lemma)));
        }
        for row in rows("endings.tsv", endings) {
            let (class, ending, base) = row?;
            match ending.strip_prefix('^') {
                Some(whole) => lemmas.whole.insert((class, whole), base),
                None => lemmas.endings.insert((class, ending), base),
            };
        }
        Ok(lemmas)
    }

    /// The English lists.
    ///
    /// # Errors
    /// [`Error::Data`] if the built-in lists are damaged, which the tests exclude.
    ///
    /// ```
    /// use annals::text::{lemma::Lemmas, pos::Tag};
    /// let lemmas = Lemmas::english()?;
    /// assert_eq!(lemmas.lemma("Stopped", Tag::Vbd), "stop");
    /// assert_eq!(lemmas.lemma("left", Tag::Vbn), "leave");
    /// # Ok::<(), annals::Error>(())
    /// ```
    pub fn english() -> Result<Lemmas<'static>> {
        Lemmas::parse(
            include_str!("../../data/en/grammar/irregular.tsv"),
            include_str!("../../data/en/grammar/endings.tsv"),
        )
    }

    /// The base form of a word with this tag, in lower case; proper nouns stay as they are.
    #[must_use]
    pub fn lemma<'a>(&'a self, word: &'a str, tag: Tag) -> Cow<'a, str> {
        if tag.is_proper() {
            return Cow::Borrowed(word);
        }
        if word.contains(|c: char| c.is_uppercase() || c == '’') {
            let plain = word.to_lowercase().replace('’', "'");
            return Cow::Owned(self.lemma_of_lower(&plain, tag).into_owned());
        }
        self.lemma_of_lower(word, tag)
    }

    fn lemma_of_lower<'a>(&'a self, word: &'a str, tag: Tag) -> Cow<'a, str> {
        let class = match tag {
            Tag::Vbd | Tag::Vbn => Class::Verb,
            Tag::Vbg => Class::Ing,
            Tag::Vb | Tag::Vbp | Tag::Vbz | Tag::Md => Class::Present,
            Tag::Nns => Class::Noun,
            Tag::Jjr | Tag::Jjs | Tag::Rbr | Tag::Rbs => Class::Adjective,
            Tag::Rb => Class::Adverb,
            _ => return Cow::Borrowed(word),
        };
        if let Some(lemma) = self.irregular.get(&(class, word)) {
            return Cow::Borrowed(lemma);
        }
        let stem = match tag {
            Tag::Vbd | Tag::Vbn => word.strip_suffix("ed"),
            Tag::Vbg => word.strip_suffix("ing").or_else(|| word.strip_suffix("in")),
            Tag::Jjr | Tag::Rbr => word.strip_suffix("er"),
            Tag::Jjs | Tag::Rbs => word.strip_suffix("est"),
            Tag::Vbz | Tag::Nns => return self.rewrite(Class::S, word).unwrap_or_else(|| without_s(word)),
            _ => None,
        };
        match stem {
            Some(stem) if stem.len() > 1 => self.rewrite(Class::Stem, stem).unwrap_or(Cow::Borrowed(stem)),
            _ => Cow::Borrowed(word),
        }
    }

    /// Replaces the longest ending that the list names.
    fn rewrite<'a>(&'a self, class: Class, stem: &'a str) -> Option<Cow<'a, str>> {
        if let Some(base) = self.whole.get(&(class, stem)) {
            return Some(Cow::Borrowed(base));
        }
        let from = stem.len().saturating_sub(LONGEST);
        (from..stem.len()).filter(|at| stem.is_char_boundary(*at)).find_map(|at| {
            let (start, ending) = stem.split_at(at);
            let base = self.endings.get(&(class, ending))?;
            Some(if *base == ending { Cow::Borrowed(stem) } else { Cow::Owned([start, base].concat()) })
        })
    }
}

fn without_s(word: &str) -> Cow<'_, str> {
    let base = word.strip_suffix('s').filter(|base| base.len() > 1);
    Cow::Borrowed(base.unwrap_or(word))
}

fn rows<'d>(file: &'static str, text: &'d str) -> impl Iterator<Item = Result<(Class, &'d str, &'d str)>> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    lines.map(move |(i, line)| {
        let mut columns = line.split('\t');
        let row = (columns.next().and_then(Class::named), columns.next(), columns.next());
        match row {
            (Some(class), Some(second), Some(third)) => Ok((class, second, third)),
            _ => Err(Error::Data {
                file: file.into(),
                line: i + 1,
                what: "three columns are needed, the first a known class".into(),
            }),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_verbs() {
        let lemmas = Lemmas::english().unwrap();
        for (form, lemma) in [
            ("arrested", "arrest"),
            ("closed", "close"),
            ("opened", "open"),
            ("planned", "plan"),
            ("carried", "carry"),
            ("killed", "kill"),
            ("travelled", "travel"),
            ("controlled", "control"),
            ("agreed", "agree"),
            ("visited", "visit"),
            ("united", "unite"),
            ("created", "create"),
            ("treated", "treat"),
            ("hoped", "hope"),
            ("developed", "develop"),
            ("required", "require"),
            ("repaired", "repair"),
            ("ignored", "ignore"),
            ("monitored", "monitor"),
            ("settled", "settle"),
            ("charged", "charge"),
            ("belonged", "belong"),
            ("raised", "raise"),
            ("focused", "focus"),
            ("missed", "miss"),
            ("added", "add"),
            ("argued", "argue"),
            ("postponed", "postpone"),
            ("abandoned", "abandon"),
            ("filed", "file"),
            ("failed", "fail"),
        ] {
            assert_eq!(lemmas.lemma(form, Tag::Vbd), lemma);
        }
        for (form, lemma) in
            [("running", "run"), ("making", "make"), ("lying", "lie"), ("saying", "say"), ("Being", "be")]
        {
            assert_eq!(lemmas.lemma(form, Tag::Vbg), lemma);
        }
        for (form, lemma) in
            [("goes", "go"), ("says", "say"), ("tries", "try"), ("reaches", "reach"), ("closes", "close")]
        {
            assert_eq!(lemmas.lemma(form, Tag::Vbz), lemma);
        }
    }

    #[test]
    fn the_tag_decides() {
        let lemmas = Lemmas::english().unwrap();
        assert_eq!(lemmas.lemma("lay", Tag::Vbd), "lie");
        assert_eq!(lemmas.lemma("lay", Tag::Vb), "lay");
        assert_eq!(lemmas.lemma("found", Tag::Vbd), "find");
        assert_eq!(lemmas.lemma("found", Tag::Vb), "found");
        assert_eq!(lemmas.lemma("’d", Tag::Md), "would");
        assert_eq!(lemmas.lemma("'d", Tag::Vbd), "have");
        assert_eq!(lemmas.lemma("Mays", Tag::Nnp), "Mays");
        assert_eq!(lemmas.lemma("firemen", Tag::Nns), "fireman");
        assert_eq!(lemmas.lemma("later", Tag::Rbr), "late");
        assert_eq!(lemmas.lemma("ed", Tag::Vbd), "ed");
    }

    #[test]
    fn a_bad_line_is_named() {
        let error = Lemmas::parse("# x\nverb\tgo\n", "").unwrap_err().to_string();
        assert!(error.starts_with("irregular.tsv:2:"), "{error}");
    }
}

//! `data/<language>/events/*.tsv` in, the roles of a word out: which verbs report, deny or cancel, which nouns name events.

use rustc_hash::FxHashMap;

use crate::{Error, Result};

/// What a word does, as a bit set.
pub(super) type Roles = u64;

/// The roles in the order of their bits, as the data files name them. All of them are features of the trigger model; those
/// that rules ask for have a name below.
const NAMES: [&str; 64] = [
    "report",
    "deny",
    "doubt",
    "claim",
    "think",
    "plan",
    "cancel",
    "postpone",
    "fail",
    "prevent",
    "begin",
    "end",
    "continue",
    "perceive",
    "attempt",
    "be",
    "have",
    "happening",
    "saying",
    "commerce",
    "intent",
    "state",
    "title",
    "place",
    "when",
    "condition",
    "order-before",
    "order-after",
    "recur",
    "reference",
    "that",
    "time",
    "since",
    "until",
    "by",
    "from",
    "to",
    "of",
    "call-off",
    "maybe",
    "intended",
    "as",
    "credit",
    "break",
    "pronoun",
    "definite",
    "indefinite",
    "masculine",
    "feminine",
    "neuter",
    "plural",
    "impersonal",
    "body",
    "next",
    "source",
    "later",
    "was",
    "hypothetical",
    "connective",
    "reflexive",
    "neither",
    "occasion",
    "compare",
    "address",
];

macro_rules! roles {
    ($($name:ident = $bit:expr),* $(,)?) => { $(pub(super) const $name: Roles = 1 << $bit;)* };
}
roles! {
    REPORT = 0,
    DENY = 1,
    DOUBT = 2,
    THINK = 4,
    CANCEL = 6,
    POSTPONE = 7,
    BE = 15,
    HAVE = 16,
    HAPPENING = 17,
    SAYING = 18,
    COMMERCE = 19,
    INTENT = 20,
    STATE = 21,
    TITLE = 22,
    PLACE = 23,
    WHEN = 24,
    CONDITION = 25,
    BEFORE = 26,
    AFTER = 27,
    RECUR = 28,
    REFERENCE = 29,
    THAT = 30,
    TIME = 31,
    SINCE = 32,
    UNTIL = 33,
    BY = 34,
    FROM = 35,
    TO = 36,
    OF = 37,
    CALL_OFF = 38,
    MAYBE = 39,
    INTENDED = 40,
    AS = 41,
    CREDIT = 42,
    BREAK = 43,
    PRONOUN = 44,
    DEFINITE = 45,
    INDEFINITE = 46,
    MASCULINE = 47,
    FEMININE = 48,
    NEUTER = 49,
    PLURAL = 50,
    IMPERSONAL = 51,
    BODY = 52,
    NEXT = 53,
    SOURCE = 54,
    LATER = 55,
    WAS = 56,
    HYPOTHETICAL = 57,
    CONNECTIVE = 58,
    REFLEXIVE = 59,
    NEITHER = 60,
    OCCASION = 61,
    COMPARE = 62,
    ADDRESS = 63,
}

/// Nouns that name an event.
pub(super) const EVENT_NOUN: Roles = HAPPENING | SAYING | COMMERCE;

/// The words of the events stage, by part of speech.
#[derive(Debug, Default)]
pub(super) struct Words {
    verbs: FxHashMap<&'static str, Roles>,
    nouns: FxHashMap<&'static str, Roles>,
    others: FxHashMap<&'static str, Roles>,
    definite: &'static str,
    indefinite: [&'static str; 2],
    was: [&'static str; 2],
}

impl Words {
    /// The English lists.
    pub(super) fn english() -> Result<Self> {
        let others = read("events/words.tsv", include_str!("../../data/en/events/words.tsv"))?;
        let listed = |role: Roles| {
            let mut words: Vec<_> =
                others.iter().filter(|(_, r)| **r & role != 0).map(|(word, _)| *word).collect();
            words.sort_unstable();
            words.into_iter()
        };
        let definite = listed(DEFINITE).next().unwrap_or_default();
        let pair = |role: Roles| {
            let mut words = listed(role);
            [words.next().unwrap_or_default(), words.next().unwrap_or_default()]
        };
        let (indefinite, was) = (pair(INDEFINITE), pair(WAS));
        Ok(Self {
            verbs: read("events/verbs.tsv", include_str!("../../data/en/events/verbs.tsv"))?,
            nouns: read("events/nouns.tsv", include_str!("../../data/en/events/nouns.tsv"))?,
            others,
            definite,
            indefinite,
            was,
        })
    }

    /// The roles of a verb, given its lemma (with its particle after a hyphen, where it has one).
    pub(super) fn verb(&self, lemma: &str) -> Roles {
        self.verbs.get(lemma).copied().unwrap_or(0)
    }

    /// The roles of a noun, given its singular.
    pub(super) fn noun(&self, lemma: &str) -> Roles {
        self.nouns.get(lemma).copied().unwrap_or(0)
    }

    /// The past of "be" for one and for many, which makes a predicate of a participle.
    pub(super) fn was(&self) -> [&'static str; 2] {
        self.was
    }

    /// The indefinite article before a consonant and before a vowel.
    pub(super) fn indefinite(&self) -> [&'static str; 2] {
        self.indefinite
    }

    /// The definite article, which takes the place of a date that stood before its noun.
    pub(super) fn definite(&self) -> &'static str {
        self.definite
    }

    /// The roles of any other word, as the list spells it.
    pub(super) fn other(&self, word: &str) -> Roles {
        self.others.get(word).copied().unwrap_or(0)
    }
}

fn read(file: &str, text: &'static str) -> Result<FxHashMap<&'static str, Roles>> {
    let mut words: FxHashMap<&'static str, Roles> = FxHashMap::default();
    for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
        let wrong = |what: String| Error::Data { file: file.to_string(), line: n + 1, what };
        let (name, list) =
            line.split_once('\t').ok_or_else(|| wrong("a role and its words, with a tab between".into()))?;
        let bit = NAMES
            .iter()
            .position(|n| *n == name)
            .ok_or_else(|| wrong(format!("no such role: {name}; one of {}", NAMES.join(", "))))?;
        for word in list.split_whitespace() {
            *words.entry(word).or_default() |= 1 << bit;
        }
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_their_roles() {
        let words = Words::english().unwrap();
        assert_eq!(words.verb("say"), REPORT);
        assert_eq!(words.verb("call-off"), CALL_OFF);
        assert_eq!(words.noun("earthquake"), HAPPENING);
        assert_eq!(words.verb("earthquake"), 0);
    }

    #[test]
    fn a_wrong_role_is_named_by_line() {
        let error = read("x.tsv", "# comment\nhearsay\tmumble").unwrap_err().to_string();
        assert!(error.starts_with("x.tsv:2:"), "{error}");
    }
}

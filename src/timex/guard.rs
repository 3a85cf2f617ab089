//! Conditions on the words of a match, and around it, that a pattern cannot say.

use crate::pack::{Gloss, Lexicon, traits};
use crate::text::scan::{CAPITAL, NEWLINE, UPPER};
use crate::text::{Kind, Token};

/// So many tokens at most make a note; no article is that short.
pub(crate) const NOTE: usize = 20;

/// A named condition of the rule files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Guard {
    /// The expression begins with a capital, or its sentence has none at all (chats, tweets).
    Proper,
    /// The expression's last word is a common word here: no capital in a text that has them.
    CommonEnd,
    /// The word before the expression, if it is glued to no stop, has no capital: not "Theresa [May]".
    NoName,
    /// The expression begins its sentence.
    First,
    /// The expression ends the text, or its sentence.
    Last,
    /// No name goes on after the expression: not "Jan [Novak]", "April [Jones]".
    NoSurname,
    /// No capital behind a word with one: not "Frontier [Days]".
    NoTitle,
    /// It is no title of a programme or a paper: a common word with a capital amid words without ("on This Week he said").
    NoShow,
    /// Words of business stand near.
    Business,
    /// No words of the weather stand near: "highs in the 60s".
    NoWeather,
    /// The whole text is a note or a message (see [`is_note`]): "lunch 5/3", "I am back on 14/4.".
    Note,
}

impl Guard {
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "proper" => Self::Proper,
            "common-end" => Self::CommonEnd,
            "no-name" => Self::NoName,
            "first" => Self::First,
            "last" => Self::Last,
            "no-surname" => Self::NoSurname,
            "no-title" => Self::NoTitle,
            "no-show" => Self::NoShow,
            "business" => Self::Business,
            "no-weather" => Self::NoWeather,
            "note" => Self::Note,
            _ => return None,
        })
    }

    /// Whether the condition holds for the tokens `first..last`.
    pub(crate) fn holds(
        self,
        lexicon: &Lexicon,
        text: &str,
        tokens: &[Token],
        (first, last): (usize, usize),
        note: bool,
    ) -> bool {
        let near = |class: &str| near(lexicon, class, text, tokens, first);
        match self {
            Self::NoShow => !title(text, tokens, first, last),
            Self::Business => near("business"),
            Self::NoWeather => !near("weather"),
            Self::Proper => proper(tokens, first),
            Self::CommonEnd => !proper(tokens, last - 1),
            Self::NoName => {
                first == 0 || {
                    let before = tokens[first - 1];
                    before.kind != Kind::Word
                        || !before.has(CAPITAL)
                        || tokens[first].glued()
                        || before.has(UPPER)
                }
            }
            Self::NoTitle => {
                let capital = |at: usize| tokens[at].has(CAPITAL) && tokens[at].kind == Kind::Word;
                first == 0 || !(capital(first) && capital(first - 1))
            }
            Self::NoSurname => tokens.get(last).is_none_or(|after| {
                after.kind != Kind::Word || after.glued() || !after.has(CAPITAL) || after.has(UPPER)
            }),
            Self::Note => note,
            Self::Last => tokens.get(last).is_none_or(|t| matches!(t.text(text), "." | "!" | "?")),
            Self::First => first == 0 || matches!(tokens[first - 1].text(text), "." | "!" | "?" | ":"),
        }
    }
}

/// Whether the whole text is a few words as people type them into a calendar, without a full stop, or a message in which
/// somebody speaks of himself or to another.
pub(crate) fn is_note(text: &str, tokens: &[Token], glosses: &[Gloss]) -> bool {
    if tokens.len() > NOTE {
        return false;
    }
    let stopped = tokens.len() > 3 && tokens.last().is_some_and(|t| matches!(t.text(text), "." | "!"));
    !stopped || glosses.iter().any(|l| l.traits & traits::PERSON != 0)
}

/// Whether a word of the class stands near.
fn near(lexicon: &Lexicon, class: &str, text: &str, tokens: &[Token], at: usize) -> bool {
    let Some(class) = lexicon.class(class) else { return false };
    tokens[at.saturating_sub(NEAR)..(at + NEAR).min(tokens.len())].iter().any(|t| {
        let id = lexicon.id(t.text(text));
        id != 0 && lexicon.value(id, class).is_some()
    })
}

/// Whether the expression's last word has a capital that its place does not explain: it begins no sentence, is not all
/// capitals, and the words around are no headline.
fn title(text: &str, tokens: &[Token], first: usize, last: usize) -> bool {
    let end = tokens[last - 1];
    if end.kind != Kind::Word || !end.has(CAPITAL) || end.has(UPPER) {
        return false;
    }
    let opens = |at: usize| {
        at == 0 || tokens[at].has(NEWLINE) || matches!(tokens[at - 1].text(text), "." | "!" | "?" | ":")
    };
    let quoted = first > 0 && matches!(tokens[first - 1].text(text), "\"" | "“" | "`" | "'" | "‘");
    if last == first + 1 && (opens(first) || quoted) {
        return false;
    }
    let common = |t: &Token| t.kind == Kind::Word && t.end - t.start > 3 && !t.has(CAPITAL);
    let (from, to) = (first.saturating_sub(AROUND), (last + AROUND).min(tokens.len()));
    tokens[from..first].iter().chain(&tokens[last..to]).any(common)
}

/// A capital, or a text without any.
fn proper(tokens: &[Token], at: usize) -> bool {
    tokens[at].has(CAPITAL) || (tokens[at].kind == Kind::Word && !has_case(tokens, at))
}

/// Whether any of the tokens around begins with a capital: a text that uses case would have one.
fn has_case(tokens: &[Token], at: usize) -> bool {
    tokens[at.saturating_sub(NEAR)..(at + NEAR).min(tokens.len())].iter().any(|t| t.has(CAPITAL))
}

/// How many tokens on either side tell a headline from running text.
const AROUND: usize = 5;

/// How many tokens on either side tell whether a text uses case.
const NEAR: usize = 40;

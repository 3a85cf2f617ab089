//! Conditions on the words of a match, and around it, that a pattern cannot say.

use crate::pack::Lexicon;
use crate::text::scan::{CAPITAL, UPPER};
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
            "note" => Self::Note,
            _ => return None,
        })
    }

    /// Whether the condition holds for the tokens `first..last`.
    pub(crate) fn holds(
        self,
        text: &str,
        tokens: &[Token],
        (first, last): (usize, usize),
        note: bool,
    ) -> bool {
        match self {
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
pub(crate) fn is_note(text: &str, tokens: &[Token], lex: &[u32], lexicon: &Lexicon) -> bool {
    if tokens.len() > NOTE {
        return false;
    }
    let stopped = tokens.len() > 3 && tokens.last().is_some_and(|t| matches!(t.text(text), "." | "!"));
    let person = lexicon.class("person");
    !stopped || person.is_some_and(|p| lex.iter().any(|&id| id != 0 && lexicon.value(id, p).is_some()))
}

/// A capital, or a text without any.
fn proper(tokens: &[Token], at: usize) -> bool {
    tokens[at].has(CAPITAL) || (tokens[at].kind == Kind::Word && !has_case(tokens, at))
}

/// Whether any of the tokens around begins with a capital: a text that uses case would have one.
fn has_case(tokens: &[Token], at: usize) -> bool {
    tokens[at.saturating_sub(NEAR)..(at + NEAR).min(tokens.len())].iter().any(|t| t.has(CAPITAL))
}

/// How many tokens on either side tell whether a text uses case.
const NEAR: usize = 40;

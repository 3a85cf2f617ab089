//! Conditions on the words of a match, and around it, that a pattern cannot say.

use crate::text::scan::{CAPITAL, UPPER};
use crate::text::{Kind, Token};

/// A named condition of the rule files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Guard {
    /// The expression begins with a capital, or its sentence has none at all (chats, tweets).
    Proper,
    /// The word before the expression, if it is glued to no stop, has no capital: not "Theresa [May]".
    NoName,
    /// The expression begins its sentence.
    First,
}

impl Guard {
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "proper" => Self::Proper,
            "no-name" => Self::NoName,
            "first" => Self::First,
            _ => return None,
        })
    }

    /// Whether the condition holds for the tokens `first..last`.
    pub(crate) fn holds(self, text: &str, tokens: &[Token], first: usize, _last: usize) -> bool {
        match self {
            Self::Proper => {
                let token = tokens[first];
                token.has(CAPITAL) || (token.kind == Kind::Word && !has_case(text, tokens, first))
            }
            Self::NoName => {
                first == 0 || {
                    let before = tokens[first - 1];
                    !(before.kind == Kind::Word
                        && before.has(CAPITAL)
                        && !tokens[first].glued()
                        && !before.has(UPPER))
                }
            }
            Self::First => first == 0 || matches!(tokens[first - 1].text(text), "." | "!" | "?" | ":"),
        }
    }
}

/// Whether any of the few tokens before begins with a capital: a text that uses case would have one.
fn has_case(_text: &str, tokens: &[Token], first: usize) -> bool {
    tokens[first.saturating_sub(12)..first].iter().any(|t| t.has(CAPITAL))
}

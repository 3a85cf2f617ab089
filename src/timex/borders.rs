//! Where an expression may begin and end: the tokens around a match in, yes or no out.
//!
//! What is glued to an expression can make it a part of something else: an amount, a version, a telephone number.

use crate::text::{Kind, Token};

/// The tokens of a text, asked about the borders of a match.
#[derive(Debug, Clone, Copy)]
pub(super) struct Borders<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
}

impl Borders<'_> {
    /// Whether an expression may stand at the tokens `first..last`.
    pub(super) fn allow(&self, first: usize, last: usize) -> bool {
        self.free_before(first) && self.free_after(last) && !self.in_long_number(first, last)
    }

    /// One or two bare numbers inside a longer run of them are a part of a telephone number or an id, no years:
    /// "138-2010-2015", "000 111 82-2100".
    fn in_long_number(&self, first: usize, last: usize) -> bool {
        let hyphen = |at: usize| self.tokens[at].glued() && self.tokens[at].text(self.text) == "-";
        let is_number = |at: usize| self.tokens.get(at).is_some_and(|t| t.kind == Kind::Number);
        if !(first..last).all(|at| is_number(at) || hyphen(at)) || !is_number(first) || last - first > 3 {
            return false;
        }
        let (mut before, mut at) = (0, first);
        while before < 2 && at > 0 {
            at -= 1;
            if hyphen(at) && at > 0 {
                at -= 1;
            }
            if !is_number(at) {
                break;
            }
            before += 1;
        }
        let (mut after, mut at) = (0, last);
        while after < 2 {
            if self.tokens.get(at).is_some_and(|t| t.glued()) && hyphen(at) {
                at += 1;
            }
            if !is_number(at) {
                break;
            }
            after += 1;
            at += 1;
        }
        before + after >= 2
    }

    /// No letter or digit may be glued on before, no number may go on there: "G20", "$1998", "3.1998".
    fn free_before(&self, first: usize) -> bool {
        let token = self.tokens[first];
        if first == 0 || !token.glued() {
            return true;
        }
        let before = self.tokens[first - 1];
        if before.end != token.start {
            return true;
        }
        match before.kind {
            Kind::Word => before.text(self.text).starts_with(['\'', '’']),
            Kind::Number => false,
            Kind::Punct if token.kind == Kind::Number => {
                let mark = before.text(self.text);
                if matches!(mark, "$" | "€" | "£" | "¥" | "#" | "@" | "=" | "_" | "&" | "+" | "\\") {
                    return false;
                }
                let joins = matches!(mark, "." | "," | ":" | "/");
                // "Sat,7pm", "Date:21 June": a space that was left out.
                let after_word =
                    matches!(mark, "," | ":") && first >= 2 && self.tokens[first - 2].kind == Kind::Word;
                !(joins && before.glued() && first >= 2 && self.tokens[first - 2].kind != Kind::Punct)
                    || after_word
            }
            Kind::Punct => !matches!(before.text(self.text), "_" | "&" | "=" | "\\"),
        }
    }

    /// The same behind: "1998%", "3.5", "10.2.1".
    fn free_after(&self, last: usize) -> bool {
        let token = self.tokens[last - 1];
        let Some(after) = self.tokens.get(last).filter(|t| t.glued() && t.start == token.end) else {
            return true;
        };
        match after.kind {
            Kind::Word => after.text(self.text).starts_with(['\'', '’']),
            Kind::Number => false,
            Kind::Punct => {
                let mark = after.text(self.text);
                if token.kind != Kind::Number {
                    return !matches!(mark, "_" | "&" | "=" | "\\");
                }
                if matches!(mark, "%" | "€" | "°" | "_" | "&" | "=") {
                    return false;
                }
                let joins = matches!(mark, "." | "," | ":" | "/" | "-");
                !(joins
                    && self.tokens.get(last + 1).is_some_and(|t| {
                        t.glued() && (t.kind == Kind::Number || mark == "/" && t.kind == Kind::Word)
                    }))
            }
        }
    }
}

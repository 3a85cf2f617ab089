//! Punctuation tokens in, their tags out: one tag each, decided by the character and by what it is glued to.

use super::Tag;
use super::lexicon::Word;
use crate::text::scan::{Kind, Token};

/// The word of a punctuation token.
pub(super) fn word(text: &str, before: Option<&Token>, token: &Token, after: Option<&Token>) -> Word {
    let tag = tag(text, before, token, after);
    Word::of_kind(0x9c0d_0000 | tag as u32, tag.bit())
}

/// The tag of a punctuation token.
pub fn tag(text: &str, before: Option<&Token>, token: &Token, after: Option<&Token>) -> Tag {
    let glued_before = token.glued() && before.is_some();
    let glued_after = after.is_some_and(Token::glued);
    match text.as_bytes().get(token.start as usize) {
        Some(b'.') => return Tag::Stop,
        Some(b',') => return Tag::Comma,
        _ => {}
    }
    match token.text(text) {
        "?" | "!" | "…" => Tag::Stop,
        ";" | ":" => Tag::Colon,
        "-" | "‐" | "‑" | "–" if glued_before && glued_after => Tag::Hyphen,
        "-" | "‐" | "‑" | "–" | "—" | "―" => Tag::Colon,
        "(" | "[" | "{" => Tag::OpenBracket,
        ")" | "]" | "}" => Tag::CloseBracket,
        // "`": the wires open a quotation with two of them.
        "“" | "‘" | "«" | "„" | "`" => Tag::OpenQuote,
        "”" | "»" => Tag::CloseQuote,
        "'" | "’" if glued_before && !glued_after && ends_in_s(text, before) => Tag::Pos,
        "\"" | "'" | "’" => {
            if glued_after && !glued_before {
                Tag::OpenQuote
            } else {
                Tag::CloseQuote
            }
        }
        "$" | "£" | "€" | "¥" => Tag::Currency,
        "%" | "°" => Tag::Nn,
        "&" => Tag::Cc,
        "@" => Tag::In,
        "*" | "|" | "•" | "_" | "~" => Tag::Nfp,
        _ => Tag::Sym,
    }
}

fn ends_in_s(text: &str, before: Option<&Token>) -> bool {
    before.is_some_and(|t| t.kind == Kind::Word && t.text(text).ends_with(['s', 'S']))
}

/// A hyphen or dash as it stands inside compounds.
pub(super) fn is_hyphen(text: &str, token: &Token) -> bool {
    match text.as_bytes().get(token.start as usize) {
        Some(b'-') => token.kind == Kind::Punct,
        Some(0xe2) => matches!(token.text(text), "‐" | "‑" | "–"),
        _ => false,
    }
}

/// Whether what comes after a token with these candidates begins something.
pub(super) fn opens(candidates: u64) -> bool {
    candidates & (Tag::OpenQuote.bit() | Tag::Colon.bit()) != 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::scan;

    fn tags(text: &str) -> Vec<&'static str> {
        let mut tokens = Vec::new();
        scan(text, 0, text.len(), &mut tokens);
        let at = |i: usize| tokens.get(i);
        let punctuation = (0..tokens.len()).filter(|i| tokens[*i].kind == Kind::Punct);
        punctuation.map(|i| tag(text, i.checked_sub(1).and_then(at), &tokens[i], at(i + 1)).penn()).collect()
    }

    #[test]
    fn quotes_open_and_close() {
        assert_eq!(tags("\"Stop,\" he said."), ["``", ",", "''", "."]);
        assert_eq!(tags("``Stop,'' he said."), ["``", "``", ",", "''", "''", "."]);
        assert_eq!(
            tags("the boys' boat - a half-built one (10%)"),
            ["POS", ":", "HYPH", "-LRB-", "NN", "-RRB-"]
        );
    }
}

//! The tokenizer: bytes in, tokens out, in one pass.
//!
//! A token is a run of letters, a run of digits, or one other character; letters and digits part company ("5pm",
//! "3rd", "1990s" are two tokens each) so that the grammar sees numbers wherever they stand, and each token knows
//! whether white space stood before it. Contractions are split as in the Penn and UD treebanks ("did|n't",
//! "Thursday|'s"), dotted abbreviations of single letters ("U.S.", "a.m.") are one token.

use super::key;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Letters (of any script), possibly with inner dots or an apostrophe.
    Word,
    /// ASCII digits.
    Number,
    /// Any other single character.
    Punct,
}

/// White space stands before the token.
pub const SPACE: u8 = 1;
/// A line break stands before the token.
pub const NEWLINE: u8 = 2;
/// An empty line stands before the token: a paragraph begins.
pub const PARAGRAPH: u8 = 4;
/// The first letter is a capital.
pub const CAPITAL: u8 = 8;
/// Every letter is a capital, and there are at least two.
pub const UPPER: u8 = 16;
/// A sentence may end with it: a full stop, question or exclamation mark, ellipsis, or an abbreviation with its stop.
pub const FINAL: u8 = 32;

/// A token: a half-open byte range of the text, its kind, and how it stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it is made of.
    pub kind: Kind,
    /// Bit set of [`SPACE`], [`NEWLINE`], [`PARAGRAPH`], [`CAPITAL`], [`UPPER`], [`FINAL`].
    pub flags: u8,
}

impl Token {
    /// The token's text.
    #[must_use]
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }

    /// Whether any of the flag bits is set.
    #[must_use]
    pub fn has(&self, flags: u8) -> bool {
        self.flags & flags != 0
    }

    /// Whether the token follows the one before it without white space.
    #[must_use]
    pub fn glued(&self) -> bool {
        self.flags & SPACE == 0
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Space,
    Newline,
    Other,
    High,
}

const CLASS: [Class; 256] = {
    let mut table = [Class::Other; 256];
    let mut b = 0;
    while b < 256 {
        table[b] = match b as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'\n' => Class::Newline,
            b' ' | b'\t' | b'\r' | 0x0b | 0x0c => Class::Space,
            0x80.. => Class::High,
            _ => Class::Other,
        };
        b += 1;
    }
    table
};

/// Clears `tokens` and fills it with the tokens of `text[from..to]`, in order; offsets are bytes of `text`.
///
/// `from` and `to` must lie on character boundaries. Text beyond 4 GiB is not addressed: the caller splits it before.
///
/// ```
/// use annals::text::scan;
/// let text = "At 5pm it didn't stop.";
/// let mut tokens = Vec::new();
/// scan(text, 0, text.len(), &mut tokens);
/// let words: Vec<&str> = tokens.iter().map(|t| t.text(text)).collect();
/// assert_eq!(words, ["At", "5", "pm", "it", "did", "n't", "stop", "."]);
/// ```
pub fn scan(text: &str, from: usize, to: usize, tokens: &mut Vec<Token>) {
    tokens.clear();
    append(text, from, to, tokens, |_, _| ());
}

/// As [`scan`], behind the tokens that are there already: for texts that are read block by block. `each` gets every
/// token with its key: 0 for a number, [`key::NOT_ASCII`] for what is not all ASCII.
pub(crate) fn append(
    text: &str,
    from: usize,
    to: usize,
    tokens: &mut Vec<Token>,
    mut each: impl FnMut(&Token, u64),
) {
    let bytes = &text.as_bytes()[..to];
    let mut at = from;
    let mut space = 0u8;
    let mut undotted = 0;
    while at < to {
        let mut byte = bytes[at];
        // The commonest case: one space, then a word.
        if byte == b' ' && at + 1 < to {
            space |= SPACE;
            at += 1;
            byte = bytes[at];
        }
        let plain = if byte.is_ascii_alphabetic() { plain_word(bytes, at, space) } else { None };
        let (token, key) = match plain.ok_or(CLASS[byte as usize]) {
            Ok(found) => found,
            Err(Class::Space) => {
                space |= SPACE;
                at += 1;
                continue;
            }
            Err(Class::Newline) => {
                space |= if space & NEWLINE != 0 { PARAGRAPH | SPACE } else { NEWLINE | SPACE };
                at += 1;
                continue;
            }
            Err(Class::Letter) => word(text, bytes, at, space, &mut undotted, tokens),
            Err(Class::Digit) => {
                let more = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
                (token(at, at + more, Kind::Number, space), 0)
            }
            Err(Class::Other) => match if byte == b'\'' { clitic(bytes, at, tokens, space) } else { None } {
                Some(end) => keyed(text, token(at, end, Kind::Word, space)),
                None => {
                    let last = if matches!(byte, b'.' | b'?' | b'!') { FINAL } else { 0 };
                    (token(at, at + 1, Kind::Punct, space | last), u64::from(byte))
                }
            },
            Err(Class::High) => {
                let c = text[at..].chars().next().unwrap_or('\u{fffd}');
                if c.is_whitespace() {
                    space |= if matches!(c, '\u{2028}') { NEWLINE | SPACE } else { SPACE };
                    space |= if c == '\u{2029}' { PARAGRAPH | NEWLINE | SPACE } else { 0 };
                    at += c.len_utf8();
                    continue;
                }
                if is_invisible(c) {
                    at += c.len_utf8();
                    continue;
                }
                if c.is_alphabetic() {
                    word(text, bytes, at, space, &mut undotted, tokens)
                } else if let Some(end) = clitic(bytes, at, tokens, space) {
                    (token(at, end, Kind::Word, 0), key::NOT_ASCII)
                } else {
                    let last = if c == '…' { FINAL } else { 0 };
                    (token(at, at + c.len_utf8(), Kind::Punct, space | last), key::NOT_ASCII)
                }
            }
        };
        space = 0;
        at = token.end as usize;
        tokens.push(token);
        each(&token, key);
    }
}

#[inline]
fn token(start: usize, end: usize, kind: Kind, flags: u8) -> Token {
    Token { start: start as u32, end: end as u32, kind, flags }
}

/// A token with its key.
fn keyed(text: &str, token: Token) -> (Token, u64) {
    (token, key::of_token(text.as_bytes(), token.start as usize, token.end as usize))
}

/// The word that begins with the ASCII letter at `at`, if it has at most fifteen letters and nothing behind them that could
/// belong to it: told by one load or two, and nearly all words are such.
#[inline(always)]
fn plain_word(bytes: &[u8], at: usize, space: u8) -> Option<(Token, u64)> {
    let head = key::chunk(bytes, at)?;
    let others = key::others(head);
    let (count, next, small, key) = if others == 0 {
        let more = key::chunk(bytes, at + 8)?;
        let others = key::others(more);
        if others == 0 {
            return None;
        }
        let count = others.trailing_zeros() / 8;
        let tail = key::chunk(bytes, at + count as usize)?;
        let small = (head | more & key::below(count)) & key::SMALL;
        let key = key::of_letters(head, tail, 8 + count as usize);
        (8 + count, (more >> (8 * count)) as u8, small, key)
    } else {
        let count = others.trailing_zeros() / 8;
        let letters = key::below(count);
        (count, (head >> (8 * count)) as u8, head & letters & key::SMALL, (head | key::SMALL) & letters)
    };
    if next >= 0x80 || next == b'\'' || (next == b'.' && count == 1) {
        return None;
    }
    let flags = space | case(head as u8, small != 0, count > 1);
    Some((token(at, at + count as usize, Kind::Word, flags), key))
}

/// Any word that begins at `at`, behind the tokens that are there. Before `undotted` no dotted abbreviation begins.
#[inline(never)]
fn word(
    text: &str,
    bytes: &[u8],
    at: usize,
    space: u8,
    undotted: &mut usize,
    tokens: &[Token],
) -> (Token, u64) {
    // Only from a negation is a word parted inside its letters.
    if let Some(end) = negation(bytes, at)
        .filter(|_| tokens.last().is_some_and(|t| t.end as usize == at && t.kind == Kind::Word))
    {
        return keyed(text, token(at, end, Kind::Word, 0));
    }
    let (mut end, small) = ascii_letters(bytes, at);
    let mut ascii = true;
    if bytes.get(end).is_some_and(|b| !b.is_ascii()) {
        let further = letters(text, bytes, end);
        ascii = further == end;
        end = further;
    }
    let mut flags = space;
    flags |= if ascii { case(bytes[at], small, end > at + 1) } else { case_of(&text[at..end]) };
    if ascii && end == at + 1 {
        if at >= *undotted {
            match dotted(bytes, at) {
                Ok(dotted) => {
                    let last = if bytes[dotted - 1] == b'.' { FINAL } else { 0 };
                    return keyed(text, token(at, dotted, Kind::Word, flags | last));
                }
                Err(looked_to) => *undotted = looked_to,
            }
        }
        if matches!(bytes[at], b'o' | b'O')
            && let Some(quote) = apostrophe(bytes, end)
            && bytes.len() >= end + quote + 5
            && bytes[end + quote..end + quote + 5].eq_ignore_ascii_case(b"clock")
        {
            end += quote + 5;
            let small = bytes[at..end].iter().any(u8::is_ascii_lowercase);
            flags = space | case(bytes[at], small, true);
        }
    }
    // "didn't": the n belongs to the negation.
    if end - at > 2 && negation(bytes, end - 1).is_some() {
        end -= 1;
    }
    keyed(text, token(at, end, Kind::Word, flags))
}

/// Soft hyphen, zero-width characters, byte-order mark: nothing on the page.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// "n't": where the negation ends that begins at `at`.
fn negation(bytes: &[u8], at: usize) -> Option<usize> {
    if !matches!(bytes[at], b'n' | b'N') {
        return None;
    }
    let end = at + 1 + apostrophe(bytes, at + 1)? + 1;
    let letter = |b: &u8| CLASS[*b as usize] == Class::Letter;
    (matches!(bytes.get(end - 1), Some(b't' | b'T')) && !bytes.get(end).is_some_and(letter)).then_some(end)
}

/// Where the run of ASCII letters ends, and whether one of them is small. Eight bytes at a time: a loop over single bytes
/// costs a wrong guess of the processor at the end of nearly every word.
fn ascii_letters(bytes: &[u8], at: usize) -> (usize, bool) {
    let (mut end, mut small) = (at, false);
    while let Some(chunk) = key::chunk(bytes, end) {
        let count = key::others(chunk).trailing_zeros() / 8;
        small |= chunk & key::below(count) & key::SMALL != 0;
        end += count as usize;
        if count < 8 {
            return (end, small);
        }
    }
    while let Some(b) = bytes.get(end).filter(|b| b.is_ascii_alphabetic()) {
        small |= b.is_ascii_lowercase();
        end += 1;
    }
    (end, small)
}

/// Where the run of letters of any script ends.
fn letters(text: &str, bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    while end < bytes.len() {
        match CLASS[bytes[end] as usize] {
            Class::Letter => end += 1,
            Class::High => match text[end..].chars().next() {
                Some(c) if c.is_alphabetic() || is_combining(c) || c == '\u{ad}' => end += c.len_utf8(),
                _ => break,
            },
            _ => break,
        }
    }
    end
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// "U.S.", "a.m.", "p.m": where the single letters with dots between them end. If they are no abbreviation, the error
/// tells how far was looked: no later one of these letters begins one either.
fn dotted(bytes: &[u8], at: usize) -> Result<usize, usize> {
    let letter = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_alphabetic);
    let mut end = at + 1;
    while bytes.get(end) == Some(&b'.') && letter(end + 1) && !letter(end + 2) {
        end += 2;
    }
    if end == at + 1 || bytes.get(end).is_some_and(|b| CLASS[*b as usize] == Class::Digit) {
        return Err(end);
    }
    Ok(if bytes.get(end) == Some(&b'.') { end + 1 } else { end })
}

/// The length of an apostrophe at `at`, straight or typographic.
fn apostrophe(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at)? {
        b'\'' => Some(1),
        0xe2 if bytes.get(at + 1..at + 3) == Some(&[0x80, 0x99]) => Some(3),
        _ => None,
    }
}

/// "'s", "'re", "'ll" after a word: where the clitic that begins at `at` ends.
fn clitic(bytes: &[u8], at: usize, tokens: &[Token], space: u8) -> Option<usize> {
    let last = tokens.last()?;
    if space != 0 || last.end as usize != at {
        return None;
    }
    // "Corp.'s": the stop belongs to the word before it.
    let stop = last.kind == Kind::Punct;
    if stop && !(bytes[at - 1] == b'.' && last.glued() && tokens.iter().rev().nth(1)?.kind == Kind::Word) {
        return None;
    }
    let from = at + apostrophe(bytes, at)?;
    let mut end = from;
    while end < bytes.len() && bytes[end].is_ascii_alphabetic() {
        end += 1;
    }
    let known = [&b"s"[..], b"re", b"ve", b"ll", b"d", b"m"];
    let known = if stop { &known[..1] } else { &known[..] };
    known.iter().any(|c| bytes[from..end].eq_ignore_ascii_case(c)).then_some(end)
}

/// The flags of a word of ASCII letters: its first byte, whether any letter is small, whether there are several.
#[inline]
fn case(first: u8, small: bool, several: bool) -> u8 {
    let capital = first & 0x20 == 0;
    let upper = capital & !small & several;
    (u8::from(capital) * CAPITAL) | (u8::from(upper) * UPPER)
}

/// The flags of a word in any script.
fn case_of(word: &str) -> u8 {
    let mut chars = word.chars();
    if !chars.next().is_some_and(char::is_uppercase) {
        return 0;
    }
    let mut rest = chars.peekable();
    let upper = rest.peek().is_some() && rest.all(|c| !c.is_lowercase());
    CAPITAL | if upper { UPPER } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        scan(text, 0, text.len(), &mut tokens);
        tokens.iter().map(|t| t.text(text)).collect()
    }

    #[test]
    fn splits_letters_from_digits() {
        assert_eq!(words("the 3rd at 5pm, 1990s"), ["the", "3", "rd", "at", "5", "pm", ",", "1990", "s"]);
    }

    #[test]
    fn keeps_dotted_abbreviations_whole() {
        assert_eq!(words("U.S. at 9 a.m. in D.C"), ["U.S.", "at", "9", "a.m.", "in", "D.C"]);
        assert_eq!(words("plan B. Then"), ["plan", "B", ".", "Then"]);
        assert_eq!(words("a.b.c1 a.b"), ["a", ".", "b", ".", "c", "1", "a.b"]);
    }

    #[test]
    fn splits_contractions_as_the_treebanks_do() {
        assert_eq!(
            words("can't won’t it's Thursday’s o'clock"),
            ["ca", "n't", "wo", "n’t", "it", "'s", "Thursday", "’s", "o'clock"]
        );
        assert_eq!(words("the '90s and 'twas"), ["the", "'", "90", "s", "and", "'", "twas"]);
    }

    #[test]
    fn tells_case_and_space() {
        let text = "May\n\nNATO met";
        let mut tokens = Vec::new();
        scan(text, 0, text.len(), &mut tokens);
        assert!(tokens[0].has(CAPITAL) && !tokens[0].has(UPPER));
        assert!(tokens[1].has(UPPER) && tokens[1].has(PARAGRAPH));
        assert!(!tokens[2].glued());
    }

    #[test]
    fn words_of_any_length_and_script_end_where_their_letters_do() {
        assert_eq!(
            words("internationalisation naïve Übergröße—or café’s X"),
            ["internationalisation", "naïve", "Übergröße", "—", "or", "café", "’s", "X"]
        );
        let text = "UNITED UNITEd ÉTÉ A Internationalisation";
        let mut tokens = Vec::new();
        scan(text, 0, text.len(), &mut tokens);
        let flags: Vec<u8> = tokens.iter().map(|t| t.flags & (CAPITAL | UPPER)).collect();
        assert_eq!(flags, [CAPITAL | UPPER, CAPITAL, CAPITAL | UPPER, CAPITAL, CAPITAL]);
    }
}

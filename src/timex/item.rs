//! Items: what the grammar matches on. Tokens and lexicon ids in, items out.
//!
//! An item is a token, a number phrase ("two hundred and five", "1,200", "3rd", "2 1/2"), or an expression that an
//! earlier level of the grammar gave. Only stretches of tokens are made into items that a match may lie in.

use super::grammar::Grammar;
use super::number::Numbers;
use crate::pack::{Gloss, Lexicon, traits};
use crate::text::{Kind, Token};

/// Shapes a number can have; one number has several.
pub(crate) mod shape {
    /// A whole number, in digits or words.
    pub(crate) const INT: u32 = 1;
    /// Any number, fractions too.
    pub(crate) const NUM: u32 = 1 << 1;
    /// Plain digits, no separators.
    pub(crate) const DIGITS: u32 = 1 << 2;
    /// One or two digits, 1 to 31.
    pub(crate) const DOM: u32 = 1 << 3;
    /// One or two digits, 1 to 12.
    pub(crate) const MON: u32 = 1 << 4;
    /// One or two digits, 0 to 24.
    pub(crate) const HOUR: u32 = 1 << 5;
    /// Two digits, 00 to 59.
    pub(crate) const SIXTY: u32 = 1 << 6;
    /// Four digits, 1000 to 2999.
    pub(crate) const YEAR4: u32 = 1 << 7;
    /// Two digits.
    pub(crate) const YY: u32 = 1 << 8;
    /// Three digits.
    pub(crate) const THREE: u32 = 1 << 9;
    /// In words.
    pub(crate) const WORDS: u32 = 1 << 10;
    /// An ordinal.
    pub(crate) const ORD: u32 = 1 << 11;
    /// An ordinal up to 31.
    pub(crate) const ORDDOM: u32 = 1 << 12;
    /// A year in words: "nineteen eighty-four", "two thousand and six".
    pub(crate) const YEARWORDS: u32 = 1 << 13;
    /// Eight digits that are a date: 20170525.
    pub(crate) const YMD8: u32 = 1 << 14;
    /// Four digits that are a clock time: 0600, 1745.
    pub(crate) const HHMM: u32 = 1 << 15;
    /// One to four digits.
    pub(crate) const YEAR: u32 = 1 << 16;
    /// A word for 1 to 12.
    pub(crate) const HOURWORD: u32 = 1 << 17;
    /// Words for 1 to 59.
    pub(crate) const SIXTYWORD: u32 = 1 << 18;
    /// Six digits that are a year and a month or a date.
    pub(crate) const SIX: u32 = 1 << 19;
    /// Two digits of which the first is 0: never a count.
    pub(crate) const PADDED: u32 = 1 << 20;
    /// A decimal number with a point.
    pub(crate) const DECIMAL: u32 = 1 << 21;
    /// Four digits that are rather a year than an amount: 1500 to 2100.
    pub(crate) const YEARLIKE: u32 = 1 << 22;

    /// Two words for 21 to 31: a day of the month, hardly a count.
    pub(crate) const DOMWORDS: u32 = 1 << 23;
    /// A year in two halves, "nineteen | eighty-four": nothing else is counted like that.
    pub(crate) const YEARPAIR: u32 = 1 << 24;

    /// The shape that a pattern's `@name` asks for.
    pub(crate) fn named(name: &str) -> Option<u32> {
        Some(match name {
            "int" => INT,
            "num" => NUM,
            "digits" => DIGITS,
            "dom" => DOM,
            "mon" => MON,
            "hour" => HOUR,
            "sixty" => SIXTY,
            "year4" => YEAR4,
            "yy" => YY,
            "three" => THREE,
            "words" => WORDS,
            "ord" => ORD,
            "orddom" => ORDDOM,
            "yearwords" => YEARWORDS,
            "ymd8" => YMD8,
            "hhmm" => HHMM,
            "year" => YEAR,
            "hourword" => HOURWORD,
            "sixtyword" => SIXTYWORD,
            "six" => SIX,
            "padded" => PADDED,
            "decimal" => DECIMAL,
            "yearlike" => YEARLIKE,
            "domwords" => DOMWORDS,
            "yearpair" => YEARPAIR,
            _ => return None,
        })
    }
}

/// One unit of matching.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Item {
    /// First token.
    pub(crate) first: u32,
    /// One past the last token.
    pub(crate) last: u32,
    /// Lexicon id of a single word, 0 if it is not in the lexicon or there are several tokens.
    pub(crate) lex: u32,
    /// Shapes, if it is a number.
    pub(crate) shape: u32,
    /// Its number.
    pub(crate) number: f64,
    /// Index into the sentence's expressions plus one, if it is one.
    pub(crate) given: u32,
    /// The first token's flags.
    pub(crate) flags: u8,
    /// What the automata know it by: its set of tests.
    pub(crate) symbol: u32,
}

/// Most tokens neither are digits nor begin a number in words, a phrase or an address; "½" is not ASCII.
const SPECIAL: u32 = traits::DIGITS | traits::NUMBER | traits::PHRASE | traits::ADDRESS | traits::NOT_ASCII;

/// Where the first stretch of a sentence begins that a match may lie in: tokens that all pass some test, one of which a
/// match may hang on. No match reaches beyond a word that passes none, so most of a sentence need not be looked at.
pub(crate) fn next_stretch(sentence: &[Gloss]) -> Option<usize> {
    let (mut start, mut hangs, mut before) = (0, 0, 0);
    for (at, gloss) in sentence.iter().enumerate() {
        let traits = gloss.traits;
        let phrase = before << TO_SECOND & traits & traits::SECOND;
        let bits = traits & (traits::PASSES | traits::ANCHOR) | phrase >> TO_ANCHOR;
        before = traits;
        // Where stretches end cannot be foretold: only the end of one that counts is a branch.
        let ends = bits == 0;
        if ends & (hangs != 0) {
            return Some(start);
        }
        start = if ends { at + 1 } else { start };
        hangs |= bits & traits::ANCHOR;
    }
    (hangs != 0).then_some(start)
}

/// From the bit of a phrase's first word to that of its second, and from that to the bit of an anchor.
const TO_SECOND: u32 = traits::SECOND.trailing_zeros() - traits::PHRASE.trailing_zeros();
const TO_ANCHOR: u32 = traits::SECOND.trailing_zeros() - traits::ANCHOR.trailing_zeros();

/// Turns tokens into items, after those that are there, from the beginning of the range to the first word that passes no
/// test; gives where that stands. The symbol of a number is left to the caller, who gets the places of numbers in `numbers`.
pub(crate) fn build(
    text: &str,
    tokens: &[Token],
    glosses: &[Gloss],
    range: std::ops::Range<usize>,
    (lexicon, grammar): (&Lexicon, &Grammar),
    items: &mut Vec<Item>,
    numbers: &mut Vec<u32>,
) -> usize {
    let cx = Numbers { text, tokens, glosses, lexicon, end: range.end };
    let plain = |at: usize, token: Token, lex: u32| Item {
        first: at as u32,
        last: at as u32 + 1,
        lex,
        shape: 0,
        number: 0.0,
        given: 0,
        flags: token.flags,
        symbol: grammar.word_symbols.get(lex as usize).copied().unwrap_or(0),
    };
    let mut at = range.start;
    let mut opaque = false;
    while at < range.end {
        let (token, gloss) = (tokens[at], glosses[at]);
        let special = gloss.traits & SPECIAL;
        if special == 0 && !opaque {
            if gloss.traits & traits::PASSES == 0 {
                break;
            }
            items.push(plain(at, token, gloss.id));
            at += 1;
            continue;
        }
        if opaque && token.glued() {
            items.push(plain(at, token, 0));
            at += 1;
            continue;
        }
        opaque = special & traits::ADDRESS != 0 && begins_address(text, tokens, at, range.end);
        if opaque {
            items.push(plain(at, token, 0));
            at += 1;
            continue;
        }
        if special & traits::PHRASE != 0
            && let Some((count, id)) = lexicon.phrase(&glosses[at..range.end])
        {
            items.push(Item { last: (at + count) as u32, ..plain(at, token, id) });
            at += count;
            continue;
        }
        let number = special & (traits::DIGITS | traits::NUMBER | traits::NOT_ASCII) != 0;
        if let Some(number) = if number { cx.number(at) } else { None } {
            let single = number.end == at + 1;
            numbers.push(items.len() as u32);
            items.push(Item {
                first: at as u32,
                last: number.end as u32,
                lex: if single { gloss.id } else { 0 },
                shape: number.shape,
                number: number.value,
                given: 0,
                flags: token.flags,
                symbol: 0,
            });
            at = number.end;
        } else {
            items.push(plain(at, token, gloss.id));
            at += 1;
        }
    }
    at
}

/// "http://...", "www....", "@name": nothing in there is a date.
fn begins_address(text: &str, tokens: &[Token], at: usize, end: usize) -> bool {
    let word = tokens[at].text(text);
    let next = |n: usize| tokens.get(at + n).filter(|t| at + n < end && t.glued()).map(|t| t.text(text));
    match word {
        "http" | "https" | "ftp" => next(1) == Some(":") && next(2) == Some("/"),
        "www" => next(1) == Some("."),
        "@" => tokens.get(at + 1).is_some_and(|t| at + 1 < end && t.glued() && t.kind == Kind::Word),
        _ => false,
    }
}

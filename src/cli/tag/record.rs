//! A JSON line in, the record out that `annals tag` reads: id, text, date, kind of text.
//!
//! Most of a line is its text, which is found first and then unescaped in one go into memory that the worker keeps: a
//! general parser makes a string of its own for each document, which grows piece by piece. What that short way cannot
//! read goes through the parser, which also says what is wrong.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::article::{Stamp, parse_stamp};
use crate::resolve::Domain;

/// What a line asks for.
pub(super) struct Document<'l> {
    /// JSON as it stands in the line.
    pub(super) id: Option<&'l str>,
    pub(super) text: Cow<'l, str>,
    /// Its date.
    pub(super) stamp: Option<Stamp>,
    /// The kind of text; none, if it is to be found.
    pub(super) domain: Option<Domain>,
}

impl<'l> Document<'l> {
    /// Reads a line, or says what is wrong with it. `published` is the user's date, which goes before the record's;
    /// `buffer` is for the text.
    pub(super) fn read(
        line: &'l [u8],
        published: Option<Stamp>,
        buffer: &'l mut String,
    ) -> Result<Self, String> {
        let record = Record::read(line, buffer)
            .map_err(|e| format!("{e}; each line must be a JSON object with \"id\", \"text\" and \"dct\""))?;
        let stamp = match record.dct.as_deref().or(record.published.as_deref()) {
            Some(date) if published.is_none() => Some(parse_stamp(date).map_err(|e| e.to_string())?),
            _ => published,
        };
        let domain = match record.domain.as_deref() {
            None | Some("auto") => None,
            Some("news") => Some(Domain::News),
            Some("narrative") => Some(Domain::Narrative),
            Some("colloquial") => Some(Domain::Colloquial),
            Some(other) => {
                return Err(format!("no domain \"{other}\"; write auto, news, narrative or colloquial"));
            }
        };
        Ok(Self { id: record.id.map(RawValue::get), text: record.text, stamp, domain })
    }
}

/// A line as others write it; other keys are passed over.
#[derive(Deserialize)]
struct Record<'l, T> {
    #[serde(borrow, default)]
    id: Option<&'l RawValue>,
    #[serde(bound(deserialize = "T: Deserialize<'de>"))]
    text: T,
    #[serde(borrow, default)]
    dct: Option<Cow<'l, str>>,
    #[serde(borrow, default)]
    published: Option<Cow<'l, str>>,
    #[serde(borrow, default)]
    domain: Option<Cow<'l, str>>,
}

impl<'l> Record<'l, Cow<'l, str>> {
    fn read(line: &'l [u8], buffer: &'l mut String) -> serde_json::Result<Self> {
        let Ok(raw) = serde_json::from_slice::<Record<'l, &'l RawValue>>(line) else {
            return serde_json::from_slice(line);
        };
        match unescaped(raw.text.get(), buffer) {
            Some(text) => {
                let Record { id, dct, published, domain, .. } = raw;
                Ok(Record { id, text: Cow::Borrowed(text), dct, published, domain })
            }
            None => serde_json::from_slice(line),
        }
    }
}

/// The text of a JSON string, which is well-formed but for halves of surrogate pairs. `None` for those, and for what is no
/// string.
fn unescaped<'l>(json: &'l str, buffer: &'l mut String) -> Option<&'l str> {
    let mut rest = json.strip_prefix('"')?.strip_suffix('"')?;
    let Some(mut escape) = memchr::memchr(b'\\', rest.as_bytes()) else { return Some(rest) };
    buffer.clear();
    buffer.reserve(rest.len());
    loop {
        buffer.push_str(&rest[..escape]);
        let mut chars = rest[escape + 1..].chars();
        let c = match chars.next()? {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'u' => by_number(&mut chars)?,
            // A quotation mark, a slash, a backslash.
            itself => itself,
        };
        buffer.push(c);
        rest = chars.as_str();
        match memchr::memchr(b'\\', rest.as_bytes()) {
            Some(next) => escape = next,
            None => break,
        }
    }
    buffer.push_str(rest);
    Some(buffer)
}

/// The character of `\uXXXX`, or of two of them, behind the first `\u`.
fn by_number(chars: &mut std::str::Chars<'_>) -> Option<char> {
    let first = hex(chars)?;
    if !(0xd800..0xdc00).contains(&first) {
        return char::from_u32(first);
    }
    let second = chars.as_str().strip_prefix("\\u")?;
    *chars = second.chars();
    let second = hex(chars).filter(|low| (0xdc00..0xe000).contains(low))?;
    char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00))
}

fn hex(chars: &mut std::str::Chars<'_>) -> Option<u32> {
    let digits = chars.as_str().get(..4)?;
    *chars = chars.as_str()[4..].chars();
    u32::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_parser_reads() {
        for text in [
            r#""""#,
            r#""plain""#,
            r#""a\nb\\c\"d\/e\tf\rg\bh\fi""#,
            r#""\u00e9t\u00C9 \ud83d\ude00.""#,
            r#""\ud83d""#,
            r#""\ud83dx""#,
            r#""\ude00\ud83d""#,
            r#""é\u0301""#,
            "7",
            "null",
        ] {
            let line =
                format!("{{\"id\": [1, 2], \"text\": {text}, \"dct\": \"2020-01-01\", \"more\": {{}}}}");
            let mut buffer = String::from("left over");
            let read = Record::read(line.as_bytes(), &mut buffer);
            match serde_json::from_str::<Record<'_, Cow<'_, str>>>(&line) {
                Ok(parsed) => {
                    let read = read.unwrap();
                    assert_eq!(read.text, parsed.text, "{line}");
                    assert_eq!(read.id.unwrap().get(), "[1, 2]");
                    assert_eq!(read.dct.as_deref(), Some("2020-01-01"));
                }
                Err(e) => assert_eq!(read.err().map(|e| e.to_string()), Some(e.to_string()), "{line}"),
            }
        }
    }
}

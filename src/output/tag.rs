//! The lines of `annals tag`: a document's expressions in, one JSON line out, offsets in characters.
//!
//! Written by hand into a byte buffer, field after field: this is the hot path of large corpora, and a tree of JSON
//! values in between would cost more than the tagging.

use std::io::Write as _;

use crate::analysis::Timex;
use crate::events::{Trigger, TriggerDate};
use crate::extract::Tagged;
use crate::timeline::{Class, Status};

/// Appends the line of a document. `id` is JSON already.
pub fn write(id: &str, text: &str, tagged: &Tagged, events: bool, out: &mut Vec<u8>) {
    let mut chars = Chars::new(text);
    put(out, &["{\"id\":", id, ",\"timexes\":["]);
    for (n, t) in tagged.timexes.iter().enumerate() {
        if n > 0 {
            out.push(b',');
        }
        span(chars.of(t.start), chars.of(t.end), &text[t.start..t.end], out);
        let r = &t.resolved;
        put(out, &[",\"type\":\"", r.kind.as_str(), "\",\"value\":"]);
        string(&r.value, out);
        if let Some(modifier) = r.modifier {
            put(out, &[",\"mod\":\"", modifier.as_str(), "\""]);
        }
        if let Some(quant) = r.quant {
            put(out, &[",\"quant\":\"", quant, "\""]);
        }
        if let Some(freq) = &r.freq {
            put(out, &[",\"freq\":"]);
            string(freq, out);
        }
        put(out, &[",\"confidence\":"]);
        hundredths(r.confidence, out);
        out.push(b'}');
    }
    out.push(b']');
    if events {
        out.extend_from_slice(b",\"events\":[");
        let published = tagged.published.map(|date| date.to_string());
        for (n, event) in tagged.events.iter().enumerate() {
            if n > 0 {
                out.push(b',');
            }
            span(chars.of(event.start), chars.of(event.end), &text[event.start..event.end], out);
            write_event(event, &tagged.timexes, published.as_deref(), out);
        }
        out.push(b']');
    }
    out.extend_from_slice(b"}\n");
}

/// What expressions and events begin with: their place and their words.
fn span(start: usize, end: usize, words: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"start\":");
    number(start, out);
    out.extend_from_slice(b",\"end\":");
    number(end, out);
    out.extend_from_slice(b",\"text\":");
    string(words, out);
}

fn write_event(event: &Trigger, timexes: &[Timex], published: Option<&str>, out: &mut Vec<u8>) {
    out.extend_from_slice(class(event.class).as_bytes());
    let (value, timex) = match event.date {
        Some(TriggerDate::Timex(index)) => {
            let timex = timexes.get(index);
            (timex.map(|t| t.resolved.value.as_str()), timex.map(|_| index))
        }
        Some(TriggerDate::Published) => (published, None),
        None => (None, None),
    };
    match value {
        Some(value) => string(value, out),
        None => out.extend_from_slice(b"null"),
    }
    out.extend_from_slice(status(event.status).as_bytes());
    match timex {
        Some(timex) => number(timex, out),
        None => out.extend_from_slice(b"null"),
    }
    out.push(b'}');
}

macro_rules! field {
    ($before:literal, $value:expr, $after:literal, $type:ident { $($variant:ident = $written:literal,)* }) => {
        match $value { $($type::$variant => concat!($before, $written, $after),)* }
    };
}

/// The field of a class, up to the next value: one piece to be copied.
fn class(class: Class) -> &'static str {
    field!(",\"class\":\"", class, "\",\"date\":", Class {
        Occurrence = "OCCURRENCE",
        Reporting = "REPORTING",
        Perception = "PERCEPTION",
        Aspectual = "ASPECTUAL",
        IAction = "I_ACTION",
        IState = "I_STATE",
        State = "STATE",
    })
}

/// The field of a status, up to the next value.
fn status(status: Status) -> &'static str {
    field!(",\"status\":\"", status, "\",\"timex\":", Status {
        Occurred = "occurred",
        Ongoing = "ongoing",
        Planned = "planned",
        Recurring = "recurring",
        Conditional = "conditional",
        Denied = "denied",
        Cancelled = "cancelled",
    })
}

/// Appends the line that takes the place of a document that could not be read.
pub fn write_error(id: Option<&str>, line: Option<usize>, message: &str, out: &mut Vec<u8>) {
    match (id, line) {
        (Some(id), _) => {
            let _ = write!(out, "{{\"id\":{id},\"error\":");
        }
        (None, Some(line)) => {
            let _ = write!(out, "{{\"line\":{line},\"error\":");
        }
        (None, None) => out.extend_from_slice(b"{\"error\":"),
    }
    string(message, out);
    out.extend_from_slice(b"}\n");
}

fn put(out: &mut Vec<u8>, parts: &[&str]) {
    for part in parts {
        out.extend_from_slice(part.as_bytes());
    }
}

fn number(number: usize, out: &mut Vec<u8>) {
    let (mut digits, mut at, mut rest) = ([0u8; 20], 20, number);
    while rest >= 100 {
        at -= 2;
        digits[at..at + 2].copy_from_slice(&PAIRS[rest % 100]);
        rest /= 100;
    }
    if rest >= 10 {
        at -= 2;
        digits[at..at + 2].copy_from_slice(&PAIRS[rest]);
    } else {
        at -= 1;
        digits[at] = b'0' + rest as u8;
    }
    out.extend_from_slice(&digits[at..]);
}

/// The numbers below 100 with two digits each: half as many divisions.
const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[0; 2]; 100];
    let mut n = 0;
    while n < pairs.len() {
        pairs[n] = [b'0' + (n / 10) as u8, b'0' + (n % 10) as u8];
        n += 1;
    }
    pairs
};

/// A confidence with two decimals.
fn hundredths(value: f32, out: &mut Vec<u8>) {
    // Exact: 24 bits times 100 fit a double.
    let scaled = f64::from(value) * 100.0;
    let below = scaled.floor();
    if !(0.0..1000.0).contains(&scaled) || scaled - below == 0.5 {
        // Out of the ordinary, or a tie: as the standard library rounds it.
        let _ = write!(out, "{value:.2}");
        return;
    }
    let count = below as usize + usize::from(scaled - below > 0.5);
    number(count / 100, out);
    out.extend_from_slice(&[b'.', b'0' + (count / 10 % 10) as u8, b'0' + (count % 10) as u8]);
}

fn string(s: &str, out: &mut Vec<u8>) {
    if is_plain(s.as_bytes()) {
        out.push(b'"');
        out.extend_from_slice(s.as_bytes());
        out.push(b'"');
    } else {
        // Writing a string into memory cannot fail.
        let _ = serde_json::to_writer(&mut *out, s);
    }
}

/// Whether nothing in a string must be written otherwise in JSON. Eight bytes at a time: the texts are short.
fn is_plain(s: &[u8]) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    // The highest bit of every byte that is below `limit`, and of some above one that is: it serves to tell whether
    // there are any.
    let below = |word: u64, limit: u64| word.wrapping_sub(limit * ONES) & !word & HIGH;
    let is = |word: u64, byte: u8| below(word ^ (u64::from(byte) * ONES), 1);
    let special = |word: u64| below(word, 0x20) | is(word, b'"') | is(word, b'\\');
    let (chunks, rest) = s.as_chunks();
    let last = match (s.last_chunk::<8>(), s.first_chunk::<4>(), s.last_chunk::<4>()) {
        (Some(last), ..) => u64::from_le_bytes(*last),
        (None, Some(first), Some(last)) => {
            u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32
        }
        // Filled up with what is not special.
        _ => rest.iter().fold(u64::MAX, |word, b| word << 8 | u64::from(*b)),
    };
    chunks.iter().fold(special(last), |any, chunk| any | special(u64::from_le_bytes(*chunk))) == 0
}

/// Byte offsets to character offsets, going forward; a step back starts anew.
struct Chars<'t> {
    text: &'t [u8],
    /// Whether a byte is a character.
    ascii: bool,
    at: usize,
    count: usize,
}

impl<'t> Chars<'t> {
    fn new(text: &'t str) -> Self {
        Self { text: text.as_bytes(), ascii: text.is_ascii(), at: 0, count: 0 }
    }

    fn of(&mut self, byte: usize) -> usize {
        if self.ascii {
            return byte;
        }
        if byte < self.at {
            (self.at, self.count) = (0, 0);
        }
        self.count += count(&self.text[self.at..byte]);
        self.at = byte;
        self.count
    }
}

/// How many characters begin in a stretch of UTF-8: those bytes count that do not go on with one, eight at a time.
fn count(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let (chunks, rest) = bytes.as_chunks();
    let goes_on = |chunk: &[u8; 8]| {
        let word = u64::from_le_bytes(*chunk);
        // The highest bit set, the next not; the sum of all bytes comes to stand in the highest.
        ((word >> 7 & !(word >> 6) & ONES).wrapping_mul(ONES) >> 56) as usize
    };
    let inside: usize = chunks.iter().map(goes_on).sum();
    bytes.len() - inside - rest.iter().filter(|b| (**b as i8) < -0x40).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_as_the_standard_library_does() {
        let text = "Zürich—naïve ’tis 日本語 \u{1F600} end of a text that is longer than eight bytes";
        for (at, _) in text.char_indices() {
            assert_eq!(count(&text.as_bytes()[..at]), text[..at].chars().count());
            assert_eq!(count(&text.as_bytes()[at..]), text[at..].chars().count());
        }
    }

    #[test]
    fn every_byte_that_json_escapes_is_found_wherever_it_stands() {
        for b in 0..=255 {
            for at in 0..12 {
                let mut bytes = [b'a'; 12];
                bytes[at] = b;
                let plain = b >= b' ' && b != b'"' && b != b'\\';
                assert_eq!(is_plain(&bytes[..=at]), plain, "{b} at {at}");
                assert_eq!(is_plain(&bytes), plain, "{b} at {at}");
            }
        }
        assert!(is_plain(b""));
    }

    #[test]
    fn fields_are_spelt_as_elsewhere() {
        for c in crate::events::model::CLASSES {
            assert_eq!(class(c), format!(",\"class\":\"{}\",\"date\":", c.as_str()));
        }
        use Status::{Cancelled, Conditional, Denied, Occurred, Ongoing, Planned, Recurring};
        for s in [Occurred, Ongoing, Planned, Recurring, Conditional, Denied, Cancelled] {
            assert_eq!(status(s), format!(",\"status\":\"{}\",\"timex\":", s.as_str()));
        }
    }

    #[test]
    fn numbers_are_written_as_the_standard_library_does() {
        for n in 0..=2000u16 {
            let value = f32::from(n) / 1999.0;
            for value in [value, f32::from(n) / 8.0] {
                let mut out = Vec::new();
                hundredths(value, &mut out);
                assert_eq!(String::from_utf8(out).unwrap(), format!("{value:.2}"));
            }
        }
        for n in (0..1100).chain([9999, 10_000, 1_234_567_890, usize::MAX]) {
            let mut out = Vec::new();
            number(n, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), n.to_string());
        }
    }
}

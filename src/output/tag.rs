//! The lines of `annals tag`: a document's expressions in, one JSON line out, offsets in characters.
//!
//! Written by hand into a byte buffer, field after field: this is the hot path of large corpora, and a tree of JSON
//! values in between would cost more than the tagging.

use std::io::Write as _;

use crate::events::Trigger;
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
        put(out, &[",\"events\":["]);
        for (n, event) in tagged.events.iter().enumerate() {
            if n > 0 {
                out.push(b',');
            }
            span(chars.of(event.start), chars.of(event.end), &text[event.start..event.end], out);
            write_event(event, tagged, out);
        }
        out.push(b']');
    }
    put(out, &["}\n"]);
}

/// What expressions and events begin with: their place and their words.
fn span(start: usize, end: usize, words: &str, out: &mut Vec<u8>) {
    put(out, &["{\"start\":"]);
    number(start, out);
    put(out, &[",\"end\":"]);
    number(end, out);
    put(out, &[",\"text\":"]);
    string(words, out);
}

fn write_event(event: &Trigger, tagged: &Tagged, out: &mut Vec<u8>) {
    put(out, &[class(event.class)]);
    match &event.date {
        Some(date) => string(&date.value, out),
        None => put(out, &["null"]),
    }
    put(out, &[status(event.status)]);
    match event.date.as_ref().and_then(|d| d.timex).filter(|t| *t < tagged.timexes.len()) {
        Some(timex) => number(timex, out),
        None => put(out, &["null"]),
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
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

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
    // No branch a byte: the texts are short.
    if s.bytes().fold(false, |any, b| any | (b < b' ') | (b == b'"') | (b == b'\\')) {
        // Writing a string into memory cannot fail.
        let _ = serde_json::to_writer(&mut *out, s);
    } else {
        put(out, &["\"", s, "\""]);
    }
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
        // A character is counted at its first byte.
        self.count += self.text[self.at..byte].iter().filter(|b| (**b as i8) >= -0x40).count();
        self.at = byte;
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        for n in [0, 9, 10, 1234567890, usize::MAX] {
            let mut out = Vec::new();
            number(n, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), n.to_string());
        }
    }
}

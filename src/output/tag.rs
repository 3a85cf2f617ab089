//! The lines of `annals tag`: a document's expressions in, one JSON line out, offsets in characters.
//!
//! Written by hand into a byte buffer, field after field: this is the hot path of large corpora, and a tree of JSON
//! values in between would cost more than the tagging.

use std::io::Write as _;

use crate::events::Trigger;
use crate::extract::Tagged;

/// Appends the line of a document. `id` is JSON already.
pub fn write(id: &str, text: &str, tagged: &Tagged, events: bool, out: &mut Vec<u8>) {
    let mut chars = Chars { text: text.as_bytes(), at: 0, count: 0 };
    let _ = write!(out, "{{\"id\":{id},\"timexes\":[");
    for (n, t) in tagged.timexes.iter().enumerate() {
        if n > 0 {
            out.push(b',');
        }
        let (start, end) = (chars.of(t.start), chars.of(t.end));
        let _ = write!(out, "{{\"start\":{start},\"end\":{end},\"text\":");
        string(&text[t.start..t.end], out);
        let r = &t.resolved;
        let _ = write!(out, ",\"type\":\"{}\",\"value\":", r.kind.as_str());
        string(&r.value, out);
        if let Some(modifier) = r.modifier {
            let _ = write!(out, ",\"mod\":\"{}\"", modifier.as_str());
        }
        if let Some(quant) = r.quant {
            let _ = write!(out, ",\"quant\":\"{quant}\"");
        }
        if let Some(freq) = &r.freq {
            out.extend_from_slice(b",\"freq\":");
            string(freq, out);
        }
        let _ = write!(out, ",\"confidence\":{:.2}}}", r.confidence);
    }
    out.push(b']');
    if events {
        out.extend_from_slice(b",\"events\":[");
        for (n, event) in tagged.events.iter().enumerate() {
            if n > 0 {
                out.push(b',');
            }
            let (start, end) = (chars.of(event.start), chars.of(event.end));
            write_event(event, start, end, text, tagged, out);
        }
        out.push(b']');
    }
    out.extend_from_slice(b"}\n");
}

fn write_event(event: &Trigger, start: usize, end: usize, text: &str, tagged: &Tagged, out: &mut Vec<u8>) {
    let _ = write!(out, "{{\"start\":{start},\"end\":{end},\"text\":");
    string(&text[event.start..event.end], out);
    let _ = write!(out, ",\"class\":\"{}\",\"date\":", event.class.as_str());
    match &event.date {
        Some(date) => string(&date.value, out),
        None => out.extend_from_slice(b"null"),
    }
    let _ = write!(out, ",\"status\":\"{}\",\"timex\":", event.status.as_str());
    match event.date.as_ref().and_then(|d| d.timex).filter(|t| *t < tagged.timexes.len()) {
        Some(timex) => {
            let _ = write!(out, "{timex}}}");
        }
        None => out.extend_from_slice(b"null}"),
    }
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

fn string(s: &str, out: &mut Vec<u8>) {
    // Writing a string into memory cannot fail.
    let _ = serde_json::to_writer(&mut *out, s);
}

/// Byte offsets to character offsets, going forward; a step back starts anew.
struct Chars<'t> {
    text: &'t [u8],
    at: usize,
    count: usize,
}

impl Chars<'_> {
    fn of(&mut self, byte: usize) -> usize {
        if byte < self.at {
            (self.at, self.count) = (0, 0);
        }
        // A character is counted at its first byte.
        self.count += self.text[self.at..byte].iter().filter(|b| (**b as i8) >= -0x40).count();
        self.at = byte;
        self.count
    }
}

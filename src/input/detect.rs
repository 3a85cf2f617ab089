//! The first bytes and the name of a document in, its [`Format`] out, or the reason why it is no document at all.
//!
//! The name decides where it can; content decides for standard input and for files without a telling name. Only the
//! head of the document is looked at.

use std::path::Path;

/// How a document is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Format {
    /// By the file's extension, else by its content.
    #[default]
    Auto,
    /// Plain text, as scraped or typed.
    Text,
    /// An HTML page.
    Html,
    /// JSON Lines: one record a line.
    Jsonl,
    /// A web archive; its HTML responses are the documents.
    Warc,
}

impl std::str::FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Ok(match name {
            "auto" => Self::Auto,
            "text" => Self::Text,
            "html" => Self::Html,
            "jsonl" => Self::Jsonl,
            "warc" => Self::Warc,
            other => {
                return Err(format!(
                    "unknown input format \"{other}\"; there is auto, text, html, jsonl, warc"
                ));
            }
        })
    }
}

/// Extensions that tell the format, without those of compression.
const EXTENSIONS: [(&str, Format); 12] = [
    ("txt", Format::Text),
    ("text", Format::Text),
    ("md", Format::Text),
    ("eml", Format::Text),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("xhtml", Format::Html),
    ("shtml", Format::Html),
    ("jsonl", Format::Jsonl),
    ("ndjson", Format::Jsonl),
    ("warc", Format::Warc),
    ("wet", Format::Warc),
];

/// The format that a file name's extension tells ("news.html.gz" is HTML).
#[must_use]
pub fn from_name(name: &str) -> Option<Format> {
    let mut path = Path::new(name);
    let mut extension = path.extension()?.to_str()?.to_ascii_lowercase();
    if matches!(extension.as_str(), "gz" | "zst") {
        path = Path::new(path.file_stem()?);
        extension = path.extension()?.to_str()?.to_ascii_lowercase();
    }
    EXTENSIONS.iter().find(|(known, _)| *known == extension).map(|(_, format)| *format)
}

/// The format that the first bytes tell: text where nothing else shows.
pub(super) fn from_content(head: &[u8]) -> Format {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    if head.starts_with(b"WARC/") {
        Format::Warc
    } else if looks_like_record(head) {
        Format::Jsonl
    } else if looks_like_html(head) {
        Format::Html
    } else {
        Format::Text
    }
}

/// An object that opens with one of the keys of a record: `{"id": ...`.
fn looks_like_record(head: &[u8]) -> bool {
    let Some(rest) = head.strip_prefix(b"{") else { return false };
    let Some(rest) = rest.trim_ascii_start().strip_prefix(b"\"") else { return false };
    rest.iter()
        .position(|b| *b == b'"')
        .is_some_and(|end| rest[end + 1..].trim_ascii_start().starts_with(b":"))
}

/// A tag that only an HTML page has, before much else.
fn looks_like_html(head: &[u8]) -> bool {
    let head = without_nul(&head[..head.len().min(2048)]);
    if !head.trim_ascii_start().starts_with(b"<") {
        return false;
    }
    let lower = head.to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<title", "<meta", "<article", "<div", "<p>", "<p ", "<h1"]
        .iter()
        .any(|tag| memchr::memmem::find(&lower, tag.as_bytes()).is_some())
}

/// The ASCII of a UTF-16 head, so that its tags can be recognised before it is decoded.
fn without_nul(head: &[u8]) -> Vec<u8> {
    head.iter().copied().filter(|b| !matches!(b, 0 | 0xFE | 0xFF)).collect()
}

/// File formats that people hand over by mistake: first bytes, name, what to do instead.
const BINARY: [(&[u8], &str, &str); 9] = [
    (b"%PDF-", "a PDF file", "turn it into text first, for example with pdftotext"),
    (b"PK\x03\x04", "a ZIP archive or office document", "unpack it, or save the document as text or HTML"),
    (b"\xD0\xCF\x11\xE0", "an office document", "save it as text or HTML"),
    (b"{\\rtf", "an RTF document", "save it as text or HTML"),
    (b"\x89PNG", "an image", "give text or HTML"),
    (b"\xFF\xD8\xFF", "an image", "give text or HTML"),
    (b"GIF8", "an image", "give text or HTML"),
    (b"BZh", "a bzip2 file", "unpack it first, or use gzip or zstd"),
    (b"\xFD7zXZ", "an xz file", "unpack it first, or use gzip or zstd"),
];

/// Why these bytes are no text, if they are none: what they are, and what to do about it.
pub(super) fn binary(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    if let Some((_, what, remedy)) = BINARY.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        return Some((what, remedy));
    }
    let head = &bytes[..bytes.len().min(8192)];
    if super::decode::utf16(bytes).is_some() {
        return None;
    }
    let odd = head.iter().filter(|b| matches!(b, 0..=8 | 0x0E..=0x1A | 0x1C..=0x1F)).count();
    let nul = head.contains(&0);
    // A stray control character happens in scraped text; a NUL or a crowd of them does not.
    (nul && odd * 200 > head.len() || odd * 20 > head.len())
        .then_some(("a binary file, not text", "give plain text, HTML or JSON Lines"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_tells_the_format_through_compression() {
        assert_eq!(from_name("a/b/story.HTML"), Some(Format::Html));
        assert_eq!(from_name("crawl.warc.gz"), Some(Format::Warc));
        assert_eq!(from_name("stream.ndjson.zst"), Some(Format::Jsonl));
        assert_eq!(from_name("story"), None);
        assert_eq!(from_name("story.gz"), None);
    }

    #[test]
    fn the_content_tells_it_otherwise() {
        assert_eq!(from_content(b"\n <!DOCTYPE html><title>x</title>"), Format::Html);
        assert_eq!(from_content(b"<!-- saved -->\n<html>"), Format::Html);
        assert_eq!(from_content(b"{\"id\": \"1\", \"text\""), Format::Jsonl);
        assert_eq!(from_content(b"{curly prose}"), Format::Text);
        assert_eq!(from_content(b"<3 this town"), Format::Text);
        assert_eq!(from_content(b"WARC/1.0\r\n"), Format::Warc);
        let utf16: Vec<u8> = "<html><body>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(from_content(&utf16), Format::Html);
    }

    #[test]
    fn binary_files_are_named() {
        assert!(binary(b"%PDF-1.7 ...").is_some_and(|(what, _)| what.contains("PDF")));
        assert!(binary(&[0, 1, 2, 3, 0, 0, 9, 200, 0, 7]).is_some());
        assert!(binary("caf\u{e9} r\u{e9}sum\u{e9}".as_bytes()).is_none());
        assert!(binary(b"one stray \x01 in a long line of otherwise plain and innocent text").is_none());
        let utf16: Vec<u8> = "Nothing binary here.".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert!(binary(&utf16).is_none());
    }
}

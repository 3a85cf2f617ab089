//! A web archive (WARC 1.0 and 1.1, ISO 28500) in, its pages out: HTML responses and resources, and the plain text of
//! "conversion" records as Common Crawl gives them.
//!
//! Records are read one at a time; what is no page is skipped without being kept. Compression record by record is
//! already undone, since gzip members one after the other are one stream.

use std::io::{BufRead, Read};

use super::compress::Stream;
use super::{Facts, Format, Source, refuse, stream};
use crate::Result;

/// A page larger than this is passed over with an error.
const MAX_PAGE: u64 = 64 << 20;
/// No header line is longer than this; whatever is shows that the archive is damaged.
const MAX_HEADER: u64 = 64 << 10;

/// The pages of an archive.
pub(super) struct Archive {
    name: String,
    stream: Stream,
    record: usize,
    done: bool,
}

/// The header fields of a WARC record or of an HTTP response: names in lower case.
struct Fields(Vec<(String, String)>);

impl Fields {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Reads `name: value` from one line.
    fn add(&mut self, line: &str) {
        if let Some((name, value)) = line.split_once(':') {
            self.0.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
}

impl Archive {
    pub(super) fn new(name: &str, stream: Stream) -> Self {
        Self { name: name.into(), stream, record: 0, done: false }
    }

    /// The next page, or what is wrong with the next record.
    pub(super) fn next(&mut self) -> Option<Result<Source>> {
        while !self.done {
            match self.record() {
                Ok(Some(page)) => return Some(Ok(page)),
                Ok(None) => {}
                Err(error) => return Some(Err(error)),
            }
        }
        None
    }

    /// Reads one record; none if it holds no page.
    fn record(&mut self) -> Result<Option<Source>> {
        let Some(fields) = self.header()? else { return Ok(None) };
        let place = format!("{}, record {}", self.name, self.record);
        let Some(length) = fields.get("content-length").and_then(|length| length.parse::<u64>().ok()) else {
            self.done = true;
            return Err(refuse(place, "no Content-Length", "the archive is damaged; get it again"));
        };
        let kind = fields.get("warc-type").unwrap_or_default();
        let mut fate = match (kind, fields.get("content-type").unwrap_or_default()) {
            ("response", content) if content.starts_with("application/http") => Fate::Response,
            ("resource", content) if is_html(content) => Fate::Page(Format::Html),
            ("conversion", content) if content.starts_with("text/plain") => Fate::Page(Format::Text),
            _ => Fate::Skip,
        };
        let too_large = length > MAX_PAGE && fate != Fate::Skip;
        if too_large {
            fate = Fate::Skip;
        }
        let mut body = Vec::new();
        let read = match fate {
            Fate::Skip => std::io::copy(&mut self.stream.by_ref().take(length), &mut std::io::sink()),
            _ => self.stream.by_ref().take(length).read_to_end(&mut body).map(|count| count as u64),
        };
        let read = read.map_err(|error| self.broken(&place, &error))?;
        if read < length {
            self.done = true;
            return Err(refuse(place, "the archive ends in the middle of this record", "get it again"));
        }
        if too_large {
            return Err(refuse(place, "a page larger than 64 MiB", "extract it and give it as a file"));
        }
        let name = fields
            .get("warc-target-uri")
            .map(|uri| uri.trim_matches(['<', '>']))
            .unwrap_or(&place)
            .to_owned();
        let facts = Facts { url: fields.get("warc-target-uri").map(|_| name.clone()), ..Facts::default() };
        Ok(match fate {
            Fate::Page(format) if !body.trim_ascii().is_empty() => {
                Some(Source { name, bytes: body, format, facts })
            }
            Fate::Response => page_of_response(name, &body, facts),
            _ => None,
        })
    }

    /// Reads the header of the next record; none at the end of the archive.
    fn header(&mut self) -> Result<Option<Fields>> {
        let mut fields = Fields(Vec::new());
        let mut began = false;
        loop {
            let mut line = Vec::new();
            let place = format!("{}, record {}", self.name, self.record + usize::from(!began));
            let count = self.stream.by_ref().take(MAX_HEADER).read_until(b'\n', &mut line);
            let count = count.map_err(|error| self.broken(&place, &error))?;
            if count == 0 {
                self.done = true;
                return if began {
                    Err(refuse(place, "the archive ends in a header", "get it again"))
                } else {
                    Ok(None)
                };
            }
            let line = String::from_utf8_lossy(line.trim_ascii()).into_owned();
            match (began, line.as_str()) {
                (false, "") => {}
                (false, first) if first.starts_with("WARC/") => {
                    began = true;
                    self.record += 1;
                }
                (false, _) => {
                    self.done = true;
                    return Err(refuse(
                        place,
                        "no WARC record begins here",
                        "the archive is damaged; get it again",
                    ));
                }
                (true, "") => return Ok(Some(fields)),
                (true, field) => fields.add(field),
            }
        }
    }

    fn broken(&mut self, place: &str, error: &std::io::Error) -> crate::Error {
        self.done = true;
        stream::damaged(place, error)
    }
}

/// What becomes of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Skip,
    Response,
    Page(Format),
}

fn is_html(content_type: &str) -> bool {
    let lower = content_type.to_ascii_lowercase();
    lower.starts_with("text/html") || lower.starts_with("application/xhtml")
}

/// The page in an HTTP response: none unless it went well and holds HTML.
fn page_of_response(name: String, response: &[u8], mut facts: Facts) -> Option<Source> {
    let (head, body) = split_head(response)?;
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let status = lines.next()?.split_ascii_whitespace().nth(1)?;
    if !status.starts_with('2') {
        return None;
    }
    let mut fields = Fields(Vec::new());
    lines.for_each(|line| fields.add(line));
    let content = fields.get("content-type").unwrap_or("text/html");
    if !is_html(content) {
        return None;
    }
    let charset = content
        .to_ascii_lowercase()
        .split("charset=")
        .nth(1)
        .map(|c| c.trim_matches(['"', '\'', ' ', ';']).to_owned());
    facts.charset = charset;
    let chunked = fields.get("transfer-encoding").is_some_and(|e| e.eq_ignore_ascii_case("chunked"));
    let mut bytes = if chunked { unchunk(body).unwrap_or_else(|| body.to_vec()) } else { body.to_vec() };
    if bytes.starts_with(&[0x1F, 0x8B]) {
        let mut unpacked = Vec::new();
        flate2::read::MultiGzDecoder::new(bytes.as_slice()).take(MAX_PAGE).read_to_end(&mut unpacked).ok()?;
        bytes = unpacked;
    }
    (!bytes.trim_ascii().is_empty()).then_some(Source { name, bytes, format: Format::Html, facts })
}

/// Cuts a response at the empty line after its header.
fn split_head(response: &[u8]) -> Option<(&[u8], &[u8])> {
    for end in ["\r\n\r\n", "\n\n"] {
        if let Some(at) = memchr::memmem::find(response, end.as_bytes()) {
            return Some((&response[..at], &response[at + end.len()..]));
        }
    }
    None
}

/// Undoes chunked transfer encoding; none if the body does not keep to it (many archives store it already undone).
fn unchunk(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    loop {
        let line_end = memchr::memchr(b'\n', body)?;
        let size = std::str::from_utf8(&body[..line_end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        body = &body[line_end + 1..];
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(body.get(..size)?);
        body = body.get(size..)?;
        body = body.strip_prefix(b"\r\n").or(body.strip_prefix(b"\n"))?;
    }
}

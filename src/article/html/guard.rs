//! A page in, the same page with its nesting kept within bounds out.
//!
//! The parser of the HTML standard walks its stack of open elements for many tags and clones every open formatting
//! element into each new paragraph; a page of nothing but open tags makes that quadratic in time and in memory. No page
//! of news nests a hundred levels deep. Tags beyond the bounds are left out before parsing, their text stays.

use std::borrow::Cow;

/// Elements open at once; browsers draw the same line at 512.
const MAX_DEPTH: usize = 256;
/// Formatting elements (`<b>`, `<font>` ...) open at once.
const MAX_FORMATTING: usize = 8;
/// Attributes of one tag; the parser compares each with all before it.
const MAX_ATTRIBUTES: usize = 128;

const VOID: [&str; 15] = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "link",
    "meta", "source", "wbr",
];
/// Elements that the next one of their kind closes: they do not nest by themselves.
const SELF_CLOSING: [&str; 16] = [
    "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "optgroup", "rt", "rp",
    "body", "html",
];
const FORMATTING: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Elements whose content is no markup.
const RAW: [&str; 7] = ["script", "style", "textarea", "title", "xmp", "iframe", "noframes"];
/// Elements that an end tag inside cannot reach out of.
const BARRIER: [&str; 8] = ["table", "td", "th", "caption", "object", "template", "marquee", "applet"];

/// Leaves out the tags that nest too deep. Pages that keep within the bounds are returned as they are.
pub(super) fn bounded(page: &str) -> Cow<'_, str> {
    let mut open: Vec<&str> = Vec::new();
    let mut formatting = 0;
    // What has been kept so far, once something was left out, and where the piece not yet copied begins.
    let mut kept: Option<String> = None;
    let mut from = 0;
    let mut at = 0;
    let bytes = page.as_bytes();
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        let start = at + found;
        let Some(tag) = Tag::read(page, start) else {
            at = past_markup(page, start);
            continue;
        };
        at = tag.end;
        let name = tag.name;
        if is_one_of(name, &VOID) {
        } else if tag.closes {
            close(name, &mut open, &mut formatting);
        } else if is_one_of(name, &RAW) {
            at = past_raw(page, name, tag.end);
        } else if !is_one_of(name, &SELF_CLOSING) {
            let formats = is_one_of(name, &FORMATTING);
            if open.len() >= MAX_DEPTH || (formats && formatting >= MAX_FORMATTING) {
                let kept = kept.get_or_insert_with(String::new);
                kept.push_str(&page[from..start]);
                // The words around a tag that is gone must not run together.
                kept.push(' ');
                from = tag.end;
                continue;
            }
            formatting += usize::from(formats);
            open.push(name);
        }
        if let Some(cut) = tag.cut {
            let kept = kept.get_or_insert_with(String::new);
            kept.push_str(&page[from..cut]);
            kept.push('>');
            from = tag.end;
        }
    }
    match kept {
        Some(mut kept) => {
            kept.push_str(&page[from..]);
            Cow::Owned(kept)
        }
        None => Cow::Borrowed(page),
    }
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Takes the element that an end tag closes from the stack, with those left open inside it.
fn close(name: &str, open: &mut Vec<&str>, formatting: &mut usize) {
    let inline = is_one_of(name, &FORMATTING) || name.eq_ignore_ascii_case("span");
    for at in (0..open.len()).rev() {
        if open[at].eq_ignore_ascii_case(name) {
            let gone = open[at..].iter().filter(|name| is_one_of(name, &FORMATTING)).count();
            *formatting -= gone;
            open.truncate(at);
            return;
        }
        let stops = is_one_of(open[at], &BARRIER)
            || (inline && !is_one_of(open[at], &FORMATTING) && !open[at].eq_ignore_ascii_case("span"));
        if stops {
            return;
        }
    }
}

/// A start or end tag.
struct Tag<'p> {
    name: &'p str,
    closes: bool,
    /// One past its `>`.
    end: usize,
    /// Where to cut it because it has too many attributes.
    cut: Option<usize>,
}

impl<'p> Tag<'p> {
    /// Reads the tag that begins at a `<`; none if it is a comment, a declaration or plain text.
    fn read(page: &'p str, start: usize) -> Option<Self> {
        let bytes = page.as_bytes();
        let closes = bytes.get(start + 1) == Some(&b'/');
        let from = start + 1 + usize::from(closes);
        if !bytes.get(from)?.is_ascii_alphabetic() {
            return None;
        }
        let is_end = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'>' | b'/');
        let name_end = from + bytes[from..].iter().position(is_end).unwrap_or(bytes.len() - from);
        let name = &page[from..name_end];
        let mut quote = None;
        let (mut attributes, mut cut) = (0, None);
        let mut before = b' ';
        for (offset, byte) in bytes[name_end..].iter().enumerate() {
            match quote {
                Some(mark) if *byte == mark => quote = None,
                Some(_) => {}
                None if *byte == b'>' => return Some(Self { name, closes, end: name_end + offset + 1, cut }),
                None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(*byte),
                None if byte.is_ascii_whitespace() => {}
                None if before.is_ascii_whitespace() => {
                    attributes += 1;
                    if attributes > MAX_ATTRIBUTES && cut.is_none() {
                        cut = Some(name_end + offset);
                    }
                }
                None => {}
            }
            // White space after the equals sign does not end the attribute.
            if !(byte.is_ascii_whitespace() && before == b'=') {
                before = *byte;
            }
        }
        Some(Self { name, closes, end: bytes.len(), cut })
    }
}

/// The place after a comment, a declaration, or a `<` that begins nothing.
fn past_markup(page: &str, start: usize) -> usize {
    let rest = &page.as_bytes()[start..];
    if rest.starts_with(b"<!--") {
        memchr::memmem::find(&rest[4..], b"-->").map_or(page.len(), |end| start + 4 + end + 3)
    } else {
        start + 1
    }
}

/// The place of the end tag of an element whose content is no markup.
fn past_raw(page: &str, name: &str, start: usize) -> usize {
    let bytes = page.as_bytes();
    let mut at = start;
    while let Some(found) = memchr::memmem::find(&bytes[at..], b"</") {
        at += found;
        let end = at + 2 + name.len();
        if bytes.get(at + 2..end).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
            return at;
        }
        at += 2;
    }
    page.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_pages_are_left_alone() {
        let page = "<html><body><p>One<p>Two<ul><li>a<li>b</ul><br><b>x</b><script>if (a<b) {}</script><!-- <div> --></body>";
        assert!(matches!(bounded(page), Cow::Borrowed(_)));
        let many = "<p>line<br>".repeat(20_000);
        assert!(matches!(bounded(&many), Cow::Borrowed(_)));
        let balanced = "<div><b>x</b></div>".repeat(20_000);
        assert!(matches!(bounded(&balanced), Cow::Borrowed(_)));
    }

    #[test]
    fn deep_nesting_is_cut_and_the_text_stays() {
        let page = format!("{}deep{}", "<div>".repeat(10_000), "</div>".repeat(10_000));
        let cut = bounded(&page);
        assert!(cut.contains("deep"));
        assert_eq!(cut.matches("<div>").count(), MAX_DEPTH);
        let fonts: String = (0..5000).map(|n| format!("<font size={n}>w{n} ")).collect();
        assert_eq!(bounded(&fonts).matches("<font").count(), MAX_FORMATTING);
        assert!(bounded(&fonts).contains("w4999"));
    }

    #[test]
    fn endless_attributes_are_cut() {
        let page = format!("<p {}>text</p>", (0..9000).map(|n| format!("a{n}='x' ")).collect::<String>());
        let cut = bounded(&page);
        assert!(cut.len() < 2000 && cut.ends_with(">text</p>"), "{}", cut.len());
    }

    #[test]
    fn stray_end_tags_do_not_hide_depth() {
        let page = "<span><div></span>".repeat(3000);
        assert!(bounded(&page).matches("<div>").count() <= MAX_DEPTH);
    }
}

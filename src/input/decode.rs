//! Bytes in, text out, whatever encoding they are in.
//!
//! Order of trust: byte order mark; being valid UTF-8 (text in another encoding practically never is); the pattern of
//! UTF-16; the charset that the HTTP header or the page declares; a guess from the bytes. Text that is UTF-8 but for a
//! few bytes stays UTF-8, the stray bytes being read as Windows-1252, which is what gets pasted into such pages.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Decodes a document. `declared` is the charset that came with it from outside, `page` whether the bytes are HTML
/// and may declare one themselves. A byte order mark is removed; the text is otherwise complete.
#[must_use]
pub fn decode(bytes: &[u8], declared: Option<&str>, page: bool) -> String {
    let bytes = match Encoding::for_bom(bytes) {
        Some((encoding, length)) if encoding != UTF_8 => return decode_as(encoding, &bytes[length..]),
        Some((_, length)) => &bytes[length..],
        None => bytes,
    };
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains('\0')
    {
        return text.to_owned();
    }
    if let Some(encoding) = utf16(bytes) {
        return decode_as(encoding, bytes);
    }
    if mostly_utf8(bytes) {
        return repair(bytes);
    }
    let named = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let encoding = named.or_else(|| if page { declared_in_page(bytes) } else { None });
    match encoding {
        Some(encoding) if encoding != UTF_8 && encoding != UTF_16LE && encoding != UTF_16BE => {
            decode_as(encoding, bytes)
        }
        _ => decode_as(guess(bytes), bytes),
    }
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// UTF-16 as it shows in European text: every second byte is zero. A file cut in the middle of a unit still shows it.
pub(super) fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xFF, 0xFE, ..] => return Some(UTF_16LE),
        [0xFE, 0xFF, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let head = &bytes[..bytes.len().min(4096)];
    if head.len() < 8 {
        return None;
    }
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, units) = (zeros(0), zeros(1), head.len() / 2);
    if odd * 10 > units * 7 && even * 20 < units {
        Some(UTF_16LE)
    } else if even * 10 > units * 7 && odd * 20 < units {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether the sound multi-byte sequences outnumber the broken bytes four to one.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound > 4 * broken
        || broken == 0
        || (broken == 1 && bytes.utf8_chunks().last().is_some_and(|c| c.invalid().len() > 1))
}

/// Decodes UTF-8 with stray bytes: each is read as Windows-1252; a sequence cut off at the very end is dropped.
fn repair(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        text.push_str(chunk.valid());
        let stray = chunk.invalid();
        let cut_off = chunks.peek().is_none() && stray.first().is_some_and(|b| *b >= 0xC2) && stray.len() > 1;
        if !stray.is_empty() && !cut_off {
            text.push_str(&WINDOWS_1252.decode_without_bom_handling(stray).0);
        }
    }
    text
}

/// The charset of `<meta charset>`, `<meta http-equiv content="...charset=">` or `<?xml encoding=?>` in the first
/// kilobytes.
fn declared_in_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(4096)].to_ascii_lowercase();
    for key in ["charset=", "encoding="] {
        let mut from = 0;
        while let Some(found) = memchr::memmem::find(&head[from..], key.as_bytes()) {
            let start = from + found + key.len();
            let value = head[start..].trim_ascii_start();
            let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
            let end = value
                .iter()
                .position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':')))
                .unwrap_or(value.len());
            if let Some(encoding) = Encoding::for_label(&value[..end]) {
                return Some(encoding);
            }
            from = start;
        }
    }
    None
}

/// What the bytes themselves suggest; they are known not to be UTF-8.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // Letters outside ASCII are spread over the whole text; a mebibyte of it is plenty.
    detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(bytes: &[u8]) -> String {
        decode(bytes, None, false)
    }

    #[test]
    fn byte_order_marks_win_and_go() {
        assert_eq!(plain(b"\xEF\xBB\xBFJanuary"), "January");
        let units = |text: &str| text.encode_utf16().collect::<Vec<_>>();
        let little: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain(units("Größe 5").into_iter().flat_map(u16::to_le_bytes)).collect();
        let big: Vec<u8> =
            [0xFE, 0xFF].into_iter().chain(units("Größe 5").into_iter().flat_map(u16::to_be_bytes)).collect();
        assert_eq!(plain(&little), "Größe 5");
        assert_eq!(plain(&big), "Größe 5");
    }

    #[test]
    fn utf16_is_seen_without_a_mark() {
        let little: Vec<u8> = "The mayor left.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "The mayor left.".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(plain(&little), "The mayor left.");
        assert_eq!(plain(&big), "The mayor left.");
    }

    #[test]
    fn windows_1252_is_guessed_and_declared_charsets_are_kept() {
        assert_eq!(
            plain(b"The caf\xE9\x92s owner \x93left\x94 on Monday"),
            "The café’s owner “left” on Monday"
        );
        let page = b"<html><head><meta charset=\"windows-1251\"></head><p>\xCC\xEE\xF1\xEA\xE2\xE0</p>";
        assert!(decode(page, None, true).contains("Москва"));
        assert!(decode(b"\xCC\xEE\xF1\xEA\xE2\xE0", Some("windows-1251"), true).contains("Москва"));
    }

    #[test]
    fn valid_utf8_beats_a_wrong_declaration() {
        let page = "<meta charset=iso-8859-1><p>Größe</p>";
        assert!(decode(page.as_bytes(), None, true).contains("Größe"));
    }

    #[test]
    fn stray_bytes_in_utf8_are_read_as_windows_1252() {
        let mut bytes = "Zürich, Genève, Málaga, Kraków, Łódź: the mayor".as_bytes().to_vec();
        bytes.extend_from_slice(b"\x92s plan");
        assert_eq!(plain(&bytes), "Zürich, Genève, Málaga, Kraków, Łódź: the mayor’s plan");
        let mut cut = "a long line that ends in the middle of a euro sign ".as_bytes().to_vec();
        cut.extend_from_slice(b"\xE2\x82");
        assert_eq!(plain(&cut), "a long line that ends in the middle of a euro sign ");
    }
}

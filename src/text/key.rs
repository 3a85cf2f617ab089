//! A word in, its key out, which word lists are searched by: eight bytes at a time, without copying or folding the word
//! first.
//!
//! The key of a word of at most eight bytes is the word itself in lower case, so that equal keys are equal words;
//! longer words are compared after the look-up. The tokenizer has the bytes of a word at hand and makes its key on the
//! way.

/// Words of at most so many bytes are told apart by their keys alone.
pub(crate) const EXACT: usize = 8;

/// Stands for the key of a word that is not all ASCII: no word has it.
pub(crate) const NOT_ASCII: u64 = u64::MAX;

/// The highest bit of every byte.
pub(super) const HIGH: u64 = 0x8080_8080_8080_8080;
/// The lowest bit of every byte.
pub(super) const ONES: u64 = 0x0101_0101_0101_0101;
/// The bit of every byte that tells small letters from capitals.
pub(super) const SMALL: u64 = 0x20 * ONES;

/// The key of `text[from..to]`, and whether all its bytes are ASCII. What follows in the text is read along with it
/// and masked out: one load instead of a loop over the bytes.
#[inline]
pub(crate) fn of(text: &[u8], from: usize, to: usize) -> (u64, bool) {
    let length = to - from;
    let head = eight(text, from, to);
    if length <= EXACT {
        return (fold(head), head & HIGH == 0);
    }
    let tail = eight(text, to - EXACT, to);
    let middle = if length <= 2 * EXACT { true } else { text[from + EXACT..to - EXACT].is_ascii() };
    (mixed(fold(head), fold(tail), length), (head | tail) & HIGH == 0 && middle)
}

/// The key of a word of ASCII letters, at least eight of them, by its first eight and its last eight.
#[inline]
pub(super) fn of_letters(head: u64, tail: u64, length: usize) -> u64 {
    let (head, tail) = (head | SMALL, tail | SMALL);
    if length <= EXACT { head } else { mixed(head, tail, length) }
}

#[inline]
fn mixed(head: u64, tail: u64, length: usize) -> u64 {
    head ^ (tail ^ length as u64).wrapping_mul(0xd6e8_feb8_6659_fd93)
}

/// As [`of`], with [`NOT_ASCII`] for a word that is not all ASCII.
#[inline]
pub(crate) fn of_token(text: &[u8], from: usize, to: usize) -> u64 {
    let (key, ascii) = of(text, from, to);
    if ascii { key } else { NOT_ASCII }
}

/// The bytes below the first `count` ones of a word of eight, all ones; `count` is at most 8.
#[inline]
pub(super) fn below(count: u32) -> u64 {
    if count >= 8 { u64::MAX } else { (1 << (8 * count)) - 1 }
}

/// In each byte that is no ASCII letter the highest bit.
#[inline]
pub(super) fn others(chunk: u64) -> u64 {
    let folded = (chunk | SMALL) & !HIGH;
    let from_a = folded + (0x80 - u64::from(b'a')) * ONES;
    let beyond_z = folded + (0x7f - u64::from(b'z')) * ONES;
    !(from_a & !beyond_z & !chunk) & HIGH
}

/// The eight bytes at `at`, if there are so many.
#[inline]
pub(super) fn chunk(text: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*text.get(at..)?.first_chunk()?))
}

/// The eight bytes at `at`, those from `to` on zero.
#[inline]
pub(super) fn eight(text: &[u8], at: usize, to: usize) -> u64 {
    let length = to - at;
    match chunk(text, at) {
        Some(chunk) => chunk & below(length.min(EXACT) as u32),
        // The last word of a text.
        None => text[at..to].iter().rev().fold(0, |word, b| word << 8 | u64::from(*b)),
    }
}

/// Capital ASCII letters made small, all eight at once: bytes from 'A' to 'Z' get the bit that tells them apart.
#[inline]
fn fold(word: u64) -> u64 {
    let low = word & !HIGH;
    let from_a = low + (0x80 - u64::from(b'A')) * ONES;
    let beyond_z = low + (0x7f - u64::from(b'Z')) * ONES;
    word | ((from_a & !beyond_z & !word & HIGH) >> 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(word: &str) -> (u64, bool) {
        of(word.as_bytes(), 0, word.len())
    }

    #[test]
    fn folds_letters_and_nothing_else() {
        for b in 0..=127u8 {
            assert_eq!(fold(u64::from(b)), u64::from(b.to_ascii_lowercase()), "{b}");
        }
        assert_eq!(key("MAY"), key("may"));
        assert_eq!(key("International"), key("INTERNATIONAL"));
        assert_ne!(key("international"), key("internationel"));
    }

    #[test]
    fn a_word_of_letters_has_one_key_however_it_is_read() {
        for word in ["Thursday", "Wednesday", "ANNIVERSARIES", "inauguratedtime"] {
            let bytes = word.as_bytes();
            let ends = (chunk(bytes, 0).unwrap(), chunk(bytes, bytes.len() - 8).unwrap());
            assert_eq!(of_letters(ends.0, ends.1, bytes.len()), key(word).0, "{word}");
        }
    }

    #[test]
    fn does_not_depend_on_what_follows() {
        let text = "may be it was Thursday";
        assert_eq!(of(text.as_bytes(), 0, 3), key("May"));
        assert_eq!(of(text.as_bytes(), 14, 22), key("thursday"));
        assert!(!key("née").1 && !key("an unbroken é here").1);
    }
}

//! Byte offsets of a text in, character offsets (Unicode scalar values) out, in constant time.

/// Bytes between two marks.
const STRIDE: usize = 256;

/// Counts characters. A text of ASCII needs no table.
#[derive(Debug)]
pub struct CharOffsets<'t> {
    text: &'t [u8],
    /// Characters before each stride; empty for ASCII.
    marks: Vec<u32>,
}

impl<'t> CharOffsets<'t> {
    /// The counter of a text.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut marks = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for stride in bytes.chunks(STRIDE) {
                marks.push(count);
                count += characters(stride) as u32;
            }
        }
        Self { text: bytes, marks }
    }

    /// How many characters stand before the byte. A byte beyond the end counts as the end.
    ///
    /// ```
    /// use annals::text::CharOffsets;
    /// let offsets = CharOffsets::new("“So”, he said");
    /// assert_eq!(offsets.of(3), 1);
    /// assert_eq!(offsets.of(8), 4);
    /// ```
    #[must_use]
    pub fn of(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        match self.marks.get(byte / STRIDE) {
            Some(mark) => *mark as usize + characters(&self.text[byte / STRIDE * STRIDE..byte]),
            None if self.marks.is_empty() => byte,
            None => {
                let last = self.marks.len() - 1;
                self.marks[last] as usize + characters(&self.text[last * STRIDE..byte])
            }
        }
    }
}

/// A character is counted at its first byte.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| (**b as i8) >= -0x40).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_counting() {
        let text = "é – 日本 x ".repeat(200);
        let offsets = CharOffsets::new(&text);
        for (n, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.of(byte), n);
        }
        assert_eq!(offsets.of(text.len()), text.chars().count());
    }
}

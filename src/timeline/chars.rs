//! Character offsets into a text: the JSON counts Unicode scalar values, Rust slices by bytes.

/// A text that can be cut by character offsets, each cut in constant time.
///
/// ```
/// use annals::timeline::CharIndex;
/// let text = CharIndex::new("Thé at 5");
/// assert_eq!(text.slice(0, 3), Some("Thé"));
/// assert_eq!(text.slice(4, 20), None);
/// ```
#[derive(Debug, Clone)]
pub struct CharIndex<'a> {
    text: &'a str,
    /// The byte at which each character begins, and the end; empty for ASCII, where they are the same.
    bytes: Vec<usize>,
}

impl<'a> CharIndex<'a> {
    /// Indexes a text, in one pass over it.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let bytes = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect()
        };
        Self { text, bytes }
    }

    /// The characters from `start` up to `end`; `None` where they are not in the text.
    #[must_use]
    pub fn slice(&self, start: usize, end: usize) -> Option<&'a str> {
        if self.bytes.is_empty() {
            return self.text.get(start..end);
        }
        self.text.get(*self.bytes.get(start)?..*self.bytes.get(end)?)
    }

    /// How many characters the text has.
    #[must_use]
    pub fn len(&self) -> usize {
        if self.bytes.is_empty() { self.text.len() } else { self.bytes.len() - 1 }
    }

    /// Whether the text is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

//! A user's own boilerplate: the lines that his site repeats on every page in, whether a line is one of them out.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::text_key;

/// Lines that a user's site repeats ("Follow us for more", "More from the newsroom: ..."): they become boilerplate, as
/// those that the language's own list names. Cheap to clone.
///
/// ```
/// use annals::article::SiteLines;
/// let mut own = SiteLines::default();
/// own.add("Sign up for our letter", false);
/// own.add("More from the harbour desk", true);
/// assert!(own.holds("SIGN UP FOR OUR LETTER!") && own.holds("More from the harbour desk: a storm on Monday"));
/// assert!(!own.holds("Sign up for our letter by Monday"));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SiteLines {
    whole: Arc<FxHashSet<String>>,
    openings: Arc<Vec<String>>,
}

impl SiteLines {
    /// Adds a line, or with `opening` all lines that begin so. Case and punctuation do not matter.
    pub fn add(&mut self, line: &str, opening: bool) {
        let key = text_key(line);
        if key.is_empty() {
            return;
        }
        if opening {
            Arc::make_mut(&mut self.openings).push(key);
        } else {
            Arc::make_mut(&mut self.whole).insert(key);
        }
    }

    /// Whether none was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.whole.is_empty() && self.openings.is_empty()
    }

    /// Whether a line is one of them.
    #[must_use]
    pub fn holds(&self, line: &str) -> bool {
        if self.is_empty() {
            return false;
        }
        let key = text_key(line);
        let goes_on =
            |o: &String| key.strip_prefix(o.as_str()).is_some_and(|r| r.is_empty() || r.starts_with(' '));
        !key.is_empty() && (self.whole.contains(&key) || self.openings.iter().any(goes_on))
    }
}

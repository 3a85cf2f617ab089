//! The names that rules and lexicons give their values ("MO", "APPROX", "EVERY"): a short string that is copied like a
//! number.
//!
//! Every match evaluates a few of them, so they must not be allocated.

use std::ops::Deref;

/// Names are at most so long.
const LONGEST: usize = 23;

/// A name, inside the value itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Name {
    length: u8,
    bytes: [u8; LONGEST],
}

impl Name {
    /// The name, or why it is none.
    pub(crate) fn new(name: &str) -> Result<Self, String> {
        let mut bytes = [0; LONGEST];
        let room = bytes
            .get_mut(..name.len())
            .ok_or_else(|| format!("\"{name}\": a name has at most {LONGEST} letters"))?;
        room.copy_from_slice(name.as_bytes());
        Ok(Self { length: name.len() as u8, bytes })
    }

    /// The name as a string.
    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.length)]).unwrap_or_default()
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq<str> for Name {
    fn eq(&self, other: &str) -> bool {
        self.bytes[..usize::from(self.length)] == *other.as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_short_names_only() {
        assert!(
            Name::new("ON_OR_BEFORE").is_ok_and(|n| n == *"ON_OR_BEFORE" && n.as_str() == "ON_OR_BEFORE")
        );
        assert!(Name::new(&"X".repeat(24)).is_err());
    }
}

//! The model file: how it is laid out, read without copying, and written.
//!
//! Little endian throughout: magic, then the number of candidate sets, slots of the dictionary and bits of the
//! weight table as `u32`; the candidate sets (`u64` each, a bit a tag), the slots of the dictionary, the weights.
//! A weight is an `i8` cell. A feature's row begins at the cell its hash names and has a cell a tag, so rows overlap;
//! most cells of a row are zero, and the training sees the same overlaps.

use super::Tag;
use super::lexicon::{SLOT, check, home};
use crate::{Error, Result};

const MAGIC: &[u8; 8] = b"annpos01";
const HEADER: usize = 8 + 4 * 4;

/// The sections of a model file.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'m> {
    /// Candidate sets, eight bytes each.
    pub classes: &'m [u8],
    /// The dictionary's hash table.
    pub slots: &'m [u8],
    /// The weight cells: 2^bits, and 64 more so that every row is whole.
    pub weights: &'m [u8],
    /// Bits of a row's number.
    pub bits: u32,
}

/// Finds the sections of a model file.
///
/// # Errors
/// [`Error::Model`] if the bytes are no model of this version.
pub fn read(bytes: &[u8]) -> Result<Parts<'_>> {
    sections(bytes).ok_or_else(|| Error::Model {
        model: "part-of-speech model",
        what: "is damaged or of another version; make it again with examples/train_pos.rs".into(),
    })
}

fn sections(bytes: &[u8]) -> Option<Parts<'_>> {
    let number = |i: usize| -> Option<u32> {
        let at = 8 + 4 * i;
        bytes.get(at..at + 4)?.first_chunk().map(|b| u32::from_le_bytes(*b))
    };
    let (tags, classes, slots, bits) = (number(0)?, number(1)? as usize, number(2)? as usize, number(3)?);
    if bytes.get(..8)? != MAGIC
        || tags as usize != Tag::COUNT
        || !slots.is_power_of_two()
        || !(6..32).contains(&bits)
    {
        return None;
    }
    let (classes, rest) = bytes.get(HEADER..)?.split_at_checked(classes.checked_mul(8)?)?;
    let (slots, weights) = rest.split_at_checked(slots.checked_mul(SLOT)?)?;
    (weights.len() == (1 << bits) + 64).then_some(Parts { classes, slots, weights, bits })
}

/// Writes a model file. `entries` are the dictionary's keys with their candidates in lower case and with a capital.
///
/// # Errors
/// [`Error::Model`] if there are more than 65,536 candidate sets or a key finds no free slot.
pub fn write(entries: &[(u64, u64, u64)], weights: &[i8], bits: u32) -> Result<Vec<u8>> {
    let fault = |what: &str| Error::Model { model: "part-of-speech model", what: what.into() };
    let mut classes: Vec<u64> = entries.iter().flat_map(|e| [e.1, e.2]).collect();
    classes.sort_unstable();
    classes.dedup();
    let count = (entries.len() * 8 / 5).next_power_of_two();
    let mut slots = vec![0u8; count * SLOT];
    for (key, lower, capital) in entries {
        let class = |set: &u64| classes.binary_search(set).ok().and_then(|c| u16::try_from(c).ok());
        let (Some(lower), Some(capital)) = (class(lower), class(capital)) else {
            return Err(fault("more than 65,536 candidate sets"));
        };
        let free = (0..super::lexicon::PROBES).map(|probe| (home(*key, count) + probe) % count * SLOT);
        let at = free
            .into_iter()
            .find(|at| slots[*at..at + 4] == [0; 4])
            .ok_or_else(|| fault("a slot is wanting"))?;
        slots[at..at + 4].copy_from_slice(&check(*key).to_le_bytes());
        slots[at + 4..at + 6].copy_from_slice(&lower.to_le_bytes());
        slots[at + 6..at + 8].copy_from_slice(&capital.to_le_bytes());
    }
    let mut bytes = MAGIC.to_vec();
    for number in [Tag::COUNT as u32, classes.len() as u32, count as u32, bits] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend(classes.iter().flat_map(|c| c.to_le_bytes()));
    bytes.extend(slots);
    bytes.extend(weights.iter().map(|w| *w as u8));
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::pos::lexicon::Lexicon;

    #[test]
    fn what_is_written_is_read() {
        let entries = [(7, 1, 2), (7 << 32 | 9, 4, 0), (u64::MAX, 8, 8)];
        let bytes = write(&entries, &[1; 64 + 64], 6).unwrap();
        let parts = read(&bytes).unwrap();
        let lexicon = Lexicon::new(parts.slots, parts.classes);
        for (key, lower, capital) in entries {
            assert_eq!(lexicon.get(key), Some((lower, capital)));
        }
        assert_eq!(lexicon.get(12345), None);
        assert_eq!(parts.weights.len(), 128);
    }

    #[test]
    fn what_is_no_model_is_refused() {
        let bytes = write(&[(7, 1, 2)], &[0; 128], 6).unwrap();
        assert!(read(&bytes[..bytes.len() - 1]).is_err());
        assert!(read(&bytes[1..]).is_err());
        assert!(read(b"").is_err());
    }
}

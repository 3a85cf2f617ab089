//! The model file: how it is laid out, read without copying, and written.
//!
//! Little endian throughout: magic, then as `u32` the number of tags, of pairs of candidate sets, of slots of the two
//! tables of the dictionary; the pairs (two `u64`, a bit a tag), the slots, the weights.
//! A weight is an `i8` cell. A feature's row begins at the cell its hash names and has a cell a tag, so rows overlap;
//! most cells of a row are zero, and the training sees the same overlaps.

use super::Tag;
use super::features::CELLS;
use super::lexicon::{LISTED, Lexicon, PAIR, PAIR_BITS, PROBES, SLOT, check, place};
use crate::{Error, Result};

const MAGIC: &[u8; 8] = b"annpos04";
const HEADER: usize = 8 + 4 * 4;

/// The sections of a model file.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'m> {
    /// The dictionary.
    pub lexicon: Lexicon<'m>,
    /// The weight cells.
    pub weights: &'m [u8; CELLS],
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
    let [tags, pairs, common, listed] = [number(0)?, number(1)?, number(2)?, number(3)?];
    if bytes.get(..8)? != MAGIC || tags as usize != Tag::COUNT {
        return None;
    }
    let (pairs, rest) = bytes.get(HEADER..)?.split_at_checked((pairs as usize).checked_mul(PAIR)?)?;
    let (common, rest) = rest.split_at_checked((common as usize).checked_mul(SLOT)?)?;
    let (listed, weights) = rest.split_at_checked((listed as usize).checked_mul(SLOT)?)?;
    let lexicon = Lexicon::new([common.as_chunks().0, listed.as_chunks().0], pairs.as_chunks().0);
    Some(Parts { lexicon, weights: weights.try_into().ok()? })
}

/// Writes a model file. `entries` are the dictionary's keys with their candidates in lower case and with a capital.
///
/// # Errors
/// [`Error::Model`] if there are more pairs of candidate sets than a slot can number, or a key finds no free slot.
pub fn write(entries: &[(u64, u64, u64)], weights: &[i8]) -> Result<Vec<u8>> {
    let fault = |what: &str| Error::Model { model: "part-of-speech model", what: what.into() };
    let mut pairs: Vec<(u64, u64)> = entries.iter().map(|e| (e.1, e.2)).collect();
    pairs.sort_unstable();
    pairs.dedup();
    if pairs.len() + 1 >= 1 << PAIR_BITS {
        return Err(fault("has too many pairs of candidate sets"));
    }
    let table = |listed: bool| {
        let entries =
            entries.iter().filter(|(_, lower, capital)| ((lower | capital) & LISTED != 0) == listed);
        let mut slots = vec![[0u8; SLOT]; entries.clone().count() * 3 / 2 + 1];
        for (key, lower, capital) in entries {
            let pair = pairs.binary_search(&(*lower, *capital)).unwrap_or(0) as u32 + 1;
            let mut places = (0..PROBES).map(|probe| place(*key, probe, slots.len()));
            let free =
                places.find(|at| slots[*at] == [0; SLOT]).ok_or_else(|| fault("has a key without a slot"))?;
            slots[free] = (check(*key) << PAIR_BITS | pair).to_le_bytes();
        }
        Ok(slots)
    };
    let (common, listed) = (table(false)?, table(true)?);
    let mut bytes = MAGIC.to_vec();
    for number in [Tag::COUNT, pairs.len(), common.len(), listed.len()] {
        bytes.extend((number as u32).to_le_bytes());
    }
    bytes.extend(
        pairs.iter().flat_map(|(lower, capital)| [lower.to_le_bytes(), capital.to_le_bytes()]).flatten(),
    );
    bytes.extend(common.into_flattened());
    bytes.extend(listed.into_flattened());
    bytes.extend(weights.iter().map(|w| *w as u8));
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let entries =
            [(7 << 20, 1, 2), (7 << 32 | 9 << 20, 4, 0), (u64::MAX, 8, 8), (5 << 20, LISTED | 1, 0)];
        let bytes = write(&entries, &[1; CELLS]).unwrap();
        let parts = read(&bytes).unwrap();
        for (key, lower, capital) in entries {
            assert_eq!(parts.lexicon.get(key), Some((lower, capital)));
        }
        assert_eq!(parts.lexicon.get(12345 << 20), None);
        assert!(parts.weights.iter().all(|w| *w == 1));
    }

    #[test]
    fn what_is_no_model_is_refused() {
        let bytes = write(&[(7, 1, 2)], &[0; CELLS]).unwrap();
        assert!(read(&bytes[..bytes.len() - 1]).is_err());
        assert!(read(&bytes[1..]).is_err());
        assert!(read(b"").is_err());
    }
}

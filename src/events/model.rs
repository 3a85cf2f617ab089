//! Feature rows in, the class of a trigger (or none) out: one linear model that weighs TimeML's seven classes against
//! each other and against "no event", so that what speaks for a class also speaks for an event.
//!
//! The model is one flat file read where it lies: a magic, how far the best class must be above "no event" as an `i32`, then
//! 2^BITS rows of eight signed bytes: a weight for "no event", and one for each class. `examples/train_events.rs` makes it,
//! with the code of [`super::features`].

use super::features::{BITS, COUNT};
use crate::timeline::Class;
use crate::{Error, Result};

/// Begins a model file; the last byte is the version of the features.
pub const MAGIC: &[u8; 8] = b"ANNEVT\x00\x03";
/// Weights of a row: for being no event, then for the classes in the order of [`CLASSES`].
pub const LABELS: usize = 8;
/// The classes that a trigger can have.
pub const CLASSES: [Class; LABELS - 1] = [
    Class::Occurrence,
    Class::Reporting,
    Class::Perception,
    Class::Aspectual,
    Class::IAction,
    Class::IState,
    Class::State,
];

/// The English model.
pub(super) const ENGLISH: &[u8] = include_bytes!("../../data/en/model/events.bin");

const _: () = assert!(COUNT * 128 <= i16::MAX as usize);

/// A trained model.
#[derive(Debug, Clone, Copy)]
pub struct TriggerModel {
    least: i32,
    weights: &'static [[u8; LABELS]; 1 << BITS],
}

impl TriggerModel {
    /// Reads a model file; nothing is copied.
    ///
    /// # Errors
    /// [`Error::Model`] if the bytes are no model of this version.
    pub fn load(bytes: &'static [u8]) -> Result<Self> {
        let read = || {
            let (least, weights) = bytes.strip_prefix(MAGIC.as_slice())?.split_first_chunk::<4>()?;
            let (weights, rest) = weights.as_chunks();
            let weights = weights.try_into().ok().filter(|_| rest.is_empty())?;
            Some(Self { least: i32::from_le_bytes(*least), weights })
        };
        read().ok_or_else(|| Error::Model {
            model: "events.bin",
            what: "no trigger model of this version; make it anew with examples/train_events.rs".into(),
        })
    }

    /// The class of the candidate; none if it is no event.
    #[must_use]
    pub fn class(&self, rows: &[u32; COUNT]) -> Option<Class> {
        let scores = self.scores(rows);
        // Of equals the first.
        let (best, score) =
            scores.iter().enumerate().skip(1).fold((0, i16::MIN), |best, (label, &score)| {
                if score > best.1 { (label, score) } else { best }
            });
        if i32::from(score) - i32::from(scores[0]) < self.least {
            return None;
        }
        CLASSES.get(best.checked_sub(1)?).copied()
    }

    /// The sums of the rows, a label each. By itself, so that the compiler adds eight labels at once.
    #[inline(never)]
    fn scores(&self, rows: &[u32; COUNT]) -> [i16; LABELS] {
        // As many bytes as there are rows fit into an `i16`, and half as wide is twice as fast.
        let mut scores = [0i16; LABELS];
        for row in rows {
            // The mask changes nothing; it tells the compiler that every row is inside the table.
            let cells = &self.weights[*row as usize & ((1 << BITS) - 1)];
            for (score, cell) in scores.iter_mut().zip(cells) {
                *score += i16::from(*cell as i8);
            }
        }
        scores
    }
}

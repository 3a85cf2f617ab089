//! Feature rows in, the class of a trigger (or none) out: a linear model over TimeML's seven classes and "no event".
//!
//! The model is one flat file read where it lies: a magic, then 2^BITS rows of eight signed bytes, a weight for each
//! label. `examples/train_events.rs` makes it, with the code of [`super::features`].

use super::features::{BITS, COUNT};
use crate::timeline::Class;
use crate::{Error, Result};

/// Begins a model file; the last byte is the version of the features.
pub const MAGIC: &[u8; 8] = b"ANNEVT\x00\x01";
/// Labels: no event, then the classes in the order of [`CLASSES`].
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

/// A trained model.
#[derive(Debug, Clone, Copy)]
pub struct TriggerModel {
    weights: &'static [u8],
}

impl TriggerModel {
    /// Reads a model file; nothing is copied.
    ///
    /// # Errors
    /// [`Error::Model`] if the bytes are no model of this version.
    pub fn load(bytes: &'static [u8]) -> Result<Self> {
        let weights = bytes.strip_prefix(MAGIC.as_slice()).filter(|w| w.len() == LABELS << BITS);
        let weights = weights.ok_or_else(|| Error::Model {
            model: "events.bin",
            what: "no trigger model of this version; make it anew with examples/train_events.rs".into(),
        })?;
        Ok(Self { weights })
    }

    /// The class of the candidate; none if it is no event. `margin` is added to the score of "no event".
    #[must_use]
    pub fn class(&self, rows: &[u32; COUNT], margin: i32) -> Option<Class> {
        let mut scores = [0i32; LABELS];
        for row in rows {
            let at = *row as usize * LABELS;
            let Some(cells) = self.weights.get(at..).and_then(|w| w.first_chunk::<LABELS>()) else {
                continue;
            };
            for (score, cell) in scores.iter_mut().zip(cells) {
                *score += i32::from(*cell as i8);
            }
        }
        scores[0] += margin;
        let best = (0..LABELS).rev().max_by_key(|label| scores[*label])?;
        best.checked_sub(1).and_then(|class| CLASSES.get(class).copied())
    }
}

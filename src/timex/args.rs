//! The arguments of a call of the meaning language: values in their order in, what a function asks for by place or by
//! name out.

use super::means::Val;
use crate::pack::Name;

/// The arguments of a call, in order; keys are `None` for positional ones.
#[derive(Debug)]
pub(crate) struct Args(pub(super) Vec<(Option<Name>, Val)>);

impl Args {
    pub(crate) fn with_room(count: usize) -> Self {
        Self(Vec::with_capacity(count))
    }

    pub(crate) fn push(&mut self, key: Option<Name>, value: Val) {
        self.0.push((key, value));
    }

    pub(super) fn positional(&self, index: usize) -> Option<&Val> {
        self.0.iter().filter(|a| a.0.is_none()).nth(index).map(|a| &a.1)
    }

    /// A named argument, if it is there and not missing.
    pub(super) fn named(&self, name: &str) -> Option<&Val> {
        self.0
            .iter()
            .find(|a| a.0.is_some_and(|key| key == *name))
            .map(|a| &a.1)
            .filter(|v| **v != Val::Missing)
    }

    /// A named whole number within bounds: `Some(None)` if it is not there, `None` if it is out of bounds.
    pub(super) fn int(&self, name: &str, low: i32, high: i32) -> Option<Option<i32>> {
        match self.named(name) {
            None => Some(None),
            Some(Val::Number(n)) if n.fract() == 0.0 && *n >= f64::from(low) && *n <= f64::from(high) => {
                Some(Some(*n as i32))
            }
            _ => None,
        }
    }

    pub(super) fn small(&self, name: &str, low: i32, high: i32) -> Option<Option<u8>> {
        self.int(name, low, high).map(|v| v.and_then(|n| u8::try_from(n).ok()))
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        self.named(name).is_some()
    }

    pub(super) fn name(&self, name: &str) -> Option<&str> {
        match self.named(name)? {
            Val::Name(n) => Some(n),
            _ => None,
        }
    }
}

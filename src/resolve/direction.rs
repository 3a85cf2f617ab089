//! Where the verb of an expression points: a sentence's words in, past or future out, with the reason.

use std::borrow::Cow;

/// Past, future, or no saying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Direction {
    /// The verb reports: the latest one not after the anchor. With the reason.
    Past(Cow<'static, str>),
    /// The verb plans: the next one.
    Future(Cow<'static, str>),
    /// Nothing tells.
    Unknown,
}

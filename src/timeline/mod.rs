//! The timeline: events in one total order, with the expressions, relations and diagnostics behind them.
//!
//! Resolved expressions and events come in, a [`Timeline`] goes out, sorted and numbered by [`arrange`]. It is what
//! every output format writes, what [`validate`] and [`expect`] judge, and what [`schema`] describes.

pub(crate) mod build;
mod chars;
pub(crate) mod display;
mod order;
mod schema;
mod terms;
mod types;
mod validate;

pub use chars::CharIndex;
pub use order::{arrange, sequence};
pub use schema::schema;
pub use terms::*;
pub use types::*;
pub use validate::{Expected, Finding, expect, read, read_expected, validate};

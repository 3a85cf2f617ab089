//! The timeline: events in one total order, with the expressions, relations and diagnostics behind them.

mod order;
mod types;

pub use order::{arrange, sequence};
pub use types::*;

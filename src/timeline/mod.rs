//! The timeline: events in one total order, with the expressions, relations and diagnostics behind them.

mod types;

pub use types::*;

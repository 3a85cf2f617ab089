//! annals: news articles in, an ordered event timeline out.

mod analysis;
pub mod article;
pub mod calendar;
mod check;
#[doc(hidden)]
pub mod cli;
pub mod error;
pub mod events;
pub mod explain;
mod extract;
pub mod input;
pub mod output;
pub mod pack;
pub mod resolve;
pub mod text;
pub mod timeline;
pub mod timex;

pub use analysis::{Analysis, Place, Timex};
pub use check::Contradiction;
pub use error::{Error, Result};
pub use extract::{Extracted, Extractor, Options, Tagged, timeline as timeline_of};

/// The README's example is run with the documentation's.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

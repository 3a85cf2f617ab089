//! annals: news articles in, an ordered event timeline out.

pub mod article;
pub mod error;
pub mod text;

pub use error::{Error, Result};

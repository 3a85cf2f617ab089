//! annals: news articles in, an ordered event timeline out.

pub mod article;
pub mod calendar;
pub mod error;
pub mod input;
pub mod text;
pub mod timeline;

pub use error::{Error, Result};

//! An article in, its publication date out, with every signal that speaks for one.

mod stamp;

pub use stamp::parse_stamp;

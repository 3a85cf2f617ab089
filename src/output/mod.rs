//! A timeline in, bytes out: one file a format, and none computes.

pub mod tag;

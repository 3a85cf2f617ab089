//! Pure dates, no text: what a TIMEX3 value string means in days and hours.

pub mod value;

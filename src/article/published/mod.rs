//! An article in, its publication date out, with every signal that speaks for one.
//!
//! Each reader gives [`Signal`]s: a date, where it comes from, how far it is trusted. [`choose`] settles on one: signals
//! for the same day strengthen each other, a date of modification counts only where nothing else is known, and what the
//! user gives always wins. The clock of the machine is never asked.

mod address;
mod choose;
mod dates;
mod elements;
mod jsonld;
mod label;
mod meta;
mod stamp;

pub use stamp::parse_stamp;

pub(super) use choose::choose;
use dates::Found;

use chrono::NaiveDate;

use super::Stamp;
use super::html::page::Page;
use crate::input::Source;

/// One signal, before they are weighed against each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Signal {
    /// The date (and time) it tells.
    pub(super) stamp: Stamp,
    /// The other reading of an all-numeric date; `stamp` is the one with the day first.
    pub(super) swapped: Option<NaiveDate>,
    /// As in [`Candidate`](super::Candidate).
    pub(super) method: &'static str,
    /// 0 to 1.
    pub(super) trust: f32,
}

impl Signal {
    fn new(found: Found, method: &'static str, trust: f32) -> Self {
        Self { stamp: found.stamp, swapped: found.swapped, method, trust }
    }

    fn of_day(date: NaiveDate, method: &'static str, trust: f32) -> Self {
        Self { stamp: Stamp { date, time: None, offset: None }, swapped: None, method, trust }
    }
}

/// What a page tells about itself besides its text.
pub(super) struct PageFacts {
    pub(super) signals: Vec<Signal>,
    pub(super) head: meta::Head,
    pub(super) json_ld: jsonld::JsonLd,
    pub(super) heading: Option<usize>,
    pub(super) month_first: bool,
}

/// Reads everything that a page says about its own date.
pub(super) fn of_page(page: &Page, source: &Source) -> PageFacts {
    let head = meta::Head::read(page, source.facts.url.as_deref());
    let json_ld = jsonld::read(&page.json_ld, &head.title_keys(), head.address.as_deref());
    let mut titles = head.title_keys();
    titles.extend(json_ld.headline.as_deref().map(super::text_key).filter(|key| key.chars().count() >= 8));
    let heading = super::html::heading(page, &titles);
    let mut signals = json_ld.signals.clone();
    signals.extend(head.signals.iter().copied());
    signals.extend(elements::read(page, heading));
    signals.extend(address::of_file(&source.name).map(|day| Signal::of_day(day, "filename", 0.6)));
    let language = head.language.as_deref().or(json_ld.language.as_deref());
    let month_first = meta::month_first(language, head.address.as_deref());
    PageFacts { signals, head, json_ld, heading, month_first }
}

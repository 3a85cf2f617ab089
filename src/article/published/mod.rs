//! An article in, its publication date out, with every signal that speaks for one.
//!
//! Each reader gives [`Signal`]s: a date, where it comes from, how far it is trusted. [`choose`] settles on one: signals
//! for the same day strengthen each other, a date of modification counts only where nothing else is known, and what the
//! user gives always wins. The clock of the machine is never asked.

mod address;
mod choose;
mod dates;
mod elements;
mod fallback;
mod jsonld;
mod label;
mod meta;
mod stamp;

pub use stamp::parse_stamp;

pub(super) use choose::choose;
pub(super) use dates::{Found, clock_alone, find, find_without_year, month_first as text_month_first};
pub(super) use jsonld::Entry as LiveEntry;
pub(super) use label::{at_end as label_at_end, at_start as label_at_start};
pub(super) use meta::month_first;

use chrono::NaiveDate;

use super::html::page::Page;
use super::{ArticleOptions, Candidate, Stamp};
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
    /// The year is not told; the other signals will tell.
    pub(super) any_year: bool,
}

impl Signal {
    pub(super) fn new(found: Found, method: &'static str, trust: f32) -> Self {
        Self { stamp: found.stamp, swapped: found.swapped, method, trust, any_year: false }
    }

    pub(super) fn of_day(date: NaiveDate, method: &'static str, trust: f32) -> Self {
        Self {
            stamp: Stamp { date, time: None, offset: None },
            swapped: None,
            method,
            trust,
            any_year: false,
        }
    }

    /// A month and day whose year the other signals must tell.
    pub(super) fn without_year(month: u32, day: u32, method: &'static str, trust: f32) -> Self {
        // A leap year, so that every day there is can be held.
        let date = NaiveDate::from_ymd_opt(2000, month, day).unwrap_or_default();
        Self { any_year: true, ..Self::of_day(date, method, trust) }
    }
}

/// What a page tells about itself in its head and its scripts.
pub(super) struct PageFacts {
    pub(super) head: meta::Head,
    pub(super) json_ld: jsonld::JsonLd,
    /// Its titles, as keys for comparing.
    pub(super) titles: Vec<String>,
}

impl PageFacts {
    /// Reads the head and the scripts of a page.
    pub(super) fn read(page: &Page, source: &Source) -> Self {
        let head = meta::Head::read(page, source.facts.url.as_deref());
        let mut titles = head.title_keys();
        let json_ld = jsonld::read(&page.json_ld, &titles, head.address.as_deref());
        titles
            .extend(json_ld.headline.as_deref().map(super::text_key).filter(|key| key.chars().count() >= 8));
        Self { head, json_ld, titles }
    }

    /// Everything that the page says about its own date. `heading` is the node of its headline; `running` counts the
    /// running text before each node.
    pub(super) fn signals(
        &self,
        page: &Page,
        source: &Source,
        heading: Option<usize>,
        running: &[usize],
    ) -> Vec<Signal> {
        let mut signals = self.json_ld.signals.clone();
        signals.extend(self.head.signals.iter().copied());
        signals.extend(elements::read(page, heading, running));
        signals.extend(of_source(source));
        if signals.iter().all(|signal| signal.method == "modified") {
            signals.extend(fallback::read(page, heading, self));
        }
        signals
    }

    /// Whether the page would write the month before the day.
    pub(super) fn month_first(&self) -> bool {
        let language = self.head.language.as_deref().or(self.json_ld.language.as_deref());
        meta::month_first(language, self.head.address.as_deref())
    }
}

/// The stamp of a `<time>` element.
pub(super) fn of_time(page: &Page, index: usize) -> Option<Stamp> {
    elements::time(page, index).map(|found| found.stamp)
}

/// What the user or the record around a document says, which nothing outweighs.
pub(super) fn given(options: &ArticleOptions, source: &Source) -> Option<Candidate> {
    let given = |stamp, method| Candidate { stamp, method, confidence: 1.0 };
    let record = || of_record(source.facts.published.as_deref()?);
    options
        .published
        .map(|stamp| given(stamp, "option"))
        .or_else(|| record().map(|stamp| given(stamp, "record")))
}

/// Reads the date of a record: as a user would give it, of any age, or in one of the ways that pages have.
pub(super) fn of_record(written: &str) -> Option<Stamp> {
    parse_stamp(written).ok().or_else(|| dates::machine(written).map(|found| found.stamp))
}

/// What the address and the name of a document say.
pub(super) fn of_source(source: &Source) -> Vec<Signal> {
    let url = source.facts.url.as_deref().and_then(address::of_address);
    let file = address::of_file(&source.name);
    let url = url.map(|day| Signal::of_day(day, "url", 0.88));
    url.into_iter().chain(file.map(|day| Signal::of_day(day, "filename", 0.6))).collect()
}

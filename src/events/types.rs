//! What the events stage gives: triggers for taggers, entries for timelines.

use std::ops::Range;

use crate::article::Zone;
use crate::resolve::Kind as TimexKind;
use crate::timeline::{Aspect, Basis, Class, Kind, Polarity, RelationType, Status, Tense};
use crate::timex::meaning::Mod;

/// A trigger word: what `annals tag --events` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trigger {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// TimeML class.
    pub class: Class,
    /// Whether it took place.
    pub status: Status,
    /// What tells when, if anything does.
    pub date: Option<TriggerDate>,
}

/// What tells the date of a trigger: where it is found, since most triggers of a text share one of a few dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TriggerDate {
    /// The expression with this index in [`crate::Analysis::timexes`].
    Timex(usize),
    /// The day of publication.
    Published,
}

/// How an event lies to the date that was found for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// On it, or within it.
    On,
    /// Before it.
    Before,
    /// After it.
    After,
    /// It began then and has gone on: "since Monday".
    Since,
    /// It goes on or is to be done up to then: "until Monday", "by Monday".
    Until,
    /// From it to the date that [`Dating::until`] names.
    Through,
}

/// When an event took place, and what says so.
#[derive(Debug, Clone, PartialEq)]
pub struct Dating {
    /// TIMEX3 value.
    pub value: String,
    /// TIMEX3 mod.
    pub modifier: Option<Mod>,
    /// DATE, TIME or SET.
    pub kind: TimexKind,
    /// What it rests on.
    pub basis: Basis,
    /// How the event lies to it.
    pub relation: Relation,
    /// The last date of a stretch: its TIMEX3 value.
    pub until: Option<String>,
    /// Index of the expression in [`crate::Analysis::timexes`]; none where a zone, a stamp or the publication dates it.
    pub timex: Option<usize>,
    /// 0 to 1.
    pub confidence: f32,
}

/// Another place where an event is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The part of the page.
    pub zone: Zone,
}

/// An entry of the timeline of one article.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Index of its sentence in [`crate::Analysis::sentences`].
    pub sentence: u32,
    /// Bytes of the trigger word.
    pub trigger: Range<usize>,
    /// TimeML class.
    pub class: Class,
    /// Event, statement or photo.
    pub kind: Kind,
    /// Whether it took place.
    pub status: Status,
    /// TimeML tense, of a verb.
    pub tense: Option<Tense>,
    /// TimeML aspect, of a verb.
    pub aspect: Option<Aspect>,
    /// TimeML polarity.
    pub polarity: Option<Polarity>,
    /// The modal word.
    pub modality: Option<String>,
    /// A readable clause.
    pub what: String,
    /// The actors, each in the fullest form that the article has.
    pub who: Vec<String>,
    /// The places told.
    pub places: Vec<String>,
    /// Who tells it, if not the article itself.
    pub attribution: Option<String>,
    /// The expressions that date it: indices into [`crate::Analysis::timexes`].
    pub timexes: Vec<usize>,
    /// When; none for an undated event.
    pub date: Option<Dating>,
    /// Other tellings that were merged into this one.
    pub evidence: Vec<Telling>,
    /// 0 to 1.
    pub confidence: f32,
}

/// What the text says of two entries: `from` is ... `to`.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Index into [`Reading::events`].
    pub from: usize,
    /// Index into [`Reading::events`].
    pub to: usize,
    /// How they lie.
    pub kind: RelationType,
    /// How far apart, an ISO 8601 duration.
    pub offset: Option<String>,
    /// The expression that says so.
    pub timex: Option<usize>,
}

/// The entries of an article, in the order of the text, and what it says of their order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// The entries, dated and undated.
    pub events: Vec<Event>,
    /// Their order by signals of the text.
    pub links: Vec<Link>,
}

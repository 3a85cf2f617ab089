//! The closed vocabularies of the timeline JSON: every word that a field such as `status` or `zone` can have.

use schemars::JsonSchema;
use serde::de::IntoDeserializer;
use serde::de::value::StrDeserializer;
use serde::{Deserialize, Serialize};

pub use crate::article::Zone;
pub use crate::calendar::value::{Modifier, Precision};

/// What offsets count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OffsetUnit {
    /// Unicode scalar values ("characters" of Python 3 and Rust's `char`), half open.
    UnicodeScalar,
}

/// Where a publication date comes from, in the order of trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// Given by the user (`--published`).
    Option,
    /// A field of the input record (`dct`, `published` of a JSON line).
    Record,
    /// JSON-LD of an article type.
    Jsonld,
    /// A `<meta>` element.
    Meta,
    /// `itemprop="datePublished"`.
    Microdata,
    /// A `<time>` element.
    Time,
    /// A line "Published: ..." or a byline.
    Byline,
    /// The dateline.
    Dateline,
    /// The page's address.
    Url,
    /// The file's name.
    Filename,
    /// The newest photo caption.
    Caption,
    /// When it was last changed: never taken for publication, told for completeness.
    Modified,
}

impl Method {
    /// The method of this name, as [`crate::article::Candidate::method`] spells it.
    ///
    /// ```
    /// use annals::timeline::Method;
    /// assert_eq!(Method::from_name("jsonld"), Some(Method::Jsonld));
    /// assert_eq!(Method::from_name("hearsay"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name: StrDeserializer<'_, serde::de::value::Error> = name.into_deserializer();
        Self::deserialize(name).ok()
    }
}

/// TIMEX3 type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexType {
    /// A calendar date of any grain.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A time that recurs.
    Set,
}

/// What an event's date rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// A full date in the text.
    Explicit,
    /// An expression counted from an anchor.
    Relative,
    /// Counted from another event.
    Event,
    /// The date of a photo caption.
    Caption,
    /// The date of the passage it stands in.
    Inherited,
    /// Only the publication date.
    Published,
}

/// TimeML event class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Class {
    /// Something happens.
    Occurrence,
    /// Seeing, hearing.
    Perception,
    /// Saying, reporting.
    Reporting,
    /// Beginning, ending.
    Aspectual,
    /// Something holds.
    State,
    /// Believing, wanting, hoping.
    IState,
    /// Trying, promising, causing.
    IAction,
}

impl Class {
    /// As the JSON spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Occurrence => "OCCURRENCE",
            Self::Perception => "PERCEPTION",
            Self::Reporting => "REPORTING",
            Self::Aspectual => "ASPECTUAL",
            Self::State => "STATE",
            Self::IState => "I_STATE",
            Self::IAction => "I_ACTION",
        }
    }
}

/// TimeML tense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum Tense {
    /// Past.
    Past,
    /// Present.
    Present,
    /// Future.
    Future,
    /// Infinitive.
    Infinitive,
    /// Present participle.
    Prespart,
    /// Past participle.
    Pastpart,
    /// No tense: a noun.
    None,
}

/// TimeML aspect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Aspect {
    /// "was meeting".
    Progressive,
    /// "has met".
    Perfective,
    /// "has been meeting".
    PerfectiveProgressive,
    /// Neither.
    None,
}

/// TimeML polarity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum Polarity {
    /// Asserted.
    Pos,
    /// Negated.
    Neg,
}

/// What kind of entry an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Something that happened.
    Event,
    /// Somebody said something.
    Statement,
    /// A photograph was taken.
    Photo,
}

/// Whether an event took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It did.
    Occurred,
    /// It began and has not ended.
    Ongoing,
    /// It is meant to.
    Planned,
    /// It comes back.
    Recurring,
    /// It may, if something else does.
    Conditional,
    /// Somebody says it did not.
    Denied,
    /// It was meant to and will not.
    Cancelled,
}

impl Status {
    /// As the JSON spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Occurred => "occurred",
            Self::Ongoing => "ongoing",
            Self::Planned => "planned",
            Self::Recurring => "recurring",
            Self::Conditional => "conditional",
            Self::Denied => "denied",
            Self::Cancelled => "cancelled",
        }
    }
}

/// The thirteen relations of Allen, and TimeML's three that do not tell the ends apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum RelationType {
    /// Ends before the other begins.
    Before,
    /// Begins after the other ends.
    After,
    /// Ends as the other begins.
    Meets,
    /// Begins as the other ends.
    MetBy,
    /// Begins first, ends within.
    Overlaps,
    /// Begins within, ends last.
    OverlappedBy,
    /// Begins with it, ends within.
    Starts,
    /// Begins with it, ends after.
    StartedBy,
    /// Wholly within.
    During,
    /// Has it wholly within.
    Contains,
    /// Begins within, ends with it.
    Finishes,
    /// Begins before, ends with it.
    FinishedBy,
    /// The same stretch.
    Equals,
    /// At the same time, as far as the text tells.
    Simultaneous,
    /// Has it within, as far as the text tells.
    Includes,
    /// Is within, as far as the text tells.
    IsIncluded,
}

/// What a relation rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RelationBasis {
    /// A word of order: "before", "two days after", "then".
    Signal,
    /// The dates of both.
    Dates,
    /// The order in which the article tells them.
    Narrative,
}

/// How grave a diagnostic or finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It cannot be so.
    Error,
    /// It is doubtful.
    Warning,
    /// Good to know.
    Info,
}

/// The name of a unit variant as the JSON spells it: `name(&Status::Planned)` is "planned".
///
/// ```
/// use annals::timeline::{Class, Status, name};
/// assert_eq!(name(&Status::Planned), "planned");
/// assert_eq!(name(&Class::IAction), "I_ACTION");
/// ```
#[must_use]
pub fn name<T: Serialize>(variant: &T) -> String {
    match serde_json::to_value(variant) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

//! The timeline JSON as Rust types: schema "annals/timeline/1", read and written by serde, described by schemars.
//!
//! What comes in is what the stages before have settled; what goes out is the one document that every output format
//! reads. Fields stand in the order in which they are written, and what is not known is left out, so that the same
//! timeline is always the same bytes. Reading is strict: an unknown field is an error, because a misspelt `"satus"`
//! that is silently dropped would make a check pass that should not.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::terms::{
    Aspect, Basis, Class, Kind, Method, Modifier, OffsetUnit, Polarity, Precision, RelationBasis,
    RelationType, Severity, Status, Tense, TimexType, Zone,
};

/// The name and version of the format, the value of [`Timeline::schema`].
pub const SCHEMA: &str = "annals/timeline/1";

/// A timeline over one document or many.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Timeline {
    /// Always "annals/timeline/1".
    #[schemars(extend("const" = SCHEMA))]
    pub schema: String,
    /// The program that wrote it.
    pub generator: Generator,
    /// The articles it was made from.
    pub documents: Vec<Document>,
    /// Every temporal expression found, document by document, in the order of the text.
    pub expressions: Vec<Expression>,
    /// The dated events, in order: by start, then end with the wider first, then clock and signals inside the day,
    /// then place in the text.
    #[schemars(schema_with = "dated_events")]
    pub events: Vec<Event>,
    /// Events that no expression dates: no `date`, but bounds where something is known. In the order of the text.
    pub undated: Vec<Event>,
    /// What is before, after or within what, between events (or events and expressions).
    pub relations: Vec<Relation>,
    /// What the reader should know: contradictions, undecided readings, dates that cannot be.
    pub diagnostics: Vec<Diagnostic>,
}

impl Timeline {
    /// An empty timeline of this version of annals, to be filled.
    ///
    /// ```
    /// let timeline = annals::timeline::Timeline::new();
    /// assert_eq!(timeline.schema, "annals/timeline/1");
    /// assert!(timeline.events.is_empty());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            generator: Generator {
                name: env!("CARGO_PKG_NAME").to_owned(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
            },
            documents: Vec::new(),
            expressions: Vec::new(),
            events: Vec::new(),
            undated: Vec::new(),
            relations: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// The document with this id.
    #[must_use]
    pub fn document(&self, id: &str) -> Option<&Document> {
        self.documents.iter().find(|document| document.id == id)
    }
}

impl Default for Timeline {
    fn default() -> Self {
        Self::new()
    }
}

/// `Timeline::events` differs from `Timeline::undated` in that the date is required.
fn dated_events(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
    let event = generator.subschema_for::<Event>();
    schemars::json_schema!({ "type": "array", "items": { "allOf": [event, { "required": ["date"] }] } })
}

/// The program that wrote a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Generator {
    /// "annals".
    pub name: String,
    /// Its version.
    pub version: String,
}

/// One article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// d1, d2, ...
    pub id: String,
    /// Where it came from: a path, a record id, "-" for standard input.
    pub source: String,
    /// Its own address, where the page or record tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// BCP 47 language tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What `start` and `end` count.
    pub offset_unit: OffsetUnit,
    /// When it was published, with the evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Published>,
    /// The decoded text that the offsets count into. Left out where it is the input as it stood, unless asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl Document {
    /// The publication date (YYYY-MM-DD), if one was settled on.
    #[must_use]
    pub fn published_date(&self) -> Option<&str> {
        self.published.as_ref()?.date.as_deref()
    }
}

/// The publication date and every signal for it. With no `date` none was trusted, and the candidates tell which
/// signals there were.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// The newsroom's local day, YYYY-MM-DD.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Local time with its offset from UTC where known: "09:12:00-04:00".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Where the date comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "rounded_option")]
    #[schemars(range(min = 0, max = 1))]
    pub confidence: Option<f64>,
    /// Every other signal, best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<PublishedCandidate>,
}

/// A signal for the publication date that was not taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishedCandidate {
    /// The local day it tells, YYYY-MM-DD.
    pub date: String,
    /// Local time with its offset where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Where it comes from.
    pub method: Method,
    /// 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "rounded_option")]
    #[schemars(range(min = 0, max = 1))]
    pub confidence: Option<f64>,
}

/// One temporal expression: what the text says and how it was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expression {
    /// t1, t2, ...
    pub id: String,
    /// The document it stands in.
    pub document: String,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// The words.
    pub text: String,
    /// The part of the page.
    pub zone: Zone,
    /// TIMEX3 type.
    #[serde(rename = "type")]
    pub kind: TimexType,
    /// TIMEX3 value.
    pub value: String,
    /// TIMEX3 mod.
    #[serde(default, rename = "mod", skip_serializing_if = "Option::is_none")]
    pub modifier: Option<Modifier>,
    /// TIMEX3 quant of a SET: "EVERY", "EACH", ...
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quant: Option<String>,
    /// TIMEX3 freq of a SET: "2X", "3D".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub freq: Option<String>,
    /// The same in EDTF (ISO 8601-2), where EDTF can say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edtf: Option<String>,
    /// The stretch of time meant, where it has bounds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<Interval>,
    /// What it was counted from: "published", an expression's or an event's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// The rule that read it, file/name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The reasons for this reading, in the order they were weighed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<String>,
    /// Other readings, best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<Alternative>,
    /// 0 to 1.
    #[serde(serialize_with = "rounded")]
    #[schemars(range(min = 0, max = 1))]
    pub confidence: f64,
}

/// A half-open stretch of local time; an end that is left out is unknown or open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Interval {
    /// First moment, "2017-05-25T18:00" (seconds only where the text gives them; years before 1 as "-0043").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// First moment after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
}

/// Another reading of an expression.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Alternative {
    /// TIMEX3 value.
    pub value: String,
    /// 0 to 1.
    #[serde(serialize_with = "rounded")]
    #[schemars(range(min = 0, max = 1))]
    pub confidence: f64,
}

/// Something that happened, will happen, or is said to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// e1, e2, ... in the order of the timeline; undated events u1, u2, ...
    pub id: String,
    /// The document it is told in (the first, if several tell it).
    pub document: String,
    /// The part of the page.
    pub zone: Zone,
    /// When. Always there in `events`, never in `undated`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<EventDate>,
    /// For an undated event: not before this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<String>,
    /// For an undated event: not after this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_after: Option<String>,
    /// A readable clause.
    pub what: String,
    /// The people and bodies that act.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub who: Vec<String>,
    /// The places.
    #[serde(default, rename = "where", skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// The word that tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trigger: Option<Span>,
    /// TimeML class of the trigger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<Class>,
    /// TimeML tense of the trigger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tense: Option<Tense>,
    /// TimeML aspect of the trigger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aspect: Option<Aspect>,
    /// TimeML polarity of the trigger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub polarity: Option<Polarity>,
    /// The modal word: "may", "should".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modality: Option<String>,
    /// Event, statement or photo.
    pub kind: Kind,
    /// Whether it took place.
    pub status: Status,
    /// Who tells it, where the article says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<String>,
    /// The expressions that date it, ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expressions: Vec<String>,
    /// The sentence that tells it.
    pub sentence: Span,
    /// Other tellings of the same event that were merged into this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// 0 to 1.
    #[serde(serialize_with = "rounded")]
    #[schemars(range(min = 0, max = 1))]
    pub confidence: f64,
}

/// A stretch of a document's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// The words.
    pub text: String,
}

/// Another place where the same event is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The document.
    pub document: String,
    /// The part of the page.
    pub zone: Zone,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// The words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// When an event took place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventDate {
    /// First day ("2017-05-25"), or local date-time ("2017-05-25T15:00") where the text gives a time.
    /// Left out where only the end is known ("until May").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// Last day, inclusive, or local date-time. Left out where only the start is known ("since 2011").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    /// TIMEX3 value. Left out where no one value covers it (a range of days).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// TIMEX3 mod.
    #[serde(default, rename = "mod", skip_serializing_if = "Option::is_none")]
    pub modifier: Option<Modifier>,
    /// The same in EDTF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edtf: Option<String>,
    /// The grain.
    pub precision: Precision,
    /// What the date rests on.
    pub basis: Basis,
    /// Whether the text says "about", "some", "around".
    pub approximate: bool,
    /// For people: "late Thursday, May 25, 2017".
    pub display: String,
}

/// How two events (or an event and an expression) stand to each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// An event's or expression's id.
    pub from: String,
    /// An event's or expression's id.
    pub to: String,
    /// `from` is ... `to`.
    #[serde(rename = "type")]
    pub kind: RelationType,
    /// How far apart, an ISO 8601 duration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<String>,
    /// What it rests on.
    pub basis: RelationBasis,
    /// The expression that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expression: Option<String>,
}

/// Something the reader should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Diagnostic {
    /// How grave.
    pub severity: Severity,
    /// A stable name: "weekday-mismatch".
    pub code: String,
    /// The document it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The expression it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expression: Option<String>,
    /// The event it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// One line for people.
    pub message: String,
}

/// Confidences are estimates: three decimals are all they can bear, and noise from `f32` must not reach the bytes.
fn rounded<S: serde::Serializer>(confidence: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((confidence * 1000.0).round() / 1000.0)
}

fn rounded_option<S: serde::Serializer>(confidence: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match confidence {
        Some(confidence) => rounded(confidence, serializer),
        None => serializer.serialize_none(),
    }
}

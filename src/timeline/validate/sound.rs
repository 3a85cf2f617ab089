//! Does a timeline agree with itself: real dates in order, unique ids, references that lead somewhere, offsets that say
//! the quoted text, and statuses that fit the dates.

use std::collections::{BTreeMap, BTreeSet};

use super::super::order::extent;
use super::super::{
    CharIndex, Diagnostic, Document, Event, EventDate, Expression, Interval, Modifier, Relation,
    RelationType, SCHEMA, Status, Timeline, TimexType, sequence,
};
use super::Finding;
use crate::calendar::value::{Bounds, Local, Value};

/// Every way in which a timeline does not agree with itself; none for a sound one.
///
/// Quoted text is compared with `documents[].text` where that is there. For plain-text input, which leaves it out, set
/// it to the decoded article before the call.
///
/// ```
/// # let json = include_str!("../../../tests/fixtures/timelines/ferry.json");
/// let mut timeline = annals::timeline::read(json).unwrap();
/// assert!(annals::timeline::validate(&timeline).is_empty());
///
/// timeline.events.swap(0, 1);
/// let findings = annals::timeline::validate(&timeline);
/// assert_eq!(findings[0].code, "order");
/// ```
#[must_use]
pub fn validate(timeline: &Timeline) -> Vec<Finding> {
    let mut check = Check::new(timeline);
    check.head();
    check.ids();
    timeline.documents.iter().for_each(|document| check.document(document));
    timeline.expressions.iter().for_each(|expression| check.expression(expression));
    timeline.events.iter().for_each(|event| check.dated(event));
    timeline.undated.iter().for_each(|event| check.undated(event));
    timeline.relations.iter().enumerate().for_each(|(index, relation)| check.relation(index, relation));
    check.diagnostics();
    check.order();
    check.findings
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    Document,
    Expression,
    Event,
}

struct Check<'a> {
    timeline: &'a Timeline,
    documents: BTreeMap<&'a str, &'a Document>,
    texts: BTreeMap<&'a str, CharIndex<'a>>,
    /// What the events' dates mean, by event.
    extents: BTreeMap<&'a str, Bounds>,
    /// Events and expressions that a diagnostic names.
    told: BTreeSet<&'a str>,
    ids: BTreeMap<&'a str, Owner>,
    findings: Vec<Finding>,
}

impl<'a> Check<'a> {
    fn new(timeline: &'a Timeline) -> Self {
        let text =
            |document: &'a Document| Some((document.id.as_str(), CharIndex::new(document.text.as_deref()?)));
        let extent = |event: &'a Event| Some((event.id.as_str(), extent(event.date.as_ref()?)?));
        let named =
            |diagnostic: &'a Diagnostic| [diagnostic.expression.as_deref(), diagnostic.event.as_deref()];
        Self {
            timeline,
            documents: timeline.documents.iter().map(|document| (document.id.as_str(), document)).collect(),
            texts: timeline.documents.iter().filter_map(text).collect(),
            extents: timeline.events.iter().filter_map(extent).collect(),
            told: timeline.diagnostics.iter().flat_map(named).flatten().collect(),
            ids: BTreeMap::new(),
            findings: Vec::new(),
        }
    }

    fn find(
        &mut self,
        code: &'static str,
        place: impl Into<String>,
        message: impl Into<String>,
        remedy: &str,
    ) {
        let finding =
            Finding { code, place: place.into(), message: message.into(), remedy: remedy.to_owned() };
        self.findings.push(finding);
    }

    fn head(&mut self) {
        if self.timeline.schema != SCHEMA {
            self.find(
                "schema",
                "schema",
                format!("is \"{}\"", self.timeline.schema),
                "write \"annals/timeline/1\"",
            );
        }
    }

    fn ids(&mut self) {
        let timeline = self.timeline;
        let documents = timeline.documents.iter().map(|document| (&document.id, Owner::Document));
        let expressions = timeline.expressions.iter().map(|expression| (&expression.id, Owner::Expression));
        let events = timeline.events.iter().chain(&timeline.undated).map(|event| (&event.id, Owner::Event));
        let mut twice = BTreeSet::new();
        for (id, owner) in documents.chain(expressions).chain(events) {
            if self.ids.insert(id, owner).is_some() && twice.insert(id) {
                self.find("id-duplicate", id, "this id stands twice", "give every part its own id");
            }
        }
    }

    fn refers(&mut self, place: &str, id: &str, owners: &[Owner]) {
        if !self.ids.get(id).is_some_and(|owner| owners.contains(owner)) {
            let message = format!("refers to \"{id}\", which is not there");
            self.find("reference-missing", place, message, "correct the id, or add what it names");
        }
    }

    fn document(&mut self, document: &'a Document) {
        let Some(published) = &document.published else { return };
        let candidates = published.candidates.iter().map(|candidate| &candidate.date);
        for date in published.date.iter().chain(candidates) {
            self.local(&format!("{} published", document.id), date);
        }
    }

    fn expression(&mut self, expression: &'a Expression) {
        let id = expression.id.as_str();
        self.refers(&format!("{id} document"), &expression.document, &[Owner::Document]);
        self.quote(id, &expression.document, expression.start, expression.end, Some(&expression.text));
        self.confidence(id, expression.confidence);
        let value = self.value(&format!("{id} value"), &expression.value);
        for alternative in &expression.alternatives {
            self.value(&format!("{id} alternatives"), &alternative.value);
            self.confidence(&format!("{id} alternatives"), alternative.confidence);
        }
        if let Some(value) = value.filter(|value| !fits(expression.kind, value)) {
            let message = format!("{:?} does not go with the value {}", expression.kind, expression.value);
            let remedy = if matches!(value, Value::Duration) {
                "write DURATION or SET"
            } else {
                "write DATE, TIME or SET"
            };
            self.find("type-value", format!("{id} type"), message, remedy);
        }
        if expression.kind != TimexType::Set && (expression.quant.is_some() || expression.freq.is_some()) {
            self.find("type-value", id, "quant and freq belong to a SET", "take them out, or write SET");
        }
        if let Some(Interval { start, end }) = &expression.interval {
            self.ordered(&format!("{id} interval"), start.as_deref(), end.as_deref());
        }
        if let Some(anchor) = expression.anchor.as_deref().filter(|anchor| is_id(anchor)) {
            self.refers(&format!("{id} anchor"), anchor, &[Owner::Expression, Owner::Event]);
        }
    }

    fn dated(&mut self, event: &'a Event) {
        match &event.date {
            Some(date) => {
                self.date(&event.id, date);
                self.status(event, date);
            }
            None => self.find("date-missing", &event.id, "has no date", "move it to undated"),
        }
        self.event(event);
    }

    fn undated(&mut self, event: &'a Event) {
        if event.date.is_some() {
            self.find("date-unwanted", &event.id, "has a date", "move it to events");
        }
        self.ordered(&event.id, event.not_before.as_deref(), event.not_after.as_deref());
        self.event(event);
    }

    fn event(&mut self, event: &'a Event) {
        let id = event.id.as_str();
        self.refers(&format!("{id} document"), &event.document, &[Owner::Document]);
        self.confidence(id, event.confidence);
        if event.what.trim().is_empty() {
            self.find("what-empty", id, "says nothing", "tell what happened");
        }
        for expression in &event.expressions {
            self.refers(&format!("{id} expressions"), expression, &[Owner::Expression]);
        }
        if let Some(trigger) = &event.trigger {
            self.quote(
                &format!("{id} trigger"),
                &event.document,
                trigger.start,
                trigger.end,
                Some(&trigger.text),
            );
        }
        let sentence = &event.sentence;
        self.quote(
            &format!("{id} sentence"),
            &event.document,
            sentence.start,
            sentence.end,
            Some(&sentence.text),
        );
        for evidence in &event.evidence {
            let place = format!("{id} evidence");
            self.refers(&place, &evidence.document, &[Owner::Document]);
            self.quote(&place, &evidence.document, evidence.start, evidence.end, evidence.text.as_deref());
        }
    }

    fn date(&mut self, id: &str, date: &EventDate) {
        let place = format!("{id} date");
        if date.start.is_none() && date.end.is_none() {
            self.find(
                "date-missing",
                &place,
                "has neither start nor end",
                "give one of them, or move the event to undated",
            );
        }
        let sound = self.ordered(&place, date.start.as_deref(), date.end.as_deref());
        let Some(text) = &date.value else { return };
        let Some(value) = self.value(&format!("{place}.value"), text).filter(|_| sound) else { return };
        let open = [Modifier::Before, Modifier::After, Modifier::OnOrBefore, Modifier::OnOrAfter];
        let closed = date.modifier.is_none_or(|modifier| !open.contains(&modifier));
        let named = value.bounds(None).filter(|_| closed);
        if let Some((named, said)) = named.zip(extent(date)) {
            // A clock time as a point has no length; it touches what it begins in.
            let apart = said.end < named.start
                || said.start >= named.end
                || (said.end == named.start && said.start < said.end);
            if apart {
                let message = format!("start and end are not those of the value {text}");
                self.find("date-value", place, message, "correct the one or the other");
            }
        }
    }

    /// What has occurred lies not after publication, unless the timeline itself tells of it. A day's grace covers live
    /// pages that run past midnight and newsrooms in other zones.
    fn status(&mut self, event: &'a Event, date: &EventDate) {
        let document = self.documents.get(event.document.as_str());
        let published = document.and_then(|document| document.published_date()).and_then(Local::parse);
        let start = date.start.as_deref().and_then(Local::parse);
        let told = event.expressions.iter().chain([&event.id]).any(|id| self.told.contains(id.as_str()));
        let Some((published, start)) = published.zip(start) else { return };
        let late = (start.day() - published.day()).num_days() > 1;
        if event.status == Status::Occurred && late && !told {
            let message =
                format!("occurred on {}, after its article was published ({})", start.day(), published.day());
            self.find("status-future", &event.id, message, "write planned, or correct the date");
        }
    }

    fn relation(&mut self, index: usize, relation: &'a Relation) {
        let place = format!("relations[{index}]");
        self.refers(&place, &relation.from, &[Owner::Event, Owner::Expression]);
        self.refers(&place, &relation.to, &[Owner::Event, Owner::Expression]);
        if let Some(expression) = &relation.expression {
            self.refers(&place, expression, &[Owner::Expression]);
        }
        if relation.from == relation.to {
            self.find("relation-self", &place, format!("{} stands to itself", relation.from), "take it out");
        }
        if let Some(offset) =
            relation.offset.as_deref().filter(|offset| !matches!(Value::parse(offset), Ok(Value::Duration)))
        {
            self.find("value", &place, format!("offset {offset} is no duration"), "write P2D");
        }
        let extents = self.extents.get(relation.from.as_str()).zip(self.extents.get(relation.to.as_str()));
        let Some((from, to)) = extents else { return };
        let against = match relation.kind {
            RelationType::Before | RelationType::Meets => from.start >= to.end && from.start > to.start,
            RelationType::After | RelationType::MetBy => to.start >= from.end && to.start > from.start,
            _ => false,
        };
        if against {
            let message = format!("{} and {} are dated the other way round", relation.from, relation.to);
            self.find("relation-dates", place, message, "correct the relation or a date");
        }
    }

    fn diagnostics(&mut self) {
        for (index, diagnostic) in self.timeline.diagnostics.iter().enumerate() {
            let place = format!("diagnostics[{index}]");
            let named = [
                (&diagnostic.document, Owner::Document),
                (&diagnostic.expression, Owner::Expression),
                (&diagnostic.event, Owner::Event),
            ];
            for (id, owner) in named {
                if let Some(id) = id {
                    self.refers(&place, id, &[owner]);
                }
            }
        }
    }

    fn order(&mut self) {
        let sequence = sequence(self.timeline);
        let wrong = sequence.iter().enumerate().find(|(place, index)| place != *index);
        if let Some(event) = wrong.and_then(|(_, &index)| self.timeline.events.get(index)) {
            let message = "should stand earlier: start, wider end, clock, signals, place in the text";
            self.find("order", &event.id, message, "sort the events");
        }
    }

    fn value(&mut self, place: &str, value: &str) -> Option<Value> {
        match Value::parse(value) {
            Ok(value) => Some(value),
            Err(error) => {
                self.find("value", place, error.to_string(), "correct it");
                None
            }
        }
    }

    fn local(&mut self, place: &str, date: &str) -> Option<Local> {
        let local = Local::parse(date);
        if local.is_none() {
            let message = format!("\"{date}\" is no day that exists");
            self.find("date-unreal", place, message, "write YYYY-MM-DD or YYYY-MM-DDThh:mm");
        }
        local
    }

    /// Whether both ends are real and in order; an end that is left out is.
    fn ordered(&mut self, place: &str, start: Option<&str>, end: Option<&str>) -> bool {
        let first = start.map(|start| self.local(place, start));
        let last = end.map(|end| self.local(place, end));
        if let (Some(Some(first)), Some(Some(last))) = (first, last)
            && (last.day() < first.day() || first.first_moment() > last.end_moment())
        {
            self.find("date-reversed", place, "ends before it begins", "exchange start and end");
            return false;
        }
        first != Some(None) && last != Some(None)
    }

    fn confidence(&mut self, place: &str, confidence: f64) {
        if !(0.0..=1.0).contains(&confidence) {
            self.find("confidence", place, format!("confidence {confidence}"), "give a number from 0 to 1");
        }
    }

    fn quote(&mut self, place: &str, document: &str, start: usize, end: usize, quoted: Option<&str>) {
        if start >= end {
            self.find(
                "offset-empty",
                place,
                format!("spans nothing: {start} to {end}"),
                "give the offsets of the words",
            );
            return;
        }
        let Some(text) = self.texts.get(document) else { return };
        let Some(found) = text.slice(start, end) else {
            let message =
                format!("{start} to {end} is not inside the text of {document} ({} characters)", text.len());
            self.find("offset-outside", place, message, "count Unicode scalar values from 0");
            return;
        };
        if let Some(quoted) = quoted.filter(|quoted| !same_words(quoted, found)) {
            let message = format!("says \"{quoted}\", but the text at {start} to {end} is \"{found}\"");
            self.find("offset-text", place, message, "count Unicode scalar values from 0");
        }
    }
}

/// Whether a TIMEX3 type can have this value.
fn fits(kind: TimexType, value: &Value) -> bool {
    match (kind, value) {
        (TimexType::Set, _) => true,
        (TimexType::Duration, value) => *value == Value::Duration,
        (_, Value::Duration) => false,
        (TimexType::Date, value) => !matches!(value, Value::Clock(_) | Value::Part { .. }),
        (TimexType::Time, value) => !matches!(value, Value::Unit(_)),
    }
}

/// t12, e3, u1: an id and no word like "published".
fn is_id(anchor: &str) -> bool {
    anchor
        .strip_prefix(['t', 'e', 'u'])
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
}

/// A quotation may differ from the page in white space and soft hyphens, in nothing else.
fn same_words(quoted: &str, found: &str) -> bool {
    let words =
        |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}').collect() };
    quoted == found || words(quoted) == words(found)
}

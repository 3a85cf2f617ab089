//! From JSON text to a [`Timeline`], with every part that is not of the schema told, not only the first.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::super::{Diagnostic, Document, Event, Expression, Generator, Relation, SCHEMA, Timeline};
use super::Finding;

/// Whether an element reads as what it should be.
type Reads = fn(&Value) -> Result<(), String>;

/// The arrays of a timeline and what their elements are.
const PARTS: [(&str, Reads); 6] = [
    ("documents", reads::<Document>),
    ("expressions", reads::<Expression>),
    ("events", reads::<Event>),
    ("undated", reads::<Event>),
    ("relations", reads::<Relation>),
    ("diagnostics", reads::<Diagnostic>),
];

/// Reads a timeline from its JSON.
///
/// # Errors
///
/// A finding for every element that is not of the schema: no JSON at all, missing and unknown fields, unknown words.
///
/// ```
/// let findings = annals::timeline::read(r#"{"schema": "annals/timeline/1"}"#).unwrap_err();
/// assert!(findings.iter().any(|finding| finding.to_string().starts_with("events: missing")));
/// ```
pub fn read(json: &str) -> Result<Timeline, Vec<Finding>> {
    let value: Value = match serde_json::from_str(json) {
        Ok(value) => value,
        Err(error) => {
            let place = format!("line {}, column {}", error.line(), error.column());
            let finding =
                finding(place, format!("no JSON: {error}"), "write the timeline anew with annals extract");
            return Err(vec![finding]);
        }
    };
    let findings = match &value {
        Value::Object(object) => check(object),
        _ => {
            vec![finding("the file", "is no JSON object", "give the output of annals extract --format json")]
        }
    };
    if !findings.is_empty() {
        return Err(findings);
    }
    // What the parts do not show (nothing, as far as known) the whole must.
    serde_json::from_value(value).map_err(|error| {
        vec![finding("the file", error.to_string(), "compare it with data/schema/timeline.schema.json")]
    })
}

fn check(object: &Map<String, Value>) -> Vec<Finding> {
    let mut findings = Vec::new();
    match object.get("schema") {
        Some(Value::String(schema)) if schema == SCHEMA => {}
        Some(other) => {
            findings.push(finding("schema", format!("is {other}"), format!("only \"{SCHEMA}\" can be read")));
        }
        None => findings.push(finding("schema", "missing", format!("write \"schema\": \"{SCHEMA}\""))),
    }
    match object.get("generator").map(reads::<Generator>) {
        Some(Ok(())) => {}
        Some(Err(message)) => findings.push(finding("generator", message, "give name and version")),
        None => findings.push(finding("generator", "missing", "give name and version")),
    }
    for (name, reads) in PARTS {
        match object.get(name) {
            Some(Value::Array(elements)) => findings.extend(check_elements(name, elements, reads)),
            Some(_) => findings.push(finding(name, "is no list", format!("write \"{name}\": [...]"))),
            None => {
                findings.push(finding(name, "missing", format!("write \"{name}\": [] if there are none")))
            }
        }
    }
    let known =
        |name: &String| name == "schema" || name == "generator" || PARTS.iter().any(|part| part.0 == name);
    let unknown = object.keys().filter(|name| !known(name));
    findings.extend(
        unknown.map(|name| finding(name.as_str(), "unknown field", "take it out, or correct its name")),
    );
    findings
}

fn check_elements(name: &str, elements: &[Value], reads: Reads) -> Vec<Finding> {
    let wrong = |(index, element): (usize, &Value)| {
        let message = reads(element).err()?;
        let id = element.get("id").and_then(Value::as_str).map(|id| format!(" ({id})")).unwrap_or_default();
        Some(finding(
            format!("{name}[{index}]{id}"),
            message,
            "compare it with data/schema/timeline.schema.json",
        ))
    };
    elements.iter().enumerate().filter_map(wrong).collect()
}

fn reads<T: DeserializeOwned>(value: &Value) -> Result<(), String> {
    T::deserialize(value).map(drop).map_err(|error| error.to_string())
}

fn finding(place: impl Into<String>, message: impl Into<String>, remedy: impl Into<String>) -> Finding {
    Finding { code: "schema", place: place.into(), message: message.into(), remedy: remedy.into() }
}

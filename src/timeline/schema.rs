//! The JSON Schema of the timeline, made from the types so that it cannot say anything else.

use super::Timeline;

/// The JSON Schema (draft 2020-12) of [`Timeline`]. It ships as `data/schema/timeline.schema.json`, and a test keeps
/// that file up to date.
///
/// ```
/// let schema = annals::timeline::schema();
/// assert_eq!(schema["title"], "annals timeline");
/// ```
#[must_use]
pub fn schema() -> serde_json::Value {
    let mut schema = schemars::schema_for!(Timeline);
    schema.insert("$id".to_owned(), "urn:annals:timeline:1".into());
    schema.insert("title".to_owned(), "annals timeline".into());
    schema.to_value()
}

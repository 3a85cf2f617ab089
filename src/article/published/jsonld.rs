//! The JSON-LD scripts of a page in, the dates of the page's own article out; also its headline and, for live blogs,
//! the stamps of the entries.
//!
//! Only objects whose type is listed in `data/page/types.tsv` speak for the page. Where a page describes several
//! articles (teasers, a list), the one whose headline or address is the page's own counts, the others hardly.

use serde_json::{Map, Value};

use super::{Signal, dates};
use crate::article::data::page;
use crate::article::text_key;

/// Keys under which an object tells of something else than itself.
const ELSEWHERE: [&str; 24] = [
    "comment",
    "comments",
    "review",
    "reviews",
    "mentions",
    "haspart",
    "ispartof",
    "itemlistelement",
    "citation",
    "isbasedon",
    "liveblogupdate",
    "suggestedanswer",
    "acceptedanswer",
    "author",
    "publisher",
    "creator",
    "image",
    "logo",
    "thumbnail",
    "breadcrumb",
    "subjectof",
    "relatedlink",
    "significantlink",
    "recordedat",
];

/// What the scripts of a page say about the page.
#[derive(Debug, Default)]
pub(in crate::article) struct JsonLd {
    /// Publication and modification dates.
    pub(in crate::article) signals: Vec<Signal>,
    /// The headline of the page's own article.
    pub(in crate::article) headline: Option<String>,
    /// BCP 47 language, where told.
    pub(in crate::article) language: Option<String>,
    /// The scripts that are no JSON.
    pub(in crate::article) broken: Vec<usize>,
    /// Whether the page is a live blog, and its entries: headline or first words, id, date.
    pub(in crate::article) live: bool,
    pub(in crate::article) entries: Vec<Entry>,
}

/// An entry of a live blog.
#[derive(Debug)]
pub(in crate::article) struct Entry {
    /// The anchor in the entry's address: the part after `#`.
    pub(in crate::article) anchor: Option<String>,
    /// Its headline as a key for comparing.
    pub(in crate::article) headline: Option<String>,
    /// When it was posted.
    pub(in crate::article) stamp: crate::article::Stamp,
}

/// An object of a listed type.
struct Item<'v> {
    object: &'v Map<String, Value>,
    trust: f32,
    own: bool,
}

/// Reads the scripts of a page. `titles` are the page's titles as keys for comparing, `address` its own address.
pub(in crate::article) fn read(scripts: &[String], titles: &[String], address: Option<&str>) -> JsonLd {
    let parsed: Vec<Option<Value>> = scripts.iter().map(|script| parse(script)).collect();
    let broken = (0..parsed.len()).filter(|at| parsed[*at].is_none()).collect();
    let documents: Vec<Value> = parsed.into_iter().flatten().collect();
    let mut items = Vec::new();
    for document in &documents {
        collect(document, &mut items, titles, address);
    }
    let mut read = JsonLd { broken, ..JsonLd::default() };
    let any_own = items.iter().any(|item| item.own && item.trust > 0.9);
    for (place, item) in items.iter().enumerate() {
        let factor = match (item.own, any_own, place) {
            (true, ..) => 1.0,
            (false, true, _) if item.trust > 0.9 => 0.4,
            (false, _, 0) => 0.97,
            _ => 0.9,
        };
        read.add_dates(item.object, item.trust * factor);
    }
    let main = items.iter().find(|item| item.own).or(items.first());
    if let Some(main) = main.map(|item| item.object) {
        read.headline = text(main, "headline").or_else(|| text(main, "name")).map(str::to_owned);
        read.language = text(main, "inLanguage").map(str::to_owned);
    }
    for item in &items {
        if types(item.object).any(|kind| kind == "liveblogposting") {
            read.live = true;
            read.add_entries(item.object);
        }
    }
    read
}

impl JsonLd {
    fn add_dates(&mut self, object: &Map<String, Value>, trust: f32) {
        let mut add = |key: &str, factor: f32, modified: bool| {
            if let Some(found) = text(object, key).and_then(dates::machine) {
                let method = if modified { "modified" } else { "jsonld" };
                self.signals.push(Signal::new(found, method, trust * factor));
                return true;
            }
            false
        };
        if !add("datePublished", 1.0, false) && !add("uploadDate", 0.95, false) {
            add("dateCreated", 0.85, false);
        }
        add("dateModified", 1.0, true);
    }

    fn add_entries(&mut self, object: &Map<String, Value>) {
        let Some(updates) = object.get("liveBlogUpdate") else { return };
        let updates = updates.as_array().map_or(std::slice::from_ref(updates), Vec::as_slice);
        for update in updates.iter().filter_map(Value::as_object) {
            let Some(found) = text(update, "datePublished").and_then(dates::machine) else { continue };
            let address = text(update, "url").or_else(|| text(update, "@id"));
            self.entries.push(Entry {
                anchor: address
                    .and_then(|address| address.rsplit_once('#'))
                    .map(|(_, anchor)| anchor.to_owned()),
                headline: text(update, "headline").map(text_key).filter(|key| !key.is_empty()),
                stamp: found.stamp,
            });
        }
    }
}

/// Parses a script, mending what pages get wrong: comments around it, line breaks in strings, commas before a bracket.
fn parse(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<!--").trim_start_matches("//").trim();
    let script =
        script.trim_start_matches("<![CDATA[").trim_end_matches("-->").trim_end_matches("]]>").trim();
    let script = script.trim_end_matches("//").trim().trim_end_matches(';');
    if let Ok(value) = serde_json::from_str(script) {
        return Some(value);
    }
    serde_json::from_str(&mended(script)).ok()
}

fn mended(script: &str) -> String {
    let mut mended = String::with_capacity(script.len());
    let (mut inside, mut escaped) = (false, false);
    for c in script.chars() {
        match c {
            c if c.is_control() => mended.push(' '),
            '"' if !escaped => {
                inside = !inside;
                mended.push(c);
            }
            '}' | ']' if !inside => {
                while mended.ends_with(|c: char| c.is_whitespace() || c == ',') {
                    mended.pop();
                }
                mended.push(c);
            }
            // An apostrophe needs no escape in JSON and may have none.
            '\'' if escaped => {
                mended.pop();
                mended.push(c);
            }
            c => mended.push(c),
        }
        escaped = c == '\\' && !escaped;
    }
    mended
}

/// Collects the objects of listed types in document order, without recursion.
fn collect<'v>(document: &'v Value, items: &mut Vec<Item<'v>>, titles: &[String], address: Option<&str>) {
    let mut waiting = vec![document];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(values) => waiting.extend(values.iter().rev()),
            Value::Object(object) => {
                let trust = types(object)
                    .filter_map(|kind| page().types.get(kind.as_str()).copied())
                    .fold(0.0, f32::max);
                if trust > 0.0 {
                    items.push(Item { object, trust, own: is_own(object, titles, address) });
                }
                let inner = object.iter().filter(|(key, value)| {
                    (value.is_object() || value.is_array())
                        && !ELSEWHERE.contains(&key.to_ascii_lowercase().as_str())
                });
                let inner: Vec<_> = inner.map(|(_, value)| value).collect();
                waiting.extend(inner.into_iter().rev());
            }
            _ => {}
        }
    }
}

/// The types of an object, in lower case and without the vocabulary's address.
fn types(object: &Map<String, Value>) -> impl Iterator<Item = String> + '_ {
    let given = object.get("@type").map_or(&[][..], |value| match value {
        Value::Array(values) => values.as_slice(),
        value => std::slice::from_ref(value),
    });
    given
        .iter()
        .filter_map(Value::as_str)
        .map(|kind| kind.rsplit(['/', '#', ':']).next().unwrap_or(kind).to_ascii_lowercase())
}

/// Whether an object has the page's headline or address.
fn is_own(object: &Map<String, Value>, titles: &[String], address: Option<&str>) -> bool {
    let headline = text(object, "headline").or_else(|| text(object, "name")).map(text_key);
    let same_headline = headline.is_some_and(|headline| {
        headline.chars().count() >= 8
            && titles.iter().any(|title| title.starts_with(&headline) || headline.starts_with(title.as_str()))
    });
    let same_address = address.is_some_and(|address| {
        ["url", "@id", "mainEntityOfPage"].iter().any(|key| {
            let given = match object.get(*key) {
                Some(Value::Object(inner)) => text(inner, "@id"),
                Some(Value::String(given)) => Some(given.as_str()),
                _ => None,
            };
            given.is_some_and(|given| same_place(given, address))
        })
    });
    same_headline || same_address
}

/// Whether two addresses differ in nothing but the scheme, "www.", a closing slash and what follows `#` or `?`.
fn same_place(one: &str, other: &str) -> bool {
    let bare = |address: &str| {
        let address = address.split(['#', '?']).next().unwrap_or_default();
        let address =
            address.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
        address.trim_end_matches('/').to_owned()
    };
    let one = bare(one);
    !one.is_empty() && one.contains('/') && one == bare(other)
}

fn text<'v>(object: &'v Map<String, Value>, key: &str) -> Option<&'v str> {
    match object.get(key)? {
        Value::String(text) => Some(text.trim()),
        Value::Array(values) => values.first()?.as_str().map(str::trim),
        Value::Object(inner) => inner.get("@value").or(inner.get("name"))?.as_str().map(str::trim),
        _ => None,
    }
    .filter(|text| !text.is_empty())
}

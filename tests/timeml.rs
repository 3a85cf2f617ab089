//! The TimeML of our own articles against `tests/fixtures/timeml-1.2.1.dtd`: elements where they may stand, attributes
//! with values that they may have, ids that are there once and are found; and what the links say of a short article.

use std::collections::{BTreeMap, BTreeSet};

use annals::Extractor;
use annals::article::{self, ArticleOptions};
use annals::input::Source;
use annals::output::{Format, Options};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event as Xml};

const DTD: &str = include_str!("fixtures/timeml-1.2.1.dtd");

/// An attribute of the definition: its type, and whether it must stand.
struct Attribute {
    kind: Kind,
    required: bool,
}

enum Kind {
    Id,
    Reference,
    Text,
    OneOf(BTreeSet<&'static str>),
}

/// Which elements may stand in which, and their attributes.
#[derive(Default)]
struct Definition {
    children: BTreeMap<&'static str, BTreeSet<&'static str>>,
    attributes: BTreeMap<&'static str, BTreeMap<&'static str, Attribute>>,
}

impl Definition {
    fn read() -> Self {
        let mut definition = Self::default();
        for line in DTD.lines() {
            if let Some(rest) = line.strip_prefix("<!ELEMENT ") {
                let (name, content) = rest.split_once(' ').expect("an element and its content");
                let names = content.split(|c: char| !(c.is_alphanumeric() || c == '#'));
                definition.children.insert(name, names.filter(|n| !n.is_empty()).collect());
            } else if let Some(rest) = line.strip_prefix("<!ATTLIST ") {
                let parts: Vec<&str> = rest.trim_end_matches('>').split(' ').collect();
                let [element, name, kind, needed] = parts[..] else { panic!("four parts: {line}") };
                let kind = match kind {
                    "ID" => Kind::Id,
                    "IDREF" => Kind::Reference,
                    "CDATA" => Kind::Text,
                    values => Kind::OneOf(values.trim_matches(['(', ')']).split('|').collect()),
                };
                let attribute = Attribute { kind, required: needed == "#REQUIRED" };
                definition.attributes.entry(element).or_default().insert(name, attribute);
            }
        }
        definition
    }
}

type Element = (String, BTreeMap<String, String>);

/// All elements of a file in their order, after the file was held against the definition.
fn valid(xml: &str) -> Vec<Element> {
    let definition = Definition::read();
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut elements, mut open) = (Vec::<Element>::new(), Vec::<String>::new());
    loop {
        let (start, empty) = match reader.read_event().expect("well-formed XML") {
            Xml::Start(start) => (start, false),
            Xml::Empty(start) => (start, true),
            Xml::End(_) => {
                open.pop();
                continue;
            }
            Xml::Text(text) => {
                let blank = text.into_inner().chars().all(char::is_whitespace);
                let inside = open.last().map(String::as_str);
                assert!(blank || inside.is_some_and(|e| definition.children[e].contains("#PCDATA")));
                continue;
            }
            Xml::Eof => break,
            _ => continue,
        };
        let name = start.name().as_ref().to_owned();
        match open.last() {
            Some(parent) => {
                assert!(definition.children[parent.as_str()].contains(name.as_str()), "{name} in {parent}");
            }
            None => assert_eq!(name, "TimeML"),
        }
        let attributes = attributes(&start);
        check(&definition, &name, &attributes);
        if !empty {
            open.push(name.clone());
        }
        elements.push((name, attributes));
    }
    references(&definition, &elements);
    elements
}

fn attributes(start: &BytesStart<'_>) -> BTreeMap<String, String> {
    let pairs = start.attributes().map(|pair| pair.expect("an attribute"));
    pairs
        .map(|pair| {
            let value = pair.normalized_value(XmlVersion::Explicit1_0).expect("a value");
            (pair.key.as_ref().to_owned(), value.into_owned())
        })
        .collect()
}

fn check(definition: &Definition, name: &str, found: &BTreeMap<String, String>) {
    let none = BTreeMap::new();
    let allowed = definition.attributes.get(name).unwrap_or(&none);
    for (key, value) in found {
        let attribute = allowed.get(key.as_str()).unwrap_or_else(|| panic!("{name} has no {key}"));
        if let Kind::OneOf(values) = &attribute.kind {
            assert!(values.contains(value.as_str()), "{name} {key}={value}");
        }
    }
    for (key, _) in allowed.iter().filter(|(_, attribute)| attribute.required) {
        assert!(found.contains_key(*key), "{name} needs {key}");
    }
}

/// Every id stands once; every reference finds one.
fn references(definition: &Definition, elements: &[Element]) {
    let of = |wanted: fn(&Kind) -> bool| {
        let mut values = Vec::new();
        for (name, attributes) in elements {
            let kinds = definition.attributes.get(name.as_str());
            for (key, value) in attributes {
                if kinds.and_then(|k| k.get(key.as_str())).is_some_and(|a| wanted(&a.kind)) {
                    values.push(value.clone());
                }
            }
        }
        values
    };
    let ids = of(|kind| matches!(kind, Kind::Id));
    let set: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(set.len(), ids.len(), "an id stands twice");
    for reference in of(|kind| matches!(kind, Kind::Reference)) {
        assert!(set.contains(&reference), "{reference} is nowhere");
    }
    for (_, link) in elements.iter().filter(|(name, _)| name == "TLINK") {
        let ends = |keys: [&str; 2]| keys.iter().filter(|key| link.contains_key(**key)).count();
        assert_eq!(ends(["eventInstanceID", "timeID"]), 1, "{link:?}");
        assert_eq!(ends(["relatedToEventInstance", "relatedToTime"]), 1, "{link:?}");
    }
}

fn timeml(name: &str, bytes: &[u8]) -> String {
    let source = Source { name: name.to_owned(), bytes: bytes.to_vec(), ..Source::default() };
    let article = article::read(&source, &ArticleOptions::default()).expect("an article");
    let extractor = Extractor::new().expect("the data built in");
    let text = article.text.clone();
    let mut timeline = extractor.extract(vec![article]);
    timeline.documents[0].text = Some(text);
    let mut out = Vec::new();
    Format::Timeml.write(&timeline, &Options::default(), &mut out).expect("TimeML");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn our_articles_are_valid_timeml() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/articles");
    let mut links = 0;
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("the articles").map(|e| e.expect("an entry").path()).collect();
    paths.sort();
    for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "txt")) {
        let bytes = std::fs::read(path).expect("an article");
        let elements = valid(&timeml(&path.to_string_lossy(), &bytes));
        links += elements.iter().filter(|(name, _)| name == "TLINK").count();
    }
    assert!(links > 50, "{links} links");
}

#[test]
fn links_tell_the_side_of_the_creation_time() {
    let article = "Published 12 June 2019\n\nThe old pier burned down on Monday, June 10. \
                   Engineers will inspect the piles on June 20.\n";
    let elements = valid(&timeml("pier.txt", article.as_bytes()));
    let creation = elements.iter().find(|(_, a)| a.get("functionInDocument").is_some_and(|f| f != "NONE"));
    let creation = &creation.expect("a creation time").1["tid"];
    let mut sides: Vec<&str> = elements
        .iter()
        .filter(|(name, a)| name == "TLINK" && a.get("relatedToTime") == Some(creation))
        .map(|(_, a)| a["relType"].as_str())
        .collect();
    sides.sort_unstable();
    assert_eq!(sides, ["AFTER", "BEFORE"]);
}

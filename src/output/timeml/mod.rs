//! TimeML as TempEval-3 lays it out: the text with TIMEX3 and EVENT in it, then MAKEINSTANCE and TLINK.
//!
//! Inline marks cannot overlap, and readers of TimeML do not expect one inside another, so of two that meet the
//! expression stays and the event's mark goes (of two expressions the longer stays); what links to a mark that is not in
//! the text is left out with it. Two events with the same trigger are two instances of one EVENT. Characters that XML
//! cannot hold become spaces, so that offsets into the text stay right.

mod links;

use std::collections::BTreeMap;
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event as Xml};

use crate::error::{Error, Result};
use crate::timeline::{CharIndex, Document, Event, Expression, Timeline, name};

/// The document creation time.
const CREATION: &str = "t0";

pub(super) fn write(timeline: &Timeline, out: &mut dyn Write) -> Result<()> {
    let wrong = |what: String| Error::Format { format: "timeml", what };
    let [document] = timeline.documents.as_slice() else {
        let count = timeline.documents.len();
        return Err(wrong(format!(
            "holds one document, and this timeline has {count}; write one file for each"
        )));
    };
    let Some(text) = &document.text else {
        return Err(wrong(format!("needs the text of {}; extract with --include-text", document.source)));
    };
    let marks = Marks::of(timeline, CharIndex::new(text).len());
    let written = page(timeline, document, text, &marks, out);
    written.map_err(|source| Error::Write { place: "the timeml output".to_owned(), source })
}

/// What stands in the text, and under which ids.
struct Marks<'a> {
    /// By place, not overlapping.
    spans: Vec<Span<'a>>,
    /// The EVENT (eid) of each event of the timeline that has one.
    eids: BTreeMap<&'a str, String>,
    /// The expressions that are in the text.
    tids: BTreeMap<&'a str, &'a Expression>,
}

struct Span<'a> {
    start: usize,
    end: usize,
    mark: Mark<'a>,
}

#[derive(Clone, Copy)]
enum Mark<'a> {
    Timex(&'a Expression),
    Event(&'a Event),
}

impl<'a> Marks<'a> {
    fn of(timeline: &'a Timeline, length: usize) -> Self {
        let inside = |start: usize, end: usize| start < end && end <= length;
        let mut timexes: Vec<Span<'a>> = timeline
            .expressions
            .iter()
            .filter(|timex| inside(timex.start, timex.end))
            .map(|timex| Span { start: timex.start, end: timex.end, mark: Mark::Timex(timex) })
            .collect();
        // The longer first, so that it stays.
        timexes.sort_by_key(|span| (std::cmp::Reverse(span.end - span.start), span.start));
        let mut taken: BTreeMap<usize, Span<'a>> = BTreeMap::new();
        timexes.into_iter().for_each(|span| place(&mut taken, span));

        let mut eids = BTreeMap::new();
        for event in timeline.events.iter().chain(&timeline.undated) {
            let Some(trigger) = event.trigger.as_ref().filter(|trigger| inside(trigger.start, trigger.end))
            else {
                continue;
            };
            place(&mut taken, Span { start: trigger.start, end: trigger.end, mark: Mark::Event(event) });
        }
        let spans: Vec<Span<'a>> = taken.into_values().collect();
        let mut by_place = BTreeMap::new();
        for span in &spans {
            if let Mark::Event(_) = span.mark {
                by_place.insert((span.start, span.end), format!("e{}", by_place.len() + 1));
            }
        }
        for event in timeline.events.iter().chain(&timeline.undated) {
            let trigger = event.trigger.as_ref().map(|trigger| (trigger.start, trigger.end));
            if let Some(eid) = trigger.and_then(|place| by_place.get(&place)) {
                eids.insert(event.id.as_str(), eid.clone());
            }
        }
        let timex = |span: &Span<'a>| match span.mark {
            Mark::Timex(timex) => Some((timex.id.as_str(), timex)),
            Mark::Event(_) => None,
        };
        let tids = spans.iter().filter_map(timex).collect();
        Self { spans, eids, tids }
    }
}

/// Keeps the span if nothing that is there already meets it.
fn place<'a>(taken: &mut BTreeMap<usize, Span<'a>>, span: Span<'a>) {
    let before = taken.range(..span.end).next_back();
    if before.is_none_or(|(_, before)| before.end <= span.start) {
        taken.insert(span.start, span);
    }
}

fn page(
    timeline: &Timeline,
    document: &Document,
    text: &str,
    marks: &Marks<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut xml = Writer::new(out);
    xml.write_event(Xml::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    line(&mut xml)?;
    let mut root = BytesStart::new("TimeML");
    root.push_attribute(("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"));
    root.push_attribute(("xsi:noNamespaceSchemaLocation", "http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd"));
    xml.write_event(Xml::Start(root))?;
    line(&mut xml)?;
    element(&mut xml, "DOCID", &document.id)?;
    creation(&mut xml, document)?;
    if let Some(title) = &document.title {
        element(&mut xml, "TITLE", title)?;
    }
    xml.write_event(Xml::Start(BytesStart::new("TEXT")))?;
    body(&mut xml, text, marks)?;
    xml.write_event(Xml::End(BytesEnd::new("TEXT")))?;
    line(&mut xml)?;
    instances(&mut xml, timeline, marks)?;
    links::write(&mut xml, timeline, marks)?;
    xml.write_event(Xml::End(BytesEnd::new("TimeML")))?;
    line(&mut xml)
}

type Xmler<'a> = Writer<&'a mut dyn Write>;

fn creation(xml: &mut Xmler<'_>, document: &Document) -> io::Result<()> {
    let date = document.published_date().unwrap_or("XXXX-XX-XX");
    xml.write_event(Xml::Start(BytesStart::new("DCT")))?;
    let mut timex = BytesStart::new("TIMEX3");
    for (key, value) in [("tid", CREATION), ("type", "DATE"), ("value", date), ("temporalFunction", "false")]
    {
        timex.push_attribute((key, value));
    }
    timex.push_attribute(("functionInDocument", "CREATION_TIME"));
    xml.write_event(Xml::Start(timex))?;
    xml.write_event(Xml::Text(BytesText::new(date)))?;
    xml.write_event(Xml::End(BytesEnd::new("TIMEX3")))?;
    xml.write_event(Xml::End(BytesEnd::new("DCT")))?;
    line(xml)
}

fn body(xml: &mut Xmler<'_>, text: &str, marks: &Marks<'_>) -> io::Result<()> {
    let text = CharIndex::new(text);
    let mut done = 0;
    for span in &marks.spans {
        characters(xml, text.slice(done, span.start).unwrap_or_default())?;
        let start = match span.mark {
            Mark::Timex(expression) => timex(expression, marks),
            Mark::Event(event) => occurrence(event, marks),
        };
        let end = start.to_end().into_owned();
        xml.write_event(Xml::Start(start))?;
        characters(xml, text.slice(span.start, span.end).unwrap_or_default())?;
        xml.write_event(Xml::End(end))?;
        done = span.end;
    }
    characters(xml, text.slice(done, text.len()).unwrap_or_default())
}

fn timex(expression: &Expression, marks: &Marks<'_>) -> BytesStart<'static> {
    let mut timex = BytesStart::new("TIMEX3");
    timex.push_attribute(("tid", valid(&expression.id).as_str()));
    timex.push_attribute(("type", name(&expression.kind).as_str()));
    timex.push_attribute(("value", valid(&expression.value).as_str()));
    if let Some(modifier) = expression.modifier {
        timex.push_attribute(("mod", name(&modifier).as_str()));
    }
    for (key, value) in [("quant", &expression.quant), ("freq", &expression.freq)] {
        if let Some(value) = value {
            timex.push_attribute((key, valid(value).as_str()));
        }
    }
    timex.push_attribute(("functionInDocument", "NONE"));
    let anchor = match expression.anchor.as_deref() {
        Some("published") => Some(CREATION),
        Some(id) => marks.tids.get(id).map(|anchor| anchor.id.as_str()),
        None => None,
    };
    timex.push_attribute(("temporalFunction", if expression.anchor.is_some() { "true" } else { "false" }));
    if let Some(anchor) = anchor {
        timex.push_attribute(("anchorTimeID", valid(anchor).as_str()));
    }
    timex
}

fn occurrence(event: &Event, marks: &Marks<'_>) -> BytesStart<'static> {
    let mut occurrence = BytesStart::new("EVENT");
    occurrence.push_attribute(("eid", marks.eids.get(event.id.as_str()).map_or("", String::as_str)));
    let class = event.class.map_or_else(|| "OCCURRENCE".to_owned(), |class| name(&class));
    occurrence.push_attribute(("class", class.as_str()));
    occurrence
}

/// One instance for each event of the timeline whose trigger is marked: its eiid is "ei" and the number of the event
/// among them.
fn instances(xml: &mut Xmler<'_>, timeline: &Timeline, marks: &Marks<'_>) -> io::Result<()> {
    for (event, eid, eiid) in links::instances(timeline, marks) {
        let mut instance = BytesStart::new("MAKEINSTANCE");
        instance.push_attribute(("eventID", eid));
        instance.push_attribute(("eiid", eiid.as_str()));
        instance.push_attribute(("tense", word(event.tense.as_ref(), "NONE").as_str()));
        instance.push_attribute(("aspect", word(event.aspect.as_ref(), "NONE").as_str()));
        instance.push_attribute(("polarity", word(event.polarity.as_ref(), "POS").as_str()));
        // A verb has a tense, be it NONE as after a modal; what has none at all is a noun.
        let pos = if event.tense.is_some() { "VERB" } else { "NOUN" };
        instance.push_attribute(("pos", pos));
        if let Some(modality) = &event.modality {
            instance.push_attribute(("modality", valid(modality).as_str()));
        }
        xml.write_event(Xml::Empty(instance))?;
        line(xml)?;
    }
    Ok(())
}

fn word<T: serde::Serialize>(variant: Option<&T>, otherwise: &str) -> String {
    variant.map_or_else(|| otherwise.to_owned(), name)
}

fn element(xml: &mut Xmler<'_>, tag: &str, text: &str) -> io::Result<()> {
    xml.write_event(Xml::Start(BytesStart::new(tag)))?;
    characters(xml, text)?;
    xml.write_event(Xml::End(BytesEnd::new(tag)))?;
    line(xml)
}

fn characters(xml: &mut Xmler<'_>, text: &str) -> io::Result<()> {
    // A bare carriage return would come out of a parser as a line feed.
    let escaped = quick_xml::escape::escape(valid(text)).replace('\r', "&#13;");
    xml.write_event(Xml::Text(BytesText::from_escaped(escaped)))
}

/// What XML 1.0 cannot hold becomes a space.
fn valid(text: &str) -> String {
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().map(|c| if allowed(c) { c } else { ' ' }).collect()
}

fn line(xml: &mut Xmler<'_>) -> io::Result<()> {
    xml.write_event(Xml::Text(BytesText::from_escaped("\n")))
}

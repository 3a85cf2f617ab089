//! The TLINKs: which event is at which time, on which side of the creation time it lies, and which event is before which.

use std::collections::BTreeMap;
use std::io;

use quick_xml::events::{BytesStart, Event as Xml};

use super::{CREATION, Marks, Xmler, line, valid};
use crate::timeline::{Document, Event, Expression, Modifier, RelationType, Timeline, TimexType};

/// Events whose trigger is marked, with eid and eiid.
pub(super) fn instances<'a>(
    timeline: &'a Timeline,
    marks: &'a Marks<'_>,
) -> impl Iterator<Item = (&'a Event, &'a str, String)> {
    let events = timeline.events.iter().chain(&timeline.undated);
    let marked = events.filter_map(|event| Some((event, marks.eids.get(event.id.as_str())?.as_str())));
    marked.enumerate().map(|(index, (event, eid))| (event, eid, format!("ei{}", index + 1)))
}

pub(super) fn write(xml: &mut Xmler<'_>, timeline: &Timeline, marks: &Marks<'_>) -> io::Result<()> {
    let eiids: BTreeMap<&str, String> =
        instances(timeline, marks).map(|(event, _, eiid)| (event.id.as_str(), eiid)).collect();
    let mut links = Links { xml, count: 0 };
    let published = timeline.documents.first().and_then(Document::published_date);
    for (event, _, eiid) in instances(timeline, marks) {
        for timex in event.expressions.iter().filter_map(|id| marks.tids.get(id.as_str()).copied()) {
            if let Some(relation) = at(event, timex) {
                links.link(relation, ("eventInstanceID", &eiid), ("relatedToTime", &valid(&timex.id)))?;
            }
        }
        if let Some(relation) = published.and_then(|day| beside_creation(event, day)) {
            links.link(relation, ("eventInstanceID", &eiid), ("relatedToTime", &CREATION.to_owned()))?;
        }
    }
    for relation in &timeline.relations {
        let Some(kind) = name(relation.kind) else { continue };
        let from = end(&relation.from, &eiids, marks, ("eventInstanceID", "timeID"));
        let to = end(&relation.to, &eiids, marks, ("relatedToEventInstance", "relatedToTime"));
        if let Some(((from_key, from), (to_key, to))) = from.zip(to) {
            links.link(kind, (from_key, &from), (to_key, &to))?;
        }
    }
    Ok(())
}

/// How an event stands to an expression that dates it. Lengths of time and recurring times date nothing by themselves.
/// What the event's own date says ("after Monday") goes before what the expression does.
fn at(event: &Event, timex: &Expression) -> Option<&'static str> {
    if matches!(timex.kind, TimexType::Duration | TimexType::Set) {
        return None;
    }
    let own = event.date.as_ref().and_then(|date| date.modifier);
    Some(match own.or(timex.modifier) {
        Some(Modifier::Before) => "BEFORE",
        Some(Modifier::After) => "AFTER",
        Some(Modifier::OnOrBefore) => "ENDED_BY",
        Some(Modifier::OnOrAfter) => "BEGUN_BY",
        _ => "IS_INCLUDED",
    })
}

/// How an event stands to the day of publication: before it, after it, or within it. A date that is wider than the day
/// does not tell; one that is open to a side has no start or no end.
fn beside_creation(event: &Event, published: &str) -> Option<&'static str> {
    let date = event.date.as_ref()?;
    let day = |moment: &Option<String>| moment.as_ref().and_then(|m| m.get(..10)).map(str::to_owned);
    let (first, last) = (day(&date.start), day(&date.end));
    if last.as_deref().is_some_and(|last| last < published) {
        Some("BEFORE")
    } else if first.as_deref().is_some_and(|first| first > published) {
        Some("AFTER")
    } else if first.as_deref() == Some(published) && last.as_deref() == Some(published) {
        Some("IS_INCLUDED")
    } else {
        None
    }
}

/// TimeML's name for a relation; it has none for overlap.
fn name(kind: RelationType) -> Option<&'static str> {
    Some(match kind {
        RelationType::Before => "BEFORE",
        RelationType::After => "AFTER",
        RelationType::Meets => "IBEFORE",
        RelationType::MetBy => "IAFTER",
        RelationType::Starts => "BEGINS",
        RelationType::StartedBy => "BEGUN_BY",
        RelationType::Finishes => "ENDS",
        RelationType::FinishedBy => "ENDED_BY",
        RelationType::During | RelationType::IsIncluded => "IS_INCLUDED",
        RelationType::Contains | RelationType::Includes => "INCLUDES",
        RelationType::Equals | RelationType::Simultaneous => "SIMULTANEOUS",
        RelationType::Overlaps | RelationType::OverlappedBy => return None,
    })
}

/// One end of a relation: the attribute and its value, if it is in the text.
fn end(
    id: &str,
    eiids: &BTreeMap<&str, String>,
    marks: &Marks<'_>,
    (event, time): (&'static str, &'static str),
) -> Option<(&'static str, String)> {
    let instance = eiids.get(id).map(|eiid| (event, eiid.clone()));
    instance.or_else(|| marks.tids.get(id).map(|timex| (time, valid(&timex.id))))
}

struct Links<'a, 'w> {
    xml: &'a mut Xmler<'w>,
    count: usize,
}

impl Links<'_, '_> {
    fn link(&mut self, relation: &str, from: (&str, &String), to: (&str, &String)) -> io::Result<()> {
        self.count += 1;
        let mut link = BytesStart::new("TLINK");
        link.push_attribute(("lid", format!("l{}", self.count).as_str()));
        link.push_attribute(("relType", relation));
        link.push_attribute((from.0, from.1.as_str()));
        link.push_attribute((to.0, to.1.as_str()));
        self.xml.write_event(Xml::Empty(link))?;
        line(self.xml)
    }
}

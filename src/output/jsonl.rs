//! JSON Lines: one timeline a line, a document each, for streams and corpora.
//!
//! Ids stay those of the whole timeline, so that lines can be compared with it. What joins two documents (a telling of
//! the same event in another article, a relation between their events) has no place on a line and is left out.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::timeline::{Document, Event, Timeline};

pub(super) fn write(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    if timeline.documents.len() < 2 {
        return line(timeline, out);
    }
    split(timeline).iter().try_for_each(|part| line(part, out))
}

fn line(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, timeline)?;
    out.write_all(b"\n")
}

/// One timeline for each document, in their order; each part goes to the document it stands in.
fn split(timeline: &Timeline) -> Vec<Timeline> {
    let alone = |document: &Document| Timeline {
        generator: timeline.generator.clone(),
        documents: vec![document.clone()],
        ..Timeline::new()
    };
    let mut parts: Vec<Timeline> = timeline.documents.iter().map(alone).collect();
    let index: BTreeMap<&str, usize> = timeline
        .documents
        .iter()
        .enumerate()
        .map(|(index, document)| (document.id.as_str(), index))
        .collect();
    let document_of = |id: &str| index.get(id).copied();

    let mut owners: BTreeMap<&str, usize> = BTreeMap::new();
    for expression in &timeline.expressions {
        if let Some((owner, part)) =
            document_of(&expression.document).and_then(|at| Some((at, parts.get_mut(at)?)))
        {
            owners.insert(&expression.id, owner);
            part.expressions.push(expression.clone());
        }
    }
    let (dated, undated) =
        (timeline.events.iter().map(|e| (e, true)), timeline.undated.iter().map(|e| (e, false)));
    for (event, dated) in dated.chain(undated) {
        if let Some((owner, part)) =
            document_of(&event.document).and_then(|at| Some((at, parts.get_mut(at)?)))
        {
            let list = if dated { &mut part.events } else { &mut part.undated };
            list.push(within(event, &owners, owner));
            owners.insert(&event.id, owner);
        }
    }
    for relation in &timeline.relations {
        let ends = [&relation.from, &relation.to].map(|end| owners.get(end.as_str()).copied());
        if let [Some(from), Some(to)] = ends
            && from == to
            && let Some(part) = parts.get_mut(from)
        {
            part.relations.push(relation.clone());
        }
    }
    for diagnostic in &timeline.diagnostics {
        let named = [&diagnostic.event, &diagnostic.expression].into_iter().flatten();
        let owner = diagnostic.document.as_deref().and_then(document_of);
        let owner = owner.or_else(|| named.filter_map(|id| owners.get(id.as_str()).copied()).next());
        if let Some(part) = owner.and_then(|owner| parts.get_mut(owner)) {
            part.diagnostics.push(diagnostic.clone());
        }
    }
    parts
}

/// The event as far as its own document tells it.
fn within(event: &Event, owners: &BTreeMap<&str, usize>, owner: usize) -> Event {
    let mut event = event.clone();
    event.evidence.retain(|evidence| evidence.document == event.document);
    event.expressions.retain(|expression| owners.get(expression.as_str()) == Some(&owner));
    event
}

//! The entries of a live blog on a page: the part of the page that each stamp holds for.
//!
//! An entry is the largest element around a `<time>` that holds no other one; its words are stamped. Where the entries
//! carry no `<time>`, JSON-LD tells the stamp of an entry by its anchor or its headline.

use rustc_hash::FxHashMap;

use super::page::Page;
use super::parts::BOILERPLATE;
use crate::article::data::{self, part};
use crate::article::published::{self, LiveEntry};
use crate::article::{Stamp, text_key};

/// Fewer entries make no live blog, unless the page says that it is one.
const MIN_ENTRIES: usize = 3;

/// The stamp of each node that lies in an entry. `said` tells that JSON-LD calls the page a live blog.
pub(super) fn stamps(
    page: &Page,
    bits: &[u8],
    said: bool,
    entries: &[LiveEntry],
    running: &[usize],
) -> Vec<Option<Stamp>> {
    let mut spans = of_times(page, bits, said, running);
    if spans.is_empty() && said {
        spans = of_entries(page, entries);
    }
    let mut stamps = vec![None; page.nodes.len()];
    for (range, stamp) in spans {
        stamps[range].fill(Some(stamp));
    }
    stamps
}

type Span = (std::ops::Range<usize>, Stamp);

fn of_times(page: &Page, bits: &[u8], said: bool, running: &[usize]) -> Vec<Span> {
    let times: Vec<(usize, Stamp)> = page
        .elements("time")
        .filter(|index| bits[*index] & BOILERPLATE == 0)
        .filter_map(|index| Some((index, published::of_time(page, index)?)))
        .collect();
    // Number of times before each node. Of several in one parent the first counts.
    let mut before = vec![0usize; page.nodes.len() + 1];
    let mut parents = rustc_hash::FxHashSet::default();
    let times: Vec<(usize, Stamp)> =
        times.into_iter().filter(|(index, _)| parents.insert(page.nodes[*index].parent)).collect();
    for (index, _) in &times {
        before[index + 1] += 1;
    }
    for at in 1..before.len() {
        before[at] += before[at - 1];
    }
    let mut spans = Vec::new();
    for (index, stamp) in times {
        let mut entry = index;
        loop {
            let parent = page.nodes[entry].parent;
            if parent == entry
                || before[page.nodes[parent].end] - before[parent] > 1
                || page.nodes[parent].is(&["body", "html"])
            {
                break;
            }
            entry = parent;
        }
        let end = page.nodes[entry].end;
        let with_clock = stamp.time.is_some();
        if with_clock && running[end] > running[entry] && (said || names_live(page, entry)) {
            spans.push((entry..end, stamp));
        }
    }
    let least = if said { 1 } else { MIN_ENTRIES };
    if spans.len() >= least { spans } else { Vec::new() }
}

/// Whether the class or id of an element, or of the two around it, speaks of a live blog.
fn names_live(page: &Page, index: usize) -> bool {
    let mut at = index;
    for _ in 0..3 {
        let names = [page.attr(at, "class"), page.attr(at, "id")];
        if names.iter().flatten().any(|names| data::page().parts_of(names) & part::LIVE != 0) {
            return true;
        }
        at = page.nodes[at].parent;
    }
    false
}

/// Entries found by the anchor in their address or by their headline: each goes on to the next one.
fn of_entries(page: &Page, entries: &[LiveEntry]) -> Vec<Span> {
    let anchors: FxHashMap<&str, Stamp> =
        entries.iter().filter_map(|entry| Some((entry.anchor.as_deref()?, entry.stamp))).collect();
    let headlines: FxHashMap<&str, Stamp> =
        entries.iter().filter_map(|entry| Some((entry.headline.as_deref()?, entry.stamp))).collect();
    let mut starts: Vec<(usize, usize, Stamp)> = Vec::new();
    for (index, node) in page.nodes.iter().enumerate() {
        let anchored = page.attr(index, "id").and_then(|id| anchors.get(id));
        let headed = if node.is(&["h2", "h3", "h4", "h5", "strong", "p"]) && node.text.len() <= 300 {
            headlines.get(text_key(page.text_of(index)).as_str())
        } else {
            None
        };
        if let Some(stamp) = anchored.or(headed) {
            // A headline stamps to the end of what is around it; an anchor only what it is put on.
            let end = if anchored.is_some() && node.end > index + 1 {
                node.end
            } else {
                page.nodes[node.parent].end
            };
            starts.push((index, end, *stamp));
        }
    }
    let next: Vec<usize> =
        starts.iter().skip(1).map(|(start, ..)| *start).chain([page.nodes.len()]).collect();
    starts
        .into_iter()
        .zip(next)
        .map(|((start, end, stamp), next)| (start..end.min(next).max(start), stamp))
        .collect()
}

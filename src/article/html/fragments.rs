//! A page in, its lines of text out, each with what it is part of.
//!
//! A fragment ends where a block or a line does, and where a caption or the headline begins or ends.

use super::page::{Page, SOFT_BREAK};
use super::parts::{self, BYLINE, CAPTION, HEADLINE, LINK};

/// A line of text on the page.
#[derive(Debug, Clone)]
pub(super) struct Fragment {
    /// Its range in [`Page::text`].
    pub(super) range: std::ops::Range<usize>,
    /// The first text node in it.
    pub(super) node: usize,
    /// Bits of [`parts`] of that node.
    pub(super) bits: u8,
    /// A `<br>` stands before it, not the edge of a block.
    pub(super) soft: bool,
    /// Bytes of it that lie in links, and in elements about writer or date.
    links: usize,
    byline: usize,
}

impl Fragment {
    /// Its words.
    pub(super) fn text<'p>(&self, page: &'p Page) -> &'p str {
        page.text.get(self.range.clone()).unwrap_or_default().trim()
    }

    /// Whether more than `percent` of it are links.
    pub(super) fn is_linked(&self, percent: usize) -> bool {
        self.links * 100 > self.range.len() * percent
    }

    /// Whether it is about writer or date for the most part.
    pub(super) fn is_byline(&self) -> bool {
        self.byline * 2 > self.range.len()
    }
}

/// What makes two texts on one line two fragments.
const DIVIDES: u8 = CAPTION | HEADLINE;

/// The lines of a page. `bits` holds what each node is part of.
pub(super) fn of_page(page: &Page, bits: &[u8]) -> Vec<Fragment> {
    let mut fragments: Vec<Fragment> = Vec::new();
    // Where the text read so far ends.
    let mut read = 0;
    for (index, node) in page.nodes.iter().enumerate().filter(|(_, node)| node.tag.is_none()) {
        let own = bits.get(index).copied().unwrap_or(0);
        let mut start = node.text.start;
        for piece in page.text.get(node.text.clone()).unwrap_or_default().split_inclusive(SOFT_BREAK) {
            let range = start..start + piece.trim_end_matches(SOFT_BREAK).len();
            start += piece.len();
            if page.text[range.clone()].trim().is_empty() {
                continue;
            }
            let between = page.text.get(read..range.start).unwrap_or_default();
            let (hard, soft) = (between.contains('\n'), between.contains(SOFT_BREAK));
            read = range.end;
            let length = range.len();
            let (links, byline) =
                (if own & LINK != 0 { length } else { 0 }, if own & BYLINE != 0 { length } else { 0 });
            match fragments.last_mut() {
                Some(last) if !hard && !soft && (last.bits ^ own) & DIVIDES == 0 => {
                    last.range.end = range.end;
                    last.links += links;
                    last.byline += byline;
                }
                _ => fragments.push(Fragment {
                    range,
                    node: index,
                    bits: own,
                    soft: soft && !hard,
                    links,
                    byline,
                }),
            }
        }
    }
    fragments
}

/// Whether a fragment is running text: long, and not mostly links.
pub(super) fn is_running(fragment: &Fragment, page: &Page) -> bool {
    fragment.bits & (CAPTION | HEADLINE | parts::BOILERPLATE) == 0
        && !fragment.is_linked(40)
        && is_long(fragment.text(page))
}

/// Whether a text is longer than titles and menu entries are: a dozen words, or thirty characters of a script that puts
/// no spaces between them.
pub(in crate::article) fn is_long(text: &str) -> bool {
    let unspaced =
        |c: &char| matches!(c, '\u{E00}'..='\u{E7F}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}');
    text.split_whitespace().nth(11).is_some() || text.chars().filter(unspaced).nth(29).is_some()
}

/// For every node, how much running text stands before it; one more entry for the end.
pub(super) fn running_before(page: &Page, fragments: &[Fragment]) -> Vec<usize> {
    let mut before = vec![0; page.nodes.len() + 1];
    for fragment in fragments.iter().filter(|fragment| is_running(fragment, page)) {
        before[fragment.node + 1] += fragment.range.len();
    }
    for at in 1..before.len() {
        before[at] += before[at - 1];
    }
    before
}

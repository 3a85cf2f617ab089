//! A decoded HTML page in, an article with zones out.
//!
//! The article's text is put together here, a line for each headline, byline, paragraph, list item, caption and piece
//! of boilerplate, with an empty line between. The running text decides where the article lies: it is the smallest
//! element that holds most of it. What the markup does not tell, the rules for lines do ([`lines`](super::lines)).

mod fragments;
mod guard;
mod live;
pub(super) mod page;
mod parts;

use super::lines::{self, Known, Line};
use super::published::PageFacts;
use super::{Article, ArticleOptions, Stamp, Zone, language, published, text_key};
use crate::input::Source;
use fragments::Fragment;
pub(super) use fragments::is_long;
use page::Page;
use parts::{BOILERPLATE, CAPTION, HEADLINE, ITEM};
use rustc_hash::FxHashSet;

/// The part of the running text, in percent, that the article's element must hold.
const MOST: usize = 80;
/// Fewest words of an `alt` text that is taken for a caption.
const MIN_ALT_WORDS: usize = 6;

pub(super) fn read(source: &Source, html: &str, options: &ArticleOptions) -> Article {
    let page = Page::parse(html);
    let facts = PageFacts::read(&page, source);
    let heading = heading(&page, &facts.titles);
    // A first look, as if nothing were boilerplate, tells where the running text is; with that boilerplate is told.
    let bits = parts::mark(&page, heading, &vec![0; page.nodes.len() + 1]);
    let all: Vec<u8> = bits.iter().map(|bits| bits & !BOILERPLATE).collect();
    let rough = fragments::running_before(&page, &fragments::of_page(&page, &all));
    let bits = parts::mark(&page, heading, &rough);
    let fragments = fragments::of_page(&page, &bits);
    let running = fragments::running_before(&page, &fragments);
    let layout = Layout {
        page: &page,
        root: root(&page, heading, &running),
        heading,
        stamps: live::stamps(&page, &bits, facts.json_ld.live, &facts.json_ld.entries, &running),
        bits: &bits,
    };
    let headline = facts.json_ld.headline.clone().or_else(|| facts.head.titles.first().cloned());
    let title = heading.map(|heading| squeezed(page.text_of(heading))).or(headline);
    let (text, mut lines) = layout.assemble(&fragments, title.as_deref());

    let findings = lines::classify(
        &text,
        &mut lines,
        &Known { title: None, site: options.site_lines.clone(), structured: true },
    );
    let mut signals = facts.signals(&page, source, heading, &rough);
    signals.extend(findings.signals);
    let body = body(&text, &lines);
    let language = language_of(options, source, &facts, &body);
    let given = published::given(options, source);
    let numeric = signals.iter().any(|signal| signal.swapped.is_some());
    let shown = if numeric { published::text_month_first(&body) } else { None };
    let (published, candidates) =
        published::choose(signals, given, shown.unwrap_or_else(|| facts.month_first()));
    if layout.stamps.iter().all(Option::is_none) {
        lines::stamp(
            &text,
            &mut lines,
            title.as_deref(),
            published.as_ref().map(|candidate| candidate.stamp),
        );
    }
    Article {
        source: source.name.clone(),
        url: source.facts.url.clone().or(facts.head.address),
        title: source.facts.title.clone().or(title),
        language,
        published,
        candidates,
        blocks: lines::blocks(lines),
        text,
        verbatim: false,
    }
}

/// The language as it was given, declared, or is seen in the running text.
fn language_of(options: &ArticleOptions, source: &Source, facts: &PageFacts, body: &str) -> String {
    let declared = [
        options.language.as_deref(),
        source.facts.language.as_deref(),
        facts.head.language.as_deref(),
        facts.json_ld.language.as_deref(),
    ];
    language::of(&declared, body)
}

/// The running text, for telling its language.
fn body(text: &str, lines: &[Line]) -> String {
    let bodies = lines.iter().filter(|line| line.zone == Zone::Body).map(|line| line.text(text));
    bodies.take(100).collect::<Vec<_>>().join("\n")
}

/// The node of the headline: the first heading that says what the page calls itself, else the first `<h1>`.
pub(super) fn heading(page: &Page, titles: &[String]) -> Option<usize> {
    let matches = |index: &usize| {
        let text = page.text_of(*index);
        text.len() < 400 && {
            let key = text_key(text);
            key.chars().count() >= 8
                && titles.iter().any(|title| title.contains(&key) || key.contains(title.as_str()))
        }
    };
    let first = |name| page.elements(name).find(|index| matches(index));
    let any = || page.elements("h1").find(|index| !page.text_of(*index).trim().is_empty());
    first("h1").or_else(|| first("h2")).or_else(|| first("h3")).or_else(any)
}

/// The smallest element that holds most of the running text.
fn root(page: &Page, heading: Option<usize>, running: &[usize]) -> usize {
    let within = |index: usize| running[page.nodes[index].end] - running[index];
    let all = within(0);
    let mut root = 0;
    if all == 0 {
        // No running text at all: what is around the headline, as far as an article or the main part goes.
        let around = |index: &usize| {
            heading.is_some_and(|heading| *index <= heading && heading < page.nodes[*index].end)
        };
        return page
            .elements("article")
            .chain(page.elements("main"))
            .chain(page.elements("body"))
            .find(around)
            .unwrap_or(0);
    }
    loop {
        let mut child = root + 1;
        let mut inner = None;
        while child < page.nodes[root].end {
            if page.nodes[child].tag.is_some() && within(child) * 100 >= all * MOST {
                inner = Some(child);
                break;
            }
            child = page.nodes[child].end.max(child + 1);
        }
        match inner {
            // A single paragraph is not its own container.
            Some(inner) if !page.nodes[inner].is(&["p", "li", "blockquote", "span", "td"]) => root = inner,
            _ => return root,
        }
    }
}

/// White space as single spaces.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What decides about the zones of a page's fragments.
struct Layout<'p> {
    page: &'p Page,
    root: usize,
    heading: Option<usize>,
    stamps: Vec<Option<Stamp>>,
    bits: &'p [u8],
}

impl Layout<'_> {
    /// Puts the text together, with its lines.
    fn assemble(&self, fragments: &[Fragment], title: Option<&str>) -> (String, Vec<Line>) {
        let mut text = String::with_capacity(self.page.text.len());
        let mut lines: Vec<Line> = Vec::new();
        if self.heading.is_none()
            && let Some(title) = title
        {
            push(&mut text, &mut lines, title, Some(Zone::Headline), false, None);
        }
        let mut images = self.images().into_iter().peekable();
        let title =
            self.page.elements("title").next().map_or(0..0, |title| title..self.page.nodes[title].end);
        for fragment in fragments.iter().filter(|fragment| !title.contains(&fragment.node)) {
            while let Some((_, alt)) = images.next_if(|(index, _)| *index < fragment.node) {
                push(&mut text, &mut lines, &alt, Some(Zone::Caption), false, None);
            }
            let zone = self.zone(fragment);
            let stamp =
                self.stamps.get(fragment.node).copied().flatten().filter(|_| zone != Some(Zone::Boilerplate));
            push(&mut text, &mut lines, fragment.text(self.page), zone, fragment.soft, stamp);
        }
        (text, lines)
    }

    /// The zone that the markup settles; none for what may be running text.
    fn zone(&self, fragment: &Fragment) -> Option<Zone> {
        let bits = fragment.bits;
        let words = fragment.text(self.page).split_whitespace().count();
        if bits & HEADLINE != 0 {
            return Some(Zone::Headline);
        }
        let root = &self.page.nodes[self.root];
        let inside = fragment.node > self.root && fragment.node < root.end;
        let heading = self.heading.map(|heading| self.page.nodes[heading].end);
        let between = heading.is_some_and(|heading| fragment.node >= heading && fragment.node < self.root);
        let before = heading.is_some_and(|heading| fragment.node < heading && fragment.node + 60 > heading);
        if bits & BOILERPLATE != 0 || !(inside || between || (before && fragment.is_byline())) {
            return Some(Zone::Boilerplate);
        }
        if bits & CAPTION != 0 {
            return Some(Zone::Caption);
        }
        if fragment.is_byline() && fragment.range.len() <= 200 {
            return Some(Zone::Byline);
        }
        let few = if bits & ITEM != 0 { 30 } else { 12 };
        let linked = fragment.is_linked(70) && words < few;
        if linked || (between && words < 4) {
            return Some(Zone::Boilerplate);
        }
        None
    }

    /// The `alt` texts that are captions, with their nodes: where a picture of the article has no other caption.
    fn images(&self) -> Vec<(usize, String)> {
        let page = self.page;
        let root = &page.nodes[self.root];
        let from = self.heading.map_or(self.root, |heading| heading.min(self.root));
        // What has been said: the headline, and other pictures' texts.
        let mut said = FxHashSet::default();
        said.extend(self.heading.map(|heading| text_key(page.text_of(heading))));
        let mut images: Vec<(usize, String)> = Vec::new();
        for index in page.elements("img").filter(|index| *index >= from && *index < root.end) {
            let Some(alt) =
                page.attr(index, "alt").filter(|_| self.bits[index] & (BOILERPLATE | CAPTION) == 0)
            else {
                continue;
            };
            let long = alt.split_whitespace().count() >= MIN_ALT_WORDS && alt.len() <= 600;
            if long && !self.has_caption(index) && said.insert(text_key(alt)) {
                images.push((index, squeezed(alt)));
            }
        }
        images
    }

    /// Whether a caption stands beside a picture, in an element that holds no other one.
    fn has_caption(&self, image: usize) -> bool {
        let mut around = image;
        for _ in 0..4 {
            around = self.page.nodes[around].parent;
            let inner = around..self.page.nodes[around].end;
            // A large element holds other things than this picture.
            let others = self.page.nodes[inner.clone()].iter().filter(|node| node.is(&["img"])).nth(1);
            if inner.len() > 60 || others.is_some() {
                return false;
            }
            if self.bits[inner].iter().any(|bits| bits & CAPTION != 0) {
                return true;
            }
        }
        false
    }
}

/// Adds a line to the text, with an empty line before it unless only a `<br>` parts it from the one before.
fn push(
    text: &mut String,
    lines: &mut Vec<Line>,
    words: &str,
    zone: Option<Zone>,
    soft: bool,
    stamp: Option<Stamp>,
) {
    if words.is_empty() {
        return;
    }
    if !text.is_empty() {
        text.push_str(if soft { "\n" } else { "\n\n" });
    }
    let start = text.len();
    for word in words.split_whitespace() {
        if text.len() > start {
            text.push(' ');
        }
        text.push_str(word);
    }
    let mut line = Line::new(start..text.len(), !soft);
    line.stamp = stamp;
    if let Some(zone) = zone {
        line.settle(zone);
    }
    lines.push(line);
}

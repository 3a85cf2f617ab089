//! The body of a page in, the dates it shows out: microdata, `<time>`, elements whose class or id says that they hold a
//! date, labelled lines ("Last updated ..."), and lines that stand beside the headline.
//!
//! A date is trusted by what marks it and by how near it stands to the headline. Dates in comments, teasers and side
//! columns belong to something else and are not looked at.

use super::{Signal, dates};
use crate::article::data::{self, Tells, part};
use crate::article::html::is_long;
use crate::article::html::page::{Page, SOFT_BREAK};
use crate::article::published::label;

/// Longest text of an element that is taken for a date.
const MAX_TEXT: usize = 160;
/// Attributes in which pages keep the date that they show.
const ATTRIBUTES: [&str; 9] = [
    "data-utime",
    "datetime",
    "data-datetime",
    "data-date",
    "data-timestamp",
    "data-published",
    "data-publish-date",
    "data-pubdate",
    "data-created",
];
/// How far from the headline a date still belongs to it, in bytes of text.
const NEAR_BEFORE: usize = 250;
const NEAR_AFTER: usize = 700;

/// Collects the dates that the body of a page shows. `heading` is the node of the headline.
/// `running` counts the running text before each node.
pub(in crate::article) fn read(page: &Page, heading: Option<usize>, running: &[usize]) -> Vec<Signal> {
    let mut signals = outside(page, heading, &elsewhere(page, heading, running));
    if signals.is_empty() {
        // Class names lie: where nothing else is dated, the rest of the page is looked at after all.
        signals = outside(page, heading, &vec![false; page.nodes.len()]);
        signals.retain(|signal| signal.method != "modified");
        signals.iter_mut().for_each(|signal| signal.trust *= 0.6);
    }
    signals
}

/// The dates outside of the nodes that are marked.
fn outside(page: &Page, heading: Option<usize>, elsewhere: &[bool]) -> Vec<Signal> {
    let mut reader = Reader {
        page,
        heading: heading.map(|node| page.nodes[node].text.clone()).or_else(|| before_text(page, elsewhere)),
        signals: Vec::new(),
        times: 0,
    };
    for (index, node) in page.nodes.iter().enumerate() {
        if node.tag.is_some() && !elsewhere.get(index).copied().unwrap_or(false) {
            reader.element(index);
        }
    }
    reader.lines(elsewhere);
    reader.signals
}

/// Which nodes lie in comments, teasers, side columns, menus and page footers. An element around the headline
/// or around most of the running text does, whatever its class says; nor does the foot of an article.
fn elsewhere(page: &Page, heading: Option<usize>, running: &[usize]) -> Vec<bool> {
    let tables = data::page();
    let mut marks: Vec<bool> = Vec::with_capacity(page.nodes.len());
    let mut articles: Vec<bool> = Vec::with_capacity(page.nodes.len());
    for (index, node) in page.nodes.iter().enumerate() {
        let inherited = marks.get(node.parent).copied().unwrap_or(false);
        let in_article = articles.get(node.parent).copied().unwrap_or(false);
        let holds_heading = heading.is_some_and(|heading| index <= heading && heading < node.end);
        let names = [
            page.attr(index, "class"),
            page.attr(index, "id"),
            page.attr(index, "role"),
            page.attr(index, "itemtype"),
        ];
        let bits = names.iter().flatten().fold(0, |bits, name| bits | tables.parts_of(name));
        let most = (running[node.end] - running[index]) * 2 > running[page.nodes.len()];
        let kept = holds_heading || node.is(&["html", "body", "main"]);
        let strange = bits & (part::RELATED | part::ELSEWHERE) != 0 || node.is(&["nav", "aside", "select"]);
        let foot = !in_article && (bits & part::FOOT != 0 || node.is(&["footer"]));
        let comments = bits & part::COMMENTS != 0;
        marks.push(inherited || (!kept && (comments || (!most && (strange || foot)))));
        articles.push(
            in_article || node.is(&["article", "main"]) || (bits & part::ARTICLE != 0 && !node.is(&["body"])),
        );
    }
    marks
}

/// Where a page without a headline would have it: right before its first long line.
fn before_text(page: &Page, elsewhere: &[bool]) -> Option<std::ops::Range<usize>> {
    let texts =
        page.nodes.iter().enumerate().filter(|(index, node)| node.tag.is_none() && !elsewhere[*index]);
    let mut own = texts.map(|(_, node)| node.text.clone());
    let first = own.find(|range| page.text.get(range.clone()).is_some_and(is_long))?;
    Some(first.start..first.start)
}

struct Reader<'p> {
    page: &'p Page,
    heading: Option<std::ops::Range<usize>>,
    signals: Vec<Signal>,
    /// `<time>` elements seen so far.
    times: usize,
}

impl Reader<'_> {
    /// 1 beside the headline, less further away.
    fn nearness(&self, at: usize) -> f32 {
        match &self.heading {
            Some(heading) if at >= heading.start && at <= heading.end + NEAR_AFTER => 1.0,
            Some(heading) if at < heading.start && at + NEAR_BEFORE >= heading.start => 0.97,
            Some(heading) if at > heading.end => 0.75,
            Some(_) => 0.6,
            None => 0.75,
        }
    }

    fn element(&mut self, index: usize) {
        let page = self.page;
        let node = &page.nodes[index];
        for name in [page.attr(index, "itemprop"), page.attr(index, "property")].iter().flatten() {
            self.microdata(index, name);
        }
        if node.is(&["time"]) {
            self.time(index);
            return;
        }
        let names = [page.attr(index, "class"), page.attr(index, "id")];
        let bits = names.iter().flatten().fold(0, |bits, name| bits | data::page().parts_of(name));
        let written = ATTRIBUTES.iter().find_map(|name| page.attr(index, name).and_then(dates::machine));
        let titled = || {
            page.attr(index, "title")
                .and_then(dates::machine)
                .filter(|_| node.is(&["abbr"]) || bits & part::DATE != 0)
        };
        if let Some(found) = written.or_else(titled) {
            let trust = if bits & part::PUBLISHED != 0 { 0.85 } else { 0.7 };
            self.push(found, "time", trust, bits, index);
        } else if bits & (part::DATE | part::MODIFIED | part::PUBLISHED) != 0 && node.text.len() <= MAX_TEXT {
            self.dated_element(index, bits);
        }
    }

    fn push(&mut self, found: dates::Found, method: &'static str, trust: f32, bits: u16, index: usize) {
        let modified = bits & part::MODIFIED != 0 && bits & part::PUBLISHED == 0;
        let trust = trust * self.nearness(self.page.nodes[index].text.start);
        self.signals.push(Signal::new(found, if modified { "modified" } else { method }, trust));
    }

    /// `itemprop="datePublished"` or `property="dc:date"`, with its value in an attribute or as text. (That of a `<meta>`
    /// in the head is read with the head.)
    fn microdata(&mut self, index: usize, names: &str) {
        let page = self.page;
        let meta = page.nodes[index].is(&["meta"]);
        if meta && page.attr(index, "itemprop").is_none() {
            return;
        }
        let value = ["content", "datetime", "title"]
            .iter()
            .find_map(|key| page.attr(index, key).and_then(dates::machine));
        let Some(found) = value.or_else(|| text_date(page, index)) else { return };
        for name in names.split_ascii_whitespace() {
            let name = name.to_ascii_lowercase();
            let name = name.strip_prefix("schema:").unwrap_or(&name);
            match data::page().meta.get(name) {
                Some((Tells::Published, trust)) => self.push(found, "microdata", *trust, 0, index),
                Some((Tells::Modified, trust)) => {
                    self.push(found, "microdata", *trust, part::MODIFIED, index)
                }
                _ => {}
            }
        }
    }

    fn time(&mut self, index: usize) {
        let page = self.page;
        let Some(found) = time(page, index) else { return };
        self.times += 1;
        let parent = page.nodes[index].parent;
        let names = [
            page.attr(index, "class"),
            page.attr(index, "itemprop"),
            page.attr(index, "id"),
            page.attr(parent, "class"),
        ];
        let mut bits = names.iter().flatten().fold(0, |bits, name| bits | data::page().parts_of(name));
        match self.label_before(index) {
            Some(Tells::Modified) => bits = part::MODIFIED,
            Some(Tells::Published) => bits = part::PUBLISHED,
            Some(Tells::Other) => return,
            None => {}
        }
        let marked = page.has(index, "pubdate") || bits & part::PUBLISHED != 0;
        let trust = match (marked, self.times) {
            (true, _) => 0.86,
            (false, 1) => 0.8,
            (false, 2..=3) => 0.65,
            _ => 0.4,
        };
        self.push(found, "time", trust, bits, index);
    }

    /// What the words right before an element say, or those at its own beginning.
    fn label_before(&self, index: usize) -> Option<Tells> {
        let start = self.page.nodes[index].text.start;
        let before = self.page.text.get(..start)?;
        let before = before[before.floor_char_boundary(before.len().saturating_sub(MAX_TEXT))..].trim_end();
        let line = &before[before.rfind(['\n', SOFT_BREAK]).map_or(0, |at| at + 1)..];
        label::at_end(line).or_else(|| label::at_start(self.page.text_of(index)).map(|(tells, _)| tells))
    }

    /// An element whose class or id speaks of a date.
    fn dated_element(&mut self, index: usize, bits: u16) {
        let text = self.page.text_of(index);
        let found = dates::find(text);
        for (place, date) in found.iter().enumerate() {
            let from = if place == 0 { 0 } else { found[place - 1].end };
            let told = label::at_end(text.get(from..date.start).unwrap_or_default());
            let bits = match told {
                Some(Tells::Modified) => part::MODIFIED,
                Some(Tells::Published) => part::PUBLISHED,
                Some(Tells::Other) => continue,
                None => bits,
            };
            let bare = text.len() <= date.end - date.start + 40;
            let trust = match (bits & part::PUBLISHED != 0, bare) {
                (true, true) => 0.82,
                (true, false) => 0.76,
                (false, true) => 0.74,
                (false, false) => 0.62,
            };
            let trust = if place == 0 { trust } else { trust * 0.8 };
            self.push(*date, "byline", trust, bits, index);
        }
    }

    /// Lines that carry a label, or that stand beside the headline and are little more than a date.
    fn lines(&mut self, elsewhere: &[bool]) {
        let page = self.page;
        let mut texts = page.nodes.iter().enumerate().filter(|(_, node)| node.tag.is_none()).peekable();
        let mut start = 0;
        for line in page.text.split_inclusive(['\n', SOFT_BREAK]) {
            let range = start..start + line.trim_end().len();
            start += line.len();
            while texts.next_if(|(_, node)| node.text.end <= range.start).is_some() {}
            let hidden = texts.peek().is_none_or(|(index, _)| elsewhere[*index]);
            if !hidden && !range.is_empty() && range.len() <= MAX_TEXT {
                self.line(range);
            }
        }
    }

    fn line(&mut self, line: std::ops::Range<usize>) {
        let text = &self.page.text[line.clone()];
        for date in dates::find(text) {
            let told = label::at_end(&text[..date.start]).or_else(|| {
                // "Posted by Ann Lee on May 3, 2016".
                label::at_start(text)
                    .filter(|(_, end)| *end <= date.start && date.start <= end + 60)
                    .map(|(tells, _)| tells)
            });
            let nearness = self.nearness(line.start);
            let rest = text.chars().count() - text[date.start..date.end].chars().count();
            let (method, trust) = match told {
                Some(Tells::Modified) => ("modified", 0.7),
                Some(Tells::Published) => ("byline", 0.78),
                Some(Tells::Other) => continue,
                None if nearness > 0.9 && rest <= 20 => ("byline", 0.7),
                None if nearness > 0.9 && rest <= 80 => ("byline", 0.5),
                // A lone date, or one with a clock to it, as content management systems print them.
                None if rest <= 3 || (rest <= 40 && date.stamp.time.is_some()) => ("byline", 0.4),
                None => continue,
            };
            self.signals.push(Signal::new(date, method, trust * nearness));
        }
    }
}

/// The date of a `<time>` element: that of its attribute, or of its text.
pub(in crate::article) fn time(page: &Page, index: usize) -> Option<dates::Found> {
    let written = ["datetime", "content", "title", "data-time"].iter().find_map(|key| page.attr(index, key));
    let shown = text_date(page, index);
    let found = written.and_then(dates::machine).or(shown)?;
    // The text is the newsroom's local day where the attribute is in UTC.
    let local = shown.filter(|shown| {
        found.stamp.offset == Some(0)
            && shown.swapped.is_none()
            && (shown.stamp.date - found.stamp.date).num_days().abs() == 1
    });
    local.or(Some(found))
}

fn text_date(page: &Page, index: usize) -> Option<dates::Found> {
    let text = page.text_of(index);
    if text.len() > MAX_TEXT { None } else { dates::find(text).into_iter().next() }
}

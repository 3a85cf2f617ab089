//! The body of a page in, the dates it shows out: microdata, `<time>`, elements whose class or id says that they hold a
//! date, labelled lines ("Last updated ..."), and lines that stand beside the headline.
//!
//! A date is trusted by what marks it and by how near it stands to the headline. Dates in comments, teasers and side
//! columns belong to something else and are not looked at.

use super::{Signal, dates};
use crate::article::data::{self, Tells, part};
use crate::article::html::page::{Page, SOFT_BREAK};
use crate::article::published::label;

/// Longest text of an element that is taken for a date.
const MAX_TEXT: usize = 160;
/// How far from the headline a date still belongs to it, in bytes of text.
const NEAR_BEFORE: usize = 250;
const NEAR_AFTER: usize = 700;

/// Collects the dates that the body of a page shows. `heading` is the node of the headline.
pub(in crate::article) fn read(page: &Page, heading: Option<usize>) -> Vec<Signal> {
    let elsewhere = elsewhere(page, heading);
    let mut reader = Reader {
        page,
        heading: heading.map(|node| page.nodes[node].text.clone()),
        signals: Vec::new(),
        times: 0,
    };
    for index in 0..page.nodes.len() {
        if page.nodes[index].tag.is_some() && !elsewhere[index] {
            reader.element(index);
        }
    }
    reader.lines(&elsewhere);
    reader.signals
}

/// Which nodes lie in comments, teasers, side columns, menus and page footers. An element around the headline never
/// does, whatever its class says.
fn elsewhere(page: &Page, heading: Option<usize>) -> Vec<bool> {
    let tables = data::page();
    let mut marks: Vec<bool> = Vec::with_capacity(page.nodes.len());
    for (index, node) in page.nodes.iter().enumerate() {
        let inherited = marks.get(node.parent).copied().unwrap_or(false);
        let holds_heading = heading.is_some_and(|heading| index <= heading && heading < node.end);
        let own = node.tag.is_some() && !holds_heading && !node.is(&["html", "body", "main"]) && {
            let names = [
                page.attr(index, "class"),
                page.attr(index, "id"),
                page.attr(index, "role"),
                page.attr(index, "itemtype"),
            ];
            let bits = names.iter().flatten().fold(0, |bits, name| bits | tables.parts_of(name));
            let in_article = ancestor(page, index, &["article", "main"]);
            bits & (part::COMMENTS | part::RELATED | part::ELSEWHERE) != 0
                || node.is(&["nav", "aside", "select"])
                || (node.is(&["footer"]) && !in_article)
        };
        marks.push(inherited || own);
    }
    marks
}

fn ancestor(page: &Page, index: usize, names: &[&str]) -> bool {
    let mut at = index;
    while page.nodes[at].parent != at {
        at = page.nodes[at].parent;
        if page.nodes[at].is(names) {
            return true;
        }
    }
    false
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
        if let Some(name) = page.attr(index, "itemprop") {
            self.microdata(index, name);
        }
        if node.is(&["time"]) {
            self.time(index);
            return;
        }
        let names = [page.attr(index, "class"), page.attr(index, "id")];
        let bits = names.iter().flatten().fold(0, |bits, name| bits | data::page().parts_of(name));
        if let Some(seconds) = page.attr(index, "data-utime").and_then(dates::machine) {
            self.push(seconds, "time", 0.85, bits, index);
        } else if node.is(&["abbr"])
            && let Some(found) = page.attr(index, "title").and_then(dates::machine)
        {
            self.push(found, "time", if bits & part::PUBLISHED != 0 { 0.85 } else { 0.7 }, bits, index);
        } else if bits & (part::DATE | part::MODIFIED | part::PUBLISHED) != 0 && node.text.len() <= MAX_TEXT {
            self.dated_element(index, bits);
        }
    }

    fn push(&mut self, found: dates::Found, method: &'static str, trust: f32, bits: u16, index: usize) {
        let modified = bits & part::MODIFIED != 0 && bits & part::PUBLISHED == 0;
        let trust = trust * self.nearness(self.page.nodes[index].text.start);
        self.signals.push(Signal::new(found, if modified { "modified" } else { method }, trust));
    }

    /// `itemprop="datePublished"` on whatever element. (That of `<meta>` is read with the head.)
    fn microdata(&mut self, index: usize, name: &str) {
        let page = self.page;
        if page.nodes[index].is(&["meta"]) {
            return;
        }
        let value = ["content", "datetime", "title"]
            .iter()
            .find_map(|key| page.attr(index, key).and_then(dates::machine));
        let Some(found) = value.or_else(|| text_date(page, index)) else { return };
        for name in name.split_ascii_whitespace() {
            match name.to_ascii_lowercase().as_str() {
                "datepublished" => self.push(found, "microdata", 0.92, 0, index),
                "datecreated" | "uploaddate" => self.push(found, "microdata", 0.82, 0, index),
                "datemodified" | "dateupdated" => self.push(found, "microdata", 0.8, part::MODIFIED, index),
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
            let told = label::at_end(&text[..date.start]);
            let nearness = self.nearness(line.start);
            let rest = text.len() - (date.end - date.start);
            let (method, trust) = match told {
                Some(Tells::Modified) => ("modified", 0.7),
                Some(Tells::Published) => ("byline", 0.78),
                Some(Tells::Other) => continue,
                None if nearness > 0.9 && rest <= 20 => ("byline", 0.7),
                None if nearness > 0.9 && rest <= 80 => ("byline", 0.5),
                None if rest <= 3 => ("byline", 0.4),
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

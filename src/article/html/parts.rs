//! A page in, what each of its elements is part of out: menus, comments, captions, bylines, links.
//!
//! Elements say it by their name, their role, and the words of their class and id. What an element is, all inside it is.
//! Class names lie, though ("has-sidebar" on the whole page): an element around the headline or around half of the
//! running text is no boilerplate, whatever it is called.

use super::page::Page;
use crate::article::data::{self, part};

/// In menus, footers, comments, teasers, players, advertising; or not shown.
pub(super) const BOILERPLATE: u8 = 1;
/// In a caption.
pub(super) const CAPTION: u8 = 2;
/// In an element about the writer or the date.
pub(super) const BYLINE: u8 = 4;
/// In a link.
pub(super) const LINK: u8 = 8;
/// In the headline.
pub(super) const HEADLINE: u8 = 16;
/// In an item of a list or a cell of a table.
pub(super) const ITEM: u8 = 32;

/// Longest caption and longest byline, in bytes.
const MAX_CAPTION: usize = 1500;
const MAX_BYLINE: usize = 200;

const BOILERPLATE_TAGS: [&str; 7] = ["nav", "aside", "button", "select", "dialog", "menu", "label"];
const BOILERPLATE_ROLES: [&str; 8] =
    ["navigation", "banner", "complementary", "contentinfo", "search", "dialog", "alertdialog", "menu"];

/// The bits of every node, those of the elements around it included. `running` counts the running text before each node: that of node `i` is `running[end] - running[i]`.
pub(super) fn mark(page: &Page, heading: Option<usize>, running: &[usize]) -> Vec<u8> {
    let mut bits: Vec<u8> = Vec::with_capacity(page.nodes.len());
    let mut in_article: Vec<bool> = Vec::with_capacity(page.nodes.len());
    for (index, node) in page.nodes.iter().enumerate() {
        let inherited = bits.get(node.parent).copied().unwrap_or(0);
        let article = in_article.get(node.parent).copied().unwrap_or(false) || node.is(&["article", "main"]);
        let own = if node.tag.is_some() { own(page, index, heading, article, running) } else { 0 };
        bits.push(inherited | own);
        in_article.push(article);
    }
    bits
}

fn own(page: &Page, index: usize, heading: Option<usize>, in_article: bool, running: &[usize]) -> u8 {
    let node = &page.nodes[index];
    let length = node.text.len();
    let mut bits = 0;
    if heading == Some(index) {
        bits |= HEADLINE;
    }
    if node.is(&["a"]) && page.has(index, "href") {
        bits |= LINK;
    }
    if node.is(&["li", "td", "th", "dd", "dt"]) {
        bits |= ITEM;
    }
    let names = [page.attr(index, "class"), page.attr(index, "id")];
    let said = names.iter().flatten().fold(0, |said, names| said | data::page().parts_of(names));
    let holds_heading = heading.is_some_and(|heading| index <= heading && heading < node.end);
    let share = running[node.end] - running[index];
    let most = share * 2 > running[page.nodes.len()];
    if !holds_heading && is_boilerplate(page, index, said, most, in_article) {
        bits |= BOILERPLATE;
    }
    let itemprop = page.attr(index, "itemprop").unwrap_or_default().to_ascii_lowercase();
    let caption = node.is(&["figcaption"]) || said & part::CAPTION != 0 || itemprop == "caption";
    if caption && !holds_heading && length <= MAX_CAPTION && !node.is(&["table", "img", "figure", "caption"])
    {
        bits |= CAPTION;
    }
    let dated = said & (part::BYLINE | part::DATE | part::MODIFIED | part::PUBLISHED) != 0;
    let signed = matches!(itemprop.as_str(), "author" | "datepublished" | "datemodified")
        || page.attr(index, "rel") == Some("author");
    if (dated || signed || node.is(&["time", "address"])) && length <= MAX_BYLINE && !holds_heading {
        bits |= BYLINE;
    }
    bits
}

fn is_boilerplate(page: &Page, index: usize, said: u16, most: bool, in_article: bool) -> bool {
    let node = &page.nodes[index];
    if node.is(&["html", "body"]) {
        return false;
    }
    if said & part::COMMENTS != 0 && !node.is(&["article", "main"]) {
        return true;
    }
    if most {
        return false;
    }
    let hidden = page.has(index, "hidden")
        || page.attr(index, "style").is_some_and(|style| {
            let style: String =
                style.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
            style.contains("display:none") || style.contains("visibility:hidden")
        });
    hidden
        || node.is(&BOILERPLATE_TAGS)
        || (node.is(&["header", "footer"]) && !in_article)
        || page.attr(index, "role").is_some_and(|role| BOILERPLATE_ROLES.contains(&role))
        || (said & (part::BOILERPLATE | part::RELATED) != 0
            && !node.is(&["main", "figure", "figcaption", "h1"]))
}

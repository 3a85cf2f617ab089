//! A decoded HTML page in, a flat tree out: nodes in document order, each knowing where its subtree ends, over one
//! string that holds all the text.
//!
//! In that string a line break stands at every edge of a block, so that the text of any element is one slice of it and
//! no two words run together that the reader of the page sees apart. Everything after this works on index ranges, with
//! no recursion, in time linear in the page.

use dom_query::{Document, LocalName, NodeData, NodeId, TreeNode};

use super::guard;

/// The page as a flat tree.
pub(in crate::article) struct Page {
    /// Elements and texts in document order.
    pub(in crate::article) nodes: Vec<Node>,
    /// The text, entities decoded, with line breaks at the edges of blocks.
    pub(in crate::article) text: String,
    /// The content of JSON-LD scripts.
    pub(in crate::article) json_ld: Vec<String>,
    /// The content of the other scripts, with their nodes.
    pub(in crate::article) scripts: Vec<(usize, String)>,
    attributes: Vec<Attribute>,
    /// The edge of an inline element has passed since the last text.
    edge: bool,
}

/// An element or a text.
pub(in crate::article) struct Node {
    /// The element's name; none for a text.
    pub(in crate::article) tag: Option<LocalName>,
    /// Index of the element around it; the root is its own.
    pub(in crate::article) parent: usize,
    /// One past the last node of its subtree.
    pub(in crate::article) end: usize,
    /// Its range in [`Page::text`].
    pub(in crate::article) text: std::ops::Range<usize>,
    attributes: std::ops::Range<usize>,
}

struct Attribute {
    name: LocalName,
    value: String,
}

impl Node {
    /// Whether this is an element of one of these names.
    pub(in crate::article) fn is(&self, names: &[&str]) -> bool {
        self.tag.as_ref().is_some_and(|tag| names.contains(&&**tag))
    }
}

/// Stands in the text where a line is broken inside a block: for `<br>`, and for the lines of `<pre>`.
pub(in crate::article) const SOFT_BREAK: char = '\u{B}';

/// Elements that begin and end a line.
const BLOCKS: [&str; 58] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "picture",
    "pre",
    "search",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "video",
    "audio",
    "head",
    "label",
];

/// Elements whose content is nothing to read.
const SKIPPED: [&str; 15] = [
    "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "embed", "textarea",
    "input", "canvas", "map", "datalist", "noframes",
];

/// Inline elements that only change the look of a piece of a word: nothing is put between them and what they touch.
const LOOKS: [&str; 23] = [
    "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "mark", "q", "s",
    "small", "strike", "strong", "sub", "sup", "tt", "u", "wbr",
];

impl Page {
    /// Parses a page. Never fails: whatever is there is read as a browser would.
    pub(in crate::article) fn parse(html: &str) -> Self {
        let document = Document::from(guard::bounded(html).as_ref());
        let mut page = Self {
            nodes: Vec::new(),
            text: String::with_capacity(html.len() / 4),
            json_ld: Vec::new(),
            scripts: Vec::new(),
            attributes: Vec::new(),
            edge: false,
        };
        page.flatten(&document);
        page
    }

    /// Walks the parser's tree once, without recursion.
    fn flatten(&mut self, document: &Document) {
        let mut open: Vec<(NodeId, usize)> = Vec::new();
        let mut next = Some(document.tree.root().id);
        while let Some(id) = next {
            let Some(node) = document.tree.get(&id) else { break };
            let (down, across) = node.query_or((None, None), |node| {
                let entered = self.enter(node, open.last().map_or(0, |(_, index)| *index));
                (if entered { node.first_child } else { None }, node.next_sibling)
            });
            if let Some(child) = down {
                open.push((id, self.nodes.len().saturating_sub(1)));
                next = Some(child);
                continue;
            }
            next = across;
            if self.nodes.last().is_some_and(|last| last.end == 0)
                && node.query_or(false, TreeNode::is_element)
            {
                self.leave(self.nodes.len() - 1);
            }
            while next.is_none() {
                let Some((parent, index)) = open.pop() else { break };
                self.leave(index);
                next =
                    document.tree.get(&parent).and_then(|node| node.query_or(None, |node| node.next_sibling));
            }
        }
    }

    /// Takes in one node. True if its children are to be read too.
    fn enter(&mut self, node: &TreeNode, parent: usize) -> bool {
        let element = match &node.data {
            NodeData::Document | NodeData::Fragment => {
                let tag = Some(LocalName::from("#document"));
                self.nodes.push(Node { tag, parent: 0, end: 0, text: 0..0, attributes: 0..0 });
                return true;
            }
            NodeData::Text { contents } => {
                self.take_text(contents, parent);
                return false;
            }
            NodeData::Element(element) => element,
            _ => return false,
        };
        let tag = &element.name.local;
        if &**tag == "script" {
            let json_ld =
                element.attr("type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"));
            self.push_element(element, parent);
            // The script's text is its only child; it is taken in when the child comes by.
            if json_ld {
                self.json_ld.push(String::new());
            } else {
                self.scripts.push((self.nodes.len() - 1, String::new()));
            }
            return true;
        }
        self.push_element(element, parent);
        if &**tag == "br" {
            self.text.push(SOFT_BREAK);
        } else if BLOCKS.contains(&&**tag) {
            self.text.push('\n');
        } else if !LOOKS.contains(&&**tag) {
            self.edge = true;
        }
        let index = self.nodes.len() - 1;
        self.nodes[index].text = self.text.len()..self.text.len();
        !SKIPPED.contains(&&**tag)
    }

    fn push_element(&mut self, element: &dom_query::Element, parent: usize) {
        let from = self.attributes.len();
        self.attributes.extend(
            element
                .attrs
                .iter()
                .map(|attr| Attribute { name: attr.name.local.clone(), value: attr.value.to_string() }),
        );
        let text = self.text.len()..self.text.len();
        let attributes = from..self.attributes.len();
        self.nodes.push(Node { tag: Some(element.name.local.clone()), parent, end: 0, text, attributes });
    }

    fn take_text(&mut self, contents: &str, parent: usize) {
        if self.nodes.get(parent).is_some_and(|parent| parent.is(&["script"])) {
            match self.scripts.last_mut() {
                Some((script, content)) if *script == parent => content.push_str(contents),
                _ => self.json_ld.last_mut().into_iter().for_each(|script| script.push_str(contents)),
            }
            return;
        }
        let from = self.text.len();
        let preformatted = self.nodes.get(parent).is_some_and(|parent| parent.is(&["pre"]));
        if std::mem::take(&mut self.edge)
            && let (Some(before), Some(after)) = (self.text.chars().next_back(), contents.chars().next())
            && runs_together(before, after)
        {
            self.text.push(' ');
        }
        for c in contents.chars() {
            match c {
                '\n' if preformatted => self.text.push(SOFT_BREAK),
                // Soft hyphens and zero-width characters are no part of the words they stand in.
                '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => {}
                c if c.is_whitespace() || c.is_control() => {
                    if !self.text.ends_with([' ', '\n', SOFT_BREAK]) {
                        self.text.push(' ');
                    }
                }
                c => self.text.push(c),
            }
        }
        let (text, end) = (from..self.text.len(), self.nodes.len() + 1);
        self.nodes.push(Node { tag: None, parent, end, text, attributes: 0..0 });
    }

    /// Closes the element at an index.
    fn leave(&mut self, index: usize) {
        let end = self.nodes.len();
        let length = self.text.len();
        let node = &mut self.nodes[index];
        node.end = end;
        node.text.end = length;
        if node.is(&BLOCKS) {
            self.text.push('\n');
        } else if node.tag.is_some() && !node.is(&LOOKS) {
            self.edge = true;
        }
    }

    /// The text of an element: lines at the edges of blocks.
    pub(in crate::article) fn text_of(&self, index: usize) -> &str {
        self.nodes.get(index).and_then(|node| self.text.get(node.text.clone())).unwrap_or_default()
    }

    /// An attribute of an element; empty ones count as absent.
    pub(in crate::article) fn attr(&self, index: usize, name: &str) -> Option<&str> {
        let range = self.nodes.get(index)?.attributes.clone();
        let attribute = self.attributes.get(range)?.iter().find(|attribute| &*attribute.name == name)?;
        Some(attribute.value.trim()).filter(|value| !value.is_empty())
    }

    /// Whether an element has an attribute, with or without a value.
    pub(in crate::article) fn has(&self, index: usize, name: &str) -> bool {
        let range = self.nodes.get(index).map(|node| node.attributes.clone()).unwrap_or_default();
        self.attributes.get(range).is_some_and(|all| all.iter().any(|attribute| &*attribute.name == name))
    }

    /// The elements of a name, in document order.
    pub(in crate::article) fn elements<'p>(&'p self, name: &'p str) -> impl Iterator<Item = usize> + 'p {
        self.nodes.iter().enumerate().filter(move |(_, node)| node.is(&[name])).map(|(index, _)| index)
    }
}

/// Whether two texts on either side of an inline element's edge would run together as no word does: "Rotterdam" and
/// "14 May", "Smith" and "Updated". What may be one word ("14" and "th", a drop cap) stays together.
fn runs_together(before: char, after: char) -> bool {
    if before.is_lowercase() {
        after.is_uppercase() || after.is_ascii_digit()
    } else if before.is_ascii_digit() {
        after.is_uppercase()
    } else {
        matches!(before, '.' | ',' | ':' | ';' | ')' | '!' | '?' | '|') && after.is_alphabetic()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(html: &str) -> Vec<String> {
        let text = Page::parse(html).text;
        text.split(['\n', SOFT_BREAK])
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn blocks_are_lines_and_white_space_collapses() {
        let html = "<div>One <b>bold</b>\n  word<p>Two<br>Three</p><ul><li>a<li>b</ul><table><tr><td>x<td>y</table></div>";
        assert_eq!(lines(html), ["One bold word", "Two", "Three", "a", "b", "x", "y"]);
        assert_eq!(
            lines("<p>ex&shy;port&nbsp;of &amp; &lt;tea&gt; &#8217;18</p>"),
            ["export of & <tea> ’18"]
        );
        assert_eq!(lines("<pre>a\n b</pre>"), ["a", "b"]);
    }

    #[test]
    fn words_do_not_run_together_at_the_edges_of_spans() {
        assert_eq!(lines("<p><span>Rotterdam</span><span>14 May</span></p>"), ["Rotterdam 14 May"]);
        assert_eq!(lines("<p><time>9:12 a.m.</time><span>By Ann</span></p>"), ["9:12 a.m. By Ann"]);
        assert_eq!(
            lines("<p><span class=cap>T</span>he 14<sup>th</sup> <b>un</b>done</p>"),
            ["The 14th undone"]
        );
    }

    #[test]
    fn scripts_styles_and_templates_are_no_text() {
        let html = "<p>a</p><script>var b</script><style>c</style><template><p>d</p></template><noscript>e</noscript><svg><text>f</text></svg><p>g";
        assert_eq!(lines(html), ["a", "g"]);
        let page = Page::parse("<script type='application/ld+json'>{\"a\": 1}</script><p>x");
        assert_eq!(page.json_ld, ["{\"a\": 1}"]);
    }

    #[test]
    fn subtrees_are_ranges() {
        let page = Page::parse("<div id=a><p>one</p><p>two</p></div><div>three</div>");
        let div = page.elements("div").next().unwrap();
        assert_eq!(page.attr(div, "id"), Some("a"));
        assert_eq!(page.text_of(div).split_whitespace().collect::<Vec<_>>(), ["one", "two"]);
        assert!(page.nodes[div..page.nodes[div].end].iter().filter(|node| node.is(&["p"])).count() == 2);
        assert!(page.nodes.iter().all(|node| node.end > 0));
    }

    #[test]
    fn hostile_markup_is_survived() {
        for html in [
            "",
            "<",
            "</",
            "<!",
            "<!--",
            "<p a=\"",
            "<table><td><table><tr>",
            "&#xD800;&#99999999;",
            "\u{0}<p>",
        ] {
            Page::parse(html);
        }
        let deep = format!("{}x{}", "<div><span>".repeat(10_000), "</b></i>".repeat(10_000));
        assert_eq!(Page::parse(&deep).text.trim(), "x");
    }
}

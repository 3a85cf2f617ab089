//! The pattern language of the rule files: a string in, a tree over tokens out.
//!
//! ```text
//! word  "."  "'s"     a word (any case) or punctuation
//! @month  @month=5    a token with that class in the lexicon, or a number of that shape (and that value)
//! {date}              an expression that a rule of an earlier level gave, of that class
//! $det                a macro of macros.toml
//! ( a | b )   x?      alternatives; optional
//! x:name              a capture; @class and {class} capture under their own name anyway
//! ~x  _x  ^x          x glued to what stands before it; after white space; with a capital
//! [ ... ]             the extent of the expression; what stands outside is context
//! ```
//!
//! There is no repetition: a pattern matches a bounded number of tokens, so matching is linear whatever the input.

use rustc_hash::FxHashMap;

/// What one element asks of an item.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Ask<'s> {
    /// This word or punctuation mark, in any case.
    Literal(&'s str),
    /// A lexicon class or number shape, possibly with one value.
    Class(&'s str, Option<i32>),
    /// An expression of an earlier level.
    Given(&'s str),
}

/// An element with what it asks of case and space.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Test<'s> {
    pub(crate) ask: Ask<'s>,
    /// `Some(true)`: no white space before; `Some(false)`: white space before.
    pub(crate) glued: Option<bool>,
    pub(crate) capital: bool,
}

/// A pattern as a tree. Its words are those of the pattern's own text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node<'s> {
    Test(Test<'s>),
    Seq(Vec<Node<'s>>),
    Alt(Vec<Node<'s>>),
    Opt(Box<Node<'s>>),
    Capture(&'s str, Box<Node<'s>>),
    /// `[`
    Open,
    /// `]`
    Close,
}

/// Named sub-patterns.
pub(crate) type Macros<'s> = FxHashMap<&'s str, Node<'s>>;

/// Reads a pattern; the error says what is wrong with it.
pub(crate) fn parse<'s>(source: &'s str, macros: &Macros<'s>) -> Result<Node<'s>, String> {
    let mut reader = Reader { rest: source, macros };
    let node = reader.alternatives()?;
    if reader.peek().is_some() {
        return Err(format!("unexpected \"{}\" in pattern", reader.rest));
    }
    Ok(node)
}

struct Reader<'a, 'm> {
    rest: &'a str,
    macros: &'m Macros<'a>,
}

impl<'a> Reader<'a, '_> {
    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next()
    }

    fn eat(&mut self, c: char) -> bool {
        if self.rest.starts_with(c) {
            self.rest = &self.rest[c.len_utf8()..];
            return true;
        }
        false
    }

    fn alternatives(&mut self) -> Result<Node<'a>, String> {
        let mut options = vec![self.sequence()?];
        while self.peek() == Some('|') {
            self.eat('|');
            options.push(self.sequence()?);
        }
        Ok(if options.len() == 1 { options.swap_remove(0) } else { Node::Alt(options) })
    }

    fn sequence(&mut self) -> Result<Node<'a>, String> {
        let mut nodes = Vec::new();
        while let Some(c) = self.peek() {
            if matches!(c, '|' | ')') {
                break;
            }
            nodes.push(self.term()?);
        }
        Ok(if nodes.len() == 1 { nodes.swap_remove(0) } else { Node::Seq(nodes) })
    }

    fn term(&mut self) -> Result<Node<'a>, String> {
        if self.eat('[') {
            return Ok(Node::Open);
        }
        if self.eat(']') {
            return Ok(Node::Close);
        }
        let mut glued = None;
        let mut capital = false;
        loop {
            if self.eat('~') {
                glued = Some(true);
            } else if self.eat('_') {
                glued = Some(false);
            } else if self.eat('^') {
                capital = true;
            } else {
                break;
            }
        }
        let mut node = self.primary(glued, capital)?;
        let mut optional = false;
        loop {
            if self.eat('?') {
                optional = true;
            } else if self.eat(':') {
                let name = self.name()?;
                // An explicit name replaces the one that a class captures under.
                node = match node {
                    Node::Capture(_, inner) if matches!(*inner, Node::Test(_)) => Node::Capture(name, inner),
                    other => Node::Capture(name, Box::new(other)),
                };
            } else {
                break;
            }
        }
        Ok(if optional { Node::Opt(Box::new(node)) } else { node })
    }

    fn primary(&mut self, glued: Option<bool>, capital: bool) -> Result<Node<'a>, String> {
        let test = |ask| Node::Test(Test { ask, glued, capital });
        if self.eat('(') {
            let node = self.alternatives()?;
            if self.peek() != Some(')') {
                return Err(format!("missing ) before \"{}\"", self.rest));
            }
            self.eat(')');
            return match (glued, capital) {
                (None, false) => Ok(node),
                _ => first_with(node, glued, capital),
            };
        }
        if self.eat('@') {
            let class = self.name()?;
            let value = if self.eat('=') {
                let digits = self.name()?;
                Some(digits.parse().map_err(|_| format!("@{class}={digits}: a number is needed"))?)
            } else {
                None
            };
            return Ok(Node::Capture(class, Box::new(test(Ask::Class(class, value)))));
        }
        if self.eat('{') {
            let class = self.name()?;
            if !self.eat('}') {
                return Err(format!("missing }} after {{{class}"));
            }
            return Ok(Node::Capture(class, Box::new(test(Ask::Given(class)))));
        }
        if self.eat('$') {
            let name = self.name()?;
            let node =
                self.macros.get(name).ok_or_else(|| format!("no macro ${name} in macros.toml"))?.clone();
            return match (glued, capital) {
                (None, false) => Ok(node),
                _ => first_with(node, glued, capital),
            };
        }
        if self.eat('"') {
            let (text, rest) = self.rest.split_once('"').ok_or("missing closing quote")?;
            self.rest = rest;
            return Ok(test(Ask::Literal(text)));
        }
        let name = self.name()?;
        Ok(test(Ask::Literal(name)))
    }

    fn name(&mut self) -> Result<&'a str, String> {
        let end = self
            .rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '\'' | '.')))
            .unwrap_or(self.rest.len());
        if end == 0 {
            return Err(format!("a word is missing before \"{}\"", self.rest));
        }
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        Ok(name)
    }
}

/// Gives the first element of a group the prefix that stood before the group.
fn first_with(node: Node<'_>, glued: Option<bool>, capital: bool) -> Result<Node<'_>, String> {
    Ok(match node {
        Node::Test(mut t) => {
            t.glued = glued.or(t.glued);
            t.capital |= capital;
            Node::Test(t)
        }
        Node::Seq(mut nodes) if !nodes.is_empty() => {
            let first = nodes.remove(0);
            if matches!(first, Node::Opt(_)) {
                return Err("a prefix before a group whose first element is optional".into());
            }
            nodes.insert(0, first_with(first, glued, capital)?);
            Node::Seq(nodes)
        }
        Node::Alt(options) => {
            Node::Alt(options.into_iter().map(|o| first_with(o, glued, capital)).collect::<Result<_, _>>()?)
        }
        Node::Capture(name, inner) => Node::Capture(name, Box::new(first_with(*inner, glued, capital)?)),
        other => return Err(format!("a prefix before {other:?}")),
    })
}

/// The pattern read from its end: guards that look back match this.
pub(crate) fn reversed<'s>(node: &Node<'s>) -> Node<'s> {
    match node {
        Node::Seq(nodes) => Node::Seq(nodes.iter().rev().map(reversed).collect()),
        Node::Alt(nodes) => Node::Alt(nodes.iter().map(reversed).collect()),
        Node::Opt(inner) => Node::Opt(Box::new(reversed(inner))),
        Node::Capture(name, inner) => Node::Capture(name, Box::new(reversed(inner))),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_element() {
        let mut macros = Macros::default();
        macros.insert("det", parse("the | this", &macros).unwrap());
        let node = parse("$det? @num:n ~\"-\" ( a | _b )? [ @unit ] {date}:d", &macros).unwrap();
        let Node::Seq(nodes) = node else { panic!("a sequence") };
        assert_eq!(nodes.len(), 8);
        assert!(matches!(nodes[1], Node::Capture("n", _)));
        assert!(matches!(nodes[7], Node::Capture("d", _)));
    }

    #[test]
    fn says_what_is_wrong() {
        let macros = Macros::default();
        assert!(parse("( a | b", &macros).is_err());
        assert!(parse("$none", &macros).unwrap_err().contains("$none"));
        assert!(parse("{date", &macros).is_err());
    }
}

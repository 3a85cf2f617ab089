//! The pattern language of the rule files: a string in, elements over tokens out.
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
//!
//! `build.rs` reads the patterns of the rules that are built in with this file, so it stands by itself.

use std::collections::HashMap;

/// What one element asks of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Ask<'s> {
    /// This word or punctuation mark, in any case.
    Literal(&'s str),
    /// A lexicon class or number shape, possibly with one value.
    Class(&'s str, Option<i32>),
    /// An expression of an earlier level.
    Given(&'s str),
}

/// What an element asks, of case and space too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Test<'s> {
    pub(crate) ask: Ask<'s>,
    /// `Some(true)`: no white space before; `Some(false)`: white space before.
    pub(crate) glued: Option<bool>,
    pub(crate) capital: bool,
}

/// An element of a pattern. A pattern is a sequence of them, laid out flat: right behind an element stand the elements
/// inside it, as many as its last number says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Op {
    /// A test, by its number.
    Test(u32),
    /// One of several elements.
    Alt(u32),
    /// A sequence, as one element of an [`Op::Alt`].
    Seq(u32),
    /// A sequence or nothing.
    Opt(u32),
    /// A sequence with a name, by its number.
    Capture(u16, u32),
    /// `[`
    Open,
    /// `]`
    Close,
}

impl Op {
    /// How many elements stand inside.
    #[inline]
    fn inside(self) -> usize {
        match self {
            Self::Alt(count) | Self::Seq(count) | Self::Opt(count) | Self::Capture(_, count) => {
                count as usize
            }
            Self::Test(_) | Self::Open | Self::Close => 0,
        }
    }
}

/// The first element of a sequence, what is inside it, and what follows it.
#[inline]
pub(crate) fn split(ops: &[Op]) -> Option<(Op, &[Op], &[Op])> {
    let (first, rest) = ops.split_first()?;
    let (inside, rest) = rest.split_at(first.inside());
    Some((*first, inside, rest))
}

/// The elements of a sequence, each with what is inside it.
#[inline]
pub(crate) fn elements(mut ops: &[Op]) -> impl Iterator<Item = &[Op]> {
    std::iter::from_fn(move || {
        let (element, rest) = ops.split_at(1 + ops.first()?.inside());
        ops = rest;
        Some(element)
    })
}

/// A pattern by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pattern<'s> {
    pub(crate) ops: Vec<Op>,
    /// The names of its captures, in their order.
    pub(crate) captures: Vec<&'s str>,
}

impl Pattern<'_> {
    /// The pattern read from its end: guards that look back match this.
    pub(crate) fn reversed(&self) -> Self {
        let mut ops = Vec::with_capacity(self.ops.len());
        reverse(&self.ops, &mut ops);
        Self { ops, captures: self.captures.clone() }
    }
}

fn reverse(sequence: &[Op], reversed: &mut Vec<Op>) {
    let elements: Vec<&[Op]> = elements(sequence).collect();
    for element in elements.into_iter().rev() {
        reversed.push(element[0]);
        match element[0] {
            // The alternatives keep their order.
            Op::Alt(_) => self::elements(&element[1..]).for_each(|option| reverse(option, reversed)),
            _ => reverse(&element[1..], reversed),
        }
    }
}

/// Reads patterns: numbers the tests of all of them, and knows the macros.
#[derive(Debug, Default)]
pub(crate) struct Patterns<'s> {
    /// The tests of the patterns by their numbers, in the order in which they come first.
    pub(crate) tests: Vec<Test<'s>>,
    /// The tests of macros and patterns as they are read, with the number that each has among `tests` once it is used.
    read: Vec<(Test<'s>, Option<u32>)>,
    places: HashMap<Test<'s>, u32>,
    /// The names of captures by their numbers.
    names: Vec<&'s str>,
    macros: HashMap<&'s str, Vec<Op>>,
}

impl<'s> Patterns<'s> {
    /// Makes a pattern known as a macro.
    pub(crate) fn define(&mut self, name: &'s str, source: &'s str) -> Result<(), String> {
        let ops = self.parse(source)?;
        self.macros.insert(name, ops);
        Ok(())
    }

    /// Reads a pattern; the error says what is wrong with it.
    pub(crate) fn read(&mut self, source: &'s str) -> Result<Pattern<'s>, String> {
        let mut ops = self.parse(source)?;
        let mut captures = Vec::new();
        for op in &mut ops {
            match op {
                Op::Test(test) => *test = self.number(*test),
                Op::Capture(name, _) => {
                    let text = self.names[usize::from(*name)];
                    let index = captures.iter().position(|c| *c == text).unwrap_or_else(|| {
                        captures.push(text);
                        captures.len() - 1
                    });
                    *name = index as u16;
                }
                _ => {}
            }
        }
        Ok(Pattern { ops, captures })
    }

    fn parse(&mut self, source: &'s str) -> Result<Vec<Op>, String> {
        let mut reader = Reader { rest: source, ops: Vec::new(), patterns: self };
        reader.alternatives()?;
        if reader.peek().is_some() {
            return Err(format!("unexpected \"{}\" in pattern", reader.rest));
        }
        Ok(reader.ops)
    }

    /// Where a test stands in `read`.
    fn place(&mut self, test: Test<'s>) -> u32 {
        *self.places.entry(test).or_insert_with(|| {
            self.read.push((test, None));
            self.read.len() as u32 - 1
        })
    }

    /// The number of the test at a place of `read`.
    fn number(&mut self, place: u32) -> u32 {
        let (test, number) = &mut self.read[place as usize];
        *number.get_or_insert_with(|| {
            self.tests.push(*test);
            self.tests.len() as u32 - 1
        })
    }

    fn capture(&mut self, name: &'s str) -> u16 {
        let known = self.names.iter().position(|n| *n == name);
        known.unwrap_or_else(|| {
            self.names.push(name);
            self.names.len() - 1
        }) as u16
    }
}

/// What stands before an element or a group: how its first item stands to the one before, and its case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Prefix {
    glued: Option<bool>,
    capital: bool,
}

struct Reader<'s, 'p> {
    rest: &'s str,
    ops: Vec<Op>,
    patterns: &'p mut Patterns<'s>,
}

impl<'s> Reader<'s, '_> {
    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next()
    }

    fn eat(&mut self, c: char) -> bool {
        if let Some(rest) = self.rest.strip_prefix(c) {
            self.rest = rest;
            return true;
        }
        false
    }

    /// Puts an element around those from `start` on.
    fn enclose(&mut self, start: usize, element: impl FnOnce(u32) -> Op) {
        let count = (self.ops.len() - start) as u32;
        self.ops.insert(start, element(count));
    }

    fn alternatives(&mut self) -> Result<(), String> {
        let start = self.ops.len();
        self.sequence()?;
        if self.peek() != Some('|') {
            return Ok(());
        }
        self.one_element(start);
        while self.peek() == Some('|') {
            self.eat('|');
            let option = self.ops.len();
            self.sequence()?;
            self.one_element(option);
        }
        self.enclose(start, Op::Alt);
        Ok(())
    }

    /// Makes one element of those from `start` on, if they are not.
    fn one_element(&mut self, start: usize) {
        if split(&self.ops[start..]).is_none_or(|(_, _, rest)| !rest.is_empty()) {
            self.enclose(start, Op::Seq);
        }
    }

    fn sequence(&mut self) -> Result<(), String> {
        while let Some(c) = self.peek() {
            if matches!(c, '|' | ')') {
                break;
            }
            self.term()?;
        }
        Ok(())
    }

    fn term(&mut self) -> Result<(), String> {
        if self.eat('[') {
            self.ops.push(Op::Open);
            return Ok(());
        }
        if self.eat(']') {
            self.ops.push(Op::Close);
            return Ok(());
        }
        let mut prefix = Prefix::default();
        loop {
            if self.eat('~') {
                prefix.glued = Some(true);
            } else if self.eat('_') {
                prefix.glued = Some(false);
            } else if self.eat('^') {
                prefix.capital = true;
            } else {
                break;
            }
        }
        let start = self.ops.len();
        self.primary(prefix)?;
        let mut optional = false;
        loop {
            if self.eat('?') {
                optional = true;
            } else if self.eat(':') {
                let name = self.name()?;
                let name = self.patterns.capture(name);
                match &mut self.ops[start..] {
                    // An explicit name replaces the one that a class captures under.
                    [Op::Capture(own, _), Op::Test(_)] => *own = name,
                    _ => self.enclose(start, |count| Op::Capture(name, count)),
                }
            } else {
                break;
            }
        }
        if optional {
            self.enclose(start, Op::Opt);
        }
        Ok(())
    }

    fn primary(&mut self, prefix: Prefix) -> Result<(), String> {
        let start = self.ops.len();
        if self.eat('(') {
            self.alternatives()?;
            if self.peek() != Some(')') {
                return Err(format!("missing ) before \"{}\"", self.rest));
            }
            self.eat(')');
            return self.prefix_group(start, prefix);
        }
        if self.eat('$') {
            let name = self.name()?;
            let known = self.patterns.macros.get(name);
            self.ops.extend(known.ok_or_else(|| format!("no macro ${name} in macros.toml"))?);
            return self.prefix_group(start, prefix);
        }
        if self.eat('@') {
            let class = self.name()?;
            let value = if self.eat('=') {
                let digits = self.name()?;
                Some(digits.parse().map_err(|_| format!("@{class}={digits}: a number is needed"))?)
            } else {
                None
            };
            self.captured(class, Ask::Class(class, value), prefix);
            return Ok(());
        }
        if self.eat('{') {
            let class = self.name()?;
            if !self.eat('}') {
                return Err(format!("missing }} after {{{class}"));
            }
            self.captured(class, Ask::Given(class), prefix);
            return Ok(());
        }
        let word = if self.eat('"') {
            let (text, rest) = self.rest.split_once('"').ok_or("missing closing quote")?;
            self.rest = rest;
            text
        } else {
            self.name()?
        };
        self.test(Ask::Literal(word), prefix);
        Ok(())
    }

    fn test(&mut self, ask: Ask<'s>, prefix: Prefix) {
        let test = self.patterns.place(Test { ask, glued: prefix.glued, capital: prefix.capital });
        self.ops.push(Op::Test(test));
    }

    /// A test whose item is captured under the name of the class.
    fn captured(&mut self, class: &'s str, ask: Ask<'s>, prefix: Prefix) {
        let name = self.patterns.capture(class);
        self.ops.push(Op::Capture(name, 1));
        self.test(ask, prefix);
    }

    fn name(&mut self) -> Result<&'s str, String> {
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

    fn prefix_group(&mut self, start: usize, prefix: Prefix) -> Result<(), String> {
        if prefix == Prefix::default() { Ok(()) } else { self.prefix_first(start, self.ops.len(), prefix) }
    }

    /// Gives the first element of the group at `start..end` the prefix that stood before the group.
    fn prefix_first(&mut self, start: usize, end: usize, prefix: Prefix) -> Result<(), String> {
        match self.ops[start..end].first() {
            Some(Op::Test(place)) => {
                let mut test = self.patterns.read[*place as usize].0;
                test.glued = prefix.glued.or(test.glued);
                test.capital |= prefix.capital;
                self.ops[start] = Op::Test(self.patterns.place(test));
                Ok(())
            }
            Some(group @ (Op::Seq(_) | Op::Capture(..))) => {
                let end = start + 1 + group.inside();
                self.prefix_first(start + 1, end, prefix)
            }
            Some(group @ Op::Alt(_)) => {
                let end = start + 1 + group.inside();
                let mut option = start + 1;
                while option < end {
                    let next = option + 1 + self.ops[option].inside();
                    self.prefix_first(option, next, prefix)?;
                    option = next;
                }
                Ok(())
            }
            Some(Op::Opt(_)) => Err("a prefix before a group whose first element is optional".into()),
            Some(Op::Open | Op::Close) => Err("a prefix before a bracket".into()),
            None => Err("a prefix before nothing".into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_element() {
        let mut patterns = Patterns::default();
        patterns.define("det", "the | this").unwrap();
        let pattern = patterns.read("$det? @num:n ~\"-\" ( a | _b c )? [ @unit ] {date}:d").unwrap();
        let kinds: Vec<Op> = elements(&pattern.ops).map(|element| element[0]).collect();
        assert_eq!(kinds.len(), 8);
        assert!(matches!(kinds[..2], [Op::Opt(3), Op::Capture(0, 1)]) && kinds[3] == Op::Opt(5));
        assert_eq!(pattern.captures, ["n", "unit", "d"]);
        let reversed = pattern.reversed();
        assert_eq!(reversed.ops[0], Op::Capture(2, 1));
        assert_eq!(reversed.reversed(), pattern);
    }

    #[test]
    fn a_prefix_goes_to_the_first_element_of_each_alternative() {
        let mut patterns = Patterns::default();
        let group = patterns.read("~( a b | @num:n )").unwrap();
        assert_eq!(group, patterns.read("( ~a b | ~@num:n )").unwrap());
        assert!(patterns.read("~( a? b )").unwrap_err().contains("optional"));
        assert!(patterns.read("~( )").is_err() && patterns.read("~( [ a )").is_err());
    }

    #[test]
    fn says_what_is_wrong() {
        let mut patterns = Patterns::default();
        assert!(patterns.read("( a | b").is_err());
        assert!(patterns.read("$none").unwrap_err().contains("$none"));
        assert!(patterns.read("{date").is_err());
    }
}

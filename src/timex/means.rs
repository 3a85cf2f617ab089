//! The meaning language of the rule files: what a rule makes of its captures.
//!
//! A meaning is a call such as `shift(-1, amount($n|1, $unit), NOW)`: numbers, names in capitals, captures (`$n`, with
//! a value for when it is missing after a bar), and calls. Optional arguments that come from a capture that did not
//! take part are left out. A call that makes no sense for what was captured (hour 27) gives nothing, and the rule
//! does not apply.

use super::args::{Args, Key};
use super::build;
use super::meaning::Meaning;
use crate::pack::Name;

/// A meaning as written in a rule.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expr {
    Number(f64),
    Name(Name),
    /// A capture, by its index in the rule, and what stands in for it.
    Capture(usize, Option<Box<Expr>>),
    Negative(Box<Expr>),
    Call(build::Function, Vec<(Option<Key>, Expr)>),
}

/// What an expression of the language comes to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Val {
    Number(f64),
    Name(Name),
    Meaning(Meaning),
    /// An amount, not yet a duration.
    Amount(super::meaning::Amount),
    /// A capture that did not take part.
    Missing,
}

/// Reads a meaning; `captures` are the names of the rule's captures.
pub(crate) fn parse(source: &str, captures: &[&str]) -> Result<Expr, String> {
    let mut reader = Reader { rest: source, captures };
    let expr = reader.expr()?;
    reader.space();
    if !reader.rest.is_empty() {
        return Err(format!("unexpected \"{}\" in means", reader.rest));
    }
    Ok(expr)
}

struct Reader<'a> {
    rest: &'a str,
    captures: &'a [&'a str],
}

impl<'a> Reader<'a> {
    fn space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn eat(&mut self, c: char) -> bool {
        self.space();
        if self.rest.starts_with(c) {
            self.rest = &self.rest[c.len_utf8()..];
            return true;
        }
        false
    }

    fn word(&mut self) -> &'a str {
        self.space();
        let end = self
            .rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.')))
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    fn expr(&mut self) -> Result<Expr, String> {
        if self.eat('-') {
            return Ok(Expr::Negative(Box::new(self.expr()?)));
        }
        if self.eat('$') {
            let name = self.word();
            let index = self
                .captures
                .iter()
                .position(|c| *c == name)
                .ok_or_else(|| format!("${name} is not captured by the pattern"))?;
            let default = if self.eat('|') { Some(Box::new(self.expr()?)) } else { None };
            return Ok(Expr::Capture(index, default));
        }
        let word = self.word();
        if word.is_empty() {
            return Err(format!("something is missing before \"{}\"", self.rest));
        }
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            return word.parse().map(Expr::Number).map_err(|_| format!("\"{word}\" is no number"));
        }
        if !self.eat('(') {
            return Name::new(word).map(Expr::Name);
        }
        let function = build::Function::named(word).ok_or_else(|| format!("no function {word}()"))?;
        let mut args = Vec::new();
        while !self.eat(')') {
            self.space();
            let before = self.rest;
            let key = self.word();
            let key = if !key.is_empty() && self.eat('=') {
                Some(Key::named(key).ok_or_else(|| format!("no argument {key}="))?)
            } else {
                self.rest = before;
                None
            };
            args.push((key, self.expr()?));
            if !self.eat(',') && !self.rest.trim_start().starts_with(')') {
                return Err(format!("a comma or ) is missing before \"{}\"", self.rest));
            }
        }
        Ok(Expr::Call(function, args))
    }
}

/// Evaluates a meaning; `captured` gives the value of a capture. `None`: it makes no sense for them.
pub(crate) fn eval(expr: &Expr, captured: &dyn Fn(usize) -> Val) -> Option<Val> {
    Some(match expr {
        Expr::Number(n) => Val::Number(*n),
        Expr::Name(name) => Val::Name(*name),
        Expr::Capture(index, default) => match (captured(*index), default) {
            (Val::Missing, Some(default)) => eval(default, captured)?,
            (value, _) => value,
        },
        Expr::Negative(inner) => match eval(inner, captured)? {
            Val::Number(n) => Val::Number(-n),
            Val::Missing => Val::Missing,
            _ => return None,
        },
        Expr::Call(function, args) => {
            let mut values = Args::default();
            for (key, arg) in args {
                values.push(*key, eval(arg, captured)?);
            }
            build::call(*function, &values)?
        }
    })
}

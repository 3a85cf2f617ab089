//! The rules as `build.rs` writes them in; rules of the grammar out.
//!
//! To read TOML and patterns took half of the start of each run. So the rules come into the binary with their patterns
//! laid out, macros put in and tests numbered, without their examples. Little endian throughout; a text is its length
//! as a `u16` and its bytes, a list its length as a `u32` and its parts:
//!
//! - the tests: what they ask (0 word, 1 class, 2 class and value, 3 expression), plus 4 if white space must stand before
//!   and 8 if none may, plus 16 for a capital, as a byte; the word or class; the value as an `i32`;
//! - the files: name, and the rules: name, line as a `u32`, names of the captures, meaning, classes,
//!   kinds of text and guards as texts; whether it stands alone and its priority as a byte each, confidence as an `f32`;
//!   the pattern, then for each side whether there is one as a byte, and its pattern;
//! - a pattern is a list of `u32`: the kind of the element in three bits (0 test, 1 alternatives, 2 sequence, 3 optional,
//!   4 capture, 5 and 6 brackets), above them the number of the test or of the elements inside; of a capture eight bits
//!   for its own number stand between;
//! - the levels: lists of `u32` with the fields of [`Level`].

use super::lexicon::Lexicon;
use super::rules::data_error;
use crate::timex::grammar::Grammar;
use crate::timex::level::{Edges, Level};
use crate::timex::pattern::{Ask, Op, Test};
use crate::timex::rule::{Draft, Means, Span};

/// Adds the rules that are built in.
pub(super) fn add(bytes: &'static [u8], lexicon: &mut Lexicon, grammar: &mut Grammar) -> crate::Result<()> {
    let mut reader = Reader { bytes };
    reader.rules(lexicon, grammar).map_err(|what| data_error("rules", 1, what))
}

/// What has not been read yet.
struct Reader {
    bytes: &'static [u8],
}

const DAMAGED: &str = "the rules built in are damaged";

impl Reader {
    fn rules(&mut self, lexicon: &mut Lexicon, grammar: &mut Grammar) -> Result<(), String> {
        let count = self.u32()?;
        let tests = (0..count).map(|_| self.test()).collect::<Result<Vec<_>, _>>()?;
        let mut lay = |reader: &mut Self, grammar: &mut Grammar| {
            let ops = reader.pattern()?;
            grammar.lay(ops, &tests, lexicon)
        };
        for _ in 0..self.u32()? {
            let file = self.text()?;
            for _ in 0..self.u32()? {
                let (name, line) = (self.text()?, self.u32()? as usize);
                let (captures, means) = (self.text()?, self.text()?);
                let [class, domain, guard] = [self.text()?, self.text()?, self.text()?];
                let (emit, priority) = (self.u8()? != 0, i8::from_le_bytes([self.u8()?]));
                let confidence = f32::from_le_bytes(self.chunk()?);
                let pattern = lay(self, grammar)?;
                let mut sides: [Option<Span>; 4] = [None; 4];
                for side in &mut sides {
                    *side = if self.u8()? == 0 { None } else { Some(lay(self, grammar)?) };
                }
                grammar.add(Draft {
                    name: name.into(),
                    file: file.into(),
                    line,
                    pattern,
                    sides,
                    means: Means::later(means, captures),
                    class,
                    domain,
                    guard,
                    emit,
                    priority,
                    confidence,
                    examples: [const { Vec::new() }; 2],
                })?;
            }
        }
        for _ in 0..self.u32()? {
            grammar.levels.push(self.level()?);
        }
        Ok(())
    }

    fn level(&mut self) -> Result<Level, &'static str> {
        Ok(Level {
            accepts: self.numbers()?,
            steps: Edges { from: self.numbers()?, sorted: self.pairs()? },
            skips: Edges { from: self.numbers()?, sorted: self.numbers()? },
            begins: self.pairs()?,
            free: self.numbers()?.into_iter().map(|free| free != 0).collect(),
        })
    }

    fn numbers(&mut self) -> Result<Vec<u32>, &'static str> {
        Ok(self.words()?.iter().map(|word| u32::from_le_bytes(*word)).collect())
    }

    fn pairs(&mut self) -> Result<Vec<[u32; 2]>, &'static str> {
        let (pairs, _) = self.words()?.as_chunks::<2>();
        Ok(pairs.iter().map(|pair| pair.map(u32::from_le_bytes)).collect())
    }

    /// The parts of a list of `u32`.
    fn words(&mut self) -> Result<&'static [[u8; 4]], &'static str> {
        let count = self.u32()? as usize;
        Ok(self.take(4 * count)?.as_chunks().0)
    }

    fn test(&mut self) -> Result<Test<'static>, &'static str> {
        let (form, text) = (self.u8()?, self.text()?);
        let ask = match form & 3 {
            0 => Ask::Literal(text),
            1 => Ask::Class(text, None),
            2 => Ask::Class(text, Some(i32::from_le_bytes(self.chunk()?))),
            _ => Ask::Given(text),
        };
        let glued = if form & 12 == 0 { None } else { Some(form & 8 != 0) };
        Ok(Test { ask, glued, capital: form & 16 != 0 })
    }

    fn pattern(&mut self) -> Result<impl Iterator<Item = Op> + use<>, &'static str> {
        Ok(self.words()?.iter().map(|word| {
            let word = u32::from_le_bytes(*word);
            match word & 7 {
                0 => Op::Test(word >> 3),
                1 => Op::Alt(word >> 3),
                2 => Op::Seq(word >> 3),
                3 => Op::Opt(word >> 3),
                4 => Op::Capture((word >> 3 & 0xff) as u16, word >> 11),
                5 => Op::Open,
                _ => Op::Close,
            }
        }))
    }

    fn text(&mut self) -> Result<&'static str, &'static str> {
        let length = u16::from_le_bytes(self.chunk()?);
        std::str::from_utf8(self.take(usize::from(length))?).map_err(|_| DAMAGED)
    }

    fn u8(&mut self) -> Result<u8, &'static str> {
        self.chunk::<1>().map(|[byte]| byte)
    }

    fn u32(&mut self) -> Result<u32, &'static str> {
        self.chunk().map(u32::from_le_bytes)
    }

    fn chunk<const N: usize>(&mut self) -> Result<[u8; N], &'static str> {
        let (chunk, rest) = self.bytes.split_first_chunk().ok_or(DAMAGED)?;
        self.bytes = rest;
        Ok(*chunk)
    }

    fn take(&mut self, count: usize) -> Result<&'static [u8], &'static str> {
        let (taken, rest) = self.bytes.split_at_checked(count).ok_or(DAMAGED)?;
        self.bytes = rest;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Pack;
    use crate::timex::rule::Rule;

    #[test]
    fn rules_built_in_are_those_of_the_folder() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/en");
        let (built_in, read) = (Pack::load("en").unwrap(), Pack::from_folder(&folder, None).unwrap());
        assert_eq!(built_in.grammar.rules.len(), read.grammar.rules.len());
        for (a, b) in built_in.grammar.rules.iter().zip(&read.grammar.rules) {
            assert_eq!((&a.name, a.line), (&b.name, b.line));
            assert!(b.file.ends_with(&*a.file), "{} and {}", a.file, b.file);
            let shown = |pack: &Pack, r: &Rule| {
                let sides = [&r.prev, &r.prev_not, &r.next, &r.next_not]
                    .map(|side| side.as_ref().map(|c| (pack.grammar.ops(c.pattern).to_vec(), c.empty)));
                let numbers = (r.classes, r.emit, r.priority, r.confidence, r.domains);
                let means = r.means.expr().expect("a meaning that can be read");
                let captures: Vec<&str> = r.means.captures().collect();
                let pattern = pack.grammar.ops(r.pattern);
                format!("{pattern:?} {captures:?} {means:?} {sides:?} {numbers:?} {:?}", r.guards)
            };
            assert_eq!(shown(&built_in, a), shown(&read, b), "{}", a.name);
        }
        let checks = |pack: &Pack| format!("{:?}", pack.grammar.checks);
        assert_eq!(checks(&built_in), checks(&read));
        assert!(built_in.grammar.levels == read.grammar.levels, "the levels have other states");
    }

    #[test]
    fn damaged_rules_are_refused() {
        let (mut lexicon, mut grammar) = (Lexicon::new(), Grammar::default());
        let error = add(&[1, 0, 0, 0, 9], &mut lexicon, &mut grammar).unwrap_err().to_string();
        assert!(error.contains("damaged"), "{error}");
    }
}

//! Numbers: digits and number words in, one number with its shapes out.
//!
//! The one place that knows how numbers are written ("two hundred and five", "1,200", "3rd", "2 1/2", "nineteen
//! eighty-four"), so that no rule has to.

use super::item::shape;
use crate::pack::{Gloss, Lexicon, Sense};
use crate::text::{Kind, Token};

/// A number phrase.
pub(super) struct Number {
    /// One past its last token.
    pub(super) end: usize,
    pub(super) value: f64,
    /// Bits of [`shape`].
    pub(super) shape: u32,
}

/// Reads number phrases among the tokens of a text, up to the end of a sentence.
pub(super) struct Numbers<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    /// What the lexicon has of the tokens.
    pub(super) glosses: &'a [Gloss],
    pub(super) lexicon: &'a Lexicon,
    /// One past the sentence's last token.
    pub(super) end: usize,
}

impl Numbers<'_> {
    /// The number phrase that begins at the token, if one does.
    pub(super) fn number(&self, at: usize) -> Option<Number> {
        match self.tokens[at].kind {
            Kind::Number => Some(self.digits(at)),
            Kind::Word if self.glosses[at].id != 0 => self.words(at),
            Kind::Punct | Kind::Word => self.vulgar(at),
        }
    }

    /// "½" alone, before a unit.
    fn vulgar(&self, at: usize) -> Option<Number> {
        let value = vulgar(self.str(at))?;
        let unit = at + 1 + usize::from(self.str(at + 1) == "-");
        self.is_unit(unit).then_some(Number { end: at + 1, value, shape: shape::NUM })
    }

    fn str(&self, at: usize) -> &str {
        if at < self.end { self.tokens[at].text(self.text) } else { "" }
    }

    fn glued(&self, at: usize) -> bool {
        at < self.end && self.tokens[at].glued()
    }

    fn is_digits(&self, at: usize) -> bool {
        at < self.end && self.tokens[at].kind == Kind::Number
    }

    fn sense(&self, at: usize, class: Sense) -> Option<i32> {
        if at >= self.end || self.glosses[at].id == 0 {
            return None;
        }
        self.lexicon.number_sense(self.glosses[at].id, class)
    }

    fn digits(&self, at: usize) -> Number {
        let written = self.str(at);
        let count = written.len();
        let value = number_of(written);
        // 3rd, 21st
        if count <= 4 && self.glued(at + 1) && self.sense(at + 1, Sense::OrdSuffix).is_some() {
            let dom = if (1.0..=31.0).contains(&value) { shape::ORDDOM } else { 0 };
            return Number { end: at + 2, value, shape: shape::ORD | dom };
        }
        if let Some(grouped) = self.grouped(at) {
            return self.scaled(grouped);
        }
        if let Some(mixed) = self.fraction(at, value) {
            return mixed;
        }
        if let Some(decimal) = self.decimal(at) {
            return self.scaled(decimal);
        }
        let plain = Number { end: at + 1, value, shape: digit_shape(written, value) };
        if self.sense(at + 1, Sense::Scale).is_some() { self.scaled(plain) } else { plain }
    }

    /// "1,200", "2,500,000"
    fn grouped(&self, at: usize) -> Option<Number> {
        let mut end = at + 1;
        let mut value: f64 = self.str(at).parse().ok()?;
        if self.str(at).len() > 3 {
            return None;
        }
        while self.str(end) == ","
            && self.glued(end)
            && self.glued(end + 1)
            && self.is_digits(end + 1)
            && self.str(end + 1).len() == 3
        {
            value = value * 1000.0 + self.str(end + 1).parse::<f64>().ok()?;
            end += 2;
        }
        (end > at + 1).then_some(Number { end, value, shape: shape::INT | shape::NUM })
    }

    /// "2 1/2", "2½", "1/2" before a unit
    fn fraction(&self, at: usize, whole: f64) -> Option<Number> {
        let part = match vulgar(self.str(at + 1)) {
            Some(part) => Some((part, at + 2)),
            None => {
                let from = if self.str(at + 1) == "-" && self.glued(at + 1) { at + 2 } else { at + 1 };
                self.slash(from).filter(|_| !self.glued(from) || from == at + 2)
            }
        };
        if let Some((part, end)) = part {
            return Some(Number { end, value: whole + part, shape: shape::NUM });
        }
        let (value, end) = self.slash(at)?;
        let unit = end + usize::from(self.str(end) == "-");
        self.is_unit(unit).then_some(Number { end, value, shape: shape::NUM })
    }

    /// "1/2", "3/4" as written with a slash.
    fn slash(&self, at: usize) -> Option<(f64, usize)> {
        if !(self.is_digits(at) && self.str(at + 1) == "/" && self.glued(at + 1) && self.is_digits(at + 2)) {
            return None;
        }
        let (top, bottom): (f64, f64) = (self.str(at).parse().ok()?, self.str(at + 2).parse().ok()?);
        let proper = [2.0, 3.0, 4.0].contains(&bottom) && top < bottom && top > 0.0;
        let more = self.str(at + 3) == "/" && self.glued(at + 3);
        (proper && !more).then_some((top / bottom, at + 3))
    }

    /// "2.5" before a unit or a scale; elsewhere it may be a date or a clock time.
    fn decimal(&self, at: usize) -> Option<Number> {
        let mark = self.str(at + 1);
        // "1,5 hours", as much of the world writes it; three digits behind a comma are thousands.
        let comma = mark == "," && self.str(at + 2).len() <= 2;
        if !((mark == "." || comma) && self.glued(at + 1) && self.glued(at + 2) && self.is_digits(at + 2)) {
            return None;
        }
        let unit = at + 3 + usize::from(self.str(at + 3) == "-" && self.glued(at + 3));
        if !(self.is_unit(unit) || self.sense(at + 3, Sense::Scale).is_some()) {
            return None;
        }
        let value = format!("{}.{}", self.str(at), self.str(at + 2)).parse().ok()?;
        Some(Number { end: at + 3, value, shape: shape::NUM | shape::DECIMAL })
    }

    fn is_unit(&self, at: usize) -> bool {
        at < self.end && self.glosses[at].id != 0 && self.lexicon.is_unit(self.glosses[at].id)
    }

    /// "3 million", "2.5 thousand"
    fn scaled(&self, number: Number) -> Number {
        match self.sense(number.end, Sense::Scale) {
            Some(power) if power >= 2 && !self.tokens[number.end].has(crate::text::scan::PARAGRAPH) => {
                Number {
                    end: number.end + 1,
                    value: number.value * 10f64.powi(power),
                    shape: shape::INT | shape::NUM,
                }
            }
            _ => number,
        }
    }

    /// Numbers in words: cardinals, ordinals, years.
    fn words(&self, at: usize) -> Option<Number> {
        let mut cursor = at;
        let (mut total, mut current, mut words) = (0f64, 0f64, 0u32);
        let mut last = Last::None;
        loop {
            if let Some(unit) = self.sense(cursor, Sense::Card).map(f64::from) {
                let free = match last {
                    Last::None | Last::Hundred | Last::Scale => true,
                    Last::Tens => (1.0..10.0).contains(&unit),
                    Last::Unit => false,
                };
                if !free {
                    return self.year_or_cardinal(at, cursor, total, current, words);
                }
                current += unit;
                last = Last::Unit;
            } else if let Some(tens) = self.sense(cursor, Sense::Tens).map(f64::from) {
                if matches!(last, Last::Unit | Last::Tens) {
                    return self.year_or_cardinal(at, cursor, total, current, words);
                }
                current += tens;
                last = Last::Tens;
            } else if let Some(ordinal) = self.sense(cursor, Sense::Ord).map(f64::from) {
                let fits = match last {
                    Last::None => true,
                    Last::Tens => (1.0..10.0).contains(&ordinal),
                    Last::Hundred | Last::Scale => ordinal < 100.0,
                    Last::Unit => false,
                };
                if !fits {
                    break;
                }
                let value = total + current + ordinal;
                let dom = if value <= 31.0 { shape::ORDDOM } else { 0 };
                return Some(Number { end: cursor + 1, value, shape: shape::ORD | shape::WORDS | dom });
            } else if let Some(power) = self.sense(cursor, Sense::Scale) {
                if power == 2 {
                    if !matches!(last, Last::Unit | Last::None | Last::Tens) {
                        break;
                    }
                    current = current.max(1.0) * 100.0;
                    last = Last::Hundred;
                } else {
                    total += current.max(1.0) * 10f64.powi(power);
                    current = 0.0;
                    last = Last::Scale;
                }
            } else {
                break;
            }
            words += 1;
            cursor += 1;
            cursor = self.joined(cursor, last);
        }
        if matches!(self.str(cursor), "oh" | "o")
            && let Some(year) = self.year(at, cursor, total, current, words)
        {
            return Some(year);
        }
        let end = self.without_joiner(cursor, at);
        self.cardinal(end, total, current, words)
    }

    /// Where a second number begins: the first half of a year, or a number that ends there.
    fn year_or_cardinal(
        &self,
        at: usize,
        cursor: usize,
        total: f64,
        current: f64,
        words: u32,
    ) -> Option<Number> {
        self.year(at, cursor, total, current, words).or(self.cardinal(cursor, total, current, words))
    }

    /// Past a hyphen between tens and units, or an "and" after hundreds, if a number goes on there.
    fn joined(&self, at: usize, last: Last) -> usize {
        let hyphen = self.str(at) == "-" && self.glued(at) && self.glued(at + 1);
        let and = matches!(last, Last::Hundred | Last::Scale) && self.sense(at, Sense::Joiner).is_some();
        let goes_on =
            |i| [Sense::Card, Sense::Tens, Sense::Ord].into_iter().any(|s| self.sense(i, s).is_some());
        let small = hyphen
            && last == Last::Tens
            && (self.sense(at + 1, Sense::Card).is_some_and(|n| n < 10)
                || self.sense(at + 1, Sense::Ord).is_some_and(|n| n < 10));
        if small || (and && goes_on(at + 1)) { at + 1 } else { at }
    }

    fn without_joiner(&self, end: usize, at: usize) -> usize {
        if end > at + 1 && (self.str(end - 1) == "-" || self.sense(end - 1, Sense::Joiner).is_some()) {
            end - 1
        } else {
            end
        }
    }

    fn cardinal(&self, end: usize, total: f64, current: f64, words: u32) -> Option<Number> {
        if words == 0 {
            return None;
        }
        let value = total + current;
        let mut shape = shape::INT | shape::NUM | shape::WORDS;
        if words >= 2 && (1100.0..2200.0).contains(&value) {
            shape |= shape::YEARWORDS;
        }
        if words == 2 && (21.0..=31.0).contains(&value) {
            shape |= shape::DOMWORDS;
        }
        if (1.0..=12.0).contains(&value) {
            shape |= shape::HOURWORD;
        }
        if (1.0..=59.0).contains(&value) {
            shape |= shape::SIXTYWORD;
        }
        Some(Number { end, value, shape })
    }

    /// "nineteen | eighty-four", "twenty | seventeen": the two halves of a year.
    fn year(&self, at: usize, cursor: usize, total: f64, current: f64, words: u32) -> Option<Number> {
        if total != 0.0 || !(11.0..=20.0).contains(&current) || words != 1 || cursor != at + 1 {
            return None;
        }
        // "nineteen oh five"
        if matches!(self.str(cursor), "oh" | "o")
            && let Some(unit) = self.sense(cursor + 1, Sense::Card).filter(|n| (1..10).contains(n))
        {
            let value = current * 100.0 + f64::from(unit);
            let shape = shape::WORDS | shape::YEARWORDS | shape::YEARPAIR;
            return Some(Number { end: cursor + 2, value, shape });
        }
        let tens = self.sense(cursor, Sense::Tens).map(f64::from);
        let (rest, mut end) = match tens {
            Some(tens) => (tens, cursor + 1),
            None => (self.sense(cursor, Sense::Card).map(f64::from).filter(|n| *n >= 10.0)?, cursor + 1),
        };
        let mut rest = rest;
        if tens.is_some() {
            let unit = self.joined(end, Last::Tens);
            if let Some(n) = self.sense(unit, Sense::Card).filter(|n| (1..10).contains(n)) {
                rest += f64::from(n);
                end = unit + 1;
            }
        }
        Some(Number {
            end,
            value: current * 100.0 + rest,
            shape: shape::WORDS | shape::YEARWORDS | shape::YEARPAIR,
        })
    }
}

/// The number that some digits stand for.
fn number_of(digits: &str) -> f64 {
    // So many fit a double exactly, whichever way they are read.
    if digits.len() > 15 {
        return digits.parse().unwrap_or(0.0);
    }
    digits.bytes().fold(0, |number, digit| 10 * number + u64::from(digit - b'0')) as f64
}

/// The value of a fraction that is one character.
fn vulgar(mark: &str) -> Option<f64> {
    Some(match mark {
        "½" => 0.5,
        "¼" => 0.25,
        "¾" => 0.75,
        _ => return None,
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    None,
    Unit,
    Tens,
    Hundred,
    Scale,
}

fn digit_shape(written: &str, value: f64) -> u32 {
    let mut s = shape::INT | shape::NUM | shape::DIGITS;
    let n = value as i64;
    match written.len() {
        1 | 2 => {
            s |= shape::YEAR;
            s |= if (1..=31).contains(&n) { shape::DOM } else { 0 };
            s |= if (1..=12).contains(&n) { shape::MON } else { 0 };
            s |= if n <= 24 { shape::HOUR } else { 0 };
            if written.len() == 2 {
                s |= shape::YY;
                s |= if n <= 59 { shape::SIXTY } else { 0 };
                s |= if written.starts_with('0') { shape::PADDED } else { 0 };
            }
        }
        3 => s |= shape::THREE | shape::YEAR,
        4 => {
            s |= shape::YEAR;
            s |= if (1000..3000).contains(&n) { shape::YEAR4 } else { 0 };
            s |= if (1500..=2100).contains(&n) { shape::YEARLIKE } else { 0 };
            s |= if n / 100 <= 24 && n % 100 < 60 { shape::HHMM } else { 0 };
        }
        6 => s |= shape::SIX,
        8 => {
            let (year, month, day) = (n / 10_000, n / 100 % 100, n % 100);
            if (1000..3000).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day) {
                s |= shape::YMD8;
            }
        }
        _ => {}
    }
    s
}

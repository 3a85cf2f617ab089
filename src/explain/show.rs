//! An explanation in, a tree for the terminal out.

use std::fmt::{self, Display, Formatter};

use chrono::NaiveDateTime;

use super::{Explanation, Reading, Step};
use crate::calendar::value::{Modifier, Value};
use crate::resolve::Resolved;

impl Display for Explanation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.anchor {
            Some(stamp) => writeln!(f, "published {}", stamp.date.format("%A %Y-%m-%d"))?,
            None => writeln!(f, "no publication date: what needs one stays open")?,
        }
        if let Some(context) = &self.context {
            writeln!(f, "in \"{context}\"")?;
        }
        for (words, reason) in &self.impossible {
            writeln!(f, "\n\"{words}\"  no date: {reason}")?;
        }
        if self.readings.is_empty() && self.impossible.is_empty() {
            return writeln!(f, "\nnothing is read as a date or a time in \"{}\"", self.expression);
        }
        self.readings.iter().try_for_each(|r| reading(r, f))
    }
}

fn reading(r: &Reading, f: &mut Formatter<'_>) -> fmt::Result {
    let resolved = &r.timex.resolved;
    write!(f, "\n\"{}\"  {} {}", r.text, resolved.kind.as_str(), resolved.value)?;
    if let Some(modifier) = resolved.modifier {
        write!(f, "  mod {}", modifier.as_str())?;
    }
    if let Some(quant) = resolved.quant {
        write!(f, "  quant {quant}")?;
    }
    if let Some(freq) = &resolved.freq {
        write!(f, "  freq {freq}")?;
    }
    writeln!(f, "\n├─ read")?;
    step(&r.steps, "│  ", true, f)?;
    bounds(resolved, f)?;
    writeln!(f, "├─ anchor  {}", resolved.anchor.as_str())?;
    if !resolved.because.is_empty() {
        writeln!(f, "├─ because {}", resolved.because.join("; "))?;
    }
    for (value, confidence) in &resolved.alternatives {
        writeln!(f, "├─ or      {value} ({confidence:.2})")?;
    }
    writeln!(f, "└─ confidence {:.2}", resolved.confidence)
}

/// From when to before when, and EDTF, where the value lies on a calendar.
fn bounds(resolved: &Resolved, f: &mut Formatter<'_>) -> fmt::Result {
    let Ok(value) = Value::parse(&resolved.value) else { return Ok(()) };
    let modifier = resolved.modifier.map(Modifier::from);
    if let Some(reach) = value.reach(modifier) {
        let say = |at: Option<NaiveDateTime>| {
            at.map_or_else(|| "open".to_owned(), |at| at.format("%Y-%m-%dT%H:%M").to_string())
        };
        writeln!(f, "├─ bounds  {} to before {}", say(reach.start), say(reach.end))?;
    }
    match value.edtf(modifier) {
        Some(edtf) => writeln!(f, "├─ EDTF    {edtf}"),
        None => Ok(()),
    }
}

fn step(s: &Step, indent: &str, last: bool, f: &mut Formatter<'_>) -> fmt::Result {
    let (branch, below) = if last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
    writeln!(f, "{indent}{branch}\"{}\"  {}", s.text, s.meaning)?;
    writeln!(f, "{indent}{below}   {}  {}:{}", s.rule, s.file, s.line)?;
    let indent = format!("{indent}{below}");
    let count = s.parts.len();
    s.parts.iter().enumerate().try_for_each(|(i, p)| step(p, &indent, i + 1 == count, f))
}

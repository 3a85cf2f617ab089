//! The dates of a story: what was told so far in, the year of a date that names none out.
//!
//! A history names its year once and then goes on by months and days. The year moves on by itself where the months
//! wrap around: after November, "in January" is the next year's.

use chrono::Datelike;

use super::{Anchor, Context, Domain};
use crate::calendar::Point;
use crate::timex::meaning::{Fields, Meaning, Season, Unit};

/// How many months a story may go back before it is taken to have gone on into the next year.
const MONTHS_BACK: i32 = 9;

/// A year farther than this from the story's is an aside ("papers opened in 2005 show") until a second one joins it.
const YEARS_AWAY: i32 = 15;

/// Where an expression stands, as far as it matters to a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It opens its sentence: the story goes on from there.
    Opening,
    /// It opens a clause: "and in 1913".
    Clause,
    /// It is the second end of a range: the story is still at the first.
    RangeEnd,
    /// It says how long something went on: "lasted until the fall of the city in May 1912".
    Until,
    /// Anything else.
    Plain,
}

impl Context {
    /// Goes on to a sentence. An aside lasts as long as its own: what comes after it is the story again.
    pub fn enter(&mut self, sentence: u32) {
        if self.sentence == sentence {
            return;
        }
        self.sentence = sentence;
        self.day_here = None;
        if let Some((mentioned, year)) = self.main.take() {
            (self.mentioned, self.year) = (Some(mentioned), Some(year));
        }
    }

    /// Whether a date moves the story: not if it is counted from the writer's own day, closes a range of years, gives
    /// no year to go on from ("in the 19th century") or lies decades away in passing.
    pub(super) fn moves_story(&mut self, point: Point, anchor: Anchor, role: Role) -> bool {
        let own = !matches!(anchor, Anchor::None | Anchor::Mentioned);
        let far = self.year.is_some_and(|y| point.year() > y + 1);
        let ahead = self.year.is_some_and(|y| point.year() > y);
        let closes = match role {
            Role::RangeEnd => point.unit() == Unit::Year || far,
            Role::Until => ahead,
            Role::Opening | Role::Clause | Role::Plain => false,
        };
        if own || closes || point.unit() > Unit::Year {
            return false;
        }
        let near = |year: Option<i32>| year.is_some_and(|y| (y - point.year()).abs() <= YEARS_AWAY);
        let joins = self.aside == Some(point.year());
        let moves = role == Role::Opening || self.year.is_none() || near(self.year) || near(self.aside);
        self.aside = (!moves).then(|| point.year());
        if !moves {
            return false;
        }
        let (Some(here), Some(year)) = (self.mentioned, self.year) else { return true };
        // "on 7 December 1941": what says less than what is known already.
        let blurs = point.unit() > here.unit() && here.first_day().is_some_and(|d| point.contains(d));
        if blurs && (role != Role::Opening || anchor == Anchor::Mentioned) {
            return false;
        }
        if role == Role::Opening {
            self.main = None;
            return true;
        }
        let back = point.year() < year;
        let ahead = point.year() > year
            && point.unit() == Unit::Year
            && here.unit() < Unit::Year
            && role != Role::Clause;
        if (back || ahead) && !joins {
            self.aside = Some(point.year());
            self.main.get_or_insert((here, year));
        } else if !back {
            self.main = None;
        }
        true
    }

    /// The year of the story for fields that name none. `None` if the text is no story, or has named no year yet.
    pub(super) fn story_year(&self, f: &Fields) -> Option<i32> {
        if self.domain != Domain::Narrative {
            return None;
        }
        let year = self.year?;
        let (Some(before), Some(now)) = (self.mentioned.and_then(month_of), month(f)) else {
            return Some(year);
        };
        // "From October to March" in a story that has come to spring: the winter that is over.
        let is_over =
            |end: i32| end < now && before < now && now - before > (before - end).abs() && f.season.is_none();
        if self.range_end.is_some_and(is_over) {
            return Some(year - 1);
        }
        let wraps = f.season.is_none() && before - now >= MONTHS_BACK;
        Some(if wraps { year + 1 } else { year })
    }
}

/// The month that an expression names without a year.
pub(crate) fn month_named(meaning: &Meaning) -> Option<i32> {
    match meaning {
        Meaning::Fields(f) if f.year.is_none() && !f.numeric => f.month.map(i32::from),
        Meaning::Mod(_, inner) => month_named(inner),
        _ => None,
    }
}

/// The month that a point names or lies in, if it is no coarser.
fn month_of(point: Point) -> Option<i32> {
    (point.unit() <= Unit::Month).then(|| point.first_day().map(|d| d.month() as i32))?
}

fn month(f: &Fields) -> Option<i32> {
    f.month.map(i32::from).or(f.season.map(|s| match s {
        Season::Spring => 4,
        Season::Summer => 7,
        Season::Fall => 10,
        Season::Winter => 12,
    }))
}

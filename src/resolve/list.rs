//! Items of a list: a weekday and the expression that it is joined to in, the day that both agree on out.
//!
//! "Every Monday, Wednesday and Friday" is three sets, "from Friday to Monday" ends after it began, and in "May 5
//! (Tuesday)" the weekday is that of the date: the verb has no say in any of them.

use chrono::{Datelike, NaiveDate};

use super::set::open;
use super::{Anchor, Context, Direction, Kind, Resolved};
use crate::calendar::{Point, days, weekday_on_or_after, weekday_on_or_before};
use crate::timex::meaning::{Fields, Meaning};

/// Days from one weekday to the next of a list; farther apart the list goes backwards.
const LIST: i64 = 4;
/// Days from a date to a weekday beside it: "May 2-3 (Saturday and Sunday)".
const BESIDE: i64 = 3;

/// What stands right before an expression, with nothing but a joining word or mark between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beside {
    /// A recurring weekday, with its quantifier.
    Every(Option<&'static str>),
    /// A weekday, the day that it came to, and whether the words told which ("this Friday").
    Weekday(NaiveDate, bool),
    /// A full date, and whether a word joins.
    Day(NaiveDate, bool),
}

impl Beside {
    /// What an expression is to the one that follows.
    pub(crate) fn of(meaning: &Meaning, resolved: &Resolved, by_word: bool) -> Option<Self> {
        if resolved.kind == Kind::Set {
            let weekday = matches!(meaning, Meaning::Set(_)) && resolved.value.starts_with("XXXX-WXX-");
            return weekday.then_some(Self::Every(resolved.quant));
        }
        let Some(Point::Day(day)) = resolved.point else { return None };
        match fields_of(meaning) {
            Some(f) if f.weekday.is_some() && f.day.is_none() && f.month.is_none() => {
                Some(Self::Weekday(day, matches!(meaning, Meaning::Rel(..) | Meaning::Nearest(..))))
            }
            Some(f) if f.day.is_some() => Some(Self::Day(day, by_word)),
            _ => None,
        }
    }
}

/// The calendar fields that an expression is about, its time of day left aside.
fn fields_of(meaning: &Meaning) -> Option<&Fields> {
    use crate::timex::meaning::Target;
    match meaning {
        Meaning::Fields(f) | Meaning::Rel(_, Target::Fields(f)) | Meaning::Nearest(_, Target::Fields(f)) => {
            Some(f)
        }
        Meaning::At(inner, _) | Meaning::Mod(_, inner) | Meaning::Range(inner, _) => fields_of(inner),
        _ => None,
    }
}

impl Context {
    /// A bare day of the month behind a date: "June 2, 9 and 16".
    pub(super) fn day_of_list(&self, day: u8) -> Option<Resolved> {
        let Beside::Day(before, _) = self.beside? else { return None };
        let day = before.with_day(u32::from(day)).filter(|d| *d > before)?;
        Some(Resolved::at(Point::Day(day)).from(Anchor::Mentioned).why("goes with the one before"))
    }

    /// A bare weekday as the list says that it stands in; `None` if it stands in none.
    pub(super) fn listed(
        &self,
        f: &Fields,
        weekday: u8,
        direction: &mut dyn FnMut() -> Direction,
    ) -> Option<Resolved> {
        let day = match self.beside? {
            Beside::Every(quant) => {
                let mut resolved = Resolved::new(Kind::Set, open(f)?).why("one of the set");
                resolved.quant = quant;
                return Some(resolved);
            }
            Beside::Weekday(before, told) => {
                let next = weekday_on_or_after(days(before, 1)?, weekday)?;
                let past = self.anchor.is_some_and(|a| before <= a && a < next);
                let fits = (next - before).num_days() <= LIST;
                let turns = !told && past && matches!(direction(), Direction::Past(_));
                (fits && !turns).then_some(next)?
            }
            // "from May 5 to Friday" are two days, "May 5 (Friday)" is one.
            Beside::Day(_, true) => return None,
            Beside::Day(date, false) => {
                let (before, after) =
                    (weekday_on_or_before(date, weekday)?, weekday_on_or_after(date, weekday)?);
                let near = |d: &NaiveDate| (*d - date).num_days().abs() <= BESIDE;
                Some(before).filter(near).or(Some(after).filter(near))?
            }
        };
        Some(Resolved::at(Point::Day(day)).from(Anchor::Mentioned).why("goes with the one before"))
    }
}

//! Which of two bare numbers is the day: a document's expressions in, its order out, with the evidence.
//!
//! A writer keeps one order. A date that can be read one way only settles the others; failing that, how the document
//! writes dates with names of months ("3 May", "May 3") and how it spells do.

use super::Order;
use crate::timex::meaning::{Fields, Meaning};

/// How the order of a document was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderBasis {
    /// A date of figures that can be read one way only: 25/12/2016.
    Figures,
    /// Dates with the name of the month: "3 May".
    Names,
    /// Spelling: "colour".
    Spelling,
    /// Nothing tells: the language's usual order. Worth a diagnostic if any date hangs on it.
    Undecided,
}

/// Counts of evidence for each order.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Evidence {
    figures: [u32; 2],
    names: [u32; 2],
    spelling: [u32; 2],
    open: u32,
}

impl Evidence {
    /// Takes note of an expression; `day_first` tells, for a date with the name of its month, whether the day stands
    /// before it.
    pub(crate) fn note(&mut self, meaning: &Meaning, day_first: Option<bool>) {
        match meaning {
            Meaning::Fields(f) if f.numeric => self.figures(f),
            Meaning::At(inner, _) | Meaning::Mod(_, inner) => self.note(inner, day_first),
            Meaning::Range(a, b) => {
                self.note(a, day_first);
                self.note(b, None);
            }
            _ => {
                if let Some(first) = day_first {
                    self.names[usize::from(first)] += 1;
                }
            }
        }
    }

    fn figures(&mut self, f: &Fields) {
        match (f.month.is_some_and(|m| m > 12), f.day.is_some_and(|d| d > 12)) {
            (true, false) => self.figures[1] += 1,
            (false, true) => self.figures[0] += 1,
            (false, false) if f.month != f.day => self.open += 1,
            _ => {}
        }
    }

    /// Takes note of a word whose spelling tells: British or not.
    pub(crate) fn spelled(&mut self, british: bool) {
        self.spelling[usize::from(british)] += 1;
    }

    /// The order, what it rests on, and how many dates hang on it.
    pub(crate) fn decide(&self) -> (Order, OrderBasis, u32) {
        let kinds = [
            (self.figures, OrderBasis::Figures),
            (self.names, OrderBasis::Names),
            (self.spelling, OrderBasis::Spelling),
        ];
        let found = kinds.into_iter().find(|(counts, _)| counts[0] != counts[1]);
        match found {
            Some((counts, basis)) if counts[1] > counts[0] => (Order::DayFirst, basis, self.open),
            Some((_, basis)) => (Order::MonthFirst, basis, self.open),
            None => (Order::MonthFirst, OrderBasis::Undecided, self.open),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(first: u8, second: u8) -> Meaning {
        Meaning::Fields(Fields { month: Some(first), day: Some(second), numeric: true, ..Fields::default() })
    }

    #[test]
    fn one_clear_date_settles_the_others() {
        let mut evidence = Evidence::default();
        evidence.note(&numbers(3, 4), None);
        assert_eq!(evidence.decide(), (Order::MonthFirst, OrderBasis::Undecided, 1));
        evidence.note(&numbers(25, 4), None);
        assert_eq!(evidence.decide(), (Order::DayFirst, OrderBasis::Figures, 1));
    }

    #[test]
    fn names_of_months_count_where_figures_are_silent() {
        let mut evidence = Evidence::default();
        let named = Meaning::Fields(Fields { month: Some(5), day: Some(3), ..Fields::default() });
        evidence.note(&named, Some(true));
        evidence.spelled(false);
        assert_eq!(evidence.decide().1, OrderBasis::Names);
        assert_eq!(evidence.decide().0, Order::DayFirst);
    }
}

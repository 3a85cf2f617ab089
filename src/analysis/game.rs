//! Quarters and weeks of a game: the expressions of a document in, those of the calendar out.
//!
//! "The third quarter" is one of July to September in a report on a company and twelve minutes in one on a match. The
//! sentence seldom tells which, the document does: by its words of games against its words of business. So with "week 5",
//! which a league counts from its first match.

use crate::pack::{Gloss, Pack, traits};
use crate::timex::Expression;

/// A match has at least so many words of games.
const SIGNS: usize = 3;

/// Leaves out the quarters and numbered weeks without a year of a document about games.
pub(super) fn leave_out(pack: &Pack, glosses: &[Gloss], expressions: &mut Vec<Expression>) {
    let counted = pack.grammar.classes(&["quarter", "numbered"]);
    let of_game = |e: &Expression| pack.grammar.gives(e.rule, counted) && e.meaning.year().is_none();
    if expressions.iter().any(of_game) && is_game(glosses) {
        expressions.retain(|e| !of_game(e));
    }
}

fn is_game(glosses: &[Gloss]) -> bool {
    let count = |bit| glosses.iter().filter(|l| l.traits & bit != 0).count();
    let signs = count(traits::GAME);
    signs >= SIGNS && signs > count(traits::BUSINESS)
}

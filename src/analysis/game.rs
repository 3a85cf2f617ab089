//! Quarters of a game: the expressions of a document in, those that are a quarter of the calendar out.
//!
//! "The third quarter" is one of July to September in a report on a company and twelve minutes in one on a match. The
//! sentence seldom tells which, the document does: by its words of games against its words of business.

use crate::pack::Pack;
use crate::timex::Expression;

/// A match has at least so many words of games.
const SIGNS: usize = 3;

/// Leaves out the quarters without a year of a document about games.
pub(super) fn leave_out(pack: &Pack, lex: &[u32], expressions: &mut Vec<Expression>) {
    let of_game = |e: &Expression| pack.grammar.gives(e.rule, "quarter") && e.meaning.year().is_none();
    if expressions.iter().any(of_game) && is_game(pack, lex) {
        expressions.retain(|e| !of_game(e));
    }
}

fn is_game(pack: &Pack, lex: &[u32]) -> bool {
    let count = |class| lex.iter().filter(|id| pack.is_class(**id, class)).count();
    let signs = count("game");
    signs >= SIGNS && signs > count("business")
}

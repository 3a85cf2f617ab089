//! The states of a level's automaton before determinization, as the automaton reads them.
//!
//! The states' edges lie in flat lists, sorted by state: a list of its own for each of ten thousand states would take
//! longer to allocate than to fill. `states.rs` makes a level from patterns.

/// A level's states; state 0 is where every match begins.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Level {
    /// The rule that each state accepts, or [`NONE`].
    pub(crate) accepts: Vec<u32>,
    /// Edges that read an item: test and target.
    pub(crate) steps: Edges<[u32; 2]>,
    /// Edges that read nothing.
    pub(crate) skips: Edges<u32>,
    /// The steps that a match can begin with, by test.
    pub(crate) begins: Vec<[u32; 2]>,
    /// Of each state whether a match can end from there without an expression of an earlier level.
    pub(crate) free: Vec<bool>,
}

/// No rule.
pub(crate) const NONE: u32 = u32::MAX;

/// Edges by the state that they lead from.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Edges<T> {
    pub(crate) sorted: Vec<T>,
    /// Where the edges of each state begin, and one more.
    pub(crate) from: Vec<u32>,
}

impl<T> Edges<T> {
    #[inline]
    pub(crate) fn of(&self, state: u32) -> &[T] {
        let (from, to) = (self.from[state as usize], self.from[state as usize + 1]);
        &self.sorted[from as usize..to as usize]
    }
}

impl Level {
    /// How many states there are.
    pub(crate) fn len(&self) -> usize {
        self.accepts.len()
    }

    /// The steps from a state: test and target.
    #[inline]
    pub(crate) fn steps(&self, state: u32) -> &[[u32; 2]] {
        self.steps.of(state)
    }

    /// The states reached from a state without reading.
    #[inline]
    pub(crate) fn skips(&self, state: u32) -> &[u32] {
        self.skips.of(state)
    }

    /// The rule that a state accepts.
    #[inline]
    pub(crate) fn accepts(&self, state: u32) -> Option<u32> {
        Some(self.accepts[state as usize]).filter(|rule| *rule != NONE)
    }

    /// The steps that a match can begin with by passing a test.
    pub(crate) fn begins(&self, test: u32) -> &[[u32; 2]] {
        let from = self.begins.partition_point(|b| b[0] < test);
        let count = self.begins[from..].iter().take_while(|b| b[0] == test).count();
        &self.begins[from..from + count]
    }

    /// Whether a match can end from the state without an expression of an earlier level.
    pub(crate) fn is_free(&self, state: u32) -> bool {
        self.free[state as usize]
    }
}

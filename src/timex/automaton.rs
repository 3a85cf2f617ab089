//! A level's automaton, made deterministic as it is used: symbols in, the rules that match out.
//!
//! Building all of it ahead would cost more than most runs ever use; each worker keeps what it has built in its
//! scratch, and a step that was taken once is one look-up from then on.

use rustc_hash::FxHashMap;

use super::grammar::{Grammar, Level};
use crate::text::scan::{CAPITAL, SPACE};

/// The dead state: nothing can match any more.
pub(crate) const DEAD: u32 = 0;
/// Where a match begins.
pub(crate) const START: u32 = 1;

/// The states built so far.
#[derive(Debug, Default)]
pub(crate) struct Automaton {
    /// Sets of the level's states, closed under skips.
    sets: Vec<Box<[u32]>>,
    ids: FxHashMap<Box<[u32]>, u32>,
    /// Rules that accept in each.
    accepts: Vec<Box<[u32]>>,
    steps: FxHashMap<u64, u32>,
}

impl Automaton {
    /// An automaton for the level, with its first two states.
    pub(crate) fn new(level: &Level) -> Self {
        let mut a = Self::default();
        a.state(level, Vec::new());
        if !level.states.is_empty() {
            a.state(level, vec![0]);
        }
        a
    }

    /// The state after an item of that symbol and those flags.
    pub(crate) fn step(
        &mut self,
        level: &Level,
        grammar: &Grammar,
        set: &[u64],
        state: u32,
        symbol: u32,
        flags: u8,
    ) -> u32 {
        let flags = flags & (SPACE | CAPITAL);
        let key = u64::from(state) << 32 | u64::from(symbol) << 8 | u64::from(flags);
        if let Some(&next) = self.steps.get(&key) {
            return next;
        }
        let mut targets = Vec::new();
        for &s in self.sets.get(state as usize).map_or(&[][..], |s| s) {
            for &(test, to) in &level.states[s as usize].steps {
                if set[test as usize / 64] >> (test % 64) & 1 == 1 && allows(grammar, test, flags) {
                    targets.push(to);
                }
            }
        }
        let next = self.state(level, targets);
        self.steps.insert(key, next);
        next
    }

    /// The rules that match up to here.
    pub(crate) fn accepts(&self, state: u32) -> &[u32] {
        self.accepts.get(state as usize).map_or(&[], |a| a)
    }

    fn state(&mut self, level: &Level, mut states: Vec<u32>) -> u32 {
        let mut seen = states.clone();
        let mut known = vec![false; level.states.len()];
        states.iter().for_each(|&s| known[s as usize] = true);
        while let Some(s) = states.pop() {
            for &to in &level.states[s as usize].skips {
                if !std::mem::replace(&mut known[to as usize], true) {
                    seen.push(to);
                    states.push(to);
                }
            }
        }
        seen.sort_unstable();
        seen.dedup();
        // Only states that step or accept tell sets apart.
        seen.retain(|&s| {
            let state = &level.states[s as usize];
            !state.steps.is_empty() || state.accepts.is_some()
        });
        let set = seen.into_boxed_slice();
        if let Some(&id) = self.ids.get(&set) {
            return id;
        }
        let id = self.sets.len() as u32;
        let mut accepts: Vec<u32> = set.iter().filter_map(|&s| level.states[s as usize].accepts).collect();
        accepts.sort_unstable();
        accepts.dedup();
        self.accepts.push(accepts.into_boxed_slice());
        self.ids.insert(set.clone(), id);
        self.sets.push(set);
        id
    }
}

/// Whether case and space are as the test wants them.
pub(crate) fn allows(grammar: &Grammar, test: u32, flags: u8) -> bool {
    let check = &grammar.checks[test as usize];
    let glued = flags & SPACE == 0;
    check.glued.is_none_or(|g| g == glued) && (!check.capital || flags & CAPITAL != 0)
}

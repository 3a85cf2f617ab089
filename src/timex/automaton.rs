//! A level's automaton, made deterministic as it is used: symbols in, the rules that match out.
//!
//! Building all of it ahead would cost more than most runs ever use; each worker keeps what it has built in its
//! scratch, and a step that was taken once is one look-up from then on.

use rustc_hash::FxHashMap;

use super::grammar::Grammar;
use super::level::Level;
use crate::text::scan::{CAPITAL, SPACE};
use crate::text::table::Table;

/// The dead state: nothing can match any more.
pub(crate) const DEAD: u32 = 0;
/// Where a match begins.
pub(crate) const START: u32 = 1;

/// Marks a first step that nobody has taken yet.
const UNKNOWN: u32 = u32::MAX;

/// The states built so far.
#[derive(Debug, Default)]
pub(crate) struct Automaton {
    /// Sets of the level's states, closed under skips.
    sets: Vec<Box<[u32]>>,
    ids: FxHashMap<Box<[u32]>, u32>,
    /// Rules that accept in each.
    accepts: Vec<Box<[u32]>>,
    /// The state after the first item, by its symbol and flags: most items begin nothing, and are told so by one load.
    starts: Vec<u32>,
    /// The other steps: the state reached plus one under state, symbol and flags.
    steps: Table,
    /// Which of the level's states a set being built has, by the number of its making.
    seen: Vec<u32>,
    made: u32,
}

impl Automaton {
    /// An automaton for the level, with its first two states.
    pub(crate) fn new(level: &Level) -> Self {
        let mut a = Self::default();
        a.state(level, Vec::new());
        if level.len() > 0 {
            a.state(level, vec![0]);
        }
        a
    }

    /// The state after an item of that letter, if the step was taken before.
    #[inline]
    pub(crate) fn known(&self, state: u32, letter: u32) -> Option<u32> {
        // A symbol that passes no test leads nowhere.
        if symbol(letter) == 0 {
            return Some(DEAD);
        }
        if state == START {
            return self.starts.get(letter as usize).copied().filter(|next| *next != UNKNOWN);
        }
        self.steps.find(key(state, letter), |_| true).checked_sub(1)
    }

    /// As [`Automaton::known`], for a step that is taken for the first time; `set` are the tests of the symbol.
    #[cold]
    #[inline(never)]
    pub(crate) fn step(
        &mut self,
        level: &Level,
        grammar: &Grammar,
        set: &[u64],
        state: u32,
        letter: u32,
    ) -> u32 {
        let mut targets = Vec::new();
        if state == START {
            // Half of the grammar can begin a match, and an item passes few tests: so these are asked for, one by one.
            targets.extend(begins(level, grammar, set, letter));
        } else {
            let flags = flags(letter);
            for &s in self.sets.get(state as usize).map_or(&[][..], |s| s) {
                for &[test, to] in level.steps(s) {
                    if set[test as usize / 64] >> (test % 64) & 1 == 1 && allows(grammar, test, flags) {
                        targets.push(to);
                    }
                }
            }
        }
        let next = self.state(level, targets);
        if state == START {
            let at = letter as usize;
            self.starts.resize(self.starts.len().max(at + 1), UNKNOWN);
            self.starts[at] = next;
        } else {
            self.steps.insert(key(state, letter), next + 1);
        }
        next
    }

    /// The rules that match up to here.
    pub(crate) fn accepts(&self, state: u32) -> &[u32] {
        self.accepts.get(state as usize).map_or(&[], |a| a)
    }

    fn state(&mut self, level: &Level, mut states: Vec<u32>) -> u32 {
        let mut seen = states.clone();
        self.made += 1;
        self.seen.resize(level.len(), 0);
        states.iter().for_each(|&s| self.seen[s as usize] = self.made);
        while let Some(s) = states.pop() {
            for &to in level.skips(s) {
                if std::mem::replace(&mut self.seen[to as usize], self.made) != self.made {
                    seen.push(to);
                    states.push(to);
                }
            }
        }
        seen.sort_unstable();
        seen.dedup();
        // Only states that step or accept tell sets apart.
        seen.retain(|&s| !level.steps(s).is_empty() || level.accepts(s).is_some());
        let set = seen.into_boxed_slice();
        if let Some(&id) = self.ids.get(&set) {
            return id;
        }
        let id = self.sets.len() as u32;
        let mut accepts: Vec<u32> = set.iter().filter_map(|&s| level.accepts(s)).collect();
        accepts.sort_unstable();
        accepts.dedup();
        self.accepts.push(accepts.into_boxed_slice());
        self.ids.insert(set.clone(), id);
        self.sets.push(set);
        id
    }
}

/// The states that a match which begins with an item of the letter can be in after it; `set` are the tests of its symbol.
pub(crate) fn begins(
    level: &Level,
    grammar: &Grammar,
    set: &[u64],
    letter: u32,
) -> impl Iterator<Item = u32> {
    let allowed = tests(set).filter(move |test| allows(grammar, *test, flags(letter)));
    allowed.flat_map(|test| level.begins(test)).map(|begin| begin[1])
}

/// The tests of a set.
fn tests(set: &[u64]) -> impl Iterator<Item = u32> {
    (0u32..).step_by(64).zip(set).flat_map(|(first, word)| {
        let bits = std::iter::successors(Some(*word), |bits| Some(bits & bits.wrapping_sub(1)));
        bits.take_while(|bits| *bits != 0).map(move |bits| first + bits.trailing_zeros())
    })
}

fn key(state: u32, letter: u32) -> u64 {
    u64::from(state) << 32 | u64::from(letter)
}

/// What an automaton reads of an item: its symbol, and above the lowest bits whether space stands before it and whether
/// it has a capital.
#[inline]
pub(crate) fn letter(symbol: u32, flags: u8) -> u32 {
    symbol << 2 | u32::from(flags & SPACE != 0) | u32::from(flags & CAPITAL != 0) << 1
}

/// What counts of the flags in a letter.
fn flags(letter: u32) -> u8 {
    (if letter & 1 != 0 { SPACE } else { 0 }) | if letter & 2 != 0 { CAPITAL } else { 0 }
}

/// The symbol of a letter.
#[inline]
pub(crate) fn symbol(letter: u32) -> u32 {
    letter >> 2
}

/// Whether case and space are as the test wants them.
pub(crate) fn allows(grammar: &Grammar, test: u32, flags: u8) -> bool {
    let check = &grammar.checks[test as usize];
    let glued = flags & SPACE == 0;
    check.glued.is_none_or(|g| g == glued) && (!check.capital || flags & CAPITAL != 0)
}

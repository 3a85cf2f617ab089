//! A level's automaton, made deterministic as it is used: symbols in, the rules that match out.
//!
//! Building all of it ahead would cost more than most runs ever use; each worker keeps what it has built in its
//! scratch, and a step that was taken once is one look-up from then on.

use rustc_hash::FxHashMap;

use super::grammar::Grammar;
use super::level::Level;
use super::sets;
use super::steps::Steps;
use crate::text::scan::{CAPITAL, SPACE};

/// A state: the number of its set, and in the lowest bit whether some rule accepts there, so that few are looked up.
pub(crate) type State = u32;
/// The dead state: nothing can match any more.
pub(crate) const DEAD: State = 0;
/// Where a match begins.
pub(crate) const START: State = 2;

/// Marks a first step that nobody has taken yet.
const UNKNOWN: u32 = u32::MAX;

/// The states built so far.
#[derive(Debug, Default)]
pub(crate) struct Automaton {
    /// Sets of the level's states, closed under skips.
    sets: Vec<Box<[u32]>>,
    ids: FxHashMap<Box<[u32]>, State>,
    /// Rules that accept in each set.
    accepts: Vec<Box<[u32]>>,
    /// The tests that each set steps by, as [`signature`] has them.
    signatures: Vec<u64>,
    /// The state after the first item, by its symbol and flags: most items begin nothing, and are told so by one load.
    starts: Vec<State>,
    /// The other steps.
    steps: Steps,
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

    /// The state after an item of that letter, if the step was taken before; `passed` is the signature of its tests.
    #[inline]
    pub(crate) fn known(&self, state: State, letter: u32, passed: u64) -> Option<State> {
        // Most items pass none of the tests that a match asks for next, and most of those show it.
        if self.signatures[set_of(state)] & passed == 0 {
            return Some(DEAD);
        }
        if state == START {
            return self.starts.get(letter as usize).copied().filter(|next| *next != UNKNOWN);
        }
        self.steps.find(state, letter)
    }

    /// As [`Automaton::known`], for a step that is taken for the first time; `set` are the tests of the symbol.
    #[cold]
    #[inline(never)]
    pub(crate) fn step(
        &mut self,
        level: &Level,
        grammar: &Grammar,
        set: &[u64],
        state: State,
        letter: u32,
    ) -> State {
        let mut targets = Vec::new();
        if state == START {
            // Half of the grammar can begin a match, and an item passes few tests: so these are asked for, one by one.
            targets.extend(begins(level, grammar, set, letter));
        } else {
            let flags = flags(letter);
            for &s in self.sets.get(set_of(state)).map_or(&[][..], |s| s) {
                for &[test, to] in level.steps(s) {
                    if sets::holds(set, test) && allows(grammar, test, flags) {
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
            self.steps.insert(state, letter, next);
        }
        next
    }

    /// The rules that match up to here.
    #[inline]
    pub(crate) fn accepts(&self, state: State) -> &[u32] {
        if state & 1 == 0 { &[] } else { &self.accepts[set_of(state)] }
    }

    fn state(&mut self, level: &Level, mut states: Vec<u32>) -> State {
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
        let number = self.sets.len() as u32;
        let mut accepts: Vec<u32> = set.iter().filter_map(|&s| level.accepts(s)).collect();
        accepts.sort_unstable();
        accepts.dedup();
        let id = number << 1 | u32::from(!accepts.is_empty());
        let asked = set.iter().flat_map(|&s| level.steps(s)).map(|[test, _]| sets::bit(*test));
        // What a match may begin with is told by one load, whatever it is.
        self.signatures.push(if id >> 1 == START >> 1 {
            u64::MAX
        } else {
            asked.fold(0, |all, bit| all | bit)
        });
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
    let allowed = sets::tests(set).filter(move |test| allows(grammar, *test, flags(letter)));
    allowed.flat_map(|test| level.begins(test)).map(|begin| begin[1])
}

/// The number of a state's set.
fn set_of(state: State) -> usize {
    (state >> 1) as usize
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

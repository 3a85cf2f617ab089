//! The patterns of rules in, the states of each level out.
//!
//! `build.rs` makes the levels of the rules that are built in with this file, so it stands by itself.

use super::level::{Edges, Level, NONE};
use super::pattern::{Op, elements, split};

/// There are at most so many levels: which of them an item can begin is told by bits of a byte.
pub(crate) const MAX_LEVELS: usize = 6;

/// The levels of a grammar while rules are added.
#[derive(Debug, Default)]
pub(crate) struct Levels(Vec<States>);

impl Levels {
    /// Adds the pattern of a rule to a level, counted from 1.
    pub(crate) fn add(&mut self, level: u8, rule: u32, pattern: &[Op]) -> Result<(), String> {
        let index = usize::from(level.max(1)) - 1;
        if index >= MAX_LEVELS {
            return Err(format!("level {level}; there are at most {MAX_LEVELS}"));
        }
        if self.0.len() <= index {
            self.0.resize_with(index + 1, States::default);
        }
        self.0[index].add(rule, pattern);
        Ok(())
    }

    /// After the last rule; `given` says of a test whether it asks for an expression of an earlier level.
    pub(crate) fn finish(self, given: impl Fn(u32) -> bool) -> Vec<Level> {
        self.0.into_iter().map(|states| states.finish(&given)).collect()
    }
}

/// The states of one level; their edges with the states that they lead from.
#[derive(Debug, Default)]
struct States {
    accepts: Vec<u32>,
    steps: Vec<(u32, [u32; 2])>,
    skips: Vec<(u32, u32)>,
}

impl States {
    fn add(&mut self, rule: u32, pattern: &[Op]) {
        if self.accepts.is_empty() {
            self.state();
        }
        let first = self.state();
        self.skips.push((0, first));
        let last = self.sequence(pattern, first);
        self.accepts[last as usize] = rule;
    }

    fn state(&mut self) -> u32 {
        self.accepts.push(NONE);
        (self.accepts.len() - 1) as u32
    }

    /// Adds a sequence that begins at a state; gives the state that it ends at.
    fn sequence(&mut self, mut sequence: &[Op], from: u32) -> u32 {
        let mut at = from;
        while let Some((element, inside, rest)) = split(sequence) {
            at = self.element(element, inside, at);
            sequence = rest;
        }
        at
    }

    fn element(&mut self, element: Op, inside: &[Op], from: u32) -> u32 {
        match element {
            Op::Test(test) => {
                let to = self.state();
                self.steps.push((from, [test, to]));
                to
            }
            Op::Alt(_) => {
                let to = self.state();
                elements(inside).for_each(|option| self.branch(option, from, to));
                to
            }
            Op::Opt(_) => {
                let to = self.state();
                self.skips.push((from, to));
                self.branch(inside, from, to);
                to
            }
            Op::Seq(_) | Op::Capture(..) => self.sequence(inside, from),
            Op::Open | Op::Close => from,
        }
    }

    fn branch(&mut self, sequence: &[Op], from: u32, to: u32) {
        let start = self.state();
        self.skips.push((from, start));
        let end = self.sequence(sequence, start);
        self.skips.push((end, to));
    }

    fn finish(self, given: impl Fn(u32) -> bool) -> Level {
        let count = self.accepts.len();
        let (steps, skips) = (sorted(self.steps, count), sorted(self.skips, count));
        let begins = begins(&steps, &skips);
        let free = free(&self.accepts, &steps, &skips, given);
        Level { accepts: self.accepts, steps, skips, begins, free }
    }
}

/// Sorts edges by state; those of one state keep their order.
fn sorted<T>(mut edges: Vec<(u32, T)>, states: usize) -> Edges<T> {
    let mut from = vec![0; states + 1];
    for (state, _) in &edges {
        from[*state as usize + 1] += 1;
    }
    for state in 0..states {
        from[state + 1] += from[state];
    }
    edges.sort_by_key(|edge| edge.0);
    Edges { sorted: edges.into_iter().map(|edge| edge.1).collect(), from }
}

/// The steps that a match can begin with.
fn begins(steps: &Edges<[u32; 2]>, skips: &Edges<u32>) -> Vec<[u32; 2]> {
    let states = steps.from.len() - 1;
    let mut begins = Vec::new();
    let mut seen = vec![false; states];
    let mut open: Vec<u32> = if states == 0 { Vec::new() } else { vec![0] };
    while let Some(state) = open.pop() {
        if std::mem::replace(&mut seen[state as usize], true) {
            continue;
        }
        begins.extend_from_slice(steps.of(state));
        open.extend_from_slice(skips.of(state));
    }
    begins.sort_unstable();
    begins
}

/// Goes through the states so that those a state leads to come first: there are no circles.
fn free(
    accepts: &[u32],
    steps: &Edges<[u32; 2]>,
    skips: &Edges<u32>,
    given: impl Fn(u32) -> bool,
) -> Vec<bool> {
    let mut free = vec![false; accepts.len()];
    let mut seen = vec![false; accepts.len()];
    let mut open: Vec<(u32, bool)> = (0..accepts.len() as u32).map(|state| (state, false)).collect();
    while let Some((state, led_on)) = open.pop() {
        if led_on {
            let steps = steps.of(state).iter().filter(|[test, _]| !given(*test));
            let mut next = steps.map(|[_, to]| *to).chain(skips.of(state).iter().copied());
            free[state as usize] = accepts[state as usize] != NONE || next.any(|to| free[to as usize]);
        } else if !std::mem::replace(&mut seen[state as usize], true) {
            open.push((state, true));
            open.extend(steps.of(state).iter().map(|[_, to]| (*to, false)));
            open.extend(skips.of(state).iter().map(|to| (*to, false)));
        }
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_match_can_begin_past_what_is_optional() {
        let mut levels = Levels::default();
        levels.add(1, 0, &[Op::Opt(1), Op::Test(7), Op::Test(3)]).unwrap();
        levels.add(1, 1, &[Op::Test(7)]).unwrap();
        assert!(levels.add(7, 2, &[Op::Test(7)]).is_err());
        let level = &levels.finish(|test| test == 7)[0];
        let tests = |test| level.begins(test).len();
        assert_eq!((tests(7), tests(3), tests(4)), (2, 1, 0));
        let accepted: Vec<u32> = (0..level.len() as u32).filter_map(|s| level.accepts(s)).collect();
        assert_eq!(accepted, [0, 1]);
        let free = |test| level.begins(test).iter().map(|begin| level.is_free(begin[1])).collect::<Vec<_>>();
        assert_eq!(
            (free(7), free(3)),
            (vec![true, true], vec![true]),
            "what follows the first step needs no seven"
        );
    }
}

//! The patterns of a level's rules in, the states of its automaton before determinization out.
//!
//! The states' edges lie in two flat lists, sorted by state once the last rule is in: a list of its own for each of ten
//! thousand states took longer to allocate than to fill.

use super::pattern::{Op, elements, split};

/// A level's states; state 0 is where every match begins.
#[derive(Debug, Default)]
pub(crate) struct Level {
    /// The rule that each state accepts.
    accepts: Vec<Option<u32>>,
    /// Edges that read an item: test and target.
    steps: Edges<(u32, u32)>,
    /// Edges that read nothing.
    skips: Edges<u32>,
    /// The steps that a match can begin with, by test.
    begins: Vec<(u32, u32)>,
    /// Of each state whether a match can end from there without an expression of an earlier level.
    free: Vec<bool>,
}

/// Edges by the state that they lead from.
#[derive(Debug)]
struct Edges<T> {
    /// As they were added, until they are sorted.
    added: Vec<(u32, T)>,
    sorted: Vec<T>,
    /// Where the edges of each state begin, and one more.
    from: Vec<u32>,
}

impl<T> Default for Edges<T> {
    fn default() -> Self {
        Self { added: Vec::new(), sorted: Vec::new(), from: Vec::new() }
    }
}

impl<T: Copy + Default> Edges<T> {
    /// Sorts the edges by state; those of one state keep their order.
    fn sort(&mut self, states: usize) {
        self.from = vec![0; states + 1];
        for (state, _) in &self.added {
            self.from[*state as usize + 1] += 1;
        }
        for state in 0..states {
            self.from[state + 1] += self.from[state];
        }
        let mut next = self.from.clone();
        self.sorted = vec![T::default(); self.added.len()];
        for (state, edge) in self.added.drain(..) {
            let at = &mut next[state as usize];
            self.sorted[*at as usize] = edge;
            *at += 1;
        }
    }

    #[inline]
    fn of(&self, state: u32) -> &[T] {
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
    pub(crate) fn steps(&self, state: u32) -> &[(u32, u32)] {
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
        self.accepts[state as usize]
    }

    /// The steps that a match can begin with by passing a test.
    pub(crate) fn begins(&self, test: u32) -> &[(u32, u32)] {
        let from = self.begins.partition_point(|b| b.0 < test);
        let count = self.begins[from..].iter().take_while(|b| b.0 == test).count();
        &self.begins[from..from + count]
    }

    /// Adds the pattern of a rule.
    pub(crate) fn add(&mut self, rule: u32, pattern: &[Op]) {
        if self.accepts.is_empty() {
            self.state();
        }
        let first = self.state();
        self.skip(0, first);
        let last = self.build(pattern, first);
        self.accepts[last as usize] = Some(rule);
    }

    /// Whether a match can end from the state without an expression of an earlier level.
    pub(crate) fn is_free(&self, state: u32) -> bool {
        self.free[state as usize]
    }

    /// After the last rule; `given` says of a test whether it asks for an expression of an earlier level.
    pub(crate) fn finish(&mut self, given: impl Fn(u32) -> bool) {
        let states = self.len();
        self.steps.sort(states);
        self.skips.sort(states);
        let mut seen = vec![false; states];
        let mut open: Vec<u32> = if states == 0 { Vec::new() } else { vec![0] };
        while let Some(state) = open.pop() {
            if std::mem::replace(&mut seen[state as usize], true) {
                continue;
            }
            self.begins.extend_from_slice(self.steps.of(state));
            open.extend_from_slice(self.skips.of(state));
        }
        self.begins.sort_unstable();
        self.find_free(given);
    }

    /// Goes through the states so that those a state leads to come first: there are no circles.
    fn find_free(&mut self, given: impl Fn(u32) -> bool) {
        self.free = vec![false; self.len()];
        let mut seen = vec![false; self.len()];
        let mut open: Vec<(u32, bool)> = (0..self.len() as u32).map(|state| (state, false)).collect();
        while let Some((state, led_on)) = open.pop() {
            if led_on {
                let steps = self.steps.of(state).iter().filter(|(test, _)| !given(*test));
                let mut next = steps.map(|(_, to)| *to).chain(self.skips.of(state).iter().copied());
                self.free[state as usize] =
                    self.accepts[state as usize].is_some() || next.any(|to| self.free[to as usize]);
            } else if !std::mem::replace(&mut seen[state as usize], true) {
                open.push((state, true));
                open.extend(self.steps.of(state).iter().map(|(_, to)| (*to, false)));
                open.extend(self.skips.of(state).iter().map(|to| (*to, false)));
            }
        }
    }

    fn state(&mut self) -> u32 {
        self.accepts.push(None);
        (self.accepts.len() - 1) as u32
    }

    fn skip(&mut self, from: u32, to: u32) {
        self.skips.added.push((from, to));
    }

    /// Adds the states of a sequence that begins at a state; gives the state that it ends at.
    fn build(&mut self, mut sequence: &[Op], from: u32) -> u32 {
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
                self.steps.added.push((from, (test, to)));
                to
            }
            Op::Alt(_) => {
                let to = self.state();
                elements(inside).for_each(|option| self.branch(option, from, to));
                to
            }
            Op::Opt(_) => {
                let to = self.state();
                self.skip(from, to);
                self.branch(inside, from, to);
                to
            }
            Op::Seq(_) | Op::Capture(..) => self.build(inside, from),
            Op::Open | Op::Close => from,
        }
    }

    fn branch(&mut self, sequence: &[Op], from: u32, to: u32) {
        let start = self.state();
        self.skip(from, start);
        let end = self.build(sequence, start);
        self.skip(end, to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_match_can_begin_past_what_is_optional() {
        let mut level = Level::default();
        level.add(0, &[Op::Opt(1), Op::Test(7), Op::Test(3)]);
        level.add(1, &[Op::Test(7)]);
        level.finish(|test| test == 7);
        let tests = |test| level.begins(test).len();
        assert_eq!((tests(7), tests(3), tests(4)), (2, 1, 0));
        let accepted: Vec<u32> = (0..level.len() as u32).filter_map(|s| level.accepts(s)).collect();
        assert_eq!(accepted, [0, 1]);
        let free = |test| level.begins(test).iter().map(|begin| level.is_free(begin.1)).collect::<Vec<_>>();
        assert_eq!(
            (free(7), free(3)),
            (vec![true, true], vec![true]),
            "what follows the first step needs no seven"
        );
    }
}

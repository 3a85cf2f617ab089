//! The steps of an automaton: a state and a letter in, the state after it out.
//!
//! An open hash table of single words, state, letter and next state packed into each: there are tens of thousands of steps,
//! and whether the processor finds them in its nearest memory decides how fast a text is matched.

/// Bits for a state, and for a letter.
const WIDTH: u32 = 21;
/// Bits for the next state plus one.
const NEXT: u32 = 64 - 2 * WIDTH;

/// Steps that were taken; 0 marks an empty slot.
#[derive(Debug)]
pub(super) struct Steps {
    slots: Vec<u64>,
    /// By how much a hash is shifted down to a slot.
    shift: u32,
    used: usize,
}

impl Default for Steps {
    fn default() -> Self {
        Self { slots: vec![0; 16], shift: 64 - 4, used: 0 }
    }
}

impl Steps {
    /// The state after the letter, if the step was noted.
    #[inline]
    pub(super) fn find(&self, state: u32, letter: u32) -> Option<u32> {
        let key = key(state, letter)?;
        let mut at = self.home(key);
        // Half of the slots are empty, so the search ends.
        loop {
            let slot = self.slots[at];
            if slot == 0 {
                return None;
            }
            if slot >> NEXT == key {
                return Some((slot & ((1 << NEXT) - 1)) as u32 - 1);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// Notes a step. What does not fit is not noted, and will be found out anew.
    pub(super) fn insert(&mut self, state: u32, letter: u32, next: u32) {
        let Some(key) = key(state, letter).filter(|_| next >> WIDTH == 0) else { return };
        if 2 * (self.used + 1) > self.slots.len() {
            self.grow();
        }
        self.used += 1;
        self.place(key << NEXT | u64::from(next + 1));
    }

    fn home(&self, key: u64) -> usize {
        (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize
    }

    fn place(&mut self, slot: u64) {
        let mut at = self.home(slot >> NEXT);
        while self.slots[at] != 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.slots[at] = slot;
    }

    fn grow(&mut self) {
        let double = 2 * self.slots.len();
        let old = std::mem::replace(&mut self.slots, vec![0; double]);
        self.shift -= 1;
        for slot in old.into_iter().filter(|slot| *slot != 0) {
            self.place(slot);
        }
    }
}

#[inline]
fn key(state: u32, letter: u32) -> Option<u64> {
    ((state | letter) >> WIDTH == 0).then_some(u64::from(state) << WIDTH | u64::from(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_noted_and_nothing_else() {
        let mut steps = Steps::default();
        let pairs = |n: u32| (n % 97, n * 31 % 20_011);
        for n in 0..5000 {
            let (state, letter) = pairs(n);
            if steps.find(state, letter).is_none() {
                steps.insert(state, letter, n);
            }
        }
        for n in 0..5000 {
            let (state, letter) = pairs(n);
            let found = steps.find(state, letter).unwrap();
            assert_eq!(pairs(found), (state, letter));
        }
        assert_eq!(steps.find(98, 0), None);
        let last = (1 << WIDTH) - 1;
        steps.insert(last, last, last);
        assert_eq!(steps.find(last, last), Some(last));
    }

    #[test]
    fn what_does_not_fit_is_left_out() {
        let mut steps = Steps::default();
        let beyond = 1 << WIDTH;
        for (state, letter, next) in [(beyond, 1, 1), (1, beyond, 1), (1, 1, beyond)] {
            steps.insert(state, letter, next);
            assert_eq!(steps.find(state, letter), None);
        }
    }
}

//! A hash table from 64-bit keys to numbers: what the hot path looks words and automaton steps up in.
//!
//! Open addressing over one array, a multiplication as the hash, no removal: a hit costs one cache line, which the
//! general map of the standard library cannot promise. Several entries may stand under one key; the caller tells
//! which one it meant.

/// Keys with their numbers; the number 0 marks an empty slot and is never stored.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    slots: Vec<(u64, u32)>,
    /// By how much a hash is shifted down to a slot.
    shift: u32,
    used: usize,
}

impl Default for Table {
    fn default() -> Self {
        Self::with_room(8)
    }
}

impl Table {
    /// A table with room for so many entries.
    pub(crate) fn with_room(count: usize) -> Self {
        let size = (2 * count).next_power_of_two().max(16);
        Self { slots: vec![(0, 0); size], shift: 64 - size.ilog2(), used: 0 }
    }

    /// Adds an entry; `value` must not be 0.
    pub(crate) fn insert(&mut self, key: u64, value: u32) {
        if 2 * (self.used + 1) > self.slots.len() {
            self.grow();
        }
        self.used += 1;
        self.place(key, value);
    }

    /// The first number under the key that `is` says yes to, 0 if there is none.
    #[inline]
    pub(crate) fn find(&self, key: u64, is: impl Fn(u32) -> bool) -> u32 {
        let mut at = self.home(key);
        // Half of the slots are empty, so the search ends.
        loop {
            let (held, value) = self.slots[at];
            if value == 0 || (held == key && is(value)) {
                return value;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    #[inline]
    fn home(&self, key: u64) -> usize {
        (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize
    }

    fn place(&mut self, key: u64, value: u32) {
        let mut at = self.home(key);
        while self.slots[at].1 != 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.slots[at] = (key, value);
    }

    fn grow(&mut self) {
        let double = 2 * self.slots.len();
        let old = std::mem::replace(&mut self.slots, vec![(0, 0); double]);
        self.shift -= 1;
        for (key, value) in old.into_iter().filter(|s| s.1 != 0) {
            self.place(key, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_put_in() {
        let mut table = Table::default();
        for n in 1..5000u32 {
            table.insert(u64::from(n) << 20, n);
        }
        table.insert(7 << 20, 9999);
        for n in 1..5000u32 {
            assert_eq!(table.find(u64::from(n) << 20, |_| true), n);
        }
        assert_eq!(table.find(7 << 20, |v| v > 5000), 9999);
        assert_eq!(table.find(3, |_| true), 0);
    }
}

//! A hash table from 64-bit keys to small values: what the hot path looks words up in.
//!
//! Open addressing over one array, a multiplication as the hash, no removal: a hit costs one cache line, which the
//! general map of the standard library cannot promise. Several entries may stand under one key; the caller tells
//! which one it meant. Most words of a text are in no list: a filter of one bit for each possible beginning of a hash, small
//! enough to stay at hand, tells so before the array is asked.

/// Keys with their values; the default value marks an empty slot and is never stored.
#[derive(Debug, Clone)]
pub(crate) struct Table<V> {
    slots: Vec<(u64, V)>,
    /// By the first [`FILTER`] bits of a hash whether some key has such a hash.
    filter: Vec<u64>,
    /// By how much a hash is shifted down to a slot.
    shift: u32,
    used: usize,
}

/// Bits of a hash that the filter goes by.
const FILTER: u32 = 16;

impl<V: Copy + Default + PartialEq> Default for Table<V> {
    fn default() -> Self {
        Self::with_room(8)
    }
}

impl<V: Copy + Default + PartialEq> Table<V> {
    /// A table with room for so many entries.
    pub(crate) fn with_room(count: usize) -> Self {
        let size = (2 * count).next_power_of_two().max(16);
        Self {
            slots: vec![(0, V::default()); size],
            filter: vec![0; 1 << (FILTER - 6)],
            shift: 64 - size.ilog2(),
            used: 0,
        }
    }

    /// Adds an entry; `value` must not be the default.
    pub(crate) fn insert(&mut self, key: u64, value: V) {
        if 2 * (self.used + 1) > self.slots.len() {
            self.grow();
        }
        self.used += 1;
        let bit = hash(key) >> (64 - FILTER);
        self.filter[bit as usize / 64] |= 1 << (bit % 64);
        self.place(key, value);
    }

    /// The first value under the key that `is` says yes to, the default if there is none.
    #[inline]
    pub(crate) fn find(&self, key: u64, is: impl Fn(V) -> bool) -> V {
        let hash = hash(key);
        let bit = hash >> (64 - FILTER);
        if self.filter[bit as usize / 64] >> (bit % 64) & 1 == 0 {
            return V::default();
        }
        let mut at = (hash >> self.shift) as usize;
        // Half of the slots are empty, so the search ends.
        loop {
            let (held, value) = self.slots[at];
            if value == V::default() || (held == key && is(value)) {
                return value;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// The values, to be changed in place.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.slots.iter_mut().map(|slot| &mut slot.1).filter(|value| **value != V::default())
    }

    fn place(&mut self, key: u64, value: V) {
        let mut at = (hash(key) >> self.shift) as usize;
        while self.slots[at].1 != V::default() {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.slots[at] = (key, value);
    }

    fn grow(&mut self) {
        let double = 2 * self.slots.len();
        let old = std::mem::replace(&mut self.slots, vec![(0, V::default()); double]);
        self.shift -= 1;
        for (key, value) in old.into_iter().filter(|s| s.1 != V::default()) {
            self.place(key, value);
        }
    }
}

#[inline]
fn hash(key: u64) -> u64 {
    key.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_put_in() {
        let mut table = Table::<u32>::default();
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

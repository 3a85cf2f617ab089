//! Sets of the grammar's tests, a bit for each: what an item passes, what a state or a context asks for.

/// Whether a test is in the set.
#[inline]
pub(super) fn holds(set: &[u64], test: u32) -> bool {
    set[test as usize / 64] & bit(test) != 0
}

/// Adds a test to the set.
pub(super) fn put(set: &mut [u64], test: u32) {
    set[test as usize / 64] |= bit(test);
}

/// The tests of the set.
pub(super) fn tests(set: &[u64]) -> impl Iterator<Item = u32> {
    (0u32..).step_by(64).zip(set).flat_map(|(first, word)| {
        let bits = std::iter::successors(Some(*word), |bits| Some(bits & bits.wrapping_sub(1)));
        bits.take_while(|bits| *bits != 0).map(move |bits| first + bits.trailing_zeros())
    })
}

/// The set as one word, each test as one of its bits: of sets without a bit in common no test is the same.
pub(super) fn signature(set: &[u64]) -> u64 {
    set.iter().fold(0, |all, tests| all | tests)
}

/// The bit of a test, in its word of a set and in a signature.
#[inline]
pub(super) fn bit(test: u32) -> u64 {
    1 << (test % 64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_what_was_put_in() {
        let mut set = [0; 3];
        [5, 64, 133].into_iter().for_each(|test| put(&mut set, test));
        assert_eq!(tests(&set).collect::<Vec<_>>(), [5, 64, 133]);
        assert!(holds(&set, 64) && !holds(&set, 69));
        assert_eq!(signature(&set), bit(5) | bit(0));
    }
}

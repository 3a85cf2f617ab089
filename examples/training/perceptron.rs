//! The averaged perceptron: weights in a table of cells, corrected after every mistake, averaged over all steps.

/// Weights while they are learnt, with the sums from which their averages come.
pub(crate) struct Weights {
    now: Vec<i32>,
    sums: Vec<i64>,
    step: i64,
}

impl Weights {
    /// A table of so many cells.
    pub(crate) fn new(cells: usize) -> Self {
        Self { now: vec![0; cells], sums: vec![0; cells], step: 1 }
    }

    fn score(&self, rows: &[u32], class: usize) -> i32 {
        rows.iter().map(|row| self.now[*row as usize + class]).sum()
    }

    /// The class of the set with the highest score; of equals the first.
    pub(crate) fn best(&self, rows: &[u32], set: u64) -> usize {
        let classes = (0..64).filter(|class| set >> class & 1 == 1);
        classes.rev().max_by_key(|class| self.score(rows, *class)).unwrap_or(0)
    }

    /// A step: if `found` is not `gold`, the weights of both are moved.
    pub(crate) fn learn(&mut self, rows: &[u32], gold: usize, found: usize) {
        self.step += 1;
        if gold != found {
            self.add(rows, gold, 1);
            self.add(rows, found, -1);
        }
    }

    fn add(&mut self, rows: &[u32], class: usize, by: i32) {
        for row in rows {
            let cell = *row as usize + class;
            self.now[cell] += by;
            self.sums[cell] += self.step * i64::from(by);
        }
    }

    /// The averages, added to `total`.
    pub(crate) fn add_averages(&self, total: &mut [f64]) {
        for ((sum, now), late) in total.iter_mut().zip(&self.now).zip(&self.sums) {
            *sum += f64::from(*now) - *late as f64 / self.step as f64;
        }
    }
}

/// Scales averages to a byte; one weight in ten thousand may be cut off.
pub(crate) fn quantise(averages: &[f64]) -> Vec<i8> {
    let mut sizes: Vec<f64> = averages.iter().map(|w| w.abs()).filter(|w| *w > 0.0).collect();
    sizes.sort_by(f64::total_cmp);
    let top = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 10_000)).copied().unwrap_or(1.0);
    averages.iter().map(|w| (w * 127.0 / top).round().clamp(-127.0, 127.0) as i8).collect()
}

/// A small generator of pseudo-random numbers, so that training needs no seed from outside.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// A number below `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n.max(1)
    }

    /// Puts the items into another order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}

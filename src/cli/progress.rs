//! A bar for long work on a terminal, nothing in a pipe, and one closing line with the counts.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// What has been done so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Documents read.
    pub(super) documents: u64,
    /// Expressions found.
    pub(super) expressions: u64,
    /// Events found.
    pub(super) events: u64,
    /// Documents that could not be read.
    pub(super) errors: u64,
    /// Bytes of input behind us.
    pub(super) bytes: u64,
}

impl Counts {
    /// Adds those of a batch.
    pub(super) fn add(&mut self, more: Self) {
        self.documents += more.documents;
        self.expressions += more.expressions;
        self.events += more.events;
        self.errors += more.errors;
        self.bytes += more.bytes;
    }
}

/// Shows how far the work is.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    quiet: bool,
    began: Instant,
    counts: Counts,
}

impl Progress {
    /// `total` is the size of all inputs in bytes, where it is known.
    pub(super) fn new(quiet: bool, total: Option<u64>) -> Self {
        let shown = !quiet && std::io::stderr().is_terminal();
        let bar = shown.then(|| {
            let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr_with_hz(8));
            let template = if total.is_some() {
                "{wide_bar} {bytes}/{total_bytes}  {binary_bytes_per_sec}  {msg}  {eta} left"
            } else {
                "{spinner} {bytes}  {binary_bytes_per_sec}  {msg}"
            };
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style);
            }
            bar
        });
        Self { bar, quiet, began: Instant::now(), counts: Counts::default() }
    }

    /// A batch is done.
    pub(super) fn add(&mut self, counts: Counts) {
        self.counts.add(counts);
        if let Some(bar) = &self.bar
            && self.began.elapsed() > Duration::from_millis(700)
        {
            bar.set_position(self.counts.bytes);
            bar.set_message(format!("{} documents", self.counts.documents));
        }
    }

    /// A word for people that goes above the bar.
    pub(super) fn say(&self, message: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| eprintln!("{message}")),
            None => eprintln!("{message}"),
        }
    }

    /// The closing line.
    pub(super) fn finish(self, events: bool) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        if self.quiet {
            return;
        }
        let c = self.counts;
        let seconds = self.began.elapsed().as_secs_f64();
        let events = if events { format!(", {}", plural(c.events, "event")) } else { String::new() };
        eprintln!(
            "annals: {}, {}{events}, {} in {seconds:.1} s ({:.1} MB/s)",
            plural(c.documents, "document"),
            plural(c.expressions, "expression"),
            plural(c.errors, "error"),
            c.bytes as f64 / 1e6 / seconds.max(1e-6),
        );
    }
}

fn plural(n: u64, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

//! Signals in, the publication date and the other candidates out.

use chrono::{Datelike, NaiveDate};

use super::Signal;
use crate::article::{Candidate, Stamp};

/// Settles on one signal. `given` is what the user or the record says, and wins; `month_first` says how the page writes all-numeric dates.
///
/// Signals for the same day, from different methods, strengthen each other. A UTC stamp joins the local day that another
/// signal tells if both can be the same moment. The candidates come best first, one for each method and day.
pub(in crate::article) fn choose(
    mut signals: Vec<Signal>,
    given: Option<Candidate>,
    month_first: bool,
) -> (Option<Candidate>, Vec<Candidate>) {
    read_numeric(&mut signals, month_first);
    fill_years(&mut signals);
    to_local_days(&mut signals);
    let mut days: Vec<(NaiveDate, f32)> = Vec::new();
    for signal in signals.iter().filter(|signal| signal.method != "modified") {
        if !days.iter().any(|(day, _)| *day == signal.stamp.date) {
            days.push((signal.stamp.date, weight(&signals, signal.stamp.date)));
        }
    }
    let mut best: Option<(NaiveDate, f32)> = None;
    for (day, weight) in days {
        if best.is_none_or(|(_, known)| weight > known) {
            best = Some((day, weight));
        }
    }
    let published = match (given, best) {
        (Some(given), _) => Some(given),
        (None, Some((day, confidence))) => {
            strongest(&signals, day).map(|signal| candidate(signal, confidence))
        }
        (None, None) => {
            let modified = signals.iter().max_by(|a, b| a.trust.total_cmp(&b.trust));
            modified.map(|signal| candidate(signal, signal.trust * 0.5))
        }
    };
    let candidates = others(&signals, published.as_ref());
    (published, candidates)
}

fn candidate(signal: &Signal, confidence: f32) -> Candidate {
    Candidate { stamp: signal.stamp, method: signal.method, confidence }
}

/// Chooses a reading for all-numeric dates: the one that another signal agrees with, else the page's custom.
fn read_numeric(signals: &mut [Signal], month_first: bool) {
    let sure: Vec<NaiveDate> = signals.iter().filter(|s| s.swapped.is_none()).map(|s| s.stamp.date).collect();
    for signal in signals.iter_mut() {
        let Some(other) = signal.swapped.take() else { continue };
        let near = |day: NaiveDate| sure.iter().any(|known| (*known - day).num_days().abs() <= 1);
        let swap = match (near(signal.stamp.date), near(other)) {
            (true, false) => false,
            (false, true) => true,
            _ => month_first,
        };
        if swap {
            signal.stamp.date = other;
        }
        if !near(signal.stamp.date) {
            signal.trust *= 0.9;
        }
    }
}

/// Gives a day without a year the year in which it lies nearest to what the best other signal tells, if that is within
/// two months; else nothing is known and the signal goes.
fn fill_years(signals: &mut Vec<Signal>) {
    let sure = signals.iter().filter(|signal| !signal.any_year).max_by(|a, b| a.trust.total_cmp(&b.trust));
    let Some(near) = sure.map(|signal| signal.stamp.date) else {
        signals.retain(|signal| !signal.any_year);
        return;
    };
    for signal in signals.iter_mut().filter(|signal| signal.any_year) {
        let years = near.year() - 1..=near.year() + 1;
        let dates = years.filter_map(|year| signal.stamp.date.with_year(year));
        if let Some(date) = dates.min_by_key(|date| (*date - near).num_days().abs())
            && (date - near).num_days().abs() <= 60
        {
            signal.stamp.date = date;
            signal.any_year = false;
        }
    }
    signals.retain(|signal| !signal.any_year);
}

/// Moves UTC stamps to the local day that other signals tell.
fn to_local_days(signals: &mut [Signal]) {
    let local: Vec<Signal> = signals
        .iter()
        .filter(|s| {
            s.method != "modified" && s.trust >= 0.45 && (s.stamp.offset != Some(0) || s.stamp.time.is_none())
        })
        .copied()
        .collect();
    for signal in signals.iter_mut() {
        let (Some(time), Some(0)) = (signal.stamp.time, signal.stamp.offset) else { continue };
        if local.iter().any(|other| other.stamp.date == signal.stamp.date) {
            continue;
        }
        let instant = signal.stamp.date.and_time(time);
        // One that tells its own zone is the best witness.
        let same = local.iter().filter(|other| {
            let begins = other.stamp.date.and_time(chrono::NaiveTime::MIN);
            // Local days begin between 14 hours before and 12 hours after the day of UTC.
            let (earliest, latest) =
                (begins - chrono::TimeDelta::hours(14), begins + chrono::TimeDelta::hours(24 + 12));
            instant >= earliest && instant < latest
        });
        let same = same.max_by_key(|other| (other.stamp.offset.is_some(), other.stamp.time.is_some()));
        if let Some(other) = same {
            signal.stamp = match other.stamp.time {
                Some(_) => other.stamp,
                None => Stamp { date: other.stamp.date, time: None, offset: None },
            };
        }
    }
}

/// How much speaks for a day: 1 minus the chance that all its methods are wrong.
fn weight(signals: &[Signal], day: NaiveDate) -> f32 {
    let mut methods: Vec<(&str, f32)> = Vec::new();
    for signal in signals.iter().filter(|s| s.stamp.date == day && s.method != "modified") {
        match methods.iter_mut().find(|(method, _)| *method == signal.method) {
            Some((_, trust)) => *trust = trust.max(signal.trust),
            None => methods.push((signal.method, signal.trust)),
        }
    }
    1.0 - methods.iter().map(|(_, trust)| 1.0 - trust).product::<f32>()
}

/// The most trusted signal for a day, one with a time of day before one without.
fn strongest(signals: &[Signal], day: NaiveDate) -> Option<&Signal> {
    let mut best: Option<&Signal> = None;
    for signal in signals.iter().filter(|s| s.stamp.date == day && s.method != "modified") {
        if best.is_none_or(|known| signal.trust > known.trust) {
            best = Some(signal);
        }
    }
    best
}

/// The signals that were not chosen, one for each method and day, best first.
fn others(signals: &[Signal], published: Option<&Candidate>) -> Vec<Candidate> {
    let mut all: Vec<&Signal> = signals.iter().collect();
    all.sort_by(|a, b| b.trust.total_cmp(&a.trust));
    let mut candidates: Vec<Candidate> = Vec::new();
    for signal in all {
        let same = |known: &Candidate| known.method == signal.method && known.stamp.date == signal.stamp.date;
        if !candidates.iter().any(same) && !published.is_some_and(same) {
            candidates.push(candidate(signal, signal.trust));
        }
    }
    candidates
}

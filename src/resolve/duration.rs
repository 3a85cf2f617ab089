//! Amounts in, ISO 8601 durations out, as TIMEX3 has them.

use crate::timex::meaning::{Amount, Count, Unit};

/// The value of an amount: "P2W", "PT1H30M", "PXD". `None` if it says nothing.
pub(super) fn value(amount: &Amount) -> Option<String> {
    let (mut days, mut clock) = (String::new(), String::new());
    for &(count, unit) in &amount.parts {
        for (count, unit) in split(count, unit) {
            let (letters, is_clock) = letters(unit);
            let out = if is_clock { &mut clock } else { &mut days };
            match count {
                Count::Vague => out.push('X'),
                Count::Exact(n) => out.push_str(&number(n)),
            }
            out.push_str(letters);
        }
    }
    match (days.is_empty(), clock.is_empty()) {
        (true, true) => None,
        (false, true) => Some(format!("P{days}")),
        (_, false) => Some(format!("P{days}T{clock}")),
    }
}

/// A fraction goes into the next smaller unit where that comes out even: 2.5 years are 2 years and 6 months.
fn split(count: Count, unit: Unit) -> Vec<(Count, Unit)> {
    let Count::Exact(n) = count else { return vec![(count, unit)] };
    let (count, unit) = match unit {
        // TIMEX3 has no half years or seasons: they are months.
        Unit::Half => (n * 6.0, Unit::Month),
        Unit::Season => (n * 3.0, Unit::Month),
        _ => (n, unit),
    };
    let whole = count.trunc();
    if count == whole {
        return vec![(Count::Exact(count), unit)];
    }
    let Some((smaller, per)) = smaller(unit) else { return vec![(Count::Exact(count), unit)] };
    let rest = (count - whole) * per;
    if (rest - rest.round()).abs() > 1e-6 {
        return vec![(Count::Exact(count), unit)];
    }
    let mut parts = Vec::with_capacity(2);
    if whole > 0.0 {
        parts.push((Count::Exact(whole), unit));
    }
    parts.push((Count::Exact(rest.round()), smaller));
    parts
}

fn smaller(unit: Unit) -> Option<(Unit, f64)> {
    Some(match unit {
        Unit::Minute => (Unit::Second, 60.0),
        Unit::Hour => (Unit::Minute, 60.0),
        Unit::Day => (Unit::Hour, 24.0),
        Unit::Year => (Unit::Month, 12.0),
        Unit::Decade => (Unit::Year, 10.0),
        Unit::Century => (Unit::Year, 100.0),
        _ => return None,
    })
}

fn number(n: f64) -> String {
    if n.fract() == 0.0 && n.abs() < 1e15 {
        format!("{}", n as i64)
    } else {
        format!("{}", (n * 1e4).round() / 1e4)
    }
}

fn letters(unit: Unit) -> (&'static str, bool) {
    match unit {
        Unit::Second => ("S", true),
        Unit::Minute => ("M", true),
        Unit::Hour => ("H", true),
        Unit::Day => ("D", false),
        Unit::Weekend => ("WE", false),
        Unit::Week => ("W", false),
        Unit::Month => ("M", false),
        Unit::Quarter => ("Q", false),
        Unit::Season => ("SE", false),
        Unit::Half => ("H", false),
        Unit::Year => ("Y", false),
        Unit::Decade => ("DE", false),
        Unit::Century => ("CE", false),
        Unit::Millennium => ("ML", false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(parts: &[(Count, Unit)]) -> String {
        value(&Amount { parts: parts.to_vec() }).unwrap()
    }

    #[test]
    fn writes_iso_durations() {
        assert_eq!(of(&[(Count::Exact(2.0), Unit::Week)]), "P2W");
        assert_eq!(of(&[(Count::Exact(1.0), Unit::Hour), (Count::Exact(30.0), Unit::Minute)]), "PT1H30M");
        assert_eq!(of(&[(Count::Vague, Unit::Day)]), "PXD");
        assert_eq!(of(&[(Count::Exact(2.5), Unit::Year)]), "P2Y6M");
        assert_eq!(of(&[(Count::Exact(1.5), Unit::Minute)]), "PT1M30S");
        assert_eq!(of(&[(Count::Exact(1.0), Unit::Day), (Count::Exact(6.0), Unit::Hour)]), "P1DT6H");
        assert_eq!(of(&[(Count::Exact(3.0), Unit::Decade)]), "P3DE");
    }
}

//! Points in, TIMEX3 value strings out.

use crate::calendar::Point;
use crate::timex::meaning::{Part, Season};
use chrono::Datelike;

/// A year as TIMEX3 writes it: four digits, BC0044 before our era.
pub(super) fn year(year: i32) -> String {
    if year <= 0 { format!("BC{:04}", 1 - year) } else { format!("{year:04}") }
}

/// A point as TIMEX3 writes it.
pub(super) fn point(point: Point) -> String {
    match point {
        Point::Millennium(m) if m >= 0 => format!("{m}"),
        Point::Century(c) if c >= 0 => format!("{c:02}"),
        Point::Decade(d) if d >= 0 => format!("{d:03}"),
        Point::Century(c) => format!("BC{:02}", -1 - c),
        Point::Decade(d) => format!("BC{:03}", -1 - d),
        Point::Millennium(_) => year(point.year()),
        Point::Year(y) => year(y),
        Point::Half(y, h) => format!("{}-H{h}", year(y)),
        Point::Quarter(y, q) => format!("{}-Q{q}", year(y)),
        Point::Season(y, s) => format!("{}-{}", year(y), season(s)),
        Point::Month(y, m) => format!("{}-{m:02}", year(y)),
        Point::Week(y, w) => format!("{}-W{w:02}", year(y)),
        Point::Weekend(y, w) => format!("{}-W{w:02}-WE", year(y)),
        Point::Day(d) => format!("{}-{:02}-{:02}", year(d.year()), d.month(), d.day()),
    }
}

/// SP, SU, FA, WI.
pub(super) fn season(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Fall => "FA",
        Season::Winter => "WI",
    }
}

/// MO, MI, AF, EV, NI, DT.
pub(super) fn part(part: Part) -> &'static str {
    match part {
        Part::Morning => "MO",
        Part::Midday => "MI",
        Part::Afternoon => "AF",
        Part::Evening => "EV",
        Part::Night => "NI",
        Part::Daytime => "DT",
    }
}

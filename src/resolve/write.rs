//! Points in, TIMEX3 value strings out.

use crate::calendar::Point;
use crate::timex::meaning::{Part, Season};
use chrono::Datelike;

/// A year as TIMEX3 writes it: four digits, BC0044 before our era.
pub(super) fn year(year: i32) -> String {
    let mut out = String::with_capacity(LONGEST);
    push_year(year, &mut out);
    out
}

/// A point as TIMEX3 writes it. Digit by digit: nearly every expression is written, and the formatting machinery costs
/// more than all of the calendar.
pub(super) fn point(point: Point) -> String {
    let mut out = String::with_capacity(LONGEST);
    match point {
        Point::Millennium(m) if m >= 0 => push(m, 1, &mut out),
        Point::Century(c) if c >= 0 => push(c, 2, &mut out),
        Point::Decade(d) if d >= 0 => push(d, 3, &mut out),
        Point::Century(c) => {
            out.push_str("BC");
            push(-1 - c, 2, &mut out);
        }
        Point::Decade(d) => {
            out.push_str("BC");
            push(-1 - d, 3, &mut out);
        }
        Point::Millennium(_) => push_year(point.year(), &mut out),
        Point::Year(y) => push_year(y, &mut out),
        Point::Half(y, h) => part_of_year(y, "-H", (h, 1), &mut out),
        Point::Quarter(y, q) => part_of_year(y, "-Q", (q, 1), &mut out),
        Point::Season(y, s) => {
            push_year(y, &mut out);
            out.push('-');
            out.push_str(season(s));
        }
        Point::Month(y, m) => part_of_year(y, "-", (m, 2), &mut out),
        Point::Week(y, w) => part_of_year(y, "-W", (w, 2), &mut out),
        Point::Weekend(y, w) => {
            part_of_year(y, "-W", (w, 2), &mut out);
            out.push_str("-WE");
        }
        Point::Day(d) => {
            part_of_year(d.year(), "-", (d.month() as u8, 2), &mut out);
            out.push('-');
            push(d.day() as i32, 2, &mut out);
        }
    }
    out
}

/// Room for the longest usual value, so that a string grows once: 2017-05-25T15:00
const LONGEST: usize = 16;

fn push_year(year: i32, out: &mut String) {
    if year <= 0 {
        out.push_str("BC");
    }
    push(if year <= 0 { 1 - year } else { year }, 4, out);
}

fn part_of_year(year: i32, mark: &str, (number, width): (u8, usize), out: &mut String) {
    push_year(year, out);
    out.push_str(mark);
    push(i32::from(number), width, out);
}

/// A number that is not negative, with zeros before it up to a width.
fn push(number: i32, width: usize, out: &mut String) {
    let (mut digits, mut count, mut rest) = ([b'0'; 10], 0, number.unsigned_abs());
    while rest > 0 || count < width.max(1) {
        digits[9 - count] = b'0' + (rest % 10) as u8;
        rest /= 10;
        count += 1;
    }
    out.extend(digits[10 - count..].iter().map(|d| char::from(*d)));
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

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn writes_points_as_timex3_has_them() {
        let day = NaiveDate::from_ymd_opt(987, 6, 5).unwrap();
        for (one, written) in [
            (Point::Millennium(1), "1"),
            (Point::Century(19), "19"),
            (Point::Century(0), "00"),
            (Point::Century(-2), "BC01"),
            (Point::Decade(199), "199"),
            (Point::Year(-43), "BC0044"),
            (Point::Half(2017, 2), "2017-H2"),
            (Point::Quarter(12017, 1), "12017-Q1"),
            (Point::Season(2016, Season::Summer), "2016-SU"),
            (Point::Month(2017, 5), "2017-05"),
            (Point::Week(2017, 3), "2017-W03"),
            (Point::Weekend(2017, 21), "2017-W21-WE"),
            (Point::Day(day), "0987-06-05"),
        ] {
            assert_eq!(point(one), written);
        }
    }
}

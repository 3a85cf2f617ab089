//! The value forms one by one: which exist, what they bound, how EDTF says them.

use proptest::prelude::*;

use super::{Bounds, Local, Modifier, Precision, Reach, Unit, Value};

fn bounds(value: &str, modifier: Option<Modifier>) -> Option<(String, String)> {
    let bounds = Value::parse(value).expect(value).bounds(modifier)?;
    let write = |at: chrono::NaiveDateTime| at.format("%Y-%m-%dT%H:%M").to_string();
    Some((write(bounds.start), write(bounds.end)))
}

fn days(value: &str, modifier: Option<Modifier>) -> (String, String) {
    let (first, last) = Value::parse(value).expect(value).bounds(modifier).expect(value).inclusive();
    (first.to_string(), last.to_string())
}

fn edtf(value: &str, modifier: Option<Modifier>) -> Option<String> {
    Value::parse(value).expect(value).edtf(modifier)
}

#[test]
fn every_form_of_a_date_has_its_days_and_grain() {
    let forms = [
        ("2017-05-25", "2017-05-25", "2017-05-25", Precision::Day),
        ("2017-W21-4", "2017-05-25", "2017-05-25", Precision::Day),
        ("2017-W21", "2017-05-22", "2017-05-28", Precision::Week),
        ("2020-W53", "2020-12-28", "2021-01-03", Precision::Week),
        ("2017-W21-WE", "2017-05-27", "2017-05-28", Precision::Weekend),
        ("2016-02", "2016-02-01", "2016-02-29", Precision::Month),
        ("2017-Q3", "2017-07-01", "2017-09-30", Precision::Quarter),
        ("2017-H2", "2017-07-01", "2017-12-31", Precision::Half),
        ("2016-SP", "2016-03-01", "2016-05-31", Precision::Season),
        ("2016-SU", "2016-06-01", "2016-08-31", Precision::Season),
        ("2016-FA", "2016-09-01", "2016-11-30", Precision::Season),
        ("2015-WI", "2015-12-01", "2016-02-29", Precision::Season),
        ("2017", "2017-01-01", "2017-12-31", Precision::Year),
        ("201", "2010-01-01", "2019-12-31", Precision::Decade),
        ("18", "1800-01-01", "1899-12-31", Precision::Century),
        ("1", "1000-01-01", "1999-12-31", Precision::Millennium),
        ("00", "0001-01-01", "0099-12-31", Precision::Century),
        ("BC0044", "-0043-01-01", "-0043-12-31", Precision::Year),
        ("BC0044-03-15", "-0043-03-15", "-0043-03-15", Precision::Day),
        ("BC0001", "0000-01-01", "0000-12-31", Precision::Year),
        ("BC004", "-0048-01-01", "-0039-12-31", Precision::Decade),
        ("BC00", "-0098-01-01", "0000-12-31", Precision::Century),
    ];
    for (value, first, last, precision) in forms {
        assert_eq!(days(value, None), (first.to_owned(), last.to_owned()), "{value}");
        assert_eq!(Value::parse(value).expect(value).precision(), Some(precision), "{value}");
    }
}

#[test]
fn times_and_parts_of_the_day_are_bounded_by_the_hour() {
    let forms = [
        ("2017-05-26T15:00", "2017-05-26T15:00", "2017-05-26T15:01"),
        ("2017-05-26T15", "2017-05-26T15:00", "2017-05-26T16:00"),
        ("2017-05-26T15:30-04:00", "2017-05-26T15:30", "2017-05-26T15:31"),
        ("2017-05-26T24:00", "2017-05-27T00:00", "2017-05-27T00:01"),
        ("2017-05-26TMO", "2017-05-26T06:00", "2017-05-26T12:00"),
        ("2017-05-26TMI", "2017-05-26T11:00", "2017-05-26T13:00"),
        ("2017-05-26TAF", "2017-05-26T12:00", "2017-05-26T18:00"),
        ("2017-05-26TEV", "2017-05-26T18:00", "2017-05-26T22:00"),
        ("2017-05-26TNI", "2017-05-26T20:00", "2017-05-27T00:00"),
        ("2017-05-26TDT", "2017-05-26T06:00", "2017-05-26T18:00"),
    ];
    for (value, start, end) in forms {
        assert_eq!(bounds(value, None), Some((start.to_owned(), end.to_owned())), "{value}");
    }
}

#[test]
fn well_formed_values_without_a_place_on_the_calendar_have_no_bounds() {
    let forms = [
        "P2W",
        "PT3H",
        "PXY",
        "P1DE",
        "P1CE",
        "P1Y6M",
        "P1DT12H",
        "P2.5Y",
        "PTXM",
        "P3TNI",
        "PT2NI",
        "PAST_REF",
        "PRESENT_REF",
        "FUTURE_REF",
        "XXXX-05-12",
        "XXXX-WXX-4",
        "XXXX-WXX-WE",
        "XXXX-XX-25",
        "XXXX-SU",
        "XXXX-Q1",
        "XXXX",
        "XXXX-02-29",
        "XXXX-WXX-2T15:00",
        "XXXX-XX-XXTNI",
        "T15:00",
        "19XX",
        "2017-XX-XX",
    ];
    for value in forms {
        assert_eq!(bounds(value, None), None, "{value}");
    }
}

#[test]
fn what_does_not_exist_or_is_malformed_is_an_error_that_says_why() {
    let wrong = [
        ("2017-13", "months are 01 to 12"),
        ("2017-06-31", "June 2017 has no day 31"),
        ("2015-02-29", "February 2015 has no day 29"),
        ("2017-W53", "the year 2017 has no week 53"),
        ("2017-W00", "no week 0"),
        ("2017-W21-8", "no day of a week"),
        ("2017-Q5", "Q5 is no part of a year"),
        ("2017-AU", "AU is no part of a year"),
        ("2017-Q1-01", "nothing can follow Q1"),
        ("2017-5-1", "two digits"),
        ("2017-05-26T25:00", "no time of day"),
        ("2017-05-26T24:01", "no time of day"),
        ("2017-05-26T15:00+25:00", "no zone"),
        ("2017-05T15:00", "needs a day"),
        ("201-05", "four digits"),
        ("20170526", "four digits"),
        ("0000", "no year 0"),
        ("BC0000", "no year 0"),
        ("BC", "after BC stands a year"),
        ("XXXX-13", "months are 01 to 12"),
        ("XXXX-06-31", "has no day 31"),
        ("2017-05-26-01", "at most three parts"),
        ("P", "a duration is"),
        ("PT", "a duration is"),
        ("P3", "a duration is"),
        ("PD", "a duration is"),
        ("P-3D", "a duration is"),
        ("Thursday", "begins with neither"),
        ("last week", "begins with neither"),
        ("", "begins with neither"),
        ("２０１７", "only letters"),
    ];
    for (value, why) in wrong {
        let error = Value::parse(value).expect_err(value).to_string();
        assert!(error.contains(why), "{value}: {error}");
    }
}

#[test]
fn early_mid_and_late_share_a_unit_without_gap_or_overlap() {
    let wholes = [
        "2017-05-25",
        "2017-W21",
        "2017-05",
        "2017-Q2",
        "2017-H1",
        "2016-SU",
        "2017",
        "201",
        "19",
        "1",
        "00",
        "BC004",
        "2017-05-25TMO",
    ];
    for value in wholes {
        let value_of = Value::parse(value).expect(value);
        let part = |modifier| value_of.bounds(Some(modifier)).expect(value);
        let whole = value_of.bounds(None).expect(value);
        let (start, mid, end) = (part(Modifier::Start), part(Modifier::Mid), part(Modifier::End));
        assert_eq!(start.start, whole.start, "{value}");
        assert_eq!(start.end, mid.start, "{value}");
        assert_eq!(mid.end, end.start, "{value}");
        assert_eq!(end.end, whole.end, "{value}");
        assert!(start.start < start.end && mid.start < mid.end && end.start < end.end, "{value}");
    }
}

#[test]
fn the_cuts_are_where_the_table_says() {
    use Modifier::{End, Mid, Start};
    let cuts = [
        ("2017-03", Start, "2017-03-01", "2017-03-10"),
        ("2017-02", End, "2017-02-21", "2017-02-28"),
        ("2017-W21", Mid, "2017-05-24", "2017-05-25"),
        ("2017-W21-WE", Start, "2017-05-27", "2017-05-27"),
        ("2017-Q2", End, "2017-06-01", "2017-06-30"),
        ("2017", Mid, "2017-05-01", "2017-08-31"),
        ("199", Start, "1990-01-01", "1993-12-31"),
        ("18", End, "1870-01-01", "1899-12-31"),
    ];
    for (value, modifier, first, last) in cuts {
        assert_eq!(days(value, Some(modifier)), (first.to_owned(), last.to_owned()), "{value} {modifier:?}");
    }
}

#[test]
fn before_and_after_leave_one_end_open() {
    let reach = |modifier| Value::parse("2017-05").expect("month").reach(Some(modifier)).expect("month");
    let Bounds { start, end } = Value::parse("2017-05").expect("month").bounds(None).expect("month");
    assert_eq!(reach(Modifier::Before), Reach { start: None, end: Some(start) });
    assert_eq!(reach(Modifier::OnOrBefore), Reach { start: None, end: Some(end) });
    assert_eq!(reach(Modifier::After), Reach { start: Some(end), end: None });
    assert_eq!(reach(Modifier::OnOrAfter), Reach { start: Some(start), end: None });
    assert_eq!(reach(Modifier::Approx), Reach { start: Some(start), end: Some(end) });
}

#[test]
fn edtf_says_what_it_can() {
    use Modifier::{After, Approx, Before, End, OnOrAfter, OnOrBefore, Start};
    let said = [
        ("2017-05-25", None, "2017-05-25"),
        ("2017-05-25", Some(End), "2017-05-25"),
        ("2017-05-26TNI", None, "2017-05-26"),
        ("2017-05-26T15:00", None, "2017-05-26T15:00:00"),
        ("2017-05-26T15:00Z", None, "2017-05-26T15:00:00Z"),
        ("2017-05-26T15:00-03:30", None, "2017-05-26T15:00:00-03:30"),
        ("2017-05-26T15", None, "2017-05-26"),
        ("1998-SU", None, "1998-22"),
        ("1998-WI", None, "1998-24"),
        ("1998-Q3", None, "1998-35"),
        ("1998-H1", None, "1998-40"),
        ("2017-W21-WE", None, "2017-05-27/2017-05-28"),
        ("18", None, "18XX"),
        ("2", None, "2XXX"),
        ("BC004", None, "-0048/-0039"),
        ("BC0001", None, "0000"),
        ("1520", Some(Approx), "1520~"),
        ("2017-W21", Some(Approx), "2017-05-22~/2017-05-28~"),
        ("2017-03", Some(End), "2017-03-21~/2017-03-31"),
        ("199", Some(Start), "1990/1993~"),
        ("2017", Some(Modifier::Mid), "2017-05~/2017-08~"),
        ("1984", Some(OnOrBefore), "[..1984]"),
        ("1984", Some(After), "[1985..]"),
        ("2011", Some(OnOrAfter), "[2011..]"),
        ("2017-01", Some(Before), "[..2016-12]"),
        ("2017-W21", Some(Before), "[..2017-05-21]"),
        ("199", Some(Before), "[..1989]"),
        ("XXXX-05-12", None, "XXXX-05-12"),
    ];
    for (value, modifier, expected) in said {
        assert_eq!(edtf(value, modifier).as_deref(), Some(expected), "{value} {modifier:?}");
    }
    for value in ["P3D", "PAST_REF", "XXXX-WXX-1", "XXXX-SU", "XXXX-XX-XXTNI", "XXXX", "T15:00"] {
        assert_eq!(edtf(value, None), None, "{value}");
    }
}

#[test]
fn ranges_in_edtf_take_the_outer_days_of_what_is_no_single_date() {
    let value = |text| Value::parse(text).expect(text);
    let (week, weekend, decade) = (value("2017-W21"), value("2017-W22-WE"), value("BC004"));
    assert_eq!(super::edtf_range(Some(&week), Some(&weekend)).as_deref(), Some("2017-05-22/2017-06-04"));
    assert_eq!(super::edtf_range(None, Some(&decade)).as_deref(), Some("../-0039-12-31"));
    assert_eq!(super::edtf_range(None, None), None);
    assert_eq!(super::edtf_range(Some(&value("P3D")), None), None);
}

#[test]
fn local_days_and_times_are_read_strictly() {
    let day = Local::parse("-0043-03-15").expect("a day before Christ");
    assert_eq!(day.day().to_string(), "-0043-03-15");
    assert!(Local::parse("2017-05-25T18:00:30").is_some());
    for wrong in [
        "",
        "2017",
        "2017-05",
        "17-05-25",
        "2017-02-30",
        "2017-05-25T24:00",
        "2017-05-25 18:00",
        "+2017-05-25",
        "2017-05-25T18:00Z",
    ] {
        assert_eq!(Local::parse(wrong), None, "{wrong}");
    }
}

proptest! {
    #[test]
    fn any_string_is_read_or_refused_without_panic(value in "\\PC{0,24}") {
        let _ = Value::parse(&value);
        let _ = Local::parse(&value);
    }

    #[test]
    fn value_like_strings_that_are_read_have_ordered_bounds(value in "(BC)?[0-9X]{1,4}(-(W?[0-5X][0-9X]|SU|WI|Q[1-4]|H[12]))?(-([0-3][0-9]|[1-7]|WE))?(T([0-2][0-9](:[0-5][0-9])?|NI|MO))?") {
        if let Ok(parsed) = Value::parse(&value) {
            for modifier in [None, Some(Modifier::Start), Some(Modifier::Mid), Some(Modifier::End), Some(Modifier::Before)] {
                if let Some(bounds) = parsed.bounds(modifier) {
                    prop_assert!(bounds.start < bounds.end, "{value} {modifier:?}");
                    prop_assert!(parsed.edtf(modifier).is_some(), "{value} {modifier:?}");
                }
            }
        }
    }

    #[test]
    fn every_day_is_in_its_week_and_month(year in -3000i32..3000, ordinal in 1u32..=365) {
        let day = chrono::NaiveDate::from_yo_opt(year, ordinal).expect("day of a year");
        let iso = chrono::Datelike::iso_week(&day);
        let inside = Value::Unit(Unit::day(day)).bounds(None).expect("day");
        let week = Value::Unit(Unit::week(iso.year(), iso.week()).expect("week")).bounds(None).expect("week");
        prop_assert!(week.covers(&inside));
    }
}

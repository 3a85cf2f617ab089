//! From the string to the [`Value`]: well-formedness, and only days that exist.

use chrono::{Days, NaiveDate, NaiveTime, Weekday};

use super::{Clock, ClockGrain, DayPart, Precision, Unit, Value, ValueError};

/// Why a part is wrong; the whole value is added by [`Value::parse`].
type Parsed<T> = Result<T, String>;

const NO_BEGINNING: &str =
    "it begins with neither a year, BC, P nor a time; write 2017, 2017-05 or 2017-05-26";

impl Value {
    /// Reads a TIMEX3 value.
    ///
    /// # Errors
    ///
    /// [`ValueError`] where the form is none of TIMEX3's, or the day, week or month does not exist.
    ///
    /// ```
    /// use annals::calendar::value::Value;
    /// assert!(Value::parse("2016-02-29").is_ok());
    /// let error = Value::parse("2015-02-29").unwrap_err();
    /// assert_eq!(error.to_string(), "\"2015-02-29\" is no TIMEX3 value: February 2015 has no day 29");
    /// ```
    pub fn parse(value: &str) -> Result<Self, ValueError> {
        let parsed = match value {
            "PAST_REF" | "PRESENT_REF" | "FUTURE_REF" => Ok(Self::Reference),
            _ => match value.strip_prefix('P') {
                Some(rest) => duration(rest).map(|()| Self::Duration),
                None => date_or_time(value),
            },
        };
        parsed.map_err(|why| ValueError { value: value.to_owned(), why })
    }
}

impl Unit {
    /// One day.
    #[must_use]
    pub fn day(day: NaiveDate) -> Self {
        Self { precision: Precision::Day, first: day, last: day }
    }

    /// The ISO week, if the year has it.
    #[must_use]
    pub fn week(year: i32, week: u32) -> Option<Self> {
        let first = NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)?;
        Some(Self { precision: Precision::Week, first, last: first.checked_add_days(Days::new(6))? })
    }

    /// Saturday and Sunday of the ISO week, if the year has it.
    #[must_use]
    pub fn weekend(year: i32, week: u32) -> Option<Self> {
        let first = NaiveDate::from_isoywd_opt(year, week, Weekday::Sat)?;
        Some(Self { precision: Precision::Weekend, first, last: first.checked_add_days(Days::new(1))? })
    }

    /// One month.
    #[must_use]
    pub fn month(year: i32, month: u32) -> Option<Self> {
        Self::months(Precision::Month, year, month, 1)
    }

    /// Quarter 1 to 4.
    #[must_use]
    pub fn quarter(year: i32, quarter: u32) -> Option<Self> {
        (1..=4).contains(&quarter).then(|| Self::months(Precision::Quarter, year, quarter * 3 - 2, 3))?
    }

    /// Half 1 or 2.
    #[must_use]
    pub fn half(year: i32, half: u32) -> Option<Self> {
        (1..=2).contains(&half).then(|| Self::months(Precision::Half, year, half * 6 - 5, 6))?
    }

    /// Spring, summer, autumn, winter by the month in which it begins: 3, 6, 9 or 12.
    #[must_use]
    pub fn season(year: i32, month: u32) -> Option<Self> {
        matches!(month, 3 | 6 | 9 | 12).then(|| Self::months(Precision::Season, year, month, 3))?
    }

    /// One year, astronomical: 44 BC is -43.
    #[must_use]
    pub fn year(year: i32) -> Option<Self> {
        Self::years(Precision::Year, year, year)
    }

    fn months(precision: Precision, year: i32, month: u32, count: u32) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        let last = first.checked_add_months(chrono::Months::new(count))?.pred_opt()?;
        Some(Self { precision, first, last })
    }

    /// Both years are inside.
    fn years(precision: Precision, first: i32, last: i32) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(first, 1, 1)?;
        Some(Self { precision, first, last: NaiveDate::from_ymd_opt(last, 12, 31)? })
    }

    /// A year, decade, century or millennium by its leading digits.
    fn leading(digits: &str, before_christ: bool) -> Parsed<Self> {
        let (precision, span) = match digits.len() {
            4 => (Precision::Year, 1),
            3 => (Precision::Decade, 10),
            2 => (Precision::Century, 100),
            1 => (Precision::Millennium, 1000),
            _ => return Err("a year has four digits; write 0850, or BC0044".to_owned()),
        };
        let number: i32 = year_number(digits)?;
        // Year 0 does not exist: the first decade has nine years.
        let (low, high) = ((number * span).max(1), (number + 1) * span - 1);
        let unit = match (high, before_christ) {
            (0, _) => None,
            (_, false) => Self::years(precision, low, high),
            (_, true) => Self::years(precision, 1 - high, 1 - low),
        };
        unit.ok_or_else(|| "there is no year 0; 1 BC is BC0001".to_owned())
    }
}

fn date_or_time(value: &str) -> Parsed<Value> {
    if !value.is_ascii() {
        return Err("only letters A to Z, digits, - and : can stand in it".to_owned());
    }
    match value.split_once('T') {
        None => date(value),
        Some(("", time)) => match time_of_day(time) {
            Ok(_) => Ok(Value::Open(value.to_owned())),
            Err(_) => Err(NO_BEGINNING.to_owned()),
        },
        Some((day, time)) => {
            let time = time_of_day(time)?;
            match date(day)? {
                Value::Unit(unit) if unit.precision == Precision::Day => on_day(unit.first, time),
                Value::Open(_) if day.split('-').count() == 3 => Ok(Value::Open(value.to_owned())),
                _ => Err("a time of day needs a day before it; write 2017-05-26T15:00".to_owned()),
            }
        }
    }
}

fn date(value: &str) -> Parsed<Value> {
    if let Some(rest) = value.strip_prefix("BC") {
        return before_christ(rest);
    }
    let mut parts = value.split('-');
    let (head, second, third) = (parts.next().unwrap_or(""), parts.next(), parts.next());
    if parts.next().is_some() {
        return Err("a date has at most three parts; write 2017-05-26".to_owned());
    }
    if unknown(value) {
        return open(head, second, third).map(|()| Value::Open(value.to_owned()));
    }
    if head.is_empty() || !digits(head) {
        return Err(
            "it begins with neither a year, BC, P nor T; write 2017, 2017-05 or 2017-05-26".to_owned()
        );
    }
    let whole = Unit::leading(head, false)?;
    match second {
        None => Ok(Value::Unit(whole)),
        Some(_) if whole.precision != Precision::Year => {
            Err("a year has four digits; write 2017-05".to_owned())
        }
        Some(second) => within_year(year_number(head)?, second, third).map(Value::Unit),
    }
}

fn before_christ(rest: &str) -> Parsed<Value> {
    let mut parts = rest.splitn(3, '-');
    let (head, second, third) = (parts.next().unwrap_or(""), parts.next(), parts.next());
    if head.is_empty() || !digits(head) {
        return Err("after BC stands a year; write BC0044".to_owned());
    }
    let whole = Unit::leading(head, true)?;
    match second {
        None => Ok(Value::Unit(whole)),
        Some(second) if whole.precision == Precision::Year => {
            within_year(1 - year_number(head)?, second, third).map(Value::Unit)
        }
        Some(_) => Err("a year has four digits; write BC0044-03".to_owned()),
    }
}

/// What follows the year: a month, a week, a season, a quarter, a half.
fn within_year(year: i32, second: &str, third: Option<&str>) -> Parsed<Unit> {
    if let Some(week) = second.strip_prefix('W').filter(|week| digits(week)) {
        return in_week(year, two_digits(week, "a week")?, third);
    }
    if digits(second) {
        return in_month(year, two_digits(second, "a month")?, third);
    }
    if third.is_some() {
        return Err(format!("nothing can follow {second}"));
    }
    let unit = match second {
        "Q1" | "Q2" | "Q3" | "Q4" => Unit::quarter(year, last_digit(second)),
        "H1" | "H2" => Unit::half(year, last_digit(second)),
        "SP" => Unit::season(year, 3),
        "SU" => Unit::season(year, 6),
        "FA" => Unit::season(year, 9),
        "WI" => Unit::season(year, 12),
        _ => None,
    };
    unit.ok_or_else(|| {
        format!("{second} is no part of a year; there are 01-12, W01-W53, Q1-Q4, H1, H2, SP, SU, FA, WI")
    })
}

fn in_week(year: i32, week: u32, third: Option<&str>) -> Parsed<Unit> {
    let none = || format!("the year {year} has no week {week}");
    match third {
        None => Unit::week(year, week).ok_or_else(none),
        Some("WE") => Unit::weekend(year, week).ok_or_else(none),
        Some(day) => {
            let whole = Unit::week(year, week).ok_or_else(none)?;
            let number = day.parse::<u64>().ok().filter(|number| (1..=7).contains(number) && day.len() == 1);
            let number = number
                .ok_or_else(|| format!("{day} is no day of a week; there are 1 (Monday) to 7, and WE"))?;
            whole.first.checked_add_days(Days::new(number - 1)).map(Unit::day).ok_or_else(none)
        }
    }
}

fn in_month(year: i32, month: u32, third: Option<&str>) -> Parsed<Unit> {
    let whole = Unit::month(year, month).ok_or_else(|| format!("month {month:02}; months are 01 to 12"))?;
    let Some(day) = third else { return Ok(whole) };
    let day = two_digits(day, "a day")?;
    NaiveDate::from_ymd_opt(year, month, day)
        .map(Unit::day)
        .ok_or_else(|| format!("{} has no day {day}", whole.first.format("%B %Y")))
}

/// A date with X in it: each part has its form, and no day that no year has.
fn open(head: &str, second: Option<&str>, third: Option<&str>) -> Parsed<()> {
    let known = head.trim_end_matches('X');
    if head.len() != 4 || !digits(known) {
        return Err("the year of an open date has four places; write XXXX-05-12".to_owned());
    }
    // 2000 is a leap year of 52 weeks; 2020 has 53 and a 29 February: what exists in some year exists in this one.
    const ANY: i32 = 2020;
    let year = if known.len() == 4 { year_number(known)? } else { ANY };
    match (second, third) {
        (None, None) => Ok(()),
        (Some("XX" | "WXX" | "QX" | "HX"), None) | (Some("XX"), Some("XX")) => Ok(()),
        (Some("WXX"), Some("WE" | "X")) => Ok(()),
        (Some("WXX"), Some(day)) => in_week(ANY, 1, Some(day)).map(drop),
        // Any month may have the 31st.
        (Some("XX"), Some(day)) => in_month(ANY, 1, Some(day)).map(drop),
        (Some(second), Some("XX" | "X")) => within_year(year, second, None).map(drop),
        (Some(second), third) => within_year(year, second, third).map(drop),
        (None, Some(_)) => Err("a day without a month".to_owned()),
    }
}

/// What stands after the T.
enum TimeOfDay {
    Part(DayPart),
    Clock { hour: u32, minute: u32, second: u32, grain: ClockGrain, offset: Option<i32> },
}

fn time_of_day(text: &str) -> Parsed<TimeOfDay> {
    let part = match text {
        "MO" => DayPart::Morning,
        "MI" => DayPart::Midday,
        "AF" => DayPart::Afternoon,
        "EV" => DayPart::Evening,
        "NI" => DayPart::Night,
        "DT" => DayPart::Daytime,
        _ => return clock(text),
    };
    Ok(TimeOfDay::Part(part))
}

fn clock(text: &str) -> Parsed<TimeOfDay> {
    let zone = text.find(['Z', '+', '-']).unwrap_or(text.len());
    let (time, zone) = text.split_at_checked(zone).unwrap_or((text, ""));
    let mut parts = time.split(':');
    let hour = two_digits(parts.next().unwrap_or(""), "an hour")?;
    let minute = parts.next().map(|part| two_digits(part, "a minute")).transpose()?;
    let second = parts.next().map(|part| two_digits(part, "a second")).transpose()?;
    let grain = match (minute, second) {
        (None, _) => ClockGrain::Hour,
        (_, None) => ClockGrain::Minute,
        _ => ClockGrain::Second,
    };
    let (minute, second) = (minute.unwrap_or(0), second.unwrap_or(0));
    let exists = hour < 24 && minute < 60 && second < 60 || (hour, minute, second) == (24, 0, 0);
    if !exists || parts.next().is_some() {
        return Err(format!("{time} is no time of day; there are 00:00 to 24:00"));
    }
    Ok(TimeOfDay::Clock { hour, minute, second, grain, offset: zone_offset(zone)? })
}

/// "Z", "-04:00", "+01", or nothing; in minutes.
fn zone_offset(zone: &str) -> Parsed<Option<i32>> {
    let (sign, rest) = match (zone, zone.strip_prefix('-'), zone.strip_prefix('+')) {
        ("", ..) => return Ok(None),
        ("Z", ..) => return Ok(Some(0)),
        (_, Some(rest), _) => (-1, rest),
        (_, _, Some(rest)) => (1, rest),
        _ => return Err(format!("{zone} is no zone; write Z, -04:00 or +01")),
    };
    let (hours, minutes) = rest.split_once(':').unwrap_or((rest, "00"));
    let (hours, minutes) = (two_digits(hours, "a zone")?, two_digits(minutes, "a zone")?);
    // The widest zone in use is UTC+14.
    if hours > 14 || minutes > 59 {
        return Err(format!("{zone} is no zone; write Z, -04:00 or +01"));
    }
    Ok(i32::try_from(hours * 60 + minutes).ok().map(|offset| sign * offset))
}

fn on_day(day: NaiveDate, time: TimeOfDay) -> Parsed<Value> {
    match time {
        TimeOfDay::Part(part) => Ok(Value::Part { day, part }),
        TimeOfDay::Clock { hour, minute, second, grain, offset } => {
            let (day, hour) = if hour == 24 { (day.succ_opt(), 0) } else { (Some(day), hour) };
            let time = NaiveTime::from_hms_opt(hour, minute, second);
            let at = day.zip(time).map(|(day, time)| day.and_time(time));
            at.map(|at| Value::Clock(Clock { at, grain, offset })).ok_or_else(|| "no such time".to_owned())
        }
    }
}

/// What follows the P of a duration: numbers (or X) with units, the clock's after a T.
fn duration(rest: &str) -> Parsed<()> {
    const DATE_UNITS: &[&str] = &[
        "Y", "M", "W", "D", "DE", "CE", "ML", "Q", "H", "WE", "SP", "SU", "FA", "WI", "TMO", "TMI", "TAF",
        "TEV", "TNI", "TDT",
    ];
    const CLOCK_UNITS: &[&str] = &["H", "M", "S", "MO", "MI", "AF", "EV", "NI", "DT"];
    let wrong = || "a duration is P, numbers or X, and units; write P2W, PT3H, P1DE or PXY".to_owned();
    let (mut rest, mut clock, mut count) = (rest, false, 0);
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('T').filter(|_| !clock) {
            (rest, clock) = (after, true);
            continue;
        }
        let unit_at = rest.find(|c: char| c.is_ascii_uppercase() && c != 'X').ok_or_else(wrong)?;
        let (number, after) = rest.split_at_checked(unit_at).ok_or_else(wrong)?;
        let end = after.find(|c: char| !c.is_ascii_uppercase() || c == 'X').unwrap_or(after.len());
        let (mut unit, _) = after.split_at_checked(end).ok_or_else(wrong)?;
        let units = if clock { CLOCK_UNITS } else { DATE_UNITS };
        // P1DT12H: the T belongs to the clock part, not to the unit.
        if !units.contains(&unit) {
            unit = unit.strip_suffix('T').unwrap_or(unit);
        }
        let decimal = |number: &str| {
            number.parse::<f64>().is_ok() && number.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        };
        if !(number == "X" || decimal(number)) || !units.contains(&unit) {
            return Err(wrong());
        }
        rest = after.get(unit.len()..).unwrap_or("");
        count += 1;
    }
    if count == 0 { Err(wrong()) } else { Ok(()) }
}

fn unknown(date: &str) -> bool {
    date.contains('X')
}

fn digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn two_digits(text: &str, what: &str) -> Parsed<u32> {
    match text.parse() {
        Ok(number) if text.len() == 2 && digits(text) => Ok(number),
        _ => Err(format!("\"{text}\": {what} has two digits")),
    }
}

fn year_number(head: &str) -> Parsed<i32> {
    head.parse().map_err(|_| format!("\"{head}\" is no year"))
}

fn last_digit(code: &str) -> u32 {
    code.chars().last().and_then(|digit| digit.to_digit(10)).unwrap_or(0)
}

//! From a [`Value`] and a mod to EDTF (ISO 8601-2, levels 0 to 2), where EDTF can say it.
//!
//! EDTF has no weeks, weekends, parts of the day and no early or late: weeks become intervals of days, parts of the day
//! their day, early and late an interval in which the end that the words leave open carries `~`. Durations, sets,
//! references and open forms other than dates have no EDTF.

use chrono::{Datelike, NaiveDate};

use super::{Clock, ClockGrain, Modifier, Precision, Unit, Value};

impl Value {
    /// The value and its mod in EDTF.
    ///
    /// ```
    /// use annals::calendar::value::{Modifier, Value};
    /// let edtf = |value: &str, modifier| Value::parse(value).ok()?.edtf(modifier);
    /// assert_eq!(edtf("199", None).as_deref(), Some("199X"));
    /// assert_eq!(edtf("1998-W15", None).as_deref(), Some("1998-04-06/1998-04-12"));
    /// assert_eq!(edtf("BC0044", None).as_deref(), Some("-0043"));
    /// assert_eq!(edtf("1984", Some(Modifier::Before)).as_deref(), Some("[..1983]"));
    /// assert_eq!(edtf("P3D", None), None);
    /// ```
    #[must_use]
    pub fn edtf(&self, modifier: Option<Modifier>) -> Option<String> {
        match self {
            Self::Unit(unit) => Some(unit.edtf(modifier)),
            Self::Clock(clock) => Some(clock.edtf(modifier)),
            Self::Part { day, .. } => Some(Unit::day(*day).edtf(open_only(modifier))),
            Self::Open(value) => open(value),
            Self::Duration | Self::Reference => None,
        }
    }
}

/// An interval from one value to another in EDTF, with an open end as `..`; `None` where an end has no EDTF, or both
/// are open.
///
/// ```
/// use annals::calendar::value::{Value, edtf_range};
/// let (from, to) = (Value::parse("1914")?, Value::parse("1918-11-11")?);
/// assert_eq!(edtf_range(Some(&from), Some(&to)).as_deref(), Some("1914/1918-11-11"));
/// assert_eq!(edtf_range(Some(&from), None).as_deref(), Some("1914/.."));
/// # Ok::<(), annals::calendar::value::ValueError>(())
/// ```
#[must_use]
pub fn range(start: Option<&Value>, end: Option<&Value>) -> Option<String> {
    // A week or decade at an end of the range is no interval inside the interval: its outer day counts.
    let point = |value: &Value, outer: fn(&Unit) -> NaiveDate| match value {
        Value::Unit(unit) => unit.point(None).or_else(|| Some(date(outer(unit)))),
        other => other.edtf(None),
    };
    let start = start.map(|value| point(value, |unit| unit.first));
    let end = end.map(|value| point(value, |unit| unit.last));
    match (start, end) {
        (Some(start), Some(end)) => Some(format!("{}/{}", start?, end?)),
        (Some(start), None) => Some(format!("{}/..", start?)),
        (None, Some(end)) => Some(format!("../{}", end?)),
        (None, None) => None,
    }
}

impl Unit {
    fn edtf(&self, modifier: Option<Modifier>) -> String {
        match modifier {
            Some(Modifier::Before) => {
                format!("[..{}]", self.edge(self.first.pred_opt().unwrap_or(self.first)))
            }
            Some(Modifier::OnOrBefore) => format!("[..{}]", self.edge(self.last)),
            Some(Modifier::After) => format!("[{}..]", self.edge(self.last.succ_opt().unwrap_or(self.last))),
            Some(Modifier::OnOrAfter) => format!("[{}..]", self.edge(self.first)),
            Some(Modifier::Start | Modifier::Mid | Modifier::End) if self.precision > Precision::Day => {
                self.narrow(modifier)
            }
            Some(Modifier::Approx) => self.whole("~"),
            _ => self.whole(""),
        }
    }

    /// The whole unit; the qualifier goes to each date.
    fn whole(&self, qualifier: &str) -> String {
        match self.point(Some(qualifier)) {
            Some(point) => point,
            None => format!("{}{qualifier}/{}{qualifier}", self.edge(self.first), self.edge(self.last)),
        }
    }

    /// The unit as one EDTF date, if it has one.
    fn point(&self, qualifier: Option<&str>) -> Option<String> {
        let (start, month) = (self.first.year(), self.first.month());
        let point = match self.precision {
            Precision::Time | Precision::Day => date(self.first),
            Precision::Month => year_month(self.first),
            Precision::Season => format!("{}-{}", year(start), 20 + month / 3),
            Precision::Quarter => format!("{}-{}", year(start), 33 + month / 3),
            Precision::Half => format!("{}-{}", year(start), 40 + month / 7),
            Precision::Year => year(start),
            // Leading digits name whole tens of years only after Christ.
            Precision::Decade if start > 0 => format!("{:03}X", start / 10),
            Precision::Century if start > 0 => format!("{:02}XX", start / 100),
            Precision::Millennium if start > 0 => format!("{}XXX", start / 1000),
            Precision::Decade | Precision::Century | Precision::Millennium => return None,
            Precision::Week | Precision::Weekend => return None,
        };
        Some(point + qualifier.unwrap_or(""))
    }

    /// Early, mid, late: an interval whose inner end is only about right.
    fn narrow(&self, modifier: Option<Modifier>) -> String {
        let (first, last) = self.narrowed(modifier);
        if first == last {
            return self.fine(first);
        }
        let mark = |own: bool| if own { "" } else { "~" };
        format!(
            "{}{}/{}{}",
            self.fine(first),
            mark(first == self.first),
            self.fine(last),
            mark(last == self.last)
        )
    }

    /// A day written at the grain at which this unit is cut into early, mid and late.
    fn fine(&self, day: NaiveDate) -> String {
        match self.precision {
            Precision::Time | Precision::Day | Precision::Weekend | Precision::Week | Precision::Month => {
                date(day)
            }
            Precision::Season | Precision::Quarter | Precision::Half | Precision::Year => year_month(day),
            Precision::Decade | Precision::Century | Precision::Millennium => year(day.year()),
        }
    }

    /// A day written at the grain of this unit, or the next finer one that EDTF has.
    fn edge(&self, day: NaiveDate) -> String {
        match self.precision {
            Precision::Time | Precision::Day | Precision::Weekend | Precision::Week => date(day),
            Precision::Month | Precision::Season | Precision::Quarter | Precision::Half => year_month(day),
            Precision::Year | Precision::Decade | Precision::Century | Precision::Millennium => {
                year(day.year())
            }
        }
    }
}

impl Clock {
    /// EDTF writes a time of day only in full; about, before and after a time are told by the day.
    fn edtf(&self, modifier: Option<Modifier>) -> String {
        // EDTF's open ends are days; the clock's own day may still belong to what lies before or after it.
        let open = match modifier {
            Some(Modifier::Before | Modifier::OnOrBefore) => Some(Modifier::OnOrBefore),
            Some(Modifier::After | Modifier::OnOrAfter) => Some(Modifier::OnOrAfter),
            _ => None,
        };
        if modifier.is_some() || self.grain == ClockGrain::Hour {
            return Unit::day(self.at.date()).edtf(open);
        }
        let zone = match self.offset {
            None => String::new(),
            Some(0) => "Z".to_owned(),
            Some(minutes) => {
                let sign = if minutes < 0 { '-' } else { '+' };
                format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
            }
        };
        format!("{}T{}{zone}", date(self.at.date()), self.at.time().format("%H:%M:%S"))
    }
}

/// "before Thursday night" is not "before Thursday": of a part of the day only the day itself is sure.
fn open_only(modifier: Option<Modifier>) -> Option<Modifier> {
    modifier.filter(|modifier| *modifier == Modifier::Approx)
}

/// Level 2 knows unspecified digits in dates, and nothing else of the open forms.
fn open(value: &str) -> Option<String> {
    let is_date = value.split('-').all(|part| part.bytes().all(|byte| byte == b'X' || byte.is_ascii_digit()));
    (is_date && value.bytes().any(|byte| byte.is_ascii_digit())).then(|| value.to_owned())
}

fn date(day: NaiveDate) -> String {
    format!("{}-{:02}", year_month(day), day.day())
}

fn year_month(day: NaiveDate) -> String {
    format!("{}-{:02}", year(day.year()), day.month())
}

fn year(year: i32) -> String {
    if year < 0 { format!("-{:04}", year.abs()) } else { format!("{year:04}") }
}

//! From a [`Value`] and a mod to the stretch of local time they mean.

use chrono::{Datelike, Days, Duration, Months, NaiveDate, NaiveDateTime, NaiveTime};

use super::{Clock, ClockGrain, Modifier, Precision, Unit, Value};

/// A half-open stretch of local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// First moment.
    pub start: NaiveDateTime,
    /// First moment after it.
    pub end: NaiveDateTime,
}

impl Bounds {
    /// From the first day to the last, both inside.
    #[must_use]
    pub fn days(first: NaiveDate, last: NaiveDate) -> Self {
        Self { start: midnight(first), end: midnight(last.checked_add_days(Days::new(1)).unwrap_or(last)) }
    }

    /// First and last day, both inside.
    ///
    /// ```
    /// use annals::calendar::value::Value;
    /// let bounds = Value::parse("2017-W21")?.bounds(None).unwrap();
    /// let (first, last) = bounds.inclusive();
    /// assert_eq!((first.to_string(), last.to_string()), ("2017-05-22".into(), "2017-05-28".into()));
    /// # Ok::<(), annals::calendar::value::ValueError>(())
    /// ```
    #[must_use]
    pub fn inclusive(&self) -> (NaiveDate, NaiveDate) {
        // The moment before a half-open end is in the last day.
        let last = self.end.checked_sub_signed(Duration::seconds(1)).unwrap_or(self.end).date();
        (self.start.date(), last.max(self.start.date()))
    }

    /// Whether the other lies wholly inside.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// Bounds of which one end may be open: "before 1984", "since 2011".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Reach {
    /// First moment, unless open.
    pub start: Option<NaiveDateTime>,
    /// First moment after it, unless open.
    pub end: Option<NaiveDateTime>,
}

impl Value {
    /// The stretch of time meant, narrowed by START, MID and END; other mods change nothing here (see
    /// [`Value::reach`]). `None` where the value is on no calendar: durations, references, XXXX.
    ///
    /// What early, mid and late mean (mid takes what the two leave):
    ///
    /// | grain | early | late |
    /// |---|---|---|
    /// | part of day | first third | last third |
    /// | day | until 09:00 | from 18:00 |
    /// | weekend | Saturday | Sunday (mid: both) |
    /// | week | Monday, Tuesday | Friday to Sunday |
    /// | month | 1 to 10 | from 21 |
    /// | season, quarter | first month | last month |
    /// | half | two months | two months |
    /// | year | January to April | September to December |
    /// | decade | years 0 to 3 | years 7 to 9 |
    /// | century, millennium | first three tenths | last three tenths |
    ///
    /// A clock time has no parts.
    ///
    /// ```
    /// use annals::calendar::value::{Modifier, Value};
    /// let late = Value::parse("2017-05-25")?.bounds(Some(Modifier::End)).unwrap();
    /// assert_eq!(late.start.to_string(), "2017-05-25 18:00:00");
    /// assert_eq!(late.end.to_string(), "2017-05-26 00:00:00");
    /// # Ok::<(), annals::calendar::value::ValueError>(())
    /// ```
    #[must_use]
    pub fn bounds(&self, modifier: Option<Modifier>) -> Option<Bounds> {
        match self {
            Self::Unit(unit) if unit.precision == Precision::Day => {
                Some(part_of_day(unit.first, 0, 24, DAY, modifier))
            }
            Self::Unit(unit) => {
                let (first, last) = unit.narrowed(modifier);
                Some(Bounds::days(first, last))
            }
            Self::Clock(clock) => Some(clock.bounds()),
            Self::Part { day, part } => {
                let (from, to) = part.hours();
                let third = (to - from) / 3;
                Some(part_of_day(*day, from, to, (from + third, to - third), modifier))
            }
            Self::Duration | Self::Reference | Self::Open(_) => None,
        }
    }

    /// The same with BEFORE, AFTER, ON_OR_BEFORE and ON_OR_AFTER, which leave one end open.
    ///
    /// ```
    /// use annals::calendar::value::{Modifier, Value};
    /// let before = Value::parse("1984")?.reach(Some(Modifier::Before)).unwrap();
    /// assert_eq!(before.start, None);
    /// assert_eq!(before.end.unwrap().to_string(), "1984-01-01 00:00:00");
    /// # Ok::<(), annals::calendar::value::ValueError>(())
    /// ```
    #[must_use]
    pub fn reach(&self, modifier: Option<Modifier>) -> Option<Reach> {
        let bounds = self.bounds(modifier)?;
        let (start, end) = match modifier {
            Some(Modifier::Before) => (None, Some(bounds.start)),
            Some(Modifier::OnOrBefore) => (None, Some(bounds.end)),
            Some(Modifier::After) => (Some(bounds.end), None),
            Some(Modifier::OnOrAfter) => (Some(bounds.start), None),
            _ => (Some(bounds.start), Some(bounds.end)),
        };
        Some(Reach { start, end })
    }
}

impl Clock {
    fn bounds(&self) -> Bounds {
        let length = match self.grain {
            ClockGrain::Hour => Duration::hours(1),
            ClockGrain::Minute => Duration::minutes(1),
            ClockGrain::Second => Duration::seconds(1),
        };
        Bounds { start: self.at, end: self.at.checked_add_signed(length).unwrap_or(self.at) }
    }
}

/// Early ends at 9, late begins at 18.
const DAY: (u32, u32) = (9, 18);

fn part_of_day(day: NaiveDate, from: u32, to: u32, cuts: (u32, u32), modifier: Option<Modifier>) -> Bounds {
    let (from, to) = match modifier {
        Some(Modifier::Start) => (from, cuts.0),
        Some(Modifier::Mid) => (cuts.0, cuts.1),
        Some(Modifier::End) => (cuts.1, to),
        _ => (from, to),
    };
    Bounds { start: at_hour(day, from), end: at_hour(day, to) }
}

impl Unit {
    /// First and last day of the early, middle or late part; the whole unit for any other mod.
    pub(super) fn narrowed(&self, modifier: Option<Modifier>) -> (NaiveDate, NaiveDate) {
        let third = match modifier {
            Some(Modifier::Start) => 0,
            Some(Modifier::Mid) => 1,
            Some(Modifier::End) => 2,
            _ => return (self.first, self.last),
        };
        // Where each third begins, counted in the unit's own parts; the last ends where the unit does.
        let part = |begin: [u32; 3], nth: fn(&Self, u32) -> Option<NaiveDate>| {
            let at = |third: usize| begin.get(third).and_then(|&count| nth(self, count));
            let first = at(third).unwrap_or(self.first).max(self.first);
            let last = at(third + 1).and_then(|next| next.pred_opt()).unwrap_or(self.last);
            (first, last)
        };
        match self.precision {
            Precision::Time | Precision::Day => (self.first, self.last),
            Precision::Weekend => match third {
                0 => (self.first, self.first),
                1 => (self.first, self.last),
                _ => (self.last, self.last),
            },
            Precision::Week => part([0, 2, 4], Self::nth_day),
            Precision::Month => part([0, 10, 20], Self::nth_day),
            Precision::Season | Precision::Quarter => part([0, 1, 2], Self::nth_month),
            Precision::Half => part([0, 2, 4], Self::nth_month),
            Precision::Year => part([0, 4, 8], Self::nth_month),
            Precision::Decade => part([0, 4, 7], Self::nth_year),
            Precision::Century => part([0, 30, 70], Self::nth_year),
            Precision::Millennium => part([0, 300, 700], Self::nth_year),
        }
    }

    fn nth_day(&self, count: u32) -> Option<NaiveDate> {
        self.first.checked_add_days(Days::new(u64::from(count)))
    }

    fn nth_month(&self, count: u32) -> Option<NaiveDate> {
        self.first.checked_add_months(Months::new(count))
    }

    /// Counted from the round year: the first decade lacks its year 0, and the middle of it is still year 4.
    fn nth_year(&self, count: u32) -> Option<NaiveDate> {
        let length = match self.precision {
            Precision::Decade => 10,
            Precision::Century => 100,
            _ => 1000,
        };
        let year = self.last.year() - length + 1 + i32::try_from(count).ok()?;
        NaiveDate::from_ymd_opt(year, 1, 1)
    }
}

fn midnight(day: NaiveDate) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN)
}

fn at_hour(day: NaiveDate, hour: u32) -> NaiveDateTime {
    midnight(day).checked_add_signed(Duration::hours(i64::from(hour))).unwrap_or_else(|| midnight(day))
}

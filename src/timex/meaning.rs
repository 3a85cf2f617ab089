//! What an expression says, before anybody asks which date that is.
//!
//! Rules give a [`Meaning`]; the resolver takes it and an anchor and gives a value. No calendar is known here: a
//! meaning may hold a 31st of June, and it is the resolver's business to say that there is none.

/// A unit of time, from the second to the millennium.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Second.
    Second,
    /// Minute.
    Minute,
    /// Hour.
    Hour,
    /// Calendar day.
    Day,
    /// Saturday and Sunday of an ISO week.
    Weekend,
    /// ISO week.
    Week,
    /// Calendar month.
    Month,
    /// Three months beginning with January, April, July or October.
    Quarter,
    /// Spring, summer, autumn or winter.
    Season,
    /// Half of a year.
    Half,
    /// Calendar year.
    Year,
    /// Ten years beginning with one that ends in 0.
    Decade,
    /// A hundred years.
    Century,
    /// A thousand years.
    Millennium,
}

/// How many of a unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Count {
    /// A number, possibly a fraction.
    Exact(f64),
    /// "a few", "several", a bare plural: TIMEX3's X.
    Vague,
}

/// A length of time as the words state it: "two hours and ten minutes".
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Amount {
    /// The parts, in the order of the text.
    pub parts: Vec<(Count, Unit)>,
}

impl Amount {
    /// An amount of one part.
    #[must_use]
    pub fn of(count: Count, unit: Unit) -> Self {
        Self { parts: vec![(count, unit)] }
    }

    /// The finest unit that the amount names.
    #[must_use]
    pub fn finest(&self) -> Option<Unit> {
        self.parts.iter().map(|p| p.1).min()
    }

    /// Whether any part is vague.
    #[must_use]
    pub fn is_vague(&self) -> bool {
        self.parts.iter().any(|p| p.0 == Count::Vague)
    }
}

/// A season of the calendar (hemisphere-free, as TIMEX3 has it).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Season {
    /// SP
    Spring,
    /// SU
    Summer,
    /// FA
    Fall,
    /// WI
    Winter,
}

/// A part of the day (TIMEX3 TMO, TMI, TAF, TEV, TNI, TDT).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// MO
    Morning,
    /// MI
    Midday,
    /// AF
    Afternoon,
    /// EV
    Evening,
    /// NI
    Night,
    /// DT: daytime, working hours.
    Daytime,
}

/// Past, present or future without a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ref {
    /// PAST_REF
    Past,
    /// PRESENT_REF
    Present,
    /// FUTURE_REF
    Future,
}

/// The TIMEX3 `mod` attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are TIMEX3's own")]
pub enum Mod {
    Start,
    Mid,
    End,
    Approx,
    Before,
    After,
    OnOrBefore,
    OnOrAfter,
    LessThan,
    MoreThan,
    EqualOrLess,
    EqualOrMore,
}

impl Mod {
    /// The attribute as TIMEX3 spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Start => "START",
            Self::Mid => "MID",
            Self::End => "END",
            Self::Approx => "APPROX",
            Self::Before => "BEFORE",
            Self::After => "AFTER",
            Self::OnOrBefore => "ON_OR_BEFORE",
            Self::OnOrAfter => "ON_OR_AFTER",
            Self::LessThan => "LESS_THAN",
            Self::MoreThan => "MORE_THAN",
            Self::EqualOrLess => "EQUAL_OR_LESS",
            Self::EqualOrMore => "EQUAL_OR_MORE",
        }
    }
}

/// Before or after Christ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Era {
    /// BC, BCE.
    Bc,
    /// AD, CE.
    Ad,
}

/// A time of day: a clock, a part of the day, or both ("6 in the evening").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TimeOfDay {
    /// 0 to 24.
    pub hour: Option<u8>,
    /// 0 to 59.
    pub minute: Option<u8>,
    /// 0 to 60.
    pub second: Option<u8>,
    /// Whether "a.m." (false), "p.m." (true) was said.
    pub pm: Option<bool>,
    /// Part of the day.
    pub part: Option<Part>,
    /// Index into the pack's list of time zones.
    pub zone: Option<u16>,
    /// An offset from UTC that the text itself gives, in minutes east: "+05:30", "Z".
    pub offset: Option<i16>,
    /// Whether the hour is sure to count to 24: "14:30", "0600 hours".
    pub clock24: bool,
}

/// Calendar fields, as far as the words state them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fields {
    /// Before or after Christ.
    pub era: Option<Era>,
    /// 1 for the first millennium.
    pub millennium: Option<i32>,
    /// The century as counted: 19 for the 19th.
    pub century: Option<i32>,
    /// The decade by its leading digits: 199 for the 1990s; 9 with `short_year` for "the '90s".
    pub decade: Option<i32>,
    /// The year; 0 to 99 with `short_year`.
    pub year: Option<i32>,
    /// Whether the century of `year` or `decade` was left out: "'98", "the '90s".
    pub short_year: bool,
    /// A fiscal year or quarter.
    pub fiscal: bool,
    /// 1 or 2.
    pub half: Option<u8>,
    /// 1 to 4.
    pub quarter: Option<u8>,
    /// Season.
    pub season: Option<Season>,
    /// 1 to 12.
    pub month: Option<u8>,
    /// ISO week.
    pub week: Option<u8>,
    /// The weekend of that week.
    pub weekend: bool,
    /// Day of the month.
    pub day: Option<u8>,
    /// 1 Monday to 7 Sunday.
    pub weekday: Option<u8>,
    /// Index into the pack's list of holidays.
    pub holiday: Option<u16>,
    /// Month and day stand as two bare numbers, `month` being the first of them: the order is open.
    pub numeric: bool,
}

/// Where a shift starts from.
#[derive(Debug, Clone, PartialEq)]
pub enum Base {
    /// The anchor: "ago", "from now".
    Now,
    /// The anchor if the verb does not point back: "in two weeks" is a date after "will", a length after "rose".
    Ahead,
    /// What was last spoken of: "later", "earlier", "after that".
    Then,
    /// Another expression: "two days before Christmas".
    At(Box<Meaning>),
    /// An event told in the text after the expression: "two days after the attack".
    Event,
}

/// What "this", "last" or "next" points at.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// A unit: "last week".
    Unit(Unit),
    /// Fields: "next Monday", "last summer", "this May".
    Fields(Fields),
}

/// What an expression says.
#[derive(Debug, Clone, PartialEq)]
pub enum Meaning {
    /// Calendar fields: "March 3", "1998", "Monday", "summer of 1998", "Christmas".
    Fields(Fields),
    /// A unit or fields counted from the anchor's own: "this week" 0, "last May" -1, "yesterday" -1 day.
    Rel(i32, Target),
    /// "this past Tuesday", "the coming winter": the nearest one on that side, -1 or 1.
    Nearest(i32, Target),
    /// An amount before (-1) or after (1) a base: "two weeks ago", "three days later".
    Shift(i32, Amount, Base),
    /// "the third Monday of March", "the last day of the month", "the first week of May": -1 is the last, 0 the nearest.
    Nth(i32, Target, Box<Meaning>),
    /// "the Monday after Easter", "the second Sunday before Christmas", "the week after May 3": the nth one beside a
    /// date, before it if negative.
    Beside(i32, Target, Box<Meaning>),
    /// A date with a time of day.
    At(Box<Meaning>, TimeOfDay),
    /// A time of day alone.
    Time(TimeOfDay),
    /// A length of time.
    Duration(Amount),
    /// A length of time counted from the anchor: "the last two weeks" -1, "the next three days" 1.
    Span(i32, Amount),
    /// Something that recurs.
    Set(Recurrence),
    /// Two ends; the expression is two timexes.
    Range(Box<Meaning>, Box<Meaning>),
    /// Past, present or future.
    Ref(Ref),
    /// "that day", "the same year", "the month": the unit of what was last spoken of.
    Same(Target),
    /// With a TIMEX3 mod.
    Mod(Mod, Box<Meaning>),
}

impl Meaning {
    /// The full year that a date names, counted astronomically.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        match self {
            Self::Fields(f) if !f.short_year => {
                f.year.map(|y| if f.era == Some(Era::Bc) { 1 - y } else { y })
            }
            Self::Mod(_, inner) | Self::At(inner, _) | Self::Nth(_, _, inner) => inner.year(),
            Self::Range(first, _) => first.year(),
            _ => None,
        }
    }
}

/// Something that recurs: "every Monday", "twice a month", "daily".
#[derive(Debug, Clone, PartialEq)]
pub struct Recurrence {
    /// What recurs: fields ("Mondays") or a length ("every two weeks").
    pub what: Recurring,
    /// TIMEX3 quant: EVERY, EACH.
    pub quant: Option<&'static str>,
    /// How often within each: 2 for "twice a month".
    pub times: Option<u32>,
    /// At what time of the day.
    pub time: Option<TimeOfDay>,
}

/// What recurs.
#[derive(Debug, Clone, PartialEq)]
pub enum Recurring {
    /// One a unit: "weekly" P1W.
    Amount(Amount),
    /// Weekdays, months, days of a month.
    Fields(Fields),
    /// A part of each day: "every morning".
    Part(Part),
}

//! Expressions and anchors in, TIMEX3 values out, each with its reason and the other readings there are.
//!
//! Resolution knows no text: it gets a [`Meaning`], the [`Context`] of the document so far, and a way to ask where the
//! verb points. It goes through a document from its beginning to its end, because what was last spoken of is the anchor
//! of "the next day".

mod counted;
mod deictic;
pub(crate) mod direction;
pub(crate) mod domain;
mod duration;
mod fields;
mod impossible;
pub(crate) mod list;
mod nth;
pub(crate) mod offset;
pub(crate) mod order;
mod range;
mod set;
pub(crate) mod story;
mod time;
mod write;
mod zone;

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveTime};

pub use direction::Direction;
pub use impossible::Impossible;
pub use offset::Offset;
pub use order::OrderBasis;
pub use story::Role;

use crate::calendar::{Holiday, Point};
use crate::pack::Pack;
use crate::timex::meaning::{Base, Meaning, Mod, Ref, Unit};

/// The TIMEX3 type of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are TIMEX3's own")]
pub enum Kind {
    Date,
    Time,
    Duration,
    Set,
}

impl Kind {
    /// The type as TIMEX3 spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// What kind of text it is: how a bare date finds its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Domain {
    /// Dates turn around the day of publication.
    News,
    /// Dates follow the story.
    Narrative,
    /// Short messages: dates turn around the moment, plans more than reports.
    Colloquial,
}

/// What an expression was resolved against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// Nothing was needed.
    None,
    /// The publication date.
    Published,
    /// The stamp of the entry that it stands in.
    Stamp,
    /// The date of its caption.
    Caption,
    /// A date mentioned before.
    Mentioned,
    /// An event told in the text.
    Event,
}

impl Anchor {
    /// As the timeline JSON names it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Published => "published",
            Self::Stamp => "stamp",
            Self::Caption => "caption",
            Self::Mentioned => "mentioned",
            Self::Event => "event",
        }
    }
}

/// What an expression comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// TIMEX3 type.
    pub kind: Kind,
    /// TIMEX3 value.
    pub value: String,
    /// TIMEX3 mod.
    pub modifier: Option<Mod>,
    /// TIMEX3 quant.
    pub quant: Option<&'static str>,
    /// TIMEX3 freq.
    pub freq: Option<String>,
    /// The stretch of the calendar, where it is one.
    pub point: Option<Point>,
    /// Minutes east of UTC, where the text names a zone or an offset: the value itself keeps the local time.
    pub offset: Option<i32>,
    /// What it was counted from.
    pub anchor: Anchor,
    /// Whether it was counted in units from another date: "a year earlier".
    counted: bool,
    /// Why, in the order of the steps.
    pub because: Vec<Cow<'static, str>>,
    /// Other values with their confidence.
    pub alternatives: Vec<(String, f32)>,
    /// 0 to 1.
    pub confidence: f32,
}

impl Resolved {
    fn new(kind: Kind, value: impl Into<String>) -> Self {
        Self {
            kind,
            value: value.into(),
            modifier: None,
            quant: None,
            freq: None,
            point: None,
            offset: None,
            anchor: Anchor::None,
            counted: false,
            because: Vec::new(),
            alternatives: Vec::new(),
            confidence: 1.0,
        }
    }

    fn at(point: Point) -> Self {
        Self { point: Some(point), ..Self::new(Kind::Date, write::point(point)) }
    }

    fn why(mut self, reason: impl Into<Cow<'static, str>>) -> Self {
        self.because.push(reason.into());
        self
    }

    fn from(mut self, anchor: Anchor) -> Self {
        self.anchor = anchor;
        self
    }
}

/// Which of two bare numbers is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// 03/04 is March 4.
    MonthFirst,
    /// 03/04 is 3 April.
    DayFirst,
}

/// What is known about the document, and what has been spoken of so far.
#[derive(Debug, Clone)]
pub struct Context {
    /// The day that "today" is; none leaves values open.
    pub anchor: Option<NaiveDate>,
    /// The time of that day, if known.
    pub time: Option<NaiveTime>,
    /// What the anchor is.
    pub anchor_kind: Anchor,
    /// Kind of text.
    pub domain: Domain,
    /// Whether the whole text is a note or a message, as people type them: what it plans lies ahead, and its moments are
    /// told with their zone.
    pub note: bool,
    /// Order of bare numbers in this document.
    pub order: Order,
    /// The last date spoken of.
    pub mentioned: Option<Point>,
    /// The sentence that spoke of it.
    mentioned_in: u32,
    /// Whether that date was itself counted from another ("a year earlier").
    counted: bool,
    /// The last year spoken of.
    pub year: Option<i32>,
    /// A year far from the story's that was named once: an aside, or where the story goes on.
    aside: Option<i32>,
    /// Where the story was before an aside in the sentence, and its year.
    main: Option<(Point, i32)>,
    /// The sentence that is read.
    sentence: u32,
    /// The last day told in the sentence: the one of a time of day that stands alone in it.
    day_here: Option<NaiveDate>,
    /// What the expression is joined to.
    pub(crate) beside: Option<list::Beside>,
    /// The month in which the range ends that the expression begins.
    pub(crate) range_end: Option<i32>,
    /// The quarter under discussion: what "the quarter" and "a year earlier" mean in an earnings report.
    pub quarter: Option<Point>,
    /// Whether a longer period was spoken of since ("for the nine months"): "a year earlier" is then a year.
    pub beyond_quarter: bool,
}

impl Context {
    /// A context before the first expression.
    #[must_use]
    pub fn new(anchor: Option<NaiveDate>, time: Option<NaiveTime>, domain: Domain) -> Self {
        Self {
            anchor,
            time,
            anchor_kind: if anchor.is_some() { Anchor::Published } else { Anchor::None },
            domain,
            note: false,
            order: Order::MonthFirst,
            mentioned: None,
            mentioned_in: 0,
            counted: false,
            year: None,
            quarter: None,
            beyond_quarter: false,
            aside: None,
            main: None,
            sentence: 0,
            day_here: None,
            beside: None,
            range_end: None,
        }
    }

    /// The day that bare dates turn around: the story's in a narrative, else the anchor.
    fn pivot(&self) -> Option<(NaiveDate, Anchor)> {
        if self.domain == Domain::Narrative
            && let Some(day) = self.mentioned.and_then(Point::first_day)
        {
            return Some((day, Anchor::Mentioned));
        }
        self.anchor.map(|a| (a, self.anchor_kind))
    }

    /// Takes note of what an expression came to.
    pub fn note(&mut self, resolved: &Resolved, role: Role) {
        if resolved.kind == Kind::Duration
            && matches!(resolved.value.as_str(), "P6M" | "P9M" | "P12M" | "P1Y")
        {
            self.beyond_quarter = true;
        }
        let Some(point) = resolved.point else { return };
        if let Point::Day(day) = point {
            self.day_here = Some(day);
        }
        if self.domain == Domain::Narrative && !self.moves_story(point, resolved.anchor, role) {
            return;
        }
        if let Point::Quarter(..) = point {
            self.note_quarter(point, resolved.anchor);
        }
        if point.unit() <= Unit::Year {
            self.year = Some(point.year());
        }
        self.mentioned = Some(point);
        self.mentioned_in = self.sentence;
        self.counted = resolved.counted;
    }

    /// The quarter under discussion is the latest one that has ended; what it is compared with, and what is expected of
    /// the next, do not displace it.
    fn note_quarter(&mut self, quarter: Point, anchor: Anchor) {
        self.beyond_quarter = false;
        let older = |a: Point, b: Point| a.first_day() < b.first_day();
        let ended =
            |q: Point| matches!((q.last_day(), self.anchor), (Some(last), Some(today)) if last < today);
        let displaces = match self.quarter {
            _ if anchor == Anchor::Mentioned => false,
            None => true,
            Some(held) => !older(quarter, held) && (ended(quarter) || !ended(held)),
        };
        if displaces {
            self.quarter = Some(quarter);
        }
    }

    /// The quarter under discussion, else the last one that ended before the anchor.
    fn discussed_quarter(&self) -> Option<Point> {
        self.quarter.or_else(|| Point::containing(self.anchor?, Unit::Quarter).shifted(-1))
    }
}

/// Resolves meanings; borrows the language's holidays and zones.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Resolver<'a> {
    pub(crate) holidays: &'a [Holiday],
    pub(crate) zones: &'a [crate::pack::ZoneName],
}

impl<'a> Resolver<'a> {
    pub(crate) fn new(pack: &'a Pack) -> Self {
        Self { holidays: &pack.holidays, zones: &pack.zones }
    }

    /// The value of a meaning, or why it has none. `start` is the first end of the range that it closes.
    pub(crate) fn value(
        &self,
        meaning: &Meaning,
        start: Option<Point>,
        cx: &Context,
        direction: &mut dyn FnMut() -> Direction,
    ) -> Result<Resolved, Impossible> {
        self.second_end(meaning, start, cx, direction).ok_or_else(|| Impossible::of(meaning))
    }

    /// The value of a meaning. `direction` tells where the verb points; it is asked only if that matters. `None`: the
    /// words make no date (31 June).
    pub(crate) fn resolve(
        &self,
        meaning: &Meaning,
        cx: &Context,
        direction: &mut dyn FnMut() -> Direction,
    ) -> Option<Resolved> {
        Some(match meaning {
            Meaning::Ref(r) => Resolved::new(Kind::Date, reference(*r)),
            Meaning::Duration(amount) => Resolved::new(Kind::Duration, duration::value(amount)?),
            Meaning::Span(sign, amount) => self.span(*sign, amount, cx)?,
            Meaning::Set(recurrence) => set::resolve(recurrence, self.holidays)?,
            Meaning::Mod(modifier, inner) => {
                let mut resolved = self.resolve(inner, cx, direction)?;
                resolved.modifier = Some(*modifier);
                resolved
            }
            Meaning::Time(time) => self.time(*time, cx, direction)?,
            Meaning::At(date, time) => {
                let mut day = self.resolve(date, cx, direction)?;
                // "two weeks ago at noon": with a clock, the day itself is counted.
                if let (Meaning::Shift(sign, amount, Base::Now | Base::Ahead), Some(_), Some(today)) =
                    (&**date, time.hour, cx.anchor)
                    && day.point.is_some_and(|p| p.unit() > Unit::Day)
                {
                    let moved = counted::move_by(Point::Day(today), amount, *sign, true)?;
                    day = Resolved::at(moved).from(cx.anchor_kind).why("counted from the anchor");
                }
                self.at(day, *time, cx)?
            }
            Meaning::Range(first, _) => self.resolve(first, cx, direction)?,
            Meaning::Fields(fields) => self.fields(fields, cx, direction)?,
            Meaning::Rel(step, target) => self.rel(*step, target, cx)?,
            Meaning::Nearest(step, target) => self.nearest(*step, target, cx)?,
            // Its date is found when the events of the document are known: see `Resolver::from_event`.
            Meaning::Shift(_, amount, Base::Event) => {
                Resolved::new(Kind::Duration, duration::value(amount)?).why("counted from an event")
            }
            Meaning::Shift(_, amount, Base::Ahead) if cx.domain == Domain::Narrative => {
                Resolved::new(Kind::Duration, duration::value(amount)?)
                    .why("a length: nothing lies ahead of a story")
            }
            Meaning::Shift(_, amount, Base::Ahead) if matches!(direction(), Direction::Past(_)) => {
                Resolved::new(Kind::Duration, duration::value(amount)?).why("a length: the verb points back")
            }
            Meaning::Shift(sign, amount, base) => self.shift(*sign, amount, base, cx, direction)?,
            Meaning::Nth(n, target, of) => self.nth(*n, target, of, cx, direction)?,
            Meaning::Beside(n, target, of) => self.beside(*n, target, of, cx, direction)?,
            Meaning::Same(target) => self.same(target, cx)?,
        })
    }

    fn span(&self, sign: i32, amount: &crate::timex::meaning::Amount, cx: &Context) -> Option<Resolved> {
        let mut resolved = Resolved::new(Kind::Duration, duration::value(amount)?).from(cx.anchor_kind);
        resolved.because.push(if sign < 0 { "up to the anchor".into() } else { "from the anchor on".into() });
        Some(resolved)
    }
}

fn reference(r: Ref) -> &'static str {
    match r {
        Ref::Past => "PAST_REF",
        Ref::Present => "PRESENT_REF",
        Ref::Future => "FUTURE_REF",
    }
}

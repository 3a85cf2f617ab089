//! The arguments of a call of the meaning language: values in their order in, what a function asks for by place or by
//! name out.

use smallvec::SmallVec;

use super::means::Val;

macro_rules! keys {
    ($($variant:ident = $name:literal;)*) => {
        /// The name of an argument.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Key { $($variant),* }

        impl Key {
            /// The key of that name.
            pub(crate) fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

keys! {
    Century = "century";
    Day = "day";
    Decade = "decade";
    Era = "era";
    Fiscal = "fiscal";
    H = "h";
    H24 = "h24";
    Half = "half";
    Holiday = "holiday";
    Hundreds = "hundreds";
    M = "m";
    Millennium = "millennium";
    Month = "month";
    Nth = "nth";
    Numeric = "numeric";
    Offset = "offset";
    Part = "part";
    Pm = "pm";
    Quant = "quant";
    Quarter = "quarter";
    S = "s";
    Season = "season";
    Short = "short";
    Time = "time";
    Times = "times";
    Week = "week";
    Weekday = "weekday";
    Weekend = "weekend";
    Year = "year";
    Zone = "zone";
}

/// The arguments of a call, in order; keys are `None` for positional ones. Few calls have more than four, and those
/// need no memory of their own.
#[derive(Debug, Default)]
pub(crate) struct Args(pub(super) SmallVec<[(Option<Key>, Val); 4]>);

impl Args {
    pub(crate) fn push(&mut self, key: Option<Key>, value: Val) {
        self.0.push((key, value));
    }

    pub(super) fn positional(&self, index: usize) -> Option<&Val> {
        self.0.iter().filter(|a| a.0.is_none()).nth(index).map(|a| &a.1)
    }

    /// A named argument, if it is there and not missing.
    pub(super) fn named(&self, key: Key) -> Option<&Val> {
        let found = self.0.iter().find(|a| a.0 == Some(key)).map(|a| &a.1);
        found.filter(|v| !matches!(v, Val::Missing))
    }

    /// A named whole number within bounds: `Some(None)` if it is not there, `None` if it is out of bounds.
    pub(super) fn int(&self, key: Key, low: i32, high: i32) -> Option<Option<i32>> {
        match self.named(key) {
            None => Some(None),
            Some(Val::Number(n)) if n.fract() == 0.0 && *n >= f64::from(low) && *n <= f64::from(high) => {
                Some(Some(*n as i32))
            }
            _ => None,
        }
    }

    pub(super) fn small(&self, key: Key, low: i32, high: i32) -> Option<Option<u8>> {
        self.int(key, low, high).map(|v| v.and_then(|n| u8::try_from(n).ok()))
    }

    pub(super) fn flag(&self, key: Key) -> bool {
        self.named(key).is_some()
    }

    pub(super) fn name(&self, key: Key) -> Option<&str> {
        match self.named(key)? {
            Val::Name(n) => Some(n),
            _ => None,
        }
    }
}

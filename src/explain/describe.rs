//! A meaning in, a few plain words for people out.

use crate::pack::Pack;
use crate::timex::meaning::{
    Amount, Base, Count, Era, Fields, Meaning, Part, Recurrence, Recurring, Ref, Season, Target, TimeOfDay,
    Unit,
};

/// What the words say, before anybody asks which date that is.
pub(super) fn meaning(m: &Meaning, pack: &Pack) -> String {
    match m {
        Meaning::Fields(f) => fields(f, pack),
        Meaning::Rel(0, t) => format!("this {}", target(t, pack)),
        Meaning::Rel(step, t) => format!("{} {}", steps(*step), target(t, pack)),
        Meaning::Nearest(step, t) => format!("the nearest {} {}", target(t, pack), side(*step)),
        Meaning::Shift(sign, a, base) => format!("{} {} {}", amount(a), side(*sign), from(base, pack)),
        Meaning::Beside(n, t, of) => {
            let side = if *n < 0 { "before" } else { "after" };
            format!("the {} {} {side} ({})", nth(n.abs()), target(t, pack), meaning(of, pack))
        }
        Meaning::Nth(n, t, of) if *n < 0 => {
            format!("{} {} of ({})", back(*n), target(t, pack), meaning(of, pack))
        }
        Meaning::Nth(0, t, of) => format!("the {} at ({})", target(t, pack), meaning(of, pack)),
        // What stands but once in the larger one: "March of next year".
        Meaning::Nth(1, t @ Target::Fields(f), of) if f.weekday.is_none() && !f.weekend => {
            format!("{} of ({})", target(t, pack), meaning(of, pack))
        }
        Meaning::Nth(n, t, of) => format!("the {} {} of ({})", nth(*n), target(t, pack), meaning(of, pack)),
        Meaning::At(date, t) => format!("{}, {}", meaning(date, pack), time(t, pack)),
        Meaning::Time(t) => time(t, pack),
        Meaning::Duration(a) => format!("a length of {}", amount(a)),
        Meaning::Span(sign, a) => {
            format!(
                "a length of {} {}",
                amount(a),
                if *sign < 0 { "up to the anchor" } else { "from the anchor on" }
            )
        }
        Meaning::Set(r) => recurrence(r, pack),
        Meaning::Range(a, b) => format!("from ({}) to ({})", meaning(a, pack), meaning(b, pack)),
        Meaning::Ref(Ref::Past) => "the past".into(),
        Meaning::Ref(Ref::Present) => "the present".into(),
        Meaning::Ref(Ref::Future) => "the future".into(),
        Meaning::Same(t) => format!("the {} last spoken of", target(t, pack)),
        Meaning::Mod(m, inner) => format!("{} ({})", m.as_str(), meaning(inner, pack)),
    }
}

fn side(sign: i32) -> &'static str {
    if sign < 0 { "before" } else { "after" }
}

fn steps(step: i32) -> String {
    match step {
        -1 => "the last".into(),
        1 => "the next".into(),
        s if s < 0 => format!("{} back, the", -s),
        s => format!("{s} ahead, the"),
    }
}

fn back(n: i32) -> String {
    if n == -1 { "the last".into() } else { format!("the {} from the end,", nth(-n)) }
}

/// "1st", "22nd"
fn nth(n: i32) -> String {
    let ending = match (n % 100, n % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

fn from(base: &Base, pack: &Pack) -> String {
    match base {
        Base::Now => "the anchor".into(),
        Base::Ahead => "the anchor, or a length where the verb points back".into(),
        Base::Then => "what was last spoken of".into(),
        Base::At(inner) => format!("({})", meaning(inner, pack)),
        Base::Event => "an event that the text names".into(),
    }
}

fn target(t: &Target, pack: &Pack) -> String {
    match t {
        Target::Unit(u) => unit(*u).into(),
        Target::Fields(f) => fields(f, pack),
    }
}

fn unit(u: Unit) -> &'static str {
    match u {
        Unit::Second => "second",
        Unit::Minute => "minute",
        Unit::Hour => "hour",
        Unit::Day => "day",
        Unit::Weekend => "weekend",
        Unit::Week => "week",
        Unit::Month => "month",
        Unit::Quarter => "quarter",
        Unit::Season => "season",
        Unit::Half => "half year",
        Unit::Year => "year",
        Unit::Decade => "decade",
        Unit::Century => "century",
        Unit::Millennium => "millennium",
    }
}

fn amount(a: &Amount) -> String {
    let part = |&(count, u): &(Count, Unit)| match count {
        Count::Exact(n) => format!("{n} {}{}", unit(u), if n == 1.0 { "" } else { "s" }),
        Count::Vague => format!("some {}s", unit(u)),
    };
    a.parts.iter().map(part).collect::<Vec<_>>().join(" and ")
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn fields(f: &Fields, pack: &Pack) -> String {
    let mut said = Vec::new();
    let mut say = |name: &str, value: Option<i32>| {
        if let Some(v) = value {
            said.push(format!("{name} {v}"));
        }
    };
    say("millennium", f.millennium);
    say("century", f.century);
    say(if f.short_year { "decade of a century not said, number" } else { "decade" }, f.decade);
    say(
        match (f.fiscal, f.short_year) {
            (true, _) => "fiscal year",
            (_, true) => "year by its last digits",
            _ => "year",
        },
        f.year,
    );
    say("half", f.half.map(i32::from));
    say("quarter", f.quarter.map(i32::from));
    say(if f.numeric { "first number" } else { "month" }, f.month.map(i32::from));
    say("week", f.week.map(i32::from));
    say(if f.numeric { "second number" } else { "day" }, f.day.map(i32::from));
    if f.weekend {
        said.push("weekend".into());
    }
    if let Some(name) = f.weekday.and_then(|d| WEEKDAYS.get(usize::from(d).wrapping_sub(1))) {
        said.push((*name).into());
    }
    if let Some(season) = f.season {
        said.push(
            match season {
                Season::Spring => "spring",
                Season::Summer => "summer",
                Season::Fall => "autumn",
                Season::Winter => "winter",
            }
            .into(),
        );
    }
    if f.holiday.is_some_and(|h| usize::from(h) < pack.holidays.len()) {
        said.push("a holiday".into());
    }
    match f.era {
        Some(Era::Bc) => said.push("BC".into()),
        Some(Era::Ad) => said.push("AD".into()),
        None => {}
    }
    said.join(", ")
}

fn part(p: Part) -> &'static str {
    match p {
        Part::Morning => "morning",
        Part::Midday => "midday",
        Part::Afternoon => "afternoon",
        Part::Evening => "evening",
        Part::Night => "night",
        Part::Daytime => "daytime",
    }
}

fn time(t: &TimeOfDay, pack: &Pack) -> String {
    let mut out = String::from("time of day");
    if let Some(hour) = t.hour {
        out.push_str(&format!(" {hour}:{:02}", t.minute.unwrap_or(0)));
    }
    match t.pm {
        Some(true) => out.push_str(" p.m."),
        Some(false) => out.push_str(" a.m."),
        None => {}
    }
    if let Some(p) = t.part {
        out.push_str(&format!(" ({})", part(p)));
    }
    if let Some(zone) = t.zone.and_then(|z| pack.zones.get(usize::from(z))) {
        out.push_str(&format!(", zone {} ({})", zone.name, zone.zone));
    }
    if let Some(east) = t.offset {
        let (sign, minutes) = if east < 0 { ('-', -east) } else { ('+', east) };
        out.push_str(&format!(", UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60));
    }
    out
}

fn recurrence(r: &Recurrence, pack: &Pack) -> String {
    let what = match &r.what {
        Recurring::Amount(a) => amount(a),
        Recurring::Fields(f) => fields(f, pack),
        Recurring::Part(p) => part(*p).into(),
    };
    let quant = r.quant.map_or_else(|| "each".to_string(), str::to_lowercase);
    let times = r.times.map_or_else(String::new, |n| format!("{n} times "));
    let at = r.time.as_ref().map_or_else(String::new, |t| format!(", {}", time(t, pack)));
    format!("recurring, {times}{quant} {what}{at}")
}

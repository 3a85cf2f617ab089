//! The expressions of a sentence in, the clause that each dates out, and how the event lies to the date.

use super::clause::Bond;
use super::types::{Dating, Relation};
use super::view::View;
use super::words;
use crate::analysis::Timex;
use crate::resolve::{Anchor, Kind};
use crate::text::pos::Tag;
use crate::text::verbgroup::Tense;
use crate::timeline::Basis;
use crate::timex::RangeEnd;

/// How many words the figures of a comparison may have: "$10.1 million, or 49 cents a share, in".
const FIGURE: usize = 14;

/// An expression and what it dates.
#[derive(Debug, Clone)]
pub(super) struct Attached {
    /// Index into the analysis.
    pub(super) timex: usize,
    pub(super) clause: usize,
    pub(super) relation: Relation,
    /// It names where something is moved: "postponed to July 20".
    pub(super) target: bool,
    /// The noun that it modifies: "the [fire] of Jan. 3".
    pub(super) noun: Option<usize>,
    /// Counted from an event: -1 or 1, and the token of the noun that names the event.
    pub(super) from_event: Option<(i32, usize)>,
}

/// Whether an expression can date something: a calendar value, or a set.
pub(super) fn is_date(timex: &Timex) -> bool {
    let value = timex.resolved.value.as_str();
    match timex.resolved.kind {
        Kind::Date | Kind::Time => {
            value.starts_with(|c: char| c.is_ascii_digit())
                || value.starts_with("XXXX")
                || value.starts_with("BC")
        }
        Kind::Set => true,
        Kind::Duration => false,
    }
}

/// Every expression of the sentence that dates something, in its order.
pub(super) fn attach(view: &View<'_>) -> Vec<Attached> {
    let mut all: Vec<Attached> = Vec::new();
    for index in view.timexes.clone() {
        let Some(timex) = view.timex(index) else { continue };
        if timex.range == Some(RangeEnd::End) {
            continue;
        }
        let tokens = view.timex_tokens(index);
        let from_event = counted_from_event(view, timex, tokens.end);
        if !is_date(timex) && from_event.is_none() {
            continue;
        }
        let (relation, target) = relation(view, tokens.start);
        // "the highest price since May" is none of May.
        let compared = |i: usize| view.tag(i) == Some(Tag::Jjs);
        if relation == Relation::Since && (tokens.start.saturating_sub(5)..tokens.start).any(compared) {
            continue;
        }
        let noun = modified(view, &tokens);
        if is_only_described(view, timex, noun) || of_other_figure(view, tokens.start) {
            continue;
        }
        let clause = home(view, &tokens, noun);
        all.push(Attached { timex: index, clause, relation, target, noun, from_event });
    }
    all
}

/// "a [weekly] newspaper": how often a thing comes, not how often something happens.
fn is_only_described(view: &View<'_>, timex: &Timex, noun: Option<usize>) -> bool {
    timex.resolved.kind == Kind::Set
        && noun.is_some_and(|noun| view.parsed.roles.get(noun).is_some_and(|r| r & words::EVENT_NOUN == 0))
}

/// "rose to 48 million from [31 million a year earlier]": the date is that of the figure compared with.
fn of_other_figure(view: &View<'_>, start: usize) -> bool {
    let amount = |t: Tag| {
        t.is_noun()
            || matches!(t, Tag::Cd | Tag::Currency | Tag::Comma | Tag::Cc | Tag::Dt | Tag::Hyphen | Tag::Stop)
    };
    let preposition = start.checked_sub(1).is_some_and(|i| view.tag(i) == Some(Tag::In));
    let end = start - usize::from(preposition);
    let joins = |i: usize| view.is(i, words::OF) || i > 0 && view.is(i - 1, words::COMPARE);
    let figure = |i: usize| view.tag(i).is_some_and(amount) || joins(i);
    let from = (end.saturating_sub(FIGURE)..end).rev().find(|i| !figure(*i));
    let Some(from) = from.filter(|i| view.is(*i, words::COMPARE)) else { return false };
    let count = |tag: Tag| (from + 1..end).filter(|i| view.tag(*i) == Some(tag)).count();
    let last = end.checked_sub(1).and_then(|i| view.tag(i));
    let figure = count(Tag::Cd) > 0 && (!preposition || last == Some(Tag::Cd));
    figure || count(Tag::Currency) > 0 || count(Tag::Cd) > 1
}

/// "two days [after] the quake": the direction and the noun of the event.
fn counted_from_event(view: &View<'_>, timex: &Timex, next: usize) -> Option<(i32, usize)> {
    let counts = timex.resolved.kind == Kind::Duration && timex.resolved.value.starts_with('P');
    if !counts {
        return None;
    }
    let sign = if view.is(next, words::AFTER) {
        1
    } else if view.is(next, words::BEFORE) {
        -1
    } else {
        return None;
    };
    let mut end = next + 1;
    while view.tag(end).is_some_and(super::clause::is_nominal) {
        end += 1;
    }
    let noun = view.head_noun(&(next + 1..end))?;
    view.tag(noun).is_some_and(Tag::is_noun).then_some((sign, noun))
}

/// What the word before an expression makes of it; "since [his] Aug. 2 arrest" as well.
fn relation(view: &View<'_>, start: usize) -> (Relation, bool) {
    let owned = start.checked_sub(1).is_some_and(|i| view.tag(i) == Some(Tag::PrpPoss));
    let Some(before) = (start - usize::from(owned)).checked_sub(1) else { return (Relation::On, false) };
    if !matches!(view.tag(before), Some(Tag::In | Tag::To | Tag::Rb | Tag::Vbg)) {
        return (Relation::On, false);
    }
    let relation = if view.is(before, words::SINCE | words::FROM) {
        Relation::Since
    } else if view.is(before, words::UNTIL | words::BY) {
        Relation::Until
    } else if view.is(before, words::AFTER) {
        Relation::After
    } else if view.is(before, words::BEFORE) {
        Relation::Before
    } else {
        Relation::On
    };
    (relation, view.is(before, words::TO))
}

/// The noun that the expression modifies, where it does not stand by itself: "Thursday's summit", "the 1975 treaty",
/// "the fire of Jan. 3".
fn modified(view: &View<'_>, tokens: &std::ops::Range<usize>) -> Option<usize> {
    let after = view.tag(tokens.end)?;
    let genitive = after == Tag::Pos;
    let set = tokens.len() == 1
        && matches!(after, Tag::Nn | Tag::Nns)
        && view.timexes.clone().any(|t| {
            view.timex_tokens(t) == *tokens && view.timex(t).is_some_and(|t| t.resolved.kind == Kind::Set)
        });
    // "unsigned [nineteenth-century] pictures", "release [third-quarter] results"
    let compound = tokens.clone().any(|i| view.tag(i) == Some(Tag::Hyphen))
        && tokens.start.checked_sub(1).is_none_or(|i| view.tag(i) != Some(Tag::In));
    let set = set || compound && after.is_noun();
    let attributive = set
        || (after.is_noun() || after.is_adjective())
            && tokens
                .start
                .checked_sub(1)
                .and_then(|i| view.tag(i))
                .is_some_and(|t| matches!(t, Tag::Dt | Tag::PrpPoss | Tag::Jj));
    if genitive || attributive {
        let from = tokens.end + usize::from(genitive);
        let mut end = from;
        while view.tag(end).is_some_and(|t| super::clause::is_nominal(t) && t != Tag::Dt && t != Tag::Prp) {
            end += 1;
        }
        return view.head_noun(&(from..end));
    }
    let of = tokens.start.checked_sub(1).filter(|i| view.is(*i, words::OF))?;
    of.checked_sub(1).filter(|i| view.tag(*i).is_some_and(Tag::is_noun))
}

/// Whether an expression beside a noun dates the clause: its subject ("Thursday's summit was called off"), an event that it
/// brings about or takes place at ("won the 1994 election", "spoke at Thursday's summit"). What was agreed in the 1975
/// treaty is not of 1975 when it is broken, nor is a temple of the 11th century when it is visited.
pub(super) fn dates_clause(view: &View<'_>, attached: &Attached) -> bool {
    let (Some(noun), Some(c)) = (attached.noun, view.clause(attached.clause)) else { return true };
    if attached.relation != Relation::On
        || view.head_noun(&c.subject) == Some(noun)
        || view.group(attached.clause).is_none()
    {
        return true;
    }
    let roles = view.parsed.roles.get(noun).copied().unwrap_or(0);
    let value = view.timex(attached.timex).map_or("", |t| t.resolved.value.as_str());
    let quarter = value.contains("-Q") || value.contains("-H");
    let event =
        roles & words::EVENT_NOUN != 0 || view.parsed.senses.get(noun).is_some_and(|s| s.is_eventive());
    let tokens = view.timex_tokens(attached.timex);
    // "skipped July's Tour of the Lakes"; not "beat last year's champion"
    let genitive = view.tag(tokens.end) == Some(Tag::Pos)
        && !view.parsed.senses.get(noun).is_some_and(|s| s.may_act() && view.tag(noun) != Some(Tag::Nnp));
    if !(event && roles & words::INTENT == 0 || genitive) {
        return quarter;
    }
    let inside = |i: &usize| {
        view.tag(*i).is_some_and(|t| super::clause::is_nominal(t) || matches!(t, Tag::Vbg | Tag::Vbn))
    };
    let start = (0..tokens.start.min(noun)).rev().take_while(inside).last().unwrap_or(tokens.start.min(noun));
    let before = start.checked_sub(1);
    match before.and_then(|i| view.tag(i)) {
        Some(Tag::In | Tag::To) => before.is_some_and(|i| view.is(i, words::OCCASION)),
        _ => true,
    }
}

/// The clause whose event the expression dates.
fn home(view: &View<'_>, tokens: &std::ops::Range<usize>, noun: Option<usize>) -> usize {
    let own = view.clauses.of.get(tokens.start).copied().unwrap_or(0);
    let clause = view.clause(own);
    // "after the fire of Jan. 3" stands in the clause of the fire's own verb, if it has one.
    if noun.is_some() && clause.is_some_and(|c| c.group.is_none()) {
        return clause.and_then(|c| c.parent).unwrap_or(own);
    }
    match clause {
        // A fragment without a verb dates what it hangs on.
        Some(c) if c.group.is_none() => c.parent.unwrap_or(if view.group(0).is_some() { 0 } else { own }),
        // "..., saying Thursday that": the participle tells more of the same event.
        Some(c)
            if c.bond == Bond::Reduced
                && view.group(own).is_some_and(|g| g.tense == Tense::PresentParticiple) =>
        {
            c.parent.filter(|p| view.group(*p).is_some() && !has_own_date(view, *p)).unwrap_or(own)
        }
        _ => own,
    }
}

fn has_own_date(view: &View<'_>, clause: usize) -> bool {
    view.timexes.clone().any(|t| {
        view.timex(t).is_some_and(is_date) && view.clauses.of.get(view.timex_tokens(t).start) == Some(&clause)
    })
}

/// The date that an expression gives.
pub(super) fn dating(view: &View<'_>, attached: &Attached) -> Option<Dating> {
    let timex = view.timex(attached.timex)?;
    let until = (timex.range == Some(RangeEnd::Start))
        .then(|| view.timex(attached.timex + 1))
        .flatten()
        .map(|t| t.resolved.value.clone());
    Some(Dating {
        value: timex.resolved.value.clone(),
        modifier: timex.resolved.modifier,
        kind: timex.resolved.kind,
        basis: basis(timex),
        relation: if until.is_some() { Relation::Through } else { attached.relation },
        until,
        timex: Some(attached.timex),
        confidence: timex.resolved.confidence,
    })
}

/// What the date of an expression rests on.
pub(super) fn basis(timex: &Timex) -> Basis {
    match timex.resolved.anchor {
        Anchor::None => Basis::Explicit,
        Anchor::Event => Basis::Event,
        Anchor::Caption => Basis::Caption,
        Anchor::Published | Anchor::Stamp | Anchor::Mentioned => Basis::Relative,
    }
}

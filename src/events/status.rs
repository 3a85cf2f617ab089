//! A clause and its date in, whether it took place out.
//!
//! Tense alone does not tell: what was to be held may have been called off, what begins on Monday is still to come, and
//! what somebody denies did not happen by his word. The words come from the lists, the order of the questions from
//! what overrides what: denial, calling off, condition, recurrence, plan, and only then fact.

use chrono::NaiveDate;

use super::clause::Bond;
use super::types::{Dating, Relation};
use super::view::View;
use super::words;
use crate::calendar::value::Value;
use crate::resolve::Kind;
use crate::text::pos::Tag;
use crate::text::verbgroup::{Aspect, Tense};
use crate::timeline::Status;

/// The first and last day of a dating, where it has any.
pub(super) fn days(dating: &Dating) -> Option<(NaiveDate, NaiveDate)> {
    let bounds = |value: &str| Value::parse(value).ok()?.bounds(None).map(|b| b.inclusive());
    let (first, last) = bounds(&dating.value)?;
    let last = dating.until.as_deref().and_then(bounds).map_or(last, |(_, last)| last);
    Some((first, last))
}

/// Whether the date lies wholly after the day of publication.
pub(super) fn is_ahead(date: Option<&Dating>, published: Option<NaiveDate>) -> bool {
    match (date.and_then(days), published) {
        (Some((first, _)), Some(published)) => first > published,
        _ => false,
    }
}

/// Whether a part of a day ("2014-08-23TNI") holds a clock time.
pub(super) fn part_holds(part: &str, clock: &str) -> bool {
    let bounds = |value: &str| Value::parse(value).ok()?.bounds(None);
    let letters = part.split_once('T').is_some_and(|(_, t)| t.starts_with(|c: char| c.is_ascii_uppercase()));
    letters
        && clock.contains('T')
        && part != clock
        && bounds(part).zip(bounds(clock)).is_some_and(|(p, c)| p.covers(&c))
}

/// Whether an expression lies wholly after the day of publication.
pub(super) fn lies_ahead(view: &View<'_>, timex: usize, published: Option<NaiveDate>) -> bool {
    let first = view.timex(timex).and_then(|t| Value::parse(&t.resolved.value).ok()?.bounds(None));
    first.zip(published).is_some_and(|(first, published)| first.inclusive().0 > published)
}

/// Whether the date lies wholly before the day of publication.
fn is_past(date: Option<&Dating>, published: Option<NaiveDate>) -> bool {
    match (date.and_then(days), published) {
        (Some((_, last)), Some(published)) => last < published,
        _ => false,
    }
}

/// The status of what the clause tells. `target` says that the date is where something was moved to.
pub(super) fn of(
    view: &View<'_>,
    clause: usize,
    date: Option<&Dating>,
    target: bool,
    published: Option<NaiveDate>,
) -> Status {
    let group = view.group(clause);
    let roles = view.verb_roles(clause);
    let ahead = is_ahead(date, published);
    if denied_above(view, clause) {
        return Status::Denied;
    }
    let done = group.is_some_and(|g| {
        matches!(g.tense, Tense::Past | Tense::Present | Tense::PastParticiple) && g.modality.is_none()
    });
    if roles & words::POSTPONE != 0 && target {
        return Status::Planned;
    }
    if roles & words::POSTPONE != 0 && done && ahead && group.is_some_and(|g| g.passive) {
        return Status::Cancelled;
    }
    if roles & words::CALL_OFF != 0
        && done
        && !group.is_some_and(|g| g.negative)
        && !gives_up_itself(view, clause)
    {
        return Status::Cancelled;
    }
    // "A plan to build a bridge was dropped"; an agreement that is ended was one.
    let plan = || {
        let subject = view.clause(clause).map_or(0..0, |c| c.subject.clone());
        view.head_noun(&subject)
            .is_some_and(|i| view.parsed.roles[i] & (words::INTENT | words::SAYING) == words::INTENT)
    };
    if roles & words::CANCEL != 0 && done && group.is_some_and(|g| g.passive && !g.negative) && plan() {
        return Status::Cancelled;
    }
    // "The board dropped a plan to build a bridge."
    let object = || {
        let head = group.map_or(0, |g| g.head as usize);
        let mut end = head + 1;
        while view.tag(end).is_some_and(super::clause::is_nominal) {
            end += 1;
        }
        view.head_noun(&(head + 1..end))
            .is_some_and(|i| view.parsed.roles[i] & (words::INTENT | words::SAYING) == words::INTENT)
    };
    if roles & words::CANCEL != 0
        && done
        && group.is_some_and(|g| !g.passive && !g.copula && !g.negative)
        && object()
    {
        return Status::Cancelled;
    }
    if roles & words::CANCEL != 0 && done && ahead && group.is_some_and(|g| g.passive) {
        return Status::Cancelled;
    }
    let Some(group) = group else {
        return if ahead { Status::Planned } else { Status::Occurred };
    };
    let open = group.tense == Tense::Future || group.modality.is_some();
    if view.is_conditional(clause) && (open || view.is_condition(clause)) {
        return Status::Conditional;
    }
    if date.is_some_and(|d| d.kind == Kind::Set)
        || recurs(view, clause) && date.is_none_or(|d| d.value.starts_with('X'))
    {
        return Status::Recurring;
    }
    let negative = group.negative || starts_negative(view, clause);
    // "could not be found on Monday"
    let failed = negative && date.is_some() && !ahead;
    if !failed && group.modality.is_some_and(|m| view.reader.words.other(m) & words::MAYBE != 0) {
        return Status::Conditional;
    }
    let supposed = group.modality.is_some_and(|m| view.reader.words.other(m) & words::HYPOTHETICAL != 0);
    if supposed && ahead && view.clause(clause).is_some_and(|c| c.bond == Bond::Main) {
        return Status::Conditional;
    }
    if negative {
        return if ahead || group.tense == Tense::Future { Status::Cancelled } else { Status::Denied };
    }
    let until = date.is_some_and(|d| d.relation == Relation::Until);
    if until
        && !intended(view, clause)
        && group.tense == Tense::Present
        && group.aspect == Aspect::None
        && group.passive
    {
        return Status::Ongoing;
    }
    if given_up(view, clause) {
        return Status::Cancelled;
    }
    if ahead || is_listed(view, clause, date, published) {
        return Status::Planned;
    }
    if intended(view, clause) {
        // It was to be; whether it was, the text does not say here.
        let dropped =
            is_past(date, published) && (group.tense != Tense::Present || group.passive || group.copula);
        return if dropped { Status::Cancelled } else { Status::Planned };
    }
    if group.tense == Tense::Future || group.modality.is_some() && !is_past(date, published) {
        return Status::Planned;
    }
    // "had filed reports by Wednesday" is over.
    let lasts = date.is_some_and(|d| match d.relation {
        Relation::Since => group.tense == Tense::Present || group.aspect == Aspect::Perfective,
        Relation::Until => group.tense == Tense::Present,
        _ => false,
    });
    let progressive = matches!(group.aspect, Aspect::Progressive | Aspect::PerfectiveProgressive)
        && group.tense == Tense::Present;
    if lasts || progressive && date.is_none() {
        return Status::Ongoing;
    }
    Status::Occurred
}

/// "Neither the owner nor the driver was found".
fn starts_negative(view: &View<'_>, clause: usize) -> bool {
    view.clause(clause).is_some_and(|c| view.is(c.subject.start, words::NEITHER) && !c.subject.is_empty())
}

/// "The band cancelled on us": it called off nothing but its own part.
fn gives_up_itself(view: &View<'_>, clause: usize) -> bool {
    view.group(clause).is_some_and(|g| {
        let next = view.tag(g.head as usize + 1);
        !g.passive && !g.copula && matches!(next, Some(Tag::In | Tag::Stop | Tag::Comma))
    })
}

/// "plays tonight": the simple present with a time of the day of publication tells what is to come; what has happened
/// on that day is told in the past.
fn is_listed(view: &View<'_>, clause: usize, date: Option<&Dating>, published: Option<NaiveDate>) -> bool {
    let today = date
        .filter(|d| d.kind == Kind::Time)
        .and_then(days)
        .is_some_and(|(first, _)| Some(first) == published);
    let stays = words::REPORT | words::THINK | words::BE | words::HAVE;
    today
        && view.verb_roles(clause) & stays == 0
        && view
            .group(clause)
            .is_some_and(|g| g.tense == Tense::Present && g.aspect == Aspect::None && !g.passive && !g.copula)
}

/// Whether the clause is what somebody denies.
pub(super) fn denied_above(view: &View<'_>, mut clause: usize) -> bool {
    while let Some(c) = view.clause(clause) {
        let Some(parent) = c.parent else { return false };
        let roles = view.verb_roles(parent);
        if matches!(c.bond, Bond::Adverbial | Bond::Relative | Bond::Reduced | Bond::Attribution) {
            return false;
        }
        if c.bond == Bond::Complement && roles & (words::DENY | words::DOUBT) != 0 {
            return !view.group(parent).is_some_and(|g| g.negative);
        }
        clause = parent;
    }
    false
}

/// "was to be held", "is due to", "had been set for", "plans to".
pub(super) fn intended(view: &View<'_>, clause: usize) -> bool {
    let Some(group) = view.group(clause) else { return false };
    let head = group.head as usize;
    let infinitive =
        view.parsed.groups.iter().any(|g| g.first == group.head + 1 && g.tense == Tense::Infinitive);
    if group.copula {
        return infinitive
            || (head + 1..head + 4)
                .any(|i| view.is(i, words::INTENDED) && !view.tag(i).is_some_and(Tag::is_noun));
    }
    let passive = group.passive || group.tense == Tense::PastParticiple;
    view.verb_roles(clause) & words::INTENDED != 0 && (passive || infinitive && group.tense == Tense::Present)
}

/// "had hoped to", "had been set for", "was to have been": what came of it was something else.
fn given_up(view: &View<'_>, clause: usize) -> bool {
    let Some(group) = view.group(clause).filter(|g| g.tense == Tense::Past) else { return false };
    let next = view.parsed.groups.iter().find(|k| k.first == group.head + 1 && k.tense == Tense::Infinitive);
    if group.copula {
        return next.is_some_and(|k| k.aspect == Aspect::Perfective);
    }
    group.aspect == Aspect::Perfective
        && view.verb_roles(clause) & words::INTENDED != 0
        && (next.is_some() || group.passive)
}

/// "every", "usually" in the clause.
fn recurs(view: &View<'_>, clause: usize) -> bool {
    (0..view.len()).any(|i| view.clauses.of.get(i) == Some(&clause) && view.is(i, words::RECUR))
}

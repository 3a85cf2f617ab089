//! The expressions of a clause in, the dates of its event out: usually one, made of a day and a time, or of two ends.

use chrono::NaiveDate;

use super::clause::Bond;
use super::dates::{self, Attached};
use super::entries::Story;
use super::types::{Dating, Relation};
use super::view::View;
use super::{status, words};
use crate::resolve::Kind as TimexKind;
use crate::text::pos::Tag;

/// The dates of a clause: usually one; each with the expressions that make it, and whether something is moved to it.
pub(super) fn chosen<'a>(
    view: &View<'_>,
    clause: usize,
    own: &[&'a Attached],
    story: &Story<'_>,
) -> Vec<(Dating, Vec<&'a Attached>, bool)> {
    let mut free: Vec<&Attached> = own
        .iter()
        .copied()
        .filter(|a| a.noun.is_none() || !beside_another(own, a) && dates::dates_clause(view, a))
        .collect();
    let Some(head) = view.group(clause).map(|g| g.head as usize) else {
        free.truncate(1);
        return free.into_iter().filter_map(|a| Some((dates::dating(view, a)?, vec![a], a.target))).collect();
    };
    let moved = view.verb_roles(clause) & words::POSTPONE != 0;
    let target = free.iter().copied().find(|a| a.target && moved);
    if let Some(target) = target {
        return dates::dating(view, target).into_iter().map(|d| (d, vec![target], true)).collect();
    }
    // "Tomorrow's ferries were cancelled this afternoon": the date is that of what is off.
    let off = view.verb_roles(clause) & words::CALL_OFF != 0 && view.group(clause).is_some_and(|g| g.passive);
    let subject = view.clause(clause).map_or(0..0, |c| c.subject.clone());
    let of_thing = own.iter().copied().find(|a| a.noun.is_some_and(|noun| off && subject.contains(&noun)));
    if let Some(thing) = of_thing {
        return dates::dating(view, thing).into_iter().map(|d| (d, vec![thing], false)).collect();
    }
    let distance = |a: &Attached| {
        let at = view.timex_tokens(a.timex).start;
        (!matches!(a.relation, Relation::On | Relation::Since), a.target, at < head, at.abs_diff(head))
    };
    let Some(first) = free.iter().copied().min_by_key(|a| distance(a)) else {
        return inherited(view, clause, story).into_iter().map(|d| (d, Vec::new(), false)).collect();
    };
    let Some(mut dating) = dates::dating(view, first) else { return Vec::new() };
    let mut used = vec![first];
    let mut more = Vec::new();
    for other in free.iter().copied().filter(|a| a.timex != first.timex) {
        let Some(second) = dates::dating(view, other) else { continue };
        match join(view, (first, &dating), (other, &second), story.published) {
            Join::Same(joined) => {
                dating = joined;
                used.push(other);
            }
            Join::Beside => more.push((second, vec![other], false)),
            Join::Apart => {}
        }
    }
    let mut all = vec![(dating, used, false)];
    all.append(&mut more);
    all
}

/// A heading's date for the first clause of a sentence below it.
fn inherited(view: &View<'_>, clause: usize, story: &Story<'_>) -> Option<Dating> {
    let group = view.group(clause)?;
    let main = view.clause(clause).is_some_and(|c| c.bond == Bond::Main);
    let says =
        view.verb_roles(clause) & words::REPORT != 0 && !super::statement::quotes(view) || group.copula;
    story.inherited.clone().filter(|_| main && !says)
}

/// Whether another expression of the clause stands by itself.
fn beside_another(own: &[&Attached], a: &Attached) -> bool {
    own.iter().any(|o| o.timex != a.timex && o.noun.is_none())
}

enum Join {
    /// Both make one date.
    Same(Dating),
    /// The same happens on each.
    Beside,
    /// The second dates something else.
    Apart,
}

fn join(
    view: &View<'_>,
    first: (&Attached, &Dating),
    other: (&Attached, &Dating),
    published: Option<NaiveDate>,
) -> Join {
    let ((first, a), (other, b)) = (first, other);
    let (ta, tb) = (view.timex_tokens(first.timex), view.timex_tokens(other.timex));
    let (left, right) = if ta.start < tb.start { (ta, tb) } else { (tb, ta) };
    let between = left.end..right.start;
    if a.relation == Relation::Since && b.relation == Relation::Until {
        let through = Dating { relation: Relation::Through, until: Some(b.value.clone()), ..a.clone() };
        return Join::Same(through);
    }
    if a.kind == TimexKind::Set && b.kind == TimexKind::Set {
        return Join::Same(a.clone());
    }
    if let Some(joined) = with_time(a, b, published).or_else(|| with_time(b, a, published)) {
        return Join::Same(joined);
    }
    let joined = between.len() <= 3 && between.clone().any(|i| view.tag(i) == Some(Tag::Cc));
    if !joined || a.kind != b.kind {
        return Join::Apart;
    }
    match (status::days(a), status::days(b)) {
        (Some((_, last)), Some((first, _))) if last.succ_opt() == Some(first) && between.len() == 1 => {
            Join::Same(Dating { relation: Relation::Through, until: Some(b.value.clone()), ..a.clone() })
        }
        _ => Join::Beside,
    }
}

/// "on Aug. 23, 2014, at 10:40 p.m.": a day and a time of that day, or of no day that the text names.
fn with_time(day: &Dating, time: &Dating, published: Option<NaiveDate>) -> Option<Dating> {
    let (own, clock) = time.value.split_once('T')?;
    let open = own == day.value || published.is_some_and(|p| p.to_string() == own);
    (day.value.len() == 10 && day.kind == TimexKind::Date && open && day.relation == Relation::On)
        .then(|| Dating { value: format!("{}T{clock}", day.value), kind: TimexKind::Time, ..day.clone() })
}

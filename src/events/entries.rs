//! A sentence with its clauses and dates in, the entries that it gives out.
//!
//! An entry is a dated clause. What reports it, begins it or plans it is part of its statement; what hangs below it and
//! has a date of its own is an entry of its own. Without a date only what the article leads with, what is denied and
//! what is called off are entries.

use chrono::NaiveDate;

use super::choose::chosen;
use super::clause::Bond;
use super::dates::{self, Attached};
use super::focus::Focus;
use super::names::{self, Names};
use super::statement;
use super::types::{Dating, Event, Relation};
use super::view::View;
use super::{Reader, features, status, tense, words};
use crate::resolve::Kind as TimexKind;
use crate::text::pos::Tag;
use crate::text::verbgroup::{Tense as VerbTense, VerbGroup};
use crate::timeline::{Aspect, Basis, Class, Kind, Polarity, Status, Tense};

/// What is known of the article while its sentences are read.
pub(super) struct Story<'a> {
    pub(super) published: Option<NaiveDate>,
    pub(super) names: &'a Names,
    pub(super) focus: &'a Focus,
    /// The date of the passage: a heading's or a stamp.
    pub(super) inherited: Option<Dating>,
    /// The first and the last day of the last event told so far.
    pub(super) last: Option<(NaiveDate, NaiveDate)>,
    /// Whether the sentence is the first of the body.
    pub(super) lead: bool,
    /// The sentence after it, where it goes on with a quotation.
    pub(super) next: Option<&'a View<'a>>,
}

/// An entry before its article is known as a whole.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) event: Event,
    /// The clause in its sentence.
    pub(super) clause: usize,
    /// Base forms that other sentences may name the event by: its verb, its subject, as hashes.
    pub(super) known_by: Vec<u32>,
    /// Base forms of the words of its statement.
    pub(super) words: Vec<u32>,
    /// Whether the text says that it came after what was told before: "then", "an hour later".
    pub(super) later: bool,
    /// Counted from an event: direction, the hash of its noun, the expression.
    pub(super) from_event: Option<(i32, u32, usize)>,
}

/// The entries of a sentence, in the order of the text.
pub(super) fn of_sentence(view: &View<'_>, story: &Story<'_>) -> Vec<Draft> {
    let attached = dates::attach(view);
    let mut drafts = Vec::new();
    for clause in 0..view.clauses.list.len() {
        let own: Vec<&Attached> = attached.iter().filter(|a| a.clause == clause).collect();
        let condition =
            view.is_condition(clause) && attached.iter().any(|a| !view.clauses.is_within(a.clause, clause));
        if condition || passes_date_on(view, clause, &attached) {
            continue;
        }
        entries_of_clause(view, story, clause, &own, &attached, &mut drafts);
    }
    // What is quoted is told by who said it, where that has a date.
    if drafts.iter().any(|d| d.event.kind == Kind::Statement && statement::quotes(view)) {
        drafts.retain(|d| !view.group(d.clause).is_some_and(|g| view.parsed.is_quoted(g.head as usize)));
    }
    if drafts.is_empty() {
        undated(view, story, &attached, &mut drafts);
    } else if story.lead {
        beside_the_lead(view, story, &attached, &mut drafts);
    }
    drafts.sort_by_key(|d| d.event.trigger.start);
    drafts
}

/// Whether the clause only tells when something was to be that another clause calls off or moves: "A summit that was
/// to be held on Oct. 3 has been cancelled".
fn passes_date_on(view: &View<'_>, clause: usize, attached: &[Attached]) -> bool {
    let Some(parent) = called_off_by(view, clause) else { return false };
    // "His first trial, which opened in October, was abandoned" tells of two days; "a strike called for Monday" of one.
    let opened = view.group(clause).is_some_and(|g| g.tense == VerbTense::Past && !g.passive);
    let target = attached.iter().any(|a| a.clause == clause && a.target);
    let free = !attached.iter().any(|a| a.clause == parent && !a.target && a.noun.is_none());
    free && (target || !opened) || status::intended(view, clause)
}

/// The clause that calls off or moves what this one describes.
fn called_off_by(view: &View<'_>, clause: usize) -> Option<usize> {
    let c = view.clause(clause)?;
    let parent = c.parent.filter(|_| matches!(c.bond, Bond::Relative | Bond::Reduced))?;
    let roles = view.verb_roles(parent) & (words::CALL_OFF | words::POSTPONE | words::CANCEL);
    (roles != 0 && view.group(parent).is_some_and(|g| (g.passive || g.copula) && (g.head as usize) > c.start))
        .then_some(parent)
}

fn entries_of_clause(
    view: &View<'_>,
    story: &Story<'_>,
    clause: usize,
    own: &[&Attached],
    all: &[Attached],
    drafts: &mut Vec<Draft>,
) {
    let handed: Vec<&Attached> = all
        .iter()
        .filter(|a| called_off_by(view, a.clause) == Some(clause) && passes_date_on(view, a.clause, all))
        .collect();
    for (mut dating, used, target) in chosen(view, clause, own, story) {
        let from_event = used
            .iter()
            .find_map(|a| a.from_event.map(|(sign, noun)| (sign, view.parsed.bases[noun], a.timex)));
        if from_event.is_none() && weak(view, clause, &dating, story.published) {
            continue;
        }
        adopt_day(&mut dating, story);
        near_a_time(&mut dating);
        tense::mend(view, clause, &mut dating, story.published, last_day(drafts).or(story.last));
        let timexes: Vec<usize> = used.iter().map(|a| a.timex).collect();
        if is_comparison(view, clause) || is_address(view, clause) || tells_more_of_dated(view, clause, all) {
            continue;
        }
        let Some(mut draft) = draft(view, story, clause, Some(dating), target, &timexes) else { continue };
        draft.from_event = from_event;
        if from_event.is_some() {
            draft.event.date = None;
        }
        drafts.push(draft);
    }
    if drafts.iter().any(|d| d.clause == clause) {
        return;
    }
    if let Some(first) = handed.first() {
        let timexes: Vec<usize> = handed.iter().map(|a| a.timex).collect();
        if let Some(date) = dates::dating(view, first)
            && let Some(mut draft) = draft(view, story, clause, Some(date), false, &timexes)
        {
            draft.event.status = Status::Cancelled;
            drafts.push(draft);
        }
        return;
    }
    let denied =
        view.clause(clause).is_some_and(|c| c.bond == Bond::Complement) && status::denied_above(view, clause);
    if denied && view.group(clause).is_some() {
        let date =
            view.clause(clause).and_then(|c| c.parent).and_then(|p| all.iter().find(|a| a.clause == p));
        drafts.extend(draft(view, story, clause, date.and_then(|a| dates::dating(view, a)), false, &[]));
    }
}

/// "..., [compared with] a loss last year".
fn is_comparison(view: &View<'_>, clause: usize) -> bool {
    view.clause(clause).is_some_and(|c| c.bond == Bond::Reduced)
        && view.group(clause).is_some_and(|g| view.is(g.head as usize, words::COMPARE))
}

/// "You can also take it in the morning": advice, and no event.
fn is_address(view: &View<'_>, clause: usize) -> bool {
    let mut at = Some(clause);
    while let Some(c) = at.and_then(|at| view.clause(at)) {
        let i = c.subject.start;
        if c.subject.len() == 1 && view.is(i, words::ADDRESS) && !view.parsed.is_quoted(i) {
            return true;
        }
        at = c.parent;
    }
    false
}

/// "rose on Monday, [continuing its climb of this year]": goes with the clause that has a day of its own.
fn tells_more_of_dated(view: &View<'_>, clause: usize, all: &[Attached]) -> bool {
    let active = view.group(clause).is_some_and(|g| g.tense == VerbTense::PresentParticiple);
    let c = view.clause(clause).filter(|c| c.bond == Bond::Reduced && active);
    c.and_then(|c| c.parent).is_some_and(|p| all.iter().any(|a| a.clause == p && a.from_event.is_none()))
}

/// The days of the last of the entries that took place.
pub(super) fn last_day(drafts: &[Draft]) -> Option<(NaiveDate, NaiveDate)> {
    let occurred = |d: &&Draft| d.event.status == Status::Occurred && d.event.kind != Kind::Photo;
    drafts.iter().filter(occurred).rev().find_map(|d| status::days(d.event.date.as_ref()?))
}

/// "shortly before midnight", "just after 3 a.m.": about that time.
fn near_a_time(dating: &mut Dating) {
    if dating.kind == TimexKind::Time && matches!(dating.relation, Relation::Before | Relation::After) {
        dating.relation = Relation::On;
    }
}

/// A time of day below a heading with a date is a time of that day.
fn adopt_day(dating: &mut Dating, story: &Story<'_>) {
    let Some(inherited) = &story.inherited else { return };
    if dating.kind == TimexKind::Time
        && let (Some(day), Some((own, time))) = (inherited.value.get(..10), dating.value.split_once('T'))
        && story.published.is_some_and(|p| p.to_string() == own)
    {
        dating.value = format!("{day}T{time}");
    }
}

/// "It was their first meeting since April": no event of April.
fn weak(view: &View<'_>, clause: usize, dating: &Dating, published: Option<NaiveDate>) -> bool {
    let copula = view.group(clause).is_some_and(|g| g.copula);
    let bare = view.group(clause).is_none();
    // "shortly after 3 a.m." is a time of what happened.
    let beside = matches!(dating.relation, Relation::Before | Relation::After)
        && dating.kind != TimexKind::Time
        && !status::is_ahead(Some(dating), published);
    beside
        || copula
            && matches!(dating.relation, Relation::Since | Relation::Until)
            && !status::intended(view, clause)
            && !bare
}

/// "The mayor resigned on Monday, and the council chose her deputy": what the article leads with beside its dated clause
/// is of the same day.
fn beside_the_lead(view: &View<'_>, story: &Story<'_>, attached: &[Attached], drafts: &mut Vec<Draft>) {
    let main = |c: usize| view.clause(c).is_some_and(|c| c.bond == Bond::Main);
    let first = drafts
        .iter()
        .find(|d| main(d.clause) && d.event.date.is_some())
        .map(|d| (d.clause, d.event.date.clone()));
    let Some((first, Some(date))) = first else { return };
    let past = |c: usize| view.group(c).is_some_and(|g| g.tense == VerbTense::Past && !g.copula);
    let says = |c: usize| view.verb_roles(c) & (words::REPORT | words::THINK | words::BE | words::HAVE) != 0;
    for clause in (0..view.clauses.list.len()).filter(|c| *c != first && main(*c) && past(*c) && !says(*c)) {
        let conjunction = view.clause(clause).is_some_and(|c| c.marker.is_some());
        if conjunction && past(first) && !attached.iter().any(|a| a.clause == clause) {
            let date = Dating { basis: Basis::Inherited, confidence: date.confidence * 0.9, ..date.clone() };
            drafts.extend(draft(view, story, clause, Some(date), false, &[]));
        }
    }
}

/// Entries without a date: what the article leads with, and what is called off.
fn undated(view: &View<'_>, story: &Story<'_>, attached: &[Attached], drafts: &mut Vec<Draft>) {
    if !attached.is_empty() && !story.lead {
        return;
    }
    let first = (0..view.clauses.list.len()).find(|c| {
        let bond = view.clause(*c).map(|c| c.bond);
        let roles = view.verb_roles(*c);
        let state = view.group(*c).is_some_and(|g| g.copula || g.negative && g.tense == VerbTense::Present);
        let tells = story.lead && !state && roles & words::REPORT == 0 && !is_address(view, *c);
        let off = roles & words::CALL_OFF != 0 && view.group(*c).is_some_and(|g| g.passive);
        bond == Some(Bond::Main) && view.group(*c).is_some_and(super::clause::is_finite) && (tells || off)
    });
    if let Some(clause) = first {
        drafts.extend(draft(view, story, clause, None, false, &[]));
    }
}

/// Makes the entry of a clause.
fn draft(
    view: &View<'_>,
    story: &Story<'_>,
    clause: usize,
    date: Option<Dating>,
    target: bool,
    timexes: &[usize],
) -> Option<Draft> {
    let attached: Vec<usize> = timexes.to_vec();
    let told = statement::tell(view, story, clause, &attached)?;
    let trigger = trigger(view, told.clause);
    let mut status = status::of(view, told.clause, date.as_ref(), target, story.published);
    let kind = if told.says { Kind::Statement } else { Kind::Event };
    if told.says && matches!(status, Status::Ongoing) {
        status = Status::Occurred;
    }
    let group = view.group(told.clause);
    let confidence = date.as_ref().map_or(0.6, |d| d.confidence) * 0.9;
    let keep = |i: usize| view.clauses.of.get(i).is_some_and(|c| view.clauses.is_within(*c, told.clause));
    let event = Event {
        sentence: view.index as u32,
        trigger: view.bytes(trigger..trigger + 1),
        class: class(view, trigger, told.says),
        kind,
        status,
        tense: group.map(tense),
        aspect: group.map(aspect),
        polarity: group.map(|g| if g.negative { Polarity::Neg } else { Polarity::Pos }),
        modality: group.and_then(|g| g.modality).map(str::to_string),
        who: who(view, story, &told),
        what: told.what,
        places: names::places(view, keep),
        attribution: told.attribution,
        timexes: timexes.to_vec(),
        date,
        evidence: Vec::new(),
        confidence,
    };
    let subject = view
        .clause(told.clause)
        .map_or(0..0, |c| if c.subject.is_empty() { told.subject.clone() } else { c.subject.clone() });
    let known_by = [Some(trigger), view.head_noun(&subject)]
        .into_iter()
        .flatten()
        .map(|i| view.parsed.bases[i])
        .collect();
    let words = (0..view.len())
        .filter(|i| {
            keep(*i)
                && view.tag(*i).is_some_and(|t| t.is_noun() || t.is_verb() || t == Tag::Cd)
                && !view.is_timed(*i)
        })
        .map(|i| view.parsed.bases[i])
        .collect();
    let own = |i: &usize| view.clauses.of.get(*i) == Some(&told.clause);
    let later = (0..view.len())
        .filter(own)
        .any(|i| view.is(i, words::LATER) && view.tag(i).is_some_and(Tag::is_adverb));
    Some(Draft { event, clause, known_by, words, later, from_event: None })
}

/// The actors of what is told; whom a pronoun stands for acts, too.
fn who(view: &View<'_>, story: &Story<'_>, told: &statement::Told) -> Vec<String> {
    let mut who = names::actors(view, story.names, told.clause);
    if who.is_empty() && !told.subject.is_empty() {
        who = names::named_or_described(view, story.names, &told.subject);
    }
    if who.is_empty() {
        who.extend(told.named.clone());
    }
    who
}

/// The word that tells the event of a clause: its verb, or what follows a form of "be".
pub(super) fn trigger(view: &View<'_>, clause: usize) -> usize {
    let Some(group) = view.group(clause) else {
        let start = view.clause(clause).map_or(0, |c| c.start);
        let tokens = start..view.len();
        let noun = tokens.clone().find(|i| {
            view.parsed.roles[*i] & words::EVENT_NOUN != 0 && view.tag(*i).is_some_and(Tag::is_noun)
        });
        let any = || tokens.clone().find(|i| view.tag(*i).is_some_and(Tag::is_noun) && !view.is_timed(*i));
        return noun.or_else(any).unwrap_or(start.min(view.len().saturating_sub(1)));
    };
    let head = group.head as usize;
    if !group.copula {
        return head;
    }
    if let Some(next) = view.parsed.groups.iter().find(|g| g.first == group.head + 1) {
        return next.head as usize;
    }
    (head + 1..(head + 7).min(view.len()))
        .take_while(|i| !matches!(view.tag(*i), Some(Tag::Comma | Tag::Stop)))
        .find(|i| view.tag(*i).is_some_and(|t| t.is_noun() || t.is_adjective()))
        .unwrap_or(head)
}

/// The TimeML class of a trigger, by the model; what it takes for no event is an occurrence all the same.
fn class(view: &View<'_>, trigger: usize, says: bool) -> Class {
    let reader: &Reader = view.reader;
    let mut found = None;
    features::candidates(&view.parsed, |c| {
        if c.i == trigger {
            found = reader.triggers.class(&c.rows());
        }
    });
    found.unwrap_or(if says { Class::Reporting } else { Class::Occurrence })
}

fn tense(group: &VerbGroup<'_>) -> Tense {
    use VerbTense as T;
    match group.tense {
        T::Past => Tense::Past,
        T::Present => Tense::Present,
        T::Future => Tense::Future,
        T::Infinitive => Tense::Infinitive,
        T::PresentParticiple => Tense::Prespart,
        T::PastParticiple => Tense::Pastpart,
        T::None => Tense::None,
    }
}

fn aspect(group: &VerbGroup<'_>) -> Aspect {
    use crate::text::verbgroup::Aspect as A;
    match group.aspect {
        A::None => Aspect::None,
        A::Progressive => Aspect::Progressive,
        A::Perfective => Aspect::Perfective,
        A::PerfectiveProgressive => Aspect::PerfectiveProgressive,
    }
}

//! A clause in, its statement out: which words of the sentence tell it, whose word it is, and whether the telling itself
//! is the event.

use std::ops::Range;

use super::clause::Bond;
use super::dates;
use super::entries::Story;
use super::focus::Focus;
use super::phrase::{self, LIMIT};
use super::view::View;
use super::{status, subject, words};
use crate::text::pos::Tag;
use crate::text::verbgroup::Tense;

/// The shortest quotation, in words, that is what somebody said and not just a word of his.
const QUOTATION: usize = 4;

/// What a clause tells.
pub(super) struct Told {
    /// The clause with the event: that of "..., officials said Monday" is what they said.
    pub(super) clause: usize,
    pub(super) what: String,
    /// Whether the event is that somebody said it.
    pub(super) says: bool,
    pub(super) attribution: Option<String>,
    /// The subject that was put in front, where the clause has none of its own.
    pub(super) subject: Range<usize>,
    /// Whom the pronoun stands for that is the clause's subject.
    pub(super) named: Option<String>,
}

/// The statement of a clause; `timexes` date it and are left out. None where there is nothing to tell.
pub(super) fn tell(view: &View<'_>, story: &Story<'_>, clause: usize, timexes: &[usize]) -> Option<Told> {
    let dated = dated_clauses(view, timexes);
    let c = view.clause(clause)?;
    let reports = view.verb_roles(clause) & words::REPORT != 0;
    if reports && quotes(view) {
        let what = quotation(view, story, clause, timexes);
        return Some(Told {
            clause,
            what,
            says: true,
            attribution: None,
            subject: 0..0,
            named: named(view, story, clause),
        });
    }
    if c.bond == Bond::Attribution {
        if dated.iter().enumerate().any(|(i, d)| *d && !view.clauses.is_within(i, clause)) {
            return None;
        }
        let mut told = plain(view, story, 0, timexes, &dated)?;
        told.says = true;
        told.attribution = Some(words_of(view, &c.subject)).filter(|s| !s.is_empty());
        return Some(told);
    }
    let complement = view.clauses.list.iter().any(|k| k.parent == Some(clause) && k.bond == Bond::Complement);
    let mut told = plain(view, story, clause, timexes, &dated)?;
    told.says = reports && complement || view.verb_roles(clause) & words::DENY != 0;
    told.attribution = attribution(view, clause);
    Some(told)
}

/// The clauses that hold an expression with a date, but those given.
fn dated_clauses(view: &View<'_>, timexes: &[usize]) -> Vec<bool> {
    let mut dated = vec![false; view.clauses.list.len()];
    for timex in view.timexes.clone().filter(|t| !timexes.contains(t)) {
        let is_date = view.timex(timex).is_some_and(dates::is_date);
        let clause = view.clauses.of.get(view.timex_tokens(timex).start).copied().unwrap_or(0);
        if let Some(slot) = dated.get_mut(clause).filter(|_| is_date) {
            *slot = true;
        }
    }
    // "simmering since officials began leaking ... hours after the attack": the participle goes with what dates it.
    for clause in (1..dated.len()).rev().filter(|c| view.clause(*c).is_some_and(|c| c.bond != Bond::Reduced))
    {
        let parent = view.clause(clause).and_then(|c| c.parent);
        let start = view.clause(clause).map_or(0, |c| c.start);
        let at_once = |p: usize| {
            view.clause(p).is_some_and(|c| c.bond == Bond::Reduced)
                && view.group(p).is_some_and(|g| start <= g.head as usize + 2)
        };
        if let Some(parent) = parent.filter(|p| dated[clause] && at_once(*p)) {
            dated[parent] = true;
        }
    }
    dated
}

/// "the organ, built in 1874": as a statement of its own the participle has its "was" before it.
fn participle(
    view: &View<'_>,
    clause: usize,
    subject: &Range<usize>,
    timexes: &[usize],
) -> Option<(usize, &'static str)> {
    let group = view.group(clause)?;
    let head = group.head as usize;
    let passive = view.clause(clause)?.bond == Bond::Reduced && group.tense == Tense::PastParticiple;
    let day = view.analysis.anchor.map(|a| a.date);
    let ahead = timexes.iter().any(|t| status::lies_ahead(view, *t, day));
    let comma = head.checked_sub(1).and_then(|i| view.tag(i)) == Some(Tag::Comma);
    let opens = subject::leading(view, clause).is_some();
    let aside = passive && !ahead && group.first == group.head && (comma || opens);
    let noun = view.head_noun(subject).filter(|_| aside)?;
    let plural = view.tag(noun) == Some(Tag::Nns) && view.word(noun).starts_with(char::is_lowercase);
    let many = plural || subject.clone().any(|i| view.tag(i) == Some(Tag::Cc));
    Some((head, view.reader.words.was()[usize::from(many)]))
}

/// Whom the pronoun stands for that is the subject of a participle at the head of the sentence.
fn named_of_leading(view: &View<'_>, story: &Story<'_>, clause: usize) -> Option<String> {
    named(view, story, subject::leading(view, clause)?)
}

/// Whom the pronoun stands for that is the subject of a clause, where no name in the sentence says so.
fn named(view: &View<'_>, story: &Story<'_>, clause: usize) -> Option<String> {
    let c = view.clause(clause)?;
    let speaker =
        c.parent.filter(|_| c.bond == Bond::Complement).and_then(|p| view.clause(p)).map(|p| &p.subject);
    // "The agency ruled that he must go": somebody of whom the article has told otherwise than by name, perhaps.
    if let (Some(pronoun), Some(speaker)) = (Focus::pronoun(view, clause), speaker.filter(|s| !s.is_empty()))
        && view.tag(speaker.start) != Some(Tag::Prp)
        && !subject::may_stand_for(view, pronoun, speaker)
    {
        return None;
    }
    story.focus.resolve(view, story.names, clause)
}

fn plain(
    view: &View<'_>,
    story: &Story<'_>,
    clause: usize,
    timexes: &[usize],
    dated: &[bool],
) -> Option<Told> {
    let c = view.clause(clause)?;
    let mut out: Vec<bool> = (0..view.len()).map(|i| !belongs(view, clause, i, dated)).collect();
    for timex in timexes {
        let range = view.timex(*timex).is_some_and(|t| t.range.is_some());
        let last = if range { timex + 1 } else { *timex };
        let noun = view.tag(view.timex_tokens(last).end).is_some_and(Tag::is_noun);
        let words = phrase::with_its_words(view, *timex, noun);
        if range && !words.is_empty() {
            let rest = phrase::with_its_words(view, timex + 1, noun);
            leave_out(&mut out, words.end.min(rest.start)..rest.end);
        }
        leave_out(&mut out, words);
        leave_out(&mut out, event_reference(view, *timex));
    }
    if let Some(marker) = c.marker {
        let from = if c.bond == Bond::Coordinate { c.start } else { marker };
        leave_out(&mut out, from..marker + 1);
    }
    drop_emptied(view, clause, &mut out);
    // "[Three years] after it was due": the amount goes with what it is counted from.
    for other in view.clauses.list.iter().filter(|k| k.bond == Bond::Adverbial && k.parent == Some(clause)) {
        let Some(marker) = other.marker.filter(|m| out.get(*m) == Some(&true)) else { continue };
        (0..marker).rev().take_while(|i| view.is_timed(*i)).for_each(|i| out[i] = true);
    }
    let (before, subject) = subject::borrowed_subject(view, clause);
    if !before.is_empty() && c.bond != Bond::Coordinate {
        leave_out(&mut out, c.subject.clone());
    }
    let named =
        if before.is_empty() || c.bond == Bond::Coordinate { named(view, story, clause) } else { None };
    let named = named.or_else(|| named_of_leading(view, story, clause));
    let of_pronoun = subject::leading(view, clause).map_or(clause, |parent| parent);
    let mut instead: Vec<(usize, &str)> = Vec::new();
    instead.extend(Focus::pronoun(view, of_pronoun).zip(named.as_deref()));
    instead.extend(participle(view, clause, &subject, timexes));
    let object = subject::object_before(view, clause);
    let object = object.as_ref();
    let mut what = phrase::render_with(view, &before, &instead, object, |i| !out[i], usize::MAX);
    if what.chars().count() > LIMIT {
        // What is said of the subject in passing goes first.
        let head = view.group(clause).map_or(0, |g| g.head as usize);
        let aside = |i: usize| {
            let mut of = view.clauses.of.get(i).copied().unwrap_or(clause);
            while i < head && of != clause {
                let Some(c) = view.clause(of) else { return false };
                match c.parent {
                    _ if matches!(c.bond, Bond::Relative | Bond::Reduced) => return true,
                    Some(parent) => of = parent,
                    None => return false,
                }
            }
            false
        };
        let before: Vec<_> = before.iter().map(|s| subject::without_apposition(view, s)).collect();
        let apposed = subject::appositions(view);
        // "At a meeting in the town hall on the hill, [Lund] ...": a long way round to the subject.
        let opens = (0..out.len()).find(|i| !out[*i]).is_some_and(|i| view.tag(i) == Some(Tag::In));
        let comma = c.subject.start.checked_sub(1).and_then(|i| view.tag(i)) == Some(Tag::Comma);
        let from = if opens && comma && c.subject.start < head { c.subject.start } else { 0 };
        let keep = |i: usize| i >= from && !out[i] && !aside(i) && !apposed.iter().any(|a| a.contains(&i));
        what = phrase::render_with(view, &before, &instead, object, keep, LIMIT);
    }
    let words = what.split_whitespace().count();
    // What has no subject, or is no event, is no statement: "Said Florida is ...", "314 million crowns".
    let headless = match view.group(clause) {
        // The verb went with the date: "in the three months [ended Sept. 30]".
        Some(group) if out.get(group.head as usize) == Some(&true) => true,
        Some(group) => subject.is_empty() && c.subject.is_empty() && super::clause::is_finite(group),
        None => !names_event(view, clause),
    };
    (words > 1 && !headless).then_some(Told { clause, what, says: false, attribution: None, subject, named })
}

/// "A supper, [planned] for Thursday, was ...": a clause beside of which nothing but its date was left goes with the date.
fn drop_emptied(view: &View<'_>, told: usize, out: &mut [bool]) {
    for (index, clause) in view.clauses.list.iter().enumerate().filter(|(index, _)| *index != told) {
        let Some(head) = view.group(index).map(|g| g.head as usize) else { continue };
        let says = view.clauses.list.iter().any(|k| k.parent == Some(index) && k.bond == Bond::Complement);
        if says || !matches!(clause.bond, Bond::Reduced | Bond::Relative) {
            continue;
        }
        let inside = |i: usize| view.clauses.of.get(i).is_some_and(|of| view.clauses.is_within(*of, index));
        let dated = (clause.start..view.len()).any(|i| inside(i) && view.is_timed(i) && out[i]);
        let tells = |i: usize| {
            inside(i)
                && !out[i]
                && view
                    .tag(i)
                    .is_some_and(|t| !t.is_punctuation() && !t.is_adverb() && t != Tag::Rp && !t.is_verb())
        };
        // "which was to take place": a bare noun belongs to its verb.
        let bare = usize::from(matches!(view.tag(head + 1), Some(Tag::Nn)) && !inside(head + 2));
        let bare = if status::intended(view, index) && view.tag(head + 1).is_some_and(Tag::is_verb) {
            1 + usize::from(view.tag(head + 2) == Some(Tag::Nn))
        } else {
            bare
        };
        if dated && clause.subject.is_empty() && !(head + 1 + bare..view.len()).any(tells) {
            (clause.start..view.len()).filter(|i| inside(*i)).for_each(|i| out[i] = true);
        }
    }
}

/// Whether a line without a predicate names an event.
fn names_event(view: &View<'_>, clause: usize) -> bool {
    let inside = |i: usize| view.clauses.of.get(i) == Some(&clause);
    let event = |i: usize| {
        view.tag(i).is_some_and(Tag::is_noun)
            && view.parsed.roles.get(i).is_some_and(|r| r & words::EVENT_NOUN != 0)
    };
    let told = !matches!(view.tag(0), Some(Tag::Vb | Tag::Vbp));
    clause == 0 && told && (0..view.len()).any(|i| inside(i) && event(i))
}

fn leave_out(out: &mut [bool], range: Range<usize>) {
    range.for_each(|i| {
        if let Some(slot) = out.get_mut(i) {
            *slot = true;
        }
    });
}

/// "two days [after the quake]": the words that name the event go with the amount.
fn event_reference(view: &View<'_>, timex: usize) -> Range<usize> {
    let counts = view.timex(timex).is_some_and(|t| t.resolved.kind == crate::resolve::Kind::Duration);
    if !counts {
        return 0..0;
    }
    let start = view.timex_tokens(timex).end;
    let mut end = start + 1;
    while view.tag(end).is_some_and(super::clause::is_nominal) {
        end += 1;
    }
    start..end
}

/// Whether a token is told with the clause.
fn belongs(view: &View<'_>, clause: usize, i: usize, dated: &[bool]) -> bool {
    let Some(mut at) = view.clauses.of.get(i).copied() else { return false };
    let head = view.group(clause).map_or(0, |g| g.head as usize);
    while at != clause {
        let Some(c) = view.clause(at) else { return false };
        let own_date = dated.get(at).copied().unwrap_or(false);
        let apart = match c.bond {
            Bond::Main | Bond::Attribution => true,
            Bond::Complement => false,
            Bond::Adverbial => {
                let leads = c.start < head && c.parent == Some(clause);
                // "as the Echo reported"
                let reported = view.verb_roles(at) & words::REPORT != 0;
                let source = reported && c.marker.is_some_and(|m| view.is(m, words::AS));
                own_date || leads || source || c.marker.is_some_and(|m| view.is(m, words::CONDITION))
            }
            // "according to the port authority": whose word it is.
            Bond::Reduced => {
                own_date || view.group(at).is_some_and(|g| view.is(g.head as usize, words::SOURCE))
            }
            Bond::Coordinate | Bond::Relative => own_date,
        };
        match c.parent {
            Some(parent) if !apart => at = parent,
            _ => return false,
        }
    }
    true
}

/// Who says what the clause tells.
fn attribution(view: &View<'_>, clause: usize) -> Option<String> {
    let c = view.clause(clause)?;
    let parent = c
        .parent
        .filter(|p| c.bond == Bond::Complement && view.verb_roles(*p) & (words::REPORT | words::DENY) != 0);
    let speaker = match parent {
        Some(parent) => view.clause(parent),
        None => view.clauses.list.iter().find(|k| k.bond == Bond::Attribution),
    };
    let text = words_of(view, &speaker?.subject);
    (!text.is_empty()).then_some(text)
}

fn words_of(view: &View<'_>, range: &Range<usize>) -> String {
    let bytes = view.bytes(range.clone());
    view.text.get(bytes).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the sentence quotes a clause.
pub(super) fn quotes(view: &View<'_>) -> bool {
    let quoted = (0..view.len()).filter(|i| view.parsed.is_quoted(*i)).count();
    let introduced = (0..view.len()).any(|i| {
        let before = i.checked_sub(1).and_then(|j| view.tag(j));
        view.tag(i) == Some(Tag::OpenQuote) && matches!(before, None | Some(Tag::Comma | Tag::Colon))
    });
    introduced
        && quoted >= QUOTATION
        && view.parsed.groups.iter().any(|g| view.parsed.is_quoted(g.head as usize))
}

/// Who said it, then the words said: `Lind told the court: "I saw nothing"`.
fn quotation(view: &View<'_>, story: &Story<'_>, clause: usize, timexes: &[usize]) -> String {
    let mut out: Vec<bool> =
        (0..view.len()).map(|i| view.clauses.of[i] != clause || view.parsed.is_quoted(i)).collect();
    for timex in timexes {
        phrase::with_its_words(view, *timex, false).for_each(|i| out[i] = true);
    }
    let mark = |i: usize| mark_of(view, i);
    let subject = view.clause(clause).map_or(0..0, |c| c.subject.clone());
    subject.clone().filter(|i| !view.parsed.is_quoted(*i)).for_each(|i| out[i] = false);
    let head = view.group(clause).map_or(0, |g| g.head as usize);
    let before = if subject.start > head { vec![subject.clone()] } else { Vec::new() };
    let turned = |i: usize| !before.is_empty() && subject.contains(&i);
    let named = named(view, story, clause);
    let instead: Vec<_> = Focus::pronoun(view, clause).zip(named.as_deref()).into_iter().collect();
    let keep = |i: usize| !out[i] && !mark(i) && !turned(i);
    let speaker = phrase::render_with(view, &before, &instead, None, keep, LIMIT);
    let mut room = LIMIT.saturating_sub(speaker.chars().count() + 4);
    let mut said = phrase::render(view, &[], |i| view.parsed.is_quoted(i) && !mark(i), room);
    room = room.saturating_sub(said.chars().count() + 2);
    if let Some(next) = story.next {
        let more = phrase::render(next, &[], |i| next.parsed.is_quoted(i) && !mark_of(next, i), usize::MAX);
        if !more.is_empty() && more.chars().count() <= room {
            said = format!("{said}. {more}");
        }
    }
    if said.is_empty() { speaker } else { format!("{speaker}: \u{201c}{said}\u{201d}") }
}

fn mark_of(view: &View<'_>, i: usize) -> bool {
    matches!(view.tag(i), Some(Tag::OpenQuote | Tag::CloseQuote))
}

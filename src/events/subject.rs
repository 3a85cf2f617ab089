//! A clause in, the words out that it is told with from elsewhere in its sentence: the subject that it shares with another
//! clause, or the object that stands before it.

use std::ops::Range;

use super::clause::Bond;
use super::view::View;
use super::words;
use crate::text::pos::Tag;
use crate::text::verbgroup::Tense;

/// The words to put in front of a clause that has no subject of its own, or only a pronoun for it.
pub(super) fn borrowed_subject(view: &View<'_>, clause: usize) -> (Vec<Range<usize>>, Range<usize>) {
    let none = (Vec::new(), 0..0);
    let Some(c) = view.clause(clause) else { return none };
    let parent = c.parent.and_then(|p| view.clause(p));
    match c.bond {
        Bond::Coordinate if c.subject.is_empty() => {
            c.parent.map_or(none, |parent| borrowed_subject(view, parent))
        }
        Bond::Coordinate => {
            let mut before = vec![without_apposition(view, &c.subject)];
            if let (Some(group), Some(elder)) = (view.group(clause), c.parent.and_then(|p| view.group(p)))
                && group.shared
            {
                before.push(elder.first as usize..elder.head as usize);
            }
            (before, c.subject.clone())
        }
        Bond::Relative if c.subject.is_empty() => {
            let antecedent = antecedent(view, clause);
            (vec![antecedent.clone()], antecedent)
        }
        Bond::Reduced => {
            let active = view.group(clause).is_some_and(|g| g.tense == Tense::PresentParticiple);
            let head = c.parent.and_then(|p| view.group(p)).map_or(0, |g| g.head as usize);
            let ahead = leading(view, clause).and_then(|p| view.clause(p));
            let subject = match parent {
                _ if ahead.is_some() => without_apposition(view, &ahead.map_or(0..0, |p| p.subject.clone())),
                Some(p) if active && !p.subject.is_empty() => p.subject.clone(),
                // "Lund, a builder, born in Oslo, designed ...": beside the subject, not beside the words between.
                Some(p) if !p.subject.is_empty() && p.subject.end < c.start && head > c.start => {
                    without_apposition(view, &p.subject)
                }
                _ => view.phrase_before(c.start),
            };
            (vec![subject.clone()], subject)
        }
        Bond::Complement | Bond::Adverbial => {
            let pronoun = c.subject.len() == 1
                && view.tag(c.subject.start) == Some(Tag::Prp)
                && view.is(c.subject.start, words::REFERENCE);
            let speaker = parent.map(|p| p.subject.clone()).filter(|s| {
                !s.is_empty() && s.end <= c.start && !s.clone().any(|i| view.tag(i) == Some(Tag::Prp))
            });
            match speaker {
                Some(speaker) if pronoun && may_stand_for(view, c.subject.start, &speaker) => {
                    (vec![without_apposition(view, &speaker)], speaker)
                }
                _ => none,
            }
        }
        Bond::Relative | Bond::Main | Bond::Attribution => none,
    }
}

/// What a relative clause is about: the noun before it with which its verb agrees. "Lund, Moen and Holm, who were ..."
/// are all three, "a clash with farmers who block ..." are the farmers.
fn antecedent(view: &View<'_>, clause: usize) -> Range<usize> {
    let Some(c) = view.clause(clause) else { return 0..0 };
    let phrase = view.phrase_before(c.marker.unwrap_or(c.start));
    let verb = view.group(clause).map_or(0, |g| g.first as usize);
    let plural = match view.tag(verb) {
        Some(Tag::Vbp) => true,
        Some(Tag::Vbz) => false,
        Some(Tag::Vbd) if view.is(verb, words::WAS) => {
            view.word(verb).eq_ignore_ascii_case(view.reader.words.was()[1])
        }
        _ => return phrase,
    };
    let many = |i: usize| matches!(view.tag(i), Some(Tag::Nns | Tag::Nnps));
    if view.head_noun(&phrase).is_none_or(|head| many(head) == plural) {
        return phrase;
    }
    let outer = c.parent.and_then(|p| view.clause(p)).map_or(0..0, |p| p.subject.clone());
    if plural && outer.contains(&phrase.start) && outer.clone().any(|i| view.tag(i) == Some(Tag::Cc)) {
        return outer;
    }
    let last = phrase.clone().rev().find(|i| matches!(view.tag(*i), Some(Tag::In | Tag::To)));
    match last {
        Some(last) if last + 1 < phrase.end && many(phrase.end - 1) == plural => last + 1..phrase.end,
        _ => phrase,
    }
}

/// Whether "he" or "she" may be the speaker: no body and not several.
pub(super) fn may_stand_for(view: &View<'_>, pronoun: usize, speaker: &Range<usize>) -> bool {
    if !view.is(pronoun, words::MASCULINE | words::FEMININE) {
        return true;
    }
    let head = view.head_noun(speaker);
    let many = speaker.clone().any(|i| view.tag(i) == Some(Tag::Cc))
        || head.is_some_and(|i| matches!(view.tag(i), Some(Tag::Nns | Tag::Nnps)));
    // "the Harbour Inspection"; not "the zoologist Aage Friis"
    let called = view.tag(speaker.start) == Some(Tag::Dt)
        && speaker.clone().skip(1).all(|i| view.tag(i).is_some_and(Tag::is_proper));
    let body = called || head.is_some_and(|i| view.is(i, words::BODY));
    !many && !body
}

/// "[Offered a chair], she declined": the clause whose subject a participle at the head of the sentence shares.
pub(super) fn leading(view: &View<'_>, clause: usize) -> Option<usize> {
    let c = view.clause(clause).filter(|c| c.bond == Bond::Reduced && c.subject.is_empty())?;
    let opens = (0..c.start).all(|i| view.tag(i).is_some_and(|t| t.is_adverb() || t == Tag::Cc));
    let main = view.clauses.list.iter().position(|k| {
        k.bond == Bond::Main && k.group.is_some() && k.subject.start > c.start && !k.subject.is_empty()
    });
    main.filter(|_| opens)
}

/// "the bridge that Lund designed in 1902": the verb whose object stands before the clause, and the object, which is told
/// behind it: "Lund designed the bridge".
pub(super) fn object_before(view: &View<'_>, clause: usize) -> Option<(usize, Range<usize>)> {
    let c = view.clause(clause).filter(|c| c.bond == Bond::Relative && !c.subject.is_empty())?;
    let group = view.group(clause).filter(|g| !g.passive && !g.copula)?;
    let start = c.marker.unwrap_or(c.subject.start);
    let before = start.checked_sub(1).and_then(|i| view.tag(i))?;
    let pronoun =
        c.marker.is_none_or(|m| matches!(view.tag(m), Some(Tag::Wdt | Tag::Wp)) && m + 1 == c.subject.start);
    if !pronoun || matches!(before, Tag::In | Tag::To) {
        return None;
    }
    let mut verb = group.head as usize;
    while let Some(next) =
        view.parsed.groups.iter().find(|g| g.first as usize == verb + 1 && g.tense == Tense::Infinitive)
    {
        verb = next.head as usize;
    }
    // "the ban that they agreed [on] in June"
    if matches!(view.tag(verb + 1), Some(Tag::In | Tag::Rp))
        && !view.is_timed(verb + 2)
        && !view.tag(verb + 2).is_some_and(super::clause::is_nominal)
    {
        verb += 1;
    }
    let mut after = verb + 1;
    while view.is_timed(after) {
        after += 1;
    }
    let nominal = |t: Tag| t.is_noun() || matches!(t, Tag::Dt | Tag::Prp | Tag::PrpPoss | Tag::Cd | Tag::Jj);
    if view.tag(after).is_some_and(nominal) || view.clauses.list.iter().any(|k| k.parent == Some(clause)) {
        return None;
    }
    let object = view.phrase_before(start);
    let near = start - object.end <= usize::from(c.marker.is_some());
    let noun = object.end > object.start && view.tag(object.end - 1).is_some_and(Tag::is_noun);
    (noun && near && !object.clone().any(|i| view.tag(i).is_some_and(Tag::is_finite)))
        .then_some((verb, object))
}

/// "Lind, 51," is "Lind" where the subject is said a second time, "the owner, Pia Lund," is "Pia Lund"; a list stays whole.
pub(super) fn without_apposition(view: &View<'_>, subject: &Range<usize>) -> Range<usize> {
    let Some(comma) = apposition(view, subject) else { return subject.clone() };
    let next = (comma + 1..subject.end).find(|i| view.tag(*i) == Some(Tag::Comma)).unwrap_or(subject.end);
    let named =
        view.tag(comma - 1) != Some(Tag::Nnp) && (comma + 1..next).all(|i| view.tag(i) == Some(Tag::Nnp));
    if named && next > comma + 1 { comma + 1..next } else { subject.start..comma }
}

/// The comma before what is said of a subject in passing; not that of "a second, smaller fire".
fn apposition(view: &View<'_>, subject: &Range<usize>) -> Option<usize> {
    let list = subject.clone().any(|i| view.tag(i) == Some(Tag::Cc));
    let comma = subject.clone().skip(1).find(|i| view.tag(*i) == Some(Tag::Comma));
    comma.filter(|i| !list && view.tag(i - 1).is_some_and(Tag::is_noun))
}

/// What stands between commas behind the noun of a subject: "Lind, [a builder from Oslo,] designed ...".
pub(super) fn appositions(view: &View<'_>) -> Vec<Range<usize>> {
    let closed = |s: &Range<usize>| !s.is_empty() && view.tag(s.end) == Some(Tag::Comma);
    let subjects = view.clauses.list.iter().map(|c| c.subject.clone()).filter(closed);
    let apposed = subjects.filter_map(|s| Some(apposition(view, &s)?..s.end + 1));
    apposed.filter(|a| a.len() > 2).collect()
}

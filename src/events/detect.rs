//! The triggers of a text, each with its class, status and date: what `annals tag --events` writes.
//!
//! No clauses are built here: an expression dates the triggers that it stands nearest to, where a verb, a comma or a
//! conjunction between them counts as distance. What is reported is dated by the day of the report if nothing nearer is.

use super::clause::is_finite;
use super::dates::is_date;
use super::sentence::Parsed;
use super::types::{Trigger, TriggerDate};
use super::{Reader, Scratch, features};
use crate::analysis::Analysis;
use crate::resolve::Kind as TimexKind;
use crate::text::pos::Tag;
use crate::text::verbgroup::{Tense, VerbGroup};
use crate::timeline::{Class, Status};

/// An expression of the sentence: its tokens, and its index.
type Place = (usize, usize, usize);

/// Fills `out` with the triggers of all sentences.
pub(super) fn triggers(
    reader: &Reader,
    text: &str,
    analysis: &Analysis,
    scratch: &mut Scratch,
    out: &mut Vec<Trigger>,
) {
    let published = analysis.anchor.map(|_| TriggerDate::Published);
    // About one token in six is a trigger.
    out.reserve(analysis.tokens.len() / 6);
    let mut next = 0;
    for (index, sentence) in analysis.sentences.iter().enumerate() {
        let parsed = &mut scratch.parsed;
        parsed.read(reader, text, analysis, index);
        scratch.places.clear();
        while let Some(timex) = analysis.timexes.get(next).filter(|t| t.sentence as usize <= index) {
            if is_date(timex) && timex.resolved.kind != TimexKind::Set {
                let at = |token: u32| token.saturating_sub(sentence.first) as usize;
                scratch.places.push((at(timex.first), at(timex.last), next));
            }
            next += 1;
        }
        if !scratch.places.is_empty() {
            steps(parsed, &mut scratch.steps);
        }
        features::candidates(parsed, |candidate| {
            let Some(class) = reader.triggers.class(&candidate.rows()) else { return };
            let i = candidate.i;
            let token = parsed.tokens[i];
            out.push(Trigger {
                start: token.start as usize,
                end: token.end as usize,
                class,
                status: status(candidate.own),
                date: nearest(&scratch.places, &scratch.steps, i, class).or(published),
            });
        });
    }
}

/// How far each token lies from the beginning of the sentence, where what divides a sentence counts as distance.
fn steps(parsed: &Parsed, steps: &mut Vec<u32>) {
    steps.clear();
    let mut far = 0;
    let mut group = 0;
    for (i, tag) in parsed.tags.iter().enumerate() {
        far += 1;
        while parsed.groups.get(group).is_some_and(|g| (g.head as usize) < i) {
            group += 1;
        }
        let verb = parsed.groups.get(group).is_some_and(|g| g.head as usize == i && is_finite(g));
        far += match tag {
            _ if verb => VERB,
            Tag::Comma | Tag::Cc => COMMA,
            Tag::Wdt | Tag::Wp | Tag::Wrb | Tag::Colon | Tag::OpenQuote | Tag::CloseQuote => CLAUSE,
            _ => 0,
        };
        steps.push(far);
    }
}

const VERB: u32 = 8;
const COMMA: u32 = 4;
const CLAUSE: u32 = 8;
/// How near an expression must stand to say when something was said.
const SAID: u32 = 18;

/// The nearest expression to the trigger at token `i`, if it is near enough to date it.
fn nearest(places: &[Place], steps: &[u32], i: usize, class: Class) -> Option<TriggerDate> {
    let at = |token: usize| steps.get(token).copied().unwrap_or(0);
    let nearest = places.iter().map(|(first, last, timex)| {
        let distance =
            if i < *first { at(first.saturating_sub(1)) - at(i) } else { at(i).saturating_sub(at(*last)) };
        (distance, *timex)
    });
    let nearest = nearest.min().filter(|(distance, _)| class != Class::Reporting || *distance <= SAID);
    nearest.map(|(_, timex)| TriggerDate::Timex(timex))
}

/// What tense, modality and negation say of a verb; a noun is taken to have happened.
fn status(group: Option<&VerbGroup<'_>>) -> Status {
    match group {
        Some(g) if g.negative => Status::Denied,
        Some(g) if g.modality.is_some() => Status::Conditional,
        Some(g) if matches!(g.tense, Tense::Future | Tense::Infinitive) => Status::Planned,
        _ => Status::Occurred,
    }
}

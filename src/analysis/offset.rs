//! "Two days after the attack": which words name the event, and whether the document dates it elsewhere.
//!
//! Only what can be seen without events is done here: another sentence that has the same noun and one date. The
//! events stage knows more, and has the same [`Offset`] to count from.

use rustc_hash::FxHashMap;

use crate::calendar::Point;
use crate::pack::{Gloss, Pack};
use crate::resolve::{Kind, Offset};
use crate::text::{Kind as TokenKind, Sentence, Token};
use crate::timex::Expression;
use crate::timex::meaning::{Base, Meaning, Unit};

use super::Timex;

/// Words for an event are looked at this far.
const LONGEST: usize = 8;

/// The offset of an expression that is counted from an event.
pub(super) fn of(
    pack: &Pack,
    text: &str,
    tokens: &[Token],
    glosses: &[Gloss],
    sentence: &Sentence,
    e: &Expression,
) -> Option<Offset> {
    let Meaning::Shift(sign, amount, Base::Event) = &e.meaning else { return None };
    let from = e.event? as usize;
    let ends = |i: usize| {
        tokens[i].kind == TokenKind::Punct && !tokens[i].glued()
            || pack.is_class(glosses[i].id, "phraseend")
            || matches!(tokens[i].text(text), "," | "." | ";" | ":" | "!" | "?" | ")" | "\"" | "”")
    };
    let stop = (sentence.last as usize).min(from + LONGEST).min(tokens.len());
    let last = (from..stop).find(|&i| ends(i)).unwrap_or(stop);
    (last > from).then(|| Offset {
        sign: *sign,
        amount: amount.clone(),
        start: tokens[from].start as usize,
        end: tokens[last - 1].end as usize,
    })
}

/// Gives the expressions that are counted from an event their dates, where another sentence tells the event's.
pub(super) fn resolve(
    pack: &Pack,
    text: &str,
    tokens: &[Token],
    glosses: &[Gloss],
    sentences: &[Sentence],
    timexes: &mut [Timex],
) {
    if timexes.iter().all(|t| t.offset.is_none()) {
        return;
    }
    let asked = timexes.iter().filter_map(|t| t.offset.as_ref());
    let asked = asked.flat_map(|offset| nouns(pack, text, tokens, glosses, offset));
    let dated = Dated::of(text, (tokens, glosses), sentences, timexes, asked);
    for timex in timexes {
        let Some(offset) = timex.offset.clone() else { continue };
        let event =
            nouns(pack, text, tokens, glosses, &offset).find_map(|noun| dated.beside(timex.sentence, noun));
        let Some(mut resolved) = event.and_then(|e| offset.from(e)) else { continue };
        resolved.confidence = 0.7;
        resolved.alternatives.push((timex.resolved.value.clone(), 0.25));
        timex.resolved = resolved;
    }
}

/// Words that may be the noun, the last one first: of a phrase that begins with a determiner ("he was sworn in" is
/// none), all that are no words of time or structure.
fn nouns<'t>(
    pack: &'t Pack,
    text: &'t str,
    tokens: &'t [Token],
    glosses: &'t [Gloss],
    offset: &Offset,
) -> impl Iterator<Item = &'t str> {
    let first = tokens.partition_point(|t| (t.start as usize) < offset.start);
    let last = tokens.partition_point(|t| (t.start as usize) < offset.end);
    let phrase = glosses.get(first).is_some_and(|l| pack.is_class(l.id, "determiner"));
    let range = if phrase { first + 1..last } else { first..first };
    range.rev().filter(|&i| may_be_noun(&tokens[i], &glosses[i])).map(|i| tokens[i].text(text))
}

/// Whether a token may be the noun for an event: a word, and none of time or structure.
fn may_be_noun(token: &Token, gloss: &Gloss) -> bool {
    token.kind == TokenKind::Word && gloss.id == 0 && token.end - token.start > 3
}

/// The sentences that have one date, by the nouns in them that some offset asks for. Made once for a document: to look
/// through it for every offset takes time that grows with its square.
struct Dated {
    by_noun: FxHashMap<String, Vec<(u32, Point)>>,
}

impl Dated {
    fn of<'t>(
        text: &str,
        (tokens, glosses): (&[Token], &[Gloss]),
        sentences: &[Sentence],
        timexes: &[Timex],
        nouns: impl Iterator<Item = &'t str>,
    ) -> Self {
        let mut by_noun: FxHashMap<String, Vec<(u32, Point)>> =
            nouns.map(|noun| (noun.to_ascii_lowercase(), Vec::new())).collect();
        for of_sentence in timexes.chunk_by(|a, b| a.sentence == b.sentence) {
            let mut dates = of_sentence
                .iter()
                .filter(|t| matches!(t.resolved.kind, Kind::Date | Kind::Time) && t.offset.is_none())
                .filter_map(|t| t.resolved.point);
            let (Some(date), None) = (dates.next().filter(|p| p.unit() <= Unit::Day), dates.next()) else {
                continue;
            };
            let sentence = of_sentence[0].sentence;
            let range = sentences[sentence as usize].range();
            let words = tokens[range.clone()].iter().zip(&glosses[range]);
            for (token, _) in words.filter(|(token, gloss)| may_be_noun(token, gloss)) {
                if let Some(places) = by_noun.get_mut(&token.text(text).to_ascii_lowercase())
                    && places.last().is_none_or(|p| p.0 != sentence)
                {
                    places.push((sentence, date));
                }
            }
        }
        Self { by_noun }
    }

    /// The date of the nearest other sentence that has the noun and one date; one before is preferred.
    fn beside(&self, own: u32, noun: &str) -> Option<Point> {
        let places = self.by_noun.get(&noun.to_ascii_lowercase())?;
        let before = places.partition_point(|p| p.0 < own);
        let after = || places[before..].iter().find(|p| p.0 != own);
        places[..before].last().or_else(after).map(|p| p.1)
    }
}

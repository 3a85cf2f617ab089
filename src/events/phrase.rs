//! Words of a sentence in, a readable statement out.
//!
//! What is left out leaves no trace: the commas around it go, a quotation mark without its partner goes, and a
//! statement that is too long ends where a phrase does.

use std::borrow::Cow;
use std::ops::Range;

use super::view::View;
use super::words;
use crate::text::pos::Tag;

/// The longest statement, in characters.
pub(super) const LIMIT: usize = 140;
/// A statement is not cut shorter than this.
pub(super) const SHORTEST: usize = 50;
/// The most words of a connective: "at the same time", with its comma.
const CONNECTIVE: usize = 6;
/// How many clauses up a cut is held against.
const DEPTH: usize = 8;
/// How far behind a cut a predicate is looked for.
const FAR: usize = 200;
/// How much of a statement, in characters, is given up for an end where a clause does.
const REST: usize = 30;
/// The most words of an aside that a phrase goes on behind.
const ASIDE: usize = 7;
/// Before these letters the other form of the indefinite article stands.
const VOWELS: &str = "aeiou";

/// A piece of a statement: a word, whether a space goes before it, whether the statement may end before it.
struct Piece<'a> {
    text: Cow<'a, str>,
    space: bool,
    may_end: bool,
    tag: Tag,
    /// The token.
    at: usize,
}

/// The statement that the kept tokens make. `before` are words put in front of it (a subject from elsewhere).
pub(super) fn render(
    view: &View<'_>,
    before: &[Range<usize>],
    keep: impl Fn(usize) -> bool,
    limit: usize,
) -> String {
    render_with(view, before, &[], None, keep, limit)
}

/// The same, with a name instead of the token that is a pronoun, or a word before the one that is a participle, and with
/// the object of a verb put behind it.
pub(super) fn render_with<'a>(
    view: &View<'a>,
    before: &[Range<usize>],
    instead: &[(usize, &'a str)],
    object: Option<&(usize, Range<usize>)>,
    keep: impl Fn(usize) -> bool,
    limit: usize,
) -> String {
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    let push =
        |pieces: &mut Vec<Piece<'a>>, i: usize, gap: bool| match instead.iter().find(|(at, _)| *at == i) {
            Some((_, word)) if view.tag(i).is_some_and(Tag::is_verb) => {
                pieces.push(Piece {
                    text: Cow::Borrowed(word),
                    space: true,
                    may_end: false,
                    tag: Tag::Vbd,
                    at: i,
                });
                push(view, pieces, i, true);
            }
            Some((_, name)) => {
                pieces.push(Piece {
                    text: Cow::Borrowed(name),
                    space: true,
                    may_end: false,
                    tag: Tag::Nnp,
                    at: i,
                });
            }
            None => push(view, pieces, i, gap),
        };
    for range in before {
        for i in range.clone() {
            push(&mut pieces, i, i == range.start);
        }
    }
    let mut gap = true;
    for i in 0..view.len() {
        if keep(i) {
            push(&mut pieces, i, gap);
            gap = false;
            if let Some((_, phrase)) = object.filter(|(verb, _)| *verb == i) {
                phrase.clone().for_each(|j| push(&mut pieces, j, j == phrase.start));
                gap = true;
            }
            continue;
        }
        gap = true;
        let ends = i + 1 < view.len() && keep(i + 1);
        let closes =
            matches!(view.tag(i), Some(Tag::CloseQuote | Tag::CloseBracket)) && i > 0 && !keep(i - 1);
        let sign = if closes { i - 1 } else { i };
        let comma = view.tag(sign) == Some(Tag::Comma) && pieces.last().is_some_and(|p| p.tag == Tag::Comma);
        if ends && comma && goes_on(view, i + 1) && is_paired(&pieces) {
            pieces.pop();
        }
        if ends && needs_article(view, i) {
            let text = Cow::Borrowed(view.reader.words.definite());
            pieces.push(Piece { text, space: true, may_end: false, tag: Tag::Dt, at: i });
        }
    }
    finish(view, pieces, limit)
}

/// Whether the commas before the last one close each other: that of "Lind, the mayor," belongs to the one before it, that
/// of "Lind, Moen and Holm," does not.
fn is_paired(pieces: &[Piece<'_>]) -> bool {
    let listed = pieces.iter().rev().skip(1).take_while(|p| p.tag != Tag::Comma).any(|p| p.tag == Tag::Cc);
    listed || pieces.iter().filter(|p| p.tag == Tag::Comma).count() % 2 == 1
}

/// Where what stood between two commas is gone: whether both go with it, because the clause itself goes on behind them.
fn goes_on(view: &View<'_>, i: usize) -> bool {
    view.tag(i).is_some_and(|t| {
        t.is_verb() && t != Tag::Vbg || t.is_adverb() || matches!(t, Tag::Md | Tag::In | Tag::To)
    })
}

/// Whether a date that is left out stood in the place of an article: "[Thursday's] summit", "[last week's] report".
fn needs_article(view: &View<'_>, i: usize) -> bool {
    view.tag(i) == Some(Tag::Pos)
        && i.checked_sub(1).is_some_and(|j| view.is_timed(j))
        && view.tag(i + 1).is_some_and(super::clause::is_nominal)
}

fn push<'a>(view: &View<'a>, pieces: &mut Vec<Piece<'a>>, i: usize, gap: bool) {
    let (Some(token), Some(tag)) = (view.parsed.tokens.get(i), view.tag(i)) else { return };
    let sign = matches!(tag, Tag::Comma | Tag::Colon | Tag::Stop);
    if gap && tag == Tag::Comma && pieces.last().is_some_and(|p| p.tag == Tag::Comma) {
        if goes_on(view, i + 1) && is_paired(pieces) {
            pieces.pop();
        }
        return;
    }
    // After something left out a second comma, or one that opens the statement, has nothing to divide.
    if gap
        && sign
        && pieces
            .last()
            .is_none_or(|p| matches!(p.tag, Tag::Comma | Tag::Colon | Tag::Cc | Tag::In | Tag::To))
    {
        return;
    }
    if sign && pieces.last().is_some_and(|p| matches!(p.tag, Tag::Comma | Tag::Colon)) {
        return;
    }
    if gap
        && let Some(last) = pieces.last_mut().filter(|p| view.is(p.at, words::INDEFINITE) && p.tag == Tag::Dt)
    {
        let vowel = token.text(view.text).starts_with(|c: char| VOWELS.contains(c.to_ascii_lowercase()));
        last.text = Cow::Borrowed(view.reader.words.indefinite()[usize::from(vowel)]);
    }
    // What stood at the head of the sentence, and no longer does: "Lund designed [the] bridge".
    let word = token.text(view.text);
    let moved = i == 0 && !pieces.is_empty() && !tag.is_proper() && view.roles(i) & words::PRONOUN == 0;
    let word = if moved { Cow::Owned(word.to_lowercase()) } else { Cow::Borrowed(word) };
    let closing = sign || matches!(tag, Tag::Pos | Tag::CloseQuote | Tag::CloseBracket);
    pieces.push(Piece {
        text: word,
        space: !token.glued() || gap && !closing,
        // Not in "AT[&]T".
        may_end: matches!(tag, Tag::Comma | Tag::Colon)
            || matches!(tag, Tag::In | Tag::To | Tag::Wdt | Tag::Wp | Tag::Wrb | Tag::Cc)
                && !token.glued()
                && !view.is(i, words::OF),
        // "Neither" is no conjunction to be taken off.
        tag: if tag == Tag::Cc && view.is(i, words::NEITHER) { Tag::Dt } else { tag },
        at: i,
    });
}

fn finish(view: &View<'_>, mut pieces: Vec<Piece<'_>>, limit: usize) -> String {
    strip(&mut pieces);
    drop_connective(view, &mut pieces);
    cut(view, &mut pieces, limit);
    strip(&mut pieces);
    drop_half_quotes(&mut pieces);
    strip(&mut pieces);
    if pieces.last().is_some_and(|p| p.tag == Tag::CloseQuote)
        && let Some(stop) =
            pieces.len().checked_sub(2).filter(|i| matches!(pieces[*i].tag, Tag::Stop | Tag::Comma))
    {
        pieces.remove(stop);
    }
    let mut text = String::new();
    for piece in &pieces {
        if piece.space && !text.is_empty() && !text.ends_with(['(', '“', '‘', '$']) {
            text.push(' ');
        }
        text.push_str(&piece.text);
    }
    // Not "IPhone".
    let mut start = text.chars();
    let (first, second) = (start.next().unwrap_or(' '), start.next().unwrap_or(' '));
    if first.is_lowercase() && !second.is_uppercase() {
        text = first.to_uppercase().chain(text.chars().skip(1)).collect();
    }
    text
}

/// Takes signs and conjunctions off both ends.
fn strip(pieces: &mut Vec<Piece<'_>>) {
    let loose = |p: &Piece<'_>| {
        matches!(p.tag, Tag::Comma | Tag::Colon | Tag::Stop | Tag::Cc | Tag::Hyphen | Tag::Nfp)
            || matches!(p.text.as_ref(), "-" | "–" | "—" | "*" | "•" | "_")
    };
    let last =
        pieces.iter().rposition(|p| !(loose(p) || matches!(p.tag, Tag::In | Tag::To | Tag::Dt) && p.may_end));
    pieces.truncate(last.map_or(0, |i| i + 1));
    let first = pieces.iter().position(|p| !loose(p)).unwrap_or(0);
    pieces.drain(..first);
}

/// Takes off what only ties the statement to the sentence before it: "Meanwhile,", "in addition,".
fn drop_connective(view: &View<'_>, pieces: &mut Vec<Piece<'_>>) {
    let mut words = String::new();
    for (i, piece) in pieces.iter().enumerate().take(CONNECTIVE) {
        let comma = piece.tag == Tag::Comma;
        let tied = view.reader.words.other(&words) & words::CONNECTIVE != 0;
        // "Still missing are two": without a comma only where the subject follows at once.
        if tied && (comma || i == 1 && matches!(piece.tag, Tag::Dt | Tag::Nnp | Tag::Prp | Tag::PrpPoss)) {
            pieces.drain(..i + usize::from(comma));
            return;
        }
        if !words.is_empty() {
            words.push('-');
        }
        words.push_str(&piece.text.to_lowercase());
    }
}

/// Ends a statement that is too long at a phrase: where a clause or an aside begins, if that leaves most of it, else
/// before a prepositional phrase.
fn cut(view: &View<'_>, pieces: &mut Vec<Piece<'_>>, limit: usize) {
    let mut length = 0;
    let (mut weak, mut strong) = (None, None);
    for (i, piece) in pieces.iter().enumerate() {
        let fits = length >= SHORTEST.min(limit / 2) && length <= limit;
        if fits && piece.may_end && is_whole(view, pieces, i) {
            let clause = matches!(piece.tag, Tag::Comma | Tag::Colon | Tag::Wdt | Tag::Wp | Tag::Wrb)
                || piece.tag == Tag::In && view.is(piece.at, words::WHEN);
            if clause && length * 5 >= limit.saturating_mul(3) {
                strong = Some((i, length));
            }
            weak = Some((i, length));
        }
        length += piece.text.chars().count() + usize::from(piece.space);
        if length > limit {
            let word = pieces.iter().take(i).rposition(|p| p.space).unwrap_or(i);
            // A clause behind the last boundary is told as far as it goes.
            let end = strong.filter(|(_, at)| weak.is_none_or(|(_, last)| last - at <= REST)).or(weak);
            pieces.truncate(end.map_or(word, |(end, _)| end).max(1));
            return;
        }
    }
}

/// Whether a statement that ends before the piece breaks off no clause before its predicate, splits no predicate and
/// leaves no verb without what it needs ("agreed [to buy]", "told them [that ...]").
fn is_whole(view: &View<'_>, pieces: &[Piece<'_>], end: usize) -> bool {
    let Some(last) = end.checked_sub(1).and_then(|i| pieces.get(i)) else { return false };
    let at = last.at;
    let next = pieces.get(end).map_or(at, |p| p.at);
    let sign = pieces.get(end).is_some_and(|p| matches!(p.tag, Tag::Comma | Tag::Colon));
    // "two days [after the storm]"
    let counted = view.is_timed(at) && view.is(next, words::BEFORE | words::AFTER);
    let inside = sign && pieces.get(end + 1).is_some_and(|p| !p.space);
    let needs =
        !sign && (last.tag.is_verb() || matches!(last.tag, Tag::Md | Tag::Jj | Tag::In | Tag::To | Tag::Dt));
    let mut clause = view.clauses.of.get(at).copied();
    for _ in 0..DEPTH {
        let Some(this) = clause else { break };
        let head = view.group(this).map_or(0, |g| g.head as usize);
        if head > at && pieces.iter().skip(end).take(FAR).any(|p| p.at == head) {
            return false;
        }
        clause = view.clause(this).and_then(|c| c.parent);
    }
    let split = view.parsed.groups.iter().any(|g| (g.first as usize..g.head as usize).contains(&next));
    !inside && !needs && !split && !counted && !around_aside(pieces, end)
}

/// Whether the piece is a comma around an aside in the middle of a phrase: "putting to rest[,] for now at least[,] the row".
fn around_aside(pieces: &[Piece<'_>], end: usize) -> bool {
    let comma = |i: usize| pieces.get(i).is_some_and(|p| p.tag == Tag::Comma);
    let opens = |i: usize| pieces.get(i + 1).is_some_and(|p| p.tag == Tag::In || p.tag.is_adverb());
    let resumes = |i: usize| pieces.get(i + 1).is_some_and(|p| matches!(p.tag, Tag::Dt | Tag::PrpPoss));
    let other = |range: Range<usize>| range.into_iter().find(|i| comma(*i));
    let closes = |open: usize, close: usize| opens(open) && resumes(close);
    comma(end)
        && (other(end + 1..end + ASIDE).is_some_and(|close| closes(end, close))
            || (end.saturating_sub(ASIDE)..end)
                .rev()
                .find(|i| comma(*i))
                .is_some_and(|open| closes(open, end)))
}

/// Drops quotation marks and brackets without a partner.
fn drop_half_quotes(pieces: &mut Vec<Piece<'_>>) {
    let mut open: Vec<usize> = Vec::new();
    let mut half = Vec::new();
    for (i, piece) in pieces.iter().enumerate() {
        match piece.tag {
            Tag::OpenQuote | Tag::OpenBracket => open.push(i),
            Tag::CloseQuote if !open.is_empty() => drop(open.pop()),
            Tag::CloseBracket if !open.is_empty() => drop(open.pop()),
            Tag::CloseQuote | Tag::CloseBracket => half.push(i),
            _ => {}
        }
    }
    half.extend(open);
    half.sort_unstable();
    for i in half.into_iter().rev() {
        let piece = pieces.remove(i);
        if let Some(next) = pieces.get_mut(i) {
            next.space |= piece.space;
        }
    }
}

/// The tokens of an expression with the words that belong to it: the preposition before, a genitive, and the comma that
/// is part of how a date is written. `modifies` says that it stands before the noun it modifies ("the 1975 treaty"). What
/// is the head of a phrase with an article or adjective of its own ("the coldest December") cannot be left out.
pub(super) fn with_its_words(view: &View<'_>, timex: usize, modifies: bool) -> Range<usize> {
    let tokens = view.timex_tokens(timex);
    let (mut start, mut end) = (tokens.start, tokens.end);
    if view.tag(end) == Some(Tag::Pos) {
        return start..end + 1;
    }
    let before = |i: usize| i.checked_sub(1).and_then(|j| view.tag(j));
    let inside = matches!(before(start), Some(Tag::Dt | Tag::PrpPoss | Tag::Jj | Tag::Jjs | Tag::Pos));
    let preposition = matches!(before(start), Some(Tag::In | Tag::To));
    // "a jump in [third-quarter] profit", but "In [1788] settlers ...".
    let common = matches!(view.tag(end), Some(Tag::Nn | Tag::Nns | Tag::Jj)) && start > 1;
    if modifies && view.tag(end).is_some_and(|t| t.is_noun() || t.is_adjective()) && (!preposition || common)
    {
        return start..end;
    }
    if inside && before(start) != Some(Tag::Dt) {
        return start..start;
    }
    if before(start) == Some(Tag::Dt) {
        start -= 1;
    }
    if before(start) == Some(Tag::Rb) && start.checked_sub(2).and_then(|j| view.tag(j)) == Some(Tag::In) {
        start -= 1;
    }
    if matches!(before(start), Some(Tag::In | Tag::To)) {
        start -= 1;
        if before(start) == Some(Tag::In) && view.is(start - 1, words::UNTIL | words::FROM | words::AS) {
            start -= 1;
        }
        // "[as early as] a year ago"
        let early = |i: usize| view.tag(i).is_some_and(|t| t.is_adverb() || t.is_adjective());
        if start > 2 && view.is(start, words::AS) && early(start - 1) && view.is(start - 2, words::AS) {
            start -= 2;
        }
        // "shortly after 3 a.m.", "just before noon"
        if before(start) == Some(Tag::Rb)
            && view.is(start, words::BEFORE | words::AFTER)
            && !view.is(start, words::SINCE)
        {
            start -= 1;
        }
    }
    let written = tokens.clone().any(|i| view.tag(i) == Some(Tag::Comma));
    let adverbial = matches!(view.tag(end + 1), Some(Tag::In | Tag::To | Tag::Wrb));
    if view.tag(end) == Some(Tag::Comma)
        && (written || adverbial || start == 0)
        && before(start) != Some(Tag::Comma)
    {
        end += 1;
    }
    start..end
}

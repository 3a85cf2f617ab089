//! Words of a sentence in, a readable statement out.
//!
//! What is left out leaves no trace: the commas around it go, a quotation mark without its partner goes, and a
//! statement that is too long ends where a phrase does.

use std::ops::Range;

use super::view::View;
use super::words;
use crate::text::pos::Tag;

/// The longest statement, in characters.
pub(super) const LIMIT: usize = 140;
/// A statement is not cut shorter than this.
pub(super) const SHORTEST: usize = 50;

/// A piece of a statement: a word, whether a space goes before it, whether the statement may end before it.
struct Piece<'a> {
    text: &'a str,
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
    render_with(view, before, None, keep, limit)
}

/// The same, with a name instead of the token that is a pronoun, or a word before the one that is a participle.
pub(super) fn render_with<'a>(
    view: &View<'a>,
    before: &[Range<usize>],
    instead: Option<(usize, &'a str)>,
    keep: impl Fn(usize) -> bool,
    limit: usize,
) -> String {
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    let push = |pieces: &mut Vec<Piece<'a>>, i: usize, gap: bool| match instead {
        Some((at, word)) if at == i && view.tag(i).is_some_and(Tag::is_verb) => {
            pieces.push(Piece { text: word, space: true, may_end: false, tag: Tag::Vbd, at: i });
            push(view, pieces, i, true);
        }
        Some((pronoun, name)) if pronoun == i => {
            pieces.push(Piece { text: name, space: true, may_end: false, tag: Tag::Nnp, at: i });
        }
        _ => push(view, pieces, i, gap),
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
            let text = view.reader.words.definite();
            pieces.push(Piece { text, space: true, may_end: false, tag: Tag::Dt, at: i });
        }
    }
    finish(view, pieces, limit)
}

/// Whether the commas before the last one close each other: that of "Lind, the mayor," belongs to the one before it.
fn is_paired(pieces: &[Piece<'_>]) -> bool {
    pieces.iter().filter(|p| p.tag == Tag::Comma).count() % 2 == 1
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
    let closing = sign || matches!(tag, Tag::Pos | Tag::CloseQuote | Tag::CloseBracket);
    pieces.push(Piece {
        text: token.text(view.text),
        space: !token.glued() || gap && !closing,
        may_end: matches!(
            tag,
            Tag::Comma | Tag::Colon | Tag::In | Tag::To | Tag::Wdt | Tag::Wp | Tag::Wrb | Tag::Cc
        ) && !view.is(i, words::OF),
        tag,
        at: i,
    });
}

fn finish(view: &View<'_>, mut pieces: Vec<Piece<'_>>, limit: usize) -> String {
    strip(&mut pieces);
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
        text.push_str(piece.text);
    }
    let first = text.chars().next().unwrap_or(' ');
    if first.is_lowercase() {
        text = first.to_uppercase().chain(text.chars().skip(1)).collect();
    }
    text
}

/// Takes signs and conjunctions off both ends.
fn strip(pieces: &mut Vec<Piece<'_>>) {
    let loose = |p: &Piece<'_>| {
        matches!(p.tag, Tag::Comma | Tag::Colon | Tag::Stop | Tag::Cc | Tag::Hyphen | Tag::Nfp)
            || matches!(p.text, "-" | "–" | "—" | "*" | "•" | "_")
    };
    let last =
        pieces.iter().rposition(|p| !(loose(p) || matches!(p.tag, Tag::In | Tag::To | Tag::Dt) && p.may_end));
    pieces.truncate(last.map_or(0, |i| i + 1));
    let first = pieces.iter().position(|p| !loose(p)).unwrap_or(0);
    pieces.drain(..first);
}

/// Ends a statement that is too long at a phrase.
fn cut(view: &View<'_>, pieces: &mut Vec<Piece<'_>>, limit: usize) {
    let mut length = 0;
    let mut end = None;
    for (i, piece) in pieces.iter().enumerate() {
        if piece.may_end && is_whole(view, pieces, i) && length >= SHORTEST.min(limit / 2) && length <= limit
        {
            end = Some(i);
        }
        length += piece.text.chars().count() + usize::from(piece.space);
        if length > limit {
            let word = pieces.iter().take(i).rposition(|p| p.space).unwrap_or(i);
            pieces.truncate(end.unwrap_or(word).max(1));
            return;
        }
    }
}

/// Whether a statement that ends before the piece breaks off no clause before its predicate and splits no predicate.
fn is_whole(view: &View<'_>, pieces: &[Piece<'_>], end: usize) -> bool {
    let Some(last) = end.checked_sub(1).and_then(|i| pieces.get(i)).map(|p| p.at) else { return false };
    let next = pieces.get(end).map_or(last, |p| p.at);
    let clause = view.clauses.of.get(last).copied().unwrap_or(0);
    let head = view.group(clause).map_or(0, |g| g.head as usize);
    let split = view.parsed.groups.iter().any(|g| (g.first as usize..g.head as usize).contains(&next));
    head <= last && !split
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
        // "shortly after 3 a.m.", "just before noon"
        if before(start) == Some(Tag::Rb) && view.is(start, words::BEFORE | words::AFTER) {
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

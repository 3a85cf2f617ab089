//! A text or an article in; its tokens, sentences and resolved expressions out: what the events stage works on.
//!
//! One [`Analysis`] holds the buffers of a worker and is filled anew for each document, so that a long run allocates
//! little. Blocks of boilerplate are passed over here, in the one place that knows zones and text both.

mod game;
mod offset;
mod quote;
mod tagged;

use std::borrow::Cow;

use crate::article::{Article, Block, Stamp, Zone};
use crate::calendar::Point;
use crate::pack::{Gloss, Pack, traits};
use crate::resolve::direction::Pointer;
use crate::resolve::domain;
use crate::resolve::list::Beside;
use crate::resolve::order::Evidence;
use crate::resolve::story::month_named;
use crate::resolve::{
    Anchor, Context, Direction, Domain, Impossible, Offset, Order, OrderBasis, Resolved, Resolver, Role,
};
use crate::text::pos::Tag;
use crate::text::pos::lexicon::Word;
use crate::text::scan::PARAGRAPH;
use crate::text::{Kind, Sentence, Token, scan, sentences};
use crate::timex::{self, Expression, RangeEnd};
use tagged::Tagged;

/// An expression with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Timex {
    /// First byte of the text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Index of its sentence.
    pub sentence: u32,
    /// Index of what was read, before it was resolved.
    pub(crate) expression: u32,
    /// First token.
    pub first: u32,
    /// One past the last token.
    pub last: u32,
    /// Its place in a range, if it is an end of one; the other end stands next to it.
    pub range: Option<RangeEnd>,
    /// The event that it is counted from, if it is: "two days after the attack".
    pub offset: Option<Offset>,
    /// Value, reason, alternatives.
    pub resolved: Resolved,
    /// Name of the rule that read it: `family/name`.
    pub rule: Cow<'static, str>,
}

/// Words that look like a date and are none: "31 June".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Misdated {
    /// First byte of the text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Why there is no such date.
    pub reason: Impossible,
}

/// Where a sentence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The zone of its block.
    pub zone: Zone,
    /// Index of its block in the article; 0 in a bare text.
    pub block: u32,
}

/// What is known of a document before its events are.
#[derive(Debug, Default)]
pub struct Analysis {
    /// All tokens, boilerplate left out; offsets are bytes of the document's text.
    pub tokens: Vec<Token>,
    /// All sentences, as ranges of tokens.
    pub sentences: Vec<Sentence>,
    /// The place of each sentence.
    pub places: Vec<Place>,
    /// The expressions with their values, in the order of the text.
    pub timexes: Vec<Timex>,
    /// The document's own date, as it was given.
    pub anchor: Option<Stamp>,
    /// The kind of text that was found or given.
    pub domain: Option<Domain>,
    /// What looks like a date and is none, with the reason: not among the expressions.
    pub impossible: Vec<Misdated>,
    /// Whether two bare numbers stand as month and day or as day and month, what that rests on, and how many dates
    /// could be read either way.
    pub order: Option<(Order, OrderBasis, u32)>,
    block_sentences: Vec<Sentence>,
    timex: timex::TimexScratch,
    expressions: Vec<Expression>,
    tagged: Tagged,
}

impl Analysis {
    /// An analysis that keeps how each expression was read.
    pub(crate) fn tracing() -> Self {
        let mut analysis = Self::default();
        analysis.timex.trace = Some(Vec::new());
        analysis
    }

    /// How the expressions were read, in the order of the text; empty unless they were traced.
    pub(crate) fn derivations(&mut self) -> Vec<timex::Derivation> {
        self.timex.trace.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// What was read, those expressions included that no calendar has a date for.
    pub(crate) fn expressions(&self) -> &[Expression] {
        &self.expressions
    }

    /// What an expression says, before it was resolved.
    pub(crate) fn expression(&self, timex: &Timex) -> Option<&Expression> {
        self.expressions.get(timex.expression as usize)
    }

    /// The tags of a sentence, and what the tagger knew of its words, if an expression asked for them.
    pub(crate) fn tagged(&self, sentence: usize) -> Option<(&[Tag], &[Word])> {
        self.tagged.of(sentence as u32, self.sentences.get(sentence)?.range().len())
    }

    /// Reads a bare text: one block, all body.
    pub(crate) fn read_text(
        &mut self,
        pack: &Pack,
        text: &str,
        anchor: Option<Stamp>,
        domain: Option<Domain>,
    ) {
        let block = Block { start: 0, end: text.len(), zone: Zone::Body, stamp: None };
        self.read_blocks(pack, text, std::slice::from_ref(&block), anchor, domain);
    }

    /// Reads an article, zone by zone.
    pub(crate) fn read_article(&mut self, pack: &Pack, article: &Article, domain: Option<Domain>) {
        let anchor = article.published.as_ref().map(|p| p.stamp);
        self.read_blocks(pack, &article.text, &article.blocks, anchor, domain);
    }

    fn read_blocks(
        &mut self,
        pack: &Pack,
        text: &str,
        blocks: &[Block],
        anchor: Option<Stamp>,
        domain: Option<Domain>,
    ) {
        self.anchor = anchor;
        self.split(pack, text, blocks);
        // Who says that it is an article takes no note for one, however short.
        let short = timex::is_note(text, &self.tokens, &self.timex);
        let note = short && domain.is_none_or(|d| d == Domain::Colloquial);
        let domain = domain.unwrap_or_else(|| {
            domain::detect(text, &self.tokens, &self.timex.glosses, anchor.map(|a| a.date))
        });
        let (words, found) = (&mut self.timex, &mut self.expressions);
        timex::recognise(pack, text, &self.tokens, &self.sentences, (domain, short), words, found);
        game::leave_out(pack, &self.timex.glosses, &mut self.expressions);
        self.domain = Some(domain);
        self.resolve(pack, text, blocks, anchor, (domain, note));
        if let (Some(stamp), Domain::News, Some((order, ..))) = (anchor, domain, self.order) {
            self.requote(pack, text, stamp.date, order);
        }
        offset::resolve(pack, text, &self.tokens, &self.timex.glosses, &self.sentences, &mut self.timexes);
    }

    /// Tokens, looked up on the way, and sentences of all blocks but boilerplate.
    fn split(&mut self, pack: &Pack, text: &str, blocks: &[Block]) {
        self.tokens.clear();
        self.timex.glosses.clear();
        self.sentences.clear();
        self.places.clear();
        for (index, block) in blocks.iter().enumerate().filter(|(_, b)| b.zone != Zone::Boilerplate) {
            let from = self.tokens.len();
            let glosses = &mut self.timex.glosses;
            let look_up = |token: &Token, key| glosses.push(pack.lexicon.look_up(key, text, token));
            scan::append(text, block.start, block.end, &mut self.tokens, look_up);
            sentences(text, &self.tokens[from..], |w| pack.is_abbreviation(w), &mut self.block_sentences);
            for s in &self.block_sentences {
                self.sentences.push(Sentence { first: s.first + from as u32, last: s.last + from as u32 });
                self.places.push(Place { zone: block.zone, block: index as u32 });
            }
        }
    }

    /// Values, from the first expression to the last: what was last spoken of is an anchor too.
    fn resolve(
        &mut self,
        pack: &Pack,
        text: &str,
        blocks: &[Block],
        anchor: Option<Stamp>,
        (domain, note): (Domain, bool),
    ) {
        self.tagged.clear(self.sentences.len());
        let resolver = Resolver::new(pack);
        let mut story = Context::new(anchor.map(|a| a.date), anchor.and_then(|a| a.time), domain);
        if domain == Domain::Narrative {
            // What stands before the first year of a story belongs to it all the same.
            story.year = self.expressions.iter().find_map(|e| e.meaning.year());
        }
        story.note = note;
        let order = self.order(pack);
        story.order = order.0;
        self.order = Some(order);
        self.impossible.clear();
        self.timexes.clear();
        self.timexes.reserve(self.expressions.len());
        let mut at = 0;
        let mut start = None;
        // The last sentence that told a year.
        let mut year_told = None;
        while at < self.expressions.len() {
            let place = self.places[self.expressions[at].sentence as usize];
            let end = self.expressions[at..]
                .iter()
                .position(|e| self.places[e.sentence as usize].block != place.block)
                .map_or(self.expressions.len(), |n| at + n);
            let block = &blocks[place.block as usize];
            let in_story = matches!(block.zone, Zone::Body | Zone::Quote) && block.stamp.is_none();
            // A caption, a byline, an entry with a stamp of its own does not move the story's dates.
            let mut own = (!in_story).then(|| self.own_context(&resolver, &story, block, at..end));
            let cx = own.as_mut().unwrap_or(&mut story);
            for index in at..end {
                let e = &self.expressions[index];
                let sentence = self.sentences[e.sentence as usize];
                let leads = year_told != Some(e.sentence);
                if e.meaning.year().is_some() {
                    year_told = Some(e.sentence);
                }
                let role = role(pack, &self.tokens, &self.timex.glosses, (e, leads), sentence);
                cx.enter(e.sentence);
                let end = self.expressions.get(index + 1).filter(|_| e.range == Some(RangeEnd::Start));
                cx.range_end = end.and_then(|end| month_named(&end.meaning));
                cx.beside = self.timexes.last().and_then(|t| {
                    let by_word = joined(pack, &self.tokens, &self.timex.glosses, t, e)?;
                    Beside::of(&self.expressions[t.expression as usize].meaning, &t.resolved, by_word)
                });
                let sentence = self.sentences[e.sentence as usize].range();
                let (tokens, tagged) = (&self.tokens[sentence.clone()], &mut self.tagged);
                let expressions = of_sentence(&self.expressions, e.sentence);
                let mut direction = || {
                    tagged.read(pack, text, (e.sentence, sentence.start as u32), tokens, expressions);
                    let (tags, groups, cues) = (&tagged.tags, &tagged.groups, &pack.cues);
                    let (first, last) = (e.first as usize - sentence.start, e.last as usize - sentence.start);
                    let direction = Pointer { text, tokens, tags, groups, cues }.direction(first, last);
                    if block.zone == Zone::Caption { direction.in_caption() } else { direction }
                };
                let first_end = start.take().filter(|_| e.range == Some(RangeEnd::End));
                match resolve_one(pack, &resolver, cx, (e, index as u32, role), first_end, &mut direction) {
                    Ok(mut timex) => {
                        let now =
                            || cx.anchor.filter(|_| timex.resolved.value == "PRESENT_REF").map(Point::Day);
                        start =
                            timex.resolved.point.or_else(now).filter(|_| e.range == Some(RangeEnd::Start));
                        let sentence = &self.sentences[e.sentence as usize];
                        timex.offset = offset::of(pack, text, &self.tokens, &self.timex.glosses, sentence, e);
                        self.timexes.push(timex);
                    }
                    Err(reason) => self.impossible.push(Misdated { start: e.start, end: e.end, reason }),
                }
            }
            at = end;
        }
    }

    /// The order of day and month that the document's own dates, or its spelling, tell.
    fn order(&self, pack: &Pack) -> (Order, OrderBasis, u32) {
        let mut evidence = Evidence::default();
        let (day_first, month_first) =
            (pack.grammar.classes(&["dayfirst"]), pack.grammar.classes(&["monthfirst"]));
        for e in &self.expressions {
            let first = pack.grammar.gives(e.rule, day_first);
            let named = first || pack.grammar.gives(e.rule, month_first);
            evidence.note(&e.meaning, named.then_some(first));
        }
        let (order, basis, open) = evidence.decide();
        if open == 0 || basis != OrderBasis::Undecided {
            return (order, basis, open);
        }
        for gloss in &self.timex.glosses {
            if gloss.traits & traits::BRITISH != 0 {
                evidence.spelled(true);
            }
            if gloss.traits & traits::AMERICAN != 0 {
                evidence.spelled(false);
            }
        }
        evidence.decide()
    }

    /// The context of a block that has an anchor of its own: its stamp, or the printed date of a caption.
    fn own_context(
        &self,
        resolver: &Resolver<'_>,
        story: &Context,
        block: &Block,
        expressions: std::ops::Range<usize>,
    ) -> Context {
        let mut cx = story.clone();
        if let Some(stamp) = block.stamp {
            (cx.anchor, cx.time, cx.anchor_kind) = (Some(stamp.date), stamp.time, Anchor::Stamp);
        }
        if block.zone == Zone::Caption {
            let printed = self.expressions[expressions].iter().find_map(|e| {
                let open = Context::new(None, None, Domain::News);
                let resolved = resolver.resolve(&e.meaning, &open, &mut || Direction::Unknown)?;
                match resolved.point {
                    Some(Point::Day(day)) => Some(day),
                    _ => None,
                }
            });
            if let Some(day) = printed {
                (cx.anchor, cx.time, cx.anchor_kind) = (Some(day), None, Anchor::Caption);
            }
        }
        cx
    }
}

/// Whether a token stands inside one of the expressions, which are in order.
fn in_expression(expressions: &[Expression], token: u32) -> bool {
    let next = expressions.partition_point(|e| e.last <= token);
    expressions.get(next).is_some_and(|e| e.first <= token)
}

/// The expressions of a sentence.
fn of_sentence(expressions: &[Expression], sentence: u32) -> &[Expression] {
    let from = expressions.partition_point(|e| e.sentence < sentence);
    let to = expressions.partition_point(|e| e.sentence <= sentence);
    &expressions[from..to]
}

/// Whether an expression goes on a list with the one before, and if it does, by a word ("and", "to") or by marks alone.
fn joined(pack: &Pack, tokens: &[Token], glosses: &[Gloss], before: &Timex, e: &Expression) -> Option<bool> {
    let gap = before.last as usize..e.first as usize;
    if before.sentence != e.sentence || gap.len() > 2 {
        return None;
    }
    let joins = pack.lexicon.class("joins")?;
    let mut by_word = false;
    for at in gap {
        match tokens[at].kind {
            Kind::Punct => {}
            Kind::Word if pack.lexicon.value(glosses[at].id, joins).is_some() => by_word = true,
            _ => return None,
        }
    }
    Some(by_word)
}

/// How far before a date the "until" is looked for that it closes.
const UNTIL: usize = 8;

/// What an expression's place says of its part in a story. A preposition may stand before one that opens a sentence, or
/// a clause: ", and in 1913". The first date of a paragraph opens it wherever it stands, if it tells its year.
fn role(
    pack: &Pack,
    tokens: &[Token],
    glosses: &[Gloss],
    (e, leads): (&Expression, bool),
    sentence: Sentence,
) -> Role {
    if e.range == Some(RangeEnd::End) {
        return Role::RangeEnd;
    }
    let opens_paragraph =
        leads && tokens[sentence.first as usize].has(PARAGRAPH) && e.meaning.year().is_some();
    if e.first <= sentence.first + 1 || opens_paragraph {
        return Role::Opening;
    }
    let from = (e.first as usize).saturating_sub(UNTIL).max(sentence.first as usize);
    let before = &glosses[from..e.first as usize];
    let closes = |c| before.iter().any(|l| pack.lexicon.value(l.id, c).is_some());
    if pack.lexicon.class("closes").is_some_and(closes) {
        return Role::Until;
    }
    let before = e.first as usize - 2;
    let joins = match tokens[before].kind {
        Kind::Word => {
            pack.lexicon.class("joins").is_some_and(|c| pack.lexicon.value(glosses[before].id, c).is_some())
        }
        Kind::Punct => true,
        Kind::Number => false,
    };
    if joins && tokens[before + 1].kind == Kind::Word { Role::Clause } else { Role::Plain }
}

fn resolve_one(
    pack: &Pack,
    resolver: &Resolver<'_>,
    cx: &mut Context,
    (e, index, role): (&Expression, u32, Role),
    first_end: Option<Point>,
    direction: &mut dyn FnMut() -> Direction,
) -> Result<Timex, Impossible> {
    let mut resolved = resolver.value(&e.meaning, first_end, cx, direction)?;
    cx.note(&resolved, role);
    let rule = pack.rule(e.rule);
    resolved.confidence *= rule.confidence;
    Ok(Timex {
        start: e.start,
        end: e.end,
        sentence: e.sentence,
        expression: index,
        first: e.first,
        last: e.last,
        range: e.range,
        offset: None,
        resolved,
        rule: rule.name.clone(),
    })
}

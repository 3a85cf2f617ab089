//! The reader of verb groups: follows the auxiliaries of a sentence to their verbs.

use super::words::{BE, DO, Entry, FUTURE, GET, GO, HAVE, MODAL, NO, NOT, Roles, SEMI};
use super::{Aspect, Tense, VerbGroup, VerbWords};
use crate::text::Token;
use crate::text::pos::Tag;

/// How far the verb may stand from an auxiliary before its subject ("Did the two sides meet?").
const INVERTED: usize = 8;
/// How far back a noun phrase is searched for a negative word.
const PHRASE: usize = 6;

pub(super) struct Reader<'a, 'd> {
    pub(super) words: &'a VerbWords<'d>,
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) tags: &'a [Tag],
}

/// A group while it is read.
struct Draft<'d> {
    tense: Option<Tense>,
    perfect: bool,
    progressive: bool,
    passive: bool,
    negative: bool,
    modality: Option<&'d str>,
}

impl<'d> Reader<'_, 'd> {
    fn tag(&self, i: usize) -> Option<Tag> {
        self.tags.get(i).copied()
    }

    fn roles(&self, i: usize) -> Roles {
        self.tokens.get(i).map_or(0, |token| self.words.roles(self.text, token))
    }

    fn entry(&self, i: usize) -> Entry<'d> {
        self.tokens.get(i).map_or((0, None, None), |token| self.words.entry(self.text, token))
    }

    #[inline]
    pub(super) fn begins(&self, i: usize) -> bool {
        let Some(tag) = self.tag(i) else { return false };
        match tag {
            Tag::Md => true,
            Tag::To => self.leads_to_verb(i),
            tag => tag.is_verb(),
        }
    }

    /// Whether a base form comes after the "to" at `i`, with nothing but adverbs between.
    fn leads_to_verb(&self, i: usize) -> bool {
        self.tag(self.past_adverbs(i + 1, &mut false)) == Some(Tag::Vb)
    }

    /// The next token from `i` on that is no adverb; takes note of negation.
    fn past_adverbs(&self, mut i: usize, negative: &mut bool) -> usize {
        while let Some(tag) = self.tag(i) {
            let floating = matches!(tag, Tag::Dt | Tag::Cc) && self.tag(i + 1).is_some_and(Tag::is_verb);
            let not = (tag.is_adverb() || floating) && self.roles(i) & NOT != 0;
            if !tag.is_adverb() && !(floating && (tag == Tag::Dt || not)) {
                break;
            }
            *negative |= not;
            i += 1;
        }
        i
    }

    /// Reads the group that begins at `first`; also gives where to go on.
    pub(super) fn group(&self, first: usize, before: Option<&VerbGroup<'d>>) -> (VerbGroup<'d>, usize) {
        let mut draft = Draft {
            tense: None,
            perfect: false,
            progressive: false,
            passive: false,
            negative: self.denied_before(first),
            modality: None,
        };
        let mut head = first;
        let mut next = first + 1;
        while let Some(verb) = self.step(head, &mut draft) {
            next = if verb < next + INVERTED && self.is_inverted(head, verb) { next } else { verb + 1 };
            head = verb;
        }
        if draft.tense.is_none() {
            draft.tense = Some(self.own_tense(head));
        }
        let mut trailing = false;
        self.past_adverbs(head + 1, &mut trailing);
        let roles = self.roles(head);
        draft.negative |= trailing && roles & (BE | DO | FUTURE | MODAL) != 0;
        let aspect = match (draft.perfect, draft.progressive) {
            (false, false) => Aspect::None,
            (false, true) => Aspect::Progressive,
            (true, false) => Aspect::Perfective,
            (true, true) => Aspect::PerfectiveProgressive,
        };
        let mut group = VerbGroup {
            first: first as u32,
            head: head as u32,
            tense: draft.tense.unwrap_or_default(),
            aspect,
            modality: draft.modality,
            negative: draft.negative,
            passive: draft.passive,
            copula: roles & BE != 0,
            shared: false,
        };
        if head == first
            && let Some(before) = before
            && self.shares(first, before)
        {
            group =
                VerbGroup { tense: before.tense, aspect: before.aspect, modality: before.modality, ..group };
            group.passive = before.passive;
            group.negative |= before.negative;
            group.shared = true;
        }
        (group, next)
    }

    /// If the verb at `i` is an auxiliary, the verb that it serves; takes note of what it contributes.
    fn step(&self, i: usize, draft: &mut Draft<'d>) -> Option<usize> {
        let (roles, modality, semi) = self.entry(i);
        let tag = self.tag(i)?;
        let mut negative = false;
        let mut next = self.past_adverbs(i + 1, &mut negative);
        let mut after = self.tag(next);
        if matches!(after, Some(Tag::Prp | Tag::Dt | Tag::Nnp | Tag::Nn | Tag::Nns | Tag::PrpPoss | Tag::Ex))
            && let Some(verb) = self.inverted(i, roles, next, &mut negative)
        {
            next = verb;
            after = self.tag(verb);
        }
        let participle = matches!(after, Some(Tag::Vbn | Tag::Vbd));
        let base = matches!(after, Some(Tag::Vb | Tag::Vbp));
        let to_verb = after == Some(Tag::To) && self.begins(next);
        let own = self.own_tense(i);
        let set = |draft: &mut Draft<'d>, tense: Tense| {
            draft.tense.get_or_insert(tense);
        };
        if tag == Tag::To {
            set(draft, Tense::Infinitive);
        } else if tag == Tag::Md {
            if roles & FUTURE != 0 {
                set(draft, Tense::Future);
            } else {
                set(draft, Tense::None);
                draft.modality = draft.modality.or(modality);
            }
            draft.negative |= roles & NOT != 0;
            if !base && !to_verb {
                return None;
            }
        } else if roles & HAVE != 0 && participle && !self.is_be_clitic(i, next) {
            set(draft, own);
            draft.perfect = true;
        } else if roles & SEMI != 0 && to_verb {
            if draft.tense.is_none() || draft.tense == Some(Tense::None) || draft.modality.is_some() {
                draft.modality = draft.modality.or(semi);
            }
            set(draft, own);
        } else if roles & BE != 0 && self.is_going_to(next) {
            draft.tense = draft.tense.filter(|t| *t != Tense::None).or(Some(Tense::Future));
            next += 1;
        } else if roles & BE != 0 && (after == Some(Tag::Vbg) || participle) {
            set(draft, own);
            if participle && self.is_have_clitic(i, next) {
                draft.perfect = true;
            } else {
                draft.passive = participle;
                draft.progressive |= !participle;
            }
        } else if roles & GET != 0 && after == Some(Tag::Vbn) && next == i + 1 {
            set(draft, own);
            draft.passive = true;
        } else if roles & DO != 0 && base {
            set(draft, own);
        } else {
            return None;
        }
        draft.negative |= negative;
        if to_verb && tag != Tag::To {
            next = self.past_adverbs(next + 1, &mut draft.negative);
        }
        Some(next)
    }

    /// The verb beyond the subject: "Did the two sides meet", "Nor will they", "When was it opened?".
    fn inverted(&self, i: usize, roles: Roles, from: usize, negative: &mut bool) -> Option<usize> {
        let before = i.checked_sub(1).and_then(|j| self.tag(j));
        let begins = matches!(before, None | Some(Tag::Wrb | Tag::Wp | Tag::Wdt | Tag::OpenQuote | Tag::Cc));
        let asks = self.tokens.last().is_some_and(|t| t.text(self.text) == "?");
        if !(begins || before == Some(Tag::Comma) && asks) || roles & (BE | HAVE | DO | FUTURE | MODAL) == 0 {
            return None;
        }
        if roles & (BE | HAVE) != 0 && !asks {
            return None;
        }
        let mut at = from;
        while at < from + INVERTED {
            let tag = self.tag(at)?;
            if tag.is_verb() {
                return Some(at);
            }
            let subject = tag.is_noun() || tag.is_adjective() || tag.is_adverb() || tag == Tag::Hyphen;
            let other =
                matches!(tag, Tag::Prp | Tag::Dt | Tag::PrpPoss | Tag::Pos | Tag::Cd | Tag::Ex | Tag::In);
            if !subject && !other {
                return None;
            }
            *negative |= tag.is_adverb() && self.roles(at) & NOT != 0;
            at += 1;
        }
        None
    }

    /// Whether something other than adverbs stands between an auxiliary and its verb.
    fn is_inverted(&self, auxiliary: usize, verb: usize) -> bool {
        (auxiliary + 1..verb)
            .any(|i| self.tag(i).is_some_and(|t| t.is_noun() || matches!(t, Tag::Prp | Tag::Ex)))
    }

    /// "'s" and "'re" with a participle are passive unless the participle is one that only "have" takes.
    fn is_have_clitic(&self, i: usize, next: usize) -> bool {
        let word = self.tokens.get(i).map_or("", |t| t.text(self.text));
        let clitic = word.len() < 5 && word.ends_with('s') && word.starts_with(['\'', '’']);
        clitic && self.roles(next) & (BE | HAVE | DO | GET) != 0
    }

    fn is_be_clitic(&self, i: usize, next: usize) -> bool {
        self.roles(i) & BE != 0 && !self.is_have_clitic(i, next)
    }

    fn is_going_to(&self, i: usize) -> bool {
        self.roles(i) & GO != 0 && self.tag(i + 1) == Some(Tag::To) && self.begins(i + 1)
    }

    /// The tense that a form carries by itself.
    fn own_tense(&self, i: usize) -> Tense {
        match self.tag(i) {
            Some(Tag::Vbd) => Tense::Past,
            Some(Tag::Vbz | Tag::Vbp) => Tense::Present,
            Some(Tag::Vbg) => Tense::PresentParticiple,
            Some(Tag::Vbn) => Tense::PastParticiple,
            _ => Tense::None,
        }
    }

    /// "was arrested and charged", "will meet, vote and leave": a bare form after a conjunction takes the
    /// auxiliaries of the group before if its head has the same form.
    fn shares(&self, i: usize, before: &VerbGroup<'d>) -> bool {
        let bare = matches!(self.tag(i), Some(Tag::Vbn | Tag::Vb | Tag::Vbg));
        let head = before.head as usize;
        if !bare
            || self.tag(head) != self.tag(i)
            || before.first == before.head && !before.shared
            || head >= i
        {
            return false;
        }
        let mut at = i;
        while at > head + 1 && self.tag(at - 1).is_some_and(Tag::is_adverb) {
            at -= 1;
        }
        match self.tag(at.saturating_sub(1)) {
            Some(Tag::Cc) => true,
            Some(Tag::Comma) => self.tag(i) == Some(Tag::Vb),
            _ => false,
        }
    }

    /// "Nobody was", "No one of the crew was", "never to": a negative word right before the group.
    fn denied_before(&self, first: usize) -> bool {
        let mut at = first;
        while at > 0 && self.tag(at - 1).is_some_and(Tag::is_adverb) {
            at -= 1;
            if self.roles(at) & NOT != 0 {
                return true;
            }
        }
        for _ in 0..PHRASE {
            let Some(tag) = at.checked_sub(1).and_then(|i| self.tag(i)) else { return false };
            at -= 1;
            if self.roles(at) & NO != 0 {
                return true;
            }
            let phrase = tag.is_noun()
                || tag.is_adjective()
                || matches!(tag, Tag::Cd | Tag::In | Tag::Dt | Tag::Hyphen);
            if !phrase || matches!(self.tag(first), Some(Tag::Vbg | Tag::Vbn | Tag::To)) {
                return false;
            }
        }
        false
    }
}

//! Where the verb of an expression points: a sentence's words, tags and verb groups in, past or future out, with the
//! reason.
//!
//! No parse is made. A date mostly follows its verb, and where it opens its clause it goes before it; those two places,
//! the tense found there, and a list of words that plan ("scheduled", "deadline") tell the direction of nearly all
//! dates in news.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::text::Token;
use crate::text::pos::Tag;
use crate::text::verbgroup::{Aspect, Tense, VerbGroup};
use crate::{Error, Result};

/// Past, future, or no saying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Direction {
    /// The verb reports: the latest one not after the anchor. With the reason.
    Past(Cow<'static, str>),
    /// The verb plans: the next one.
    Future(Cow<'static, str>),
    /// Simple present: a timetable if it is a day ("meets Monday"), no saying for what is further away.
    Present(Cow<'static, str>),
    /// Nothing tells.
    Unknown,
}

impl Direction {
    /// The same in a caption, where the present tense tells what the picture shows: it has been.
    pub(crate) fn in_caption(self) -> Self {
        match self {
            Self::Present(reason) => Self::Past(format!("a caption, {reason}").into()),
            other => other,
        }
    }
}

type Roles = u16;
const PLAN: Roles = 1;
const INTEND: Roles = 2;
const REPORT: Roles = 4;
const AHEAD: Roles = 8;
const BEHIND: Roles = 16;
const TOWARD: Roles = 4096;
const DENY: Roles = 32;
const HAPPENED: Roles = 64;
const BOTH: Roles = 128;
const FORMER: Roles = 256;
const THAT: Roles = 512;
const TO: Roles = 1024;
const RECORD: Roles = 2048;
const WITHIN: Roles = 8192;

/// Words of the list have at most so many bytes.
const LONGEST: usize = 24;
/// How far before an expression a planning word is looked for, in tokens.
const REACH: usize = 6;
/// How many infinitives in a row are followed to the verb that they hang on.
const CHAIN: usize = 4;

/// The words that tell a direction beside tense: `data/<language>/grammar/direction.tsv`.
#[derive(Debug, Default)]
pub(crate) struct Cues<'d> {
    words: FxHashMap<&'d [u8], Roles>,
}

impl<'d> Cues<'d> {
    /// Reads a list of words with their roles.
    pub(crate) fn parse(text: &'d str) -> Result<Self> {
        let mut words = FxHashMap::default();
        let wrong = |n: usize, what: String| Error::Data { file: "direction.tsv".into(), line: n + 1, what };
        for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
            let role = match line.split_once('\t') {
                Some((_, "plan")) => PLAN,
                Some((_, "intend")) => INTEND,
                Some((_, "report")) => REPORT,
                Some((_, "ahead")) => AHEAD,
                Some((_, "behind")) => BEHIND,
                Some((_, "toward")) => TOWARD,
                Some((_, "deny")) => DENY,
                Some((_, "happened")) => HAPPENED,
                Some((_, "both")) => BOTH,
                Some((_, "former")) => FORMER,
                Some((_, "that")) => THAT,
                Some((_, "to")) => TO,
                Some((_, "record")) => RECORD,
                Some((_, "within")) => WITHIN,
                _ => {
                    let what = "a word, a tab, and one of plan, intend, report, ahead, behind, toward, deny, happened";
                    return Err(wrong(n, what.into()));
                }
            };
            let word = line.split('\t').next().unwrap_or_default();
            if word.len() > LONGEST {
                return Err(wrong(n, format!("a word has at most {LONGEST} bytes")));
            }
            *words.entry(word.as_bytes()).or_default() |= role;
        }
        Ok(Self { words })
    }

    /// The English list.
    pub(crate) fn english() -> Result<Cues<'static>> {
        Cues::parse(include_str!("../../data/en/grammar/direction.tsv"))
    }

    /// Whether the word is a verb of saying.
    pub(crate) fn reports(&self, word: &str) -> bool {
        self.roles(word) & REPORT != 0
    }

    fn roles(&self, word: &str) -> Roles {
        let mut lower = [0; LONGEST];
        let Some(lower) = lower.get_mut(..word.len()) else { return 0 };
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        self.words.get(&*lower).copied().unwrap_or_default()
    }
}

/// A sentence in which directions are asked for. Token numbers count within the sentence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pointer<'s> {
    pub(crate) text: &'s str,
    pub(crate) tokens: &'s [Token],
    pub(crate) tags: &'s [Tag],
    pub(crate) groups: &'s [VerbGroup<'static>],
    pub(crate) cues: &'s Cues<'static>,
}

impl Pointer<'_> {
    /// Where the verb of the expression `first..last` points.
    pub(crate) fn direction(&self, first: usize, last: usize) -> Direction {
        let governing = self.governing(first, last);
        // What "had been scheduled for Monday" lies behind whoever tells it.
        let perfect = |g: usize| {
            let group = &self.groups[g];
            group.tense == Tense::Past && group.aspect == Aspect::Perfective
        };
        // "had been due to expire": the infinitive lies where its verb does.
        let had_been_to = governing
            .filter(|g| self.groups[*g].tense == Tense::Infinitive)
            .and_then(|g| g.checked_sub(1))
            .is_some_and(perfect);
        if had_been_to {
            return Direction::Past("past perfect before the infinitive".into());
        }
        let before_past = governing.is_some_and(perfect);
        if let Some(record) = self.record(first) {
            return Direction::Past(format!("a record: {record}").into());
        }
        if !before_past && let Some(direction) = self.beside(first) {
            return direction;
        }
        if let Some(noun) = self.happened(last) {
            return Direction::Past(format!("it has happened: {noun}").into());
        }
        let Some(group) = governing else { return self.verbless(first) };
        match self.points(group, first) {
            // "follows Monday's vote": a vote that was.
            Direction::Present(_) if self.tags.get(last) == Some(&Tag::Pos) => Direction::Unknown,
            direction => direction,
        }
    }

    fn word(&self, at: usize) -> &str {
        self.tokens[at].text(self.text)
    }

    fn roles(&self, at: usize) -> Roles {
        self.cues.roles(self.word(at))
    }

    /// What the words right before the expression say: "until", "since", "scheduled for", "the deadline of".
    fn beside(&self, first: usize) -> Option<Direction> {
        let from = first.saturating_sub(REACH);
        for at in (from..first).rev() {
            if matches!(self.tags[at], Tag::Stop | Tag::Comma | Tag::Colon | Tag::CloseQuote | Tag::OpenQuote)
            {
                return None;
            }
            let roles = self.roles(at);
            if roles & BEHIND != 0 && first - at <= 2 && self.tags[at] != Tag::Rb {
                return Some(Direction::Past(format!("after \"{}\"", self.word(at)).into()));
            }
            if roles & AHEAD != 0 && first - at <= 2 {
                return Some(Direction::Future(format!("after \"{}\"", self.word(at)).into()));
            }
            if roles & PLAN != 0 && at > 0 && self.roles(at - 1) & FORMER != 0 {
                return Some(Direction::Past(format!("a former plan: {}", self.word(at)).into()));
            }
            if roles & PLAN != 0 {
                return Some(Direction::Future(format!("planned: {}", self.word(at)).into()));
            }
            // "set to resume Monday", though the tagger took the verb for a noun.
            if roles & INTEND != 0 && self.roles(at + 1) & TO != 0 {
                return Some(Direction::Future(format!("planned: {}", self.word(at)).into()));
            }
            // A verb of its own decides, not a word before it.
            if self.groups.iter().any(|g| g.head as usize == at) {
                return None;
            }
        }
        None
    }

    /// "The highest level in six years", "my second call in two days": what is the most, or the nth, within a length of
    /// time looks back on it.
    fn record(&self, first: usize) -> Option<&str> {
        let within = first.checked_sub(1).filter(|at| self.roles(*at) & WITHIN != 0)?;
        (within.saturating_sub(REACH)..within)
            .rev()
            .take_while(|at| {
                !matches!(self.tags[*at], Tag::Stop | Tag::Comma | Tag::Colon)
                    && !self.groups.iter().any(|g| g.head as usize == *at)
            })
            .find(|at| matches!(self.tags[*at], Tag::Jjs | Tag::Rbs) || self.roles(*at) & RECORD != 0)
            .map(|at| self.word(at))
    }

    /// "Monday's verdict": the noun of what a report names by its day only once it is over.
    fn happened(&self, last: usize) -> Option<&str> {
        if self.tags.get(last) != Some(&Tag::Pos) {
            return None;
        }
        let nouns = (last + 1..self.tags.len()).take_while(|at| {
            matches!(self.tags[*at], Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Jj | Tag::Vbg | Tag::Hyphen)
        });
        nouns.take(REACH).find(|at| self.roles(*at) & HAPPENED != 0).map(|at| self.word(at))
    }

    /// Without a verb a preposition may tell: what is done "by Friday" is still to do.
    fn verbless(&self, first: usize) -> Direction {
        let toward = (first.saturating_sub(REACH)..first).rev().find(|&at| self.roles(at) & TOWARD != 0);
        match toward {
            Some(at) => Direction::Future(format!("no verb, but \"{}\"", self.word(at)).into()),
            None => Direction::Unknown,
        }
    }

    /// The verb group that the expression belongs to, by its index.
    fn governing(&self, first: usize, last: usize) -> Option<usize> {
        let before = self.groups.iter().rposition(|g| (g.head as usize) < first && !self.attributive(g));
        let after = self.groups.iter().position(|g| g.first as usize >= last && !self.attributive(g));
        let (Some(b), Some(a)) = (before, after) else { return before.or(after) };
        let gap = (last, self.groups[a].first as usize);
        match self.clause_word(last) {
            // "told reporters on Monday that the road might ...": the day of the telling.
            Some(Tag::In) => return Some(b),
            // "unlike Monday, when two roads were shut": the day has a clause of its own.
            Some(_) => return Some(a),
            None => {}
        }
        if self.opens_clause(first) && !self.broken(gap.0, gap.1, true) {
            return Some(a);
        }
        // "said Thursday's vote will ...": the date belongs to what is said.
        let head = self.groups[b].head as usize;
        let said = self.roles(head) & REPORT != 0;
        if said && first - head > 2 && !self.broken(gap.0, gap.1, false) {
            return Some(a);
        }
        Some(b)
    }

    /// The tag of the word that opens a clause right behind the expression, "that" or ", when". Of a "that", it is told
    /// from the pronoun by what the tagger says.
    fn clause_word(&self, last: usize) -> Option<Tag> {
        let after = |at: usize| self.tags.get(at).copied();
        match after(last)? {
            Tag::In if self.roles(last) & THAT != 0 => Some(Tag::In),
            Tag::Comma if after(last + 1) == Some(Tag::Wrb) => Some(Tag::Wrb),
            _ => None,
        }
    }

    /// A participle that stands before its noun: "an unspecified date", "by increased sales".
    fn attributive(&self, group: &VerbGroup<'_>) -> bool {
        let head = group.head as usize;
        let tag = |at: Option<usize>| at.and_then(|at| self.tags.get(at)).copied();
        group.first == group.head
            && matches!(group.tense, Tense::Past | Tense::PastParticiple | Tense::PresentParticiple)
            && matches!(tag(Some(head + 1)), Some(Tag::Nn | Tag::Nns))
            && matches!(
                tag(head.checked_sub(1)),
                Some(Tag::Dt | Tag::Jj | Tag::Rb | Tag::PrpPoss | Tag::Pos | Tag::In | Tag::Cd)
            )
    }

    /// Nothing but a preposition, an article or an adverb stands between the expression and its clause's beginning.
    fn opens_clause(&self, first: usize) -> bool {
        let mut at = first;
        while at > 0 && matches!(self.tags[at - 1], Tag::In | Tag::Dt | Tag::Rb | Tag::Rbr) {
            at -= 1;
        }
        let Some(before) = at.checked_sub(1) else { return true };
        matches!(
            self.tags[before],
            Tag::Comma | Tag::Cc | Tag::OpenQuote | Tag::CloseQuote | Tag::Colon | Tag::Nfp | Tag::Stop
        )
    }

    /// Whether a clause ends between the two places; `fronted` lets one comma pass.
    fn broken(&self, from: usize, to: usize, fronted: bool) -> bool {
        let mut commas = usize::from(fronted);
        self.tags[from..to].iter().any(|tag| match tag {
            Tag::Comma if commas > 0 => {
                commas -= 1;
                false
            }
            Tag::Comma | Tag::Colon | Tag::Stop | Tag::CloseQuote => true,
            _ => false,
        })
    }

    fn points(&self, index: usize, first: usize) -> Direction {
        let group = &self.groups[index];
        let head = group.head as usize;
        let shown = self.shown(group);
        let past = |what: &str| Direction::Past(format!("{what}: {shown}").into());
        let future = |what: &str| Direction::Future(format!("{what}: {shown}").into());
        let perfect = matches!(group.aspect, Aspect::Perfective | Aspect::PerfectiveProgressive);
        if self.roles(head) & PLAN != 0 && head < first && !perfect {
            return future("planned");
        }
        match group.tense {
            Tense::Past | Tense::PastParticiple => past("past tense"),
            Tense::Future => future("future"),
            Tense::Present if perfect => past("perfect"),
            Tense::Present if self.roles(head) & REPORT != 0 => past("report"),
            Tense::Present if group.aspect == Aspect::Progressive => future("progressive"),
            // "The Reds beat them Friday": the form is present and past, and a day wants the past.
            Tense::Present if group.first == group.head && self.roles(head) & BOTH != 0 => past("past tense"),
            Tense::Present => Direction::Present(format!("present: {shown}").into()),
            Tense::Infinitive if self.carried_out(index) => past("done"),
            // "was to have joined", "is believed to have fled".
            Tense::Infinitive if group.aspect == Aspect::Perfective => past("perfect infinitive"),
            Tense::Infinitive => future("purpose or plan"),
            Tense::None if perfect => past("perfect"),
            // "could not be reached Friday"
            Tense::None if group.modality == Some("could") && (group.negative || self.denied(group)) => {
                past("was not possible")
            }
            Tense::None if group.modality.is_some() => future("modal"),
            // "-ing" has the time of the verb that it hangs on.
            Tense::PresentParticiple | Tense::None => match index.checked_sub(1) {
                Some(before) => self.points(before, first),
                None => Direction::Unknown,
            },
        }
    }

    /// Whether what an infinitive names was done when its past verb was: "voted to ban", "used dogs to find". Not if a
    /// word between them intends only: "agreed to pay", "made plans to leave", "was ready to go".
    fn carried_out(&self, index: usize) -> bool {
        // One infinitive may hang on another: "went to try to find".
        for index in (index.saturating_sub(CHAIN) + 1..=index).rev() {
            let Some(before) = index.checked_sub(1) else { return false };
            let (verb, infinitive) = (&self.groups[before], &self.groups[index]);
            let between = verb.head as usize..infinitive.first as usize;
            // "was to leave": nothing but a plan.
            let bare = verb.copula && between.len() == 1;
            if bare || between.clone().any(|at| self.roles(at) & (INTEND | PLAN) != 0) {
                return false;
            }
            match verb.tense {
                Tense::Past | Tense::PastParticiple => return !self.tags[between].contains(&Tag::Stop),
                Tense::Infinitive => {}
                _ => return false,
            }
        }
        false
    }

    /// "Neither the owner nor his wife could ...": denied by the words before the verb.
    fn denied(&self, group: &VerbGroup<'_>) -> bool {
        let first = group.first as usize;
        (first.saturating_sub(2 * REACH)..first).rev().any(|at| self.roles(at) & DENY != 0)
    }

    /// The group's words, for the reason.
    fn shown(&self, group: &VerbGroup<'_>) -> String {
        let head = self.word(group.head as usize);
        if group.first == group.head {
            head.to_string()
        } else {
            format!("{} {head}", self.word(group.first as usize))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::pos::{ENGLISH, PosModel, PosScratch};
    use crate::text::scan;
    use crate::text::verbgroup::VerbWords;

    /// The direction of the bracketed words.
    fn of(marked: &str) -> Direction {
        let open = marked.find('[').unwrap();
        let close = marked.find(']').unwrap() - 1;
        let text = marked.replace(['[', ']'], "");
        let (mut tokens, mut tags, mut groups) = (Vec::new(), Vec::new(), Vec::new());
        scan(&text, 0, text.len(), &mut tokens);
        PosModel::load(ENGLISH).unwrap().tag(&text, &tokens, &mut PosScratch::default(), &mut tags);
        VerbWords::english().unwrap().groups(&text, &tokens, &tags, &mut groups);
        let cues = Cues::english().unwrap();
        let first = tokens.iter().position(|t| t.start as usize == open).unwrap();
        let last = tokens.iter().position(|t| t.end as usize == close).unwrap() + 1;
        Pointer { text: &text, tokens: &tokens, tags: &tags, groups: &groups, cues: &cues }
            .direction(first, last)
    }

    fn past(marked: &str) {
        assert!(matches!(of(marked), Direction::Past(_)), "{marked}: {:?}", of(marked));
    }

    fn future(marked: &str) {
        assert!(matches!(of(marked), Direction::Future(_)), "{marked}: {:?}", of(marked));
    }

    #[test]
    fn tense_points() {
        past("He was to have joined the talks on [Monday] but canceled his trip.");
        past("Two of them are believed to have fled on [Monday].");
        past("The ferry sank on [Monday] off the coast.");
        past("The mayor has resigned, a spokeswoman said [Monday].");
        past("On [Monday], the ferry sank.");
        future("The panel will meet on [Monday].");
        future("On [Monday], the panel will meet.");
        future("She may leave the hospital [Monday].");
        future("The mayor plans to resign on [Monday].");
        past("Crews began to clear the road on [Monday].");
    }

    #[test]
    fn planning_words_outweigh_the_past() {
        future("The hearing was scheduled for [Monday].");
        future("The match was postponed until [Monday].");
        past("The road has been closed since [Monday].");
    }

    #[test]
    fn what_is_said_has_its_own_verb() {
        future("The company said a vote on [Monday] will decide.");
        past("The company said [Monday] that a vote will decide.");
    }

    #[test]
    fn an_infinitive_lies_where_its_verb_does_unless_that_intends() {
        past("Lawmakers voted to ban the pesticide [Wednesday].");
        past("Firefighters used foam to put out the blaze on [Monday].");
        future("The union agreed to return to work [Monday].");
        future("The couple made plans to leave for Spain on [Friday].");
        future("The team was ready to sail [Monday].");
        future("The minister was to visit the camp [Monday].");
    }

    #[test]
    fn a_clause_behind_the_date_tells_whose_it_is() {
        past("The minister told reporters on [Tuesday] that the toll might rise.");
        past("Traffic is heavy, unlike [Monday], when the schools were shut.");
    }

    #[test]
    fn what_is_named_by_its_day_has_happened() {
        past("The family will appeal [Monday]'s verdict.");
        future("The family will attend [Monday]'s hearing.");
    }

    #[test]
    fn a_verb_of_one_form_is_past_on_a_day() {
        past("The Reds beat them on [Friday].");
        assert!(matches!(of("The Reds play them on [Friday]."), Direction::Present(_)));
    }

    #[test]
    fn a_former_plan_lies_behind() {
        past("The launch, originally planned for [Tuesday], was put off.");
    }

    #[test]
    fn a_participle_before_its_noun_governs_nothing() {
        future("The sum will be paid on a still undecided day in [January].");
        past("It was hurt by increased costs in [January].");
    }

    #[test]
    fn what_was_impossible_is_past() {
        past("The owner could not be reached [Monday].");
        past("The offer had been due to expire [Monday].");
        past("Neither the owner nor his wife could be found [Monday].");
    }

    #[test]
    fn the_reason_is_told() {
        assert_eq!(of("The ferry sank on [Monday]."), Direction::Past("past tense: sank".into()));
        assert_eq!(of("[Monday]."), Direction::Unknown);
    }

    #[test]
    fn a_bad_line_is_named() {
        assert!(Cues::parse("soon\tmaybe").unwrap_err().to_string().starts_with("direction.tsv:1:"));
    }
}

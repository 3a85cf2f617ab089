//! The tags of a sentence in, its verb groups out: the auxiliaries and the verb that they serve, with tense, aspect,
//! modality and polarity after TimeML.
//!
//! "had not been closed" is one group: PAST, PERFECTIVE, negative, passive, head "closed". The words for auxiliaries,
//! modals and negation are language data; the order in which they combine is that of the tags. One pass, with a look
//! ahead of a few tokens.

mod read;
mod words;

use super::Token;
use super::pos::Tag;

pub use words::VerbWords;

/// TimeML's tense of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tense {
    /// Finite past.
    Past,
    /// Finite present.
    Present,
    /// With "will" or "going to".
    Future,
    /// After "to".
    Infinitive,
    /// "-ing" without a finite auxiliary.
    PresentParticiple,
    /// Past participle without an auxiliary.
    PastParticiple,
    /// None of these: after a modal, or a bare base form.
    #[default]
    None,
}

impl Tense {
    /// TimeML's name.
    #[must_use]
    pub fn timeml(self) -> &'static str {
        match self {
            Tense::Past => "PAST",
            Tense::Present => "PRESENT",
            Tense::Future => "FUTURE",
            Tense::Infinitive => "INFINITIVE",
            Tense::PresentParticiple => "PRESPART",
            Tense::PastParticiple => "PASTPART",
            Tense::None => "NONE",
        }
    }
}

/// TimeML's aspect of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Aspect {
    /// Neither.
    #[default]
    None,
    /// "was closing".
    Progressive,
    /// "had closed".
    Perfective,
    /// "had been closing".
    PerfectiveProgressive,
}

impl Aspect {
    /// TimeML's name.
    #[must_use]
    pub fn timeml(self) -> &'static str {
        match self {
            Aspect::None => "NONE",
            Aspect::Progressive => "PROGRESSIVE",
            Aspect::Perfective => "PERFECTIVE",
            Aspect::PerfectiveProgressive => "PERFECTIVE_PROGRESSIVE",
        }
    }
}

/// A verb with its auxiliaries. Token numbers count within the slice that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerbGroup<'d> {
    /// The first word: an auxiliary, "to", or the head itself.
    pub first: u32,
    /// The verb that the group is about; the last auxiliary if the verb is left out.
    pub head: u32,
    /// The tense.
    pub tense: Tense,
    /// The aspect.
    pub aspect: Aspect,
    /// The modal in its base form ("would", "have to").
    pub modality: Option<&'d str>,
    /// Denied: by a word in the group, or by the noun phrase before it ("Nobody was hurt").
    pub negative: bool,
    /// Passive voice: a form of "be" or "get" and a past participle.
    pub passive: bool,
    /// The head is a form of "be" itself: the event is in what follows.
    pub copula: bool,
    /// The group took its auxiliaries from the one before ("was arrested and charged").
    pub shared: bool,
}

impl<'d> VerbWords<'d> {
    /// Clears `groups` and fills it with the verb groups of one sentence, in order of their heads.
    ///
    /// ```
    /// use annals::text::{pos::Tag, scan, verbgroup::{Aspect, Tense, VerbWords}};
    /// let text = "The lock had not been closed.";
    /// let mut tokens = Vec::new();
    /// scan(text, 0, text.len(), &mut tokens);
    /// let tags = [Tag::Dt, Tag::Nn, Tag::Vbd, Tag::Rb, Tag::Vbn, Tag::Vbn, Tag::Stop];
    /// let (words, mut groups) = (VerbWords::english()?, Vec::new());
    /// words.groups(text, &tokens, &tags, &mut groups);
    /// let group = groups[0];
    /// assert_eq!((group.first, group.head), (2, 5));
    /// assert_eq!((group.tense, group.aspect), (Tense::Past, Aspect::Perfective));
    /// assert!(group.negative && group.passive);
    /// # Ok::<(), annals::Error>(())
    /// ```
    pub fn groups(&self, text: &str, tokens: &[Token], tags: &[Tag], groups: &mut Vec<VerbGroup<'d>>) {
        groups.clear();
        let reader = read::Reader { words: self, text, tokens, tags };
        let mut at = 0;
        // Heads found beyond the subject of an inverted auxiliary are not read again.
        let mut taken = usize::MAX;
        while at < tags.len() {
            if at != taken && reader.begins(at) {
                let (group, next) = reader.group(at, groups.last());
                if group.head as usize >= next {
                    taken = group.head as usize;
                }
                groups.push(group);
                at = next;
            } else {
                at += 1;
            }
        }
        groups.sort_by_key(|group| group.head);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::pos::{ENGLISH, PosModel, PosScratch};
    use crate::text::scan;

    /// Each group as "first..head TENSE ASPECT" and marks for modality, negation, passive and shared auxiliaries.
    fn read(text: &str) -> Vec<String> {
        let (mut tokens, mut tags, mut groups) = (Vec::new(), Vec::new(), Vec::new());
        scan(text, 0, text.len(), &mut tokens);
        PosModel::load(ENGLISH).unwrap().tag(text, &tokens, &mut PosScratch::default(), &mut tags);
        VerbWords::english().unwrap().groups(text, &tokens, &tags, &mut groups);
        let word = |i: u32| tokens[i as usize].text(text);
        let show = |g: &VerbGroup| {
            let mut line = if g.first == g.head {
                word(g.head).into()
            } else {
                format!("{}..{}", word(g.first), word(g.head))
            };
            line += &format!(" {}", g.tense.timeml());
            line += if g.aspect == Aspect::None { "" } else { " " };
            line += if g.aspect == Aspect::None { "" } else { g.aspect.timeml() };
            line += &g.modality.map(|m| format!(" ({m})")).unwrap_or_default();
            line += if g.negative { " NEG" } else { "" };
            line += if g.passive { " passive" } else { "" };
            line + if g.shared { " shared" } else { "" }
        };
        groups.iter().map(show).collect()
    }

    #[test]
    fn tenses_and_aspects() {
        assert_eq!(read("The ferry sank."), ["sank PAST"]);
        assert_eq!(
            read("The ferry has been sinking for hours."),
            ["has..sinking PRESENT PERFECTIVE_PROGRESSIVE"]
        );
        assert_eq!(
            read("The ferry will have been repaired by then."),
            ["will..repaired FUTURE PERFECTIVE passive"]
        );
        assert_eq!(read("They are going to sell the ferry."), ["are..sell FUTURE"]);
        assert_eq!(read("Workers wanted to leave."), ["wanted PAST", "to..leave INFINITIVE"]);
        assert_eq!(read("The ferry is not moving."), ["is..moving PRESENT PROGRESSIVE NEG"]);
    }

    #[test]
    fn modals_and_negation() {
        assert_eq!(read("The mayor could not have known."), ["could..known NONE PERFECTIVE (could) NEG"]);
        assert_eq!(read("Officials didn’t say why."), ["did..say PAST NEG"]);
        assert_eq!(read("They would have to pay."), ["would..pay NONE (would)"]);
        assert_eq!(read("They had to pay."), ["had..pay PAST (have to)"]);
        assert_eq!(read("Nobody was hurt."), ["was..hurt PAST NEG passive"]);
    }

    #[test]
    fn questions_put_the_subject_between() {
        assert_eq!(read("Did the two sides meet?"), ["Did..meet PAST"]);
        assert_eq!(read("When will the school reopen?"), ["will..reopen FUTURE"]);
    }

    #[test]
    fn auxiliaries_are_shared() {
        assert_eq!(
            read("He was arrested and charged."),
            ["was..arrested PAST passive", "charged PAST passive shared"]
        );
        assert_eq!(read("They will meet and vote."), ["will..meet FUTURE", "vote FUTURE shared"]);
    }

    #[test]
    fn a_copula_is_told() {
        let text = "The road is closed to trucks and it is narrow.";
        assert_eq!(read(text).len(), 2);
    }

    #[test]
    fn a_bad_line_is_named() {
        assert!(VerbWords::parse("is\tbee").unwrap_err().to_string().starts_with("verb_groups.tsv:1:"));
    }
}

//! The Penn Treebank tag set, as UD_English-EWT uses it in its XPOS column, with the questions that the rest of the
//! library asks of a tag.

/// A Penn part-of-speech tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Tag {
    /// `NN`, common noun, singular or mass.
    Nn,
    /// `NNS`, common noun, plural.
    Nns,
    /// `NNP`, proper noun, singular.
    Nnp,
    /// `NNPS`, proper noun, plural.
    Nnps,
    /// `VB`, verb, base form.
    Vb,
    /// `VBD`, verb, past tense.
    Vbd,
    /// `VBG`, verb, gerund or present participle.
    Vbg,
    /// `VBN`, verb, past participle.
    Vbn,
    /// `VBP`, verb, present, not third person singular.
    Vbp,
    /// `VBZ`, verb, present, third person singular.
    Vbz,
    /// `MD`, modal.
    Md,
    /// `JJ`, adjective.
    Jj,
    /// `JJR`, adjective, comparative.
    Jjr,
    /// `JJS`, adjective, superlative.
    Jjs,
    /// `RB`, adverb, and "not".
    Rb,
    /// `RBR`, adverb, comparative.
    Rbr,
    /// `RBS`, adverb, superlative.
    Rbs,
    /// `RP`, particle ("set up").
    Rp,
    /// `IN`, preposition or subordinating conjunction.
    In,
    /// `TO`, "to".
    To,
    /// `DT`, determiner.
    Dt,
    /// `PDT`, predeterminer ("all the").
    Pdt,
    /// `PRP`, personal pronoun.
    Prp,
    /// `PRP$`, possessive pronoun.
    PrpPoss,
    /// `WP`, wh-pronoun.
    Wp,
    /// `WP$`, possessive wh-pronoun.
    WpPoss,
    /// `WDT`, wh-determiner.
    Wdt,
    /// `WRB`, wh-adverb.
    Wrb,
    /// `CC`, coordinating conjunction.
    Cc,
    /// `CD`, number.
    Cd,
    /// `EX`, existential "there".
    Ex,
    /// `POS`, genitive "'s".
    Pos,
    /// `UH`, interjection.
    Uh,
    /// `FW`, foreign word.
    Fw,
    /// `SYM`, symbol.
    Sym,
    /// `LS`, list item marker.
    Ls,
    /// `AFX`, affix standing by itself ("pre-").
    Afx,
    /// `ADD`, web or mail address.
    Add,
    /// `$`, currency sign.
    Currency,
    /// `,`.
    Comma,
    /// `.`, end of a sentence.
    Stop,
    /// `:`, colon, semicolon or dash.
    Colon,
    /// ` `` `, opening quotation mark.
    OpenQuote,
    /// `''`, closing quotation mark.
    CloseQuote,
    /// `-LRB-`, opening bracket.
    OpenBracket,
    /// `-RRB-`, closing bracket.
    CloseBracket,
    /// `HYPH`, hyphen inside a word.
    Hyphen,
    /// `NFP`, superfluous punctuation.
    Nfp,
}

/// Every tag with its Penn name, in the order of the discriminants.
const NAMES: [(Tag, &str); 48] = [
    (Tag::Nn, "NN"),
    (Tag::Nns, "NNS"),
    (Tag::Nnp, "NNP"),
    (Tag::Nnps, "NNPS"),
    (Tag::Vb, "VB"),
    (Tag::Vbd, "VBD"),
    (Tag::Vbg, "VBG"),
    (Tag::Vbn, "VBN"),
    (Tag::Vbp, "VBP"),
    (Tag::Vbz, "VBZ"),
    (Tag::Md, "MD"),
    (Tag::Jj, "JJ"),
    (Tag::Jjr, "JJR"),
    (Tag::Jjs, "JJS"),
    (Tag::Rb, "RB"),
    (Tag::Rbr, "RBR"),
    (Tag::Rbs, "RBS"),
    (Tag::Rp, "RP"),
    (Tag::In, "IN"),
    (Tag::To, "TO"),
    (Tag::Dt, "DT"),
    (Tag::Pdt, "PDT"),
    (Tag::Prp, "PRP"),
    (Tag::PrpPoss, "PRP$"),
    (Tag::Wp, "WP"),
    (Tag::WpPoss, "WP$"),
    (Tag::Wdt, "WDT"),
    (Tag::Wrb, "WRB"),
    (Tag::Cc, "CC"),
    (Tag::Cd, "CD"),
    (Tag::Ex, "EX"),
    (Tag::Pos, "POS"),
    (Tag::Uh, "UH"),
    (Tag::Fw, "FW"),
    (Tag::Sym, "SYM"),
    (Tag::Ls, "LS"),
    (Tag::Afx, "AFX"),
    (Tag::Add, "ADD"),
    (Tag::Currency, "$"),
    (Tag::Comma, ","),
    (Tag::Stop, "."),
    (Tag::Colon, ":"),
    (Tag::OpenQuote, "``"),
    (Tag::CloseQuote, "''"),
    (Tag::OpenBracket, "-LRB-"),
    (Tag::CloseBracket, "-RRB-"),
    (Tag::Hyphen, "HYPH"),
    (Tag::Nfp, "NFP"),
];

/// Every tag; looked up for each word, so without the names.
const ALL: [Tag; NAMES.len()] = {
    let mut all = [Tag::Nn; NAMES.len()];
    let mut i = 0;
    while i < all.len() {
        all[i] = NAMES[i].0;
        i += 1;
    }
    all
};

impl Tag {
    /// How many tags there are.
    pub const COUNT: usize = NAMES.len();

    /// The tag with this number, if there is one.
    #[must_use]
    pub fn from_index(index: usize) -> Option<Tag> {
        ALL.get(index).copied()
    }

    /// The tag's number, below [`Tag::COUNT`].
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }

    /// The tag of a Penn name.
    ///
    /// ```
    /// use annals::text::pos::Tag;
    /// assert_eq!(Tag::from_penn("PRP$"), Some(Tag::PrpPoss));
    /// assert_eq!(Tag::from_penn("VERB"), None);
    /// ```
    #[must_use]
    pub fn from_penn(name: &str) -> Option<Tag> {
        NAMES.iter().find(|(_, n)| *n == name).map(|(tag, _)| *tag)
    }

    /// The Penn name.
    #[must_use]
    pub fn penn(self) -> &'static str {
        NAMES[self.index()].1
    }

    /// A verb in any form, modals not counted.
    #[must_use]
    pub fn is_verb(self) -> bool {
        (Tag::Vb..=Tag::Vbz).contains(&self)
    }

    /// A verb form that carries tense by itself: past, present, or a modal.
    #[must_use]
    pub fn is_finite(self) -> bool {
        matches!(self, Tag::Vbd | Tag::Vbp | Tag::Vbz | Tag::Md)
    }

    /// Past tense (not the participle).
    #[must_use]
    pub fn is_past(self) -> bool {
        self == Tag::Vbd
    }

    /// Present tense.
    #[must_use]
    pub fn is_present(self) -> bool {
        matches!(self, Tag::Vbp | Tag::Vbz)
    }

    /// Any noun.
    #[must_use]
    pub fn is_noun(self) -> bool {
        self <= Tag::Nnps
    }

    /// A proper noun.
    #[must_use]
    pub fn is_proper(self) -> bool {
        matches!(self, Tag::Nnp | Tag::Nnps)
    }

    /// An adjective of any degree.
    #[must_use]
    pub fn is_adjective(self) -> bool {
        matches!(self, Tag::Jj | Tag::Jjr | Tag::Jjs)
    }

    /// An adverb of any degree.
    #[must_use]
    pub fn is_adverb(self) -> bool {
        matches!(self, Tag::Rb | Tag::Rbr | Tag::Rbs)
    }

    /// Punctuation and symbols.
    #[must_use]
    pub fn is_punctuation(self) -> bool {
        self >= Tag::Comma || self == Tag::Sym
    }

    /// The tag as a set of one.
    #[must_use]
    pub fn bit(self) -> u64 {
        1 << self.index()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_go_both_ways() {
        for index in 0..Tag::COUNT {
            let tag = Tag::from_index(index).unwrap();
            assert_eq!(tag.index(), index);
            assert_eq!(Tag::from_penn(tag.penn()), Some(tag));
        }
        assert_eq!(Tag::from_index(Tag::COUNT), None);
    }

    #[test]
    fn groups_hold_what_they_say() {
        let named = |f: fn(Tag) -> bool| -> Vec<&str> {
            NAMES.iter().filter(|(tag, _)| f(*tag)).map(|(_, name)| *name).collect()
        };
        assert_eq!(named(Tag::is_verb), ["VB", "VBD", "VBG", "VBN", "VBP", "VBZ"]);
        assert_eq!(named(Tag::is_noun), ["NN", "NNS", "NNP", "NNPS"]);
        assert_eq!(named(Tag::is_punctuation).len(), 10);
    }
}

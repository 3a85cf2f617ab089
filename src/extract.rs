//! The front door: an [`Extractor`] is built once, shared between threads, and does each stage or the whole.

use std::sync::Mutex;

use crate::article::Stamp;
use crate::error::Result;
use crate::pack::Pack;
use crate::resolve::{Context, Direction, Domain, Kind, Resolved, Resolver};
use crate::text::{Sentence, Token, scan, sentences};
use crate::timex::{self, Expression};

/// What an extractor is built with.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// BCP 47 language of the rules; English if none.
    pub language: Option<String>,
    /// Kind of text; found for each document if none.
    pub domain: Option<Domain>,
    /// A folder with the language's data, instead of what is built in.
    pub data: Option<std::path::PathBuf>,
    /// A user's own words and holidays: name and text of the file.
    pub lexicon: Option<(String, String)>,
}

/// Reads articles and texts. Building one compiles the language's rules; after that it is shared freely between
/// threads and gives the same answer whatever was read before.
///
/// ```
/// use annals::{Extractor, article::parse_stamp};
/// let annals = Extractor::new()?;
/// let tagged = annals.tag("The plant closed two weeks ago.", Some(parse_stamp("2017-05-26")?), None);
/// assert_eq!(tagged.timexes[0].resolved.value, "2017-W19");
/// # Ok::<(), annals::Error>(())
/// ```
#[derive(Debug)]
pub struct Extractor {
    pack: Pack,
    options: Options,
    /// Buffers of workers that are between documents.
    pool: Mutex<Vec<Scratch>>,
}

/// Buffers that a worker keeps from document to document.
#[derive(Debug, Default)]
struct Scratch {
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    timex: timex::TimexScratch,
    expressions: Vec<Expression>,
}

/// An expression with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Timex {
    /// First byte of the text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Value, reason, alternatives.
    pub resolved: Resolved,
    /// Name of the rule that read it: `family/name`.
    pub rule: String,
}

/// What [`Extractor::tag`] finds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tagged {
    /// The expressions, in the order of the text.
    pub timexes: Vec<Timex>,
}

impl Extractor {
    /// An extractor for English news with the shipped rules.
    ///
    /// # Errors
    /// Only if the shipped data is broken, which the tests exclude.
    pub fn new() -> Result<Self> {
        Self::with_options(Options::default())
    }

    /// An extractor with options.
    ///
    /// # Errors
    /// [`crate::Error::Language`] for a language without rules, [`crate::Error::Data`] for a lexicon that is wrong.
    pub fn with_options(options: Options) -> Result<Self> {
        let language = options.language.as_deref().unwrap_or("en");
        let user = options.lexicon.as_ref().map(|(name, text)| (name.as_str(), text.as_str()));
        let pack = match &options.data {
            Some(folder) => Pack::from_folder(folder, user)?,
            None => Pack::with_lexicon(language, user)?,
        };
        Ok(Self { pack, options, pool: Mutex::default() })
    }

    /// The compiled language.
    #[must_use]
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    /// Finds and resolves the expressions of a text that is taken as it is: all body, no boilerplate cut.
    ///
    /// `anchor` is the document's own date; without one, values that need it are left open.
    #[must_use]
    pub fn tag(&self, text: &str, anchor: Option<Stamp>, domain: Option<Domain>) -> Tagged {
        let mut scratch = self.pool.lock().map_or_else(|_| None, |mut p| p.pop()).unwrap_or_default();
        let tagged = self.tag_with(&mut scratch, text, anchor, domain.or(self.options.domain));
        if let Ok(mut pool) = self.pool.lock() {
            pool.push(scratch);
        }
        tagged
    }

    fn tag_with(&self, s: &mut Scratch, text: &str, anchor: Option<Stamp>, domain: Option<Domain>) -> Tagged {
        scan(text, 0, text.len(), &mut s.tokens);
        sentences(text, &s.tokens, |w| self.pack.is_abbreviation(w), &mut s.sentences);
        timex::recognise(&self.pack, text, &s.tokens, &s.sentences, &mut s.timex, &mut s.expressions);
        let domain = domain.unwrap_or(Domain::News);
        let mut cx = Context::new(anchor.map(|a| a.date), anchor.and_then(|a| a.time), domain);
        let resolver = Resolver::new(&self.pack);
        let mut timexes = Vec::with_capacity(s.expressions.len());
        for e in &s.expressions {
            let mut direction = || Direction::Unknown;
            let Some(mut resolved) = resolver.resolve(&e.meaning, &cx, &mut direction) else { continue };
            cx.note(&resolved);
            let rule = self.pack.rule(e.rule);
            resolved.confidence *= rule.confidence;
            if resolved.kind == Kind::Time && resolved.value.is_empty() {
                continue;
            }
            timexes.push(Timex { start: e.start, end: e.end, resolved, rule: rule.name.clone() });
        }
        Tagged { timexes }
    }
}

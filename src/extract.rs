//! The front door: an [`Extractor`] is built once, shared between threads, and does each stage or the whole.

use std::path::PathBuf;
use std::sync::Mutex;

use crate::analysis::{Analysis, Timex};
use crate::article::{Article, Stamp};
use crate::error::Result;
use crate::pack::Pack;
use crate::resolve::Domain;

/// What an extractor is built with.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// BCP 47 language of the rules; English if none.
    pub language: Option<String>,
    /// Kind of text; found for each document if none.
    pub domain: Option<Domain>,
    /// A folder with the language's data, instead of what is built in.
    pub data: Option<PathBuf>,
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
    pool: Mutex<Vec<Analysis>>,
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
        self.with_buffers(|analysis| {
            analysis.read_text(&self.pack, text, anchor, domain.or(self.options.domain));
            Tagged { timexes: std::mem::take(&mut analysis.timexes) }
        })
    }

    /// Tokens, sentences and resolved expressions of an article.
    #[must_use]
    pub fn analyse(&self, article: &Article) -> Analysis {
        let mut analysis = Analysis::default();
        analysis.read_article(&self.pack, article, self.options.domain);
        analysis
    }

    /// Lends buffers that an earlier document has grown.
    fn with_buffers<T>(&self, work: impl FnOnce(&mut Analysis) -> T) -> T {
        let mut buffers = self.pool.lock().map_or_else(|_| None, |mut pool| pool.pop()).unwrap_or_default();
        let done = work(&mut buffers);
        if let Ok(mut pool) = self.pool.lock() {
            pool.push(buffers);
        }
        done
    }
}

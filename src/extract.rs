//! The front door: an [`Extractor`] is built once, shared between threads, and does each stage or the whole.

use std::path::PathBuf;
use std::sync::Mutex;

use chrono::NaiveDate;

use crate::analysis::{Analysis, Timex};
use crate::article::{Article, Stamp};
use crate::check::{self, Contradiction};
use crate::error::Result;
use crate::events::{self, Reading, Trigger};
use crate::pack::Pack;
use crate::resolve::Domain;
use crate::timeline::{self, Timeline};

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
    events: events::Reader,
    options: Options,
    /// Buffers of workers that are between documents.
    pool: Mutex<Vec<Buffers>>,
}

/// What a worker keeps from document to document.
#[derive(Debug, Default)]
struct Buffers {
    analysis: Analysis,
    events: events::Scratch,
}

/// What [`Extractor::tag`] finds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tagged {
    /// The expressions, in the order of the text.
    pub timexes: Vec<Timex>,
    /// The events, in the order of the text; empty unless they were asked for.
    pub events: Vec<Trigger>,
    /// The kind of text that it was given as, or found to be.
    pub domain: Option<Domain>,
    /// The day of publication, which dates events that nothing else does.
    pub published: Option<NaiveDate>,
}

/// An article with all that was found in it: what a timeline is made of.
#[derive(Debug)]
pub struct Extracted {
    /// The article.
    pub article: Article,
    /// Its tokens, sentences and expressions.
    pub analysis: Analysis,
    /// Its events.
    pub reading: Reading,
}

/// One timeline over all documents. `include_text` puts the articles' text into it even where offsets hold in the
/// user's own file.
#[must_use]
pub fn timeline(documents: &[Extracted], include_text: bool) -> Timeline {
    timeline::build::build(documents, include_text)
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
        Ok(Self { pack, events: events::Reader::english()?, options, pool: Mutex::default() })
    }

    /// The compiled language.
    #[must_use]
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    /// The lines that the lexicon lists as boilerplate of the user's site, for [`crate::article::ArticleOptions`].
    #[must_use]
    pub fn site_lines(&self) -> crate::article::SiteLines {
        self.pack.site_lines.clone()
    }

    /// Finds and resolves the expressions of a text that is taken as it is: all body, no boilerplate cut.
    ///
    /// `anchor` is the document's own date; without one, values that need it are left open.
    #[must_use]
    pub fn tag(&self, text: &str, anchor: Option<Stamp>, domain: Option<Domain>) -> Tagged {
        self.with_buffers(|buffers| self.expressions(buffers, text, anchor, domain))
    }

    /// As [`Extractor::tag`], with the events: each trigger word with its class, status and date.
    #[must_use]
    pub fn tag_events(&self, text: &str, anchor: Option<Stamp>, domain: Option<Domain>) -> Tagged {
        self.with_buffers(|buffers| {
            let mut tagged = self.expressions(buffers, text, anchor, domain);
            // The events stage looks at the expressions where they lie.
            std::mem::swap(&mut buffers.analysis.timexes, &mut tagged.timexes);
            self.events.detect(text, &buffers.analysis, &mut buffers.events, &mut tagged.events);
            std::mem::swap(&mut buffers.analysis.timexes, &mut tagged.timexes);
            tagged
        })
    }

    fn expressions(
        &self,
        buffers: &mut Buffers,
        text: &str,
        anchor: Option<Stamp>,
        domain: Option<Domain>,
    ) -> Tagged {
        buffers.analysis.read_text(&self.pack, text, anchor, domain.or(self.options.domain));
        Tagged {
            timexes: std::mem::take(&mut buffers.analysis.timexes),
            events: Vec::new(),
            domain: buffers.analysis.domain,
            published: anchor.map(|a| a.date),
        }
    }

    /// As [`Extractor::tag`], with the way each expression was read, and with what looks like a date and is none.
    pub(crate) fn trace(
        &self,
        text: &str,
        anchor: Option<Stamp>,
    ) -> (Vec<Timex>, Vec<crate::timex::Derivation>, Vec<crate::analysis::Misdated>) {
        let mut analysis = Analysis::tracing();
        analysis.read_text(&self.pack, text, anchor, self.options.domain);
        let derivations = analysis.derivations();
        (analysis.timexes, derivations, analysis.impossible)
    }

    /// Tokens, sentences and resolved expressions of an article.
    #[must_use]
    pub fn analyse(&self, article: &Article) -> Analysis {
        let mut analysis = Analysis::default();
        analysis.read_article(&self.pack, article, self.options.domain);
        analysis
    }

    /// An article with everything that is found in it.
    #[must_use]
    pub fn read(&self, article: Article) -> Extracted {
        let analysis = self.analyse(&article);
        let reading = self.events.read(&article, &analysis);
        Extracted { article, analysis, reading }
    }

    /// The timeline of articles, over all of them.
    ///
    /// ```
    /// use annals::{Extractor, article, input::Source};
    /// let source = Source::text("note.txt", "The bridge reopened on Thursday, the city said.\n");
    /// let options = article::ArticleOptions {
    ///     published: Some(article::parse_stamp("2017-05-26")?),
    ///     ..Default::default()
    /// };
    /// let timeline = Extractor::new()?.extract(vec![article::read(&source, &options)?]);
    /// assert_eq!(timeline.expressions[0].value, "2017-05-25");
    /// # Ok::<(), annals::Error>(())
    /// ```
    #[must_use]
    pub fn extract(&self, articles: Vec<Article>) -> Timeline {
        let read: Vec<Extracted> = articles.into_iter().map(|a| self.read(a)).collect();
        timeline(&read, false)
    }

    /// The contradictions of an article's own dates, in the order of the text.
    #[must_use]
    pub fn check(&self, article: Article) -> Vec<Contradiction> {
        check::check(&self.read(article))
    }

    /// Lends buffers that an earlier document has grown.
    fn with_buffers<T>(&self, work: impl FnOnce(&mut Buffers) -> T) -> T {
        let mut buffers = self.pool.lock().map_or_else(|_| None, |mut pool| pool.pop()).unwrap_or_default();
        let done = work(&mut buffers);
        if let Ok(mut pool) = self.pool.lock() {
            pool.push(buffers);
        }
        done
    }
}

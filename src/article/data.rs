//! The data files of the article stage in, lookup tables out: made once, on first use, from files that are part of the
//! binary. This is the one place that knows where the files lie.
//!
//! `data/page/` is about web pages of any language (a Norwegian page's date still tells when it was published);
//! `data/<lang>/article/` about the words of one language's newspapers.

use std::sync::LazyLock;

use chrono::Weekday;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::shapes::Shape;

/// What a name or phrase says about the date beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Tells {
    Published,
    Modified,
    /// The date of something else: "valid until".
    Other,
}

/// Tables about web pages.
pub(super) struct Page {
    /// Month by name.
    pub(super) months: FxHashMap<&'static str, u32>,
    /// Weekday by name.
    pub(super) weekdays: FxHashMap<&'static str, Weekday>,
    /// Minutes east of UTC by zone abbreviation.
    pub(super) zones: FxHashMap<&'static str, i32>,
    /// What stands before a date ("last updated").
    pub(super) labels: FxHashMap<&'static str, Tells>,
    /// Words that may stand between a label and its date.
    pub(super) fillers: FxHashSet<&'static str>,
    /// `<meta>` names with their trust.
    pub(super) meta: FxHashMap<&'static str, (Tells, f32)>,
    /// JSON-LD and microdata types with their trust.
    pub(super) types: FxHashMap<&'static str, f32>,
    /// Words in class names: bit set of [`part`].
    pub(super) parts: FxHashMap<&'static str, u16>,
    /// Words inside dates: bit set of [`role`].
    pub(super) date_words: FxHashMap<&'static str, u16>,
}

/// Parts of a page, as bits.
pub(super) mod part {
    pub(in crate::article) const BOILERPLATE: u16 = 1;
    pub(in crate::article) const COMMENTS: u16 = 2;
    pub(in crate::article) const RELATED: u16 = 4;
    pub(in crate::article) const CAPTION: u16 = 8;
    pub(in crate::article) const BYLINE: u16 = 16;
    pub(in crate::article) const DATE: u16 = 32;
    pub(in crate::article) const MODIFIED: u16 = 64;
    pub(in crate::article) const PUBLISHED: u16 = 128;
    pub(in crate::article) const LIVE: u16 = 256;
    /// Menus, footers and the like, where no date is the page's own.
    pub(in crate::article) const ELSEWHERE: u16 = 512;
    /// Feet, of the page or of an article.
    pub(in crate::article) const FOOT: u16 = 1024;
    /// Articles, posts, entries.
    pub(in crate::article) const ARTICLE: u16 = 2048;
    pub(super) const NAMES: [(&str, u16); 12] = [
        ("foot", FOOT),
        ("article", ARTICLE),
        ("elsewhere", ELSEWHERE),
        ("boilerplate", BOILERPLATE),
        ("comments", COMMENTS),
        ("related", RELATED),
        ("caption", CAPTION),
        ("byline", BYLINE),
        ("date", DATE),
        ("modified", MODIFIED),
        ("published", PUBLISHED),
        ("live", LIVE),
    ];
}

/// What a word can be inside a printed date, as bits.
pub(super) mod role {
    /// The ending of an ordinal.
    pub(in crate::article) const ORDINAL: u16 = 1;
    /// Between day and month.
    pub(in crate::article) const OF_MONTH: u16 = 2;
    /// Between month and year.
    pub(in crate::article) const OF_YEAR: u16 = 4;
    /// Between a date and the clock after it.
    pub(in crate::article) const AT: u16 = 8;
    /// Between a clock and the date after it.
    pub(in crate::article) const ON: u16 = 16;
    /// Between hours and minutes.
    pub(in crate::article) const HOUR: u16 = 32;
    /// The halves of the day, whole and as the letters of "a.m.".
    pub(in crate::article) const AM: u16 = 64;
    pub(in crate::article) const PM: u16 = 128;
    pub(in crate::article) const A: u16 = 256;
    pub(in crate::article) const P: u16 = 512;
    pub(in crate::article) const M: u16 = 1024;
    pub(super) const NAMES: [(&str, u16); 11] = [
        ("ordinal", ORDINAL),
        ("of-month", OF_MONTH),
        ("of-year", OF_YEAR),
        ("at", AT),
        ("on", ON),
        ("hour", HOUR),
        ("am", AM),
        ("pm", PM),
        ("a", A),
        ("p", P),
        ("m", M),
    ];
}

/// The tables about web pages.
pub(super) fn page() -> &'static Page {
    static PAGE: LazyLock<Page> = LazyLock::new(Page::load);
    &PAGE
}

/// The lines of a data file that are no comment, cut at tabs.
fn rows(file: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    file.lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split('\t').collect())
}

/// A file of "key, words": every word with its key.
fn words<V: Copy>(file: &'static str, value: impl Fn(&str) -> Option<V>) -> Vec<(&'static str, V)> {
    let mut pairs = Vec::new();
    for row in rows(file) {
        if let [key, words] = row.as_slice()
            && let Some(value) = value(key)
        {
            pairs.extend(words.split_ascii_whitespace().map(|word| (word, value)));
        }
    }
    pairs
}

/// The same, for words that can be several things at once.
fn bits(file: &'static str, names: &[(&str, u16)]) -> FxHashMap<&'static str, u16> {
    let bit = |key: &str| names.iter().find(|(name, _)| *name == key).map(|(_, bit)| *bit);
    let mut bits = FxHashMap::default();
    for (word, bit) in words(file, bit) {
        *bits.entry(word).or_default() |= bit;
    }
    bits
}

fn tells(kind: &str) -> Option<Tells> {
    match kind {
        "published" => Some(Tells::Published),
        "modified" => Some(Tells::Modified),
        "other" => Some(Tells::Other),
        _ => None,
    }
}

impl Page {
    fn load() -> Self {
        let number = |key: &str| key.parse::<u32>().ok();
        let weekday =
            |key: &str| key.parse::<u8>().ok().and_then(|n| Weekday::try_from(n.checked_sub(1)?).ok());
        let zones = rows(include_str!("../../data/page/zones.tsv"))
            .filter_map(|row| Some((*row.first()?, row.get(1)?.parse().ok()?)))
            .collect();
        let labels = rows(include_str!("../../data/page/labels.tsv"))
            .filter_map(|row| Some((*row.get(1)?, tells(row.first()?)?)))
            .collect();
        let fillers = rows(include_str!("../../data/page/labels.tsv"))
            .filter_map(|row| row.get(1).copied().filter(|_| row.first() == Some(&"filler")))
            .collect();
        let meta = rows(include_str!("../../data/page/meta.tsv"))
            .filter_map(|row| Some((*row.get(1)?, (tells(row.first()?)?, row.get(2)?.parse().ok()?))))
            .collect();
        let types = rows(include_str!("../../data/page/types.tsv"))
            .filter_map(|row| Some((*row.first()?, row.get(1)?.parse().ok()?)))
            .collect();
        Self {
            months: words(include_str!("../../data/page/months.tsv"), number).into_iter().collect(),
            weekdays: words(include_str!("../../data/page/weekdays.tsv"), weekday).into_iter().collect(),
            zones,
            labels,
            fillers,
            meta,
            types,
            parts: bits(include_str!("../../data/page/parts.tsv"), &part::NAMES),
            date_words: bits(include_str!("../../data/page/date-words.tsv"), &role::NAMES),
        }
    }

    /// The parts that a class, id or role speaks of: by its words ("most-read-list" is most read list), and by each of
    /// its names as one word ("mostread").
    pub(super) fn parts_of(&self, names: &str) -> u16 {
        let look = |word: &str| self.parts.get(word).copied().unwrap_or_default();
        let mut bits = 0;
        let (mut word, mut whole) = (String::new(), String::new());
        for name in names.split_ascii_whitespace() {
            let mut lower_before = false;
            for c in name.chars() {
                if !c.is_alphanumeric() || (lower_before && c.is_uppercase()) {
                    bits |= look(&word);
                    word.clear();
                }
                if c.is_alphanumeric() {
                    word.extend(c.to_lowercase());
                    whole.extend(c.to_lowercase());
                }
                lower_before = c.is_lowercase();
            }
            bits |= look(&word) | look(&whole);
            word.clear();
            whole.clear();
        }
        bits
    }
}

/// The words of English-language articles.
pub(super) struct English {
    /// Whole lines that are boilerplate, in lower case.
    pub(super) boilerplate: FxHashSet<&'static str>,
    /// Shapes of such lines.
    pub(super) shapes: Vec<Shape>,
    /// Verbs of captions, words of the past tense, agencies, words of the future: lists to look a word up in.
    pub(super) caption_verbs: FxHashSet<String>,
    pub(super) past_words: FxHashSet<String>,
    pub(super) agencies: FxHashSet<String>,
    pub(super) not_past: FxHashSet<String>,
    pub(super) future_words: FxHashSet<String>,
    pub(super) not_places: FxHashSet<String>,
    /// Lists to compare with, one after the other.
    pub(super) lists: Lists,
}

/// `lines.toml` as it stands.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Lists {
    pub(super) promos: Vec<String>,
    pub(super) promo_max_words: usize,
    pub(super) writers: Vec<String>,
    pub(super) sign_offs: Vec<String>,
    pub(super) file_photos: Vec<String>,
    pub(super) file_marks: Vec<String>,
    pub(super) caption_starts: Vec<String>,
    pub(super) credits: Vec<String>,
    pub(super) live_titles: Vec<String>,
    pub(super) live_prefixes: Vec<String>,
    pub(super) mail_headers: Vec<String>,
    pub(super) mail_originals: Vec<String>,
    pub(super) neighbours: Vec<String>,
    caption_verbs: Vec<String>,
    past_words: Vec<String>,
    agencies: Vec<String>,
    not_past: Vec<String>,
    future_words: Vec<String>,
    not_places: Vec<String>,
}

/// The words of English-language articles.
pub(super) fn english() -> &'static English {
    static ENGLISH: LazyLock<English> = LazyLock::new(English::load);
    &ENGLISH
}

const LISTS: &str = include_str!("../../data/en/article/lines.toml");
const BOILERPLATE: &str = include_str!("../../data/en/article/boilerplate.txt");

impl English {
    fn load() -> Self {
        // That the files can be read is a matter of the build, and a test sees to it.
        let mut lists: Lists = toml::from_str(LISTS).unwrap_or_default();
        let lines = BOILERPLATE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let (shapes, boilerplate): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.contains('\t'));
        let set = |list: &mut Vec<String>| std::mem::take(list).into_iter().collect();
        Self {
            boilerplate: boilerplate.into_iter().collect(),
            shapes: shapes.into_iter().filter_map(Shape::read).collect(),
            caption_verbs: set(&mut lists.caption_verbs),
            past_words: set(&mut lists.past_words),
            agencies: set(&mut lists.agencies),
            not_past: set(&mut lists.not_past),
            future_words: set(&mut lists.future_words),
            not_places: set(&mut lists.not_places),
            lists,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_files_can_be_read() {
        toml::from_str::<Lists>(LISTS).unwrap();
        let shapes = BOILERPLATE.lines().filter(|line| line.contains('\t')).count();
        assert!(shapes > 5 && english().shapes.len() == shapes);
        let lines = BOILERPLATE.lines().filter(|line| !line.starts_with('#') && !line.contains('\t'));
        assert!(lines.clone().all(|line| line.to_lowercase() == line && line.trim() == line));
        assert!(lines.clone().all(|line| !line.starts_with('/')), "a shape tells what its lines must hold");
    }

    #[test]
    fn every_row_of_the_page_tables_is_taken_in() {
        let tables = page();
        assert_eq!(tables.months.values().collect::<FxHashSet<_>>().len(), 12);
        assert_eq!(
            tables.weekdays.values().map(|day| day.num_days_from_monday()).collect::<FxHashSet<_>>().len(),
            7
        );
        let count = |file: &'static str| rows(file).count();
        assert_eq!(tables.zones.len(), count(include_str!("../../data/page/zones.tsv")));
        assert_eq!(tables.meta.len(), count(include_str!("../../data/page/meta.tsv")));
        assert_eq!(tables.types.len(), count(include_str!("../../data/page/types.tsv")));
        assert_eq!(
            tables.labels.len() + tables.fillers.len(),
            count(include_str!("../../data/page/labels.tsv"))
        );
    }

    #[test]
    fn class_names_are_cut_into_words() {
        let tables = page();
        assert!(tables.parts_of("js-RelatedStories box") & part::RELATED != 0);
        assert!(tables.parts_of("most-read") & part::RELATED != 0);
        assert!(tables.parts_of("entry__pubDate") & part::DATE != 0);
        assert_eq!(tables.parts_of("download shade badge"), 0);
    }
}

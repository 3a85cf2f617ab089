//! The data files of the article stage in, lookup tables out: made once, on first use, from files that are part of the
//! binary. This is the one place that knows where the files lie.
//!
//! `data/page/` is about web pages of any language (a Norwegian page's date still tells when it was published);
//! `data/<lang>/article/` about the words of one language's newspapers.

use std::sync::LazyLock;

use chrono::Weekday;
use rustc_hash::{FxHashMap, FxHashSet};

/// Whether a name or phrase speaks of the first publication or of a later change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Tells {
    Published,
    Modified,
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
    pub(super) const NAMES: [(&str, u16); 9] = [
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

fn tells(kind: &str) -> Option<Tells> {
    match kind {
        "published" => Some(Tells::Published),
        "modified" => Some(Tells::Modified),
        _ => None,
    }
}

impl Page {
    fn load() -> Self {
        let number = |key: &str| key.parse::<u32>().ok();
        let weekday =
            |key: &str| key.parse::<u8>().ok().and_then(|n| Weekday::try_from(n.checked_sub(1)?).ok());
        let part = |key: &str| part::NAMES.iter().find(|(name, _)| *name == key).map(|(_, bit)| *bit);
        let mut parts = FxHashMap::default();
        for (word, bit) in words(include_str!("../../data/page/parts.tsv"), part) {
            *parts.entry(word).or_default() |= bit;
        }
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
            parts,
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

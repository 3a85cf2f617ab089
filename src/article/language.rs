//! What a page declares and what its text shows in, a BCP 47 language tag out.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Function words of the languages that news comes in, told apart by their number in the text.
const WORDS: &str = include_str!("../../data/page/function-words.tsv");

/// Words of the text that are counted.
const SAMPLE: usize = 2000;
/// Fewer function words than this prove nothing.
const MIN_WORDS: usize = 12;

/// The language: the first declared tag that is one, unless the text is plainly in another; "en" where nothing speaks.
pub(super) fn of(declared: &[Option<&str>], text: &str) -> String {
    let declared = declared.iter().flatten().find_map(|tag| normal(tag));
    let guessed = guess(text);
    match (declared, guessed) {
        (Some(declared), Some(guessed)) if !declared.starts_with(guessed) => guessed.to_owned(),
        (Some(declared), _) => declared,
        (None, Some(guessed)) => guessed.to_owned(),
        (None, None) => "en".to_owned(),
    }
}

/// A tag in its usual spelling ("en_gb" is "en-GB"); none if it is no tag.
fn normal(tag: &str) -> Option<String> {
    let tag = tag.trim().replace('_', "-");
    let mut parts = tag.split('-');
    let language =
        parts.next().filter(|l| matches!(l.len(), 2 | 3) && l.bytes().all(|b| b.is_ascii_alphabetic()))?;
    let mut normal = language.to_ascii_lowercase();
    for part in parts.filter(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric())) {
        normal.push('-');
        normal.push_str(&if part.len() == 2 { part.to_ascii_uppercase() } else { part.to_owned() });
    }
    Some(normal)
}

/// The function words, each with the languages that have it.
struct Lists {
    languages: Vec<&'static str>,
    /// Bits by the places of `languages`.
    words: FxHashMap<&'static str, u32>,
}

impl Lists {
    fn read() -> Self {
        let mut lists = Self { languages: Vec::new(), words: FxHashMap::default() };
        let lines = WORDS.lines().filter(|line| !line.starts_with('#'));
        for (language, words) in lines.filter_map(|line| line.split_once('\t')) {
            let bit = 1 << lists.languages.len();
            lists.languages.push(language);
            for word in words.split_ascii_whitespace() {
                *lists.words.entry(word).or_default() |= bit;
            }
        }
        lists
    }
}

/// The language whose function words the text is full of.
fn guess(text: &str) -> Option<&'static str> {
    static LISTS: LazyLock<Lists> = LazyLock::new(Lists::read);
    let lists = &*LISTS;
    let mut counts = vec![0usize; lists.languages.len()];
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty() && word.len() <= 8);
    for word in words.take(SAMPLE) {
        let word = word.to_lowercase();
        let languages = lists.words.get(word.as_str()).copied().unwrap_or(0);
        for (at, count) in counts.iter_mut().enumerate() {
            *count += (languages >> at & 1) as usize;
        }
    }
    let best = (0..counts.len()).max_by_key(|at| counts[*at])?;
    let second = (0..counts.len()).filter(|at| *at != best).map(|at| counts[at]).max().unwrap_or(0);
    (counts[best] >= MIN_WORDS && counts[best] * 2 > second * 3).then_some(lists.languages[best])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_tags_are_kept_and_spelled() {
        assert_eq!(of(&[Some("EN_gb")], ""), "en-GB");
        assert_eq!(of(&[None, Some("de")], "kurz"), "de");
        assert_eq!(of(&[Some("n/a")], ""), "en");
        assert_eq!(of(&[], ""), "en");
    }

    #[test]
    fn the_text_tells_otherwise() {
        let german = "Der Rat hat am Abend mit großer Mehrheit für den Bau der Brücke gestimmt und das Geld dafür ist auch schon da. \
                      Die Arbeiten werden nach dem Winter beginnen und nicht vor dem Sommer enden, sagte der Leiter des Amtes bei der Sitzung.";
        assert_eq!(of(&[Some("en")], german), "de");
        assert_eq!(of(&[], german), "de");
        let english = "The council voted in the evening for the bridge and the money is there. Work will begin after the winter and it \
                       will not end before the summer, the head of the office said at the meeting that was held in the town hall.";
        assert_eq!(of(&[Some("en-GB")], english), "en-GB");
        assert_eq!(of(&[], english), "en");
    }
}

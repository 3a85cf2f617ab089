//! What kind of text a document is: its tokens and its own date in, a [`Domain`] out.
//!
//! The domain decides how a bare date finds its year ("In May" of a report is this year's, of a history that of the
//! story) and which rules hold ("day" alone is an expression only in a chat). It is told by a few counts that cost one
//! look at each token, before any rule runs. News is what a text is taken for unless much speaks for another kind:
//! a report read as a history is off by years.

use chrono::{Datelike, NaiveDate};

use super::Domain;
use crate::pack::{Gloss, traits};
use crate::text::scan::{CAPITAL, UPPER};
use crate::text::{Kind, Token};

/// Years so far before the document's own are history.
const FAR: i32 = 2;
/// A history names at least so many years of the past ...
const FAR_YEARS: usize = 4;
/// ... so many to each sign of a report, unless there are plenty ...
const FAR_TO_NEAR: usize = 5;
/// ... which is so many ...
const PLENTY: usize = 25;
/// ... and one in so many words is such a year or nearly.
const WORDS_PER_YEAR: usize = 260;
/// Longer texts are no chat, whatever signs they show.
const CHAT_TOKENS: usize = 220;
/// Signs of a chat that the shortest text needs, and one more for so many tokens.
const CHAT_SIGNS: usize = 2;
const TOKENS_PER_SIGN: usize = 45;
/// Shorter texts need no stop at their end to be a report: headlines, captions.
const NOTE_TOKENS: usize = 60;

/// The domain of a text. `glosses` are what the lexicon has of the tokens, `anchor` the document's own date.
pub(crate) fn detect(text: &str, tokens: &[Token], glosses: &[Gloss], anchor: Option<NaiveDate>) -> Domain {
    if is_chat(text, tokens, glosses) {
        return Domain::Colloquial;
    }
    if is_story(text, tokens, glosses, anchor) { Domain::Narrative } else { Domain::News }
}

/// Many years of the past, and few days that turn around the day of writing or words of reports.
fn is_story(text: &str, tokens: &[Token], glosses: &[Gloss], anchor: Option<NaiveDate>) -> bool {
    let (mut far, mut near) = (0usize, 0usize);
    // A loop over everything, so one question decides about most.
    let telling = |gloss: &Gloss| gloss.traits & (traits::DIGITS | traits::NEAR) != 0;
    let mut next = 0;
    while let Some(skipped) = glosses[next..].iter().position(telling) {
        let at = next + skipped;
        let token = glosses[at].traits;
        next = at + 1;
        if token & traits::DIGITS == 0 {
            near += usize::from(tokens[at].kind == Kind::Word);
            continue;
        }
        let followed_by_era = glosses.get(at + 1).is_some_and(|l| l.traits & traits::ERA != 0);
        let year = year_of(text, tokens, at);
        let past = |y: i32| anchor.is_none_or(|a| y + FAR <= a.year());
        if followed_by_era {
            // No report turns around such a year.
            far += 2;
        } else if year.is_some_and(past) {
            far += 1;
        } else if year.is_some() {
            near += 1;
        }
    }
    let told = far >= FAR_TO_NEAR * near || (far >= PLENTY && far > near);
    far >= FAR_YEARS && told && far * WORDS_PER_YEAR >= tokens.len()
}

/// Four digits that are rather a year than an amount.
fn year_of(text: &str, tokens: &[Token], at: usize) -> Option<i32> {
    let token = tokens[at];
    if token.end - token.start != 4 {
        return None;
    }
    let year = token.text(text).parse().ok().filter(|y| (1000..2100).contains(y))?;
    // The first token of a block follows no other, though no white space stands before it.
    let before = at.checked_sub(1).map(|b| tokens[b]).filter(|b| b.end == token.start);
    let mark = before.map_or("", |b| b.text(text));
    let amount = before.is_some() && !matches!(mark, "(" | "-" | "–" | "—" | "/" | "\"" | "“");
    (!amount).then_some(year)
}

/// A short text with signs of a chat: names after "@", tags, addresses, faces, words of chats, no capitals.
fn is_chat(text: &str, tokens: &[Token], glosses: &[Gloss]) -> bool {
    if tokens.is_empty() || tokens.len() > CHAT_TOKENS {
        return false;
    }
    let has = |at: usize, bit: u32| glosses[at].traits & bit != 0;
    let (mut signs, mut person, mut capitals, mut shouted) = (0usize, 0usize, 0usize, 0usize);
    for (at, token) in tokens.iter().enumerate() {
        let glued_next = tokens.get(at + 1).filter(|t| t.glued());
        match token.kind {
            Kind::Word => {
                let word = token.text(text);
                // Who writes "friday" types, and does not print: a day is a word of chats in small letters only.
                let (day, chat) = (has(at, traits::NEAR), has(at, traits::CHAT));
                let small_day = day && chat && !token.has(CAPITAL);
                signs += usize::from(chat && !day);
                // What a dictionary would have is not stretched.
                let stretched = || (chat || glosses[at].id == 0) && is_stretched(word);
                signs += 2 * usize::from(
                    has(at, traits::TYPED) || small_day || stretched() || is_small_i(text, tokens, at),
                );
                person += usize::from(has(at, traits::PERSON));
                capitals += usize::from(token.has(CAPITAL));
                shouted += usize::from(token.has(UPPER) || (word.len() == 1 && token.has(CAPITAL)));
                // An address or a tag is worth two: no other kind of short text has it.
                let address = has(at, traits::ADDRESS) && (word == "http" || word == "https");
                signs += 2 * usize::from(address);
            }
            // Most marks are none of these, and told by their first byte.
            Kind::Punct => match text.as_bytes()[token.start as usize] {
                b'@' | b'#' => {
                    let before_word = glued_next.is_some_and(|t| t.kind == Kind::Word);
                    let alone = at == 0 || !token.glued() || tokens[at - 1].kind == Kind::Punct;
                    signs += 2 * usize::from(before_word && alone);
                }
                b':' | b';' | b'=' | b'<' => signs += 2 * usize::from(is_face(text, tokens, at)),
                b'!' | b'?' | b'~' | b'.' => signs += run_of_stops(text, tokens, at),
                0x80.. => signs += 2 * usize::from(is_pictograph(token.text(text))),
                _ => {}
            },
            Kind::Number => {}
        }
    }
    let words = tokens.iter().filter(|t| t.kind == Kind::Word).count();
    // Nothing in capitals, or nothing else, where a report would have both.
    signs += usize::from(person > 0 && words >= 5 && (capitals == 0 || shouted == words));
    signs += 2 * usize::from(words >= 6 && capitals == 0);
    let last = tokens[tokens.len() - 1].text(text);
    let open_end = tokens.len() <= NOTE_TOKENS && !matches!(last, "." | "!" | "?" | "\"" | "”" | "'" | ")");
    signs += usize::from(person > 0 && open_end);
    signs > 0 && signs + usize::from(person > 0) >= CHAT_SIGNS + tokens.len() / TOKENS_PER_SIGN
}

/// "i think": nobody who prints writes it so; "(i)" and "i.e." are other things.
fn is_small_i(text: &str, tokens: &[Token], at: usize) -> bool {
    let (token, next) = (&tokens[at], tokens.get(at + 1));
    token.end - token.start == 1
        && token.text(text) == "i"
        && !token.glued()
        && next.is_some_and(|t| !t.glued() && t.kind == Kind::Word)
}

/// "!!", "???", "...": how much of a sign a mark is that is the first of several of the same. Three dots are printed as
/// well, two are not.
fn run_of_stops(text: &str, tokens: &[Token], at: usize) -> usize {
    let mark = |n: usize| text.as_bytes()[tokens[n].start as usize];
    let goes_on =
        |n: usize| tokens.get(n).is_some_and(|t| t.glued() && t.kind == Kind::Punct && mark(n) == mark(at));
    let first =
        at == 0 || !tokens[at].glued() || mark(at - 1) != mark(at) || tokens[at - 1].kind != Kind::Punct;
    match goes_on(at + 1) && first {
        true if mark(at) == b'.' && !goes_on(at + 2) => 2,
        more => usize::from(more),
    }
}

/// "sooo", "yesss", "hmmm": a letter three times in a row.
fn is_stretched(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() > 3
        // Few words have even two of a letter; asked without a branch a letter.
        && bytes.iter().zip(&bytes[1..]).fold(false, |any, (a, b)| any | (a | 0x20 == b | 0x20))
        && bytes.windows(3).any(|w| {
            w[0].is_ascii_alphabetic()
                && w[0].eq_ignore_ascii_case(&w[1])
                && w[1].eq_ignore_ascii_case(&w[2])
                // Roman numerals and "www" are no shouts.
                && !matches!(w[0], b'I' | b'X' | b'w')
        })
}

/// ":)", ";-)", ":D", "<3"
fn is_face(text: &str, tokens: &[Token], at: usize) -> bool {
    let eyes = tokens[at].text(text);
    let Some(next) = tokens.get(at + 1).filter(|t| t.glued()) else { return false };
    let mut mouth = next.text(text);
    if mouth == "-" {
        let Some(after) = tokens.get(at + 2).filter(|t| t.glued()) else { return false };
        mouth = after.text(text);
    }
    match eyes {
        ":" | ";" | "=" => matches!(mouth, ")" | "(" | "D" | "P" | "p" | "O" | "o" | "3" | "]" | "|" | "*"),
        "<" => mouth == "3",
        _ => false,
    }
}

fn is_pictograph(word: &str) -> bool {
    word.chars().next().is_some_and(|c| matches!(c, '\u{2600}'..='\u{27bf}' | '\u{1f300}'..='\u{1faff}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Pack;

    fn domain(text: &str) -> Domain {
        let pack = Pack::load("en").unwrap();
        let mut tokens = Vec::new();
        let mut glosses = Vec::new();
        let look_up = |token: &Token, key| glosses.push(pack.lexicon.look_up(key, text, token));
        crate::text::scan::append(text, 0, text.len(), &mut tokens, look_up);
        detect(text, &tokens, &glosses, NaiveDate::from_ymd_opt(2017, 5, 26))
    }

    #[test]
    fn tells_kinds_of_text_apart() {
        assert_eq!(
            domain("The council met on Thursday to discuss the 2012 plan, its first since 2009."),
            Domain::News
        );
        assert_eq!(domain("sooo tired, cu tmrw @jo"), Domain::Colloquial);
        assert_eq!(
            domain(
                "The mill was built in 1821. It burned down in 1834 and again in 1851; the owners sold it in 1860. \
                 In May a new one opened. By 1871 it had closed."
            ),
            Domain::Narrative
        );
    }

    #[test]
    fn a_report_with_some_history_stays_news() {
        let report = "The company said Monday it would close the mill, built in 1921 and enlarged in 1954 and 1971. On \
                      Tuesday workers met. It had lost money in 2009.";
        assert_eq!(domain(report), Domain::News);
    }

    #[test]
    fn years_that_head_their_chapters_count() {
        let chapter = |year: u32| {
            format!("{year}\n\nIn the spring the abbey burned again, and the monks moved to the mill.")
        };
        let text = [1511, 1514, 1520, 1523].map(chapter).join("\n\n");
        let article = crate::article::read(
            &crate::input::Source::text("abbey", format!("The abbey of Ather\n\n{text}\n")),
            &crate::article::ArticleOptions::default(),
        )
        .unwrap();
        let analysis = crate::Extractor::new().unwrap().analyse(&article);
        assert_eq!(analysis.domain, Some(Domain::Narrative));
    }
}

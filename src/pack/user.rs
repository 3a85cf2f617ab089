//! A user's own lexicon: a file of lines in, senses and holidays added to the language's own; the lines that his site
//! repeats out.
//!
//! ```text
//! # words<TAB>what<TAB>value
//! the March on Washington | the Washington march<TAB>event<TAB>1963-08-28
//! Founders' Day<TAB>holiday<TAB>03-14
//! Thing Season<TAB>season<TAB>SU
//! Sign up for our letter<TAB>boilerplate<TAB>line
//! More from the harbour desk<TAB>boilerplate<TAB>opening
//! ```
//!
//! An `event` is one day in history, a `holiday` comes every year (the forms of `holidays.tsv`), `boilerplate` is a line of
//! the user's site that is no part of an article, or what such lines begin with, and any class of the language's lexicon
//! gives a word a sense of its own.

use super::lexicon::{LexVal, Lexicon};
use crate::article::SiteLines;
use crate::calendar::Holiday;
use crate::error::{Error, Result};

pub(super) fn read(
    file: &str,
    text: &str,
    lexicon: &mut Lexicon,
    holidays: &mut Vec<Holiday>,
) -> Result<SiteLines> {
    let mut site = SiteLines::default();
    for (n, line) in text.lines().enumerate() {
        let line = line.trim_end();
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let error = |what: String| Error::Data { file: file.to_string(), line: n + 1, what };
        let mut cells = line.split('\t').map(str::trim);
        let (Some(names), Some(what), Some(value), None) =
            (cells.next(), cells.next(), cells.next(), cells.next())
        else {
            return Err(error(
                "three columns are needed, with tabs between: words, what they are, value".into(),
            ));
        };
        if what == "boilerplate" {
            boilerplate(names, value, &mut site).map_err(error)?;
            continue;
        }
        for name in names.split('|').map(str::trim).filter(|n| !n.is_empty()) {
            sense(name, what, value, lexicon, holidays).map_err(error)?;
        }
    }
    Ok(site)
}

/// A line may hold a `|` itself: it is taken as it stands.
fn boilerplate(line: &str, value: &str, site: &mut SiteLines) -> std::result::Result<(), String> {
    let opening = match value {
        "line" => false,
        "opening" => true,
        other => {
            return Err(format!(
                "\"{other}\" is not known; boilerplate is a line as a whole (line) or what lines begin with (opening)"
            ));
        }
    };
    if !line.contains(char::is_alphanumeric) {
        return Err("a boilerplate line needs letters or digits".into());
    }
    site.add(line, opening);
    Ok(())
}

fn sense(
    name: &str,
    what: &str,
    value: &str,
    lexicon: &mut Lexicon,
    holidays: &mut Vec<Holiday>,
) -> std::result::Result<(), String> {
    let (class, value) = match what {
        "event" | "holiday" => {
            holidays.push(Holiday::parse(value)?);
            ("holiday", LexVal::Number(holidays.len() as i32 - 1))
        }
        class if lexicon.class(class).is_some() => (class, LexVal::parse(value)?),
        class => {
            return Err(format!(
                "\"{class}\" is not known; write event, holiday, boilerplate, or a class of the lexicon such as month"
            ));
        }
    };
    lexicon.add_phrase(name, class, value);
    Ok(())
}

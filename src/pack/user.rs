//! A user's own lexicon: a file of lines in, senses and holidays added to the language's own.
//!
//! ```text
//! # words<TAB>what<TAB>value
//! the March on Washington | the Washington march<TAB>event<TAB>1963-08-28
//! Founders' Day<TAB>holiday<TAB>03-14
//! Thing Season<TAB>season<TAB>SU
//! ```
//!
//! An `event` is one day in history, a `holiday` comes every year (the forms of `holidays.tsv`), and any class of the
//! language's lexicon gives a word a sense of its own.

use super::lexicon::{LexVal, Lexicon};
use crate::calendar::Holiday;
use crate::error::{Error, Result};

pub(super) fn read(file: &str, text: &str, lexicon: &mut Lexicon, holidays: &mut Vec<Holiday>) -> Result<()> {
    for (n, line) in text.lines().enumerate() {
        let line = line.trim_end();
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let error = |what: String| Error::Data { file: file.to_string(), line: n + 1, what };
        let mut cells = line.split('\t');
        let (Some(names), Some(what), Some(value), None) =
            (cells.next(), cells.next(), cells.next(), cells.next())
        else {
            return Err(error(
                "three columns are needed, with tabs between: words, what they are, value".into(),
            ));
        };
        for name in names.split('|').map(str::trim).filter(|n| !n.is_empty()) {
            let value = match what.trim() {
                "event" | "holiday" => {
                    holidays.push(Holiday::parse(value.trim()).map_err(error)?);
                    LexVal::Number(holidays.len() as i32 - 1)
                }
                class if lexicon.class(class).is_some() => value
                    .trim()
                    .parse()
                    .map_or_else(|_| LexVal::Name(value.trim().to_string()), LexVal::Number),
                class => {
                    return Err(error(format!(
                        "\"{class}\" is not known; write event, holiday, or a class of the lexicon such as month"
                    )));
                }
            };
            let class = if matches!(what.trim(), "event" | "holiday") { "holiday" } else { what.trim() };
            lexicon.add_phrase(name, class, value);
        }
    }
    Ok(())
}

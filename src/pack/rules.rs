//! The files of a language in, its pack out: word lists, zones and holidays are read here, rules in `compact.rs` and
//! `folder.rs`.

use rustc_hash::FxHashMap;

use super::{
    Pack, ZoneName, compact,
    embedded::File,
    folder,
    lexicon::{LexVal, Lexicon},
};
use crate::calendar::Holiday;
use crate::error::{Error, Result};
use crate::resolve::direction::Cues;
use crate::text::pos::{self, PosModel};
use crate::text::verbgroup::VerbWords;
use crate::timex::grammar::Grammar;

/// Compiles a language from its files; `rules` are those built in, without which they are read from the files.
pub(super) fn compile(
    language: &str,
    files: &[File<'_>],
    rules: Option<&'static [u8]>,
    user: Option<(&str, &str)>,
) -> Result<Pack> {
    let mut lexicon = Lexicon::new();
    let (mut zones, mut holidays) = (Vec::new(), Vec::new());
    let mut pack_lists = [Vec::new(), Vec::new()];
    let mut frequent = Vec::new();
    let mut measured = None;
    for file in files {
        let name = file.name.rsplit('/').next().unwrap_or(file.name);
        match name {
            "zones.tsv" => read_zones(file, &mut lexicon, &mut zones)?,
            "holidays.tsv" | "holidays-listed.tsv" => {
                read_holidays(file.name, file.text, &mut lexicon, &mut holidays)?
            }
            "abbreviations.txt" => pack_lists[0] = words(file.text),
            "confidence.tsv" => measured = Some(file),
            "openers.txt" => pack_lists[1] = words(file.text),
            "frequent.txt" => frequent = words(file.text),
            _ if name.ends_with(".tsv") => {
                lexicon.read(file.name, file.text, !name.starts_with("function"))?
            }
            _ => {}
        }
    }
    let mut site_lines = crate::article::SiteLines::default();
    if let Some((name, text)) = user {
        site_lines = super::user::read(name, text, &mut lexicon, &mut holidays)?;
    }
    let mut grammar = Grammar::default();
    match rules {
        Some(bytes) => compact::add(bytes, &mut lexicon, &mut grammar)?,
        None => folder::add(files, &mut lexicon, &mut grammar)?,
    }
    if let Some(file) = measured {
        read_confidence(file, &mut grammar)?;
    }
    grammar.finish(&lexicon, &frequent);
    let reaches = grammar.reaches(&lexicon);
    lexicon.seal(&reaches);
    let [abbreviations, openers] = pack_lists.map(|l| l.into_iter().collect());
    Ok(Pack {
        language: language.to_string(),
        lexicon,
        grammar,
        zones,
        holidays,
        site_lines,
        pos: PosModel::load(pos::ENGLISH)?,
        verbs: VerbWords::english()?,
        cues: Cues::english()?,
        abbreviations,
        openers,
    })
}

/// `rule<TAB>confidence`: what `examples/calibration.rs` measured takes the place of what the rule's author thought.
fn read_confidence(file: &File<'_>, grammar: &mut Grammar) -> Result<()> {
    let mut measured = FxHashMap::default();
    for (n, line) in file.text.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
        let read =
            line.split_once('\t').and_then(|(name, value)| Some((name, value.trim().parse::<f32>().ok()?)));
        let (name, value) = read.filter(|(_, v)| (0.0..=1.0).contains(v)).ok_or_else(|| {
            data_error(file.name, n + 1, "the name of a rule and a number from 0 to 1, with a tab between")
        })?;
        measured.insert(name, value);
    }
    // A name that no rule has is of a rule since renamed, and does no harm.
    for rule in &mut grammar.rules {
        if let Some(value) = measured.get(&*rule.name) {
            rule.confidence = *value;
        }
    }
    Ok(())
}

fn words(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')).map(str::to_string).collect()
}

pub(super) fn data_error(file: &str, line: usize, what: impl Into<String>) -> Error {
    Error::Data { file: file.to_string(), line, what: what.into() }
}

/// `name<TAB>zone`
fn read_zones(file: &File<'_>, lexicon: &mut Lexicon, zones: &mut Vec<ZoneName>) -> Result<()> {
    for (n, line) in file.text.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
        let (name, zone) = line
            .split_once('\t')
            .ok_or_else(|| data_error(file.name, n + 1, "name and zone, with a tab between"))?;
        lexicon.add_phrase(name, "zone", LexVal::Number(zones.len() as i32));
        zones.push(ZoneName { name: name.to_string(), zone: zone.trim().to_string() });
    }
    Ok(())
}

/// A holiday's name as people type it: with and without its apostrophe, its hyphens and the stop of "St.".
fn spellings(name: &str) -> Vec<String> {
    let mut all = vec![name.to_string()];
    if !name.contains(['\'', '-', '.']) {
        return all;
    }
    let mut more = |from: &str, to: &str| {
        let typed: Vec<String> =
            all.iter().filter(|n| n.contains(from)).map(|n| n.replace(from, to)).collect();
        all.extend(typed);
    };
    more("'", "");
    more("-", " ");
    more("St. ", "St ");
    more("St. ", "Saint ");
    all
}

/// A holiday so many days from one of those above: `Purim+1`.
fn counted_from(text: &str, above: &FxHashMap<&str, usize>, holidays: &[Holiday]) -> Option<Holiday> {
    let sign = text.rfind(['+', '-'])?;
    let base = holidays.get(*above.get(text[..sign].trim())?)?;
    Some(base.moved(text[sign..].parse().ok()?))
}

/// `name<TAB>when`: the name becomes a phrase of the grammar, see the rule file holiday.toml. `=name+2` counts from a
/// holiday that stands above in the same file.
pub(super) fn read_holidays(
    file: &str,
    text: &str,
    lexicon: &mut Lexicon,
    holidays: &mut Vec<Holiday>,
) -> Result<()> {
    let mut above = FxHashMap::default();
    for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#')) {
        let (names, when) = line
            .split_once('\t')
            .ok_or_else(|| data_error(file, n + 1, "names and a date, with a tab between"))?;
        let when = when.trim();
        let holiday = match when.strip_prefix('=') {
            Some(other) => counted_from(other, &above, holidays)
                .ok_or_else(|| data_error(file, n + 1, "a holiday that stands above, and +N or -N days"))?,
            None => Holiday::parse(when).map_err(|e| data_error(file, n + 1, e))?,
        };
        above.extend(names.split('|').next().map(|name| (name.trim(), holidays.len())));
        for name in names.split('|').map(str::trim) {
            for spelling in spellings(name) {
                lexicon.add_phrase(&spelling, "holiday", LexVal::Number(holidays.len() as i32));
            }
        }
        holidays.push(holiday);
    }
    Ok(())
}

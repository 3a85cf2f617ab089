//! A page that says nothing openly about its date in, what gives it away out: a link to the page itself, a script that
//! writes the date, the data of its scripts, the address of its picture.
//!
//! These are read only where nothing better is there, and trusted little.

use super::{PageFacts, Signal, address, dates};
use crate::article::data::{self, Tells};
use crate::article::html::page::Page;
use crate::article::text_key;

/// A script no longer than this, in bytes, that holds one date and stands in the body writes it there.
const MAX_WRITER: usize = 200;
/// How much of the scripts' data is looked through.
const MAX_DATA: usize = 4 << 20;

/// Reads what gives the date away; nothing further once something did.
pub(in crate::article) fn read(page: &Page, heading: Option<usize>, facts: &PageFacts) -> Option<Signal> {
    let broken = facts.json_ld.broken.iter().filter_map(|at| page.json_ld.get(*at));
    let data = page.scripts.iter().map(|(_, script)| script);
    in_data(broken)
        .map(|found| Signal::new(found, "jsonld", 0.7))
        .or_else(|| own_link(page, &facts.titles).map(|day| Signal::of_day(day, "url", 0.5)))
        .or_else(|| written(page, heading).map(|found| Signal::new(found, "byline", 0.45)))
        .or_else(|| in_data(data).map(|found| Signal::new(found, "meta", 0.45)))
        .or_else(|| picture(page).map(|day| Signal::of_day(day, "url", 0.3)))
}

/// The day in the address of a link whose last part says the title.
fn own_link(page: &Page, titles: &[String]) -> Option<chrono::NaiveDate> {
    let title = titles.first()?;
    page.elements("a").find_map(|link| {
        let target = page.attr(link, "href").filter(|target| target.len() <= 500)?;
        let day = address::of_address(target)?;
        let slug = target.split(['?', '#']).next()?.trim_end_matches('/').rsplit('/').next()?;
        let key = text_key(slug.rsplit_once('.').map_or(slug, |(stem, _)| stem));
        let mut words = key.split(' ').filter(|word| word.chars().count() >= 4);
        let telling = words.clone().count() >= 2 && words.all(|word| title.contains(word));
        telling.then_some(day)
    })
}

/// The date in a short script of the body: `write_date("2019/03/07")`.
fn written(page: &Page, heading: Option<usize>) -> Option<dates::Found> {
    let body = page.elements("body").next()?;
    let short = page.scripts.iter().filter(|(node, script)| *node > body && script.len() <= MAX_WRITER);
    let mut dated = short.filter_map(|(node, script)| match dates::find(script).as_slice() {
        [one] => Some((*node, *one)),
        _ => None,
    });
    let first = dated.clone().next();
    dated.find(|(node, _)| heading.is_some_and(|heading| *node > heading)).or(first).map(|(_, found)| found)
}

/// The first date in the data of the scripts under a key that means publication: `"publishedAt": "2019-03-07"`.
fn in_data<'s>(scripts: impl Iterator<Item = &'s String>) -> Option<dates::Found> {
    let names = &data::page().meta;
    let mut left = MAX_DATA;
    for script in scripts {
        let script = &script[..script.floor_char_boundary(left)];
        left -= script.len();
        for (at, _) in script.match_indices(':') {
            let key = script[..at].trim_end().trim_end_matches(['"', '\'', '\\']);
            let name = key
                .bytes()
                .rev()
                .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
                .count();
            let key = key[key.len() - name..].to_ascii_lowercase();
            let stem = key.strip_suffix("at").or(key.strip_suffix("on")).map(str::to_owned);
            let named = |key: &str| {
                names.get(key).is_some_and(|(tells, trust)| *tells == Tells::Published && *trust >= 0.85)
            };
            if !named(&key) && !stem.is_some_and(|stem| named(&stem)) {
                continue;
            }
            let value = script[at + 1..].trim_start().trim_start_matches(['\\', '"', '\'']);
            let end = value.find(['"', '\'', ',', '}', '\\']).unwrap_or(0);
            if let Some(found) = value.get(..end).and_then(dates::machine) {
                return Some(found);
            }
        }
    }
    None
}

/// The day in the address of the page's picture.
fn picture(page: &Page) -> Option<chrono::NaiveDate> {
    let named = page.elements("meta").filter(|meta| {
        let name = page.attr(*meta, "property").or(page.attr(*meta, "name")).unwrap_or_default();
        matches!(name, "og:image" | "twitter:image" | "og:image:url")
    });
    let named = named.filter_map(|meta| page.attr(meta, "content"));
    let shown =
        page.elements("img").filter_map(|image| page.attr(image, "src").or(page.attr(image, "data-src")));
    named.chain(shown.take(5)).find_map(address::of_address)
}

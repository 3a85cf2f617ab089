//! The head of a page in, the dates of its `<meta>` elements out, and what else it says about itself: address, titles,
//! language.

use super::{Signal, address, dates};
use crate::article::data::Tells;
use crate::article::html::page::Page;
use crate::article::text_key;

/// What the head of a page says.
#[derive(Debug, Default)]
pub(in crate::article) struct Head {
    /// Dates from `<meta>` and from the page's address.
    pub(in crate::article) signals: Vec<Signal>,
    /// The page's own address.
    pub(in crate::article) address: Option<String>,
    /// Titles it gives itself, best first.
    pub(in crate::article) titles: Vec<String>,
    /// BCP 47 language.
    pub(in crate::article) language: Option<String>,
}

impl Head {
    /// Reads the head. `given` is the address that the page was fetched from, where known.
    pub(in crate::article) fn read(page: &Page, given: Option<&str>) -> Self {
        let mut head = Self { address: given.map(str::to_owned), ..Self::default() };
        for element in page.elements("meta") {
            head.add_meta(page, element);
        }
        if let Some(title) = page.elements("title").next() {
            head.titles.extend(Some(page.text_of(title).trim().to_owned()).filter(|title| !title.is_empty()));
        }
        head.add_address(page);
        head.language = head.language.take().or_else(|| {
            let html = page.elements("html").next()?;
            page.attr(html, "lang").or(page.attr(html, "xml:lang")).map(str::to_owned)
        });
        head
    }

    /// The titles as keys for comparing.
    pub(in crate::article) fn title_keys(&self) -> Vec<String> {
        self.titles.iter().map(|title| text_key(title)).filter(|key| key.chars().count() >= 8).collect()
    }

    fn add_meta(&mut self, page: &Page, element: usize) {
        let value = page.attr(element, "content").or_else(|| page.attr(element, "datetime"));
        let Some(value) = value else { return };
        for (kind, method) in [
            ("property", "meta"),
            ("name", "meta"),
            ("itemprop", "microdata"),
            ("http-equiv", "meta"),
            ("pubdate", "meta"),
        ] {
            let Some(name) = page.attr(element, kind) else { continue };
            let name = name.to_ascii_lowercase();
            match name.as_str() {
                "og:title" => self.titles.insert(0, value.to_owned()),
                "twitter:title" | "dc.title" | "title" => self.titles.push(value.to_owned()),
                "og:url" => self.address = self.address.take().or_else(|| Some(value.to_owned())),
                "content-language" | "language" | "dc.language" => {
                    self.language = self.language.take().or_else(|| Some(value.to_owned()));
                }
                "og:locale" => self.language = Some(value.replace('_', "-")),
                _ => self.add_date(&name, value, method),
            }
        }
    }

    fn add_date(&mut self, name: &str, value: &str, method: &'static str) {
        if let Some((tells, trust)) = crate::article::data::page().meta.get(name)
            && let Some(found) = dates::machine(value)
        {
            let method = if *tells == Tells::Modified { "modified" } else { method };
            self.signals.push(Signal::new(found, method, *trust));
        }
    }

    fn add_address(&mut self, page: &Page) {
        let canonical = page
            .elements("link")
            .find(|link| page.attr(*link, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")));
        let canonical = canonical.and_then(|link| page.attr(link, "href")).map(str::to_owned);
        let addresses = [self.address.clone(), canonical.clone()];
        if let Some(day) = addresses.iter().flatten().find_map(|address| address::of_address(address)) {
            self.signals.push(Signal::of_day(day, "url", 0.88));
        }
        self.address = canonical.or(self.address.take());
    }
}

/// Whether the page writes the month before the day: American pages do. `language` is what the page declares.
pub(in crate::article) fn month_first(language: Option<&str>, address: Option<&str>) -> bool {
    let language = language.unwrap_or_default().to_ascii_lowercase();
    let host = address.unwrap_or_default();
    let host = host.split_once("://").map_or(host, |(_, rest)| rest).split('/').next().unwrap_or_default();
    let elsewhere = [".uk", ".au", ".nz", ".ie", ".in", ".za", ".sg", ".hk", ".de", ".fr", ".eu"];
    match language.as_str() {
        "en-us" | "en-ph" => true,
        "en" | "" => !elsewhere.iter().any(|country| host.ends_with(country)),
        _ => false,
    }
}

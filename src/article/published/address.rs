//! An address or a file name in, the date written in it out.

use chrono::NaiveDate;

use super::dates::day;
use crate::article::data::page;

/// The day in the path of an address: `/2017/05/26/`, `/2017/may/26/`, `/2017-05-26-title`, `/20170526/`. A day that
/// stands first is never read (`/26/05/2017/` could be either), and the host is not looked at.
pub(in crate::article) fn of_address(address: &str) -> Option<NaiveDate> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = &path[path.find('/')?..];
    of_path(path.split(['?', '#']).next()?)
}

/// The day in a file name: `2017-05-26-bridge.html`, `bridge_20170526.txt`. Folders are looked at from the innermost
/// out only in the form `2017/05/26`.
pub(in crate::article) fn of_file(name: &str) -> Option<NaiveDate> {
    of_path(name)
}

fn of_path(path: &str) -> Option<NaiveDate> {
    let runs = runs(path);
    let number = |at: usize, digits: &[usize]| {
        let run = runs.get(at)?;
        (digits.contains(&run.text.len()) && run.digits).then(|| run.text.parse::<u32>().ok())?
    };
    (0..runs.len()).find_map(|at| {
        let apart = |at: usize| runs.get(at).is_none_or(|run| run.sign != '\0');
        if let Some(whole) = number(at, &[8]).filter(|_| apart(at) && apart(at + 1)) {
            return day(i32::try_from(whole / 10_000).ok()?, whole / 100 % 100, whole % 100);
        }
        let year = i32::try_from(number(at, &[4])?).ok()?;
        let same_sign = runs.get(at + 1)?.sign == runs.get(at + 2)?.sign;
        let month = number(at + 1, &[1, 2]).or_else(|| {
            let name = runs.get(at + 1)?.text.to_lowercase();
            page().months.get(name.as_str()).copied()
        })?;
        if !same_sign || !apart(at) || !apart(at + 1) || !apart(at + 3) {
            return None;
        }
        day(year, month, number(at + 2, &[1, 2])?)
    })
}

/// Letters or digits.
struct Run<'p> {
    text: &'p str,
    /// The sign that stands before it; `\0` where it touches the run before, as in "b2".
    sign: char,
    digits: bool,
}

fn runs(path: &str) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    let mut characters = path.char_indices().peekable();
    let mut sign = '/';
    while let Some((start, c)) = characters.next() {
        if !c.is_alphanumeric() {
            sign = c;
            continue;
        }
        let digits = c.is_ascii_digit();
        let mut end = start + c.len_utf8();
        while let Some((at, next)) =
            characters.next_if(|(_, next)| next.is_alphanumeric() && next.is_ascii_digit() == digits)
        {
            end = at + next.len_utf8();
        }
        runs.push(Run { text: &path[start..end], sign, digits });
        sign = '\0';
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_addresses() {
        let day = |address: &str| of_address(address).map(|day| day.to_string());
        assert_eq!(day("https://a.example/news/2017/05/26/bridge").as_deref(), Some("2017-05-26"));
        assert_eq!(day("https://a.example/world/2017/may/26/bridge-closed").as_deref(), Some("2017-05-26"));
        assert_eq!(day("https://a.example/2017-05-26-bridge.html?x=1").as_deref(), Some("2017-05-26"));
        assert_eq!(day("https://a.example/story/20170526/bridge").as_deref(), Some("2017-05-26"));
        assert_eq!(day("https://a.example/2017/05/bridge-26"), None);
        assert_eq!(day("https://2017-05-26.example/bridge"), None);
        assert_eq!(day("https://a.example/n/20171399"), None);
        assert_eq!(day("https://a.example/story-1201705269"), None);
        assert_eq!(day("https://a.example/2017/05-26/bridge"), None);
    }

    #[test]
    fn days_in_file_names() {
        let day = |name: &str| of_file(name).map(|day| day.to_string());
        assert_eq!(day("in/2017-05-26-bridge.txt").as_deref(), Some("2017-05-26"));
        assert_eq!(day("bridge_20170526.html").as_deref(), Some("2017-05-26"));
        assert_eq!(day("in/2017/05/26/bridge.html").as_deref(), Some("2017-05-26"));
        assert_eq!(day("000_ee7aa71c59bbd9c5.txt"), None);
        assert_eq!(day("1485102321.html"), None);
    }
}

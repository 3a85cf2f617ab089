//! A block of running text in, the spans between its quotation marks out.
//!
//! Quotes do not cut sentences, so they are no blocks of their own: a caller asks for them where it needs to know
//! whether an expression was spoken. Straight and smart marks are read, and the newspaper's custom of opening every
//! paragraph of a long quote without closing the one before.

/// An open quotation mark and what closes it.
const PAIRS: [(char, char); 5] = [('“', '”'), ('‘', '’'), ('«', '»'), ('„', '“'), ('‹', '›')];

/// The quotes of `text[start..end]`, as half-open byte ranges of `text` without the marks, in order, not nested.
///
/// Single marks count only where they cannot be an apostrophe. A quote that is not closed runs to the end of the
/// block if it opens with a double mark, and is none if it opens with a single one.
///
/// ```
/// let text = "“We won,” she said. It's over.";
/// let quotes = annals::article::quote_spans(text, 0, text.len());
/// assert_eq!(&text[quotes[0].clone()], "We won,");
/// assert_eq!(quotes.len(), 1);
/// ```
#[must_use]
pub fn quote_spans(text: &str, start: usize, end: usize) -> Vec<std::ops::Range<usize>> {
    let Some(block) = text.get(start..end) else { return Vec::new() };
    let mut spans = Vec::new();
    // The mark that would close the quote, where its words begin, whether it is a single mark.
    let mut open: Option<(char, usize, bool)> = None;
    let mut before = None;
    let mut characters = block.char_indices().peekable();
    while let Some((at, first)) = characters.next() {
        // The wires write double marks as ``two single ones''.
        let paired = if characters.peek().is_some_and(|(_, c)| *c == first) { pair(first) } else { None };
        let (mark, width) = paired.map_or((first, first.len_utf8()), |mark| (mark, 2 * first.len_utf8()));
        if paired.is_some() {
            characters.next();
        }
        let after = characters.peek().map(|(_, c)| *c);
        let inner = start + at + width;
        match open {
            None => open = opening(mark, before, after).map(|(close, single)| (close, inner, single)),
            Some((close, from, single)) => {
                let apostrophe = single && after.is_some_and(char::is_alphanumeric);
                if mark == close && !apostrophe {
                    spans.push(from..start + at);
                    open = None;
                } else if close == '\'' && mark == '"' {
                    // A double mark inside what looked like a single quote: the single mark was an apostrophe.
                    open = opening(mark, before, after).map(|(close, single)| (close, inner, single));
                }
            }
        }
        before = Some(mark);
    }
    if let Some((_, from, false)) = open
        && from < end
    {
        spans.push(from..end);
    }
    spans.retain(|span| !text[span.clone()].trim().is_empty());
    spans
}

/// The double mark that two of a single one make.
fn pair(mark: char) -> Option<char> {
    match mark {
        '`' => Some('“'),
        '\'' => Some('”'),
        _ => None,
    }
}

/// Whether `mark` opens a quote here, and which mark will close it; true beside it for a single mark.
fn opening(mark: char, before: Option<char>, after: Option<char>) -> Option<(char, bool)> {
    let free_left = before.is_none_or(|c| !c.is_alphanumeric());
    let word_right = after.is_some_and(|c| !c.is_whitespace());
    if !free_left || !word_right {
        return None;
    }
    match mark {
        '"' => Some(('"', false)),
        '\'' | '‘' if after.is_some_and(|c| c.is_ascii_digit()) => None, // '90s
        '\'' => before.is_none_or(|c| c.is_whitespace() || c == '(').then_some(('\'', true)),
        _ => {
            PAIRS.iter().find(|(open, _)| *open == mark).map(|(_, close)| (*close, matches!(mark, '‘' | '‹')))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quotes(text: &str) -> Vec<&str> {
        quote_spans(text, 0, text.len()).into_iter().map(|span| &text[span]).collect()
    }

    #[test]
    fn straight_and_smart_marks() {
        assert_eq!(
            quotes("\"We leave today,\" she said. \"Not tomorrow.\""),
            ["We leave today,", "Not tomorrow."]
        );
        assert_eq!(quotes("He called it “a good week”."), ["a good week"]);
        assert_eq!(quotes("``We don't know,'' she said. ``Not yet.''"), ["We don't know,", "Not yet."]);
        assert_eq!(quotes("‘It’s today’s news,’ he said."), ["It’s today’s news,"]);
        assert_eq!(quotes("Er sagte: „Heute nicht.“ Dann ging er."), ["Heute nicht."]);
    }

    #[test]
    fn apostrophes_and_inches_are_no_quotes() {
        assert!(quotes("It's the mayor's '90s record, and the workers' union's too.").is_empty());
        assert!(quotes("He is 6'2\" tall and 5'11\" wide.").is_empty());
        assert_eq!(quotes("The 'rebels \"won today\" again."), ["won today"]);
    }

    #[test]
    fn a_paragraph_may_leave_its_quote_open() {
        assert_eq!(quotes("“We began in May. And we go on."), ["We began in May. And we go on."]);
        assert!(quotes("A lone “").is_empty());
    }

    #[test]
    fn ranges_outside_the_text_give_nothing() {
        assert!(quote_spans("é", 1, 2).is_empty());
        assert!(quote_spans("abc", 2, 9).is_empty());
    }
}

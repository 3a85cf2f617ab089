//! Quotations: the values of a document in, those of quoted words counted from the day on which they were said out.
//!
//! "We leave tomorrow," he said on Tuesday, means Wednesday, whatever day the paper came out. The day of the saying
//! stands in the same sentence, outside the quotation marks and behind a verb of saying; it is looked for once all
//! values are known, because it mostly follows what was said.

use chrono::{Days, NaiveDate};

use super::{Analysis, Timex};
use crate::calendar::Point;
use crate::pack::Pack;
use crate::resolve::direction::Pointer;
use crate::resolve::{Anchor, Context, Domain, Order, Resolver};
use crate::text::pos::{Tag, mark_quoted};

/// How far behind its verb of saying the day may stand, in tokens.
const REACH: usize = 6;
/// A report tells what was said in the days before it.
const WEEK: Days = Days::new(7);

impl Analysis {
    /// Counts what quotations say from the day on which they were said.
    pub(super) fn requote(&mut self, pack: &Pack, text: &str, anchor: NaiveDate, order: Order) {
        let mut at = 0;
        while at < self.timexes.len() {
            let sentence = self.timexes[at].sentence;
            let of_other = |t: &Timex| t.sentence != sentence;
            let end = self.timexes[at..].iter().position(of_other).map_or(self.timexes.len(), |n| at + n);
            let published = |t: &Timex| t.resolved.anchor == Anchor::Published;
            if end - at > 1 && self.timexes[at..end].iter().any(published) {
                self.requote_sentence(pack, text, (anchor, order), at..end);
            }
            at = end;
        }
    }

    fn requote_sentence(
        &mut self,
        pack: &Pack,
        text: &str,
        (anchor, order): (NaiveDate, Order),
        timexes: std::ops::Range<usize>,
    ) {
        let index = self.timexes[timexes.start].sentence;
        let range = self.sentences[index as usize].range();
        let tokens = &self.tokens[range.clone()];
        if !tokens.iter().any(|t| matches!(t.text(text), "\"" | "“" | "”" | "'" | "`" | "‘")) {
            return;
        }
        let expressions = super::of_sentence(&self.expressions, index);
        self.tagged.read(pack, text, (index, range.start as u32), tokens, expressions);
        let tagged = &mut self.tagged;
        mark_quoted(&tagged.tags, &mut tagged.quoted);
        let inside = |t: &Timex| tagged.quoted[t.first as usize - range.start];
        let said_behind = |t: &Timex| {
            let first = t.first as usize - range.start;
            // "said after Sunday's defeat" tells when the defeat was.
            let other =
                |at: usize| tagged.tags[at] == Tag::In && !tokens[at].text(text).eq_ignore_ascii_case("on");
            let of_other = first.checked_sub(1).is_some_and(other)
                || tagged.tags.get(t.last as usize - range.start) == Some(&Tag::Pos);
            let near = if of_other { first..first } else { first.saturating_sub(REACH)..first };
            near.rev()
                .take_while(|at| !matches!(tagged.tags[*at], Tag::Comma | Tag::Stop | Tag::CloseQuote))
                .any(|at| pack.cues.reports(tokens[at].text(text)))
        };
        let said = self.timexes[timexes.clone()].iter().find_map(|t| match t.resolved.point {
            Some(Point::Day(day)) if !inside(t) && said_behind(t) => Some(day),
            _ => None,
        });
        let recent = |day: &NaiveDate| {
            *day < anchor && anchor.checked_sub_days(WEEK).is_some_and(|earliest| *day >= earliest)
        };
        let Some(said) = said.filter(recent) else { return };
        let mut cx = Context::new(Some(said), None, Domain::News);
        cx.order = order;
        let resolver = Resolver::new(pack);
        for timex in &mut self.timexes[timexes] {
            if timex.resolved.anchor != Anchor::Published
                || !tagged.quoted[timex.first as usize - range.start]
            {
                continue;
            }
            let (tags, groups, cues) = (&tagged.tags, &tagged.groups, &pack.cues);
            let (first, last) = (timex.first as usize - range.start, timex.last as usize - range.start);
            let mut direction = || Pointer { text, tokens, tags, groups, cues }.direction(first, last);
            let expression = &self.expressions[timex.expression as usize];
            let Some(mut resolved) = resolver.resolve(&expression.meaning, &cx, &mut direction) else {
                continue;
            };
            if resolved.value == timex.resolved.value {
                continue;
            }
            resolved.anchor = Anchor::Mentioned;
            resolved.because.push("counted from the day on which it was said".into());
            resolved.confidence *= timex.resolved.confidence;
            resolved.alternatives.push((timex.resolved.value.clone(), 0.3));
            timex.resolved = resolved;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Stamp;

    /// The values of a report of Thursday, 14 March 2019.
    fn values(text: &str) -> Vec<String> {
        let pack = Pack::load("en").unwrap();
        let date = NaiveDate::from_ymd_opt(2019, 3, 14).unwrap();
        let mut analysis = Analysis::default();
        let stamp = Stamp { date, time: None, offset: None };
        analysis.read_text(&pack, text, Some(stamp), Some(Domain::News));
        analysis.timexes.iter().map(|t| t.resolved.value.clone()).collect()
    }

    #[test]
    fn quoted_words_count_from_their_own_day() {
        let open = "\"We start tomorrow,\" the coach told reporters on Tuesday.";
        assert_eq!(values(open), ["2019-03-13", "2019-03-12"]);
        assert_eq!(values("``We met yesterday,'' she said Tuesday."), ["2019-03-11", "2019-03-12"]);
    }

    #[test]
    fn what_stands_outside_keeps_the_day_of_the_paper() {
        let outside = "The coach said on Tuesday that \"it is over\" and left yesterday.";
        assert_eq!(values(outside), ["2019-03-12", "2019-03-13"]);
        assert_eq!(
            values("\"We start tomorrow,\" he said. He won on Tuesday."),
            ["2019-03-15", "2019-03-12"]
        );
    }
}

//! Articles with their expressions and events in, the timeline out: byte offsets become characters, values get their
//! bounds and EDTF, and everything its id and its place in the one order.

use chrono::Timelike as _;

use super::display::{display, range};
use super::{
    Alternative, Basis, Diagnostic, Document, Event, EventDate, Evidence, Expression, Interval, Method,
    OffsetUnit, Published, PublishedCandidate, Relation, RelationBasis, Span, Timeline, TimexType, arrange,
};
use crate::analysis::{Analysis, Timex};
use crate::article::{Article, Candidate, Stamp, Zone};
use crate::calendar::value::{Modifier, Precision, Reach, Value, edtf_range};
use crate::check;
use crate::events::{self, Dating};
use crate::extract::Extracted;
use crate::resolve;
use crate::text::CharOffsets;

/// The timeline of the documents. `include_text` puts the text in even where offsets hold in the user's own file.
pub(crate) fn build(documents: &[Extracted], include_text: bool) -> Timeline {
    let mut timeline = Timeline::new();
    for (index, read) in documents.iter().enumerate() {
        add(&mut timeline, &format!("d{}", index + 1), read, include_text);
    }
    arrange(&mut timeline);
    timeline
}

fn add(timeline: &mut Timeline, id: &str, read: &Extracted, include_text: bool) {
    let article = &read.article;
    let at = Writer { id, article, chars: CharOffsets::new(&article.text) };
    timeline.documents.push(at.document(include_text));
    let first_expression = timeline.expressions.len();
    let expression_id = |index: usize| format!("t{}", first_expression + index + 1);
    for (index, timex) in read.analysis.timexes.iter().enumerate() {
        let zone = read.analysis.places[timex.sentence as usize].zone;
        timeline.expressions.push(at.expression(expression_id(index), timex, zone));
    }
    let number = timeline.events.len() + timeline.undated.len();
    let event_id = |index: usize| format!("e{}", number + index + 1);
    for (index, event) in read.reading.events.iter().enumerate() {
        let entry = at.event(event_id(index), event, &read.analysis, &expression_id);
        if entry.date.is_some() { timeline.events.push(entry) } else { timeline.undated.push(entry) }
    }
    timeline.relations.extend(read.reading.links.iter().map(|link| Relation {
        from: event_id(link.from),
        to: event_id(link.to),
        kind: link.kind,
        offset: link.offset.clone(),
        basis: RelationBasis::Signal,
        expression: link.timex.map(&expression_id),
    }));
    timeline.diagnostics.extend(check::check(read).into_iter().map(|c| Diagnostic {
        severity: c.severity,
        code: c.code.to_string(),
        document: Some(id.to_string()),
        expression: c.timex.map(&expression_id),
        event: c.event.map(&event_id),
        message: c.message,
    }));
}

/// Writes the parts of one document.
struct Writer<'d> {
    id: &'d str,
    article: &'d Article,
    chars: CharOffsets<'d>,
}

impl Writer<'_> {
    fn document(&self, include_text: bool) -> Document {
        let a = self.article;
        Document {
            id: self.id.to_string(),
            source: a.source.clone(),
            url: a.url.clone(),
            title: a.title.clone(),
            language: Some(a.language.clone()),
            offset_unit: OffsetUnit::UnicodeScalar,
            published: published(a),
            text: (include_text || !a.verbatim).then(|| a.text.clone()),
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span {
            start: self.chars.of(start),
            end: self.chars.of(end),
            text: self.article.text.get(start..end).unwrap_or_default().to_string(),
        }
    }

    fn expression(&self, id: String, timex: &Timex, zone: Zone) -> Expression {
        let span = self.span(timex.start, timex.end);
        let r = &timex.resolved;
        let value = Value::parse(&r.value).ok();
        let modifier = r.modifier.map(Modifier::from);
        Expression {
            id,
            document: self.id.to_string(),
            start: span.start,
            end: span.end,
            text: span.text,
            zone,
            kind: kind(r.kind),
            value: r.value.clone(),
            modifier,
            quant: r.quant.map(str::to_string),
            freq: r.freq.clone(),
            edtf: value.as_ref().and_then(|v| v.edtf(modifier)),
            interval: value.as_ref().and_then(|v| v.reach(modifier)).map(interval),
            anchor: (r.anchor != resolve::Anchor::None).then(|| r.anchor.as_str().to_string()),
            rule: Some(timex.rule.to_string()),
            because: r.because.iter().map(ToString::to_string).collect(),
            alternatives: r
                .alternatives
                .iter()
                .map(|(value, confidence)| Alternative {
                    value: value.clone(),
                    confidence: f64::from(*confidence),
                })
                .collect(),
            confidence: f64::from(r.confidence),
        }
    }

    fn event(
        &self,
        id: String,
        event: &events::Event,
        analysis: &Analysis,
        expression_id: &dyn Fn(usize) -> String,
    ) -> Event {
        let sentence = analysis.sentences[event.sentence as usize];
        let tokens = &analysis.tokens[sentence.range()];
        let bounds = match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => (first.start as usize, last.end as usize),
            _ => (event.trigger.start, event.trigger.end),
        };
        let date = event.date.as_ref().and_then(event_date);
        let (not_before, not_after) = if date.is_some() { (None, None) } else { self.limits(event) };
        Event {
            id,
            document: self.id.to_string(),
            zone: analysis.places[event.sentence as usize].zone,
            date,
            not_before,
            not_after,
            what: event.what.clone(),
            who: event.who.clone(),
            places: event.places.clone(),
            trigger: Some(self.span(event.trigger.start, event.trigger.end)),
            class: Some(event.class),
            tense: event.tense,
            aspect: event.aspect,
            polarity: event.polarity,
            modality: event.modality.clone(),
            kind: event.kind,
            status: event.status,
            attribution: event.attribution.clone(),
            expressions: event.timexes.iter().map(|t| expression_id(*t)).collect(),
            sentence: self.span(bounds.0, bounds.1),
            evidence: event
                .evidence
                .iter()
                .map(|e| {
                    let span = self.span(e.start, e.end);
                    Evidence {
                        document: self.id.to_string(),
                        zone: e.zone,
                        start: span.start,
                        end: span.end,
                        text: Some(span.text),
                    }
                })
                .collect(),
            confidence: f64::from(event.confidence),
        }
    }

    /// What has happened has happened by the day of publication.
    fn limits(&self, event: &events::Event) -> (Option<String>, Option<String>) {
        let past = matches!(event.status, super::Status::Occurred | super::Status::Denied);
        let published = self.article.published.as_ref().filter(|_| past).map(|p| p.stamp.date.to_string());
        (None, published)
    }
}

fn published(article: &Article) -> Option<Published> {
    let candidates: Vec<PublishedCandidate> = article
        .candidates
        .iter()
        .filter_map(|c| {
            Some(PublishedCandidate {
                date: c.stamp.date.to_string(),
                time: time(&c.stamp),
                method: Method::from_name(c.method)?,
                confidence: Some(f64::from(c.confidence)),
            })
        })
        .collect();
    let settled: Option<&Candidate> = article.published.as_ref();
    if settled.is_none() && candidates.is_empty() {
        return None;
    }
    Some(Published {
        date: settled.map(|c| c.stamp.date.to_string()),
        time: settled.and_then(|c| time(&c.stamp)),
        method: settled.and_then(|c| Method::from_name(c.method)),
        confidence: settled.map(|c| f64::from(c.confidence)),
        candidates,
    })
}

/// "09:12:00-04:00"
fn time(stamp: &Stamp) -> Option<String> {
    let time = stamp.time?.format("%H:%M:%S").to_string();
    Some(match stamp.offset {
        Some(0) => format!("{time}Z"),
        Some(minutes) => {
            let sign = if minutes < 0 { '-' } else { '+' };
            format!("{time}{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
        }
        None => time,
    })
}

fn interval(reach: Reach) -> Interval {
    let moment = |t: chrono::NaiveDateTime| t.format("%Y-%m-%dT%H:%M").to_string();
    Interval { start: reach.start.map(moment), end: reach.end.map(moment) }
}

fn kind(kind: resolve::Kind) -> TimexType {
    match kind {
        resolve::Kind::Date => TimexType::Date,
        resolve::Kind::Time => TimexType::Time,
        resolve::Kind::Duration => TimexType::Duration,
        resolve::Kind::Set => TimexType::Set,
    }
}

impl From<crate::timex::meaning::Mod> for Modifier {
    fn from(modifier: crate::timex::meaning::Mod) -> Self {
        use crate::timex::meaning::Mod;
        match modifier {
            Mod::Start => Self::Start,
            Mod::Mid => Self::Mid,
            Mod::End => Self::End,
            Mod::Approx => Self::Approx,
            Mod::Before => Self::Before,
            Mod::After => Self::After,
            Mod::OnOrBefore => Self::OnOrBefore,
            Mod::OnOrAfter => Self::OnOrAfter,
            Mod::LessThan => Self::LessThan,
            Mod::MoreThan => Self::MoreThan,
            Mod::EqualOrLess => Self::EqualOrLess,
            Mod::EqualOrMore => Self::EqualOrMore,
        }
    }
}

/// The date of an event: bounds, grain, words. `None` where the value lies on no calendar (PAST_REF, XXXX-05).
fn event_date(dating: &Dating) -> Option<EventDate> {
    let value = Value::parse(&dating.value).ok()?;
    let modifier = dating.modifier.map(Modifier::from);
    let precision = value.precision()?;
    // A range that ends before it begins is told by a diagnostic; the event is dated where it begins.
    let ahead = |until: &Value| match (value.bounds(None), until.bounds(None)) {
        (Some(from), Some(to)) => from.inclusive().0 <= to.inclusive().1,
        _ => true,
    };
    let until = dating.until.as_deref().and_then(|u| Value::parse(u).ok()).filter(ahead);
    let relation = match dating.relation {
        events::Relation::On | events::Relation::Through => modifier,
        events::Relation::Before => Some(Modifier::Before),
        events::Relation::After => Some(Modifier::After),
        events::Relation::Since => Some(Modifier::OnOrAfter),
        events::Relation::Until => Some(Modifier::OnOrBefore),
    };
    let (start, _) = ends(&value, relation)?;
    let (mut end, mut words) = (ends(&value, relation)?.1, display(&value, relation));
    let mut edtf = value.edtf(relation);
    if let Some(until) = &until {
        end = ends(until, None)?.1;
        words = range(&words, &display(until, None));
        edtf = edtf_range(Some(&value), Some(until));
    }
    Some(EventDate {
        start,
        end,
        value: Some(dating.value.clone()),
        modifier: relation,
        edtf,
        precision,
        basis: dating.basis,
        approximate: modifier == Some(Modifier::Approx),
        display: words,
    })
}

/// Inclusive days, or local date-times where the value gives a time.
fn ends(value: &Value, modifier: Option<Modifier>) -> Option<(Option<String>, Option<String>)> {
    let reach = value.reach(modifier)?;
    if value.precision() == Some(Precision::Time) {
        // Seconds only where there are any.
        let moment = |t: chrono::NaiveDateTime| {
            let form = if t.second() == 0 { "%Y-%m-%dT%H:%M" } else { "%Y-%m-%dT%H:%M:%S" };
            t.format(form).to_string()
        };
        // A clock time is a moment, not the minute that follows it; "by 3 p.m." ends at that moment.
        let (start, end) = match value {
            Value::Clock(clock) => (reach.start.map(|_| clock.at), reach.end.map(|_| clock.at)),
            _ => (reach.start, reach.end),
        };
        return Some((start.map(moment), end.map(moment)));
    }
    let day = |t: chrono::NaiveDateTime| t.date().to_string();
    let last = |t: chrono::NaiveDateTime| (t - chrono::Duration::nanoseconds(1)).date().to_string();
    Some((reach.start.map(day), reach.end.map(last)))
}

/// An event's basis by how its expression was resolved.
impl From<resolve::Anchor> for Basis {
    fn from(anchor: resolve::Anchor) -> Self {
        match anchor {
            resolve::Anchor::None => Self::Explicit,
            resolve::Anchor::Caption => Self::Caption,
            resolve::Anchor::Event => Self::Event,
            resolve::Anchor::Published | resolve::Anchor::Stamp | resolve::Anchor::Mentioned => {
                Self::Relative
            }
        }
    }
}

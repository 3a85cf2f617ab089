//! Every export is read back by a reader of its own kind and held against the timeline it was made from.

use std::collections::BTreeSet;

use annals::Error;
use annals::output::{Format, Options};
use annals::timeline::{Timeline, read, validate};
use icalendar::{Calendar, Component, DatePerhapsTime, EventLike};
use proptest::prelude::*;
use quick_xml::events::{BytesStart, Event as Xml};
use quick_xml::{Reader, XmlVersion};
use serde_json::Value;

const FERRY: &str = include_str!("fixtures/timelines/ferry.json");
const BRIDGE: &str = include_str!("fixtures/timelines/bridge.json");

fn ferry() -> Timeline {
    read(FERRY).expect("the fixture is of the schema")
}

fn bridge() -> Timeline {
    read(BRIDGE).expect("the fixture is of the schema")
}

/// The first document of the bridge alone.
fn hostile() -> Timeline {
    let lines = write(Format::Jsonl, &bridge());
    read(lines.lines().next().expect("a line")).expect("a timeline")
}

fn write_with(format: Format, timeline: &Timeline, options: &Options) -> String {
    let mut out = Vec::new();
    format.write(timeline, options, &mut out).unwrap_or_else(|error| panic!("{error}"));
    String::from_utf8(out).expect("UTF-8")
}

fn write(format: Format, timeline: &Timeline) -> String {
    write_with(format, timeline, &Options::default())
}

fn json(format: Format, timeline: &Timeline) -> Value {
    serde_json::from_str(&write(format, timeline)).expect("JSON")
}

fn strings<'a>(value: &'a Value, key: &str) -> Vec<&'a str> {
    value.as_array().expect("a list").iter().filter_map(|item| item[key].as_str()).collect()
}

#[test]
fn formats_are_found_by_name_and_write_the_same_bytes_twice() {
    let names: BTreeSet<&str> = Format::ALL.iter().map(|format| format.name()).collect();
    assert_eq!(names.len(), Format::ALL.len());
    for format in Format::ALL {
        assert_eq!(Format::from_name(format.name()), Some(format));
        assert!(!format.extension().is_empty() && !format.description().is_empty());
        assert_eq!(write(format, &ferry()), write(format, &ferry()), "{}", format.name());
    }
    assert_eq!(Format::from_name("papyrus"), None);
}

#[test]
fn an_empty_timeline_is_written_by_all_that_need_no_text() {
    for format in Format::ALL.into_iter().filter(|format| *format != Format::Timeml) {
        assert!(!write(format, &Timeline::new()).is_empty(), "{}", format.name());
    }
    let alone = Timeline { documents: ferry().documents, ..Timeline::new() };
    assert!(write(Format::Summary, &alone).ends_with("\n\nNo dated events.\n"));
}

#[test]
fn an_output_that_fails_is_an_error_that_names_the_format() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("no space left"))
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    for format in Format::ALL {
        let error = format.write(&ferry(), &Options::default(), &mut Full).expect_err(format.name());
        let expected = format!("the {} output: cannot be written: no space left", format.name());
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn json_comes_back_whole_and_lines_are_sound_timelines() {
    assert_eq!(read(&write(Format::Json, &bridge())), Ok(bridge()));
    assert_eq!(read(&write(Format::Jsonl, &ferry())), Ok(ferry()));

    let lines = write(Format::Jsonl, &bridge());
    let parts: Vec<Timeline> = lines.lines().map(|line| read(line).expect("a timeline")).collect();
    assert_eq!(parts.len(), 2);
    for part in &parts {
        assert_eq!(validate(part), Vec::new());
        assert_eq!(part.documents.len(), 1);
    }
    let count = |list: fn(&Timeline) -> usize| parts.iter().map(list).sum::<usize>();
    assert_eq!(count(|part| part.events.len()), bridge().events.len());
    assert_eq!(count(|part| part.expressions.len()), bridge().expressions.len());
    assert_eq!(count(|part| part.diagnostics.len()), bridge().diagnostics.len());
}

#[test]
fn the_table_has_a_row_for_each_event_and_no_formula() {
    let text = write(Format::Csv, &bridge());
    assert_eq!(text.matches("\r\n").count(), text.matches('\n').count());
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let columns: Vec<String> = table.headers().expect("a head").iter().map(str::to_owned).collect();
    let column = |name: &str| columns.iter().position(|column| column == name).expect(name);
    let rows: Vec<csv::StringRecord> = table.records().map(|row| row.expect("a row")).collect();
    let timeline = bridge();
    let events: Vec<_> = timeline.events.iter().chain(&timeline.undated).collect();
    assert_eq!(rows.len(), events.len());
    for (row, event) in rows.iter().zip(&events) {
        assert_eq!(&row[column("id")], event.id);
        let date = event.date.as_ref();
        assert_eq!(&row[column("start")], date.and_then(|date| date.start.as_deref()).unwrap_or_default());
        assert_eq!(&row[column("edtf")], date.and_then(|date| date.edtf.as_deref()).unwrap_or_default());
        assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '@', '\t'])), "{row:?}");
        assert!(row.iter().all(|cell| !cell.contains(char::is_control)), "{row:?}");
    }
    let formula = rows.iter().find(|row| row[column("what")].contains("SUM")).expect("the pillar");
    assert_eq!(&formula[column("what")], "'=SUM(1,2) was painted on a pillar");
    assert_eq!(&rows[0][column("start")], "-0043-01-01");
}

/// The rules of TimelineJS for a date: a year is needed, the others are in their ranges, none without the one above it.
fn timelinejs_date(date: &Value) {
    let parts = date.as_object().expect("a date is an object");
    let order = ["year", "month", "day", "hour", "minute"];
    let known = order.iter().take_while(|part| parts.contains_key(**part)).count();
    assert_eq!(parts.len(), known, "{date}");
    let within = |part: &str, low: i64, high: i64| {
        date[part].is_null() || (low..=high).contains(&date[part].as_i64().expect(part))
    };
    assert!(date["year"].as_i64().is_some_and(|year| year != 0), "{date}");
    assert!(
        within("month", 1, 12) && within("day", 1, 31) && within("hour", 0, 23) && within("minute", 0, 59),
        "{date}"
    );
}

#[test]
fn timelinejs_accepts_every_slide() {
    let root = json(Format::Timelinejs, &bridge());
    let slides = root["events"].as_array().expect("slides");
    assert_eq!(slides.len(), bridge().events.len());
    let known = [
        "start_date",
        "end_date",
        "text",
        "media",
        "group",
        "display_date",
        "background",
        "autolink",
        "unique_id",
    ];
    let mut ids = BTreeSet::new();
    for slide in slides {
        assert!(
            slide.as_object().expect("a slide").keys().all(|key| known.contains(&key.as_str())),
            "{slide}"
        );
        timelinejs_date(&slide["start_date"]);
        if !slide["end_date"].is_null() {
            timelinejs_date(&slide["end_date"]);
            assert_ne!(slide["end_date"], slide["start_date"]);
        }
        assert!(ids.insert(slide["unique_id"].as_str().expect("an id")), "{slide}");
        assert!(!slide["text"]["headline"].as_str().expect("a headline").contains('<'), "{slide}");
    }
    assert_eq!(slides[0]["start_date"]["year"], -44);
    assert_eq!(slides[0]["start_date"]["month"], Value::Null);
    assert_eq!(root["events"][1]["end_date"]["year"], 1899);
}

#[test]
fn vis_items_have_moments_that_ecmascript_reads_as_local() {
    let root = json(Format::Vis, &bridge());
    let groups: BTreeSet<&str> = strings(&root["groups"], "id").into_iter().collect();
    let items = root["items"].as_array().expect("items");
    assert_eq!(items.len(), bridge().events.len());
    assert_eq!(strings(&root["items"], "id").into_iter().collect::<BTreeSet<_>>().len(), items.len());
    let moment = regex::Regex::new(r"^(\d{4}|[+-]\d{6})-\d\d-\d\dT\d\d:\d\d:\d\d$").expect("a pattern");
    for item in items {
        assert!(moment.is_match(item["start"].as_str().expect("a start")), "{item}");
        assert!(groups.contains(item["group"].as_str().expect("a group")));
        assert!(!item["content"].as_str().expect("content").contains('<'));
        match item["type"].as_str() {
            Some("range") => assert!(moment.is_match(item["end"].as_str().expect("an end")), "{item}"),
            Some("box") => assert!(item["end"].is_null()),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(items[0]["start"], "-000043-01-01T00:00:00");
    let weekend = items.iter().find(|item| item["content"].as_str().is_some_and(|what| what.contains("SUM")));
    assert_eq!(weekend.expect("the pillar")["end"], "2020-10-12T00:00:00");
}

fn calendar(timeline: &Timeline) -> Calendar {
    write(Format::Ics, timeline).parse().expect("a calendar")
}

fn uids(calendar: &Calendar) -> Vec<String> {
    calendar.events().filter_map(|entry| entry.get_uid().map(str::to_owned)).collect()
}

#[test]
fn calendars_hold_days_and_times_and_nothing_coarser_than_a_month() {
    let text = write(Format::Ics, &bridge());
    assert!(text.lines().all(|line| line.len() <= 75), "lines are folded at 75 octets");
    assert_eq!(text.matches("\r\n").count(), text.matches('\n').count());
    let calendar = calendar(&bridge());
    let fine = |event: &&annals::timeline::Event| {
        let precision = event.date.as_ref().map(|date| date.precision);
        precision.is_some_and(|precision| precision <= annals::timeline::Precision::Month)
    };
    assert_eq!(calendar.events().count(), bridge().events.iter().filter(fine).count());
    for entry in calendar.events() {
        assert!(entry.get_timestamp().is_some());
        match (entry.get_start().expect("a start"), entry.get_end()) {
            (DatePerhapsTime::Date(start), Some(DatePerhapsTime::Date(end))) => assert!(start < end),
            (DatePerhapsTime::DateTime(_), None | Some(DatePerhapsTime::DateTime(_))) => {}
            other => panic!("{other:?}"),
        }
    }
    let entry = |words: &str| {
        let found =
            calendar.events().find(|entry| entry.get_summary().is_some_and(|what| what.contains(words)));
        found.expect(words)
    };
    let parade = entry("parade");
    assert_eq!(parade.property_value("DTEND"), Some("20200506"), "the end is exclusive");
    assert_eq!(parade.property_value("STATUS"), Some("CANCELLED"));
    assert_eq!(
        parade.get_summary(),
        Some("A parade, planned for three days"),
        "escapes are undone by the reader"
    );
    assert_eq!(entry("toll").property_value("STATUS"), Some("TENTATIVE"));
    assert_eq!(entry("toll").property_value("X-EDTF"), Some("2020-10-19/2020-10-25"));
    assert_eq!(entry("Ada Quill").property_value("DTSTART"), Some("20201010T150000"));
    assert!(
        entry("Cracks")
            .get_categories()
            .is_some_and(|categories| categories.iter().any(|one| one == "approximate"))
    );
}

#[test]
fn calendar_entries_keep_their_uid_when_others_come_and_go() {
    let before = uids(&calendar(&bridge()));
    assert_eq!(before.iter().collect::<BTreeSet<_>>().len(), before.len());
    let mut fewer = bridge();
    fewer.events.drain(..8);
    fewer.events.iter_mut().enumerate().for_each(|(index, event)| event.id = format!("e{}", index + 1));
    let after = uids(&calendar(&fewer));
    assert!(!after.is_empty() && after.iter().all(|uid| before.contains(uid)));
    let mut twice = ferry();
    twice.events.push(twice.events[0].clone());
    let doubled = uids(&calendar(&twice));
    assert_eq!(doubled.iter().collect::<BTreeSet<_>>().len(), doubled.len());
}

#[test]
fn an_offset_in_the_value_makes_a_calendar_entry_utc() {
    let mut timeline = ferry();
    timeline.events[2].date.as_mut().expect("dated").value = Some("2024-03-18T10:00-04:00".to_owned());
    let calendar = calendar(&timeline);
    let talks = calendar.events().find(|entry| entry.get_summary() == Some("Talks on pay will continue"));
    assert_eq!(talks.expect("the talks").property_value("DTSTART"), Some("20240318T140000Z"));
}

#[test]
fn json_ld_names_every_thing_once_and_dates_it_to_its_grain() {
    let text = write(Format::Jsonld, &bridge());
    assert!(!text.contains('<'), "nothing can end a script element");
    let root: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(root["@context"], "https://schema.org");
    let graph = root["@graph"].as_array().expect("a graph");
    let ids: BTreeSet<&str> = strings(&root["@graph"], "@id").into_iter().collect();
    assert_eq!(ids.len(), graph.len());
    let of = |kind: &str| graph.iter().filter(|node| node["@type"] == kind).collect::<Vec<_>>();
    assert_eq!(of("NewsArticle")[0]["datePublished"], "2020-10-12T08:30:00+01:00");
    assert_eq!(of("ImageObject")[0]["dateCreated"], "2018-09-01");
    let event = |words: &str| {
        let named = |node: &&Value| node["name"].as_str().is_some_and(|name| name.contains(words));
        of("Event").into_iter().find(named).expect(words).clone()
    };
    assert_eq!(event("ford")["startDate"], "-0043");
    assert_eq!(event("Cracks")["startDate"], "2019-06");
    assert_eq!(event("parade")["eventStatus"], "https://schema.org/EventCancelled");
    assert_eq!(event("memorial")["startDate"], Value::Null);
    let tellings = event("Ada Quill")["subjectOf"].clone();
    assert_eq!(strings(&tellings, "@id"), ["#d1", "#d2"]);
    assert!(
        tellings
            .as_array()
            .expect("a list")
            .iter()
            .all(|telling| ids.contains(telling["@id"].as_str().expect("an id")))
    );
}

/// What a TimeML file holds: the text without marks, and the elements with their attributes.
struct TimeMl {
    text: String,
    elements: Vec<(String, std::collections::BTreeMap<String, String>)>,
}

fn timeml(timeline: &Timeline) -> TimeMl {
    let xml = write(Format::Timeml, timeline);
    let mut reader = Reader::from_str(&xml);
    let (mut text, mut elements, mut open) = (String::new(), Vec::new(), Vec::<String>::new());
    let attributes = |start: &BytesStart<'_>| {
        let pairs = start.attributes().map(|pair| pair.expect("an attribute"));
        let key = |key: &str| key.to_owned();
        pairs
            .map(|pair| {
                (
                    key(pair.key.as_ref()),
                    pair.normalized_value(XmlVersion::Explicit1_0).expect("a value").into_owned(),
                )
            })
            .collect()
    };
    let name = |start: &BytesStart<'_>| start.name().as_ref().to_owned();
    loop {
        let inside = open.iter().any(|tag| tag == "TEXT");
        match reader.read_event().expect("well-formed XML") {
            Xml::Start(start) => {
                if inside {
                    assert_eq!(open.last().map(String::as_str), Some("TEXT"), "marks are flat");
                }
                elements.push((name(&start), attributes(&start)));
                open.push(name(&start));
            }
            Xml::Empty(start) => elements.push((name(&start), attributes(&start))),
            Xml::End(_) => drop(open.pop()),
            Xml::Text(piece) if inside => text.push_str(&piece.into_inner()),
            Xml::GeneralRef(reference) if inside => {
                let name = reference.into_inner();
                text.push_str(&quick_xml::escape::unescape(&format!("&{name};")).expect("an entity"));
            }
            Xml::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty());
    TimeMl { text, elements }
}

impl TimeMl {
    fn values(&self, tag: &str, attribute: &str) -> Vec<&str> {
        let of = self.elements.iter().filter(|(name, _)| name == tag);
        of.filter_map(|(_, attributes)| attributes.get(attribute).map(String::as_str)).collect()
    }
}

fn check_timeml(timeline: &Timeline) -> TimeMl {
    let made = timeml(timeline);
    let text = timeline.documents[0].text.as_deref().expect("text");
    let shown: String =
        text.chars().map(|c| if c.is_control() && !"\t\n\r".contains(c) { ' ' } else { c }).collect();
    let kept: String =
        made.text.chars().map(|c| if c.is_control() && !"\t\n\r".contains(c) { ' ' } else { c }).collect();
    assert_eq!(kept, shown, "the text is whole");
    let unique = |values: Vec<&str>| {
        let set: BTreeSet<String> = values.iter().map(|value| (*value).to_owned()).collect();
        assert_eq!(set.len(), values.len(), "{values:?}");
        set
    };
    let tids = unique(made.values("TIMEX3", "tid"));
    let eids = unique(made.values("EVENT", "eid"));
    let eiids = unique(made.values("MAKEINSTANCE", "eiid"));
    assert!(made.values("MAKEINSTANCE", "eventID").iter().all(|eid| eids.contains(*eid)));
    unique(made.values("TLINK", "lid"));
    for (attribute, targets) in [
        ("relatedToTime", &tids),
        ("timeID", &tids),
        ("eventInstanceID", &eiids),
        ("relatedToEventInstance", &eiids),
    ] {
        assert!(made.values("TLINK", attribute).iter().all(|id| targets.contains(*id)), "{attribute}");
    }
    assert!(made.values("TIMEX3", "anchorTimeID").iter().all(|id| tids.contains(*id)));
    made
}

#[test]
fn timeml_keeps_the_text_and_links_only_what_is_in_it() {
    let made = check_timeml(&ferry());
    assert_eq!(
        made.values("TIMEX3", "value"),
        ["2024-03-15", "2024-03-14", "2024-02-26", "2024-03-18T10:00"]
    );
    assert_eq!(made.values("TIMEX3", "functionInDocument")[0], "CREATION_TIME");
    assert_eq!(made.values("EVENT", "class").len(), 4);
    assert_eq!(
        made.values("TLINK", "relType"),
        ["IS_INCLUDED", "BEFORE", "IS_INCLUDED", "BEFORE", "IS_INCLUDED", "AFTER", "AFTER", "BEFORE"]
    );
    let hostile = check_timeml(&hostile());
    assert!(hostile.values("TLINK", "relType").contains(&"BEGUN_BY"));
}

#[test]
fn timeml_survives_extents_that_overlap_nest_or_leave_the_text() {
    let mut timeline = ferry();
    let mut wider = timeline.expressions[0].clone();
    (wider.id, wider.start, wider.end) = ("t9".to_owned(), wider.start - 8, wider.end - 3);
    timeline.expressions.push(wider);
    let mut outside = timeline.expressions[1].clone();
    (outside.id, outside.start, outside.end) = ("t10".to_owned(), 5000, 5010);
    timeline.expressions.push(outside);
    let trigger = timeline.events[1].trigger.clone();
    timeline.events[0].trigger = trigger;
    let mut within = timeline.events[1].trigger.clone().expect("a trigger");
    (within.start, within.end) = (timeline.expressions[1].start + 2, timeline.expressions[1].end + 1);
    timeline.events[2].trigger = Some(within);
    let made = check_timeml(&timeline);
    assert!(made.values("TIMEX3", "tid").contains(&"t9") && !made.values("TIMEX3", "tid").contains(&"t1"));
    assert_eq!(made.values("EVENT", "eid").len(), 2, "two events share a trigger, one lies in an expression");
    assert_eq!(made.values("MAKEINSTANCE", "eiid").len(), 3);
}

#[test]
fn timeml_needs_one_document_with_its_text() {
    let refused = |timeline: &Timeline| match Format::Timeml
        .write(timeline, &Options::default(), &mut Vec::new())
        .expect_err("no TimeML")
    {
        Error::Format { format: "timeml", what } => what,
        other => panic!("{other}"),
    };
    assert!(refused(&bridge()).starts_with("holds one document, and this timeline has 2"));
    let mut without = ferry();
    without.documents[0].text = None;
    assert!(refused(&without).starts_with("needs the text of ferry.txt"));
}

fn without_colour(text: &str) -> String {
    regex::Regex::new("\u{1b}\\[[0-9;]*m").expect("a pattern").replace_all(text, "").into_owned()
}

#[test]
fn the_summary_fits_its_width_and_says_in_words_what_it_colours() {
    use unicode_width::UnicodeWidthStr;
    for width in [40, 60, 80, 132] {
        let plain = write_with(Format::Summary, &bridge(), &Options { width, color: false });
        for line in plain.lines() {
            assert!(line.width() <= width, "{width}: {line}");
            assert!(!line.contains(char::is_control) && !line.contains('\u{202e}'), "{line:?}");
        }
        let coloured = write_with(Format::Summary, &bridge(), &Options { width, color: true });
        assert_ne!(coloured, plain);
        assert_eq!(without_colour(&coloured), plain);
    }
    let page = write(Format::Summary, &bridge());
    for line in [
        "    news/bridge.html, published Monday, October 12, 2020, 08:30:00+01:00 (from",
        "19th century",
        "  Photo: The bridge in fog <script>alert(1)</script> [1]",
        "  about — denied: Cracks had been found (according to engineers) [1]",
        "  15:00 — Mayor Ada Quill opened the new bridge [1, 2]",
        "  not before October 12, 2020 — planned: A memorial will be unveiled [1]",
        "  warning: no publication date was trusted; give one with --published [2]",
    ] {
        assert!(page.lines().any(|found| found == line), "{line}\n{page}");
    }
}

#[test]
fn many_articles_are_listed_after_the_chronology() {
    let mut timeline = ferry();
    for number in 2..=12 {
        let mut document = timeline.documents[0].clone();
        document.id = format!("d{number}");
        timeline.documents.push(document);
    }
    let page = write(Format::Summary, &timeline);
    assert!(page.starts_with("12 articles\n\n"), "{page}");
    assert!(page.find("\nArticles\n").expect("the list") > page.find("\nUndated\n").expect("the chronology"));
}

#[test]
fn markdown_shows_markup_of_the_article_as_text() {
    let page = write(Format::Markdown, &hostile());
    assert!(page.starts_with("# Bridge \\<reopens\\> \\& crowds cheer\n"));
    assert!(page.contains("- Photo: The bridge in fog \\<script\\>alert(1)\\</script\\> `2018-09-01`"));
    assert!(page.contains("\n## Weekend of October 10 to 11, 2020\n\n- \\=SUM(1,2) was painted"));
}

/// `docs/formats.md` shows the ferry in every format; the blocks after `<!-- output: NAME -->` are made here.
#[test]
fn the_page_about_formats_shows_what_is_written() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/formats.md");
    let stands = std::fs::read_to_string(path).expect("docs/formats.md");
    let mut made = stands.clone();
    // The page is looked at, not read: it has no block.
    for format in Format::ALL.into_iter().filter(|format| *format != Format::Html) {
        let marker = format!("<!-- output: {} -->\n", format.name());
        let begin = made.find(&marker).expect(&marker) + marker.len();
        let fence = made[begin..].find('\n').expect("a fence") + begin + 1;
        let end = made[fence..].find("```\n").expect("the end of the block") + fence;
        made.replace_range(fence..end, &write(format, &ferry()).replace('\r', ""));
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &made).expect("docs/formats.md can be written");
    } else {
        assert!(made == stands, "docs/formats.md is stale; run UPDATE=1 cargo test --test output");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_an_article_says_every_reader_reads_the_export(text in "(\\PC|[\u{0}-\u{9f}]|[<>&'\"=`*\u{2028}\u{202e}]){0,400}") {
        let mut timeline = ferry();
        timeline.documents[0].title = Some(text.clone());
        timeline.documents[0].source.clone_from(&text);
        timeline.documents[0].url = Some(text.clone());
        timeline.documents[0].text = Some(text.clone());
        for event in timeline.events.iter_mut().chain(&mut timeline.undated) {
            event.what.clone_from(&text);
            event.sentence.text.clone_from(&text);
            event.attribution = Some(text.clone());
            event.places = vec![text.clone()];
            event.date.iter_mut().for_each(|date| date.display.clone_from(&text));
        }
        prop_assert_eq!(calendar(&timeline).events().count(), 3);
        prop_assert_eq!(csv::Reader::from_reader(write(Format::Csv, &timeline).as_bytes()).records().filter(Result::is_ok).count(), 4);
        for format in [Format::Timelinejs, Format::Vis, Format::Jsonld] {
            prop_assert!(json(format, &timeline).is_object());
        }
        check_timeml(&timeline);
        let summary = write(Format::Summary, &timeline);
        let hidden = summary.contains('\u{1b}') || summary.contains('\r');
        prop_assert!(!hidden);
    }
}

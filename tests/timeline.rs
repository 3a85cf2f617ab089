//! The timeline as a document: its schema, its order, and what validation finds in it.

use annals::timeline::{
    self, Event, Expected, Finding, Relation, RelationBasis, RelationType, Status, Timeline, arrange, expect,
    read, read_expected, sequence, validate,
};
use proptest::prelude::*;
use serde_json::Value;

const FERRY: &str = include_str!("fixtures/timelines/ferry.json");
const BRIDGE: &str = include_str!("fixtures/timelines/bridge.json");

fn ferry() -> Timeline {
    read(FERRY).expect("the fixture is of the schema")
}

fn bridge() -> Timeline {
    read(BRIDGE).expect("the fixture is of the schema")
}

fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn the_schema_in_data_is_that_of_the_types() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/schema/timeline.schema.json");
    let made = serde_json::to_string_pretty(&timeline::schema()).expect("a schema is JSON") + "\n";
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &made).expect("data/schema can be written");
    }
    let stands = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        made == stands,
        "data/schema/timeline.schema.json is stale; run UPDATE=1 cargo test --test timeline"
    );
}

#[test]
fn the_schema_accepts_timelines_and_refuses_what_is_none() {
    let schema = jsonschema::validator_for(&timeline::schema()).expect("the schema is one");
    for text in [FERRY, BRIDGE] {
        let whole: Value = serde_json::from_str(text).expect("fixtures are JSON");
        let errors: Vec<String> = schema.iter_errors(&whole).map(|error| error.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new());
    }
    let fresh = serde_json::to_value(Timeline::new()).expect("a timeline is JSON");
    assert!(schema.is_valid(&fresh));

    let changes: [(&str, Value); 6] = [
        ("/schema", "annals/timeline/9".into()),
        ("/events/0/status", "perhaps".into()),
        ("/events/0/confidence", 3.into()),
        ("/events/0/sentence/start", (-1).into()),
        ("/events/0/date/precision", "fortnight".into()),
        ("/documents/0/offset_unit", "bytes".into()),
    ];
    for (pointer, value) in changes {
        let mut whole: Value = serde_json::from_str(FERRY).expect("fixtures are JSON");
        *whole.pointer_mut(pointer).expect(pointer) = value;
        assert!(!schema.is_valid(&whole), "{pointer}");
    }
    let mut whole: Value = serde_json::from_str(FERRY).expect("fixtures are JSON");
    let event = whole.pointer_mut("/events/0").and_then(Value::as_object_mut).expect("an event");
    event.remove("date");
    assert!(!schema.is_valid(&whole), "a dated event needs its date");
}

#[test]
fn what_is_read_is_written_again_as_it_was() {
    for (text, timeline) in [(FERRY, ferry()), (BRIDGE, bridge())] {
        let before: Value = serde_json::from_str(text).expect("fixtures are JSON");
        let after = serde_json::to_value(&timeline).expect("a timeline is JSON");
        assert_eq!(before, after);
    }
}

#[test]
fn confidences_from_single_precision_leave_no_noise() {
    let mut timeline = ferry();
    timeline.events[0].confidence = f64::from(0.95_f32);
    let json = serde_json::to_string(&timeline.events[0]).expect("an event is JSON");
    assert!(json.ends_with("\"confidence\":0.95}"), "{json}");
}

#[test]
fn reading_tells_every_part_that_is_not_of_the_schema() {
    let mut whole: Value = serde_json::from_str(BRIDGE).expect("fixtures are JSON");
    *whole.pointer_mut("/events/2/status").expect("status") = "perhaps".into();
    *whole.pointer_mut("/expressions/0/zone").expect("zone") = "cellar".into();
    whole["evnets"] = Value::Array(Vec::new());
    whole["relations"] = "none".into();
    let findings = read(&whole.to_string()).expect_err("four faults");
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert_eq!(lines.len(), 4, "{lines:#?}");
    assert!(lines[0].starts_with("expressions[0] (t1): unknown variant `cellar`"), "{}", lines[0]);
    assert!(lines[1].starts_with("events[2] (e3): unknown variant `perhaps`"), "{}", lines[1]);
    assert!(lines[2].starts_with("relations: is no list"), "{}", lines[2]);
    assert!(lines[3].starts_with("evnets: unknown field"), "{}", lines[3]);

    for (text, start) in
        [("", "line 1, column 0: no JSON"), ("[1]", "the file: is no JSON object"), ("{\"a\": 1", "line 1,")]
    {
        let findings = read(text).expect_err(text);
        assert!(findings[0].to_string().starts_with(start), "{}", findings[0]);
    }
}

#[test]
fn sound_timelines_have_no_findings() {
    assert_eq!(validate(&ferry()), Vec::new());
    assert_eq!(validate(&bridge()), Vec::new());
    assert_eq!(validate(&Timeline::new()), Vec::new());
}

type Spoil = fn(&mut Timeline);

#[test]
fn seconds_that_the_text_tells_are_kept() {
    let text = "Pump fails\n\nThe main pump failed on 28 January 2022 at 14:56:40, the operator said in a statement.\n";
    let article = annals::article::read(
        &annals::input::Source::text("pump", text),
        &annals::article::ArticleOptions::default(),
    )
    .expect("a text is read");
    let timeline = annals::Extractor::new().expect("the shipped rules compile").extract(vec![article]);
    let starts: Vec<_> = timeline.events.iter().filter_map(|e| e.date.as_ref()?.start.clone()).collect();
    assert_eq!(starts, ["2022-01-28T14:56:40"]);
    assert_eq!(validate(&timeline), []);
}

#[test]
fn each_fault_is_found_and_named() {
    let faults: [(&str, Spoil); 24] = [
        ("schema", |timeline| timeline.schema = "annals/timeline/2".to_owned()),
        ("id-duplicate", |timeline| timeline.expressions[1].id = "t1".to_owned()),
        ("reference-missing", |timeline| timeline.events[0].document = "d7".to_owned()),
        ("reference-missing", |timeline| timeline.events[0].expressions.push("t99".to_owned())),
        ("reference-missing", |timeline| timeline.events[0].expressions.push("e1".to_owned())),
        ("reference-missing", |timeline| timeline.relations[0].to = "e99".to_owned()),
        ("reference-missing", |timeline| timeline.expressions[0].anchor = Some("t99".to_owned())),
        ("offset-text", |timeline| timeline.expressions[0].start += 1),
        ("offset-outside", |timeline| timeline.events[0].sentence.end = 9999),
        ("offset-empty", |timeline| timeline.expressions[0].end = timeline.expressions[0].start),
        ("value", |timeline| timeline.expressions[1].value = "2024-02-30".to_owned()),
        ("type-value", |timeline| timeline.expressions[1].value = "P3D".to_owned()),
        ("type-value", |timeline| timeline.expressions[1].quant = Some("EVERY".to_owned())),
        ("date-unreal", |timeline| edit(timeline, |date| date.end = Some("2024-02-30".to_owned()))),
        ("date-reversed", |timeline| edit(timeline, |date| date.end = Some("2024-02-25".to_owned()))),
        ("date-value", |timeline| edit(timeline, |date| date.value = Some("2024-02-27".to_owned()))),
        ("date-missing", |timeline| edit(timeline, |date| (date.start, date.end) = (None, None))),
        ("date-missing", |timeline| timeline.events[2].date = None),
        ("date-unwanted", |timeline| timeline.undated[0].date = timeline.events[0].date.clone()),
        ("status-future", |timeline| timeline.events[2].status = Status::Occurred),
        ("confidence", |timeline| timeline.events[0].confidence = 1.5),
        ("what-empty", |timeline| timeline.events[0].what = " ".to_owned()),
        ("relation-dates", |timeline| timeline.relations[1].kind = RelationType::After),
        ("order", |timeline| timeline.events.swap(1, 2)),
    ];
    for (code, spoil) in faults {
        let mut timeline = ferry();
        spoil(&mut timeline);
        let findings = validate(&timeline);
        assert!(codes(&findings).contains(&code), "{code}: {findings:#?}");
    }
}

fn edit(timeline: &mut Timeline, change: impl FnOnce(&mut timeline::EventDate)) {
    change(timeline.events[0].date.as_mut().expect("dated"));
}

#[test]
fn a_finding_is_one_line_whatever_the_text_holds() {
    let mut timeline = ferry();
    timeline.expressions[0].text = "late\nThursday\u{1b}[2J".to_owned();
    let lines: Vec<String> = validate(&timeline).iter().map(ToString::to_string).collect();
    assert_eq!(lines.len(), 1);
    assert!(
        lines[0].starts_with("t1: says \"late Thursday [2J\", but the text at 95 to 108 is"),
        "{}",
        lines[0]
    );
}

#[test]
fn what_a_diagnostic_already_tells_is_no_finding() {
    let mut timeline = ferry();
    timeline.events[2].status = Status::Occurred;
    timeline.diagnostics.push(timeline::Diagnostic {
        severity: timeline::Severity::Warning,
        code: "past-after-publication".to_owned(),
        document: None,
        expression: None,
        event: Some("e3".to_owned()),
        message: "told in the past, dated after publication".to_owned(),
    });
    assert_eq!(validate(&timeline), Vec::new());
}

#[test]
fn expectations_are_met_or_told_how_near_they_come() {
    let timeline = bridge();
    let met = r#"[
        {"date": "2020-10-10T15:00", "contains": "opened the  NEW bridge"},
        {"date": "2020-10-10", "contains": "a band", "status": "occurred"},
        {"date": "2020-10-10TEV", "contains": "a band"},
        {"date": "2018", "contains": "fog", "kind": "photo"},
        {"date": "18", "contains": "old bridge"},
        {"date": "BC0044", "contains": "ford"},
        {"date": "2015-04", "contains": "gone on", "status": "ongoing"}
    ]"#;
    let met = read_expected("met.json", met).expect("a list");
    assert_eq!(expect(&timeline, &met), Vec::new());

    let unmet = [
        (Expected::new("2020-10-10", "dragon"), "expect-words"),
        (Expected::new("2020-10-09", "a band"), "expect-date"),
        (Expected::new("2016-07", "wreck"), "expect-date"),
        (
            Expected { status: Some(Status::Planned), ..Expected::new("2020-10-10", "a band") },
            "expect-status",
        ),
        (Expected::new("2020-13", "a band"), "expect-value"),
        (Expected::new("P3D", "a band"), "expect-value"),
        (Expected::new("2020-10-12", "memorial"), "expect-date"),
    ];
    for (expected, code) in unmet {
        let findings = expect(&timeline, std::slice::from_ref(&expected));
        assert_eq!(codes(&findings), [code], "{expected:?}");
    }
    let error = read_expected("want.json", "[{\"date\": 3}]").expect_err("a number is no date").to_string();
    assert!(
        error.starts_with("want.json: is no list of expected events: ") && error.contains("line 1"),
        "{error}"
    );
}

#[test]
#[should_panic(expected = "expected \"ferries\" on 2024-01: e2 says it on 2024-03-14")]
fn the_assertion_panics_with_the_findings() {
    annals::assert_timeline!(ferry(), "2024-02" => "strike", "2024-01" => "ferries");
}

#[test]
fn arranging_sorts_renumbers_and_keeps_every_reference() {
    let sound = bridge();
    let mut shuffled = bridge();
    shuffled.events.reverse();
    shuffled.expressions.reverse();
    arrange(&mut shuffled);
    assert_eq!(shuffled, sound);
}

#[test]
fn signals_order_what_no_clock_does() {
    let mut timeline = ferry();
    let day = timeline.events[1].date.clone();
    for event in &mut timeline.events {
        event.date.clone_from(&day);
        event.date.as_mut().expect("dated").modifier = None;
    }
    let ids = |timeline: &Timeline| -> Vec<String> {
        sequence(timeline).iter().map(|&index| timeline.events[index].id.clone()).collect()
    };
    timeline.relations.clear();
    assert_eq!(ids(&timeline), ["e2", "e1", "e3"], "the place in the text decides");

    let before = |from: &str, to: &str| Relation {
        from: from.to_owned(),
        to: to.to_owned(),
        kind: RelationType::Before,
        offset: None,
        basis: RelationBasis::Signal,
        expression: None,
    };
    timeline.relations = vec![before("e3", "e2")];
    assert_eq!(ids(&timeline), ["e1", "e3", "e2"]);
    timeline.relations = vec![before("e3", "e2"), before("e2", "e3")];
    assert_eq!(ids(&timeline), ["e1", "e2", "e3"], "a contradiction is cut");

    let clock = |event: &mut Event, time: &str| {
        let date = event.date.as_mut().expect("dated");
        date.start = Some(format!("2024-03-14T{time}"));
        date.end.clone_from(&date.start);
    };
    clock(&mut timeline.events[1], "09:00");
    clock(&mut timeline.events[2], "17:00");
    timeline.relations = vec![before("e3", "e2")];
    assert_eq!(ids(&timeline), ["e1", "e2", "e3"], "the clock beats the signal");
}

proptest! {
    #[test]
    fn order_does_not_depend_on_how_events_were_found(seed in proptest::collection::vec(0usize..1000, 16)) {
        let sound = bridge();
        let mut shuffled = bridge();
        let mut keyed: Vec<(usize, Event)> = seed.into_iter().zip(shuffled.events.drain(..)).collect();
        keyed.sort_by_key(|(key, _)| *key);
        shuffled.events = keyed.into_iter().map(|(_, event)| event).collect();
        prop_assume!(shuffled.events.len() == sound.events.len());
        arrange(&mut shuffled);
        prop_assert_eq!(&shuffled.events, &sound.events);
    }

    #[test]
    fn validation_of_any_json_does_not_panic(text in "\\PC{0,200}") {
        let _ = read(&text);
    }
}

#[test]
fn a_clock_that_is_one_end_of_a_date_is_that_end() {
    let annals = annals::Extractor::new().expect("the shipped rules compile");
    let dates = |text: &str| -> Vec<(Option<String>, Option<String>, Option<String>)> {
        let published = annals::article::parse_stamp("2018-05-21").ok();
        let options = annals::article::ArticleOptions { published, ..Default::default() };
        let source = annals::input::Source::text("note.txt", text);
        let article = annals::article::read(&source, &options).expect("an article");
        let made = annals.extract(vec![article]);
        assert_eq!(validate(&made), Vec::new());
        made.events.iter().filter_map(|event| event.date.clone()).map(|d| (d.start, d.end, d.edtf)).collect()
    };
    let some = |text: &str| Some(text.to_owned());
    let by = dates("Divers had cleared the lock by 9 p.m. on Sunday, the port said.\n");
    assert_eq!(by, [(None, some("2018-05-20T21:00"), some("[..2018-05-20]"))]);
    let at = dates("Divers cleared the lock at 9 p.m. on Sunday, the port said.\n");
    assert_eq!(at, [(some("2018-05-20T21:00"), some("2018-05-20T21:00"), some("2018-05-20T21:00:00"))]);
}

//! Every example of every rule in `data/*/rules/`: what a rule must read it reads, with that value; what it must leave
//! alone it leaves alone; and a rule without two examples of each kind does not pass.

use std::path::Path;

use annals::article::parse_stamp;
use annals::{Extractor, Options, Tagged};

/// `2017-05-26 | It closed [two weeks ago]. | 2017-W19`; several brackets take several values with `;` between; an
/// anchor `-` is none; a value may have a mod or quant behind a space ("2017-05 END").
struct Example<'e> {
    anchor: &'e str,
    text: String,
    spans: Vec<(usize, usize)>,
    values: Vec<&'e str>,
}

fn parse(example: &str) -> Option<Example<'_>> {
    let mut cells = example.split(" | ");
    let (anchor, marked, values) = (cells.next()?, cells.next()?, cells.next()?);
    let (mut text, mut spans, mut open) = (String::new(), Vec::new(), 0);
    for c in marked.chars() {
        match c {
            '[' => open = text.len(),
            ']' => spans.push((open, text.len())),
            c => text.push(c),
        }
    }
    let values: Vec<&str> = values.split(';').map(str::trim).collect();
    (cells.next().is_none() && !spans.is_empty() && spans.len() == values.len()).then_some(Example {
        anchor: anchor.trim(),
        text,
        spans,
        values,
    })
}

fn tag(annals: &Extractor, anchor: &str, text: &str) -> Tagged {
    annals.tag(text, (anchor != "-").then(|| parse_stamp(anchor).expect("an anchor is a date")), None)
}

fn shown(tagged: &Tagged, text: &str) -> String {
    let one = |t: &annals::Timex| format!("[{}] {} by {}", &text[t.start..t.end], t.resolved.value, t.rule);
    tagged.timexes.iter().map(one).collect::<Vec<_>>().join(", ")
}

#[test]
fn examples_hold() {
    // The rules built in, which `src/pack/compact.rs` holds against these, come without their examples.
    let data = Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/en"));
    let annals = Extractor::with_options(Options { data, ..Options::default() }).expect("the rules compile");
    let mut wrong = Vec::new();
    for rule in annals.pack().examples() {
        let place = format!("{}:{} {}", rule.file, rule.line, rule.name);
        if rule.yes.len() < 2 || rule.no.len() < 2 {
            wrong.push(format!("{place}: two examples of yes and two of no are needed"));
        }
        for yes in rule.yes {
            let Some(example) = parse(yes) else {
                wrong.push(format!("{place}: \"{yes}\" is not: anchor | text with [expression] | value"));
                continue;
            };
            let tagged = tag(&annals, example.anchor, &example.text);
            for ((start, end), value) in example.spans.iter().zip(&example.values) {
                let found = tagged.timexes.iter().find(|t| (t.start, t.end) == (*start, *end)).map(|t| {
                    let r = &t.resolved;
                    let mut all = r.value.clone();
                    let extra = r.modifier.map(annals::timex::meaning::Mod::as_str).or(r.quant);
                    if let Some(extra) = extra.filter(|_| value.contains(' ')) {
                        all = format!("{all} {extra}");
                    }
                    all
                });
                if found.as_deref() != Some(*value) {
                    wrong.push(format!("{place}: \"{yes}\" gives {}", shown(&tagged, &example.text)));
                }
            }
        }
        for no in rule.no {
            let (anchor, text) = no.split_once(" | ").unwrap_or(("2017-05-26", no));
            let tagged = tag(&annals, anchor, text);
            if tagged.timexes.iter().any(|t| t.rule == rule.name) {
                wrong.push(format!("{place}: \"{text}\" must be left alone, gives {}", shown(&tagged, text)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of the rules' examples do not hold:\n{}", wrong.len(), wrong.join("\n"));
}

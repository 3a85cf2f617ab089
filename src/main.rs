//! The command line.
use annals::Extractor;
use std::io::{BufRead, Write};

fn main() -> anyhow::Result<()> {
    let path = std::env::args().last().unwrap_or_default();
    let data = std::env::args().skip_while(|a| a != "--data").nth(1).map(Into::into);
    let annals = Extractor::with_options(annals::Options { data, ..Default::default() })?;
    let out = std::io::stdout().lock();
    let mut out = std::io::BufWriter::new(out);
    let file = std::io::BufReader::new(std::fs::File::open(path)?);
    for line in file.lines() {
        let line = line?;
        let v: serde_json::Value = serde_json::from_str(&line)?;
        let text = v["text"].as_str().unwrap_or_default();
        let stamp = v["dct"].as_str().and_then(|d| annals::article::parse_stamp(d).ok());
        let tagged = annals.tag(text, stamp, None);
        let mut at = 0;
        let mut chars = 0;
        let mut to = |b: usize| {
            chars += text[at..b].chars().count();
            at = b;
            chars
        };
        let t: Vec<serde_json::Value> = tagged.timexes.iter().map(|t| {
            let (s, e) = (to(t.start), to(t.end));
            let r = &t.resolved;
            serde_json::json!({"start": s, "end": e, "text": &text[t.start..t.end], "type": r.kind.as_str(), "value": r.value, "mod": r.modifier.map(|m| m.as_str()), "rule": t.rule, "confidence": r.confidence})
        }).collect();
        writeln!(out, "{}", serde_json::json!({"id": v["id"], "timexes": t}))?;
    }
    Ok(())
}

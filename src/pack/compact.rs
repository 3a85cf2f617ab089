//! A rule file as `build.rs` writes it in; its rules out.
//!
//! A line is a key and its value with a tab between: the file's `level`, then for each rule `rule` with the line that it
//! begins at in the TOML file, and its fields. There are no examples in it. What is wrong with a field is told as for TOML.

use super::rules::data_error;
use crate::Result;
use crate::timex::grammar::RuleSource;

use super::embedded::File;

/// The level of the file, and its rules, each with its line.
pub(super) fn rules(file: &File<'_>) -> Result<(u8, Vec<(usize, RuleSource)>)> {
    let mut level = 1;
    let mut rules: Vec<(usize, RuleSource)> = Vec::new();
    for line in file.text.lines() {
        let (key, value) = line.split_once('\t').unwrap_or((line, ""));
        let at = rules.last().map_or(1, |r| r.0);
        let wrong = |what: &str| data_error(file.name, at, format!("{key} = {value}: {what}"));
        match (key, rules.last_mut()) {
            ("rule", _) => {
                let line = value.parse().map_err(|_| wrong("a line number is needed"))?;
                rules.push((line, RuleSource::default()));
            }
            ("level", None) => level = value.parse().map_err(|_| wrong("a level is needed"))?,
            (_, Some((_, rule))) => rule.set(key, value).map_err(|what| wrong(&what))?,
            _ => return Err(wrong("no such key of a rule file")),
        }
    }
    Ok((level, rules))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Pack;
    use crate::pack::embedded::Form;

    #[test]
    fn rules_built_in_are_those_of_the_folder() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/en");
        let (built_in, read) = (Pack::load("en").unwrap(), Pack::from_folder(&folder, None).unwrap());
        assert_eq!(built_in.grammar.rules.len(), read.grammar.rules.len());
        for (a, b) in built_in.grammar.rules.iter().zip(&read.grammar.rules) {
            assert_eq!((&a.name, a.line), (&b.name, b.line));
            assert!(b.file.ends_with(&a.file), "{} and {}", a.file, b.file);
            let shown = |r: &crate::timex::grammar::Rule| {
                let sides = (&r.prev, &r.prev_not, &r.next, &r.next_not);
                let numbers = (r.classes, r.emit, r.priority, r.confidence, r.domains);
                format!("{:?} {:?} {sides:?} {numbers:?} {:?}", r.pattern, r.means, r.guards)
            };
            assert_eq!(shown(a), shown(b), "{}", a.name);
        }
    }

    #[test]
    fn a_wrong_field_is_told_by_the_line_of_its_rule() {
        let text = "level\t2\nrule\t7\nname\tx\ncolour\tred\n";
        let error = rules(&File { name: "x.toml", form: Form::Compact, text }).unwrap_err().to_string();
        assert!(error.starts_with("x.toml:7:") && error.contains("colour"), "{error}");
    }
}

//! A request in, a reply out: the page, `POST /timeline`, `POST /tag`, the OpenAPI description.

use serde::Deserialize;

use super::super::tag;
use crate::article::{self, ArticleOptions, parse_stamp};
use crate::input::{Facts, Format as InputFormat, Source};
use crate::output::{Format, Options, policy};
use crate::{Error, Extractor};

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const FORM: &str = "application/x-www-form-urlencoded";
const OPENAPI: &str = include_str!("../../../data/schema/openapi.json");

/// A request, without the network around it.
pub(super) struct Asked<'r> {
    pub(super) post: bool,
    pub(super) path: &'r str,
    pub(super) query: &'r str,
    /// Content type of the body.
    pub(super) kind: Option<&'r str>,
    pub(super) body: &'r [u8],
}

/// What is answered.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) kind: &'static str,
    pub(super) body: Vec<u8>,
    /// Content-Security-Policy.
    pub(super) policy: Option<String>,
    /// Name to save it under.
    pub(super) download: Option<String>,
}

impl Reply {
    fn ok(kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, kind, body: body.into(), policy: None, download: None }
    }

    /// An error as JSON.
    pub(super) fn error(status: u16, message: impl Into<String>) -> Self {
        let body = serde_json::json!({ "error": message.into() }).to_string();
        Self { status, ..Self::ok("application/json", body) }
    }
}

impl Reply {
    /// An error as a line of text.
    fn in_words(self) -> Self {
        let error = serde_json::from_slice::<serde_json::Value>(&self.body).unwrap_or_default();
        let words =
            format!("This did not work: {}\n", error["error"].as_str().unwrap_or("no reason is known"));
        Self { kind: "text/plain; charset=utf-8", body: words.into_bytes(), ..self }
    }
}

impl From<Error> for Reply {
    fn from(error: Error) -> Self {
        Self::error(if matches!(error, Error::Write { .. }) { 500 } else { 422 }, error.to_string())
    }
}

/// What `POST /timeline` takes, as JSON or as a form.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Wanted {
    id: Option<String>,
    text: Option<String>,
    html: Option<String>,
    title: Option<String>,
    url: Option<String>,
    published: Option<String>,
    language: Option<String>,
    format: Option<String>,
    include_text: bool,
    /// Ask the browser to save it.
    download: bool,
}

/// The answers.
pub(super) struct Api {
    extractor: Extractor,
}

impl Api {
    pub(super) fn new(extractor: Extractor) -> Self {
        Self { extractor }
    }

    pub(super) fn answer(&self, asked: &Asked<'_>) -> Reply {
        match (asked.post, asked.path) {
            (false, "/") => page(),
            (false, "/openapi.json") => Reply::ok("application/json", OPENAPI),
            (false, "/health") => Reply::ok("application/json", "{\"status\":\"ok\"}"),
            (true, "/timeline") => self.timeline(asked),
            (true, "/tag") => self.tag(asked),
            (_, "/" | "/openapi.json" | "/health" | "/timeline" | "/tag") => {
                Reply::error(405, "POST to /timeline and /tag, GET the others")
            }
            _ => Reply::error(404, "there is /, /timeline, /tag, /openapi.json and /health"),
        }
    }

    fn timeline(&self, asked: &Asked<'_>) -> Reply {
        let reply = self.timeline_of(asked);
        // What the page's form gets wrong is shown to a person.
        if reply.status >= 400 && media_type(asked) == FORM { reply.in_words() } else { reply }
    }

    fn timeline_of(&self, asked: &Asked<'_>) -> Reply {
        let wanted = match wanted(asked) {
            Ok(wanted) => wanted,
            Err(message) => return Reply::error(400, message),
        };
        let name = wanted.format.as_deref().unwrap_or("json");
        let Some(format) = Format::from_name(name) else {
            let names: Vec<&str> = Format::ALL.iter().map(|f| f.name()).collect();
            return Reply::error(400, format!("no format \"{name}\"; there is {}", names.join(", ")));
        };
        match self.write(wanted, format) {
            Ok(reply) => reply,
            Err(error) => error.into(),
        }
    }

    fn write(&self, wanted: Wanted, format: Format) -> crate::Result<Reply> {
        let published = wanted.published.as_deref().map(str::trim).filter(|p| !p.is_empty());
        let options = ArticleOptions {
            published: published.map(parse_stamp).transpose()?,
            site_lines: self.extractor.site_lines(),
            ..ArticleOptions::default()
        };
        let text = wanted.include_text || matches!(format, Format::Html | Format::Timeml);
        let download = wanted.download.then(|| format!("timeline.{}", format.extension()));
        let article = article::read(&source(wanted), &options)?;
        let timeline = crate::extract::timeline(&[self.extractor.read(article)], text);
        let mut body = Vec::new();
        format.write(&timeline, &Options::default(), &mut body)?;
        Ok(Reply { download, ..Reply::ok(kind(format), body) })
    }

    /// One document, answered as the command line writes its line.
    fn tag(&self, asked: &Asked<'_>) -> Reply {
        let events = form(asked.query).any(|(k, v)| k == "events" && v != "false");
        let (line, failed) = tag::one(&self.extractor, asked.body, events);
        Reply { status: if failed { 400 } else { 200 }, ..Reply::ok("application/json", line) }
    }
}

fn page() -> Reply {
    let body = PAGE.replace("/*style*/", STYLE);
    let policy = format!(
        "default-src 'none'; style-src '{}'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        policy::hash(STYLE)
    );
    Reply { policy: Some(policy), ..Reply::ok("text/html; charset=utf-8", body) }
}

fn kind(format: Format) -> &'static str {
    match format {
        Format::Json | Format::Timelinejs | Format::Vis => "application/json",
        Format::Jsonl => "application/x-ndjson",
        Format::Jsonld => "application/ld+json",
        Format::Csv => "text/csv; charset=utf-8",
        Format::Ics => "text/calendar; charset=utf-8",
        Format::Html => "text/html; charset=utf-8",
        Format::Timeml => "application/xml",
        Format::Markdown => "text/markdown; charset=utf-8",
        Format::Summary => "text/plain; charset=utf-8",
    }
}

/// The request's wishes: from its query, and its body by the kind it says it is.
fn wanted(asked: &Asked<'_>) -> Result<Wanted, String> {
    let kind = media_type(asked);
    let body = || String::from_utf8(asked.body.to_vec()).map_err(|_| "the body is not UTF-8".to_string());
    let mut wanted = match kind.as_str() {
        "application/json" => serde_json::from_slice(asked.body)
            .map_err(|e| format!("the body is no JSON as documented: {e}"))?,
        FORM => {
            let mut wanted = Wanted::default();
            for (key, value) in form(&body()?) {
                set(&mut wanted, &key, value)?;
            }
            wanted
        }
        "text/html" => Wanted { html: Some(body()?), ..Wanted::default() },
        "text/plain" => Wanted { text: Some(body()?), ..Wanted::default() },
        other => {
            return Err(format!(
                "a body of type {other} is not read; send application/json, text/plain, text/html or a form"
            ));
        }
    };
    for (key, value) in form(asked.query) {
        set(&mut wanted, &key, value)?;
    }
    Ok(wanted)
}

/// The media type of the body, without its parameters.
fn media_type(asked: &Asked<'_>) -> String {
    asked.kind.unwrap_or("application/json").split(';').next().unwrap_or("").trim().to_ascii_lowercase()
}

fn set(wanted: &mut Wanted, key: &str, value: String) -> Result<(), String> {
    let flag = !matches!(value.as_str(), "" | "false" | "0");
    match key {
        "id" => wanted.id = Some(value),
        "text" => wanted.text = Some(value),
        "html" => wanted.html = Some(value),
        // The page's one field for both.
        "article" => {
            let markup = value.trim_start().starts_with('<');
            wanted.id.get_or_insert_with(|| "pasted article".into());
            *(if markup { &mut wanted.html } else { &mut wanted.text }) = Some(value);
        }
        "title" => wanted.title = Some(value),
        "url" => wanted.url = Some(value),
        "published" => wanted.published = Some(value),
        "language" => wanted.language = Some(value),
        "format" => wanted.format = Some(value),
        "include_text" => wanted.include_text = flag,
        "download" => wanted.download = flag,
        other => return Err(format!("no field \"{other}\"")),
    }
    Ok(())
}

fn form(text: &str) -> impl Iterator<Item = (String, String)> {
    form_urlencoded::parse(text.as_bytes()).into_owned()
}

fn source(wanted: Wanted) -> Source {
    let (bytes, format) = match (wanted.html, wanted.text) {
        (Some(html), _) => (html.into_bytes(), InputFormat::Html),
        (None, text) => (text.unwrap_or_default().into_bytes(), InputFormat::Text),
    };
    Source {
        name: wanted.id.unwrap_or_else(|| "-".into()),
        bytes,
        format,
        facts: Facts {
            url: wanted.url,
            title: wanted.title,
            published: None,
            language: wanted.language,
            charset: Some("utf-8".into()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(post: bool, path: &str, kind: &str, body: &str) -> Reply {
        let api = Api::new(Extractor::new().expect("the shipped rules compile"));
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        api.answer(&Asked { post, path, query, kind: Some(kind), body: body.as_bytes() })
    }

    fn json(reply: &Reply) -> serde_json::Value {
        serde_json::from_slice(&reply.body).expect("the reply is JSON")
    }

    #[test]
    fn makes_a_timeline_of_json_text_and_forms() {
        let body = r#"{"text": "The pier reopened on Thursday, the town said.", "published": "2017-05-26"}"#;
        let reply = ask(true, "/timeline", "application/json", body);
        assert_eq!(
            (reply.status, json(&reply)["expressions"][0]["value"].as_str()),
            (200, Some("2017-05-25"))
        );
        let reply =
            ask(true, "/timeline?published=2017-05-26", "text/plain", "The pier reopened on Thursday.");
        assert_eq!(json(&reply)["expressions"][0]["value"], "2017-05-25");
        let form = "article=The+pier+reopened+on+Thursday.&published=2017-05-26&format=csv&download=1";
        let reply = ask(true, "/timeline", "application/x-www-form-urlencoded", form);
        assert_eq!(
            (reply.kind, reply.download.as_deref()),
            ("text/csv; charset=utf-8", Some("timeline.csv"))
        );
    }

    #[test]
    fn tells_a_person_what_is_wrong_in_words() {
        let form = "article=It+rained.&published=soon&format=html";
        let reply = ask(true, "/timeline", "application/x-www-form-urlencoded; charset=utf-8", form);
        let words = String::from_utf8(reply.body).expect("UTF-8");
        assert_eq!((reply.status, reply.kind), (422, "text/plain; charset=utf-8"));
        assert!(words.starts_with("This did not work: \"soon\" is no date"), "{words}");
    }

    #[test]
    fn tags_as_the_command_line_does() {
        let reply = ask(
            true,
            "/tag",
            "application/json",
            r#"{"id":"a","text":"It closed Thursday.","dct":"2017-05-26"}"#,
        );
        assert_eq!(json(&reply)["timexes"][0]["value"], "2017-05-25");
        assert!(json(&reply).get("events").is_none());
        let reply = ask(true, "/tag?events=true", "application/json", r#"{"id":"a","text":"It closed."}"#);
        assert!(json(&reply)["events"].is_array());
    }

    #[test]
    fn tells_what_is_wrong_as_json() {
        for (post, path, kind, body, status) in [
            (true, "/timeline", "application/json", "{\"text\": ", 400),
            (true, "/timeline", "application/json", "{\"txet\": \"a\"}", 400),
            (true, "/timeline", "image/png", "", 400),
            (true, "/timeline?format=pdf", "text/plain", "It rained.", 400),
            (true, "/timeline?published=soon", "text/plain", "It rained.", 422),
            (true, "/timeline", "text/plain", "", 422),
            (true, "/tag", "application/json", "[]", 400),
            (false, "/timeline", "text/plain", "", 405),
            (false, "/nothing", "text/plain", "", 404),
        ] {
            let reply = ask(post, path, kind, body);
            assert_eq!(reply.status, status, "{path} {body}");
            assert!(json(&reply)["error"].is_string(), "{path} {body}");
        }
    }

    #[test]
    fn serves_its_page_under_a_policy() {
        let reply = ask(false, "/", "", "");
        assert_eq!(reply.status, 200);
        assert!(reply.policy.is_some_and(|p| p.starts_with("default-src 'none'; style-src 'sha256-")));
    }
}

//! Inputs of every kind, good and bad, through the library's public door.

use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;

use annals::Error;
use annals::input::{self, Format, Input, Source};

/// An empty folder of its own for one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("input").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn read(bytes: &[u8], format: Format) -> Result<Vec<annals::Result<Source>>, Error> {
    Ok(input::read("-", std::io::Cursor::new(bytes.to_vec()), format)?.collect())
}

fn one(bytes: &[u8]) -> Source {
    let mut all = read(bytes, Format::Auto).unwrap();
    assert_eq!(all.len(), 1);
    all.remove(0).unwrap()
}

fn names(arguments: &[String]) -> Vec<String> {
    let name = |found: annals::Result<Input>| match found {
        Ok(Input::File(path)) => path.file_name().unwrap().to_string_lossy().into_owned(),
        Ok(Input::Stdin) => "-".into(),
        Err(error) => format!("! {error}"),
    };
    input::discover(arguments).into_iter().map(name).collect()
}

#[test]
fn folders_are_read_in_order_and_to_the_bottom() {
    let folder = folder("folders");
    fs::create_dir_all(folder.join("b/c")).unwrap();
    fs::create_dir_all(folder.join(".git")).unwrap();
    for name in
        ["z.txt", "a.html", "b/c/m.jsonl.gz", "b/x.TXT", "image.png", ".hidden.txt", ".git/a.txt", "notes"]
    {
        fs::write(folder.join(name), "x").unwrap();
    }
    let argument = folder.display().to_string();
    assert_eq!(names(std::slice::from_ref(&argument)), ["a.html", "m.jsonl.gz", "x.TXT", "z.txt"]);
    assert_eq!(
        names(&[format!("{argument}/*.txt"), "-".into(), format!("{argument}/notes")]),
        ["z.txt", "-", "notes"]
    );
    assert_eq!(names(&[format!("{argument}/**/*.TXT")]), ["x.TXT"]);
}

#[test]
fn what_stands_for_nothing_is_an_error_in_its_place() {
    let folder = folder("nothing");
    fs::write(folder.join("picture.png"), "x").unwrap();
    fs::write(folder.join("good.txt"), "x").unwrap();
    let at = |name: &str| folder.join(name).display().to_string();
    fs::create_dir_all(folder.join("empty")).unwrap();
    let found = names(&[at("missing.txt"), at("empty"), at("*.warc"), at("good.txt")]);
    assert!(found[0].contains("missing.txt") && found[0].contains("check the path"), "{}", found[0]);
    assert!(found[1].contains("no article in this folder"), "{}", found[1]);
    assert!(found[2].contains("no file matches"), "{}", found[2]);
    assert_eq!(found[3], "good.txt");
    assert!(found.iter().all(|line| !line.contains('\n')));
}

#[test]
fn a_file_in_brackets_is_a_file_before_it_is_a_pattern() {
    let folder = folder("brackets");
    fs::write(folder.join("story [1].txt"), "x").unwrap();
    assert_eq!(names(&[folder.join("story [1].txt").display().to_string()]), ["story [1].txt"]);
}

#[test]
fn empty_and_binary_inputs_are_refused() {
    for (bytes, word) in [
        (&b""[..], "nothing in it"),
        (b" \r\n\t \n", "nothing in it"),
        (b"%PDF-1.4 etc", "pdftotext"),
        (b"PK\x03\x04....", "ZIP"),
        (b"\x00\x01\x02\x03\x04\x05\x06\x07\x08\x00\x00\x01", "binary"),
        (b"\x1f\x8b\x08\x00 this is no gzip data", "damaged"),
        (b"\x28\xb5\x2f\xfd and this is no zstd", "damaged"),
    ] {
        let error = read(bytes, Format::Auto).err().map(|error| error.to_string()).unwrap();
        assert!(
            error.contains(word) && error.starts_with("standard input: ") && !error.contains('\n'),
            "{error}"
        );
    }
    let folder = folder("refused");
    let error = input::open(&folder, Format::Auto).err().unwrap();
    assert!(matches!(error, Error::Read { .. }), "{error}");
}

#[test]
fn compression_is_told_by_its_bytes() {
    let text = "The ferry left the harbour on Monday.";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(text.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    let zstd = zstd::encode_all(text.as_bytes(), 1).unwrap();
    assert_eq!(one(&gzip).bytes, text.as_bytes());
    assert_eq!(one(&zstd).bytes, text.as_bytes());
    let twice: Vec<u8> = gzip.iter().chain(&gzip).copied().collect();
    assert_eq!(one(&twice).bytes.len(), 2 * text.len());
    let cut = &gzip[..gzip.len() - 9];
    assert!(read(cut, Format::Auto).is_err() || read(cut, Format::Auto).unwrap()[0].is_err());
}

#[test]
fn records_are_read_and_bad_lines_are_told() {
    let lines = concat!(
        "\u{feff}{\"id\": \"a\", \"text\": \"It rained.\", \"url\": \"https://n.example/1\", \"dct\": \"2019-05-04\", \"lang\": \"en\"}\r\n",
        "\n",
        "{\"id\": 7, \"html\": \"<p>It rained.</p>\", \"title\": \"Rain\", \"other\": [1, 2]}\n",
        "{\"text\": \"No name.\"}\n",
        "{\"id\": \"cut\", \"text\": \"in the mid\n",
        "[1, 2]\n",
        "{\"id\": \"bare\"}\n",
        "{\"id\": \"z\", \"text\": \"The end.\", \"published\": null}",
    );
    let all = read(lines.as_bytes(), Format::Auto).unwrap();
    let told: Vec<String> =
        all.iter().map(|found| found.as_ref().map_or_else(ToString::to_string, |s| s.name.clone())).collect();
    assert_eq!(told.len(), 7);
    assert_eq!([&told[0], &told[1], &told[2], &told[6]], ["a", "7", "-:4", "z"]);
    assert!(told[3].starts_with("standard input, line 5: the JSON ends in the middle"), "{}", told[3]);
    assert!(told[4].starts_with("standard input, line 6: no JSON record"), "{}", told[4]);
    assert!(told[5].starts_with("standard input, line 7: the record has no text"), "{}", told[5]);
    let first = all[0].as_ref().unwrap();
    assert_eq!(first.facts.published.as_deref(), Some("2019-05-04"));
    assert_eq!(first.facts.url.as_deref(), Some("https://n.example/1"));
    assert_eq!(all[1].as_ref().unwrap().format, Format::Html);
}

#[test]
fn invalid_utf8_in_one_record_leaves_the_others_alone() {
    let all = read(b"{\"id\":\"a\",\"text\":\"caf\xE9\"}\n{\"id\":\"b\",\"text\":\"tea\"}\n", Format::Jsonl)
        .unwrap();
    assert!(all[0].is_err());
    assert_eq!(all[1].as_ref().unwrap().name, "b");
}

/// A stream of one enormous line, made as it is read.
struct Huge {
    head: &'static [u8],
    left: usize,
    tail: &'static [u8],
}

impl Read for Huge {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if !self.head.is_empty() {
            return self.head.read(buffer);
        }
        if self.left > 0 {
            let count = buffer.len().min(self.left);
            buffer[..count].fill(b'a');
            self.left -= count;
            return Ok(count);
        }
        self.tail.read(buffer)
    }
}

#[test]
fn a_line_of_a_hundred_megabytes_is_a_line() {
    let stream = Huge {
        head: b"{\"id\":\"big\",\"text\":\"",
        left: 100_000_000,
        tail: b"\"}\n{\"id\":\"next\",\"text\":\"x\"}\n",
    };
    let documents: Vec<_> = input::read("-", stream, Format::Jsonl).unwrap().map(Result::unwrap).collect();
    assert_eq!(documents[0].bytes.len(), 100_000_000);
    assert_eq!(documents[1].name, "next");
}

fn warc_record(kind: &str, target: &str, content_type: &str, body: &str) -> String {
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {target}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n",
        body.len()
    )
}

#[test]
fn pages_come_out_of_web_archives() {
    let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<h1>Ferry</h1>";
    let chunked = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n<p>one\r\n4;x\r\n two\r\n0\r\n\r\n";
    let http = "application/http; msgtype=response";
    let archive = [
        warc_record("warcinfo", "", "application/warc-fields", "software: none"),
        warc_record(
            "request",
            "https://n.example/1",
            "application/http; msgtype=request",
            "GET / HTTP/1.1\r\n\r\n",
        ),
        warc_record("response", "https://n.example/1", http, page),
        warc_record(
            "response",
            "https://n.example/gone",
            http,
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>gone",
        ),
        warc_record(
            "response",
            "https://n.example/i.png",
            http,
            "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nPNG",
        ),
        warc_record("response", "<https://n.example/2>", http, chunked),
        warc_record("conversion", "https://n.example/3", "text/plain", "Plain words."),
    ];
    let mut packed = Vec::new();
    for record in &archive {
        // Each record is a member of its own, as crawlers write them.
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(record.as_bytes()).unwrap();
        packed.extend(gzip.finish().unwrap());
    }
    for bytes in [archive.concat().into_bytes(), packed] {
        let pages: Vec<Source> =
            read(&bytes, Format::Auto).unwrap().into_iter().map(Result::unwrap).collect();
        assert_eq!(pages.len(), 3);
        assert_eq!(pages[0].facts.url.as_deref(), Some("https://n.example/1"));
        assert_eq!(pages[0].facts.charset.as_deref(), Some("utf-8"));
        assert_eq!(pages[0].bytes, b"<h1>Ferry</h1>");
        assert_eq!(
            (pages[1].name.as_str(), pages[1].bytes.as_slice()),
            ("https://n.example/2", &b"<p>one two"[..])
        );
        assert_eq!((pages[2].format, pages[2].bytes.as_slice()), (Format::Text, &b"Plain words."[..]));
    }
}

#[test]
fn a_damaged_archive_gives_what_it_has_and_then_an_error() {
    let good = warc_record("conversion", "https://n.example/1", "text/plain", "Plain words.");
    for tail in [
        "garbage\r\n",
        "WARC/1.0\r\nContent-Type: text/plain\r\n\r\n",
        "WARC/1.0\r\nContent-Length: 99\r\n\r\nshort",
        "WARC/1.0\r\n",
    ] {
        let all = read(format!("{good}{tail}").as_bytes(), Format::Warc).unwrap();
        assert_eq!(all.len(), 2, "{tail}");
        assert!(all[0].is_ok());
        let error = all[1].as_ref().unwrap_err().to_string();
        assert!(error.contains("record 2") && !error.contains('\n'), "{error}");
    }
}

#[test]
fn formats_have_names() {
    for (name, format) in
        [("auto", Format::Auto), ("text", Format::Text), ("html", Format::Html), ("jsonl", Format::Jsonl)]
    {
        assert_eq!(name.parse::<Format>(), Ok(format));
    }
    assert!("pdf".parse::<Format>().unwrap_err().contains("there is auto, text"));
}

//! E-mails: the header block, the dates of the message and of the messages that it answers, the signature.

use super::{Line, begins_with_any};
use crate::article::data::english;
use crate::article::published::{self, Signal};
use crate::article::{Stamp, Zone};

/// Settles the header lines if the text is an e-mail, and stamps each message with its own date. Gives the subject.
pub(super) fn settle(text: &str, lines: &mut Vec<Line>, signals: &mut Vec<Signal>) -> Option<String> {
    let header = Header::read(text, lines, 0)?;
    let mut subject = None;
    let mut stamp = None;
    let mut at = 0;
    let mut header = Some(header);
    while at < lines.len() {
        if let Some(found) = header.take() {
            if at == 0 {
                signals.extend(found.date.map(|date| Signal::new(date, "byline", 0.93)));
                subject = found.subject.clone().map(|range| text[range].to_owned());
            }
            stamp = found.date.map(|date| date.stamp).or(stamp);
            at = found.settle(text, lines, at, stamp);
            continue;
        }
        let words = lines[at].text(text);
        if let Some(date) = attribution(words) {
            stamp = Some(date);
            lines[at].settle(Zone::Byline);
        } else if is_original(words) {
            lines[at].settle(Zone::Boilerplate);
        } else if words == "--" {
            at = settle_signature(lines, at);
            continue;
        }
        lines[at].stamp = stamp;
        at += 1;
        header = Header::read(text, lines, at);
    }
    subject
}

/// A block of header lines.
struct Header {
    lines: usize,
    date: Option<published::Found>,
    /// The range of the subject's words, and its line.
    subject: Option<std::ops::Range<usize>>,
    subject_line: usize,
}

impl Header {
    /// Reads the header that begins at a line: at least a sender or recipient and a date or subject.
    fn read(text: &str, lines: &[Line], from: usize) -> Option<Self> {
        let known = &english().lists.mail_headers;
        let mut header = Self { lines: 0, date: None, subject: None, subject_line: 0 };
        let (mut person, mut told) = (false, false);
        for line in lines.get(from..)? {
            let words = line.text(text);
            let Some((key, value)) = words.split_once(':') else { break };
            let key = key.trim().trim_matches('*').to_ascii_lowercase();
            if !known.contains(&key) || (line.gap && header.lines > 0) {
                break;
            }
            match key.as_str() {
                "from" | "to" => person = true,
                "date" | "sent" => {
                    header.date = published::find(value).into_iter().next();
                    told |= header.date.is_some();
                }
                "subject" if !value.trim().is_empty() => {
                    let value = value.trim_start();
                    header.subject = Some(line.end - value.len()..line.end);
                    header.subject_line = from + header.lines;
                    told = true;
                }
                _ => {}
            }
            header.lines += 1;
        }
        (person && told).then_some(header)
    }

    /// Settles its lines; gives the line after it.
    fn settle(self, text: &str, lines: &mut Vec<Line>, at: usize, stamp: Option<Stamp>) -> usize {
        for line in &mut lines[at..at + self.lines] {
            line.settle(Zone::Byline);
            line.stamp = stamp;
        }
        let Some(subject) = self.subject else { return at + self.lines };
        let mut headline = lines[self.subject_line].clone();
        lines[self.subject_line].end = text[..subject.start].trim_end().len();
        headline.start = subject.start;
        headline.settle(Zone::Headline);
        lines.insert(self.subject_line + 1, headline);
        at + self.lines + 1
    }
}

/// "On Thu, Jun 6, 2019 at 4:15 PM Ann Lee <ann@example.org> wrote:": the date of what follows.
fn attribution(line: &str) -> Option<Stamp> {
    let shaped = line.len() <= 300 && line.starts_with("On ") && line.trim_end().ends_with(':');
    if shaped { published::find(line).first().map(|date| date.stamp) } else { None }
}

fn is_original(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| c == '-' || c == '_' || c.is_whitespace() || c == ':');
    line.len() <= 80 && begins_with_any(bare, &english().lists.mail_originals) == Some(bare.len())
}

/// The signature: from the two hyphens to the next empty line. Its numbers are streets and telephones.
fn settle_signature(lines: &mut [Line], from: usize) -> usize {
    let end =
        lines[from + 1..].iter().position(|line| line.gap).map_or(lines.len(), |length| from + 1 + length);
    lines[from..end].iter_mut().for_each(|line| line.settle(Zone::Boilerplate));
    end
}

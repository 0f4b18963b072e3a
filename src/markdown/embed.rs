//! Makes a text fit to stand as a part of another document: it cannot pass for that document, and cannot swallow what follows.
//!
//! Headings go down to the fourth level, raw HTML becomes text but for a few tags that close, links are resolved in place so
//! that no definition acts elsewhere, what is open at the end is closed. The rewritten text is read again until nothing is
//! left to do; one that does not come to rest is shown as it was written, in a block of code.

mod heading;
mod raw_html;
mod reference;
mod scan;

use std::{borrow::Cow, ops::Range};

use crate::markdown::{front_matter, safe};
use heading::{Which, demotions};
use scan::{Rules, Scan, Tail};

/// The level the highest heading gets.
const HIGHEST: u8 = 4;

/// How often a text is rewritten before it is given up. Ordinary texts need two or three rounds, nested HTML a few more.
const ROUNDS: usize = 16;

/// A place in a text and what stands there instead.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Edit {
    range: Range<usize>,
    text: Cow<'static, str>,
}

impl Edit {
    fn insert(at: usize, text: &'static str) -> Self {
        Self {
            range: at..at,
            text: text.into(),
        }
    }
}

/// The text as a part of another document, from the fourth level of headings down. It ends without a line break; the
/// document goes on behind a blank line.
pub fn embed(text: &str) -> String {
    let text = cleaned(text);
    let (facts, body) = match front_matter::opening(&text) {
        Some((language, facts, body)) => (Some(fenced(facts, language)), body),
        None => (None, text.as_str()),
    };
    let body = trimmed(body);
    let body = settled(body).unwrap_or_else(|| fenced(body, "text"));
    match facts {
        Some(facts) if body.is_empty() => facts,
        Some(facts) => format!("{facts}\n\n{body}"),
        None => body,
    }
}

/// A text that is not Markdown: a block of code, behind a fence that nothing in it can close.
pub fn embed_literally(text: &str) -> String {
    fenced(&cleaned(text), "text")
}

/// Whether a text holds the mark that only the document around it may write.
pub fn holds_a_mark(text: &str) -> bool {
    next_mark(text).is_some()
}

/// Line ends as LF, nothing that hides or turns the reading order, no look-alike of a mark.
fn cleaned(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = safe::block(&text);
    let mut rest: &str = &text;
    let mut out = String::with_capacity(text.len());
    while let Some((before, mark)) = next_mark(rest).and_then(|at| rest.split_at_checked(at)) {
        out.push_str(before);
        out.push_str("<!- -");
        rest = mark.strip_prefix("<!--").unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// Where the next `<!-- archdeck` stands, however it is spaced and written.
fn next_mark(text: &str) -> Option<usize> {
    let starts = text.match_indices("<!--");
    starts.map(|(at, _)| at).find(|at| {
        let behind = text.get(at + 4..).unwrap_or_default().trim_start();
        let word = behind.get(.."archdeck".len()).unwrap_or_default();
        word.eq_ignore_ascii_case("archdeck")
    })
}

/// Text in a fence longer than any run of backticks inside.
fn fenced(text: &str, language: &str) -> String {
    let longest = text
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    let text = text.strip_suffix('\n').unwrap_or(text);
    format!("{fence}{language}\n{text}\n{fence}")
}

/// The text without the blank lines around it.
fn trimmed(text: &str) -> &str {
    let mut text = text.trim_end();
    while let Some((line, rest)) = text.split_once('\n') {
        if !line.trim().is_empty() {
            break;
        }
        text = rest;
    }
    text
}

/// The text rewritten until reading it, by the rules of each reader, finds nothing more to do.
fn settled(text: &str) -> Option<String> {
    let mut text = text.to_owned();
    let mut which = Which::Every;
    'rounds: for _ in 0..ROUNDS {
        for rules in Rules::ALL {
            let scan = Scan::of(&text, rules);
            let mut edits = scan.edits;
            if edits.is_empty() {
                edits = demotions(&scan.headings, &text, which);
                which = Which::TooHigh;
            }
            if !edits.is_empty() {
                text = applied(&text, edits);
                continue 'rounds;
            }
            match scan.tail {
                Tail::Closed => {}
                Tail::Fence(closing) => {
                    text.push('\n');
                    text.push_str(&closing);
                    continue 'rounds;
                }
                Tail::Open => return None,
            }
        }
        return Some(trimmed(&text).to_owned()).filter(|text| !holds_a_mark(text));
    }
    None
}

/// The text with the edits made. Of two that overlap the later waits for the next round.
fn applied(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut out = String::with_capacity(text.len() + edits.len() * 8);
    let mut done = 0;
    for edit in edits {
        if edit.range.start < done {
            continue;
        }
        out.push_str(text.get(done..edit.range.start).unwrap_or_default());
        out.push_str(&edit.text);
        done = edit.range.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests;

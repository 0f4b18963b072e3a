//! ADR file formats: bytes in, facts with their places out. Every file is read whatever its dialect; what is not
//! stated stays absent and what is not understood is reported. Knows no store, no screen, no file system and no clock.

use std::ops::Range;

use crate::domain::{
    adr::{Dates, Dialect, Facts, People},
    finding::Finding,
    log::FileKind,
    status::Status,
    text,
};

mod asciidoc;
mod attribute;
mod date;
pub mod discovery;
pub mod edit;
mod field;
mod file_name;
pub mod form;
mod front_matter;
pub mod habits;
mod kept_as_text;
mod kind;
mod links;
mod markup;
pub mod naming;
mod page;
mod people;
mod plain;
mod reader;
mod relation;
mod role;
mod rst;
mod stated;
mod status_value;
mod status_words;
mod target;
mod title;

use markup::Markup;

pub use people::names as people_named;
pub use role::{Role, role_of};

/// One record or other file as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// What the file is.
    pub kind: FileKind,
    /// The record's mark where one file holds several.
    pub anchor: Option<String>,
    /// What was understood of it.
    pub facts: Facts,
    /// Its sections below the title, in order, on every level.
    pub sections: Vec<Section>,
    /// Where its facts stand.
    pub spans: Spans,
}

/// A section of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its heading as written, without the marks of the heading.
    pub heading: String,
    /// 1 to 6.
    pub level: u8,
    /// What it is for.
    pub role: Role,
    /// From its heading to the next heading of its level or above: bytes of the decoded text.
    pub span: Range<usize>,
}

/// Where facts stand: byte ranges of the file. Absent where the fact is not stated, or where the file is not sound UTF-8
/// and a place in the text is no place in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spans {
    /// The whole stated status.
    pub status: Option<Range<usize>>,
    /// The status word inside it.
    pub status_keyword: Option<Range<usize>>,
    /// The section that states the status, without its heading.
    pub status_section: Option<Range<usize>>,
    /// The stated date of the decision.
    pub date: Option<Range<usize>>,
    /// The title with its number.
    pub title: Option<Range<usize>>,
    /// The block of settings at the top with its fences.
    pub front_matter: Option<Range<usize>>,
    /// The names of those who decide.
    pub deciders: Option<Range<usize>>,
}

/// Reads a file of a log. `path` is its path below the log's folder, with `/`. There is always at least one answer.
pub fn read(path: &str, bytes: &[u8]) -> Vec<Parsed> {
    let decoded = text::decode(bytes);
    let unified = with_line_feeds(decoded.text);
    let Some(markup) = markup_of(path) else {
        return vec![kept_as_text::read(path, &unified, decoded.findings)];
    };
    let mut parsed = reader::read(path, &unified, markup, decoded.findings);
    parsed.spans = if decoded.offsets_hold {
        parsed.spans.shifted(decoded.bom_bytes)
    } else {
        Spans::default()
    };
    vec![parsed]
}

/// The headings of the highest level below the title, as written, in order.
pub fn sections_of_top_level(sections: &[Section]) -> Vec<String> {
    let top = sections.iter().map(|section| section.level).min();
    sections
        .iter()
        .filter(|section| Some(section.level) == top)
        .map(|section| section.heading.clone())
        .collect()
}

/// The markup that the ending of a name stands for; none for plain text.
fn markup_of(path: &str) -> Option<Markup> {
    let ending = path
        .rsplit_once('.')
        .map_or("", |(_, ending)| ending)
        .to_lowercase();
    match ending.as_str() {
        "adoc" | "asciidoc" => Some(Markup::Asciidoc),
        "rst" => Some(Markup::Rst),
        "txt" => None,
        _ => Some(Markup::Markdown),
    }
}

/// The same text with a line feed for each lone carriage return: as many bytes, so that every place holds.
fn with_line_feeds(text: String) -> String {
    if !text.contains('\r') {
        return text;
    }
    let mut bytes = text.into_bytes();
    let next: Vec<u8> = bytes.iter().skip(1).copied().chain([0]).collect();
    for (byte, next) in bytes.iter_mut().zip(next) {
        if *byte == b'\r' && next != b'\n' {
            *byte = b'\n';
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

fn empty_facts(dialect: Dialect, findings: Vec<Finding>) -> Facts {
    Facts {
        dialect,
        native_id: None,
        number: None,
        title: String::new(),
        title_from_name: false,
        status: Status::Unknown,
        stated: None,
        dates: Dates::default(),
        people: People::default(),
        tags: Vec::new(),
        links: Vec::new(),
        findings,
    }
}

impl Spans {
    fn shifted(self, by: usize) -> Self {
        let shift =
            |range: Option<Range<usize>>| range.map(|range| range.start + by..range.end + by);
        Self {
            status: shift(self.status),
            status_keyword: shift(self.status_keyword),
            status_section: shift(self.status_section),
            date: shift(self.date),
            title: shift(self.title),
            front_matter: shift(self.front_matter),
            deciders: shift(self.deciders),
        }
    }
}

/// Whether a file reads like a decision by what it holds, whatever its name.
pub fn reads_like_a_decision(parsed: &Parsed) -> bool {
    let roles: Vec<Role> = parsed.sections.iter().map(|section| section.role).collect();
    let signs = kind::Signs {
        has_status: parsed.facts.status != Status::Unknown,
        roles: &roles,
        ..kind::Signs::default()
    };
    parsed.kind == FileKind::Record && signs.tell_of_a_decision()
}

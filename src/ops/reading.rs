//! What a dry run of an import says of each file: plain data, ready to print as a line or as JSON.
//! Knows nothing of the store.

use serde::Serialize;

use crate::{
    dialect::{Parsed, sections_of_top_level},
    domain::{
        adr::{DateSource, Dates, Dialect},
        finding::Finding,
        link::LinkKind,
        log::FileKind,
        status::Status,
        time::StatedDate,
    },
};

use super::discover::FoundLog;

/// What was understood of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReadingRow {
    /// The name of the log.
    pub log: String,
    /// The path below the place that was asked for, with `/`.
    pub path: String,
    /// The record's mark where one file holds several.
    pub anchor: Option<String>,
    /// What the file is.
    pub kind: FileKind,
    /// How it is written; absent where it could not be read.
    pub dialect: Option<Dialect>,
    /// Its number.
    pub number: Option<u32>,
    /// Its title.
    pub title: Option<String>,
    /// Where the decision stands.
    pub status: Status,
    /// The status as written.
    pub status_raw: Option<String>,
    /// The best date the file states.
    pub date: Option<StatedDate>,
    /// Targets this record takes the place of, as written.
    pub supersedes: Vec<String>,
    /// Targets that take the place of this record, as written.
    pub superseded_by: Vec<String>,
    /// The headings of the highest level below the title.
    pub sections: Vec<String>,
    /// Who decides.
    pub deciders: Vec<String>,
    /// What was noticed.
    pub findings: Vec<Finding>,
}

/// The row of a file that was read.
pub fn report_row(log: &FoundLog, path: &str, parsed: &Parsed) -> ReadingRow {
    let facts = &parsed.facts;
    let targets = |kind: LinkKind| {
        facts
            .links
            .iter()
            .filter(|link| link.kind == kind)
            .map(|link| link.target.clone())
            .collect()
    };
    ReadingRow {
        log: log.name.clone(),
        path: below_root(log, path),
        anchor: parsed.anchor.clone(),
        kind: parsed.kind,
        dialect: Some(facts.dialect),
        number: facts.number,
        title: Some(facts.title.clone()).filter(|title| !title.is_empty()),
        status: facts.status,
        status_raw: facts.stated.as_ref().map(|stated| stated.raw.clone()),
        date: best_date(&facts.dates),
        supersedes: targets(LinkKind::Supersedes),
        superseded_by: targets(LinkKind::SupersededBy),
        sections: sections_of_top_level(&parsed.sections),
        deciders: facts.people.deciders.clone(),
        findings: facts.findings.clone(),
    }
}

/// The row of a file that could not be read.
pub fn refused_row(log: &FoundLog, path: &str, why: &Finding) -> ReadingRow {
    ReadingRow {
        log: log.name.clone(),
        path: below_root(log, path),
        anchor: None,
        kind: FileKind::Other,
        dialect: None,
        number: None,
        title: None,
        status: Status::Unknown,
        status_raw: None,
        date: None,
        supersedes: Vec::new(),
        superseded_by: Vec::new(),
        sections: Vec::new(),
        deciders: Vec::new(),
        findings: vec![why.clone()],
    }
}

fn below_root(log: &FoundLog, path: &str) -> String {
    if log.folder.is_empty() {
        path.to_owned()
    } else {
        format!("{}/{path}", log.folder)
    }
}

/// The day of the decision; a stated day of creation says more than a name of a file.
fn best_date(dates: &Dates) -> Option<StatedDate> {
    let stated = dates
        .decided
        .filter(|date| date.source != DateSource::FileName);
    stated
        .or(dates.created)
        .or(dates.updated)
        .or(dates.decided)
        .map(|date| date.date)
}

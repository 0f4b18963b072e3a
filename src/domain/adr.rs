//! A decision record: what a reader understood of a file, and the value that is kept of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{
    digest::Digest,
    finding::Finding,
    ids::RecordId,
    link::Link,
    status::Status,
    time::{StatedDate, Timestamp},
};

/// Days after which a proposed decision counts as stuck, unless the user says otherwise.
pub const STUCK_AFTER_DAYS: u32 = 30;

/// The way a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dialect {
    /// Nygard, adr-tools: `## Status` and its kin.
    Nygard,
    /// MADR 1.x and 2.x: bullets below the title.
    #[serde(rename = "madr-2")]
    Madr2,
    /// MADR 3.0 and later: YAML front matter.
    #[serde(rename = "madr-3")]
    Madr3,
    /// log4brains: MADR 2 with dated file names and tags.
    Log4brains,
    /// Markdown that follows none of these closely.
    Markdown,
    /// AsciiDoc.
    Asciidoc,
    /// reStructuredText.
    Rst,
    /// No text format we know; kept as bytes.
    Plain,
}

impl Dialect {
    /// The name people use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Nygard => "nygard",
            Self::Madr2 => "madr-2",
            Self::Madr3 => "madr-3",
            Self::Log4brains => "log4brains",
            Self::Markdown => "markdown",
            Self::Asciidoc => "asciidoc",
            Self::Rst => "rst",
            Self::Plain => "plain",
        }
    }
}

/// Where a date was stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateSource {
    /// In the text: a date field, section or front matter.
    Field,
    /// In the status itself.
    Status,
    /// In the name of the file.
    FileName,
}

/// A date and where it was stated. A date nobody stated is absent, never today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SourcedDate {
    /// The date.
    pub date: StatedDate,
    /// Where it stands.
    pub source: DateSource,
}

/// The dates of a decision.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Dates {
    /// The date of the decision as the file gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided: Option<SourcedDate>,
    /// When the file says it was begun.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<SourcedDate>,
    /// When the file says it was last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<SourcedDate>,
    /// By when the decision is to be looked at again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_by: Option<SourcedDate>,
    /// A date that was stated in a way that may mean two days (`03/02/2024`) or that no reader understands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_understood: Option<String>,
}

/// The people a file names, as written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct People {
    /// Who decides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deciders: Vec<String>,
    /// Who was asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub consulted: Vec<String>,
    /// Who was told.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub informed: Vec<String>,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
}

/// A status as the file states it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct StatedStatus {
    /// The stated value as written, without the field's name.
    pub raw: String,
    /// What stands beside the keyword.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// A date inside the status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<StatedDate>,
}

/// What a reader understood of one record. Everything that is not stated is absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// How the file is written.
    pub dialect: Dialect,
    /// The identifier exactly as the source has it: `0007`, `ADR-007`, `20240103-use-x`, a slug.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub native_id: Option<String>,
    /// The number, where there is one. A date is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// The title without its number; inline Markdown kept.
    pub title: String,
    /// Whether the title had to be made from the file's name because the text has none.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub title_from_name: bool,
    /// Where the decision stands.
    pub status: Status,
    /// The status as stated; absent when the file states none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<StatedStatus>,
    /// Its dates.
    #[serde(default)]
    pub dates: Dates,
    /// Its people.
    #[serde(default)]
    pub people: People,
    /// Its tags, lower-case as written otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Its links, in the order of the file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// What was noticed while reading.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
}

/// A decision record as it is kept: the facts and the bytes they were read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adr {
    /// Its identity.
    pub id: RecordId,
    /// The log it belongs to.
    pub log: RecordId,
    /// The path of its file below the log's folder, with `/`.
    pub path: String,
    /// The record's mark where one file holds several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// What the reader understood.
    pub facts: Facts,
    /// The bytes of the file as they are now.
    pub source: Digest,
    /// The bytes of the file when it was last imported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imported: Option<Digest>,
}

impl Adr {
    /// The identifier people see inside the log: `12`, else the native id, else the file's name.
    pub fn label(&self) -> String {
        label(
            self.facts.number,
            self.facts.native_id.as_deref(),
            &self.path,
        )
    }
}

/// The identifier people see inside a log: the number, else the native id, else the path.
pub fn label(number: Option<u32>, native_id: Option<&str>, path: &str) -> String {
    match (number, native_id) {
        (Some(number), _) => number.to_string(),
        (None, Some(id)) => id.to_owned(),
        (None, None) => path.to_owned(),
    }
}

/// What a list shows of a record: small enough that a hundred thousand stay in memory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AdrRow {
    /// The record.
    pub id: RecordId,
    /// Its log.
    pub log: RecordId,
    /// Its number, where it has one.
    pub number: Option<u32>,
    /// Its identifier inside the log; see [`label`].
    pub label: String,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub status: Status,
    /// The stated date of the decision.
    pub decided: Option<StatedDate>,
    /// By when it is to be looked at again.
    pub review_by: Option<StatedDate>,
    /// When its status last changed in this store: since when it is proposed.
    pub status_since: Timestamp,
    /// When its value last changed in this store.
    pub changed_at: Timestamp,
    /// Its tags, joined by `\n`.
    pub tags: String,
    /// Its people in every role, joined by `\n`.
    pub people: String,
    /// How many findings it carries.
    pub findings: u32,
}

impl AdrRow {
    /// Whether the day by which it was to be looked at again has passed.
    pub fn review_has_passed(&self, as_of: NaiveDate) -> bool {
        self.status == Status::Accepted && self.review_by.is_some_and(|date| date.latest() < as_of)
    }

    /// For how many days it has waited for a decision, `None` when it does not wait.
    /// The stated date counts where there is one, else the day the store first saw it waiting.
    pub fn days_waiting(&self, as_of: NaiveDate) -> Option<i64> {
        let waits = matches!(self.status, Status::Proposed | Status::InReview);
        let since = self
            .decided
            .map_or(self.status_since.day(), StatedDate::latest);
        waits.then(|| (as_of - since).num_days().max(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_label_is_the_number_before_anything_else() {
        assert_eq!(label(Some(7), Some("ADR-007"), "adr-007-x.md"), "7");
        assert_eq!(
            label(None, Some("20240103-use-x"), "20240103-use-x.md"),
            "20240103-use-x"
        );
        assert_eq!(label(None, None, "notes/x.md"), "notes/x.md");
    }

    fn row(status: Status) -> AdrRow {
        let at: Timestamp = "2026-11-01T12:00:00Z".parse().expect("a moment");
        let id = RecordId(uuid::Uuid::nil());
        AdrRow {
            id,
            log: id,
            number: None,
            label: String::new(),
            title: String::new(),
            status,
            decided: None,
            review_by: None,
            status_since: at,
            changed_at: at,
            tags: String::new(),
            people: String::new(),
            findings: 0,
        }
    }

    fn date(text: &str) -> StatedDate {
        text.parse().expect("a date")
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn only_what_is_undecided_waits_and_from_the_day_it_states() {
        let as_of = day("2026-11-11");
        for status in Status::ALL {
            let waits = matches!(status, Status::Proposed | Status::InReview);
            assert_eq!(
                row(status).days_waiting(as_of),
                waits.then_some(10),
                "{status}"
            );
        }
        let stated = |decided| AdrRow {
            decided: Some(date(decided)),
            ..row(Status::Proposed)
        };
        assert_eq!(stated("2026-11-09").days_waiting(as_of), Some(2));
        assert_eq!(
            stated("2026-10").days_waiting(as_of),
            Some(11),
            "the last day of the month"
        );
        assert_eq!(stated("2027-01-01").days_waiting(as_of), Some(0));
    }

    #[test]
    fn a_review_has_passed_the_day_after_and_only_for_what_is_in_force() {
        let due = |status| AdrRow {
            review_by: Some(date("2026-10")),
            ..row(status)
        };
        assert!(!due(Status::Accepted).review_has_passed(day("2026-10-31")));
        assert!(due(Status::Accepted).review_has_passed(day("2026-11-01")));
        assert!(!due(Status::Superseded).review_has_passed(day("2026-11-01")));
        assert!(!row(Status::Accepted).review_has_passed(day("2026-11-01")));
    }
}

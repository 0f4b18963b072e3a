//! Every answer, as plain data ready to draw or to print. Text in it is as it was read: whoever shows it makes it safe.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::{
    adr::{Adr, AdrRow},
    digest::Digest,
    event::RecordKind,
    ids::{GroupId, RecordId},
    link::LinkKind,
    log::DecisionLog,
    status::Status,
    time::{StatedDate, Timestamp},
};
use crate::markdown::Rendered;

/// The answer to a [`crate::ops::query::Query`].
#[derive(Debug, Clone)]
pub enum View {
    /// See [`HomeView`].
    Home(HomeView),
    /// See [`DecisionsView`].
    Decisions(DecisionsView),
    /// See [`RecordView`].
    Record(Box<RecordView>),
    /// See [`SourceView`].
    Source(SourceView),
    /// See [`JumpView`].
    Jump(JumpView),
    /// See [`SearchView`].
    Search(SearchView),
    /// See [`EventsView`].
    Events(EventsView),
}

/// A record named so that people can tell it: reference, title, status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordLine {
    /// The record.
    pub id: RecordId,
    /// How it is printed: `payments/12`, or `ADR-0012` where the store holds one log.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub status: Status,
}

/// What needs me.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HomeView {
    /// The day the view is true for.
    pub as_of: NaiveDate,
    /// How many decisions stand where, in the order of a decision's life; statuses nobody has are left out.
    pub counts: Vec<(Status, u64)>,
    /// All decisions.
    pub total: u64,
    /// The logs.
    pub logs: Vec<LogLine>,
    /// Decisions that wait longer than the configured days, longest first, at most 50.
    pub stuck: Vec<NeedLine>,
    /// Accepted decisions whose day of review has passed, longest first, at most 50.
    pub review_passed: Vec<NeedLine>,
    /// Drafts, newest first, at most 50.
    pub drafts: Vec<NeedLine>,
    /// The newest events, grouped by action, newest first, at most 20.
    pub recent: Vec<EventLine>,
}

impl HomeView {
    /// Whether the store holds nothing yet.
    pub fn is_empty(&self) -> bool {
        self.total == 0 && self.logs.is_empty()
    }
}

/// A log with its counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogLine {
    /// Its identity.
    pub id: RecordId,
    /// Its name.
    pub name: String,
    /// Where it was imported from.
    pub root: String,
    /// The folder of its records below the root.
    pub folder: String,
    /// How many decisions it holds.
    pub decisions: u64,
}

/// A record that needs somebody, and for how long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NeedLine {
    /// The record.
    pub record: RecordLine,
    /// Days it waits, or days since the date passed.
    pub days: i64,
    /// The date it hangs on, where one is stated.
    pub date: Option<StatedDate>,
}

/// The list of decisions. Rows are shared, not copied: a filter answers with positions.
#[derive(Debug, Clone)]
pub struct DecisionsView {
    /// Every decision of the store.
    pub rows: Arc<Vec<AdrRow>>,
    /// Positions in `rows` that the filter lets through, in the order of the sort.
    pub shown: Arc<Vec<u32>>,
    /// The logs, sorted by name.
    pub logs: Arc<Vec<LogLine>>,
    /// The words of the filter, for underlining what they matched.
    pub words: Vec<String>,
}

/// A record with everything about it.
#[derive(Debug, Clone)]
pub struct RecordView {
    /// The record.
    pub adr: Adr,
    /// The digest of its value: the base of an edit.
    pub digest: Digest,
    /// Its log.
    pub log: DecisionLog,
    /// How it is printed.
    pub reference: String,
    /// Its text laid out for `width`.
    pub body: Arc<Rendered>,
    /// The width in cells the text was laid out for.
    pub width: u16,
    /// Its links, both ways.
    pub links: Vec<LinkLine>,
    /// Its events, newest first, at most 200.
    pub history: Vec<EventLine>,
}

/// One link as seen from a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LinkLine {
    /// What it says, seen from this record.
    pub kind: LinkKind,
    /// Whether only a part is meant.
    pub partial: bool,
    /// Whether this record states it (else only the other one does).
    pub stated_here: bool,
    /// The other record; `None` when the target is not in the store.
    pub target: Option<RecordLine>,
    /// The target as written.
    pub written: String,
}

/// A record's text, to be edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceView {
    /// The record.
    pub id: RecordId,
    /// How it is printed.
    pub reference: String,
    /// The name of its file, for the editor.
    pub file_name: String,
    /// The digest of its value: the base of the edit.
    pub base: Digest,
    /// Its text.
    pub bytes: Vec<u8>,
    /// Why the text may not be edited, where it may not.
    pub protected: Option<String>,
}

/// The best matches of a fuzzy jump.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JumpView {
    /// The words as typed.
    pub text: String,
    /// The matches, best first.
    pub lines: Vec<RecordLine>,
    /// How many matched in all.
    pub total: usize,
}

/// The hits of a full-text search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchView {
    /// The words as typed.
    pub text: String,
    /// The hits, best first.
    pub hits: Vec<HitLine>,
    /// Whether there are more than were asked for.
    pub more: bool,
}

/// One hit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HitLine {
    /// The record.
    pub record: RecordLine,
    /// A piece of its text; `true` marks what matched.
    pub snippet: Vec<(String, bool)>,
}

/// Events, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventsView {
    /// The events.
    pub lines: Vec<EventLine>,
    /// Where the next page begins, when there is one.
    pub next: Option<u64>,
    /// How many events the store holds.
    pub total: u64,
}

/// One event in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventLine {
    /// Its place in the chain.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// What: `adr.imported`, `adr.edited` …
    pub verb: String,
    /// What kind of record.
    pub kind: RecordKind,
    /// The record.
    pub record: RecordId,
    /// How the record is printed.
    pub reference: String,
    /// Its title or name at that time.
    pub title: String,
    /// The status the record had after it, for a decision.
    pub status: Option<Status>,
    /// Why.
    pub reason: Option<String>,
    /// The action it belongs to.
    pub group: GroupId,
    /// How many events the action holds; 1 where events stand alone.
    pub group_size: u64,
    /// Whether it took an action back.
    pub is_undo: bool,
}

//! Every answer, as plain data ready to draw or to print. Text in it is as it was read: whoever shows it makes it safe.

mod packets;

use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

pub use self::packets::{
    CheckLine, PacketDiffView, PacketLine, PacketSection, PacketView, PacketsView, VerifyView,
};
use crate::dialect::edit::FactChange;
use crate::domain::assessment::UpgradeReport;
use crate::domain::{
    adr::{Adr, AdrRow},
    comment::Comment,
    digest::Digest,
    event::RecordKind,
    ids::{GroupId, RecordId},
    link::LinkKind,
    log::DecisionLog,
    readiness::Verdict,
    status::Status,
    tier::Tier,
    time::{StatedDate, Timestamp},
};
use crate::markdown::Rendered;
use crate::ops::exchange::export::{Difference, ExportPlan};
pub use crate::ops::{
    assessments::{AssessmentView, ChecklistsView, MilestoneDiff},
    forms::FormPlan,
    home::duties::{Duty, DutyLine},
    library::{LibraryView, PackView},
    matrices::{MatricesView, MatrixView},
    people::PeopleView,
    readiness::ReadinessView,
    risks::RegisterView,
    systems::{InventoryPlan, SystemView, SystemsView},
    tiers::{RiskView, WhatIfView},
    waivers::WaiversView,
};

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
    /// See [`NewFormView`].
    NewForm(NewFormView),
    /// See [`CompareView`].
    Compare(Box<CompareView>),
    /// See [`ConflictView`].
    Conflict(Box<ConflictView>),
    /// See [`PacketsView`].
    Packets(PacketsView),
    /// See [`PacketView`].
    Packet(Box<PacketView>),
    /// See [`VerifyView`].
    Verify(Box<VerifyView>),
    /// See [`ExportView`].
    Export(Box<ExportView>),
    /// See [`PacketDiffView`].
    DiffPackets(Box<PacketDiffView>),
    /// See [`PeopleView`].
    People(PeopleView),
    /// See [`SystemsView`].
    Systems(Box<SystemsView>),
    /// See [`SystemView`].
    System(Box<SystemView>),
    /// See [`InventoryPlan`].
    Inventory(Box<InventoryPlan>),
    /// See [`ChecklistsView`].
    Checklists(Box<ChecklistsView>),
    /// See [`AssessmentView`].
    Assessment(Box<AssessmentView>),
    /// See [`MilestoneDiff`].
    MilestoneDiff(Box<MilestoneDiff>),
    /// See [`UpgradeReport`].
    Upgrade(Box<UpgradeReport>),
    /// See [`FormPlan`].
    Forms(Box<FormPlan>),
    /// See [`RiskView`].
    Risk(Box<RiskView>),
    /// See [`WhatIfView`].
    WhatIf(Box<WhatIfView>),
    /// See [`RegisterView`].
    Register(Box<RegisterView>),
    /// See [`WaiversView`].
    Waivers(Box<WaiversView>),
    /// See [`ReadinessView`].
    Readiness(Box<ReadinessView>),
    /// See [`LibraryView`].
    Library(Box<LibraryView>),
    /// See [`PackView`].
    Pack(Box<PackView>),
    /// See [`MatricesView`].
    Matrices(Box<MatricesView>),
    /// See [`MatrixView`].
    Matrix(Box<MatrixView>),
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

/// How many systems stand where: tier by verdict; those without a tier come last.
pub type Heat = Vec<(Option<Tier>, Vec<(Verdict, u64)>)>;

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
    /// Decisions with open comments, by how many, the most first, at most 50: `days` is the age of the oldest one.
    pub commented: Vec<NeedLine>,
    /// Decisions that were changed here and whose file was changed outside too, at most 50: `days` is 0.
    pub diverged: Vec<NeedLine>,
    /// How many others were changed here, so that their files do not say yet what they say.
    pub not_exported: u64,
    /// What of governance needs somebody, the most urgent first; of each kind at most 50.
    pub duties: Vec<DutyLine>,
    /// How many systems are not closed.
    pub systems: u64,
    /// How many assessments those have.
    pub assessments: u64,
    /// How many of those systems stand where; empty where there is none.
    pub heat: Heat,
    /// The newest events, grouped by action, newest first, at most 20.
    pub recent: Vec<EventLine>,
}

impl HomeView {
    /// Whether the store holds nothing yet.
    pub fn is_empty(&self) -> bool {
        self.total == 0 && self.logs.is_empty() && self.systems == 0
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
    /// How many comments on it are open, where that is why it needs somebody; else 0.
    pub open_comments: u64,
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
    /// What was said about it, oldest first.
    pub comments: Vec<Comment>,
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
    /// Whether it takes effect only once the newer decision is accepted: a supersession that waits.
    pub pending: bool,
    /// The other record; `None` when the target is not in the store.
    pub target: Option<RecordLine>,
    /// The target as written.
    pub written: String,
}

impl LinkLine {
    /// From when on it holds, where it does not yet.
    pub const fn once(&self) -> &'static str {
        match (self.pending, self.kind) {
            (false, _) => "",
            (true, LinkKind::Supersedes) => "once this is accepted",
            (true, _) => "once it is accepted",
        }
    }

    /// The same after the name of the other record.
    pub fn once_after_a_name(&self) -> String {
        match self.once() {
            "" => String::new(),
            once => format!(" {once}"),
        }
    }
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
    /// The record it is looked at in, where that is another one: of an answer its assessment, of what else is governed its
    /// system.
    pub within: Option<RecordId>,
    /// Why.
    pub reason: Option<String>,
    /// The action it belongs to.
    pub group: GroupId,
    /// How many events the action holds; 1 where events stand alone.
    pub group_size: u64,
    /// How many of them are about records of the same kind as this one.
    pub alike: u64,
    /// Whether it took an action back.
    pub is_undo: bool,
}

/// What a new decision may be made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewFormView {
    /// The logs it may be written into, by name.
    pub logs: Vec<NewInLog>,
    /// The templates, the shipped ones and the user's, by name.
    pub templates: Vec<TemplateLine>,
}

/// How a new decision of a log would look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewInLog {
    /// The log.
    pub log: RecordId,
    /// Its name.
    pub name: String,
    /// What it would be called, in the log's own form: `0013`, `ADR-013`.
    pub next: String,
    /// The name of the template that fits the log.
    pub template: String,
}

/// A template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TemplateLine {
    /// Its name.
    pub name: String,
    /// What it is for, in one line.
    pub about: String,
    /// The user's own file, where it is one.
    pub file: Option<String>,
}

/// Two states of decisions side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CompareView {
    /// The earlier or left one.
    pub from: RevisionLine,
    /// The later or right one.
    pub to: RevisionLine,
    /// Every fact that either states, in the order of a record's head; equal ones too.
    pub facts: Vec<FactRow>,
    /// The text line by line, with long equal stretches left out.
    pub text: Vec<TextRow>,
}

/// One state of a decision in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RevisionLine {
    /// How the record is printed.
    pub reference: String,
    /// Its title in this state.
    pub title: String,
    /// Which state: `now`, `after event 12`, `as imported`, `the file outside`.
    pub state: String,
    /// When it became so, where an event says it.
    pub at: Option<Timestamp>,
    /// Who made it so.
    pub actor: Option<String>,
}

/// One fact in two states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactRow {
    /// Its name: `status`, `title`, `date`, `deciders`, `tags`, `supersedes` …
    pub name: String,
    /// What it was; `None` when it was not stated.
    pub before: Option<String>,
    /// What it is; `None` when it is not stated.
    pub after: Option<String>,
}

/// One row of two texts side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TextRow {
    /// The same line in both.
    Same {
        /// Its number in the left text, from 1.
        left: u32,
        /// Its number in the right text, from 1.
        right: u32,
        /// The line.
        text: String,
    },
    /// A line that differs, or stands on one side only.
    Differs {
        /// The left line with its number.
        left: Option<(u32, Vec<Piece>)>,
        /// The right line with its number.
        right: Option<(u32, Vec<Piece>)>,
    },
    /// So many equal lines that are not shown.
    LeftOut(u32),
    /// The end of two texts that differ too much to be shown line by line.
    NotCompared {
        /// So many lines of the left text.
        left: u32,
        /// So many lines of the right text.
        right: u32,
    },
}

/// A piece of a line and whether it is what differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether the other side has it otherwise.
    pub differs: bool,
}

/// What became of a record since the state an edit was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConflictView {
    /// The record.
    pub record: RecordId,
    /// How it is printed.
    pub reference: String,
    /// The digest of the value as it is now: the base of the next try.
    pub now: Digest,
    /// Who changed it last.
    pub actor: String,
    /// When.
    pub at: Timestamp,
    /// The record as the edit found it.
    pub base: Adr,
    /// The record as it is now.
    pub current: Adr,
    /// Whether the text besides its facts differs too.
    pub text_differs: bool,
    /// Both texts, where the edit was one of the text.
    pub texts: Option<TextConflict>,
}

/// A fact that can be edited, in three versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldVersions {
    /// Its name.
    pub name: &'static str,
    /// As the edit found it.
    pub was: FactChange,
    /// As it is now.
    pub theirs: FactChange,
    /// As the edit makes it.
    pub mine: FactChange,
}

/// A text that was edited by two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TextConflict {
    /// Both texts in one, where no line was changed by both.
    #[serde(skip)]
    pub joined: Option<Vec<u8>>,
    /// The text as it is now against the text of the edit.
    pub compared: CompareView,
}

/// What an export would write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportView {
    /// The files.
    pub plan: ExportPlan,
    /// How each differs from what is there, in the order of the plan; at most 200.
    pub differences: Vec<Difference>,
}

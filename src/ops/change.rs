//! Every write, the same value from a key and from a command, and what comes back of it.

use std::path::PathBuf;

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    dialect::edit::FactChange,
    domain::{
        digest::Digest,
        ids::{GroupId, RecordId},
        link::LinkKind,
        status::Status,
        time::StatedDate,
    },
    ops::{
        assessments::AssessChange, exchange::export::ExportPlan, matrices::MatrixChange,
        people::PersonChange, readiness::ReadinessChange, risks::RiskChange, systems::SystemChange,
        tiers::TierChange, waivers::WaiverChange,
    },
};

/// One thing a user does to the store. Each is saved whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Reads decision logs from folders or files.
    Import(ImportRequest),
    /// Puts another text in the place of a record's text.
    EditText(TextEdit),
    /// Writes a new decision from a template into a log.
    NewAdr(NewAdr),
    /// Takes decisions one step on in their life, all or none.
    Step(Step),
    /// Changes facts of one record in its text: an edit of an open decision, a correction of a decided one.
    Facts(FactsEdit),
    /// Puts tags on decisions and takes tags off them, all or none.
    Tag(TagMany),
    /// States a link between two decisions on both sides, or takes it away.
    Link(LinkChange),
    /// Says something about a decision.
    Comment {
        /// The decision.
        record: RecordId,
        /// What is said.
        text: String,
    },
    /// Settles a comment, or opens it again.
    SettleComment {
        /// The comment.
        comment: RecordId,
        /// Whether it is settled now.
        settled: bool,
    },
    /// Throws a draft away; history keeps it.
    Discard {
        /// The draft.
        record: RecordId,
        /// The digest of the value that was seen, where one was.
        base: Option<Digest>,
    },
    /// Puts a packet together.
    BuildPacket(PacketRequest),
    /// Freezes a packet: its bytes are kept and never made again.
    FreezePacket {
        /// The packet.
        packet: RecordId,
    },
    /// Throws a packet away that was not frozen.
    DiscardPacket {
        /// The packet.
        packet: RecordId,
    },
    /// Writes a packet to a file; the store stays as it is.
    ExportPacket(PacketExport),
    /// Writes files that were looked at before into the folders of their logs.
    Export(ExportPlan),
    /// Takes a log with its records out of the current state; history keeps them.
    RemoveLog {
        /// The log's name.
        name: String,
    },
    /// Adds and edits persons.
    Person(PersonChange),
    /// Registers, edits, binds and closes systems, and patterns.
    System(SystemChange),
    /// Starts, answers, reviews and upgrades assessments.
    Assess(AssessChange),
    /// Scores and records tiers.
    Tier(TierChange),
    /// Changes the risk register.
    Risk(RiskChange),
    /// Asks for, decides and ends waivers.
    Waiver(WaiverChange),
    /// Signs, issues and withdraws verdicts.
    Readiness(ReadinessChange),
    /// Changes decision matrices.
    Matrix(MatrixChange),
    /// Takes back the last action of this person that is not taken back yet.
    Undo,
    /// Does again what was undone last.
    Redo,
}

/// What to import, and under which name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportRequest {
    /// Repositories, folders of records, or single files.
    pub paths: Vec<PathBuf>,
    /// The log's name; only where one log is found.
    pub log: Option<String>,
}

/// A new text for a record, made from a known state of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// The record.
    pub record: RecordId,
    /// The digest of the value the text was made from; a stale one is refused.
    pub base: Digest,
    /// The whole new text as bytes.
    pub bytes: Vec<u8>,
    /// Why, in the words of the person.
    pub reason: Option<String>,
}

/// A new decision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewAdr {
    /// Its title.
    pub title: String,
    /// The log; it may be left out where the store holds one, or where `links` tell it.
    pub log: Option<RecordId>,
    /// A log that begins with it, in place of one that is there.
    pub new_log: Option<NewLog>,
    /// The name of the template; `None` takes the one that fits the log.
    pub template: Option<String>,
    /// Where it begins: draft or proposed; `None` is draft.
    pub status: Option<Status>,
    /// Who decides.
    pub deciders: Vec<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// What it is to other decisions, stated on both sides.
    pub links: Vec<(LinkKind, RecordId)>,
    /// Why it is written, in the words of the person.
    pub reason: Option<String>,
}

/// A log that begins with its first decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLog {
    /// Its name, which no other log of the store has.
    pub name: String,
    /// The folder in which its records shall lie; it need not be there yet.
    pub folder: PathBuf,
}

/// A step in the life of decisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The decisions, each with the digest of the value that was seen, where one was; a stale one is refused.
    pub records: Vec<(RecordId, Option<Digest>)>,
    /// Where they go.
    pub to: Status,
    /// Why, in the words of the person.
    pub reason: Option<String>,
    /// Who decided: written into the text in place of those named there. Empty leaves the text as it is.
    pub deciders: Vec<String>,
    /// The day it was decided: written into the text. `None` leaves the text as it is.
    pub on: Option<StatedDate>,
}

/// Facts of one record to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactsEdit {
    /// The record.
    pub record: RecordId,
    /// The digest of the value the edit was made from; a stale one is refused.
    pub base: Digest,
    /// What changes: titles, dates, people and tags; never a status or a link.
    pub facts: Vec<FactChange>,
    /// Why, in the words of the person; a correction of a decided record needs it.
    pub reason: Option<String>,
}

/// Tags for many.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagMany {
    /// The decisions.
    pub records: Vec<RecordId>,
    /// Tags they carry from now on.
    pub add: Vec<String>,
    /// Tags they carry no longer.
    pub remove: Vec<String>,
}

/// A link between two decisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkChange {
    /// The one that states it: the newer decision of a supersession or an amendment.
    pub from: RecordId,
    /// What it says.
    pub kind: LinkKind,
    /// The other one.
    pub to: RecordId,
    /// Whether it is stated from now on (true) or no longer.
    pub stated: bool,
    /// Why, in the words of the person.
    pub reason: Option<String>,
}

/// A packet to be put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PacketRequest {
    /// Its title.
    pub title: String,
    /// What the board is asked.
    pub ask: Option<String>,
    /// What its maker recommends.
    pub recommendation: Option<String>,
    /// The system whose readiness it shows, where it is a readiness packet.
    pub system: Option<RecordId>,
    /// The decisions in the order in which they stand; at least one, unless it is of a system. A packet of a system shows the
    /// decisions the system rests on where none is named.
    pub decisions: Vec<RecordId>,
    /// The day it is true for; `None` is today.
    pub as_of: Option<NaiveDate>,
    /// The packet it tells the changes since; `None` is the last one that was frozen, if any.
    pub previous: Option<RecordId>,
}

/// A packet to be written to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PacketExport {
    /// The packet.
    pub packet: RecordId,
    /// The file; the folders above it are made where they are missing.
    pub file: PathBuf,
    /// The form.
    pub format: PacketFormat,
    /// Whether another file that is there already gives way.
    pub replaces: bool,
}

/// The form in which a packet is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum PacketFormat {
    /// Markdown with its proof: the packet itself.
    #[default]
    Markdown,
    /// A page for a browser, made of it.
    Html,
    /// Its parts for a program, made of it.
    Json,
}

impl PacketFormat {
    /// Every form.
    pub const ALL: [Self; 3] = [Self::Markdown, Self::Html, Self::Json];

    /// The word typed for it, and the ending of its files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Json => "json",
        }
    }
}

impl std::str::FromStr for PacketFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|format| format.word() == text);
        found.ok_or_else(|| {
            format!("`{text}` is no form of a packet; possible are md, html and json")
        })
    }
}

/// What a change did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Done {
    /// The action that was saved; absent when there was nothing to change.
    pub group: Option<GroupId>,
    /// One sentence: what happened.
    pub summary: String,
    /// The records it touched, as references, at most 100 of them.
    pub refs: Vec<String>,
    /// The record it made, where it made one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub made: Option<RecordId>,
    /// Whether `undo` can take it back.
    pub can_undo: bool,
}

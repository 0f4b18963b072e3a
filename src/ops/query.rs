//! Every question a screen or a listing asks, as a value.

use std::path::PathBuf;

use chrono::NaiveDate;

use crate::{
    domain::{digest::Digest, ids::RecordId},
    ops::{filter::Filter, systems::UnknownPeople, tiers::WhatIf},
};

/// A question to the workbench; the answer is the [`crate::ops::view::View`] of the same name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// What needs me: counts, waiting decisions, passed reviews, recent events.
    Home,
    /// The decisions a filter lets through, sorted.
    Decisions(Filter),
    /// One record, rendered for a width in cells.
    Record {
        /// The record.
        id: RecordId,
        /// The width in cells its text is laid out for.
        width: u16,
    },
    /// One record's text as it is kept, to be edited.
    Source {
        /// The record.
        id: RecordId,
    },
    /// The decisions whose label and title hold all the words, best first.
    Jump {
        /// The words as typed.
        text: String,
        /// At most so many.
        limit: usize,
    },
    /// Full-text search, ranked, with snippets.
    Search {
        /// The words as typed.
        text: String,
        /// At most so many.
        limit: usize,
    },
    /// Events, newest first.
    Events {
        /// Only those before this place in the chain.
        before: Option<u64>,
        /// Only those about this record.
        record: Option<RecordId>,
        /// At most so many.
        limit: usize,
    },
    /// What a new decision may be made of: logs, templates.
    NewForm,
    /// Two states of decisions side by side.
    Compare {
        /// The earlier or the left one.
        from: Revision,
        /// The later or the right one.
        to: Revision,
    },
    /// What became of a record since the state an edit was made from.
    Conflict {
        /// The record.
        record: RecordId,
        /// The digest of the value the edit was made from.
        base: Digest,
        /// The text of the edit, where it was one of the text: then both texts are told too.
        text: Option<Vec<u8>>,
    },
    /// The packets, newest first.
    Packets,
    /// One packet by sections, laid out for a width in cells.
    Packet {
        /// The packet.
        id: RecordId,
        /// The width in cells.
        width: u16,
        /// How much of it is laid out.
        part: PacketPart,
    },
    /// What is true of a packet's file or of a frozen packet.
    Verify(PacketSource),
    /// What an export into the folders of the logs would write.
    Export,
    /// How two packets differ, decision by decision.
    DiffPackets {
        /// The earlier one.
        from: PacketSource,
        /// The later one.
        to: PacketSource,
    },
    /// Everybody.
    People,
    /// The systems a filter lets through, with the counts of all.
    Systems {
        /// The line as typed: words of the name, `tier:T1`, `verdict:NO-GO`, `owner:ana`, `stage:production`.
        filter: String,
    },
    /// One system.
    System(RecordId),
    /// What the rows of an inventory would do.
    Inventory {
        /// The file.
        file: PathBuf,
        /// What becomes of persons it names who are not known.
        unknown: UnknownPeople,
    },
    /// The assessments and what is offered, of one system or of all.
    Checklists(Option<RecordId>),
    /// One assessment, item by item.
    Assessment(RecordId),
    /// How a milestone differs from a later one, or from now.
    MilestoneDiff {
        /// The earlier one.
        from: RecordId,
        /// The later one; `None` is now.
        to: Option<RecordId>,
    },
    /// What an upgrade of an assessment would do.
    Upgrade(RecordId),
    /// What forms that came back would change.
    Forms(Vec<PathBuf>),
    /// The rubric with the live tier of a system.
    Risk(RecordId),
    /// What would be if scores or facts of a system were others.
    WhatIf {
        /// The system.
        system: RecordId,
        /// Which.
        what_if: WhatIf,
    },
    /// The risk register, of one system or of all.
    Register(Option<RecordId>),
    /// The waivers, of one system or of all.
    Waivers(Option<RecordId>),
    /// The gate board of a system.
    Readiness {
        /// The system.
        system: RecordId,
        /// The day; `None` is today.
        as_of: Option<NaiveDate>,
    },
    /// Packs, rubrics, patterns and templates.
    Library,
    /// One pack, rubric or table by its word.
    Pack(String),
    /// The decision matrices.
    Matrices,
    /// One decision matrix.
    Matrix(RecordId),
}

/// One state of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revision {
    /// The decision.
    pub record: RecordId,
    /// Which state of it.
    pub state: State,
}

/// Which state of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// As it is.
    Now,
    /// As it was after the event at this place in the chain; the last event of the record at or before it counts.
    At(u64),
    /// As it was just before the event at this place in the chain.
    Before(u64),
    /// As its file was when it was last imported.
    Imported,
    /// As its file is in its folder now.
    Outside,
}

/// How much of a packet is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PacketPart {
    /// Its first section only: what a list shows beside it.
    Cover,
    /// Every section.
    Whole,
}

/// A packet in the store or as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PacketSource {
    /// A packet of the store.
    Kept(RecordId),
    /// A file.
    File(PathBuf),
}

impl Query {
    /// The word for it in the log file.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Decisions(_) => "decisions",
            Self::Record { .. } => "record",
            Self::Source { .. } => "source",
            Self::Jump { .. } => "jump",
            Self::Search { .. } => "search",
            Self::Events { .. } => "events",
            Self::NewForm => "new form",
            Self::Compare { .. } => "compare",
            Self::Conflict { .. } => "conflict",
            Self::Packets => "packets",
            Self::Packet { .. } => "packet",
            Self::Verify(_) => "verify",
            Self::Export => "export",
            Self::DiffPackets { .. } => "packet difference",
            Self::People => "people",
            Self::Systems { .. } => "systems",
            Self::System(_) => "system",
            Self::Inventory { .. } => "inventory",
            Self::Checklists(_) => "checklists",
            Self::Assessment(_) => "assessment",
            Self::MilestoneDiff { .. } => "milestone difference",
            Self::Upgrade(_) => "upgrade",
            Self::Forms(_) => "forms",
            Self::Risk(_) => "risk",
            Self::WhatIf { .. } => "what if",
            Self::Register(_) => "register",
            Self::Waivers(_) => "waivers",
            Self::Readiness { .. } => "readiness",
            Self::Library => "library",
            Self::Pack(_) => "pack",
            Self::Matrices => "matrices",
            Self::Matrix(_) => "matrix",
        }
    }
}

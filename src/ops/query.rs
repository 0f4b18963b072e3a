//! Every question a screen or a listing asks, as a value.

use std::path::PathBuf;

use crate::{
    domain::{digest::Digest, ids::RecordId},
    ops::filter::Filter,
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
    /// How two packets differ, decision by decision.
    DiffPackets {
        /// The earlier one.
        from: PacketSource,
        /// The later one.
        to: PacketSource,
    },
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
            Self::DiffPackets { .. } => "packet difference",
        }
    }
}

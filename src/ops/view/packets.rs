//! Packets as they are listed, read, verified and compared.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    domain::{digest::Digest, ids::RecordId, packet::Packet},
    markdown::Rendered,
};

/// The packets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PacketsView {
    /// The packets, newest first.
    pub lines: Vec<PacketLine>,
}

/// A packet in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PacketLine {
    /// The packet.
    pub id: RecordId,
    /// What people call it.
    pub label: String,
    /// Its title.
    pub title: String,
    /// The day it is true for.
    pub as_of: NaiveDate,
    /// How many decisions it shows.
    pub decisions: u64,
    /// The digest of its file, once frozen.
    pub frozen: Option<Digest>,
}

/// One packet.
#[derive(Debug, Clone)]
pub struct PacketView {
    /// The packet.
    pub packet: Packet,
    /// The digest of its value.
    pub digest: Digest,
    /// The packet it tells the changes since, by label.
    pub previous: Option<(RecordId, String)>,
    /// Its sections in order; only the first where no more was asked for.
    pub sections: Vec<PacketSection>,
    /// The width in cells they were laid out for.
    pub width: u16,
    /// The size of its file in bytes.
    pub bytes: u64,
    /// What the verdict of its system rests on that changed since it was frozen, in words; empty for one that is not frozen or of
    /// no system.
    pub changed_since: Vec<String>,
    /// What stands in the way of freezing it, in words; empty when it can be frozen or is frozen.
    pub obstacles: Vec<String>,
}

/// One section of a packet.
#[derive(Debug, Clone)]
pub struct PacketSection {
    /// What it is called: `What is asked`, `payments/12`.
    pub name: String,
    /// The title of the decision it shows, where it shows one.
    pub title: Option<String>,
    /// Its text laid out.
    pub body: Arc<Rendered>,
}

/// What is true of a packet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerifyView {
    /// What was looked at: a path or a label.
    pub source: String,
    /// What its manifest calls it, where that can be read.
    pub label: Option<String>,
    /// Whether everything that was checked is sound.
    pub sound: bool,
    /// What was checked and how it came out, in order.
    pub checks: Vec<CheckLine>,
    /// What cannot be known from here, in words.
    pub unknown: Vec<String>,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckLine {
    /// The section, `manifest`, or what of the store it was held against.
    pub section: String,
    /// Whether it holds.
    pub holds: bool,
    /// What was found, in words.
    pub found: String,
}

/// How two packets differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PacketDiffView {
    /// The label of the earlier one.
    pub from: String,
    /// The label of the later one.
    pub to: String,
    /// Decisions only in the later one.
    pub added: Vec<String>,
    /// Decisions only in the earlier one.
    pub removed: Vec<String>,
    /// Decisions whose shown revision differs.
    pub changed: Vec<String>,
    /// Decisions that are the same in both.
    pub unchanged: u64,
    /// Other sections that differ.
    pub sections: Vec<String>,
}

//! Review packets: decisions and what is asked about them, put together as one Markdown file that carries its own proof. The
//! same contents give the same bytes; nothing in a decision's text can pass for a part of the packet. Knows no store, no
//! screen, no clock and no file system.
//!
//! [`render`] writes the file, [`verify`] holds it against its own manifest and names the section of every difference,
//! [`parse`] takes a sound one apart, [`diff`] compares two; [`html`] and [`json`] are renderings of the same file.

mod diff;
mod escape;
mod frame;
mod html;
mod json;
mod manifest;
mod readiness;
mod render;
mod sections;
mod verify;
mod walk;

pub use diff::{Difference, diff};
pub use html::html;
pub use json::json;
pub use manifest::{Manifest, Object, Role, SCHEMA};
pub use readiness::{
    Answered, PackAnswers, Proof, Readiness, Risk, Shortfall, SignOff, Step, Waiver,
};
pub use render::{File, Section, render};
pub use verify::{Check, Framed, Parsed, Unsound, Verdict, parse, verify};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{
    digest::Digest, ids::RecordId, link::LinkKind, status::Status, time::StatedDate,
};

/// All that a packet shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// The packet's identity.
    pub id: RecordId,
    /// What people call it: `PKT-2026-001`.
    pub label: String,
    /// Its title.
    pub title: String,
    /// What the board is asked.
    pub ask: Option<String>,
    /// What its maker recommends.
    pub recommendation: Option<String>,
    /// The day it is true for.
    pub as_of: NaiveDate,
    /// The system and whether it may go, where it is a readiness packet.
    pub readiness: Option<Readiness>,
    /// The decisions in the order in which they stand.
    pub decisions: Vec<Decision>,
    /// The links between the decisions and to others, each once: from, kind, to, as references.
    pub relations: Vec<Relation>,
    /// What changed since the packet before; `None` where there is none.
    pub changes: Option<Changes>,
    /// The place and hash of the last event the contents were taken at.
    pub head: Head,
}

/// One decision as a packet shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its identity.
    pub id: RecordId,
    /// How it is printed: `payments/12`.
    pub reference: String,
    /// The digest of its value: the revision that is shown.
    pub revision: Digest,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub status: Status,
    /// The date of the decision.
    pub decided: Option<StatedDate>,
    /// By when it is to be looked at again.
    pub review_by: Option<StatedDate>,
    /// Who decides.
    pub deciders: Vec<String>,
    /// Who was asked.
    pub consulted: Vec<String>,
    /// Who was told.
    pub informed: Vec<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Its links in words and reference: `supersedes`, `payments/9`, title.
    pub links: Vec<(String, String, String)>,
    /// How many comments on it are open.
    pub open_comments: u32,
    /// Whether its text is Markdown; any other is shown as a block of plain text.
    pub is_markdown: bool,
    /// Its text, decoded.
    pub text: String,
}

/// A link as the graph draws it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Relation {
    /// The reference of the one that states it.
    pub from: String,
    /// What it says.
    pub kind: LinkKind,
    /// The reference of the other.
    pub to: String,
}

/// What changed since the packet before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The label of the packet before.
    pub since: String,
    /// Decisions that were not in it: references.
    pub added: Vec<String>,
    /// Decisions that were in it and are no longer: references, with titles where they are known.
    pub removed: Vec<String>,
    /// Decisions that changed, with what changed in words: `status proposed → accepted`, `text`.
    pub changed: Vec<(String, Vec<String>)>,
}

/// The state of the log of changes: `replica:seq:hash`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The store, 32 hexadecimal digits.
    pub replica: String,
    /// The place of its last event.
    pub seq: u64,
    /// The hash of that event.
    pub hash: Digest,
}

#[cfg(test)]
mod tests;

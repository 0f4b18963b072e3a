//! The manifest a packet ends with: what the file holds, object by object, and the digests that prove it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    domain::{digest::Digest, ids::RecordId},
    packet::Head,
};

/// The name of the layout this module writes and reads.
pub const SCHEMA: &str = "archdeck-packet-v1";

/// What a packet says about itself at its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The program that wrote it.
    pub tool: String,
    /// The version of that program.
    pub version: String,
    /// The layout: [`SCHEMA`].
    pub schema: String,
    /// For whom it was made: `board`.
    pub profile: String,
    /// The packet's identity.
    pub packet: RecordId,
    /// What people call it.
    pub label: String,
    /// Its title.
    pub title: String,
    /// The day it is true for.
    pub as_of: NaiveDate,
    /// The place and hash of the last event the contents were taken at.
    pub head: Head,
    /// Its sections in the order in which they stand.
    pub objects: Vec<Object>,
    /// The digest of all bytes above the manifest.
    pub content: Digest,
}

/// One section as the manifest names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Object {
    /// What its frame is called: `cover`, `ask`, `index`, a decision's id, `relations`, `changes`.
    pub id: String,
    /// What it is for.
    pub role: Role,
    /// How a decision is printed; absent for other sections.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The title of a decision; absent for other sections.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The digest of the decision's value; absent for other sections.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<Digest>,
    /// The digest of the framed bytes.
    pub sha256: Digest,
    /// How many bytes are framed.
    pub bytes: u64,
}

/// What a section is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// What the packet is.
    Cover,
    /// What is asked.
    Ask,
    /// The table of its decisions.
    Index,
    /// One decision.
    Decision,
    /// How the decisions hang together.
    Relations,
    /// What changed since the packet before.
    Changes,
}

impl Object {
    /// What people call the section: `What is asked`, `payments/12`.
    pub fn name(&self) -> &str {
        match (self.role, &self.reference) {
            (Role::Decision, Some(reference)) => reference,
            (role, _) => role.name(),
        }
    }
}

impl Role {
    /// What a section of this role is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cover => "Cover",
            Self::Ask => "What is asked",
            Self::Index => "Decisions",
            Self::Decision => "Decision",
            Self::Relations => "Relations",
            Self::Changes => "Changes",
        }
    }
}

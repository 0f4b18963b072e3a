//! A review packet as it is kept: what is asked and which decisions it shows; once frozen, the bytes that were handed over.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{digest::Digest, ids::RecordId};

/// A packet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packet {
    /// Its identity.
    pub id: RecordId,
    /// What people call it: `PKT-2026-001`, the year of its day and a number that is never given twice.
    pub label: String,
    /// Its title.
    pub title: String,
    /// What the board is asked, in one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask: Option<String>,
    /// What its maker recommends, in one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommendation: Option<String>,
    /// The system whose readiness it shows, where it is a readiness packet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<RecordId>,
    /// The decisions it shows, in the order in which they stand.
    pub decisions: Vec<RecordId>,
    /// The day it is true for.
    pub as_of: NaiveDate,
    /// The packet whose decisions it tells the changes since, where one was frozen before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<RecordId>,
    /// What was frozen; absent while it is being put together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frozen: Option<Frozen>,
}

/// What was handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// The digest of the whole file, and the name of its bytes in the store.
    pub digest: Digest,
    /// The digest of each decision's value as it was shown, in the order of `decisions`.
    pub revisions: Vec<Digest>,
    /// What the verdict of its system rested on, part by part, and the digest of all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rested_on: Option<RestedOn>,
}

/// What a verdict rested on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestedOn {
    /// The digest of all of it.
    pub digest: Digest,
    /// Each part in words, with its digest.
    pub parts: Vec<(String, Digest)>,
}

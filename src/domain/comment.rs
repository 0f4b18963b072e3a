//! A comment on a decision: said by one person, open until it is settled. It stands beside the text and never in it.

use serde::{Deserialize, Serialize};

use crate::domain::{ids::RecordId, time::Timestamp};

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Its identity.
    pub id: RecordId,
    /// The decision it is about.
    pub record: RecordId,
    /// Who said it, as asserted by the machine's user.
    pub author: String,
    /// When.
    pub at: Timestamp,
    /// What was said, on one line.
    pub text: String,
    /// Whether it is settled.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub settled: bool,
}

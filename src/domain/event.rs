//! An event: one saved state of one record, said in the words of the field, chained to the event before it.

use serde::{Deserialize, Serialize};

use crate::domain::{
    digest::Digest,
    ids::{GroupId, RecordId},
    time::Timestamp,
};

/// The kind of record an event or a current value is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordKind {
    /// A decision log.
    Log,
    /// A decision record.
    Adr,
    /// A file of a log that is no record.
    Document,
    /// A comment on a decision.
    Comment,
    /// A review packet.
    Packet,
    /// A person.
    Person,
    /// A system.
    System,
    /// A pattern: a reference architecture.
    Pattern,
    /// A pack or rubric that was pinned: its version and the digest of its text.
    Pack,
    /// An assessment.
    Assessment,
    /// An answer of an assessment.
    Answer,
    /// A copy of all answers of an assessment.
    Milestone,
    /// A run of the rubric.
    Tiering,
    /// A waiver.
    Waiver,
    /// A risk of the register.
    Risk,
    /// A sign-off.
    SignOff,
    /// A verdict that was issued.
    Issued,
    /// A decision matrix.
    Matrix,
}

impl RecordKind {
    /// Every kind.
    pub const ALL: [Self; 18] = [
        Self::Log,
        Self::Adr,
        Self::Document,
        Self::Comment,
        Self::Packet,
        Self::Person,
        Self::System,
        Self::Pattern,
        Self::Pack,
        Self::Assessment,
        Self::Answer,
        Self::Milestone,
        Self::Tiering,
        Self::Waiver,
        Self::Risk,
        Self::SignOff,
        Self::Issued,
        Self::Matrix,
    ];

    /// Whether records of it belong to the governance of systems.
    pub const fn is_governance(self) -> bool {
        !matches!(
            self,
            Self::Log | Self::Adr | Self::Document | Self::Comment | Self::Packet
        )
    }

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Adr => "adr",
            Self::Document => "document",
            Self::Comment => "comment",
            Self::Packet => "packet",
            Self::Person => "person",
            Self::System => "system",
            Self::Pattern => "pattern",
            Self::Pack => "pack",
            Self::Assessment => "assessment",
            Self::Answer => "answer",
            Self::Milestone => "milestone",
            Self::Tiering => "tiering",
            Self::Waiver => "waiver",
            Self::Risk => "risk",
            Self::SignOff => "sign-off",
            Self::Issued => "issued",
            Self::Matrix => "matrix",
        }
    }
}

/// One event as it is stored and hashed. Its canonical bytes are JSON with sorted keys and no insignificant space.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The version of this shape: 1.
    pub v: u32,
    /// The store's own identity, 32 hexadecimal digits.
    pub replica: String,
    /// Its place in the chain, from 1.
    pub seq: u64,
    /// The hash of the event before it, 64 hexadecimal digits; zeros for the first.
    pub prev: String,
    /// When it was saved.
    pub at: Timestamp,
    /// Who did it, as asserted by the machine's user.
    pub actor: String,
    /// What happened: `adr.imported`, `adr.edited`, `log.removed` …
    pub verb: String,
    /// What kind of record it is about.
    pub kind: RecordKind,
    /// The record.
    pub record: RecordId,
    /// The digest of the value this one was made from; absent when the record is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Digest>,
    /// The whole new value; `null` when the record is gone.
    pub value: serde_json::Value,
    /// Why, in the words of the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The user action it belongs to.
    pub group: GroupId,
    /// The user action it takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<GroupId>,
}

/// The bytes every event hash starts with, so that no other hash can be taken for one.
pub const EVENT_HASH_PREFIX: &[u8] = b"archdeck-event-v1\0";

/// The canonical bytes of a value: JSON with sorted keys and no insignificant space.
pub fn canonical(value: &serde_json::Value) -> Vec<u8> {
    // serde_json keeps maps sorted (its `preserve_order` feature is off) and writes no space.
    value.to_string().into_bytes()
}

/// The digest of a record's value; `None` for a record that is gone.
pub fn value_digest(value: &serde_json::Value) -> Option<Digest> {
    (!value.is_null()).then(|| Digest::of(&canonical(value)))
}

/// The hash of an event's canonical bytes.
pub fn event_hash(bytes: &[u8]) -> Digest {
    Digest::of_parts(&[EVENT_HASH_PREFIX, bytes])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_canonical_form_sorts_keys_at_every_depth() {
        let value = serde_json::json!({"b": 1, "a": {"d": 2, "c": 3}});
        assert_eq!(canonical(&value), br#"{"a":{"c":3,"d":2},"b":1}"#);
    }
}

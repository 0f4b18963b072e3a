//! Saving one user action: its changes, and the bytes they name, whole or not at all.
//!
//! Here it is decided whether a change is allowed; what follows from it is the projections' business.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::{
    domain::{
        digest::Digest,
        event::RecordKind,
        ids::{GroupId, RecordId},
        time::Timestamp,
    },
    store::{
        StoreError, blob, current, log,
        projection::{Projector, Shape},
    },
};

/// One user action: the changes that are saved, and taken back, together.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Its identity.
    pub id: GroupId,
    /// When it was done.
    pub at: Timestamp,
    /// Who did it.
    pub actor: String,
    /// The action it takes back.
    pub undoes: Option<GroupId>,
    /// The changes, in order.
    pub puts: Vec<Put>,
    /// The bytes the new values name by their digests.
    pub blobs: Vec<Vec<u8>>,
}

/// One change of one record.
#[derive(Debug, Clone, PartialEq)]
pub struct Put {
    /// What the record is.
    pub kind: RecordKind,
    /// The record.
    pub record: RecordId,
    /// What happens to it, in the words of the field: `adr.accepted`.
    pub verb: String,
    /// The digest of the value the change was made from; `None` when there was none.
    pub base: Option<Digest>,
    /// The whole new value; `null` when the record goes.
    pub value: serde_json::Value,
    /// Why, in the words of the person.
    pub reason: Option<String>,
}

/// Where in the chain a group was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    /// The place of its first event.
    pub first_seq: u64,
    /// The place of its last event.
    pub last_seq: u64,
}

impl Saved {
    /// How many events were saved.
    pub const fn events(self) -> u64 {
        self.last_seq - self.first_seq + 1
    }
}

/// Saves a group in one transaction; where `seen` names the last event its maker knew of, only if that is still the last.
pub(super) fn save(db: &Connection, group: &Group, seen: Option<u64>) -> Result<Saved, StoreError> {
    if group.puts.is_empty() {
        return Err(StoreError::Nothing);
    }
    let saving = Transaction::new_unchecked(db, TransactionBehavior::Immediate)?;
    let mut head = log::Head::read(&saving)?;
    if seen.is_some_and(|seen| seen != head.seq()) {
        return Err(StoreError::Overtaken);
    }
    for bytes in &group.blobs {
        blob::keep(&saving, bytes)?;
    }
    let first_seq = head.seq() + 1;
    let mut projector = Projector::new(&saving, &saving);
    for put in &group.puts {
        check_base(&saving, put)?;
        check_blobs(&saving, put)?;
        let event = head.append(&saving, group, put.clone())?;
        projector.project(&event)?;
    }
    projector.finish()?;
    saving.commit()?;
    Ok(Saved {
        first_seq,
        last_seq: head.seq(),
    })
}

/// Refuses a change made from a value that is no longer the current one.
fn check_base(db: &Connection, put: &Put) -> Result<(), StoreError> {
    let found = current::digest(db, put.record)?;
    if found != put.base {
        return Err(StoreError::Stale {
            record: put.record,
            expected: put.base,
            found,
        });
    }
    if found.is_none() && put.value.is_null() {
        return Err(StoreError::Value {
            kind: put.kind,
            record: put.record,
            reason: "there is nothing to remove".to_owned(),
        });
    }
    Ok(())
}

/// Refuses a value that names bytes nobody has.
fn check_blobs(db: &Connection, put: &Put) -> Result<(), StoreError> {
    if put.value.is_null() {
        return Ok(());
    }
    let shape = Shape::read(put.kind, put.record, &put.value)?;
    for digest in shape.blobs() {
        if !blob::holds(db, digest)? {
            return Err(StoreError::BlobMissing {
                record: put.record,
                digest,
            });
        }
    }
    Ok(())
}

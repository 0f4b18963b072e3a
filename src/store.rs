//! Events, blobs and the state of now in one local `SQLite` file: the only place that names `rusqlite`.
//!
//! A [`Store`] is one connection, owned by one thread. Every user action is one [`Group`], saved whole and on the disk when
//! [`Store::save`] returns, or not at all. It must not know file formats, screens, or the clock.

mod actions;
mod adr_tables;
mod backup;
mod blob;
mod check;
mod current;
mod error;
mod find;
mod fingerprint;
mod links;
mod log;
mod open;
mod place;
mod projection;
mod reads;
mod rows;
mod schema;
mod search;
mod snippet;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::domain::{
    digest::Digest,
    event::RecordKind,
    ids::{GroupId, RecordId},
    time::Timestamp,
};

pub use self::{
    check::{Check, Outcome},
    current::Current,
    error::StoreError,
    find::Reference,
    links::{Edge, ResolvedLink, StatedBy},
    log::StoredEvent,
    reads::Interrupt,
    rows::{Counts, RowOrder},
    search::{SearchHit, SearchQuery},
};

/// One open store.
#[derive(Debug)]
pub struct Store {
    db: Connection,
    path: PathBuf,
    read_only: bool,
}

/// What a store is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// To read and save; begins a store where there is none, and falls back to reading where saving is not allowed.
    ReadWrite,
    /// To read what is there.
    ReadOnly,
}

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

impl Store {
    /// Opens the store at a path; for writing, begins one where there is none.
    ///
    /// # Errors
    /// When the path is a link, lies on a network file system, holds something else, was written by a newer version, or is
    /// damaged. The file is then as it was.
    pub fn open(path: &Path, access: Access) -> Result<Self, StoreError> {
        open::open(path, access, &place::Machine)
    }

    /// A store that lives as long as the value: for tests and trials.
    ///
    /// # Errors
    /// When memory is short.
    pub fn in_memory() -> Result<Self, StoreError> {
        open::in_memory()
    }

    /// Whether nothing can be saved, for want of rights or because it was asked for so.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Where the store lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Saves one user action. When this returns, it is on the disk.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when a record was changed since it was read; others when the disk is full or a value does not
    /// have the shape of its kind. Nothing is saved then.
    #[expect(clippy::needless_pass_by_value, reason = "a saved group is used up")]
    pub fn save(&mut self, group: Group) -> Result<Saved, StoreError> {
        self.writable()?;
        save(&self.db, &group).map_err(|error| error.at(&self.path, "saving"))
    }

    /// Throws away everything that can be made again and replays the events, all or nothing.
    ///
    /// # Errors
    /// When an event cannot be read or the disk is full. The tables are then as they were.
    pub fn rebuild(&mut self) -> Result<(), StoreError> {
        self.writable()?;
        projection::rebuild(&self.db).map_err(|error| error.at(&self.path, "rebuilding"))
    }

    fn writable(&self) -> Result<(), StoreError> {
        if self.read_only {
            return Err(StoreError::ReadOnly {
                path: self.path.clone(),
            });
        }
        Ok(())
    }
}

fn save(db: &Connection, group: &Group) -> Result<Saved, StoreError> {
    if group.puts.is_empty() {
        return Err(StoreError::Nothing);
    }
    let saving = Transaction::new_unchecked(db, TransactionBehavior::Immediate)?;
    for bytes in &group.blobs {
        blob::keep(&saving, bytes)?;
    }
    let mut head = log::Head::read(&saving)?;
    let first_seq = head.seq() + 1;
    for put in &group.puts {
        check_base(&saving, put)?;
        check_blobs(&saving, put)?;
        let event = head.append(&saving, group, put.clone())?;
        let target = projection::Target {
            tables: &saving,
            blobs: &saving,
        };
        projection::project(target, &event)?;
    }
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
    let shape = projection::Shape::read(put.kind, put.record, &put.value)?;
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

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
mod governed;
mod labels;
mod links;
mod log;
mod open;
mod open_comments;
mod place;
mod projection;
mod reads;
mod rows;
mod saving;
mod schema;
mod search;
mod snippet;
mod standing;
mod taken;
mod words;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use rusqlite::Connection;

pub use self::{
    check::{Check, Outcome},
    current::Current,
    error::StoreError,
    find::Reference,
    links::{Edge, ResolvedLink, StatedBy},
    log::StoredEvent,
    open_comments::Commented,
    reads::Interrupt,
    rows::{Counts, RowOrder},
    saving::{Group, Put, Saved},
    search::{SearchHit, SearchQuery},
    standing::Standing,
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
        saving::save(&self.db, &group, None).map_err(|error| error.at(&self.path, "saving"))
    }

    /// The same for an action that adds what its maker did not find: it is saved only if nothing was since `seen`, the place
    /// of the last event that was known when the store was looked at; see [`Store::last_seq`].
    ///
    /// # Errors
    /// [`StoreError::Overtaken`] when something was; else as for [`Store::save`]. Nothing is saved then.
    #[expect(clippy::needless_pass_by_value, reason = "a saved group is used up")]
    pub fn save_upon(&mut self, seen: u64, group: Group) -> Result<Saved, StoreError> {
        self.writable()?;
        saving::save(&self.db, &group, Some(seen)).map_err(|error| error.at(&self.path, "saving"))
    }

    /// The place of the last event; 0 before the first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn last_seq(&self) -> Result<u64, StoreError> {
        log::Head::read(&self.db)
            .map(|head| head.seq())
            .map_err(|error| error.at(&self.path, "reading"))
    }

    /// Keeps the lines of systems that were computed after the event `seen`, if that is still the last one.
    ///
    /// # Errors
    /// When the store is open for reading only or the disk is full.
    pub fn keep_standings(&mut self, seen: u64, standings: &[Standing]) -> Result<(), StoreError> {
        self.writable()?;
        standing::keep(&self.db, seen, standings).map_err(|error| error.at(&self.path, "saving"))
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

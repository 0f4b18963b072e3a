//! Care of the store: is it sound, make its derived tables anew, copy it, write all of it out.

use std::path::Path;

use crate::{
    domain::digest::Digest,
    ops::{error::OpsError, workbench::Workbench},
};

pub use crate::store::{Check, Outcome, StoredEvent};

impl Workbench {
    /// Checks the whole store, one line each, with what to do.
    pub fn doctor(&self) -> Vec<Check> {
        self.store.verify()
    }

    /// Throws everything derived away and makes it again from the events.
    ///
    /// # Errors
    /// When the store cannot be written; then nothing changed.
    pub fn rebuild(&mut self) -> Result<(), OpsError> {
        Ok(self.store.rebuild()?)
    }

    /// Copies the store into a new file and checks the copy.
    ///
    /// # Errors
    /// When the file exists or cannot be written.
    pub fn backup(&self, to: &Path) -> Result<(), OpsError> {
        Ok(self.store.backup_to(to)?)
    }

    /// Hands out everything the store holds: every event in the order of the chain, then every kept text.
    ///
    /// # Errors
    /// When the store cannot be read, or `each` fails.
    pub fn dump(&self, each: &mut dyn FnMut(Kept) -> Result<(), OpsError>) -> Result<(), OpsError> {
        self.store
            .each_event(|event| each(Kept::Event(Box::new(event))))?;
        self.store
            .each_blob(|digest, bytes| each(Kept::Text { digest, bytes }))
    }
}

/// One thing the store keeps for ever.
#[derive(Debug, Clone, PartialEq)]
pub enum Kept {
    /// An event.
    Event(Box<StoredEvent>),
    /// The bytes of a file, under their digest.
    Text {
        /// Their name.
        digest: Digest,
        /// The bytes.
        bytes: Vec<u8>,
    },
}

//! Care of the store: is it sound, make its derived tables anew, copy it, write all of it out.

use std::path::Path;

use crate::{
    ops::{error::OpsError, workbench::Workbench},
    store::StoredEvent,
};

pub use crate::store::{Check, Outcome};

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

    /// Hands out every event in the order of the chain.
    ///
    /// # Errors
    /// When the store cannot be read, or `each` fails.
    pub fn dump(
        &self,
        each: &mut dyn FnMut(&StoredEvent) -> Result<(), OpsError>,
    ) -> Result<(), OpsError> {
        self.store.each_event(|event| each(&event))
    }
}

//! Stories about the store as the rest of the program sees it.
#![allow(clippy::panic)]

#[path = "support/records.rs"]
mod records;

#[path = "store/decisions.rs"]
mod decisions;
#[path = "store/hostile.rs"]
mod hostile;
#[path = "store/places.rs"]
mod places;
#[path = "store/saving.rs"]
mod saving;

use archdeck::store::{Access, Outcome, Store};
use tempfile::TempDir;

/// A store in a folder of its own.
struct Stage {
    folder: TempDir,
    store: Store,
}

impl Stage {
    fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        let store = Store::open(&folder.path().join("store.db"), Access::ReadWrite).expect("begun");
        Self { folder, store }
    }

    /// Closes the store and gives the folder that holds its file.
    fn closed(self) -> TempDir {
        drop(self.store);
        self.folder
    }
}

fn clean(store: &Store) {
    for check in store.verify() {
        assert_eq!(check.outcome, Outcome::Sound, "{check:?}");
    }
}

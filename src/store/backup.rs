//! A whole copy of the store in a new file, checked before anybody relies on it. The store itself is only read.

use std::{fs, path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags, backup::Backup};

use crate::store::{check, error::StoreError, place};

/// How many pages are copied at a time.
const PAGES: i32 = 4_096;

/// Writes the copy; takes it away again when it is not sound.
pub(super) fn write(db: &Connection, path: &Path) -> Result<(), StoreError> {
    let folder = place::folder_of(path);
    if !folder.exists() {
        place::create_folder(folder)?;
    }
    if !place::create_file(path)? {
        return Err(StoreError::Exists {
            path: path.to_owned(),
        });
    }
    let written = copy(db, path)
        .map_err(|error| about_the_original(error.at(path, "writing the backup"), db))
        .and_then(|()| make_lasting(path, folder));
    if written.is_err() {
        // The error that brought us here says more than one about taking the rest away could.
        for rest in ["", "-journal", "-wal", "-shm"] {
            let _ = fs::remove_file(place::beside(path, rest));
        }
    }
    written
}

/// A copy that is damaged from the start is damaged because the store is.
fn about_the_original(error: StoreError, db: &Connection) -> StoreError {
    match error {
        StoreError::Damaged { detail, .. } => StoreError::Damaged {
            path: db.path().unwrap_or_default().into(),
            detail,
        },
        other => other,
    }
}

fn copy(db: &Connection, path: &Path) -> Result<(), StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut copy = Connection::open_with_flags(path, flags)?;
    Backup::new(db, &mut copy)?.run_to_completion(PAGES, Duration::ZERO, None)?;
    // One file that needs nothing beside it; a store opened from it goes back to write-ahead logging.
    copy.execute_batch("PRAGMA journal_mode=DELETE")?;
    let wrong = check::page_faults(&copy)?;
    match wrong.first() {
        None => Ok(()),
        Some(fault) => Err(StoreError::Damaged {
            path: path.to_owned(),
            detail: fault.clone(),
        }),
    }
}

fn make_lasting(path: &Path, folder: &Path) -> Result<(), StoreError> {
    fs::File::open(path)
        .and_then(|file| file.sync_all())
        .map_err(StoreError::io(path, "syncing"))?;
    place::sync_folder(folder)
}

//! Everything the store can refuse or fail at, in words a person can act on.
//!
//! `SQLite`'s own codes are read here and nowhere else; it must not know what was being saved.

use std::path::{Path, PathBuf};

use rusqlite::{Error as Sqlite, ErrorCode};
use thiserror::Error;

use crate::domain::{digest::Digest, event::RecordKind, ids::RecordId};

/// Why the store did not do what it was asked.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The record was changed by somebody else since it was read. Nothing was saved.
    #[error("the record {record} was changed meanwhile; nothing was saved")]
    Stale {
        /// The record.
        record: RecordId,
        /// The digest of the value the change was made from.
        expected: Option<Digest>,
        /// The digest of the value as it is now; `None` when the record is gone.
        found: Option<Digest>,
    },
    /// Something was saved since the store was looked at. Nothing was saved of the rest.
    #[error("somebody saved meanwhile; nothing was saved")]
    Overtaken,
    /// A group without a single change.
    #[error("there is nothing to save")]
    Nothing,
    /// A value that does not have the shape of its kind.
    #[error("the {} {record} cannot be saved: {reason}", kind.word())]
    Value {
        /// What it was to be.
        kind: RecordKind,
        /// The record.
        record: RecordId,
        /// What is wrong with it.
        reason: String,
    },
    /// A value names bytes that were not handed over with it.
    #[error("the bytes {digest} named by {record} are not in the store")]
    BlobMissing {
        /// The record that names them.
        record: RecordId,
        /// Their digest.
        digest: Digest,
    },
    /// An event that cannot be read.
    #[error("event {seq} cannot be read: {reason}")]
    Event {
        /// Its place in the chain.
        seq: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// There is no file at that place.
    #[error("there is no store at {path}")]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The path is a symbolic link.
    #[error("{path} is a symbolic link; a store is opened by its own path only")]
    Symlink {
        /// The link.
        path: PathBuf,
    },
    /// The path is a folder, a device or a pipe.
    #[error("{path} is not a file")]
    NotAFile {
        /// What was given.
        path: PathBuf,
    },
    /// The folder lies on a network file system, where `SQLite`'s locks cannot be trusted.
    #[error("{path} lies on a network file system ({system})")]
    NetworkFileSystem {
        /// The folder.
        path: PathBuf,
        /// The name of the file system.
        system: &'static str,
    },
    /// A file that is no store.
    #[error("{path} is not an Archdeck store")]
    Foreign {
        /// The file, which was not touched.
        path: PathBuf,
    },
    /// A file of a later version.
    #[error(
        "the store at {path} was written by a newer version (schema {found}, this one reads up to {known})"
    )]
    TooNew {
        /// The file, which was not touched.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema this version reads.
        known: i64,
    },
    /// A file that has to be brought up to date first, opened for reading only.
    #[error("the store at {path} has to be brought up to date, and it was opened for reading only")]
    Outdated {
        /// The file.
        path: PathBuf,
    },
    /// A folder that cannot be written to, with saves beside the file that are not yet part of it.
    #[error("{path} cannot be read: its folder is read-only and unmerged saves lie beside it")]
    UnmergedSaves {
        /// The file.
        path: PathBuf,
    },
    /// The store is open for reading only.
    #[error("the store at {path} is open for reading only")]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// No room left on the disk, or the quota is used up.
    #[error("the disk that holds {path} is full; nothing was saved")]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// The process may not write files as large as the store would be.
    #[error("{path} may not grow: a limit on the size of files is in force; nothing was saved")]
    SizeLimit {
        /// The file.
        path: PathBuf,
    },
    /// Another process kept the store for longer than five seconds.
    #[error("another process has kept {path} busy for more than five seconds")]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The file is damaged.
    #[error("the store at {path} is damaged: {detail}")]
    Damaged {
        /// The file, which was not repaired.
        path: PathBuf,
        /// What was noticed.
        detail: String,
    },
    /// A search was stopped on purpose.
    #[error("the search was stopped")]
    Interrupted,
    /// A backup would write over something.
    #[error("{path} exists already")]
    Exists {
        /// What is there.
        path: PathBuf,
    },
    /// The operating system refused.
    #[error("{doing} {path} failed: {source}")]
    Io {
        /// What was being done.
        doing: &'static str,
        /// To what.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Anything else `SQLite` reports.
    #[error("{doing} in {path} failed: {source}")]
    Sqlite {
        /// What was being done.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// What `SQLite` says.
        source: rusqlite::Error,
    },
}

impl StoreError {
    /// What to do next, where there is something to do.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Stale { .. } => "Read the record again and make the change to what it is now.",
            Self::Overtaken => "Do it again.",
            Self::Missing { .. } => "Open it for writing to begin a new one, or mend the path.",
            Self::Symlink { .. } => "Give the path the link points to.",
            Self::NotAFile { .. } => "Give the path of a file.",
            Self::NetworkFileSystem { .. } => {
                "Put the store on a local disk; take a backup to the share instead."
            }
            Self::Foreign { .. } => "Give another path; the file was not touched.",
            Self::TooNew { .. } => {
                "Upgrade Archdeck, or point --store at an older file; this one was not touched."
            }
            Self::Outdated { .. } => "Open it once for writing.",
            Self::UnmergedSaves { .. } => {
                "Open it once where its folder can be written to, then close it."
            }
            Self::ReadOnly { .. } => {
                "Leave `--read-only` out; without it, give yourself the right to write to the file and its folder."
            }
            Self::Full { .. } => "Free some space there and save again.",
            Self::SizeLimit { .. } => "Raise the limit (`ulimit -f`) and do it again.",
            Self::Io { .. } => "Check the path and the rights to it, or name another.",
            Self::Busy { .. } => "Close the other process, or wait for it, and try again.",
            Self::Damaged { .. } | Self::Event { .. } => {
                "Keep the file as it is, run `archdeck doctor`, and go back to a backup."
            }
            Self::Exists { .. } => "Give a path where nothing is yet.",
            Self::Nothing
            | Self::Value { .. }
            | Self::BlobMissing { .. }
            | Self::Interrupted
            | Self::Sqlite { .. } => return None,
        };
        Some(hint.to_owned())
    }

    /// The same error with the place and the deed, its code read for what a person can do about it.
    pub(super) fn at(self, path: &Path, doing: &'static str) -> Self {
        let Self::Sqlite { source, .. } = self else {
            return self;
        };
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full { path },
            Some(ErrorCode::SystemIoFailure) if no_room_left(&path) => Self::Full { path },
            Some(ErrorCode::SystemIoFailure) if could_not_grow(&source) && has_size_limit() => {
                Self::SizeLimit { path }
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { path },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { path },
            Some(ErrorCode::OperationInterrupted) => Self::Interrupted,
            Some(ErrorCode::NotADatabase) => Self::Foreign { path },
            Some(ErrorCode::DatabaseCorrupt) => damaged(path, &source),
            None if is_unreadable(&source) => damaged(path, &source),
            _ => Self::Sqlite {
                doing,
                path,
                source,
            },
        }
    }

    /// An I/O error with its place.
    pub(super) fn io(path: &Path, doing: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| match source.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
                Self::Full { path }
            }
            _ => Self::Io {
                doing,
                path,
                source,
            },
        }
    }

    /// Whether the search index is what does not fit; see [`is_stale_index`].
    pub(super) fn is_stale_index(&self) -> bool {
        matches!(self, Self::Sqlite { source, .. } if is_stale_index(source))
    }
}

impl From<rusqlite::Error> for StoreError {
    /// An error without its place yet; every public operation adds it with `at`.
    fn from(source: Sqlite) -> Self {
        Self::Sqlite {
            doing: "work",
            path: PathBuf::new(),
            source,
        }
    }
}

/// `SQLITE_CORRUPT_VTAB` is what FTS5 says when its index disagrees with itself or its text: the data is sound, the index is not.
pub(super) fn is_stale_index(error: &Sqlite) -> bool {
    error.sqlite_extended_error_code() == Some(rusqlite::ffi::SQLITE_CORRUPT_VTAB)
}

fn damaged(path: PathBuf, source: &Sqlite) -> StoreError {
    StoreError::Damaged {
        path,
        detail: source.to_string(),
    }
}

/// Values in a column that cannot be what was written there.
fn is_unreadable(error: &Sqlite) -> bool {
    matches!(
        error,
        Sqlite::FromSqlConversionFailure(..)
            | Sqlite::InvalidColumnType(..)
            | Sqlite::IntegralValueOutOfRange(..)
            | Sqlite::Utf8Error(..)
    )
}

/// Whether it was writing that failed, into the file or into the memory readers share.
fn could_not_grow(error: &Sqlite) -> bool {
    use rusqlite::ffi::{SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_WRITE};
    let code = error.sqlite_extended_error_code();
    [SQLITE_IOERR_WRITE, SQLITE_IOERR_SHMSIZE]
        .map(Some)
        .contains(&code)
}

/// Whether this process may write files of a certain size only: the likely reason of an I/O error on a disk with room.
fn has_size_limit() -> bool {
    use rustix::process::{Resource, getrlimit};
    getrlimit(Resource::Fsize).current.is_some()
}

/// A write that fails for want of room or at a quota is often reported by `SQLite` as an I/O error; the file system says so.
fn no_room_left(path: &Path) -> bool {
    let folder = path.parent().unwrap_or(path);
    rustix::fs::statvfs(folder).is_ok_and(|disk| disk.f_bavail < 16)
}

//! The place where a store lies: what the file system says about it before `SQLite` is asked anything.
//!
//! It creates the folder and the file with their modes; it must not know what is inside.

use std::{
    fs::{self, DirBuilder, OpenOptions},
    io::ErrorKind,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use crate::store::error::StoreError;

/// What the ladder asks the system; a test answers in its place.
pub(super) trait Surroundings {
    /// The magic number of the file system that holds this folder.
    fn file_system(&self, folder: &Path) -> std::io::Result<u64>;
    /// Whether this user may write there.
    fn may_write(&self, path: &Path) -> bool;
}

/// The machine as it is.
pub(super) struct Machine;

impl Surroundings for Machine {
    fn file_system(&self, folder: &Path) -> std::io::Result<u64> {
        Ok(rustix::fs::statfs(folder)?.f_type as u64 & 0xFFFF_FFFF)
    }

    fn may_write(&self, path: &Path) -> bool {
        rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok()
    }
}

/// File systems whose locks or shared memory do not hold between machines.
const NETWORK: [(u64, &str); 10] = [
    (0x6969, "NFS"),
    (0x517B, "SMB"),
    (0xFF53_4D42, "CIFS"),
    (0xFE53_4D42, "SMB2"),
    (0x5346_414F, "AFS"),
    (0x6B41_4653, "kAFS"),
    (0x0102_1997, "9p"),
    (0x00C3_6400, "Ceph"),
    (0x6573_5546, "FUSE, such as sshfs"),
    (0x7375_7245, "Coda"),
];

/// What lies at the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    Nothing,
    EmptyFile,
    File,
}

/// Looks at the path without following it.
pub(super) fn look(path: &Path) -> Result<Found, StoreError> {
    let meta = match fs::symlink_metadata(path) {
        Ok(meta) => meta,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(StoreError::io(path, "looking at")(error)),
    };
    let path = path.to_owned();
    if meta.is_symlink() {
        return Err(StoreError::Symlink { path });
    }
    if !meta.is_file() {
        return Err(StoreError::NotAFile { path });
    }
    Ok(if meta.len() == 0 {
        Found::EmptyFile
    } else {
        Found::File
    })
}

/// The path with its folder's links resolved, so that the last part alone decides whether a link is followed.
pub(super) fn settled(path: &Path) -> Result<PathBuf, StoreError> {
    let (Some(name), folder) = (path.file_name(), folder_of(path)) else {
        return Err(StoreError::NotAFile {
            path: path.to_owned(),
        });
    };
    let folder = fs::canonicalize(folder).map_err(StoreError::io(folder, "opening the folder"))?;
    Ok(folder.join(name))
}

/// The folder of a path; `.` where none is written.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Refuses a folder on a network file system.
pub(super) fn refuse_network(
    folder: &Path,
    surroundings: &dyn Surroundings,
) -> Result<(), StoreError> {
    let magic = surroundings
        .file_system(folder)
        .map_err(StoreError::io(folder, "asking for the file system of"))?;
    match NETWORK.iter().find(|(known, _)| *known == magic) {
        Some((_, system)) => Err(StoreError::NetworkFileSystem {
            path: folder.to_owned(),
            system,
        }),
        None => Ok(()),
    }
}

/// Creates the folder, for this user only. A folder that exists keeps its mode.
pub(super) fn create_folder(folder: &Path) -> Result<(), StoreError> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(StoreError::io(folder, "creating the folder"))
}

/// Creates the file, for this user only; `false` when somebody else was faster.
pub(super) fn create_file(path: &Path) -> Result<bool, StoreError> {
    let made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    match made {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(StoreError::io(path, "creating")(error)),
    }
}

/// Makes sure that the name of a new file survives a power cut.
pub(super) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    fs::File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(StoreError::io(folder, "syncing the folder"))
}

/// The path of a file that `SQLite` keeps beside the store, such as `-wal`.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

//! The bytes of a packet that came as a file: an ordinary one, of a size a packet may have. Never waits for a pipe.

use std::{
    fs::File,
    io::{self, Read as _},
    path::Path,
};

use crate::ops::{error::OpsError, exchange::export::target::file_error};

/// The most bytes of a packet that are read: 64 MiB.
const LIMIT: u64 = 64 << 20;

/// The bytes of a packet's file.
///
/// # Errors
/// When it is not there, is no ordinary file, is too large or cannot be read.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, OpsError> {
    let unread = |cause: io::Error| file_error("cannot read the packet", path, &cause);
    let file = open(path).map_err(unread)?;
    let about = file.metadata().map_err(unread)?;
    if !about.is_file() {
        let what = if about.is_dir() {
            "a folder"
        } else {
            "a device, pipe or socket"
        };
        return Err(refused(path, &format!("is {what}, not a packet")));
    }
    let mut bytes = Vec::with_capacity(about.len().min(LIMIT) as usize);
    file.take(LIMIT + 1)
        .read_to_end(&mut bytes)
        .map_err(unread)?;
    if bytes.len() as u64 > LIMIT {
        return Err(refused(path, "has more than 64 MiB; no packet is so large"));
    }
    Ok(bytes)
}

fn refused(path: &Path, why: &str) -> OpsError {
    OpsError::Refused {
        what: format!("{} {why}", path.display()),
        hint: "Name the file that `archdeck packet export` wrote.".to_owned(),
    }
}

#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = rustix::fs::OFlags::NONBLOCK.bits() as i32;
    File::options().read(true).custom_flags(flags).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

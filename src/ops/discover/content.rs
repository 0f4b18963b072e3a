//! Opens one file without following a link and without waiting for a pipe, and reads it up to a limit.
//! Knows nothing of logs.

use std::{fs::File, io::Read as _, path::Path};

use crate::domain::{finding::Finding, text::FILE_LIMIT};

/// The bytes of an ordinary file, or why they were not read.
pub(in crate::ops) fn read(path: &Path) -> Result<Vec<u8>, Finding> {
    let file = open(path)?;
    let about = file.metadata().map_err(|error| unreadable(&error))?;
    if !about.is_file() {
        return Err(not_ordinary(if about.is_dir() {
            "a folder"
        } else {
            "a device, pipe or socket"
        }));
    }
    let mut bytes =
        Vec::with_capacity(usize::try_from(about.len().min(FILE_LIMIT)).unwrap_or_default());
    file.take(FILE_LIMIT + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > FILE_LIMIT {
        return Err(Finding::new(
            "too-large",
            format!(
                "the file has {} bytes; at most {FILE_LIMIT} (8 MiB) are read; split it or leave it out",
                about.len().max(FILE_LIMIT + 1)
            ),
        ));
    }
    Ok(bytes)
}

/// The text of a configuration file, where there is one that can be read.
pub(super) fn text(path: &Path) -> Option<String> {
    String::from_utf8(read(path).ok()?).ok()
}

#[cfg(unix)]
fn open(path: &Path) -> Result<File, Finding> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    match rustix::fs::open(path, flags, Mode::empty()) {
        Ok(file) => Ok(File::from(file)),
        Err(rustix::io::Errno::LOOP) => Err(symbolic_link()),
        Err(rustix::io::Errno::NXIO) => Err(not_ordinary("a device, pipe or socket")),
        Err(error) => Err(unreadable(&error.into())),
    }
}

#[cfg(not(unix))]
fn open(path: &Path) -> Result<File, Finding> {
    File::open(path).map_err(|error| unreadable(&error))
}

pub(super) fn symbolic_link() -> Finding {
    Finding::new(
        "symbolic-link",
        "a symbolic link; links are not followed, import the file it leads to",
    )
}

pub(super) fn not_ordinary(what: &str) -> Finding {
    Finding::new(
        "not-a-file",
        format!("{what}, not an ordinary file; it was left out"),
    )
}

pub(super) fn name_not_utf8() -> Finding {
    Finding::new(
        "name-not-utf8",
        "the name of the file is not UTF-8; rename it to import it",
    )
}

pub(super) fn unreadable(error: &std::io::Error) -> Finding {
    Finding::new(
        "unreadable",
        format!("the file cannot be read ({error}); check its permissions"),
    )
}

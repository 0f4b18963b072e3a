//! Files written whole: beside the target first, on the disk, then put in its place. It must not know what is written, nor
//! whether it may take the place of what is there.

use crate::{
    domain::digest::Digest,
    ops::{error::OpsError, exchange::export::target::file_error},
};
use std::{
    fs,
    io::{self, Write as _},
    path::Path,
};

/// What became of a file that was to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HandedOver {
    /// It holds these bytes already.
    Already,
    /// It was written.
    Written,
}

/// Writes something a person asked for to a file of theirs, never in the place of another one unless that is to give way.
///
/// # Errors
/// When something else is there, or the file cannot be written; it is then as it was.
pub(crate) fn hand_over(file: &Path, bytes: &[u8], replaces: bool) -> Result<HandedOver, OpsError> {
    if is_there(file, bytes, replaces)? {
        return Ok(HandedOver::Already);
    }
    write_whole(file, bytes).map_err(|cause| file_error("cannot write the file", file, &cause))?;
    Ok(HandedOver::Written)
}

/// Whether these bytes stand in the file already; another file is in the way unless it is to give way.
fn is_there(file: &Path, bytes: &[u8], replaces: bool) -> Result<bool, OpsError> {
    let about = match fs::symlink_metadata(file) {
        Ok(about) => about,
        Err(missing) if missing.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(cause) => return Err(file_error("cannot look at the file", file, &cause)),
    };
    if !about.is_file() {
        let what = if about.is_dir() {
            "is a folder"
        } else {
            "is a link or no ordinary file"
        };
        return Err(in_the_way(file, what, "Name another file."));
    }
    let same = about.len() == bytes.len() as u64
        && fs::read(file).is_ok_and(|there| Digest::of(&there) == Digest::of(bytes));
    if !same && !replaces {
        let hint = "Name another file, or replace it with `--force`.";
        return Err(in_the_way(
            file,
            "is there already and holds something else",
            hint,
        ));
    }
    Ok(same)
}

fn in_the_way(file: &Path, what: &str, hint: &str) -> OpsError {
    OpsError::Refused {
        what: format!("{} {what}; nothing was written", file.display()),
        hint: hint.to_owned(),
    }
}

/// Writes a file whole; missing folders are made, and a file that is replaced lends its mode to the new one.
///
/// # Errors
/// When the folder or the file cannot be written. The target is then as it was, and nothing is left beside it.
pub(crate) fn write_whole(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder)?;
    let mut beside = tempfile::Builder::new()
        .prefix(".archdeck-")
        .tempfile_in(folder)
        .map_err(|error| without_its_name(&error))?;
    beside.as_file_mut().write_all(bytes)?;
    keep_mode(beside.as_file(), target)?;
    beside.as_file().sync_all()?;
    beside.persist(target).map_err(|refused| refused.error)?;
    Ok(())
}

/// What went wrong, without the name of a file that nobody will ever see.
fn without_its_name(error: &io::Error) -> io::Error {
    error
        .raw_os_error()
        .map_or_else(|| error.kind().into(), io::Error::from_raw_os_error)
}

/// The file keeps the mode of the one it replaces; a new one gets the usual mode of a text.
#[cfg(unix)]
fn keep_mode(file: &fs::File, target: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = fs::metadata(target).map_or(0o644, |meta| meta.permissions().mode() & 0o777);
    file.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn keep_mode(_file: &fs::File, _target: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_keeps_its_mode() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("new/below/0001-x.md");
        write_whole(&target, b"one").unwrap();
        fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
        write_whole(&target, b"two").unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"two");
        let mode = fs::metadata(&target).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
        assert_eq!(fs::read_dir(target.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn what_cannot_be_written_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("taken");
        fs::create_dir_all(target.join("full")).unwrap();
        assert!(write_whole(&target, b"text").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

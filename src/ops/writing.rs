//! Writing a file whole or not at all: beside its target first, flushed to the disk, then put in its place. Knows nothing of
//! what is written.

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
};

/// Writes a file whole; the folders above it are made where they are missing.
///
/// # Errors
/// When there is no room or no right to write; the target is as it was then.
pub(super) fn write(target: &Path, bytes: &[u8]) -> io::Result<()> {
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
    beside.as_file().sync_all()?;
    keep_mode(beside.as_file(), target)?;
    beside.persist(target).map_err(|refused| refused.error)?;
    Ok(())
}

/// What went wrong, without the name of a file that nobody will ever see.
fn without_its_name(error: &io::Error) -> io::Error {
    io::Error::from(error.kind())
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

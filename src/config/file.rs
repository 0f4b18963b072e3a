//! Reads a small file of the user's: an ordinary one, of a size a person could have written. Never waits for a pipe.

use std::{
    fs::File,
    io::{self, Read as _},
    path::Path,
};

/// A larger file is none of ours.
const LIMIT: u64 = 64 * 1024;

/// The text of a file; `None` where there is none.
///
/// # Errors
/// Why it cannot be read, in words that follow `cannot be read`.
pub fn small_text(file: &Path) -> Result<Option<String>, String> {
    match read(file) {
        Ok(bytes) if bytes.len() as u64 > LIMIT => {
            Err(format!("it is larger than {} KiB", LIMIT / 1024))
        }
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text)),
            Err(wrong) => Err(not_utf8(wrong.as_bytes(), wrong.utf8_error().valid_up_to())),
        },
        Err(cause) => match cause.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Ok(None),
            _ => Err(cause.to_string()),
        },
    }
}

fn not_utf8(bytes: &[u8], at: usize) -> String {
    let line = crate::domain::text::line_at(bytes, at);
    format!("line {line}, byte {at} is not UTF-8")
}

fn read(file: &Path) -> io::Result<Vec<u8>> {
    let open = open(file)?;
    if !open.metadata()?.is_file() {
        return Err(io::Error::other("it is no ordinary file"));
    }
    let mut bytes = Vec::new();
    open.take(LIMIT + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(unix)]
fn open(file: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut open = File::options();
    open.read(true)
        .custom_flags(rustix::fs::OFlags::NONBLOCK.bits() as i32);
    open.open(file)
}

#[cfg(not(unix))]
fn open(file: &Path) -> io::Result<File> {
    File::open(file)
}

//! The user's editor: a text goes out as a private file, what comes back is checked, and a draft is never lost.
//!
//! The command comes from the environment alone, never from a store or a repository, and no shell reads it.

use std::{
    env, fs, io,
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
    process::Command,
};

use thiserror::Error;

use crate::domain::text::{FILE_LIMIT, line_at};

/// What came of editing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edited {
    /// The text is the one that was given; no draft is kept.
    Unchanged,
    /// Another text.
    Changed {
        /// The text.
        bytes: Vec<u8>,
        /// The file that keeps it until it is saved; see [`discard`].
        draft: PathBuf,
    },
}

/// Why there is no new text. Where a draft exists it is kept, and named.
#[derive(Debug, Error)]
pub enum EditorError {
    /// The command cannot be split into words.
    #[error("the editor command `{command}` cannot be read: {cause}")]
    Command {
        /// As the environment has it.
        command: String,
        /// What is wrong.
        cause: String,
    },
    /// The private file could not be made.
    #[error("no file for the editor could be made in {folder}: {cause}")]
    Folder {
        /// Where.
        folder: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// The program could not be started.
    #[error("the editor `{program}` could not be started: {cause}; the text is in {draft}")]
    Start {
        /// The program.
        program: String,
        /// What the system said.
        cause: io::Error,
        /// The kept text.
        draft: PathBuf,
    },
    /// The program said that it failed.
    #[error("the editor ended with {status}; nothing was saved, the text is in {draft}")]
    Failed {
        /// How it ended.
        status: String,
        /// The kept text.
        draft: PathBuf,
    },
    /// The result cannot be taken.
    #[error("the edited file {draft} {why}; nothing was saved")]
    Result {
        /// What is wrong with it.
        why: String,
        /// Where it is, or was.
        draft: PathBuf,
    },
}

impl EditorError {
    /// What to do next.
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Command { .. } => "Set $VISUAL or $EDITOR; quotes around a path with spaces.",
            Self::Folder { .. } => "Check $TMPDIR and the free space there.",
            Self::Start { .. } => "Set $VISUAL or $EDITOR to an editor that is installed.",
            Self::Failed { .. } | Self::Result { .. } => {
                "Edit again, or hand a text over with `adr edit REF --file FILE`."
            }
        }
    }
}

/// The editor's command: `$VISUAL`, else `$EDITOR`, else `vi` or `nano`, whichever is installed.
pub fn command() -> String {
    let set = ["VISUAL", "EDITOR"]
        .into_iter()
        .filter_map(env::var_os)
        // A name with broken characters starts nothing, and that is said, where another editor would be a surprise.
        .map(|command| command.to_string_lossy().into_owned())
        .find(|command| !command.trim().is_empty());
    set.unwrap_or_else(|| {
        let installed = ["vi", "nano"].into_iter().find(|name| is_on_path(name));
        installed.unwrap_or("vi").to_owned()
    })
}

fn is_on_path(program: &str) -> bool {
    let folders = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&folders).any(|folder| folder.join(program).is_file())
}

/// Opens `bytes` in the editor under `file_name` and waits for it to end. The caller lends it the terminal.
///
/// # Errors
/// When the editor cannot be started, fails, or leaves no text behind; a draft that exists is kept and named.
pub fn edit(command: &str, file_name: &str, bytes: &[u8]) -> Result<Edited, EditorError> {
    let (program, arguments) = split(command)?;
    let draft = lay_out(file_name, bytes)?;
    let outcome = Command::new(&program).args(&arguments).arg(&draft).status();
    let status = outcome.map_err(|cause| EditorError::Start {
        program,
        cause,
        draft: draft.clone(),
    })?;
    if !status.success() {
        return Err(EditorError::Failed {
            status: status.to_string(),
            draft,
        });
    }
    let edited = read_own(&draft).map_err(|why| EditorError::Result {
        why,
        draft: draft.clone(),
    })?;
    if let Some(why) = unreadable(&edited, bytes) {
        return Err(EditorError::Result { why, draft });
    }
    if edited == bytes {
        discard(&draft);
        return Ok(Edited::Unchanged);
    }
    Ok(Edited::Changed {
        bytes: edited,
        draft,
    })
}

/// Removes a draft and its folder once its text is saved. What else lies in the folder is left.
pub fn discard(draft: &Path) {
    // A draft that stays behind is a file in a private folder: no reason to fail a save that went well.
    let _ = fs::remove_file(draft);
    if let Some(folder) = draft.parent() {
        let _ = fs::remove_dir(folder);
    }
}

fn split(command: &str) -> Result<(String, Vec<String>), EditorError> {
    let refused = |cause: &str| EditorError::Command {
        command: command.to_owned(),
        cause: cause.to_owned(),
    };
    let mut words = shell_words::split(command).map_err(|error| refused(&error.to_string()))?;
    if words.is_empty() {
        return Err(refused("it is empty"));
    }
    let program = words.remove(0);
    Ok((program, words))
}

/// A new file only this account can read (0600 in a 0700 folder), with the text in it.
fn lay_out(file_name: &str, bytes: &[u8]) -> Result<PathBuf, EditorError> {
    let refused = |cause| EditorError::Folder {
        folder: env::temp_dir(),
        cause,
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix("archdeck-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    let folder = builder.tempdir().map_err(refused)?;
    let draft = folder.path().join(plain_name(file_name));
    let mut open = fs::OpenOptions::new();
    open.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut open, 0o600);
    let mut file = open.open(&draft).map_err(refused)?;
    file.write_all(bytes).map_err(refused)?;
    // From here on the folder outlives this function: the draft is the person's, not ours.
    let _ = folder.keep();
    Ok(draft)
}

/// The last part of a record's path, without what an editor or a file system could trip over.
fn plain_name(file_name: &str) -> String {
    let last = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last
        .chars()
        .map(|c| match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '_' | '-' => c,
            _ => '-',
        })
        .take(100)
        .collect();
    // A leading dash would be read as an option, a leading dot hides the file.
    let plain = plain.trim_start_matches(['-', '.']);
    if plain.is_empty() {
        "record.md".to_owned()
    } else {
        plain.to_owned()
    }
}

/// Why the edited text cannot be taken. A text that was no UTF-8 before may stay what it was.
fn unreadable(edited: &[u8], before: &[u8]) -> Option<String> {
    if edited.iter().all(u8::is_ascii_whitespace) {
        return Some("is empty".into());
    }
    if std::str::from_utf8(before).is_err() {
        return None;
    }
    let place = |at| format!("at line {}, byte {at}", line_at(edited, at));
    if let Err(wrong) = std::str::from_utf8(edited) {
        return Some(format!("is not UTF-8 {}", place(wrong.valid_up_to())));
    }
    let nul = edited.iter().position(|byte| *byte == 0)?;
    (!before.contains(&0)).then(|| format!("holds a NUL {}", place(nul)))
}

/// Reads a regular file; a link in its place is not followed. Editors that save by renaming are fine.
fn read_own(draft: &Path) -> Result<Vec<u8>, String> {
    let about = |cause: io::Error| match cause.kind() {
        io::ErrorKind::NotFound => "is gone".to_owned(),
        _ => format!("cannot be read ({cause})"),
    };
    let kind = fs::symlink_metadata(draft).map_err(about)?.file_type();
    if kind.is_symlink() {
        return Err("was replaced by a symbolic link".into());
    }
    if !kind.is_file() {
        return Err("is no ordinary file any more".into());
    }
    let mut open = fs::OpenOptions::new();
    open.read(true);
    // The look before may be stale by now: the system itself refuses a link, and a pipe does not block.
    #[cfg(unix)]
    {
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut open, flags.bits() as i32);
    }
    let mut bytes = Vec::new();
    let file = open.open(draft).map_err(about)?;
    file.take(FILE_LIMIT + 1)
        .read_to_end(&mut bytes)
        .map_err(about)?;
    if bytes.len() as u64 > FILE_LIMIT {
        return Err(format!("is larger than {} MiB", FILE_LIMIT / 1024 / 1024));
    }
    Ok(bytes)
}

#[cfg(all(test, unix))]
mod tests;

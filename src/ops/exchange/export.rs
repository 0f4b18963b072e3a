//! Writing a log back: each file as the bytes the store holds, in place of nothing but what was imported.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use serde::Serialize;

use crate::{
    domain::{
        adr::Adr,
        digest::Digest,
        event::RecordKind,
        log::{DecisionLog, Document},
    },
    ops::{
        error::OpsError,
        exchange::free_name,
        workbench::{Workbench, decoded, kept_text},
        writing,
    },
};

/// What to write, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportRequest {
    /// The folder to write into; made when it is missing.
    pub directory: PathBuf,
    /// Only this log; without it every log goes into a folder of its name, a single log into `directory` itself.
    pub log: Option<String>,
    /// Say what would be written, and write nothing.
    pub dry_run: bool,
}

/// What an export wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ExportReport {
    /// Files written, as paths.
    pub written: Vec<String>,
    /// Files that already held the same bytes.
    pub unchanged: usize,
}

/// One file to write.
struct Outgoing {
    target: PathBuf,
    bytes: Digest,
    imported: Option<Digest>,
}

impl Workbench {
    /// Writes logs back as files. All targets are checked before the first is written.
    ///
    /// # Errors
    /// When a target changed since the import, is a link or lies outside the folder, or cannot be written.
    pub fn export(&self, request: &ExportRequest) -> Result<ExportReport, OpsError> {
        let logs = self.logs_named(request.log.as_deref())?;
        let mut report = ExportReport::default();
        let mut due = Vec::new();
        for (log, folder) in logs.iter().zip(folders(&logs, &request.directory)) {
            for file in self.outgoing(log, &folder)? {
                refuse_detours(&request.directory, &file.target)?;
                if is_due(&file)? {
                    due.push(file);
                } else {
                    report.unchanged += 1;
                }
            }
        }
        let all = due.len();
        for (done, file) in due.into_iter().enumerate() {
            if !request.dry_run {
                let bytes = kept_text(&self.store, file.bytes)?;
                writing::write(&file.target, &bytes)
                    .map_err(|cause| stopped(&file.target, done, all, &cause))?;
            }
            report.written.push(file.target.display().to_string());
        }
        Ok(report)
    }

    fn logs_named(&self, name: Option<&str>) -> Result<Vec<DecisionLog>, OpsError> {
        let mut logs = self.store.logs()?;
        if let Some(name) = name {
            logs.retain(|log| log.name == name);
        }
        if logs.is_empty() {
            return Err(OpsError::NotFound {
                what: name.map_or_else(
                    || "there is no log to export".to_owned(),
                    |name| format!("there is no log `{name}`"),
                ),
                hint: "`archdeck log list` shows the logs.".to_owned(),
            });
        }
        Ok(logs)
    }

    fn outgoing(&self, log: &DecisionLog, folder: &Path) -> Result<Vec<Outgoing>, OpsError> {
        let mut files: BTreeMap<String, (Digest, Option<Digest>)> = BTreeMap::new();
        for current in self.store.current_of_kind(RecordKind::Adr, Some(log.id))? {
            let adr: Adr = decoded(&current)?;
            files.insert(adr.path, (adr.source, adr.imported));
        }
        for current in self
            .store
            .current_of_kind(RecordKind::Document, Some(log.id))?
        {
            let document: Document = decoded(&current)?;
            files.insert(document.path, (document.source, Some(document.imported)));
        }
        files
            .into_iter()
            .map(|(path, (bytes, imported))| {
                Ok(Outgoing {
                    target: below(folder, &path)?,
                    bytes,
                    imported,
                })
            })
            .collect()
    }
}

/// The path of a file below a folder, by plain names only.
pub(super) fn below(folder: &Path, path: &str) -> Result<PathBuf, OpsError> {
    let is_plain = |part: &str| {
        !part.is_empty() && part != "." && part != ".." && !part.contains(['\0', '\\'])
    };
    if path.split('/').all(is_plain) {
        return Ok(path
            .split('/')
            .fold(folder.to_path_buf(), |folder, part| folder.join(part)));
    }
    Err(OpsError::Refused {
        what: format!("the stored path `{path}` leads out of the folder"),
        hint: "The store may have been tampered with; run `archdeck doctor`.".to_owned(),
    })
}

/// The folder of each log: two logs never share one, a single log needs none of its own.
fn folders(logs: &[DecisionLog], directory: &Path) -> Vec<PathBuf> {
    if let [_] = logs {
        return vec![directory.to_owned()];
    }
    let mut taken: Vec<String> = Vec::new();
    for log in logs {
        let name = free_name(&folder_name(&log.name), |name| {
            // Some file systems take upper and lower case for the same.
            let is_same = |other: &String| other.to_lowercase() == name.to_lowercase();
            !taken.iter().any(is_same)
        });
        taken.push(name);
    }
    taken.iter().map(|name| directory.join(name)).collect()
}

/// Refuses a target that is reached through something else than folders of the directory: a link below it could lead
/// anywhere. The directory itself is the user's word and may be one.
fn refuse_detours(directory: &Path, target: &Path) -> Result<(), OpsError> {
    let below = target
        .ancestors()
        .skip(1)
        .take_while(|folder| *folder != directory && folder.starts_with(directory));
    for folder in below {
        if folder.symlink_metadata().is_ok_and(|about| !about.is_dir()) {
            return Err(no_folder(folder));
        }
    }
    if directory.metadata().is_ok_and(|about| !about.is_dir()) {
        return Err(no_folder(directory));
    }
    Ok(())
}

fn no_folder(path: &Path) -> OpsError {
    OpsError::Refused {
        what: format!("{} is no folder; nothing was written", path.display()),
        hint: "Move it away, or export into another folder.".to_owned(),
    }
}

/// A log's name as one folder name.
fn folder_name(log: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let name: String = log
        .chars()
        .map(|c| if plain(c) { c } else { '-' })
        .collect();
    match name.trim_start_matches('.') {
        "" => "log".to_owned(),
        name => name.to_owned(),
    }
}

/// Whether a file is to be written: nothing there, or the bytes of the import there.
fn is_due(file: &Outgoing) -> Result<bool, OpsError> {
    let meta = match fs::symlink_metadata(&file.target) {
        Ok(meta) => meta,
        Err(missing) if missing.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(cause) => {
            return Err(file_error(
                "cannot look at the target",
                &file.target,
                &cause,
            ));
        }
    };
    if !meta.is_file() {
        return Err(OpsError::Refused {
            what: format!(
                "{} is not a regular file; nothing was written",
                file.target.display()
            ),
            hint: "Move it away, or export into another folder.".to_owned(),
        });
    }
    let there = fs::read(&file.target)
        .map_err(|cause| file_error("cannot read the target", &file.target, &cause))?;
    let there = Digest::of(&there);
    if there == file.bytes {
        return Ok(false);
    }
    if Some(there) == file.imported {
        return Ok(true);
    }
    Err(OpsError::Refused {
        what: format!(
            "{} changed since it was imported; nothing was written",
            file.target.display()
        ),
        hint: "Import it again to see both sides, or export into an empty folder.".to_owned(),
    })
}

/// The file that could not be written, and how far the export came: every file that is there is whole.
fn stopped(target: &Path, done: usize, all: usize, cause: &io::Error) -> OpsError {
    OpsError::Refused {
        what: format!("cannot write {}: {cause}", target.display()),
        hint: format!(
            "{done} of {all} files were written, each of them whole; export again once there is room and the right to write."
        ),
    }
}

/// A file error with its path.
pub(crate) fn file_error(what: &str, path: &Path, cause: &io::Error) -> OpsError {
    OpsError::File {
        what: what.to_owned(),
        path: path.display().to_string(),
        cause: cause.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::ids::RecordId;

    #[test]
    fn two_logs_never_share_a_folder() {
        let log = |name: &str| DecisionLog {
            id: RecordId(Uuid::nil()),
            name: name.to_owned(),
            root: String::new(),
            folder: String::new(),
            remote: None,
        };
        let logs = ["shop/web", "shop-web", "Shop-Web", "...", ".."].map(log);
        let folders = folders(&logs, Path::new("out"));
        let names: Vec<_> = folders
            .iter()
            .filter_map(|folder| folder.to_str())
            .collect();
        assert_eq!(
            names,
            [
                "out/shop-web",
                "out/shop-web-2",
                "out/Shop-Web-3",
                "out/log",
                "out/log-2"
            ]
        );
        assert_eq!(
            super::folders(&[log("shop")], Path::new("out")),
            [Path::new("out")]
        );
    }

    #[test]
    fn a_stored_path_cannot_leave_the_folder() {
        assert!(below(Path::new("/x"), "../etc/passwd").is_err());
        assert!(below(Path::new("/x"), "/etc/passwd").is_err());
        assert_eq!(
            below(Path::new("/x"), "a/b.md").unwrap(),
            Path::new("/x/a/b.md")
        );
    }
}

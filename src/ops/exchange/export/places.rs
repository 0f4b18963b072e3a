//! Where the files of an export go: below which folder, by plain names only, and through nothing but folders.

use std::path::{Path, PathBuf};

use super::{ExportTo, Place, own_folder};
use crate::{
    domain::log::DecisionLog,
    ops::{error::OpsError, exchange::free_name},
};

/// The place of each log.
pub(super) fn of<'a>(logs: &'a [DecisionLog], to: &ExportTo) -> Vec<Place<'a>> {
    let folders = match to {
        ExportTo::Folder(directory) => folders(logs, directory),
        ExportTo::Source => logs.iter().map(own_folder).collect(),
    };
    logs.iter()
        .zip(folders)
        .map(|(log, folder)| Place {
            log,
            top: match to {
                ExportTo::Folder(directory) => directory.clone(),
                ExportTo::Source => folder.clone(),
            },
            is_own: *to == ExportTo::Source || is_same(&folder, &own_folder(log)),
            folder,
        })
        .collect()
}

/// Whether two paths lead to one folder that is there.
fn is_same(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

/// Refuses to make the folder of a log anew: where it is gone, nobody knows where the log is now.
pub(super) fn refuse_unless_there(place: &Place<'_>) -> Result<(), OpsError> {
    // The root of a demonstration is only a name.
    if place.folder.is_absolute() && place.folder.is_dir() {
        return Ok(());
    }
    Err(OpsError::Refused {
        what: format!(
            "the log {} came from {}, which is not there; nothing was written",
            place.log.name,
            place.folder.display()
        ),
        hint: format!(
            "Import it from where it is now, or name a folder: `archdeck adr export DIR --log {}`.",
            place.log.name
        ),
    })
}

/// The path of a file below a folder, by plain names only.
pub(in crate::ops::exchange) fn below(folder: &Path, path: &str) -> Result<PathBuf, OpsError> {
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

/// Refuses a target that is reached through something else than folders of the directory: a link below it could lead
/// anywhere. The directory itself is the user's word and may be one.
pub(super) fn refuse_detours(directory: &Path, target: &Path) -> Result<(), OpsError> {
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

//! Reading decision logs into the store: every file found is compared with what the store holds of it, and everything that is
//! new is saved as one action, whole or not at all.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    dialect,
    domain::{event::RecordKind, finding::Finding, log::DecisionLog},
    ops::{
        change::ImportRequest,
        discover::{self, FoundLog},
        error::OpsError,
        exchange::{
            free_name,
            plan::{self, Plan, Planner, json},
            report::{FileReport, ImportReport, LogReport, Progress},
        },
        reading::{self, ReadingRow},
        workbench::Workbench,
    },
    store::{Put, StoreError},
};

/// The most other files that are named where many share one number.
const SHARERS_NAMED: usize = 3;
/// How often an import begins again when somebody else saves while it reads.
const TRIES: usize = 5;

/// Told how far an import is.
type Told<'a> = &'a mut dyn FnMut(Progress);

impl Workbench {
    /// Reads decision logs into the store.
    ///
    /// # Errors
    /// When a path has no log, when `request.log` names one of several, or when the store cannot save. Nothing is half-saved.
    pub fn import(
        &mut self,
        request: &ImportRequest,
        progress: Told<'_>,
    ) -> Result<ImportReport, OpsError> {
        let mut tries = 1;
        loop {
            // What is new is only known against what is there: two imports of one folder must not both find it new.
            match self.import_once(request, progress) {
                Err(OpsError::Store(StoreError::Overtaken)) if tries < TRIES => tries += 1,
                done => return done,
            }
        }
    }

    fn import_once(
        &mut self,
        request: &ImportRequest,
        progress: Told<'_>,
    ) -> Result<ImportReport, OpsError> {
        let found = found_logs(request)?;
        let seen = self.store.last_seq()?;
        let mut plan = Plan::of(found.iter().map(|log| log.files.len()).sum());
        plan.is_named = request.log.is_some();
        let mut report = ImportReport::default();
        for mut log in found {
            if let Some(name) = &request.log {
                log.name.clone_from(name);
            }
            report.logs.push(self.plan_log(log, &mut plan, progress)?);
        }
        if plan.puts.is_empty() {
            return Ok(report);
        }
        progress(Progress::Saving { files: plan.total });
        report.group = Some(self.save_upon(seen, plan.puts, plan.blobs)?);
        Ok(report)
    }

    fn plan_log(
        &mut self,
        found: FoundLog,
        plan: &mut Plan,
        progress: Told<'_>,
    ) -> Result<LogReport, OpsError> {
        let (log, is_new) = self.log_for(&found, plan)?;
        let mut outside: BTreeSet<String> =
            found.files.iter().map(|file| file.path.clone()).collect();
        if !found.is_whole {
            outside.extend(self.still_there(&log)?);
        }
        let mut planner = Planner::new(self, log.id, &outside)?;
        let mut files = Vec::with_capacity(outside.len());
        for file in found.files {
            files.push(planner.file(file, plan)?);
            plan.done += 1;
            progress(Progress::Reading {
                done: plan.done,
                total: plan.total,
            });
        }
        files.extend(planner.gone_outside(&outside));
        files.sort_by(|one, other| one.path.cmp(&other.path));
        find_shared_numbers(&mut files);
        Ok(LogReport {
            name: log.name,
            root: log.root,
            folder: log.folder,
            is_new,
            files,
        })
    }

    /// The files of a log that lie where they did, whether they were asked for or not.
    fn still_there(&self, log: &DecisionLog) -> Result<Vec<String>, OpsError> {
        let place = Path::new(&log.root).join(&log.folder);
        let mut paths = plan::known_paths(self, log.id)?;
        paths.retain(|path| place.join(path).symlink_metadata().is_ok());
        Ok(paths)
    }

    /// The log a found folder belongs to, and whether it is new to the store: the one of its name where the user gave one,
    /// else the one that lies in this folder, whatever place above it was asked for.
    fn log_for(
        &mut self,
        found: &FoundLog,
        plan: &mut Plan,
    ) -> Result<(DecisionLog, bool), OpsError> {
        let place = place_of(found);
        let logs = self.store.logs()?;
        // Compared as they are written down: a folder whose name is not UTF-8 is the same one next time.
        let place = PathBuf::from(place.to_string_lossy().into_owned());
        let lies_there = |log: &DecisionLog| {
            let there = Path::new(&log.root).join(&log.folder);
            Path::new(&*there.to_string_lossy()) == place
        };
        let known = logs.iter().find(|log| {
            if plan.is_named {
                log.name == found.name
            } else {
                lies_there(log)
            }
        });
        if let Some(log) = known.filter(|log| lies_there(log)) {
            plan.names.push(log.name.clone());
            return Ok((log.clone(), false));
        }
        let (id, name) = match known {
            Some(moved) => (moved.id, moved.name.clone()),
            None => (
                self.env.record_id(),
                free_name(&found.name, |name| {
                    logs.iter().all(|log| log.name != name)
                        && plan.names.iter().all(|planned| planned != name)
                }),
            ),
        };
        let root = whole(&found.root);
        let log = DecisionLog {
            id,
            name,
            remote: remote_of(&root),
            root: root.display().to_string(),
            folder: found.folder.clone(),
        };
        plan.names.push(log.name.clone());
        plan.puts.push(Put {
            kind: RecordKind::Log,
            record: log.id,
            verb: if known.is_some() {
                "log.moved"
            } else {
                "log.added"
            }
            .to_owned(),
            base: self.store.current(log.id)?.map(|current| current.digest),
            value: json(&log),
            reason: None,
        });
        Ok((log, known.is_none()))
    }
}

/// Reads decision logs and says what was understood, without any store.
///
/// # Errors
/// When a path has no log.
pub fn read_only_report(
    paths: &[PathBuf],
    progress: Told<'_>,
) -> Result<Vec<ReadingRow>, OpsError> {
    let found = found_in(paths)?;
    let total = found.iter().map(|log| log.files.len()).sum();
    let files = found
        .iter()
        .flat_map(|log| log.files.iter().map(move |file| (log, file)));
    let mut rows = Vec::new();
    for ((log, file), done) in files.zip(1..) {
        match &file.content {
            Ok(bytes) => {
                let parsed = dialect::read(&file.path, bytes);
                let row = |parsed| reading::report_row(log, &file.path, parsed);
                rows.extend(parsed.iter().map(row));
            }
            Err(why) => rows.push(reading::refused_row(log, &file.path, why)),
        }
        progress(Progress::Reading { done, total });
    }
    Ok(rows)
}

/// The logs under some paths, each once.
fn found_in(paths: &[PathBuf]) -> Result<Vec<FoundLog>, OpsError> {
    let mut found: Vec<FoundLog> = Vec::new();
    for path in paths {
        for log in discover::discover(path)? {
            // A repository and a folder in it, or several files of one folder, may be named together.
            let place = place_of(&log);
            match found.iter_mut().find(|known| place_of(known) == place) {
                Some(known) => known.take(log),
                None => found.push(log),
            }
        }
    }
    Ok(found)
}

fn found_logs(request: &ImportRequest) -> Result<Vec<FoundLog>, OpsError> {
    let found = found_in(&request.paths)?;
    refuse_unreadable(&found)?;
    if request.log.is_some() && found.len() > 1 {
        let names: Vec<_> = found.iter().map(|log| log.name.as_str()).collect();
        return Err(OpsError::Refused {
            what: format!(
                "{} logs were found ({}); one name cannot serve them all",
                found.len(),
                names.join(", ")
            ),
            hint: "Leave --log out, or name the folder of one log.".to_owned(),
        });
    }
    Ok(found)
}

/// The folder in which a found log lies, as the system names it.
fn place_of(found: &FoundLog) -> PathBuf {
    whole(&found.root).join(&found.folder)
}

fn whole(root: &Path) -> PathBuf {
    root.canonicalize().unwrap_or_else(|_| root.to_owned())
}

/// Where nothing of what was asked for can be read there is nothing to import, not even a log to begin.
fn refuse_unreadable(found: &[FoundLog]) -> Result<(), OpsError> {
    let mut files = found
        .iter()
        .flat_map(|log| log.files.iter().map(move |file| (log, file)));
    if files.clone().any(|(_, file)| file.content.is_ok()) {
        return Ok(());
    }
    let Some((log, file)) = files.next() else {
        return Ok(());
    };
    let path = log.root.join(&log.folder).join(&file.path);
    let why = file.content.as_ref().err();
    Err(OpsError::Refused {
        what: format!(
            "{} was not read: {}",
            path.display(),
            why.map_or("", |why| why.message.as_str())
        ),
        hint: "Nothing was imported; name a file or folder of decisions.".to_owned(),
    })
}

/// Says of every record that shares its number with another one which that is.
fn find_shared_numbers(files: &mut [FileReport]) {
    let mut paths: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for file in files.iter() {
        if let Some(number) = file.number {
            paths.entry(number).or_default().push(file.path.clone());
        }
    }
    for file in files {
        let Some(number) = file.number else { continue };
        let same = paths.get(&number).map(Vec::as_slice).unwrap_or_default();
        let others: Vec<_> = same
            .iter()
            .filter(|path| **path != file.path)
            .map(String::as_str)
            .take(SHARERS_NAMED)
            .collect();
        let unnamed = same.len().saturating_sub(1 + others.len());
        let more = if unnamed > 0 {
            format!(" and {unnamed} more")
        } else {
            String::new()
        };
        if !others.is_empty() {
            let message = format!(
                "number {number} is also used by {}{more}; all are kept",
                others.join(", ")
            );
            file.findings.push(Finding::new("number-shared", message));
        }
    }
}

/// The address of the repository's remote, without a user or password in it. Asked of git only where a repository is.
fn remote_of(root: &Path) -> Option<String> {
    root.ancestors()
        .find(|folder| folder.join(".git").exists())?;
    let asked = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(["config", "--get", "remote.origin.url"])
        .output()
        .ok()?;
    let address = String::from_utf8(asked.stdout).ok()?;
    Some(without_credentials(address.trim())).filter(|address| !address.is_empty())
}

fn without_credentials(address: &str) -> String {
    match address.split_once("://") {
        Some((scheme, rest)) => {
            let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
            let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
            format!("{scheme}://{host}/{path}")
        }
        None => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::exchange::classify::FileState;

    #[test]
    fn a_password_in_a_remote_is_not_kept() {
        assert_eq!(
            without_credentials("https://me:secret@host/x.git"),
            "https://host/x.git"
        );
        assert_eq!(without_credentials("git@host:x.git"), "git@host:x.git");
    }

    #[test]
    fn many_that_share_a_number_name_a_few() {
        let file = |at: usize| FileReport {
            number: Some(7),
            ..FileReport::bare(&format!("{at}.md"), FileState::New, Vec::new())
        };
        let mut files: Vec<_> = (0..6).map(file).collect();
        find_shared_numbers(&mut files);
        assert_eq!(
            files[1].findings[0].message,
            "number 7 is also used by 0.md, 2.md, 3.md and 2 more; all are kept"
        );
        let mut two: Vec<_> = (0..2).map(file).collect();
        find_shared_numbers(&mut two);
        assert!(two[0].findings[0].message.contains("by 1.md; all"));
    }

    #[test]
    fn a_name_that_is_taken_gets_a_number() {
        let taken = ["adr", "adr-2"];
        assert_eq!(free_name("adr", |name| !taken.contains(&name)), "adr-3");
        assert_eq!(free_name("web", |name| !taken.contains(&name)), "web");
    }
}

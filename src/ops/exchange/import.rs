//! Reading decision logs into the store: every file found is compared with what the store holds of it, and everything that is
//! new is saved as one action, whole or not at all.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    process::Command,
};

use serde::Serialize;

use crate::{
    dialect::{self, Parsed},
    domain::{
        adr::Adr,
        digest::Digest,
        event::RecordKind,
        finding::Finding,
        ids::RecordId,
        log::{DecisionLog, Document, FileKind},
    },
    ops::{
        change::ImportRequest,
        discover::{self, FoundFile, FoundLog},
        error::OpsError,
        exchange::{
            classify::{FileState, classify},
            report::{FileReport, ImportReport, LogReport, Progress},
            three_way::ThreeWay,
        },
        workbench::Workbench,
    },
    store::{Current, Put},
};

/// What an import will save.
#[derive(Debug, Default)]
struct Plan {
    puts: Vec<Put>,
    blobs: Vec<Vec<u8>>,
    done: usize,
    total: usize,
}

/// What the store holds of one file: its records, or the document it is.
#[derive(Debug, Clone)]
struct Known {
    here: Digest,
    imported: Option<Digest>,
    values: Vec<(Current, Option<Adr>)>,
}

impl Workbench {
    /// Reads decision logs into the store.
    ///
    /// # Errors
    /// When a path has no log, when `request.log` names one of several, or when the store cannot save. Nothing is half-saved.
    pub fn import(
        &mut self,
        request: &ImportRequest,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<ImportReport, OpsError> {
        let found = found_logs(request)?;
        let mut plan = Plan {
            total: found.iter().map(|log| log.files.len()).sum(),
            ..Plan::default()
        };
        let mut report = ImportReport::default();
        for log in found {
            let planned = self.plan_log(log, request, &mut plan, progress)?;
            report.logs.push(planned);
        }
        if plan.puts.is_empty() {
            return Ok(report);
        }
        progress(Progress::Saving { files: plan.total });
        report.group = Some(self.save(plan.puts, plan.blobs)?);
        Ok(report)
    }

    fn plan_log(
        &mut self,
        found: FoundLog,
        request: &ImportRequest,
        plan: &mut Plan,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<LogReport, OpsError> {
        let (log, is_new) = self.log_for(&found, request.log.as_deref())?;
        if is_new {
            plan.puts
                .push(put(RecordKind::Log, log.id, "log.added", &log));
        }
        let mut known = if is_new {
            BTreeMap::new()
        } else {
            self.known_files(log.id)?
        };
        let outside: BTreeSet<&str> = found.files.iter().map(|file| file.path.as_str()).collect();
        let mut moved = moved_away(&known, &outside);
        let mut files = Vec::with_capacity(found.files.len());
        for file in &found.files {
            files.push(self.plan_file(
                log.id,
                file,
                Seen {
                    known: &mut known,
                    moved: &mut moved,
                },
                plan,
            )?);
            plan.done += 1;
            progress(Progress::Reading {
                done: plan.done,
                total: plan.total,
            });
        }
        files.extend(
            known
                .into_keys()
                .map(|path| FileReport::bare(&path, FileState::Gone, Vec::new())),
        );
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

    fn plan_file(
        &mut self,
        log: RecordId,
        file: &FoundFile,
        seen: Seen<'_>,
        plan: &mut Plan,
    ) -> Result<FileReport, OpsError> {
        let bytes = match &file.content {
            Ok(bytes) => bytes,
            Err(finding) => {
                seen.known.remove(&file.path);
                return Ok(FileReport::bare(
                    &file.path,
                    FileState::Unreadable,
                    vec![finding.clone()],
                ));
            }
        };
        let outside = Digest::of(bytes);
        let (state, known) = match seen.known.remove(&file.path) {
            Some(known) => (classify(outside, known.here, known.imported), Some(known)),
            None => match seen
                .moved
                .remove(&outside)
                .and_then(|path| seen.known.remove(&path))
            {
                Some(known) => (FileState::Renamed, Some(known)),
                None => (FileState::New, None),
            },
        };
        let parsed = dialect::read(&file.path, bytes);
        let mut report = report_of(&file.path, state, &parsed);
        match (state, known) {
            (FileState::Diverged, Some(known)) => {
                report.both_sides = Some(self.both_sides(&known, bytes)?);
            }
            (FileState::EditedHere, _) => {}
            (_, known) => self.plan_values(
                Reading {
                    log,
                    path: &file.path,
                    bytes,
                    outside,
                    state,
                },
                parsed,
                known,
                plan,
            ),
        }
        Ok(report)
    }

    /// Plans the values of one file: a record that is known keeps its identity, the others are new, what is left is gone.
    fn plan_values(
        &mut self,
        reading: Reading<'_>,
        parsed: Vec<Parsed>,
        known: Option<Known>,
        plan: &mut Plan,
    ) {
        let mut left = known.map(|known| known.values).unwrap_or_default();
        let before = plan.puts.len();
        for parsed in parsed {
            let kind = kind_of(parsed.kind);
            let at = left.iter().position(|(current, adr)| {
                current.kind == kind && adr.as_ref().is_none_or(|adr| adr.anchor == parsed.anchor)
            });
            let current = at.map(|at| left.swap_remove(at).0);
            let id = current
                .as_ref()
                .map_or_else(|| self.env.record_id(), |current| current.id);
            let planned = value_of(id, &reading, parsed);
            if current
                .as_ref()
                .is_some_and(|current| current.value == planned)
            {
                continue;
            }
            let verb = format!(
                "{}.{}",
                kind.word(),
                verb_for(reading.state, current.is_some())
            );
            plan.puts.push(Put {
                kind,
                record: id,
                verb,
                base: current.map(|current| current.digest),
                value: planned,
                reason: None,
            });
        }
        plan.puts
            .extend(left.into_iter().map(|(current, _)| gone(&current)));
        if plan.puts.len() > before {
            plan.blobs.push(reading.bytes.to_vec());
        }
    }

    fn both_sides(&self, known: &Known, outside: &[u8]) -> Result<ThreeWay, OpsError> {
        let imported = known
            .imported
            .map_or_else(|| Ok(Vec::new()), |digest| self.blob(digest))?;
        Ok(ThreeWay::of(&imported, &self.blob(known.here)?, outside))
    }

    fn known_files(&self, log: RecordId) -> Result<BTreeMap<String, Known>, OpsError> {
        let mut known: BTreeMap<String, Known> = BTreeMap::new();
        for current in self.store.current_of_kind(RecordKind::Adr, Some(log))? {
            let adr: Adr = self.decoded(&current)?;
            let entry = known.entry(adr.path.clone()).or_insert_with(|| Known {
                here: adr.source,
                imported: adr.imported,
                values: Vec::new(),
            });
            entry.values.push((current, Some(adr)));
        }
        for current in self
            .store
            .current_of_kind(RecordKind::Document, Some(log))?
        {
            let document: Document = self.decoded(&current)?;
            let known_here = Known {
                here: document.source,
                imported: Some(document.imported),
                values: vec![(current, None)],
            };
            known.insert(document.path, known_here);
        }
        Ok(known)
    }

    /// The log a found folder belongs to, and whether it is new to the store.
    fn log_for(
        &mut self,
        found: &FoundLog,
        named: Option<&str>,
    ) -> Result<(DecisionLog, bool), OpsError> {
        let root = found.root.display().to_string();
        let logs = self.store.logs()?;
        let known = logs.iter().find(|log| match named {
            Some(name) => log.name == name,
            None => log.root == root && log.folder == found.folder,
        });
        if let Some(log) = known {
            return Ok((log.clone(), false));
        }
        let name = free_name(named.unwrap_or(&found.name), &logs);
        let remote = remote_of(&found.root);
        let folder = found.folder.clone();
        Ok((
            DecisionLog {
                id: self.env.record_id(),
                name,
                root,
                folder,
                remote,
            },
            true,
        ))
    }
}

/// What planning one file may take away from: the files of the log not seen yet, and those whose path is gone.
struct Seen<'a> {
    known: &'a mut BTreeMap<String, Known>,
    moved: &'a mut BTreeMap<Digest, String>,
}

/// One file as it was read.
struct Reading<'a> {
    log: RecordId,
    path: &'a str,
    bytes: &'a [u8],
    outside: Digest,
    state: FileState,
}

fn found_logs(request: &ImportRequest) -> Result<Vec<FoundLog>, OpsError> {
    let mut found = Vec::new();
    for path in &request.paths {
        found.extend(discover::discover(path)?);
    }
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

/// Files whose path is no longer there, by the bytes that were last imported: candidates for a rename.
fn moved_away(
    known: &BTreeMap<String, Known>,
    outside: &BTreeSet<&str>,
) -> BTreeMap<Digest, String> {
    known
        .iter()
        .filter(|(path, _)| !outside.contains(path.as_str()))
        .filter_map(|(path, known)| Some((known.imported?, path.clone())))
        .collect()
}

const fn kind_of(kind: FileKind) -> RecordKind {
    match kind {
        FileKind::Record => RecordKind::Adr,
        _ => RecordKind::Document,
    }
}

fn verb_for(state: FileState, is_known: bool) -> &'static str {
    match (state, is_known) {
        (FileState::Renamed, true) => "renamed",
        (FileState::Unchanged, true) => "read-again",
        (_, true) => "updated",
        (_, false) => "imported",
    }
}

fn value_of(id: RecordId, reading: &Reading<'_>, parsed: Parsed) -> serde_json::Value {
    let path = reading.path.to_owned();
    if parsed.kind == FileKind::Record {
        return json(&Adr {
            id,
            log: reading.log,
            path,
            anchor: parsed.anchor,
            facts: parsed.facts,
            source: reading.outside,
            imported: Some(reading.outside),
        });
    }
    json(&Document {
        id,
        log: reading.log,
        path,
        kind: parsed.kind,
        source: reading.outside,
        imported: reading.outside,
    })
}

/// The value of a record as it is stored. Our types hold nothing JSON has no word for.
pub(crate) fn json(value: &impl Serialize) -> serde_json::Value {
    serde_json::to_value(value).unwrap_or_default()
}

fn put(kind: RecordKind, record: RecordId, verb: &str, value: &impl Serialize) -> Put {
    Put {
        kind,
        record,
        verb: verb.to_owned(),
        base: None,
        value: json(value),
        reason: None,
    }
}

/// A put that takes a record out of the current state.
pub(crate) fn gone(current: &Current) -> Put {
    Put {
        kind: current.kind,
        record: current.id,
        verb: format!("{}.removed", current.kind.word()),
        base: Some(current.digest),
        value: serde_json::Value::Null,
        reason: None,
    }
}

fn report_of(path: &str, state: FileState, parsed: &[Parsed]) -> FileReport {
    let mut read = parsed
        .iter()
        .map(|parsed| FileReport::read(path, state, parsed.kind, &parsed.facts));
    read.next()
        .unwrap_or_else(|| FileReport::bare(path, state, Vec::new()))
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
            .collect();
        if !others.is_empty() {
            let message = format!(
                "number {number} is also used by {}; both are kept",
                others.join(", ")
            );
            file.findings.push(Finding::new("number-shared", message));
        }
    }
}

fn free_name(wanted: &str, logs: &[DecisionLog]) -> String {
    let is_free = |name: &str| logs.iter().all(|log| log.name != name);
    let mut name = wanted.to_owned();
    let mut turn = 2;
    while !is_free(&name) {
        name = format!("{wanted}-{turn}");
        turn += 1;
    }
    name
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

    #[test]
    fn a_password_in_a_remote_is_not_kept() {
        assert_eq!(
            without_credentials("https://me:secret@host/x.git"),
            "https://host/x.git"
        );
        assert_eq!(without_credentials("git@host:x.git"), "git@host:x.git");
    }
}

//! What an import will save of one log: each file compared with what the store holds of it, record by record. Nothing is
//! saved here.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{
    dialect::{self, Parsed},
    domain::{
        adr::Adr,
        digest::Digest,
        event::RecordKind,
        ids::RecordId,
        log::{Document, FileKind},
    },
    ops::{
        discover::FoundFile,
        error::OpsError,
        exchange::{
            classify::{FileState, classify},
            report::FileReport,
            three_way::ThreeWay,
        },
        workbench::{Workbench, decoded, kept_text},
    },
    store::{Current, Put},
};

/// What an import will save, and how far the reading is.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) puts: Vec<Put>,
    pub(super) blobs: Vec<Vec<u8>>,
    /// Whether the user named the log.
    pub(super) is_named: bool,
    /// The names of the logs planned so far.
    pub(super) names: Vec<String>,
    pub(super) done: usize,
    pub(super) total: usize,
}

impl Plan {
    pub(super) fn of(total: usize) -> Self {
        Self {
            total,
            ..Self::default()
        }
    }
}

/// What the store holds of one file: its records, or the document it is.
#[derive(Debug)]
struct Known {
    here: Digest,
    imported: Option<Digest>,
    values: Vec<(Current, Option<Adr>)>,
}

/// One file as it was read.
struct Reading<'a> {
    path: &'a str,
    bytes: Vec<u8>,
    outside: Digest,
    state: FileState,
    parsed: Vec<Parsed>,
}

/// Plans the files of one log.
pub(super) struct Planner<'a> {
    bench: &'a mut Workbench,
    log: RecordId,
    /// The files of the log not met yet.
    known: BTreeMap<String, Known>,
    /// Files whose path is no longer there, by the bytes that were last imported: candidates for a rename.
    moved: BTreeMap<Digest, String>,
}

impl<'a> Planner<'a> {
    /// A planner for a log whose folder holds the paths `outside` now.
    pub(super) fn new(
        bench: &'a mut Workbench,
        log: RecordId,
        outside: &BTreeSet<String>,
    ) -> Result<Self, OpsError> {
        let known = known_files(bench, log)?;
        let moved = known
            .iter()
            .filter(|(path, _)| !outside.contains(*path))
            .filter_map(|(path, known)| Some((known.imported?, path.clone())))
            .collect();
        Ok(Self {
            bench,
            log,
            known,
            moved,
        })
    }

    /// Plans one file and says what became of it.
    pub(super) fn file(
        &mut self,
        file: FoundFile,
        plan: &mut Plan,
    ) -> Result<FileReport, OpsError> {
        let path = file.path;
        let bytes = match file.content {
            Ok(bytes) => bytes,
            Err(finding) => {
                self.known.remove(&path);
                return Ok(FileReport::bare(
                    &path,
                    FileState::Unreadable,
                    vec![finding],
                ));
            }
        };
        let outside = Digest::of(&bytes);
        let (state, known) = self.compared(&path, outside);
        let parsed = dialect::read(&path, &bytes);
        let reading = Reading {
            path: &path,
            bytes,
            outside,
            state,
            parsed,
        };
        let mut report = report_of(&reading);
        match (state, known) {
            (FileState::Diverged, Some(known)) => {
                report.both_sides = Some(self.both_sides(&known, &reading.bytes)?);
            }
            (FileState::EditedHere, _) => {}
            (_, known) => self.values(
                reading,
                known.map(|known| known.values).unwrap_or_default(),
                plan,
            ),
        }
        Ok(report)
    }

    /// The files the store has and the folder, which holds the paths `outside`, does not.
    pub(super) fn gone_outside(
        self,
        outside: &BTreeSet<String>,
    ) -> impl Iterator<Item = FileReport> {
        self.known
            .into_keys()
            .filter(|path| !outside.contains(path))
            .map(|path| FileReport::bare(&path, FileState::Gone, Vec::new()))
    }

    fn compared(&mut self, path: &str, outside: Digest) -> (FileState, Option<Known>) {
        if let Some(known) = self.known.remove(path) {
            return (classify(outside, known.here, known.imported), Some(known));
        }
        let before = self
            .moved
            .remove(&outside)
            .and_then(|path| self.known.remove(&path));
        let state = if before.is_some() {
            FileState::Renamed
        } else {
            FileState::New
        };
        (state, before)
    }

    /// Plans the values of one file: a record that is known keeps its identity, the others are new, what is left is gone.
    fn values(
        &mut self,
        mut reading: Reading<'_>,
        mut left: Vec<(Current, Option<Adr>)>,
        plan: &mut Plan,
    ) {
        let before = plan.puts.len();
        for parsed in std::mem::take(&mut reading.parsed) {
            let current = take_same(&mut left, &parsed);
            plan.puts.extend(self.value(&reading, parsed, current));
        }
        plan.puts
            .extend(left.iter().map(|(current, _)| gone(current)));
        if plan.puts.len() > before {
            plan.blobs.push(reading.bytes);
        }
    }

    fn value(
        &mut self,
        reading: &Reading<'_>,
        parsed: Parsed,
        current: Option<Current>,
    ) -> Option<Put> {
        let kind = kind_of(parsed.kind);
        let id = current
            .as_ref()
            .map_or_else(|| self.bench.env.record_id(), |current| current.id);
        let value = value_of(id, self.log, reading, parsed);
        if current
            .as_ref()
            .is_some_and(|current| current.value == value)
        {
            return None;
        }
        let verb = format!(
            "{}.{}",
            kind.word(),
            verb_for(reading.state, current.is_some())
        );
        Some(Put {
            kind,
            record: id,
            verb,
            base: current.map(|current| current.digest),
            value,
            reason: None,
        })
    }

    fn both_sides(&self, known: &Known, outside: &[u8]) -> Result<ThreeWay, OpsError> {
        let text = |digest| kept_text(&self.bench.store, digest);
        let imported = known.imported.map_or_else(|| Ok(Vec::new()), text)?;
        Ok(ThreeWay::of(&imported, &text(known.here)?, outside))
    }
}

/// The paths of the files the store has of a log.
pub(super) fn known_paths(bench: &Workbench, log: RecordId) -> Result<Vec<String>, OpsError> {
    Ok(known_files(bench, log)?.into_keys().collect())
}

fn known_files(bench: &Workbench, log: RecordId) -> Result<BTreeMap<String, Known>, OpsError> {
    let mut known: BTreeMap<String, Known> = BTreeMap::new();
    for current in bench.store.current_of_kind(RecordKind::Adr, Some(log))? {
        let adr: Adr = decoded(&current)?;
        let fresh = Known {
            here: adr.source,
            imported: adr.imported,
            values: Vec::new(),
        };
        known
            .entry(adr.path.clone())
            .or_insert(fresh)
            .values
            .push((current, Some(adr)));
    }
    for current in bench
        .store
        .current_of_kind(RecordKind::Document, Some(log))?
    {
        let document: Document = decoded(&current)?;
        let values = vec![(current, None)];
        known.insert(
            document.path,
            Known {
                here: document.source,
                imported: Some(document.imported),
                values,
            },
        );
    }
    Ok(known)
}

/// The known record a parsed one continues, taken out of those that are left.
fn take_same(left: &mut Vec<(Current, Option<Adr>)>, parsed: &Parsed) -> Option<Current> {
    let kind = kind_of(parsed.kind);
    let is_same = |(current, adr): &(Current, Option<Adr>)| {
        current.kind == kind && adr.as_ref().is_none_or(|adr| adr.anchor == parsed.anchor)
    };
    let at = left.iter().position(is_same)?;
    Some(left.swap_remove(at).0)
}

const fn kind_of(kind: FileKind) -> RecordKind {
    match kind {
        FileKind::Record => RecordKind::Adr,
        _ => RecordKind::Document,
    }
}

const fn verb_for(state: FileState, is_known: bool) -> &'static str {
    match (state, is_known) {
        (FileState::Renamed, true) => "renamed",
        (FileState::Unchanged, true) => "read-again",
        (_, true) => "updated",
        (_, false) => "imported",
    }
}

fn value_of(
    id: RecordId,
    log: RecordId,
    reading: &Reading<'_>,
    parsed: Parsed,
) -> serde_json::Value {
    let (path, source) = (reading.path.to_owned(), reading.outside);
    if parsed.kind == FileKind::Record {
        let (anchor, facts) = (parsed.anchor, parsed.facts);
        return json(&Adr {
            id,
            log,
            path,
            anchor,
            facts,
            source,
            imported: Some(source),
        });
    }
    json(&Document {
        id,
        log,
        path,
        kind: parsed.kind,
        source,
        imported: source,
    })
}

/// The value of a record as it is stored.
pub(crate) fn json(value: &impl Serialize) -> serde_json::Value {
    // No default: `null` would take the record away.
    serde_json::to_value(value).expect("our records hold nothing JSON has no word for")
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

fn report_of(reading: &Reading<'_>) -> FileReport {
    match reading.parsed.first() {
        Some(first) => FileReport::read(reading.path, reading.state, first.kind, &first.facts),
        None => FileReport::bare(reading.path, reading.state, Vec::new()),
    }
}

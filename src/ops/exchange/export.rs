//! Writing logs back: what an export would write is planned and shown first, each file as the bytes the store holds, in place
//! of nothing but what it is known to have been.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde::Serialize;

use crate::{
    domain::{
        adr::Adr,
        digest::Digest,
        event::RecordKind,
        ids::RecordId,
        log::{DecisionLog, Document},
    },
    ops::{
        error::OpsError,
        exchange::{
            classify::{FileState, classify},
            three_way::ThreeWay,
        },
        workbench::{Workbench, decoded},
    },
};

mod difference;
mod places;
pub(in crate::ops) mod target;
mod write;

pub(super) use places::below;
pub(in crate::ops) use write::EXPORTED;
pub use write::{ExportReport, refusal};

/// What to write, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportRequest {
    /// Where the files go.
    pub to: ExportTo,
    /// Only this log.
    pub log: Option<String>,
    /// Only the files of these decisions; empty means every file of the logs.
    pub only: Vec<RecordId>,
}

/// Where the files of an export go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportTo {
    /// Into this folder; made when it is missing. A single log goes into the folder itself, several go into one of their
    /// own each.
    Folder(PathBuf),
    /// Into the folders the logs came from, and only what was changed here.
    Source,
}

/// What stands at the place of a file now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TargetState {
    /// Nothing: the file is written.
    New,
    /// An earlier state of the text: it is replaced.
    Changed,
    /// The same bytes: nothing is to be done.
    Unchanged,
    /// A text the store does not know: it is never overwritten.
    Diverged,
}

/// Everything an export would write, looked at before anything is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportPlan {
    /// The files, log by log, by path.
    pub files: Vec<PlannedFile>,
}

/// One file of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedFile {
    /// Where it goes.
    pub target: PathBuf,
    /// What stands there now.
    pub state: TargetState,
    /// How the decision in it is printed, where it holds one.
    pub reference: Option<String>,
    kept: Kept,
    /// What stands at the target.
    there: Option<Digest>,
    /// Whether the target is the very file that was imported.
    is_own: bool,
}

/// How a file differs from what stands at its place, as unified differences.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// From what is there to what would be written; empty where nothing is to be done.
    pub diff: String,
    /// What changed here and what changed outside, where it changed on both sides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub both_sides: Option<ThreeWay>,
}

/// What the store keeps of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Kept {
    log: RecordId,
    path: String,
    bytes: Digest,
    imported: Option<Digest>,
    /// The decisions in it.
    records: Vec<RecordId>,
    label: Option<String>,
}

impl Kept {
    fn is_edited_here(&self) -> bool {
        self.imported != Some(self.bytes)
    }
}

/// One log of an export and the folder its files go into.
struct Place<'a> {
    log: &'a DecisionLog,
    /// The folder the user named, or the one of the log: it may be a link itself.
    top: PathBuf,
    folder: PathBuf,
    is_own: bool,
}

impl ExportPlan {
    /// The files that would be written.
    pub fn due(&self) -> impl Iterator<Item = &PlannedFile> {
        self.files.iter().filter(|file| file.is_due())
    }

    /// The files that stand in the way: changed outside, so that nothing is written at all.
    pub fn diverged(&self) -> impl Iterator<Item = &PlannedFile> {
        self.in_state(TargetState::Diverged)
    }

    /// The files in a state.
    pub fn in_state(&self, state: TargetState) -> impl Iterator<Item = &PlannedFile> {
        self.files.iter().filter(move |file| file.state == state)
    }
}

impl PlannedFile {
    /// Whether it would be written.
    pub const fn is_due(&self) -> bool {
        matches!(self.state, TargetState::New | TargetState::Changed)
    }
}

impl Workbench {
    /// Looks at every file an export would write. Nothing is written.
    ///
    /// # Errors
    /// When a log or its folder is not there, or a target is a link, lies outside the folder, or cannot be read.
    pub fn plan_export(&self, request: &ExportRequest) -> Result<ExportPlan, OpsError> {
        let logs = self.logs_named(request.log.as_deref())?;
        let names = self.log_names()?;
        let mut files = Vec::new();
        for place in places::of(&logs, &request.to) {
            let mut kept = self.kept_files(place.log)?;
            kept.retain(|file| is_asked_for(file, request));
            if kept.is_empty() {
                continue;
            }
            if request.to == ExportTo::Source {
                places::refuse_unless_there(&place)?;
            }
            for file in kept {
                let reference = file.label.as_ref();
                let reference = reference.map(|label| names.printed(place.log.id, label));
                files.push(self.planned(file, &place, reference)?);
            }
        }
        Ok(ExportPlan { files })
    }

    fn planned(
        &self,
        kept: Kept,
        place: &Place<'_>,
        reference: Option<String>,
    ) -> Result<PlannedFile, OpsError> {
        let target = below(&place.folder, &kept.path)?;
        places::refuse_detours(&place.top, &target)?;
        let there = target::digest_at(&target)?;
        Ok(PlannedFile {
            state: self.state_of(&kept, there, place.is_own)?,
            target,
            reference,
            kept,
            there,
            is_own: place.is_own,
        })
    }

    fn state_of(
        &self,
        kept: &Kept,
        there: Option<Digest>,
        is_own: bool,
    ) -> Result<TargetState, OpsError> {
        let Some(there) = there else {
            return Ok(TargetState::New);
        };
        Ok(match classify(there, kept.bytes, kept.imported) {
            FileState::Unchanged => TargetState::Unchanged,
            FileState::EditedHere => TargetState::Changed,
            // A copy that is behind was written by an earlier export; in the log's own folder somebody went back to it.
            _ if !is_own && self.was_once(kept, there)? => TargetState::Changed,
            _ => TargetState::Diverged,
        })
    }

    /// Whether the bytes are what a decision in the file said earlier.
    fn was_once(&self, kept: &Kept, there: Digest) -> Result<bool, OpsError> {
        for record in &kept.records {
            let history = self.store.history(*record)?;
            let source = serde_json::Value::from(there.to_string());
            if history
                .iter()
                .any(|stored| stored.event.value.get("source") == Some(&source))
            {
                return Ok(true);
            }
        }
        Ok(false)
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

    /// The files of a log as the store keeps them, by path.
    fn kept_files(&self, log: &DecisionLog) -> Result<Vec<Kept>, OpsError> {
        let mut files: BTreeMap<String, Kept> = BTreeMap::new();
        for current in self.store.current_of_kind(RecordKind::Adr, Some(log.id))? {
            let adr: Adr = decoded(&current)?;
            let label = adr.label();
            let file = files.entry(adr.path.clone()).or_insert_with(|| Kept {
                log: log.id,
                path: adr.path,
                bytes: adr.source,
                imported: adr.imported,
                records: Vec::new(),
                label: Some(label),
            });
            file.records.push(adr.id);
        }
        for current in self
            .store
            .current_of_kind(RecordKind::Document, Some(log.id))?
        {
            let document: Document = decoded(&current)?;
            let file = Kept {
                log: log.id,
                path: document.path.clone(),
                bytes: document.source,
                imported: Some(document.imported),
                records: Vec::new(),
                label: None,
            };
            files.insert(document.path, file);
        }
        Ok(files.into_values().collect())
    }
}

fn is_asked_for(file: &Kept, request: &ExportRequest) -> bool {
    let is_named =
        request.only.is_empty() || file.records.iter().any(|id| request.only.contains(id));
    is_named && (request.to != ExportTo::Source || file.is_edited_here())
}

/// The folder of a log as it was imported.
fn own_folder(log: &DecisionLog) -> PathBuf {
    Path::new(&log.root).join(&log.folder)
}

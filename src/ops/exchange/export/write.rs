//! Doing what was planned: each file written whole, and what was written into a log's own folder noted in the store, so that
//! what changes outside from now on is seen as such.

use std::{io, path::Path};

use serde::Serialize;

use super::{ExportPlan, PlannedFile, TargetState, target};
use crate::{
    domain::{adr::Adr, ids::GroupId, text::counted},
    ops::{
        error::OpsError,
        exchange::{plan::json, writing::write_whole},
        workbench::{Workbench, decoded, kept_text},
    },
    store::{Put, StoreError},
};

/// What the history says of a decision whose file was written into its own folder.
pub(in crate::ops) const EXPORTED: &str = "adr.exported";
/// How often a note begins again when somebody else saves meanwhile.
const TRIES: usize = 3;

/// What an export wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ExportReport {
    /// Files written, as paths.
    pub written: Vec<String>,
    /// Files that already held the same bytes.
    pub unchanged: usize,
    /// The action that notes it, where files of a log's own folder were written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
}

impl Workbench {
    /// Writes what was planned. A file that changed since is left alone and ends the export.
    ///
    /// # Errors
    /// When a target changed since the import or since the plan, or cannot be written; says how many files were written.
    pub fn export(&mut self, plan: &ExportPlan) -> Result<ExportReport, OpsError> {
        if let Some(refusal) = refusal(plan) {
            return Err(refusal);
        }
        if self.is_read_only() && plan.files.iter().any(is_news) {
            return Err(read_only());
        }
        let all = plan.due().count();
        let mut report = ExportReport {
            unchanged: plan.in_state(TargetState::Unchanged).count(),
            ..ExportReport::default()
        };
        let mut stop = None;
        for (done, file) in plan.due().enumerate() {
            if let Err(cause) = self.write(file) {
                stop = Some(stopped(&cause, (done, all)));
                break;
            }
            report.written.push(file.target.display().to_string());
        }
        let written: Vec<_> = plan.due().take(report.written.len()).collect();
        let same = plan.in_state(TargetState::Unchanged);
        report.group = self.note(&same.chain(written).collect::<Vec<_>>())?;
        stop.map_or(Ok(report), Err)
    }

    fn write(&self, file: &PlannedFile) -> Result<(), OpsError> {
        if target::digest_at(&file.target)? != file.there {
            return Err(OpsError::Refused {
                what: format!("{} changed meanwhile", file.target.display()),
                hint: "Export again to see how.".to_owned(),
            });
        }
        let bytes = kept_text(&self.store, file.kept.bytes)?;
        write_whole(&file.target, &bytes).map_err(|cause| cannot_write(&file.target, &cause))
    }

    /// Notes that files of a log's own folder are now as they are here; nothing where the store knows that.
    fn note(&mut self, files: &[&PlannedFile]) -> Result<Option<GroupId>, OpsError> {
        let news: Vec<_> = files.iter().copied().filter(|file| is_news(file)).collect();
        let mut tries = 1;
        loop {
            let puts = self.notes(&news)?;
            if puts.is_empty() {
                return Ok(None);
            }
            match self.save(puts, Vec::new()) {
                Err(OpsError::Store(StoreError::Stale { .. })) if tries < TRIES => tries += 1,
                done => return done.map(Some),
            }
        }
    }

    fn notes(&self, files: &[&PlannedFile]) -> Result<Vec<Put>, OpsError> {
        let mut puts = Vec::new();
        for file in files {
            for record in &file.kept.records {
                // A decision that is gone meanwhile, or lies elsewhere, needs no note.
                let Some(current) = self.store.current(*record)? else {
                    continue;
                };
                let mut adr: Adr = decoded(&current)?;
                let is_there = adr.log == file.kept.log && adr.path == file.kept.path;
                if !is_there || adr.imported == Some(file.kept.bytes) {
                    continue;
                }
                adr.imported = Some(file.kept.bytes);
                puts.push(Put {
                    kind: current.kind,
                    record: *record,
                    verb: EXPORTED.to_owned(),
                    base: Some(current.digest),
                    value: json(&adr),
                    reason: None,
                });
            }
        }
        Ok(puts)
    }
}

/// Whether the store is to learn that the file in the log's own folder is as it is here.
fn is_news(file: &PlannedFile) -> bool {
    file.is_own && file.kept.is_edited_here() && !file.kept.records.is_empty()
}

/// Why a plan is not carried out, where it is not: it would overwrite what somebody wrote outside.
pub fn refusal(plan: &ExportPlan) -> Option<OpsError> {
    let mut diverged = plan.diverged();
    let first = diverged.next()?;
    let path = first.target.display();
    let what = match diverged.count() as u64 {
        0 => format!("{path} changed since it was imported; nothing was written"),
        others => format!(
            "{path} and {} changed since they were imported; nothing was written",
            counted(others, "other file", "other files")
        ),
    };
    let hint = match &first.reference {
        Some(reference) => format!(
            "Join both sides with `archdeck adr edit {reference}`, put that in its place with `archdeck adr show {reference} \
             --raw > FILE` and import it; or export into an empty folder."
        ),
        None => "Import it again, or export into an empty folder.".to_owned(),
    };
    Some(OpsError::Refused { what, hint })
}

fn read_only() -> OpsError {
    OpsError::Refused {
        what: "the store is open for reading only, and what is written into the folder of a log is noted in it; nothing was \
               written"
            .to_owned(),
        hint: "Leave `--read-only` out, or export into another folder.".to_owned(),
    }
}

fn cannot_write(target: &Path, cause: &io::Error) -> OpsError {
    OpsError::Refused {
        what: format!("cannot write {}: {cause}", target.display()),
        hint: "Export again once there is room and the right to write.".to_owned(),
    }
}

/// What ended the export, and how far it came: every file that is there is whole.
fn stopped(cause: &OpsError, (done, all): (usize, usize)) -> OpsError {
    let hint = cause.hint().unwrap_or_default();
    OpsError::Refused {
        what: cause.to_string(),
        hint: format!("{done} of {all} files were written, each of them whole. {hint}"),
    }
}

//! The export as the workbench offers it: what was changed here back into the folders the logs came from, looked at first.

use super::{ExportPlan, ExportRequest, ExportTo};
use crate::{
    domain::text::counted,
    ops::{change::Done, error::OpsError, view::ExportView, workbench::Workbench},
};

/// Of so many files the difference is shown.
const SHOWN: usize = 200;
/// The most decisions that are named of one export.
const NAMED: usize = 100;

impl Workbench {
    /// What was changed here and how it differs from the files.
    pub(crate) fn export_view(&self) -> Result<ExportView, OpsError> {
        let plan = self.plan_export(&ExportRequest {
            to: ExportTo::Source,
            log: None,
            only: Vec::new(),
        })?;
        let shown = plan.files.iter().take(SHOWN);
        let differences: Result<_, _> = shown.map(|file| self.difference(file)).collect();
        Ok(ExportView {
            differences: differences?,
            plan,
        })
    }

    pub(crate) fn exported(&mut self, plan: &ExportPlan) -> Result<Done, OpsError> {
        let report = self.export(plan)?;
        let files = counted(report.written.len() as u64, "file", "files");
        let refs = plan.due().filter_map(|file| file.reference.clone());
        Ok(Done {
            group: report.group,
            summary: format!("wrote {files} into the folders of their logs"),
            refs: refs.take(NAMED).collect(),
            made: None,
            can_undo: false,
        })
    }
}

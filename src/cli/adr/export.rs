//! `archdeck adr export`: the logs back as files, byte for byte.

use crate::{
    cli::{
        args::Export,
        desk::{Desk, Need},
        output::{Printed, tell},
    },
    domain::text::counted,
    ops::exchange::export::ExportRequest,
};

/// Writes the files and names each.
pub fn run(desk: &mut Desk, export: Export) -> Printed {
    let workbench = desk.open(Need::Existing)?;
    let dry_run = export.dry_run;
    let report = workbench.export(&ExportRequest {
        directory: export.directory,
        log: export.log,
        dry_run,
    })?;
    if desk.out.is_json {
        return desk.out.json(&report);
    }
    for file in &report.written {
        desk.out.line(file)?;
    }
    desk.out.flush()?;
    let verb = if dry_run {
        "would be written"
    } else {
        "written"
    };
    tell(&format!(
        "{} {verb}, {} already as kept",
        counted(report.written.len() as u64, "file", "files"),
        report.unchanged
    ));
    Ok(())
}

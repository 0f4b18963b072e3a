//! `archdeck adr export`: the logs back as files, byte for byte. What would be written is shown before it is written; what
//! changed outside is shown from both sides and never overwritten.

use std::{
    io::{self, IsTerminal as _},
    path::Path,
};

use serde::Serialize;

use crate::{
    cli::{
        args::Export,
        desk::{Desk, Need},
        output::{Output, Printed, agreed, tell},
        problem::{Exit, Problem},
    },
    domain::{ids::RecordId, text::counted, tone::Tone},
    ops::{
        exchange::export::{
            Difference, ExportPlan, ExportReport, ExportRequest, ExportTo, PlannedFile,
            TargetState, refusal,
        },
        workbench::Workbench,
    },
};

/// An export as JSON.
#[derive(Serialize)]
struct Whole {
    #[serde(flatten)]
    report: ExportReport,
    files: Vec<FileLine>,
}

/// One file as JSON.
#[derive(Serialize)]
struct FileLine {
    path: String,
    state: TargetState,
    #[serde(flatten)]
    difference: Difference,
}

/// Shows what would be written, asks where somebody can answer, writes the files and names each.
pub fn run(desk: &mut Desk, export: Export) -> Printed {
    let mut workbench = desk.open(Need::Existing)?;
    let plan = workbench.plan_export(&request(&workbench, &export)?)?;
    if desk.out.is_json {
        return run_json(desk, (&mut workbench, &plan), export.dry_run);
    }
    if let Some(refusal) = refusal(&plan) {
        show_both_sides(desk, &workbench, &plan)?;
        return Err(refusal.into());
    }
    let is_asked = !export.yes && !export.dry_run && somebody_is_there(&desk.out);
    if export.diff {
        for file in plan.due() {
            show_difference(&mut desk.out, &workbench.difference(file)?.diff)?;
        }
    } else if is_asked {
        show(desk, &workbench, &plan)?;
    }
    desk.out.flush()?;
    if is_asked && plan.due().next().is_some() && !agreed(&question(&plan, &export), "--yes")? {
        tell("Nothing was written.");
        return Err(Problem::Said(Exit::Failed));
    }
    let report = if export.dry_run {
        would_write(&plan)
    } else {
        workbench.export(&plan)?
    };
    if !export.diff && !is_asked {
        for file in &report.written {
            desk.out.line(file)?;
        }
    }
    desk.out.flush()?;
    say(&report, export.dry_run);
    Ok(())
}

fn run_json(
    desk: &mut Desk,
    (workbench, plan): (&mut Workbench, &ExportPlan),
    is_dry_run: bool,
) -> Printed {
    let mut files = Vec::with_capacity(plan.files.len());
    for file in &plan.files {
        files.push(FileLine {
            path: file.target.display().to_string(),
            state: file.state,
            difference: workbench.difference(file)?,
        });
    }
    let refusal = refusal(plan);
    let report = match &refusal {
        Some(_) => ExportReport::default(),
        None if is_dry_run => would_write(plan),
        None => workbench.export(plan)?,
    };
    desk.out.json(&Whole { report, files })?;
    desk.out.flush()?;
    refusal.map_or(Ok(()), |refusal| Err(refusal.into()))
}

fn request(workbench: &Workbench, export: &Export) -> Result<ExportRequest, Problem> {
    let mut only = Vec::new();
    let to = match (&export.directory, export.to_source) {
        (Some(first), true) => {
            only.push(named_instead_of_a_folder(workbench, first)?);
            ExportTo::Source
        }
        (None, _) => ExportTo::Source,
        (Some(directory), false) => ExportTo::Folder(directory.clone()),
    };
    for reference in &export.references {
        only.push(workbench.resolve(reference)?);
    }
    Ok(ExportRequest {
        to,
        log: export.log.clone(),
        only,
    })
}

/// With `--to-source` there is no folder to name, so that the first name is a decision like the others.
fn named_instead_of_a_folder(workbench: &Workbench, first: &Path) -> Result<RecordId, Problem> {
    let typed = first.to_string_lossy();
    workbench.resolve(&typed).map_err(|_| {
        Problem::usage(
            format!("`{typed}` is no decision, and with `--to-source` no folder is named"),
            "Leave one of them out: the folder, or `--to-source`.",
        )
    })
}

/// Whether somebody sees what is shown and can answer.
fn somebody_is_there(out: &Output) -> bool {
    out.is_terminal && io::stdin().is_terminal()
}

/// New files by name, the others by what changes in them.
fn show(desk: &mut Desk, workbench: &Workbench, plan: &ExportPlan) -> Printed {
    for file in plan.in_state(TargetState::New) {
        let path = file.target.display().to_string();
        desk.out
            .pieces([("new file  ", Tone::Good), (path.as_str(), Tone::Plain)])?;
    }
    for file in plan.in_state(TargetState::Changed) {
        show_difference(&mut desk.out, &workbench.difference(file)?.diff)?;
    }
    Ok(())
}

fn show_difference(out: &mut Output, diff: &str) -> Printed {
    for line in diff.lines() {
        out.pieces([(line, tone_of(line))])?;
    }
    Ok(())
}

fn tone_of(line: &str) -> Tone {
    if line.starts_with("--- ") || line.starts_with("+++ ") {
        return Tone::Heading;
    }
    match line.chars().next() {
        Some('+') => Tone::Good,
        Some('-') => Tone::Danger,
        Some('@') => Tone::Muted,
        _ => Tone::Plain,
    }
}

/// What stands in the way, file by file: what changed here and what changed outside.
fn show_both_sides(desk: &mut Desk, workbench: &Workbench, plan: &ExportPlan) -> Printed {
    for file in plan.diverged() {
        let name = file_name(file);
        desk.out.pieces([
            ("changed outside  ", Tone::Caution),
            (name.as_str(), Tone::Heading),
        ])?;
        if let Some(sides) = workbench.difference(file)?.both_sides {
            show_difference(&mut desk.out, &sides.here)?;
            show_difference(&mut desk.out, &sides.outside)?;
        }
    }
    desk.out.flush()
}

fn file_name(file: &PlannedFile) -> String {
    let path = file.target.display();
    match &file.reference {
        Some(reference) => format!("{path} ({reference})"),
        None => path.to_string(),
    }
}

fn question(plan: &ExportPlan, export: &Export) -> String {
    let files = counted(plan.due().count() as u64, "file", "files");
    match (&export.directory, export.to_source) {
        (Some(directory), false) => format!("Write {files} into {}?", directory.display()),
        _ => format!("Write {files} into the folders of their logs?"),
    }
}

fn would_write(plan: &ExportPlan) -> ExportReport {
    ExportReport {
        written: plan
            .due()
            .map(|file| file.target.display().to_string())
            .collect(),
        unchanged: plan.in_state(TargetState::Unchanged).count(),
        group: None,
    }
}

fn say(report: &ExportReport, is_dry_run: bool) {
    let verb = if is_dry_run {
        "would be written"
    } else {
        "written"
    };
    tell(&format!(
        "{} {verb}, {} already as kept",
        counted(report.written.len() as u64, "file", "files"),
        report.unchanged
    ));
}

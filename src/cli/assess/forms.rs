//! `archdeck assess export` and `import`: forms for people who do not run the program. What comes back is shown before it is
//! saved; rows that cannot be taken are told by file and line and keep nobody else's from being taken.

use std::path::PathBuf;

use crate::{
    cli::{
        adr::unexpected,
        args::{ExportForm, ImportForms},
        assess::find,
        desk::{Desk, Need},
        history::print_done,
        output::{Printed, agreed, tell},
        problem::{Exit, Problem},
        table::Table,
    },
    domain::text::counted,
    ops::{
        assessments::AssessChange,
        change::Change,
        forms::{FormFormat, FormPlan},
        query::Query,
        view::View,
        workbench::Workbench,
    },
};

/// Writes an assessment as a form: to a file, or to standard output.
pub(super) fn export(desk: &mut Desk, export: ExportForm) -> Printed {
    let (mut workbench, assessment) = find(desk, &export.assessment)?;
    let by_ending = export.file.as_deref().map(FormFormat::of);
    let format = export.format.or(by_ending).unwrap_or_default();
    let Some(file) = export.file else {
        let text = workbench.form(assessment.id, format)?;
        return desk.out.raw(text.as_bytes());
    };
    let done = workbench.apply(Change::Assess(AssessChange::WriteForm {
        assessment: assessment.id,
        format,
        file,
        replaces: export.force,
    }))?;
    print_done(desk, &done)
}

/// Takes in forms that came back.
pub(super) fn import(desk: &mut Desk, import: &ImportForms) -> Result<Exit, Problem> {
    let mut workbench = desk.open(Need::Existing)?;
    let plan = planned(&mut workbench, import.files.clone())?;
    if desk.out.is_json {
        return take_as_json(desk, &mut workbench, (import, plan));
    }
    print_plan(desk, &plan)?;
    desk.out.flush()?;
    tell_what_is_left(&plan);
    if plan.rows.is_empty() {
        tell("Nothing to save.");
        return Ok(verdict(&plan));
    }
    if import.dry_run {
        return Ok(verdict(&plan));
    }
    if !import.yes && !agreed(&question(&plan), "--yes")? {
        tell("Nothing was saved.");
        return Ok(Exit::Failed);
    }
    let exit = verdict(&plan);
    let done = workbench.apply(Change::Assess(AssessChange::Forms(plan)))?;
    print_done(desk, &done)?;
    desk.out.flush()?;
    Ok(exit)
}

fn take_as_json(
    desk: &mut Desk,
    workbench: &mut Workbench,
    (import, plan): (&ImportForms, FormPlan),
) -> Result<Exit, Problem> {
    desk.out.json(&plan)?;
    desk.out.flush()?;
    let exit = verdict(&plan);
    if import.dry_run || plan.rows.is_empty() {
        return Ok(exit);
    }
    if !import.yes && !agreed(&question(&plan), "--yes")? {
        return Ok(Exit::Failed);
    }
    workbench.apply(Change::Assess(AssessChange::Forms(plan)))?;
    Ok(exit)
}

fn question(plan: &FormPlan) -> String {
    let answers = counted(plan.rows.len() as u64, "answer", "answers");
    format!("Save {answers} of {}?", plan.label)
}

fn planned(workbench: &mut Workbench, files: Vec<PathBuf>) -> Result<FormPlan, Problem> {
    match workbench.answer(Query::Forms(files))? {
        View::Forms(plan) => Ok(*plan),
        _ => Err(unexpected()),
    }
}

/// Whether everything could be taken.
fn verdict(plan: &FormPlan) -> Exit {
    if plan.refused.is_empty() && plan.clashes.is_empty() {
        Exit::Fine
    } else {
        Exit::NotPassed
    }
}

fn print_plan(desk: &mut Desk, plan: &FormPlan) -> Printed {
    let mut table = Table::of_titles(["ITEM", "BY", "NOW", "THEN"]);
    for row in &plan.rows {
        table.push([
            row.item.as_str().into(),
            row.by.as_str().into(),
            row.before.as_str().into(),
            row.after.as_str().into(),
        ]);
    }
    if plan.rows.is_empty() {
        return Ok(());
    }
    table.print(&mut desk.out)
}

fn tell_what_is_left(plan: &FormPlan) {
    for (file, line, why) in &plan.refused {
        tell(&format!("{}:{line}: not taken: {why}", file.display()));
    }
    for clash in &plan.clashes {
        let said = clash.answers.iter().map(|(file, line, by, answer)| {
            format!("{by} says {answer} ({}:{line})", file.display())
        });
        let said: Vec<_> = said.collect();
        tell(&format!("{}: not taken: {}", clash.item, said.join("; ")));
    }
    if !plan.clashes.is_empty() {
        tell(
            "Where two people do not say the same, take in the form that counts alone, or answer the item here.",
        );
    }
    if plan.unchanged > 0 {
        let rows = counted(plan.unchanged.into(), "row changes", "rows change");
        tell(&format!("{rows} nothing."));
    }
}

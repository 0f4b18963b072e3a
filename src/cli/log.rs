//! `archdeck log`: the decision logs of the store.

use crate::{
    cli::{
        args::Log,
        desk::{Desk, Need},
        history::print_done,
        output::{Printed, agreed, tell},
        problem::{Exit, Problem},
        table::Table,
    },
    domain::text::counted,
    ops::{change::Change, view::LogLine},
};

/// Lists the logs or removes one.
pub fn run(desk: &mut Desk, log: Log) -> Printed {
    match log {
        Log::List => list(desk),
        Log::Remove { name, yes } => remove(desk, name, yes),
    }
}

fn list(desk: &mut Desk) -> Printed {
    let logs = desk.open(Need::Existing)?.logs()?;
    if desk.out.is_json {
        return desk.out.json(&logs);
    }
    let mut table = Table::new(["LOG", "DECISIONS", "FOLDER", "ROOT"]);
    for log in &logs {
        table.push([
            log.name.as_str().into(),
            log.decisions.to_string().into(),
            log.folder.as_str().into(),
            log.root.as_str().into(),
        ]);
    }
    table.print(&mut desk.out)?;
    if logs.is_empty() {
        tell("There are no logs yet; `archdeck import PATH` reads one.");
    }
    Ok(())
}

fn remove(desk: &mut Desk, name: String, is_agreed: bool) -> Printed {
    let mut workbench = desk.open(Need::Existing)?;
    let logs = workbench.logs()?;
    // A name nobody has is refused by the workbench before anybody is asked.
    if let Some(log) = logs.iter().find(|log| log.name == name)
        && !is_agreed
        && !agreed(&question(log), "--yes")?
    {
        tell("Nothing was removed.");
        return Err(Problem::Said(Exit::Failed));
    }
    let done = workbench.apply(Change::RemoveLog { name })?;
    print_done(desk, &done)
}

fn question(log: &LogLine) -> String {
    format!(
        "Remove the log `{}` with {} from the store? The files on the disk are left alone, the history keeps the rest.",
        log.name,
        counted(log.decisions, "decision", "decisions")
    )
}

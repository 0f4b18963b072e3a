//! `archdeck adr new`: a decision written from a template as its log writes them, and where its file will lie.

use serde::Serialize;

use super::{edit, record};
use crate::{
    cli::{
        args::New,
        desk::{Desk, Need},
        output::{Printed, tell},
        problem::Problem,
    },
    domain::{ids::RecordId, link::LinkKind},
    ops::{
        change::{Change, Done, NewAdr, NewLog},
        workbench::Workbench,
    },
};

/// A new decision as a script sees it.
#[derive(Debug, Serialize)]
struct Made<'a> {
    reference: &'a str,
    /// Its log.
    log: &'a str,
    /// The path of its file below the log's folder.
    file: &'a str,
    #[serde(flatten)]
    done: &'a Done,
}

/// Writes a new decision.
pub fn run(desk: &mut Desk, new: New) -> Printed {
    let need = if new.folder.is_some() {
        Need::Any
    } else {
        Need::Existing
    };
    let mut workbench = desk.open(need)?;
    let opens_editor = new.edit;
    let done = workbench.apply(Change::NewAdr(asked(&workbench, new)?))?;
    drop(workbench);
    print_made(desk, &done)?;
    match done.made {
        Some(made) if opens_editor => edit::in_editor(desk, &made.to_string(), None),
        _ => Ok(()),
    }
}

/// Says what was written and what its file will be called.
pub fn print_made(desk: &mut Desk, done: &Done) -> Printed {
    let Some(made) = done.made else {
        return crate::cli::history::print_done(desk, done);
    };
    let (_, view) = record(desk, &made.to_string())?;
    if desk.out.is_json {
        return desk.out.json(&Made {
            reference: &view.reference,
            log: &view.log.name,
            file: &view.adr.path,
            done,
        });
    }
    desk.out.line(&done.summary)?;
    desk.out.line(&view.adr.path)?;
    desk.out.flush()?;
    tell("`archdeck adr export DIR` writes the file, `archdeck undo` takes the decision back.");
    Ok(())
}

fn asked(workbench: &Workbench, new: New) -> Result<NewAdr, Problem> {
    let mut links = Vec::new();
    for (kind, references) in [
        (LinkKind::Supersedes, &new.supersedes),
        (LinkKind::Amends, &new.amends),
        (LinkKind::DependsOn, &new.depends_on),
        (LinkKind::RelatesTo, &new.relates_to),
    ] {
        for reference in references {
            links.push((kind, workbench.resolve(reference)?));
        }
    }
    let (log, new_log) = match (new.log, new.folder) {
        (Some(name), Some(folder)) => (None, Some(NewLog { name, folder })),
        (Some(name), None) => (Some(log_named(workbench, &name)?), None),
        (None, _) => (None, None),
    };
    Ok(NewAdr {
        title: new.title.join(" "),
        log,
        new_log,
        template: new.template,
        status: Some(new.status),
        deciders: new.decider,
        tags: new.tag,
        links,
        reason: new.reason,
    })
}

fn log_named(workbench: &Workbench, name: &str) -> Result<RecordId, Problem> {
    let logs = workbench.logs()?;
    if let Some(log) = logs.iter().find(|log| log.name == name) {
        return Ok(log.id);
    }
    let names: Vec<&str> = logs.iter().map(|log| log.name.as_str()).collect();
    let there = match names.as_slice() {
        [] => String::new(),
        names => format!("There are {}. ", names.join(", ")),
    };
    Err(Problem::failed(
        format!("there is no log `{name}`"),
        format!("{there}`--log {name} --in DIR` begins it in a folder."),
    ))
}

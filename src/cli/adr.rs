//! The verbs of decision records, and how a record is printed in a listing.

pub mod comment;
pub mod correct;
pub mod diff;
pub mod discard;
pub mod edit;
pub mod export;
mod facts;
pub mod find;
pub mod link;
pub mod links;
pub mod list;
pub mod new;
pub mod show;
pub mod status;
pub mod tag;
pub mod templates;

use crate::{
    cli::{
        desk::{Desk, Need},
        output::Printed,
        problem::{Exit, Problem},
        table::{Cell, Table},
    },
    domain::ids::RecordId,
    ops::{
        query::Query,
        view::{RecordLine, RecordView, SourceView, View},
        workbench::Workbench,
    },
};

/// Prints records as lines: reference, status, title.
fn print_lines(desk: &mut Desk, lines: &[RecordLine]) -> Printed {
    let ascii = desk.config.ascii;
    let mut table = Table::of_titles(["REF", "STATUS", "TITLE"]);
    for line in lines {
        table.push([
            line.reference.as_str().into(),
            Cell::status(line.status, ascii),
            line.title.as_str().into(),
        ]);
    }
    table.print(&mut desk.out)
}

/// A record with everything about it. Its text is not laid out: a command prints it in its own way, or not at all.
fn record(desk: &Desk, reference: &str) -> Result<(Workbench, RecordView), Problem> {
    let (workbench, id) = desk.find(reference)?;
    let record = workbench.record_without_text(id)?;
    Ok((workbench, record))
}

/// Several records in the order in which they were named.
fn records(desk: &Desk, references: &[String]) -> Result<(Workbench, Vec<RecordId>), Problem> {
    let workbench = desk.open(Need::Existing)?;
    let mut records = Vec::new();
    for reference in references {
        records.push(workbench.resolve(reference)?);
    }
    Ok((workbench, records))
}

/// A record's text, to be edited.
fn source(desk: &Desk, reference: &str) -> Result<(Workbench, SourceView), Problem> {
    let (mut workbench, id) = desk.find(reference)?;
    match workbench.answer(Query::Source { id })? {
        View::Source(source) => Ok((workbench, source)),
        _ => Err(unexpected()),
    }
}

/// Every query has its own view, so this is never seen; it ends a match, not a process.
pub fn unexpected() -> Problem {
    Problem::Told {
        what: "the workbench answered another question than was asked".to_owned(),
        hint: None,
        exit: Exit::Failed,
    }
}

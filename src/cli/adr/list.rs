//! `archdeck adr list`: the decisions a filter lets through.

use serde::Serialize;

use super::unexpected;
use crate::{
    cli::{
        args::List,
        desk::{Desk, Need},
        output::{Printed, tell},
        problem::Problem,
        table::{Cell, Table},
    },
    domain::{
        adr::AdrRow,
        ids::RecordId,
        status::Status,
        text::counted,
        time::{StatedDate, Timestamp},
    },
    ops::{
        query::Query,
        reference::LogNames,
        view::{DecisionsView, View},
    },
};

/// A decision in a list, as JSON.
#[derive(Debug, Serialize)]
struct Line<'a> {
    reference: String,
    id: RecordId,
    log: &'a str,
    label: &'a str,
    number: Option<u32>,
    title: &'a str,
    status: Status,
    date: Option<StatedDate>,
    review_by: Option<StatedDate>,
    tags: Vec<&'a str>,
    people: Vec<&'a str>,
    findings: u32,
    changed_at: Timestamp,
}

/// Prints the decisions asked for.
pub fn run(desk: &mut Desk, list: List) -> Printed {
    let filter = list
        .filter()
        .map_err(|wrong| Problem::usage(wrong, "`archdeck adr list --help` shows the filters."))?;
    let mut workbench = desk.open(Need::Existing)?;
    let View::Decisions(view) = workbench.answer(Query::Decisions(filter))? else {
        return Err(unexpected());
    };
    let names = LogNames::from(view.logs.as_slice());
    let lines: Vec<_> = shown(&view).map(|row| line(row, &names)).collect();
    if desk.out.is_json {
        return desk.out.json(&lines);
    }
    let ascii = desk.config.ascii;
    let mut table = Table::of_titles(["REF", "STATUS", "DATE", "TITLE"]);
    for line in &lines {
        table.push([
            line.reference.as_str().into(),
            Cell::status(line.status, ascii),
            line.date
                .map(|date| date.to_string())
                .unwrap_or_default()
                .into(),
            line.title.into(),
        ]);
    }
    table.print(&mut desk.out)?;
    desk.out.flush()?;
    tell(&count(lines.len(), view.rows.len()));
    Ok(())
}

fn shown(view: &DecisionsView) -> impl Iterator<Item = &AdrRow> {
    view.shown
        .iter()
        .filter_map(|at| view.rows.get(*at as usize))
}

fn line<'a>(row: &'a AdrRow, names: &'a LogNames) -> Line<'a> {
    let split = |joined: &'a str| joined.lines().filter(|part| !part.is_empty()).collect();
    Line {
        reference: names.printed(row.log, &row.label),
        id: row.id,
        log: names.of(row.log),
        label: &row.label,
        number: row.number,
        title: &row.title,
        status: row.status,
        date: row.decided,
        review_by: row.review_by,
        tags: split(&row.tags),
        people: split(&row.people),
        findings: row.findings,
        changed_at: row.changed_at,
    }
}

fn count(shown: usize, all: usize) -> String {
    match (shown, all) {
        (_, 0) => "There are no decisions yet; `archdeck import PATH` reads some.".to_owned(),
        (0, _) => format!("None of {} matches.", decisions(all)),
        (shown, all) if shown == all => decisions(all),
        (shown, all) => format!("{shown} of {}", decisions(all)),
    }
}

fn decisions(count: usize) -> String {
    counted(count as u64, "decision", "decisions")
}

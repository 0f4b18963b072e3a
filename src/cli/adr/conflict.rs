//! An edit from the command line that came too late: both versions are printed before it is refused.

use crate::{
    cli::{
        desk::Desk,
        output::Printed,
        problem::Problem,
        table::{Cell, Table},
    },
    dialect::edit::FactChange,
    domain::tone::Tone,
    ops::{
        change::{Change, Done},
        error::OpsError,
        query::Query,
        view::{ConflictView, FieldVersions, View},
        workbench::Workbench,
    },
};

/// Makes a change. Where it is an edit that came too late, both versions are printed first: facts as a table, a text as its
/// difference from the present one.
pub(super) fn apply(
    desk: &mut Desk,
    workbench: &mut Workbench,
    change: Change,
) -> Result<Done, Problem> {
    let error = match workbench.apply(change.clone()) {
        Ok(done) => return Ok(done),
        Err(error) => error,
    };
    if matches!(error, OpsError::Stale { .. }) {
        print_versions(desk, workbench, change)?;
    }
    Err(error.into())
}

fn print_versions(desk: &mut Desk, workbench: &mut Workbench, change: Change) -> Printed {
    let (record, base, facts, text) = match change {
        Change::Facts(edit) => (edit.record, edit.base, edit.facts, None),
        Change::EditText(edit) => (edit.record, edit.base, Vec::new(), Some(edit.bytes)),
        _ => return Ok(()),
    };
    // A base that never was has no version to show; the refusal says all there is.
    let Ok(View::Conflict(view)) = workbench.answer(Query::Conflict { record, base, text }) else {
        return Ok(());
    };
    if desk.out.is_json {
        desk.out.json(&view)?;
    } else if let Some(texts) = &view.texts {
        super::diff::print(desk, &texts.compared)?;
    } else {
        print_fields(desk, &view, &facts)?;
    }
    desk.out.flush()
}

fn print_fields(desk: &mut Desk, view: &ConflictView, mine: &[FactChange]) -> Printed {
    let mut table = Table::new(["FIELD", "WAS", "THEIRS", "MINE"]);
    for field in view.fields(mine) {
        let FieldVersions {
            name,
            was,
            theirs,
            mine,
        } = &field;
        table.push([
            (*name).into(),
            version(was, Tone::Muted),
            version(
                theirs,
                if field.is_theirs_new() {
                    Tone::Added
                } else {
                    Tone::Plain
                },
            ),
            version(
                mine,
                if field.is_mine_new() {
                    Tone::Added
                } else {
                    Tone::Plain
                },
            ),
        ]);
    }
    table.print(&mut desk.out)
}

fn version(fact: &FactChange, tone: Tone) -> Cell {
    match fact.words() {
        words if words.is_empty() => Cell::toned("not stated", Tone::Muted),
        words => Cell::toned(&words, tone),
    }
}

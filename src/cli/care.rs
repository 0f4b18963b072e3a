//! Care of the store: `doctor`, `rebuild`, `backup`, `dump`.

use std::path::Path;

use serde::Serialize;

use crate::{
    cli::{
        desk::{Desk, Need},
        output::Printed,
        problem::{Exit, Problem},
        table::{Cell, Table},
    },
    domain::tone::Tone,
    ops::care::Outcome,
};

/// What a check came to, as JSON.
#[derive(Debug, Serialize)]
struct CheckLine {
    name: String,
    outcome: &'static str,
    detail: String,
    advice: Option<String>,
}

/// Checks the store. A check that did not pass has an exit code of its own, for scripts.
pub fn doctor(desk: &mut Desk) -> Result<Exit, Problem> {
    let checks = desk.open(Need::Existing)?.doctor()?;
    let passed = checks.iter().all(|check| !matters(check.outcome));
    let lines: Vec<_> = checks
        .into_iter()
        .map(|check| CheckLine {
            name: check.name.to_string(),
            outcome: word(check.outcome).0,
            detail: check.detail,
            advice: check.advice,
        })
        .collect();
    if desk.out.is_json {
        desk.out.json(&lines)?;
    } else {
        print_checks(desk, &lines)?;
    }
    desk.out.flush()?;
    Ok(if passed { Exit::Fine } else { Exit::NotPassed })
}

fn print_checks(desk: &mut Desk, lines: &[CheckLine]) -> Printed {
    let mut table = Table::new(["CHECK", "OUTCOME", "DETAIL"]);
    for line in lines {
        let tone = if line.outcome == "ok" { Tone::Good } else { Tone::Danger };
        let advice = line.advice.as_ref().map(|advice| format!(" — {advice}"));
        let detail = format!("{}{}", line.detail, advice.unwrap_or_default());
        table.push([
            line.name.as_str().into(),
            Cell::toned(line.outcome, tone),
            detail.into(),
        ]);
    }
    table.print(&mut desk.out)
}

/// Makes everything derived anew.
pub fn rebuild(desk: &mut Desk) -> Printed {
    desk.open(Need::Existing)?.rebuild()?;
    said(desk, "rebuilt", "Everything derived was made anew from the history.")
}

/// Copies the store.
pub fn backup(desk: &mut Desk, file: &Path) -> Printed {
    desk.open(Need::Existing)?.backup(file)?;
    let text = format!("The store was copied to {} and the copy checked.", file.display());
    said(desk, "backed_up", &text)
}

fn said(desk: &mut Desk, key: &str, text: &str) -> Printed {
    if desk.out.is_json {
        return desk.out.json(&serde_json::json!({ key: true }));
    }
    desk.out.line(text)
}

/// Prints everything the store holds.
pub fn dump(desk: &mut Desk) -> Printed {
    let workbench = desk.open(Need::Existing)?;
    let mut printed: Printed = Ok(());
    workbench.dump(&mut |value| {
        if printed.is_ok() {
            printed = desk.out.json_line(value);
        }
    })?;
    printed
}

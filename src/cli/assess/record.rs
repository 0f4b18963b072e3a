//! `archdeck assess record`: results of automation, each told before any is saved.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use crate::{
    cli::{
        args::Record,
        desk::{Desk, Need},
        history::print_done,
        output::{Printed, tell},
        problem::{Exit, Problem},
        table::{Cell, Table},
    },
    domain::{text::FILE_LIMIT, tone::Tone},
    ops::{
        assessments::{AssessChange, ResultsPlan},
        change::Change,
    },
};

/// Reads results and saves them. Exit code 3 where a dry run finds results that would be refused.
pub fn run(desk: &mut Desk, record: &Record) -> Result<Exit, Problem> {
    let text = read(&record.from)?;
    let mut workbench = desk.open(Need::Existing)?;
    let system = workbench.resolve_system(&record.system)?;
    let mut plan = workbench.read_results((system, record.by.as_deref()), &text)?;
    let refused = plan.rows.iter().filter(|row| row.refused.is_some()).count();
    if record.dry_run || !desk.out.is_json {
        print(desk, &plan)?;
        desk.out.flush()?;
    }
    if record.dry_run {
        return Ok(if refused > 0 {
            Exit::NotPassed
        } else {
            Exit::Fine
        });
    }
    if record.skip_refused {
        plan.rows.retain(|row| row.refused.is_none());
    }
    if plan.rows.is_empty() {
        tell("There is nothing to record.");
        return Ok(Exit::Fine);
    }
    let done = workbench.apply(Change::Assess(AssessChange::Results(plan)))?;
    print_done(desk, &done)?;
    desk.out.flush()?;
    Ok(Exit::Fine)
}

fn print(desk: &mut Desk, plan: &ResultsPlan) -> Printed {
    if desk.out.is_json {
        return desk.out.json(plan);
    }
    let mut table = Table::new(["N", "ITEM", "ANSWER", "VALUE", "WHAT"]);
    for row in &plan.rows {
        let what = match &row.refused {
            Some(refused) => Cell::toned(&format!("refused: {refused}"), Tone::Danger),
            None => Cell::toned("can be taken", Tone::Good),
        };
        table.push([
            row.at.to_string().into(),
            row.item.as_str().into(),
            row.response.word().into(),
            row.value
                .map(|value| value.to_string())
                .unwrap_or_default()
                .into(),
            what,
        ]);
    }
    table.print(&mut desk.out)
}

fn read(from: &Path) -> Result<String, Problem> {
    let cannot = |cause: io::Error| {
        Problem::failed(
            format!("the results cannot be read: {}: {cause}", from.display()),
            "Name a file with a JSON list; `archdeck assess record --help` shows one.",
        )
    };
    let mut text = String::new();
    if from.as_os_str() == "-" {
        at_most(io::stdin().lock(), &mut text).map_err(cannot)?;
    } else {
        at_most(File::open(from).map_err(cannot)?, &mut text).map_err(cannot)?;
    }
    Ok(text)
}

fn at_most(source: impl Read, text: &mut String) -> io::Result<()> {
    let read = source.take(FILE_LIMIT + 1).read_to_string(text)?;
    if read as u64 > FILE_LIMIT {
        return Err(io::Error::other("it has more than 8 MiB"));
    }
    Ok(())
}

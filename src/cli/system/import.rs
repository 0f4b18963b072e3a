//! `archdeck system import`: systems from an inventory. What each row would do is said first; rows that are refused stop it unless
//! they are to be left out.

use crate::{
    cli::{
        args::ImportSystems,
        desk::{Desk, Need},
        history::print_done,
        output::{Printed, tell},
        problem::{Exit, Problem},
        table::{Cell, Table},
    },
    domain::{text::counted, tone::Tone},
    ops::{
        change::Change,
        systems::{InventoryPlan, InventoryRow, SystemChange, UnknownPeople},
    },
};

/// Reads the inventory and takes it in.
pub fn run(desk: &mut Desk, import: &ImportSystems) -> Printed {
    let need = if import.dry_run {
        Need::Existing
    } else {
        Need::Any
    };
    let mut workbench = desk.open(need)?;
    let unknown = if import.add_people {
        UnknownPeople::Added
    } else {
        UnknownPeople::Refused
    };
    let plan = workbench.read_inventory(&import.file, unknown)?;
    let refused = plan.rows.iter().filter(|row| row.refused.is_some()).count() as u64;
    if import.dry_run {
        say(desk, &plan)?;
        desk.out.flush()?;
        return if refused == 0 {
            Ok(())
        } else {
            Err(Problem::Said(Exit::NotPassed))
        };
    }
    if refused > 0 && !import.skip_refused {
        say_refused(&plan);
        let rows = counted(refused, "row is", "rows are");
        return Err(Problem::failed(
            format!("{rows} refused; nothing was taken in"),
            "Mend the rows, or take the others in with `--skip-refused`.",
        ));
    }
    say_refused(&plan);
    let done = workbench.apply(Change::System(SystemChange::Inventory(plan)))?;
    print_done(desk, &done)
}

fn say_refused(plan: &InventoryPlan) {
    for row in &plan.rows {
        if let Some(why) = &row.refused {
            tell(&format!("line {}: {}: {why}", row.line, name(row)));
        }
    }
}

fn name(row: &InventoryRow) -> &str {
    if row.name.is_empty() {
        "(no name)"
    } else {
        &row.name
    }
}

fn say(desk: &mut Desk, plan: &InventoryPlan) -> Printed {
    if desk.out.is_json {
        return desk.out.json(plan);
    }
    let mut table = Table::of_titles(["LINE", "SYSTEM", "WHAT"]);
    for row in &plan.rows {
        let what = match &row.refused {
            Some(why) => Cell::toned(&format!("refused: {why}"), Tone::Danger),
            None if row.changes.is_empty() => Cell::toned("as it is", Tone::Muted),
            None => row.changes.join(", ").into(),
        };
        table.push([row.line.to_string().into(), name(row).into(), what]);
    }
    table.print(&mut desk.out)?;
    if !plan.new_people.is_empty() {
        desk.out.line(&format!(
            "persons to be added: {}",
            plan.new_people.join(", ")
        ))?;
    }
    Ok(())
}

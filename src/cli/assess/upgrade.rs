//! `archdeck assess upgrade --dry-run` and `compare`: what would become of answers, and what became of them.

use super::{find, view};
use crate::{
    cli::{
        adr::unexpected,
        desk::Desk,
        output::{Printed, tell},
        problem::Problem,
        table::Table,
    },
    domain::assessment::UpgradeReport,
    ops::{assessments::AssessmentView, query::Query, view::View},
};

/// Prints what an upgrade would do.
pub fn report(desk: &mut Desk, typed: &str) -> Printed {
    let (mut workbench, assessment) = find(desk, typed)?;
    let View::Upgrade(report) = workbench.answer(Query::Upgrade(assessment.id))? else {
        return Err(unexpected());
    };
    if desk.out.is_json {
        return desk.out.json(&report);
    }
    desk.out.line(&format!(
        "{} {} {} → {}",
        assessment.label, assessment.pack.id, report.from, report.to
    ))?;
    rows(&report).print(&mut desk.out)?;
    if let Some(drop) = report.drop_in_words() {
        desk.out.line(&drop)?;
    }
    desk.out.flush()?;
    tell(&format!(
        "Nothing was changed; `archdeck assess upgrade {}` does it, after a milestone.",
        assessment.label
    ));
    Ok(())
}

fn rows(report: &UpgradeReport) -> Table<2> {
    let mut table = Table::of_titles(["ITEM", "WHAT BECOMES OF IT"]);
    for (items, what) in [
        (&report.reconfirm, "its answer counts once it is confirmed"),
        (&report.added, "new"),
        (&report.retired, "gone; its answer stays in the milestone"),
        (&report.carried, "its answer stays"),
    ] {
        for item in items {
            table.push([item.as_str().into(), what.into()]);
        }
    }
    for (item, earlier) in &report.mapped {
        let earlier = earlier.join(", ");
        let what = format!("new, in place of {earlier}, whose answers are shown beside it");
        table.push([item.as_str().into(), what.into()]);
    }
    table
}

/// Prints how a milestone differs from a later one, or from now.
pub fn compare(desk: &mut Desk, typed: &str, (from, to): (usize, Option<usize>)) -> Printed {
    let (mut workbench, assessment) = find(desk, typed)?;
    let view = view(&mut workbench, &assessment)?;
    let from = numbered(&view, from)?;
    let to = match to {
        Some(to) => Some(numbered(&view, to)?),
        None => None,
    };
    let View::MilestoneDiff(diff) = workbench.answer(Query::MilestoneDiff { from, to })? else {
        return Err(unexpected());
    };
    if desk.out.is_json {
        return desk.out.json(&diff);
    }
    let share =
        |bp: Option<u32>| bp.map_or_else(|| "n/a".to_owned(), |bp| format!("{} %", bp / 100));
    desk.out.line(&format!(
        "{} ({}) → {} ({}): {} → {} proved",
        diff.from.0,
        diff.from.1,
        diff.to.0,
        diff.to.1,
        share(diff.numbers.0.evidenced_bp),
        share(diff.numbers.1.evidenced_bp)
    ))?;
    let mut table = Table::of_titles(["ITEM", "BEFORE", "AFTER"]);
    for (item, before, after) in &diff.rows {
        table.push([
            item.as_str().into(),
            before.as_str().into(),
            after.as_str().into(),
        ]);
    }
    table.print(&mut desk.out)?;
    desk.out.flush()?;
    if diff.rows.is_empty() {
        tell("No answer differs.");
    }
    Ok(())
}

fn numbered(view: &AssessmentView, number: usize) -> Result<crate::domain::ids::RecordId, Problem> {
    let found = number.checked_sub(1).and_then(|at| view.milestones.get(at));
    found.map(|(id, ..)| *id).ok_or_else(|| {
        let label = &view.line.label;
        Problem::failed(
            format!("{label} has no milestone {number}"),
            format!("`archdeck assess show {label}` numbers them; `assess milestone` takes one."),
        )
    })
}

//! `archdeck assess list` and `offers`.

use crate::{
    cli::{
        adr::unexpected,
        desk::{Desk, Need},
        output::{Printed, tell},
        problem::Problem,
        table::{Cell, Table},
    },
    domain::{text::counted, tone::Tone},
    ops::{
        assessments::{AssessmentLine, ChecklistsView, OfferLine},
        query::Query,
        view::View,
    },
};

fn checklists(desk: &Desk, system: Option<&str>) -> Result<ChecklistsView, Problem> {
    let mut workbench = desk.open(Need::Existing)?;
    let system = match system {
        Some(typed) => Some(workbench.resolve_system(typed)?),
        None => None,
    };
    let View::Checklists(view) = workbench.answer(Query::Checklists(system))? else {
        return Err(unexpected());
    };
    Ok(*view)
}

/// Prints the assessments.
pub fn assessments(desk: &mut Desk, system: Option<&str>) -> Printed {
    let view = checklists(desk, system)?;
    if desk.out.is_json {
        return desk.out.json(&view.assessments);
    }
    let mut table = Table::of_titles([
        "ASSESSMENT",
        "SYSTEM",
        "PACK",
        "VERSION",
        "ANSWERED",
        "SCORE",
        "WAITS FOR",
    ]);
    for line in &view.assessments {
        table.push(row(line));
    }
    table.print(&mut desk.out)?;
    desk.out.flush()?;
    if view.assessments.is_empty() {
        tell("Nothing is started yet; `archdeck assess offers SYSTEM` shows what applies.");
    }
    Ok(())
}

fn row(line: &AssessmentLine) -> [Cell; 7] {
    let pack = match &line.subject {
        Some(subject) => format!("{} for {subject}", line.pack),
        None => line.pack.clone(),
    };
    let numbers = &line.numbers;
    [
        line.label.as_str().into(),
        format!("{} {}", line.system.1, line.system.2).into(),
        pack.into(),
        line.version.to_string().into(),
        format!("{}/{}", numbers.answered, numbers.items).into(),
        line.score.as_str().into(),
        Cell::toned(&waits_for(line), Tone::Caution),
    ]
}

/// What waits in an assessment, in words.
pub fn waits_for(line: &AssessmentLine) -> String {
    let counts = [
        (line.numbers.failed, "failed", "failed"),
        (
            line.numbers.unevidenced,
            "without evidence",
            "without evidence",
        ),
        (
            line.stale_evidence,
            "with stale evidence",
            "with stale evidence",
        ),
        (line.reconfirm, "to be confirmed", "to be confirmed"),
        (line.disputed, "disputed", "disputed"),
    ];
    let counts = counts
        .iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| counted((*count).into(), one, many));
    let newer = line
        .newer
        .map(|version| format!("version {version} is there"));
    let na = line.na_warning.then(|| "much is n/a".to_owned());
    let words: Vec<_> = counts.chain(newer).chain(na).collect();
    words.join(", ")
}

/// Prints what is offered to a system.
pub fn offers(desk: &mut Desk, system: &str) -> Printed {
    let view = checklists(desk, Some(system))?;
    if desk.out.is_json {
        return desk.out.json(&view.offered);
    }
    let mut table = Table::of_titles([
        "PACK", "VERSION", "ITEMS", "GATING", "EVIDENCE", "MINUTES", "FOR", "WHY", "TITLE",
    ]);
    for line in &view.offered {
        table.push(offer(line));
    }
    table.print(&mut desk.out)?;
    desk.out.flush()?;
    match view.offered.first() {
        Some(first) => tell(&format!(
            "`archdeck assess start {} {}` starts one. Counts are at {}.",
            first.system.1, first.pack, first.tier
        )),
        None => tell("Everything that applies is started."),
    }
    Ok(())
}

fn offer(line: &OfferLine) -> [Cell; 9] {
    let subject = line.subject.as_ref().map_or("", |(_, name)| name);
    let why = if line.is_asked_for {
        line.why.clone()
    } else {
        format!("{} (only offered)", line.why)
    };
    [
        line.pack.as_str().into(),
        line.version.to_string().into(),
        line.items.to_string().into(),
        line.gating.to_string().into(),
        line.evidenced.to_string().into(),
        line.minutes.to_string().into(),
        subject.into(),
        why.into(),
        line.title.as_str().into(),
    ]
}

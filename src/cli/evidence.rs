//! `archdeck evidence`: what proves answers, attached, listed, kept and looked at again.

use crate::{
    cli::{
        args::{AddEvidence, Evidence},
        assess::find,
        desk::{Desk, Need},
        history::print_done,
        output::{Printed, tell},
        problem::{Exit, Problem},
        table::{Cell, Table},
    },
    domain::{evidence::EvidenceState, ids::RecordId, tone::Tone},
    ops::{
        assessments::{
            AnswerEdit, AnswerStep, AssessChange, NewEvidence,
            evidence::{EvidenceLine, EvidenceView},
        },
        change::Change,
        workbench::Workbench,
    },
};

/// Does a verb of evidence.
pub fn run(desk: &mut Desk, evidence: Evidence) -> Result<Exit, Problem> {
    match evidence {
        Evidence::Check { system } => return check(desk, system.as_deref()),
        Evidence::Add(add) => attach(desk, add),
        Evidence::List { system, stale } => list(desk, system.as_deref(), |line| {
            !stale || line.state != EvidenceState::Ok
        }),
        Evidence::Remove {
            assessment,
            item,
            number,
        } => on_a_piece(desk, (&assessment, &item, number), AnswerStep::Detach),
        Evidence::Keep {
            assessment,
            item,
            number,
        } => on_a_piece(desk, (&assessment, &item, number), AnswerStep::Keep),
    }?;
    desk.out.flush()?;
    Ok(Exit::Fine)
}

fn step(desk: &mut Desk, (assessment, item): (&str, &str), step: AnswerStep) -> Printed {
    let (mut workbench, assessment) = find(desk, assessment)?;
    let done = workbench.apply(Change::Assess(AssessChange::Answer(AnswerEdit {
        assessment: assessment.id,
        item: item.to_owned(),
        seen: None,
        steps: vec![step],
    })))?;
    print_done(desk, &done)
}

fn attach(desk: &mut Desk, add: AddEvidence) -> Printed {
    let piece = NewEvidence {
        kind: add.kind,
        locator: add.locator,
        note: add.note,
        collected_on: add.collected_on,
        expires_on: add.expires_on,
        method: add.method.unwrap_or_default(),
        classification: add.classification.unwrap_or_default(),
    };
    step(
        desk,
        (&add.assessment, &add.item),
        AnswerStep::Attach(piece),
    )
}

fn on_a_piece(
    desk: &mut Desk,
    (assessment, item, number): (&str, &str, usize),
    done: impl FnOnce(usize) -> AnswerStep,
) -> Printed {
    let Some(at) = number.checked_sub(1) else {
        return Err(Problem::usage(
            "pieces of evidence are numbered from 1",
            "`archdeck evidence list` prints the numbers.",
        ));
    };
    step(desk, (assessment, item), done(at))
}

fn system_of(workbench: &Workbench, typed: Option<&str>) -> Result<Option<RecordId>, Problem> {
    Ok(match typed {
        Some(typed) => Some(workbench.resolve_system(typed)?),
        None => None,
    })
}

fn list(
    desk: &mut Desk,
    system: Option<&str>,
    is_wanted: impl Fn(&EvidenceLine) -> bool,
) -> Printed {
    let mut workbench = desk.open(Need::Existing)?;
    let system = system_of(&workbench, system)?;
    let mut view = workbench.evidence(system)?;
    view.lines.retain(is_wanted);
    print(desk, &view)?;
    desk.out.flush()?;
    if view.lines.is_empty() && !desk.out.is_json {
        tell("There is none; `archdeck evidence add ASM ITEM KIND LOCATOR` attaches a piece.");
    }
    Ok(())
}

fn print(desk: &mut Desk, view: &EvidenceView) -> Printed {
    if desk.out.is_json {
        return desk.out.json(view);
    }
    let mut table = Table::new(["ITEM", "N", "KIND", "COLLECTED", "UNTIL", "STATE", "WHERE"]);
    for line in &view.lines {
        let tone = match line.state {
            EvidenceState::Ok => Tone::Good,
            EvidenceState::Stale | EvidenceState::Expired => Tone::Caution,
            EvidenceState::Broken => Tone::Danger,
        };
        let until = line.last_day.map(|day| day.to_string());
        let kept = if line.evidence.is_kept { " (kept)" } else { "" };
        table.push([
            format!("{}/{}", line.assessment, line.item).into(),
            line.number.to_string().into(),
            line.evidence.kind.word().into(),
            line.evidence.collected_on.to_string().into(),
            until.unwrap_or_default().into(),
            Cell::toned(line.state.word(), tone),
            format!("{}{kept}", line.evidence.locator).into(),
        ]);
    }
    table.print(&mut desk.out)
}

/// Looks at the files again and prints the broken ones.
fn check(desk: &mut Desk, system: Option<&str>) -> Result<Exit, Problem> {
    let mut workbench = desk.open(Need::Existing)?;
    let system = system_of(&workbench, system)?;
    let done = workbench.apply(Change::Assess(AssessChange::Recheck { system }))?;
    let mut view = workbench.evidence(system)?;
    view.lines
        .retain(|line| line.state == EvidenceState::Broken);
    print(desk, &view)?;
    desk.out.flush()?;
    tell(&done.summary);
    Ok(if view.lines.is_empty() {
        Exit::Fine
    } else {
        Exit::NotPassed
    })
}

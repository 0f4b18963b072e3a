//! `archdeck assess`: checklists of systems, answered and reviewed item by item.

mod answer;
mod forms;
mod list;
mod record;
mod show;
mod upgrade;

use crate::{
    cli::{
        adr::unexpected,
        args::{Assess, Bulk, StartAssessment},
        desk::{Desk, Need},
        history::print_done,
        output::Printed,
        problem::{Exit, Problem},
    },
    domain::{assessment::Assessment, readiness::ItemResult},
    ops::{
        assessments::{AnswerStep, AssessChange, AssessmentView, BulkEdit},
        change::Change,
        query::Query,
        view::View,
        workbench::Workbench,
    },
};

/// Does a verb of assessments.
pub fn run(desk: &mut Desk, assess: Assess) -> Result<Exit, Problem> {
    match assess {
        Assess::Record(record) => return record::run(desk, &record),
        Assess::Import(import) => return forms::import(desk, &import),
        Assess::Export(export) => forms::export(desk, export),
        Assess::List { system } => list::assessments(desk, system.as_deref()),
        Assess::Offers { system } => list::offers(desk, &system),
        Assess::Start(start) => begin(desk, &start),
        Assess::Show(show) => show::run(desk, &show),
        Assess::Bulk(bulk) => edit_many(desk, bulk),
        Assess::Milestone { assessment, title } => {
            change(desk, &assessment, |found| AssessChange::Milestone {
                assessment: found.id,
                title,
            })
        }
        Assess::Compare {
            assessment,
            from,
            to,
        } => upgrade::compare(desk, &assessment, (from, to)),
        Assess::Upgrade {
            assessment,
            dry_run: true,
        } => upgrade::report(desk, &assessment),
        Assess::Upgrade { assessment, .. } => {
            change(desk, &assessment, |found| AssessChange::Upgrade {
                assessment: found.id,
            })
        }
        Assess::Discard { assessment } => {
            change(desk, &assessment, |found| AssessChange::Discard {
                assessment: found.id,
            })
        }
        on_one_answer => on_an_answer(desk, on_one_answer),
    }?;
    desk.out.flush()?;
    Ok(Exit::Fine)
}

fn on_an_answer(desk: &mut Desk, assess: Assess) -> Printed {
    let (assessment, item, step) = match assess {
        Assess::Answer(answer) => return answer::run(desk, *answer),
        Assess::Concur {
            assessment,
            item,
            person,
        } => return answer::concur(desk, (&assessment, &item), person.as_deref()),
        Assess::Confirm { assessment, items } => return answer::confirm(desk, &assessment, &items),
        Assess::Take {
            assessment,
            item,
            number,
        } => return answer::take(desk, (&assessment, &item), number),
        Assess::Dispute(dispute) => (
            dispute.assessment,
            dispute.item,
            AnswerStep::Dispute {
                response: dispute.response,
                reason: dispute.reason,
            },
        ),
        Assess::Verify { assessment, item } => (assessment, item, AnswerStep::Verify),
        Assess::Reply {
            assessment,
            item,
            words,
        } => (assessment, item, AnswerStep::Reply(words.join(" "))),
        Assess::Withdraw { assessment, item } => (assessment, item, AnswerStep::WithdrawReview),
        _ => return Err(unexpected()),
    };
    answer::steps(desk, (&assessment, &item), vec![step])
}

fn begin(desk: &mut Desk, start: &StartAssessment) -> Printed {
    let mut workbench = desk.open(Need::Existing)?;
    let system = workbench.resolve_system(&start.system)?;
    let subject = match &start.decision {
        Some(decision) => Some(workbench.resolve(decision)?),
        None => None,
    };
    let done = workbench.apply(Change::Assess(AssessChange::Start {
        system,
        pack: start.pack.clone(),
        subject,
    }))?;
    print_done(desk, &done)
}

fn change(
    desk: &mut Desk,
    typed: &str,
    change: impl FnOnce(Assessment) -> AssessChange,
) -> Printed {
    let (mut workbench, assessment) = find(desk, typed)?;
    let done = workbench.apply(Change::Assess(change(assessment)))?;
    print_done(desk, &done)
}

/// Opens the store and finds an assessment in it.
pub(super) fn find(desk: &Desk, typed: &str) -> Result<(Workbench, Assessment), Problem> {
    let workbench = desk.open(Need::Existing)?;
    let assessment = workbench.resolve_assessment(typed)?;
    Ok((workbench, assessment))
}

/// One assessment, item by item.
fn view(workbench: &mut Workbench, assessment: &Assessment) -> Result<AssessmentView, Problem> {
    let View::Assessment(view) = workbench.answer(Query::Assessment(assessment.id))? else {
        return Err(unexpected());
    };
    Ok(*view)
}

/// Whether an item fails or lacks evidence.
fn is_failing(result: ItemResult) -> bool {
    matches!(result, ItemResult::Fail | ItemResult::Unevidenced)
}

fn edit_many(desk: &mut Desk, bulk: Bulk) -> Printed {
    let (mut workbench, assessment) = find(desk, &bulk.assessment)?;
    let items = if bulk.items.is_empty() {
        let view = view(&mut workbench, &assessment)?;
        let asked = view.sections.iter().flat_map(|section| &section.items);
        asked
            .filter(|item| {
                is_failing(item.state.result) || item.state.result == ItemResult::Incomplete
            })
            .map(|item| item.item.id.clone())
            .collect()
    } else {
        bulk.items
    };
    let done = workbench.apply(Change::Assess(AssessChange::Bulk(BulkEdit {
        assessment: Some(assessment.id),
        items,
        owner: bulk.owner,
        due: bulk.due,
        planned_by: bulk.planned_by,
    })))?;
    print_done(desk, &done)
}

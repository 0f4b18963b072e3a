//! `archdeck assess answer` and what else is done to one answer.

use super::{find, view};
use crate::{
    cli::{args::AnswerWords, desk::Desk, history::print_done, output::Printed, problem::Problem},
    ops::{
        assessments::{AnswerEdit, AnswerStep, AssessChange},
        change::Change,
    },
};

/// Answers an item, or changes what is said about it.
pub fn run(desk: &mut Desk, words: AnswerWords) -> Printed {
    let given = words.response.map(AnswerStep::Respond);
    let measured = words.value.map(|value| AnswerStep::Measure {
        value,
        unit: words.unit,
    });
    let steps: Vec<_> = [
        given,
        measured,
        words.note.map(AnswerStep::Note),
        words.owner.map(AnswerStep::Owner),
        words.due.map(|day| AnswerStep::Due(day.0)),
        words.planned_by.map(|day| AnswerStep::PlannedBy(day.0)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if steps.is_empty() {
        return Err(Problem::usage(
            "nothing was answered",
            "Say met, partial, unmet, n/a or unanswered, or give `--value`, `--note`, `--owner` or a day.",
        ));
    }
    let (mut workbench, assessment) = find(desk, &words.assessment)?;
    let done = workbench.apply(Change::Assess(AssessChange::Answer(AnswerEdit {
        assessment: assessment.id,
        item: words.item,
        seen: words.base.map(|base| base.0),
        steps,
    })))?;
    print_done(desk, &done)
}

/// Takes steps on one answer.
pub fn steps(desk: &mut Desk, (typed, item): (&str, &str), steps: Vec<AnswerStep>) -> Printed {
    let (mut workbench, assessment) = find(desk, typed)?;
    let done = workbench.apply(Change::Assess(AssessChange::Answer(AnswerEdit {
        assessment: assessment.id,
        item: item.to_owned(),
        seen: None,
        steps,
    })))?;
    print_done(desk, &done)
}

/// Records that a person agrees to an n/a.
pub fn concur(desk: &mut Desk, place: (&str, &str), person: Option<&str>) -> Printed {
    let (workbench, _) = find(desk, place.0)?;
    let person = match person {
        Some(typed) => workbench.resolve_person(typed)?,
        None => workbench.acting_person()?,
    };
    drop(workbench);
    steps(desk, place, vec![AnswerStep::Concur { person }])
}

/// Says that answers still hold.
pub fn confirm(desk: &mut Desk, typed: &str, items: &[String]) -> Printed {
    for item in items {
        steps(desk, (typed, item), vec![AnswerStep::Confirm])?;
    }
    Ok(())
}

/// Takes an answer that is proposed.
pub fn take(desk: &mut Desk, (typed, item): (&str, &str), number: usize) -> Printed {
    let (mut workbench, assessment) = find(desk, typed)?;
    let view = view(&mut workbench, &assessment)?;
    let mut items = view.sections.iter().flat_map(|section| &section.items);
    let walked = items.find(|walked| walked.item.id == item);
    let proposed = walked.map(|walked| walked.proposed.as_slice());
    let proposed = proposed.unwrap_or_default();
    let Some((answer, ..)) = number.checked_sub(1).and_then(|at| proposed.get(at)) else {
        return Err(Problem::failed(
            format!(
                "{item} has {} proposed; there is no number {number}",
                crate::domain::text::counted(proposed.len() as u64, "answer", "answers")
            ),
            format!(
                "`archdeck assess show {} --item {item}` lists them; only an open item has some.",
                assessment.label
            ),
        ));
    };
    let step = AnswerStep::Take(*answer);
    drop(workbench);
    steps(desk, (typed, item), vec![step])
}

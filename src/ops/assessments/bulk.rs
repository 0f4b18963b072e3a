//! Owner and dates for many items at once, as the steps each of them takes.

use crate::{
    domain::ids::RecordId,
    ops::{
        assessments::{AnswerStep, BulkEdit},
        error::OpsError,
    },
};

/// The assessment and the steps of an edit of many items.
pub(super) fn steps(edit: &BulkEdit) -> Result<(RecordId, Vec<AnswerStep>), OpsError> {
    let nothing = |what: &str| OpsError::Refused {
        what: what.to_owned(),
        hint: "Name an assessment, its items, and an owner, a due day or a day it is planned by."
            .to_owned(),
    };
    let assessment = edit
        .assessment
        .ok_or_else(|| nothing("no assessment was named"))?;
    let owner = edit.owner.clone().map(AnswerStep::Owner);
    let due = edit.due.map(|due| AnswerStep::Due(Some(due)));
    let planned = edit.planned_by.map(|day| AnswerStep::PlannedBy(Some(day)));
    let steps: Vec<_> = [owner, due, planned].into_iter().flatten().collect();
    if steps.is_empty() {
        return Err(nothing("nothing was given to be changed"));
    }
    Ok((assessment, steps))
}

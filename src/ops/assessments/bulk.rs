//! Many answers at once: owner and dates for many items, and the rows of forms that came back.

use std::collections::HashSet;

use super::answering::{Given, done};
use crate::{
    domain::ids::RecordId,
    ops::{
        assessments::{AnswerEdit, AnswerStep, BulkEdit},
        change::Done,
        error::OpsError,
        forms::FormPlan,
        workbench::Workbench,
    },
};

impl Workbench {
    /// Owner and dates for many items at once.
    pub(super) fn edit_many(&mut self, edit: &BulkEdit) -> Result<Done, OpsError> {
        let (assessment, steps) = steps(edit)?;
        let mut seen = HashSet::new();
        let items = edit.items.iter().filter(|item| seen.insert(item.as_str()));
        let given: Vec<_> = items
            .map(|item| Given {
                edit: AnswerEdit {
                    assessment,
                    item: item.clone(),
                    seen: None,
                    steps: steps.clone(),
                },
                by: self.env.actor.clone(),
            })
            .collect();
        let saved = self.save_answers(&given)?;
        Ok(done(saved, "changed owner and dates of"))
    }

    /// What forms would change, as one action, all or none: each row in the name of who filled it in. An answer that was given
    /// since the forms were looked at refuses all of them.
    pub(super) fn take_forms(&mut self, plan: &FormPlan) -> Result<Done, OpsError> {
        let given: Vec<_> = plan
            .rows
            .iter()
            .map(|row| row.given(plan.assessment))
            .collect();
        if given.is_empty() {
            return Err(OpsError::Refused {
                what: "the forms change nothing".to_owned(),
                hint: "Fill in what is to be answered, and hand them in again.".to_owned(),
            });
        }
        let saved = self.save_answers(&given)?;
        Ok(done(saved, "took from forms"))
    }
}

/// The assessment and the steps of an edit of many items.
fn steps(edit: &BulkEdit) -> Result<(RecordId, Vec<AnswerStep>), OpsError> {
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

//! What came back in forms, held against the answers as they are: which rows change something, which are stale or foreign, and
//! where two people do not say the same.

use std::{collections::BTreeMap, path::PathBuf};

use super::{
    FormClash, FormPlan, FormRow,
    row::{Form, Row, plain, seen, stood, told},
};
use crate::{
    domain::{
        assessment::{Answer, Response},
        event::value_digest,
        ids::RecordId,
    },
    markdown::safe,
    ops::{
        assessments::{AnswerStep, AssessmentView, WalkItem},
        error::OpsError,
        workbench::Workbench,
    },
};

/// What became of one row.
enum Taken {
    /// It says what is there already, or nothing.
    Unchanged,
    /// It changes something.
    Changes(Vec<AnswerStep>),
    /// It cannot be taken.
    Refused(String),
}

impl Workbench {
    /// What forms would change.
    ///
    /// # Errors
    /// When they are of several assessments, or of one that is not here.
    pub(super) fn form_plan(&mut self, forms: &[(PathBuf, Form)]) -> Result<FormPlan, OpsError> {
        let assessment = self.assessment_of(forms)?;
        let view = self.assessment_view(assessment)?;
        let items: BTreeMap<&str, &WalkItem> = view
            .sections
            .iter()
            .flat_map(|section| &section.items)
            .map(|walk| (walk.item.id.as_str(), walk))
            .collect();
        let mut plan = FormPlan {
            assessment,
            label: view.line.label.clone(),
            rows: Vec::new(),
            refused: Vec::new(),
            clashes: Vec::new(),
            unchanged: 0,
        };
        for (file, form) in forms {
            for row in &form.rows {
                let walk = items.get(row.item.as_str()).copied();
                match self.taken(row, walk)? {
                    Taken::Unchanged => plan.unchanged += 1,
                    Taken::Refused(why) => {
                        plan.refused
                            .push((file.clone(), row.line, format!("{}: {why}", row.item)));
                    }
                    Taken::Changes(_) if form.by.is_empty() => plan.refused.push((
                        file.clone(),
                        row.line,
                        format!(
                            "{}: the form does not say who filled it in: write the name into it",
                            row.item
                        ),
                    )),
                    Taken::Changes(steps) => {
                        let walk = walk.filter(|_| !steps.is_empty());
                        plan.rows.extend(
                            walk.map(|walk| form_row((file, row), walk, (&form.by, steps))),
                        );
                    }
                }
            }
        }
        settle_clashes(&mut plan);
        in_pack_order(&mut plan, &view);
        Ok(plan)
    }

    fn assessment_of(&self, forms: &[(PathBuf, Form)]) -> Result<RecordId, OpsError> {
        let Some((first, form)) = forms.first() else {
            return Err(OpsError::Refused {
                what: "no form is named".to_owned(),
                hint: "Name the files that came back.".to_owned(),
            });
        };
        if let Some((other, of)) = forms
            .iter()
            .find(|(_, other)| other.assessment != form.assessment)
        {
            return Err(OpsError::Refused {
                what: format!(
                    "{} is of {}, and {} is of {}",
                    first.display(),
                    safe::line(&form.assessment),
                    other.display(),
                    safe::line(&of.assessment)
                ),
                hint: "Take in the forms of one assessment at a time.".to_owned(),
            });
        }
        Ok(self.resolve_assessment(&form.assessment)?.id)
    }

    fn taken(&self, row: &Row, walk: Option<&WalkItem>) -> Result<Taken, OpsError> {
        let Some(walk) = walk else {
            return Ok(Taken::Refused("this assessment does not ask it".to_owned()));
        };
        if let Some(why) = stale_item(row, walk) {
            return Ok(Taken::Refused(why));
        }
        let steps = match row.steps(&walk.item, walk.answer.as_ref()) {
            Ok(steps) if steps.is_empty() => return Ok(Taken::Unchanged),
            Ok(steps) => steps,
            Err(why) => return Ok(Taken::Refused(why)),
        };
        if row.seen == seen(walk.seen) {
            return Ok(Taken::Changes(steps));
        }
        // Somebody answered since the form was written. What the form only repeats is no change of it.
        let then = self.answer_then(walk, &row.seen)?;
        if row
            .steps(&walk.item, then.as_ref())
            .is_ok_and(|steps| steps.is_empty())
        {
            return Ok(Taken::Unchanged);
        }
        Ok(Taken::Refused(answered_since(walk)))
    }

    /// The answer a form was written with, as far as the history knows it.
    fn answer_then(&self, walk: &WalkItem, seen: &str) -> Result<Option<Answer>, OpsError> {
        let Some(answer) = walk.answer.as_ref().filter(|_| !seen.is_empty()) else {
            return Ok(None);
        };
        let history = self.store.history(answer.id)?;
        let then = history
            .into_iter()
            .map(|stored| stored.event.value)
            .find(|value| value_digest(value).is_some_and(|digest| digest.short() == seen));
        Ok(then.and_then(|value| serde_json::from_value(value).ok()))
    }
}

/// Why a row is about another item than the one that is asked now, where it is.
fn stale_item(row: &Row, walk: &WalkItem) -> Option<String> {
    let item = &walk.item;
    if row.rev != item.rev.to_string() {
        let was = if row.rev.is_empty() {
            "no revision"
        } else {
            &row.rev
        };
        return Some(format!(
            "the form asks revision {}, the checklist revision {} now",
            safe::line(was),
            item.rev
        ));
    }
    if plain(&row.ask) != plain(&safe::line(&item.ask)) {
        return Some("the text of the question was changed in the form".to_owned());
    }
    None
}

fn answered_since(walk: &WalkItem) -> String {
    match &walk.answer {
        Some(answer) => format!(
            "answered since this form was written, by {} on {}: {}",
            answer.by,
            answer.on,
            stood(Some(answer))
        ),
        None => "the answer this form was written with was taken back since".to_owned(),
    }
}

fn form_row(
    (file, row): (&PathBuf, &Row),
    walk: &WalkItem,
    (by, steps): (&str, Vec<AnswerStep>),
) -> FormRow {
    FormRow {
        file: file.clone(),
        line: row.line,
        item: row.item.clone(),
        by: by.to_owned(),
        seen: walk.seen,
        before: stood(
            walk.answer
                .as_ref()
                .filter(|answer| answer.response != Response::Unanswered),
        ),
        after: told(&steps),
        steps,
    }
}

/// Rows of several forms for one item: the same is taken once, what differs is taken by nobody.
fn settle_clashes(plan: &mut FormPlan) {
    let mut by_item: BTreeMap<String, Vec<FormRow>> = BTreeMap::new();
    for row in plan.rows.drain(..) {
        by_item.entry(row.item.clone()).or_default().push(row);
    }
    for (item, mut rows) in by_item {
        let is_same = rows
            .iter()
            .all(|row| Some(&row.after) == rows.first().map(|first| &first.after));
        if is_same {
            plan.unchanged += rows.len().saturating_sub(1) as u32;
            plan.rows.extend(rows.drain(..1));
            continue;
        }
        let answers = rows
            .into_iter()
            .map(|row| (row.file, row.line, row.by, row.after));
        plan.clashes.push(FormClash {
            item,
            answers: answers.collect(),
        });
    }
}

fn in_pack_order(plan: &mut FormPlan, view: &AssessmentView) {
    let items = view.sections.iter().flat_map(|section| &section.items);
    let places: BTreeMap<&str, usize> = items
        .zip(0..)
        .map(|(walk, at)| (walk.item.id.as_str(), at))
        .collect();
    let place = |item: &str| places.get(item).copied().unwrap_or(usize::MAX);
    plan.rows.sort_by_key(|row| place(&row.item));
    plan.clashes.sort_by_key(|clash| place(&clash.item));
}

//! What came back in forms, held against the answers as they are: which rows change something, which are stale or foreign, and
//! where two people do not say the same.

use std::{collections::BTreeMap, path::PathBuf};

use super::{
    FormClash, FormPlan, FormRow,
    row::{Form, Row, plain, seen, stood, told, written},
};
use crate::{
    domain::{
        assessment::{Answer, Response},
        event::value_digest,
        ids::RecordId,
    },
    ops::{
        assessments::{AnswerStep, AssessmentView, WalkItem},
        error::OpsError,
        reference::short,
        rewriting::line,
        workbench::Workbench,
    },
};

const NOT_ASKED: &str = "this assessment does not ask it";

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
            let by = self.filled_in_by(form)?;
            for row in &form.rows {
                let walk = items.get(row.item.as_str()).copied();
                let why = match (self.taken(row, walk)?, walk, &by) {
                    (Taken::Unchanged, ..) => {
                        plan.unchanged += 1;
                        continue;
                    }
                    (Taken::Changes(steps), Some(walk), Ok(by)) => {
                        plan.rows.push(form_row((file, row), walk, (by, steps)));
                        continue;
                    }
                    (Taken::Refused(why), ..) => why,
                    (_, _, Err(why)) => why.clone(),
                    (Taken::Changes(_), None, Ok(_)) => NOT_ASKED.to_owned(),
                };
                let why = told_of(&row.item, &why);
                plan.refused.push((file.clone(), row.line, why));
            }
        }
        self.refuse_against_rules(&mut plan)?;
        settle_clashes(&mut plan);
        in_pack_order(&mut plan, &view);
        Ok(plan)
    }

    /// Who filled a form in, as they are called here; else why that cannot be said.
    fn filled_in_by(&self, form: &Form) -> Result<Result<String, String>, OpsError> {
        if form.by.is_empty() {
            return Ok(Err("the form does not say who filled it in".to_owned()));
        }
        Ok(match line("name of who filled it in", &form.by) {
            Ok(by) => {
                let people = self.people()?;
                Ok(people.called(&by).map_or(by, |person| person.name.clone()))
            }
            Err(why) => Err(why.to_string()),
        })
    }

    /// Moves the rows the rules of answers do not let in to those that are refused; the others are not held up by them.
    fn refuse_against_rules(&mut self, plan: &mut FormPlan) -> Result<(), OpsError> {
        let rows = std::mem::take(&mut plan.rows);
        let edits: Vec<_> = rows.iter().map(|row| row.given(plan.assessment)).collect();
        for (row, wrong) in rows.into_iter().zip(self.refusals(&edits)?) {
            match wrong {
                None => plan.rows.push(row),
                Some(why) => {
                    let why = told_of(&row.item, &why.to_string());
                    plan.refused.push((row.file, row.line, why));
                }
            }
        }
        plan.refused
            .sort_by(|one, other| (&one.0, one.1).cmp(&(&other.0, other.1)));
        Ok(())
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
                    short(&form.assessment),
                    other.display(),
                    short(&of.assessment)
                ),
                hint: "Take in the forms of one assessment at a time.".to_owned(),
            });
        }
        Ok(self.resolve_assessment(&form.assessment)?.id)
    }

    fn taken(&self, row: &Row, walk: Option<&WalkItem>) -> Result<Taken, OpsError> {
        if row.says_nothing() {
            return Ok(Taken::Unchanged);
        }
        if row.item.is_empty() {
            return Ok(Taken::Refused("the row does not say which item".to_owned()));
        }
        let Some(walk) = walk else {
            return Ok(Taken::Refused(NOT_ASKED.to_owned()));
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
        if row.seen.is_empty() {
            let why = "the form does not say any more which answer it was written with";
            return Ok(Taken::Refused(why.to_owned()));
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
            short(was),
            item.rev
        ));
    }
    if plain(&row.ask) != written(&item.ask) {
        return Some("the text of the question was changed in the form".to_owned());
    }
    None
}

/// Why an item was refused, named once.
fn told_of(item: &str, why: &str) -> String {
    let why = why.strip_prefix(item).map_or(why, str::trim_start);
    if item.is_empty() {
        return why.to_owned();
    }
    format!("{}: {why}", short(item))
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

//! Results of automation: a JSON list that says what a run found of which item. Each result is told before anything is saved.
//!
//! ```json
//! [
//!   { "item": "RTI-07", "response": "met", "note": "drill passed", "run": "https://ci.example.org/runs/812", "collected_on": "2026-11-20" },
//!   { "item": "RTI-02", "value": 149.9, "unit": "ms", "run": "load-test 44", "pack": "ra.realtime-inference" }
//! ]
//! ```
//!
//! `item` and one of `response` and `value` are needed; `unit` goes with a value that has one, `pack` where several packs of the
//! system ask an item of this id. `run` becomes evidence, collected on the day that is given, else today.

use std::collections::HashSet;

use chrono::NaiveDate;
use serde::Deserialize;

use super::{
    answering::{Given, Sheet, done},
    pieces,
};
use crate::{
    domain::{
        assessment::Response,
        evidence::{Classification, Evidence, Method},
        ids::RecordId,
        measure::Decimal,
        pack::{EvidenceKind, Item},
        score,
        text::counted,
    },
    ops::{
        assessments::{AnswerEdit, AnswerStep, NewEvidence, ResultRow, ResultsPlan},
        change::Done,
        error::OpsError,
        workbench::Workbench,
    },
};

/// The most results of one file.
const MOST: usize = 10_000;

/// One result as its file says it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    item: String,
    #[serde(default)]
    pack: Option<String>,
    #[serde(default)]
    response: Option<String>,
    #[serde(default)]
    value: Option<Decimal>,
    #[serde(default)]
    unit: Option<String>,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    run: Option<String>,
    #[serde(default)]
    collected_on: Option<NaiveDate>,
}

impl Workbench {
    /// Reads results for a system; nothing is saved. `by` says who or what ran them, else the actor did.
    ///
    /// # Errors
    /// When the text is no JSON list. A result that cannot be taken is told in its row.
    pub fn read_results(
        &mut self,
        (system, by): (RecordId, Option<&str>),
        text: &str,
    ) -> Result<ResultsPlan, OpsError> {
        let by = pieces::stated("name of who ran it", by.unwrap_or_default())?;
        let by = by.unwrap_or_else(|| self.env.actor.clone());
        let written: Vec<serde_json::Value> =
            serde_json::from_str(text).map_err(|wrong| OpsError::Refused {
                what: format!("the results cannot be read: {wrong}"),
                hint:
                    "A file of results is a JSON list; `archdeck assess record --help` shows one."
                        .to_owned(),
            })?;
        if written.len() > MOST {
            return Err(OpsError::Refused {
                what: format!(
                    "the file has {} results; at most {MOST} are read",
                    written.len()
                ),
                hint: "Split it.".to_owned(),
            });
        }
        let mut sheet = Sheet::new(self.dossier(system)?, self.env.today());
        let mut seen = HashSet::new();
        let rows = (1..).zip(written).map(|(at, value)| {
            let row = self.row(&mut sheet, (at, value), &by);
            let is_new = seen.insert((row.assessment, row.item.clone()));
            if row.refused.is_some() || is_new {
                return row;
            }
            let refused = Some("the file has another result for this item before".to_owned());
            ResultRow { refused, ..row }
        });
        Ok(ResultsPlan {
            system,
            rows: rows.collect(),
            by: by.clone(),
        })
    }

    /// What one result would do. It is tried on the sheet, so that a row is refused by the same rules as an answer.
    fn row(
        &mut self,
        sheet: &mut Sheet,
        (at, value): (usize, serde_json::Value),
        by: &str,
    ) -> ResultRow {
        let item = value.get("item").and_then(serde_json::Value::as_str);
        let mut row = ResultRow {
            at,
            item: item.unwrap_or_default().to_owned(),
            assessment: None,
            response: Response::Unanswered,
            value: None,
            note: None,
            evidence: None,
            refused: None,
        };
        if let Err(refused) = self.understand(sheet, (&mut row, value), by) {
            row.refused = Some(refused);
        }
        row
    }

    fn understand(
        &mut self,
        sheet: &mut Sheet,
        (row, value): (&mut ResultRow, serde_json::Value),
        by: &str,
    ) -> Result<(), String> {
        let written: Written = serde_json::from_value(value).map_err(|wrong| wrong.to_string())?;
        row.item.clone_from(&written.item);
        row.note.clone_from(&written.note);
        let (assessment, item) = place(sheet, &written)?;
        row.assessment = Some(assessment);
        row.response = response(&item, &written)?;
        row.value = written.value;
        row.evidence = self
            .run(sheet, &written)
            .map_err(|error| error.to_string())?;
        let given = Given {
            edit: edit(row, (assessment, written.unit.as_deref())),
            by: by.to_owned(),
        };
        self.edit_on(sheet, &given)
            .map_err(|error| error.to_string())
    }

    /// The proof of a result.
    fn run(&self, sheet: &Sheet, written: &Written) -> Result<Option<Evidence>, OpsError> {
        let Some(run) = &written.run else {
            return Ok(None);
        };
        let new = NewEvidence {
            kind: EvidenceKind::Run,
            locator: run.clone(),
            note: None,
            collected_on: written.collected_on,
            expires_on: None,
            method: Method::Test,
            classification: Classification::default(),
        };
        pieces::made(self, (&sheet.dossier.people, sheet.today), &new).map(Some)
    }

    /// Saves results that were looked at, all or none.
    pub(super) fn record_results(&mut self, plan: &ResultsPlan) -> Result<Done, OpsError> {
        let refused: Vec<_> = plan
            .rows
            .iter()
            .filter(|row| row.refused.is_some())
            .collect();
        if let Some(first) = refused.first() {
            return Err(OpsError::Refused {
                what: format!(
                    "{} cannot be taken: result {} ({}): {}",
                    counted(refused.len() as u64, "result", "results"),
                    first.at,
                    first.item,
                    first.refused.as_deref().unwrap_or_default()
                ),
                hint:
                    "Mend the file, or take the others with `--skip-refused`; nothing was changed."
                        .to_owned(),
            });
        }
        let dossier = self.dossier(plan.system)?;
        let unit = |row: &ResultRow| {
            let mut all = dossier.assessments.iter();
            let (_, pack) = all.find(|(kept, _)| Some(kept.value.id) == row.assessment)?;
            let item = pack.item(&row.item)?;
            (item.scale == crate::domain::pack::Scale::Number)
                .then(|| item.unit.clone())
                .flatten()
        };
        let given: Vec<Given> = plan
            .rows
            .iter()
            .filter_map(|row| {
                let unit = unit(row);
                Some(Given {
                    edit: edit(row, (row.assessment?, unit.as_deref())),
                    by: plan.by.clone(),
                })
            })
            .collect();
        let saved = self.save_answers(&given)?;
        Ok(done(saved, &format!("recorded results of {} for", plan.by)))
    }
}

/// The assessment a result goes to, and the item it is about.
fn place(sheet: &Sheet, written: &Written) -> Result<(RecordId, Item), String> {
    let started = sheet.dossier.assessments.iter();
    let found: Vec<_> = started
        .filter(|(kept, pack)| {
            let named = written.pack.as_ref();
            named.is_none_or(|named| *named == pack.head.id || *named == kept.value.label)
        })
        .filter_map(|(kept, pack)| Some((kept, pack.item(&written.item)?)))
        .collect();
    match found.as_slice() {
        [(kept, item)] => Ok((kept.value.id, (*item).clone())),
        [] => Err(format!(
            "no assessment of the system asks an item `{}`",
            crate::ops::reference::short(&written.item)
        )),
        many => {
            let labels: Vec<_> = many
                .iter()
                .map(|(kept, _)| kept.value.label.as_str())
                .collect();
            Err(format!(
                "the item is asked in {}; say which with `pack`",
                labels.join(", ")
            ))
        }
    }
}

fn response(item: &Item, written: &Written) -> Result<Response, String> {
    match (&written.response, written.value) {
        (Some(response), None) => response.parse(),
        (None, Some(value)) => score::response_of(item, value),
        (None, None) => Err("it has neither a response nor a value".to_owned()),
        (Some(_), Some(_)) => {
            Err("it has a response and a value; the answer follows from the value".to_owned())
        }
    }
}

/// The edit a result makes.
fn edit(row: &ResultRow, (assessment, unit): (RecordId, Option<&str>)) -> AnswerEdit {
    let mut steps = vec![match row.value {
        Some(value) => AnswerStep::Measure {
            value,
            unit: unit.map(str::to_owned),
        },
        None => AnswerStep::Respond(row.response),
    }];
    steps.extend(row.note.clone().map(AnswerStep::Note));
    steps.extend(row.evidence.as_ref().map(|piece| {
        AnswerStep::Attach(NewEvidence {
            kind: piece.kind,
            locator: piece.locator.clone(),
            note: piece.note.clone(),
            collected_on: Some(piece.collected_on),
            expires_on: piece.expires_on,
            method: piece.method,
            classification: piece.classification,
        })
    }));
    AnswerEdit {
        assessment,
        item: row.item.clone(),
        seen: None,
        steps,
    }
}

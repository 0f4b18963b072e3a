//! All evidence of systems in one list, and their files looked at again.

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    answering::{Given, Sheet, done},
    lines::asked,
};
use crate::{
    domain::{
        assessment::Answer,
        evidence::{Evidence, EvidenceState},
        ids::RecordId,
    },
    ops::{
        assessments::{AnswerEdit, AnswerStep},
        change::Done,
        error::OpsError,
        rewriting::unchanged,
        workbench::Workbench,
    },
};

/// The evidence of systems on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EvidenceView {
    /// The day.
    pub as_of: NaiveDate,
    /// The pieces, of systems and assessments in the order of their labels, then in pack order.
    pub lines: Vec<EvidenceLine>,
}

/// A piece of evidence in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EvidenceLine {
    /// The system: identity, label and name.
    pub system: (RecordId, String, String),
    /// The assessment.
    pub assessment: String,
    /// The item.
    pub item: String,
    /// Its number at the item, from 1.
    pub number: usize,
    /// The piece.
    pub evidence: Evidence,
    /// What it is worth.
    pub state: EvidenceState,
    /// The last day it counts, where its age or its own last day ends it.
    pub last_day: Option<NaiveDate>,
}

impl Workbench {
    /// The evidence of a system, or of all that are not closed.
    ///
    /// # Errors
    /// When the system is gone or the store cannot be read.
    pub fn evidence(&mut self, system: Option<RecordId>) -> Result<EvidenceView, OpsError> {
        let as_of = self.env.today();
        let mut lines = Vec::new();
        for id in self.asked_systems(system)? {
            let dossier = self.dossier(id)?;
            let waivers = dossier.waiver_values();
            let inputs = dossier.inputs(&waivers, dossier.tier_now(as_of), as_of);
            for pack in &inputs.packs {
                let Some(assessment) = pack.assessment else {
                    continue;
                };
                for asked in asked(&inputs, pack).0 {
                    let Some(given) = asked.given.filter(|given| given.shared_from.is_none())
                    else {
                        continue;
                    };
                    let rule = asked.item.evidence.as_ref();
                    let max_age = rule.and_then(|rule| rule.max_age_days);
                    let pieces = given.answer.evidence.iter().zip(1..);
                    lines.extend(pieces.map(|(piece, number)| EvidenceLine {
                        system: dossier.system_named(),
                        assessment: assessment.label.clone(),
                        item: asked.item.id.clone(),
                        number,
                        evidence: piece.clone(),
                        state: piece.state(max_age, as_of),
                        last_day: piece.last_day(max_age),
                    }));
                }
            }
        }
        Ok(EvidenceView { as_of, lines })
    }

    fn asked_systems(&self, system: Option<RecordId>) -> Result<Vec<RecordId>, OpsError> {
        match system {
            Some(system) => Ok(vec![system]),
            None => self.systems_in_use(),
        }
    }

    pub(super) fn recheck_evidence(&mut self, system: Option<RecordId>) -> Result<Done, OpsError> {
        self.until_not_overtaken(|bench| {
            let seen = bench.store.last_seq()?;
            let (mut puts, mut changed, mut files) = (Vec::new(), Vec::new(), 0);
            for id in bench.asked_systems(system)? {
                let sheet = bench.rechecked(id)?;
                files += sheet.1;
                let (more, items) = sheet.0.puts();
                puts.extend(more);
                changed.extend(items);
            }
            let looked = crate::domain::text::counted(files, "file", "files");
            if puts.is_empty() {
                let summary = format!("looked at {looked} again; all are as they were");
                return Ok(unchanged(summary, Vec::new()));
            }
            let group = bench.save_upon(seen, puts, Vec::new())?;
            let saved = super::answering::SavedAnswers {
                group: Some(group),
                changed,
            };
            Ok(done(saved, &format!("looked at {looked} again; changed")))
        })
    }

    fn rechecked(&mut self, system: RecordId) -> Result<(Sheet, u64), OpsError> {
        let mut sheet = Sheet::new(self.dossier(system)?, self.env.today());
        let has_file =
            |answer: &&Answer| answer.evidence.iter().any(|piece| piece.digest.is_some());
        let answers: Vec<Answer> = sheet
            .dossier
            .answers
            .iter()
            .map(|kept| &kept.value)
            .filter(has_file)
            .cloned()
            .collect();
        let mut files = 0;
        for answer in answers {
            let pieces = answer.evidence.iter();
            files += pieces.filter(|piece| piece.digest.is_some()).count() as u64;
            let given = Given {
                edit: AnswerEdit {
                    assessment: answer.assessment,
                    item: answer.item.clone(),
                    seen: None,
                    steps: vec![AnswerStep::Recheck],
                },
                by: self.env.actor.clone(),
            };
            match self.edit_on(&mut sheet, &given) {
                // An answer whose item is gone is kept for another pack, and proves nothing by itself.
                Ok(()) | Err(OpsError::NotFound { .. }) => {}
                Err(other) => return Err(other),
            }
        }
        Ok((sheet, files))
    }
}

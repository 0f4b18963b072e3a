//! Decision matrices: options against weighted criteria, how stable the winner is, and the table written into a decision.

pub mod facts;
mod write;

use serde::Serialize;

use crate::{
    domain::{
        digest::Digest,
        event::RecordKind,
        ids::RecordId,
        matrix::{Criterion, Matrix, MatrixOption},
        system::System,
    },
    ops::{
        change::Done,
        error::OpsError,
        putting::{put, taken_away},
        rewriting::unchanged,
        waivers::{Words, labelled},
        workbench::{Workbench, decoded},
    },
    store::{Put, StoreError},
};

/// How often a matrix is begun again when somebody else saves meanwhile.
const TRIES: usize = 5;

/// A change of matrices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatrixChange {
    /// A new matrix.
    New(MatrixFacts),
    /// A matrix anew.
    Edit {
        /// The matrix.
        matrix: RecordId,
        /// The digest of the value that was seen, where one was; a stale one is refused.
        base: Option<Digest>,
        /// What it says now.
        facts: MatrixFacts,
    },
    /// One score; `None` takes it away.
    Score {
        /// The matrix.
        matrix: RecordId,
        /// The option.
        option: String,
        /// The criterion.
        criterion: String,
        /// From 0 to the highest.
        score: Option<u8>,
    },
    /// Writes the matrix as a table into the text of a decision, in its dialect.
    Write {
        /// The matrix.
        matrix: RecordId,
        /// The decision.
        decision: RecordId,
    },
    /// Throws it away; history keeps it.
    Discard {
        /// The matrix.
        matrix: RecordId,
    },
}

/// What a matrix says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixFacts {
    /// What is chosen.
    pub title: String,
    /// The decision it is for.
    pub decision: Option<RecordId>,
    /// The system it is for.
    pub system: Option<RecordId>,
    /// The highest score.
    pub scale_max: u8,
    /// The criteria in order.
    pub criteria: Vec<Criterion>,
    /// The options in order.
    pub options: Vec<MatrixOption>,
}

/// The matrices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatricesView {
    /// The matrices, newest first, each with the name of its winner, where there is one.
    pub lines: Vec<(Matrix, Option<String>)>,
}

/// One matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatrixView {
    /// The matrix.
    pub matrix: Matrix,
    /// The digest of its value.
    pub digest: Digest,
    /// The decision it is for, as it is printed.
    pub decision: Option<String>,
    /// The system it is for, as it is printed.
    pub system: Option<String>,
    /// Each option's score in basis points, from and to; they differ where scores are missing.
    pub scores: Vec<(String, u32, u32)>,
    /// The winner, where one wins whatever is missing.
    pub winner: Option<String>,
    /// Who wins and how easily that changes, in one sentence.
    pub sentence: String,
    /// Which weight flips the winner: criterion, weight now, weight then, what comes out then in words; the smallest change
    /// first.
    pub flips: Vec<(String, u32, u32, String)>,
}

impl Workbench {
    pub(crate) fn matrix_change(&mut self, change: MatrixChange) -> Result<Done, OpsError> {
        match change {
            MatrixChange::New(facts) => self.new_matrix(&facts.checked()?),
            MatrixChange::Edit {
                matrix,
                base,
                facts,
            } => self.edit_matrix(matrix, base, facts.checked()?),
            MatrixChange::Score {
                matrix,
                option,
                criterion,
                score,
            } => self.score_matrix(matrix, (&option, &criterion), score),
            MatrixChange::Write { matrix, decision } => self.write_matrix(matrix, decision),
            MatrixChange::Discard { matrix } => self.discard_matrix(matrix),
        }
    }

    fn new_matrix(&mut self, facts: &MatrixFacts) -> Result<Done, OpsError> {
        let mut tries = 1;
        loop {
            // A label is only new against those that are there: two people must not both get the next one.
            match self.new_matrix_once(facts) {
                Err(OpsError::Store(StoreError::Overtaken)) if tries < TRIES => tries += 1,
                done => return done,
            }
        }
    }

    fn new_matrix_once(&mut self, facts: &MatrixFacts) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        let label = self.next_label("MTX-", 4)?;
        let matrix = facts.clone().into_matrix(self.env.record_id(), label);
        let saved = put((RecordKind::Matrix, matrix.id), ("begun", None), &matrix);
        let group = self.save_upon(seen, vec![saved], Vec::new())?;
        Ok(Done {
            group: Some(group),
            summary: format!("began {} {}", matrix.label, matrix.title),
            refs: vec![matrix.label],
            made: Some(matrix.id),
            can_undo: true,
        })
    }

    fn edit_matrix(
        &mut self,
        id: RecordId,
        seen: Option<Digest>,
        facts: MatrixFacts,
    ) -> Result<Done, OpsError> {
        let (before, base) = self.matrix_with_digest(id)?;
        if seen.is_some_and(|seen| seen != base) {
            return Err(self.stale(id, before.label));
        }
        let matrix = facts.into_matrix(id, before.label.clone());
        if matrix == before {
            let summary = format!("{} is unchanged", before.label);
            return Ok(unchanged(summary, vec![before.label]));
        }
        let saved = put((RecordKind::Matrix, id), ("edited", Some(base)), &matrix);
        let summary = format!("edited {} {}", matrix.label, matrix.title);
        self.save_matrix(saved, summary, matrix.label)
    }

    fn score_matrix(
        &mut self,
        id: RecordId,
        (option, criterion): (&str, &str),
        score: Option<u8>,
    ) -> Result<Done, OpsError> {
        let (mut matrix, base) = self.matrix_with_digest(id)?;
        facts::refuse_score(&matrix, score)?;
        let criterion = facts::criterion_meant(&matrix, criterion)?;
        let place = facts::option_meant(&matrix, option)?;
        let Some(option) = matrix.options.get_mut(place) else {
            return Err(gone());
        };
        let before = match score {
            Some(score) => option.scores.insert(criterion.clone(), score),
            None => option.scores.remove(&criterion),
        };
        let said = score.map_or("no score".to_owned(), |score| score.to_string());
        let summary = format!(
            "{}: {} has {said} for {criterion}",
            matrix.label, option.name
        );
        if before == score {
            return Ok(unchanged(summary, vec![matrix.label]));
        }
        let saved = put((RecordKind::Matrix, id), ("scored", Some(base)), &matrix);
        self.save_matrix(saved, summary, matrix.label)
    }

    fn discard_matrix(&mut self, id: RecordId) -> Result<Done, OpsError> {
        let (matrix, base) = self.matrix_with_digest(id)?;
        let away = taken_away((RecordKind::Matrix, id), ("discarded", Some(base)));
        let summary = format!("threw {} {} away", matrix.label, matrix.title);
        self.save_matrix(away, summary, matrix.label)
    }

    fn save_matrix(
        &mut self,
        saved: Put,
        summary: String,
        label: String,
    ) -> Result<Done, OpsError> {
        let group = self
            .save(vec![saved], Vec::new())
            .map_err(|error| match error {
                OpsError::Store(StoreError::Stale { record, .. }) => {
                    self.stale(record, label.clone())
                }
                other => other,
            })?;
        Ok(Done {
            group: Some(group),
            summary,
            refs: vec![label],
            made: None,
            can_undo: true,
        })
    }

    pub(crate) fn matrices(&mut self) -> Result<MatricesView, OpsError> {
        let all = self.store.current_of_kind(RecordKind::Matrix, None)?;
        let mut matrices: Vec<Matrix> = all.iter().map(decoded).collect::<Result<_, _>>()?;
        matrices.sort_by_key(|matrix| {
            let number = matrix.label.strip_prefix("MTX-");
            std::cmp::Reverse(number.and_then(|number| number.parse::<u32>().ok()))
        });
        let lines = matrices.into_iter().map(|matrix| {
            let winner = matrix.winner().map(str::to_owned);
            (matrix, winner)
        });
        Ok(MatricesView {
            lines: lines.collect(),
        })
    }

    pub(crate) fn matrix_view(&mut self, id: RecordId) -> Result<MatrixView, OpsError> {
        let (matrix, digest) = self.matrix_with_digest(id)?;
        let totals = matrix.totals();
        let scores = matrix.options.iter().zip(totals);
        let flips = matrix.flips().into_iter().filter_map(|flip| {
            let criterion = matrix.criteria.get(flip.criterion)?.name.clone();
            let then = matrix.outcome_in_words(&flip.outcome);
            Some((criterion, flip.now, flip.then, then))
        });
        Ok(MatrixView {
            scores: scores
                .map(|(option, total)| (option.name.clone(), total.low, total.high))
                .collect(),
            winner: matrix.winner().map(str::to_owned),
            sentence: matrix.sentence(),
            flips: flips.collect(),
            decision: self.decision_called(matrix.decision)?,
            system: self.system_called(matrix.system)?,
            matrix,
            digest,
        })
    }

    fn decision_called(&self, decision: Option<RecordId>) -> Result<Option<String>, OpsError> {
        let Some(decision) = decision else {
            return Ok(None);
        };
        Ok(match self.store.adr(decision)? {
            Some(adr) => Some(format!("{} {}", self.called(decision)?, adr.facts.title)),
            None => Some("a decision that is gone".to_owned()),
        })
    }

    fn system_called(&self, system: Option<RecordId>) -> Result<Option<String>, OpsError> {
        let Some(system) = system else {
            return Ok(None);
        };
        let current = self.store.current(system)?;
        let Some(current) = current.filter(|current| current.kind == RecordKind::System) else {
            return Ok(Some("a system that is gone".to_owned()));
        };
        let system: System = decoded(&current)?;
        Ok(Some(format!("{} {}", system.label, system.name)))
    }

    /// Finds the matrix a typed label or id means.
    ///
    /// # Errors
    /// When none or more than one answers.
    pub fn resolve_matrix(&self, typed: &str) -> Result<RecordId, OpsError> {
        let all = self.store.current_of_kind(RecordKind::Matrix, None)?;
        let named: Vec<_> = all
            .iter()
            .map(|current| (current.id, current.public_id.as_str()))
            .collect();
        let words = Words {
            one: "matrix",
            begin: "`archdeck matrix new` begins the first one.",
        };
        labelled(typed, &named, words)
    }

    /// A matrix and the digest of its value.
    fn matrix_with_digest(&self, id: RecordId) -> Result<(Matrix, Digest), OpsError> {
        let current = self.store.current(id)?;
        let current = current.filter(|current| current.kind == RecordKind::Matrix);
        let current = current.ok_or_else(gone)?;
        Ok((decoded(&current)?, current.digest))
    }
}

fn gone() -> OpsError {
    OpsError::NotFound {
        what: "the matrix is not in the store any more".to_owned(),
        hint: "`archdeck matrix list` shows those that are.".to_owned(),
    }
}

#[cfg(test)]
mod tests;

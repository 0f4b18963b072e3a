//! Decision matrices: options against weighted criteria, how stable the winner is, and the table written into a decision.

use serde::Serialize;

use crate::{
    domain::{
        digest::Digest,
        ids::RecordId,
        matrix::{Criterion, Matrix, MatrixOption},
    },
    ops::{change::Done, error::OpsError, workbench::Workbench},
};

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
    /// Which weight flips the winner: criterion, weight now, weight then, winner then.
    pub flips: Vec<(String, u32, u32, String)>,
}

impl Workbench {
    pub(crate) fn matrix_change(&mut self, change: MatrixChange) -> Result<Done, OpsError> {
        Err(super::not_there_yet(&change))
    }

    pub(crate) fn matrices(&mut self) -> Result<MatricesView, OpsError> {
        Err(super::not_there_yet(&"matrices"))
    }

    pub(crate) fn matrix_view(&mut self, id: RecordId) -> Result<MatrixView, OpsError> {
        Err(super::not_there_yet(&id))
    }

    /// Finds the matrix a typed label or id means.
    ///
    /// # Errors
    /// When none or more than one answers.
    pub fn resolve_matrix(&self, typed: &str) -> Result<RecordId, OpsError> {
        Err(super::not_there_yet(&typed))
    }
}

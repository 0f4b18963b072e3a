//! Forms for people who do not run the workbench: an assessment as Markdown with check boxes or as rows for a spreadsheet, and
//! what comes back of it, looked at before anything is saved.

use std::path::PathBuf;

use serde::Serialize;

use crate::{
    domain::{digest::Digest, ids::RecordId},
    ops::{assessments::AnswerStep, error::OpsError, workbench::Workbench},
};

/// The form in which an assessment is written for others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormFormat {
    /// Markdown with check boxes and fields.
    #[default]
    Md,
    /// Rows for a spreadsheet.
    Csv,
}

impl FormFormat {
    /// Every form.
    pub const ALL: [Self; 2] = [Self::Md, Self::Csv];

    /// The word typed for it, and the ending of its files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Md => "md",
            Self::Csv => "csv",
        }
    }
}

/// What came back in forms: what would change, what cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormPlan {
    /// The assessment.
    pub assessment: RecordId,
    /// The rows that change something, in pack order.
    pub rows: Vec<FormRow>,
    /// Rows that cannot be taken: file, line, why.
    pub refused: Vec<(PathBuf, usize, String)>,
    /// Items two forms answer differently: nothing of them is taken before somebody chooses.
    pub clashes: Vec<FormClash>,
    /// How many rows say what is there already.
    pub unchanged: u32,
}

/// One row that changes something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormRow {
    /// The file.
    pub file: PathBuf,
    /// The line.
    pub line: usize,
    /// The item.
    pub item: String,
    /// Who filled it in.
    pub by: String,
    /// The digest of the answer that was seen when the plan was made; `None`: none was there.
    pub seen: Option<Digest>,
    /// What it does.
    #[serde(skip)]
    pub steps: Vec<AnswerStep>,
    /// The same in words: what was, what will be.
    pub before: String,
    /// See `before`.
    pub after: String,
}

/// An item two forms answer differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormClash {
    /// The item.
    pub item: String,
    /// Each answer: file, line, who, in words.
    pub answers: Vec<(PathBuf, usize, String, String)>,
}

impl Workbench {
    /// An assessment as a form.
    ///
    /// # Errors
    /// When the assessment is gone.
    pub fn form(&mut self, assessment: RecordId, format: FormFormat) -> Result<String, OpsError> {
        Err(super::not_there_yet(&(assessment, format)))
    }

    /// Reads forms that came back; nothing is saved.
    ///
    /// # Errors
    /// When a file is no form, or they are of several assessments.
    pub fn read_forms(&mut self, files: &[PathBuf]) -> Result<FormPlan, OpsError> {
        Err(super::not_there_yet(&files))
    }
}

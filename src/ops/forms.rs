//! Forms for people who do not run the workbench: an assessment as Markdown with check boxes or as rows for a spreadsheet, and
//! what comes back of it, looked at before anything is saved. A row that is stale or foreign is refused by its line, what two
//! people answer differently waits for a choice, and what was left empty changes nothing.

mod csv;
mod markdown;
mod plan;
mod row;

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::{
    domain::{digest::Digest, finding::Finding, ids::RecordId, text},
    ops::{
        assessments::{AnswerEdit, AnswerStep, answering::Given},
        change::Done,
        discover,
        error::OpsError,
        exchange::writing::{self, HandedOver},
        rewriting::unchanged,
        workbench::Workbench,
    },
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

    /// The form a file has by its ending; Markdown where it has none.
    pub fn of(path: &Path) -> Self {
        let ending = path.extension().and_then(|ending| ending.to_str());
        match ending {
            Some(ending)
                if ending.eq_ignore_ascii_case("csv") || ending.eq_ignore_ascii_case("tsv") =>
            {
                Self::Csv
            }
            _ => Self::Md,
        }
    }
}

impl std::str::FromStr for FormFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|format| format.word() == text);
        found.ok_or_else(|| format!("`{text}` is no form; possible are md and csv"))
    }
}

/// What came back in forms: what would change, what cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormPlan {
    /// The assessment.
    pub assessment: RecordId,
    /// Its label.
    pub label: String,
    /// The rows that change something, in pack order.
    pub rows: Vec<FormRow>,
    /// Rows that cannot be taken: file, line, why.
    pub refused: Vec<(PathBuf, usize, String)>,
    /// Items two forms answer differently: nothing of them is taken before somebody chooses.
    pub clashes: Vec<FormClash>,
    /// How many rows say what is there already, or nothing.
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

impl FormRow {
    /// The edit of the answer it comes to, in the name of who filled it in.
    pub(super) fn given(&self, assessment: RecordId) -> Given {
        Given {
            edit: AnswerEdit {
                assessment,
                item: self.item.clone(),
                seen: Some(self.seen),
                steps: self.steps.clone(),
            },
            by: self.by.clone(),
        }
    }
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
        let view = self.assessment_view(assessment)?;
        match format {
            FormFormat::Md => Ok(markdown::write(&view)),
            FormFormat::Csv => csv::write(&view).map_err(|why| OpsError::Refused {
                what: format!("the form cannot be written: {why}"),
                hint: "Write it as Markdown: `--format md`.".to_owned(),
            }),
        }
    }

    /// Writes an assessment as a form to a file; `replaces`: another file that is there already gives way.
    pub(super) fn write_form(
        &mut self,
        (assessment, format): (RecordId, FormFormat),
        (file, replaces): (&Path, bool),
    ) -> Result<Done, OpsError> {
        let text = self.form(assessment, format)?;
        let shown = file.display();
        let summary = match writing::hand_over(file, text.as_bytes(), replaces)? {
            HandedOver::Already => format!("{shown} already holds this form"),
            HandedOver::Written => format!("wrote the form to {shown}"),
        };
        Ok(unchanged(summary, Vec::new()))
    }

    /// Reads forms that came back; nothing is saved.
    ///
    /// # Errors
    /// When a file is no form, or they are of several assessments.
    pub fn read_forms(&mut self, files: &[PathBuf]) -> Result<FormPlan, OpsError> {
        let mut forms = Vec::with_capacity(files.len());
        for file in files {
            forms.push((file.clone(), read(file)?));
        }
        self.form_plan(&forms)
    }
}

fn read(file: &Path) -> Result<row::Form, OpsError> {
    let shown = file.display();
    let refused = |what: String| OpsError::Refused {
        what,
        hint: "Name a form that `archdeck assess export` wrote.".to_owned(),
    };
    let bytes = discover::content::read(file)
        .map_err(|why| refused(format!("{shown}: {}", why.message)))?;
    let decoded = text::decode(&bytes);
    // A letter that cannot be read would be kept as another one.
    if let Some(broken) = decoded.findings.iter().find(|odd| is_broken(odd)) {
        let line = broken
            .line
            .map_or_else(String::new, |line| format!(":{line}"));
        return Err(OpsError::Refused {
            what: format!("{shown}{line}: it holds bytes that are no UTF-8 text"),
            hint: "Save it as UTF-8 (in a spreadsheet: CSV UTF-8) and take it in again.".to_owned(),
        });
    }
    let form = match FormFormat::of(file) {
        FormFormat::Md if !csv::begins(&decoded.text) => markdown::read(&decoded.text),
        FormFormat::Md | FormFormat::Csv => csv::read(&decoded.text),
    };
    form.map_err(|(line, why)| refused(format!("{shown}:{line}: {why}")))
}

fn is_broken(odd: &Finding) -> bool {
    matches!(odd.code.as_ref(), "invalid-utf8" | "invalid-utf16")
}

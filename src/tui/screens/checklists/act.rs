//! What is done with a whole assessment, wherever it is chosen: milestones, upgrades, forms out and in, thrown away. It must
//! not know which screen asks.

use std::path::PathBuf;

use crate::{
    domain::{ids::RecordId, text::Line},
    ops::{
        assessments::{AssessChange, AssessmentLine},
        change::Change,
        forms::FormFormat,
    },
    tui::{
        screen::{FieldKind, Filled, Form, FormField, Outcome, Question},
        screens::packets::build::value,
    },
};

/// The word of a yes to throwing away.
pub(in crate::tui::screens) const DISCARD: &str = "assessment.discard";
/// The word of a yes to an upgrade.
pub(in crate::tui::screens) const UPGRADE: &str = "assessment.upgrade";
/// The word of a yes to what came back in forms.
pub(in crate::tui::screens) const TAKE_FORMS: &str = "assessment.take-forms";
/// The form of a milestone.
pub(in crate::tui::screens) const MILESTONE: &str = "assessment.milestone";
/// The form that writes a form.
pub(in crate::tui::screens) const EXPORT: &str = "assessment.export";
/// The form that asks for forms that came back.
pub(in crate::tui::screens) const IMPORT: &str = "assessment.import";

const TITLE: &str = "title";
const FORMAT: &str = "format";
const FILE: &str = "file";
const OTHER: &str = "other";
const FILES: &str = "files";
const KEEP: &str = "keep";
const REPLACE: &str = "replace";

/// What is wrong with a field: its word, and why.
pub(in crate::tui::screens) type Wrong = (&'static str, String);

/// The assessment something is to be done with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tui::screens) struct Chosen {
    /// The assessment.
    pub(in crate::tui::screens) id: RecordId,
    /// What people call it.
    pub(in crate::tui::screens) label: String,
    /// Its pack and system, in words.
    title: String,
    /// How many items have an answer.
    answered: u32,
}

impl Chosen {
    /// The assessment of a line.
    pub(in crate::tui::screens) fn of(line: &AssessmentLine) -> Self {
        Self {
            id: line.id,
            label: line.label.clone(),
            title: format!("{} of {}", line.title, line.system.2),
            answered: line.numbers.answered,
        }
    }

    /// Asks before it is thrown away.
    pub(in crate::tui::screens) fn ask_to_discard(&self) -> Outcome {
        Outcome::Ask(Question {
            title: format!("Throw {} away", self.label),
            question: format!(
                "{} goes with its {} answers; history keeps them. It is refused while an issued verdict rests on it.",
                self.title, self.answered
            ),
            word: DISCARD.to_owned(),
        })
    }

    /// Asks why a milestone is taken.
    pub(in crate::tui::screens) fn ask_for_milestone(&self) -> Outcome {
        Outcome::Form(Form {
            word: MILESTONE,
            title: format!("Milestone of {}", self.label),
            note: Some("All answers are copied as they are now; the copy never changes.".into()),
            fields: vec![line(
                (TITLE, "Title"),
                FieldKind::Needed,
                ("", "Why it is taken: `before the November review`."),
            )],
        })
    }

    /// Asks in which form and where it is written.
    pub(in crate::tui::screens) fn ask_to_write(&self) -> Outcome {
        let choice = |choices: &[(&str, &str)]| {
            let choices = choices.iter();
            let choices = choices.map(|(word, text)| ((*word).to_owned(), (*text).to_owned()));
            FieldKind::Choice(choices.collect())
        };
        let formats = choice(&[
            ("md", "Markdown with check boxes"),
            ("csv", "CSV for a spreadsheet"),
        ]);
        let others = choice(&[(KEEP, "is kept"), (REPLACE, "is written over")]);
        Outcome::Form(Form {
            word: EXPORT,
            title: format!("Write {} as a form", self.label),
            note: Some("It is filled in without Archdeck; I takes it in again.".to_owned()),
            fields: vec![
                line(
                    (FILE, "File"),
                    FieldKind::Needed,
                    (
                        &self.usual_file(FormFormat::Md),
                        "A path, seen from the folder Archdeck was started in.",
                    ),
                ),
                line((FORMAT, "Form"), formats, ("md", "Left and right choose.")),
                line(
                    (OTHER, "Another file there"),
                    others,
                    (KEEP, "What becomes of a file of that name."),
                ),
            ],
        })
    }

    fn usual_file(&self, format: FormFormat) -> String {
        format!("{}.{}", self.label, format.word())
    }

    /// The change a filled form asks for; nothing of a form that is not about a whole assessment.
    pub(in crate::tui::screens) fn filled(
        &self,
        form: &str,
        filled: &Filled,
    ) -> Result<Option<Change>, Wrong> {
        let change = match form {
            MILESTONE => AssessChange::Milestone {
                assessment: self.id,
                title: value(filled, TITLE).to_owned(),
            },
            EXPORT => self.write(filled)?,
            _ => return Ok(None),
        };
        Ok(Some(Change::Assess(change)))
    }

    fn write(&self, filled: &Filled) -> Result<AssessChange, Wrong> {
        let typed = value(filled, FORMAT);
        let format = FormFormat::ALL
            .into_iter()
            .find(|format| format.word() == typed)
            .unwrap_or_default();
        let typed = path(FILE, value(filled, FILE))?;
        // The name that was proposed ends as its form does.
        let file = if typed.as_os_str() == self.usual_file(FormFormat::Md).as_str() {
            PathBuf::from(self.usual_file(format))
        } else {
            typed
        };
        Ok(AssessChange::WriteForm {
            assessment: self.id,
            format,
            file,
            replaces: value(filled, OTHER) == REPLACE,
        })
    }
}

/// Asks which forms came back.
pub(in crate::tui::screens) fn ask_for_forms() -> Outcome {
    Outcome::Form(Form {
        word: IMPORT,
        title: "Take in forms that came back".to_owned(),
        note: Some("What they would change is shown first; nothing is saved before a yes.".into()),
        fields: vec![line(
            (FILES, "Files"),
            FieldKind::Needed,
            ("", "One path, or several with a semicolon between two."),
        )],
    })
}

/// The files a filled form names.
pub(in crate::tui::screens) fn files(filled: &Filled) -> Result<Vec<PathBuf>, Wrong> {
    let typed = value(filled, FILES).split(';').map(str::trim);
    typed
        .filter(|one| !one.is_empty())
        .map(|one| path(FILES, one))
        .collect()
}

fn path(field: &'static str, typed: &str) -> Result<PathBuf, Wrong> {
    let line = Line::parse(typed).map_err(|why| (field, why.to_string()))?;
    if typed.starts_with('~') {
        let why = "write the path in full: `~` is known to a shell only";
        return Err((field, why.to_owned()));
    }
    Ok(PathBuf::from(line.as_str()))
}

fn line(
    (word, label): (&'static str, &'static str),
    kind: FieldKind,
    (value, hint): (&str, &str),
) -> FormField {
    FormField {
        word,
        label,
        value: value.to_owned(),
        kind,
        hint: hint.to_owned(),
    }
}

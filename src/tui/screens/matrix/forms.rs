//! The forms of a matrix and the changes they ask for: title, criteria with weights, options, and the decision it is written
//! into.

use crate::{
    domain::{ids::RecordId, matrix::Criterion},
    ops::{
        change::Change,
        matrices::{MatrixChange, MatrixFacts, MatrixView},
    },
    tui::screen::{FieldKind, Filled, Form, FormField},
};

pub(in crate::tui::screens) const NEW: &str = "matrix.add";
pub(super) const EDIT: &str = "matrix.edit";
pub(super) const WRITE: &str = "matrix.write";

pub(in crate::tui::screens) const TITLE: &str = "title";
pub(in crate::tui::screens) const CRITERIA: &str = "criteria";
pub(in crate::tui::screens) const OPTIONS: &str = "options";
pub(super) const DECISION: &str = "decision";

/// What stands between two names in one field.
const BETWEEN: char = ';';

type Wrong = (&'static str, String);

/// The form a matrix is begun with.
pub(in crate::tui::screens) fn new() -> Form {
    Form {
        word: NEW,
        title: "Begin a decision matrix".to_owned(),
        note: Some("Scores are typed afterwards, from 0 to 5.".to_owned()),
        fields: fields([String::new(), String::new(), String::new()]),
    }
}

/// The form of a matrix that is there.
pub(super) fn edit(view: &MatrixView) -> Form {
    let matrix = &view.matrix;
    let criteria = matrix.criteria.iter();
    let criteria: Vec<_> = criteria
        .map(|criterion| format!("{}:{}", criterion.name, criterion.weight))
        .collect();
    let options: Vec<_> = matrix.options.iter().map(|it| it.name.as_str()).collect();
    Form {
        word: EDIT,
        title: format!("Edit {}", matrix.label),
        note: Some("Scores of what is still there stay.".to_owned()),
        fields: fields([
            matrix.title.clone(),
            criteria.join("; "),
            options.join("; "),
        ]),
    }
}

/// The form that asks for a decision.
pub(super) fn write(view: &MatrixView) -> Form {
    let chosen = view.matrix.decision;
    Form {
        word: WRITE,
        title: format!("Write {} into a decision", view.matrix.label),
        note: Some("As a table under its options, in place of the one written before.".to_owned()),
        fields: vec![FormField {
            word: DECISION,
            label: "Decision",
            value: chosen.map_or_else(String::new, |decision| decision.to_string()),
            kind: FieldKind::Decision(None),
            hint: "Its number or words of its title; one that was decided is refused.".to_owned(),
        }],
    }
}

fn fields([title, criteria, options]: [String; 3]) -> Vec<FormField> {
    let field = |word, label, value, hint: &str| FormField {
        word,
        label,
        value,
        kind: FieldKind::Needed,
        hint: hint.to_owned(),
    };
    vec![
        field(TITLE, "Title", title, "What is chosen: `Store of vectors`."),
        field(
            CRITERIA,
            "Criteria",
            criteria,
            "Each with its weight, a semicolon between two: `cost:5; recall:3`.",
        ),
        field(
            OPTIONS,
            "Options",
            options,
            "A semicolon between two: `pgvector; managed service`.",
        ),
    ]
}

/// The change the form of a new matrix asks for.
pub(in crate::tui::screens) fn begun(filled: &Filled) -> Result<Change, Wrong> {
    let title = value(filled, TITLE).to_owned();
    let facts = MatrixFacts::typed(None, title, parts(filled)?);
    Ok(Change::Matrix(MatrixChange::New(facts)))
}

/// The change the form of a matrix that is there asks for.
pub(super) fn changed(view: &MatrixView, filled: &Filled) -> Result<Change, Wrong> {
    let title = value(filled, TITLE).to_owned();
    Ok(Change::Matrix(MatrixChange::Edit {
        matrix: view.matrix.id,
        base: Some(view.digest),
        facts: MatrixFacts::typed(Some(&view.matrix), title, parts(filled)?),
    }))
}

/// The change the form of a decision asks for.
pub(super) fn written(matrix: RecordId, filled: &Filled) -> Result<Change, Wrong> {
    let decision = value(filled, DECISION).parse();
    let decision = decision.map_err(|_| (DECISION, "choose a decision".to_owned()))?;
    Ok(Change::Matrix(MatrixChange::Write { matrix, decision }))
}

fn parts(filled: &Filled) -> Result<(Vec<Criterion>, Vec<String>), Wrong> {
    let split = |word| {
        let names = value(filled, word).split(BETWEEN).map(str::trim);
        names.filter(|name| !name.is_empty())
    };
    let criteria = split(CRITERIA).map(str::parse);
    let criteria = criteria
        .collect::<Result<_, _>>()
        .map_err(|why| (CRITERIA, why))?;
    Ok((criteria, split(OPTIONS).map(str::to_owned).collect()))
}

fn value<'f>(filled: &'f Filled, word: &str) -> &'f str {
    let mut fields = filled.iter();
    let found = fields.find(|(field, _)| *field == word);
    found.map_or("", |(_, value)| value.as_str())
}

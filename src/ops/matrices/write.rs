//! A matrix written as a table into the text of a decision. A decided text is not edited; what is written is read again like any
//! edit, so that no table changes a fact.

use crate::{
    dialect::edit::{FactChange, Grid},
    domain::{event::RecordKind, ids::RecordId, matrix::Matrix},
    ops::{
        change::Done,
        edit::{WHAT_INSTEAD, protection},
        error::OpsError,
        putting::put,
        rewriting::{Rewriting, Told},
        workbench::Workbench,
    },
};

/// How the note below the table begins.
const NOTE: &str = "Sensitivity:";

impl Workbench {
    pub(super) fn write_matrix(
        &mut self,
        id: RecordId,
        decision: RecordId,
    ) -> Result<Done, OpsError> {
        let (mut matrix, base) = self.matrix_with_digest(id)?;
        let mut rewriting = Rewriting::of(self)?;
        let status = rewriting.adr(decision)?.facts.status;
        let reference = rewriting.called(decision)?;
        if !status.text_is_open() {
            return Err(OpsError::Refused {
                what: protection(&reference, status),
                hint: WHAT_INSTEAD.to_owned(),
            });
        }
        let told = Told {
            verb: "adr.edited".to_owned(),
            reason: Some(format!("the options matrix {}", matrix.label)),
        };
        rewriting.write(decision, &[FactChange::Grid(grid(&matrix))], &told)?;
        if matrix.decision != Some(decision) {
            matrix.decision = Some(decision);
            let saved = put((RecordKind::Matrix, id), ("written", Some(base)), &matrix);
            rewriting.also(saved);
        }
        let summary = format!("wrote {} into {}", matrix.label, rewriting.named(decision)?);
        let rewritten = rewriting.finish();
        self.save_rewritten(rewritten, summary)
    }
}

/// The table of a matrix: options, criteria with their weights, scores, totals, and one sentence of sensitivity.
fn grid(matrix: &Matrix) -> Grid {
    let key = format!("Options matrix {}", matrix.label);
    let criteria = matrix.criteria.iter();
    let named = criteria.map(|it| format!("{} (weight {})", it.name, it.weight));
    let head = std::iter::once("Option".to_owned())
        .chain(named)
        .chain(["Total".to_owned()]);
    let rows = matrix.options.iter().zip(matrix.totals());
    let rows = rows.map(|(option, total)| {
        let scores = matrix.criteria.iter().map(|criterion| {
            let score = option.scores.get(&criterion.name);
            score.map_or("?".to_owned(), u8::to_string)
        });
        std::iter::once(option.name.clone())
            .chain(scores)
            .chain([total.words()])
            .collect()
    });
    Grid {
        caption: format!("{key}: {}", matrix.title),
        head: head.collect(),
        rows: rows.collect(),
        note_key: NOTE.to_owned(),
        note: format!("{NOTE} {}", matrix.sentence()),
        key,
    }
}

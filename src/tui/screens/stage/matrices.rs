//! Two matrices: one with a winner, and one with more criteria than a narrow screen has room for and scores that are missing.

use uuid::Uuid;

use super::problem;
use crate::{
    domain::{
        digest::Digest,
        ids::RecordId,
        matrix::{Criterion, Matrix, MatrixOption},
    },
    ops::matrices::{MatricesView, MatrixView},
    tui::effect::Problem,
};

/// The identity of the matrix with this number.
pub(in crate::tui::screens) fn matrix_id(number: u128) -> RecordId {
    RecordId(Uuid::from_u128(71_000 + number))
}

fn matrix(number: u128, title: &str, criteria: &[&str], scores: &[(&str, &[u8])]) -> Matrix {
    let criteria: Vec<Criterion> = criteria.iter().map(|text| text.parse().unwrap()).collect();
    let option = |(name, scores): &(&str, &[u8])| MatrixOption {
        name: (*name).to_owned(),
        scores: criteria
            .iter()
            .zip(*scores)
            .filter(|(_, score)| **score < 9)
            .map(|(criterion, score)| (criterion.name.clone(), *score))
            .collect(),
        note: None,
    };
    Matrix {
        id: matrix_id(number),
        label: format!("MTX-{number:04}"),
        title: title.to_owned(),
        decision: None,
        system: None,
        scale_max: 5,
        options: scores.iter().map(option).collect(),
        criteria,
    }
}

fn all() -> Vec<Matrix> {
    vec![
        matrix(
            2,
            "Gateway for agents",
            &[
                "latency budget:5",
                "operations:3",
                "cost:4",
                "lock-in:2",
                "audit:5",
                "time to first use:1",
            ],
            &[
                ("own proxy", &[4, 2, 9, 5, 4, 1]),
                ("managed gateway of a provider", &[3, 5, 2, 1, 3, 5]),
            ],
        ),
        matrix(
            1,
            "Store of vectors",
            &["cost:5", "recall at 2x:3"],
            &[("pgvector", &[4, 5]), ("managed", &[5, 2])],
        ),
    ]
}

pub(super) fn list() -> MatricesView {
    let lines = all().into_iter().map(|matrix| {
        let winner = matrix.winner().map(str::to_owned);
        (matrix, winner)
    });
    MatricesView {
        lines: lines.collect(),
    }
}

pub(super) fn view(id: RecordId) -> Result<MatrixView, Problem> {
    let matrix = all().into_iter().find(|matrix| matrix.id == id);
    let matrix = matrix.ok_or_else(|| problem("the matrix is not in the store any more"))?;
    let scores = matrix.options.iter().zip(matrix.totals());
    let flips = matrix.flips().into_iter().map(|flip| {
        let criterion = matrix.criteria[flip.criterion].name.clone();
        let then = matrix.outcome_in_words(&flip.outcome);
        (criterion, flip.now, flip.then, then)
    });
    Ok(MatrixView {
        digest: Digest::of(matrix.label.as_bytes()),
        decision: (id == matrix_id(1)).then(|| "payments/13 Vendor for vector search".to_owned()),
        system: None,
        scores: scores
            .map(|(option, total)| (option.name.clone(), total.low, total.high))
            .collect(),
        winner: matrix.winner().map(str::to_owned),
        sentence: matrix.sentence(),
        flips: flips.collect(),
        matrix,
    })
}

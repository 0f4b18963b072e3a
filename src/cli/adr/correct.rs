//! `archdeck adr correct`: what is known about a decision that was taken, mended and told why. Its text stays.

use super::{facts, record};
use crate::{
    cli::{args::Correct, desk::Desk, history::print_done, output::Printed, problem::Problem},
    ops::{
        change::{Change, FactsEdit},
        workbench::Workbench,
    },
};

/// Corrects the decision asked for.
pub fn run(desk: &mut Desk, correct: &Correct) -> Printed {
    let facts = facts::changes(&correct.facts);
    if facts.is_empty() {
        return Err(Problem::usage(
            "nothing was named to be corrected",
            "Name a fact: `--title`, `--date`, `--review-by`, `--decider`, `--consulted`, `--informed`, `--tag`.",
        ));
    }
    let (workbench, record) = record(desk, &correct.reference)?;
    let edit = FactsEdit {
        record: record.adr.id,
        base: correct.base.unwrap_or(record.digest),
        facts,
        reason: correct.reason.clone(),
    };
    apply(desk, workbench, edit)
}

/// Saves facts and says what was done.
pub(super) fn apply(desk: &mut Desk, mut workbench: Workbench, edit: FactsEdit) -> Printed {
    let done = workbench.apply(Change::Facts(edit))?;
    print_done(desk, &done)
}

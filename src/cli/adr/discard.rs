//! `archdeck adr discard`: a draft thrown away, once somebody agreed.

use super::record;
use crate::{
    cli::{
        args::Discard,
        desk::Desk,
        history::print_done,
        output::{Printed, agreed, tell},
    },
    domain::status::Status,
    ops::change::Change,
};

/// Throws the draft asked for away.
pub fn run(desk: &mut Desk, discard: &Discard) -> Printed {
    let (mut workbench, record) = record(desk, &discard.reference)?;
    let question = format!(
        "Throw {} {} away?",
        record.reference, record.adr.facts.title
    );
    // What is no draft is refused; there is nothing to agree to.
    let is_draft = record.adr.facts.status == Status::Draft;
    if is_draft && !discard.yes && !agreed(&question, "--yes")? {
        tell("Nothing was changed.");
        return Ok(());
    }
    let done = workbench.apply(Change::Discard {
        record: record.adr.id,
        base: Some(record.digest),
    })?;
    print_done(desk, &done)
}

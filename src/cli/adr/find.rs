//! `archdeck adr find`: the jump of the workbench, best match first.

use serde::Serialize;

use super::{print_lines, unexpected};
use crate::{
    cli::{
        desk::{Desk, Need},
        output::{Printed, tell},
    },
    domain::text::counted,
    ops::{
        query::Query,
        view::{RecordLine, View},
    },
};

/// The matches, as JSON.
#[derive(Debug, Serialize)]
struct Found<'a> {
    lines: &'a [RecordLine],
    total: usize,
}

/// Prints the decisions whose number and title hold all the words.
pub fn run(desk: &mut Desk, words: &[String], limit: usize) -> Printed {
    let mut workbench = desk.open(Need::Existing)?;
    let text = words.join(" ");
    let View::Jump(view) = workbench.answer(Query::Jump { text, limit })? else {
        return Err(unexpected());
    };
    if desk.out.is_json {
        return desk.out.json(&Found {
            lines: &view.lines,
            total: view.total,
        });
    }
    print_lines(desk, &view.lines)?;
    desk.out.flush()?;
    tell(&count(view.lines.len(), view.total));
    Ok(())
}

fn count(shown: usize, all: usize) -> String {
    if all == 0 {
        return "No decision matches; `archdeck search WORDS` looks into the texts.".to_owned();
    }
    let matches = counted(all as u64, "match", "matches");
    if shown == all {
        matches
    } else {
        format!("{shown} of {matches}")
    }
}

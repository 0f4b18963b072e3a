//! `archdeck adr comment`, `comments` and `settle`: what is said about a decision beside its text.

use super::record;
use crate::{
    cli::{
        args::{Comment, Settle},
        desk::{Desk, Need},
        history::print_done,
        output::{Printed, tell},
        problem::Problem,
        table::{Cell, Table},
    },
    domain::{comment, ids::RecordId, text::counted, tone::Tone},
    ops::{change::Change, workbench::Workbench},
};

/// Says something about the decision asked for.
pub fn say(desk: &mut Desk, comment: &Comment) -> Printed {
    let (mut workbench, record) = desk.find(&comment.reference)?;
    let text = comment.words.join(" ");
    let done = workbench.apply(Change::Comment { record, text })?;
    print_done(desk, &done)
}

/// Prints what was said about the decision asked for, oldest first.
pub fn list(desk: &mut Desk, reference: &str) -> Printed {
    let (_, record) = record(desk, reference)?;
    if desk.out.is_json {
        return desk.out.json(&record.comments);
    }
    let mut table = Table::new(["N", "WHEN", "WHO", "STATE", "COMMENT"]);
    for (number, comment) in (1..).zip(&record.comments) {
        table.push(row(number, comment));
    }
    table.print(&mut desk.out)?;
    desk.out.flush()?;
    let open = record.comments.iter().filter(|comment| !comment.settled);
    tell(&count(record.comments.len(), open.count()));
    Ok(())
}

fn row(number: usize, comment: &comment::Comment) -> [Cell; 5] {
    let (state, tone) = if comment.settled {
        ("settled", Tone::Muted)
    } else {
        ("open", Tone::Caution)
    };
    [
        number.to_string().into(),
        comment.at.0.format("%Y-%m-%d %H:%MZ").to_string().into(),
        comment.author.as_str().into(),
        Cell::toned(state, tone),
        comment.text.as_str().into(),
    ]
}

fn count(all: usize, open: usize) -> String {
    if all == 0 {
        return "Nobody has commented.".to_owned();
    }
    let all = counted(all as u64, "comment", "comments");
    format!("{all}, {open} open")
}

/// Settles a comment, or opens it again.
pub fn settle(desk: &mut Desk, settle: &Settle) -> Printed {
    let (mut workbench, comment) = meant(desk, settle)?;
    let done = workbench.apply(Change::SettleComment {
        comment,
        settled: !settle.reopen,
    })?;
    print_done(desk, &done)
}

/// The comment that was meant: a number among those of a decision, or the beginning of an id.
fn meant(desk: &Desk, settle: &Settle) -> Result<(Workbench, RecordId), Problem> {
    let Some(number) = settle.number else {
        let workbench = desk.open(Need::Existing)?;
        let comment = workbench.resolve_comment(&settle.of)?;
        return Ok((workbench, comment));
    };
    let (workbench, record) = record(desk, &settle.of)?;
    let comment = number
        .checked_sub(1)
        .and_then(|at| record.comments.get(at))
        .ok_or_else(|| {
            Problem::failed(
                format!("{} has no comment {number}", record.reference),
                format!("`archdeck adr comments {}` shows them.", record.reference),
            )
        })?;
    Ok((workbench, comment.id))
}

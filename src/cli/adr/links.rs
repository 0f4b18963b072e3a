//! `archdeck adr links`: what a decision says of others, and what others say of it.

use super::record;
use crate::{
    cli::{
        desk::Desk,
        output::{Printed, tell},
        table::{Cell, Table},
    },
    domain::{link::LinkKind, tone::Tone},
    ops::view::LinkLine,
};

/// Prints the links of a decision, both ways.
pub fn run(desk: &mut Desk, reference: &str) -> Printed {
    let (_, record) = record(desk, reference)?;
    if desk.out.is_json {
        return desk.out.json(&record.links);
    }
    if record.links.is_empty() {
        tell(&format!("{} has no links.", record.reference));
        return Ok(());
    }
    let ascii = desk.config.ascii;
    let mut table = Table::new(["LINK", "REF", "STATUS", "TITLE", "SAID BY"]);
    for link in &record.links {
        let (reference, status, title) = match &link.target {
            Some(target) => (
                target.reference.as_str(),
                Cell::status(target.status, ascii),
                target.title.as_str(),
            ),
            None => (
                link.written.as_str(),
                Cell::toned("not in the store", Tone::Caution),
                "",
            ),
        };
        let by = if link.stated_here {
            "this record"
        } else {
            "the other"
        };
        table.push([
            waiting_words(link).into(),
            reference.into(),
            status,
            title.into(),
            by.into(),
        ]);
    }
    table.print(&mut desk.out)
}

/// A link in one line: `supersedes ADR-0003  Keep one queue`.
pub fn phrase(link: &LinkLine) -> String {
    match &link.target {
        Some(target) => format!(
            "{} {}{}  {}",
            words(link),
            target.reference,
            link.once_after_a_name(),
            target.title
        ),
        None => format!("{} {} (not in the store)", words(link), link.written),
    }
}

fn words(link: &LinkLine) -> String {
    let part = if link.partial { " in part" } else { "" };
    format!("{}{part}", link.kind.phrase())
}

/// The same where nothing follows that could say from when on it holds.
fn waiting_words(link: &LinkLine) -> String {
    match (link.pending, link.kind) {
        (true, LinkKind::Supersedes) => "to supersede".to_owned(),
        (true, LinkKind::SupersededBy) => "to be superseded by".to_owned(),
        _ => words(link),
    }
}

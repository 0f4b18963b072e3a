//! `archdeck packet diff`: how two packets differ, decision by decision.

use super::source;
use crate::{
    cli::{
        adr::unexpected,
        desk::Desk,
        output::{Printed, tell},
        problem::Problem,
    },
    domain::{text::counted, tone::Tone},
    ops::{
        packets::diff_files,
        query::{PacketSource, Query},
        view::{PacketDiffView, View},
    },
};

/// Compares two packets.
pub fn run(desk: &mut Desk, from: &str, to: &str) -> Printed {
    let view = compared(desk, from, to)?;
    if desk.out.is_json {
        return desk.out.json(&view);
    }
    let head = format!("{} → {}", view.from, view.to);
    desk.out.pieces([(head.as_str(), Tone::Heading)])?;
    for (mark, tone, lines) in [
        ("+ ", Tone::Good, &view.added),
        ("- ", Tone::Danger, &view.removed),
        ("~ ", Tone::Caution, &view.changed),
    ] {
        for line in lines {
            desk.out
                .pieces([(mark, tone), (line.as_str(), Tone::Plain)])?;
        }
    }
    if !view.sections.is_empty() {
        let sections = format!("other sections that differ: {}", view.sections.join(", "));
        desk.out.line(&sections)?;
    }
    desk.out.flush()?;
    let same = counted(view.unchanged, "decision", "decisions");
    tell(&format!("{same} unchanged"));
    Ok(())
}

fn compared(desk: &Desk, from: &str, to: &str) -> Result<PacketDiffView, Problem> {
    let mut workbench = desk.open_if_there()?;
    let from = source(workbench.as_ref(), from)?;
    let to = source(workbench.as_ref(), to)?;
    let Some(workbench) = &mut workbench else {
        return match (&from, &to) {
            (PacketSource::File(from), PacketSource::File(to)) => Ok(diff_files(from, to)?),
            _ => Err(unexpected()),
        };
    };
    match workbench.answer(Query::DiffPackets { from, to })? {
        View::DiffPackets(view) => Ok(*view),
        _ => Err(unexpected()),
    }
}

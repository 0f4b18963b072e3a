//! `archdeck packet verify`: what was checked of a packet and how it came out, and what cannot be known from here.

use super::source;
use crate::{
    cli::{
        adr::unexpected,
        desk::Desk,
        output::Printed,
        problem::{Exit, Problem},
        table::{Cell, Table},
    },
    domain::tone::Tone,
    ops::{
        packets::verify_file,
        query::{PacketSource, Query},
        view::{VerifyView, View},
    },
};

/// Checks a packet. One that is not what was handed over has an exit code of its own, for scripts.
pub fn run(desk: &mut Desk, typed: &str) -> Result<Exit, Problem> {
    let view = verified(desk, typed)?;
    if desk.out.is_json {
        desk.out.json(&view)?;
    } else {
        print(desk, &view)?;
    }
    desk.out.flush()?;
    Ok(if view.sound {
        Exit::Fine
    } else {
        Exit::NotPassed
    })
}

fn verified(desk: &Desk, typed: &str) -> Result<VerifyView, Problem> {
    let mut workbench = desk.open_if_there()?;
    let source = source(workbench.as_ref(), typed)?;
    match (&mut workbench, source) {
        (None, PacketSource::File(path)) => Ok(verify_file(&path)?),
        (Some(workbench), source) => match workbench.answer(Query::Verify(source))? {
            View::Verify(view) => Ok(*view),
            _ => Err(unexpected()),
        },
        (None, PacketSource::Kept(_)) => Err(unexpected()),
    }
}

fn print(desk: &mut Desk, view: &VerifyView) -> Printed {
    let mut table = Table::new(["OUTCOME", "CHECK", "FOUND"]);
    for check in &view.checks {
        let (word, tone) = if check.holds {
            ("holds", Tone::Good)
        } else {
            ("DOES NOT HOLD", Tone::Danger)
        };
        table.push([
            Cell::toned(word, tone),
            check.section.as_str().into(),
            check.found.as_str().into(),
        ]);
    }
    table.print(&mut desk.out)?;
    desk.out.line("")?;
    desk.out.line("What cannot be known from here:")?;
    for unknown in &view.unknown {
        desk.out.line(&format!("- {unknown}"))?;
    }
    desk.out.line("")?;
    let (said, tone) = verdict(view);
    desk.out.pieces([(said.as_str(), tone)])
}

/// One sentence: whether it is sound, and what is not.
fn verdict(view: &VerifyView) -> (String, Tone) {
    let called = match &view.label {
        Some(label) if *label != view.source => format!("{} ({label})", view.source),
        _ => view.source.clone(),
    };
    if view.sound {
        let said = format!("{called} is sound: all that was checked holds.");
        return (said, Tone::Good);
    }
    let failed = view.checks.iter().filter(|check| !check.holds);
    let names: Vec<_> = failed.map(|check| check.section.as_str()).collect();
    let said = format!("{called} is NOT SOUND: {}", names.join(", "));
    (said, Tone::Danger)
}

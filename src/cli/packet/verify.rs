//! `archdeck packet verify`: what was checked of a packet and how it came out, and what cannot be known from here.

use super::source;
use crate::{
    cli::{
        adr::unexpected,
        desk::Desk,
        output::{Printed, tell},
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
    let mut table = Table::new(["CHECK", "OUTCOME", "FOUND"]);
    for check in &view.checks {
        let (word, tone) = if check.holds {
            ("holds", Tone::Good)
        } else {
            ("DOES NOT HOLD", Tone::Danger)
        };
        table.push([
            check.section.as_str().into(),
            Cell::toned(word, tone),
            check.found.as_str().into(),
        ]);
    }
    table.print(&mut desk.out)?;
    desk.out.line("")?;
    for unknown in &view.unknown {
        desk.out.line(&format!("Not known: {unknown}."))?;
    }
    let called = view.label.as_deref().unwrap_or("no packet");
    if view.sound {
        let said = format!(
            "{} ({called}) is sound: all that was checked holds.",
            view.source
        );
        desk.out.pieces([(said.as_str(), Tone::Good)])?;
        return Ok(());
    }
    let failed: Vec<_> = view.checks.iter().filter(|check| !check.holds).collect();
    let names: Vec<_> = failed.iter().map(|check| check.section.as_str()).collect();
    desk.out.flush()?;
    tell(&format!(
        "{} ({called}) is not sound: {}",
        view.source,
        names.join(", ")
    ));
    Ok(())
}

//! `archdeck packet`: decisions put together for a review, frozen, checked and compared.

mod build;
mod compare;
mod export;
mod show;
mod verify;

use std::path::{Path, PathBuf};

use crate::{
    cli::{
        adr::unexpected,
        args::Packet,
        desk::{Desk, Need},
        history::print_done,
        output::{Printed, tell},
        problem::{Exit, Problem},
        table::{Cell, Table},
    },
    domain::{ids::RecordId, tone::Tone},
    ops::{
        change::Change,
        query::{PacketSource, Query},
        view::{PacketsView, View},
        workbench::Workbench,
    },
};

/// Does a verb of packets.
pub fn run(desk: &mut Desk, packet: Packet) -> Result<Exit, Problem> {
    match packet {
        Packet::Verify { packet } => return verify::run(desk, &packet),
        Packet::Build(build) => build::run(desk, build),
        Packet::List => list(desk),
        Packet::Show { packet, section } => show::run(desk, &packet, section.as_deref()),
        Packet::Freeze { packet } => {
            change(desk, &packet, |packet| Change::FreezePacket { packet })
        }
        Packet::Diff { from, to } => compare::run(desk, &from, &to),
        Packet::Export(export) => export::run(desk, export),
        Packet::Discard { packet } => {
            change(desk, &packet, |packet| Change::DiscardPacket { packet })
        }
    }?;
    desk.out.flush()?;
    Ok(Exit::Fine)
}

/// Opens the store and finds a packet in it.
fn find(desk: &Desk, typed: &str) -> Result<(Workbench, RecordId), Problem> {
    let workbench = desk.open(Need::Existing)?;
    let packet = workbench.resolve_packet(typed)?;
    Ok((workbench, packet))
}

fn change(desk: &mut Desk, typed: &str, change: impl FnOnce(RecordId) -> Change) -> Printed {
    let (mut workbench, packet) = find(desk, typed)?;
    let done = workbench.apply(change(packet))?;
    print_done(desk, &done)
}

/// What a typed word means where a packet may come as a file too: a file that is there or looks like one, else a packet of
/// the store.
fn source(workbench: Option<&Workbench>, typed: &str) -> Result<PacketSource, Problem> {
    if is_file(typed) {
        return Ok(PacketSource::File(PathBuf::from(typed)));
    }
    match workbench {
        Some(workbench) => Ok(PacketSource::Kept(workbench.resolve_packet(typed)?)),
        None => Err(Problem::failed(
            format!("there is no file `{typed}`, and no store to find a packet in"),
            "Name a packet's file, or the store with `--store FILE`.",
        )),
    }
}

fn is_file(typed: &str) -> bool {
    let path = Path::new(typed);
    path.symlink_metadata().is_ok() || path.extension().is_some() || typed.contains(['/', '\\'])
}

fn list(desk: &mut Desk) -> Printed {
    let View::Packets(view) = desk.open(Need::Existing)?.answer(Query::Packets)? else {
        return Err(unexpected());
    };
    if desk.out.is_json {
        return desk.out.json(&view.lines);
    }
    print_lines(desk, &view)?;
    desk.out.flush()?;
    if view.lines.is_empty() {
        tell("There are no packets yet; `archdeck packet build --title TITLE REF…` builds one.");
    }
    Ok(())
}

fn print_lines(desk: &mut Desk, view: &PacketsView) -> Printed {
    let mut table = Table::of_titles(["PACKET", "AS OF", "DECISIONS", "FROZEN", "TITLE"]);
    for line in &view.lines {
        let frozen = match &line.frozen {
            Some(digest) => Cell::toned(&digest.short(), Tone::Good),
            None => Cell::toned("not frozen", Tone::Caution),
        };
        table.push([
            line.label.as_str().into(),
            line.as_of.to_string().into(),
            line.decisions.to_string().into(),
            frozen,
            line.title.as_str().into(),
        ]);
    }
    table.print(&mut desk.out)
}

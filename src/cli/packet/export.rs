//! `archdeck packet export`: a packet as a file.

use std::path::Path;

use super::find;
use crate::{
    cli::{args::ExportPacket, desk::Desk, history::print_done, output::Printed},
    ops::change::{Change, PacketExport, PacketFormat},
};

/// Writes the file.
pub fn run(desk: &mut Desk, export: ExportPacket) -> Printed {
    let (mut workbench, packet) = find(desk, &export.packet)?;
    let format = export.format.unwrap_or_else(|| by_ending(&export.file));
    let done = workbench.apply(Change::ExportPacket(PacketExport {
        packet,
        file: export.file,
        format,
        replaces: export.force,
    }))?;
    print_done(desk, &done)
}

/// The form a file's ending asks for; Markdown where it says nothing.
fn by_ending(file: &Path) -> PacketFormat {
    let ending = file.extension().and_then(|ending| ending.to_str());
    ending
        .and_then(|ending| ending.to_lowercase().parse().ok())
        .unwrap_or_default()
}

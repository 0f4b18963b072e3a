//! `archdeck packet export`: a packet as a file.

use std::path::Path;

use super::find;
use crate::{
    cli::{args::ExportPacket, desk::Desk, history::print_done, output::Printed, problem::Problem},
    ops::change::{Change, PacketExport, PacketFormat},
};

/// Writes the file.
pub fn run(desk: &mut Desk, export: ExportPacket) -> Printed {
    let (mut workbench, packet) = find(desk, &export.packet)?;
    let format = match export.format {
        Some(format) => format,
        None => by_ending(&export.file)?,
    };
    let done = workbench.apply(Change::ExportPacket(PacketExport {
        packet,
        file: export.file,
        format,
        replaces: export.force,
    }))?;
    print_done(desk, &done)
}

/// The form a file's ending asks for; Markdown where it has none. Another ending would promise what the file is not.
fn by_ending(file: &Path) -> Result<PacketFormat, Problem> {
    let Some(ending) = file.extension() else {
        return Ok(PacketFormat::default());
    };
    let ending = ending.to_string_lossy().to_lowercase();
    match ending.as_str() {
        "markdown" | "txt" => Ok(PacketFormat::Markdown),
        "htm" => Ok(PacketFormat::Html),
        known => known.parse().map_err(|why: String| {
            Problem::usage(
                why,
                "End the file in `.md`, `.html` or `.json`, or say `--format md`.",
            )
        }),
    }
}

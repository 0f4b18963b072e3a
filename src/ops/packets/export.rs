//! A packet as a file outside: whole or not at all, and never in the place of another file unless that is asked for.

use std::{fs, io, path::Path};

use crate::{
    domain::{digest::Digest, text::counted},
    ops::{
        change::{Done, PacketExport, PacketFormat},
        error::OpsError,
        exchange::export::target::file_error,
        exchange::writing,
        workbench::Workbench,
    },
    packet,
};

impl Workbench {
    pub(crate) fn export_packet(&mut self, export: &PacketExport) -> Result<Done, OpsError> {
        let (packet, _) = self.packet_with_digest(export.packet)?;
        let file = self.file_of(&packet)?;
        let bytes = formed(file.bytes, export.format).map_err(|unsound| OpsError::Refused {
            what: format!("{} cannot be written: {unsound}", packet.label),
            hint: "Run `archdeck doctor`.".to_owned(),
        })?;
        let shown = export.file.display();
        let state = match &packet.frozen {
            Some(_) => "frozen",
            None => "a draft, not frozen",
        };
        let summary = if is_there(&export.file, &bytes, export.replaces)? {
            format!("{shown} already holds {} ({state})", packet.label)
        } else {
            writing::write_whole(&export.file, &bytes)
                .map_err(|cause| file_error("cannot write the packet", &export.file, &cause))?;
            let size = counted(bytes.len() as u64, "byte", "bytes");
            format!("wrote {} to {shown}: {size}, {state}", packet.label)
        };
        Ok(Done {
            group: None,
            summary,
            refs: vec![packet.label],
            made: None,
            can_undo: false,
        })
    }
}

/// The packet's file in another form.
fn formed(bytes: Vec<u8>, format: PacketFormat) -> Result<Vec<u8>, packet::Unsound> {
    Ok(match format {
        PacketFormat::Markdown => bytes,
        PacketFormat::Html => packet::html(&bytes)?.into_bytes(),
        PacketFormat::Json => packet::json(&bytes)?.into_bytes(),
    })
}

/// Whether these bytes stand in the file already; another file is in the way unless it is to give way.
fn is_there(file: &Path, bytes: &[u8], replaces: bool) -> Result<bool, OpsError> {
    let about = match fs::symlink_metadata(file) {
        Ok(about) => about,
        Err(missing) if missing.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(cause) => return Err(file_error("cannot look at the file", file, &cause)),
    };
    if !about.is_file() {
        let what = if about.is_dir() {
            "is a folder"
        } else {
            "is a link or no ordinary file"
        };
        return Err(in_the_way(file, what, "Name another file."));
    }
    let same = about.len() == bytes.len() as u64
        && fs::read(file).is_ok_and(|there| Digest::of(&there) == Digest::of(bytes));
    if !same && !replaces {
        let hint = "Name another file, or replace it with `--force`.";
        return Err(in_the_way(
            file,
            "is there already and holds something else",
            hint,
        ));
    }
    Ok(same)
}

fn in_the_way(file: &Path, what: &str, hint: &str) -> OpsError {
    OpsError::Refused {
        what: format!("{} {what}; nothing was written", file.display()),
        hint: hint.to_owned(),
    }
}

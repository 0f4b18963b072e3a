//! A packet as a file outside: whole or not at all, and never in the place of another file unless that is asked for.

use crate::{
    domain::text::counted,
    ops::{
        change::{Done, PacketExport, PacketFormat},
        error::OpsError,
        exchange::writing::{self, HandedOver},
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
        let summary = match writing::hand_over(&export.file, &bytes, export.replaces)? {
            HandedOver::Already => format!("{shown} already holds {} ({state})", packet.label),
            HandedOver::Written => {
                let size = counted(bytes.len() as u64, "byte", "bytes");
                format!("wrote {} to {shown}: {size}, {state}", packet.label)
            }
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

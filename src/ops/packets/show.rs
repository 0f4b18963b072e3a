//! A packet as it is read: its file and its sections. A frozen one is never put together again; what is shown are the bytes
//! that were handed over.

use std::sync::Arc;

use crate::{
    domain::{digest::Digest, ids::RecordId, packet::Packet},
    markdown::{self, RenderOptions},
    ops::{
        error::OpsError,
        packets::freeze::too_large,
        query::PacketPart,
        view::{PacketSection, PacketView},
        workbench::{Workbench, kept_text},
    },
    packet,
};

/// A packet's file and its sections as Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PacketFile {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// Its sections in order: what each is called, and its Markdown.
    pub sections: Vec<(String, String)>,
    /// What stands in the way of freezing it, in words.
    pub obstacles: Vec<String>,
}

impl Workbench {
    /// The file of a packet: the bytes that were frozen, or what would be if it were frozen now, marked as a draft.
    ///
    /// # Errors
    /// When the packet is not there, or what was frozen is damaged.
    pub fn packet_file(&self, id: RecordId) -> Result<PacketFile, OpsError> {
        let (packet, _) = self.packet_with_digest(id)?;
        self.file_of(&packet)
    }

    pub(crate) fn packet(
        &mut self,
        id: RecordId,
        (width, part): (u16, PacketPart),
    ) -> Result<PacketView, OpsError> {
        let (packet, digest) = self.packet_with_digest(id)?;
        let previous = match packet.previous {
            Some(before) => Some((before, self.packet_with_digest(before)?.0.label)),
            None => None,
        };
        let file = self.file_of(&packet)?;
        Ok(PacketView {
            digest,
            previous,
            sections: self.laid_out(&file, (width, part)),
            width,
            bytes: file.bytes.len() as u64,
            obstacles: file.obstacles,
            packet,
        })
    }

    pub(super) fn file_of(&self, packet: &Packet) -> Result<PacketFile, OpsError> {
        match &packet.frozen {
            Some(frozen) => self.handed_over(packet, frozen.digest),
            None => self.draft(packet),
        }
    }

    fn handed_over(&self, packet: &Packet, digest: Digest) -> Result<PacketFile, OpsError> {
        let bytes = kept_text(&self.store, digest)?;
        let parsed = packet::parse(&bytes).map_err(|unsound| OpsError::Refused {
            what: format!("the bytes of {} are damaged: {unsound}", packet.label),
            hint: "Run `archdeck doctor`; a backup or an exported file still has them.".to_owned(),
        })?;
        let sections = parsed.sections.into_iter();
        Ok(PacketFile {
            sections: sections
                .map(|section| (section.name, section.body))
                .collect(),
            bytes,
            obstacles: Vec::new(),
        })
    }

    fn draft(&self, packet: &Packet) -> Result<PacketFile, OpsError> {
        let assembled = self.draft_contents(packet)?;
        let file = packet::render(&assembled.contents);
        let sections = file
            .sections
            .iter()
            .map(|section| (section.name.clone(), file.text(section).to_owned()));
        let mut obstacles = assembled.obstacles;
        obstacles.extend(too_large(&file.bytes));
        Ok(PacketFile {
            sections: sections.collect(),
            bytes: file.bytes,
            obstacles,
        })
    }

    fn laid_out(&self, file: &PacketFile, (width, part): (u16, PacketPart)) -> Vec<PacketSection> {
        let options = RenderOptions {
            ascii: self.settings.ascii,
            ..RenderOptions::default()
        };
        let wanted = match part {
            PacketPart::Cover => 1,
            PacketPart::Whole => file.sections.len(),
        };
        let sections = file.sections.iter().take(wanted);
        let sections = sections.map(|(name, text)| PacketSection {
            name: name.clone(),
            body: Arc::new(markdown::parse(text).render(width, &options)),
        });
        sections.collect()
    }
}

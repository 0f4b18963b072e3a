//! A packet as it is read: its file and its sections. A frozen one is never put together again; what is shown are the bytes
//! that were handed over.

use std::sync::Arc;

use serde::Serialize;

use crate::{
    domain::{
        digest::Digest,
        ids::RecordId,
        packet::{Packet, RestedOn},
    },
    markdown::{self, RenderOptions},
    ops::{
        error::OpsError,
        packets::{freeze::too_large, readiness::parts_changed},
        query::PacketPart,
        view::{PacketSection, PacketView},
        workbench::{Workbench, kept_text},
    },
    packet::{self, Manifest},
};

/// A packet's file and its sections as Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PacketFile {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// Its sections in order.
    pub sections: Vec<SectionText>,
    /// What stands in the way of freezing it, in words.
    pub obstacles: Vec<String>,
}

/// One section of a packet as Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SectionText {
    /// What it is called: `What is asked`, `payments/12`.
    pub name: String,
    /// The title of the decision it shows, where it shows one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its text.
    pub markdown: String,
}

impl Workbench {
    /// The file of a packet: the bytes that were frozen, or what would be if it were frozen now, marked as a draft.
    ///
    /// # Errors
    /// When the packet is not there, or what was frozen is damaged.
    pub fn packet_file(&mut self, id: RecordId) -> Result<PacketFile, OpsError> {
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
        let changed_since = self.changed_since_frozen(&packet)?;
        Ok(PacketView {
            digest,
            changed_since,
            previous,
            sections: self.laid_out(&file, (width, part)),
            width,
            bytes: file.bytes.len() as u64,
            obstacles: file.obstacles,
            packet,
        })
    }

    /// What the verdict of a frozen packet's system rests on that is another now.
    pub(super) fn changed_since_frozen(
        &mut self,
        packet: &Packet,
    ) -> Result<Vec<String>, OpsError> {
        let rested_on = packet
            .frozen
            .as_ref()
            .and_then(|frozen| frozen.rested_on.as_ref());
        let Some((system, then)) = packet.system.zip(rested_on) else {
            return Ok(Vec::new());
        };
        if self.store.current(system)?.is_none() {
            return Ok(vec!["its system is not in the store any more".to_owned()]);
        }
        let board = self.readiness(system, None)?;
        let now = RestedOn {
            digest: board.digest,
            parts: board.inputs,
        };
        Ok(parts_changed(then, &now))
    }

    pub(super) fn file_of(&mut self, packet: &Packet) -> Result<PacketFile, OpsError> {
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
        let manifest = parsed.manifest;
        let sections = parsed.sections.into_iter().map(|section| SectionText {
            title: title_in(&manifest, &section.id),
            name: section.name,
            markdown: section.body,
        });
        Ok(PacketFile {
            sections: sections.collect(),
            bytes,
            obstacles: Vec::new(),
        })
    }

    fn draft(&mut self, packet: &Packet) -> Result<PacketFile, OpsError> {
        let assembled = self.draft_contents(packet)?;
        let file = packet::render(&assembled.contents);
        let sections = file.sections.iter().map(|section| SectionText {
            name: section.name.clone(),
            title: title_in(&file.manifest, &section.id),
            markdown: file.text(section).to_owned(),
        });
        let sections: Vec<_> = sections.collect();
        let mut obstacles = assembled.obstacles;
        obstacles.extend(too_large(&file.bytes));
        Ok(PacketFile {
            sections,
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
        let sections = sections.map(|section| PacketSection {
            name: section.name.clone(),
            title: section.title.clone(),
            body: Arc::new(markdown::parse(&section.markdown).render(width, &options)),
        });
        sections.collect()
    }
}

/// The title of the decision that a section shows.
fn title_in(manifest: &Manifest, section: &str) -> Option<String> {
    let object = manifest.objects.iter().find(|object| object.id == section);
    object.and_then(|object| object.title.clone())
}

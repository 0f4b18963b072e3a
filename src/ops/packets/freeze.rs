//! Freezing: the packet is put together at the state the store is in, and its bytes are kept. From then on they are the
//! packet; nothing puts it together again.

use crate::{
    domain::{
        digest::Digest,
        event::RecordKind,
        ids::RecordId,
        packet::{Frozen, Packet},
        text::counted,
    },
    ops::{
        change::Done,
        error::OpsError,
        exchange::plan::json,
        packets::{contents::Assembled, frozen_stays},
        workbench::Workbench,
    },
    packet,
    store::Put,
};

/// The most bytes of a packet that the store keeps: 15 MiB.
const LIMIT: usize = 15 << 20;

impl Workbench {
    pub(crate) fn freeze_packet(&mut self, packet: RecordId) -> Result<Done, OpsError> {
        let (packet, base) = self.packet_with_digest(packet)?;
        if packet.frozen.is_some() {
            return Err(frozen_stays(&packet.label));
        }
        let Assembled {
            contents,
            rested_on,
            mut obstacles,
        } = self.contents(&packet)?;
        let file = packet::render(&contents);
        obstacles.extend(too_large(&file.bytes));
        if !obstacles.is_empty() {
            return Err(cannot_be_frozen(&packet, &obstacles));
        }
        let revisions = contents.decisions.iter().map(|shown| shown.revision);
        let digest = Digest::of(&file.bytes);
        let value = Packet {
            frozen: Some(Frozen {
                digest,
                revisions: revisions.collect(),
                rested_on,
            }),
            ..packet
        };
        let put = Put {
            kind: RecordKind::Packet,
            record: value.id,
            verb: "packet.frozen".to_owned(),
            base: Some(base),
            value: json(&value),
            reason: None,
        };
        let size = counted(file.bytes.len() as u64, "byte", "bytes");
        // The bytes name the state they were taken at: nothing may come between.
        let group = self.save_upon(contents.head.seq, vec![put], vec![file.bytes])?;
        Ok(Done {
            group: Some(group),
            summary: format!("froze {}: {size}, {digest}", value.label),
            refs: vec![value.label],
            made: None,
            can_undo: false,
        })
    }
}

/// What stands in the way of keeping so many bytes.
pub(super) fn too_large(bytes: &[u8]) -> Option<String> {
    (bytes.len() > LIMIT).then(|| {
        format!(
            "it has {} bytes, and at most {} MiB are kept",
            bytes.len(),
            LIMIT >> 20
        )
    })
}

fn cannot_be_frozen(packet: &Packet, obstacles: &[String]) -> OpsError {
    OpsError::Refused {
        what: format!(
            "{} cannot be frozen: {}",
            packet.label,
            obstacles.join("; ")
        ),
        hint: "Build a packet of the decisions that are there, and discard this one.".to_owned(),
    }
}

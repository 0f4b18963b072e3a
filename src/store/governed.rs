//! What the store must know of a value of governance: its id, the record it belongs to, the name people use, the blobs it names.
//! It reads the value as its type, so that nothing is kept that could not be read again.

use serde::Deserialize as _;
use serde_json::Value;

use crate::domain::{
    assessment::{Answer, Assessment, Milestone},
    digest::Digest,
    event::RecordKind,
    evidence::Evidence,
    ids::RecordId,
    matrix::Matrix,
    pack::PinnedPack,
    person::Person,
    register::Risk,
    sign_off::{Issued, SignOff},
    system::{Pattern, System},
    tiering::Tiering,
    waiver::Waiver,
};

/// What is known of it.
pub(super) struct Governed {
    pub(super) id: RecordId,
    pub(super) parent: Option<RecordId>,
    pub(super) public_id: String,
    pub(super) blobs: Vec<Digest>,
    /// The label, of records that have one: it is never given twice.
    pub(super) label: Option<String>,
}

impl Governed {
    fn new(id: RecordId, parent: Option<RecordId>, public_id: impl Into<String>) -> Self {
        Self {
            id,
            parent,
            public_id: public_id.into(),
            blobs: Vec::new(),
            label: None,
        }
    }

    /// A record that people call by a label.
    fn labelled(id: RecordId, parent: Option<RecordId>, label: String) -> Self {
        Self {
            label: Some(label.clone()),
            ..Self::new(id, parent, label)
        }
    }

    fn naming(mut self, blobs: impl IntoIterator<Item = Digest>) -> Self {
        self.blobs.extend(blobs);
        self
    }
}

/// Reads a value as its kind says.
pub(super) fn read(kind: RecordKind, value: &Value) -> Result<Governed, serde_json::Error> {
    match kind {
        RecordKind::Log
        | RecordKind::Adr
        | RecordKind::Document
        | RecordKind::Comment
        | RecordKind::Packet => Err(serde::de::Error::custom("it is no record of governance")),
        RecordKind::Person => {
            Person::deserialize(value).map(|it| Governed::new(it.id, None, it.name))
        }
        RecordKind::System => {
            System::deserialize(value).map(|it| Governed::labelled(it.id, None, it.label))
        }
        RecordKind::Pattern => {
            Pattern::deserialize(value).map(|it| Governed::labelled(it.id, None, it.label))
        }
        RecordKind::Pack => PinnedPack::deserialize(value).map(|it| {
            let name = format!("{}@{}", it.pin.id, it.pin.version);
            Governed::new(it.id, None, name).naming([it.pin.digest])
        }),
        RecordKind::Assessment => Assessment::deserialize(value).map(|it| {
            Governed::labelled(it.id, Some(it.system), it.label).naming([it.pack.digest])
        }),
        RecordKind::Answer => Answer::deserialize(value)
            .map(|it| Governed::new(it.id, Some(it.system), it.item).naming(kept(&it.evidence))),
        RecordKind::Milestone => Milestone::deserialize(value)
            .map(|it| Governed::new(it.id, Some(it.system), it.title).naming([it.pack.digest])),
        RecordKind::Tiering => Tiering::deserialize(value).map(|it| {
            Governed::new(it.id, Some(it.system), it.rubric.id).naming([it.rubric.digest])
        }),
        RecordKind::Waiver => Waiver::deserialize(value).map(|it| {
            let proofs: Vec<_> = it
                .controls
                .iter()
                .flat_map(|control| kept(&control.evidence))
                .collect();
            Governed::labelled(it.id, Some(it.system), it.label).naming(proofs)
        }),
        RecordKind::Risk => {
            Risk::deserialize(value).map(|it| Governed::labelled(it.id, Some(it.system), it.label))
        }
        RecordKind::SignOff => {
            SignOff::deserialize(value).map(|it| Governed::new(it.id, Some(it.system), it.role))
        }
        RecordKind::Issued => Issued::deserialize(value)
            .map(|it| Governed::new(it.id, Some(it.system), it.as_of.to_string())),
        RecordKind::Matrix => {
            Matrix::deserialize(value).map(|it| Governed::labelled(it.id, it.system, it.label))
        }
    }
}

/// The blobs of evidence that is kept in the store.
fn kept(evidence: &[Evidence]) -> Vec<Digest> {
    let kept = evidence.iter().filter(|piece| piece.is_kept);
    kept.filter_map(|piece| piece.digest).collect()
}

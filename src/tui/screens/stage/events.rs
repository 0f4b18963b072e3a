//! What happened to the logs of the store.

use uuid::Uuid;

use super::store::{TOLD, row, when};
use crate::{
    domain::{event::RecordKind, ids::GroupId},
    ops::view::EventLine,
};

/// One event: its place, the day, who, what, about which row.
pub(in crate::tui::screens) fn event(
    (seq, day): (u64, &str),
    actor: &str,
    verb: &str,
    told: usize,
) -> EventLine {
    let row = row(&TOLD[told]);
    EventLine {
        seq,
        at: when(day),
        actor: actor.into(),
        verb: verb.into(),
        kind: RecordKind::Adr,
        record: row.id,
        reference: format!("payments/{}", row.label),
        title: row.title,
        status: Some(row.status),
        within: None,
        reason: None,
        group: GroupId(Uuid::from_u128(seq.into())),
        group_size: 1,
        alike: 1,
        is_undo: false,
    }
}

pub(super) fn usual() -> Vec<EventLine> {
    let import = EventLine {
        kind: RecordKind::Log,
        reference: "payments".into(),
        title: String::new(),
        status: None,
        group_size: 8,
        ..event((23, "2026-11-18"), "Mina Okafor", "log.added", 0)
    };
    let mut records: Vec<_> = (0..7)
        .map(|nth| EventLine {
            group: import.group,
            group_size: 8,
            ..event(
                (30 - nth, "2026-11-18"),
                "Mina Okafor",
                "adr.imported",
                6 - nth as usize,
            )
        })
        .collect();
    let mut events = vec![
        EventLine {
            is_undo: true,
            ..event((33, "2026-11-20"), "Mina Okafor", "adr.undone", 2)
        },
        EventLine {
            reason: Some("the share was missing".into()),
            ..event((32, "2026-11-20"), "Mina Okafor", "adr.edited", 2)
        },
        event((31, "2026-11-19"), "platform-team", "adr.edited", 3),
    ];
    events.append(&mut records);
    events.push(import);
    events
}

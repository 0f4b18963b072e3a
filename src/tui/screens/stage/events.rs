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

/// One event about a record of governance: its place, the kind, the verb, the reference and the title.
pub(in crate::tui::screens) fn governed(
    (seq, kind): (u64, RecordKind),
    verb: &str,
    (reference, title): (&str, &str),
) -> EventLine {
    EventLine {
        kind,
        record: super::readiness::system_id(seq.into()),
        reference: reference.into(),
        title: title.into(),
        status: None,
        within: Some(super::readiness::system_id(1)),
        ..event((seq, "2026-11-21"), "Mina Okafor", verb, 0)
    }
}

/// What was done to one system, newest first.
pub(in crate::tui::screens) fn of_governance() -> Vec<EventLine> {
    let many = EventLine {
        group_size: 13,
        alike: 12,
        ..governed(
            (41, RecordKind::Answer),
            "answer.answered",
            ("SYS-0001 ORR-01", "met"),
        )
    };
    vec![
        governed(
            (47, RecordKind::Issued),
            "issued.issued",
            ("SYS-0001", "CONDITIONAL until 2027-11-21"),
        ),
        governed(
            (46, RecordKind::SignOff),
            "sign-off.given",
            ("SYS-0001", "as owner by Ana Ruiz: approve"),
        ),
        governed(
            (45, RecordKind::Waiver),
            "waiver.approved",
            ("WVR-2026-013", "SYS-0001 ORR-28 until 2026-12-31"),
        ),
        governed(
            (44, RecordKind::Tiering),
            "tiering.recorded",
            ("SYS-0001", "T2 (provisional)"),
        ),
        governed(
            (43, RecordKind::Answer),
            "answer.disputed",
            ("SYS-0001 SEC-06", "met, Lee Brandt says unmet"),
        ),
        many,
        governed(
            (40, RecordKind::Assessment),
            "assessment.started",
            ("ASM-0002", "SYS-0001 orr.ml-service 1.0.0"),
        ),
        governed(
            (39, RecordKind::System),
            "system.linked",
            ("SYS-0001", "rag-assistant in production"),
        ),
    ]
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

//! Waivers of two systems in every standing there is.

use chrono::NaiveDate;
use uuid::Uuid;

use super::today;
use crate::{
    domain::{
        gate::Gate,
        ids::RecordId,
        pack::Level,
        tier::Tier,
        waiver::{Control, Scope, Standing, Waiver, WaiverState, bound_to},
    },
    ops::waivers::{WaiverLine, WaiverStep, WaiversView},
};

/// The identity of the waiver with this number.
pub(in crate::tui::screens) fn waiver_id(number: u128) -> RecordId {
    RecordId(Uuid::from_u128(61_000 + number))
}

/// The identity of the system with this number.
pub(in crate::tui::screens) fn waived_system(number: u128) -> RecordId {
    RecordId(Uuid::from_u128(62_000 + number))
}

/// Mina, Ana and Kim.
pub(in crate::tui::screens) fn somebody(number: u128) -> RecordId {
    RecordId(Uuid::from_u128(63_000 + number))
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Number, standing, system, days from and to, item.
type Told = (
    u128,
    Standing,
    u128,
    &'static str,
    &'static str,
    &'static str,
);

const TOLD: [Told; 6] = [
    (
        4,
        Standing::Proposed,
        1,
        "2026-11-21",
        "2027-01-31",
        "SEC-06",
    ),
    (
        5,
        Standing::Proposed,
        2,
        "2026-11-20",
        "2026-12-15",
        "ORR-19",
    ),
    (1, Standing::Active, 1, "2026-10-01", "2026-11-25", "ORR-28"),
    (3, Standing::Active, 2, "2026-11-01", "2027-04-01", "RAG-04"),
    (
        6,
        Standing::Scheduled,
        1,
        "2026-11-26",
        "2027-01-10",
        "ORR-28",
    ),
    (2, Standing::Void, 2, "2026-09-01", "2026-12-31", "VEC-07"),
];

/// The waivers of one system or of all.
pub(super) fn view(system: Option<RecordId>) -> WaiversView {
    let lines = TOLD.into_iter().map(line);
    WaiversView {
        as_of: today(),
        system: system.map(|id| {
            let (label, name) = named(id);
            (id, label, name)
        }),
        me: Some(somebody(1)),
        people: vec![
            (somebody(2), "Ana Ruiz".to_owned()),
            (somebody(1), "Mina Okafor".to_owned()),
        ],
        systems: [1, 2]
            .map(|number| {
                let (label, name) = named(waived_system(number));
                (waived_system(number), format!("{label} {name}"))
            })
            .into(),
        lines: lines
            .filter(|line| system.is_none_or(|id| line.waiver.system == id))
            .collect(),
    }
}

fn named(system: RecordId) -> (String, String) {
    if system == waived_system(1) {
        ("SYS-0001".to_owned(), "fraud-scoring".to_owned())
    } else {
        ("SYS-0002".to_owned(), "rag-assistant".to_owned())
    }
}

fn line((number, standing, system, from, until, item): Told) -> WaiverLine {
    let scope = if number == 3 {
        Scope::Gate { gate: Gate::G6 }
    } else {
        Scope::Item {
            item: item.to_owned(),
            rev: 2,
        }
    };
    let proposed = standing == Standing::Proposed;
    let waiver = Waiver {
        id: waiver_id(number),
        label: format!("WVR-2026-{number:03}"),
        system: waived_system(system),
        reason: "The second region is built in the first quarter; until then nothing can be moved there.".to_owned(),
        risk: "An outage of the region stops scoring for as long as it lasts.".to_owned(),
        controls: vec![Control {
            text: "Payments fall back to the rules engine".to_owned(),
            evidence: Vec::new(),
        }],
        action: "Build the second region and rehearse the move".to_owned(),
        requester: somebody(if number == 4 { 2 } else { 1 }),
        requested_on: day(from),
        level: Level::L2,
        effective_from: day(from),
        expires_on: day(until),
        extends: (number == 6).then(|| waiver_id(1)),
        tier: Tier::T1,
        bound: bound_to(&scope, Tier::T1),
        state: if proposed {
            WaiverState::Proposed
        } else {
            WaiverState::Approved {
                by: somebody(2),
                on: day(from),
            }
        },
        scope,
    };
    let days = (waiver.expires_on - today()).num_days();
    WaiverLine {
        system: named(waiver.system),
        standing,
        scope: match number {
            3 => "G6 operational readiness".to_owned(),
            _ => format!("{item} Is it rehearsed under the load of production?"),
        },
        days_left: if days < 0 { days } else { days + 1 },
        requester: if number == 4 {
            "Ana Ruiz"
        } else {
            "Mina Okafor"
        }
        .to_owned(),
        decided_by: (!proposed).then(|| "Ana Ruiz".to_owned()),
        awaits: match number {
            4 => vec!["Mina Okafor".to_owned()],
            5 => vec!["Ana Ruiz".to_owned()],
            _ => Vec::new(),
        },
        deciders: match number {
            4 => vec![(somebody(1), "Mina Okafor".to_owned())],
            5 => vec![(somebody(2), "Ana Ruiz".to_owned())],
            _ => Vec::new(),
        },
        awaits_me: number == 4,
        is_mine: number == 1,
        owners: vec!["platform-team".to_owned()],
        chain: if number == 6 { 2 } else { 1 },
        follows: (number == 6).then(|| "WVR-2026-001".to_owned()),
        steps: WaiverStep::ALL
            .map(|step| (step, refused(step, standing)))
            .into(),
        waiver,
    }
}

fn refused(step: WaiverStep, standing: Standing) -> Option<String> {
    let proposed = standing == Standing::Proposed;
    match step {
        WaiverStep::Approve | WaiverStep::Reject => {
            (!proposed).then(|| format!("it is {}; it awaits no decision", standing.word()))
        }
        WaiverStep::Revoke => proposed.then(|| "it was not granted yet".to_owned()),
        WaiverStep::Resolve => Some("ORR-28 is fail".to_owned()),
        WaiverStep::Extend => {
            proposed.then(|| "it is proposed; only one that was granted is".to_owned())
        }
    }
}

//! What home is told of four systems: one of each duty, and how many stand where.

use super::readiness::system_id;
use crate::{
    domain::{readiness::Verdict, tier::Tier},
    ops::view::{Duty, DutyLine, Heat},
};

/// What home is told of systems.
#[derive(Clone, Default)]
pub(in crate::tui::screens) struct Governed {
    pub(in crate::tui::screens) duties: Vec<DutyLine>,
    pub(in crate::tui::screens) systems: u64,
    pub(in crate::tui::screens) heat: Heat,
}

/// Duty, reference, title, why, days.
const TOLD: [(Duty, &str, &str, &str, Option<i64>); 9] = [
    (
        Duty::VerdictStale,
        "SYS-0001",
        "rag-assistant",
        "issued CONDITIONAL is stale",
        None,
    ),
    (
        Duty::WaiverOver,
        "WVR-2026-004",
        "fraud-scoring: SEC-06",
        "waiver expired 3 days ago",
        Some(3),
    ),
    (
        Duty::TierExpired,
        "SYS-0003",
        "ranking: valid until 2026-09-30",
        "tier expired",
        None,
    ),
    (
        Duty::RiskReview,
        "RSK-0101",
        "rag-assistant: prompts leak",
        "risk review 12 days late",
        Some(12),
    ),
    (
        Duty::WaiverAwaits,
        "WVR-2026-013",
        "rag-assistant: ORR-28",
        "waiver awaits L2",
        Some(2),
    ),
    (
        Duty::VerdictEnds,
        "SYS-0004",
        "batch-scoring",
        "issued verdict ends in 20 days",
        Some(20),
    ),
    (
        Duty::WaiverEnds,
        "WVR-2026-009",
        "ranking: ORR-26",
        "waiver ends in 41 days",
        Some(41),
    ),
    (
        Duty::ToConfirm,
        "SYS-0003",
        "ranking",
        "3 answers to confirm",
        None,
    ),
    (
        Duty::EvidenceStale,
        "SYS-0001",
        "rag-assistant",
        "stale evidence of 1 answer",
        None,
    ),
];

impl Governed {
    /// Four systems with one of each duty.
    pub(in crate::tui::screens) fn usual() -> Self {
        let duties = TOLD.iter().zip(1..).map(|(told, number)| {
            let (duty, reference, title, why, days) = *told;
            DutyLine {
                duty,
                record: system_id(number),
                system: system_id(1),
                reference: reference.to_owned(),
                title: title.to_owned(),
                why: why.to_owned(),
                days,
            }
        });
        let row = |counts: [u64; 4]| Verdict::ALL.into_iter().zip(counts).collect();
        Self {
            duties: duties.collect(),
            systems: 4,
            heat: vec![
                (Some(Tier::T1), row([0, 1, 0, 1])),
                (Some(Tier::T2), row([1, 0, 0, 0])),
                (Some(Tier::T3), row([0, 0, 0, 0])),
                (None, row([0, 0, 1, 0])),
            ],
        }
    }

    /// The same with titles nobody should trust.
    pub(super) fn hostile(titles: &[String]) -> Self {
        let mut governed = Self::usual();
        for (line, title) in governed.duties.iter_mut().zip(titles.iter().cycle()) {
            line.title.clone_from(title);
            line.reference.clone_from(title);
            line.why.clone_from(title);
        }
        governed
    }
}

//! What needs somebody, of made-up systems.

use chrono::Days;
use uuid::Uuid;

use super::*;
use crate::domain::{
    digest::Digest,
    pack::Level,
    readiness::Verdict,
    register::{Level5, Treatment},
    tier::Tier,
};

fn id(number: u128) -> RecordId {
    RecordId(Uuid::from_u128(number))
}

fn today() -> NaiveDate {
    "2026-11-21".parse().unwrap()
}

fn in_days(days: i64) -> NaiveDate {
    let by = Days::new(days.unsigned_abs());
    if days < 0 { today() - by } else { today() + by }
}

fn line(number: u128) -> SystemLine {
    SystemLine {
        id: id(number),
        label: format!("SYS-{number:04}"),
        name: format!("system {number}"),
        owner: None,
        stage: None,
        tier: Some(Tier::T2),
        provisional: false,
        verdict: Verdict::Go,
        first_reason: None,
        issued: None,
        claimed_bp: None,
        evidenced_bp: None,
        stale_evidence: 0,
        reconfirm: 0,
        assessments: 1,
        tier_expired: None,
        closed_on: None,
    }
}

fn issued(days: i64, is_stale: bool) -> IssuedLine {
    IssuedLine {
        verdict: Verdict::Go,
        valid_until: in_days(days),
        is_stale,
        overridden_until: None,
    }
}

fn waiver(number: u128, days: i64) -> Waiver {
    Waiver {
        id: id(100 + number),
        label: format!("WVR-2026-{number:03}"),
        system: id(1),
        scope: Scope::Item {
            item: "ORR-28".to_owned(),
            rev: 1,
        },
        reason: "later".to_owned(),
        risk: "an outage".to_owned(),
        controls: Vec::new(),
        action: "Add a region".to_owned(),
        requester: id(50),
        requested_on: in_days(-5),
        level: Level::L2,
        effective_from: in_days(-4),
        expires_on: in_days(days),
        extends: None,
        tier: Tier::T2,
        bound: Digest::of(b"bound"),
        state: WaiverState::Proposed,
    }
}

fn said(known: &Known) -> Vec<String> {
    let duties = known.duties(today());
    let said = duties.iter();
    said.map(|line| format!("{}: {} {}", line.why, line.reference, line.title))
        .collect()
}

#[test]
fn a_quiet_portfolio_needs_nobody() {
    let known = Known {
        lines: vec![SystemLine {
            issued: Some(issued(31, false)),
            ..line(1)
        }],
        waivers: vec![
            (waiver(1, 91), Standing::Active),
            (waiver(2, -9), Standing::Resolved),
            (waiver(3, -9), Standing::Rejected),
        ],
        risks: Vec::new(),
    };
    assert_eq!(said(&known), [""; 0]);
}

#[test]
fn the_most_urgent_stands_first_and_what_ends_the_soonest() {
    let known = Known {
        lines: vec![
            SystemLine {
                issued: Some(issued(30, false)),
                stale_evidence: 2,
                ..line(1)
            },
            SystemLine {
                issued: Some(issued(200, true)),
                tier_expired: Some("new data class pii".to_owned()),
                reconfirm: 1,
                ..line(2)
            },
            SystemLine {
                issued: Some(issued(0, false)),
                ..line(3)
            },
        ],
        waivers: vec![
            (waiver(1, 90), Standing::Active),
            (waiver(2, 5), Standing::Scheduled),
            (waiver(3, -3), Standing::Expired),
            (waiver(4, 40), Standing::Proposed),
            (waiver(5, 40), Standing::Void),
        ],
        risks: Vec::new(),
    };
    assert_eq!(
        said(&known),
        [
            "issued GO is stale: SYS-0002 system 2",
            "waiver expired 3 days ago: WVR-2026-003 system 1: ORR-28",
            "waiver void: WVR-2026-005 system 1: ORR-28",
            "tier expired: SYS-0002 system 2: new data class pii",
            "waiver awaits L2: WVR-2026-004 system 1: ORR-28",
            "issued verdict ends today: SYS-0003 system 3",
            "issued verdict ends in 30 days: SYS-0001 system 1",
            "waiver ends in 5 days: WVR-2026-002 system 1: ORR-28",
            "waiver ends in 90 days: WVR-2026-001 system 1: ORR-28",
            "1 answer to confirm: SYS-0002 system 2",
            "stale evidence of 2 answers: SYS-0001 system 1",
        ]
    );
}

#[test]
fn whoever_asked_for_an_extension_did_something() {
    let extends = |standing| {
        let next = Waiver {
            extends: Some(id(101)),
            ..waiver(2, 60)
        };
        let known = Known {
            lines: vec![line(1)],
            waivers: vec![(waiver(1, -1), Standing::Expired), (next, standing)],
            risks: Vec::new(),
        };
        said(&known)
    };
    let awaits = "waiver awaits L2: WVR-2026-002 system 1: ORR-28";
    assert_eq!(extends(Standing::Proposed), [awaits]);
    let expired = "waiver expired 1 day ago: WVR-2026-001 system 1: ORR-28";
    assert_eq!(extends(Standing::Rejected), [expired]);
}

#[test]
fn a_risk_is_late_from_the_day_after_its_review_until_it_is_closed() {
    let level = Level5 {
        likelihood: 2,
        impact: 3,
    };
    let risk = |number: u128, review, closed| Risk {
        id: id(200 + number),
        label: format!("RSK-{number:04}"),
        system: id(1),
        title: "prompts leak".to_owned(),
        about: None,
        inherent: level,
        current: level,
        residual: level,
        controls: Vec::new(),
        treatment: Treatment::Mitigate,
        owner: None,
        review_by: Some(in_days(review)),
        closed,
    };
    let known = Known {
        lines: vec![line(1)],
        waivers: Vec::new(),
        risks: vec![
            risk(1, -1, None),
            risk(2, 0, None),
            risk(3, -9, Some((today(), "gone".to_owned()))),
            Risk {
                system: id(9),
                ..risk(4, -9, None)
            },
        ],
    };
    let late = "risk review 1 day late: RSK-0001 system 1: prompts leak";
    assert_eq!(said(&known), [late]);
}

#[test]
fn of_each_kind_a_list_holds_so_many() {
    let stale = |number| SystemLine {
        issued: Some(issued(90, true)),
        stale_evidence: 1,
        ..line(number)
    };
    let known = Known {
        lines: (1..=60).map(stale).collect(),
        ..Known::default()
    };
    let duties = known.duties(today());
    let count = |duty| duties.iter().filter(|line| line.duty == duty).count();
    assert_eq!(count(Duty::VerdictStale), LISTED);
    assert_eq!(count(Duty::EvidenceStale), LISTED);
}

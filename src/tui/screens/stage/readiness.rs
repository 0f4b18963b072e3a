//! The gate boards of three systems: one that may not go, one nothing is known of, one named by somebody nobody should trust.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{problem, today};
use crate::{
    domain::{
        assessment::Numbers,
        digest::Digest,
        gate::{Force, Gate},
        ids::RecordId,
        pack::Level,
        person::Person,
        readiness::{
            Effort, GateResult, GateState, ItemResult, ItemState, Lane, LaneNow, NextStep,
            Readiness, Reason, StepAt, Verdict,
        },
        sign_off::{Decision, Issued, Override, SignOff},
        tier::Tier,
        waiver::{Scope, Standing, Waiver, WaiverState},
    },
    ops::{
        readiness::{ReadinessView, SignOffs},
        systems::{SystemLine, TierLine},
        view::PeopleView,
        waivers::WaiverLine,
    },
    tui::effect::Problem,
};

/// The identity of a system: 1 may not go, 2 is known by name only, 3 has a hostile name, 4 goes by an override.
pub(in crate::tui::screens) fn system_id(number: u128) -> RecordId {
    RecordId(Uuid::from_u128(7_000 + number))
}

/// The identity of an assessment.
pub(in crate::tui::screens) fn assessment_id(number: u128) -> RecordId {
    RecordId(Uuid::from_u128(7_100 + number))
}

/// The identity of a person.
pub(in crate::tui::screens) fn person_id(number: u128) -> RecordId {
    RecordId(Uuid::from_u128(7_200 + number))
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Three persons; the first acts here.
pub(super) fn people() -> PeopleView {
    let person = |number, name: &str, roles: &[&str], has_left| Person {
        id: person_id(number),
        name: name.to_owned(),
        aliases: Vec::new(),
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        acts_for: None,
        has_left,
    };
    PeopleView {
        people: vec![
            person(1, "Mina Okafor", &["architect", "L2"], false),
            person(2, "Lee Brandt", &["sre"], false),
            person(3, "Kim Sato", &["L3", "security"], false),
            person(4, "Ana Ruiz", &["product"], true),
        ],
        me: Some(person_id(1)),
        actor: "Mina Okafor".to_owned(),
    }
}

/// The board of a system on a day.
pub(super) fn board(system: RecordId, as_of: Option<NaiveDate>) -> Result<ReadinessView, Problem> {
    let as_of = as_of.unwrap_or_else(today);
    let numbers = 1_u128..=4;
    let number = numbers
        .into_iter()
        .find(|number| system_id(*number) == system);
    match number {
        Some(1) => Ok(busy(as_of)),
        Some(2) => Ok(unknown(as_of)),
        Some(3) => Ok(hostile(as_of)),
        Some(_) => Ok(overridden(as_of)),
        None => Err(problem("the system is not in the store any more")),
    }
}

/// Item, gate, force, result, contribution, question, action.
type Told = (
    &'static str,
    Gate,
    Force,
    ItemResult,
    Verdict,
    &'static str,
    &'static str,
);

const TOLD: [Told; 8] = [
    (
        "INT-01",
        Gate::G0,
        Force::Block,
        ItemResult::Pass,
        Verdict::Go,
        "Is there one accountable owner?",
        "Name an owner",
    ),
    (
        "SEC-02",
        Gate::G3,
        Force::Block,
        ItemResult::Pass,
        Verdict::Go,
        "Is access granted by role?",
        "Grant access by role",
    ),
    (
        "SEC-06",
        Gate::G3,
        Force::Block,
        ItemResult::Fail,
        Verdict::NoGo,
        "Are secrets kept out of notebooks and images?",
        "Move the secrets to the vault",
    ),
    (
        "SEC-09",
        Gate::G3,
        Force::Advise,
        ItemResult::Unevidenced,
        Verdict::Go,
        "Was the threat model looked at this year?",
        "Attach the threat model",
    ),
    (
        "REL-04",
        Gate::G5,
        Force::Require,
        ItemResult::Incomplete,
        Verdict::Hold,
        "Was the model held against the one it replaces on the same data?",
        "Compare it with the model it replaces",
    ),
    (
        "ORR-19",
        Gate::G6,
        Force::Require,
        ItemResult::Unevidenced,
        Verdict::Conditional,
        "Are drift, decay and data-quality monitors live, with thresholds and owners?",
        "Bring the monitors live and fire a test alert",
    ),
    (
        "ORR-26",
        Gate::G6,
        Force::Require,
        ItemResult::Fail,
        Verdict::Conditional,
        "Was a restore from backup rehearsed?",
        "Run the restore drill",
    ),
    (
        "ORR-28",
        Gate::G6,
        Force::Require,
        ItemResult::Waived,
        Verdict::Conditional,
        "Does it run in two regions?",
        "Add a second region",
    ),
];

fn item(told: &Told) -> ItemState {
    let (name, gate, force, result, contribution, ask, action) = *told;
    let (owner, due, because) = match name {
        "SEC-06" => (Some("Ana Ruiz"), Some(day("2026-11-18")), None),
        "ORR-19" => (
            Some("platform"),
            Some(day("2026-12-05")),
            Some("evidence stale"),
        ),
        "ORR-26" => (Some("Lee Brandt"), Some(day("2026-12-02")), None),
        "SEC-09" => (None, None, Some("claimed, no evidence")),
        _ => (None, None, None),
    };
    let (pack, assessment) = match gate {
        Gate::G5 => ("ra.rag-llm", None),
        Gate::G3 => ("sec.baseline", Some(assessment_id(1))),
        _ => ("orr.ml-service", Some(assessment_id(2))),
    };
    ItemState {
        pack: pack.to_owned(),
        assessment,
        item: name.to_owned(),
        ask: ask.to_owned(),
        gate,
        force,
        result,
        contribution,
        owner: owner.map(str::to_owned),
        due,
        action: action.to_owned(),
        waiver: (result == ItemResult::Waived)
            .then(|| ("WVR-2026-013".to_owned(), day("2026-12-31"))),
        because: because.map(str::to_owned),
    }
}

fn gates(items: &[ItemState]) -> Vec<GateState> {
    let of = |gate| {
        let mine = || {
            items
                .iter()
                .filter(move |item| item.gate == gate && item.force.gates())
        };
        let count = |wanted: &[ItemResult]| {
            mine().filter(|item| wanted.contains(&item.result)).count() as u32
        };
        let worst = mine().fold(Verdict::Go, |worst, item| worst.worse(item.contribution));
        GateState {
            gate,
            force: mine().map(|item| item.force).max().unwrap_or(Force::Off),
            result: match worst {
                _ if mine().next().is_none() => GateResult::Na,
                Verdict::Go => GateResult::Pass,
                Verdict::Conditional => GateResult::Conditional,
                Verdict::Hold => GateResult::Incomplete,
                Verdict::NoGo => GateResult::Fail,
            },
            items: mine().count() as u32,
            failed: count(&[ItemResult::Fail, ItemResult::Unevidenced]),
            incomplete: count(&[ItemResult::Incomplete]),
            waived: count(&[ItemResult::Waived]),
        }
    };
    Gate::ALL.into_iter().map(of).collect()
}

fn reason(item: &ItemState) -> Reason {
    Reason {
        verdict: item.contribution,
        gate: Some(item.gate),
        item: Some(item.item.clone()),
        text: format!(
            "{} {}: {} {} ({})",
            item.gate,
            item.gate.title(),
            item.item,
            item.ask,
            item.result.word()
        ),
    }
}

fn step(item: &ItemState) -> NextStep {
    NextStep {
        item: Some(item.item.clone()),
        action: item.action.clone(),
        owner: item.owner.clone(),
        due: item.due,
        effort: match item.result {
            ItemResult::Unevidenced => Effort::Evidence,
            ItemResult::Incomplete => Effort::Unanswered,
            _ => Effort::Unmet,
        },
        at: StepAt::Item,
    }
}

fn computed(as_of: NaiveDate) -> Readiness {
    let items: Vec<_> = TOLD.iter().map(item).collect();
    let beside = "ra.rag-llm was not started";
    let mut reasons: Vec<_> = items
        .iter()
        .filter(|item| item.contribution != Verdict::Go)
        .map(reason)
        .collect();
    reasons.push(Reason {
        verdict: Verdict::Hold,
        gate: None,
        item: None,
        text: beside.to_owned(),
    });
    reasons.sort_by_key(|reason| match reason.verdict {
        Verdict::NoGo => 0,
        Verdict::Hold => 1,
        Verdict::Conditional | Verdict::Go => 2,
    });
    let mut steps: Vec<_> = items
        .iter()
        .filter(|item| item.contribution != Verdict::Go)
        .map(step)
        .collect();
    steps.push(NextStep {
        item: None,
        action: beside.to_owned(),
        owner: None,
        due: None,
        effort: Effort::Other,
        at: StepAt::Pack,
    });
    steps.sort_by_key(|step| step.effort);
    Readiness {
        as_of,
        tier: Some(Tier::T2),
        verdict: Verdict::NoGo,
        reasons,
        gates: gates(&items),
        items,
        steps,
        improvements: vec!["SEC-09 Attach the threat model".to_owned()],
        numbers: Numbers {
            claimed_bp: Some(7_142),
            evidenced_bp: Some(5_400),
            high_bp: Some(8_333),
            items: 8,
            answered: 7,
            ..Numbers::default()
        },
        changes_on: Some(day("2027-01-01")),
    }
}

fn line(number: u128, name: &str, computed: &Readiness) -> SystemLine {
    SystemLine {
        id: system_id(number),
        label: format!("SYS-{number:04}"),
        name: name.to_owned(),
        owner: Some("Ana Ruiz".to_owned()),
        stage: Some("production".to_owned()),
        tier: computed.tier,
        provisional: false,
        verdict: computed.verdict,
        first_reason: computed.reasons.first().map(|reason| reason.text.clone()),
        issued: None,
        claimed_bp: computed.numbers.claimed_bp,
        evidenced_bp: computed.numbers.evidenced_bp,
        stale_evidence: 1,
        reconfirm: 0,
        assessments: 2,
        tier_expired: None,
        closed_on: None,
    }
}

fn tier_line(tier: Option<Tier>) -> TierLine {
    TierLine {
        tier,
        provisional: false,
        recorded: tier.map(|_| (day("2026-06-01"), "Mina Okafor".to_owned())),
        score_bp: Some((3_416, 4_416)),
        why: vec!["band from 3000".to_owned()],
        valid_until: Some(day("2028-06-01")),
        expired: None,
    }
}

fn issued(number: u128) -> Issued {
    Issued {
        id: RecordId(Uuid::from_u128(7_300 + number)),
        system: system_id(number),
        tier: Tier::T2,
        computed: Verdict::Conditional,
        verdict: Verdict::Conditional,
        as_of: day("2026-09-01"),
        by: person_id(1),
        digest: Digest::of(b"earlier"),
        inputs: Vec::new(),
        valid_until: day("2027-08-31"),
        reason: None,
        overridden: None,
        reasons: Vec::new(),
        withdrawn: None,
    }
}

fn sign_offs(number: u128) -> SignOffs {
    let one = |role: &str, person, decision, on: &str, comment: Option<&str>| SignOff {
        id: RecordId(Uuid::from_u128(7_400)),
        system: system_id(number),
        role: role.to_owned(),
        person: person_id(person),
        decision,
        comment: comment.map(str::to_owned),
        digest: Digest::of(b"now"),
        on: day(on),
    };
    SignOffs {
        roles: vec![
            ("owner".to_owned(), Some("Mina Okafor".to_owned())),
            ("platform".to_owned(), None),
        ],
        persons_needed: 2,
        persons: 1,
        all: vec![
            (
                one("owner", 1, Decision::Approve, "2026-11-20", None),
                "Mina Okafor".to_owned(),
                true,
            ),
            (
                one(
                    "platform",
                    2,
                    Decision::Decline,
                    "2026-09-01",
                    Some("no restore drill"),
                ),
                "Lee Brandt".to_owned(),
                false,
            ),
        ],
        missing: vec!["platform has not signed".to_owned()],
    }
}

fn waiver(number: u128) -> WaiverLine {
    WaiverLine {
        waiver: Waiver {
            id: RecordId(Uuid::from_u128(7_500)),
            label: "WVR-2026-013".to_owned(),
            system: system_id(number),
            scope: Scope::Item {
                item: "ORR-28".to_owned(),
                rev: 1,
            },
            reason: "The second region is ordered.".to_owned(),
            risk: "An outage of one region stops the service.".to_owned(),
            controls: Vec::new(),
            action: "Add a second region".to_owned(),
            requester: person_id(2),
            requested_on: day("2026-10-01"),
            level: Level::L2,
            effective_from: day("2026-10-02"),
            expires_on: day("2026-12-31"),
            extends: None,
            tier: Tier::T2,
            bound: Digest::of(b"bound"),
            state: WaiverState::Approved {
                by: person_id(3),
                on: day("2026-10-02"),
            },
        },
        system: (format!("SYS-{number:04}"), "rag-assistant".to_owned()),
        standing: Standing::Active,
        scope: "ORR-28 Does it run in two regions?".to_owned(),
        days_left: 41,
        requester: "Lee Brandt".to_owned(),
        decided_by: Some("Kim Sato".to_owned()),
        awaits: Vec::new(),
        deciders: Vec::new(),
        awaits_me: false,
        is_mine: false,
        owners: Vec::new(),
        follows: None,
        steps: Vec::new(),
        chain: 1,
    }
}

fn busy(as_of: NaiveDate) -> ReadinessView {
    let computed = computed(as_of);
    ReadinessView {
        inputs: Vec::new(),
        lane: LaneNow {
            lane: Lane::Asynchronous,
            why: vec!["it is T2".to_owned()],
            cleared: None,
        },
        line: line(1, "rag-assistant", &computed),
        system: system_id(1),
        tier: tier_line(Some(Tier::T2)),
        digest: Digest::of(b"now"),
        issued: Some(issued(1)),
        changed_since: vec![
            "answer SEC-06: met, now unmet".to_owned(),
            "tier: T3, now T2".to_owned(),
        ],
        sign_offs: sign_offs(1),
        waivers: vec![waiver(1)],
        status_line: "**NO-GO** rag-assistant (T2) as of 2026-11-21: SEC-06".to_owned(),
        calendar: vec![
            (day("2026-12-31"), "WVR-2026-013 ends".to_owned()),
            (day("2028-06-01"), "tier T2 ends".to_owned()),
        ],
        computed,
    }
}

fn unknown(as_of: NaiveDate) -> ReadinessView {
    let why = |text: &str| Reason {
        verdict: Verdict::Hold,
        gate: None,
        item: None,
        text: text.to_owned(),
    };
    let reasons = vec![
        why("no tier is recorded"),
        why("no item that blocks or is required applies"),
    ];
    let steps = reasons.iter().map(|reason| NextStep {
        item: None,
        action: reason.text.clone(),
        owner: None,
        due: None,
        effort: Effort::Other,
        at: StepAt::Tier,
    });
    let computed = Readiness {
        as_of,
        tier: None,
        verdict: Verdict::Hold,
        gates: gates(&[]),
        items: Vec::new(),
        steps: steps.collect(),
        reasons,
        improvements: Vec::new(),
        numbers: Numbers::default(),
        changes_on: None,
    };
    ReadinessView {
        inputs: Vec::new(),
        lane: LaneNow {
            lane: Lane::Board,
            why: vec!["no tier is recorded".to_owned()],
            cleared: None,
        },
        line: line(2, "vector-search", &computed),
        system: system_id(2),
        tier: tier_line(None),
        digest: Digest::of(b"unknown"),
        issued: None,
        changed_since: Vec::new(),
        sign_offs: SignOffs::default(),
        waivers: Vec::new(),
        status_line: "**HOLD** vector-search as of 2026-11-21: no tier is recorded".to_owned(),
        calendar: Vec::new(),
        computed,
    }
}

fn overridden(as_of: NaiveDate) -> ReadinessView {
    let mut view = busy(as_of);
    view.issued = Some(Issued {
        verdict: Verdict::Go,
        computed: Verdict::NoGo,
        overridden: Some(Override {
            by: person_id(3),
            reason: "The old service ends on Sunday.".to_owned(),
            until: day("2026-12-12"),
        }),
        valid_until: day("2026-12-12"),
        ..issued(4)
    });
    view.changed_since.clear();
    view.sign_offs.missing.clear();
    view
}

fn hostile(as_of: NaiveDate) -> ReadinessView {
    let odd = "\u{1b}[2J\u{202e}fed 設計書設計書設計書".to_owned() + &"x".repeat(400);
    let mut view = overridden(as_of);
    view.line.name.clone_from(&odd);
    view.line.label.clone_from(&odd);
    for item in &mut view.computed.items {
        item.item.clone_from(&odd);
        item.ask.clone_from(&odd);
        item.owner = Some(odd.clone());
        item.because = Some(odd.clone());
        item.pack.clone_from(&odd);
        item.waiver = Some((odd.clone(), as_of));
    }
    for reason in &mut view.computed.reasons {
        reason.text.clone_from(&odd);
    }
    for step in &mut view.computed.steps {
        step.action.clone_from(&odd);
        step.owner = Some(odd.clone());
    }
    for (_, name) in &mut view.sign_offs.roles {
        *name = Some(odd.clone());
    }
    for line in &mut view.waivers {
        line.scope.clone_from(&odd);
        line.waiver.label.clone_from(&odd);
    }
    if let Some(laxer) = view.issued.as_mut().and_then(|one| one.overridden.as_mut()) {
        laxer.reason.clone_from(&odd);
    }
    view.changed_since = vec![odd.clone()];
    view.calendar = vec![(as_of, odd)];
    view
}

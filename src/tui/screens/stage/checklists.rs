//! Two systems with their checklists: an assessment in which every state of an item stands, one of levels, and what is offered.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{problem, today};
use crate::{
    domain::{
        assessment::{Answer, Carry, Concurrence, Numbers, Response, Review},
        digest::Digest,
        evidence::{Classification, Evidence, EvidenceState, Method},
        gate::{Force, Gate},
        ids::RecordId,
        pack::{EvidenceKind, EvidenceRule, Item, NaRule, Scale, Severity, Version},
        readiness::{Action, ItemResult, ItemState, contribution},
        tier::Tier,
    },
    ops::assessments::{AssessmentLine, AssessmentView, WalkItem, WalkSection},
    tui::effect::Problem,
};

mod told;

pub(super) use told::{difference, forms, list, people, upgrade};

/// The usual assessment.
pub(in crate::tui::screens) const USUAL: u128 = 1;
/// One whose words nobody should trust.
pub(in crate::tui::screens) const HOSTILE: u128 = 2;
/// One of forty plain items.
pub(in crate::tui::screens) const FORTY: u128 = 3;
/// One nobody answered yet.
pub(in crate::tui::screens) const EMPTY: u128 = 4;

/// The identity of the assessment with this number.
pub(in crate::tui::screens) fn assessment_id(number: u128) -> RecordId {
    RecordId(Uuid::from_u128(20_000 + number))
}

/// The identity of the system with this number.
pub(in crate::tui::screens) fn system_id(number: u128) -> RecordId {
    RecordId(Uuid::from_u128(30_000 + number))
}

fn person_id(number: u128) -> RecordId {
    RecordId(Uuid::from_u128(40_000 + number))
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn version(text: &str) -> Version {
    text.parse().unwrap()
}

fn rag() -> (RecordId, String, String) {
    (
        system_id(1),
        "SYS-0007".to_owned(),
        "rag-assistant".to_owned(),
    )
}

fn fraud() -> (RecordId, String, String) {
    (
        system_id(2),
        "SYS-0003".to_owned(),
        "fraud-scoring".to_owned(),
    )
}

fn item(id: &str, ask: &str) -> Item {
    Item {
        id: id.to_owned(),
        rev: 2,
        ask: ask.to_owned(),
        why: "Silent decay was found by users twice in 2025.".to_owned(),
        verify: "Open the monitor; see a threshold, an owner, a fired test alert.".to_owned(),
        severity: Some(Severity::High),
        weight: None,
        force: None,
        gate: None,
        phase: crate::domain::pack::Phase::PreProd,
        level: None,
        scale: Scale::Tri,
        metric: None,
        unit: None,
        op: None,
        target: None,
        partial_at: None,
        lo: None,
        hi: None,
        evidence: Some(EvidenceRule {
            answers: vec![
                crate::domain::pack::Claim::Met,
                crate::domain::pack::Claim::Partial,
            ],
            kinds: vec![EvidenceKind::Link, EvidenceKind::Run],
            min: 1,
            max_age_days: Some(180),
        }),
        na: Some(NaRule {
            allowed: true,
            justify_min: 30,
            concur: None,
        }),
        waivable: None,
        waiver_max_days: Some(60),
        waiver_level: None,
        visible_when: None,
        if_missing: "Schedule a drill.".to_owned(),
        refs: Vec::new(),
        same_as: Vec::new(),
        supersedes: Vec::new(),
        tags: vec!["operations".to_owned()],
        wording_only: false,
    }
}

fn answer(item: &str, response: Response) -> Answer {
    Answer {
        id: RecordId(Uuid::from_u128(50_000)),
        system: system_id(1),
        assessment: assessment_id(USUAL),
        item: item.to_owned(),
        item_rev: 2,
        response,
        value: None,
        note: None,
        owner: None,
        due: None,
        planned_by: None,
        by: "Lee Brandt".to_owned(),
        on: day("2026-10-01"),
        review: Review::None,
        concurrence: None,
        carry: Carry::None,
        evidence: Vec::new(),
    }
}

fn evidence(kind: EvidenceKind, locator: &str, collected: &str) -> Evidence {
    Evidence {
        kind,
        locator: locator.to_owned(),
        note: None,
        digest: None,
        bytes: None,
        is_kept: false,
        collected_on: day(collected),
        expires_on: None,
        method: Method::Examine,
        classification: Classification::Internal,
        is_broken: false,
    }
}

/// An item of a walk with its answer and what that comes to.
fn walked(item: Item, answer: Option<Answer>, result: ItemResult) -> WalkItem {
    let force = Force::Require;
    let states = answer.iter().flat_map(|answer| &answer.evidence);
    let states = states
        .map(|piece| piece.state(Some(180), today()))
        .collect();
    WalkItem {
        state: ItemState {
            pack: "orr.ml-service".to_owned(),
            assessment: Some(assessment_id(USUAL)),
            item: item.id.clone(),
            ask: item.ask.clone(),
            gate: Gate::G6,
            force,
            result,
            contribution: contribution(force, result, Action::Missing),
            owner: answer.as_ref().and_then(|answer| answer.owner.clone()),
            due: None,
            action: item.if_missing.clone(),
            waiver: None,
            because: None,
        },
        seen: answer
            .as_ref()
            .map(|answer| Digest::of(answer.item.as_bytes())),
        answer,
        item,
        shared_from: None,
        evidence: states,
        proposed: Vec::new(),
        earlier: Vec::new(),
        withdrawn_ref: None,
    }
}

fn met(id: &str, ask: &str) -> WalkItem {
    let mut given = answer(id, Response::Met);
    given.evidence = vec![evidence(
        EvidenceKind::Link,
        "grafana/service-board",
        "2026-11-02",
    )];
    walked(item(id, ask), Some(given), ItemResult::Pass)
}

fn open(id: &str, ask: &str) -> WalkItem {
    walked(item(id, ask), None, ItemResult::Incomplete)
}

fn disputed() -> WalkItem {
    let id = "ORR-19";
    let mut given = answer(id, Response::Met);
    given.note = Some("data quality live, decay missing".to_owned());
    given.owner = Some("platform-team".to_owned());
    given.due = Some(day("2026-12-05"));
    given.planned_by = Some(day("2026-12-20"));
    let mut run = evidence(EvidenceKind::Run, "nightly-dq.json", "2026-11-20");
    run.digest = Some(Digest::of(b"nightly"));
    run.is_kept = true;
    run.note = Some("all thresholds held".to_owned());
    given.evidence = vec![
        evidence(EvidenceKind::Link, "grafana/drift-board", "2026-10-01"),
        run,
        evidence(EvidenceKind::Diagram, "docs/monitoring.svg", "2025-01-10"),
    ];
    given.review = Review::Disputed {
        response: Response::Partial,
        reason: "the decay monitor has no threshold".to_owned(),
        by: "Ana Ruiz".to_owned(),
        on: day("2026-11-18"),
        reply: Some("the threshold comes with the next release".to_owned()),
    };
    let ask = "Are drift, decay and data-quality monitors live, with thresholds and owners?";
    let mut walked = walked(item(id, ask), Some(given), ItemResult::Fail);
    walked.state.because = Some("disputed by Ana Ruiz".to_owned());
    walked.withdrawn_ref = Some("SR 11-7 was withdrawn on 2026-04-17".to_owned());
    walked.item.refs = vec!["sr11-7:V".to_owned()];
    walked
}

fn not_applicable() -> WalkItem {
    let id = "ORR-21";
    let mut given = answer(id, Response::Na);
    given.note = Some("there is no batch path: every request is answered online".to_owned());
    given.concurrence = Some(Concurrence {
        by: person_id(2),
        role: "sre".to_owned(),
        on: day("2026-10-03"),
    });
    let mut asked = item(id, "Is the lag of batch jobs watched?");
    asked.na = Some(NaRule {
        allowed: true,
        justify_min: 30,
        concur: Some("sre".to_owned()),
    });
    walked(asked, Some(given), ItemResult::Na)
}

fn awaits_agreement() -> WalkItem {
    let mut walked = not_applicable();
    walked.item.id = "ORR-22".to_owned();
    walked.item.ask = "Is the freshness of features watched?".to_owned();
    walked.state.result = ItemResult::Incomplete;
    walked.state.because = Some("sre has not agreed".to_owned());
    if let Some(given) = &mut walked.answer {
        given.item = "ORR-22".to_owned();
        given.concurrence = None;
    }
    walked
}

fn measured() -> WalkItem {
    let mut asked = item("ORR-23", "Does the service answer in time?");
    asked.scale = Scale::Number;
    asked.metric = Some("latency p95".to_owned());
    asked.unit = Some("ms".to_owned());
    asked.op = Some(crate::domain::pack::Comparison::AtMost);
    asked.target = "150".parse().ok();
    asked.partial_at = "180".parse().ok();
    asked.na = None;
    let mut given = answer("ORR-23", Response::Met);
    given.value = "149.9".parse().ok();
    walked(asked, Some(given), ItemResult::Unevidenced)
}

fn covered() -> WalkItem {
    let mut asked = item("ORR-24", "How much of the fleet is watched?");
    asked.scale = Scale::Coverage;
    asked.evidence = None;
    open_with(asked)
}

fn open_with(item: Item) -> WalkItem {
    let mut walked = walked(item, None, ItemResult::Incomplete);
    walked.proposed = vec![(
        RecordId(Uuid::from_u128(60_000)),
        "SYS-0003 fraud-scoring".to_owned(),
        Response::Partial,
    )];
    walked
}

fn to_confirm() -> WalkItem {
    let mut given = answer("ORR-25", Response::Met);
    given.carry = Carry::Reconfirm;
    given.item_rev = 1;
    let asked = item("ORR-25", "Is the error budget of the service written down?");
    let mut walked = walked(asked, Some(given), ItemResult::Incomplete);
    walked.state.because = Some("to be confirmed".to_owned());
    walked.earlier = vec![("ORR-04".to_owned(), Response::Met)];
    walked
}

fn waived() -> WalkItem {
    let given = answer("ORR-28", Response::Unmet);
    let asked = item("ORR-28", "Does the service run in two regions?");
    let mut walked = walked(asked, Some(given), ItemResult::Waived);
    walked.state.waiver = Some(("WVR-2026-013".to_owned(), day("2026-12-31")));
    walked
}

fn failing() -> WalkItem {
    let mut given = answer("ORR-26", Response::Unmet);
    given.owner = Some("sre".to_owned());
    given.due = Some(day("2026-11-19"));
    let mut asked = item(
        "ORR-26",
        "Was the restore from backup drilled this half year?",
    );
    asked.waivable = Some(vec![Tier::T3]);
    walked(asked, Some(given), ItemResult::Fail)
}

fn shared() -> WalkItem {
    let mut walked = met("ORR-27", "Was the rollback rehearsed at production load?");
    walked.shared_from = Some("ra.realtime-inference RTI-07".to_owned());
    walked.seen = None;
    walked.item.same_as = vec!["RTI-07".to_owned()];
    walked.item.scale = Scale::YesNo;
    walked
}

fn numbers(sections: &[&WalkItem]) -> Numbers {
    let count = |wanted: &[ItemResult]| {
        let items = sections
            .iter()
            .filter(|item| wanted.contains(&item.state.result));
        items.count() as u32
    };
    let items = sections.len() as u32;
    Numbers {
        claimed_bp: Some(7_142),
        evidenced_bp: Some(5_416),
        high_bp: Some(8_333),
        na_share_bp: 900,
        items,
        answered: items - count(&[ItemResult::Incomplete]),
        passed: count(&[ItemResult::Pass]),
        unevidenced: count(&[ItemResult::Unevidenced]),
        failed: count(&[ItemResult::Fail]),
        waived: count(&[ItemResult::Waived]),
        not_applicable: count(&[ItemResult::Na]),
    }
}

fn section(title: &str, items: Vec<WalkItem>) -> WalkSection {
    WalkSection {
        title: title.to_owned(),
        numbers: numbers(&items.iter().collect::<Vec<_>>()),
        items,
    }
}

fn usual_sections() -> Vec<WalkSection> {
    let mut signals = met(
        "ORR-17",
        "Do the four signals of the service stand on one board?",
    );
    signals.item.phase = crate::domain::pack::Phase::Design;
    vec![
        section(
            "Monitoring",
            vec![
                signals,
                disputed(),
                open("ORR-20", "Does every alert reach somebody who is on call?"),
                not_applicable(),
                awaits_agreement(),
            ],
        ),
        section("Objectives", vec![measured(), covered(), to_confirm()]),
        section("Recovery", vec![failing(), shared(), waived()]),
    ]
}

fn line(number: u128, numbers: Numbers) -> AssessmentLine {
    AssessmentLine {
        id: assessment_id(number),
        label: format!("ASM-{:04}", 41 + number),
        system: rag(),
        pack: "orr.ml-service".to_owned(),
        title: "Operational readiness".to_owned(),
        version: version("1.0.0"),
        newer: None,
        subject: None,
        numbers,
        score: "54–83 %".to_owned(),
        stale_evidence: 1,
        reconfirm: 1,
        disputed: 1,
        na_warning: false,
    }
}

fn view(number: u128, sections: Vec<WalkSection>) -> AssessmentView {
    let all: Vec<_> = sections.iter().flat_map(|section| &section.items).collect();
    let numbers = numbers(&all);
    AssessmentView {
        as_of: today(),
        line: line(number, numbers),
        tier: Some(Tier::T2),
        lowered_to: None,
        sections,
        milestones: vec![(
            RecordId(Uuid::from_u128(70_000)),
            "before the October review".to_owned(),
            day("2026-10-12"),
            Some(4_100),
        )],
    }
}

/// The view of the assessment with this number.
pub(in crate::tui) fn assessment_view(number: u128) -> AssessmentView {
    shown(assessment_id(number)).unwrap()
}

/// One assessment, item by item.
pub(super) fn shown(id: RecordId) -> Result<AssessmentView, Problem> {
    if id == assessment_id(USUAL) {
        return Ok(view(USUAL, usual_sections()));
    }
    if id == assessment_id(HOSTILE) {
        return Ok(hostile());
    }
    if id == assessment_id(FORTY) {
        return Ok(forty());
    }
    if id == assessment_id(EMPTY) {
        let mut empty = view(EMPTY, Vec::new());
        empty.tier = None;
        empty.line.newer = Some(version("1.1.0"));
        empty.line.na_warning = true;
        empty.line.subject = Some("payments/12".to_owned());
        empty.line.numbers = Numbers::default();
        empty.milestones = Vec::new();
        return Ok(empty);
    }
    Err(problem("the assessment is not in the store any more"))
}

fn forty() -> AssessmentView {
    let items = |from: u32| {
        let one = |nth: u32| {
            let id = format!("FRT-{nth:02}");
            let ask = format!("Is control {nth} of the platform in place and looked at?");
            if nth.is_multiple_of(3) {
                open(&id, &ask)
            } else {
                met(&id, &ask)
            }
        };
        (from..from + 10).map(one).collect()
    };
    let sections = ["Access", "Network", "Storage", "People"]
        .into_iter()
        .zip(0..);
    let sections = sections.map(|(title, nth): (_, u32)| section(title, items(nth * 10 + 1)));
    view(FORTY, sections.collect())
}

/// The usual assessment with words nobody should trust.
fn hostile() -> AssessmentView {
    let words = [
        "\u{1b}[2J\u{1b}]0;owned\u{7}gone".to_owned(),
        "abc\u{202e}fed\u{2066}".to_owned(),
        "x".repeat(4_000),
        "設計書設計書設計書設計書設計書設計書設計書設計書設計書設計書".to_owned(),
        "tabs\tand\nlines\r\nof text".to_owned(),
    ];
    let mut view = view(HOSTILE, usual_sections());
    let mut nth = 0;
    let mut next = || {
        nth += 1;
        words[nth % words.len()].clone()
    };
    view.line.title = next();
    view.line.system.2 = next();
    view.line.subject = Some(next());
    for section in &mut view.sections {
        section.title = next();
        for walked in &mut section.items {
            let id = next();
            walked.item.id = format!("{}{id}", walked.item.id);
            walked.item.ask = next();
            walked.item.why = next();
            walked.item.verify = next();
            walked.item.if_missing = next();
            walked.item.refs = vec![next()];
            walked.state.because = Some(next());
            walked.shared_from = Some(next());
            walked.withdrawn_ref = Some(next());
            walked.proposed = vec![(person_id(9), next(), Response::Met)];
            walked.earlier = vec![(next(), Response::Met)];
            if let Some(given) = &mut walked.answer {
                given.by = next();
                given.note = Some(next());
                given.owner = Some(next());
                for piece in &mut given.evidence {
                    piece.locator = next();
                    piece.note = Some(next());
                }
            }
        }
    }
    view
}

/// Whether a piece of evidence that is told is worth nothing: the stage has one such.
#[test]
fn one_piece_of_the_stage_is_stale() {
    let all = usual_sections();
    let items = all.iter().flat_map(|section| &section.items);
    let states: Vec<_> = items.flat_map(|item| item.evidence.clone()).collect();
    let stale = states
        .iter()
        .filter(|state| **state == EvidenceState::Stale);
    assert_eq!(stale.count(), 1);
}

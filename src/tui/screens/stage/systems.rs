//! The systems whose boards the stage has: one that is known well, one of which only its name is known, one with a hostile name.

use std::{collections::BTreeSet, path::Path};

use uuid::Uuid;

use super::{problem, readiness, today};
use crate::{
    domain::{
        assessment::Numbers,
        digest::Digest,
        event::RecordKind,
        fact::{FactDefinition, FactKind, FactValue, ListedValue},
        ids::{GroupId, RecordId},
        pack::Version,
        status::Status,
        system::{Pattern, PatternStatus, StageEvent, System, Trigger, TriggerKind},
        tier::Tier,
    },
    ops::{
        assessments::{AssessmentLine, OfferLine},
        systems::{
            InventoryPlan, InventoryRow, SystemChoices, SystemLine, SystemView, SystemsView,
        },
        view::{EventLine, RecordLine},
    },
    tui::effect::Problem,
};

/// The identity of a pattern: 1 is approved, 2 a draft, 3 retired.
pub(in crate::tui::screens) fn pattern_id(number: u128) -> RecordId {
    RecordId(Uuid::from_u128(7_600 + number))
}

fn version(text: &str) -> Version {
    text.parse().unwrap()
}

/// The word of a filter that lets the hostile system through too.
const HOSTILE: &str = "hostile:yes";

fn lines() -> Vec<SystemLine> {
    let boards =
        (1..=4).map(|number| readiness::board(readiness::system_id(number), None).unwrap());
    let mut lines: Vec<_> = boards.map(|board| board.line).collect();
    for (line, number) in lines.iter_mut().zip(1..) {
        line.id = readiness::system_id(number);
        line.label = format!("SYS-{number:04}");
    }
    for (line, (stage, owner)) in lines.iter_mut().zip([
        (Some("production"), Some("Ana Ruiz")),
        (None, None),
        (Some("mvp"), Some("Lee Brandt")),
        (Some("retirement"), Some("Mina Okafor")),
    ]) {
        line.stage = stage.map(str::to_owned);
        line.owner = owner.map(str::to_owned);
    }
    lines
}

/// The systems whose name holds the filter; a filter with an unknown field is refused as the workbench does.
pub(super) fn list(filter: &str) -> Result<SystemsView, Problem> {
    if filter.contains("colour:") {
        return Err(problem(
            "`colour:` is no field of systems; possible are tier, verdict",
        ));
    }
    let lines: Vec<_> = lines()
        .into_iter()
        .filter(|line| line.id != readiness::system_id(3) || filter.contains(HOSTILE))
        .filter(|line| {
            filter
                .split_whitespace()
                .all(|word| word.contains(':') || line.name.contains(word))
        })
        .collect();
    Ok(SystemsView {
        as_of: today(),
        total: 3,
        heat: Vec::new(),
        choices: choices(),
        lines,
    })
}

fn choices() -> SystemChoices {
    let people = readiness::people().people.into_iter();
    let people = people.filter(|person| !person.has_left);
    SystemChoices {
        facts: facts(),
        people: people.map(|person| (person.id, person.name)).collect(),
        patterns: patterns(),
    }
}

fn facts() -> Vec<FactDefinition> {
    let fact = |id: &str, title: &str, (kind, words): (FactKind, &[&str])| FactDefinition {
        id: id.to_owned(),
        title: title.to_owned(),
        ask: format!("What is its {id}?"),
        kind,
        open: false,
        values: words
            .iter()
            .map(|word| ListedValue {
                word: (*word).to_owned(),
                about: format!("about {word}"),
            })
            .collect(),
    };
    vec![
        fact(
            "workload",
            "Workload",
            (FactKind::Set, &["batch", "online", "rag"]),
        ),
        fact(
            "exposure",
            "Exposure",
            (FactKind::Ordered, &["none", "internal", "external"]),
        ),
        fact("one_way_door", "One-way door", (FactKind::Flag, &[])),
        fact(
            "stage",
            "Stage",
            (
                FactKind::Ordered,
                &["discovery", "mvp", "production", "retirement"],
            ),
        ),
    ]
}

fn patterns() -> Vec<Pattern> {
    let pattern = |number, name: &str, status| Pattern {
        id: pattern_id(number),
        label: format!("PAT-{number:04}"),
        name: name.to_owned(),
        about: None,
        version: "1.2".to_owned(),
        status,
        pack: Some("ra.rag-llm".to_owned()),
        owner: None,
        decisions: Vec::new(),
    };
    vec![
        pattern(1, "Answer from documents", PatternStatus::Approved),
        pattern(2, "Serve online", PatternStatus::Draft),
        pattern(3, "Nightly batch", PatternStatus::Retired),
    ]
}

/// One system.
pub(super) fn one(id: RecordId) -> Result<SystemView, Problem> {
    let line = lines().into_iter().find(|line| line.id == id);
    let line = line.ok_or_else(|| problem("the system is not in the store any more"))?;
    let is_known = id == readiness::system_id(1);
    let board = readiness::board(id, None)?;
    let system = if is_known { known(&line) } else { named(&line) };
    let stated = |fact: FactDefinition| {
        let value = system
            .facts
            .get(&fact.id)
            .map(|value| value.words().join(","));
        (fact, value)
    };
    Ok(SystemView {
        as_of: today(),
        digest: Digest::of(b"seen"),
        owner: line.owner.clone(),
        deputy: None,
        facts: facts().into_iter().map(stated).collect(),
        tier: board.tier.clone(),
        tiers: vec![board.tier],
        assessments: if is_known {
            vec![assessment(&line)]
        } else {
            Vec::new()
        },
        offered: vec![offer(&line)],
        decisions: if is_known {
            vec![decision()]
        } else {
            Vec::new()
        },
        patterns: patterns()
            .into_iter()
            .filter(|pattern| system.patterns.contains(&pattern.id))
            .collect(),
        waivers: if is_known {
            vec![("proposed".to_owned(), 1), ("active".to_owned(), 2)]
        } else {
            Vec::new()
        },
        risks: if is_known { (3, 1) } else { (0, 0) },
        history: vec![event(&line)],
        choices: choices(),
        line,
        system,
    })
}

fn named(line: &SystemLine) -> System {
    let mut system = System::named(line.id, line.label.clone(), line.name.clone());
    system.closed_on = line.closed_on;
    system
}

fn known(line: &SystemLine) -> System {
    let day = |text: &str| text.parse().unwrap();
    let mut system = named(line);
    system.about = Some("Answers questions of dispatchers from the handbook.".to_owned());
    system.owner = Some(readiness::person_id(4));
    system.team = Some("search".to_owned());
    let words: BTreeSet<_> = ["online", "rag"].map(str::to_owned).into();
    let facts = &mut system.facts.0;
    facts.insert("workload".to_owned(), FactValue::Set(words));
    facts.insert("exposure".to_owned(), FactValue::One("external".to_owned()));
    system.enter(StageEvent {
        stage: "mvp".to_owned(),
        on: day("2026-05-04"),
        note: None,
    });
    system.enter(StageEvent {
        stage: "production".to_owned(),
        on: day("2026-09-01"),
        note: Some("approved by the board".to_owned()),
    });
    system.happened(Trigger {
        kind: TriggerKind::Incident,
        on: day("2026-10-12"),
        note: None,
    });
    system.patterns = vec![pattern_id(1), pattern_id(2)];
    system.decisions = vec![super::id(12)];
    system
}

fn assessment(line: &SystemLine) -> AssessmentLine {
    AssessmentLine {
        id: readiness::assessment_id(1),
        label: "ASM-0042".to_owned(),
        system: (line.id, line.label.clone(), line.name.clone()),
        pack: "ra.rag-llm".to_owned(),
        title: "RAG and LLM applications".to_owned(),
        version: version("1.0.0"),
        newer: None,
        subject: None,
        numbers: Numbers {
            items: 31,
            answered: 21,
            ..Numbers::default()
        },
        score: "54 %".to_owned(),
        stale_evidence: 0,
        reconfirm: 0,
        disputed: 0,
        na_warning: false,
    }
}

fn offer(line: &SystemLine) -> OfferLine {
    OfferLine {
        system: (line.id, line.label.clone(), line.name.clone()),
        pack: "orr.ml-service".to_owned(),
        title: "Operational readiness of ML services".to_owned(),
        version: version("1.0.0"),
        subject: None,
        why: "always".to_owned(),
        tier: Tier::T2,
        items: 28,
        gating: 12,
        evidenced: 9,
        minutes: 45,
        is_asked_for: true,
    }
}

fn decision() -> RecordLine {
    RecordLine {
        id: super::id(12),
        reference: "payments/12".to_owned(),
        title: "Serve fraud scores from the online store".to_owned(),
        status: Status::Accepted,
    }
}

fn event(line: &SystemLine) -> EventLine {
    EventLine {
        seq: 40,
        at: "2026-11-20T08:00:00Z".parse().unwrap(),
        actor: "Mina Okafor".to_owned(),
        verb: "system.edited".to_owned(),
        kind: RecordKind::System,
        record: line.id,
        reference: line.label.clone(),
        title: line.name.clone(),
        status: None,
        reason: None,
        group: GroupId(Uuid::from_u128(1)),
        group_size: 1,
        alike: 1,
        within: None,
        is_undo: false,
    }
}

/// A plan of three rows: a new system, one that is updated, one that is refused.
pub(super) fn inventory(file: &Path) -> InventoryPlan {
    let row = |line, name: &str, known| InventoryRow {
        line,
        name: name.to_owned(),
        known,
        values: vec![("name".to_owned(), name.to_owned())],
        changes: vec!["team search".to_owned()],
        refused: None,
    };
    InventoryPlan {
        file: file.to_owned(),
        rows: vec![
            row(2, "Tags", None),
            row(3, "rag-assistant", Some(readiness::system_id(1))),
            InventoryRow {
                changes: Vec::new(),
                refused: Some("owner: no person is called `Lee`".to_owned()),
                ..row(4, "Odd", None)
            },
        ],
        new_people: vec!["Ana".to_owned()],
    }
}

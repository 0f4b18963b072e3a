//! What is started and offered, who is known, and what is looked at before it is done.

use std::path::PathBuf;

use super::{
    EMPTY, FORTY, USUAL, assessment_id, day, fraud, line, numbers, person_id, rag, usual_sections,
    version,
};
use crate::{
    domain::{
        assessment::{Numbers, UpgradeReport},
        ids::RecordId,
        person::Person,
        tier::Tier,
    },
    ops::{
        assessments::{AssessmentLine, ChecklistsView, MilestoneDiff, OfferLine},
        forms::{FormClash, FormPlan, FormRow},
        people::PeopleView,
    },
    tui::screens::stage::today,
};

/// The assessments of all systems or of one, and what is offered; the second system has none and is offered none.
pub(in crate::tui::screens::stage) fn list(system: Option<RecordId>) -> ChecklistsView {
    let is_of = |of: &RecordId| system.is_none_or(|system| system == *of);
    let all = usual_sections();
    let items: Vec<_> = all.iter().flat_map(|section| &section.items).collect();
    let usual = line(USUAL, numbers(&items));
    let other = AssessmentLine {
        pack: "ra.rag-llm".to_owned(),
        title: "RAG and LLM application".to_owned(),
        newer: Some(version("1.1.0")),
        score: "2 sections at (1,2]".to_owned(),
        stale_evidence: 0,
        reconfirm: 0,
        disputed: 0,
        na_warning: true,
        ..line(
            FORTY,
            Numbers {
                na_share_bp: 4_200,
                ..numbers(&items)
            },
        )
    };
    let record = AssessmentLine {
        system: fraud(),
        pack: "adr.quality".to_owned(),
        title: "Decision record quality".to_owned(),
        subject: Some("payments/12".to_owned()),
        score: "n/a".to_owned(),
        stale_evidence: 0,
        reconfirm: 0,
        disputed: 0,
        ..line(EMPTY, Numbers::default())
    };
    let offer = |pack: &str, title: &str, why: &str, is_asked_for: bool| OfferLine {
        system: rag(),
        pack: pack.to_owned(),
        title: title.to_owned(),
        version: version("1.2.0"),
        subject: None,
        why: why.to_owned(),
        tier: Tier::T2,
        items: 31,
        gating: 14,
        evidenced: 6,
        minutes: 40,
        is_asked_for,
    };
    let mut assessments = vec![usual, other, record];
    assessments.retain(|line| is_of(&line.system.0));
    let mut offered = vec![
        offer(
            "sec.ai-security",
            "Security of AI systems",
            "workload is rag",
            true,
        ),
        offer("q.ml-test-score", "ML test score", "always", false),
    ];
    offered.retain(|offer| is_of(&offer.system.0));
    let system = [rag(), fraud()]
        .into_iter()
        .find(|one| Some(one.0) == system);
    ChecklistsView {
        as_of: today(),
        system,
        assessments,
        offered,
    }
}

/// Everybody.
pub(in crate::tui::screens::stage) fn people() -> PeopleView {
    let person = |number, name: &str, roles: &[&str]| Person {
        id: person_id(number),
        name: name.to_owned(),
        aliases: Vec::new(),
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        acts_for: None,
        has_left: false,
    };
    PeopleView {
        people: vec![
            person(1, "Mina Okafor", &["architect"]),
            person(2, "Sam Idowu", &["sre"]),
        ],
        me: Some(person_id(1)),
        actor: "Mina Okafor".to_owned(),
    }
}

/// What an upgrade would do.
pub(in crate::tui::screens::stage) fn upgrade() -> UpgradeReport {
    let now = usual_sections();
    let items: Vec<_> = now.iter().flat_map(|section| &section.items).collect();
    let before = numbers(&items);
    UpgradeReport {
        from: version("1.0.0"),
        to: version("1.1.0"),
        added: vec!["ORR-31".to_owned(), "ORR-32".to_owned()],
        carried: vec!["ORR-17".to_owned(), "ORR-19".to_owned()],
        reconfirm: vec!["ORR-26".to_owned()],
        retired: vec!["ORR-21".to_owned()],
        mapped: vec![("ORR-31".to_owned(), vec!["ORR-04".to_owned()])],
        before,
        after: Numbers {
            evidenced_bp: Some(4_000),
            items: before.items + 1,
            ..before
        },
    }
}

/// How a milestone differs from now.
pub(in crate::tui::screens::stage) fn difference() -> MilestoneDiff {
    let report = upgrade();
    MilestoneDiff {
        from: ("before the October review".to_owned(), day("2026-10-12")),
        to: ("now".to_owned(), today()),
        numbers: (
            Numbers {
                evidenced_bp: Some(4_100),
                ..report.before
            },
            report.before,
        ),
        rows: vec![(
            "ORR-27".to_owned(),
            "unanswered".to_owned(),
            "met by Lee Brandt".to_owned(),
        )],
    }
}

/// What forms that came back would change.
pub(in crate::tui::screens::stage) fn forms(files: &[PathBuf]) -> FormPlan {
    let file = files.first().cloned().unwrap_or_default();
    FormPlan {
        assessment: assessment_id(USUAL),
        label: "ASM-0001".to_owned(),
        rows: vec![FormRow {
            file: file.clone(),
            line: 12,
            item: "ORR-20".to_owned(),
            by: "Sam Idowu".to_owned(),
            seen: None,
            steps: Vec::new(),
            before: "unanswered".to_owned(),
            after: "met, on call rota of November".to_owned(),
        }],
        refused: vec![(file.clone(), 40, "`maybe` is no answer".to_owned())],
        clashes: vec![FormClash {
            item: "ORR-26".to_owned(),
            answers: vec![
                (file.clone(), 31, "Sam Idowu".to_owned(), "met".to_owned()),
                (file, 31, "Lee Brandt".to_owned(), "unmet".to_owned()),
            ],
        }],
        unchanged: 8,
    }
}

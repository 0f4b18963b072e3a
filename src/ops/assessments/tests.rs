//! A small library, a system and two people in a store of their own.

mod answers;
mod evidence;
mod results;
mod versions;

use std::{collections::BTreeSet, sync::Arc};

use chrono::NaiveDate;

use super::*;
use crate::{
    catalog::{Catalog, Entry, read_pack},
    domain::{
        event::RecordKind,
        fact::{FactValue, Facts},
        person::Person,
        system::System,
    },
    env::Env,
    ops::{change::Change, demo, putting::put},
};

/// A pack with an item of every kind that has rules of its own.
pub(super) const SERVING: &str = r#"
schema = 1

[pack]
id = "own.serving"
version = "1.0.0"
kind = "checklist"
title = "Serving"
status = "ga"
gate = "G2"
applies_when = { fact = "workload", is = ["online"] }

[[ref]]
id = "letter"
title = "The letter of 2011"
status = "withdrawn"
as_of = 2026-09-01

[[section]]
id = "run"
title = "Running"

[[section.item]]
id = "SRV-01"
ask = "Is the way back rehearsed?"
severity = "high"
evidence = { for = ["met"], kinds = ["file", "link", "run", "adr", "attestation"], max_age_days = 180 }
if_missing = "Rehearse the way back"

[[section.item]]
id = "SRV-02"
ask = "Is there a second site?"
severity = "medium"
na = { allowed = true, justify_min = 20, concur = "sre" }
refs = ["letter:3"]

[[section.item]]
id = "SRV-03"
ask = "How slow is the slowest twentieth?"
severity = "medium"
scale = "number"
metric = "latency_p95"
unit = "ms"
op = "<="
target = 150
partial_at = 180

[[section]]
id = "own"
title = "Ownership"

[[section.item]]
id = "SRV-04"
ask = "Is there an owner?"
severity = "critical"
scale = "yesno"

[[section.item]]
id = "SRV-05"
ask = "Are alarms routed to a person?"
severity = "low"
same_as = ["OPS-01"]

[[section.item]]
id = "SRV-06"
ask = "Is access from outside limited?"
severity = "low"
visible_when = { fact = "exposure", is = ["external"] }
"#;

/// A pack that asks one thing the other asks too.
pub(super) const OPERATING: &str = r#"
schema = 1

[pack]
id = "own.operating"
version = "1.0.0"
kind = "checklist"
title = "Operating"
status = "preview"
gate = "G6"

[[section]]
id = "all"
title = "All"

[[section.item]]
id = "OPS-01"
ask = "Do alarms reach a person?"
severity = "low"
"#;

pub(super) struct Desk {
    pub bench: Workbench,
    pub system: RecordId,
}

impl Desk {
    pub fn new() -> Self {
        let env = Env::fixed(demo::beginning().unwrap(), "Mina Okafor");
        let mut bench = Workbench::in_memory(env).unwrap();
        library(&mut bench, &[SERVING, OPERATING]);
        let system = register(&mut bench, "SYS-0001", "Fraud scores");
        for (name, role) in [
            ("Mina Okafor", "architect"),
            ("Lee Brandt", "sre"),
            ("Ana Ruiz", "data"),
        ] {
            let person = Person {
                id: bench.env.record_id(),
                name: name.to_owned(),
                aliases: Vec::new(),
                roles: BTreeSet::from([role.to_owned()]),
                acts_for: None,
                has_left: false,
            };
            let put = put((RecordKind::Person, person.id), ("added", None), &person);
            bench.save(vec![put], Vec::new()).unwrap();
        }
        Self { bench, system }
    }

    /// The same with the pack `own.serving` started.
    pub fn started() -> (Self, RecordId) {
        let mut desk = Self::new();
        let assessment = desk.start("own.serving").unwrap().made.unwrap();
        (desk, assessment)
    }

    pub fn start(&mut self, pack: &str) -> Result<Done, OpsError> {
        self.bench.apply(Change::Assess(AssessChange::Start {
            system: self.system,
            pack: pack.to_owned(),
            subject: None,
        }))
    }

    pub fn be(&mut self, actor: &str) {
        actor.clone_into(&mut self.bench.env.actor);
    }

    pub fn person(&self, name: &str) -> RecordId {
        self.bench.people().unwrap().called(name).unwrap().id
    }

    pub fn edit(
        &mut self,
        (assessment, item): (RecordId, &str),
        steps: Vec<AnswerStep>,
    ) -> Result<Done, OpsError> {
        self.bench
            .apply(Change::Assess(AssessChange::Answer(AnswerEdit {
                assessment,
                item: item.to_owned(),
                seen: None,
                steps,
            })))
    }

    pub fn respond(&mut self, place: (RecordId, &str), response: Response) -> Done {
        self.edit(place, vec![AnswerStep::Respond(response)])
            .unwrap()
    }

    pub fn view(&mut self, assessment: RecordId) -> AssessmentView {
        self.bench.assessment_view(assessment).unwrap()
    }

    pub fn walked(&mut self, assessment: RecordId, item: &str) -> WalkItem {
        let view = self.view(assessment);
        let mut items = view.sections.into_iter().flat_map(|section| section.items);
        items.find(|walked| walked.item.id == item).unwrap()
    }

    pub fn events(&self) -> u64 {
        self.bench.store.last_seq().unwrap()
    }

    /// States a fact of the system.
    pub fn state(&mut self, fact: &str, word: &str) {
        let current = self.bench.store.current(self.system).unwrap().unwrap();
        let mut system: System = crate::ops::workbench::decoded(&current).unwrap();
        let value = FactValue::Set(BTreeSet::from([word.to_owned()]));
        system.facts.0.insert(fact.to_owned(), value);
        let record = (RecordKind::System, system.id);
        let put = put(record, ("edited", Some(current.digest)), &system);
        self.bench.save(vec![put], Vec::new()).unwrap();
    }
}

/// Sets the packs of the library; facts and rubrics are the shipped ones.
pub(super) fn library(bench: &mut Workbench, texts: &[&str]) {
    let mut catalog = Catalog::with(None);
    catalog.packs.clear();
    for text in texts {
        let entry = Entry::new(read_pack(text).unwrap(), text, None);
        catalog.packs.insert(entry.value.head.id.clone(), entry);
    }
    bench.catalog = Some(Arc::new(catalog));
}

pub(super) fn register(bench: &mut Workbench, label: &str, name: &str) -> RecordId {
    let online = FactValue::Set(BTreeSet::from(["online".to_owned()]));
    let system = System {
        id: bench.env.record_id(),
        label: label.to_owned(),
        name: name.to_owned(),
        about: None,
        facts: Facts([("workload".to_owned(), online)].into()),
        owner: None,
        deputy: None,
        team: None,
        stages: Vec::new(),
        triggers: Vec::new(),
        decisions: Vec::new(),
        patterns: Vec::new(),
        closed_on: None,
    };
    let put = put(
        (RecordKind::System, system.id),
        ("registered", None),
        &system,
    );
    bench.save(vec![put], Vec::new()).unwrap();
    system.id
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(super) fn piece(kind: EvidenceKind, locator: &str) -> NewEvidence {
    NewEvidence {
        kind,
        locator: locator.to_owned(),
        note: None,
        collected_on: None,
        expires_on: None,
        method: Method::default(),
        classification: Classification::default(),
    }
}

/// What was refused and what to do.
pub(super) fn refused<T: std::fmt::Debug>(tried: Result<T, OpsError>) -> (String, String) {
    let error = tried.unwrap_err();
    (error.to_string(), error.hint().unwrap_or_default())
}

#[test]
fn what_applies_is_offered_with_its_reason_and_effort() {
    let mut desk = Desk::new();
    let view = desk.bench.checklists(Some(desk.system)).unwrap();
    assert_eq!(view.system.unwrap().1, "SYS-0001");
    let offers: Vec<_> = view
        .offered
        .iter()
        .map(|offer| (offer.pack.as_str(), offer.why.as_str(), offer.is_asked_for))
        .collect();
    assert_eq!(
        offers,
        [
            ("own.operating", "always", false),
            ("own.serving", "workload is online", true)
        ]
    );
    let serving = &view.offered[1];
    // An unknown fact hides nothing: six items, one of them with evidence, all of them block at T1.
    assert_eq!(
        (
            serving.items,
            serving.gating,
            serving.evidenced,
            serving.minutes
        ),
        (6, 6, 1, 8)
    );
}

#[test]
fn a_pack_is_started_once_and_only_where_it_applies() {
    let mut desk = Desk::new();
    let done = desk.start("own.serving").unwrap();
    assert_eq!(
        done.summary,
        "started ASM-0001 own.serving 1.0.0 for SYS-0001 Fraud scores"
    );
    let before = desk.events();
    let (what, hint) = refused(desk.start("own.serving"));
    assert!(
        what.contains("ASM-0001") && hint.contains("assess show"),
        "{what}"
    );
    assert!(desk.start("own.nothing").is_err());
    desk.state("workload", "batch");
    desk.bench.apply(Change::Undo).unwrap();
    assert_eq!(desk.events(), before + 2);
    let mut other = Desk::new();
    other.state("workload", "batch");
    let (what, _) = refused(other.start("own.serving"));
    assert!(what.contains("workload is batch"), "{what}");
}

#[test]
fn an_assessment_is_found_by_what_people_call_it() {
    let (mut desk, assessment) = Desk::started();
    for typed in [
        "ASM-0001",
        "asm-0001",
        "1",
        "SYS-0001/own.serving",
        "Fraud scores/serving",
        &assessment.to_string(),
    ] {
        assert_eq!(
            desk.bench.resolve_assessment(typed).unwrap().id,
            assessment,
            "{typed}"
        );
    }
    desk.start("own.operating").unwrap();
    let (what, _) = refused(desk.bench.resolve_assessment("SYS-0001/own"));
    assert!(what.contains("ASM-0001 (own.serving), ASM-0002"), "{what}");
    let (what, hint) = refused(desk.bench.resolve_assessment("7"));
    assert!(what.contains("`7`") && hint.contains("ASM-0002"), "{hint}");
}

#[test]
fn an_assessment_that_was_thrown_away_is_gone_with_its_answers_and_comes_back() {
    let (mut desk, assessment) = Desk::started();
    desk.respond((assessment, "SRV-04"), Response::Met);
    let change = AssessChange::Discard { assessment };
    let done = desk.bench.apply(Change::Assess(change)).unwrap();
    assert_eq!(
        done.summary,
        "threw ASM-0001 own.serving away with 1 answer"
    );
    assert!(desk.bench.assessment_view(assessment).is_err());
    assert!(
        desk.bench
            .store
            .current_of_kind(RecordKind::Answer, None)
            .unwrap()
            .is_empty()
    );
    desk.bench.apply(Change::Undo).unwrap();
    assert_eq!(desk.view(assessment).line.numbers.answered, 1);
    // Its label is never given again.
    desk.bench.apply(Change::Redo).unwrap();
    assert!(
        desk.start("own.serving")
            .unwrap()
            .summary
            .contains("ASM-0002")
    );
}

#[test]
fn many_items_get_an_owner_and_a_day_at_once_or_none_does() {
    let (mut desk, assessment) = Desk::started();
    let edit = |items: &[&str]| BulkEdit {
        assessment: Some(assessment),
        items: items.iter().map(|item| (*item).to_owned()).collect(),
        owner: Some("lee brandt".to_owned()),
        due: Some(day("2027-01-15")),
        planned_by: None,
    };
    let before = desk.events();
    let tried = AssessChange::Bulk(edit(&["SRV-01", "SRV-99"]));
    let (what, _) = refused(desk.bench.apply(Change::Assess(tried)));
    assert!(what.contains("SRV-99") && desk.events() == before, "{what}");
    let change = AssessChange::Bulk(edit(&["SRV-01", "SRV-04", "SRV-01"]));
    let done = desk.bench.apply(Change::Assess(change)).unwrap();
    assert_eq!(done.summary, "changed owner and dates of 2 items");
    let walked = desk.walked(assessment, "SRV-04");
    assert_eq!(walked.state.owner.as_deref(), Some("Lee Brandt"));
    assert_eq!(walked.state.result.word(), "incomplete");
    desk.bench.apply(Change::Undo).unwrap();
    assert!(desk.walked(assessment, "SRV-04").answer.is_none());
    let nothing = AssessChange::Bulk(BulkEdit {
        assessment: Some(assessment),
        items: vec!["SRV-01".to_owned()],
        ..BulkEdit::default()
    });
    assert!(desk.bench.apply(Change::Assess(nothing)).is_err());
}

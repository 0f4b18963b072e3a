//! A workbench of Mina's in memory, and words for what is done in a story.

use archdeck::{
    domain::{
        ids::RecordId,
        system::{PatternStatus, System},
        time::Timestamp,
    },
    env::Env,
    ops::{
        change::{Change, Done, ImportRequest},
        error::OpsError,
        people::{PersonChange, PersonFacts},
        query::Query,
        systems::{NewSystem, PatternFacts, SystemChange, SystemEdit, SystemsView},
        view::View,
        workbench::Workbench,
    },
};

pub fn bench() -> Workbench {
    let now: Timestamp = "2026-11-22T09:00:00Z".parse().unwrap();
    Workbench::in_memory(Env::fixed(now, "mina")).unwrap()
}

/// What was refused: the sentence and the hint.
pub fn refused(result: Result<Done, OpsError>) -> (String, String) {
    let error = result.unwrap_err();
    (error.to_string(), error.hint().unwrap_or_default())
}

pub fn person(name: &str) -> PersonFacts {
    PersonFacts {
        name: name.to_owned(),
        ..PersonFacts::default()
    }
}

pub fn add(bench: &mut Workbench, facts: PersonFacts) -> RecordId {
    let change = Change::Person(PersonChange::Add(facts));
    bench.apply(change).unwrap().made.unwrap()
}

pub fn new(name: &str, facts: &[(&str, &str)]) -> NewSystem {
    NewSystem {
        name: name.to_owned(),
        facts: pairs(facts),
        ..NewSystem::default()
    }
}

pub fn pairs(facts: &[(&str, &str)]) -> Vec<(String, String)> {
    let facts = facts.iter();
    facts
        .map(|(fact, value)| ((*fact).to_owned(), (*value).to_owned()))
        .collect()
}

pub fn register(bench: &mut Workbench, name: &str, facts: &[(&str, &str)]) -> RecordId {
    let done = change(bench, SystemChange::Register(new(name, facts)));
    done.unwrap().made.unwrap()
}

pub fn change(bench: &mut Workbench, change: SystemChange) -> Result<Done, OpsError> {
    bench.apply(Change::System(change))
}

pub fn edit(system: RecordId) -> SystemEdit {
    SystemEdit {
        system,
        base: None,
        name: None,
        about: None,
        facts: Vec::new(),
        owner: None,
        deputy: None,
        team: None,
    }
}

pub fn pattern(name: &str, status: PatternStatus) -> PatternFacts {
    PatternFacts {
        name: name.to_owned(),
        about: None,
        version: "1.0".to_owned(),
        status,
        pack: None,
        owner: None,
        decisions: Vec::new(),
    }
}

pub fn list(bench: &mut Workbench, filter: &str) -> SystemsView {
    let filter = filter.to_owned();
    match bench.answer(Query::Systems { filter }).unwrap() {
        View::Systems(view) => *view,
        other => panic!("{other:?}"),
    }
}

pub fn names(bench: &mut Workbench, filter: &str) -> Vec<String> {
    let lines = list(bench, filter).lines.into_iter();
    lines.map(|line| line.name).collect()
}

/// A system as it is kept now.
pub fn kept(bench: &mut Workbench, name: &str) -> System {
    let id = bench.resolve_system(name).unwrap();
    bench.system(id).unwrap()
}

/// A log with one decision.
pub fn with_a_decision(bench: &mut Workbench) -> RecordId {
    let folder = tempfile::tempdir().unwrap();
    let records = folder.path().join("belt/docs/adr");
    std::fs::create_dir_all(&records).unwrap();
    let text = "# 1. Stop the belt\n\nDate: 2026-01-02\n\n## Status\n\nAccepted\n\n## Context\n\nIt stops.\n\n## Decision\n\nWe stop it.\n\n## Consequences\n\nNone.\n";
    std::fs::write(records.join("0001-stop-the-belt.md"), text).unwrap();
    let request = ImportRequest {
        paths: vec![folder.path().join("belt")],
        log: None,
    };
    bench.apply(Change::Import(request)).unwrap();
    bench.resolve("1").unwrap()
}

//! The gate board over a real workbench in memory: what somebody does there, from the first key to the last.

use crate::{
    domain::ids::RecordId,
    env::Env,
    ops::{
        change::Change,
        demo,
        people::{PersonChange, PersonFacts},
        systems::{NewSystem, SystemChange},
        workbench::Workbench,
    },
    tui::{screen::Place, stage::Stage},
};

/// A workbench with one system of which little is known.
fn begun() -> (Workbench, RecordId) {
    let env = Env::fixed(demo::beginning().unwrap(), "Mina Okafor");
    let mut bench = Workbench::in_memory(env).unwrap();
    let person = PersonChange::Add(PersonFacts {
        name: "Mina Okafor".to_owned(),
        ..PersonFacts::default()
    });
    bench.apply(Change::Person(person)).unwrap();
    let fact = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let system = SystemChange::Register(NewSystem {
        name: "rag-assistant".to_owned(),
        facts: vec![fact("workload", "rag"), fact("stage", "production")],
        ..NewSystem::default()
    });
    let system = bench.apply(Change::System(system)).unwrap().made.unwrap();
    (bench, system)
}

fn board(size: (u16, u16)) -> Stage {
    let (bench, system) = begun();
    Stage::at(Box::new(bench), Place::Readiness(system), size)
}

fn line(stage: &Stage, nth: usize) -> String {
    let picture = stage.picture();
    picture.lines().nth(nth).unwrap_or_default().to_owned()
}

#[test]
fn the_verdict_is_found_first_and_nothing_can_be_issued_before_there_is_a_tier() {
    let mut stage = board((120, 36));
    assert!(line(&stage, 2).contains("HOLD"), "{}", stage.picture());
    stage.press("s");
    let picture = stage.picture();
    assert!(
        picture.contains("nobody needs to sign before a tier is recorded"),
        "{picture}"
    );
    assert!(picture.contains("nothing is issued"), "{picture}");
}

#[test]
fn another_day_is_looked_at_and_escape_comes_back() {
    let mut stage = board((80, 24));
    stage
        .press("A")
        .press("ctrl-u")
        .type_text("2027-03-01")
        .press("ctrl-s");
    assert!(
        line(&stage, 1).contains("ANOTHER DAY: 2027-03-01"),
        "{}",
        stage.picture()
    );
    stage.press("s");
    assert!(
        stage.picture().contains("Esc comes back to today"),
        "{}",
        stage.picture()
    );
    stage.press("esc");
    assert!(
        !stage.picture().contains("ANOTHER DAY"),
        "{}",
        stage.picture()
    );
    assert!(line(&stage, 0).contains("Readiness"), "{}", line(&stage, 0));
}

#[test]
fn the_packet_of_the_system_is_built_and_opened() {
    let mut stage = board((120, 36));
    stage.press("P").press("ctrl-s");
    assert!(line(&stage, 0).contains("PKT-"), "{}", stage.picture());
    stage.press("esc");
    assert!(line(&stage, 0).contains("Readiness"), "{}", line(&stage, 0));
}

#[test]
fn the_calendar_is_written_to_the_file_that_was_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("days.ics");
    let mut stage = board((120, 36));
    stage
        .press("C")
        .press("ctrl-u")
        .type_text(&file.display().to_string());
    stage.press("ctrl-s");
    let written = std::fs::read_to_string(&file);
    assert!(
        written.is_ok_and(|text| text.starts_with("BEGIN:VCALENDAR")),
        "{}",
        stage.picture()
    );
}

#[test]
fn a_step_leads_to_the_rubric_and_the_history_to_the_system() {
    let mut stage = board((120, 36));
    stage.press("tab down enter");
    assert!(line(&stage, 0).contains("Risk"), "{}", stage.picture());
    stage.press("esc H");
    assert!(line(&stage, 0).contains("Events"), "{}", stage.picture());
    assert!(
        stage.picture().contains("registered SYS-0001"),
        "{}",
        stage.picture()
    );
}

#[test]
fn home_teaches_both_first_keys_and_then_counts_the_system() {
    let env = Env::fixed(demo::beginning().unwrap(), "Mina Okafor");
    let empty = Workbench::in_memory(env).unwrap();
    let stage = Stage::at(Box::new(empty), Place::Home, (100, 30));
    let picture = stage.picture();
    assert!(
        picture.contains("import PATH") && picture.contains("g s"),
        "{picture}"
    );
    let (bench, _) = begun();
    let stage = Stage::at(Box::new(bench), Place::Home, (160, 30));
    let picture = stage.picture();
    assert!(picture.contains("1 system, 0 assessments"), "{picture}");
}

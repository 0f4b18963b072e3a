//! The lines of systems: kept until something they rest on happens, and no part of what a replay gives.

use chrono::NaiveDate;

use super::*;
use crate::domain::{
    digest::Digest, event::RecordKind, fact::Facts, ids::RecordId, person::Person, system::System,
};

fn id(number: u128) -> RecordId {
    RecordId(uuid::Uuid::from_u128(number))
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn system(number: u128) -> System {
    System {
        id: id(number),
        label: format!("SYS-{number:04}"),
        name: format!("system {number}"),
        about: None,
        facts: Facts::default(),
        owner: None,
        deputy: None,
        team: None,
        stages: Vec::new(),
        triggers: Vec::new(),
        decisions: Vec::new(),
        patterns: Vec::new(),
        closed_on: None,
    }
}

fn person(number: u128) -> Person {
    Person {
        id: id(number),
        name: format!("person {number}"),
        aliases: Vec::new(),
        roles: std::collections::BTreeSet::new(),
        acts_for: None,
        has_left: false,
    }
}

fn standing(number: u128, upon: &[RecordId]) -> Standing {
    Standing {
        system: id(number),
        line: format!("{{\"number\":{number}}}"),
        since: day("2026-11-22"),
        until: Some(day("2026-12-01")),
        basis: Digest::of(b"packs"),
        upon: upon.to_vec(),
    }
}

/// Two systems; the first rests on a decision and a person.
fn begun() -> (Store, crate::domain::adr::Adr) {
    let mut store = Store::in_memory().expect("memory");
    let log = log("payments");
    let adr = adr(&log, 1, "Decision");
    let mut group = group(vec![
        put_log(&log),
        put_adr(&adr),
        put(RecordKind::System, id(1), &system(1)),
        put(RecordKind::System, id(2), &system(2)),
        put(RecordKind::Person, id(9), &person(9)),
    ]);
    group.blobs.push(Vec::new());
    store.save(group).expect("saved");
    keep(&mut store, &adr);
    (store, adr)
}

fn keep(store: &mut Store, adr: &crate::domain::adr::Adr) {
    let seen = store.last_seq().expect("a place");
    let standings = [standing(1, &[adr.id, id(9)]), standing(2, &[])];
    store.keep_standings(seen, &standings).expect("kept");
    assert_eq!(kept(store), [id(1), id(2)]);
}

fn kept(store: &Store) -> Vec<RecordId> {
    let standings = store.standings().expect("read");
    standings.iter().map(|standing| standing.system).collect()
}

fn change<T: serde::Serialize>(store: &mut Store, kind: RecordKind, record: RecordId, value: &T) {
    let mut put = put(kind, record, value);
    put.base = store.current(record).expect("read").map(|now| now.digest);
    save(store, vec![put]).expect("saved");
}

#[test]
fn a_line_reads_back_and_holds_until_its_day() {
    let (store, _) = begun();
    let first = &store.standings().expect("read")[0];
    let (basis, other) = (Digest::of(b"packs"), Digest::of(b"other packs"));
    assert_eq!(first.line, "{\"number\":1}");
    assert!(first.holds(basis, day("2026-11-22")) && first.holds(basis, day("2026-11-30")));
    for (basis, on) in [
        (basis, "2026-12-01"),
        (basis, "2026-11-21"),
        (other, "2026-11-23"),
    ] {
        assert!(!first.holds(basis, day(on)), "{on}");
    }
}

#[test]
fn what_a_system_rests_on_takes_its_line_along() {
    let (mut store, adr) = begun();
    change(
        &mut store,
        RecordKind::System,
        id(1),
        &System {
            team: Some("x".to_owned()),
            ..system(1)
        },
    );
    assert_eq!(kept(&store), [id(2)]);

    keep(&mut store, &adr);
    let mut renamed = adr.clone();
    renamed.facts.title = "Another".to_owned();
    change(&mut store, RecordKind::Adr, adr.id, &renamed);
    assert_eq!(kept(&store), [id(2)]);

    keep(&mut store, &adr);
    change(
        &mut store,
        RecordKind::Person,
        id(9),
        &Person {
            has_left: true,
            ..person(9)
        },
    );
    assert_eq!(kept(&store), [id(2)]);

    keep(&mut store, &adr);
    let sign_off = serde_json::json!({
        "id": id(20), "system": id(2), "role": "owner", "person": id(9), "decision": "approve",
        "digest": Digest::of(b"x"), "on": "2026-11-22",
    });
    change(&mut store, RecordKind::SignOff, id(20), &sign_off);
    assert_eq!(kept(&store), [id(1)]);
    keep(&mut store, &adr);
    save(
        &mut store,
        vec![gone(RecordKind::SignOff, id(20), &sign_off)],
    )
    .expect("saved");
    assert_eq!(kept(&store), [id(1)]);
}

#[test]
fn another_log_changes_how_decisions_are_called_so_no_line_stays() {
    let (mut store, _) = begun();
    save(&mut store, vec![put_log(&log("search"))]).expect("saved");
    assert!(kept(&store).is_empty());
}

#[test]
fn nothing_is_kept_that_was_computed_before_the_last_event() {
    let (mut store, adr) = begun();
    let seen = store.last_seq().expect("a place");
    change(
        &mut store,
        RecordKind::System,
        id(1),
        &System {
            team: Some("x".to_owned()),
            ..system(1)
        },
    );
    let late = [standing(1, &[adr.id])];
    store.keep_standings(seen, &late).expect("no fault");
    assert_eq!(kept(&store), [id(2)]);
}

#[test]
fn lines_are_no_part_of_what_a_replay_gives() {
    let (mut store, _) = begun();
    clean(&store);
    store.rebuild().expect("rebuilt");
    assert!(kept(&store).is_empty());
    clean(&store);
}

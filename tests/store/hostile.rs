//! Damage, tampering, and text that means harm.

use std::{cell::RefCell, fs, path::Path};

use archdeck::{
    domain::digest::Digest,
    store::{Access, Outcome, SearchQuery, Store},
};
use proptest::prelude::*;
use rusqlite::{Connection, types::ValueRef};
use tempfile::TempDir;

use super::Stage;
use crate::records::*;

/// A closed store of a few decisions.
fn filled() -> TempDir {
    let mut stage = Stage::new();
    stage.store.save(import(12).2).expect("saved");
    stage.closed()
}

/// Everything the store keeps, as one digest; `None` when it cannot be read to the end.
fn content(path: &Path) -> Option<Digest> {
    let db = Connection::open(path).ok()?;
    let mut bytes = Vec::new();
    for table in [
        "meta",
        "event",
        "blob",
        "user_action",
        "current",
        "adr_row",
        "adr_name",
        "adr_link",
        "adr_link_name",
    ] {
        let mut statement = db.prepare(&["SELECT * FROM ", table].concat()).ok()?;
        let columns = statement.column_count();
        let mut rows = statement.query([]).ok()?;
        while let Some(row) = rows.next().ok()? {
            for column in 0..columns {
                match row.get_ref(column).ok()? {
                    ValueRef::Null => bytes.push(0),
                    ValueRef::Integer(number) => bytes.extend(number.to_be_bytes()),
                    ValueRef::Real(number) => bytes.extend(number.to_be_bytes()),
                    ValueRef::Text(text) | ValueRef::Blob(text) => bytes.extend(text),
                }
            }
        }
    }
    Some(Digest::of(&bytes))
}

/// Whether something says that the file is not as it was.
fn is_named(path: &Path) -> bool {
    match Store::open(path, Access::ReadWrite) {
        Err(_) => true,
        Ok(store) => store
            .verify()
            .iter()
            .any(|check| check.outcome != Outcome::Sound),
    }
}

#[test]
fn damage_that_changes_what_was_kept_is_named_and_never_a_panic() {
    let folder = filled();
    let path = folder.path().join("store.db");
    let sound = fs::read(&path).expect("read");
    let whole = content(&path);
    assert!(whole.is_some() && !is_named(&path));
    let places: usize =
        std::env::var("ARCHDECK_DAMAGED_FILES").map_or(32, |n| n.parse().expect("a number"));
    let mut state = 7_u64;
    let mut changed = 0;
    for _ in 0..places {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let at = (state >> 20) as usize % sound.len();
        let length = 1 + (state >> 58) as usize;
        let mut damaged = sound.clone();
        for byte in damaged.iter_mut().skip(at).take(length) {
            *byte ^= 0x55;
        }
        for leftover in ["store.db-wal", "store.db-shm"] {
            let _ = fs::remove_file(folder.path().join(leftover));
        }
        fs::write(&path, &damaged).expect("written");
        let is_changed = content(&path) != whole;
        changed += usize::from(is_changed);
        let named = is_named(&path);
        assert!(
            named || !is_changed,
            "{length} bytes at {at} changed what was kept, and nobody said so"
        );
    }
    assert!(changed * 5 > places, "{changed} of {places}");
}

/// Does something to the tables behind the store's back.
fn tampered(sql: &str) -> Vec<(&'static str, Outcome)> {
    let folder = filled();
    let path = folder.path().join("store.db");
    let raw = Connection::open(&path).expect("raw");
    raw.execute_batch("PRAGMA foreign_keys=OFF; PRAGMA recursive_triggers=ON;")
        .expect("set");
    let triggers =
        "DROP TRIGGER event_stays; DROP TRIGGER event_remains; DROP TRIGGER event_follows;
                    DROP TRIGGER blob_stays; DROP TRIGGER blob_remains;";
    raw.execute_batch(triggers).expect("dropped");
    raw.execute_batch(sql).expect("tampered");
    raw.execute_batch(
        include_str!("../../assets/schema/truth.sql")
            .split_once("CREATE TRIGGER event_follows")
            .map(|(_, rest)| {
                [
                    "CREATE TRIGGER event_follows",
                    &rest.replace("CREATE TABLE blob(", "CREATE TABLE IF NOT EXISTS blob("),
                ]
                .concat()
            })
            .expect("the triggers")
            .as_str(),
    )
    .expect("the triggers again");
    drop(raw);
    let store = Store::open(&path, Access::ReadWrite).expect("opened");
    let checks = store.verify();
    checks
        .iter()
        .filter(|check| check.outcome != Outcome::Sound)
        .map(|check| (check.name, check.outcome))
        .collect()
}

#[test]
fn the_chain_shows_rows_that_were_edited_taken_out_or_moved() {
    let damaged = ("chain", Outcome::Damaged);
    for sql in [
        "UPDATE event SET bytes = replace(CAST(bytes AS TEXT), 'mina', 'lena') WHERE seq = 5",
        "UPDATE event SET hash = randomblob(32) WHERE seq = 5",
        "UPDATE event SET record = randomblob(16) WHERE seq = 5",
        "DELETE FROM event WHERE seq = 5",
        "UPDATE event SET seq = 100 WHERE seq = 5; UPDATE event SET seq = 5 WHERE seq = 6; UPDATE event SET seq = 6 WHERE seq = 100;",
        "UPDATE meta SET value = '00000000000000000000000000000000' WHERE name = 'replica'",
    ] {
        let sql = sql.replace(
            "replace(CAST(bytes AS TEXT), 'mina', 'lena')",
            "CAST(replace(CAST(bytes AS TEXT), 'mina', 'lena') AS BLOB)",
        );
        assert!(tampered(&sql).contains(&damaged), "{sql}");
    }
}

#[test]
fn a_tail_that_was_cut_shows_in_the_tables_made_from_it() {
    let found = tampered("DELETE FROM event WHERE seq = 13");
    assert_eq!(found, [("replay", Outcome::Stale)]);
}

#[test]
fn bytes_that_were_changed_or_taken_away_are_named() {
    let damaged = ("blobs", Outcome::Damaged);
    for sql in [
        "UPDATE blob SET bytes = x'00' WHERE pk = 3",
        "DELETE FROM blob WHERE pk = 3",
    ] {
        assert!(tampered(sql).contains(&damaged), "{sql}");
    }
}

#[test]
fn every_program_is_told_that_what_was_saved_stays() {
    let folder = filled();
    let raw = Connection::open(folder.path().join("store.db")).expect("raw");
    for sql in [
        "UPDATE event SET bytes = x'00' WHERE seq = 5",
        "DELETE FROM event WHERE seq = 5",
        "INSERT OR REPLACE INTO event SELECT * FROM event WHERE seq = 5",
        "INSERT INTO event SELECT 20, record, randomblob(32), bytes FROM event WHERE seq = 5",
        "UPDATE blob SET bytes = x'00'",
        "DELETE FROM blob",
    ] {
        assert!(raw.execute_batch(sql).is_err(), "{sql}");
    }
}

#[test]
fn a_hostile_schema_is_named_and_does_not_run() {
    let folder = filled();
    let path = folder.path().join("store.db");
    let raw = Connection::open(&path).expect("raw");
    raw.execute_batch(
        "CREATE TRIGGER evil AFTER INSERT ON blob BEGIN DELETE FROM adr_row; END;
         CREATE VIEW evil_view AS SELECT writefile('/tmp/evil', 'x');",
    )
    .expect("made");
    drop(raw);
    let store = Store::open(&path, Access::ReadWrite).expect("opened");
    let checks = store.verify();
    let schema = checks
        .iter()
        .find(|check| check.name == "schema")
        .expect("a check");
    assert_eq!(schema.outcome, Outcome::Damaged);
}

fn hostile_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\"".to_owned()),
        Just("'; DROP TABLE event; --".to_owned()),
        Just("NEAR(".to_owned()),
        Just("title:".to_owned()),
        Just("-".to_owned()),
        Just("^".to_owned()),
        Just("*".to_owned()),
        Just("\0".to_owned()),
        Just("AND OR NOT".to_owned()),
        Just("{title body}: x".to_owned()),
        Just("\u{202e}\u{301}\u{fb01}\u{130}\u{1f600}".to_owned()),
        "\\PC{0,12}",
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.join(" "))
}

#[test]
fn no_search_text_is_an_error() {
    let store = RefCell::new(Store::in_memory().expect("memory"));
    store.borrow_mut().save(import(20).2).expect("saved");
    proptest!(ProptestConfig::with_cases(400), |(text in hostile_text())| {
        let query = SearchQuery { text, log: None, limit: 5 };
        for hit in store.borrow().search(&query).expect("no error") {
            for at in hit.matches {
                prop_assert!(hit.snippet.get(at).is_some());
            }
        }
    });
    // Whatever was looked for, and whatever the texts hold: what is found is marked where it stands.
    proptest!(ProptestConfig::with_cases(100), |(text in hostile_text())| {
        let log = log("odd");
        let (adr, bytes) = with_text(adr(&log, 1, "Odd"), &text);
        let mut odd = group(vec![put_log(&log), put_adr(&adr)]);
        odd.blobs.push(bytes);
        store.borrow_mut().save(odd).expect("saved");
        let query = SearchQuery { text, log: Some(log.id), limit: 5 };
        for hit in store.borrow().search(&query).expect("no error") {
            for at in hit.matches {
                prop_assert!(hit.snippet.get(at).is_some());
            }
        }
    });
}

//! Saving, staleness, history, taking back and doing again.

use archdeck::{
    domain::{event::RecordKind, status::Status},
    store::{Access, Group, Store, StoreError},
};
use pretty_assertions::assert_eq;

use super::{Stage, clean};
use crate::records::*;

#[test]
fn a_change_made_from_an_old_value_is_refused_whole() {
    let mut stage = Stage::new();
    let log = log("payments");
    let (first, bytes) = with_text(adr(&log, 1, "Use SQLite"), "one");
    let mut begin = group(vec![put_log(&log), put_adr(&first)]);
    begin.blobs.push(bytes);
    stage.store.save(begin).expect("saved");

    let (mut theirs, mut ours) = (first.clone(), first.clone());
    theirs.facts.status = Status::Accepted;
    ours.facts.status = Status::Rejected;
    save(&mut stage.store, vec![from(&first, put_adr(&theirs))]).expect("saved");

    let other = adr(&log, 2, "Another");
    let mut late = group(vec![put_adr(&other), from(&first, put_adr(&ours))]);
    late.blobs.push(b"never kept".to_vec());
    let refused = stage.store.save(late).expect_err("stale");
    let StoreError::Stale {
        record,
        expected,
        found,
    } = refused
    else {
        panic!("{refused}");
    };
    assert_eq!(record, first.id);
    assert_ne!(expected, found);
    assert_eq!(stage.store.adr(other.id).expect("read"), None);
    let kept = archdeck::domain::digest::Digest::of(b"never kept");
    assert_eq!(stage.store.blob(kept).expect("read"), None);
    assert_eq!(stage.store.event_count().expect("count"), 3);
    clean(&stage.store);
}

#[test]
fn a_value_has_to_be_what_its_kind_says_and_its_bytes_have_to_be_there() {
    let mut store = Store::in_memory().expect("memory");
    let log = log("payments");
    let wrong = put(RecordKind::Adr, log.id, &log);
    let refused = save(&mut store, vec![wrong]).expect_err("no decision");
    assert!(matches!(refused, StoreError::Value { .. }), "{refused}");

    let mut stranger = put_log(&log);
    stranger.record = id();
    let refused = save(&mut store, vec![stranger]).expect_err("another identity");
    assert!(matches!(refused, StoreError::Value { .. }), "{refused}");

    let (bodiless, _) = with_text(adr(&log, 1, "Use SQLite"), "lost");
    let refused = save(&mut store, vec![put_adr(&bodiless)]).expect_err("no bytes");
    assert!(
        matches!(refused, StoreError::BlobMissing { .. }),
        "{refused}"
    );

    assert!(matches!(save(&mut store, vec![]), Err(StoreError::Nothing)));
    assert_eq!(store.event_count().expect("count"), 0);
}

#[test]
fn the_history_tells_every_value_a_record_had() {
    let mut store = Store::in_memory().expect("memory");
    let log = log("payments");
    let first = adr(&log, 1, "Use SQLite");
    save(&mut store, vec![put_log(&log), put_adr(&first)]).expect("saved");
    let mut second = first.clone();
    second.facts.status = Status::Accepted;
    let mut accepted = from(&first, put_adr(&second));
    accepted.verb = "adr.accepted".to_owned();
    accepted.reason = Some("the board said so".to_owned());
    save(&mut store, vec![accepted]).expect("saved");

    let history = store.history(first.id).expect("history");
    let told: Vec<_> = history
        .iter()
        .map(|stored| (stored.seq, stored.event.verb.as_str()))
        .collect();
    assert_eq!(told, [(2, "adr.saved"), (3, "adr.accepted")]);
    assert_eq!(history[1].event.prev, history[0].hash.hex());
    assert_eq!(
        history[1].event.reason.as_deref(),
        Some("the board said so")
    );
    assert_eq!(store.events(None, 2).expect("events")[0].seq, 3);
    assert_eq!(store.events(Some(3), 5).expect("events")[0].seq, 2);
    let mut seen = 0;
    store
        .each_event(|stored| {
            seen += stored.seq;
            Ok::<_, StoreError>(())
        })
        .expect("every event");
    assert_eq!(seen, 6);
}

#[test]
fn what_is_saved_upon_a_state_is_refused_whole_once_somebody_was_faster() {
    let mut stage = Stage::new();
    let mut other = Store::open(stage.store.path(), Access::ReadWrite).expect("opened");
    let seen = stage.store.last_seq().expect("read");
    assert_eq!(seen, 0);
    save(&mut other, vec![put_log(&log("payments"))]).expect("saved");
    let (mut late, bytes) = (group(vec![put_log(&log("payments"))]), b"late".to_vec());
    late.blobs.push(bytes);
    let refused = stage.store.save_upon(seen, late.clone()).expect_err("late");
    assert!(matches!(refused, StoreError::Overtaken), "{refused}");
    assert_eq!(stage.store.event_count().expect("count"), 1);
    let kept = archdeck::domain::digest::Digest::of(b"late");
    assert_eq!(stage.store.blob(kept).expect("read"), None);
    let seen = stage.store.last_seq().expect("read");
    stage
        .store
        .save_upon(seen, late)
        .expect("nobody was faster");
    clean(&stage.store);
}

/// Three titles, one after the other.
fn retitled(store: &mut Store) -> archdeck::domain::adr::Adr {
    let log = log("payments");
    let mut adr = adr(&log, 1, "One");
    save(store, vec![put_log(&log), put_adr(&adr)]).expect("saved");
    for title in ["Two", "Three"] {
        let before = adr.clone();
        title.clone_into(&mut adr.facts.title);
        save(store, vec![from(&before, put_adr(&adr))]).expect("saved");
    }
    adr
}

fn take_back(store: &mut Store) {
    let group = store
        .undoable(ACTOR)
        .expect("asked")
        .expect("something to undo");
    let puts = store.inverse(group).expect("an inverse");
    store.save(undoing(group, puts)).expect("undone");
}

fn do_again(store: &mut Store) {
    let group = store
        .redoable(ACTOR)
        .expect("asked")
        .expect("something to redo");
    let puts = store.inverse(group).expect("an inverse");
    store.save(undoing(group, puts)).expect("redone");
}

#[test]
fn undo_and_redo_walk_back_and_forth_and_only_ever_append() {
    let mut store = Store::in_memory().expect("memory");
    let adr = retitled(&mut store);
    let title = |store: &Store| store.adr(adr.id).expect("read").map(|adr| adr.facts.title);
    let mut seen = Vec::new();
    for turn in [
        "undo", "undo", "redo", "redo", "undo", "redo", "undo", "undo", "undo",
    ] {
        match turn {
            "undo" => take_back(&mut store),
            _ => do_again(&mut store),
        }
        seen.push(title(&store).unwrap_or_default());
    }
    assert_eq!(
        seen,
        [
            "Two", "One", "Two", "Three", "Two", "Three", "Two", "One", ""
        ]
    );
    assert_eq!(store.undoable(ACTOR).expect("asked"), None);
    assert!(store.logs().expect("logs").is_empty());
    assert_eq!(store.event_count().expect("count"), 4 + 8 + 2);
    clean(&store);
}

#[test]
fn something_new_ends_what_could_be_done_again() {
    let mut store = Store::in_memory().expect("memory");
    retitled(&mut store);
    take_back(&mut store);
    assert!(store.redoable(ACTOR).expect("asked").is_some());
    save(&mut store, vec![put_log(&log("search"))]).expect("saved");
    assert_eq!(store.redoable(ACTOR).expect("asked"), None);
}

#[test]
fn what_somebody_else_changed_since_is_not_taken_back() {
    let mut store = Store::in_memory().expect("memory");
    let adr = retitled(&mut store);
    let mut theirs = adr.clone();
    theirs.facts.status = Status::Accepted;
    let other = Group {
        actor: "lee".to_owned(),
        ..group(vec![from(&adr, put_adr(&theirs))])
    };
    store.save(other).expect("saved");
    let ours = store.undoable(ACTOR).expect("asked").expect("our last");
    let puts = store.inverse(ours).expect("an inverse");
    let refused = store.save(undoing(ours, puts)).expect_err("stale");
    assert!(matches!(refused, StoreError::Stale { .. }), "{refused}");
}

#[test]
fn another_process_is_noticed() {
    let mut stage = Stage::new();
    let other = Store::open(stage.store.path(), Access::ReadOnly).expect("opened");
    let before = other.data_version().expect("a version");
    assert_eq!(other.data_version().expect("a version"), before);
    save(&mut stage.store, vec![put_log(&log("payments"))]).expect("saved");
    assert_ne!(other.data_version().expect("a version"), before);
    assert_eq!(other.logs().expect("logs").len(), 1);
}

#[test]
fn a_backup_is_a_store_of_its_own() {
    let mut stage = Stage::new();
    stage.store.save(import(30).2).expect("saved");
    let path = stage.folder.path().join("backups/monday.db");
    stage.store.backup_to(&path).expect("backed up");
    let again = stage.store.backup_to(&path).expect_err("refused");
    assert!(matches!(again, StoreError::Exists { .. }), "{again}");
    let files = std::fs::read_dir(path.parent().expect("a folder")).expect("a folder");
    assert_eq!(files.count(), 1, "nothing lies beside the copy");
    let copy = Store::open(&path, Access::ReadWrite).expect("opened");
    assert_eq!(
        copy.adr_rows().expect("rows"),
        stage.store.adr_rows().expect("rows")
    );
    clean(&copy);
}

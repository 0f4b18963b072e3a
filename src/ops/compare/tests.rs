use std::{fs, path::Path};

use tempfile::TempDir;

use super::*;
use crate::{
    domain::{ids::RecordId, time::Timestamp},
    env::Env,
    ops::{
        change::{Change, ImportRequest, TextEdit},
        query::{Query, State},
        view::{ConflictView, View},
        workbench::{Access, Settings},
    },
};

const TEXT: &str = "# 1. Keep parcels in one table\n\nDate: 2026-01-12\n\n## Status\n\nProposed\n\n## Context\n\nOne depot sends everything.\n\n## Decision\n\nOne table.\n\n## Consequences\n\nSimple.\n";

/// A folder with a log of two decisions, and a store beside it.
struct Story {
    folder: TempDir,
}

impl Story {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let story = Self { folder };
        fs::create_dir_all(story.file("")).unwrap();
        fs::write(story.file("0001-one-table.md"), TEXT).unwrap();
        fs::write(
            story.file("0002-split.md"),
            TEXT.replace("1. Keep parcels in one table", "2. Split by region"),
        )
        .unwrap();
        story
    }

    fn file(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join("log/docs/adr").join(name)
    }

    fn store(&self) -> std::path::PathBuf {
        self.folder.path().join("store.db")
    }

    /// Somebody's own workbench over the one store.
    fn desk_of(&self, actor: &str, at: &str) -> Workbench {
        opened(&self.store(), actor, at)
    }

    fn import(&self, bench: &mut Workbench) {
        let paths = vec![self.folder.path().join("log")];
        let request = ImportRequest { paths, log: None };
        bench.apply(Change::Import(request)).unwrap();
    }
}

fn opened(path: &Path, actor: &str, at: &str) -> Workbench {
    let at: Timestamp = at.parse().unwrap();
    let env = Env::fixed(at, actor);
    Workbench::open(path, Access::ReadWrite, env, Settings::default()).unwrap()
}

fn edit_of(bench: &mut Workbench, id: RecordId, from: &str, to: &str) -> TextEdit {
    let View::Source(source) = bench.answer(Query::Source { id }).unwrap() else {
        unreachable!()
    };
    let text = String::from_utf8(source.bytes).unwrap();
    assert!(text.contains(from), "{text}");
    TextEdit {
        record: id,
        base: source.base,
        bytes: text.replace(from, to).into_bytes(),
        reason: None,
    }
}

fn edit(bench: &mut Workbench, id: RecordId, from: &str, to: &str) {
    let edit = edit_of(bench, id, from, to);
    bench.apply(Change::EditText(edit)).unwrap();
}

fn between(bench: &mut Workbench, id: RecordId, from: State, to: State) -> CompareView {
    let revision = |state| Revision { record: id, state };
    bench.compare(revision(from), revision(to)).unwrap()
}

fn conflict(bench: &mut Workbench, edit: &TextEdit) -> ConflictView {
    let query = Query::Conflict {
        record: edit.record,
        base: edit.base,
        text: Some(edit.bytes.clone()),
    };
    let View::Conflict(view) = bench.answer(query).unwrap() else {
        unreachable!()
    };
    *view
}

fn differing(view: &CompareView) -> (Vec<&str>, usize) {
    let facts = view.facts.iter().filter(|row| row.differs());
    let rows = view.text.iter().filter(|row| row.differs()).count();
    (facts.map(|row| row.name.as_str()).collect(), rows)
}

#[test]
fn a_decision_is_compared_with_every_state_it_had() {
    let story = Story::new();
    let mut bench = story.desk_of("Mina", "2026-11-20T09:00:00Z");
    story.import(&mut bench);
    let id = bench.resolve("1").unwrap();
    edit(&mut bench, id, "One depot", "Nine depots");
    edit(&mut bench, id, "Proposed", "Deferred");
    let events: Vec<u64> = bench
        .events(None, Some(id), 9)
        .unwrap()
        .lines
        .iter()
        .map(|e| e.seq)
        .collect();
    let [last, first_edit, imported] = events.as_slice() else {
        unreachable!("{events:?}")
    };

    let change = between(&mut bench, id, State::Before(*last), State::Now);
    assert_eq!(differing(&change), (vec!["status"], 1));
    assert_eq!(change.from.state, format!("before event {last}"));
    assert_eq!(change.from.actor.as_deref(), Some("Mina"));

    let whole = between(&mut bench, id, State::At(*imported), State::Now);
    assert_eq!(differing(&whole), (vec!["status"], 2));
    assert_eq!(
        whole,
        CompareView {
            from: whole.from.clone(),
            ..between(&mut bench, id, State::Imported, State::Now)
        }
    );

    let same = between(&mut bench, id, State::At(*first_edit), State::Before(*last));
    assert!(same.is_same());

    let made = between(
        &mut bench,
        id,
        State::Before(*imported),
        State::At(*imported),
    );
    assert!(
        made.from.state.starts_with("not there before event"),
        "{:?}",
        made.from
    );
    assert_eq!(made.from.title, "Keep parcels in one table");
    assert!(made.facts.iter().all(|row| row.before.is_none()));
    assert!(
        made.text
            .iter()
            .all(|row| matches!(row, TextRow::Differs { left: None, .. }))
    );
}

#[test]
fn the_file_outside_is_read_when_it_is_asked_for() {
    let story = Story::new();
    let mut bench = story.desk_of("Mina", "2026-11-20T09:00:00Z");
    story.import(&mut bench);
    let id = bench.resolve("1").unwrap();
    assert!(between(&mut bench, id, State::Now, State::Outside).is_same());
    fs::write(
        story.file("0001-one-table.md"),
        TEXT.replace("Proposed", "Accepted"),
    )
    .unwrap();
    let view = between(&mut bench, id, State::Now, State::Outside);
    assert_eq!(differing(&view), (vec!["status"], 1));
    assert_eq!(view.to.state, "the file outside");
    fs::remove_file(story.file("0001-one-table.md")).unwrap();
    let revision = |state| Revision { record: id, state };
    let refused = bench.compare(revision(State::Now), revision(State::Outside));
    assert!(
        refused
            .unwrap_err()
            .to_string()
            .contains("no file that can be read at 0001-one-table.md")
    );
}

#[test]
fn two_decisions_are_compared_as_two_states_are() {
    let story = Story::new();
    let mut bench = story.desk_of("Mina", "2026-11-20T09:00:00Z");
    story.import(&mut bench);
    let now = |bench: &Workbench, reference: &str| Revision {
        record: bench.resolve(reference).unwrap(),
        state: State::Now,
    };
    let (one, two) = (now(&bench, "1"), now(&bench, "2"));
    let view = bench.compare(one, two).unwrap();
    assert_eq!(differing(&view), (vec!["title", "path"], 1));
    assert_eq!(
        (view.from.reference.as_str(), view.to.reference.as_str()),
        ("ADR-0001", "ADR-0002")
    );
}

#[test]
fn a_state_there_never_was_is_named_with_those_there_are() {
    let story = Story::new();
    let mut bench = story.desk_of("Mina", "2026-11-20T09:00:00Z");
    story.import(&mut bench);
    let id = bench.resolve("2").unwrap();
    let mut refused = |seq| {
        let (from, to) = (State::At(seq), State::Now);
        let revision = |state| Revision { record: id, state };
        bench
            .compare(revision(from), revision(to))
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        refused(1),
        "ADR-0002 has no state after event 1: its only event is 3"
    );
    assert_eq!(
        refused(99),
        "there is no event 99, the history ends with 3; of ADR-0002, its only event is 3"
    );
}

#[test]
fn of_two_who_edit_one_text_the_second_sees_both_and_saves_the_join() {
    let story = Story::new();
    let mut mina = story.desk_of("Mina", "2026-11-20T09:00:00Z");
    story.import(&mut mina);
    let mut lee = story.desk_of("Lee", "2026-11-20T10:42:00Z");
    let id = mina.resolve("1").unwrap();

    let hers = edit_of(&mut mina, id, "One depot", "Nine depots");
    edit(&mut lee, id, "Simple.", "Simple, and slow.");
    let refused = mina.apply(Change::EditText(hers.clone())).unwrap_err();
    assert!(refused.to_string().contains("Lee"), "{refused}");

    let view = conflict(&mut mina, &hers);
    assert_eq!((view.actor.as_str(), view.text_differs), ("Lee", true));
    assert_eq!(view.base.facts, view.current.facts);
    let texts = view.texts.unwrap();
    assert_eq!(differing(&texts.compared), (vec![], 2));
    assert_eq!(texts.compared.to.state, "my text");
    let both = TextEdit {
        base: view.now,
        bytes: texts.joined.unwrap(),
        ..hers
    };
    mina.apply(Change::EditText(both)).unwrap();
    let saved = String::from_utf8(mina.record_bytes(id).unwrap()).unwrap();
    assert!(saved.contains("Nine depots") && saved.contains("Simple, and slow."));
}

#[test]
fn what_both_changed_is_not_joined() {
    let story = Story::new();
    let mut mina = story.desk_of("Mina", "2026-11-20T09:00:00Z");
    story.import(&mut mina);
    let mut lee = story.desk_of("Lee", "2026-11-20T10:42:00Z");
    let id = mina.resolve("1").unwrap();
    let hers = edit_of(&mut mina, id, "One depot", "Nine depots");
    edit(&mut lee, id, "One depot", "Two depots");
    assert_eq!(conflict(&mut mina, &hers).texts.unwrap().joined, None);
}

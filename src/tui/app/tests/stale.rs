//! Two people at one record: what the slower one sees, decides and saves, from the refusal to the last key.

use std::{
    fs,
    path::PathBuf,
    sync::{Arc, Mutex},
};

use tempfile::TempDir;

use super::stub;
use crate::{
    dialect::edit::{FactChange, PeopleRole},
    domain::{
        adr::{Adr, Dates, Dialect, Facts, People},
        digest::Digest,
        ids::RecordId,
        status::Status,
        time::Timestamp,
    },
    env::Env,
    ops::{
        change::{Change, Done, FactsEdit, ImportRequest, Step, TextEdit},
        query::Query,
        view::{ConflictView, View},
        workbench::{Access, Settings, Workbench},
    },
    tui::{
        app::{EditedText, Message},
        effect::{Effect, Problem, Reply},
        screen::Place,
        stage::{Stage, no},
        worker::Desk,
    },
};

const TEXT: &str = "# 1. Keep parcels in one table\n\n## Status\n\nProposed\n\n## Context\n\nOne depot sends everything.\n\n## Decision\n\nOne table.\n\n## Consequences\n\nSimple.\n";

/// A store on disk that two people have open.
struct Shared {
    folder: TempDir,
    id: RecordId,
}

impl Shared {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log/docs/adr");
        fs::create_dir_all(&log).unwrap();
        fs::write(log.join("0001-one-table.md"), TEXT).unwrap();
        let mut shared = Self {
            folder,
            id: RecordId(uuid::Uuid::nil()),
        };
        let mut bench = shared.desk_of("Mina");
        let paths = vec![shared.folder.path().join("log")];
        let request = ImportRequest { paths, log: None };
        bench.apply(Change::Import(request)).unwrap();
        shared.id = bench.resolve("1").unwrap();
        shared
    }

    fn desk_of(&self, actor: &str) -> Workbench {
        let at: Timestamp = "2026-11-20T10:42:00Z".parse().unwrap();
        let path = self.folder.path().join("store.db");
        let env = Env::fixed(at, actor);
        Workbench::open(&path, Access::ReadWrite, env, Settings::default()).unwrap()
    }

    fn lee_writes(&self, from: &str, to: &str) {
        let mut lee = self.desk_of("Lee Brandt");
        // No edit decides: what he accepts he takes a step on, and that writes the same into the text.
        if to == "Accepted" {
            let step = Step {
                records: vec![(self.id, None)],
                to: Status::Accepted,
                reason: None,
                deciders: Vec::new(),
                on: None,
            };
            lee.apply(Change::Step(step)).unwrap();
            return;
        }
        let View::Source(source) = lee.answer(Query::Source { id: self.id }).unwrap() else {
            unreachable!()
        };
        let text = String::from_utf8(source.bytes).unwrap().replace(from, to);
        let edit = TextEdit {
            record: self.id,
            base: source.base,
            bytes: text.into_bytes(),
            reason: None,
        };
        lee.apply(Change::EditText(edit)).unwrap();
    }

    fn text(&self) -> String {
        String::from_utf8(self.desk_of("Mina").record_bytes(self.id).unwrap()).unwrap()
    }

    /// Mina begins to edit the text, Lee saves his, then hers comes back from the editor.
    fn both_edit(&self, hers: (&str, &str), his: (&str, &str), size: (u16, u16)) -> Stage {
        let desk = Box::new(self.desk_of("Mina"));
        let mut stage = Stage::at(desk, Place::Record(self.id), size);
        stage.press("E");
        let Some(Effect::Edit(request)) = stage.effects.pop() else {
            unreachable!("{:?}", stage.effects)
        };
        self.lee_writes(his.0, his.1);
        let outcome = Ok(EditedText::Changed {
            bytes: TEXT.replace(hers.0, hers.1).into_bytes(),
            draft: PathBuf::from("/tmp/drafts/0001-one-table.md"),
        });
        stage.tell(Message::Edited { request, outcome });
        stage
    }
}

const MINE: (&str, &str) = ("One depot", "Nine depots");
const BELOW: (&str, &str) = ("Simple.", "Simple, and slow.");
const SAME_LINE: (&str, &str) = ("One depot", "Two depots");

fn dropped(stage: &Stage) -> bool {
    let drops = |effect: &Effect| matches!(effect, Effect::DropDraft(_));
    stage.effects.iter().any(drops)
}

#[test]
fn two_texts_that_do_not_touch_are_joined_with_one_key() {
    let shared = Shared::new();
    let mut stage = shared.both_edit(MINE, BELOW, (100, 24));
    insta::assert_snapshot!("stale_text", stage.picture());
    stage.press("1");
    assert!(shared.text().contains("Nine depots") && shared.text().contains("and slow"));
    assert!(dropped(&stage));
    assert!(
        !stage.picture().contains("theirs or mine"),
        "{}",
        stage.picture()
    );
    assert!(stage.app.is_settled());
}

#[test]
fn both_texts_are_compared_before_one_is_chosen() {
    let shared = Shared::new();
    let mut stage = shared.both_edit(MINE, SAME_LINE, (100, 24));
    assert!(
        !stage.picture().contains("Join both"),
        "{}",
        stage.picture()
    );
    stage.press("1 n");
    insta::assert_snapshot!("stale_text_compared", stage.picture());
    stage.press("esc 2");
    assert!(shared.text().contains("Nine depots"));
    assert!(dropped(&stage));
}

#[test]
fn who_takes_theirs_or_leaves_keeps_the_own_text_in_its_draft() {
    for keys in ["3", "esc"] {
        let shared = Shared::new();
        let mut stage = shared.both_edit(MINE, SAME_LINE, (100, 24));
        stage.press(keys);
        let picture = stage.picture();
        assert!(
            picture.contains("/tmp/drafts/0001-one-table.md"),
            "{picture}"
        );
        assert!(!dropped(&stage) && shared.text().contains("Two depots"));
    }
}

#[test]
fn a_text_that_was_decided_meanwhile_is_not_written_over() {
    let shared = Shared::new();
    let mut stage = shared.both_edit(MINE, ("Proposed", "Accepted"), (100, 24));
    let picture = stage.picture();
    assert!(
        picture.contains("It was proposed and is accepted now."),
        "{picture}"
    );
    stage.press("1");
    assert!(shared.text().contains("One depot"), "nothing is saved");
    stage.press("esc");
    assert!(
        stage.picture().contains("/tmp/drafts"),
        "{}",
        stage.picture()
    );
}

#[test]
fn a_third_edit_between_the_two_is_seen_too() {
    let shared = Shared::new();
    let mut stage = shared.both_edit(MINE, SAME_LINE, (100, 24));
    shared.lee_writes("Two depots", "Three depots");
    stage.press("2");
    let picture = stage.picture();
    assert!(picture.contains("theirs or mine"), "{picture}");
    stage.press("2");
    assert!(shared.text().contains("Nine depots"));
    assert!(dropped(&stage));
}

#[test]
fn an_edit_that_is_refused_for_another_reason_says_why_and_keeps_the_draft() {
    let shared = Shared::new();
    let desk = Box::new(shared.desk_of("Mina"));
    let mut stage = Stage::at(desk, Place::Record(shared.id), (100, 24));
    stage.press("E");
    let Some(Effect::Edit(request)) = stage.effects.pop() else {
        unreachable!()
    };
    let outcome = Ok(EditedText::Changed {
        bytes: b" \n".to_vec(),
        draft: PathBuf::from("/tmp/drafts/0001.md"),
    });
    stage.tell(Message::Edited { request, outcome });
    let picture = stage.picture();
    assert!(
        picture.contains("is empty") && picture.contains("/tmp/drafts/0001.md"),
        "{picture}"
    );
    assert!(stage.app.is_settled());
}

/// A desk that refuses every edit of the state it was begun with, and takes the next.
struct Behind {
    view: ConflictView,
    seen: Arc<Mutex<Vec<Change>>>,
}

impl Desk for Behind {
    fn answer(&mut self, query: Query) -> Result<View, Problem> {
        match query {
            Query::Conflict { .. } => Ok(View::Conflict(Box::new(self.view.clone()))),
            _ => Err(no("nothing here")),
        }
    }

    fn apply(&mut self, change: Change) -> Result<Done, Problem> {
        self.seen.lock().unwrap().push(change);
        Ok(Done {
            group: None,
            summary: "edited payments/1".to_owned(),
            refs: Vec::new(),
            made: None,
            can_undo: true,
        })
    }

    fn has_changed_outside(&mut self) -> bool {
        false
    }
}

fn adr(title: &str, tags: &[&str]) -> Adr {
    Adr {
        id: RecordId(uuid::Uuid::from_u128(1)),
        log: RecordId(uuid::Uuid::from_u128(2)),
        path: "0001-one.md".to_owned(),
        anchor: None,
        facts: Facts {
            dialect: Dialect::Madr3,
            native_id: None,
            number: Some(1),
            title: title.to_owned(),
            title_from_name: false,
            status: Status::Proposed,
            stated: None,
            dates: Dates::default(),
            people: People {
                deciders: vec!["Mina Okafor".to_owned()],
                ..People::default()
            },
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            links: Vec::new(),
            findings: Vec::new(),
        },
        source: Digest::of(title.as_bytes()),
        imported: None,
    }
}

/// A form whose facts came too late: both changed the title, Lee the tags, Mina the deciders.
fn late_facts(size: (u16, u16)) -> (Stage, Arc<Mutex<Vec<Change>>>) {
    let (base, current) = (
        adr("Keep parcels in one table", &["parcels"]),
        adr("Keep all parcels in one table", &["parcels", "storage"]),
    );
    let view = ConflictView {
        record: base.id,
        reference: "payments/1".to_owned(),
        now: Digest::of(b"now"),
        actor: "Lee Brandt".to_owned(),
        at: "2026-11-20T10:42:00Z".parse().unwrap(),
        base,
        current,
        text_differs: true,
        texts: None,
    };
    let seen: Arc<Mutex<Vec<Change>>> = Arc::default();
    let edit = FactsEdit {
        record: view.record,
        base: Digest::of(b"then"),
        facts: vec![
            FactChange::Title("Keep parcels in one wide table".to_owned()),
            FactChange::People(
                PeopleRole::Deciders,
                vec!["Mina Okafor".to_owned(), "Ana Ruiz".to_owned()],
            ),
        ],
        reason: Some("it is wide".to_owned()),
    };
    let desk = Behind {
        view,
        seen: Arc::clone(&seen),
    };
    let mut stage = Stage::with(stub::open, Box::new(desk), (Place::Home, size));
    let effects = stage.app.change(Change::Facts(edit));
    let [Effect::Do { ticket, .. }] = effects.as_slice() else {
        unreachable!("{effects:?}")
    };
    stage.tell(Message::Reply(Reply::Done {
        ticket: *ticket,
        outcome: Err(no("payments/1 was changed meanwhile by Lee Brandt")),
    }));
    (stage, seen)
}

fn saved(seen: &Mutex<Vec<Change>>) -> Vec<FactsEdit> {
    let seen = seen.lock().unwrap();
    let facts = seen.iter().map(|change| match change {
        Change::Facts(edit) => edit.clone(),
        other => unreachable!("{other:?}"),
    });
    facts.collect()
}

#[test]
fn fields_that_both_changed_are_decided_before_anything_is_saved() {
    let (mut stage, seen) = late_facts((100, 24));
    insta::assert_snapshot!("stale_facts", stage.picture());
    stage.press("ctrl-s");
    assert_eq!(saved(&seen), []);
    assert!(
        stage.picture().contains("both changed the title"),
        "{}",
        stage.picture()
    );
    stage.press("l ctrl-s");
    let [edit] = saved(&seen).try_into().unwrap();
    assert_eq!(edit.base, Digest::of(b"now"));
    assert_eq!(edit.reason.as_deref(), Some("it is wide"));
    assert_eq!(
        edit.facts.len(),
        2,
        "the tags are theirs and are not written: {edit:?}"
    );
    assert!(matches!(&edit.facts[0], FactChange::Title(title) if title.contains("wide")));
    assert!(
        !stage.picture().contains("theirs or mine"),
        "{}",
        stage.picture()
    );
}

#[test]
fn a_field_is_chosen_by_arrows_letters_and_space() {
    let (mut stage, seen) = late_facts((100, 24));
    stage.press("space space left down h j l ctrl-s");
    let [edit] = saved(&seen).try_into().unwrap();
    assert_eq!(
        edit.facts,
        [FactChange::Tags(vec!["parcels".to_owned()])],
        "the title and the deciders are theirs, the tags are as they were"
    );
}

#[test]
fn where_everything_is_theirs_there_is_nothing_to_save() {
    let (mut stage, seen) = late_facts((100, 24));
    stage.press("h j h ctrl-s");
    assert_eq!(saved(&seen), []);
    let picture = stage.picture();
    assert!(
        picture.contains("theirs was taken") && !picture.contains("FIELD"),
        "{picture}"
    );
}

#[test]
fn leaving_saves_nothing_and_says_so() {
    let (mut stage, seen) = late_facts((100, 24));
    stage.press("esc");
    assert_eq!(saved(&seen), []);
    let picture = stage.picture();
    assert!(
        picture.contains("nothing was saved: payments/1 is as Lee Brandt left it"),
        "{picture}"
    );
}

#[test]
fn the_choice_is_drawn_at_every_size_and_the_cursor_stays_inside() {
    insta::assert_snapshot!("stale_facts_narrow", late_facts((60, 24)).0.picture());
    for width in [1, 10, 40, 59, 80, 130] {
        for height in [1, 5, 10, 24, 50] {
            let (mut stage, _) = late_facts((130, 50));
            stage.resize(width, height).press("j j");
            if let Some(at) = stage.cursor {
                assert!(at.x < width && at.y < height, "{width}x{height}");
            }
        }
    }
    let shared = Shared::new();
    let mut stage = shared.both_edit(MINE, BELOW, (120, 30));
    for key in ["j", "2", "n"] {
        stage.press(key);
        for (width, height) in [(1, 1), (20, 6), (40, 10), (79, 12), (140, 50)] {
            stage.resize(width, height);
            if let Some(at) = stage.cursor {
                assert!(at.x < width && at.y < height, "{key} {width}x{height}");
            }
        }
    }
}

//! What is made from the events is the same whether it grew with every save or is made at once.

use proptest::prelude::*;
use rusqlite::Connection;

use super::*;
use crate::domain::{
    adr::Adr,
    comment::Comment,
    digest::Digest,
    event::RecordKind,
    ids::{GroupId, RecordId},
    link::LinkKind,
    status::Status,
};

/// One step of a random story over four decisions of two logs.
#[derive(Debug, Clone, Copy)]
enum Step {
    Write { which: usize, title: u8, text: u8 },
    Move { which: usize, status: usize },
    Link { which: usize, to: u8 },
    Renumber { which: usize, number: u32 },
    Remove { which: usize },
    Say { which: usize, settled: bool },
    Undo,
    Redo,
}

fn step() -> impl Strategy<Value = Step> {
    let which = 0..4_usize;
    prop_oneof![
        3 => (which.clone(), 0..3_u8, 0..4_u8).prop_map(|(which, title, text)| Step::Write { which, title, text }),
        2 => (which.clone(), 0..Status::ALL.len()).prop_map(|(which, status)| Step::Move { which, status }),
        2 => (which.clone(), 0..6_u8).prop_map(|(which, to)| Step::Link { which, to }),
        1 => (which.clone(), 1..5_u32).prop_map(|(which, number)| Step::Renumber { which, number }),
        1 => which.clone().prop_map(|which| Step::Remove { which }),
        2 => (which, any::<bool>()).prop_map(|(which, settled)| Step::Say { which, settled }),
        2 => Just(Step::Undo),
        1 => Just(Step::Redo),
    ]
}

struct Tale {
    store: Store,
    fresh: Vec<Adr>,
    seconds: i64,
}

impl Tale {
    fn begin() -> Self {
        let mut store = Store::in_memory().expect("memory");
        let logs = [log("payments"), log("search")];
        save(&mut store, logs.iter().map(put_log).collect()).expect("saved");
        let fresh = (0..4)
            .map(|n| adr(&logs[n % 2], n as u32 + 1, &format!("Decision {n}")))
            .collect();
        Self {
            store,
            fresh,
            seconds: 0,
        }
    }

    fn take(&mut self, step: Step) {
        self.seconds += 1;
        match step {
            Step::Write { which, title, text } => {
                let text = format!("caf\u{e9} number {text}");
                self.change(which, &text.clone(), |adr| {
                    adr.facts.title = format!("Title {title}");
                    adr.source = Digest::of(text.as_bytes());
                });
            }
            Step::Move { which, status } => {
                self.change(which, "", |adr| adr.facts.status = Status::ALL[status]);
            }
            Step::Link { which, to } => self.change(which, "", |adr| {
                adr.facts
                    .links
                    .push(link(LinkKind::Amends, &format!("ADR-{to}")));
            }),
            Step::Renumber { which, number } => {
                self.change(which, "", |adr| adr.facts.number = Some(number));
            }
            Step::Remove { which } => self.remove(which),
            Step::Say { which, settled } => self.say(which, settled),
            Step::Undo => self.take_back(self.store.undoable(ACTOR).expect("asked")),
            Step::Redo => self.take_back(self.store.redoable(ACTOR).expect("asked")),
        }
    }

    fn change(&mut self, which: usize, text: &str, change: impl FnOnce(&mut Adr)) {
        let now = self.store.current(self.fresh[which].id).expect("read");
        let mut adr = match self.store.adr(self.fresh[which].id).expect("read") {
            Some(adr) => adr,
            None => self.fresh[which].clone(),
        };
        change(&mut adr);
        let mut put = put_adr(&adr);
        put.base = now.map(|now| now.digest);
        let mut group = group(vec![put]);
        group.at = at(self.seconds);
        group.blobs.push(text.as_bytes().to_vec());
        self.store.save(group).expect("saved");
    }

    /// Each decision has one comment, that is settled and opened again.
    fn say(&mut self, which: usize, settled: bool) {
        let about = self.fresh[which].id;
        let said = Comment {
            id: RecordId(uuid::Uuid::from_u128(which as u128 + 1)),
            record: about,
            author: ACTOR.to_owned(),
            at: at(0),
            text: "is this still so?".to_owned(),
            settled,
        };
        let now = self.store.current(said.id).expect("read");
        let mut put = put(RecordKind::Comment, said.id, &said);
        put.base = now.map(|now| now.digest);
        save(&mut self.store, vec![put]).expect("saved");
    }

    fn remove(&mut self, which: usize) {
        if let Some(adr) = self.store.adr(self.fresh[which].id).expect("read") {
            save(&mut self.store, vec![gone(RecordKind::Adr, adr.id, &adr)]).expect("saved");
        }
    }

    fn take_back(&mut self, group: Option<GroupId>) {
        // The logs of the beginning cannot go while their decisions are there; nothing in the store forbids it.
        if let Some(group) = group {
            let puts = self.store.inverse(group).expect("an inverse");
            match self.store.save(undoing(group, puts)) {
                Ok(_) | Err(StoreError::Stale { .. }) => {}
                Err(other) => panic!("{other}"),
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_replay_gives_the_tables_that_grew(steps in prop::collection::vec(step(), 0..40)) {
        let mut tale = Tale::begin();
        for step in steps {
            tale.take(step);
        }
        let grown = fingerprint::of(&tale.store.db).expect("a fingerprint");
        clean(&tale.store);
        tale.store.rebuild().expect("rebuilt");
        let made = fingerprint::of(&tale.store.db).expect("a fingerprint");
        prop_assert_eq!(grown, made);
        clean(&tale.store);
    }
}

#[test]
fn tables_of_another_version_are_made_again_when_the_store_opens() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("store.db");
    let mut store = Store::open(&path, Access::ReadWrite).expect("begun");
    store.save(import(4).2).expect("saved");
    drop(store);
    let raw = Connection::open(&path).expect("raw");
    raw.execute_batch(
        "UPDATE meta SET value = '0' WHERE name = 'projection';
         DROP TABLE adr_link_name; UPDATE adr_row SET title = 'old';",
    )
    .expect("changed");
    drop(raw);
    let outdated = Store::open(&path, Access::ReadOnly).expect_err("refused");
    assert!(
        matches!(outdated, StoreError::Outdated { .. }),
        "{outdated}"
    );
    let store = Store::open(&path, Access::ReadWrite).expect("opened");
    clean(&store);
}

#[test]
fn a_search_index_that_does_not_fit_is_made_again_on_the_way() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("store.db");
    let mut store = Store::open(&path, Access::ReadWrite).expect("begun");
    store.save(import(40).2).expect("saved");
    drop(store);
    let raw = Connection::open(&path).expect("raw");
    raw.execute_batch("DELETE FROM adr_text_data WHERE id > 10")
        .expect("changed");
    drop(raw);
    let store = Store::open(&path, Access::ReadWrite).expect("opened");
    let stale = store.verify();
    let about = stale.iter().find(|check| check.name == "search index");
    assert_eq!(
        about.map(|check| check.outcome),
        Some(Outcome::Stale),
        "{stale:?}"
    );
    let query = SearchQuery {
        text: "latency".to_owned(),
        log: None,
        limit: 50,
    };
    assert!(!store.search(&query).expect("hits").is_empty());
    clean(&store);
}

#[test]
fn a_rebuild_that_fails_leaves_the_tables_as_they_were() {
    let mut store = Store::in_memory().expect("memory");
    store.save(import(4).2).expect("saved");
    let before = fingerprint::of(&store.db).expect("a fingerprint");
    store
        .db
        .execute_batch(
            "INSERT INTO event(seq, record, hash, bytes)
             VALUES (6, randomblob(16), randomblob(32), x'7b7d')",
        )
        .expect("an event nobody can read");
    let refused = store.rebuild().expect_err("refused");
    assert!(
        matches!(refused, StoreError::Event { seq: 6, .. }),
        "{refused}"
    );
    assert_eq!(fingerprint::of(&store.db).expect("a fingerprint"), before);
}

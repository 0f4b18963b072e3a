//! Whatever is done in whatever order: the store is what its history says, and what is known of a record is what its text says.

use archdeck::{
    dialect::edit::{FactChange, PeopleRole},
    domain::{link::LinkKind, status::Status},
    ops::{
        care::Outcome,
        change::{Change, FactsEdit, LinkChange, TagMany},
    },
};
use proptest::prelude::*;

use crate::desk::{Desk, file, log4brains, madr, nygard};

const RECORDS: [&str; 4] = ["1", "2", "3", "20260304-buy"];

/// Something a person may try.
#[derive(Debug, Clone)]
enum Try {
    Step(usize, Status),
    Both(usize, usize, Status),
    Link(usize, LinkKind, usize, bool),
    Title(usize, String),
    Deciders(usize),
    Tag(usize, bool),
    Comment(usize),
    Undo,
    Redo,
}

fn any_try() -> impl Strategy<Value = Try> {
    let record = || 0..RECORDS.len();
    let status = || prop::sample::select(Status::ALL.to_vec());
    let kind = prop::sample::select(vec![
        LinkKind::Supersedes,
        LinkKind::Supersedes,
        LinkKind::SupersededBy,
        LinkKind::Amends,
        LinkKind::DependsOn,
        LinkKind::RelatesTo,
    ]);
    prop_oneof![
        3 => (record(), status()).prop_map(|(at, to)| Try::Step(at, to)),
        1 => (record(), record(), status()).prop_map(|(a, b, to)| Try::Both(a, b, to)),
        3 => (record(), kind, record(), prop::bool::weighted(0.7))
            .prop_map(|(from, kind, to, stated)| Try::Link(from, kind, to, stated)),
        1 => (record(), "[A-Z][a-z]{1,8} [a-z]{1,8}").prop_map(|(at, title)| Try::Title(at, title)),
        1 => record().prop_map(Try::Deciders),
        1 => (record(), any::<bool>()).prop_map(|(at, add)| Try::Tag(at, add)),
        1 => record().prop_map(Try::Comment),
        2 => Just(Try::Undo),
        1 => Just(Try::Redo),
    ]
}

fn desk() -> Desk {
    Desk::of(&[
        file("0001-stop.md", nygard(1, "Stop the belt", "Accepted")),
        file("0002-slow.md", nygard(2, "Slow the belt", "Proposed")),
        file("0003-sort.md", madr("Sort at night", "proposed")),
        file("20260304-buy.md", log4brains("Buy scanners", "draft")),
    ])
}

fn change(desk: &Desk, wanted: &Try) -> Change {
    let id = |at: usize| desk.id(RECORDS[at]);
    let facts = |at: usize, fact| {
        let record = desk.record(RECORDS[at]);
        Change::Facts(FactsEdit {
            record: record.adr.id,
            base: record.digest,
            facts: vec![fact],
            reason: Some("It was wrong".to_owned()),
        })
    };
    match wanted.clone() {
        Try::Step(at, to) => {
            let mut step = desk.step_of(&[RECORDS[at]], to);
            step.reason = Some("Said so".to_owned());
            Change::Step(step)
        }
        Try::Both(a, b, to) => Change::Step(desk.step_of(&[RECORDS[a], RECORDS[b]], to)),
        Try::Link(from, kind, to, stated) => Change::Link(LinkChange {
            from: id(from),
            kind,
            to: id(to),
            stated,
            reason: None,
        }),
        Try::Title(at, title) => facts(at, FactChange::Title(title)),
        Try::Deciders(at) => facts(
            at,
            FactChange::People(PeopleRole::Deciders, vec!["Cleo Marsh".to_owned()]),
        ),
        Try::Tag(at, add) => {
            let tag = vec!["night".to_owned()];
            let (add, remove) = if add { (tag, vec![]) } else { (vec![], tag) };
            let records = vec![id(at)];
            Change::Tag(TagMany {
                records,
                add,
                remove,
            })
        }
        Try::Comment(at) => Change::Comment {
            record: id(at),
            text: "Why?".to_owned(),
        },
        Try::Undo => Change::Undo,
        Try::Redo => Change::Redo,
    }
}

/// Everything that is kept, to be compared: values, comments, links, texts.
fn everything(desk: &Desk) -> Vec<String> {
    RECORDS
        .iter()
        .map(|reference| {
            let record = desk.record(reference);
            format!(
                "{:?} {:?} {:?} {}",
                record.adr,
                record.comments,
                record.links,
                desk.text(reference)
            )
        })
        .collect()
}

/// What a text says below its head, where nobody but an editor writes.
fn body(text: &str) -> &str {
    text.split_once("## Context").map_or("", |(_, after)| after)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn facts_are_what_texts_say_and_the_store_is_what_history_says(tries in prop::collection::vec(any_try(), 1..14)) {
        let mut desk = desk();
        let mut done = 0;
        for wanted in &tries {
            // The import was done by the same person and is left alone.
            if done == 0 && matches!(wanted, Try::Undo) {
                continue;
            }
            let before = everything(&desk);
            let change = change(&desk, wanted);
            match desk.bench.apply(change) {
                Ok(done) if done.group.is_none() => prop_assert_eq!(&before, &everything(&desk)),
                Ok(_) if matches!(wanted, Try::Undo) => done -= 1,
                Ok(_) => done += 1,
                Err(_) => prop_assert_eq!(&before, &everything(&desk), "a refusal changed something: {:?}", wanted),
            }
            desk.knows_what_is_written(&RECORDS);
            prop_assert!(body(&desk.text("1")).starts_with("\n\nThe belt stops twice a day.\n"));
        }
        let before = everything(&desk);
        for check in desk.bench.doctor() {
            prop_assert!(matches!(check.outcome, Outcome::Sound | Outcome::Skipped), "{:?}", check);
        }
        desk.bench.rebuild().unwrap();
        prop_assert_eq!(before, everything(&desk));
    }

    #[test]
    fn taking_everything_back_gives_every_byte_back(tries in prop::collection::vec(any_try(), 1..10)) {
        let mut desk = desk();
        let texts = |desk: &Desk| RECORDS.map(|reference| desk.text(reference));
        let before = texts(&desk);
        let mut done = 0;
        for wanted in tries.iter().filter(|wanted| !matches!(wanted, Try::Undo | Try::Redo)) {
            let change = change(&desk, wanted);
            done += usize::from(desk.bench.apply(change).is_ok_and(|done| done.group.is_some()));
        }
        let after = texts(&desk);
        for _ in 0..done {
            desk.undo();
        }
        prop_assert_eq!(before, texts(&desk));
        for _ in 0..done {
            desk.redo();
        }
        prop_assert_eq!(after, texts(&desk));
    }
}

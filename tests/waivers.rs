//! Waivers and matrices on the command line: what a person types in front of a store with systems and people in it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a story that cannot go on fails its test"
)]

use std::{
    path::PathBuf,
    process::{Command, Stdio},
};

use archdeck::{
    domain::{
        event::RecordKind,
        fact::Facts,
        ids::{GroupId, RecordId},
        pack::Level,
        person::Person,
        system::System,
        tier::Tier,
        waiver::{Scope, Waiver, WaiverState, bound_to},
    },
    store::{Access, Group, Put, Store},
};
use chrono::{Days, NaiveDate, Utc};
use serde::Serialize;
use tempfile::TempDir;
use uuid::Uuid;

/// A folder with a store in it.
struct Desk {
    folder: TempDir,
    system: RecordId,
    mina: RecordId,
}

struct Answer {
    out: String,
    err: String,
    code: i32,
}

impl Answer {
    #[track_caller]
    fn fine(self) -> String {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        self.out
    }

    #[track_caller]
    fn refused(self, code: i32, word: &str) {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        assert!(self.err.contains(word), "{}", self.err);
    }
}

fn id() -> RecordId {
    RecordId(Uuid::now_v7())
}

fn in_days(days: u64) -> NaiveDate {
    Utc::now().date_naive() + Days::new(days)
}

fn put<T: Serialize>(kind: RecordKind, record: RecordId, value: &T) -> Put {
    Put {
        kind,
        record,
        verb: format!("{}.kept", kind.word()),
        base: None,
        value: serde_json::to_value(value).unwrap(),
        reason: None,
    }
}

impl Desk {
    /// Mina asks, Lee acts for Mina, Ana decides at every level; one system without a checklist of its own.
    fn new() -> Self {
        let desk = Self {
            folder: TempDir::new().unwrap(),
            system: id(),
            mina: id(),
        };
        let person = |id, name: &str, role: &str, acts_for| {
            let person = Person {
                id,
                name: name.to_owned(),
                aliases: Vec::new(),
                roles: [role.to_owned()].into(),
                acts_for,
                has_left: false,
            };
            put(RecordKind::Person, id, &person)
        };
        let system = System {
            id: desk.system,
            label: "SYS-0001".to_owned(),
            name: "parcel-routing".to_owned(),
            about: None,
            facts: Facts::default(),
            owner: Some(desk.mina),
            deputy: None,
            team: None,
            stages: Vec::new(),
            triggers: Vec::new(),
            decisions: Vec::new(),
            patterns: Vec::new(),
            closed_on: None,
        };
        desk.save(vec![
            person(desk.mina, "Mina Okafor", "architect", None),
            person(id(), "Lee Brandt", "L3", Some(desk.mina)),
            person(id(), "Ana Ruiz", "L3", None),
            put(RecordKind::System, system.id, &system),
        ]);
        desk
    }

    fn store(&self) -> PathBuf {
        self.folder.path().join("store.db")
    }

    fn save(&self, puts: Vec<Put>) {
        let mut store = Store::open(&self.store(), Access::ReadWrite).unwrap();
        let group = Group {
            id: GroupId(Uuid::now_v7()),
            at: "2026-01-02T09:00:00Z".parse().unwrap(),
            actor: "Mina Okafor".to_owned(),
            undoes: None,
            puts,
            blobs: Vec::new(),
        };
        store.save(group).unwrap();
    }

    /// A waiver of a standard that Mina asked for and nobody decided.
    fn asked(&self, label: &str) {
        let scope = Scope::Standard {
            standard: "One region only".to_owned(),
        };
        let waiver = Waiver {
            id: id(),
            label: label.to_owned(),
            system: self.system,
            reason: "The second region is not built.".to_owned(),
            risk: "One outage stops all deliveries.".to_owned(),
            controls: Vec::new(),
            action: "Build the second region.".to_owned(),
            requester: self.mina,
            requested_on: in_days(0),
            level: Level::L1,
            effective_from: in_days(0),
            expires_on: in_days(40),
            extends: None,
            tier: Tier::T1,
            bound: bound_to(&scope, Tier::T1),
            scope,
            state: WaiverState::Proposed,
        };
        self.save(vec![put(RecordKind::Waiver, waiver.id, &waiver)]);
    }

    fn run_as(&self, user: &str, arguments: &[&str]) -> Answer {
        let output = Command::new(env!("CARGO_BIN_EXE_archdeck"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env("HOME", self.folder.path())
            .env("ARCHDECK_STORE", self.store())
            .env("ARCHDECK_USER", user)
            .env_remove("ARCHDECK_LOG")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        Answer {
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap(),
        }
    }

    fn run(&self, arguments: &[&str]) -> Answer {
        self.run_as("Mina Okafor", arguments)
    }
}

#[test]
fn a_waiver_is_listed_shown_granted_by_another_and_taken_back() {
    let desk = Desk::new();
    desk.asked("WVR-2026-001");
    let list = desk.run(&["waiver", "list", "--awaiting"]).fine();
    assert!(
        list.contains("WVR-2026-001  proposed") && list.contains("Ana Ruiz"),
        "{list}"
    );
    desk.run(&["waiver", "approve", "001"])
        .refused(1, "nobody grants their own waiver");
    desk.run_as("Lee Brandt", &["waiver", "approve", "001"])
        .refused(1, "counts as Mina Okafor");
    let granted = desk
        .run_as(
            "Ana Ruiz",
            &["waiver", "approve", "001", "--reason", "For a while."],
        )
        .fine();
    assert!(granted.contains("granted until"), "{granted}");
    let shown = desk.run(&["waiver", "show", "WVR-2026-001"]).fine();
    assert!(
        shown.contains("active") && shown.contains("granted by Ana Ruiz"),
        "{shown}"
    );
    assert!(shown.contains("Standard   One region only"), "{shown}");
    assert!(
        desk.run(&["waiver", "list", "--awaiting"])
            .fine()
            .is_empty()
    );
    let ending = |days| desk.run(&["waiver", "list", "--ending", days]).fine();
    assert!(ending("90").contains("41 d") && ending("30").is_empty());
    desk.run_as("Ana Ruiz", &["undo"]).fine();
    assert!(desk.run(&["waiver", "list"]).fine().contains("proposed"));
}

#[test]
fn ending_one_needs_a_reason_and_json_says_what_can_be_done() {
    let desk = Desk::new();
    desk.asked("WVR-2026-001");
    desk.run(&["waiver", "reject", "001"])
        .refused(2, "--reason");
    let json = desk.run(&["waiver", "list", "--json"]).fine();
    let lines: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(lines[0]["standing"], "proposed");
    assert_eq!(lines[0]["awaits"][0], "Ana Ruiz");
    let rejected = ["waiver", "reject", "001", "--reason", "Not needed."];
    desk.run(&rejected).fine();
    desk.run(&rejected).refused(1, "awaits no decision");
    let revoke = ["waiver", "revoke", "001", "--reason", "Late."];
    desk.run(&revoke).refused(1, "it is rejected already");
}

#[test]
fn an_extension_says_what_was_said_before_and_begins_the_day_after() {
    let desk = Desk::new();
    desk.asked("WVR-2026-001");
    let until = in_days(100).to_string();
    let extend = ["waiver", "extend", "001", "--until", until.as_str()];
    desk.run(&extend).refused(1, "only one that was granted is");
    desk.run_as("Ana Ruiz", &["waiver", "approve", "001"])
        .fine();
    let asked = desk.run(&extend).fine();
    assert!(asked.contains("One region only until"), "{asked}");
    let list = desk.run(&["waiver", "list", "--awaiting", "--json"]).fine();
    let lines: serde_json::Value = serde_json::from_str(&list).unwrap();
    assert_eq!(lines[0]["chain"], 2);
    assert_eq!(
        lines[0]["waiver"]["reason"],
        "The second region is not built."
    );
    assert_eq!(
        lines[0]["waiver"]["effective_from"],
        in_days(41).to_string()
    );
}

#[test]
fn a_waiver_is_asked_for_with_the_words_of_a_person() {
    let desk = Desk::new();
    let until = in_days(60).to_string();
    let words = [
        "waiver",
        "propose",
        "parcel-routing",
        "--standard",
        "One region only",
    ];
    let said = [
        "--reason",
        "Not built.",
        "--risk-statement",
        "An outage.",
        "--action",
        "Build it.",
    ];
    let typed = [
        &words[..],
        &said,
        &["--control", "On call.", "--until", &until],
    ]
    .concat();
    let asked = desk.run(&typed).fine();
    assert!(asked.contains("needs L1"), "{asked}");
    desk.run(&typed).refused(1, "is proposed already");
    let list = desk.run(&["waiver", "list", "SYS-0001"]).fine();
    assert!(list.contains("One region only"), "{list}");
    let named = [
        "waiver", "reject", "001", "--reason", "No.", "--by", "Ana Ruiz",
    ];
    desk.run(&named).fine();
}

#[test]
fn what_is_typed_wrongly_is_said_and_changes_nothing() {
    let desk = Desk::new();
    desk.run(&["waiver", "propose", "SYS-0001"])
        .refused(2, "--reason");
    desk.run(&["waiver", "show", "WVR-2026-001"])
        .refused(1, "no waiver answers to");
    desk.run(&["waiver", "extend", "001", "--until", "soon"])
        .refused(2, "is not a day");
    assert!(desk.run(&["waiver", "list"]).fine().is_empty());
}

#[test]
fn a_matrix_is_begun_scored_edited_and_shown() {
    let desk = Desk::new();
    let new = [
        "matrix",
        "new",
        "--title",
        "Store of vectors",
        "--option",
        "pgvector",
        "--option",
        "managed",
    ];
    desk.run(&new).refused(2, "--criterion");
    let whole = [
        &new[..],
        &["--criterion", "cost:5", "--criterion", "recall:3"],
    ]
    .concat();
    assert!(desk.run(&whole).fine().contains("began MTX-0001"));
    for (option, criterion, score) in [
        ("pgvector", "cost", "4"),
        ("pgvector", "recall", "5"),
        ("managed", "cost", "5"),
        ("managed", "recall", "2"),
    ] {
        desk.run(&["matrix", "score", "MTX-0001", option, criterion, score])
            .fine();
    }
    let shown = desk.run(&["matrix", "show", "0001"]).fine();
    assert!(
        shown.contains("pgvector  87.50 %  cost       5       4"),
        "{shown}"
    );
    assert!(
        shown.contains("pgvector wins; with a weight of 1 in place of 3 for recall"),
        "{shown}"
    );
    assert!(desk.run(&["matrix", "list"]).fine().contains("pgvector"));
    desk.run(&["matrix", "score", "0001", "pgvector", "cost", "6"])
        .refused(1, "no score 6");
    desk.run(&["matrix", "score", "0001", "pgvector", "cost", "-"])
        .fine();
    desk.run(&["matrix", "edit", "0001"]).refused(2, "--title");
    desk.run(&[
        "matrix",
        "edit",
        "0001",
        "--criterion",
        "price:5",
        "--criterion",
        "recall:9",
    ])
    .fine();
    let json = desk.run(&["matrix", "show", "0001", "--json"]).fine();
    let view: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(view["matrix"]["options"][1]["scores"]["price"], 5);
    desk.run(&["matrix", "discard", "0001"]).fine();
    desk.run(&["matrix", "show", "0001"])
        .refused(1, "no matrix answers to");
}

//! Stories of assessments and evidence, told to the real binary.

#![allow(
    clippy::unwrap_used,
    reason = "a story that cannot go on fails its test"
)]

#[path = "cli/desk.rs"]
#[allow(dead_code, reason = "shared with the stories of the command line")]
mod desk;

use desk::{Answer, Desk};

const PACK: &str = r#"
schema = 1

[pack]
id = "own.serving"
version = "1.0.0"
kind = "checklist"
title = "Serving"
about = "Whether a service can be run."
status = "ga"
gate = "G2"
review_by = 2099-01-01

[[section]]
id = "run"
title = "Running"

[[section.item]]
id = "SRV-01"
ask = "Is the way back rehearsed at full load?"
why = "A way back nobody went is none."
verify = "Open the record of the last drill; its day is within 180 days."
severity = "high"
evidence = { for = ["met"], max_age_days = 180 }
if_missing = "Rehearse the way back"

[[section.item]]
id = "SRV-02"
ask = "How slow is the slowest twentieth?"
why = "Slow answers come too late."
verify = "Open the dashboard of the last week; the value is there."
severity = "medium"
scale = "number"
metric = "latency_p95"
unit = "ms"
op = "<="
target = 150
partial_at = 180
na = { allowed = true, justify_min = 10, concur = "sre" }
"#;

/// A store with a system, two people and a pack of the user's own.
fn desk() -> Desk {
    let desk = Desk::with_parcels();
    pack(&desk, PACK);
    for (name, role) in [("Mina Okafor", "architect"), ("Lee Brandt", "sre")] {
        desk.run(&["person", "add", name, "--role", role]).fine();
    }
    desk.run(&["system", "add", "Fraud scores"]).fine();
    desk
}

fn pack(desk: &Desk, text: &str) {
    desk.write("home/.config/archdeck/checklists/own.serving.toml", text);
}

fn started() -> Desk {
    let desk = desk();
    desk.run(&["assess", "start", "SYS-0001", "own.serving"])
        .fine();
    desk
}

fn refused(answer: &Answer, code: i32, said: &str) {
    assert_eq!(answer.code, code, "{}{}", answer.out, answer.err);
    assert!(answer.err.contains(said), "{}", answer.err);
    assert!(!answer.err.contains("panicked"), "{}", answer.err);
}

#[test]
fn from_the_offer_to_the_answer_to_the_review() {
    let mut desk = desk();
    let offers = desk.run(&["assess", "offers", "fraud scores"]).fine();
    let line = offers
        .lines()
        .find(|line| line.starts_with("own.serving"))
        .unwrap();
    assert!(line.contains("always"), "{line}");
    desk.run(&["assess", "start", "1", "own.serving"]).fine();

    let met = desk.run(&[
        "assess",
        "answer",
        "ASM-0001",
        "SRV-01",
        "met",
        "--owner",
        "Lee Brandt",
    ]);
    assert_eq!(
        met.fine(),
        "answered ASM-0001/SRV-01: met, owner Lee Brandt; claimed, the evidence is missing\n"
    );
    let value = ["--value", "149.9", "--unit", "ms", "--base", "none"];
    desk.run(&[&["assess", "answer", "1", "SRV-02"][..], &value].concat())
        .fine();
    let shown = desk.run(&["assess", "show", "SYS-0001/own.serving"]).fine();
    assert!(shown.contains("33 % · 2 of 2 answered"), "{shown}");
    assert!(shown.contains("claimed, no evidence"), "{shown}");
    let failing = desk.run(&["assess", "show", "1", "--failing"]).fine();
    assert!(
        failing.contains("SRV-01") && !failing.contains("SRV-02"),
        "{failing}"
    );

    desk.run(&["evidence", "add", "1", "SRV-01", "adr", "2"])
        .fine();
    let evidence = desk.run(&["evidence", "list"]).fine();
    assert!(evidence.contains("parcels/2"), "{evidence}");
    desk.user = "Lee Brandt";
    desk.run(&[
        "assess",
        "dispute",
        "1",
        "SRV-01",
        "partial",
        "--reason",
        "Half the load",
    ])
    .fine();
    let item = desk
        .run(&["assess", "show", "1", "--item", "SRV-01"])
        .fine();
    assert!(
        item.contains("disputed by Lee Brandt") && item.contains("dispute: Half the load"),
        "{item}"
    );
    let list = desk.run(&["assess", "list"]).fine();
    assert!(list.contains("1 disputed"), "{list}");
    desk.run(&["assess", "withdraw", "1", "SRV-01"]).fine();
    desk.run(&["assess", "verify", "1", "SRV-01"]).fine();
    let json = desk.run(&["assess", "show", "1", "--json"]).json();
    assert_eq!(json["line"]["score"], "100 %");
    desk.run(&["undo"]).fine();
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table of refusals")]
fn what_cannot_be_is_refused_and_names_the_next_command() {
    let desk = started();
    let events = || desk.run(&["history", "--json"]).json()["lines"][0]["seq"].clone();
    let before = events();
    for (typed, code, said) in [
        (
            &["assess", "answer", "1", "SRV-01", "perhaps"][..],
            2,
            "no answer",
        ),
        (
            &["assess", "answer", "1", "SRV-01"],
            2,
            "nothing was answered",
        ),
        (
            &["assess", "answer", "9", "SRV-01", "met"],
            1,
            "no assessment answers",
        ),
        (
            &["assess", "answer", "1", "SRV-99", "met"],
            1,
            "assess show ASM-0001",
        ),
        (
            &[
                "assess", "answer", "1", "SRV-02", "--value", "NaN", "--unit", "ms",
            ],
            2,
            "not a number",
        ),
        (
            &["assess", "answer", "1", "SRV-02", "--value", "149"],
            1,
            "--unit ms",
        ),
        (
            &[
                "assess", "answer", "1", "SRV-02", "--value", "149", "--unit", "s",
            ],
            1,
            "not in s",
        ),
        (
            &["assess", "answer", "1", "SRV-02", "n/a"],
            1,
            "a reason of 10 characters",
        ),
        (
            &[
                "assess",
                "answer",
                "1",
                "SRV-01",
                "n/a",
                "--note",
                "because of that",
            ],
            1,
            "cannot be n/a",
        ),
        (
            &[
                "assess",
                "answer",
                "1",
                "SRV-01",
                "met",
                "--due",
                "2026-02-30",
            ],
            2,
            "not a day",
        ),
        (
            &[
                "assess",
                "answer",
                "1",
                "SRV-01",
                "met",
                "--note",
                "a\u{1b}[2Jb",
            ],
            1,
            "control character",
        ),
        (
            &["assess", "start", "1", "own.serving"],
            1,
            "started already",
        ),
        (
            &["assess", "start", "1", "adr.quality"],
            1,
            "--decision REF",
        ),
        (&["assess", "upgrade", "1"], 1, "nothing to upgrade"),
        (&["assess", "compare", "1"], 1, "assess milestone"),
        (&["assess", "take", "1", "SRV-01"], 1, "no number 1"),
        (&["assess", "confirm", "1", "SRV-01"], 1, "no confirmation"),
        (
            &["assess", "verify", "1", "SRV-01"],
            1,
            "no answer to review",
        ),
        (&["assess", "bulk", "1"], 1, "nothing was given"),
        (
            &["assess", "record", "1", "--from", "nowhere.json"],
            1,
            "cannot be read",
        ),
        (
            &["evidence", "add", "1", "SRV-01", "photo", "x"],
            2,
            "no kind of evidence",
        ),
        (
            &["evidence", "add", "1", "SRV-01", "link", "example.org"],
            1,
            "no address",
        ),
        (
            &["evidence", "add", "1", "SRV-01", "file", "nowhere.txt"],
            1,
            "cannot be read",
        ),
        (
            &["evidence", "add", "1", "SRV-01", "attestation", "Nobody"],
            1,
            "person add",
        ),
        (&["evidence", "keep", "1", "SRV-01", "0"], 2, "from 1"),
        (
            &["evidence", "remove", "1", "SRV-01", "1"],
            1,
            "no number 1",
        ),
    ] {
        refused(&desk.run(typed), code, said);
    }
    assert_eq!(events(), before);
}

#[test]
fn an_na_is_agreed_to_by_the_role_the_item_asks_for() {
    let mut desk = started();
    let na = ["n/a", "--note", "There is no such path."];
    desk.run(&[&["assess", "answer", "1", "SRV-02"][..], &na].concat())
        .fine();
    refused(
        &desk.run(&["assess", "concur", "1", "SRV-02"]),
        1,
        "does not speak for sre",
    );
    desk.user = "Lee Brandt";
    desk.run(&["assess", "concur", "1", "SRV-02"]).fine();
    let item = desk
        .run(&["assess", "show", "1", "--item", "srv-02", "--json"])
        .json();
    assert_eq!(item["state"]["result"], "na");
}

#[test]
fn a_file_that_was_replaced_does_not_pass_the_check() {
    let desk = started();
    desk.write("drill.txt", "back in four minutes");
    desk.run(&["assess", "answer", "1", "SRV-01", "met"]).fine();
    desk.run(&["evidence", "add", "1", "SRV-01", "file", "drill.txt"])
        .fine();
    desk.run(&["evidence", "check"]).fine();
    desk.write("drill.txt", "back in an hour");
    let checked = desk.run(&["evidence", "check", "1"]);
    assert_eq!(checked.code, 3, "{}", checked.err);
    assert!(checked.out.contains("broken"), "{}", checked.out);
    let stale = desk.run(&["evidence", "list", "--stale"]).fine();
    assert!(stale.contains("drill.txt"), "{stale}");
    refused(
        &desk.run(&["evidence", "keep", "1", "SRV-01", "1"]),
        1,
        "other bytes",
    );
    desk.write("drill.txt", "back in four minutes");
    desk.run(&["evidence", "check", "1"]).fine();
    desk.run(&["evidence", "keep", "1", "SRV-01", "1"]).fine();
}

#[test]
fn results_of_automation_are_taken_all_or_none() {
    let desk = started();
    let results = r#"[{"item": "SRV-01", "response": "met", "run": "drill 812"}, {"item": "SRV-02", "value": 149.9}]"#;
    desk.write("results.json", results);
    let record = ["assess", "record", "SYS-0001", "--from", "results.json"];
    let with = |more: &[&str]| desk.run(&[&record[..], more].concat());
    assert_eq!(with(&["--dry-run"]).code, 3);
    refused(&with(&[]), 1, "--skip-refused");
    assert!(
        with(&["--skip-refused", "--by", "nightly"])
            .fine()
            .contains("results of nightly for 1 item")
    );
    let item = desk
        .run(&["assess", "show", "1", "--item", "SRV-01"])
        .fine();
    assert!(item.contains("run drill 812"), "{item}");
}

#[test]
fn a_new_version_is_looked_at_and_then_taken_after_a_milestone() {
    let desk = started();
    desk.run(&["assess", "answer", "1", "SRV-01", "met"]).fine();
    desk.run(&["assess", "milestone", "1", "--title", "Autumn"])
        .fine();
    let next = PACK
        .replace("1.0.0", "2.0.0")
        .replace("id = \"SRV-01\"", "id = \"SRV-01\"\nrev = 2");
    pack(&desk, &next);
    let report = desk.run(&["assess", "upgrade", "1", "--dry-run"]).fine();
    assert!(
        report.contains("1.0.0 → 2.0.0") && report.contains("once it is confirmed"),
        "{report}"
    );
    let done = desk.run(&["assess", "upgrade", "1"]).fine();
    assert!(done.contains("1 to be confirmed"), "{done}");
    let shown = desk.run(&["assess", "show", "1"]).fine();
    assert!(
        shown.contains("Before own.serving 2.0.0") && shown.contains("Autumn"),
        "{shown}"
    );
    let compared = desk.run(&["assess", "compare", "1", "--from", "2"]).fine();
    assert!(compared.contains("met, to be confirmed"), "{compared}");
    desk.run(&["assess", "confirm", "1", "SRV-01"]).fine();
    desk.run(&[
        "assess",
        "bulk",
        "1",
        "--owner",
        "Lee Brandt",
        "--due",
        "2027-01-15",
    ])
    .fine();
    desk.run(&["assess", "discard", "1"]).fine();
    refused(&desk.run(&["assess", "show", "1"]), 1, "assess offers");
}

//! Readiness on the command line: what a team and a pipeline type, and the exit code they get.

#![allow(
    clippy::unwrap_used,
    reason = "a story that cannot go on fails its test"
)]

#[path = "cli/desk.rs"]
#[allow(dead_code, reason = "shared with the other stories")]
mod desk;

use std::fs;

use archdeck::{
    env::Env,
    ops::workbench::{Access, Settings, Workbench},
};
use desk::Desk;

/// A store with three made-up systems, one of each tier; the first answered everything.
fn with_systems() -> Desk {
    let desk = Desk::new();
    let env = Env::fixed("2026-11-22T09:00:00Z".parse().unwrap(), "Mina Okafor");
    let path = desk.path("store.db");
    Workbench::open(&path, Access::ReadWrite, env, Settings::default())
        .unwrap()
        .write_synthetic_portfolio(3)
        .unwrap();
    desk
}

const ON: [&str; 2] = ["--as-of", "2026-11-22"];

#[test]
fn the_board_says_what_stands_in_the_way_and_what_moves_it() {
    let desk = with_systems();
    let board = desk
        .run(&["readiness", "show", "SYS-0001", ON[0], ON[1]])
        .fine();
    assert!(
        board.starts_with("SYS-0001 service-0001: NO-GO on 2026-11-22\n"),
        "{board}"
    );
    for part in [
        "Lane     board: it is T1",
        "G3    security and privacy",
        "\nWhy\n  NO-GO",
        "What moves it to GO",
        "missing: owner has not signed",
    ] {
        assert!(board.contains(part), "{part} in {board}");
    }
    let gate = desk
        .run(&[
            "readiness",
            "show",
            "1",
            "--gate",
            "G3",
            "--items",
            ON[0],
            ON[1],
        ])
        .fine();
    assert!(!gate.contains("G6 ") && gate.contains("QUESTION"), "{gate}");
    let listed = desk.run(&["readiness", "list"]).fine();
    assert_eq!(listed.lines().count(), 4, "{listed}");
    let status = desk.run(&["readiness", "status", "SYS-0001"]).fine();
    assert!(
        status.starts_with("SYS-0001 service-0001: **NO-GO** at T1"),
        "{status}"
    );
}

#[test]
fn signing_and_issuing_say_what_is_missing() {
    let desk = with_systems();
    let signed = desk
        .run(&[
            "readiness",
            "sign",
            "1",
            "--role",
            "security",
            "--person",
            "Ana Ruiz",
        ])
        .fine();
    assert!(
        signed.starts_with("Ana Ruiz signed as security for SYS-0001: approve; "),
        "{signed}"
    );
    let refused = desk.run(&[
        "readiness",
        "sign",
        "1",
        "--role",
        "sre",
        "--person",
        "Ana Ruiz",
    ]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("Ana Ruiz does not speak for sre"),
        "{}",
        refused.err
    );
    let refused = desk.run(&["readiness", "issue", "1"]);
    assert!(
        refused.code == 1 && refused.err.contains("the sign-offs are not complete"),
        "{}",
        refused.err
    );
    let refused = desk.run(&["readiness", "withdraw", "1", "--reason", "a mistake"]);
    assert!(
        refused.err.contains("nothing is issued for SYS-0001"),
        "{}",
        refused.err
    );
    desk.run(&["undo"]).fine();
    let view = desk.run(&["readiness", "show", "1", "--json"]).json();
    assert_eq!(view["sign_offs"]["all"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_pipeline_is_told_by_the_exit_code_and_reads_any_form() {
    let desk = with_systems();
    let check = |more: &[&str]| desk.run(&[&["check", "SYS-0001"], &ON[..], more].concat());
    let text = check(&[]);
    assert_eq!(text.code, 3);
    assert!(
        text.out
            .starts_with("SYS-0001 service-0001: NO-GO on 2026-11-22, not passed\n"),
        "{}",
        text.out
    );
    let json: serde_json::Value = serde_json::from_str(&check(&["--format", "json"]).out).unwrap();
    assert_eq!(
        (&json["verdict"], &json["passed"]),
        (&"NO-GO".into(), &false.into())
    );
    let sarif: serde_json::Value =
        serde_json::from_str(&check(&["--format", "sarif"]).out).unwrap();
    let found = sarif["runs"][0]["results"].as_array().map(Vec::len);
    assert_eq!(found, json["reasons"].as_array().map(Vec::len));
    let junit = check(&["--format", "junit"]);
    assert!(
        junit.code == 3 && junit.out.starts_with("<?xml version=\"1.0\""),
        "{}",
        junit.out
    );
    let nothing_there = check(&["--gate", "G8"]);
    let wrong = desk.run(&["check"]);
    assert_eq!(
        (nothing_there.code, wrong.code),
        (0, 2),
        "{}",
        nothing_there.out
    );
}

#[test]
fn a_snapshot_is_checked_where_there_is_no_store() {
    let desk = with_systems();
    desk.run(&["readiness", "export", "SYS-0001", "snap.json"])
        .fine();
    let there = desk.run(&[&["check", "SYS-0001"], &ON[..]].concat());
    let elsewhere = Desk::new();
    fs::copy(desk.path("snap.json"), elsewhere.path("snap.json")).unwrap();
    let from = ["check", "--from", "snap.json", ON[0], ON[1]];
    let checked = elsewhere.run(&from);
    assert_eq!((checked.code, checked.out), (3, there.out));
    assert!(!elsewhere.path("store.db").exists());
    let other = elsewhere.run(&["check", "another", "--from", "snap.json"]);
    assert_eq!(other.code, 1);
    let text = fs::read_to_string(elsewhere.path("snap.json")).unwrap();
    fs::write(
        elsewhere.path("snap.json"),
        text.replacen("unmet", "met", 1),
    )
    .unwrap();
    let touched = elsewhere.run(&from);
    assert!(
        touched.code == 1 && touched.err.contains("not as it was written"),
        "{}",
        touched.err
    );
}

#[test]
fn the_calendar_is_written_once() {
    let desk = with_systems();
    let printed = desk.run(&["readiness", "calendar", "SYS-0002"]).fine();
    assert!(printed.contains("the tier T2 ends"), "{printed}");
    desk.run(&["readiness", "calendar", "--out", "reviews.ics"])
        .fine();
    let file = fs::read_to_string(desk.path("reviews.ics")).unwrap();
    assert!(file.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    fs::write(desk.path("reviews.ics"), "mine").unwrap();
    let refused = desk.run(&["readiness", "calendar", "--out", "reviews.ics"]);
    assert_eq!(refused.code, 1, "{}", refused.err);
    assert_eq!(
        fs::read_to_string(desk.path("reviews.ics")).unwrap(),
        "mine"
    );
}

//! Taking back and doing again, across processes and people.

use std::fs;

use crate::desk::{Desk, PARCELS};

fn edited() -> Desk {
    let desk = Desk::with_parcels();
    fs::write(
        desk.path("new.md"),
        PARCELS[1].1.replace("for a day", "for a week"),
    )
    .expect("the folder of the story");
    desk.run(&[
        "adr",
        "edit",
        "2",
        "--file",
        "new.md",
        "--reason",
        "The bill again",
    ])
    .fine();
    desk
}

fn text(desk: &Desk) -> String {
    desk.run(&["adr", "show", "2", "--raw"]).fine()
}

#[test]
fn an_edit_is_taken_back_and_done_again() {
    let desk = edited();
    assert!(text(&desk).contains("for a week"));
    let undone = desk.run(&["undo"]);
    assert!(undone.fine().contains("undone"));
    assert_eq!(text(&desk), PARCELS[1].1);
    desk.run(&["redo"]).fine();
    assert!(text(&desk).contains("for a week"));
    let history = desk.run(&["adr", "history", "2"]).fine();
    assert!(
        history.contains("adr.edited") && history.contains("The bill again"),
        "{history}"
    );
}

#[test]
fn nobody_takes_back_what_another_did() {
    let mut desk = edited();
    desk.user = "Lee Brandt";
    let refused = desk.run(&["undo"]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("Lee Brandt"), "{}", refused.err);
}

#[test]
fn a_log_is_removed_only_when_somebody_agrees() {
    let desk = Desk::with_parcels();
    let refused = desk.run(&["log", "remove", "parcels"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("--yes"), "{}", refused.err);
    desk.run(&["log", "remove", "parcels", "--yes"]).fine();
    assert_eq!(
        desk.run(&["adr", "list", "--json"]).json(),
        serde_json::json!([])
    );
    desk.run(&["undo"]).fine();
    assert_eq!(
        desk.run(&["adr", "list", "--json"])
            .json()
            .as_array()
            .expect("a list")
            .len(),
        4
    );
}

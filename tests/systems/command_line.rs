//! Persons, systems and patterns as a person or a script types them.

use crate::desk::Desk;

/// A desk where Mina is known and two systems are registered.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.run(&["person", "add", "Mina Okafor", "--role", "architect,L2"])
        .fine();
    let assistant = [
        "system",
        "add",
        "Assistant",
        "--owner",
        "mina okafor",
        "--fact",
        "exposure=external",
    ];
    desk.run(&[&assistant[..], &["--fact", "workload=rag,online"]].concat())
        .fine();
    desk.run(&["system", "add", "Ranking"]).fine();
    desk
}

#[test]
fn persons_are_added_listed_edited_and_shown() {
    let desk = desk();
    let list = desk.run(&["person", "list"]).fine();
    assert!(list.contains("Mina Okafor (you)  L2, architect"), "{list}");
    desk.run(&["person", "edit", "mina okafor", "--alias", "mo", "--left"])
        .fine();
    let shown = desk.run(&["person", "show", "MO"]).fine();
    assert!(
        shown.contains("has left") && shown.contains("SYS-0001 Assistant"),
        "{shown}"
    );
    desk.run(&["person", "edit", "mo", "--back", "--role", ""])
        .fine();
    let json = desk.run(&["person", "show", "mo", "--json"]).json();
    assert_eq!(json["person"]["name"], "Mina Okafor");
    assert!(json["person"].get("roles").is_none() && json["person"].get("has_left").is_none());
    let refused = desk.run(&["person", "add", "mina OKAFOR"]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("a name means one person"),
        "{}",
        refused.err
    );
}

#[test]
fn whoever_is_not_known_is_told_how_to_become_known() {
    let mut desk = desk();
    desk.user = "lee";
    let answer = desk.run(&["person", "list"]);
    assert!(
        answer.err.contains("archdeck person add \"lee\""),
        "{}",
        answer.err
    );
}

#[test]
fn systems_are_listed_filtered_and_told_as_json() {
    let desk = desk();
    let list = desk.run(&["system", "list"]).fine();
    assert!(
        list.lines().count() == 3 && list.contains("SYS-0001"),
        "{list}"
    );
    let some = desk
        .run(&["system", "list", "exposure:external", "assist"])
        .fine();
    assert!(
        some.contains("Mina Okafor") && !some.contains("Ranking"),
        "{some}"
    );
    let json = desk.run(&["system", "list", "--json"]).json();
    assert_eq!(json["total"], 2);
    assert_eq!(json["lines"][0]["verdict"], "HOLD");
    let refused = desk.run(&["system", "list", "exposure:moon"]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("possible are none, internal"),
        "{}",
        refused.err
    );
    let none = desk.run(&["system", "list", "tier:T1"]);
    assert!(none.err.contains("None of 2 systems"), "{}", none.err);
}

#[test]
fn facts_are_edited_and_what_is_wrong_is_told_in_one_line() {
    let desk = desk();
    let edit = [
        "system",
        "edit",
        "2",
        "--fact",
        "exposure=internal",
        "--team",
        "search",
    ];
    let said = desk.run(&edit).fine();
    assert_eq!(
        said,
        "edited SYS-0002 Ranking: team search, exposure internal\n"
    );
    for (typed, code, told) in [
        (
            &["system", "edit", "2", "--fact", "exposure"][..],
            2,
            "write `exposure=external`",
        ),
        (
            &["system", "edit", "2", "--fact", "colour=red"],
            1,
            "`colour` is no fact",
        ),
        (
            &["system", "edit", "9", "--team", "x"],
            1,
            "no system is called `9`",
        ),
        (
            &["system", "edit", "2", "--owner", "Lee"],
            1,
            "no person is called `Lee`",
        ),
        (
            &["system", "stage", "2", "orbit"],
            1,
            "`orbit` is no value of stage",
        ),
        (
            &["system", "stage", "2", "mvp", "--on", "soon"],
            2,
            "is not a day",
        ),
        (&["system", "happened", "2", "rain"], 2, "is no trigger"),
        (&["system", "decision", "2", "7"], 1, "no decision answers"),
        (
            &["system", "pattern", "2", "7"],
            1,
            "no pattern is called `7`",
        ),
    ] {
        let answer = desk.run(typed);
        assert_eq!(answer.code, code, "{typed:?}: {}", answer.err);
        assert!(answer.err.contains(told), "{typed:?}: {}", answer.err);
        assert!(answer.out.is_empty());
    }
}

#[test]
fn a_system_goes_through_its_life() {
    let desk = desk();
    desk.run(&[
        "system",
        "stage",
        "ranking",
        "production",
        "--on",
        "2026-01-05",
    ])
    .fine();
    let back = desk
        .run(&["system", "stage", "ranking", "mvp", "--note", "too early"])
        .fine();
    assert_eq!(back, "SYS-0002 Ranking went back to mvp\n");
    desk.run(&["system", "happened", "ranking", "model-change"])
        .fine();
    desk.run(&[
        "pattern",
        "add",
        "Online",
        "--pack",
        "ra.realtime-inference",
    ])
    .fine();
    let bound = desk.run(&["system", "pattern", "ranking", "online"]).fine();
    assert!(bound.contains("it is draft, not approved"), "{bound}");
    desk.run(&["system", "close", "ranking"]).fine();
    let refused = desk.run(&["system", "stage", "ranking", "production"]);
    assert!(refused.err.contains("was closed on"), "{}", refused.err);
    let undone = desk.run(&["undo"]).fine();
    assert_eq!(undone, "undone: closed SYS-0002 Ranking\n");
}

#[test]
fn patterns_are_added_approved_listed_and_shown() {
    let desk = desk();
    desk.run(&[
        "pattern",
        "add",
        "Online",
        "--about",
        "Serve online",
        "--owner",
        "Mina Okafor",
    ])
    .fine();
    let said = desk
        .run(&[
            "pattern",
            "edit",
            "1",
            "--status",
            "approved",
            "--version",
            "2.0",
        ])
        .fine();
    assert_eq!(said, "PAT-0001 Online is approved from now on\n");
    let list = desk.run(&["pattern", "list"]).fine();
    assert!(list.contains("PAT-0001  approved  2.0"), "{list}");
    let shown = desk.run(&["pattern", "show", "online"]).fine();
    assert!(
        shown.contains("Mina Okafor") && shown.contains("Serve online"),
        "{shown}"
    );
    let json = desk.run(&["pattern", "list", "--json"]).json();
    assert_eq!(json[0]["status"], "approved");
    assert_eq!(
        desk.run(&["pattern", "edit", "1", "--status", "draft"])
            .code,
        1
    );
    assert_eq!(
        desk.run(&["pattern", "edit", "1", "--status", "done"]).code,
        2
    );
}

#[test]
fn an_inventory_is_looked_at_and_taken_in() {
    let desk = desk();
    desk.write(
        "systems.csv",
        "name,owner,exposure\nRanking,Lee,partner\nTags,,moon\n",
    );
    let looked = desk.run(&["system", "import", "systems.csv", "--dry-run"]);
    assert_eq!(looked.code, 3);
    assert!(
        looked
            .out
            .contains("refused: owner: no person is called `Lee`"),
        "{}",
        looked.out
    );
    let refused = desk.run(&["system", "import", "systems.csv"]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("line 3: Tags") && refused.err.contains("--skip-refused"),
        "{}",
        refused.err
    );
    let taken = [
        "system",
        "import",
        "systems.csv",
        "--add-people",
        "--skip-refused",
    ];
    let taken = desk.run(&taken).fine();
    assert_eq!(
        taken,
        "updated 1 system, added 1 person, left 1 refused row out\n"
    );
    desk.write(
        "more.toml",
        "[[system]]\nname = \"Tags\"\nworkload = [\"batch\"]\n",
    );
    let taken = desk.run(&["system", "import", "more.toml"]).fine();
    assert_eq!(taken, "registered 1 system\n");
}

#[test]
fn nothing_typed_reaches_a_terminal_as_a_command() {
    let desk = desk();
    let answer = desk.run(&["system", "add", "x\u{1b}]0;y\u{7}"]);
    assert_eq!(answer.code, 2);
    assert!(!answer.err.contains('\u{1b}'));
    let answer = desk.run(&["system", "show", "\u{1b}[2J"]);
    assert!(answer.code == 1 && !answer.err.contains('\u{1b}'));
}

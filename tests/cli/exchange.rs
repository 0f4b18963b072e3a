//! Logs in and out: import, import again, export.

use std::fs;

use crate::desk::{Desk, PARCELS, parcels, picture};

#[test]
fn an_import_says_what_was_understood_and_an_export_gives_the_same_bytes() {
    let desk = Desk::new();
    parcels(&desk.path("parcels"));
    let imported = desk.run(&["import", "parcels"]);
    picture(&desk, "import", &imported.fine());
    desk.run(&["adr", "export", "out"]).fine();
    for (name, text) in PARCELS {
        let written = fs::read_to_string(desk.path("out").join(name)).expect(name);
        assert_eq!(written, text, "{name}");
    }
    let again = desk.run(&["adr", "export", "out", "--json"]).json();
    assert_eq!(again["unchanged"], 5);
    assert_eq!(again["written"].as_array().expect("a list").len(), 0);
}

#[test]
fn an_export_leaves_a_file_alone_that_changed_meanwhile() {
    let desk = Desk::with_parcels();
    desk.write("out/README.md", "mine\n");
    let refused = desk.run(&["adr", "export", "out"]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("error: ") && refused.err.contains("hint: "),
        "{}",
        refused.err
    );
    assert_eq!(
        fs::read_to_string(desk.path("out/README.md")).unwrap(),
        "mine\n"
    );
    assert!(!desk.path("out/0002-cache-depot-distances.md").exists());
}

#[test]
fn a_dry_run_makes_no_store_and_prints_one_array() {
    let desk = Desk::new();
    parcels(&desk.path("parcels"));
    let rows = desk.run(&["import", "parcels", "--dry-run", "--json"]);
    picture(&desk, "dry-run-json", &rows.fine());
    let table = desk.run(&["import", "parcels", "--dry-run"]);
    picture(&desk, "dry-run", &table.fine());
    assert!(!desk.path("store.db").exists());
}

#[test]
fn importing_again_tells_each_file_by_what_became_of_it() {
    let desk = Desk::with_parcels();
    let same = desk.run(&["import", "parcels"]);
    assert!(same.err.contains("Nothing new"), "{}", same.err);
    assert!(same.fine().contains("5 unchanged"));
    let proposed = PARCELS[1].1;
    let here = desk.path("here.md");
    fs::write(&here, proposed.replace("for a day", "for two days")).unwrap();
    desk.run(&["adr", "edit", "2", "--file", "here.md"]).fine();
    let folder = "parcels/docs/adr";
    desk.write(
        &format!("{folder}/0002-cache-depot-distances.md"),
        proposed.replace("a tenth", "a third"),
    );
    desk.write(
        &format!("{folder}/0003-split-tracking-by-region.md"),
        PARCELS[2].1.replace("minutes", "hours"),
    );
    desk.write(&format!("{folder}/0005-ask-before-rerouting.md"), "# 5. Ask before rerouting\n\n## Status\n\nDraft\n\n## Context\n\nDrivers know more.\n\n## Decision\n\nAsk.\n\n## Consequences\n\nSlower.\n");
    let again = desk.run(&["import", "parcels"]).fine();
    picture(&desk, "import-again", &again);
    let kept = desk.run(&["adr", "show", "2", "--raw"]).fine();
    assert!(kept.contains("two days") && !kept.contains("a third"));
}

#[test]
fn an_import_of_nothing_fails_and_saves_nothing() {
    let desk = Desk::new();
    let refused = desk.run(&["import", "nowhere"]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.starts_with("error: "), "{}", refused.err);
    assert_eq!(refused.out, "");
}

/// Another text for the second decision, which is only proposed.
fn edit_the_second(desk: &Desk) {
    desk.write("here.md", PARCELS[1].1.replace("for a day", "for two days"));
    desk.run(&["adr", "edit", "2", "--file", "here.md"]).fine();
}

const SECOND: &str = "parcels/docs/adr/0002-cache-depot-distances.md";

#[test]
fn a_dry_run_with_differences_shows_what_would_change_and_writes_nothing() {
    let desk = Desk::with_parcels();
    edit_the_second(&desk);
    let shown = desk.run(&["adr", "export", "--to-source", "--dry-run", "--diff"]);
    assert!(
        shown.err.contains("1 file would be written"),
        "{}",
        shown.err
    );
    picture(&desk, "export-diff", &shown.fine());
    let json = desk.run(&["adr", "export", "--to-source", "--dry-run", "--json"]);
    picture(&desk, "export-diff-json", &json.fine());
    assert_eq!(fs::read_to_string(desk.path(SECOND)).unwrap(), PARCELS[1].1);
    let home = desk.run(&["home"]);
    assert!(
        home.fine()
            .contains("1 decision changed here and not exported")
    );
}

#[test]
fn what_was_changed_here_goes_back_into_its_own_folder() {
    let desk = Desk::with_parcels();
    edit_the_second(&desk);
    let written = desk.run(&["adr", "export", "--to-source"]).fine();
    assert_eq!(written.lines().count(), 1, "{written}");
    let outside = fs::read_to_string(desk.path(SECOND)).unwrap();
    assert!(outside.contains("for two days"));
    assert!(!desk.run(&["home"]).fine().contains("not exported"));
    let again = desk.run(&["adr", "export", "--to-source", "--json"]).json();
    assert_eq!(again["written"].as_array().unwrap().len(), 0);
    assert!(
        desk.run(&["import", "parcels"])
            .fine()
            .contains("5 unchanged")
    );
    let refused = desk.run(&["undo"]);
    assert!(
        refused.code == 1 && refused.err.contains("files are not undone"),
        "{}",
        refused.err
    );
}

#[test]
fn a_file_that_changed_outside_too_is_shown_from_both_sides() {
    let desk = Desk::with_parcels();
    edit_the_second(&desk);
    desk.write(SECOND, PARCELS[1].1.replace("a tenth", "a third"));
    let refused = desk.run(&["adr", "export", "--to-source"]);
    assert_eq!(refused.code, 1);
    picture(&desk, "export-both-sides", &refused.out);
    picture(&desk, "export-refused", &refused.err);
    let json = desk.run(&["adr", "export", "--to-source", "--json"]);
    assert_eq!(json.code, 1);
    let told: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(told["files"][0]["state"], "diverged");
    assert!(told["files"][0]["both_sides"]["outside"].is_string());
    assert!(
        desk.run(&["home"])
            .fine()
            .contains("changed here and outside")
    );
    assert!(
        fs::read_to_string(desk.path(SECOND))
            .unwrap()
            .contains("a third")
    );
}

#[test]
fn only_the_decisions_that_are_named_are_exported() {
    let desk = Desk::with_parcels();
    let written = desk.run(&["adr", "export", "out", "2", "parcels/3"]).fine();
    assert_eq!(written.lines().count(), 2, "{written}");
    edit_the_second(&desk);
    let source = desk.run(&["adr", "export", "--to-source", "3"]);
    assert!(source.err.contains("0 files written"), "{}", source.err);
    let source = desk.run(&["adr", "export", "--to-source", "2"]);
    assert!(source.err.contains("1 file written"), "{}", source.err);
}

#[test]
fn a_folder_and_the_own_folders_exclude_each_other() {
    let desk = Desk::with_parcels();
    for (arguments, word) in [
        (&["adr", "export"][..], "DIR"),
        (
            &["adr", "export", "out", "--to-source"],
            "`out` is no decision",
        ),
    ] {
        let refused = desk.run(arguments);
        assert_eq!(refused.code, 2, "{}", refused.err);
        assert!(refused.err.contains(word), "{}", refused.err);
    }
    assert!(!desk.path("out").exists());
}

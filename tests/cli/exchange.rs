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

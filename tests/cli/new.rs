//! New decisions from the command line, and the templates they are made of.

use std::process::Command;

use crate::desk::{Desk, answer, picture};

#[test]
fn a_new_decision_is_named_and_numbered_as_its_log_does() {
    let desk = Desk::with_parcels();
    let made = desk.run(&["adr", "new", "Score", "parcels", "hourly"]);
    assert!(made.err.contains("archdeck undo"), "{}", made.err);
    picture(&desk, "new", &made.fine());
    let json = desk.run(&[
        "adr",
        "new",
        "Ask the depots",
        "--status",
        "proposed",
        "--decider",
        "Lee Brandt",
        "--tag",
        "depots",
        "--json",
    ]);
    picture(&desk, "new-json", &json.fine());
    let text = desk.run(&["adr", "show", "6", "--raw"]).fine();
    for said in ["Ask the depots", "Lee Brandt", "depots"] {
        assert!(text.contains(said), "{text}");
    }
    desk.run(&["adr", "export", "out"]).fine();
    assert!(desk.path("out/0005-score-parcels-hourly.md").exists());
    desk.run(&["undo"]).fine();
    assert_eq!(desk.run(&["adr", "show", "6"]).code, 1);
}

#[test]
fn the_editor_opens_on_it_when_that_is_asked_for() {
    let desk = Desk::with_parcels();
    desk.write("my editor.sh", "echo 'Because of the bill.' >> \"$1\"");
    let editor = format!("sh '{}'", desk.path("my editor.sh").display());
    let mut command: Command = desk.command(&["adr", "new", "Ask the depots", "--edit"]);
    let output = command
        .env("VISUAL", editor)
        .output()
        .expect("the binary starts");
    answer(&output).fine();
    let text = desk.run(&["adr", "show", "5", "--raw"]).fine();
    assert!(text.ends_with("Because of the bill.\n"), "{text}");
    let history = desk.run(&["adr", "history", "5"]).fine();
    assert!(
        history.contains("adr.drafted") && history.contains("adr.edited"),
        "{history}"
    );
}

#[test]
fn what_it_says_of_others_is_stated_with_it() {
    let desk = Desk::with_parcels();
    desk.run(&[
        "adr",
        "new",
        "Score parcels hourly",
        "--supersedes",
        "3",
        "--depends-on",
        "2",
        "--reason",
        "Late parcels cost more",
    ])
    .fine();
    let links = desk.run(&["adr", "links", "5", "--json"]).json();
    let said = |at: usize| (links[at]["kind"].clone(), links[at]["pending"].clone());
    assert_eq!(said(0), ("supersedes".into(), true.into()));
    assert_eq!(said(1), ("depends-on".into(), false.into()));
    let older = desk.run(&["adr", "show", "3", "--json"]).json();
    assert_eq!(
        older["adr"]["facts"]["status"], "accepted",
        "until the new one is"
    );
    desk.run(&["undo"]).fine();
    assert_eq!(
        desk.run(&["adr", "show", "2", "--raw"]).fine(),
        crate::desk::PARCELS[1].1
    );
}

#[test]
fn a_log_begins_where_it_is_told_to() {
    let desk = Desk::new();
    let refused = desk.run(&["adr", "new", "Use X", "--in", "shop/adr"]);
    assert_eq!(refused.code, 2, "{}", refused.err);
    desk.run(&["adr", "new", "Use X", "--log", "shop", "--in", "shop/adr"])
        .fine();
    let logs = desk.run(&["log", "list", "--json"]).json();
    assert_eq!(logs[0]["name"], "shop");
    assert!(
        logs[0]["root"]
            .as_str()
            .expect("a path")
            .ends_with("/shop/adr")
    );
    let refused = desk.run(&["adr", "new", "Use Y", "--log", "shap"]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("there is no log `shap`") && refused.err.contains("There are shop."),
        "{}",
        refused.err
    );
    // What was exported there is the same log when it is imported.
    desk.run(&["adr", "export", "shop/adr"]).fine();
    let again = desk.run(&["import", "shop/adr"]).fine();
    assert!(again.contains("1 unchanged"), "{again}");
    assert_eq!(
        desk.run(&["log", "list", "--json"])
            .json()
            .as_array()
            .map(Vec::len),
        Some(1)
    );
}

#[test]
fn what_is_refused_saves_nothing() {
    let desk = Desk::with_parcels();
    for (arguments, said) in [
        (
            &["adr", "new", "Use X", "--template", "none"][..],
            "there is no template `none`",
        ),
        (
            &["adr", "new", "Use X", "--status", "accepted"],
            "begins as draft or proposed",
        ),
        (
            &["adr", "new", "Use X", "--amends", "99"],
            "no decision answers to `99`",
        ),
        (&["adr", "new", "Use X", "--read-only"], "reading only"),
    ] {
        let refused = desk.run(arguments);
        assert_eq!(refused.code, 1, "{arguments:?}");
        assert!(
            refused.err.contains(said) && refused.err.contains("hint: "),
            "{}",
            refused.err
        );
    }
    let none = Desk::new().run(&["adr", "new", "Use X"]);
    assert_eq!(none.code, 1);
    assert!(none.err.contains("there is no store"), "{}", none.err);
    assert_eq!(
        desk.run(&["adr", "list", "--json"])
            .json()
            .as_array()
            .map(Vec::len),
        Some(4)
    );
}

#[test]
fn the_templates_and_the_text_of_one() {
    let desk = Desk::new();
    desk.write(
        "home/.config/archdeck/templates/ours.md",
        "{# about: Ours #}\n{% include \"head\" %}\n\n## Context\n",
    );
    picture(&desk, "templates", &desk.run(&["adr", "templates"]).fine());
    picture(
        &desk,
        "templates-json",
        &desk.run(&["adr", "templates", "ours", "--json"]).fine(),
    );
    let text = desk.run(&["adr", "templates", "nygard"]).fine();
    assert_eq!(text, include_str!("../../adr-templates/nygard.md"));
    let refused = desk.run(&["adr", "templates", "theirs"]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("There are business-case"),
        "{}",
        refused.err
    );
}

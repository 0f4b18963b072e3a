//! Editing with an editor that is a script, and with a file.

use std::{
    fs,
    io::Write as _,
    process::{Command, Stdio},
};

use crate::desk::{Answer, Desk, PARCELS, answer};

fn edit(desk: &Desk, script: &str) -> Answer {
    desk.write("my editor.sh", script);
    let editor = format!("sh '{}'", desk.path("my editor.sh").display());
    let mut command: Command = desk.command(&["adr", "edit", "2"]);
    answer(
        &command
            .env("VISUAL", editor)
            .output()
            .expect("the binary starts"),
    )
}

#[test]
fn the_editor_gets_the_text_and_its_result_is_saved() {
    let desk = Desk::with_parcels();
    let edited = edit(&desk, "sed -i 's/for a day/for an hour/' \"$1\"");
    assert!(edited.fine().contains("Cache depot distances"));
    assert!(
        desk.run(&["adr", "show", "2", "--raw"])
            .fine()
            .contains("for an hour")
    );
}

#[test]
fn a_failing_editor_changes_nothing_and_the_draft_is_named() {
    let desk = Desk::with_parcels();
    let refused = edit(&desk, "echo more >> \"$1\"; exit 1");
    assert_eq!(refused.code, 1);
    let draft = refused
        .err
        .split("the text is in ")
        .nth(1)
        .and_then(|rest| rest.lines().next());
    let draft = fs::read_to_string(draft.expect("the draft is named")).expect("the draft is kept");
    assert!(draft.ends_with("more\n"));
    assert_eq!(
        desk.run(&["adr", "show", "2", "--raw"]).fine(),
        PARCELS[1].1
    );
}

#[test]
fn a_text_left_as_it_was_is_no_change() {
    let desk = Desk::with_parcels();
    let unchanged = edit(&desk, "true");
    assert!(unchanged.err.contains("unchanged"), "{}", unchanged.err);
    assert_eq!(unchanged.fine(), "");
}

#[test]
fn a_text_somebody_changed_meanwhile_is_refused_and_both_are_kept() {
    let desk = Desk::with_parcels();
    desk.write("other.md", PARCELS[1].1.replace("for a day", "for a month"));
    let binary = env!("CARGO_BIN_EXE_archdeck");
    let meanwhile = desk.path("other.md");
    let script = format!(
        "echo mine >> \"$1\"; ARCHDECK_USER='Lee Brandt' '{binary}' adr edit 2 --file '{}'",
        meanwhile.display()
    );
    let refused = edit(&desk, &script);
    assert_eq!(refused.code, 1, "{}", refused.err);
    assert!(refused.err.contains("Lee Brandt"), "{}", refused.err);
    let kept = |after: &str| {
        let path = refused
            .err
            .split(after)
            .nth(1)
            .and_then(|rest| rest.split([',', ';']).next());
        fs::read_to_string(path.expect("a path").trim()).expect("a kept text")
    };
    assert!(kept("Your text is kept in ").contains("mine"));
    assert!(kept("the present one in ").contains("for a month"));
}

#[test]
fn a_decided_text_is_not_edited() {
    let desk = Desk::with_parcels();
    desk.write("new.md", PARCELS[2].1.replace("Each", "Every"));
    let refused = desk.run(&["adr", "edit", "3", "--file", "new.md"]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("protected") && refused.err.contains("hint: "),
        "{}",
        refused.err
    );
}

#[test]
fn a_script_names_the_state_its_text_was_made_from() {
    let desk = Desk::with_parcels();
    let digest = desk.run(&["adr", "show", "2", "--json"]).json()["digest"].clone();
    let digest = digest.as_str().expect("a digest");
    desk.write("new.md", PARCELS[1].1.replace("for a day", "for a week"));
    let arguments = ["adr", "edit", "2", "--file", "new.md", "--base", digest];
    desk.run(&arguments).fine();
    desk.write("new.md", PARCELS[1].1.replace("for a day", "for a year"));
    let refused = desk.run(&arguments);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("changed meanwhile"), "{}", refused.err);
}

#[test]
fn a_new_text_may_come_through_a_pipe() {
    let desk = Desk::with_parcels();
    let mut command = desk.command(&["adr", "edit", "2", "--file", "-"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let new = PARCELS[1].1.replace("for a day", "for a minute");
    child
        .stdin
        .take()
        .unwrap()
        .write_all(new.as_bytes())
        .unwrap();
    answer(&child.wait_with_output().unwrap()).fine();
    assert_eq!(desk.run(&["adr", "show", "2", "--raw"]).fine(), new);
}

//! Exit codes, hints, closed pipes, settings, and what the program says about itself.

use std::{io::Read as _, process::Stdio};

use crate::desk::{Desk, answer, picture};

#[test]
fn wrong_usage_is_exit_2_with_a_hint_on_stderr() {
    let desk = Desk::new();
    for arguments in [
        &["adr", "list", "--status", "agreed"][..],
        &["adr", "list", "status:agreed"],
        &["adr", "list", "--sort", "colour"],
        &["adr", "show"],
        &["impotr", "x"],
        &["import"],
        &[],
    ] {
        let refused = desk.run(arguments);
        assert_eq!(refused.code, 2, "{arguments:?}: {}", refused.err);
        assert_eq!(refused.out, "", "{arguments:?}");
        let lines: Vec<_> = refused.err.lines().collect();
        assert!(
            lines.len() == 2 && lines[0].starts_with("error: ") && lines[1].starts_with("hint: "),
            "{}",
            refused.err
        );
    }
}

#[test]
fn a_store_that_is_not_there_is_not_made_by_looking() {
    let desk = Desk::new();
    let refused = desk.run(&["adr", "list"]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("archdeck import PATH"),
        "{}",
        refused.err
    );
    assert!(!desk.path("store.db").exists());
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let desk = Desk::with_parcels();
    for arguments in [
        &["man"][..],
        &["completions", "zsh"],
        &["dump"],
        &["adr", "list", "--json"],
    ] {
        let mut child = desk
            .command(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        drop(child.stdout.take());
        let mut said = String::new();
        child
            .stderr
            .take()
            .expect("stderr")
            .read_to_string(&mut said)
            .expect("text");
        let code = child.wait().expect("it ends").code();
        assert_eq!((code, said.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn read_only_changes_nothing() {
    let desk = Desk::with_parcels();
    for arguments in [
        &["--read-only", "undo"][..],
        &["--read-only", "log", "remove", "parcels", "--yes"],
        &["--read-only", "rebuild"],
    ] {
        let refused = desk.run(arguments);
        assert_eq!(
            refused.code, 1,
            "{arguments:?}: {} {}",
            refused.out, refused.err
        );
    }
    assert_eq!(
        desk.run(&["adr", "list", "--read-only", "--json"])
            .json()
            .as_array()
            .expect("a list")
            .len(),
        4
    );
}

#[test]
fn the_store_is_checked_copied_made_anew_and_written_out() {
    let desk = Desk::with_parcels();
    picture(&desk, "doctor", &desk.run(&["doctor"]).fine());
    desk.run(&["rebuild"]).fine();
    desk.run(&["backup", "copy.db"]).fine();
    let copy = desk.run(&["--store", "copy.db", "adr", "list"]).fine();
    assert_eq!(copy, desk.run(&["adr", "list"]).fine());
    let again = desk.run(&["backup", "copy.db"]);
    assert_eq!(again.code, 1);
    let mut texts = 0;
    for line in desk.run(&["dump", "--json"]).fine().lines() {
        let kept: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        let is_text = kept["text"].is_string();
        assert!(is_text || kept["event"]["actor"] == "Mina Okafor", "{line}");
        texts += usize::from(is_text);
    }
    assert!(texts >= 5, "the dump holds {texts} texts");
}

#[test]
fn a_damaged_store_is_a_check_that_did_not_pass() {
    use std::io::{Seek as _, SeekFrom, Write as _};
    let desk = Desk::with_parcels();
    desk.run(&["backup", "copy.db"]).fine();
    let path = desk.path("copy.db");
    let bytes = std::fs::read(&path).unwrap();
    let wanted = b"Cache depot distances";
    let places: Vec<_> = bytes
        .windows(wanted.len())
        .enumerate()
        .filter(|(_, part)| part == wanted)
        .collect();
    let mut file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    for (at, _) in places {
        file.seek(SeekFrom::Start(at as u64)).unwrap();
        file.write_all(b"Cache depot disTances").unwrap();
    }
    let checked = desk.run(&["--store", "copy.db", "doctor"]);
    assert_eq!(checked.code, 3, "{}{}", checked.out, checked.err);
    assert!(checked.out.contains("damaged"), "{}", checked.out);
}

#[test]
fn wrong_settings_are_said_with_their_line_and_the_program_goes_on() {
    let desk = Desk::with_parcels();
    desk.write(
        "home/.config/archdeck/config.toml",
        "ascii = true\ncolour = 'red'\n",
    );
    let listed = desk.run(&["adr", "list"]);
    assert!(
        listed
            .err
            .contains("config.toml:2: there is no setting `colour`"),
        "{}",
        listed.err
    );
    assert!(listed.fine().contains("+ accepted"));
}

#[test]
fn the_program_tells_about_itself() {
    let desk = Desk::new();
    picture(&desk, "where", &desk.run(&["where"]).fine());
    picture(&desk, "help", &desk.run(&["--help"]).fine());
    picture(
        &desk,
        "help-list",
        &desk.run(&["adr", "list", "--help"]).fine(),
    );
    assert!(desk.run(&["man"]).fine().contains("archdeck adr list"));
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(
            desk.run(&["completions", shell])
                .fine()
                .contains("archdeck"),
            "{shell}"
        );
    }
}

#[test]
fn the_keys_in_force_are_printed() {
    let desk = Desk::new();
    let keys = desk.run(&["keys"]).fine();
    assert!(
        keys.contains("app.palette") && keys.contains("list.down"),
        "{keys}"
    );
    let lines = desk.run(&["keys", "--json"]).json();
    assert!(lines.as_array().expect("a list").len() > 20);
}

#[test]
fn the_demo_goes_into_a_store_of_its_own() {
    let desk = Desk::new();
    assert_eq!(
        desk.run(&["demo", "--no-tui"]).code,
        2,
        "a demo that is not opened needs a file"
    );
    desk.run(&["--store", "demo.db", "demo", "--no-tui"]).fine();
    assert!(
        desk.run(&["--store", "demo.db", "doctor"])
            .fine()
            .contains("sound")
    );
    let listed = desk
        .run(&["--store", "demo.db", "adr", "list", "--json"])
        .json();
    assert!(listed.as_array().expect("a list").len() > 20);
    let systems = desk.run(&["--store", "demo.db", "system", "list"]).fine();
    assert!(systems.contains("NO-GO") && systems.contains("CONDITIONAL"));
    let again = desk.run(&["--store", "demo.db", "demo", "--no-tui"]);
    assert_eq!(again.code, 1, "a store somebody named is never overwritten");
    let many = desk
        .run(&[
            "--store", "many.db", "demo", "--adrs", "120", "--no-tui", "--json",
        ])
        .json();
    assert_eq!(many["decisions"], 120);
}

#[test]
fn the_log_file_says_what_was_done_only_when_it_is_asked_for() {
    let desk = Desk::with_parcels();
    let log = desk.path("home/.local/state/archdeck/archdeck.log");
    desk.run(&["adr", "list"]).fine();
    assert!(!log.exists());
    let logged = |levels: &str, arguments: &[&str]| {
        let mut command = desk.command(arguments);
        answer(
            &command
                .env("ARCHDECK_LOG", levels)
                .output()
                .expect("the binary starts"),
        )
    };
    logged("debug", &["adr", "list"]).fine();
    logged("info", &["log", "remove", "parcels", "--yes"]).fine();
    let text = std::fs::read_to_string(&log).expect("the log file");
    for told in [
        "opened the store",
        "question=\"decisions\"",
        "saved an action",
    ] {
        assert!(text.contains(told), "{told} is not in:\n{text}");
    }
    assert!(!text.contains('\u{1b}'));
    let wrong = logged("archdeck=loud", &["adr", "list"]);
    assert!(
        wrong.code == 0 && wrong.err.contains("try `info` or `debug`"),
        "{}",
        wrong.err
    );
}

#[test]
fn one_is_said_as_one() {
    let desk = Desk::new();
    desk.write(
        "one/docs/adr/0001-a.md",
        "# 1. A queue\n\n## Status\n\nAccepted\n",
    );
    let dry = desk.run(&["import", "one", "--dry-run"]);
    assert!(dry.err.contains("1 record in 1 file;"), "{}", dry.err);
    desk.run(&["import", "one"]).fine();
    for (arguments, said) in [
        (["adr", "list", "queue"].as_slice(), "1 decision\n"),
        (&["adr", "list", "zebra"], "None of 1 decision matches."),
        (&["adr", "find", "queue"], "1 match\n"),
        (
            &["adr", "find", "zebra"],
            "No decision matches; `archdeck search WORDS`",
        ),
        (
            &["adr", "export", "out"],
            "1 file written, 0 already as kept",
        ),
    ] {
        let err = desk.run(arguments).err;
        assert!(err.contains(said), "{arguments:?}: {err}");
    }
    let removed = desk.run(&["log", "remove", "one", "--yes"]).fine();
    assert!(
        removed.contains("removed log one with 1 file;"),
        "{removed}"
    );
}

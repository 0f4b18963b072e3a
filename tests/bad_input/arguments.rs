//! What is typed and what the environment says.

use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};

use crate::{desk::Desk, ends, refused};

/// A name no text has.
fn no_text() -> &'static OsStr {
    OsStr::from_bytes(b"\xff\xfe")
}

#[test]
fn a_text_that_is_kept_is_one_clean_line() {
    let desk = Desk::with_parcels();
    desk.write("new.md", crate::record(2, "Cache longer"));
    for typed in [
        "a\nb",
        "\u{1b}[2Jgone",
        "bell\u{7}",
        "",
        "   ",
        "x\u{9b}31m",
    ] {
        refused(
            desk.command(&["import", "parcels", "--log", typed]),
            2,
            &["--log"],
        );
        let edit = ["adr", "edit", "2", "--file", "new.md", "--reason", typed];
        refused(desk.command(&edit), 2, &["--reason"]);
    }
    let long = "x".repeat(4_001);
    refused(
        desk.command(&["import", "parcels", "--log", &long]),
        2,
        &["4000"],
    );
    assert_eq!(
        desk.run(&["log", "list", "--json"])
            .json()
            .as_array()
            .expect("logs")
            .len(),
        1
    );
}

#[test]
fn arguments_that_are_no_text_are_wrong_usage() {
    let desk = Desk::with_parcels();
    for arguments in [
        &["adr", "show"][..],
        &["adr", "list", "--log"],
        &["search"],
        &["import", "parcels", "--log"],
        &["adr", "edit", "2", "--reason"],
    ] {
        let mut command = desk.command(arguments);
        command.arg(no_text());
        refused(command, 2, &["UTF-8"]);
    }
}

#[test]
fn a_store_may_have_any_name_a_file_can_have() {
    let desk = Desk::with_parcels();
    for name in [no_text(), OsStr::new("two\nlines.db"), OsStr::new("-x.db")] {
        let mut import = desk.command(&["import", "parcels"]);
        ends({
            import.env("ARCHDECK_STORE", desk.path("").join(name));
            import
        })
        .fine();
        let mut doctor = desk.command(&["doctor"]);
        doctor.env("ARCHDECK_STORE", desk.path("").join(name));
        assert!(ends(doctor).fine().contains("sound"));
        assert!(desk.path("").join(name).exists());
    }
}

#[test]
fn an_actor_who_is_no_text_is_refused_and_not_mended() {
    let desk = Desk::with_parcels();
    let mut command = desk.command(&["undo"]);
    command.env("ARCHDECK_USER", no_text());
    refused(command, 2, &["ARCHDECK_USER", "UTF-8"]);
    let mut command = desk.command(&["undo"]);
    command.env("ARCHDECK_USER", "Eve\u{1b}[31m");
    refused(command, 2, &["ARCHDECK_USER", "U+001B"]);
}

#[test]
fn no_number_is_too_large_for_a_limit() {
    let desk = Desk::with_parcels();
    for number in [
        "0",
        "1",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551615",
    ] {
        for arguments in [
            &["search", "depot", "--limit", number][..],
            &["adr", "find", "depot", "--limit", number],
            &["history", "--limit", number],
            &["history", "2", "--limit", number],
            &["history", "--before", number],
        ] {
            ends(desk.command(arguments)).fine();
        }
    }
    for number in ["-1", "18446744073709551616", "many"] {
        let limit = format!("--limit={number}");
        refused(desk.command(&["history", &limit]), 2, &["--limit"]);
    }
    refused(
        desk.command(&[
            "--store",
            "many.db",
            "demo",
            "--no-tui",
            "--adrs",
            "18446744073709551615",
        ]),
        2,
        &["--adrs"],
    );
    let none = ends(desk.command(&["search", "depot", "--limit", "0"]));
    assert!(!none.err.contains("No text holds"), "{}", none.err);
}

#[test]
fn a_date_or_a_reference_nobody_has_is_said_shortly() {
    let desk = Desk::with_parcels();
    for date in ["2026-13-01", "2026-02-30", "soon", ""] {
        refused(
            desk.command(&["adr", "list", "--since", date]),
            2,
            &["--since"],
        );
    }
    for reference in ["x".repeat(10_000), "9".repeat(10_000), "ü/".repeat(5_000)] {
        for arguments in [
            ["adr", "show", &reference],
            ["adr", "links", &reference],
            ["adr", "history", &reference],
        ] {
            let told = refused(desk.command(&arguments), 1, &["no decision answers"]);
            assert!(told.err.len() < 1_000, "{}", told.err.len());
        }
    }
}

#[test]
fn an_empty_name_for_the_store_is_none() {
    let desk = Desk::new();
    refused(
        desk.command(&["--store", "", "adr", "list"]),
        2,
        &["--store"],
    );
    let mut command = desk.command(&["where", "--json"]);
    command.env("ARCHDECK_STORE", "");
    let home = desk.path("home").display().to_string();
    assert!(ends(command).fine().contains(&home));
}

#[test]
fn a_home_that_is_missing_is_no_riddle() {
    let desk = Desk::new();
    let mut without = desk.command(&["where"]);
    without.env_remove("HOME").env_remove("ARCHDECK_STORE");
    ends(without);
    let mut gone = desk.command(&["adr", "list"]);
    gone.env("HOME", desk.path("gone"))
        .env_remove("ARCHDECK_STORE");
    refused(gone, 1, &["there is no store at", "gone"]);
    let mut impossible = desk.command(&["import", "."]);
    impossible
        .env("HOME", "/dev/null/home")
        .env_remove("ARCHDECK_STORE");
    refused(impossible, 1, &["/dev/null/home"]);
    let mut relative = desk.command(&["where"]);
    relative.env_remove("ARCHDECK_STORE");
    for name in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
        relative.env(name, "relative");
    }
    let told = ends(relative).fine();
    assert!(
        !told.contains("relative"),
        "a relative place is ignored: {told}"
    );
}

#[test]
fn marks_that_turn_the_reading_order_are_kept_and_always_shown() {
    let mut desk = Desk::new();
    desk.user = "Eve\u{202e}nim\u{2066}";
    let text = "---\nstatus: proposed\ntags: [\"van\u{202e}s\", gate\u{200b}]\ndeciders: Eve\u{202e}\n---\n\n# Weigh\u{202e} vans\n\n## Context\n\nA gate\u{2067}.\n";
    desk.write("gate/docs/adr/0001-weigh\u{202e}.md", text);
    desk.run(&["import", "gate", "--log", "ga\u{202e}te"])
        .fine();
    desk.write("new.md", text.replace("A gate", "Two gates"));
    let edit = [
        "adr",
        "edit",
        "1",
        "--file",
        "new.md",
        "--reason",
        "bec\u{202e}ause",
    ];
    desk.run(&edit).fine();
    for arguments in [
        &["adr", "list"][..],
        &["adr", "list", "--tag", "van\u{202e}s"],
        &["adr", "show", "1"],
        &["history"],
        &["log", "list"],
        &["search", "gates"],
        &["dump"],
        &["adr", "show", "ga\u{202e}"],
    ] {
        let told = ends(desk.command(arguments));
        let all = format!("{}{}", told.out, told.err);
        let hidden =
            |c| matches!(c, '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert!(!all.contains(hidden), "{arguments:?}: {all:?}");
    }
    let told = desk.run(&["history"]).fine();
    for word in ["Eve⟦U+202E⟧nim", "bec⟦U+202E⟧ause"] {
        assert!(told.contains(word), "`{word}`: {told}");
    }
    let raw = desk.run(&["adr", "show", "1", "--raw"]).fine();
    assert!(raw.contains("Weigh\u{202e} vans"), "kept as it was written");
}

//! Governance under bad input: texts made to mislead, packs that are wrong or were edited in place, people who decide for
//! themselves, and a store nobody may write to.

use std::fs;

use crate::{
    desk::{Answer, Desk, answer},
    ends, refused,
};

/// No control character, so it may be typed; turned around, hidden, and markup for whatever shows it.
const TYPED: &str =
    "\u{202e}x<img src=x onerror=alert(1)> | a](javascript:1) `]]></failure> --> \u{200b}";

const PACK: &str = r#"schema = 1
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
force = { T1 = "block", T2 = "require", T3 = "advise" }
waivable = ["T1", "T2", "T3"]
waiver_level = "L1"
if_missing = "Rehearse the way back"
"#;

const FILE: &str = "home/.config/archdeck/checklists/own.serving.toml";

/// A system with a checklist that was started and failed; Mina asks, Lee acts for Mina, Ana decides.
fn failing() -> Desk {
    let desk = Desk::new();
    desk.write(FILE, PACK);
    desk.run(&["person", "add", "Mina Okafor", "--role", "L2,L3"])
        .fine();
    let lee = [
        "person",
        "add",
        "Lee Brandt",
        "--role",
        "L2,L3",
        "--acts-for",
        "Mina Okafor",
    ];
    desk.run(&lee).fine();
    desk.run(&["person", "add", "Ana Silva", "--role", "L1,L2,L3"])
        .fine();
    desk.run(&["system", "add", "Fraud scores"]).fine();
    desk.run(&["assess", "start", "1", "own.serving"]).fine();
    desk.run(&["assess", "answer", "1", "SRV-01", "unmet"])
        .fine();
    desk
}

fn run_as(desk: &Desk, user: &str, arguments: &[&str]) -> Answer {
    answer(
        &desk
            .command(arguments)
            .env("ARCHDECK_USER", user)
            .output()
            .expect("it starts"),
    )
}

fn asked(desk: &Desk) {
    let waiver = [
        "waiver",
        "propose",
        "1",
        "--item",
        "SRV-01",
        "--reason",
        "late",
        "--risk-statement",
        "slow",
        "--action",
        "drill",
        "--until",
        "2099-01-01",
    ];
    refused(desk.command(&waiver), 1, &["day"]);
    let soon = (chrono::Utc::now().date_naive() + chrono::Days::new(20)).to_string();
    let mut waiver = waiver;
    waiver[12] = &soon;
    desk.run(&waiver).fine();
}

/// Nothing that moves a cursor, turns the reading order or hides itself.
fn harmless(text: &str, of: &str) {
    let found = text.chars().find(|c| {
        (c.is_control() && *c != '\n')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}')
    });
    assert_eq!(found, None, "{of}: {text}");
}

/// Everything a person may type holds the same bad text.
#[expect(clippy::too_many_lines, reason = "one text after the other")]
fn misled() -> Desk {
    let desk = failing();
    let with = |label: &str| format!("{label} {TYPED}");
    let (name, about, alias) = (with("Eve"), with("about"), with("alias"));
    let commands: &[&[&str]] = &[
        &["person", "add", &name, "--alias", &alias],
        &[
            "system",
            "edit",
            "1",
            "--name",
            &name,
            "--about",
            &about,
            "--team",
            &about,
            "--fact",
            &format!("vendors={TYPED}"),
        ],
        &["pattern", "add", &name],
        &[
            "assess", "answer", "1", "SRV-01", "partial", "--note", &about, "--owner", &about,
        ],
        &["assess", "milestone", "1", "--title", &about],
        &[
            "evidence", "add", "1", "SRV-01", "run", &about, "--note", &about,
        ],
        &[
            "risk",
            "add",
            "1",
            "--title",
            &about,
            "--inherent",
            "3x3",
            "--treatment",
            "mitigate",
            "--about",
            &about,
            "--control",
            &about,
            "--owner",
            &about,
        ],
        &[
            "matrix",
            "new",
            "--title",
            &about,
            "--criterion",
            &format!("{about}:2"),
            "--option",
            &about,
            "--option",
            "Other",
        ],
        &[
            "packet",
            "build",
            "--system",
            "1",
            "--title",
            &about,
            "--ask",
            &about,
            "--recommend",
            &about,
        ],
    ];
    for command in commands {
        let told = desk.run(command);
        harmless(&told.out, &format!("{command:?}"));
        harmless(&told.err, &format!("{command:?}"));
        assert_ne!(told.code, 2, "{command:?}: {}", told.err);
    }
    let dispute = [
        "assess", "dispute", "1", "SRV-01", "unmet", "--reason", &about,
    ];
    assert_eq!(run_as(&desk, "Ana Silva", &dispute).code, 0);
    assert_eq!(
        desk.run(&["assess", "reply", "1", "SRV-01", &about]).code,
        0
    );
    desk
}

#[test]
fn what_was_typed_to_mislead_is_shown_as_what_it_is_everywhere() {
    let desk = misled();
    for json in [false, true] {
        for arguments in [
            &["person", "list"][..],
            &["person", "show", "Ana Silva"],
            &["system", "list"],
            &["system", "show", "1"],
            &["pattern", "list"],
            &["pattern", "show", "1"],
            &["assess", "list"],
            &["assess", "show", "1"],
            &["assess", "show", "1", "--item", "SRV-01"],
            &["assess", "compare", "1"],
            &["evidence", "list"],
            &["tier", "show", "1"],
            &["risk", "list"],
            &["risk", "show", "1"],
            &["waiver", "list"],
            &["readiness", "list"],
            &["readiness", "show", "1", "--items"],
            &["readiness", "status", "1"],
            &["readiness", "calendar"],
            &["matrix", "list"],
            &["matrix", "show", "0001"],
            &["packet", "list"],
            &["packet", "show", "last"],
            &["check", "1"],
            &["check", "1", "--format", "sarif"],
            &["check", "1", "--format", "junit"],
            &["history"],
            &["home"],
        ] {
            let mut arguments = arguments.to_vec();
            if json {
                arguments.push("--json");
            }
            let told = desk.run(&arguments);
            let of = format!("{arguments:?}");
            harmless(&told.out, &of);
            harmless(&told.err, &of);
            assert!([0, 3].contains(&told.code), "{of}: {}", told.err);
            let is_data = serde_json::from_str::<serde_json::Value>(&told.out).is_ok();
            assert!(is_data || !json, "{of}: {}", told.out);
        }
    }
}

#[test]
fn what_leaves_for_other_programs_holds_no_markup_of_a_stranger() {
    let desk = misled();
    for arguments in [
        &["packet", "export", "last", "packet.md"][..],
        &["packet", "export", "last", "packet.html"],
        &["assess", "export", "1", "form.md"],
        &["assess", "export", "1", "form.csv"],
        &["readiness", "calendar", "--out", "days.ics"],
    ] {
        assert_eq!(desk.run(arguments).code, 0, "{arguments:?}");
    }
    for file in [
        "packet.md",
        "packet.html",
        "form.md",
        "form.csv",
        "days.ics",
    ] {
        let text = fs::read_to_string(desk.path(file)).expect("a file");
        harmless(&text.replace("\r\n", "\n"), file);
        if file.starts_with("packet") {
            assert!(!text.contains("<img"), "{file}: {text}");
            assert!(!text.contains("href=\"javascript"), "{file}: {text}");
        }
    }
    let junit = desk.run(&["check", "1", "--format", "junit"]).out;
    assert!(!junit.contains("<img"), "{junit}");
    assert_eq!(
        junit.matches("<testcase").count(),
        junit.matches("</testcase>").count(),
        "{junit}"
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "one field after the other")]
fn a_control_character_or_a_text_without_end_is_refused_in_every_field() {
    let desk = failing();
    let long = "x".repeat(4_001);
    let before = desk.run(&["history", "--json"]).fine();
    for bad in ["a\u{1b}[2Jb", "a\u{7}b", "a\u{9b}31mb", long.as_str()] {
        for command in [
            &["person", "add", bad][..],
            &["person", "edit", "Ana Silva", "--alias", bad],
            &["system", "add", bad],
            &["system", "edit", "1", "--about", bad],
            &["system", "edit", "1", "--team", bad],
            &["system", "edit", "1", "--fact", &format!("vendors={bad}")],
            &["pattern", "add", bad],
            &["assess", "answer", "1", "SRV-01", "--note", bad],
            &["assess", "answer", "1", "SRV-01", "--owner", bad],
            &["assess", "milestone", "1", "--title", bad],
            &["evidence", "add", "1", "SRV-01", "run", bad],
            &["evidence", "add", "1", "SRV-01", "run", "x", "--note", bad],
            &[
                "risk",
                "add",
                "1",
                "--title",
                bad,
                "--inherent",
                "3x3",
                "--treatment",
                "mitigate",
            ],
            &[
                "waiver",
                "propose",
                "1",
                "--standard",
                bad,
                "--reason",
                "r",
                "--risk-statement",
                "s",
                "--action",
                "a",
                "--until",
                "2026-12-31",
            ],
            &[
                "waiver",
                "propose",
                "1",
                "--item",
                "SRV-01",
                "--reason",
                bad,
                "--risk-statement",
                "s",
                "--action",
                "a",
                "--until",
                "2026-12-31",
            ],
            &[
                "matrix",
                "new",
                "--title",
                bad,
                "--criterion",
                "cost:1",
                "--option",
                "a",
                "--option",
                "b",
            ],
            &["packet", "build", "--system", "1", "--title", bad],
        ] {
            let told = ends(desk.command(command));
            assert!(
                [1, 2].contains(&told.code),
                "{command:?}: {}{}",
                told.out,
                told.err
            );
            assert!(
                told.err.starts_with("error: ") && told.err.contains("\nhint: "),
                "{command:?}: {}",
                told.err
            );
            assert!(told.err.len() < 1_500, "{command:?}: {}", told.err);
            harmless(&told.err, &format!("{command:?}"));
        }
    }
    assert_eq!(desk.run(&["history", "--json"]).fine(), before);
}

#[test]
fn a_pack_that_was_edited_in_place_is_refused_with_the_remedy() {
    let desk = failing();
    desk.write(
        FILE,
        PACK.replace("way back rehearsed", "way back ever rehearsed"),
    );
    desk.run(&["system", "add", "Another"]).fine();
    let told = refused(
        desk.command(&["assess", "start", "2", "own.serving"]),
        1,
        &["1.0.0"],
    );
    assert!(told.err.contains("version"), "{}", told.err);
    // What was started goes on with the text it was started with.
    let shown = desk.run(&["assess", "show", "1"]).fine();
    assert!(shown.contains("Is the way back rehearsed"), "{shown}");
}

#[test]
fn a_pack_folder_with_rubbish_in_it_costs_only_the_rubbish() {
    let desk = failing();
    let folder = "home/.config/archdeck/checklists";
    desk.write(&format!("{folder}/binary.toml"), [0xff; 512]);
    desk.write(
        &format!("{folder}/half.toml"),
        "schema = 1\n[pack]\nid = \"own",
    );
    desk.write(&format!("{folder}/empty.toml"), "");
    desk.write(&format!("{folder}/notes.txt"), "not a pack");
    desk.write(&format!("{folder}/large.toml"), vec![b'#'; 9 << 20]);
    desk.write(
        &format!("{folder}/unknown.toml"),
        PACK.replace("own.serving", "own.fact").replace(
            "gate = \"G2\"",
            "gate = \"G2\"\napplies_when = { fact = \"colour\", is = [\"red\"] }",
        ),
    );
    crate::fifo(&desk.path(&format!("{folder}/pipe.toml")));
    fs::create_dir(desk.path(&format!("{folder}/folder.toml"))).expect("a folder");
    let list = ends(desk.command(&["pack", "list"]));
    assert_eq!(list.code, 0, "{}", list.err);
    assert!(
        list.out.contains("own.serving") && list.out.contains("orr.ml-service"),
        "{}",
        list.out
    );
    let found = ends(desk.command(&["pack", "lint"]));
    assert_eq!(found.code, 3, "{}", found.err);
    for told in ["half.toml:3: PL00", "binary.toml", "PL05"] {
        assert!(found.out.contains(told), "{told}: {}", found.out);
    }
    assert_eq!(desk.run(&["assess", "show", "1"]).code, 0);
}

#[test]
fn nobody_grants_their_own_waiver_nor_through_whoever_acts_for_them() {
    let desk = failing();
    asked(&desk);
    for who in ["Mina Okafor", "Lee Brandt"] {
        let told = run_as(&desk, who, &["waiver", "approve", "001"]);
        assert_eq!(told.code, 1, "{who}: {}", told.out);
        assert!(
            told.err.contains("nobody grants their own waiver"),
            "{}",
            told.err
        );
        let by = run_as(
            &desk,
            "Ana Silva",
            &["waiver", "approve", "001", "--by", who],
        );
        assert_eq!(by.code, 1, "{who}: {}", by.out);
    }
    refused(
        desk.command(&["system", "close", "1"]),
        1,
        &["WVR-", "awaits a decision"],
    );
    assert_eq!(
        run_as(&desk, "Ana Silva", &["waiver", "approve", "001"]).code,
        0
    );
    refused(desk.command(&["system", "close", "1"]), 1, &["WVR-"]);
    let reason = ["waiver", "revoke", "001", "--reason", "done"];
    assert_eq!(run_as(&desk, "Ana Silva", &reason).code, 0);
    desk.run(&["system", "close", "1"]).fine();
    for late in [
        &["assess", "answer", "1", "SRV-01", "met"][..],
        &["tier", "score", "1", "harm=1"],
        &["assess", "start", "1", "orr.ml-service"],
    ] {
        refused(desk.command(late), 1, &["closed"]);
    }
}

#[test]
fn who_answers_second_is_shown_the_first() {
    let desk = failing();
    let shown = desk
        .run(&["assess", "show", "1", "--item", "SRV-01", "--json"])
        .json();
    let seen = shown["seen"].as_str().expect("a digest").to_owned();
    let first = [
        "assess", "answer", "1", "SRV-01", "met", "--note", "drilled", "--base", &seen,
    ];
    assert_eq!(run_as(&desk, "Ana Silva", &first).code, 0);
    let second = [
        "assess", "answer", "1", "SRV-01", "partial", "--base", &seen,
    ];
    let told = refused(
        desk.command(&second),
        1,
        &["Ana Silva", "met", "drilled", "partial"],
    );
    assert!(told.err.contains("not saved"), "{}", told.err);
    let none = [
        "assess", "answer", "1", "SRV-01", "partial", "--base", "none",
    ];
    refused(desk.command(&none), 1, &["Ana Silva"]);
}

#[test]
fn who_may_only_look_changes_nothing_and_sees_everything() {
    let desk = failing();
    asked(&desk);
    desk.run(&["assess", "export", "1", "form.md"]).fine();
    let before = desk.run(&["history", "--json"]).fine();
    for look in [
        &["system", "show", "1"][..],
        &["assess", "show", "1"],
        &["assess", "offers", "1"],
        &["evidence", "list"],
        &["tier", "show", "1"],
        &["tier", "what-if", "1", "--score", "harm=4"],
        &["risk", "matrix"],
        &["waiver", "list"],
        &["readiness", "show", "1"],
        &["matrix", "list"],
        &["assess", "import", "form.md", "--dry-run"],
    ] {
        let told = ends(desk.command(&[&["--read-only"][..], look].concat()));
        assert_eq!(told.code, 0, "{look:?}: {}", told.err);
    }
    assert_eq!(ends(desk.command(&["--read-only", "check", "1"])).code, 3);
    for change in [
        &["person", "add", "Eve"][..],
        &["system", "edit", "1", "--about", "x"],
        &["pattern", "add", "Online"],
        &["assess", "answer", "1", "SRV-01", "met"],
        &["assess", "start", "1", "orr.ml-service"],
        &["evidence", "add", "1", "SRV-01", "run", "x"],
        &["tier", "score", "1", "harm=1"],
        &[
            "risk",
            "add",
            "1",
            "--title",
            "x",
            "--inherent",
            "1x1",
            "--treatment",
            "avoid",
        ],
        &["waiver", "reject", "001", "--reason", "no"],
        &[
            "matrix",
            "new",
            "--title",
            "x",
            "--criterion",
            "cost:1",
            "--option",
            "a",
            "--option",
            "b",
        ],
        &["packet", "build", "--system", "1"],
    ] {
        let command = [&["--read-only"][..], change].concat();
        refused(desk.command(&command), 1, &["read-only"]);
    }
    assert_eq!(desk.run(&["history", "--json"]).fine(), before);
}

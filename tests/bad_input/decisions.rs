//! Decisions that cannot be taken as they were asked for: nothing to write a status into, nobody to link to, a circle, a
//! template that is broken.

use crate::{desk::Desk, record, refused};

/// A log of so many records in force.
fn in_force(count: u32) -> Desk {
    let desk = Desk::new();
    for number in 1..=count {
        let text = record(number, &format!("Number {number}")).replace("Proposed", "Accepted");
        desk.write(&format!("vans/docs/adr/{number:04}-n.md"), text);
    }
    desk.run(&["import", "vans"]).fine();
    desk
}

#[test]
fn a_status_is_written_where_the_log_has_it_or_not_at_all() {
    let desk = Desk::new();
    for number in 1..=3 {
        desk.write(
            &format!("vans/docs/adr/{number:04}-n.md"),
            record(number, "Stated"),
        );
    }
    desk.write(
        "vans/docs/adr/0004-n.md",
        "# 4. Silent\n\n## Context\n\nMud.\n",
    );
    desk.run(&["import", "vans"]).fine();
    let step = ["adr", "status", "4", "accepted"];
    refused(desk.command(&step), 1, &["only with a reason", "--reason"]);
    let step = [
        "adr",
        "status",
        "4",
        "accepted",
        "--reason",
        "minutes of 3 May",
    ];
    desk.run(&step).fine();
    let text = desk.run(&["adr", "show", "4", "--raw"]).fine();
    assert_eq!(
        text,
        "# 4. Silent\n\n## Status\n\nAccepted\n\n## Context\n\nMud.\n"
    );
    desk.write("lots/docs/adr/0001-n.md", "# 1. Alone\n\nMud.\n");
    desk.run(&["import", "lots"]).fine();
    let before = desk.run(&["adr", "show", "lots/1", "--raw"]).fine();
    let alone = desk.run(&["adr", "status", "lots/1", "accepted", "--reason", "known"]);
    if alone.code == 0 {
        assert!(
            desk.run(&["adr", "list", "--log", "lots"])
                .fine()
                .contains("accepted")
        );
    } else {
        assert!(alone.err.contains("hint: "), "{}", alone.err);
        assert_eq!(desk.run(&["adr", "show", "lots/1", "--raw"]).fine(), before);
    }
}

#[test]
fn nothing_is_tied_to_a_decision_that_is_gone() {
    let desk = in_force(2);
    desk.run(&["adr", "new", "Passing"]).fine();
    let id = desk.run(&["adr", "status", "3", "--json"]).json()["id"].clone();
    let id = id.as_str().expect("an id").replace('-', "");
    desk.run(&["adr", "discard", "3", "--yes"]).fine();
    for gone in ["3", id.as_str(), "vans/3"] {
        for arguments in [
            &["adr", "relate", "1", gone][..],
            &["adr", "depends-on", "1", gone],
            &["adr", "supersede", "1", "--by", gone],
            &["adr", "amend", gone, "--by", "1"],
            &["packet", "build", "--title", "x", gone],
        ] {
            refused(desk.command(arguments), 1, &["no decision"]);
        }
    }
    let events = desk.run(&["adr", "history", "1", "--json"]).json();
    assert_eq!(
        events["lines"].as_array().map(Vec::len),
        Some(1),
        "{events}"
    );
}

#[test]
fn nothing_takes_its_own_place_by_a_detour() {
    let desk = in_force(1);
    for title in ["Second", "Third"] {
        desk.run(&["adr", "new", title, "--status", "proposed"])
            .fine();
    }
    desk.run(&["adr", "supersede", "1", "--by", "2"]).fine();
    desk.run(&["adr", "status", "2", "accepted"]).fine();
    desk.run(&["adr", "supersede", "2", "--by", "3"]).fine();
    let before = desk.run(&["dump"]).fine();
    for (older, newer) in [("3", "1"), ("3", "2"), ("2", "1"), ("1", "1")] {
        refused(
            desk.command(&["adr", "supersede", older, "--by", newer]),
            1,
            &["hint: "],
        );
    }
    assert_eq!(desk.run(&["dump"]).fine(), before);
}

#[test]
fn a_broken_template_is_told_with_its_line_and_what_is_known() {
    let desk = in_force(1);
    for (name, text, words) in [
        (
            "a",
            "# {{ heading }}\n\n{{ nonsense }}\n",
            ["line 3", "nonsense"],
        ),
        ("b", "# {{ heading }}\n{% if x %}\n", ["b.md", "line"]),
        ("c", "# {{ heading\n", ["c.md", "line 1"]),
        ("d", "", ["d", "hint: "]),
    ] {
        desk.write(&format!("home/.config/archdeck/templates/{name}.md"), text);
        let new = ["adr", "new", "Use X", "--template", name];
        refused(desk.command(&new), 1, &words);
    }
    desk.write(
        "home/.config/archdeck/templates/e.md",
        b"# {{ heading }}\n\xff\n",
    );
    let new = ["adr", "new", "Use X", "--template", "e"];
    refused(desk.command(&new), 1, &["e.md", "UTF-8"]);
    assert!(!desk.run(&["adr", "list"]).fine().contains("Use X"));
}

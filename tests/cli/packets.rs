//! Packets on the command line: what a person reads and a script is told.

use std::fs;

use crate::desk::{Answer, Desk, picture};

/// A log, and a packet of two of its decisions as of a day.
fn with_a_packet() -> Desk {
    let desk = Desk::with_parcels();
    let build = [
        "packet",
        "build",
        "--title",
        "Spring review",
        "--as-of",
        "2026-03-02",
    ];
    let asked = ["--ask", "Approve the cache.", "2", "3"];
    desk.run(&[&build[..], &asked].concat()).fine();
    desk
}

fn frozen() -> Desk {
    let desk = with_a_packet();
    desk.run(&["packet", "freeze", "last"]).fine();
    desk
}

/// The picture of an answer; identities, hashes and today's date are told by their kind alone.
fn seen(desk: &Desk, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.add_filter("\\b[0-9a-f]{32}\\b", "[HEX]");
    settings.add_filter("  [0-9a-f]{12}  ", "  [SHORT]  ");
    settings.add_filter(" on [0-9]{4}-[0-9]{2}-[0-9]{2}", " on [DAY]");
    settings.add_filter("[0-9]+ bytes", "[SIZE]");
    settings.add_filter("bytes:[0-9]+", "bytes:[N]");
    settings.bind(|| picture(desk, name, text));
}

fn said(answer: &Answer) -> String {
    format!("{}---\n{}(exit {})\n", answer.out, answer.err, answer.code)
}

#[test]
fn a_packet_from_its_building_to_its_end() {
    let desk = with_a_packet();
    seen(&desk, "packet-list", &desk.run(&["packet", "list"]).fine());
    let ask = ["packet", "show", "001", "--section", "what is asked"];
    seen(&desk, "packet-show", &desk.run(&ask).fine());
    let freeze = desk.run(&["packet", "freeze", "PKT-2026-001"]);
    seen(&desk, "packet-freeze", &said(&freeze));
    seen(
        &desk,
        "packet-list-frozen",
        &desk.run(&["packet", "list"]).fine(),
    );
    seen(
        &desk,
        "packet-verify",
        &said(&desk.run(&["packet", "verify", "last"])),
    );
    let build = [
        "packet",
        "build",
        "--title",
        "Next",
        "--status",
        "accepted",
        "--as-of",
        "2026-03-03",
    ];
    desk.run(&build).fine();
    seen(
        &desk,
        "packet-diff",
        &said(&desk.run(&["packet", "diff", "001", "002"])),
    );
    let discard = desk.run(&["packet", "discard", "002"]);
    seen(&desk, "packet-discard", &said(&discard));
}

#[test]
fn a_file_is_verified_where_no_store_is() {
    let desk = frozen();
    desk.run(&["packet", "export", "001", "packet.md"]).fine();
    fs::remove_file(desk.path("store.db")).expect("the store");
    let alone = desk.run(&["packet", "verify", "packet.md"]);
    seen(&desk, "packet-verify-alone", &said(&alone));
    assert!(!desk.path("store.db").exists());
    let same = desk
        .run(&["packet", "diff", "packet.md", "packet.md", "--json"])
        .json();
    assert_eq!(same["unchanged"], 2);
}

#[test]
fn a_file_that_is_not_sound_is_exit_3_with_the_section() {
    let desk = frozen();
    desk.run(&["packet", "export", "001", "packet.md"]).fine();
    let text = fs::read_to_string(desk.path("packet.md")).expect("a packet");
    desk.write("packet.md", text.replace("for a day", "for a year"));
    let verified = desk.run(&["packet", "verify", "packet.md"]);
    assert_eq!(verified.code, 3, "{}", verified.err);
    let verdict = verified.out.lines().last().expect("a verdict");
    assert!(
        verdict.contains("NOT SOUND") && verdict.contains("ADR-0002"),
        "{verdict}"
    );
    let json = desk.run(&["packet", "verify", "packet.md", "--json"]);
    assert_eq!(json.code, 3);
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(json["sound"], false);
}

#[test]
fn the_json_of_packets_is_kept_as_it_is() {
    let desk = frozen();
    for (name, arguments) in [
        ("packet-list-json", &["packet", "list", "--json"][..]),
        ("packet-verify-json", &["packet", "verify", "001", "--json"]),
        (
            "packet-show-json",
            &["packet", "show", "001", "--section", "changes", "--json"],
        ),
    ] {
        seen(&desk, name, &desk.run(arguments).fine());
    }
}

#[test]
fn what_is_shown_is_the_file_itself() {
    let desk = frozen();
    desk.run(&["packet", "export", "last", "a/packet.md"])
        .fine();
    let shown = desk.run(&["packet", "show", "last"]).fine();
    assert_eq!(
        fs::read_to_string(desk.path("a/packet.md")).expect("a packet"),
        shown
    );
    let page = desk.run(&["packet", "export", "last", "page.HTML"]).fine();
    assert!(page.contains("page.HTML"), "{page}");
    let html = fs::read_to_string(desk.path("page.HTML")).expect("a page");
    assert!(html.contains("<html"), "{html}");
}

#[test]
fn decisions_are_named_or_chosen_and_stand_once() {
    let desk = Desk::with_parcels();
    let build = [
        "packet", "build", "--title", "All", "3", "--log", "parcels", "--json",
    ];
    let done = desk.run(&build).json();
    assert!(
        done["summary"]
            .as_str()
            .expect("a text")
            .contains("4 decisions"),
        "{done}"
    );
    let section = ["packet", "show", "last", "--section", "decisions"];
    let index = desk.run(&section).fine();
    let first = index.find("ADR-0003").expect("the one that was named");
    assert!(
        first < index.find("ADR-0001").expect("the first of the log"),
        "{index}"
    );
}

#[test]
fn a_file_is_what_its_ending_says() {
    let desk = frozen();
    for name in ["last.md", "last.markdown", "last", "last.HTM", "last.json"] {
        desk.run(&["packet", "export", "last", name]).fine();
    }
    let export = ["packet", "export", "last", "last.pdf"];
    let refused = desk.run(&export);
    assert_eq!(refused.code, 2, "{}", refused.err);
    assert!(refused.err.contains("`pdf`") && !desk.path("last.pdf").exists());
    desk.run(&[&export[..], &["--format", "md"]].concat())
        .fine();
}

#[test]
fn the_decisions_of_several_logs_stand_in_one_packet() {
    let desk = Desk::with_parcels();
    desk.write(
        "letters/docs/adr/0001-one.md",
        "# 1. One\n\n## Status\n\nProposed\n",
    );
    desk.run(&["import", "letters"]).fine();
    let build = [
        "packet", "build", "--title", "Both", "--log", "letters", "--log", "parcels",
    ];
    assert_eq!(
        desk.run(&build).fine(),
        "built PKT-2026-001 Both with 5 decisions\n"
    );
    let unknown = desk.run(&[&build[..], &["--log", "vans"]].concat());
    assert_eq!(unknown.code, 1);
    assert!(unknown.err.contains("vans"), "{}", unknown.err);
}

#[test]
fn two_ways_to_type_a_command_are_told_apart() {
    let desk = Desk::new();
    let told = desk.run(&["adr", "settle"]);
    assert_eq!(told.code, 2);
    assert!(
        told.err
            .contains("[--reopen] or: archdeck adr settle COMMENT-ID"),
        "{}",
        told.err
    );
}

//! Packets that are damaged, foreign or no packets at all, and words that mean none.

use std::{fs, os::unix::fs::symlink};

use crate::{
    desk::{Desk, answer},
    ends, fifo, no_leftovers, refused,
};

/// A frozen packet, in the store and as a file.
fn handed_over() -> Desk {
    let desk = Desk::with_parcels();
    desk.run(&["packet", "build", "--title", "Spring", "1", "2", "3"])
        .fine();
    desk.run(&["packet", "freeze", "last"]).fine();
    desk.run(&["packet", "export", "last", "packet.md"]).fine();
    desk
}

#[test]
fn every_changed_byte_is_seen() {
    let desk = handed_over();
    let bytes = fs::read(desk.path("packet.md")).expect("a packet");
    let step = bytes.len() / 40;
    for at in (0..bytes.len()).step_by(step) {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        desk.write("changed.md", &changed);
        let told = ends(desk.command(&["packet", "verify", "changed.md"]));
        assert_eq!(told.code, 3, "byte {at}: {}", told.out);
        assert!(told.out.contains("NOT SOUND"), "byte {at}: {}", told.out);
    }
}

#[test]
fn what_is_cut_short_or_has_something_behind_it_is_not_sound() {
    let desk = handed_over();
    let bytes = fs::read(desk.path("packet.md")).expect("a packet");
    let more = [bytes.as_slice(), b"and more\n"].concat();
    for (name, wrong) in [
        ("empty.md", Vec::new()),
        ("half.md", bytes[..bytes.len() / 2].to_vec()),
        ("last.md", bytes[..bytes.len() - 1].to_vec()),
        ("more.md", more),
        ("nul.md", vec![0; 4_096]),
        ("broken.md", vec![0xff; 4_096]),
    ] {
        desk.write(name, wrong);
        let told = ends(desk.command(&["packet", "verify", name]));
        assert_eq!(told.code, 3, "{name}: {}{}", told.out, told.err);
        let compared = ["packet", "diff", name, "packet.md"];
        refused(desk.command(&compared), 1, &[name, "not a sound packet"]);
    }
}

#[test]
fn a_packet_of_another_store_is_no_lie_and_not_ours() {
    let desk = handed_over();
    let other = Desk::with_parcels();
    let bytes = fs::read(desk.path("packet.md")).expect("a packet");
    other.write("packet.md", bytes);
    let told = ends(other.command(&["packet", "verify", "packet.md"]));
    assert_eq!(told.code, 0, "{}", told.out);
    assert!(
        told.out.contains("taken from another store"),
        "{}",
        told.out
    );
}

#[test]
fn a_manifest_of_a_stranger_is_refused() {
    let desk = handed_over();
    let text = fs::read_to_string(desk.path("packet.md")).expect("a packet");
    desk.write(
        "foreign.md",
        text.replace("archdeck-packet-v1", "archdeck-packet-v9"),
    );
    desk.write(
        "stranger.md",
        "# A packet\n\n<!-- archdeck:manifest\nhello = 1\n-->\n",
    );
    for name in ["foreign.md", "stranger.md"] {
        let told = ends(desk.command(&["packet", "verify", name]));
        assert_eq!(told.code, 3, "{name}: {}", told.out);
    }
}

#[test]
fn what_is_no_file_is_named_and_nothing_waits_for_it() {
    let desk = handed_over();
    fs::create_dir(desk.path("folder")).expect("a folder");
    fifo(&desk.path("pipe"));
    symlink(desk.path("nowhere"), desk.path("broken")).expect("a link");
    for (name, why) in [
        ("folder", "is a folder"),
        ("pipe", "pipe"),
        ("missing.md", "missing.md"),
        ("broken", "cannot read the packet"),
    ] {
        refused(desk.command(&["packet", "verify", name]), 1, &[why]);
        refused(desk.command(&["packet", "diff", "last", name]), 1, &[why]);
    }
    let large = fs::File::create(desk.path("large.md")).expect("a file");
    large.set_len((64 << 20) + 1).expect("a hole");
    refused(
        desk.command(&["packet", "verify", "large.md"]),
        1,
        &["more than 64 MiB"],
    );
}

#[test]
fn a_packet_nobody_knows_is_answered_with_those_there_are() {
    let desk = handed_over();
    for verb in ["show", "freeze", "discard", "verify"] {
        let told = refused(
            desk.command(&["packet", verb, "042"]),
            1,
            &["no packet", "042"],
        );
        assert!(told.err.contains("PKT-"), "{}", told.err);
    }
    refused(
        desk.command(&["packet", "build", "--title", "x"]),
        2,
        &["no decision is named"],
    );
    refused(
        desk.command(&[
            "packet", "build", "--title", "x", "1", "--as-of", "tomorrow",
        ]),
        2,
        &["tomorrow"],
    );
    refused(
        desk.command(&["packet", "build", "--title", "x", "--log", "vans"]),
        1,
        &["no decision matches", "vans"],
    );
    refused(
        desk.command(&["packet", "show", "last", "--section", "budget"]),
        1,
        &["budget", "Cover"],
    );
    let format = ["packet", "export", "last", "x", "--format", "pdf"];
    refused(desk.command(&format), 2, &["pdf"]);
}

#[test]
fn nothing_is_written_over_and_nothing_is_left_lying_about() {
    let desk = handed_over();
    desk.write("mine.md", "mine");
    desk.write("file", "mine");
    for (target, why) in [
        ("mine.md", "holds something else"),
        ("file/x.md", "file/x.md"),
        (".", "is a folder"),
    ] {
        let export = ["packet", "export", "last", target];
        refused(desk.command(&export), 1, &[why]);
    }
    let forced = desk
        .command(&["packet", "export", "last", "mine.md", "--force"])
        .output();
    answer(&forced.expect("the binary starts")).fine();
    assert_eq!(
        fs::read(desk.path("mine.md")).expect("written"),
        fs::read(desk.path("packet.md")).expect("written")
    );
    no_leftovers(&desk.path(""));
}

#[test]
fn a_file_is_verified_even_where_the_store_cannot_be_opened() {
    let desk = handed_over();
    desk.write(
        "store.db",
        "no store at all, and long enough to be looked at as one ".repeat(100),
    );
    for beside in ["store.db-wal", "store.db-shm"] {
        let _ = fs::remove_file(desk.path(beside));
    }
    let told = ends(desk.command(&["packet", "verify", "packet.md"]));
    assert_eq!(told.code, 0, "{}{}", told.out, told.err);
    assert!(told.out.contains("what the store says"), "{}", told.out);
    let named = ["packet", "verify", "packet.md", "--store", "store.db"];
    refused(desk.command(&named), 1, &["store.db"]);
}

#[test]
fn a_store_for_reading_freezes_nothing() {
    let desk = handed_over();
    for arguments in [
        &["--read-only", "packet", "build", "--title", "x", "1"][..],
        &["--read-only", "packet", "discard", "last"],
    ] {
        refused(desk.command(arguments), 1, &[]);
    }
    desk.run(&["--read-only", "packet", "verify", "last"])
        .fine();
    desk.run(&["--read-only", "packet", "export", "last", "again.md"])
        .fine();
}

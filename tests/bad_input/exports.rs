//! Exports whose way is blocked, led astray, or too narrow.

use std::{fs, os::unix::fs::symlink};

use crate::{
    desk::{Desk, PARCELS},
    limited, no_leftovers, record, refused,
};

/// A log with a folder in it.
fn with_a_folder() -> Desk {
    let desk = Desk::new();
    desk.write("vans/docs/adr/0001-one.md", record(1, "One"));
    desk.write("vans/docs/adr/sub/0002-two.md", record(2, "Two"));
    desk.run(&["import", "vans"]).fine();
    desk
}

#[test]
fn a_link_below_the_folder_is_not_followed() {
    let desk = with_a_folder();
    fs::create_dir_all(desk.path("elsewhere")).expect("a folder");
    fs::create_dir_all(desk.path("out")).expect("a folder");
    symlink(desk.path("elsewhere"), desk.path("out/sub")).expect("a link");
    refused(
        desk.command(&["adr", "export", "out"]),
        1,
        &["out/sub", "nothing was written"],
    );
    assert_eq!(
        fs::read_dir(desk.path("elsewhere"))
            .expect("a folder")
            .count(),
        0
    );
    assert!(!desk.path("out/0001-one.md").exists());
}

#[test]
fn a_folder_that_is_a_link_itself_is_the_users_word() {
    let desk = with_a_folder();
    fs::create_dir_all(desk.path("real")).expect("a folder");
    symlink(desk.path("real"), desk.path("out")).expect("a link");
    desk.run(&["adr", "export", "out"]).fine();
    assert!(desk.path("real/sub/0002-two.md").exists());
}

#[test]
fn a_file_in_the_way_is_named() {
    let desk = with_a_folder();
    desk.write("file", "mine");
    refused(
        desk.command(&["adr", "export", "file"]),
        1,
        &["file is no folder"],
    );
    desk.write("out/sub", "mine");
    refused(
        desk.command(&["adr", "export", "out"]),
        1,
        &["out/sub is no folder"],
    );
    fs::create_dir_all(desk.path("taken/0001-one.md")).expect("a folder");
    refused(
        desk.command(&["adr", "export", "taken"]),
        1,
        &["not a regular file"],
    );
    refused(
        desk.command(&["adr", "export", "/dev/null/out"]),
        1,
        &["/dev/null/out"],
    );
    assert_eq!(fs::read(desk.path("file")).expect("there"), b"mine");
}

#[test]
fn logs_whose_names_look_alike_as_folders_get_a_folder_each() {
    let desk = Desk::new();
    for (number, name) in (1_u32..).zip(["a/b", "a-b", "A-B", "..", "..."]) {
        desk.write(&format!("in{number}/docs/adr/0001-x.md"), record(1, name));
        desk.run(&["import", &format!("in{number}"), "--log", name])
            .fine();
    }
    let written = desk.run(&["adr", "export", "out", "--json"]).json();
    assert_eq!(written["written"].as_array().expect("a list").len(), 5);
    let folders = fs::read_dir(desk.path("out")).expect("a folder").flatten();
    let mut titles: Vec<_> = folders
        .map(|folder| fs::read_to_string(folder.path().join("0001-x.md")).expect("a record"))
        .map(|text| text.lines().next().unwrap_or_default().to_owned())
        .collect();
    titles.sort();
    assert_eq!(
        titles,
        ["# 1. ..", "# 1. ...", "# 1. A-B", "# 1. a-b", "# 1. a/b"]
    );
    assert_eq!(
        desk.run(&["adr", "export", "out", "--json"]).json()["unchanged"],
        5
    );
}

#[test]
fn a_disk_that_fills_up_leaves_whole_files_only() {
    let desk = Desk::with_parcels();
    let large = record(5, "Large") + &"Vans wait.\n".repeat(20_000);
    desk.write("parcels/docs/adr/0005-large.md", &large);
    desk.run(&["import", "parcels"]).fine();
    let stopped = refused(
        limited(&desk, 100, &["adr", "export", "out"]),
        1,
        &["out/0005-large.md", "4 of 6"],
    );
    assert!(!stopped.err.contains(".archdeck-"), "{}", stopped.err);
    for (name, text) in &PARCELS[..4] {
        assert_eq!(
            fs::read_to_string(desk.path("out").join(name)).expect(name),
            *text
        );
    }
    assert!(!desk.path("out/0005-large.md").exists());
    no_leftovers(&desk.path("out"));
    let again = desk.run(&["adr", "export", "out", "--json"]).json();
    assert_eq!(again["unchanged"], 4);
    assert_eq!(
        fs::read_to_string(desk.path("out/0005-large.md")).expect("whole"),
        large
    );
}

/// Every file below a folder with its bytes, but for those below `out`.
fn beside_out(folder: &std::path::Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() && entry.file_name() != "out" {
            files.extend(beside_out(&path));
        } else if path.is_file() {
            files.push((path.clone(), fs::read(&path).expect("read")));
        }
    }
    files.sort();
    files
}

#[test]
fn an_export_writes_nowhere_but_in_its_folder() {
    let desk = Desk::new();
    for name in [
        "-rf.md",
        "CON.md",
        "a b.md",
        "..md",
        "~.md",
        "$(touch x).md",
        "0001-\u{1b}[2J.md",
    ] {
        desk.write(&format!("vans/docs/adr/{name}"), record(1, name));
    }
    desk.write("vans/docs/adr/.../0002-x.md", record(2, "Dots"));
    desk.run(&["import", "vans"]).fine();
    let before = beside_out(&desk.path(""));
    desk.run(&["adr", "export", "out"]).fine();
    let files = |all: Vec<(std::path::PathBuf, Vec<u8>)>| {
        all.into_iter()
            .filter(|(path, _)| !path.to_string_lossy().contains("store.db"))
            .collect::<Vec<_>>()
    };
    assert!(
        files(beside_out(&desk.path(""))) == files(before),
        "something beside the folder changed"
    );
}

#[test]
fn a_second_name_of_a_file_keeps_its_text() {
    let desk = Desk::with_parcels();
    desk.run(&["adr", "export", "out"]).fine();
    let name = PARCELS[1].0;
    fs::hard_link(desk.path("out").join(name), desk.path("precious.md")).expect("a second name");
    desk.write("new.md", PARCELS[1].1.replace("for a day", "for a week"));
    desk.run(&["adr", "edit", "2", "--file", "new.md"]).fine();
    desk.run(&["adr", "export", "out"]).fine();
    let read = |path: &str| fs::read_to_string(desk.path(path)).expect("read");
    assert_eq!(read("precious.md"), PARCELS[1].1);
    assert!(read(&format!("out/{name}")).contains("for a week"));
}

#[test]
fn a_target_that_is_a_link_is_not_written_through() {
    let desk = with_a_folder();
    desk.write("precious.md", "mine\n");
    fs::create_dir_all(desk.path("out")).expect("a folder");
    symlink(desk.path("precious.md"), desk.path("out/0001-one.md")).expect("a link");
    refused(
        desk.command(&["adr", "export", "out"]),
        1,
        &[
            "out/0001-one.md is not a regular file",
            "nothing was written",
        ],
    );
    fs::remove_file(desk.path("out/0001-one.md")).expect("removed");
    crate::fifo(&desk.path("out/0001-one.md"));
    refused(
        desk.command(&["adr", "export", "out"]),
        1,
        &["not a regular file"],
    );
    assert_eq!(
        fs::read(desk.path("precious.md")).expect("there"),
        b"mine\n"
    );
    assert!(!desk.path("out/sub").exists());
}

#[test]
fn a_file_of_the_log_that_became_a_link_is_not_written_through() {
    let desk = with_a_folder();
    desk.write("new.md", record(1, "One more"));
    desk.run(&["adr", "edit", "1", "--file", "new.md"]).fine();
    let own = desk.path("vans/docs/adr/0001-one.md");
    fs::rename(&own, desk.path("moved.md")).expect("moved");
    symlink(desk.path("moved.md"), &own).expect("a link");
    refused(
        desk.command(&["adr", "export", "--to-source"]),
        1,
        &["0001-one.md is not a regular file"],
    );
    assert_eq!(
        fs::read_to_string(desk.path("moved.md")).expect("there"),
        record(1, "One")
    );
    desk.run(&["home"]).fine();
}

#[test]
fn a_log_whose_folder_is_gone_names_it() {
    let desk = with_a_folder();
    desk.write("new.md", record(1, "One more"));
    desk.run(&["adr", "edit", "1", "--file", "new.md"]).fine();
    fs::rename(desk.path("vans"), desk.path("lorries")).expect("moved");
    refused(
        desk.command(&["adr", "export", "--to-source"]),
        1,
        &["vans/docs/adr, which is not there", "--log vans"],
    );
    assert!(!desk.path("vans").exists());
    desk.run(&["home"]).fine();
}

#[test]
fn a_store_that_is_only_read_notes_nothing_and_writes_nothing() {
    let desk = with_a_folder();
    desk.write("new.md", record(1, "One more"));
    desk.run(&["adr", "edit", "1", "--file", "new.md"]).fine();
    refused(
        desk.command(&["--read-only", "adr", "export", "--to-source"]),
        1,
        &["for reading only", "nothing was written"],
    );
    let own = desk.path("vans/docs/adr/0001-one.md");
    assert_eq!(fs::read_to_string(own).expect("there"), record(1, "One"));
    desk.run(&["--read-only", "adr", "export", "out"]).fine();
}

#[test]
fn a_broken_or_binary_target_is_shown_without_harm() {
    let desk = with_a_folder();
    desk.write("out/0001-one.md", b"\xff\xfe\x00\x1b[2J\x00\n");
    let told = refused(
        desk.command(&["adr", "export", "out"]),
        1,
        &["0001-one.md changed since it was imported"],
    );
    assert!(!told.out.contains('\u{1b}'), "{}", told.out);
    desk.write("out/0001-one.md", vec![b'x'; 9 << 20]);
    refused(
        desk.command(&["adr", "export", "out"]),
        1,
        &["cannot read the target", "8 MiB"],
    );
}

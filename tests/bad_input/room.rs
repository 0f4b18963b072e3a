//! No room: a limit on the size of files, and a disk that is full. What was there stays, and the next save works.

use std::{fs, process::Command};

use crate::{
    desk::{Desk, answer},
    ends, goes_on, limited, no_leftovers, record, refused,
};

/// A log of half a megabyte.
fn large_log(desk: &Desk) {
    for number in 1..=40 {
        let words: Vec<_> = (0..900)
            .map(|at| format!("van{:x}", number * 7_919 + at * 104_729))
            .collect();
        let words = words.join(" ");
        desk.write(
            &format!("large/docs/adr/{number:04}-n.md"),
            record(number, "Large") + &words,
        );
    }
}

#[test]
fn a_store_that_cannot_be_begun_for_want_of_room_is_begun_later() {
    for blocks in [4, 64, 100] {
        let desk = Desk::with_parcels();
        fs::remove_file(desk.path("store.db")).expect("removed");
        refused(
            limited(&desk, blocks, &["import", "parcels"]),
            1,
            &["store.db", "ulimit -f"],
        );
        goes_on(&desk);
    }
}

#[test]
fn a_save_for_which_there_is_no_room_changes_nothing() {
    let desk = Desk::with_parcels();
    large_log(&desk);
    let before = desk.run(&["adr", "list"]).fine();
    for blocks in [150, 250] {
        refused(
            limited(&desk, blocks, &["import", "large"]),
            1,
            &["store.db", "nothing was saved"],
        );
        assert_eq!(desk.run(&["adr", "list"]).fine(), before);
        desk.run(&["doctor"]).fine();
    }
    goes_on(&desk);
    desk.run(&["import", "large"]).fine();
}

#[test]
fn a_backup_for_which_there_is_no_room_leaves_nothing_behind() {
    let desk = Desk::with_parcels();
    refused(
        limited(&desk, 64, &["backup", "copy.db"]),
        1,
        &["copy.db", "nothing was saved"],
    );
    let names = fs::read_dir(desk.path("")).expect("a folder").flatten();
    let left: Vec<_> = names
        .map(|entry| entry.file_name())
        .filter(|name| name.to_string_lossy().starts_with("copy"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
    desk.run(&["backup", "copy.db"]).fine();
}

#[test]
fn an_output_that_may_not_grow_is_said() {
    let desk = Desk::with_parcels();
    large_log(&desk);
    desk.run(&["import", "large"]).fine();
    let mut dump = limited(&desk, 40, &["dump"]);
    let file = fs::File::create(desk.path("dump.json")).expect("a file");
    let told = answer(&dump.stdout(file).output().expect("it runs"));
    assert_eq!(told.code, 1, "{}", told.err);
    assert!(told.err.contains("File too large"), "{}", told.err);
}

/// A disk of 350 KiB that is gone with the shell that mounted it, and what is done on it; each line of the answer ends in the
/// exit code.
fn on_a_small_disk(desk: &Desk, script: &str) -> Option<String> {
    fs::create_dir_all(desk.path("disk")).expect("a folder");
    let plain = desk.command(&[]);
    let mut shell = Command::new("unshare");
    shell
        .args(["-m", "sh", "-c"])
        .arg(format!("mount -t tmpfs -o size=350k none disk || exit 77\ndo_() {{ \"$ARCHDECK\" \"$@\" 2>&1; echo \"code $?\"; }}\n{script}"))
        .current_dir(desk.path(""))
        .env("ARCHDECK", plain.get_program());
    for (name, value) in plain.get_envs() {
        if let Some(value) = value {
            shell.env(name, value);
        }
    }
    let output = shell.output().ok().filter(|output| output.status.success());
    if output.is_none() {
        println!("skipped: no disk can be mounted here");
    }
    Some(String::from_utf8(output?.stdout).expect("text"))
}

#[test]
fn a_full_disk_stops_a_save_and_the_next_one_works() {
    let desk = Desk::with_parcels();
    large_log(&desk);
    let script = "export ARCHDECK_STORE=disk/store.db
        do_ import parcels >/dev/null; do_ import large; ls -A disk
        do_ doctor; do_ adr list; do_ backup disk/copy.db; ls -A disk
        do_ undo; do_ doctor";
    let Some(told) = on_a_small_disk(&desk, script) else {
        return;
    };
    let full = "error: the disk that holds";
    assert_eq!(told.matches(full).count(), 2, "{told}");
    assert!(
        told.contains("disk/store.db is full; nothing was saved\nhint: Free some space"),
        "{told}"
    );
    assert!(told.contains("disk/copy.db is full"), "{told}");
    assert!(
        !told.contains("damaged") && !told.contains("copy.db-"),
        "{told}"
    );
    assert!(told.contains("Cache depot distances"), "{told}");
    assert_eq!(told.matches("code 1").count(), 2, "{told}");
    assert!(
        told.contains("undone") && told.ends_with("code 0\n"),
        "{told}"
    );
}

#[test]
fn a_full_disk_stops_an_export_with_whole_files_only() {
    let desk = Desk::with_parcels();
    large_log(&desk);
    desk.run(&["import", "large", "--log", "large"]).fine();
    let script = "do_ adr export disk/out --log large; find disk -name '.archdeck-*'
        for file in disk/out/*; do cmp \"$file\" \"large/docs/adr/${file##*/}\" || echo torn; done";
    let Some(told) = on_a_small_disk(&desk, script) else {
        return;
    };
    assert!(
        told.contains("error: cannot write disk/out/")
            && (told.contains("No space left") || told.contains("no storage space")),
        "{told}"
    );
    assert!(
        told.contains("of 40 files were written") && told.contains("code 1"),
        "{told}"
    );
    assert!(
        !told.contains("torn") && !told.contains(".archdeck-"),
        "{told}"
    );
    ends(desk.command(&["doctor"])).fine();
}

#[test]
fn a_folder_that_may_only_be_read_is_named() {
    let desk = Desk::with_parcels();
    fs::create_dir_all(desk.path("disk")).expect("a folder");
    let script = "mount -o remount,ro disk || exit 77
        do_ adr export disk/out; do_ adr list >/dev/null";
    let Some(told) = on_a_small_disk(&desk, script) else {
        return;
    };
    assert!(
        told.contains("error: cannot write disk/out/") && told.contains("hint: 0 of 5 files"),
        "{told}"
    );
    assert!(told.to_lowercase().contains("read-only"), "{told}");
    assert!(told.contains("code 1"), "{told}");
}

#[test]
fn what_was_written_before_an_export_stopped_is_noted() {
    let desk = Desk::new();
    desk.write("vans/docs/adr/0001-one.md", record(1, "One"));
    desk.write("vans/docs/adr/sub/0002-two.md", record(2, "Two"));
    desk.run(&["import", "vans"]).fine();
    for (reference, number) in [("1", 1), ("2", 2)] {
        desk.write("new.md", record(number, "Another"));
        desk.run(&["adr", "edit", reference, "--file", "new.md"])
            .fine();
    }
    let script = "cd vans/docs/adr; mount --bind sub sub && mount -o remount,bind,ro sub || exit 77; cd ../../..
        do_ adr export --to-source; do_ home --json";
    let Some(told) = on_a_small_disk(&desk, script) else {
        return;
    };
    assert!(
        told.contains("sub/0002-two.md") && told.contains("1 of 2 files were written"),
        "{told}"
    );
    assert!(
        told.contains("\"not_exported\": 1"),
        "the first is noted: {told}"
    );
    no_leftovers(&desk.path("vans"));
    desk.run(&["adr", "export", "--to-source"]).fine();
    assert_eq!(desk.run(&["home", "--json"]).json()["not_exported"], 0);
}

#[test]
fn a_packet_for_which_there_is_no_room_is_not_half_written() {
    let desk = Desk::with_parcels();
    large_log(&desk);
    desk.run(&["import", "large", "--log", "large"]).fine();
    let build = ["packet", "build", "--title", "All", "--log", "large"];
    desk.run(&build).fine();
    desk.run(&["packet", "freeze", "last"]).fine();
    let script = "echo before > disk/old.md
        do_ packet export last disk/new.md; do_ packet export last disk/old.md --force
        cat disk/old.md; ls -A disk; mount -o remount,ro disk || exit 77
        do_ packet export last disk/new.md; ls -A disk";
    let Some(told) = on_a_small_disk(&desk, script) else {
        return;
    };
    assert_eq!(told.matches("code 1").count(), 3, "{told}");
    assert!(
        told.contains("disk/new.md") && told.contains("before"),
        "{told}"
    );
    assert!(told.to_lowercase().contains("read-only"), "{told}");
    assert_eq!(told.matches("\nold.md\n").count(), 2, "{told}");
    assert!(
        !told.contains("\nnew.md\n") && !told.contains(".archdeck-"),
        "{told}"
    );
}

//! Stores that are damaged, foreign, newer, empty, or not to be written to.

use std::{
    fs,
    os::unix::{
        fs::{PermissionsExt as _, symlink},
        process::CommandExt as _,
    },
    path::Path,
    process::Command,
    time::SystemTime,
};

use rusqlite::Connection;

use crate::{desk::Desk, ends, fifo, refused};

/// Every kind of command there is for a store.
const COMMANDS: [&[&str]; 14] = [
    &["adr", "list"],
    &["adr", "show", "2"],
    &["adr", "show", "2", "--raw"],
    &["adr", "links", "3"],
    &["adr", "export", "out", "--dry-run"],
    &["search", "depot"],
    &["history"],
    &["log", "list"],
    &["dump"],
    &["doctor"],
    &["undo"],
    &["rebuild"],
    &["import", "parcels"],
    &["log", "remove", "parcels", "--yes"],
];

fn bytes_and_time(path: &Path) -> (Vec<u8>, SystemTime) {
    let bytes = fs::read(path).expect("read");
    let time = fs::metadata(path).and_then(|about| about.modified());
    (bytes, time.expect("a time"))
}

/// Each command refuses the store with these words and leaves the file as it was.
fn refused_untouched(desk: &Desk, words: &[&str]) {
    let path = desk.path("store.db");
    let before = bytes_and_time(&path);
    for arguments in COMMANDS {
        refused(desk.command(arguments), 1, words);
    }
    refused(desk.command(&["doctor", "--read-only"]), 1, words);
    assert!(bytes_and_time(&path) == before, "the file was touched");
}

/// Nothing was laid beside the store either.
fn nothing_beside(desk: &Desk) {
    for beside in ["-wal", "-shm", "-journal"] {
        assert!(
            !desk.path(&format!("store.db{beside}")).exists(),
            "{beside}"
        );
    }
}

#[test]
fn what_is_no_store_is_refused_and_left_alone() {
    let desk = Desk::with_parcels();
    let path = desk.path("store.db");
    let sound = fs::read(&path).expect("a store");
    let mut headless = sound.clone();
    headless[..4].copy_from_slice(b"NOPE");
    for bytes in [
        headless,
        b"notes of mine\n".to_vec(),
        vec![0; 8_192],
        sound[..60].to_vec(),
    ] {
        fs::write(&path, bytes).expect("written");
        refused_untouched(&desk, &["is not an Archdeck store", "store.db"]);
    }
    fs::remove_file(&path).expect("removed");
    let other = Connection::open(&path).expect("raw");
    other.execute_batch("CREATE TABLE theirs(x)").expect("made");
    drop(other);
    refused_untouched(&desk, &["is not an Archdeck store"]);
    nothing_beside(&desk);
}

#[test]
fn a_store_of_a_newer_version_is_left_alone_to_the_minute() {
    let desk = Desk::with_parcels();
    let raw = Connection::open(desk.path("store.db")).expect("raw");
    raw.pragma_update(None, "user_version", 99)
        .expect("a newer version");
    drop(raw);
    refused_untouched(&desk, &["newer version (schema 99", "Upgrade"]);
    nothing_beside(&desk);
}

#[test]
fn a_store_that_was_cut_short_is_refused_and_left_alone() {
    let desk = Desk::with_parcels();
    let path = desk.path("store.db");
    let sound = fs::read(&path).expect("a store");
    for length in [4_096, 10_000, sound.len() / 2] {
        fs::write(&path, &sound[..length]).expect("written");
        refused_untouched(&desk, &["is damaged", "store.db", "go back to a backup"]);
    }
}

#[test]
fn a_damaged_page_is_named_by_doctor_and_panics_nobody() {
    let desk = Desk::with_parcels();
    let path = desk.path("store.db");
    let sound = fs::read(&path).expect("a store");
    let pages = sound.len() / 4_096;
    for page in (1..pages).step_by(4) {
        let mut damaged = sound.clone();
        for byte in &mut damaged[page * 4_096..(page + 1) * 4_096] {
            *byte ^= 0xa5;
        }
        fs::write(&path, damaged).expect("written");
        let doctor = ends(desk.command(&["doctor"]));
        assert!([1, 3].contains(&doctor.code), "page {page}: {}", doctor.out);
        assert!(
            format!("{}{}", doctor.out, doctor.err).contains("damaged"),
            "page {page}: {}",
            doctor.out
        );
        for arguments in [&["adr", "show", "2"][..], &["dump"], &["search", "depot"]] {
            ends(desk.command(arguments));
        }
        let backup = ends(desk.command(&["backup", "copy.db"]));
        assert_eq!(
            backup.code, 1,
            "page {page}: an unsound copy was handed out"
        );
        assert!(backup.err.contains("store.db is damaged"), "{}", backup.err);
        for beside in ["", "-wal", "-shm", "-journal"] {
            assert!(!desk.path(&format!("copy.db{beside}")).exists(), "{beside}");
        }
    }
}

#[test]
fn an_empty_file_is_no_store_to_read_and_one_to_begin() {
    let desk = Desk::new();
    crate::desk::parcels(&desk.path("parcels"));
    desk.write("store.db", "");
    for arguments in [&["adr", "list"][..], &["doctor"], &["undo"], &["dump"]] {
        refused(desk.command(arguments), 1, &["store.db", "empty"]);
    }
    assert_eq!(fs::metadata(desk.path("store.db")).expect("there").len(), 0);
    desk.run(&["import", "parcels"]).fine();
    desk.run(&["doctor"]).fine();
}

#[test]
fn what_is_no_file_is_no_store_and_nothing_waits_for_it() {
    let desk = Desk::new();
    crate::desk::parcels(&desk.path("parcels"));
    fs::create_dir(desk.path("folder.db")).expect("a folder");
    fifo(&desk.path("pipe.db"));
    symlink("/dev/zero", desk.path("zero.db")).expect("a link");
    symlink("target.db", desk.path("link.db")).expect("a link");
    for name in [
        "folder.db",
        "pipe.db",
        "zero.db",
        "/dev/zero",
        "/dev/null",
        "link.db",
    ] {
        refused(
            desk.command(&["--store", name, "import", "parcels"]),
            1,
            &[name],
        );
    }
    assert!(!desk.path("target.db").exists());
    refused(
        desk.command(&["--store", "no/such/folder/x.db", "adr", "list"]),
        1,
        &["no/such/folder/x.db"],
    );
    assert!(!desk.path("no").exists(), "looking makes no folder");
    refused(
        desk.command(&["--store", "/dev/null/x.db", "import", "parcels"]),
        1,
        &["/dev/null"],
    );
}

pub fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
}

/// A desk another account can look into; `None`, with the reason, where there is no such account to be.
pub fn desk_of_nobody() -> Option<Desk> {
    let desk = Desk::with_parcels();
    set_mode(&desk.path(""), 0o755);
    if !rustix::process::geteuid().is_root() {
        println!("skipped: only root can become somebody else");
        return None;
    }
    let started = as_nobody(&desk, &["--version"]).output();
    if !started.is_ok_and(|output| output.status.success()) {
        println!("skipped: another account cannot start the program where it lies");
        return None;
    }
    Some(desk)
}

/// The command as an account without any rights.
pub fn as_nobody(desk: &Desk, arguments: &[&str]) -> Command {
    let mut command = desk.command(arguments);
    command.uid(65_534).gid(65_534);
    command
}

#[test]
fn a_store_that_may_only_be_read_is_read_and_every_save_says_why_not() {
    let Some(desk) = desk_of_nobody() else { return };
    let path = desk.path("store.db");
    set_mode(&path, 0o444);
    let before = fs::read(&path).expect("read");
    for arguments in [
        &["adr", "list"][..],
        &["adr", "show", "2"],
        &["search", "depot"],
        &["dump"],
        &["history"],
    ] {
        ends(as_nobody(&desk, arguments)).fine();
    }
    desk.write("new.md", crate::record(2, "New"));
    for arguments in [
        &["rebuild"][..],
        &["log", "remove", "parcels", "--yes"],
        &["adr", "edit", "2", "--file", "new.md"],
    ] {
        refused(
            as_nobody(&desk, arguments),
            1,
            &["store.db", "reading only"],
        );
    }
    refused(
        as_nobody(&desk, &["backup", "copy.db"]),
        1,
        &["copy.db", "Permission denied"],
    );
    refused(
        as_nobody(&desk, &["adr", "export", "out"]),
        1,
        &["out", "ermission denied"],
    );
    assert!(fs::read(&path).expect("read") == before);
    set_mode(&path, 0o600);
    refused(
        as_nobody(&desk, &["adr", "list"]),
        1,
        &["store.db", "Permission denied"],
    );
}

#[test]
fn an_export_into_a_folder_nobody_may_write_to_writes_nothing() {
    let Some(desk) = desk_of_nobody() else { return };
    set_mode(&desk.path("store.db"), 0o444);
    fs::create_dir(desk.path("out")).expect("a folder");
    set_mode(&desk.path("out"), 0o555);
    let told = refused(
        as_nobody(&desk, &["adr", "export", "out"]),
        1,
        &["out/0001", "0 of 5"],
    );
    assert!(!told.err.contains(".archdeck-"), "{}", told.err);
    assert_eq!(fs::read_dir(desk.path("out")).expect("a folder").count(), 0);
}

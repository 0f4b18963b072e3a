//! Where a store may lie, with which modes, and what is left alone.

use std::{
    env, fs,
    os::unix::{
        fs::{PermissionsExt as _, symlink},
        process::CommandExt as _,
    },
    path::Path,
    process::{Command, Output},
};

use archdeck::store::{Access, Store, StoreError};
use rusqlite::Connection;
use tempfile::TempDir;

use super::Stage;
use crate::records::*;

const ROLE: &str = "ARCHDECK_TEST_ROLE";
const PLACE: &str = "ARCHDECK_TEST_PLACE";

/// This very program in a process of its own, playing a role that would disturb the other tests.
fn child(role: &str, place: &Path) -> Command {
    let mut command = Command::new(env::current_exe().expect("this program"));
    command
        .args([
            "--exact",
            "places::a_role_in_a_process_of_its_own",
            "--nocapture",
        ])
        .env(ROLE, role)
        .env(PLACE, place);
    command
}

fn succeeded(output: &Output) {
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}");
}

#[test]
fn a_role_in_a_process_of_its_own() {
    let Ok(role) = env::var(ROLE) else { return };
    let place = env::var_os(PLACE).expect("a place");
    let path = Path::new(&place);
    if let Some(mask) = role.strip_prefix("umask:") {
        let mask = u32::from_str_radix(mask, 8).expect("a mask");
        rustix::process::umask(rustix::fs::Mode::from_bits_truncate(mask));
        let mut store = Store::open(path, Access::ReadWrite).expect("begun");
        save(&mut store, vec![put_log(&log("payments"))]).expect("saved");
        let folder = path.parent().expect("a folder");
        store.backup_to(&folder.join("copy.db")).expect("backed up");
        // Left open on purpose: the files beside the store are looked at too.
        std::mem::forget(store);
        return;
    }
    let mut store = Store::open(path, Access::ReadWrite).expect("opened");
    assert!(store.is_read_only());
    assert_eq!(store.adr_rows().expect("rows").len(), 3);
    let refused = save(&mut store, vec![put_log(&log("other"))]).expect_err("refused");
    assert!(matches!(refused, StoreError::ReadOnly { .. }), "{refused}");
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("there").permissions().mode() & 0o777
}

#[test]
fn nobody_else_can_read_a_store_under_any_umask() {
    for mask in ["000", "022", "077"] {
        let parent = TempDir::new().expect("a folder");
        let folder = parent.path().join("data/archdeck");
        let output = child(&format!("umask:{mask}"), &folder.join("store.db")).output();
        succeeded(&output.expect("run"));
        assert_eq!(mode(&folder), 0o700, "umask {mask}");
        let files: Vec<_> = fs::read_dir(&folder).expect("a folder").collect();
        assert!(files.len() >= 4, "store, wal, shm, copy: {files:?}");
        for file in files {
            let path = file.expect("an entry").path();
            assert_eq!(mode(&path), 0o600, "{} under umask {mask}", path.display());
        }
    }
}

#[test]
fn a_folder_nobody_may_write_to_is_read_by_a_user_without_rights() {
    if !rustix::process::geteuid().is_root() {
        return; // only root can become somebody else
    }
    let mut stage = Stage::new();
    stage.store.save(import(3).2).expect("saved");
    let folder = stage.closed();
    let path = folder.path().join("store.db");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).expect("mode");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("mode");
    let Ok(output) = child("reader", &path).uid(65534).gid(65534).output() else {
        return; // this program lies where that user cannot run it
    };
    succeeded(&output);

    fs::write(folder.path().join("store.db-wal"), b"saves nobody merged").expect("written");
    let output = child("reader", &path).uid(65534).gid(65534).output();
    let output = output.expect("run");
    assert!(!output.status.success());
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("UnmergedSaves"), "{told}");
}

#[test]
fn a_link_is_refused_and_what_it_points_to_is_left_alone() {
    let folder = TempDir::new().expect("a folder");
    let target = folder.path().join("target.txt");
    fs::write(&target, "precious").expect("written");
    let path = folder.path().join("store.db");
    symlink(&target, &path).expect("a link");
    let refused = Store::open(&path, Access::ReadWrite).expect_err("refused");
    assert!(matches!(refused, StoreError::Symlink { .. }), "{refused}");
    assert_eq!(fs::read(&target).expect("read"), b"precious");
    symlink(
        folder.path().join("nothing"),
        folder.path().join("dangling.db"),
    )
    .expect("a link");
    let refused = Store::open(&folder.path().join("dangling.db"), Access::ReadWrite);
    assert!(matches!(refused, Err(StoreError::Symlink { .. })));
}

#[test]
fn a_folder_is_no_store_and_reading_begins_none() {
    let folder = TempDir::new().expect("a folder");
    let refused = Store::open(folder.path(), Access::ReadWrite).expect_err("refused");
    assert!(matches!(refused, StoreError::NotAFile { .. }), "{refused}");
    let path = folder.path().join("deeper/store.db");
    let refused = Store::open(&path, Access::ReadOnly).expect_err("refused");
    assert!(matches!(refused, StoreError::Missing { .. }), "{refused}");
    assert!(!path.parent().expect("a folder").exists());
}

/// Opens a file that must be refused and left exactly as it was.
fn refused(path: &Path) -> StoreError {
    let before = (
        fs::read(path).expect("read"),
        fs::metadata(path).and_then(|meta| meta.modified()),
    );
    let mut errors = Vec::new();
    for access in [Access::ReadWrite, Access::ReadOnly] {
        errors.push(Store::open(path, access).expect_err("refused"));
    }
    let after = (
        fs::read(path).expect("read"),
        fs::metadata(path).and_then(|meta| meta.modified()),
    );
    assert_eq!(before.0, after.0);
    assert_eq!(before.1.expect("a time"), after.1.expect("a time"));
    errors.remove(0)
}

#[test]
fn files_of_other_programs_are_refused_untouched() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("other.db");
    let other = Connection::open(&path).expect("raw");
    other
        .execute_batch("PRAGMA application_id=42; CREATE TABLE theirs(x); PRAGMA journal_mode=WAL;")
        .expect("made");
    drop(other);
    assert!(matches!(refused(&path), StoreError::Foreign { .. }));
    for (name, bytes) in [
        ("notes.txt", &b"some notes"[..]),
        ("long.txt", &[b'x'; 9_000]),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("written");
        assert!(matches!(refused(&path), StoreError::Foreign { .. }));
    }
    let unmarked = folder.path().join("unmarked.db");
    let other = Connection::open(&unmarked).expect("raw");
    other.execute_batch("CREATE TABLE theirs(x)").expect("made");
    drop(other);
    assert!(matches!(refused(&unmarked), StoreError::Foreign { .. }));
}

#[test]
fn a_store_of_a_newer_version_is_refused_untouched() {
    let mut stage = Stage::new();
    stage.store.save(import(3).2).expect("saved");
    let folder = stage.closed();
    let path = folder.path().join("store.db");
    Connection::open(&path)
        .and_then(|raw| raw.pragma_update(None, "user_version", 2))
        .expect("a newer version");
    let error = refused(&path);
    assert!(
        matches!(
            error,
            StoreError::TooNew {
                found: 2,
                known: 1,
                ..
            }
        ),
        "{error}"
    );
    assert!(error.hint().is_some_and(|hint| hint.contains("Upgrade")));
}

#[test]
fn an_empty_file_becomes_a_store() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("store.db");
    fs::write(&path, b"").expect("written");
    let mut store = Store::open(&path, Access::ReadWrite).expect("begun");
    save(&mut store, vec![put_log(&log("payments"))]).expect("saved");
}

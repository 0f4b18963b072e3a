//! Files of the user's own that are no such files.

use std::{fs, os::unix::fs::symlink};

use crate::{desk::Desk, ends, fifo};

/// Lays something in the place of both files and lists with it; gives what was said beside the list.
fn said_with(lay: impl Fn(&std::path::Path)) -> String {
    let desk = Desk::with_parcels();
    let folder = desk.path("home/.config/archdeck");
    fs::create_dir_all(&folder).expect("a folder");
    for name in ["config.toml", "keymap.toml"] {
        lay(&folder.join(name));
    }
    let listed = ends(desk.command(&["adr", "list"]));
    let keys = ends(desk.command(&["keys"]));
    assert!(keys.out.contains("app.palette"), "{}", keys.err);
    let said = format!("{}{}", listed.err, keys.err);
    assert!(listed.fine().contains("Cache depot distances"));
    keys.fine();
    said
}

#[test]
fn a_file_that_cannot_be_read_is_said_and_the_defaults_hold() {
    let bytes =
        |bytes: Vec<u8>| move |path: &std::path::Path| fs::write(path, &bytes).expect("written");
    for (what, said) in [
        (
            "folder",
            said_with(|path| fs::create_dir(path).expect("a folder")),
        ),
        (
            "binary",
            said_with(bytes(b"ascii = true\n\xff\xfe\0".to_vec())),
        ),
        ("large", said_with(bytes(b"x = 'y'\n".repeat(131_072)))),
        ("pipe", said_with(fifo)),
        (
            "endless",
            said_with(|path| symlink("/dev/zero", path).expect("a link")),
        ),
        (
            "circle",
            said_with(|path| symlink(path, path).expect("a link")),
        ),
    ] {
        for file in ["config.toml", "keymap.toml"] {
            let line = said
                .lines()
                .find(|line| line.contains(file) && line.contains("cannot be read"));
            assert!(
                line.is_some_and(|line| line.starts_with("warning: ")),
                "{what}, {file}: {said}"
            );
        }
    }
}

#[test]
fn a_file_that_is_wrong_on_every_line_is_said_in_a_few() {
    let desk = Desk::with_parcels();
    for text in [
        "x = 'y'\n".repeat(8_000),
        "[".repeat(60_000),
        "a.".repeat(30_000),
        format!("x = {}", "[".repeat(60_000)),
    ] {
        desk.write("home/.config/archdeck/config.toml", &text);
        let listed = ends(desk.command(&["adr", "list"]));
        let lines = listed.err.lines().count();
        assert!((2..=23).contains(&lines), "{lines} lines: {}", listed.err);
        listed.fine();
    }
}

#[test]
fn settings_nobody_may_read_are_said() {
    if !rustix::process::geteuid().is_root() {
        println!("skipped: only root can become somebody else");
        return;
    }
    // Root reads everything, so somebody else does the reading; the test of stores does the same with its file.
    let Some(desk) = crate::stores::desk_of_nobody() else {
        return;
    };
    let file = desk.path("home/.config/archdeck/config.toml");
    desk.write("home/.config/archdeck/config.toml", "ascii = true\n");
    crate::stores::set_mode(&file, 0o000);
    let told = ends(crate::stores::as_nobody(&desk, &["where"]));
    assert!(
        told.err
            .contains("config.toml: cannot be read (Permission denied"),
        "{}",
        told.err
    );
    told.fine();
}

#[test]
fn a_log_file_that_cannot_be_written_stops_nothing() {
    let desk = Desk::with_parcels();
    let file = desk.path("home/.local/state/archdeck/archdeck.log");
    fs::create_dir_all(&file).expect("a folder in its place");
    let listed = |levels: &str| {
        let mut command = desk.command(&["adr", "list"]);
        command.env("ARCHDECK_LOG", levels);
        let told = ends(command);
        assert!(told.err.contains("warning: "), "{}", told.err);
        assert!(!told.err.contains('\u{1b}'), "{:?}", told.err);
        told.fine();
    };
    listed("debug");
    fs::remove_dir(&file).expect("removed");
    fifo(&file);
    listed("debug");
    fs::remove_file(&file).expect("removed");
    listed("[[\u{1b}[2J=");
}

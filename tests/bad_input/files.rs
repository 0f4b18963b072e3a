//! Files as nobody would write them, in a folder that is imported.

use std::{
    ffi::OsStr,
    fmt::Write as _,
    fs,
    os::unix::{ffi::OsStrExt as _, fs::symlink, net::UnixListener},
};

use crate::{
    desk::{Answer, Desk},
    ends, fifo, record, refused,
};

/// A text in UTF-16 with its mark.
fn wide(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once('\u{feff}')
        .chain(text.chars())
        .flat_map(|c| c.encode_utf16(&mut [0; 2]).to_vec())
        .flat_map(to_bytes)
        .collect()
}

/// Levels of lists, each naming the one before eight times.
fn alias_bomb() -> String {
    let mut block = String::from("---\nlevel0: &level0 [van, van]\n");
    for level in 1..7 {
        let before = vec![format!("*level{}", level - 1); 8].join(", ");
        let _ = writeln!(block, "level{level}: &level{level} [{before}]");
    }
    block + "status: *level6\n---\n\n# 15. Bomb\n"
}

/// The name of a file, its bytes, and what is said of it, if anything is.
type Odd = (&'static str, Vec<u8>, &'static str);

fn odd_texts() -> Vec<Odd> {
    [odd_characters(), odd_blocks()].concat()
}

/// Texts whose bytes, line breaks or names are odd.
fn odd_characters() -> Vec<Odd> {
    let plain = record(1, "Weigh vans at the gate");
    vec![
        (
            "0001-invalid.md",
            b"# 1. Weigh\n\n## Status\n\nProp\xffosed\n".to_vec(),
            "0001-invalid.md:5: byte 27 is not UTF-8",
        ),
        (
            "0002-latin.md",
            b"# 2. B\xfcro\n\n## Status\n\nProposed\n".to_vec(),
            "0002-latin.md:1: byte 6 is not UTF-8",
        ),
        (
            "0003-little.md",
            wide(&plain, u16::to_le_bytes),
            "0003-little.md: the file is UTF-16",
        ),
        (
            "0004-big.md",
            wide(&plain, u16::to_be_bytes),
            "0004-big.md: the file is UTF-16",
        ),
        (
            "0005-nul.md",
            b"# 5. Gate\n\n## Status\n\nProposed\n\n\0\0\n".to_vec(),
            "0005-nul.md:7: a NUL",
        ),
        (
            "0006-bom.md",
            [b"\xef\xbb\xbf", plain.as_bytes()].concat(),
            "",
        ),
        ("0007-crlf.md", plain.replace('\n', "\r\n").into_bytes(), ""),
        ("0008-cr.md", plain.replace('\n', "\r").into_bytes(), ""),
        (
            "0009-empty.md",
            Vec::new(),
            "0009-empty.md: the text has no title",
        ),
    ]
}

/// Texts whose front matter, title or size is odd.
fn odd_blocks() -> Vec<Odd> {
    let long = "T".repeat(4_000);
    vec![
        (
            "0010-tabs.md",
            b"---\n\tstatus: accepted\n---\n\n# 10. Tabs\n".to_vec(),
            "",
        ),
        (
            "0011-braces.md",
            b"---\nstatus: {{ proposed\n---\n\n# 11. Braces\n".to_vec(),
            "0011-braces.md:1: the block at the top is not sound",
        ),
        (
            "0012-open.md",
            b"---\nstatus: accepted\n# 12. Never closed\n".to_vec(),
            "",
        ),
        (
            "0013-large.md",
            format!(
                "---\nnote: {}\nstatus: accepted\n---\n\n# 13. Large\n",
                "y".repeat(100 * 1024)
            )
            .into_bytes(),
            "",
        ),
        (
            "0014-fence.md",
            b"# 14. Fence\n\n```yaml\n---\nstatus: accepted\n---\n```\n\n## Status\n\nProposed\n"
                .to_vec(),
            "",
        ),
        (
            "0015-bomb.md",
            alias_bomb().into_bytes(),
            "0015-bomb.md:1: the block at the top is not sound",
        ),
        ("0016-title.md", record(16, &long).into_bytes(), ""),
        (
            "0017-mixed.md",
            b"# 17. Mixed\r\n\r## Status\n\rProposed\r\n".to_vec(),
            "",
        ),
        ("0018-marks.md", b"---\n---\n---\n".to_vec(), ""),
        ("0019-zeros.md", vec![0; 4_096], "0019-zeros.md:1: a NUL"),
        (
            "0020-name\u{1b}[2J\u{202e}.md",
            record(20, "Named").into_bytes(),
            "",
        ),
        ("0021-two\nlines.md", record(21, "Lines").into_bytes(), ""),
    ]
}

#[test]
fn odd_texts_are_kept_byte_for_byte_and_what_is_odd_is_said_with_its_line() {
    let desk = Desk::new();
    for (name, bytes, _) in odd_texts() {
        desk.write(&format!("gate/docs/adr/{name}"), bytes);
    }
    let dry = ends(desk.command(&["import", "gate", "--dry-run"])).fine();
    let told = ends(desk.command(&["import", "gate"])).fine();
    desk.run(&["adr", "export", "out"]).fine();
    for (name, bytes, finding) in odd_texts() {
        assert!(told.contains(finding), "{name}: {told}");
        assert!(dry.contains(finding), "{name}: {dry}");
        assert_eq!(
            fs::read(desk.path("out").join(name)).expect(name),
            bytes,
            "{name:?}"
        );
    }
    desk.run(&["doctor"]).fine();
    nothing_is_guessed(&desk);
}

/// What a broken block or a text in a fence says is not taken for a fact.
fn nothing_is_guessed(desk: &Desk) {
    let rows = desk.run(&["adr", "list", "--json"]).json();
    let status = |number: u32| {
        let rows = rows.as_array().expect("a list");
        let row = rows.iter().find(|row| row["number"] == number);
        row.map_or("gone".to_owned(), |row| {
            row["status"].as_str().unwrap_or("?").to_owned()
        })
    };
    for (number, wanted) in [
        (14, "proposed"),
        (15, "unknown"),
        (9, "unknown"),
        (3, "proposed"),
        (8, "proposed"),
    ] {
        assert_eq!(status(number), wanted, "ADR {number}: {rows}");
    }
    for arguments in [
        &["adr", "list"][..],
        &["adr", "show", "16"],
        &["adr", "find", "T"],
    ] {
        let shown = ends(desk.command(arguments)).fine();
        assert!(
            shown.lines().count() < 120,
            "a title of 4,000 characters: {shown}"
        );
    }
}

#[test]
fn two_files_with_one_number_are_kept_and_the_candidates_named() {
    let desk = Desk::new();
    desk.write("gate/docs/adr/0007-left.md", record(7, "Left"));
    desk.write("gate/docs/adr/0007-right.md", record(7, "Right"));
    let told = desk.run(&["import", "gate"]).fine();
    assert!(
        told.contains("0007-left.md: number 7 is also used by 0007-right.md"),
        "{told}"
    );
    refused(
        desk.command(&["adr", "show", "7"]),
        1,
        &["0007-left", "0007-right"],
    );
    desk.run(&["adr", "show", "0007-left"]).fine();
}

/// A folder with one record and everything that is no record file.
fn with_oddities() -> (Desk, UnixListener) {
    let desk = Desk::new();
    desk.write("gate/docs/adr/0001-sound.md", record(1, "Sound"));
    let folder = desk.path("gate/docs/adr");
    fs::create_dir(folder.join("0002-folder.md")).expect("a folder");
    symlink("/etc/hostname", folder.join("0003-link.md")).expect("a link");
    fifo(&folder.join("0004-pipe.md"));
    let socket = UnixListener::bind(folder.join("0005-socket.md")).expect("a socket");
    symlink("/dev/zero", folder.join("0006-zero.md")).expect("a link");
    let name = folder.join(OsStr::from_bytes(b"0007-\xff.md"));
    fs::write(name, record(7, "Nameless")).expect("written");
    desk.write("gate/docs/adr/0008-full.md", vec![b'x'; 8 * 1024 * 1024]);
    desk.write(
        "gate/docs/adr/0009-over.md",
        vec![b'x'; 8 * 1024 * 1024 + 1],
    );
    symlink("..", folder.join("0010-round")).expect("a link");
    symlink("0011-itself.md", folder.join("0011-itself.md")).expect("a link");
    (desk, socket)
}

const LEFT_OUT: [(&str, &str); 8] = [
    ("0002-folder.md", "a folder named like a file"),
    ("0003-link.md", "a symbolic link"),
    ("0004-pipe.md", "a device, pipe or socket"),
    ("0005-socket.md", "a device, pipe or socket"),
    ("0006-zero.md", "a symbolic link"),
    ("0007-\u{fffd}.md", "is not UTF-8; rename it"),
    ("0009-over.md", "8388609 bytes; at most 8388608"),
    ("0011-itself.md", "a symbolic link"),
];

#[test]
fn what_is_no_ordinary_file_is_left_out_and_nothing_waits_for_it() {
    let (desk, _socket) = with_oddities();
    for arguments in [&["import", "gate", "--dry-run"][..], &["import", "gate"]] {
        let told = ends(desk.command(arguments)).fine();
        for (name, why) in LEFT_OUT {
            let line = told
                .lines()
                .find(|line| line.contains(&format!("{name}: ")));
            assert!(
                line.is_some_and(|line| line.contains(why)),
                "{name}: {told}"
            );
        }
    }
    let kept = desk.run(&["adr", "export", "out", "--json"]).json();
    assert_eq!(kept["written"].as_array().expect("a list").len(), 2);
}

/// Asks for one file by its name.
fn by_name(desk: &Desk, name: &OsStr) -> Answer {
    let mut command = desk.command(&["import"]);
    command.arg(desk.path("gate/docs/adr").join(name));
    ends(command)
}

#[test]
fn a_single_file_that_cannot_be_read_begins_no_log() {
    let (desk, _socket) = with_oddities();
    for (name, why) in LEFT_OUT {
        let name = name.replace('\u{fffd}', "");
        let name = if name == "0007-.md" {
            OsStr::from_bytes(b"0007-\xff.md")
        } else {
            OsStr::new(&name)
        };
        let told = by_name(&desk, name);
        // A folder that is asked for by its name is looked into, and holds nothing.
        let why = if name == "0002-folder.md" {
            "no decision log found"
        } else {
            why
        };
        let is_told = told.err.contains(why) || name == "0011-itself.md";
        assert!(
            told.code == 1 && is_told,
            "{name:?}: {} {}",
            told.out,
            told.err
        );
    }
    assert_eq!(
        desk.run(&["log", "list", "--json"])
            .json()
            .as_array()
            .map(Vec::len),
        Some(0)
    );
}

#[test]
fn a_single_file_says_nothing_about_its_neighbours() {
    let desk = Desk::new();
    desk.write("gate/docs/adr/0001-one.md", record(1, "One"));
    desk.write("gate/docs/adr/0002-two.md", record(2, "Two"));
    desk.run(&["import", "gate"]).fine();
    let told = desk.run(&["import", "gate/docs/adr/0001-one.md"]).fine();
    assert!(
        told.contains("1 unchanged") && !told.contains("gone"),
        "{told}"
    );
    // A copy of a file that is still there is a record of its own.
    desk.write("gate/docs/adr/0003-copy.md", record(2, "Two"));
    let told = desk.run(&["import", "gate/docs/adr/0003-copy.md"]).fine();
    assert!(told.contains("1 new"), "{told}");
    desk.run(&["adr", "show", "0002-two"]).fine();
    // One that is not there any more was renamed.
    fs::rename(
        desk.path("gate/docs/adr/0001-one.md"),
        desk.path("gate/docs/adr/0004-one.md"),
    )
    .expect("renamed");
    let told = desk.run(&["import", "gate/docs/adr/0004-one.md"]).fine();
    assert!(told.contains("1 renamed"), "{told}");
}

#[test]
fn a_configuration_file_that_is_a_pipe_does_not_stop_an_import() {
    let desk = Desk::new();
    desk.write("gate/docs/adr/0001-one.md", record(1, "One"));
    fs::create_dir(desk.path("gate/.git")).expect("a repository");
    fifo(&desk.path("gate/.adr-dir"));
    symlink("/dev/zero", desk.path("gate/.log4brains.yml")).expect("a link");
    for path in ["gate", "gate/docs/adr"] {
        ends(desk.command(&["import", path])).fine();
    }
    assert_eq!(
        desk.run(&["log", "list", "--json"])
            .json()
            .as_array()
            .map(Vec::len),
        Some(1)
    );
}

#[test]
fn a_folder_whose_name_is_no_text_is_one_log_however_often_it_is_read() {
    let desk = Desk::new();
    let folder = desk.path("").join(OsStr::from_bytes(b"gate\xff\nline"));
    fs::create_dir_all(folder.join("docs/adr")).expect("a folder");
    fs::write(folder.join("docs/adr/0001-one.md"), record(1, "One")).expect("written");
    for _ in 0..2 {
        let mut import = desk.command(&["import"]);
        import.arg(&folder);
        ends(import).fine();
    }
    assert_eq!(
        desk.run(&["log", "list", "--json"])
            .json()
            .as_array()
            .map(Vec::len),
        Some(1)
    );
}

/// The whole collection of altered files of a machine that has one, named by the variable.
#[test]
fn a_collection_of_altered_files_comes_back_byte_for_byte() {
    let Some(collection) = std::env::var_os("ARCHDECK_ALTERED_FILES") else {
        return;
    };
    let desk = Desk::new();
    for variant in fs::read_dir(collection).expect("the collection").flatten() {
        if !variant.path().is_dir() {
            continue;
        }
        let name = variant.file_name().to_string_lossy().into_owned();
        let from = variant.path();
        let mut import = desk.command(&["--store", &format!("{name}.db"), "import"]);
        import.arg(&from);
        ends(import).fine();
        let out = desk.path(&format!("out-{name}"));
        let mut export = desk.command(&["--store", &format!("{name}.db"), "adr", "export"]);
        export.arg(&out);
        ends(export).fine();
        for file in fs::read_dir(&from).expect("a folder").flatten() {
            let bytes = fs::read(file.path()).expect("read");
            assert_eq!(
                fs::read(out.join(file.file_name())).expect("exported"),
                bytes,
                "{:?}",
                file.path()
            );
        }
    }
}

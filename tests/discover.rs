//! How decision logs are found on a disk, friendly or not.

use std::{fs, path::Path};

use archdeck::ops::{
    discover::{DiscoverError, FoundLog, discover},
    reading::{refused_row, report_row},
};
use pretty_assertions::assert_eq;
use tempfile::TempDir;

const RECORD: &str = "# 1. Use one store\n\n## Status\n\nAccepted\n\n## Context\n\n## Decision\n";

/// A folder `repo` with these files.
fn repository(files: &[(&str, &str)]) -> TempDir {
    let home = tempfile::tempdir().expect("a folder for the test");
    for (path, text) in files {
        write(&home.path().join("repo").join(path), text);
    }
    home
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder above")).expect("made");
    fs::write(path, text).expect("written");
}

fn found(home: &TempDir) -> Vec<FoundLog> {
    discover(&home.path().join("repo")).expect("a log is found")
}

/// `name folder: files` of each log.
fn picture(logs: &[FoundLog]) -> Vec<String> {
    let files = |log: &FoundLog| {
        log.files
            .iter()
            .map(|file| file.path.clone())
            .collect::<Vec<_>>()
            .join(" ")
    };
    logs.iter()
        .map(|log| format!("{} {}: {}", log.name, log.folder, files(log)))
        .collect()
}

#[test]
fn a_configuration_file_names_the_folder() {
    let home = repository(&[
        (".adr-dir", "notes/choices\n"),
        ("notes/choices/0001-x.md", RECORD),
        ("notes/other.md", "# No\n"),
    ]);
    assert_eq!(picture(&found(&home)), ["repo notes/choices: 0001-x.md"]);
}

#[test]
fn each_package_has_a_log_of_its_own() {
    let config = "project:\n  name: x\n  adrFolder: ./docs/adr\n  packages:\n    - name: web\n      path: ./web\n      adrFolder: ./web/choices\n";
    let home = repository(&[
        (".log4brains.yml", config),
        ("docs/adr/20240101-x.md", RECORD),
        ("web/choices/20240102-y.md", RECORD),
    ]);
    assert_eq!(
        picture(&found(&home)),
        [
            "repo docs/adr: 20240101-x.md",
            "repo/web web/choices: 20240102-y.md"
        ]
    );
}

#[test]
fn conventional_folders_keep_their_categories_and_modules_keep_their_own() {
    let home = repository(&[
        ("docs/adr/0001-x.md", RECORD),
        ("docs/adr/README.md", "# Index\n"),
        ("docs/adr/backend/0002-y.md", RECORD),
        ("docs/adr/deprecated/0003-z.md", RECORD),
        ("packages/a/docs/adr/0001-w.md", RECORD),
        ("node_modules/p/docs/adr/0001-v.md", RECORD),
        ("README.md", "# Project\n"),
    ]);
    assert_eq!(
        picture(&found(&home)),
        [
            "repo docs/adr: 0001-x.md README.md backend/0002-y.md deprecated/0003-z.md",
            "repo/packages/a packages/a/docs/adr: 0001-w.md",
        ]
    );
}

#[test]
fn records_without_a_conventional_folder_are_known_by_their_names() {
    let home = repository(&[
        ("text/0001-x.md", RECORD),
        ("text/0002-y/README.md", RECORD),
        ("guide/01-intro.md", "# Intro\n"),
        ("posts/2024-01-01-hello.md", "# Hello\n"),
    ]);
    assert_eq!(
        picture(&found(&home)),
        ["repo text: 0001-x.md 0002-y/README.md"]
    );
}

#[test]
fn a_folder_of_records_and_a_single_file_may_be_named_themselves() {
    let home = repository(&[
        (".git/HEAD", "ref\n"),
        ("docs/adr/0001-x.md", RECORD),
        ("docs/adr/use-y.md", RECORD),
    ]);
    let folder = discover(&home.path().join("repo/docs/adr")).expect("the folder itself");
    assert_eq!(picture(&folder), ["repo : 0001-x.md use-y.md"]);
    let file = discover(&home.path().join("repo/docs/adr/use-y.md")).expect("one file");
    assert_eq!(picture(&file), ["repo : use-y.md"]);
}

#[test]
fn nothing_and_nowhere_are_said_with_what_to_do() {
    let home = repository(&[("README.md", "# Project\n")]);
    let nothing = discover(&home.path().join("repo")).expect_err("no log there");
    assert!(matches!(nothing, DiscoverError::NothingFound { .. }));
    assert!(
        nothing
            .to_string()
            .ends_with("name the folder of the records")
    );
    let nowhere = discover(&home.path().join("away")).expect_err("no such path");
    assert!(
        matches!(nowhere, DiscoverError::Missing { .. })
            && nowhere.to_string().contains("does not exist")
    );
}

#[test]
fn a_row_tells_the_path_from_where_the_question_was_asked() {
    let home = repository(&[("docs/adr/0001-x.md", RECORD)]);
    let log = found(&home).remove(0);
    let file = &log.files[0];
    let bytes = file.content.as_ref().expect("an ordinary file");
    let row = report_row(
        &log,
        &file.path,
        &archdeck::dialect::read(&file.path, bytes)[0],
    );
    let json = serde_json::to_value(&row).expect("plain data");
    assert_eq!(json["path"], "docs/adr/0001-x.md");
    assert_eq!(
        (&json["kind"], &json["status"], &json["number"]),
        (&"record".into(), &"accepted".into(), &1.into())
    );
    assert_eq!(
        json["sections"],
        serde_json::json!(["Status", "Context", "Decision"])
    );
    assert_eq!(
        (&json["date"], &json["anchor"]),
        (&serde_json::Value::Null, &serde_json::Value::Null)
    );
}

#[cfg(unix)]
#[test]
fn what_is_no_ordinary_file_is_reported_and_never_followed() {
    use std::os::unix::{ffi::OsStrExt as _, fs::symlink};
    let home = repository(&[("docs/adr/0001-x.md", RECORD), ("secret.txt", "s3cret")]);
    let adr = home.path().join("repo/docs/adr");
    symlink(
        home.path().join("repo/secret.txt"),
        adr.join("0002-link.md"),
    )
    .expect("a link");
    symlink(home.path(), adr.join("loop")).expect("a link to a folder");
    fs::create_dir(adr.join("0003-folder.md")).expect("a folder");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        adr.join("0004-pipe.md"),
        rustix::fs::FileType::Fifo,
        0o600.into(),
        0,
    )
    .expect("a pipe");
    fs::write(adr.join("0005-large.md"), vec![b'x'; 8 * 1024 * 1024 + 1]).expect("written");
    fs::write(adr.join("0006-full.md"), vec![b'x'; 8 * 1024 * 1024]).expect("written");
    fs::write(
        adr.join(std::ffi::OsStr::from_bytes(b"0007-\xFF.md")),
        RECORD,
    )
    .expect("written");
    let log = found(&home).remove(0);
    let said: Vec<(&str, &str)> = log
        .files
        .iter()
        .map(|file| {
            (
                file.path.as_str(),
                file.content
                    .as_ref()
                    .map_or_else(|finding| finding.code.as_str(), |_| "read"),
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            ("0001-x.md", "read"),
            ("0002-link.md", "symbolic-link"),
            ("0003-folder.md", "not-a-file"),
            ("0004-pipe.md", "not-a-file"),
            ("0005-large.md", "too-large"),
            ("0006-full.md", "read"),
            ("0007-\u{fffd}.md", "name-not-utf8"),
        ]
    );
    let why = log.files[1].content.as_ref().expect_err("not followed");
    let row = refused_row(&log, &log.files[1].path, why);
    assert_eq!(
        (row.path.as_str(), row.findings.len()),
        ("docs/adr/0002-link.md", 1)
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_named_by_itself_does_not_hang() {
    let home = repository(&[("x.md", RECORD)]);
    let pipe = home.path().join("repo/0001-pipe.md");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        &pipe,
        rustix::fs::FileType::Fifo,
        0o600.into(),
        0,
    )
    .expect("a pipe");
    let log = discover(&pipe).expect("the path exists").remove(0);
    assert_eq!(
        log.files[0].content.as_ref().expect_err("not read").code,
        "not-a-file"
    );
}

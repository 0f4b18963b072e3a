//! Fake editors: small scripts that do what real ones do on bad days.

use std::{fs, os::unix::fs::MetadataExt as _, path::PathBuf};

use super::*;

/// A folder whose name holds a space, with a script in it and a link to the shell that runs it: a freshly written program
/// cannot always be started while other tests start theirs.
struct Fake {
    folder: tempfile::TempDir,
    script: PathBuf,
}

impl Fake {
    fn that(does: &str) -> Self {
        let folder = tempfile::Builder::new()
            .prefix("an editor ")
            .tempdir()
            .expect("a folder");
        let script = folder.path().join("script.sh");
        fs::write(&script, does).expect("a script");
        std::os::unix::fs::symlink("/bin/sh", folder.path().join("my editor")).expect("a link");
        Self { folder, script }
    }

    fn command(&self) -> String {
        let program = self.folder.path().join("my editor");
        format!("'{}' '{}'", program.display(), self.script.display())
    }

    fn edits(&self, bytes: &[u8]) -> Result<Edited, EditorError> {
        edit(&self.command(), "docs/0012-x.md", bytes)
    }
}

#[test]
fn a_changed_text_comes_back_with_its_draft() {
    let fake = Fake::that("printf 'more\\n' >> \"$1\"");
    let Edited::Changed { bytes, draft } = fake.edits(b"text\n").unwrap() else {
        unreachable!("the script changes the file");
    };
    assert_eq!(bytes, b"text\nmore\n");
    assert!(draft.ends_with("0012-x.md"));
    assert_eq!(fs::metadata(&draft).unwrap().mode() & 0o777, 0o600);
    let folder = draft.parent().unwrap().to_owned();
    assert_eq!(fs::metadata(&folder).unwrap().mode() & 0o777, 0o700);
    discard(&draft);
    assert!(!folder.exists());
}

#[test]
fn an_untouched_text_leaves_nothing_behind() {
    let fake = Fake::that("printf %s \"$1\" > \"$(dirname \"$0\")/seen\"");
    assert_eq!(fake.edits(b"text\n").unwrap(), Edited::Unchanged);
    let seen = fs::read_to_string(fake.folder.path().join("seen")).unwrap();
    assert!(!PathBuf::from(seen).exists());
}

#[test]
fn arguments_and_quotes_reach_the_editor_as_words() {
    let fake = Fake::that("printf '%s|%s|%s' \"$1\" \"$2\" \"$#\" > \"$3\"");
    let command = format!("{} --wait 'two words; echo no shell'", fake.command());
    let Edited::Changed { bytes, draft } = edit(&command, "x.md", b"text").unwrap() else {
        unreachable!("the script writes the file");
    };
    assert_eq!(
        String::from_utf8(bytes).unwrap(),
        "--wait|two words; echo no shell|3"
    );
    discard(&draft);
}

#[test]
fn a_failing_editor_keeps_the_draft() {
    let refused = Fake::that("echo typed >> \"$1\"; exit 1").edits(b"text\n");
    let Err(EditorError::Failed { draft, .. }) = refused else {
        unreachable!("exit 1 is a failure: {refused:?}");
    };
    assert_eq!(fs::read(&draft).unwrap(), b"text\ntyped\n");
    discard(&draft);
}

#[test]
fn a_killed_editor_keeps_the_draft() {
    let refused = Fake::that("kill -9 $$").edits(b"text\n");
    let Err(EditorError::Failed { draft, .. }) = refused else {
        unreachable!("a signal is a failure: {refused:?}");
    };
    assert_eq!(fs::read(&draft).unwrap(), b"text\n");
    discard(&draft);
}

#[test]
fn an_editor_that_is_not_installed_keeps_the_draft() {
    let refused = edit("/nonexistent/editor --wait", "x.md", b"text").unwrap_err();
    let EditorError::Start { program, draft, .. } = &refused else {
        unreachable!("nothing to start: {refused:?}");
    };
    assert_eq!(program, "/nonexistent/editor");
    assert!(draft.exists() && refused.to_string().contains("the text is in"));
    discard(draft);
}

#[test]
fn results_that_cannot_be_taken_are_refused_with_the_reason() {
    for (does, why) in [
        ("rm \"$1\"", "is gone"),
        ("rm \"$1\"; ln -s /etc/hostname \"$1\"", "symbolic link"),
        ("rm \"$1\"; mkfifo \"$1\"", "no ordinary file"),
        ("printf 'a\\377b' > \"$1\"", "not UTF-8 at line 1, byte 1"),
        ("printf 'a\\000b' > \"$1\"", "NUL at line 1, byte 1"),
        (": > \"$1\"", "is empty"),
    ] {
        let refused = Fake::that(does).edits(b"text\n").unwrap_err();
        assert!(refused.to_string().contains(why), "{does}: {refused}");
        let EditorError::Result { draft, .. } = refused else {
            unreachable!("{does} is about the result");
        };
        discard(&draft);
    }
}

#[test]
fn an_editor_that_saves_by_renaming_is_fine() {
    let fake = Fake::that("printf 'new\\n' > \"$1.tmp\" && mv \"$1.tmp\" \"$1\"");
    let Edited::Changed { bytes, draft } = fake.edits(b"old\n").unwrap() else {
        unreachable!("the script writes another text");
    };
    assert_eq!(bytes, b"new\n");
    discard(&draft);
}

#[test]
fn a_text_that_was_not_utf8_before_may_stay_so() {
    let fake = Fake::that("printf '\\377more' >> \"$1\"");
    let Edited::Changed { bytes, draft } = fake.edits(b"latin \xE9\n").unwrap() else {
        unreachable!("the script adds to the text");
    };
    assert_eq!(bytes, b"latin \xE9\n\xFFmore");
    discard(&draft);
}

#[test]
fn a_command_with_an_open_quote_is_refused_before_anything_is_written() {
    let refused = edit("vi 'oops", "x.md", b"text").unwrap_err();
    assert!(matches!(refused, EditorError::Command { .. }));
}

#[test]
fn a_hostile_record_name_becomes_a_plain_file_name() {
    assert_eq!(plain_name("../../etc/passwd"), "passwd");
    assert_eq!(plain_name("-rf\u{1b}[2J.md"), "rf--2J.md");
    assert_eq!(plain_name("..."), "record.md");
}

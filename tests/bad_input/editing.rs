//! A new text for a decision that cannot be taken, and editors that do not do what they should.

use std::{io::Write as _, os::unix::ffi::OsStrExt as _, process::Stdio};

use crate::{
    desk::{Answer, Desk, PARCELS, answer},
    ends, record, refused,
};

fn piped(desk: &Desk, bytes: &[u8]) -> Answer {
    let mut command = desk.command(&["adr", "edit", "2", "--file", "-"]);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    // Who refuses early reads no further, and that is no fault.
    let _ = child.stdin.take().expect("stdin").write_all(bytes);
    answer(&child.wait_with_output().expect("it ends"))
}

fn is_as_it_was(desk: &Desk) {
    assert_eq!(
        desk.run(&["adr", "show", "2", "--raw"]).fine(),
        PARCELS[1].1
    );
}

#[test]
fn a_piped_text_with_a_broken_character_is_refused_with_its_place() {
    let desk = Desk::with_parcels();
    for (bytes, words) in [
        (
            &b"# 2. T\n\n## Status\n\nProposed \xff\n"[..],
            ["not UTF-8", "line 5, byte 28"],
        ),
        (
            b"# 2. T\n\n## Status\n\n\0Proposed\n",
            ["NUL", "line 5, byte 19"],
        ),
        (b"", ["is empty", "nothing was saved"]),
        (b" \n\t\n", ["is empty", "nothing was saved"]),
    ] {
        let told = piped(&desk, bytes);
        assert_eq!(told.code, 1, "{}", told.err);
        for word in words {
            assert!(told.err.contains(word), "`{word}`: {}", told.err);
        }
    }
    is_as_it_was(&desk);
}

#[test]
fn more_text_than_is_ever_read_is_not_taken() {
    let desk = Desk::with_parcels();
    let mut large = record(2, "Large").into_bytes();
    large.resize(8 * 1024 * 1024 + 1, b'x');
    let told = piped(&desk, &large);
    assert_eq!(told.code, 1, "{}", told.err);
    assert!(told.err.contains("8 MiB"), "{}", told.err);
    refused(
        desk.command(&["adr", "edit", "2", "--file", "/dev/zero"]),
        1,
        &["8 MiB"],
    );
    is_as_it_was(&desk);
    large.pop();
    desk.write("large.md", &large);
    ends(desk.command(&["adr", "edit", "2", "--file", "large.md"])).fine();
}

#[test]
fn a_whole_file_may_hold_any_bytes_and_comes_back_as_it_is() {
    let desk = Desk::with_parcels();
    let bytes = b"# 2. T\xfctel\n\n## Status\n\nProposed\n\n\0\r\n";
    desk.write("odd.md", bytes);
    desk.run(&["adr", "edit", "2", "--file", "odd.md"]).fine();
    let shown = desk
        .command(&["adr", "show", "2", "--raw"])
        .output()
        .expect("it runs");
    assert_eq!(shown.stdout, bytes);
}

#[test]
fn a_file_that_cannot_be_read_changes_nothing() {
    let desk = Desk::with_parcels();
    for file in [".", "gone.md", "parcels/docs/adr/README.md/x"] {
        refused(
            desk.command(&["adr", "edit", "2", "--file", file]),
            1,
            &[file],
        );
    }
    is_as_it_was(&desk);
}

#[test]
fn an_editor_that_cannot_be_used_is_named_and_the_draft_kept() {
    let desk = Desk::with_parcels();
    for (editor, words) in [
        (
            &b"/nonexistent/editor --wait"[..],
            ["could not be started", "the text is in"],
        ),
        (b"vi 'oops", ["cannot be read", "quote"]),
        (
            b"'/a folder/editor' -w",
            ["/a folder/editor", "the text is in"],
        ),
        (b"sh -c 'rm \"$0\"'", ["is gone", "nothing was saved"]),
        (b"sh -c ': > \"$0\"'", ["is empty", "nothing was saved"]),
        (b"no\xffeditor", ["could not be started", "the text is in"]),
    ] {
        let mut command = desk.command(&["adr", "edit", "2"]);
        command.env("EDITOR", std::ffi::OsStr::from_bytes(editor));
        refused(command, 1, &words);
    }
    is_as_it_was(&desk);
}

#[test]
fn a_broken_character_from_the_editor_is_told_with_its_place_and_the_draft_kept() {
    let desk = Desk::with_parcels();
    for (script, words) in [
        (
            "printf '# 2. T\\n\\nvans \\377\\n' > \"$1\"",
            ["is not UTF-8 at line 3, byte 13", "nothing was saved"],
        ),
        (
            "printf '# 2. T\\nvans\\000\\n' > \"$1\"",
            ["holds a NUL at line 2, byte 11", "nothing was saved"],
        ),
    ] {
        desk.write("editor.sh", script);
        let mut command = desk.command(&["adr", "edit", "2"]);
        command.env(
            "VISUAL",
            format!("sh '{}'", desk.path("editor.sh").display()),
        );
        let told = refused(command, 1, &words);
        let draft = told.err.split("the edited file ").nth(1);
        let draft = draft.and_then(|rest| rest.split(" is not UTF-8").next());
        let draft = draft.and_then(|rest| rest.split(" holds a NUL").next());
        let kept = std::fs::read(draft.expect("the draft is named")).expect("the draft is kept");
        assert!(kept.starts_with(b"# 2. T\n"));
    }
    is_as_it_was(&desk);
}

#[test]
fn no_edit_of_a_text_decides() {
    let desk = Desk::with_parcels();
    for (status, words) in [
        (
            "Accepted",
            ["no edit makes", "adr status parcels/2 accepted"],
        ),
        (
            "Rejected",
            ["no edit makes", "adr status parcels/2 rejected"],
        ),
        (
            "Withdrawn",
            ["no edit makes", "adr status parcels/2 withdrawn"],
        ),
        (
            "Superseded",
            ["no edit makes", "adr supersede parcels/2 --by"],
        ),
        (
            "Draft",
            ["no step leads from proposed to draft", "Possible: "],
        ),
        ("Perhaps", ["no status that is known", "it was proposed"]),
    ] {
        desk.write("new.md", PARCELS[1].1.replace("Proposed", status));
        refused(
            desk.command(&["adr", "edit", "2", "--file", "new.md"]),
            1,
            &words
                .map(|word| word.replace("parcels/2", "ADR-0002"))
                .each_ref()
                .map(String::as_str),
        );
    }
    is_as_it_was(&desk);
    desk.write("new.md", PARCELS[1].1.replace("Proposed", "Deferred"));
    let edit = ["adr", "edit", "2", "--file", "new.md"];
    ends(desk.command(&edit)).fine();
    assert_eq!(
        desk.run(&["adr", "show", "2", "--raw"]).fine(),
        PARCELS[1].1.replace("Proposed", "Deferred")
    );
}

#[test]
fn where_nobody_knew_the_status_its_author_may_say_it_and_not_decide() {
    let desk = Desk::new();
    let silent = "# 1. Wash the vans\n\n## Context\n\nMud.\n";
    desk.write("vans/docs/adr/0001-wash.md", silent);
    desk.run(&["import", "vans"]).fine();
    let with = |status: &str| {
        silent.replace(
            "## Context",
            &format!("## Status\n\n{status}\n\n## Context"),
        )
    };
    desk.write("new.md", with("Accepted"));
    let edit = ["adr", "edit", "1", "--file", "new.md"];
    refused(
        desk.command(&edit),
        1,
        &["no edit makes", "adr status ADR-0001 accepted"],
    );
    assert_eq!(desk.run(&["adr", "show", "1", "--raw"]).fine(), silent);
    desk.write("new.md", with("Proposed"));
    ends(desk.command(&edit)).fine();
    desk.write("new.md", silent);
    refused(desk.command(&edit), 1, &["no status that is known"]);
    assert_eq!(
        desk.run(&["adr", "show", "1", "--raw"]).fine(),
        with("Proposed")
    );
}

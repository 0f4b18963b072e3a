//! Names and texts made to move the cursor, turn the reading order or ring the bell: none of it reaches a terminal.

use crate::desk::Desk;

const BAD: &str = "\u{1b}[2J\u{1b}]52;c;eA==\u{7}\u{9b}31m\u{202e}\u{200b}\u{7f}\u{8}";

fn no_control(text: &str, of: &str) {
    let found = text.chars().find(|c| {
        (c.is_control() && *c != '\n')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}')
    });
    assert_eq!(found, None, "{of}: {text:?}");
}

#[test]
fn no_command_lets_a_control_character_through() {
    let desk = Desk::new();
    let record = format!(
        "# 1. A title{BAD}\n\nDate: 2025-01-02\nDeciders: Eve{BAD}\n\n## Status\n\nProposed {BAD}\n\nSupersedes [2](0002{BAD}.md)\n\n\
         ## Context{BAD}\n\nHarmless{BAD} words, [a link](http://x/{BAD}), `code{BAD}`\n\n## Decision\n\nNo.\n\n## Consequences\n\nNone.\n"
    );
    desk.write(&format!("bad{BAD}log/docs/adr/0001-a{BAD}b.md"), record);
    let log = format!("bad{BAD}log");
    for json in [false, true] {
        for arguments in [
            &["import", log.as_str(), "--dry-run"][..],
            &["import", log.as_str()],
            &["adr", "list"],
            &["adr", "show", "1"],
            &["adr", "find", "title"],
            &["adr", "links", "1"],
            &["adr", "history", "1"],
            &["search", "harmless"],
            &["history"],
            &["log", "list"],
            &["dump"],
            &["undo"],
            &["redo"],
            &["adr", "export", "out", "--dry-run"],
        ] {
            let mut arguments = arguments.to_vec();
            if json {
                arguments.push("--json");
            }
            let answer = desk.run(&arguments);
            no_control(&answer.out, &format!("{arguments:?}"));
            no_control(&answer.err, &format!("{arguments:?}"));
            assert_eq!(answer.code, 0, "{arguments:?}: {}", answer.err);
        }
    }
}

#[test]
fn an_error_repeats_what_was_typed_without_its_control_characters() {
    let desk = Desk::with_parcels();
    for arguments in [
        &["adr", "show", BAD][..],
        &[BAD],
        &["adr", "list", "--log", BAD],
        &["import", BAD],
    ] {
        let answer = desk.run(arguments);
        no_control(&answer.err, &format!("{arguments:?}"));
        no_control(&answer.out, &format!("{arguments:?}"));
    }
}

#[test]
fn an_actor_with_a_line_break_is_wrong_usage() {
    let desk = Desk::with_parcels();
    let mut command = desk.command(&["undo"]);
    let refused = crate::desk::answer(
        &command
            .env("ARCHDECK_USER", "a\nb")
            .output()
            .expect("it starts"),
    );
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("ARCHDECK_USER"), "{}", refused.err);
}

//! The real binary in a real pseudo-terminal: what only a terminal can show. Few and slow; everything else is tested without one.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    missing_docs,
    reason = "tests say it by failing"
)]

#[path = "pty/harness.rs"]
#[allow(dead_code, reason = "the measurement of keys uses the rest")]
mod harness;

use harness::{Home, Session};

/// The modes a program must not leave behind.
fn assert_given_back(session: &Session) {
    let screen = session.screen();
    assert!(!screen.alternate_screen(), "the alternate screen is left");
    assert!(!screen.bracketed_paste(), "pastes are plain again");
    assert!(!screen.hide_cursor(), "the cursor is shown");
    assert_eq!(
        screen.mouse_protocol_mode(),
        vt100::MouseProtocolMode::None,
        "the mouse is the terminal's"
    );
}

#[test]
fn it_starts_and_gives_everything_back() {
    let home = Home::with_demo();
    let mut session = home.start(&[], 100, 30);
    session.wait_for("Home");
    assert!(session.screen().alternate_screen());
    assert!(session.screen().bracketed_paste());
    session.send("q");
    assert_eq!(session.wait_end(), 0);
    assert_given_back(&session);
}

#[test]
fn ctrl_c_always_leaves() {
    let home = Home::with_demo();
    let mut session = home.start(&[], 100, 30);
    session.wait_for("Home");
    session.send("gd");
    session.wait_for("Decisions");
    session.send("/abc\x03");
    assert_eq!(session.wait_end(), 0);
    assert_given_back(&session);
}

#[test]
fn a_panic_restores_the_terminal_before_it_speaks() {
    let home = Home::with_demo();
    let mut session = home.start(&[("ARCHDECK_TEST_PANIC_ON", "f12")], 100, 30);
    session.wait_for("Home");
    session.send("\x1b[24~");
    assert_ne!(session.wait_end(), 0);
    assert_given_back(&session);
    let said = session.picture();
    assert!(said.contains("asked for by a test"), "{said}");
    assert!(said.contains("mistake"), "{said}");
}

#[test]
fn a_signal_to_end_gives_everything_back() {
    let home = Home::with_demo();
    let mut session = home.start(&[], 100, 30);
    session.wait_for("Home");
    session.signal(rustix::process::Signal::TERM);
    session.wait_end();
    assert_given_back(&session);
}

#[test]
fn without_colour_the_cursor_row_is_still_turned_round() {
    let home = Home::with_demo();
    let mut session = home.start(&[("NO_COLOR", "1")], 100, 30);
    session.wait_for("Home");
    session.send("gd");
    session.wait_for("Decisions");
    session.wait_stable();
    let screen = session.screen();
    let (rows, columns) = screen.size();
    let cells =
        || (0..rows.get()).flat_map(|row| (0..columns.get()).map(move |column| (row, column)));
    let turned = cells()
        .filter_map(|(row, column)| screen.cell(row, column))
        .filter(|cell| cell.inverse())
        .count();
    assert!(turned > 20, "{turned} cells\n{}", session.picture());
    for (row, column) in cells() {
        let cell = screen.cell(row, column).unwrap();
        assert_eq!(cell.fgcolor(), vt100::Color::Default, "{row}:{column}");
    }
}

#[test]
fn another_size_is_laid_out_at_once_and_the_cursor_row_stays_seen() {
    let home = Home::with_demo();
    let mut session = home.start(&[], 120, 40);
    session.wait_for("Home");
    session.send("gdG");
    session.wait_for("Decisions");
    session.wait_stable();
    session.resize(80, 14);
    session.wait_stable();
    let picture = session.picture();
    assert!(picture.contains('▌'), "{picture}");
    session.resize(30, 8);
    session.wait_for("archdeck needs 40");
    session.resize(100, 30);
    session.wait_for("Decisions");
}

#[test]
fn pasted_text_goes_into_the_field_and_runs_nothing() {
    let home = Home::with_demo();
    let mut session = home.start(&[], 100, 30);
    session.wait_for("Home");
    session.send("gd");
    session.wait_for("Decisions");
    session.send("/\x1b[200~q\nGq\n\x1b[201~");
    session.wait_for("q⏎Gq");
    session.send("\x1b");
    session.wait_stable();
    assert!(
        session.picture().contains("Decisions"),
        "{}",
        session.picture()
    );
    session.send("\x1b[200~qqq\x1b[201~");
    session.wait_for("nothing takes text here");
}

#[test]
fn the_editor_gets_every_key_and_its_text_is_saved() {
    let home = Home::with_demo();
    let editor = home.script(
        "editor",
        "#!/bin/sh\ntrap '' INT\nkill -INT 0\nprintf 'type: '\nIFS= read -r line\nprintf '\\n%s\\n' \"$line\" >> \"$1\"\n",
    );
    let mut session = home.start(&[("VISUAL", &editor)], 100, 30);
    session.wait_for("Home");
    session.send("gd/status:proposed\r");
    session.wait_for("/status:proposed");
    session.wait_stable();
    session.send("E");
    session.wait_for("type:");
    let typed = "every key of this line is meant for the editor and for nobody else";
    session.send(typed);
    session.send("\r");
    session.wait_for("undo");
    assert!(session.screen().alternate_screen());
    session.send("\r");
    session.wait_stable();
    session.send("G");
    session.wait_for("every key of this line is meant for the editor and for nobody");
}

#[test]
fn an_editor_that_fails_changes_nothing_and_names_the_draft() {
    let home = Home::with_demo();
    let editor = home.script("editor", "#!/bin/sh\necho lost >> \"$1\"\nexit 3\n");
    let mut session = home.start(&[("VISUAL", &editor)], 100, 30);
    session.wait_for("Home");
    session.send("gd/status:proposed\r");
    session.wait_for("/status:proposed");
    session.wait_stable();
    session.send("E");
    session.wait_for("the text is in");
    session.send("q");
    session.wait_for("Home");
}

#[test]
fn ctrl_z_goes_to_the_shell_and_fg_comes_back() {
    let home = Home::with_demo();
    let mut session = home.start_in_shell(100, 30);
    session.wait_for("Home");
    session.send("gd");
    session.wait_for("Decisions");
    session.wait_stable();
    session.send("jj");
    session.wait_stable();
    let before = session.picture();
    session.send("\x1a");
    session.wait_for("Stopped");
    let screen = session.screen();
    assert!(!screen.alternate_screen());
    assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    session.send("echo in-the-$((1+1))-shell\r");
    session.wait_for("in-the-2-shell");
    session.send("fg\r");
    session.wait_until(vt100::Screen::alternate_screen);
    session.wait_stable();
    assert_eq!(session.picture(), before);
    session.send("j");
    session.wait_stable();
    assert_ne!(session.picture(), before);
}

#[test]
fn without_a_shell_ctrl_z_says_so() {
    let home = Home::with_demo();
    let mut session = home.start(&[], 100, 30);
    session.wait_for("Home");
    session.send("\x1a");
    session.wait_for("no shell");
    session.send("q");
    assert_eq!(session.wait_end(), 0);
}

#[test]
fn a_terminal_that_cannot_move_its_cursor_gets_a_sentence() {
    let home = Home::with_demo();
    let mut session = home.start(&[("TERM", "dumb")], 100, 30);
    assert_ne!(session.wait_end(), 0);
    let said = session.picture();
    assert!(said.contains("needs a terminal"), "{said}");
    assert!(said.contains("--help"), "{said}");
}

#[test]
fn the_next_start_comes_back_to_the_place() {
    let home = Home::with_demo();
    let mut session = home.start(&[], 100, 30);
    session.wait_for("Home");
    session.send("gd/status:accepted\r");
    session.wait_for("/status:accepted");
    session.send("jj");
    session.wait_stable();
    let (row, _) = session.screen().cursor_position();
    session.send("\x03");
    session.wait_end();
    let session = home.start(&[], 100, 30);
    session.wait_for("/status:accepted");
    session.wait_stable();
    assert_eq!(session.screen().cursor_position().0, row);
}

#[test]
fn an_export_shows_what_it_would_write_and_asks_first() {
    let home = Home::with_demo();
    let out = home.file("out");
    let export = ["adr", "export", &out, "--log", "fraud-scoring"];
    let mut session = home.start_with(&export, (120, 40));
    session.wait_for("[y/N]");
    let shown = session.picture();
    assert!(
        shown.contains("new file") && shown.contains("Write 12 files into"),
        "{shown}"
    );
    session.send("n\r");
    assert_eq!(session.wait_end(), 1);
    assert!(!std::path::Path::new(&out).exists());
    let mut session = home.start_with(&export, (120, 40));
    session.wait_for("[y/N]");
    session.send("y\r");
    assert_eq!(session.wait_end(), 0);
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), 12);
}

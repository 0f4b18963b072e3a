//! Two states of a decision on the command line: its last change, any two states, two decisions, the file outside.

use std::fs;

use crate::desk::{Desk, PARCELS, picture};

/// The second decision with another sentence and another status, each an edit of its own.
fn edited() -> Desk {
    let desk = Desk::with_parcels();
    let mut text = PARCELS[1].1.to_owned();
    for (from, to) in [("for a day", "for an hour"), ("Proposed", "Deferred")] {
        assert!(text.contains(from), "{text}");
        text = text.replace(from, to);
        desk.write("new.md", &text);
        desk.run(&["adr", "edit", "2", "--file", "new.md"]).fine();
    }
    desk
}

#[test]
fn without_a_state_it_is_the_last_change() {
    let desk = edited();
    let shown = desk.run(&["adr", "diff", "2"]).fine();
    picture(&desk, "diff", &shown);
    assert!(!shown.contains('\u{1b}'));
    let coloured = desk.run(&["adr", "diff", "2", "--color", "always"]).fine();
    assert!(
        coloured.contains("\u{1b}[31m-Proposed\u{1b}[0m"),
        "{coloured}"
    );
}

#[test]
fn any_two_states_are_compared() {
    let desk = edited();
    let whole = desk.run(&["adr", "diff", "2", "--from", "imported"]).fine();
    assert!(
        whole.contains("-Proposed") && whole.contains("for an hour"),
        "{whole}"
    );
    let events = desk.run(&["adr", "history", "2", "--json"]).json();
    let seq = events["lines"][1]["seq"].to_string();
    let first = desk.run(&["adr", "diff", "2", "--to", &seq]).fine();
    assert!(
        first.contains("for an hour") && !first.contains("+Deferred"),
        "{first}"
    );
    let same = desk
        .run(&["adr", "diff", "2", "--from", "now", "--to", "now"])
        .fine();
    assert!(same.contains("Both states are the same."), "{same}");
}

#[test]
fn two_decisions_and_the_file_outside_are_compared_too() {
    let desk = Desk::with_parcels();
    let two = desk.run(&["adr", "diff", "1", "2"]).fine();
    assert!(
        two.contains("--- ADR-0001 now") && two.contains("+++ ADR-0002 now"),
        "{two}"
    );
    let outside = desk.path("parcels/docs/adr").join(PARCELS[1].0);
    fs::write(outside, PARCELS[1].1.replace("for a day", "for a week")).expect("the file");
    let view = desk
        .run(&["adr", "diff", "2", "--to", "outside", "--json"])
        .json();
    assert_eq!(view["to"]["state"], "the file outside");
    let text = view["text"].to_string();
    assert!(
        text.contains("\"week\"") && text.contains("\"differs\""),
        "{text}"
    );
}

#[test]
fn a_state_that_never_was_is_refused_and_the_ones_there_are_named() {
    let desk = Desk::with_parcels();
    let refused = desk.run(&["adr", "diff", "2", "--from", "4711"]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("there is no event 4711") && refused.err.contains("archdeck history"),
        "{}",
        refused.err
    );
    let wrong = desk.run(&["adr", "diff", "2", "--from", "yesterday"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("`imported`"), "{}", wrong.err);
}

#[test]
fn a_text_that_comes_too_late_is_shown_against_the_present_one() {
    let desk = Desk::with_parcels();
    let shown = desk.run(&["adr", "show", "2", "--json"]).json();
    let digest = shown["digest"].as_str().expect("a digest");
    desk.write("theirs.md", PARCELS[1].1.replace("for a day", "for a week"));
    desk.run(&["adr", "edit", "2", "--file", "theirs.md"])
        .fine();
    desk.write("mine.md", PARCELS[1].1.replace("for a day", "for an hour"));
    let late = desk.run(&["adr", "edit", "2", "--file", "mine.md", "--base", digest]);
    assert_eq!(late.code, 1);
    assert!(
        late.err.contains("was changed meanwhile by Mina Okafor"),
        "{}",
        late.err
    );
    assert!(late.out.contains("+++ ADR-0002 my text"), "{}", late.out);
    assert!(
        late.out.contains("for a week") && late.out.contains("for an hour"),
        "{}",
        late.out
    );
}

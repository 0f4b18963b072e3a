use ratatui::style::Modifier;

use super::*;
use crate::tui::screens::stage::{Stage, Store, changed, id, record_view};

fn at(width: u16, height: u16) -> Stage {
    Stage::at(&changed(11), width, height)
}

#[test]
fn one_below_the_other_where_it_is_narrow() {
    insta::assert_snapshot!(at(80, 24).picture());
    insta::assert_snapshot!(at(80, 24).press(Action::Bottom).picture());
}

#[test]
fn side_by_side_where_there_is_room() {
    insta::assert_snapshot!(at(120, 36).picture());
    insta::assert_snapshot!(at(200, 50).picture());
}

#[test]
fn in_ascii() {
    insta::assert_snapshot!(at(120, 36).in_ascii().picture());
}

#[test]
fn words_that_differ_are_told_without_colour() {
    let pieces = at(120, 60).pieces_with(Modifier::UNDERLINED);
    assert!(
        pieces.iter().any(|piece| piece.contains("Twice")),
        "{pieces:?}"
    );
    assert!(
        pieces.iter().any(|piece| piece.contains("five per cent")),
        "{pieces:?}"
    );
    assert!(
        !pieces.iter().any(|piece| piece.contains("this year")),
        "{pieces:?}"
    );
}

#[test]
fn one_steps_from_difference_to_difference_and_around() {
    let mut stage = at(80, 16);
    stage.picture();
    assert_eq!(stage.screen.status(), "7 differences");
    stage.press(Action::NextMatch);
    assert_eq!(stage.screen.status(), "difference 1 of 7");
    assert!(
        stage.cursor_line().contains("date"),
        "{}",
        stage.cursor_line()
    );
    for _ in 0..3 {
        stage.press(Action::NextMatch);
    }
    assert!(
        stage.cursor_line().contains("Twice"),
        "{}",
        stage.cursor_line()
    );
    stage.press(Action::PreviousMatch);
    assert_eq!(stage.screen.status(), "difference 3 of 7");
    for _ in 0..6 {
        stage.press(Action::NextMatch);
    }
    assert_eq!(stage.screen.status(), "difference 1 of 7", "around");
    stage.press(Action::PreviousMatch);
    assert_eq!(stage.screen.status(), "difference 8 of 7", "around");
}

#[test]
fn after_scrolling_the_next_one_is_the_next_below() {
    let mut stage = at(80, 12);
    stage.press(Action::PageDown).press(Action::PageDown);
    let seen = stage.picture();
    stage.press(Action::NextMatch);
    let nth = stage.screen.status();
    assert_ne!(nth, "difference 1 of 7", "{seen}");
}

#[test]
fn another_width_keeps_the_place() {
    let mut stage = at(80, 24);
    for _ in 0..5 {
        stage.press(Action::NextMatch);
    }
    let line = stage.cursor_line();
    stage.resize(60, 24);
    assert_eq!(stage.screen.status(), "difference 5 of 7");
    stage.resize(80, 24);
    assert_eq!(stage.cursor_line(), line);
}

#[test]
fn long_lines_are_wrapped_and_nothing_is_cut() {
    for width in [40, 80, 120, 133, 200] {
        let picture = at(width, 120).picture();
        // The two states above are named in a line each.
        let picture = picture.lines().skip(3).collect::<Vec<_>>().join("\n");
        let words: String = picture.split_whitespace().collect::<Vec<_>>().concat();
        assert!(words.contains("anything."), "{width}\n{picture}");
        assert!(!picture.contains('…'), "{width}\n{picture}");
    }
}

#[test]
fn two_states_that_are_the_same_say_so() {
    let revision = now(id(11));
    let same = Place::Compare {
        from: revision,
        to: revision,
    };
    let mut stage = Stage::at(&same, 80, 20);
    let picture = stage.picture();
    assert!(picture.contains("Both states are the same."), "{picture}");
    assert_eq!(
        stage.screen.availability(Action::NextMatch),
        Availability::Disabled("both states are the same".to_owned())
    );
}

#[test]
fn hostile_text_stays_on_its_side() {
    let place = of_two(id(9), id(11));
    let picture = Stage::with(Store::hostile(), &place, (120, 120)).picture();
    assert!(
        !picture.contains('\u{1b}') && picture.contains('│'),
        "{picture}"
    );
}

#[test]
fn the_menu_names_the_states_and_leads_to_them() {
    let mut view = record_view(11, 80);
    let event = |seq| EventLine {
        record: view.adr.id,
        ..crate::tui::screens::stage::event((seq, "2026-11-20"), "Mina Okafor", "adr.edited", 2)
    };
    view.history = (1..=14).rev().map(event).collect();
    let menu = menu(&view);
    let shown: Vec<_> = menu
        .choices
        .iter()
        .map(|(_, shown, _)| shown.as_str())
        .collect();
    assert_eq!(shown.len(), 3 + EVENTS_NAMED);
    assert_eq!(
        shown[3],
        "after event 13  2026-11-20 10:42  Mina Okafor edited"
    );
    assert_eq!(menu.choices[1].2.as_deref(), Some("it was written here"));
    let states: Vec<_> = menu
        .choices
        .iter()
        .map(|(word, _, _)| match chosen(view.adr.id, word) {
            Some(Place::Compare { from, to }) => (from.state, to.state),
            other => unreachable!("{word}: {other:?}"),
        })
        .collect();
    assert_eq!(states[0], (State::Before(14), State::Now));
    assert_eq!(states[1], (State::Imported, State::Now));
    assert_eq!(states[2], (State::Now, State::Outside));
    assert_eq!(states[3], (State::At(13), State::Now));
    assert_eq!(chosen(view.adr.id, "status:draft"), None);
}

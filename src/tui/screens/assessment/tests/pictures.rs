//! Pictures of a walk: every state of an item, wide and narrow, empty and filtered.

use super::*;

#[test]
fn items_and_page_at_120_columns() {
    insta::assert_snapshot!(on("ORR-19").picture());
}

#[test]
fn items_at_80_columns() {
    insta::assert_snapshot!(walk(80, 22).picture());
}

#[test]
fn a_page_at_80_columns() {
    let mut stage = walk(80, 22);
    stage.press(Action::PreviousFailing).press(Action::Open);
    insta::assert_snapshot!(stage.picture());
}

#[test]
fn items_and_page_at_200_columns() {
    let mut stage = walk(200, 48);
    stage.press(Action::NextUnanswered);
    insta::assert_snapshot!(stage.picture());
}

#[test]
fn every_state_has_a_page() {
    let items = [
        "ORR-21", "ORR-22", "ORR-23", "ORR-24", "ORR-25", "ORR-26", "ORR-27", "ORR-28",
    ];
    let pages = items.map(|item| {
        let mut stage = walk(60, 30);
        stage.press(Action::Filter).type_text(item);
        stage.press(Action::Open).press(Action::Open);
        let picture = stage.picture();
        picture.lines().skip(1).collect::<Vec<_>>().join("\n")
    });
    insta::assert_snapshot!(pages.join("\n\n"));
}

#[test]
fn the_heading_stays_while_its_items_are_scrolled() {
    let mut stage = Stage::at(&Place::Assessment(assessment_id(FORTY)), 80, 14);
    stage.press(Action::Top);
    for _ in 0..16 {
        stage.press(Action::Down);
    }
    insta::assert_snapshot!(stage.picture());
}

#[test]
fn nothing_is_asked_and_no_tier_is_known() {
    let place = Place::Assessment(assessment_id(EMPTY));
    insta::assert_snapshot!(Stage::at(&place, 100, 16).picture());
}

#[test]
fn a_filter_that_lets_nothing_through() {
    let mut stage = walk(80, 14);
    stage.press(Action::Filter).type_text("kubernetes");
    insta::assert_snapshot!(stage.picture());
}

#[test]
fn marks_and_a_facet_in_ascii() {
    let mut stage = walk(80, 16).in_ascii();
    stage.choose("facet:1");
    stage.press(Action::Mark).press(Action::Mark);
    insta::assert_snapshot!(stage.picture());
}

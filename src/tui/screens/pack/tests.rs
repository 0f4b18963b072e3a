//! Stories about one pack.

use super::*;
use crate::tui::screens::stage::Stage;

fn stage(id: &str, width: u16, height: u16) -> Stage {
    Stage::at(&Place::Pack(id.into()), width, height)
}

#[test]
fn the_items_in_their_sections_at_80_columns() {
    insta::assert_snapshot!(stage("ra.online-scoring", 80, 22).picture());
}

#[test]
fn everything_about_an_item_stands_beside_it_at_120_columns() {
    let mut stage = stage("ra.online-scoring", 120, 34);
    stage.press(Action::Down);
    insta::assert_snapshot!(stage.picture());
}

#[test]
fn a_narrow_screen_shows_the_item_behind_enter_and_comes_back() {
    let mut stage = stage("ra.online-scoring", 80, 12);
    stage
        .press(Action::Down)
        .press(Action::Down)
        .press(Action::Open);
    let first = stage.picture();
    assert!(first.contains("ONL-02") && first.contains("of"), "{first}");
    stage.press(Action::Bottom);
    assert_ne!(stage.picture(), first);
    stage.press(Action::Top);
    assert_eq!(stage.picture(), first);
    stage.press(Action::Back);
    assert!(stage.picture().contains("ITEMS"));
}

#[test]
fn a_rubric_shows_its_anchors_and_its_rules() {
    insta::assert_snapshot!(stage("risk.small", 120, 24).picture());
}

#[test]
fn the_register_shows_what_is_done_in_each_band() {
    insta::assert_snapshot!(stage("risk.table", 120, 24).picture());
}

#[test]
fn a_pack_that_is_gone_is_said_so() {
    let mut stage = stage("own.gone", 80, 10);
    assert!(stage.picture().contains("no pack of this word"));
    assert!(matches!(stage.wants().as_slice(), [Outcome::Warn(_)]));
    let answer = stage.screen.availability(Action::Open);
    assert!(matches!(answer, Availability::Disabled(_)));
}

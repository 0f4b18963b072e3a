//! Every form and menu as it is seen.

use super::{at, list, with_store};
use crate::tui::{
    screen::Place,
    screens::stage::{Store, id},
};

/// A name, the decision, and the keys that lead there.
const FORMS: [(&str, u128, &str); 13] = [
    ("new", 12, "a"),
    ("step_menu_draft", 13, "s"),
    ("step_menu_accepted", 12, "s"),
    ("step_form_accept", 11, "s 2"),
    ("step_form_defer", 11, "s 4"),
    ("step_form_unknown", 2_005, "s 1"),
    ("supersede", 12, "s 2"),
    ("amend", 12, "s 3"),
    ("edit", 11, "e"),
    ("correct", 12, "e"),
    ("link", 12, "L tab s t o r e"),
    ("comment", 12, "c"),
    ("discard", 13, "D"),
];

#[test]
fn every_form_at_two_sizes() {
    for (name, number, keys) in FORMS {
        for size in [(80, 24), (120, 36)] {
            let (mut stage, _) = with_store(Store::usual(), Place::Record(id(number)), size);
            stage.press(keys);
            insta::assert_snapshot!(format!("{name}_{}", size.0), stage.picture());
        }
    }
}

#[test]
fn what_is_done_with_marked_ones_at_two_sizes() {
    for (name, keys) in [
        ("marks", ""),
        ("marks_step", "s"),
        ("marks_withdraw", "s 1"),
        ("marks_tags", "t"),
        ("marks_packet", "P"),
    ] {
        for size in [(80, 24), (120, 36)] {
            let (mut stage, _) = with_store(Store::usual(), list(), size);
            stage.press("j j space j space");
            if !keys.is_empty() {
                stage.press(keys);
            }
            insta::assert_snapshot!(format!("{name}_{}", size.0), stage.picture());
        }
    }
}

#[test]
fn a_form_is_told_from_the_screen_below_without_colour() {
    let (mut stage, _) = at(Place::Record(id(11)));
    stage.press("e tab").type_text("x").press("tab");
    insta::assert_snapshot!("edit_tones", stage.tones());
}

#[test]
fn forms_are_drawn_at_every_size_with_whatever_stands_in_the_store() {
    for store in [Store::usual(), Store::hostile()] {
        let (mut stage, _) = with_store(store, list(), (130, 45));
        for keys in ["a", "s", "e", "t", "L", "c", "space space s", "t"] {
            stage.resize(130, 45).press(keys);
            for width in [1, 5, 17, 39, 65, 100, 130] {
                for height in [1, 3, 7, 13, 24, 45] {
                    stage.resize(width, height).press("tab");
                    if let Some(at) = stage.cursor {
                        assert!(at.x < width && at.y < height, "{keys} {width}x{height}");
                    }
                }
            }
            let picture = stage.resize(130, 45).picture();
            let odd =
                |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}');
            assert!(!picture.contains(odd), "{keys}\n{picture}");
            stage.press("esc y");
        }
    }
}

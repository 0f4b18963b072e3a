//! What somebody does with a form, from the first key to the last.

use super::stage;
use crate::tui::{app::Message, effect::Effect, screen::Place, stage::Stage};

fn form() -> Stage {
    let mut stage = stage(Place::Home, 80, 24);
    stage.press("a");
    stage
}

fn status(stage: &Stage) -> String {
    stage.picture().lines().last().unwrap().to_owned()
}

/// The row of the real cursor.
fn row(stage: &Stage) -> String {
    let at = stage.cursor.map_or(usize::MAX, |at| usize::from(at.y));
    let picture = stage.picture();
    picture.lines().nth(at).unwrap_or_default().to_owned()
}

fn is_open(stage: &Stage) -> bool {
    stage.picture().contains("New decision")
}

#[test]
fn a_form_is_drawn_with_its_fields_and_the_cursor_in_the_first() {
    for (width, height) in [(80, 24), (120, 36), (40, 10)] {
        let mut stage = stage(Place::Home, width, height);
        stage.press("a").type_text("Keep it");
        assert!(stage.cursor_is_shown && row(&stage).contains("Keep it"));
        insta::assert_snapshot!(format!("form_{width}x{height}"), stage.picture());
    }
    let mut stage = form();
    stage
        .type_text("Keep it")
        .press("tab tab right tab")
        .type_text("stor");
    insta::assert_snapshot!("form_matches", stage.picture());
    insta::assert_snapshot!("form_matches_tones", stage.tones());
}

#[test]
fn what_is_typed_is_saved_and_what_was_made_is_opened() {
    let mut stage = form();
    stage
        .type_text("Keep one store")
        .press("tab")
        .type_text("2026-03-02");
    stage
        .press("tab")
        .type_text("p")
        .press("tab")
        .type_text("12")
        .press("enter");
    assert!(is_open(&stage), "there is another field");
    stage.type_text("a, b").press("enter");
    assert!(!is_open(&stage));
    let said = stage
        .press(":")
        .type_text("messages")
        .press("enter")
        .picture();
    let said: Vec<_> = said.split_whitespace().collect();
    let wanted = "title=Keep one store on=2026-03-02 status=proposed other=0000000000000000000000000000000c tags=a, b";
    let wanted: Vec<_> = wanted.split_whitespace().collect();
    assert!(
        said.windows(3).any(|words| words == &wanted[..3]),
        "{said:?}"
    );
    stage.press("esc");
    assert!(stage.picture().lines().next().unwrap().contains("Record 7"));
}

#[test]
fn tab_goes_round_and_back_and_arrows_do_not() {
    let mut stage = form();
    let labels = ["Title", "Decided on", "Status", "Supersedes", "Tags"];
    for label in labels.iter().chain(&labels[..1]) {
        assert!(row(&stage).contains(label), "{label}: {}", row(&stage));
        stage.press("tab");
    }
    stage.press("shift-tab shift-tab");
    assert!(row(&stage).contains("Tags"), "{}", row(&stage));
    stage.press("down");
    assert!(row(&stage).contains("Tags"));
    stage.press("up up");
    assert!(row(&stage).contains("Status"));
}

#[test]
fn what_is_missing_or_no_date_is_said_beside_its_field() {
    let mut stage = form();
    stage.press("ctrl-s");
    assert!(stage.picture().contains("✗ this is needed"));
    stage
        .type_text("Keep it")
        .press("tab")
        .type_text("last week")
        .press("tab");
    assert!(
        stage
            .picture()
            .contains("✗ `last week` is not a date; write")
    );
    assert!(row(&stage).contains("Status"), "one may go on");
    stage.press("ctrl-s");
    assert!(row(&stage).contains("last week"), "saving leads back to it");
    stage.press("ctrl-u").type_text("2026-03").press("ctrl-s");
    assert!(!is_open(&stage));
}

#[test]
fn what_the_screen_objects_to_is_said_beside_its_field() {
    let mut stage = form();
    stage.type_text("taken").press("tab ctrl-s");
    insta::assert_snapshot!("form_objection", stage.picture());
    assert!(row(&stage).contains("taken"));
    stage.press("ctrl-u").type_text("nothing").press("ctrl-s");
    assert!(status(&stage).contains("nothing to be saved"));
    assert!(!is_open(&stage));
}

#[test]
fn a_refusal_keeps_the_form_so_that_it_can_be_sent_again() {
    let mut stage = form();
    stage.type_text("refused").press("ctrl-s");
    insta::assert_snapshot!("form_refused", stage.picture());
    assert!(!row(&stage).is_empty());
    stage.press("ctrl-u").type_text("taken up").press("ctrl-s");
    assert!(!is_open(&stage));
    stage.press(":").type_text("messages").press("enter");
    assert!(stage.picture().contains("the folder of payments is full"));
}

#[test]
fn while_it_is_saved_a_form_waits_and_takes_nothing() {
    let mut stage = form();
    stage.is_slow = true;
    stage
        .type_text("Keep it")
        .press("ctrl-s")
        .type_text("more")
        .press("esc ctrl-s tab");
    assert!(is_open(&stage) && stage.picture().contains("saving…"));
    assert!(status(&stage).contains("this is being saved"));
    assert!(stage.picture().contains("Keep it ") && !stage.picture().contains("more "));
    stage.press("ctrl-c");
    assert!(stage.picture().contains("\"New decision\" is not saved"));
    stage.answer_all();
    assert!(!is_open(&stage), "{}", stage.picture());
    assert_eq!(stage.effects, []);
}

#[test]
fn esc_asks_only_where_something_was_typed_and_no_is_the_usual_answer() {
    let mut stage = form();
    stage.press("tab esc");
    assert!(!is_open(&stage));
    stage.press("a").type_text("Keep it").press("esc");
    insta::assert_snapshot!("form_leave", stage.picture());
    stage.press("enter");
    assert!(row(&stage).contains("Keep it"), "{}", stage.picture());
    stage.press("esc esc").type_text("!");
    assert!(row(&stage).contains("Keep it!"));
    stage.press("esc y");
    assert!(!is_open(&stage));
    stage.press("a");
    assert!(!stage.picture().contains("Keep it"), "a form begins anew");
}

#[test]
fn ctrl_c_asks_where_something_was_typed_and_leaves_the_second_time() {
    let mut stage = form();
    stage.press("ctrl-c");
    assert_eq!(stage.effects, [Effect::Quit]);
    let mut stage = form();
    stage.type_text("Keep it").press("ctrl-c n");
    assert_eq!(stage.effects, []);
    assert!(row(&stage).contains("Keep it"));
    stage.press("ctrl-c ctrl-c");
    assert_eq!(stage.effects, [Effect::Quit]);
}

#[test]
fn pasted_text_goes_into_the_field_and_presses_no_key() {
    let mut stage = form();
    stage.paste("Keep\r\nit\nq\n\u{1b}[31m");
    assert!(is_open(&stage));
    stage.press("ctrl-s");
    assert!(
        stage
            .picture()
            .contains("✗ character 11 is the control character"),
        "{}",
        stage.picture()
    );
    stage.press("ctrl-u").paste("Keep\r\nit\n").press("ctrl-s");
    assert!(!is_open(&stage));
}

#[test]
fn a_choice_is_turned_with_arrows_space_and_its_first_letter() {
    let mut stage = form();
    stage.press("tab tab");
    let chosen = |stage: &Stage| {
        row(stage)
            .split('●')
            .nth(1)
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    assert!(chosen(&stage).starts_with("draft"));
    stage.press("right");
    assert!(chosen(&stage).starts_with("proposed"));
    stage.press("right left left space");
    assert!(chosen(&stage).starts_with("proposed"), "{}", row(&stage));
    stage.type_text("d");
    assert!(chosen(&stage).starts_with("draft"));
    stage.type_text("z");
    assert!(chosen(&stage).starts_with("draft"));
}

#[test]
fn a_decision_is_found_by_words_and_taken_with_enter() {
    let mut stage = form();
    stage
        .press("tab tab tab")
        .type_text("stor")
        .press("down enter");
    assert!(row(&stage).contains("Tags"), "Enter goes on");
    assert!(stage.picture().contains("payments/12 Serve fraud scores"));
    stage.press("shift-tab").type_text("zzz");
    assert!(stage.picture().contains("no decision matches"));
    assert!(!stage.picture().contains("payments/12"));
    stage.press("enter");
    assert!(
        stage.picture().contains("✗ no decision is chosen yet"),
        "{}",
        stage.picture()
    );
    stage
        .press("shift-tab ctrl-u")
        .type_text("vend")
        .press("esc");
    assert!(is_open(&stage), "Esc puts the matches away first");
    stage.type_text("o").click("payments/13");
    assert!(
        row(&stage).contains("payments/13 Vendor"),
        "{}",
        row(&stage)
    );
}

#[test]
fn the_mouse_goes_to_a_field_and_never_loses_what_was_typed() {
    let mut stage = form();
    stage.type_text("Keep it").click("Tags").type_text("x");
    assert!(row(&stage).contains('x'));
    stage.click("Status");
    assert!(row(&stage).contains("● draft"));
    stage.click("Status");
    assert!(row(&stage).contains("● proposed"));
    stage.click("archdeck");
    assert!(stage.picture().contains("Close the form?"));
    stage.press("n").click("ctrl-s save");
    assert!(!is_open(&stage));
}

#[test]
fn a_question_is_answered_by_y_alone() {
    for (keys, said) in [
        ("y", "chose discard"),
        ("enter", ""),
        ("esc", ""),
        ("x", ""),
    ] {
        let mut stage = stage(Place::Home, 80, 24);
        stage.press("D");
        insta::assert_snapshot!("question", stage.picture());
        stage.press(keys);
        assert!(!stage.picture().contains("history keeps it"), "{keys}");
        assert_eq!(
            status(&stage).contains("chose discard"),
            !said.is_empty(),
            "{keys}"
        );
    }
}

#[test]
fn a_form_is_drawn_at_every_size() {
    for width in [1, 2, 5, 11, 23, 39, 40, 58, 79, 100, 130] {
        for height in [1, 2, 3, 5, 8, 12, 18, 24, 45] {
            let mut stage = stage(Place::Home, width, height);
            stage
                .press("a")
                .type_text("refused")
                .press("tab")
                .type_text("x")
                .press("tab tab");
            stage.type_text("s").press("ctrl-s tab ctrl-u ctrl-s");
            stage
                .paste("設計書設計書設計書設計書設計書設計書")
                .press("esc");
            stage.tell(Message::Failed(crate::tui::stage::no("a problem")));
            if let Some(at) = stage.cursor {
                assert!(at.x < width && at.y < height);
            }
        }
    }
}

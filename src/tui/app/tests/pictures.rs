use super::stage;
use crate::tui::{app::Message, effect::Problem, screen::Place};

fn at_home(width: u16, height: u16) -> crate::tui::stage::Stage {
    stage(Place::Home, width, height)
}

#[test]
fn the_palette() {
    let mut stage = at_home(100, 20);
    stage.press(":");
    insta::assert_snapshot!("palette", stage.picture());
    stage.type_text("text");
    insta::assert_snapshot!("palette_filtered", stage.picture());
    insta::assert_snapshot!("palette_tones", stage.tones());
}

#[test]
fn a_command_with_its_argument() {
    let mut stage = at_home(80, 14);
    stage.press(":").type_text("filter status:draft sql");
    insta::assert_snapshot!("palette_command", stage.picture());
}

#[test]
fn the_help() {
    let mut stage = at_home(90, 40);
    stage.press("?");
    insta::assert_snapshot!("help", stage.picture());
    stage.press("/").type_text("undo");
    insta::assert_snapshot!("help_filtered", stage.picture());
}

#[test]
fn which_key() {
    let mut stage = at_home(80, 16);
    stage.press("g").wait(299);
    assert!(!stage.picture().contains("Decisions"));
    stage.wait(1);
    insta::assert_snapshot!("which_key", stage.picture());
}

#[test]
fn what_is_said() {
    let mut stage = at_home(80, 16);
    stage.press("u");
    insta::assert_snapshot!("toast", stage.picture());
    stage.tell(Message::Failed(Problem::new(
        "payments/12 was changed meanwhile by Lee Brandt; nothing was saved",
        "Both texts are in the history.",
    )));
    insta::assert_snapshot!("problem", stage.picture());
    insta::assert_snapshot!("problem_tones", stage.tones());
    stage
        .press("j")
        .press(":")
        .type_text("messages")
        .press("enter");
    insta::assert_snapshot!("messages", stage.picture());
}

#[test]
fn the_jump() {
    let mut stage = at_home(80, 16);
    stage.press("ctrl-f").type_text("stor");
    insta::assert_snapshot!("jump", stage.picture());
    insta::assert_snapshot!("jump_tones", stage.tones());
}

#[test]
fn a_menu() {
    let mut stage = at_home(80, 16);
    insta::assert_snapshot!("menu", stage.press("f").picture());
}

#[test]
fn the_last_line_gives_way_as_it_gets_narrow() {
    let lines: Vec<_> = [120, 80, 60, 40]
        .into_iter()
        .map(|width| {
            at_home(width, 12)
                .picture()
                .lines()
                .last()
                .unwrap()
                .to_owned()
        })
        .collect();
    insta::assert_snapshot!("status_widths", lines.join("\n"));
}

#[test]
fn too_small() {
    insta::assert_snapshot!("small", at_home(30, 8).picture());
    insta::assert_snapshot!("smallest", at_home(5, 2).picture());
}

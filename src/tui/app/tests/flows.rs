use super::stage;
use crate::{
    domain::{digest::Digest, ids::RecordId},
    tui::{
        app::{EditedText, Message},
        effect::{EditRequest, Effect},
        screen::Place,
    },
};

fn home() -> crate::tui::stage::Stage {
    stage(Place::Home, 80, 24)
}

fn status(stage: &crate::tui::stage::Stage) -> String {
    stage.picture().lines().last().unwrap().to_owned()
}

fn header(stage: &crate::tui::stage::Stage) -> String {
    stage.picture().lines().next().unwrap().to_owned()
}

#[test]
fn keys_move_open_and_come_back_to_the_same_row() {
    let mut stage = home();
    stage.press("g d j j down enter");
    assert!(header(&stage).contains("Record 3"), "{}", header(&stage));
    stage.press("esc");
    assert!(header(&stage).contains("Decisions"));
    assert!(status(&stage).starts_with(" 4 of 10"), "{}", status(&stage));
    stage.press("q");
    assert!(header(&stage).contains("Home"));
    assert_eq!(stage.press("q").effects, [Effect::Quit]);
}

#[test]
fn an_item_is_gone_to_in_its_assessment_and_one_comes_back() {
    let mut stage = home();
    stage.press("g d i");
    assert!(header(&stage).contains("Assessment"), "{}", header(&stage));
    assert!(status(&stage).starts_with(" 7 of 10"), "{}", status(&stage));
    stage.press("esc");
    assert!(header(&stage).contains("Decisions"));
}

#[test]
fn ctrl_o_goes_back_through_places_and_a_kind_of_place_is_taken_up_again() {
    let mut stage = home();
    stage.press("g d j j g e g d");
    assert!(status(&stage).starts_with(" 3 of 10"), "the cursor is kept");
    stage.press("ctrl-o");
    assert!(header(&stage).contains("Events"));
    stage.press("ctrl-o ctrl-o ctrl-o");
    assert!(header(&stage).contains("Home"));
    assert!(status(&stage).contains("this is the first place"));
}

#[test]
fn ctrl_c_leaves_from_everywhere() {
    for before in ["g", ":", "/", "?", "g d enter", "f"] {
        let mut stage = home();
        stage.press(before).press("ctrl-c");
        assert_eq!(stage.effects, [Effect::Quit], "{before}");
    }
}

#[test]
fn leaving_asks_only_when_something_would_be_lost_and_once() {
    let mut stage = home();
    stage.press("/").type_text("precious").press("ctrl-c");
    assert_eq!(stage.effects, []);
    assert!(stage.picture().contains("The comment is not saved"));
    stage.press("enter");
    assert_eq!(stage.effects, [], "the default is no");
    stage.press("ctrl-c y");
    assert_eq!(stage.effects, [Effect::Quit]);
    let mut stage = home();
    stage
        .press("/")
        .type_text("precious")
        .press("ctrl-c ctrl-c");
    assert_eq!(stage.effects, [Effect::Quit]);
}

#[test]
fn a_focused_field_gets_letters_and_bindings_get_the_rest() {
    let mut stage = home();
    stage.press("/").type_text("qu:g?").press("down");
    assert!(
        status(&stage).starts_with(" 2 of 10 qu:g?"),
        "{}",
        status(&stage)
    );
    assert!(stage.cursor_is_shown);
    stage.press("ctrl-w").type_text("x").press("enter");
    assert!(!stage.cursor_is_shown);
    stage.press("down");
    assert!(
        status(&stage).starts_with(" 3 of 10 x"),
        "{}",
        status(&stage)
    );
}

#[test]
fn pasted_text_is_never_a_command() {
    let mut stage = home();
    stage.paste("q\nq\n");
    assert_eq!(stage.effects, []);
    assert!(status(&stage).contains("nothing takes text here"));
    stage.press("/").paste("q\nq");
    assert_eq!(stage.effects, []);
}

#[test]
fn undo_says_what_was_undone_and_which_key_does_it_again() {
    let mut stage = home();
    stage.press("u");
    let said = status(&stage);
    assert!(
        said.contains("Undone: the text of payments/12  ctrl-r redo"),
        "{said}"
    );
    stage.press("ctrl-r");
    let said = status(&stage);
    assert!(
        said.contains("Done again: the text of payments/12  u undo"),
        "{said}"
    );
}

#[test]
fn a_success_goes_after_four_seconds_and_takes_no_key() {
    let mut stage = home();
    stage.press("y");
    assert_eq!(stage.effects, [Effect::Copy("payments/1".to_owned())]);
    stage.press("j").wait(3_900);
    assert!(status(&stage).contains("is copied"));
    assert_eq!(stage.app.next_wake(), Some(4_000));
    stage.wait(100);
    assert!(status(&stage).starts_with(" 2 of 10"), "{}", status(&stage));
    assert_eq!(stage.app.next_wake(), None);
}

#[test]
fn a_problem_stays_until_a_key_which_still_does_its_work() {
    let mut stage = home();
    stage.press(": ").type_text("import").press("space x enter");
    stage.wait(10_000);
    stage.tell(Message::Failed(crate::tui::stage::no("the disk is full")));
    stage.wait(60_000);
    assert!(stage.picture().contains("the disk is full"));
    stage.press("j");
    assert!(!stage.picture().contains("the disk is full"));
    assert!(status(&stage).contains("2 of 10"), "{}", status(&stage));
    stage.tell(Message::Failed(crate::tui::stage::no("the disk is full")));
    stage.press("enter");
    assert!(header(&stage).contains("Home"), "Enter only takes it away");
    stage.press(": ").type_text("messages").press("enter");
    assert!(stage.picture().contains("the disk is full"));
}

#[test]
fn a_word_says_that_an_answer_takes_long() {
    let mut stage = home();
    stage.is_slow = true;
    stage.press("u").wait(140);
    assert!(!header(&stage).contains("undoing"));
    assert!(status(&stage).ends_with("undoing…"), "{}", status(&stage));
    stage.wait(10);
    assert!(header(&stage).contains("undoing…"), "{}", header(&stage));
    stage.answer_all();
    assert!(!header(&stage).contains("undoing"));
}

#[test]
fn the_palette_finds_by_words_names_and_keys() {
    for (typed, expected) in [
        ("undo", "Undone"),
        ("history.undo", "Undone"),
        ("u", "Undone"),
        ("ctrl-r", "Done again"),
        ("last change", "Undone"),
    ] {
        let mut stage = home();
        stage.press(":").type_text(typed).press("enter");
        assert!(
            status(&stage).contains(expected),
            "{typed}: {}",
            status(&stage)
        );
    }
}

#[test]
fn the_palette_takes_arguments() {
    let typed = |text: &str| {
        let mut stage = home();
        stage.press("ctrl-p").type_text(text).press("enter");
        stage
    };
    assert!(header(&typed("12")).contains("Record 12"));
    assert!(header(&typed("adr 13")).contains("Record 13"));
    assert!(header(&typed("adr vendor")).contains("Record 13"));
    assert!(
        typed("adr 99")
            .picture()
            .contains("no decision answers to `99`")
    );
    assert!(
        typed("adr store")
            .picture()
            .contains("Jump to a decision: ")
    );
    assert!(status(&typed("import ~/work/adrs")).contains("Imported /home/mina/work/adrs"));
    assert!(status(&typed("import")).contains("type the folder"));
    assert!(header(&typed("search vector store")).contains("Search"));
    assert!(header(&typed("filter status:draft")).contains("Decisions"));
    assert!(status(&typed("filter status:agreed")).contains("is not a status"));
    assert_eq!(typed("theme light").app.start.theme, "light");
    assert!(status(&typed("theme purple")).contains("type one of dark, light"));
}

#[test]
fn a_disabled_action_says_why() {
    let mut stage = home();
    stage.press("n");
    assert!(status(&stage).contains("nothing is filtered"));
    stage
        .wait(5_000)
        .press(":")
        .type_text("next match")
        .press("enter");
    assert!(status(&stage).contains("nothing is filtered"));
}

#[test]
fn a_menu_is_answered_by_a_row_or_a_digit() {
    let mut stage = home();
    stage.press("f 3");
    assert!(status(&stage).contains("chose proposed"));
    stage.press("f enter");
    assert!(status(&stage).contains("chose draft"));
    stage.press("f 2");
    assert!(status(&stage).contains("none has it"));
    stage.press("esc j");
    assert!(!stage.picture().contains("Status"));
}

#[test]
fn a_theme_is_worn_while_one_looks_at_it() {
    let mut stage = home();
    stage
        .press(":")
        .type_text("choose a theme")
        .press("enter k");
    assert_eq!(stage.app.start.theme, "high-contrast");
    stage.press("esc");
    assert_eq!(stage.app.start.theme, "telling");
    stage
        .press(":")
        .type_text("choose a theme")
        .press("enter k k enter");
    assert_eq!(stage.app.start.theme, "mono");
    assert!(status(&stage).contains("theme mono"));
}

#[test]
fn the_mouse_selects_opens_and_presses_hints() {
    let mut stage = home();
    stage.click("row 4");
    assert!(status(&stage).starts_with(" 5 of 10"));
    stage.click("row 4");
    assert!(header(&stage).contains("Record 4"));
    stage
        .wait(1_000)
        .press("esc")
        .click("row 2")
        .wait(500)
        .click("row 2");
    assert!(
        header(&stage).contains("Home"),
        "two slow clicks are no double click"
    );
    stage.click("? more");
    assert!(stage.picture().contains("Help: Home"));
    stage.click("archdeck");
    assert!(!stage.picture().contains("Help: Home"));
    stage.press("g g").roll_down();
    assert!(status(&stage).starts_with(" 4 of 10"));
    stage.press(":").type_text("app.mouse").press("enter");
    assert_eq!(stage.effects.last(), Some(&Effect::CaptureMouse(false)));
}

fn request() -> EditRequest {
    EditRequest {
        record: RecordId(uuid::Uuid::nil()),
        reference: "payments/12".to_owned(),
        file_name: "0012.md".to_owned(),
        base: Digest::of(b""),
        bytes: Vec::new(),
    }
}

#[test]
fn a_text_that_could_not_be_saved_is_kept_and_named() {
    let mut stage = home();
    stage.tell(Message::Edited {
        request: request(),
        outcome: Ok(EditedText::Changed {
            bytes: b"text".to_vec(),
            draft: "/tmp/draft.md".into(),
        }),
    });
    let picture = stage.picture();
    assert!(
        picture.contains("changed meanwhile by Lee Brandt"),
        "{picture}"
    );
    assert!(
        picture.contains("Your text is kept in /tmp/draft.md."),
        "{picture}"
    );
    assert_eq!(stage.effects, []);
    stage.press("j").tell(Message::Edited {
        request: request(),
        outcome: Ok(EditedText::Unchanged),
    });
    assert!(status(&stage).contains("payments/12 was not changed"));
}

#[test]
fn keys_of_the_terminal_become_effects() {
    let mut stage = home();
    stage.press("ctrl-z ctrl-l");
    assert_eq!(stage.effects, [Effect::Suspend, Effect::Redraw]);
    stage.tell(Message::NoShell);
    assert!(status(&stage).contains("there is no shell to return to"));
}

#[test]
fn no_message_makes_the_shell_panic_at_any_size() {
    for width in [1, 2, 5, 10, 19, 39, 40, 64, 100, 130] {
        for height in [1, 2, 3, 5, 9, 13, 24, 45] {
            let mut stage = stage(Place::Home, width, height);
            for keys in [
                "j",
                ":",
                "x",
                "esc",
                "?",
                "/ u enter esc esc",
                "ctrl-f",
                "esc",
                "f",
                "esc",
            ] {
                stage.press(keys);
            }
            stage.press("g").wait(400);
            stage
                .press("esc u")
                .tell(Message::Failed(crate::tui::stage::no(
                    "a long sentence about a problem, longer than any narrow terminal is wide",
                )));
            if let Some(at) = stage.cursor {
                assert!(at.x < width && at.y < height);
            }
        }
    }
}

#[test]
fn why_a_key_had_no_effect_is_said_until_the_next_key() {
    let mut stage = home();
    stage.press("ctrl-o");
    assert!(status(&stage).contains("this is the first place"));
    stage.press("j");
    assert!(status(&stage).starts_with(" 2 of 10"), "{}", status(&stage));
}

#[test]
fn a_line_no_action_answers_to_may_name_a_decision() {
    let mut stage = home();
    stage.press(":").type_text("payments/6");
    assert!(stage.picture().contains("open the decision `payments/6`"));
    stage.press("enter");
    assert!(!stage.picture().contains("All actions"));
}

#[test]
fn a_store_open_for_reading_only_says_so_and_asks_for_no_change() {
    let mut stage = super::stub::read_only_stage();
    assert!(status(&stage).ends_with("read only"), "{}", status(&stage));
    assert!(!status(&stage).contains("edit text"), "{}", status(&stage));
    for keys in ["u", "ctrl-r", "E"] {
        stage.press(keys);
        let said = status(&stage);
        assert!(
            said.contains("the store is open for reading only"),
            "{said}"
        );
    }
    stage.press(":").type_text("import /x").press("enter");
    assert!(status(&stage).contains("open for reading only"));
}

#[test]
fn an_import_says_that_it_is_running_and_what_came_of_it() {
    let mut stage = home();
    stage.is_slow = true;
    stage.press(":").type_text("import /x").press("enter");
    assert!(status(&stage).ends_with("importing…"), "{}", status(&stage));
    stage.answer_all();
    assert!(status(&stage).contains("Imported /x"), "{}", status(&stage));
    assert!(status(&stage).ends_with("saved"), "{}", status(&stage));
}

#[test]
fn esc_stops_waiting_for_a_slow_answer_and_a_key_asks_again() {
    let mut stage = super::stage(Place::Home, 80, 24);
    stage.press("g d");
    stage.is_slow = true;
    stage.press("ctrl-l").wait(200);
    assert!(header(&stage).contains("loading…"), "{}", header(&stage));
    stage.press("esc");
    assert!(!header(&stage).contains("loading…"), "{}", header(&stage));
    assert!(header(&stage).contains("Decisions"), "esc did not leave");
    assert!(status(&stage).contains("not waiting any longer; ctrl-l asks again"));
    stage.answer_all().press("esc");
    assert!(header(&stage).contains("Home"), "{}", header(&stage));
}

#[test]
fn help_says_when_nothing_matches_and_a_reason_it_has_no_room_for() {
    let mut stage = stage(Place::Home, 50, 20);
    stage.press("?").press("/").type_text("zzzz");
    assert!(stage.picture().contains("Nothing here is called so."));
    stage
        .press("ctrl-u")
        .type_text("place before")
        .press("enter");
    stage.press("G");
    assert!(
        stage.picture().contains("Not now: this is the first place"),
        "{}",
        stage.picture()
    );
}

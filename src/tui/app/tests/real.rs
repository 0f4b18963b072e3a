//! The real screens over a real workbench in memory: what somebody does, from the first key to the last.

use std::{fs, path::Path};

use crate::{
    env::Env,
    ops::{
        change::{Change, ImportRequest, TextEdit},
        demo,
        query::Query,
        view::View,
        workbench::Workbench,
    },
    tui::{effect::Effect, screen::Place, stage::Stage},
};

fn demo_at(place: Place, size: (u16, u16)) -> Stage {
    let env = Env::fixed(demo::beginning().unwrap(), "Mina Okafor");
    let mut workbench = Workbench::in_memory(env).unwrap();
    workbench.play_demo().unwrap();
    Stage::at(Box::new(workbench), place, size)
}

fn decisions() -> Place {
    Place::Decisions {
        filter: String::new(),
    }
}

/// Where the cursor stands and what is seen.
fn seen(stage: &Stage) -> (Option<(u16, u16)>, String) {
    (stage.cursor.map(|at| (at.x, at.y)), stage.picture())
}

#[test]
fn letters_and_arrows_move_alike_wherever_something_scrolls() {
    let alike = [
        ("j", "down"),
        ("k", "up"),
        ("G", "end"),
        ("g g", "home"),
        ("ctrl-d", "ctrl-d"),
        ("ctrl-u", "ctrl-u"),
        ("pgdn", "pgdn"),
        ("pgup", "pgup"),
    ];
    for begin in ["g d", "g e", "g d enter", "?", ":"] {
        let (mut one, mut other) = (
            demo_at(Place::Home, (80, 24)),
            demo_at(Place::Home, (80, 24)),
        );
        one.press(begin);
        other.press(begin);
        let typing = begin == ":";
        for (letter, arrow) in alike {
            let by_letter = if typing { arrow } else { letter };
            let before = seen(&one);
            one.press(by_letter);
            other.press(arrow);
            assert_eq!(seen(&one), seen(&other), "{begin}: {letter} {arrow}");
            if letter == "j" && begin != "g d enter" && !typing {
                assert_ne!(before, seen(&one), "{begin}: j does nothing");
            }
        }
    }
}

#[test]
fn every_place_is_drawn_at_every_size_and_the_cursor_stays_inside() {
    let mut stage = demo_at(Place::Home, (130, 45));
    for keys in ["g h", "g d", "g d enter", "g e", "g /"] {
        stage.resize(130, 45).press(keys);
        for width in [1, 5, 14, 39, 66, 99, 118, 130] {
            for height in [1, 3, 8, 15, 24, 45] {
                stage.resize(width, height);
                if let Some(at) = stage.cursor {
                    assert!(at.x < width && at.y < height, "{keys} {width}x{height}");
                }
            }
        }
        stage.press("esc esc");
    }
}

#[test]
fn a_filter_is_typed_the_match_opened_and_the_way_back_kept() {
    let mut stage = demo_at(Place::Home, (120, 30));
    stage
        .press("g d /")
        .type_text("pgvector")
        .press("enter enter");
    let picture = stage.picture();
    assert!(
        picture.lines().next().unwrap().contains("assistant/3"),
        "{picture}"
    );
    stage.press("esc");
    assert!(stage.picture().contains("/pgvector"), "{}", stage.picture());
    stage.press("esc");
    assert!(
        !stage.picture().contains("/pgvector"),
        "{}",
        stage.picture()
    );
    stage.press("q");
    assert_eq!(stage.press("q").effects, [Effect::Quit]);
}

#[test]
fn a_jump_goes_to_a_record_by_parts_of_its_title() {
    let mut stage = demo_at(decisions(), (120, 30));
    stage.press("ctrl-f").type_text("keep embed").press("enter");
    let picture = stage.picture();
    assert!(
        picture.lines().next().unwrap().contains("assistant/3"),
        "{picture}"
    );
}

#[test]
fn the_place_is_remembered_with_its_row() {
    let mut stage = demo_at(decisions(), (120, 30));
    stage.press("j j j j");
    let memory = stage.app.memory();
    assert!(memory.cursor.is_some());
    assert_eq!(memory.place(), decisions());
}

#[test]
fn the_wheel_moves_what_is_under_the_pointer() {
    let column = |stage: &Stage, right: bool| -> Vec<String> {
        let picture = stage.picture();
        let halves = picture.lines().filter_map(|line| line.split_once('│'));
        halves
            .map(|(left, beside)| if right { beside } else { left }.to_owned())
            .collect()
    };
    let mut stage = demo_at(decisions(), (120, 24));
    stage.press("j");
    let (list, text) = (column(&stage, false), column(&stage, true));
    stage.roll_down_at(100, 10);
    assert_eq!(column(&stage, false), list, "the list stays");
    assert_ne!(column(&stage, true), text, "the text moves");
    stage.roll_down_at(5, 10);
    assert_ne!(column(&stage, false), list, "the list moves");
}

#[test]
fn the_order_is_remembered_with_the_place() {
    let mut stage = demo_at(decisions(), (120, 30));
    assert_eq!(stage.app.memory().order, None, "the usual order");
    stage.press("S");
    assert_eq!(stage.app.memory().order.as_deref(), Some("title"));
}

const VAN: &str = "# 1. Vans wait\n\n## Status\n\nProposed\n\n## Context\n\nAt the gate.\n";

/// A log of one decision in a folder, changed in the workbench.
fn changed_here(folder: &Path) -> Stage {
    fs::create_dir_all(folder.join("docs/adr")).unwrap();
    fs::write(folder.join("docs/adr/0001-vans.md"), VAN).unwrap();
    let env = Env::fixed(demo::beginning().unwrap(), "Mina Okafor");
    let mut workbench = Workbench::in_memory(env).unwrap();
    let paths = vec![folder.to_owned()];
    workbench
        .apply(Change::Import(ImportRequest { paths, log: None }))
        .unwrap();
    let id = workbench.resolve("1").unwrap();
    let View::Source(source) = workbench.answer(Query::Source { id }).unwrap() else {
        unreachable!()
    };
    workbench
        .apply(Change::EditText(TextEdit {
            record: id,
            base: source.base,
            bytes: VAN.replace("gate", "ramp").into_bytes(),
            reason: None,
        }))
        .unwrap();
    Stage::at(Box::new(workbench), Place::Home, (90, 30))
}

#[test]
fn what_was_changed_here_is_read_and_then_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("docs/adr/0001-vans.md");
    let mut stage = changed_here(folder.path());
    assert!(stage.picture().contains("1 decision changed here"));
    stage.press(":").type_text("log.export").press("enter");
    let picture = stage.picture();
    for seen in [
        "ADR-0001  changed here",
        "-At the gate.",
        "+At the ramp.",
        "write 1 file",
    ] {
        assert!(picture.contains(seen), "{seen}: {picture}");
    }
    stage.press("enter n");
    assert_eq!(fs::read_to_string(&file).unwrap(), VAN, "no is no");
    stage.press("enter y");
    assert!(fs::read_to_string(&file).unwrap().contains("ramp"));
    let picture = stage.picture();
    assert!(picture.contains("wrote 1 file"), "{picture}");
    assert!(!picture.contains("changed here"), "{picture}");
    stage.press(":").type_text("log.export").press("enter");
    assert!(stage.picture().contains("every file is as it is here"));
}

#[test]
fn what_changed_outside_too_is_shown_and_never_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("docs/adr/0001-vans.md");
    let mut stage = changed_here(folder.path());
    let theirs = VAN.replace("gate", "fence");
    fs::write(&file, &theirs).unwrap();
    stage.press(":").type_text("log.export").press("enter");
    let picture = stage.picture();
    for seen in [
        "+At the ramp.",
        "+At the fence.",
        "1 file changed outside too",
    ] {
        assert!(picture.contains(seen), "{seen}: {picture}");
    }
    stage.press("enter");
    assert!(stage.picture().contains("changed since it was imported"));
    stage.press("esc esc");
    assert_eq!(fs::read_to_string(&file).unwrap(), theirs);
}

#[test]
fn a_draft_thrown_away_while_it_is_read_leads_back_to_the_list() {
    for size in [(80, 24), (120, 36)] {
        let mut stage = demo_at(decisions(), size);
        stage
            .press("a")
            .type_text("Cache at the edge")
            .press("ctrl-s");
        let is_open = |stage: &Stage| stage.picture().contains("Decisions ▸ ");
        assert!(is_open(&stage), "{}", stage.picture());
        stage.press("D y");
        let seen = stage.picture();
        assert!(
            !is_open(&stage) && !seen.contains("Problem, any key"),
            "{seen}"
        );
        assert!(
            seen.contains("discarded") && seen.contains("u undo"),
            "{seen}"
        );
    }
}

#[test]
fn a_new_decision_taken_back_while_it_is_read_leads_back_to_the_list() {
    let mut stage = demo_at(decisions(), (80, 24));
    stage
        .press("a")
        .type_text("Cache at the edge")
        .press("ctrl-s u");
    let seen = stage.picture();
    assert!(
        !seen.contains("Problem, any key") && !seen.contains("Decisions ▸ "),
        "{seen}"
    );
    assert!(seen.contains("undone") && seen.contains("redo"), "{seen}");
}

#[test]
fn a_packet_taken_back_while_it_is_read_leads_back_to_where_it_was_built() {
    let mut stage = demo_at(decisions(), (80, 24));
    stage.press("P").type_text("Board of today").press("ctrl-s");
    let is_open = |stage: &Stage| stage.picture().contains("Packets ▸ ");
    assert!(is_open(&stage), "{}", stage.picture());
    stage.press("u");
    let seen = stage.picture();
    assert!(
        !is_open(&stage) && !seen.contains("Problem, any key"),
        "{seen}"
    );
    assert!(seen.contains("undone") && seen.contains("redo"), "{seen}");
}

#[test]
fn in_a_log_alone_a_decision_is_called_the_same_in_the_list_and_opened() {
    let env = Env::fixed(demo::beginning().unwrap(), "Mina Okafor");
    let mut workbench = Workbench::in_memory(env).unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("0001-use-one-queue.md"),
        "# 1. Use one queue\n\n## Status\n\nAccepted\n\n## Context\n\nTwo cost twice.\n",
    )
    .unwrap();
    let paths = vec![folder.path().to_owned()];
    workbench
        .apply(Change::Import(ImportRequest { paths, log: None }))
        .unwrap();
    let mut stage = Stage::at(Box::new(workbench), decisions(), (80, 24));
    stage.press("s");
    assert!(
        stage.picture().contains("Next step of ADR-0001"),
        "{}",
        stage.picture()
    );
}

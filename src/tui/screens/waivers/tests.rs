//! Stories about the waivers on the screen.

use super::*;
use crate::{
    domain::waiver::Scope as Waived,
    ops::{change::Change, waivers::WaiverChange},
    tui::{
        effect::Effect,
        screens::stage::{Stage, somebody, stale, waived_system, waiver_id},
    },
};

fn all() -> Place {
    Place::Waivers { system: None }
}

fn changes(outcomes: Vec<Outcome>) -> Vec<WaiverChange> {
    outcomes
        .into_iter()
        .filter_map(|outcome| match outcome {
            Outcome::Effect(Effect::Do {
                change: Change::Waiver(change),
                ..
            }) => Some(change),
            _ => None,
        })
        .collect()
}

fn word(number: u128) -> String {
    somebody(number).to_string()
}

#[test]
fn sections_say_what_awaits_what_runs_and_what_is_over() {
    insta::assert_snapshot!(Stage::at(&all(), 80, 22).picture());
}

#[test]
fn the_whole_waiver_stands_beside_the_list_at_120_columns() {
    insta::assert_snapshot!(Stage::at(&all(), 120, 34).picture());
}

#[test]
fn below_100_columns_enter_shows_the_whole_and_escape_the_list() {
    let mut stage = Stage::at(&all(), 80, 22);
    stage
        .press(Action::Down)
        .press(Action::Down)
        .press(Action::Open);
    insta::assert_snapshot!(stage.picture());
    stage.press(Action::Back);
    assert!(stage.picture().contains("AWAITS A DECISION"));
}

#[test]
fn where_there_is_none_it_says_how_one_is_asked_for() {
    let mut stage = Stage::at(&all(), 80, 16);
    stage.answers_wait = true;
    stage.refresh();
    let View::Waivers(mut view) = stage.waiting.remove(0).view.unwrap() else {
        unreachable!("waivers");
    };
    view.lines.clear();
    stage.refresh();
    stage.waiting[0].view = Ok(View::Waivers(view));
    stage.deliver(0);
    insta::assert_snapshot!(stage.picture());
    assert_eq!(stage.screen.hints(), [Action::AddWaiver]);
}

#[test]
fn where_nobody_could_ask_for_one_it_says_what_is_needed_first() {
    let mut stage = Stage::at(&all(), 80, 16);
    stage.answers_wait = true;
    stage.refresh();
    if let Ok(View::Waivers(view)) = &mut stage.waiting[0].view {
        view.lines.clear();
        view.people.clear();
    }
    stage.deliver(0);
    let picture = stage.picture();
    assert!(picture.contains("archdeck person add"), "{picture}");
    assert!(!picture.contains("Press a"), "{picture}");
}

#[test]
fn the_cursor_passes_over_the_heads_of_sections() {
    let mut stage = Stage::at(&all(), 80, 22);
    let mut seen = Vec::new();
    for _ in 0..7 {
        seen.push(stage.screen.cursor().unwrap());
        stage.press(Action::Down);
    }
    let order = [4, 5, 1, 3, 6, 2, 2].map(waiver_id);
    assert_eq!(seen, order);
    stage.press(Action::Up);
    assert_eq!(stage.screen.cursor(), Some(waiver_id(6)));
    stage.press(Action::Top);
    assert_eq!(stage.screen.cursor(), Some(waiver_id(4)));
}

#[test]
fn the_menu_says_why_a_step_cannot_be_taken() {
    let mut stage = Stage::at(&all(), 80, 22);
    stage.press(Action::WaiverStep);
    let wants = stage.wants();
    let [Outcome::Menu(menu)] = wants.as_slice() else {
        unreachable!("{wants:?}");
    };
    let why: Vec<_> = menu
        .choices
        .iter()
        .map(|(_, _, why)| why.is_some())
        .collect();
    assert_eq!(why, [false, false, true, true, true]);
    assert!(matches!(
        stage.screen.availability(Action::ExtendWaiver),
        Availability::Disabled(why) if why.contains("proposed")
    ));
}

#[test]
fn approving_names_who_decides_and_rejecting_why_not() {
    let mut stage = Stage::at(&all(), 80, 22);
    stage.press(Action::WaiverStep).choose("approve");
    let wants = stage.wants();
    let form = wants.iter().find_map(|want| match want {
        Outcome::Form(form) => Some(form.clone()),
        _ => None,
    });
    let form = form.expect("a form");
    assert_eq!(form.fields[0].value, word(1), "only Mina may decide it");
    stage
        .submit("waiver.approve", &[(forms::BY, &word(1))])
        .unwrap();
    let (waiver, by) = (waiver_id(4), somebody(1));
    let approved = WaiverChange::Decide {
        waiver,
        granted: true,
        by,
        reason: None,
    };
    assert_eq!(changes(stage.wants()), [approved]);
    let filled = [
        (forms::BY, word(1)),
        (forms::REASON, "Too long.".to_owned()),
    ];
    let filled = filled
        .each_ref()
        .map(|(word, value)| (*word, value.as_str()));
    stage.submit("waiver.reject", &filled).unwrap();
    let rejected = WaiverChange::Decide {
        waiver,
        granted: false,
        by,
        reason: Some("Too long.".to_owned()),
    };
    assert_eq!(changes(stage.wants()), [rejected]);
}

#[test]
fn a_waiver_is_asked_for_with_a_form_and_a_wrong_day_is_said_beside_its_field() {
    let place = Place::Waivers {
        system: Some(waived_system(1)),
    };
    let mut stage = Stage::at(&place, 80, 22);
    stage.press(Action::AddWaiver);
    let me = word(1);
    let mut filled = [
        ("kind", "item"),
        (forms::WHICH, "ORR-30"),
        (forms::UNTIL, "soon"),
        (forms::REASON, "Not built."),
        ("risk", "An outage."),
        ("controls", "On call; a rule"),
        ("action", "Build it."),
        (forms::BY, me.as_str()),
    ];
    let refused = stage.submit(forms::NEW, &filled).err();
    assert_eq!(refused.map(|(field, _)| field), Some(forms::UNTIL));
    filled[2].1 = "2026-12-31";
    stage.submit(forms::NEW, &filled).unwrap();
    let made = changes(stage.wants());
    let [WaiverChange::Propose(new)] = made.as_slice() else {
        unreachable!("{made:?}");
    };
    assert_eq!(new.system, waived_system(1));
    assert_eq!((new.controls.len(), new.requester), (2, somebody(1)));
    assert!(matches!(&new.scope, Waived::Item { item, rev: 0 } if item == "ORR-30"));
}

#[test]
fn an_extension_is_filled_with_what_was_said_before() {
    let mut stage = Stage::at(&all(), 80, 22);
    stage
        .press(Action::Down)
        .press(Action::Down)
        .press(Action::ExtendWaiver);
    let wants = stage.wants();
    let [Outcome::Form(form)] = wants.as_slice() else {
        unreachable!("{wants:?}");
    };
    let mut filled: Vec<(&'static str, &str)> = form
        .fields
        .iter()
        .map(|field| (field.word, field.value.as_str()))
        .collect();
    filled[0].1 = "2027-01-31";
    stage.submit(forms::EXTEND, &filled).unwrap();
    let made = changes(stage.wants());
    assert!(matches!(
        made.as_slice(),
        [WaiverChange::Propose(new)] if new.extends == Some(waiver_id(1)) && new.controls.len() == 1
    ));
}

#[test]
fn a_facet_shows_mine_those_that_end_and_those_of_a_system() {
    let mut stage = Stage::at(&all(), 80, 22);
    let mut shown = |word: &str| {
        stage.press(Action::Facet).choose(word);
        stage.screen.status()
    };
    assert_eq!(shown("facet:mine"), "1 of 2 waivers · mine");
    assert_eq!(
        shown("facet:ending"),
        "1 of 2 waivers · ending within 90 days"
    );
    let of = format!("facet:{}", waived_system(1));
    assert_eq!(shown(&of), "2 of 3 waivers · fraud-scoring");
    stage.press(Action::Back);
    assert!(stage.screen.status().ends_with("of 6 waivers"));
}

#[test]
fn what_a_form_was_about_stays_when_the_list_changes() {
    let mut stage = Stage::at(&all(), 80, 22);
    stage.press(Action::WaiverStep);
    stage.press(Action::Down).choose("reject");
    stage.wants();
    let filled = [(forms::BY, word(1)), (forms::REASON, "No.".to_owned())];
    let filled = filled
        .each_ref()
        .map(|(word, value)| (*word, value.as_str()));
    stage.submit("waiver.reject", &filled).unwrap();
    assert!(matches!(
        changes(stage.wants()).as_slice(),
        [WaiverChange::Decide { waiver, .. }] if *waiver == waiver_id(4)
    ));
}

#[test]
fn no_control_character_of_a_waiver_reaches_the_screen() {
    for (width, action) in [(80, Action::Open), (120, Action::Down)] {
        let mut stage = Stage::at(&all(), width, 30);
        stage.answers_wait = true;
        stage.refresh();
        let View::Waivers(mut view) = stage.waiting.remove(0).view.unwrap() else {
            unreachable!("waivers");
        };
        for line in &mut view.lines {
            line.system.1 = "rag\u{1b}[31m\u{202e}".to_owned();
            line.scope.clone_from(&line.system.1);
            line.waiver.reason.clone_from(&line.system.1);
            line.owners = vec![line.system.1.clone()];
            line.awaits = line.owners.clone();
        }
        stage.refresh();
        stage.waiting[0].view = Ok(View::Waivers(view));
        let picture = stage.deliver(0).press(action).picture();
        let odd = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}');
        assert!(
            picture.contains("rag") && !picture.contains(odd),
            "{picture}"
        );
    }
}

#[test]
fn an_answer_nobody_asked_for_is_dropped() {
    let mut stage = Stage::at(&all(), 80, 22);
    let before = stage.picture();
    stage.answers_wait = true;
    stage.refresh();
    let view = stage.waiting.remove(0).view.unwrap();
    stage.waiting.push(stale(view, Slot::Waivers));
    assert_eq!(stage.deliver(0).picture(), before);
}

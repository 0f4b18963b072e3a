//! Stories about one system.

use super::*;
use crate::{
    ops::{change::Change, systems::SystemChange},
    tui::{
        effect::Effect,
        screens::stage::{
            Stage, id,
            readiness::{assessment_id, system_id},
        },
    },
};

fn at(number: u128, width: u16, height: u16) -> Stage {
    Stage::at(&Place::System(system_id(number)), width, height)
}

/// Where Enter leads from the first line that holds this.
fn leads(stage: &mut Stage, said: &str) -> Option<Place> {
    stage.press(Action::Top);
    for _ in 0..80 {
        if stage.cursor_line().contains(said) {
            stage.press(Action::Open);
            return stage.wants().into_iter().find_map(|outcome| match outcome {
                Outcome::Go(place) => Some(place),
                _ => None,
            });
        }
        stage.press(Action::Down);
    }
    panic!("nothing says {said}");
}

#[test]
fn a_system_stands_in_one_list_at_80_columns() {
    insta::assert_snapshot!(at(1, 80, 24).picture());
}

#[test]
fn what_is_known_stands_beside_what_hangs_on_it_at_120_columns() {
    insta::assert_snapshot!(at(1, 120, 36).picture());
}

#[test]
fn what_is_not_known_is_shown_as_unknown_and_the_next_key_is_named() {
    insta::assert_snapshot!(at(2, 120, 36).picture());
}

#[test]
fn a_line_leads_to_what_it_tells_of() {
    let mut stage = at(1, 80, 24);
    let system = Some(system_id(1));
    for (said, place) in [
        ("NO-GO", Place::Readiness(system_id(1))),
        ("internal productivity", Place::Risk(system_id(1))),
        ("ASM-0042", Place::Assessment(assessment_id(1))),
        ("offered", Place::Checklists { system }),
        ("payments/12", Place::Record(id(12))),
        ("PAT-0001", Place::Library),
        ("waivers: 1 proposed", Place::Waivers { system }),
        ("open risks", Place::Register { system }),
        ("edited", Place::Events { record: system }),
    ] {
        assert_eq!(leads(&mut stage, said), Some(place), "{said}");
    }
    assert_eq!(leads(&mut stage, "Team"), None);
    assert_eq!(stage.screen.system(), system);
}

#[test]
fn tab_goes_to_the_other_pane_where_there_is_one() {
    let mut stage = at(1, 120, 36);
    assert_eq!(
        leads(&mut stage, "ASM-0042"),
        Some(Place::Assessment(assessment_id(1)))
    );
    stage.press(Action::FocusNext);
    assert_eq!(
        leads(&mut stage, "NO-GO"),
        Some(Place::Readiness(system_id(1)))
    );
    stage.resize(80, 24);
    assert!(matches!(
        stage.screen.availability(Action::FocusNext),
        Availability::Disabled(_)
    ));
}

#[test]
fn it_is_closed_after_a_yes() {
    let mut stage = at(1, 80, 24);
    stage.press(Action::CloseSystem);
    let Some(Outcome::Ask(question)) = stage.wants().pop() else {
        panic!("a question");
    };
    assert_eq!(question.title, "Close SYS-0001");
    stage.choose(&question.word);
    let Some(Outcome::Effect(Effect::Do { change, .. })) = stage.wants().pop() else {
        panic!("a change");
    };
    assert_eq!(
        change,
        Change::System(SystemChange::Close {
            system: system_id(1)
        })
    );
}

#[test]
fn a_system_that_is_gone_says_so() {
    let mut stage = Stage::at(&Place::System(id(1)), 80, 24);
    assert!(stage.picture().contains("not in the store any more"));
    assert!(matches!(
        stage.screen.availability(Action::EditSystem),
        Availability::Disabled(_)
    ));
}

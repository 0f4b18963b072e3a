//! Stories about the library.

use super::*;
use crate::{
    ops::{
        change::Change,
        systems::{PatternFacts, SystemChange},
    },
    tui::{effect::Effect, screens::stage::Stage},
};

fn stage(width: u16, height: u16) -> Stage {
    Stage::at(&Place::Library, width, height)
}

fn down(stage: &mut Stage, times: usize) {
    for _ in 0..times {
        stage.press(Action::Down);
    }
}

#[test]
fn one_list_in_sections_at_80_columns() {
    insta::assert_snapshot!(stage(80, 22).picture());
}

#[test]
fn everything_about_one_stands_beside_it_at_120_columns() {
    insta::assert_snapshot!(stage(120, 34).picture());
}

#[test]
fn the_cursor_passes_over_the_heads_of_sections() {
    let mut stage = stage(80, 22);
    let word = |stage: &mut Stage| {
        let picture = stage.picture();
        picture
            .lines()
            .find(|line| line.starts_with('▌'))
            .map(str::to_owned)
    };
    assert!(word(&mut stage).unwrap().contains("orr.service"));
    stage.press(Action::Up);
    assert!(word(&mut stage).unwrap().contains("orr.service"));
    down(&mut stage, 2);
    assert!(word(&mut stage).unwrap().contains("risk.small"));
    stage.press(Action::Up);
    assert!(word(&mut stage).unwrap().contains("ra.online-scoring"));
    stage.press(Action::Bottom);
    assert!(word(&mut stage).unwrap().contains("PL06"));
    stage.press(Action::Top);
    assert!(word(&mut stage).unwrap().contains("orr.service"));
}

#[test]
fn enter_opens_a_pack_and_reads_a_finding_in_full() {
    let mut stage = stage(80, 22);
    stage.press(Action::Open);
    assert_eq!(
        stage.wants(),
        [Outcome::Go(Place::Pack("orr.service".into()))]
    );
    stage.press(Action::Bottom).press(Action::Open);
    assert!(stage.wants().is_empty());
    let picture = stage.picture();
    assert!(picture.contains("online.toml:31") && picture.contains("make two items of two"));
    assert_eq!(stage.screen.availability(Action::Back), Availability::Ready);
    stage.press(Action::Back);
    assert!(stage.picture().contains("LIBRARY"));
    assert_ne!(stage.screen.availability(Action::Back), Availability::Ready);
}

#[test]
fn a_pattern_is_added_and_edited_where_it_stands() {
    let mut stage = stage(120, 34);
    let disabled = stage.screen.availability(Action::EditPattern);
    assert!(matches!(disabled, Availability::Disabled(_)));
    stage.press(Action::AddPattern);
    assert!(
        matches!(stage.wants().as_slice(), [Outcome::Form(form)] if form.word == pattern::FORM)
    );
    let filled = [
        ("name", "Batch"),
        ("version", "1.0"),
        ("status", "draft"),
        ("about", ""),
        ("pack", ""),
    ];
    stage.submit(pattern::FORM, &filled).unwrap();
    let wants = stage.wants();
    let [Outcome::Effect(Effect::Do { change, .. })] = wants.as_slice() else {
        unreachable!("{wants:?}")
    };
    assert!(matches!(
        change,
        Change::System(SystemChange::NewPattern(PatternFacts { pack: None, .. }))
    ));

    down(&mut stage, 4);
    stage.press(Action::EditPattern);
    let wants = stage.wants();
    let [Outcome::Form(form)] = wants.as_slice() else {
        unreachable!("{wants:?}")
    };
    assert!(form.title.contains("PAT-0001"));
    let mut without_name = filled;
    without_name[0].1 = "";
    let refused = stage.submit(pattern::FORM, &without_name);
    assert_eq!(refused.err().map(|(field, _)| field), Some("name"));
    stage.submit(pattern::FORM, &filled).unwrap();
    assert!(matches!(
        stage.wants().as_slice(),
        [Outcome::Effect(Effect::Do {
            change: Change::System(SystemChange::EditPattern { .. }),
            ..
        })]
    ));
}

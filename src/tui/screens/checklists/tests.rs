//! Stories about the checklists of systems.

use super::*;
use crate::tui::{
    screen::{FieldKind, Form},
    screens::stage::{
        Stage,
        checklists::{FORTY, USUAL, assessment_id, system_id},
    },
};

const ALL: Place = Place::Checklists { system: None };

fn changes(stage: &mut Stage) -> Vec<Change> {
    let wants = stage.wants().into_iter();
    wants
        .filter_map(|outcome| match outcome {
            Outcome::Effect(Effect::Do { change, .. }) => Some(change),
            _ => None,
        })
        .collect()
}

fn form(stage: &mut Stage) -> Form {
    match stage.wants().as_slice() {
        [Outcome::Form(form)] => form.clone(),
        other => unreachable!("{other:?}"),
    }
}

fn report(stage: &mut Stage) -> crate::tui::screen::Report {
    match stage.wants().as_slice() {
        [Outcome::Report(report)] => report.clone(),
        other => unreachable!("{other:?}"),
    }
}

fn told(report: &crate::tui::screen::Report) -> String {
    let lines = report.lines.iter().map(|(_, line)| line.as_str());
    format!("{}\n{}", report.title, lines.collect::<Vec<_>>().join("\n"))
}

#[test]
fn what_is_started_and_what_is_offered_at_80_columns() {
    insta::assert_snapshot!(Stage::at(&ALL, 80, 22).picture());
}

#[test]
fn more_about_the_selected_one_stands_beside_at_120_columns() {
    let system = Some(system_id(1));
    let mut stage = Stage::at(&Place::Checklists { system }, 120, 24);
    stage.press(Action::Down);
    insta::assert_snapshot!(stage.picture());
}

#[test]
fn an_offer_tells_what_it_takes_at_200_columns() {
    let mut stage = Stage::at(&ALL, 200, 20);
    stage.press(Action::Bottom);
    insta::assert_snapshot!(stage.picture());
}

#[test]
fn where_there_is_none_it_says_how_one_begins() {
    let system = Some(system_id(9));
    insta::assert_snapshot!(Stage::at(&Place::Checklists { system }, 80, 14).picture());
}

#[test]
fn an_offer_is_started_without_a_question() {
    let mut stage = Stage::at(&ALL, 80, 22);
    let why = stage.screen.availability(Action::StartPack);
    assert!(matches!(why, Availability::Disabled(why) if why.contains("started")));
    stage.press(Action::Bottom).press(Action::Up);
    stage.press(Action::StartPack);
    assert_eq!(
        changes(&mut stage),
        [Change::Assess(AssessChange::Start {
            system: system_id(1),
            pack: "sec.ai-security".to_owned(),
            subject: None
        })]
    );
}

#[test]
fn the_heading_between_takes_no_key() {
    let mut stage = Stage::at(&ALL, 80, 22);
    for _ in 0..3 {
        stage.press(Action::Down);
    }
    assert!(stage.cursor_line().contains("Security of AI"));
    stage.press(Action::Up);
    assert!(stage.cursor_line().contains("Decision record quality"));
}

#[test]
fn enter_opens_an_assessment_and_the_system_is_known() {
    let mut stage = Stage::at(&ALL, 80, 22);
    assert_eq!(stage.screen.system(), Some(system_id(1)));
    stage.press(Action::Open);
    let place = Place::Assessment(assessment_id(USUAL));
    assert_eq!(stage.wants(), [Outcome::Go(place)]);
}

#[test]
fn an_upgrade_is_shown_before_it_is_done() {
    let mut stage = Stage::at(&ALL, 80, 22);
    let newest = stage.screen.availability(Action::Upgrade);
    assert!(matches!(newest, Availability::Disabled(why) if why.contains("newest")));
    stage.press(Action::Down).press(Action::Upgrade);
    let report = report(&mut stage);
    insta::assert_snapshot!(told(&report));
    let (_, word) = report.yes.unwrap();
    stage.choose(&word);
    let assessment = assessment_id(FORTY);
    assert_eq!(
        changes(&mut stage),
        [Change::Assess(AssessChange::Upgrade { assessment })]
    );
}

#[test]
fn forms_that_came_back_are_looked_at_before_they_are_saved() {
    let mut stage = Stage::at(&ALL, 80, 22);
    stage.press(Action::FormImport);
    assert_eq!(form(&mut stage).word, act::IMPORT);
    let refused = stage.submit(act::IMPORT, &[("files", "~/form.md")]);
    assert_eq!(refused.err().map(|(field, _)| field), Some("files"));
    stage
        .submit(act::IMPORT, &[("files", "one.md; two.md")])
        .unwrap();
    let report = report(&mut stage);
    insta::assert_snapshot!(told(&report));
    assert!(changes(&mut stage).is_empty());
    stage.choose(act::TAKE_FORMS);
    assert!(matches!(
        changes(&mut stage).as_slice(),
        [Change::Assess(AssessChange::Forms(_))]
    ));
}

#[test]
fn a_form_is_written_as_what_was_chosen() {
    let mut stage = Stage::at(&ALL, 80, 22);
    stage.press(Action::FormExport);
    let asked = form(&mut stage);
    assert_eq!(asked.fields[0].value, "ASM-0042.md");
    assert!(matches!(asked.fields[1].kind, FieldKind::Choice(_)));
    let filled = [
        ("file", "ASM-0042.md"),
        ("format", "csv"),
        ("other", "keep"),
    ];
    stage.submit(act::EXPORT, &filled).unwrap();
    let made = changes(&mut stage);
    let [Change::Assess(AssessChange::WriteForm { file, replaces, .. })] = made.as_slice() else {
        unreachable!("{made:?}");
    };
    assert_eq!(file.display().to_string(), "ASM-0042.csv");
    assert!(!replaces);
}

#[test]
fn throwing_away_asks_and_names_what_goes() {
    let mut stage = Stage::at(&ALL, 80, 22);
    stage.press(Action::DiscardAssessment);
    let wants = stage.wants();
    let [Outcome::Ask(question)] = wants.as_slice() else {
        unreachable!("{wants:?}");
    };
    assert!(question.question.contains("rag-assistant") && question.question.contains("answers"));
    stage.press(Action::Down).choose(act::DISCARD);
    let assessment = assessment_id(USUAL);
    assert_eq!(
        changes(&mut stage),
        [Change::Assess(AssessChange::Discard { assessment })]
    );
}

#[test]
fn the_cursor_finds_its_row_again() {
    let mut stage = Stage::at(&ALL, 80, 22);
    stage.press(Action::Bottom);
    let before = stage.cursor_line();
    assert_eq!(stage.refresh().cursor_line(), before);
    stage.screen.put_cursor_on(assessment_id(FORTY));
    assert!(stage.refresh().cursor_line().contains("ASM-0044"));
}

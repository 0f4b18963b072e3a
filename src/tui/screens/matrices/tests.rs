//! Stories about the list of matrices.

use super::*;
use crate::tui::{
    effect::Effect,
    screens::stage::{Stage, matrix_id},
};

fn changes(outcomes: Vec<Outcome>) -> Vec<MatrixChange> {
    outcomes
        .into_iter()
        .filter_map(|outcome| match outcome {
            Outcome::Effect(Effect::Do {
                change: Change::Matrix(change),
                ..
            }) => Some(change),
            _ => None,
        })
        .collect()
}

#[test]
fn each_matrix_says_who_wins() {
    insta::assert_snapshot!(Stage::at(&Place::Matrices, 80, 10).picture());
    insta::assert_snapshot!(Stage::at(&Place::Matrices, 120, 10).picture());
}

#[test]
fn where_there_is_none_it_says_how_one_is_begun() {
    let mut stage = Stage::at(&Place::Matrices, 80, 16);
    stage.answers_wait = true;
    stage.refresh();
    let lines = Vec::new();
    stage.waiting[0].view = Ok(View::Matrices(Box::new(MatricesView { lines })));
    stage.deliver(0);
    insta::assert_snapshot!(stage.picture());
    assert_eq!(stage.screen.hints(), [Action::AddMatrix]);
}

#[test]
fn a_matrix_is_begun_with_a_form_that_says_which_field_is_wrong() {
    let mut stage = Stage::at(&Place::Matrices, 80, 16);
    stage.press(Action::AddMatrix);
    let mut filled = [
        (forms::TITLE, "Store"),
        (forms::CRITERIA, "cost; recall:3"),
        (forms::OPTIONS, "pgvector; managed;"),
    ];
    let refused = stage.submit(forms::NEW, &filled).err();
    assert_eq!(refused.map(|(field, _)| field), Some(forms::CRITERIA));
    filled[1].1 = "cost:5; recall:3";
    stage.submit(forms::NEW, &filled).unwrap();
    let made = changes(stage.wants());
    assert!(matches!(
        made.as_slice(),
        [MatrixChange::New(facts)] if facts.criteria.len() == 2 && facts.options.len() == 2
    ));
}

#[test]
fn the_yes_is_about_the_matrix_the_question_named() {
    let mut stage = Stage::at(&Place::Matrices, 80, 16);
    stage
        .press(Action::DiscardMatrix)
        .press(Action::Down)
        .choose(DISCARD);
    let matrix = matrix_id(2);
    assert_eq!(changes(stage.wants()), [MatrixChange::Discard { matrix }]);
}

#[test]
fn enter_opens_the_matrix() {
    let mut stage = Stage::at(&Place::Matrices, 80, 16);
    stage.press(Action::Down).press(Action::Open);
    assert_eq!(stage.wants(), [Outcome::Go(Place::Matrix(matrix_id(1)))]);
}

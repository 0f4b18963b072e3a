//! Stories about one matrix on the screen.

use super::*;
use crate::tui::{
    effect::Effect,
    screens::stage::{Stage, id, matrix_id},
};

fn at(number: u128, width: u16) -> Stage {
    Stage::at(&Place::Matrix(matrix_id(number)), width, 18)
}

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

fn score(option: &str, criterion: &str, score: Option<u8>) -> MatrixChange {
    MatrixChange::Score {
        matrix: matrix_id(1),
        option: option.to_owned(),
        criterion: criterion.to_owned(),
        score,
    }
}

#[test]
fn options_are_rows_and_what_flips_the_winner_stands_below() {
    insta::assert_snapshot!(at(1, 80).picture());
}

#[test]
fn at_80_columns_the_criteria_scroll_sideways_and_the_names_stay() {
    let mut stage = at(2, 80);
    insta::assert_snapshot!(stage.picture());
    for _ in 0..5 {
        stage.press(Action::Right);
    }
    insta::assert_snapshot!(stage.picture());
}

#[test]
fn at_120_columns_all_criteria_are_seen() {
    insta::assert_snapshot!(at(2, 120).picture());
}

#[test]
fn a_digit_scores_the_cell_and_goes_on_to_the_next() {
    let mut stage = at(1, 80);
    stage
        .press(Action::Three)
        .press(Action::Zero)
        .press(Action::Five);
    let made = [
        score("pgvector", "cost", Some(3)),
        score("pgvector", "recall at 2x", Some(0)),
        score("managed", "cost", Some(5)),
    ];
    assert_eq!(changes(stage.wants()), made);
    stage.press(Action::Unanswer);
    let taken = [score("managed", "recall at 2x", None)];
    assert_eq!(changes(stage.wants()), taken);
    assert_eq!(
        stage.screen.status(),
        "managed · recall at 2x · 0 to 5 scores it"
    );
}

#[test]
fn a_cell_without_a_score_has_none_to_take_away() {
    let mut stage = at(2, 80);
    stage.press(Action::Right).press(Action::Right);
    assert!(matches!(
        stage.screen.availability(Action::Unanswer),
        Availability::Disabled(_)
    ));
}

#[test]
fn the_form_holds_what_there_is_and_an_edit_names_what_was_seen() {
    let mut stage = at(1, 80);
    stage.press(Action::EditMatrix);
    let wants = stage.wants();
    let [Outcome::Form(form)] = wants.as_slice() else {
        unreachable!("{wants:?}");
    };
    assert_eq!(form.fields[1].value, "cost:5; recall at 2x:3");
    let filled = [
        (forms::TITLE, "Store"),
        (forms::CRITERIA, "price:5; recall at 2x:4"),
        (forms::OPTIONS, "pgvector; managed; own"),
    ];
    stage.submit(forms::EDIT, &filled).unwrap();
    let made = changes(stage.wants());
    let [MatrixChange::Edit { base, facts, .. }] = made.as_slice() else {
        unreachable!("{made:?}");
    };
    assert!(base.is_some());
    assert_eq!(
        facts.options[0].scores["price"], 4,
        "a name in the place of one that is gone"
    );
}

#[test]
fn it_is_written_into_the_decision_that_is_chosen() {
    let mut stage = at(1, 80);
    stage.press(Action::WriteMatrix);
    stage.wants();
    let refused = stage.submit(forms::WRITE, &[(forms::DECISION, "")]).err();
    assert_eq!(refused.map(|(field, _)| field), Some(forms::DECISION));
    let chosen = id(13).to_string();
    stage
        .submit(forms::WRITE, &[(forms::DECISION, &chosen)])
        .unwrap();
    let (matrix, decision) = (matrix_id(1), id(13));
    assert_eq!(
        changes(stage.wants()),
        [MatrixChange::Write { matrix, decision }]
    );
}

#[test]
fn no_control_character_of_a_matrix_reaches_the_screen() {
    let mut stage = at(1, 80);
    stage.answers_wait = true;
    stage.refresh();
    let View::Matrix(mut view) = stage.waiting.remove(0).view.unwrap() else {
        unreachable!("a matrix");
    };
    let hostile = "red\u{1b}[31m\u{202e}".to_owned();
    view.matrix.title.clone_from(&hostile);
    view.matrix.options[0].name.clone_from(&hostile);
    view.matrix.criteria[0].name.clone_from(&hostile);
    view.sentence = hostile;
    stage.refresh();
    stage.waiting[0].view = Ok(View::Matrix(view));
    let picture = stage.deliver(0).picture();
    let odd = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}');
    assert!(
        picture.contains("red") && !picture.contains(odd),
        "{picture}"
    );
}

#[test]
fn one_that_is_gone_says_so() {
    let picture = at(9, 80).picture();
    assert!(picture.contains("not in the store any more"), "{picture}");
}

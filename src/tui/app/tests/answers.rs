//! Answers in a walk, from the key to what is saved: a reason that is too short, and an answer somebody else gave meanwhile.

use std::sync::{Arc, Mutex};

use crate::{
    domain::{assessment::Response, digest::Digest},
    ops::{
        assessments::{AnswerStep, AssessChange, AssessmentView},
        change::{Change, Done},
        query::Query,
        view::View,
    },
    tui::{
        effect::Problem,
        screen::Place,
        screens::{self, stage::assessment_view},
        stage::{Stage, no},
        worker::Desk,
    },
};

/// An assessment; while Lee is awaited, he answers before the first change comes.
struct Shared {
    view: Arc<Mutex<AssessmentView>>,
    sent: Arc<Mutex<Vec<Change>>>,
    lee_is_awaited: bool,
}

impl Shared {
    fn lee_answers(&mut self) {
        let mut view = self.view.lock().unwrap();
        let items = &mut view.sections[0].items;
        items[2].answer = items[0].answer.clone();
        items[2].seen = Some(Digest::of(b"by Lee"));
    }
}

impl Desk for Shared {
    fn answer(&mut self, query: Query) -> Result<View, Problem> {
        match query {
            Query::Assessment(_) => {
                let view = self.view.lock().unwrap().clone();
                Ok(View::Assessment(Box::new(view)))
            }
            _ => Err(no("nothing else is known here")),
        }
    }

    fn apply(&mut self, change: Change) -> Result<Done, Problem> {
        self.sent.lock().unwrap().push(change);
        if std::mem::take(&mut self.lee_is_awaited) {
            self.lee_answers();
            return Err(no("the answer to ORR-20 was changed meanwhile"));
        }
        Ok(Done {
            group: None,
            summary: "answered ORR-20".to_owned(),
            refs: Vec::new(),
            made: None,
            can_undo: true,
        })
    }

    fn has_changed_outside(&mut self) -> bool {
        false
    }
}

/// What was sent.
type Sent = Arc<Mutex<Vec<Change>>>;

fn walk(lee_is_awaited: bool) -> (Stage, Sent) {
    let view = assessment_view(1);
    let place = Place::Assessment(view.line.id);
    let sent = Arc::new(Mutex::new(Vec::new()));
    let desk = Shared {
        view: Arc::new(Mutex::new(view)),
        sent: Arc::clone(&sent),
        lee_is_awaited,
    };
    let stage = Stage::with(screens::open, Box::new(desk), (place, (100, 24)));
    (stage, sent)
}

fn late() -> (Stage, Sent) {
    let (mut stage, sent) = walk(true);
    stage.press("x");
    (stage, sent)
}

/// The digest an edit says it saw, and its steps.
fn seen(change: &Change) -> (Option<Digest>, Vec<AnswerStep>) {
    match change {
        Change::Assess(AssessChange::Answer(edit)) => (edit.seen.flatten(), edit.steps.clone()),
        other => unreachable!("{other:?}"),
    }
}

#[test]
fn theirs_and_mine_stand_beside_each_other() {
    let (stage, _) = late();
    insta::assert_snapshot!(stage.picture());
}

#[test]
fn mine_is_saved_over_theirs_with_what_is_there_now() {
    let (mut stage, sent) = late();
    stage.press("ctrl-s");
    let sent = sent.lock().unwrap();
    let mine = vec![AnswerStep::Respond(Response::Unmet)];
    assert_eq!(
        sent.iter().map(seen).collect::<Vec<_>>(),
        [(None, mine.clone()), (Some(Digest::of(b"by Lee")), mine)]
    );
    assert!(!stage.picture().contains("theirs or mine"));
}

#[test]
fn leaving_keeps_theirs_and_names_what_was_not_saved() {
    let (mut stage, sent) = late();
    stage.press("esc");
    assert_eq!(sent.lock().unwrap().len(), 1);
    let said = stage.picture().lines().last().unwrap().to_owned();
    assert!(said.contains("theirs stays on ORR-20"), "{said}");
}

#[test]
fn a_reason_that_is_too_short_is_not_saved_and_what_is_missing_is_counted_down() {
    let (mut stage, sent) = walk(false);
    stage.press("-");
    assert!(stage.picture().contains("30 characters to go."));
    stage.type_text("no batch path here");
    assert!(stage.picture().contains("12 characters to go."));
    stage.press("enter");
    assert!(sent.lock().unwrap().is_empty());
    insta::assert_snapshot!(stage.picture());
    stage.type_text(", all is online");
    assert!(stage.picture().contains("long enough."));
    stage.press("enter");
    let sent = sent.lock().unwrap();
    let steps = sent.first().map(|change| seen(change).1);
    let reason = "no batch path here, all is online".to_owned();
    assert_eq!(
        steps,
        Some(vec![
            AnswerStep::Respond(Response::Na),
            AnswerStep::Note(reason)
        ])
    );
}

#[test]
fn an_answer_says_what_was_saved_and_how_it_is_taken_back() {
    let (mut stage, _) = walk(false);
    stage.press("m");
    let said = stage.picture().lines().last().unwrap().to_owned();
    assert!(
        said.contains("answered ORR-20") && said.contains("u undo"),
        "{said}"
    );
}

#[test]
fn the_whole_screen_names_the_six_most_useful_keys() {
    let (mut stage, _) = walk(false);
    stage.resize(120, 36);
    insta::assert_snapshot!("walk_120x36", stage.picture());
    stage.resize(80, 24);
    insta::assert_snapshot!("walk_80x24", stage.picture());
}

#[test]
fn what_cannot_be_done_is_said_in_passing() {
    let (mut stage, sent) = walk(false);
    stage.press("3");
    let said = stage.picture().lines().last().unwrap().to_owned();
    assert!(said.contains("answered in words: m, p, x"), "{said}");
    assert!(sent.lock().unwrap().is_empty());
}

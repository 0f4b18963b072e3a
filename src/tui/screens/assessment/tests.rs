//! Stories about a walk through an assessment.

use super::*;
use crate::{
    domain::pack::EvidenceKind,
    ops::{
        assessments::{AnswerEdit, AnswerStep},
        waivers::WaiverChange,
    },
    tui::{
        effect::Effect,
        screen::{FieldKind, Form},
        screens::stage::{
            self, Stage, Store,
            checklists::{EMPTY, FORTY, HOSTILE, USUAL, assessment_id},
        },
    },
};

mod cursor;
mod pictures;

fn walk(width: u16, height: u16) -> Stage {
    Stage::at(&Place::Assessment(assessment_id(USUAL)), width, height)
}

/// A walk with the cursor on an item.
fn on(item: &str) -> Stage {
    let mut stage = walk(120, 34);
    stage.press(Action::Filter).type_text(item);
    stage.press(Action::Open).press(Action::Back);
    assert!(
        stage.cursor_line().contains(item),
        "{}",
        stage.cursor_line()
    );
    stage.wants();
    stage
}

fn changes(stage: &mut Stage) -> Vec<Change> {
    let wants = stage.wants().into_iter();
    wants
        .filter_map(|outcome| match outcome {
            Outcome::Effect(Effect::Do { change, .. }) => Some(change),
            _ => None,
        })
        .collect()
}

fn edit(stage: &mut Stage) -> AnswerEdit {
    match changes(stage).as_slice() {
        [Change::Assess(AssessChange::Answer(edit))] => edit.clone(),
        other => unreachable!("{other:?}"),
    }
}

fn form(stage: &mut Stage) -> Form {
    match stage.wants().as_slice() {
        [Outcome::Form(form)] => form.clone(),
        other => unreachable!("{other:?}"),
    }
}

fn menu(stage: &mut Stage) -> Vec<(String, String, Option<String>)> {
    match stage.wants().as_slice() {
        [Outcome::Menu(menu)] => menu.choices.clone(),
        other => unreachable!("{other:?}"),
    }
}

fn why_not(stage: &Stage, action: Action) -> String {
    match stage.screen.availability(action) {
        Availability::Disabled(why) => why,
        other => unreachable!("{action:?}: {other:?}"),
    }
}

#[test]
fn it_begins_at_the_first_item_without_an_answer() {
    assert!(walk(120, 34).cursor_line().contains("ORR-20"));
}

#[test]
fn an_answer_is_seen_in_the_next_frame_and_the_cursor_stays() {
    let mut stage = on("ORR-20");
    stage.answers_wait = true;
    stage.press(Action::Met);
    assert!(stage.cursor_line().contains("ORR-20 ✓ met"));
    assert!(stage.picture().contains("met, being saved…"));
    let edit = edit(&mut stage);
    assert_eq!(
        (edit.item.as_str(), edit.seen, edit.steps.as_slice()),
        (
            "ORR-20",
            Some(None),
            [AnswerStep::Respond(Response::Met)].as_slice()
        )
    );
    // The truth comes with the view that was asked for behind the change.
    stage.refresh().deliver(0);
    assert!(stage.cursor_line().contains("ORR-20 · unanswered"));
}

#[test]
fn a_view_asked_for_before_the_answer_does_not_take_it_back() {
    let mut stage = on("ORR-20");
    stage.answers_wait = true;
    stage.refresh();
    stage.press(Action::Unmet).deliver(0);
    assert!(stage.cursor_line().contains("ORR-20 ✗ unmet"));
}

#[test]
fn an_edit_says_which_answer_it_saw() {
    let mut stage = on("ORR-26");
    stage.press(Action::Partial);
    let seen = stage::assessment_view(USUAL).sections[2].items[0].seen;
    assert_eq!(edit(&mut stage).seen, Some(seen));
    assert!(seen.is_some());
}

#[test]
fn n_a_asks_for_its_reason_of_at_least_thirty_characters() {
    let mut stage = on("ORR-20");
    stage.press(Action::NotApplicable);
    let asked = form(&mut stage);
    assert_eq!(asked.fields[0].kind, FieldKind::AtLeast(30));
    let reason = "there is no such part in this system";
    stage.submit(fill::NA, &[("reason", reason)]).unwrap();
    let steps = edit(&mut stage).steps;
    assert_eq!(
        steps,
        [
            AnswerStep::Respond(Response::Na),
            AnswerStep::Note(reason.to_owned())
        ]
    );
}

#[test]
fn what_cannot_be_done_says_why() {
    let measured = on("ORR-23");
    assert_eq!(
        why_not(&measured, Action::NotApplicable),
        "n/a is not possible here"
    );
    assert_eq!(
        why_not(&measured, Action::Met),
        "a measured value answers it: #"
    );
    let in_words = on("ORR-20");
    assert!(why_not(&in_words, Action::One).contains("m, p, x"));
    assert!(why_not(&in_words, Action::Measure).contains("measured"));
    assert!(why_not(&in_words, Action::EvidencePieces).contains("v attaches"));
    assert!(why_not(&in_words, Action::Confirm).contains("nothing to confirm"));
    let failing = on("ORR-26");
    assert_eq!(
        why_not(&failing, Action::AskWaiver),
        "it cannot be waived at T2"
    );
    let waived = on("ORR-28");
    assert!(why_not(&waived, Action::AskWaiver).contains("WVR-2026-013"));
    let yes_or_no = on("ORR-27");
    assert!(why_not(&yes_or_no, Action::Partial).contains("nothing between"));
}

#[test]
fn a_digit_is_a_step_of_the_scale() {
    let mut stage = on("ORR-24");
    stage.press(Action::Two);
    let steps = edit(&mut stage).steps;
    let value = "25".parse().unwrap();
    assert_eq!(steps, [AnswerStep::Measure { value, unit: None }]);
    assert!(stage.cursor_line().contains("◐ partial"));
    assert!(why_not(&stage, Action::Five).contains("1 to 4"));
}

#[test]
fn a_measured_value_comes_with_the_unit_of_the_item() {
    let mut stage = on("ORR-23");
    stage.press(Action::Measure);
    let asked = form(&mut stage);
    let values: Vec<_> = asked
        .fields
        .iter()
        .map(|field| field.value.as_str())
        .collect();
    assert_eq!(values, ["149.9", "ms"]);
    let refused = stage.submit(fill::MEASURE, &[("value", "NaN"), ("unit", "ms")]);
    assert_eq!(refused.err().map(|(field, _)| field), Some("value"));
    stage
        .submit(fill::MEASURE, &[("value", "150.1"), ("unit", "ms")])
        .unwrap();
    let value = "150.1".parse().unwrap();
    let unit = Some("ms".to_owned());
    assert_eq!(
        edit(&mut stage).steps,
        [AnswerStep::Measure { value, unit }]
    );
}

#[test]
fn evidence_of_the_kinds_the_item_takes_comes_first() {
    let mut stage = on("ORR-20");
    stage.press(Action::Evidence);
    let FieldKind::Choice(kinds) = form(&mut stage).fields.remove(0).kind else {
        unreachable!("kinds are chosen");
    };
    let words: Vec<_> = kinds.iter().map(|(word, _)| word.as_str()).collect();
    assert_eq!(words[..3], ["link", "run", "file"]);
    let filled = [
        ("kind", "run"),
        ("locator", "nightly.json"),
        ("collected", "2026-11-20"),
        ("expires", "2026-11"),
        ("method", "usual"),
        ("classification", "confidential"),
    ];
    let refused = stage.submit(fill::EVIDENCE, &filled);
    assert_eq!(refused.err().map(|(field, _)| field), Some("expires"));
    let mut filled = filled.to_vec();
    filled[3].1 = "";
    stage.submit(fill::EVIDENCE, &filled).unwrap();
    let steps = edit(&mut stage).steps;
    let [AnswerStep::Attach(piece)] = steps.as_slice() else {
        unreachable!("{steps:?}");
    };
    assert_eq!((piece.kind, &piece.note), (EvidenceKind::Run, &None));
    assert_eq!(piece.method, crate::domain::evidence::Method::Test);
}

#[test]
fn evidence_that_ends_before_it_was_collected_is_refused() {
    let mut stage = on("ORR-20");
    stage.press(Action::Evidence);
    let filled = [
        ("kind", "link"),
        ("locator", "board"),
        ("collected", "2026-11-20"),
        ("expires", "2026-11-19"),
    ];
    let refused = stage.submit(fill::EVIDENCE, &filled);
    assert_eq!(refused.err().map(|(field, _)| field), Some("expires"));
}

#[test]
fn a_form_is_about_the_item_it_was_opened_for() {
    let mut stage = on("ORR-20");
    stage.press(Action::Note);
    stage.press(Action::Down).press(Action::Down);
    stage.submit(fill::NOTE, &[("note", "by Monday")]).unwrap();
    assert_eq!(edit(&mut stage).item, "ORR-20");
}

#[test]
fn pieces_of_evidence_are_kept_looked_at_and_taken_away() {
    let mut stage = on("ORR-19");
    stage.press(Action::EvidencePieces);
    let choices = menu(&mut stage);
    let refused: Vec<_> = choices
        .iter()
        .filter_map(|(_, _, why)| why.clone())
        .collect();
    assert_eq!(
        refused,
        [
            "it is no file",
            "its bytes are kept already",
            "it is no file"
        ]
    );
    stage.choose("detach:2");
    assert_eq!(edit(&mut stage).steps, [AnswerStep::Detach(2)]);
    stage.choose("evidence.recheck");
    assert_eq!(edit(&mut stage).steps, [AnswerStep::Recheck]);
}

#[test]
fn a_dispute_is_replied_to_and_withdrawn() {
    let mut stage = on("ORR-19");
    stage.press(Action::Review);
    let ready: Vec<_> = menu(&mut stage)
        .into_iter()
        .filter(|(_, _, why)| why.is_none())
        .map(|(word, _, _)| word)
        .collect();
    assert_eq!(
        ready,
        [
            "review.verify",
            "review.dispute",
            "review.reply",
            "review.withdraw"
        ]
    );
    stage.choose("review.dispute");
    assert_eq!(form(&mut stage).word, fill::DISPUTE);
    let filled = [("found", "unmet"), ("reason", "no threshold")];
    stage.submit(fill::DISPUTE, &filled).unwrap();
    let response = Response::Unmet;
    let reason = "no threshold".to_owned();
    assert_eq!(
        edit(&mut stage).steps,
        [AnswerStep::Dispute { response, reason }]
    );
    stage.choose("review.withdraw");
    assert_eq!(edit(&mut stage).steps, [AnswerStep::WithdrawReview]);
}

#[test]
fn only_those_who_speak_for_the_role_can_agree_to_an_n_a() {
    let mut stage = on("ORR-22");
    stage.press(Action::Review);
    stage.wants();
    stage.choose("review.concur");
    let able = menu(&mut stage);
    assert_eq!(able.len(), 1, "{able:?}");
    assert_eq!(able[0].1, "Sam Idowu");
    stage.choose(&able[0].0);
    assert!(matches!(
        edit(&mut stage).steps.as_slice(),
        [AnswerStep::Concur { .. }]
    ));
}

#[test]
fn what_came_over_is_confirmed_and_what_others_answered_is_taken() {
    let mut stage = on("ORR-25");
    stage.press(Action::Confirm);
    assert_eq!(edit(&mut stage).steps, [AnswerStep::Confirm]);
    let mut stage = on("ORR-24");
    stage.press(Action::Confirm);
    assert_eq!(menu(&mut stage).len(), 1);
    stage.choose("take:0");
    assert!(matches!(
        edit(&mut stage).steps.as_slice(),
        [AnswerStep::Take(_)]
    ));
}

#[test]
fn a_waiver_is_asked_for_by_a_person_who_is_known() {
    let mut stage = on("ORR-20");
    stage.press(Action::AskWaiver);
    let asked = form(&mut stage);
    let value = |word| {
        let mut fields = asked.fields.iter();
        fields
            .find(|field| field.word == word)
            .map(|field| field.value.as_str())
    };
    assert_eq!(value("asker"), Some("Mina Okafor"));
    assert_eq!(value("action"), Some("Schedule a drill."));
    let mut filled = vec![
        ("reason", "no slot"),
        ("risk", "a slow restore"),
        ("controls", "copies twice a day; a runbook"),
        ("action", "drill in January"),
        ("last", ""),
        ("asker", "Nobody"),
    ];
    let mut refused = |filled: &[(&'static str, &str)]| {
        let said = stage.submit(fill::WAIVER, filled);
        said.err().map(|(field, _)| field)
    };
    assert_eq!(refused(&filled), Some("asker"));
    filled[5].1 = "mina okafor";
    assert_eq!(refused(&filled), Some("last"));
    filled[4].1 = "2026-12-31";
    assert_eq!(refused(&filled), None);
    let made = changes(&mut stage);
    let [Change::Waiver(WaiverChange::Propose(waiver))] = made.as_slice() else {
        unreachable!("{made:?}");
    };
    assert_eq!(waiver.controls.len(), 2);
    assert_eq!(
        waiver.scope,
        crate::domain::waiver::Scope::Item {
            item: "ORR-20".to_owned(),
            rev: 2
        }
    );
}

#[test]
fn owner_and_date_go_to_the_marked_items_or_to_the_section() {
    let mut stage = on("ORR-26");
    stage.press(Action::Bulk);
    assert!(form(&mut stage).title.contains("section Recovery"));
    stage.press(Action::Mark).press(Action::Mark);
    assert_eq!(stage.screen.status().split(" · ").next(), Some("2 marked"));
    stage.press(Action::Bulk);
    assert!(form(&mut stage).title.contains("2 marked items"));
    let nothing = stage.submit(fill::BULK, &[("owner", "")]);
    assert_eq!(nothing.err().map(|(field, _)| field), Some("owner"));
    stage
        .submit(fill::BULK, &[("owner", "sre"), ("due", "2026-12-05")])
        .unwrap();
    let made = changes(&mut stage);
    let [Change::Assess(AssessChange::Bulk(bulk))] = made.as_slice() else {
        unreachable!("{made:?}");
    };
    assert_eq!(bulk.items, ["ORR-26", "ORR-27"]);
    assert_eq!(bulk.owner.as_deref(), Some("sre"));
    stage.press(Action::Unmark);
    assert_eq!(why_not(&stage, Action::Unmark), "nothing is marked");
}

#[test]
fn the_next_unanswered_and_failing_items_are_found_round_the_end() {
    let mut stage = on("ORR-26");
    stage.press(Action::NextUnanswered);
    assert!(stage.cursor_line().contains("ORR-20"));
    stage.press(Action::PreviousUnanswered);
    assert!(stage.cursor_line().contains("ORR-25"));
    stage.press(Action::NextFailing);
    assert!(stage.cursor_line().contains("ORR-26"));
    stage.press(Action::PreviousFailing);
    assert!(stage.cursor_line().contains("ORR-23"));
}

#[test]
fn words_and_facets_choose_what_is_seen() {
    let mut stage = walk(120, 34);
    stage.press(Action::Filter).type_text("restore drilled");
    let seen = stage.picture();
    assert!(
        seen.contains("ORR-26") && !seen.contains("ORR-27"),
        "{seen}"
    );
    stage.key(KeyCode::Esc);
    assert!(stage.picture().contains("ORR-27"));
    stage.press(Action::Facet);
    let choices = menu(&mut stage);
    let said: Vec<_> = choices.iter().map(|(_, said, _)| said.as_str()).collect();
    assert_eq!(
        said[..6],
        [
            "all (11)",
            "unanswered (4)",
            "failing (3)",
            "needs evidence (2)",
            "to confirm (1)",
            "disputed (1)"
        ]
    );
    assert_eq!(choices[9].2.as_deref(), Some("there is none"));
    stage.choose(&choices[5].0);
    let seen = stage.picture();
    assert!(
        seen.contains("ORR-19") && !seen.contains("ORR-17 "),
        "{seen}"
    );
    stage.press(Action::Back);
    assert!(stage.picture().contains("ORR-17 "));
}

#[test]
fn an_item_that_was_answered_stays_while_the_cursor_is_on_it() {
    let mut stage = walk(120, 34);
    stage.choose("facet:2");
    stage.press(Action::NextFailing);
    let before = stage.cursor_line();
    stage.press(Action::Met).refresh();
    assert_eq!(stage.cursor_line(), before);
}

#[test]
fn below_100_columns_it_is_the_items_or_one_of_them_and_keys_work_in_both() {
    let mut stage = walk(80, 22);
    assert!(!stage.picture().contains("Verify"));
    stage.press(Action::Open);
    assert!(stage.picture().contains("Verify"));
    stage.press(Action::Met);
    assert_eq!(edit(&mut stage).item, "ORR-20");
    stage.press(Action::Right);
    assert!(stage.picture().contains("ORR-21"));
    stage.press(Action::Back);
    assert!(stage.cursor_line().contains("ORR-21"));
}

#[test]
fn milestones_are_taken_and_compared() {
    let mut stage = walk(120, 34);
    stage.press(Action::Milestone);
    assert_eq!(menu(&mut stage).len(), 2);
    stage.choose("compare:0");
    let wants = stage.wants();
    let [Outcome::Report(report)] = wants.as_slice() else {
        unreachable!("{wants:?}");
    };
    assert!(report.yes.is_none());
    stage.choose("milestone.take");
    assert_eq!(form(&mut stage).word, act::MILESTONE);
    stage
        .submit(act::MILESTONE, &[("title", "before the review")])
        .unwrap();
    assert!(matches!(
        changes(&mut stage).as_slice(),
        [Change::Assess(AssessChange::Milestone { .. })]
    ));
}

#[test]
fn what_is_thrown_away_is_not_walked_on() {
    let mut stage = walk(120, 34);
    stage.press(Action::DiscardAssessment);
    assert!(matches!(stage.wants().as_slice(), [Outcome::Ask(_)]));
    stage.choose(act::DISCARD);
    let system = Some(stage::checklists::system_id(1));
    let wants = stage.wants();
    assert_eq!(
        wants.last(),
        Some(&Outcome::Go(Place::Checklists { system }))
    );
}

#[test]
fn one_of_forty_items_is_laid_out_once_and_not_for_each_frame() {
    let mut walk = Walk::new(assessment_id(FORTY));
    walk.show(Box::new(stage::assessment_view(FORTY)), Ticket(1));
    walk.lay_out(60, false);
    let laid = walk.laid;
    walk.lay_out(60, false);
    assert_eq!(walk.laid, laid);
    walk.move_list(Action::Down);
    walk.lay_out(60, false);
    assert_ne!(walk.laid, laid);
}

#[test]
fn every_action_of_the_scope_answers_whether_it_can_be_done() {
    let stage = walk(120, 34);
    for action in [
        Action::Met,
        Action::Bulk,
        Action::Milestone,
        Action::Upgrade,
        Action::FormExport,
        Action::FormImport,
        Action::DiscardAssessment,
        Action::History,
        Action::Facet,
        Action::StartPack,
    ] {
        let said = stage.screen.availability(action);
        assert_ne!(said, Availability::Foreign, "{action:?}");
    }
    assert_eq!(stage.screen.system(), Some(stage::checklists::system_id(1)));
}

#[test]
fn hostile_words_stay_inside_at_any_size() {
    let place = Place::Assessment(assessment_id(HOSTILE));
    let mut stage = Stage::with(Store::usual(), &place, (80, 24));
    for width in [1, 2, 14, 39, 60, 99, 100, 130, 200] {
        for height in [1, 2, 4, 7, 8, 24, 45] {
            stage.resize(width, height);
            for action in [Action::Down, Action::Open, Action::Bottom, Action::Back] {
                stage.press(action);
            }
            let picture = stage.picture();
            let odd =
                |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}');
            assert!(!picture.contains(odd), "{picture}");
        }
    }
}

#[test]
fn forms_of_another_assessment_are_told_as_such() {
    let first_line = |number| {
        let mut stage = Stage::at(&Place::Assessment(assessment_id(number)), 120, 34);
        stage.submit(act::IMPORT, &[("files", "form.md")]).unwrap();
        match stage.wants().as_slice() {
            [Outcome::Report(report)] => report.lines[0].1.clone(),
            other => unreachable!("{other:?}"),
        }
    };
    assert!(first_line(FORTY).contains("another assessment"));
    assert!(first_line(USUAL).contains("1 answer changes"));
}

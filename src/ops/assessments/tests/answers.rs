//! Answers: given, measured, disputed, agreed to, shared, and refused when they are stale.

use super::*;
use crate::domain::{
    assessment::Review,
    readiness::{ItemResult, Verdict},
};

#[test]
fn a_walk_shows_what_is_asked_how_it_stands_and_what_is_left() {
    let (mut desk, assessment) = Desk::started();
    desk.respond((assessment, "SRV-04"), Response::Met);
    desk.respond((assessment, "SRV-01"), Response::Met);
    let view = desk.view(assessment);
    assert_eq!(view.tier, None);
    let left: Vec<_> = view
        .sections
        .iter()
        .map(|section| {
            let numbers = section.numbers;
            (section.title.as_str(), numbers.answered, numbers.items)
        })
        .collect();
    assert_eq!(left, [("Running", 1, 3), ("Ownership", 1, 3)]);
    let first = &view.sections[0].items[0];
    // A claim without its evidence is kept as claimed.
    assert_eq!(
        (first.state.result, first.state.contribution),
        (ItemResult::Unevidenced, Verdict::NoGo)
    );
    assert_eq!(first.state.action, "Rehearse the way back");
    assert_eq!(view.line.numbers.claimed_bp, Some(6_666));
    assert_eq!(view.line.numbers.evidenced_bp, Some(4_444));
    assert_eq!(view.line.score, "44–77 %");
    assert_eq!(
        view.sections[0].items[1].withdrawn_ref.as_deref(),
        Some("The letter of 2011 is withdrawn (as of 2026-09-01)")
    );
}

#[test]
fn answering_says_what_it_comes_to_and_is_taken_back_whole() {
    let (mut desk, assessment) = Desk::started();
    let steps = vec![
        AnswerStep::Respond(Response::Met),
        AnswerStep::Note("Rehearsed in spring".to_owned()),
        AnswerStep::Owner("Ana Ruiz".to_owned()),
    ];
    let before = desk.events();
    let done = desk.edit((assessment, "SRV-01"), steps.clone()).unwrap();
    assert_eq!(
        done.summary,
        "answered ASM-0001/SRV-01: met, owner Ana Ruiz; claimed, the evidence is missing (file or link or run or adr or attestation)"
    );
    assert_eq!(desk.events(), before + 1);
    // The same again changes nothing.
    let again = desk.edit((assessment, "SRV-01"), steps).unwrap();
    assert!(again.group.is_none() && desk.events() == before + 1);
    desk.bench.apply(Change::Undo).unwrap();
    assert!(desk.walked(assessment, "SRV-01").answer.is_none());
}

#[test]
fn e27_a_second_answer_made_from_the_same_state_is_refused_and_told_beside_the_first() {
    let (mut desk, assessment) = Desk::started();
    let edit = |seen, response| {
        Change::Assess(AssessChange::Answer(AnswerEdit {
            assessment,
            item: "SRV-04".to_owned(),
            seen,
            steps: vec![AnswerStep::Respond(response)],
        }))
    };
    let seen = desk.walked(assessment, "SRV-04").seen;
    assert_eq!(seen, None);
    desk.bench.apply(edit(Some(seen), Response::Met)).unwrap();
    desk.be("Lee Brandt");
    let before = desk.events();
    let (what, hint) = refused(desk.bench.apply(edit(Some(seen), Response::Unmet)));
    assert!(
        what.contains("ASM-0001/SRV-04 was changed meanwhile by Mina Okafor"),
        "{what}"
    );
    assert!(
        hint.contains("Mina Okafor answered met") && hint.contains("unmet"),
        "{hint}"
    );
    assert_eq!(desk.events(), before);
    let seen = desk.walked(assessment, "SRV-04").seen;
    desk.bench.apply(edit(Some(seen), Response::Unmet)).unwrap();
}

#[test]
fn e26_a_value_needs_its_unit_and_is_never_taken_for_another() {
    let (mut desk, assessment) = Desk::started();
    let place = (assessment, "SRV-03");
    let measure = |value: &str, unit: Option<&str>| {
        vec![AnswerStep::Measure {
            value: value.parse().unwrap(),
            unit: unit.map(str::to_owned),
        }]
    };
    let before = desk.events();
    let (what, hint) = refused(desk.edit(place, measure("149", None)));
    assert!(
        what.contains("without its unit") && hint.contains("--unit ms"),
        "{what}"
    );
    let (what, _) = refused(desk.edit(place, measure("0.149", Some("s"))));
    assert!(what.contains("in ms, not in s"), "{what}");
    let (what, _) = refused(desk.edit(place, vec![AnswerStep::Respond(Response::Met)]));
    assert!(what.contains("measured value"), "{what}");
    assert!("NaN".parse::<Decimal>().is_err());
    assert_eq!(desk.events(), before);

    desk.edit(place, measure("149.9", Some("ms"))).unwrap();
    assert_eq!(
        desk.walked(assessment, "SRV-03").state.result,
        ItemResult::Pass
    );
    desk.edit(place, measure("150.1", Some("ms"))).unwrap();
    let answer = desk.walked(assessment, "SRV-03").answer.unwrap();
    assert_eq!(
        (answer.response, answer.in_words().as_str()),
        (Response::Partial, "partial (150.1)")
    );
    // A word in its place forgets the value.
    desk.respond(place, Response::Unmet);
    assert_eq!(
        desk.walked(assessment, "SRV-03").answer.unwrap().value,
        None
    );
    let (what, _) = refused(desk.edit((assessment, "SRV-04"), measure("1", None)));
    assert!(what.contains("in words"), "{what}");
}

#[test]
fn what_an_item_cannot_be_answered_with_is_refused() {
    let (mut desk, assessment) = Desk::started();
    let respond = |response| vec![AnswerStep::Respond(response)];
    let (what, _) = refused(desk.edit((assessment, "SRV-04"), respond(Response::Partial)));
    assert!(what.contains("met or unmet"), "{what}");
    let (what, hint) = refused(desk.edit((assessment, "SRV-01"), respond(Response::Na)));
    assert!(
        what.contains("cannot be n/a") && hint.contains("waiver"),
        "{what}"
    );
    let (what, _) = refused(desk.edit((assessment, "SRV-02"), respond(Response::Na)));
    assert!(
        what.contains("a reason of 20 characters; 0 were given"),
        "{what}"
    );
    let (what, _) = refused(desk.edit((assessment, "SRV-99"), respond(Response::Met)));
    assert!(
        what.contains("own.serving 1.0.0 has no item `SRV-99`"),
        "{what}"
    );
    let (what, _) = refused(desk.edit(
        (assessment, "SRV-01"),
        vec![AnswerStep::Note("a\u{1b}[2J".to_owned())],
    ));
    assert!(what.contains("control character"), "{what}");
}

#[test]
fn an_na_counts_once_another_person_with_the_role_agrees() {
    let (mut desk, assessment) = Desk::started();
    let place = (assessment, "SRV-02");
    let reason = "The service has a single region by contract.";
    let concur = |desk: &mut Desk, name: &str| {
        let person = desk.person(name);
        desk.edit(place, vec![AnswerStep::Concur { person }])
    };
    desk.be("Lee Brandt");
    let steps = vec![
        AnswerStep::Respond(Response::Na),
        AnswerStep::Note(reason.to_owned()),
    ];
    let done = desk.edit(place, steps).unwrap();
    assert!(
        done.summary.ends_with("it does not count yet"),
        "{}",
        done.summary
    );
    let state = desk.walked(assessment, "SRV-02").state;
    assert_eq!(state.result, ItemResult::Incomplete);
    assert!(state.because.unwrap().contains("sre"));
    // Neither the answerer, nor somebody without the role.
    let (what, _) = refused(concur(&mut desk, "Lee Brandt"));
    assert!(what.contains("another person agrees"), "{what}");
    let (what, _) = refused(concur(&mut desk, "Ana Ruiz"));
    assert!(what.contains("does not speak for sre"), "{what}");
    desk.be("Mina Okafor");
    desk.respond(place, Response::Na);
    concur(&mut desk, "Lee Brandt").unwrap();
    let line = desk.view(assessment).line;
    assert_eq!(
        desk.walked(assessment, "SRV-02").state.result,
        ItemResult::Na
    );
    assert_eq!(line.numbers.not_applicable, 1);
    // Another reason is not what was agreed to.
    let note = AnswerStep::Note("There is no money for a second one.".to_owned());
    desk.edit(place, vec![note]).unwrap();
    assert_eq!(
        desk.walked(assessment, "SRV-02").state.result,
        ItemResult::Incomplete
    );
}

#[test]
fn e25_a_dispute_counts_until_the_reviewer_takes_it_back_or_the_answer_is_given_anew() {
    let (mut desk, assessment) = Desk::started();
    let place = (assessment, "SRV-04");
    let dispute = || {
        vec![AnswerStep::Dispute {
            response: Response::Unmet,
            reason: "Nobody answers the phone".to_owned(),
        }]
    };
    let (what, _) = refused(desk.edit(place, dispute()));
    assert!(what.contains("no answer to review"), "{what}");
    desk.respond(place, Response::Met);
    let (what, _) = refused(desk.edit(place, dispute()));
    assert!(what.contains("another person reviews it"), "{what}");
    assert!(
        desk.edit(place, vec![AnswerStep::Reply("So what".to_owned())])
            .is_err()
    );

    desk.be("Lee Brandt");
    desk.edit(place, dispute()).unwrap();
    let walked = desk.walked(assessment, "SRV-04");
    assert_eq!(walked.state.result, ItemResult::Fail);
    let because = walked.state.because.unwrap();
    assert!(
        because.starts_with("disputed by Lee Brandt, who says unmet"),
        "{because}"
    );
    assert_eq!(walked.answer.unwrap().response, Response::Met);
    assert_eq!(desk.view(assessment).line.disputed, 1);

    desk.be("Mina Okafor");
    desk.edit(
        place,
        vec![AnswerStep::Reply("It was a holiday".to_owned())],
    )
    .unwrap();
    let (what, _) = refused(desk.edit(place, vec![AnswerStep::WithdrawReview]));
    assert!(what.contains("who alone takes that back"), "{what}");
    desk.respond(place, Response::Met);
    assert_eq!(
        desk.walked(assessment, "SRV-04").state.result,
        ItemResult::Pass
    );

    desk.be("Lee Brandt");
    desk.edit(place, vec![AnswerStep::Verify]).unwrap();
    let review = desk.walked(assessment, "SRV-04").answer.unwrap().review;
    assert!(matches!(review, Review::Verified { by, .. } if by == "Lee Brandt"));
    desk.edit(place, vec![AnswerStep::WithdrawReview]).unwrap();
}

#[test]
fn a_delegate_of_the_answerer_is_no_other_person() {
    let (mut desk, assessment) = Desk::started();
    desk.respond((assessment, "SRV-04"), Response::Met);
    let (lee, mina) = (desk.person("Lee Brandt"), desk.person("Mina Okafor"));
    let current = desk.bench.store.current(lee).unwrap().unwrap();
    let mut person: Person = crate::ops::workbench::decoded(&current).unwrap();
    person.acts_for = Some(mina);
    let put = put(
        (RecordKind::Person, lee),
        ("edited", Some(current.digest)),
        &person,
    );
    desk.bench.save(vec![put], Vec::new()).unwrap();
    desk.be("Lee Brandt");
    let (what, _) = refused(desk.edit((assessment, "SRV-04"), vec![AnswerStep::Verify]));
    assert!(what.contains("another person"), "{what}");
}

#[test]
fn e32_the_same_control_is_answered_once_whichever_pack_asks() {
    let (mut desk, serving) = Desk::started();
    let operating = desk.start("own.operating").unwrap().made.unwrap();
    desk.respond((operating, "OPS-01"), Response::Met);
    let shared = desk.walked(serving, "SRV-05");
    assert_eq!(shared.shared_from.as_deref(), Some("OPS-01"));
    assert_eq!(shared.state.result, ItemResult::Pass);
    assert!(shared.seen.is_some());
    // Answered from the other side, the one record that exists changes.
    desk.respond((serving, "SRV-05"), Response::Unmet);
    let answers = desk
        .bench
        .store
        .current_of_kind(RecordKind::Answer, None)
        .unwrap();
    assert_eq!(answers.len(), 1);
    let own = desk.walked(operating, "OPS-01");
    assert_eq!(
        (own.state.result, own.shared_from),
        (ItemResult::Fail, None)
    );
}

#[test]
fn e24_an_answer_that_a_fact_hides_comes_back_with_the_fact() {
    let (mut desk, assessment) = Desk::started();
    desk.state("exposure", "external");
    desk.respond((assessment, "SRV-06"), Response::Unmet);
    let items = |desk: &mut Desk| desk.view(assessment).line.numbers.items;
    assert_eq!(items(&mut desk), 6);
    desk.state("exposure", "none");
    assert_eq!(items(&mut desk), 5);
    desk.state("exposure", "external");
    assert_eq!(
        desk.walked(assessment, "SRV-06").state.result,
        ItemResult::Fail
    );
}

#[test]
fn what_another_system_answered_is_proposed_and_taken_only_when_asked_for() {
    let (mut desk, assessment) = Desk::started();
    let other = register(&mut desk.bench, "SYS-0002", "Late parcels");
    let here = std::mem::replace(&mut desk.system, other);
    let there = desk.start("own.serving").unwrap().made.unwrap();
    let steps = vec![
        AnswerStep::Respond(Response::Met),
        AnswerStep::Note("Named in the register".to_owned()),
        AnswerStep::Attach(piece(EvidenceKind::Link, "https://example.org/register")),
    ];
    desk.edit((there, "SRV-04"), steps).unwrap();
    desk.system = here;
    let walked = desk.walked(assessment, "SRV-04");
    assert!(walked.answer.is_none());
    let [(record, system, response)] = walked.proposed.as_slice() else {
        unreachable!("one is proposed");
    };
    assert_eq!(
        (system.as_str(), *response),
        ("SYS-0002 Late parcels", Response::Met)
    );
    let take = || vec![AnswerStep::Take(*record)];
    assert!(desk.edit((assessment, "SRV-01"), take()).is_err());
    desk.be("Lee Brandt");
    desk.edit((assessment, "SRV-04"), take()).unwrap();
    let answer = desk.walked(assessment, "SRV-04").answer.unwrap();
    assert_eq!(
        (answer.by.as_str(), answer.note.as_deref()),
        ("Lee Brandt", Some("Named in the register"))
    );
    // What proved it there proves nothing here.
    assert!(answer.evidence.is_empty());
    assert!(desk.walked(assessment, "SRV-04").proposed.is_empty());
}

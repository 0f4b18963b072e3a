//! What moves a system to GO, the cheapest step first.

use super::*;

fn told(story: &Story) -> Vec<(Option<String>, String, Effort)> {
    let steps = story.judged().steps.into_iter();
    steps
        .map(|step| (step.item, step.action, step.effort))
        .collect()
}

#[test]
fn evidence_comes_first_then_partial_then_unmet_then_unanswered() {
    let items = ["OPEN", "UNMET", "PART", "CLAIM"];
    let mut items: Vec<_> = items.map(|id| item(id, Force::Block)).into();
    items[3] = proved("CLAIM", Force::Block, 30);
    let story = Story::of(items).answered([
        answer("UNMET", Response::Unmet),
        answer("PART", Response::Partial),
        answer("CLAIM", Response::Met),
    ]);
    let expected = [
        ("CLAIM", "attach the evidence", Effort::Evidence),
        ("PART", "do the rest: Do PART", Effort::Partial),
        ("UNMET", "Do UNMET", Effort::Unmet),
        ("OPEN", "answer it", Effort::Unanswered),
    ];
    let expected =
        expected.map(|(id, does, effort)| (Some(id.to_owned()), does.to_owned(), effort));
    assert_eq!(told(&story), expected);
}

#[test]
fn within_the_same_effort_what_closes_comes_before_what_is_only_conditional() {
    let story = Story::of(vec![
        item("REQ", Force::Require),
        item("BLOCK", Force::Block),
    ])
    .answered([
        owned("REQ", Response::Unmet),
        answer("BLOCK", Response::Unmet),
    ]);
    let first: Vec<_> = told(&story)
        .into_iter()
        .filter_map(|(item, ..)| item)
        .collect();
    assert_eq!(first, ["BLOCK", "REQ"]);
    let step = &story.judged().steps[1];
    assert_eq!(
        (step.owner.as_deref(), step.due),
        (Some("Ana"), Some(day("2026-12-24")))
    );
}

#[test]
fn many_unanswered_items_are_one_step() {
    let items = |count: usize| (0..count).map(|n| item(&format!("I-{n}"), Force::Require));
    assert_eq!(told(&Story::of(items(3).collect())).len(), 3);
    let many = told(&Story::of(items(10).collect()));
    let step = "complete 10 unanswered required items".to_owned();
    assert_eq!(many, [(None, step, Effort::Unanswered)]);
}

#[test]
fn many_unanswered_items_have_an_owner_where_all_have_the_same_and_the_first_day() {
    let names = ["A", "B", "C", "D"];
    let mut story = Story::of(names.map(|id| item(id, Force::Block)).into())
        .answered(names.map(|id| owned(id, Response::Unanswered)));
    story.answers[2].due = Some(day("2026-12-01"));
    let step = story.judged().steps.remove(0);
    assert_eq!(
        (step.owner.as_deref(), step.due),
        (Some("Ana"), Some(day("2026-12-01")))
    );
    story.answers[3].owner = Some("Lee".to_owned());
    assert_eq!(story.judged().steps[0].owner, None);
    story.answers[3].owner = None;
    assert_eq!(story.judged().steps[0].owner, None);
}

#[test]
fn what_is_no_item_comes_last_and_advice_is_no_step() {
    let mut story = Story::of(vec![item("A", Force::Block), item("ADV", Force::Advise)])
        .answered([answer("A", Response::Unmet), answer("ADV", Response::Unmet)]);
    story.tier.tier = None;
    let told = told(&story);
    assert_eq!(told[0].0.as_deref(), Some("A"));
    let tier = "score the risk rubric and record the tier".to_owned();
    assert_eq!(told[1], (None, tier, Effort::Other));
    assert_eq!(
        (told.len(), story.judged().improvements),
        (2, vec!["ADV Do ADV".to_owned()])
    );
}

#[test]
fn a_pack_nobody_started_is_a_step_of_its_own() {
    let mut story = Story::of(vec![item("A", Force::Block)]);
    story.started = false;
    let step = "start ops: 1 item blocks or is required".to_owned();
    assert_eq!(told(&story), [(None, step, Effort::Other)]);
}

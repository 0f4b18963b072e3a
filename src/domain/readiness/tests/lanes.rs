//! Which lane a system takes, and when the light one is clear.

use super::*;

/// Intake and security answered, in a system that is no one-way door.
fn light(tier: Tier, security: Response) -> Story {
    let mut story = Story::of(vec![item("OPS-1", Force::Require)]).at(tier);
    story
        .packs
        .push(pack("intake", Gate::G0, vec![item("INT-1", Force::Block)]));
    story
        .packs
        .push(pack("sec", Gate::G3, vec![item("SEC-1", Force::Block)]));
    story
        .facts
        .0
        .insert("one_way_door".to_owned(), FactValue::Flag(false));
    story.answered([answer("INT-1", Response::Met), answer("SEC-1", security)])
}

fn taken(story: &Story, new_patterns: &[String]) -> LaneNow {
    lane(&story.judged(), &story.facts, new_patterns)
}

#[test]
fn t3_clears_itself_when_intake_and_security_are_go_whatever_else_is_open() {
    let clear = light(Tier::T3, Response::Met);
    assert_eq!(
        clear.verdict(),
        Verdict::Hold,
        "operations are not answered"
    );
    let lane = taken(&clear, &[]);
    assert_eq!((lane.lane, lane.cleared), (Lane::SelfAttest, Some(true)));
    let lane = taken(&light(Tier::T3, Response::Unmet), &[]);
    assert_eq!(lane.cleared, Some(false));
    assert_eq!(lane.why, ["it is T3; G0 and G3 are NO-GO"]);
    let mut nothing = clear;
    nothing.packs.truncate(1);
    assert_eq!(
        taken(&nothing, &[]).cleared,
        Some(false),
        "nothing was attested"
    );
}

#[test]
fn t2_takes_the_asynchronous_lane() {
    let lane = taken(&light(Tier::T2, Response::Met), &[]);
    assert_eq!((lane.lane, lane.cleared), (Lane::Asynchronous, None));
}

#[test]
fn the_board_says_why_it_is_needed() {
    let why = |story: &Story, patterns: &[String]| {
        let lane = taken(story, patterns);
        assert_eq!(lane.lane, Lane::Board);
        lane.why
    };
    assert_eq!(why(&light(Tier::T1, Response::Met), &[]), ["it is T1"]);
    let t3 = light(Tier::T3, Response::Unmet);
    assert_eq!(
        why(&t3, &["Edge cache".to_owned()]),
        ["the pattern Edge cache is new"]
    );
    let mut door = t3.clone();
    door.facts
        .0
        .insert("one_way_door".to_owned(), FactValue::Flag(true));
    assert_eq!(why(&door, &[]), ["it is a one-way door"]);
    door.facts.0.clear();
    assert_eq!(
        why(&door, &[]),
        ["nobody said whether it is a one-way door"]
    );
    let waived = t3.waived(waiver("SEC-1", Tier::T3, (today(), today())));
    assert_eq!(why(&waived, &[]), ["SEC-1 blocks and is waived"]);
    let mut untiered = light(Tier::T3, Response::Met);
    untiered.tier.tier = None;
    assert_eq!(why(&untiered, &[]), ["no tier is recorded"]);
}

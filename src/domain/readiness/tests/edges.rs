//! The edge cases, each by its number.

use super::*;
use crate::domain::{
    condition::{Condition, FactIs, Word},
    pack::{Currency, PackStatus, Source},
    score::percent,
    sign_off::{Issued, Override},
};

#[test]
fn e01_every_item_na_has_no_score_and_no_open_gate() {
    let items = vec![optional("A", Force::Block), optional("B", Force::Require)];
    let agreed = Story::of(items.clone())
        .answered([answer("A", Response::Na), answer("B", Response::Na)])
        .judged();
    assert_eq!(agreed.numbers.evidenced_bp, None);
    assert_eq!(agreed.gates[6].result, GateResult::Na);
    assert_eq!(agreed.verdict, Verdict::Hold);
    let mut without_reason = answer("B", Response::Na);
    without_reason.note = None;
    let one_not_agreed = Story::of(items).answered([answer("A", Response::Na), without_reason]);
    assert_eq!(
        one_not_agreed.judged().gates[6].result,
        GateResult::Incomplete
    );
}

#[test]
fn an_na_that_does_not_count_says_what_it_lacks() {
    let mut asked = optional("A", Force::Block);
    asked.na = Some(NaRule {
        allowed: true,
        justify_min: 4,
        concur: Some("sre".to_owned()),
    });
    let mut given = answer("A", Response::Na);
    let mut because = |item: &Item, reason: &str| {
        given.note = Some(reason.to_owned());
        let story = Story::of(vec![item.clone()]).answered([given.clone()]);
        story.judged().items.remove(0).because.unwrap_or_default()
    };
    assert_eq!(
        because(&asked, " não "),
        "n/a needs a reason of 4 characters"
    );
    assert_eq!(because(&asked, "none"), "n/a awaits sre");
    assert_eq!(because(&asked, "there is none"), "n/a awaits sre");
    let alone = optional("A", Force::Block);
    assert_eq!(because(&alone, "no"), "n/a needs a reason of 3 characters");
    assert_eq!(because(&alone, "não"), "");
    let never = item("A", Force::Block);
    assert_eq!(because(&never, "none"), "n/a is not possible here");
}

#[test]
fn e02_a_large_share_of_na_is_above_the_limit_of_its_pack() {
    let mut heavy = optional("A", Force::Block);
    heavy.weight = Some(8);
    let story = Story::of(vec![
        heavy,
        item("B", Force::Block),
        item("C", Force::Block),
    ])
    .answered([
        answer("A", Response::Na),
        answer("B", Response::Met),
        answer("C", Response::Met),
    ]);
    let judged = story.judged();
    assert_eq!(judged.numbers.evidenced_bp, Some(10_000));
    assert_eq!(judged.numbers.na_share_bp, 8_000);
    assert!(judged.numbers.na_share_bp > story.packs[0].head.na_share_warn_bp);
    assert_eq!(judged.verdict, Verdict::Go);
}

fn failing_and_waived() -> Story {
    let span = (day("2026-11-01"), day("2026-11-22"));
    Story::of(vec![item("A", Force::Block)])
        .answered([answer("A", Response::Unmet)])
        .waived(waiver("A", Tier::T2, span))
}

#[test]
fn e03_a_waiver_counts_through_its_last_day() {
    let story = failing_and_waived();
    let judged = story.clone().on("2026-11-22").judged();
    assert_eq!(judged.verdict, Verdict::Conditional);
    assert_eq!(judged.changes_on, Some(day("2026-11-23")));
    assert_eq!(story.clone().on("2026-11-23").verdict(), Verdict::NoGo);
    assert_eq!(
        story.on("2026-10-31").verdict(),
        Verdict::NoGo,
        "not before its first day"
    );
}

#[test]
fn e05_a_resolved_waiver_lets_nothing_stand() {
    let mut story = failing_and_waived();
    story.packs[0].sections[0].items[0] = proved("A", Force::Block, 30);
    story.waivers[0].state = WaiverState::Resolved {
        by: id(2),
        on: today(),
    };
    assert_eq!(story.verdict(), Verdict::NoGo);
    story.answers = vec![answer("A", Response::Met)];
    assert_eq!(story.verdict(), Verdict::NoGo, "a claim is no evidence");
    story.answers = vec![met_since("A", 1)];
    assert_eq!(story.verdict(), Verdict::Go);
}

#[test]
fn e06_a_raised_tier_voids_the_waivers_and_the_items_fail_at_once() {
    let story = failing_and_waived();
    assert_eq!(story.clone().at(Tier::T3).verdict(), Verdict::Conditional);
    assert_eq!(story.at(Tier::T1).verdict(), Verdict::NoGo);
}

#[test]
fn e22_a_replaced_file_leaves_the_item_without_evidence() {
    let mut answer = met_since("A", 1);
    let story = Story::of(vec![proved("A", Force::Block, 30)]);
    assert_eq!(
        story.clone().answered([answer.clone()]).verdict(),
        Verdict::Go
    );
    answer.evidence[0].is_broken = true;
    let judged = story.answered([answer]).judged();
    assert_eq!(judged.verdict, Verdict::NoGo);
    assert_eq!(judged.items[0].because.as_deref(), Some("evidence broken"));
}

#[test]
fn e23_evidence_counts_on_its_last_day_and_not_on_the_next() {
    let story = Story::of(vec![proved("A", Force::Block, 30)]).answered([met_since("A", 30)]);
    assert_eq!(story.verdict(), Verdict::Go);
    let judged = story.on("2026-11-23").judged();
    assert_eq!(judged.verdict, Verdict::NoGo);
    let since = "evidence stale since 2026-11-23";
    assert_eq!(judged.items[0].because.as_deref(), Some(since));
    assert_eq!(
        judged.steps[0].action,
        format!("attach new evidence ({since})")
    );
    assert_eq!(judged.steps[0].effort, Effort::Evidence);
}

#[test]
fn answers_whose_evidence_ran_out_are_counted_once_and_only_where_too_little_is_left() {
    let mut spare = met_since("A", 31);
    let stale = |answers: &[&Answer]| {
        let mut twice = proved("B", Force::Block, 30);
        twice.same_as = vec!["A".to_owned()];
        let story = Story::of(vec![
            proved("A", Force::Block, 30),
            twice,
            item("C", Force::Block),
        ]);
        let story = story.answered(answers.iter().map(|answer| (*answer).clone()));
        story.stale()
    };
    assert_eq!(stale(&[]), 0);
    assert_eq!(stale(&[&met_since("A", 30)]), 0);
    assert_eq!(
        stale(&[&answer("A", Response::Met)]),
        0,
        "there never was any"
    );
    assert_eq!(stale(&[&met_since("C", 31)]), 0, "none is needed");
    assert_eq!(stale(&[&spare]), 1, "one answer in two places");
    spare.evidence.push(collected(1));
    assert_eq!(stale(&[&spare]), 0, "another piece is enough");
}

#[test]
fn e24_an_item_a_fact_hides_is_excluded_and_comes_back_with_the_fact() {
    let mut hidden = item("B", Force::Block);
    hidden.visible_when = Some(Condition::Is(FactIs {
        fact: "exposure".to_owned(),
        is: vec![Word::Word("external".to_owned())],
    }));
    let story = Story::of(vec![item("A", Force::Block), hidden])
        .answered([answer("A", Response::Met), answer("B", Response::Unmet)]);
    let inside = story.clone().stating("exposure", "internal").judged();
    assert_eq!(
        (inside.verdict, inside.items.len(), inside.numbers.items),
        (Verdict::Go, 1, 1)
    );
    assert_eq!(
        story.clone().stating("exposure", "external").verdict(),
        Verdict::NoGo
    );
    assert_eq!(
        story.verdict(),
        Verdict::NoGo,
        "an unknown fact hides nothing"
    );
}

#[test]
fn e25_the_reviewers_response_counts_and_both_are_told() {
    let mut disputed = answer("A", Response::Met);
    disputed.review = Review::Disputed {
        response: Response::Partial,
        reason: "half of it".to_owned(),
        by: "Lee".to_owned(),
        on: today(),
        reply: None,
    };
    let judged = Story::of(vec![item("A", Force::Block)])
        .answered([disputed])
        .judged();
    assert_eq!(judged.verdict, Verdict::NoGo);
    let told = "(partial; disputed by Lee, who says partial; answered met)";
    assert!(
        judged.reasons[0].text.ends_with(told),
        "{}",
        judged.reasons[0].text
    );
}

#[test]
fn e29_an_override_ends_by_itself_and_the_computed_verdict_stands_again() {
    let issued = Issued {
        id: id(1),
        system: id(100),
        tier: Tier::T1,
        computed: Verdict::NoGo,
        verdict: Verdict::Go,
        as_of: today(),
        by: id(2),
        digest: Digest::of(b"inputs"),
        inputs: Vec::new(),
        valid_until: day("2027-05-21"),
        reason: None,
        overridden: Some(Override {
            by: id(2),
            reason: "the season".to_owned(),
            until: day("2026-12-22"),
        }),
        reasons: Vec::new(),
        withdrawn: None,
    };
    assert!(issued.stands(today()) && issued.stands(day("2026-12-22")));
    assert!(!issued.stands(day("2026-12-23")) && !issued.stands(day("2026-11-21")));
}

#[test]
fn e31_a_withdrawn_reference_is_noted_and_changes_no_verdict() {
    let mut story = Story::of(vec![item("A", Force::Block)]).answered([answer("A", Response::Met)]);
    story.packs[0].sections[0].items[0].refs = vec!["sr11-7:III".to_owned()];
    let before = story.judged();
    story.packs[0].refs.push(Source {
        id: "sr11-7".to_owned(),
        title: "SR 11-7".to_owned(),
        status: Currency::Withdrawn,
        as_of: today(),
        url: None,
    });
    assert_eq!(story.judged(), before);
}

#[test]
fn e39_an_answer_that_changes_after_go_changes_what_is_computed() {
    let story = Story::of(vec![item("A", Force::Block)]).answered([answer("A", Response::Met)]);
    let mut changed = story.clone();
    changed.answers[0].response = Response::Partial;
    assert_eq!(
        (story.verdict(), changed.verdict()),
        (Verdict::Go, Verdict::NoGo)
    );
}

#[test]
fn e40_one_answer_counts_for_the_same_control_in_two_packs_with_the_force_of_each() {
    let mut shared = item("OPS-1", Force::Require);
    shared.same_as = vec!["RTI-7".to_owned()];
    let mut story = Story::of(vec![shared]);
    story
        .packs
        .push(pack("rt", Gate::G2, vec![item("RTI-7", Force::Block)]));
    let judged = story.answered([owned("RTI-7", Response::Unmet)]).judged();
    assert_eq!(judged.gates[2].result, GateResult::Fail);
    assert_eq!(judged.gates[6].result, GateResult::Conditional);
    assert_eq!(
        judged.items[0].because.as_deref(),
        Some("answered as RTI-7")
    );
}

#[test]
fn a_draft_is_offered_and_holds_nothing_up_until_it_is_started() {
    let mut story = Story::of(vec![item("A", Force::Block), item("B", Force::Score)]);
    story.started = false;
    let force = |story: &Story| {
        let items = story.judged().items.into_iter();
        items.map(|item| item.force).collect::<Vec<_>>()
    };
    assert_eq!(force(&story), [Force::Block, Force::Score]);
    for status in [PackStatus::Draft, PackStatus::Preview] {
        story.packs[0].head.status = status;
        assert_eq!(force(&story), [Force::Advise, Force::Score]);
        assert_eq!(story.judged().gates[6].result, GateResult::Na);
        let started = Story {
            started: true,
            ..story.clone()
        };
        assert_eq!(force(&started), [Force::Block, Force::Score]);
        assert_eq!(started.judged().gates[6].result, GateResult::Incomplete);
    }
}

#[test]
fn hundred_percent_is_printed_only_when_it_is_exact() {
    assert_eq!(percent(9_999, true), 99);
    assert_eq!(percent(10_000, false), 99);
    assert_eq!(percent(10_000, true), 100);
}

//! The golden vectors of verdicts, every cell of the table, and the reasons in words.

use super::*;

#[test]
fn every_cell_of_the_table() {
    use ItemResult::{Fail, Incomplete, Na, Pass, Skipped, Unevidenced, Waived};
    use Verdict::{Conditional, Go, Hold, NoGo};
    let results = [Skipped, Na, Pass, Waived, Unevidenced, Fail, Incomplete];
    let rows = [
        (
            Force::Block,
            Action::Missing,
            [Go, Go, Go, Conditional, NoGo, NoGo, Hold],
        ),
        (
            Force::Block,
            Action::Owned,
            [Go, Go, Go, Conditional, NoGo, NoGo, Hold],
        ),
        (
            Force::Require,
            Action::Missing,
            [Go, Go, Go, Conditional, Hold, Hold, Hold],
        ),
        (
            Force::Require,
            Action::Owned,
            [Go, Go, Go, Conditional, Conditional, Conditional, Hold],
        ),
        (Force::Advise, Action::Missing, [Go; 7]),
        (Force::Score, Action::Missing, [Go; 7]),
        (Force::Off, Action::Missing, [Go; 7]),
    ];
    for (force, action, row) in rows {
        for (result, expected) in results.into_iter().zip(row) {
            assert_eq!(
                contribution(force, result, action),
                expected,
                "{force} {result:?} {action:?}"
            );
        }
    }
}

/// What one item that blocks, is required or advises makes of a system that is GO otherwise.
fn beside_a_pass(subject: Item, given: Option<Answer>) -> Verdict {
    let other = answer("A", Response::Met);
    Story::of(vec![item("A", Force::Block), subject])
        .answered([other])
        .answered(given)
        .verdict()
}

#[test]
fn the_verdicts_of_the_golden_vectors() {
    let failing =
        |id, force| Story::of(vec![item(id, force)]).answered([answer(id, Response::Unmet)]);
    let fail_and_open = Story::of(vec![item("A", Force::Block), item("B", Force::Block)])
        .answered([answer("A", Response::Unmet)]);
    assert_eq!(fail_and_open.verdict(), Verdict::NoGo);
    assert_eq!(Story::of(Vec::new()).verdict(), Verdict::Hold);
    let span = (day("2026-11-01"), day("2026-12-01"));
    let waived = failing("A", Force::Block).waived(waiver("A", Tier::T2, span));
    assert_eq!(waived.verdict(), Verdict::Conditional);
    let unmet = |force| beside_a_pass(item("B", force), Some(answer("B", Response::Unmet)));
    assert_eq!(unmet(Force::Advise), Verdict::Go);
    assert_eq!(unmet(Force::Score), Verdict::Go);
    assert_eq!(unmet(Force::Require), Verdict::Hold);
    let acted_on = Some(owned("B", Response::Unmet));
    assert_eq!(
        beside_a_pass(item("B", Force::Require), acted_on),
        Verdict::Conditional
    );
    let advised = Story::of(vec![item("A", Force::Block), item("B", Force::Advise)])
        .answered([answer("A", Response::Met), answer("B", Response::Unmet)])
        .waived(waiver("B", Tier::T2, span));
    assert_eq!(advised.verdict(), Verdict::Go);
}

#[test]
fn what_holds_for_the_whole_system_closes_it_whatever_its_items_say() {
    let fine = Story::of(vec![item("A", Force::Block)]).answered([answer("A", Response::Met)]);
    assert_eq!(fine.verdict(), Verdict::Go);
    let with = |change: fn(&mut TierNow)| {
        let mut story = fine.clone();
        change(&mut story.tier);
        let judged = story.judged();
        (judged.verdict, judged.reasons[0].text.clone())
    };
    assert_eq!(with(|tier| tier.stop = Truth::True).0, Verdict::NoGo);
    assert_eq!(with(|tier| tier.stop = Truth::Unknown).0, Verdict::Hold);
    let none = with(|tier| tier.tier = None);
    assert_eq!(none, (Verdict::Hold, "no tier is recorded".to_owned()));
    let over = with(|tier| tier.valid_until = Some(day("2026-11-21")));
    assert_eq!(
        over,
        (
            Verdict::Hold,
            "tier expired: valid until 2026-11-21".to_owned()
        )
    );
    let mut counting = fine.clone();
    counting.tier.valid_until = Some(today());
    assert_eq!(counting.verdict(), Verdict::Go, "its last day counts");
}

#[test]
fn reasons_name_the_gate_the_worst_first_in_pack_order() {
    let mut story = Story::of(vec![
        item("OPS-1", Force::Require),
        item("OPS-2", Force::Require),
    ])
    .answered([owned("OPS-1", Response::Partial)])
    .answered([answer("SEC-6", Response::Unmet)]);
    story
        .packs
        .push(pack("sec", Gate::G3, vec![item("SEC-6", Force::Block)]));
    let texts: Vec<_> = story
        .judged()
        .reasons
        .into_iter()
        .map(|reason| reason.text)
        .collect();
    assert_eq!(
        texts,
        [
            "G3 security and privacy blocks: SEC-6 Is SEC-6 so? (unmet)",
            "G6 operational readiness waits: OPS-2 Is OPS-2 so? (unanswered)",
            "G6 operational readiness is conditional: OPS-1 Is OPS-1 so? (partial; Ana by 2026-12-24)",
        ]
    );
}

#[test]
fn a_required_failure_without_an_action_says_that_it_needs_one() {
    let story = Story::of(vec![item("A", Force::Require)]).answered([answer("A", Response::Unmet)]);
    let reason = &story.judged().reasons[0];
    assert_eq!(reason.verdict, Verdict::Hold);
    assert!(
        reason
            .text
            .contains("(unmet; no action for A: it needs an owner and a due date)"),
        "{}",
        reason.text
    );
}

#[test]
fn a_pack_nobody_started_is_one_reason_a_gate() {
    let mut story = Story::of(vec![item("A", Force::Block), item("B", Force::Require)]);
    story.started = false;
    let judged = story.judged();
    assert_eq!(judged.verdict, Verdict::Hold);
    let texts: Vec<_> = judged
        .reasons
        .iter()
        .map(|reason| reason.text.as_str())
        .collect();
    assert_eq!(
        texts,
        ["G6 operational readiness waits: ops was not started, 2 items block or are required"]
    );
    assert_eq!(judged.gates[6].result, GateResult::Incomplete);
}

#[test]
fn a_pack_that_is_only_offered_stands_in_nobodys_way() {
    let mut story = Story::of(vec![item("A", Force::Block)]).answered([answer("A", Response::Met)]);
    let mut draft = story.clone();
    draft.packs[0].head.status = crate::domain::pack::PackStatus::Draft;
    draft.started = false;
    draft.answers.clear();
    assert_eq!(draft.verdict(), Verdict::Hold, "nothing else applies");
    story.packs[0].head.status = crate::domain::pack::PackStatus::Draft;
    assert_eq!(story.verdict(), Verdict::Go, "once started it counts");
}

#[test]
fn gates_are_printed_as_the_worst_of_their_items() {
    let gate = |story: &Story| story.judged().gates[6].result;
    let story = |force, given| Story::of(vec![item("A", force)]).answered([given]);
    assert_eq!(gate(&Story::of(Vec::new())), GateResult::Na);
    assert_eq!(
        gate(&story(Force::Block, answer("A", Response::Met))),
        GateResult::Pass
    );
    assert_eq!(
        gate(&story(Force::Require, owned("A", Response::Unmet))),
        GateResult::Conditional
    );
    assert_eq!(
        gate(&Story::of(vec![item("A", Force::Block)])),
        GateResult::Incomplete
    );
    assert_eq!(
        gate(&story(Force::Block, answer("A", Response::Unmet))),
        GateResult::Fail
    );
    assert_eq!(
        gate(&story(Force::Require, answer("A", Response::Unmet))),
        GateResult::Fail
    );
}

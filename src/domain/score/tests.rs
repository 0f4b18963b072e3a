//! The golden vectors of scores, and what holds for all of them.

use proptest::prelude::*;

use super::{
    ladder::progress,
    section::{Class, half_points, lowest},
    words::{Section, in_words, minutes},
    *,
};
use crate::domain::{
    assessment::{Concurrence, Response, Review},
    evidence::Evidence,
    ids::RecordId,
    pack::{Aggregate, EvidenceKind, EvidenceRule, NaRule},
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn today() -> NaiveDate {
    day("2026-11-22")
}

fn item(more: &str) -> Item {
    let text = format!("id = \"RTI-01\"\nask = \"Is it so?\"\n{more}");
    toml::from_str(&text).unwrap()
}

fn weighing(weight: u32) -> Item {
    item(&format!("weight = {weight}"))
}

fn proved_by_a_link(weight: u32) -> Item {
    Item {
        evidence: Some(EvidenceRule {
            answers: vec![Claim::Met, Claim::Partial],
            kinds: vec![EvidenceKind::Link],
            min: 1,
            max_age_days: Some(180),
        }),
        ..weighing(weight)
    }
}

fn may_be_na(weight: u32) -> Item {
    Item {
        na: Some(NaRule {
            allowed: true,
            justify_min: 10,
            concur: Some("sre".to_owned()),
        }),
        ..weighing(weight)
    }
}

fn answer(response: Response) -> Answer {
    let text = format!(
        r#"{{"id": "0195abcd-0000-7000-8000-000000000001", "system": "0195abcd-0000-7000-8000-000000000002",
        "assessment": "0195abcd-0000-7000-8000-000000000003", "item": "RTI-01", "item_rev": 1,
        "response": {}, "by": "Mina Okafor", "on": "2026-11-01"}}"#,
        serde_json::to_string(&response).unwrap()
    );
    serde_json::from_str(&text).unwrap()
}

fn na_agreed() -> Answer {
    Answer {
        note: Some("There is no such path here".to_owned()),
        concurrence: Some(Concurrence {
            by: RecordId(uuid::Uuid::from_u128(7)),
            role: "sre".to_owned(),
            on: today(),
        }),
        ..answer(Response::Na)
    }
}

fn link(collected: &str) -> Evidence {
    let text = format!(
        r#"{{"kind": "link", "locator": "https://example.org/drill", "collected_on": "{collected}"}}"#
    );
    serde_json::from_str(&text).unwrap()
}

fn linked(response: Response, collected: &str) -> Answer {
    Answer {
        evidence: vec![link(collected)],
        ..answer(response)
    }
}

fn counted(item: &Item, answer: Option<&Answer>) -> Counted {
    Counted {
        weight: item.weight(),
        force: Force::Block,
        judged: judge(item, answer, today()),
        is_waived: false,
    }
}

fn met(weight: u32) -> Counted {
    counted(&weighing(weight), Some(&answer(Response::Met)))
}

fn shown(items: &[Counted]) -> String {
    let section: Section = items.iter().map(|item| (None, *item)).collect();
    in_words(Aggregate::Weighted, &[section])
}

#[test]
fn weights_4_2_1_all_met_with_evidence_are_10000() {
    let proved = |weight| {
        let item = proved_by_a_link(weight);
        counted(&item, Some(&linked(Response::Met, "2026-11-01")))
    };
    let items = [proved(4), proved(2), proved(1)];
    assert_eq!(numbers(items).evidenced_bp, Some(10_000));
    assert_eq!(shown(&items), "100 %");
}

#[test]
fn weight_2_unanswered_of_4_2_1_shows_71_to_100() {
    let items = [met(4), counted(&weighing(2), None), met(1)];
    let found = numbers(items);
    assert_eq!(
        (found.evidenced_bp, found.high_bp, found.answered),
        (Some(7_142), Some(10_000), 2)
    );
    assert_eq!(shown(&items), "71–100 %");
}

#[test]
fn a_claim_without_evidence_is_seen_as_a_gap() {
    let items = [
        counted(&proved_by_a_link(4), Some(&answer(Response::Met))),
        met(2),
        counted(
            &proved_by_a_link(1),
            Some(&linked(Response::Partial, "2026-11-01")),
        ),
    ];
    let found = numbers(items);
    assert_eq!(
        (found.claimed_bp, found.evidenced_bp, found.unevidenced),
        (Some(9_285), Some(3_571), 1)
    );
}

#[test]
fn all_na_has_no_score() {
    let items = [counted(&may_be_na(4), Some(&na_agreed()))];
    let found = numbers(items);
    assert_eq!(
        (found.claimed_bp, found.evidenced_bp, found.high_bp),
        (None, None, None)
    );
    assert_eq!(shown(&items), "n/a");
    let section = vec![(Some(1), items[0])];
    for aggregate in [Aggregate::MinSection, Aggregate::Ladder] {
        assert_eq!(in_words(aggregate, std::slice::from_ref(&section)), "n/a");
    }
}

#[test]
fn weight_8_na_of_10_is_a_share_of_8000() {
    let items = [counted(&may_be_na(8), Some(&na_agreed())), met(1), met(1)];
    let found = numbers(items);
    assert_eq!(
        (found.evidenced_bp, found.na_share_bp),
        (Some(10_000), 8_000)
    );
    assert_eq!(
        (found.not_applicable, found.answered, found.items),
        (1, 3, 3)
    );
}

#[test]
fn what_is_open_and_weighs_next_to_nothing_leaves_one_share_but_never_a_whole_one() {
    let unmet = counted(&weighing(5), Some(&answer(Response::Unmet)));
    let open = |weight| counted(&weighing(weight), None);
    // 1 000 of 1 006 are proved and 1 001 are possible: both are 99.
    assert_eq!(shown(&[met(1_000), unmet, open(1)]), "99 %");
    assert_eq!(shown(&[met(1), open(0)]), "99–100 %");
    assert_eq!(shown(&[open(0)]), "n/a");
}

#[test]
fn met_999_of_1000_is_99_percent() {
    let mut items = vec![met(1); 999];
    items.push(counted(&weighing(1), Some(&answer(Response::Unmet))));
    assert_eq!(numbers(items.iter().copied()).evidenced_bp, Some(9_990));
    assert_eq!(shown(&items), "99 %");
}

#[test]
fn the_minima_of_the_ml_test_score_have_their_classes() {
    let minima = [0, 1, 2, 3, 6, 7, 10, 11];
    let words: Vec<_> = minima
        .iter()
        .map(|halves| Class::of(*halves).word())
        .collect();
    assert_eq!(
        words,
        [
            "0", "(0,1]", "(0,1]", "(1,2]", "(2,3]", "(3,5]", "(3,5]", "> 5"
        ]
    );
}

#[test]
fn the_section_with_the_fewest_points_speaks_for_the_pack() {
    let partial = counted(&weighing(1), Some(&answer(Response::Partial)));
    let open = counted(&weighing(1), None);
    assert_eq!(half_points([met(1), partial, open]), Some(3));
    assert_eq!(
        half_points([counted(&may_be_na(1), Some(&na_agreed()))]),
        None
    );
    assert_eq!(lowest([11, 3, 4]), Some((Class::UpToTwo, 2)));
    let section = |items: &[Counted]| -> Section { items.iter().map(|one| (None, *one)).collect() };
    let words = in_words(
        Aggregate::MinSection,
        &[section(&[met(1), partial]), section(&[met(1), met(1)])],
    );
    assert_eq!(words, "2 sections at (1,2]");
}

#[test]
fn numeric_149_9_is_met_and_150_1_is_partial() {
    let item =
        item("scale = \"number\"\nunit = \"ms\"\nop = \"<=\"\ntarget = 150\npartial_at = 180");
    let said = |value: &str| response_of(&item, value.parse().unwrap()).unwrap();
    assert_eq!(said("149.9"), Response::Met);
    assert_eq!(said("150"), Response::Met);
    assert_eq!(said("150.1"), Response::Partial);
    assert_eq!(said("180.01"), Response::Unmet);
}

#[test]
fn a_band_is_left_below_and_above() {
    let item = item("scale = \"number\"\nunit = \"%\"\nop = \"in\"\nlo = 40\nhi = 70");
    let said = |value: &str| response_of(&item, value.parse().unwrap()).unwrap();
    assert_eq!(
        [said("39.9"), said("40"), said("70"), said("70.1")],
        [
            Response::Unmet,
            Response::Met,
            Response::Met,
            Response::Unmet
        ]
    );
}

#[test]
fn two_levels_and_half_of_the_third_are_250() {
    let on = |level, item: Counted| (Some(level), item);
    let unmet = counted(&weighing(1), Some(&answer(Response::Unmet)));
    let climbed = [on(1, met(4)), on(2, met(1)), on(3, met(1)), on(3, unmet)];
    assert_eq!(progress(&climbed), Some(250));
    let words = in_words(Aggregate::Ladder, &[climbed.to_vec()]);
    assert_eq!(words, "ladder 250");
    // What is done above an open level does not count.
    assert_eq!(progress(&[on(1, unmet), on(2, met(9))]), Some(0));
    // An item that is n/a is no step in the way, and one that is off is not there.
    let na = counted(&may_be_na(1), Some(&na_agreed()));
    let off = Counted {
        force: Force::Off,
        ..unmet
    };
    assert_eq!(progress(&[on(1, na), on(1, met(1)), on(1, off)]), Some(100));
}

#[test]
fn a_waiver_is_no_step_of_a_ladder_and_changes_no_score() {
    let failed = counted(&weighing(1), Some(&answer(Response::Unmet)));
    let waived = Counted {
        is_waived: true,
        ..failed
    };
    for (one, other) in [(failed, waived), (waived, failed)] {
        let level = |item| progress(&[(Some(1), met(1)), (Some(1), item)]);
        assert_eq!(level(one), level(other));
        assert_eq!(
            numbers([met(1), one]).evidenced_bp,
            numbers([met(1), other]).evidenced_bp
        );
    }
}

#[test]
fn a_waiver_moves_an_item_from_what_failed_to_what_is_waived() {
    let waived = |item| Counted {
        is_waived: true,
        ..item
    };
    let unmet = counted(&weighing(1), Some(&answer(Response::Unmet)));
    let claimed = counted(&proved_by_a_link(1), Some(&answer(Response::Met)));
    let open = counted(&weighing(1), None);
    let told = |items: [Counted; 4]| {
        let found = numbers(items);
        let split = [found.passed, found.waived, found.failed, found.unevidenced];
        (split, found.answered, found.items)
    };
    assert_eq!(told([met(1), unmet, claimed, open]), ([1, 0, 1, 1], 3, 4));
    let all = [met(1), unmet, claimed, open].map(waived);
    assert_eq!(told(all), ([1, 2, 0, 0], 3, 4));
}

#[test]
fn a_step_of_a_scale_is_a_response_and_what_lies_between_two_steps_is_none() {
    use Response::{Met, Partial, Unmet};
    let of = |scale: &str, value: &str| {
        let item = item(&format!("scale = \"{scale}\""));
        response_of(&item, value.parse().unwrap())
    };
    for (scale, steps) in [
        ("coverage", &["0", "25", "50", "100"][..]),
        ("automation", &["0", "50", "100"]),
        ("1to5", &["1", "2", "3", "4", "5"]),
    ] {
        let last = steps.len() - 1;
        for (place, step) in steps.iter().enumerate() {
            let expected = match place {
                0 => Unmet,
                place if place == last => Met,
                _ => Partial,
            };
            assert_eq!(of(scale, step), Ok(expected), "{scale} {step}");
        }
        let refused = of(scale, "30").unwrap_err();
        assert_eq!(refused, format!("RTI-01 takes one of {}", steps.join(", ")));
    }
    assert!(of("tri", "1").unwrap_err().contains("in words"));
}

#[test]
fn a_partial_answer_counts_as_much_as_its_step_and_half_where_it_has_none() {
    let credit = |scale: &str, value: &str| {
        let partial = Answer {
            value: value.parse().ok(),
            ..answer(Response::Partial)
        };
        let item = item(&format!("scale = \"{scale}\""));
        judge(&item, Some(&partial), today()).claimed
    };
    assert_eq!(
        ["25", "50", ""].map(|step| credit("coverage", step)),
        [25, 50, 50]
    );
    assert_eq!(
        ["2", "3", "4"].map(|step| credit("1to5", step)),
        [25, 50, 75]
    );
    // The ends of a scale are no part of it, and a measured value is no share.
    assert_eq!([credit("coverage", "100"), credit("1to5", "1")], [50, 50]);
    assert_eq!(credit("number", "25"), 50);
}

#[test]
fn effort_is_a_minute_each_and_more_for_evidence_rounded_up() {
    let items = [weighing(1), proved_by_a_link(1)];
    assert_eq!(minutes(&items[..1]), 1);
    assert_eq!(minutes(&items), 4);
    assert_eq!(minutes(&[]), 0);
}

#[test]
fn what_a_reviewer_found_partial_counts_half_whatever_step_was_claimed() {
    let item = item("scale = \"coverage\"\nweight = 1");
    let claimed = Answer {
        value: Some("100".parse().unwrap()),
        ..answer(Response::Met)
    };
    let disputed = Answer {
        review: Review::Disputed {
            response: Response::Partial,
            reason: "Two of four".to_owned(),
            by: "Lee Brandt".to_owned(),
            on: today(),
            reply: None,
        },
        ..claimed
    };
    assert_eq!(judge(&item, Some(&disputed), today()).claimed, 50);
}

#[test]
fn stale_evidence_asks_to_be_refreshed() {
    let item = Item {
        if_missing: "Schedule a drill".to_owned(),
        ..proved_by_a_link(1)
    };
    let said = |answer: &Answer| {
        let judged = judge(&item, Some(answer), today());
        action(&item, Some(answer), judged)
    };
    // 2026-05-26 and 180 days are 2026-11-22, the last day it counts.
    let holds = linked(Response::Met, "2026-05-26");
    assert_eq!(judge(&item, Some(&holds), today()).result, ItemResult::Pass);
    let stale = linked(Response::Met, "2026-05-25");
    assert!(
        said(&stale).starts_with("Refresh the evidence"),
        "{}",
        said(&stale)
    );
    assert_eq!(said(&answer(Response::Met)), "Schedule a drill");
}

/// How far an answer is along the way from unmet to proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rung {
    Unmet,
    PartialClaimed,
    Partial,
    Met,
}

fn at(rung: Rung) -> Answer {
    match rung {
        Rung::Unmet => answer(Response::Unmet),
        Rung::PartialClaimed => answer(Response::Partial),
        Rung::Partial => linked(Response::Partial, "2026-11-01"),
        Rung::Met => linked(Response::Met, "2026-11-01"),
    }
}

fn rung() -> impl Strategy<Value = Option<Rung>> {
    prop_oneof![
        Just(None),
        Just(Some(Rung::Unmet)),
        Just(Some(Rung::PartialClaimed)),
        Just(Some(Rung::Partial)),
        Just(Some(Rung::Met)),
    ]
}

/// Items by weight, level and answer; the first one is moved.
fn packs() -> impl Strategy<Value = Vec<(u32, u8, Option<Rung>)>> {
    prop::collection::vec((1_u32..9, 1_u8..4, rung()), 1..12)
}

fn of(pack: &[(u32, u8, Option<Rung>)]) -> Vec<(Option<u8>, Counted)> {
    let one = |(weight, level, rung): &(u32, u8, Option<Rung>)| {
        let given = rung.map(at);
        (
            Some(*level),
            counted(&proved_by_a_link(*weight), given.as_ref()),
        )
    };
    pack.iter().map(one).collect()
}

fn scores(pack: &[(u32, u8, Option<Rung>)]) -> [u32; 4] {
    let items = of(pack);
    let found = numbers(items.iter().map(|(_, item)| *item));
    [
        found.evidenced_bp.unwrap(),
        found.claimed_bp.unwrap(),
        half_points(items.iter().map(|(_, item)| *item)).unwrap(),
        progress(&items).unwrap(),
    ]
}

proptest! {
    #[test]
    fn no_score_falls_when_an_answer_or_its_evidence_gets_better(mut pack in packs(), better in rung()) {
        let before = scores(&pack);
        let was = pack[0].2;
        prop_assume!(better.is_some() && better > was);
        pack[0].2 = better;
        let after = scores(&pack);
        for (before, after) in before.iter().zip(after) {
            prop_assert!(after >= *before);
        }
    }

    #[test]
    fn no_low_bound_falls_and_no_high_one_rises_when_something_is_answered(mut pack in packs(), given in rung()) {
        prop_assume!(given.is_some());
        pack[0].2 = None;
        let before = numbers(of(&pack).into_iter().map(|(_, item)| item));
        pack[0].2 = given;
        let after = numbers(of(&pack).into_iter().map(|(_, item)| item));
        prop_assert!(after.evidenced_bp >= before.evidenced_bp);
        prop_assert!(after.high_bp <= before.high_bp);
        prop_assert!(after.evidenced_bp <= after.high_bp);
    }

    #[test]
    fn an_na_lowers_no_low_bound_and_changes_no_other_item(pack in packs()) {
        let items: Vec<_> = of(&pack).into_iter().map(|(_, item)| item).collect();
        let open = counted(&may_be_na(3), None);
        let na = counted(&may_be_na(3), Some(&na_agreed()));
        let with = |one: Counted| numbers(items.iter().copied().chain([one]));
        prop_assert!(with(na).evidenced_bp >= with(open).evidenced_bp);
        let others = |found: Numbers| [found.passed, found.failed, found.unevidenced];
        prop_assert_eq!(others(with(na)), others(with(open)));
        prop_assert_eq!(with(na).evidenced_bp, numbers(items.iter().copied()).evidenced_bp);
    }

    #[test]
    fn the_share_is_100_only_when_it_is_exact(pack in packs()) {
        let items: Vec<_> = of(&pack).into_iter().map(|(_, item)| item).collect();
        let all_pass = items.iter().all(|item| item.judged.result == ItemResult::Pass);
        prop_assert_eq!(shown(&items) == "100 %", all_pass);
    }
}

//! Stories about the rubric of a system.

use super::*;
use crate::{
    domain::tier::Tier,
    tui::{
        effect::Effect,
        screen::Menu,
        screens::stage::{
            Stage,
            risk::{fresh, hostile, person_id, system_id},
        },
    },
};

fn at(width: u16, height: u16) -> Stage {
    Stage::at(&Place::Risk(system_id(1)), width, height)
}

/// What was changed, in the order in which it was asked for.
fn changes(stage: &mut Stage) -> Vec<TierChange> {
    let wants = stage.wants().into_iter();
    wants
        .filter_map(|outcome| match outcome {
            Outcome::Effect(Effect::Do {
                change: Change::Tier(change),
                ..
            }) => Some(change),
            _ => None,
        })
        .collect()
}

fn menu(stage: &mut Stage) -> Menu {
    let wants = stage.wants();
    let [Outcome::Menu(menu)] = wants.as_slice() else {
        unreachable!("{wants:?}");
    };
    menu.clone()
}

fn score(factor: &str, score: Option<u8>) -> TierChange {
    TierChange::Score {
        system: system_id(1),
        scores: vec![FactorScore {
            factor: factor.to_owned(),
            score,
            note: None,
        }],
    }
}

#[test]
fn the_factors_stand_alone_at_80_columns() {
    insta::assert_snapshot!(at(80, 22).picture(), @r#"
     T2 (provisional) · 3 833 to 4 833 bp
     T2 because: band, and floor "personal data or external"
    ▸ FACTORS ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ risk.ai-criticality 1.0.0 ━
    ▌Harm           2  a thing customers notice and write about         ████░░░░ w4
     Entitlement    1  a small thing, mended by the team within a day   ██░░░░░░ w3
     Users          3  a loss that is hard to make good again           ██████░░ w2
     Revenue        2  a thing customers notice and write about         ████░░░░ w2
     Independence   1  a small thing, mended by the team within a day   ██░░░░░░ w3
     Reversibility  ·  not scored (counts as 4)                         ░░░░░░░░ w3
     Sensitivity    3  a loss that is hard to make good again           ██████░░ w3
     Reach          2  a thing customers notice and write about         ████░░░░ w2
     Novelty        4  a loss that cannot be made good                  ████████ w1
     Dependency     0  nothing that anybody would notice                ░░░░░░░░ w2
     Recovery       1  a small thing, mended by the team within a day   ██░░░░░░ w2
     Oversight      1  a small thing, mended by the team within a day   ██░░░░░░ w3
    ─ Harm ────────────────────────────────────────────────────────────── weight 4 ─
     What is the worst that may follow from harm?
       0  nothing that anybody would notice
       1  a small thing, mended by the team within a day
     ▸ 2  a thing customers notice and write about
       3  a loss that is hard to make good again
       4  a loss that cannot be made good
    "#);
}

#[test]
fn enter_shows_the_tier_in_their_place_at_80_columns() {
    let mut stage = at(80, 22);
    stage.press(Action::Open);
    insta::assert_snapshot!(stage.picture(), @r#"
    ▸ TIER ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
     T2 (provisional) · 3 833 to 4 833 bp
     ──────────────────────┼──────████████────────┼───────────────────────────────
     T3 0                  T2 3 000               T1 6 000
     T2 because: band, and floor "personal data or external"
     not recorded; recorded before: T1 recorded on 2026-10-01 by Mina Okafor;
       valid until 2027-10-01

     DISTANCE
     T1 needs 1 167 bp more, or a floor: "acts and cannot take it back"
     T3 needs 1 834 bp less, and no floor "personal data or external"

     FLOORS, STOPS AND CAPS
     ✗ Acts and cannot take it back → T1
     ✓ Personal data or external → T2
     ✗ stop: A forbidden practice → NO-GO
     ✓ cap: An experiment without real work → T3

     GATES
       T1  7 block, 2 require, 0 advise
     ▸ T2  2 block, 6 require, 1 advise
       T3  1 block, 1 require, 6 advise
    "#);
    stage.press(Action::Down).press(Action::Back);
    assert!(stage.picture().contains("FACTORS"));
}

#[test]
fn the_tier_stands_beside_the_factors_at_120_columns() {
    insta::assert_snapshot!(at(120, 34).picture(), @r#"
    ▸ FACTORS ━━━━━━━━━━━━━━━━━━━━━━━━━━━━ risk.ai-criticality 1.0.0 ━┭─ TIER ──────────────────────────────────────────────
    ▌Harm           2  a thing customers notice and writ… ████░░░░ w4 │ T2 (provisional) · 3 833 to 4 833 bp
     Entitlement    1  a small thing, mended by the team… ██░░░░░░ w3 │ ──────────────┼───██████─────┼────────────────────
     Users          3  a loss that is hard to make good…  ██████░░ w2 │ T3 0          T2 3 000       T1 6 000
     Revenue        2  a thing customers notice and writ… ████░░░░ w2 │ T2 because: band, and floor "personal data or
     Independence   1  a small thing, mended by the team… ██░░░░░░ w3 │   external"
     Reversibility  ·  not scored (counts as 4)           ░░░░░░░░ w3 │ not recorded; recorded before: T1 recorded on
     Sensitivity    3  a loss that is hard to make good…  ██████░░ w3 │   2026-10-01 by Mina Okafor; valid until 2027-10-01
     Reach          2  a thing customers notice and writ… ████░░░░ w2 │
     Novelty        4  a loss that cannot be made good    ████████ w1 │ DISTANCE
     Dependency     0  nothing that anybody would notice  ░░░░░░░░ w2 │ T1 needs 1 167 bp more, or a floor: "acts and
     Recovery       1  a small thing, mended by the team… ██░░░░░░ w2 │   cannot take it back"
     Oversight      1  a small thing, mended by the team… ██░░░░░░ w3 │ T3 needs 1 834 bp less, and no floor "personal
    ─ Harm ──────────────────────────────────────────────── weight 4 ─│   data or external"
     What is the worst that may follow from harm?                     │
       0  nothing that anybody would notice                           │ FLOORS, STOPS AND CAPS
       1  a small thing, mended by the team within a day              │ ✗ Acts and cannot take it back → T1
     ▸ 2  a thing customers notice and write about                    │ ✓ Personal data or external → T2
       3  a loss that is hard to make good again                      │ ✗ stop: A forbidden practice → NO-GO
       4  a loss that cannot be made good                             │ ✓ cap: An experiment without real work → T3
     Note: money is lost for a week at most                           │
     An average hides the one case that hurts.                        │ GATES
                                                                      │   T1  7 block, 2 require, 0 advise
                                                                      │ ▸ T2  2 block, 6 require, 1 advise
                                                                      │   T3  1 block, 1 require, 6 advise
                                                                      │ a cap awaits L2: An experiment without real work
                                                                      │
                                                                      │
                                                                      │
                                                                      │
                                                                      │
                                                                      │
                                                                      │
                                                                      │
    "#);
}

#[test]
fn wide_screens_have_longer_bars() {
    insta::assert_snapshot!(at(200, 48).picture(), @r#"
    ▸ FACTORS ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ risk.ai-criticality 1.0.0 ━┭─ TIER ────────────────────────────────────────────────────────────────────────────────────────────
    ▌Harm           2  a thing customers notice and write about                     ████████░░░░░░░░ w4 │ T2 (provisional) · 3 833 to 4 833 bp
     Entitlement    1  a small thing, mended by the team within a day               ████░░░░░░░░░░░░ w3 │ ────────────────────────────┼───────██████████───────────┼──────────────────────────────────────
     Users          3  a loss that is hard to make good again                       ████████████░░░░ w2 │ T3 0                        T2 3 000                     T1 6 000
     Revenue        2  a thing customers notice and write about                     ████████░░░░░░░░ w2 │ T2 because: band, and floor "personal data or external"
     Independence   1  a small thing, mended by the team within a day               ████░░░░░░░░░░░░ w3 │ not recorded; recorded before: T1 recorded on 2026-10-01 by Mina Okafor; valid until 2027-10-01
     Reversibility  ·  not scored (counts as 4)                                     ░░░░░░░░░░░░░░░░ w3 │
     Sensitivity    3  a loss that is hard to make good again                       ████████████░░░░ w3 │ DISTANCE
     Reach          2  a thing customers notice and write about                     ████████░░░░░░░░ w2 │ T1 needs 1 167 bp more, or a floor: "acts and cannot take it back"
     Novelty        4  a loss that cannot be made good                              ████████████████ w1 │ T3 needs 1 834 bp less, and no floor "personal data or external"
     Dependency     0  nothing that anybody would notice                            ░░░░░░░░░░░░░░░░ w2 │
     Recovery       1  a small thing, mended by the team within a day               ████░░░░░░░░░░░░ w2 │ FLOORS, STOPS AND CAPS
     Oversight      1  a small thing, mended by the team within a day               ████░░░░░░░░░░░░ w3 │ ✗ Acts and cannot take it back → T1
    ─ Harm ────────────────────────────────────────────────────────────────────────────────── weight 4 ─│ ✓ Personal data or external → T2
     What is the worst that may follow from harm?                                                       │ ✗ stop: A forbidden practice → NO-GO
       0  nothing that anybody would notice                                                             │ ✓ cap: An experiment without real work → T3
       1  a small thing, mended by the team within a day                                                │
     ▸ 2  a thing customers notice and write about                                                      │ GATES
       3  a loss that is hard to make good again                                                        │   T1  7 block, 2 require, 0 advise
       4  a loss that cannot be made good                                                               │ ▸ T2  2 block, 6 require, 1 advise
     Note: money is lost for a week at most                                                             │   T3  1 block, 1 require, 6 advise
     An average hides the one case that hurts.                                                          │ a cap awaits L2: An experiment without real work
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
    "#);
}

#[test]
fn where_nothing_is_scored_it_says_how_to_begin() {
    let mut stage = Stage::at(&Place::Risk(fresh()), 80, 30);
    let picture = stage.picture();
    assert!(
        picture.contains("Nothing is scored yet: press 0 to 4"),
        "{picture}"
    );
    assert!(picture.contains("T1 (provisional)"), "{picture}");
    let anchors = |height| {
        let picture = Stage::at(&Place::Risk(fresh()), 80, height).picture();
        (0..5).all(|score| picture.contains(&format!("\n   {score}  ")))
    };
    assert!(anchors(22) || anchors(23), "what every score means is seen");
}

#[test]
fn what_was_typed_to_harm_is_shown_harmless() {
    for size in [(80, 22), (120, 34), (200, 48)] {
        let system = Some(hostile());
        for place in [Place::Risk(hostile()), Place::Register { system }] {
            let mut stage = Stage::at(&place, size.0, size.1);
            let mut seen = stage.picture();
            seen.push_str(&stage.press(Action::Open).picture());
            let odd =
                |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}');
            assert!(!seen.contains(odd), "{seen}");
        }
    }
}

#[test]
fn digits_score_and_x_clears() {
    let mut stage = at(120, 34);
    stage
        .press(Action::Three)
        .press(Action::Down)
        .press(Action::Unanswer);
    assert_eq!(
        changes(&mut stage),
        [score("harm", Some(3)), score("entitlement", None)]
    );
    let answer = stage.screen.availability(Action::Five);
    assert!(matches!(answer, Availability::Disabled(why) if why.contains("0 to 4")));
}

#[test]
fn a_note_keeps_the_score_and_is_refused_when_it_cannot_be_kept() {
    let mut stage = at(120, 34);
    stage.press(Action::Note);
    assert!(matches!(stage.wants().as_slice(), [Outcome::Form(form)] if form.word == act::NOTE));
    let refused = stage.submit(act::NOTE, &[("text", "a\u{1b}b"), ("factor", "harm")]);
    assert_eq!(refused.err().map(|(field, _)| field), Some("text"));
    stage
        .submit(
            act::NOTE,
            &[("text", "measured in May"), ("factor", "harm")],
        )
        .unwrap();
    let made = changes(&mut stage);
    let [TierChange::Score { scores, .. }] = made.as_slice() else {
        unreachable!("{made:?}");
    };
    assert_eq!(
        (scores[0].score, scores[0].note.as_deref()),
        (Some(2), Some("measured in May"))
    );
}

#[test]
fn a_what_if_changes_nothing_and_escape_leaves_it() {
    let mut stage = at(120, 34);
    stage
        .press(Action::WhatIf)
        .press(Action::Four)
        .press(Action::TryFact);
    let facts = menu(&mut stage);
    assert_eq!(facts.choices[0].1, "Exposure: external");
    stage.choose("fact exposure");
    assert_eq!(menu(&mut stage).choices.len(), 5, "four values and unknown");
    stage.choose("is exposure=internal");
    assert_eq!(changes(&mut stage), []);
    insta::assert_snapshot!(stage.picture(), @r"
    ▸ WHAT IF (nothing is saved) ━━━━━━━━━ risk.ai-criticality 1.0.0 ━┭─ WHAT IF (nothing is saved) ────────────────────────
    ▌Harm          *4  a loss that cannot be made good    ████████ w4 │ now T2 (provisional) · 3 833 to 4 833 bp
     Entitlement    1  a small thing, mended by the team… ██░░░░░░ w3 │ T2 (provisional) · 4 500 to 5 500 bp
     Users          3  a loss that is hard to make good…  ██████░░ w2 │ ──────────────┼───────█████──┼────────────────────
     Revenue        2  a thing customers notice and writ… ████░░░░ w2 │ T3 0          T2 3 000       T1 6 000
     Independence   1  a small thing, mended by the team… ██░░░░░░ w3 │ T2 because: band
     Reversibility  ·  not scored (counts as 4)           ░░░░░░░░ w3 │
     Sensitivity    3  a loss that is hard to make good…  ██████░░ w3 │ WHAT CHANGES
     Reach          2  a thing customers notice and writ… ████░░░░ w2 │ - score 3 833 to 4 833 bp → 4 500 to 5 500 bp
     Novelty        4  a loss that cannot be made good    ████████ w1 │
     Dependency     0  nothing that anybody would notice  ░░░░░░░░ w2 │ GATING ITEMS
     Recovery       1  a small thing, mended by the team… ██░░░░░░ w2 │ 14 then, 14 now
     Oversight      1  a small thing, mended by the team… ██░░░░░░ w3 │
    ─ Harm ──────────────────────────────────────────────── weight 4 ─│
     What is the worst that may follow from harm?                     │
       0  nothing that anybody would notice                           │
       1  a small thing, mended by the team within a day              │
       2  a thing customers notice and write about                    │
       3  a loss that is hard to make good again                      │
     ▸ 4  a loss that cannot be made good                             │
     Note: money is lost for a week at most                           │
     An average hides the one case that hurts.                        │
                                                                      │
                                                                      │
                                                                      │
                                                                      │
                                                                      │
                                                                      │
                                                                      │
                                                                      │
                                                                      │
                                                                      │
                                                                      │
                                                                      │
    ");
    assert_eq!(
        stage.screen.status(),
        "what if: 2 changes, nothing is saved"
    );
    for action in [Action::TierStep, Action::Note, Action::History] {
        assert!(matches!(
            stage.screen.availability(action),
            Availability::Disabled(_)
        ));
    }
    let before = at(120, 34).picture();
    assert_eq!(stage.press(Action::Back).picture(), before);
    assert_eq!(
        stage.screen.availability(Action::Back),
        Availability::Foreign
    );
    assert_eq!(changes(&mut stage), []);
}

#[test]
fn a_fact_of_several_words_is_typed_and_checked() {
    let mut stage = at(80, 22);
    stage.press(Action::WhatIf).choose("fact regulated");
    assert!(matches!(stage.wants().as_slice(), [Outcome::Form(form)] if form.word == act::FACT));
    let refused = stage.submit(act::FACT, &[("text", "mars"), ("fact", "regulated")]);
    assert!(refused.err().is_some_and(|(_, why)| why.contains("mars")));
    stage
        .submit(
            act::FACT,
            &[("text", "eu-prohibited"), ("fact", "regulated")],
        )
        .unwrap();
    let asked = stage.asked.last();
    assert!(
        matches!(asked, Some(Query::WhatIf { what_if, .. }) if what_if.facts.len() == 1),
        "{asked:?}"
    );
    assert!(stage.picture().contains("WHAT IF (nothing is saved)"));
}

#[test]
fn a_late_answer_to_a_what_if_that_was_left_is_dropped() {
    let mut stage = at(120, 34);
    stage.answers_wait = true;
    stage.press(Action::WhatIf).press(Action::Back);
    let before = stage.picture();
    stage.deliver(0);
    assert_eq!(stage.picture(), before);
}

#[test]
fn a_tier_that_becomes_less_critical_asks_who_signs() {
    let mut stage = at(120, 34);
    stage.press(Action::TierStep);
    let steps = menu(&mut stage);
    let said: Vec<_> = steps
        .choices
        .iter()
        .map(|(_, text, why)| (text.as_str(), why.is_none()))
        .collect();
    assert_eq!(
        said,
        [
            ("record T2 (provisional)", true),
            (
                "sign for the cap: An experiment without real work (L2)",
                true
            ),
            ("throw the open run away", true),
        ]
    );
    stage.choose("record");
    let wants = stage.wants();
    let [Outcome::Form(form)] = wants.as_slice() else {
        unreachable!("{wants:?}");
    };
    assert_eq!(
        (form.word, form.title.as_str()),
        (act::LOWER, "T1 becomes T2")
    );
    assert_eq!(
        form.fields[0].value,
        person_id(2).to_string(),
        "only who holds L2"
    );
    let mina = person_id(2).to_string();
    stage.submit(act::LOWER, &[("person", &mina)]).unwrap();
    let recorded = TierChange::Record {
        system: system_id(1),
        signed_by: Some(person_id(2)),
    };
    assert_eq!(changes(&mut stage), [recorded]);
}

#[test]
fn a_cap_is_signed_for_and_a_run_thrown_away_only_after_a_yes() {
    let mut stage = at(120, 34);
    stage.choose("cap experiment");
    assert!(matches!(stage.wants().as_slice(), [Outcome::Form(form)] if form.word == act::SIGN));
    let mina = person_id(2).to_string();
    stage
        .submit(act::SIGN, &[("person", &mina), ("cap", "experiment")])
        .unwrap();
    stage.choose("discard");
    assert!(matches!(stage.outcomes.last(), Some(Outcome::Ask(_))));
    stage.choose("discard-yes");
    let made = changes(&mut stage);
    assert!(
        matches!(
            made.as_slice(),
            [TierChange::SignCap { .. }, TierChange::Discard { .. }]
        ),
        "{made:?}"
    );
}

#[test]
fn nothing_scored_cannot_be_recorded_and_says_why() {
    let mut stage = Stage::at(&Place::Risk(fresh()), 80, 22);
    stage.press(Action::TierStep);
    let steps = menu(&mut stage);
    assert_eq!(steps.choices[0].2.as_deref(), Some("nothing was scored"));
    assert!(steps.choices.last().is_some_and(|(.., why)| why.is_some()));
}

#[test]
fn the_history_stands_in_the_place_of_the_tier() {
    let mut stage = at(120, 34);
    let before = stage.picture();
    stage.press(Action::History);
    let picture = stage.picture();
    assert!(
        picture.contains("RECORDED TIERS") && picture.contains("expired: valid until"),
        "{picture}"
    );
    assert_eq!(stage.press(Action::Back).picture(), before);
    let mut narrow = at(80, 22);
    narrow.press(Action::History);
    assert!(narrow.picture().contains("RECORDED TIERS"));
    narrow.press(Action::Back);
    assert!(narrow.picture().contains("FACTORS"));
}

#[test]
fn the_live_tier_is_that_of_the_rubric() {
    let stage = at(80, 22);
    let Query::Risk(asked) = stage.asked[0] else {
        unreachable!("the rubric is asked for first");
    };
    assert_eq!(asked, system_id(1));
    assert_eq!(stage.screen.system(), Some(system_id(1)));
    assert_eq!(stage.screen.status(), "11 of 12 scored");
    assert!(Tier::T2 < Tier::T3);
}

//! The golden vectors of the shipped rubric, and what holds of every run whatever is scored and known.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::domain::{
    condition::{FactIs, Truth, Word},
    fact::{FactKind, FactRegistry, FactValue, Facts},
};

const RUBRIC: &str = include_str!("../../../checklists/rubrics/risk.ai-criticality.toml");
const FACTS: &str = include_str!("../../../checklists/facts.toml");

/// The registry as its file says it; reading TOML for the workbench is somebody else's.
fn registry() -> FactRegistry {
    let file: toml::Table = FACTS.parse().unwrap();
    let facts = file["fact"].as_array().unwrap().iter().map(|fact| {
        let text = |key: &str| fact[key].as_str().unwrap_or_default().to_owned();
        crate::domain::fact::FactDefinition {
            id: text("id"),
            title: text("title"),
            ask: text("ask"),
            kind: fact["kind"].clone().try_into().unwrap(),
            open: fact.get("open").is_some(),
            values: fact
                .get("value")
                .map(|values| values.clone().try_into().unwrap())
                .unwrap_or_default(),
        }
    });
    FactRegistry {
        facts: facts.collect(),
    }
}

fn shipped() -> Rubric {
    toml::from_str(RUBRIC).unwrap()
}

fn facts(typed: &[(&str, &str)]) -> Facts {
    let registry = registry();
    let value = |(fact, value): &(&str, &str)| {
        let parsed = registry.get(fact).unwrap().parse(value).unwrap();
        ((*fact).to_owned(), parsed)
    };
    Facts(typed.iter().map(value).collect())
}

/// Every fact a floor asks for, and none of them raises anything.
fn harmless() -> Facts {
    facts(&[
        ("regulated", "none"),
        ("autonomy", "suggests"),
        ("decides_about_person", "no"),
        ("data_classes", "internal"),
        ("exposure", "internal"),
    ])
}

fn run(scores: &BTreeMap<String, u8>, facts: &Facts) -> Run {
    run_signed(scores, facts, &[])
}

fn run_signed(scores: &BTreeMap<String, u8>, facts: &Facts, signed: &[String]) -> Run {
    shipped().run(RunInput {
        registry: &registry(),
        facts,
        scores,
        signed_caps: signed,
    })
}

fn zeros() -> BTreeMap<String, u8> {
    let factors = shipped().factors;
    factors.into_iter().map(|factor| (factor.id, 0)).collect()
}

/// Scores of all factors that come to so many points of 120.
fn points(wanted: u32) -> BTreeMap<String, u8> {
    let mut left = wanted;
    let mut scores = zeros();
    let mut factors = shipped().factors;
    // The lightest factor last, so that what is left can be given in ones.
    factors.sort_by_key(|factor| std::cmp::Reverse(factor.weight));
    for factor in factors {
        let score = (left / factor.weight).min(4);
        left -= score * factor.weight;
        scores.insert(factor.id, score as u8);
    }
    assert_eq!(left, 0, "{wanted} points");
    scores
}

#[test]
fn rubric_points_35_36_71_72_of_120_no_floor() {
    let tiers = [35, 36, 71, 72].map(|wanted| run(&points(wanted), &harmless()));
    let shown = tiers
        .each_ref()
        .map(|run| (run.high_bp, run.tier, run.provisional));
    assert_eq!(
        shown,
        [
            (2_916, Tier::T3, false),
            (3_000, Tier::T2, false),
            (5_916, Tier::T2, false),
            (6_000, Tier::T1, false),
        ]
    );
}

#[test]
fn points_30_with_reversibility_novelty_and_dependency_missing() {
    let mut scores = zeros();
    // 4·4 + 3·4 + 2·1 = 30 points.
    scores.extend([
        ("harm".to_owned(), 4),
        ("entitlement".to_owned(), 4),
        ("users".to_owned(), 1),
    ]);
    for missing in ["reversibility", "novelty", "dependency"] {
        scores.remove(missing);
    }
    let run = run(&scores, &harmless());
    assert_eq!((run.low_bp, run.high_bp), (2_500, 4_500));
    assert_eq!((run.tier, run.provisional), (Tier::T2, true));
    assert_eq!(run.score(), "2 500 to 4 500 bp");
    assert_eq!(run.called(), "T2 (provisional)");
}

#[test]
fn entitlement_4_and_decides_about_person_is_t1_by_floor() {
    let mut scores = zeros();
    scores.insert("entitlement".to_owned(), 4);
    let mut known = harmless();
    known
        .0
        .insert("decides_about_person".to_owned(), FactValue::Flag(true));
    let run = run(&scores, &known);
    assert_eq!(
        (run.high_bp, run.band, run.tier),
        (1_000, Tier::T3, Tier::T1)
    );
    assert_eq!(
        run.because(),
        "T1 because: floor \"decides what a person is owed\""
    );
}

#[test]
fn the_reason_names_band_and_floor_and_what_nobody_knows() {
    let mut known = harmless();
    known
        .0
        .insert("exposure".to_owned(), FactValue::One("external".to_owned()));
    let both = run(&points(41), &known);
    assert_eq!(
        both.because(),
        "T2 because: band, and floor \"personal data or external\""
    );
    known.0.remove("autonomy");
    let unknown = run(&points(41), &known);
    assert!(unknown.provisional && unknown.tier == Tier::T1);
    assert_eq!(
        unknown.because(),
        "T1 because: floor \"acts and cannot take it back\" as long as nobody knows"
    );
}

#[test]
fn nothing_scored_and_nothing_known_is_the_most_critical() {
    let run = run(&BTreeMap::new(), &Facts::default());
    assert_eq!((run.low_bp, run.high_bp, run.tier), (0, 10_000, Tier::T1));
    assert!(run.provisional);
    assert_eq!(run.stopped(), Truth::Unknown);
}

#[test]
fn a_stop_tells_and_changes_no_tier() {
    let mut known = harmless();
    known.0.insert(
        "regulated".to_owned(),
        FactValue::Set(["eu-prohibited".to_owned()].into()),
    );
    let run = run(&zeros(), &known);
    assert_eq!((run.stopped(), run.tier), (Truth::True, Tier::T3));
}

#[test]
fn a_cap_counts_last_and_only_when_signed_for() {
    let mut known = facts(&[
        ("stage", "discovery"),
        ("traffic", "none"),
        ("data_classes", "none"),
    ]);
    known.0.extend(
        harmless()
            .0
            .into_iter()
            .filter(|(fact, _)| fact != "data_classes"),
    );
    let unsigned = run(&points(72), &known);
    assert_eq!((unsigned.tier, unsigned.capped_by.len()), (Tier::T1, 0));
    let signed = run_signed(&points(72), &known, &["experiment".to_owned()]);
    assert_eq!(signed.tier, Tier::T3);
    assert_eq!(
        signed.because(),
        "T3 because: cap \"an experiment without real work or real data\", signed for"
    );
    known.0.remove("traffic");
    let unknown = run_signed(&points(72), &known, &["experiment".to_owned()]);
    assert_eq!(unknown.tier, Tier::T1, "a cap needs every fact to be known");
}

#[test]
fn only_the_caps_that_made_the_tier_are_named_as_its_reason() {
    let cap = |id: &str, tier| Hit {
        id: id.to_owned(),
        title: format!("Cap of {id}"),
        tier: Some(tier),
        holds: Truth::True,
    };
    let capped = Run {
        band: Tier::T1,
        tier: Tier::T3,
        caps: vec![
            cap("trial", Tier::T3),
            cap("unsigned", Tier::T3),
            cap("inside", Tier::T2),
        ],
        capped_by: vec!["trial".to_owned(), "inside".to_owned()],
        ..run(&points(72), &harmless())
    };
    assert_eq!(capped.why(), ["cap \"cap of trial\", signed for"]);
}

#[test]
fn factors_and_caps_are_found_by_their_word_only() {
    let rubric = shipped();
    for factor in &rubric.factors {
        assert_eq!(rubric.factor(&factor.id), Some(factor));
    }
    assert_eq!(rubric.cap("experiment"), Some(&rubric.caps[0]));
    assert_eq!(
        (rubric.factor("experiment"), rubric.cap("harm")),
        (None, None)
    );
}

#[test]
fn the_way_to_other_tiers_is_told_in_basis_points_and_floors() {
    let mut known = harmless();
    known
        .0
        .insert("exposure".to_owned(), FactValue::One("external".to_owned()));
    let run = run(&points(53), &known);
    let said: Vec<_> = shipped()
        .distances(&run)
        .iter()
        .map(Distance::words)
        .collect();
    insta::assert_debug_snapshot!(said, @r#"
    [
        "T1 needs 1 584 bp more, or a floor: \"a regime reaches it\", \"acts and cannot take it back\", \"decides what a person is owed\"",
        "T3 needs 1 417 bp less, and no floor \"personal data or external\"",
    ]
    "#);
    let top = run_signed(&points(72), &harmless(), &[]);
    let said: Vec<_> = shipped()
        .distances(&top)
        .iter()
        .map(Distance::words)
        .collect();
    insta::assert_debug_snapshot!(said, @r#"
    [
        "T2 needs 1 bp less",
        "T3 needs 3 001 bp less",
    ]
    "#);
}

#[test]
fn a_score_above_the_scale_counts_as_its_highest() {
    let mut scores = zeros();
    scores.insert("harm".to_owned(), 200);
    assert_eq!(run(&scores, &harmless()).high_bp, 1_333);
}

#[test]
fn a_rubric_without_factors_or_bands_divides_by_nothing() {
    let empty = Rubric {
        factors: Vec::new(),
        bands: Vec::new(),
        ..shipped()
    };
    let run = empty.run(RunInput {
        registry: &registry(),
        facts: &harmless(),
        scores: &BTreeMap::new(),
        signed_caps: &[],
    });
    assert_eq!((run.low_bp, run.high_bp, run.band), (0, 0, Tier::T3));
    assert!(
        empty
            .distances(&run)
            .iter()
            .all(|far| far.is_stricter == (far.tier < run.tier))
    );
}

/// A score of each factor, or none.
fn any_scores() -> impl Strategy<Value = BTreeMap<String, u8>> {
    let ids: Vec<String> = shipped()
        .factors
        .into_iter()
        .map(|factor| factor.id)
        .collect();
    proptest::collection::vec(proptest::option::of(0..=4_u8), ids.len()).prop_map(move |scores| {
        let scored = ids.iter().cloned().zip(scores);
        scored
            .filter_map(|(id, score)| Some((id, score?)))
            .collect()
    })
}

/// A value of each fact, or none.
fn any_facts() -> impl Strategy<Value = Facts> {
    let facts = registry().facts;
    let choices: Vec<_> = facts
        .iter()
        .map(|fact| proptest::option::of(any_value(fact)))
        .collect();
    choices.prop_map(move |values| {
        let stated = facts.iter().map(|fact| fact.id.clone()).zip(values);
        Facts(
            stated
                .filter_map(|(id, value)| Some((id, value?)))
                .collect(),
        )
    })
}

fn any_value(fact: &crate::domain::fact::FactDefinition) -> BoxedStrategy<FactValue> {
    let words: Vec<String> = fact.values.iter().map(|value| value.word.clone()).collect();
    match fact.kind {
        FactKind::Flag => any::<bool>().prop_map(FactValue::Flag).boxed(),
        FactKind::Set => proptest::sample::subsequence(words.clone(), 1..=words.len())
            .prop_map(|words| FactValue::Set(words.into_iter().collect()))
            .boxed(),
        FactKind::One | FactKind::Ordered => proptest::sample::select(words)
            .prop_map(FactValue::One)
            .boxed(),
    }
}

proptest! {
    #[test]
    fn raising_a_factor_never_lowers_the_tier(
        scores in any_scores(), known in any_facts(), nth in 0..12_usize, signed in any::<bool>()
    ) {
        let id = shipped().factors[nth].id.clone();
        let signed: Vec<String> = if signed { vec!["experiment".to_owned()] } else { Vec::new() };
        let mut last: Option<Run> = None;
        for score in 0..=4 {
            let mut raised = scores.clone();
            raised.insert(id.clone(), score);
            let run = run_signed(&raised, &known, &signed);
            if let Some(before) = last {
                prop_assert!(run.tier <= before.tier);
                prop_assert!(run.high_bp >= before.high_bp && run.low_bp >= before.low_bp);
            }
            last = Some(run);
        }
    }

    #[test]
    fn learning_an_unknown_never_makes_it_more_critical_than_the_unknown_did(
        scores in any_scores(), known in any_facts(), fact in 0..12_usize, factor in 0..12_usize
    ) {
        let whole = run(&scores, &known);
        let mut fewer = known.clone();
        fewer.0.remove(&registry().facts[fact].id);
        prop_assert!(run(&scores, &fewer).tier <= whole.tier);
        let mut unscored = scores.clone();
        unscored.remove(&shipped().factors[factor].id);
        let before = run(&unscored, &known);
        prop_assert!(before.tier <= whole.tier);
        prop_assert!(before.low_bp <= whole.low_bp && whole.high_bp <= before.high_bp);
    }

    #[test]
    fn floors_only_raise_and_the_bounds_stand_in_order(scores in any_scores(), known in any_facts()) {
        let run = run(&scores, &known);
        prop_assert!(run.tier <= run.band);
        prop_assert!(run.low_bp <= run.high_bp && run.high_bp <= 10_000);
        prop_assert_eq!(run.missing.is_empty(), scores.len() == 12);
        prop_assert!(run.missing.is_empty() || run.provisional);
        prop_assert!(!run.why().is_empty());
    }

    #[test]
    fn a_cap_lowers_only_when_signed_and_when_it_is_known_to_hold(scores in any_scores(), known in any_facts()) {
        let plain = run(&scores, &known);
        let signed = run_signed(&scores, &known, &["experiment".to_owned()]);
        let holds = signed.caps[0].holds == Truth::True;
        prop_assert_eq!(signed.tier, if holds { Tier::T3 } else { plain.tier });
        prop_assert_eq!(signed.capped_by.is_empty(), !holds);
        let stranger = run_signed(&scores, &known, &["no-such-cap".to_owned()]);
        prop_assert_eq!(stranger, plain);
    }

    #[test]
    fn so_many_points_as_told_lead_to_the_next_tier(wanted in 0..72_u32) {
        let scores = points(wanted);
        let run = run(&scores, &harmless());
        let next = shipped().distances(&run).into_iter().find(|far| far.is_stricter).unwrap();
        let from = if next.tier == Tier::T2 { 3_000 } else { 6_000 };
        prop_assert_eq!(run.high_bp + next.bp.unwrap(), from);
    }
}

#[test]
fn a_floor_of_an_own_rubric_that_names_a_word_nobody_may_state_never_holds() {
    let when = Condition::Is(FactIs {
        fact: "exposure".to_owned(),
        is: vec![Word::Word("nowhere".to_owned())],
    });
    let own = Rubric {
        floors: vec![Floor {
            id: "odd".to_owned(),
            title: "Odd".to_owned(),
            tier: Tier::T1,
            when,
        }],
        ..shipped()
    };
    let run = own.run(RunInput {
        registry: &registry(),
        facts: &harmless(),
        scores: &zeros(),
        signed_caps: &[],
    });
    assert_eq!((run.tier, run.floors[0].holds), (Tier::T3, Truth::False));
}

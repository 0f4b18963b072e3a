//! How long a tier is valid, what asks for a new one, and who may sign.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::*;
use crate::domain::{pack::Version, person::Person, system::TriggerKind};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn id(number: u128) -> RecordId {
    RecordId(Uuid::from_u128(number))
}

fn one(word: &str) -> FactValue {
    FactValue::One(word.to_owned())
}

fn set(words: &[&str]) -> FactValue {
    FactValue::Set(words.iter().map(|word| (*word).to_owned()).collect())
}

fn facts(stated: &[(&str, FactValue)]) -> Facts {
    let stated = stated
        .iter()
        .map(|(fact, value)| ((*fact).to_owned(), value.clone()));
    Facts(stated.collect())
}

fn usual() -> Facts {
    facts(&[
        ("stage", one("production")),
        ("autonomy", one("suggests")),
        ("data_classes", set(&["internal"])),
        ("jurisdictions", set(&["eu"])),
    ])
}

fn system(facts: Facts) -> System {
    System {
        id: id(1),
        label: "SYS-0001".to_owned(),
        name: "Parcel scores".to_owned(),
        about: None,
        facts,
        owner: None,
        deputy: None,
        team: None,
        stages: Vec::new(),
        triggers: Vec::new(),
        decisions: Vec::new(),
        patterns: Vec::new(),
        closed_on: None,
    }
}

fn run(tier: Tier) -> Run {
    Run {
        low_bp: 0,
        high_bp: 0,
        missing: Vec::new(),
        band: tier,
        floors: Vec::new(),
        stops: Vec::new(),
        caps: Vec::new(),
        capped_by: Vec::new(),
        tier,
        provisional: false,
    }
}

fn recorded(on: &str, tier: Tier, facts: Facts) -> Recorded {
    Recorded {
        on: day(on),
        by: "mina".to_owned(),
        signed_by: None,
        facts,
        triggers: Vec::new(),
        run: run(tier),
    }
}

fn incident(on: &str) -> Trigger {
    Trigger {
        kind: TriggerKind::Incident,
        on: day(on),
        note: None,
    }
}

#[test]
fn a_tier_is_valid_through_its_last_day() {
    let system = system(usual());
    for (tier, last, next) in [
        (Tier::T1, "2027-02-28", "2027-03-01"),
        (Tier::T2, "2028-02-28", "2028-02-29"),
        (Tier::T3, "2028-02-28", "2028-02-29"),
    ] {
        let recorded = recorded("2026-02-28", tier, usual());
        assert_eq!(recorded.valid_until(), Some(day(last)));
        assert_eq!(recorded.expired(&system, day(last)), None);
        let why = recorded.expired(&system, day(next)).unwrap();
        assert_eq!(why, format!("valid until {last}"));
    }
    let leap = recorded("2024-02-29", Tier::T1, usual());
    assert_eq!(leap.valid_until(), Some(day("2025-02-28")));
}

#[test]
fn what_happens_later_on_the_same_day_asks_for_a_new_tier() {
    let mut recorded = recorded("2026-11-22", Tier::T2, usual());
    let mut system = system(usual());
    system.triggers = vec![incident("2026-11-22")];
    let why = recorded.expired(&system, day("2026-11-22")).unwrap();
    assert_eq!(why, "a Sev-1 incident on 2026-11-22");
    recorded.triggers = system.triggers.clone();
    assert_eq!(recorded.expired(&system, day("2026-11-22")), None);
    system.triggers.push(incident("2026-11-23"));
    assert_eq!(
        recorded.expired(&system, day("2026-11-22")),
        None,
        "not yet"
    );
    assert!(recorded.expired(&system, day("2026-11-23")).is_some());
}

#[test]
fn a_clock_that_was_set_back_hides_nothing_that_happened_since() {
    let recorded = recorded("2026-11-22", Tier::T2, usual());
    let mut system = system(usual());
    system.triggers = vec![incident("2026-11-20")];
    assert!(recorded.expired(&system, day("2026-11-20")).is_some());
    system.triggers.clear();
    assert_eq!(recorded.expired(&system, day("2026-11-20")), None);
}

#[test]
fn a_fact_that_changed_or_grew_asks_for_a_new_tier() {
    let recorded = recorded("2026-11-22", Tier::T2, usual());
    let after = |fact: &str, value: FactValue| {
        let mut now = usual();
        now.0.insert(fact.to_owned(), value);
        recorded.expired(&system(now), day("2026-11-22"))
    };
    let said = [
        after("stage", one("optimisation")),
        after("autonomy", one("acts-reversibly")),
        after("data_classes", set(&["internal", "pii"])),
        after("jurisdictions", set(&["eu", "us"])),
    ];
    assert_eq!(
        said.map(Option::unwrap_or_default),
        [
            "stage changed from production to optimisation",
            "autonomy changed from suggests to acts-reversibly",
            "new data class pii",
            "new jurisdiction us",
        ]
    );
    assert_eq!(after("data_classes", set(&["none"])), None);
    assert_eq!(after("jurisdictions", set(&["eu"])), None);
    assert_eq!(after("hosting", set(&["cloud"])), None);
}

#[test]
fn a_new_data_class_is_new_where_none_was_stated_before_too() {
    let recorded = recorded("2026-11-22", Tier::T2, Facts::default());
    let now = facts(&[("data_classes", set(&["special"]))]);
    assert!(recorded.expired(&system(now), day("2026-11-22")).is_some());
    let unknown = facts(&[("stage", one("mvp"))]);
    assert_eq!(recorded.expired(&system(unknown), day("2026-11-22")), None);
}

fn tiering() -> Tiering {
    Tiering {
        id: id(9),
        system: id(1),
        rubric: Pin {
            id: "risk.own".to_owned(),
            version: Version {
                major: 1,
                minor: 0,
                patch: 0,
            },
            digest: Digest::of(b"rubric"),
        },
        scores: [("harm".to_owned(), 3)].into(),
        notes: BTreeMap::new(),
        signed_caps: BTreeMap::new(),
        recorded: None,
    }
}

#[test]
fn a_signature_is_for_the_scores_and_facts_that_were_looked_at() {
    let mut run = tiering();
    let signature = CapSignature {
        by: id(5),
        on: day("2026-11-22"),
        bound: run.bound_to(&usual()),
    };
    run.signed_caps.insert("experiment".to_owned(), signature);
    assert_eq!(run.signed_for(&usual()), ["experiment"]);
    assert!(run.signed_for(&Facts::default()).is_empty());
    run.scores.insert("harm".to_owned(), 4);
    assert!(run.signed_for(&usual()).is_empty());
    run.scores.insert("harm".to_owned(), 3);
    assert_eq!(run.signed_for(&usual()), ["experiment"]);
}

fn person(number: u128, roles: &[&str]) -> Person {
    Person {
        id: id(number),
        name: format!("Person {number}"),
        aliases: Vec::new(),
        roles: roles
            .iter()
            .map(|role| (*role).to_owned())
            .collect::<BTreeSet<_>>(),
        acts_for: None,
        has_left: false,
    }
}

#[test]
fn the_level_is_the_highest_of_the_person_and_of_the_one_acted_for() {
    let mut delegate = person(3, &["sre"]);
    delegate.acts_for = Some(id(2));
    let mut gone = person(4, &["L3"]);
    gone.has_left = true;
    let people = People(vec![
        person(1, &["architect"]),
        person(2, &["L1", "L2"]),
        delegate,
        gone,
    ]);
    let levels = [1, 2, 3, 4, 5].map(|number| level_of(&people, id(number)));
    assert_eq!(levels, [None, Some(Level::L2), Some(Level::L2), None, None]);
}

//! Stories and properties of waivers: how long, by whom, and until when one counts.

use chrono::Days;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::domain::{
    gate::Force,
    pack::Item,
    person::{People, Person},
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn id(number: u128) -> RecordId {
    RecordId(Uuid::from_u128(number))
}

fn granted(tier: Tier) -> Waiver {
    let scope = Scope::Item {
        item: "ORR-28".to_owned(),
        rev: 2,
    };
    Waiver {
        id: id(1),
        label: "WVR-2026-001".to_owned(),
        system: id(2),
        reason: "The second region is not there yet.".to_owned(),
        risk: "An outage of the region stops the service.".to_owned(),
        controls: Vec::new(),
        action: "Build the second region.".to_owned(),
        requester: id(11),
        requested_on: day("2026-10-01"),
        level: Level::L1,
        effective_from: day("2026-10-01"),
        expires_on: day("2026-11-22"),
        extends: None,
        tier,
        bound: bound_to(&scope, tier),
        scope,
        state: WaiverState::Approved {
            by: id(12),
            on: day("2026-10-01"),
        },
    }
}

fn now(rev: u32, tier: Tier) -> Now {
    Now {
        rev: Some(rev),
        tier: Some(tier),
    }
}

fn item(toml: &str) -> Item {
    toml::from_str(&format!("id = \"ORR-28\"\nask = \"Is it there?\"\n{toml}")).unwrap()
}

/// Mina asks; Lee acts for Mina; Ana decides at L2, Kim at L3, Jo at L1 and acts for Kim.
fn people() -> People {
    let person = |number, name: &str, role: &str, acts_for: Option<u128>| Person {
        id: id(number),
        name: name.to_owned(),
        aliases: vec![format!("{}@example.org", name.to_lowercase())],
        roles: [role.to_owned()].into(),
        acts_for: acts_for.map(id),
        has_left: false,
    };
    People(vec![
        person(11, "Mina", "L3", None),
        person(12, "Lee", "L3", Some(11)),
        person(13, "Ana", "L2", None),
        person(14, "Kim", "l3", None),
        person(15, "Jo", "L1", Some(14)),
        person(16, "Sam", "sre", None),
    ])
}

fn parties(owners: &[&str]) -> Parties {
    Parties {
        requester: id(11),
        owners: owners.iter().map(|owner| (*owner).to_owned()).collect(),
    }
}

#[test]
fn e03_it_counts_through_its_last_day_and_not_after() {
    let waiver = granted(Tier::T2);
    let at = |text| waiver.standing(now(2, Tier::T2), day(text));
    assert_eq!(at("2026-09-30"), Standing::Scheduled);
    assert_eq!(at("2026-10-01"), Standing::Active);
    assert_eq!(at("2026-11-22"), Standing::Active);
    assert_eq!(at("2026-11-23"), Standing::Expired);
}

#[test]
fn e05_what_was_done_is_resolved_and_not_expired() {
    let mut waiver = granted(Tier::T2);
    waiver.state = WaiverState::Resolved {
        by: id(11),
        on: day("2026-11-25"),
    };
    let standing = waiver.standing(now(2, Tier::T2), day("2027-01-01"));
    assert_eq!(standing, Standing::Resolved);
}

#[test]
fn e06_a_raised_tier_voids_it_and_a_lowered_one_does_not() {
    let waiver = granted(Tier::T2);
    let at = |tier| waiver.standing(now(2, tier), day("2026-11-01"));
    assert_eq!(at(Tier::T1), Standing::Void);
    assert_eq!(at(Tier::T3), Standing::Active);
}

#[test]
fn another_revision_of_the_item_voids_it() {
    let waiver = granted(Tier::T2);
    let standing = waiver.standing(now(3, Tier::T2), day("2026-11-01"));
    assert_eq!(standing, Standing::Void);
}

#[test]
fn e28_only_the_day_it_is_asked_about_counts() {
    let waiver = granted(Tier::T2);
    let later = waiver.standing(now(2, Tier::T2), day("2026-12-24"));
    let earlier = waiver.standing(now(2, Tier::T2), day("2026-11-22"));
    assert_eq!((later, earlier), (Standing::Expired, Standing::Active));
}

#[test]
fn the_length_is_the_least_of_item_and_tier_and_both_ends_count() {
    let long = item("waiver_max_days = 400");
    let short = item("waiver_max_days = 30");
    let days = |item: &Item, tier| Bounds::of_item(item, Force::Require, tier).unwrap().days;
    assert_eq!(
        Tier::ALL.map(|tier| days(&long, tier)),
        [90, 180, 365],
        "no item lengthens what the tier allows"
    );
    assert_eq!(Tier::ALL.map(|tier| days(&short, tier)), [30, 30, 30]);
    let bounds = Bounds::of_tier(Tier::T1);
    let from = day("2026-01-01");
    assert_eq!(bounds.allow(from, day("2026-04-01")), Ok(()));
    assert_eq!(bounds.allow(from, from), Ok(()), "for one day");
    assert!(matches!(
        bounds.allow(from, day("2026-04-02")),
        Err(MayNotLast::TooLong { .. })
    ));
    assert!(matches!(
        bounds.allow(from, day("2025-12-31")),
        Err(MayNotLast::Backwards { .. })
    ));
}

#[test]
fn a_blocker_at_t1_needs_l2_and_what_is_never_waivable_has_no_bounds() {
    let plain = item("");
    let level = |item: &Item, force, tier| Bounds::of_item(item, force, tier).unwrap().level;
    assert_eq!(level(&plain, Force::Block, Tier::T1), Level::L2);
    assert_eq!(level(&plain, Force::Block, Tier::T2), Level::L1);
    assert_eq!(level(&plain, Force::Require, Tier::T1), Level::L1);
    let strict = item("waiver_level = \"L3\"");
    assert_eq!(level(&strict, Force::Block, Tier::T1), Level::L3);
    let never = item("waivable = []");
    assert_eq!(Bounds::of_item(&never, Force::Advise, Tier::T3), None);
    let not_at_t1 = item("waivable = [\"T2\", \"T3\"]");
    assert_eq!(Bounds::of_item(&not_at_t1, Force::Block, Tier::T1), None);
    assert!(Bounds::of_item(&not_at_t1, Force::Block, Tier::T2).is_some());
}

#[test]
fn a_risk_is_accepted_at_l3_for_as_long_as_its_tier_allows() {
    for tier in Tier::ALL {
        let of_risk = Bounds::of_risk(tier);
        assert_eq!(of_risk.level, Level::L3);
        assert_eq!(of_risk.days, Bounds::of_tier(tier).days);
    }
    let both = Bounds::of_risk(Tier::T3).stricter(Bounds::of_tier(Tier::T1));
    assert_eq!((both.days, both.level), (90, Level::L3));
}

#[test]
fn from_the_third_in_a_chain_on_the_level_rises() {
    let [l1, l2, l3] = [Level::L1, Level::L2, Level::L3];
    let levels: Vec<_> = (1..=5)
        .map(|place| level_in_chain(Level::L1, place, None))
        .collect();
    assert_eq!(levels, [l1, l1, l2, l3, l3]);
    assert_eq!(level_in_chain(l1, 2, Some(l3)), l3);
}

#[test]
fn a_waiver_is_not_granted_by_its_requester_or_by_a_delegate_of_them() {
    let refused = |who| may_decide(&people(), id(who), Level::L1, &parties(&[]));
    assert!(matches!(refused(11), Err(MayNotDecide::Requester { .. })));
    let delegate = refused(12).unwrap_err();
    assert!(delegate.to_string().contains("Lee counts as Mina"));
    assert_eq!(refused(13), Ok(()));
}

#[test]
fn it_is_not_granted_by_the_owner_under_any_name() {
    let by = |who, owner| may_decide(&people(), id(who), Level::L1, &parties(&[owner]));
    assert!(matches!(
        by(13, "ANA@example.org"),
        Err(MayNotDecide::Owner { .. })
    ));
    assert!(matches!(by(15, "Kim"), Err(MayNotDecide::Owner { .. })));
    assert_eq!(by(13, "platform team"), Ok(()));
}

#[test]
fn it_is_granted_by_who_holds_the_level_or_acts_for_one_who_does() {
    let by = |who, level| may_decide(&people(), id(who), level, &parties(&[])).is_ok();
    assert!(by(13, Level::L1) && by(13, Level::L2) && !by(13, Level::L3));
    assert!(by(14, Level::L1) && by(14, Level::L3));
    assert!(by(15, Level::L3), "Jo acts for Kim");
    assert!(!by(16, Level::L1) && !by(99, Level::L1));
}

#[test]
fn who_has_left_decides_nothing() {
    let mut people = people();
    people.0[3].has_left = true;
    let refused = may_decide(&people, id(14), Level::L1, &parties(&[]));
    assert!(matches!(refused, Err(MayNotDecide::HasLeft { .. })));
}

#[test]
fn a_standing_is_called_on_the_screen_as_it_is_in_a_file() {
    for standing in Standing::ALL {
        let kept = serde_json::to_value(standing).unwrap();
        assert_eq!(kept, standing.word());
    }
}

#[test]
fn what_runs_was_granted_and_what_was_granted_may_have_ended() {
    use Standing::{Active, Expired, Scheduled, Void};
    for standing in Standing::ALL {
        assert_eq!(standing.runs(), [Active, Scheduled].contains(&standing));
        let granted = [Active, Scheduled, Expired, Void].contains(&standing);
        assert_eq!(standing.was_granted(), granted, "{}", standing.word());
    }
}

fn state() -> impl Strategy<Value = WaiverState> {
    let on = day("2026-10-01");
    prop_oneof![
        Just(WaiverState::Proposed),
        Just(WaiverState::Approved { by: id(12), on }),
        Just(WaiverState::Rejected {
            by: id(12),
            on,
            reason: String::new()
        }),
        Just(WaiverState::Revoked {
            by: id(12),
            on,
            reason: String::new()
        }),
        Just(WaiverState::Resolved { by: id(12), on }),
    ]
}

fn tier() -> impl Strategy<Value = Tier> {
    prop_oneof![Just(Tier::T1), Just(Tier::T2), Just(Tier::T3)]
}

fn level() -> impl Strategy<Value = Level> {
    prop_oneof![Just(Level::L1), Just(Level::L2), Just(Level::L3)]
}

proptest! {
    #[test]
    fn standing_is_total_and_an_active_one_never_outlives_its_last_day(
        state in state(),
        (granted_at, tier) in (tier(), proptest::option::of(tier())),
        rev in proptest::option::of(1_u32..4),
        (begins, lasts, asked) in (0_u64..400, 0_u64..400, 0_u64..900),
    ) {
        let origin = day("2026-01-01");
        let mut waiver = granted(granted_at);
        waiver.state = state;
        waiver.effective_from = origin + Days::new(begins);
        waiver.expires_on = waiver.effective_from + Days::new(lasts);
        let now = Now { rev, tier };
        let standing = waiver.standing(now, origin + Days::new(asked));
        prop_assert!(Standing::ALL.contains(&standing));
        let after = waiver.standing(now, waiver.expires_on + Days::new(1));
        prop_assert_ne!(after, Standing::Active);
        if standing == Standing::Active {
            prop_assert!((begins..=begins + lasts).contains(&asked));
        }
    }

    #[test]
    fn a_longer_chain_never_needs_a_lower_level(base in level(), place in 1_u32..9, followed in proptest::option::of(level())) {
        let here = level_in_chain(base, place, followed);
        prop_assert!(here >= base);
        prop_assert!(level_in_chain(base, place + 1, Some(here)) >= here);
        prop_assert!(level_in_chain(base, place + 1, followed) >= here);
    }

    #[test]
    fn no_bounds_let_a_waiver_last_longer_than_its_tier(most in proptest::option::of(1_u32..1_000), tier in tier(), extra in 1_u64..500) {
        let item = item(&most.map_or(String::new(), |most| format!("waiver_max_days = {most}")));
        let bounds = Bounds::of_item(&item, Force::Require, tier).unwrap();
        let from = day("2026-03-01");
        prop_assert!(bounds.allow(from, bounds.last_day(from)).is_ok());
        prop_assert!(bounds.allow(from, bounds.last_day(from) + Days::new(extra)).is_err());
        prop_assert!(bounds.last_day(from) <= Bounds::of_tier(tier).last_day(from));
    }
}

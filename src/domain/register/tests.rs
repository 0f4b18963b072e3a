//! The shipped table with its 25 cells, and the contradictions a register must not hide.

use std::fmt::Write as _;

use proptest::prelude::*;
use uuid::Uuid;

use super::*;

const TABLE: &str = include_str!("../../../checklists/rubrics/risk.register-5x5.toml");

fn shipped() -> Register {
    toml::from_str(TABLE).unwrap()
}

fn level(text: &str) -> Level5 {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn risk(inherent: &str, current: &str, residual: &str) -> Risk {
    Risk {
        id: RecordId(Uuid::from_u128(1)),
        label: "RSK-0001".to_owned(),
        system: RecordId(Uuid::from_u128(2)),
        title: "Scores drift unseen".to_owned(),
        about: None,
        inherent: level(inherent),
        current: level(current),
        residual: level(residual),
        controls: vec!["ORR-19".to_owned()],
        treatment: Treatment::Mitigate,
        owner: None,
        review_by: None,
        closed: None,
    }
}

fn flags(risk: &Risk, acceptance: Acceptance) -> Vec<RiskFlag> {
    let as_of = day("2026-11-22");
    shipped().flags_of(risk, Watched { acceptance, as_of })
}

#[test]
fn every_one_of_the_25_cells_has_a_band_and_no_step_up_leads_down() {
    let register = shipped();
    let mut table = String::new();
    for likelihood in (1..=5).rev() {
        for impact in 1..=5 {
            let at = Level5 { likelihood, impact };
            let band = register.band(at).expect("a band");
            let _ = write!(table, "{:>10}", band.id);
            for up in [
                Level5 {
                    likelihood: likelihood + 1,
                    impact,
                },
                Level5 {
                    likelihood,
                    impact: impact + 1,
                },
            ] {
                assert!(
                    register
                        .rank(up)
                        .is_none_or(|rank| Some(rank) >= register.rank(at)),
                    "{at} {up}"
                );
            }
        }
        table.push('\n');
    }
    insta::assert_snapshot!(table, @r"
         low    medium      high very-high very-high
         low    medium      high      high very-high
    very-low       low    medium      high very-high
    very-low       low    medium    medium      high
    very-low  very-low       low    medium      high
    ");
    assert_eq!(register.cells.len(), 25);
    assert_eq!(
        register.band(Level5 {
            likelihood: 0,
            impact: 6
        }),
        None
    );
}

#[test]
fn a_sound_risk_carries_no_flag() {
    assert_eq!(flags(&risk("4x3", "3x3", "2x2"), Acceptance::Missing), []);
}

#[test]
fn rc1_and_rc2_tell_a_level_above_the_one_it_should_be_below() {
    use RiskFlag::{RC1, RC2};
    assert_eq!(
        flags(&risk("4x4", "2x2", "3x3"), Acceptance::Missing),
        [RC1]
    );
    assert_eq!(
        flags(&risk("2x2", "4x4", "4x4"), Acceptance::Missing),
        [RC1, RC2][1..]
    );
    // Within a band one step up is above as well; two that cannot be compared are not.
    let register = shipped();
    assert!(register.is_above(level("5x3"), level("4x3")));
    assert!(!register.is_above(level("1x5"), level("5x3")));
    assert!(!register.is_above(level("5x3"), level("1x5")));
}

#[test]
fn rc3_needs_a_control_where_anything_was_lowered() {
    let mut lowered = risk("4x3", "4x3", "2x2");
    lowered.controls.clear();
    assert_eq!(flags(&lowered, Acceptance::Missing), [RiskFlag::RC3]);
    let mut untouched = risk("4x3", "4x3", "4x3");
    untouched.controls.clear();
    assert_eq!(flags(&untouched, Acceptance::Missing), []);
}

#[test]
fn rc4_asks_whether_an_acceptance_counts() {
    let mut accepted = risk("4x3", "3x3", "3x3");
    accepted.treatment = Treatment::Accept;
    assert_eq!(flags(&accepted, Acceptance::Missing), [RiskFlag::RC4]);
    assert_eq!(flags(&accepted, Acceptance::Counts), []);
}

#[test]
fn rc5_begins_the_day_after_the_review() {
    let mut reviewed = risk("4x3", "3x3", "2x2");
    reviewed.review_by = Some(day("2026-11-22"));
    assert_eq!(flags(&reviewed, Acceptance::Missing), []);
    reviewed.review_by = Some(day("2026-11-21"));
    assert_eq!(flags(&reviewed, Acceptance::Missing), [RiskFlag::RC5]);
    reviewed.closed = Some((day("2026-11-22"), "the system is gone".to_owned()));
    assert_eq!(flags(&reviewed, Acceptance::Missing), []);
}

#[test]
fn a_level_is_typed_as_it_is_printed_and_nothing_else_is_one() {
    assert_eq!(level(" 4 x 3 ").to_string(), "4x3");
    assert_eq!(level("5×1"), level("5x1"));
    for text in [
        "", "4", "0x3", "6x1", "4x", "x", "4x3x2", "NaNx1", "-1x2", "4.0x3", "400x3",
    ] {
        assert!(text.parse::<Level5>().is_err(), "{text}");
    }
    assert!(
        "ignore"
            .parse::<Treatment>()
            .unwrap_err()
            .contains("mitigate")
    );
    for treatment in Treatment::ALL {
        assert_eq!(treatment.word().parse(), Ok(treatment));
    }
}

#[test]
fn a_flag_without_words_in_the_table_has_its_own() {
    let silent = Register {
        flags: Vec::new(),
        ..shipped()
    };
    for flag in RiskFlag::ALL {
        assert_eq!(silent.says(flag), shipped().says(flag));
    }
}

#[test]
fn within_a_band_the_product_ranks_and_then_the_impact() {
    let weight = |text: &str| shipped().weight(level(text));
    assert!(weight("2x5") < weight("3x4"), "10 is less than 12");
    assert!(weight("4x3") < weight("3x4"), "both are 12");
    assert!(weight("5x3") < weight("4x5"), "another band");
}

#[test]
fn a_table_that_titles_a_flag_otherwise_is_quoted_for_that_flag_alone() {
    let mut own = shipped();
    let text = own.flags.iter_mut().find(|text| text.id == "RC3").unwrap();
    text.title = "No control, and yet lower".to_owned();
    for flag in RiskFlag::ALL {
        assert_eq!(serde_json::to_value(flag).unwrap(), flag.word());
        let says = match flag {
            RiskFlag::RC3 => "No control, and yet lower",
            other => other.title(),
        };
        assert_eq!(own.says(flag), says);
    }
}

fn any_level() -> impl Strategy<Value = Level5> {
    (1..=5_u8, 1..=5_u8).prop_map(|(likelihood, impact)| Level5 { likelihood, impact })
}

proptest! {
    #[test]
    fn above_goes_one_way_only_and_the_rank_follows_it(one in any_level(), other in any_level()) {
        let register = shipped();
        prop_assert!(!(register.is_above(one, other) && register.is_above(other, one)));
        prop_assert!(!register.is_above(one, one));
        if register.is_above(one, other) {
            prop_assert!(register.weight(one) > register.weight(other));
        }
    }
}

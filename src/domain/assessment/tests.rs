//! Upgrades and comparisons of answers.

use super::{compare::differences, upgrade::*, *};
use crate::domain::{pack::Pack, tier::Tier};

fn pack(version: &str, items: &str) -> Pack {
    let text = format!(
        "schema = 1\n[pack]\nid = \"own.serving\"\nversion = \"{version}\"\nkind = \"checklist\"\ntitle = \"Serving\"\n\
         status = \"ga\"\ngate = \"G2\"\n[[section]]\nid = \"all\"\ntitle = \"All\"\n{items}"
    );
    toml::from_str(&text).unwrap()
}

fn item(id: &str, rev: u32, more: &str) -> String {
    format!("[[section.item]]\nid = \"{id}\"\nrev = {rev}\nask = \"Is it so?\"\n{more}\n")
}

fn answer(id: &str, rev: u32, response: Response) -> Answer {
    let text = format!(
        r#"{{"id": "0195abcd-0000-7000-8000-000000000001", "system": "0195abcd-0000-7000-8000-000000000002",
        "assessment": "0195abcd-0000-7000-8000-000000000003", "item": "{id}", "item_rev": {rev},
        "response": {}, "by": "Mina Okafor", "on": "2026-11-01"}}"#,
        serde_json::to_string(&response).unwrap()
    );
    serde_json::from_str(&text).unwrap()
}

/// Two versions: S-1 stays, S-2 means something else, S-3 is split into S-5 and S-6, S-4 is gone, S-7 is new.
fn versions() -> (Pack, Pack) {
    let before = [
        item("S-1", 1, ""),
        item("S-2", 1, ""),
        item("S-3", 1, ""),
        item("S-4", 1, ""),
    ];
    let after = [
        item("S-1", 1, ""),
        item("S-2", 2, ""),
        item("S-5", 1, "supersedes = [\"S-3\"]"),
        item("S-6", 1, "supersedes = [\"S-3\"]"),
        item("S-7", 1, ""),
    ];
    (
        pack("1.0.0", &before.concat()),
        pack("2.0.0", &after.concat()),
    )
}

fn answers() -> Vec<Answer> {
    ["S-1", "S-2", "S-3", "S-4"]
        .map(|id| answer(id, 1, Response::Met))
        .to_vec()
}

#[test]
fn an_upgrade_carries_reopens_retires_adds_and_maps() {
    let (from, to) = versions();
    let answers = answers();
    let plan = plan(&from, &to, &answers);
    assert_eq!(plan.carried, ["S-1"]);
    assert_eq!(plan.reconfirm, ["S-2"]);
    assert_eq!(plan.retired, ["S-3", "S-4"]);
    assert_eq!(plan.added, ["S-7"]);
    assert_eq!(
        plan.mapped,
        [
            ("S-5".to_owned(), vec!["S-3".to_owned()]),
            ("S-6".to_owned(), vec!["S-3".to_owned()])
        ]
    );
}

#[test]
fn an_answer_is_never_given_to_the_parts_of_a_split_item() {
    let (_, to) = versions();
    for kept in answers() {
        match carried_over(&kept, &to) {
            Some(after) => assert_eq!((after.item, after.response), (kept.item, kept.response)),
            None => assert!(["S-3", "S-4"].contains(&kept.item.as_str())),
        }
    }
}

#[test]
fn what_awaits_confirmation_goes_on_awaiting_it() {
    let (from, to) = versions();
    let once = carried_over(&answer("S-2", 1, Response::Met), &to).unwrap();
    assert_eq!(once.carry, Carry::Reconfirm);
    // Not even the version it was given to brings it back by itself.
    assert_eq!(carried_over(&once, &from).unwrap().carry, Carry::Reconfirm);
}

#[test]
fn an_item_that_only_has_an_owner_is_neither_carried_nor_to_be_confirmed() {
    let (from, to) = versions();
    let owned = answer("S-2", 1, Response::Unanswered);
    let plan = plan(&from, &to, [&owned]);
    assert!(plan.carried.is_empty() && plan.reconfirm.is_empty());
    assert_eq!(carried_over(&owned, &to).unwrap().carry, Carry::None);
}

#[test]
fn a_score_that_drops_says_why() {
    let numbers = |bp| Numbers {
        evidenced_bp: Some(bp),
        ..Numbers::default()
    };
    let report = UpgradeReport {
        from: "1.0.0".parse().unwrap(),
        to: "1.1.0".parse().unwrap(),
        added: vec!["S-7".to_owned()],
        carried: Vec::new(),
        reconfirm: Vec::new(),
        retired: Vec::new(),
        mapped: Vec::new(),
        before: numbers(9_200),
        after: numbers(8_500),
    };
    assert_eq!(
        report.drop_in_words().unwrap(),
        "92 % before, 85 % after, due to 1 new item"
    );
    let split = UpgradeReport {
        mapped: vec![
            ("S-5".to_owned(), vec!["S-3".to_owned()]),
            ("S-6".to_owned(), vec!["S-3".to_owned()]),
        ],
        reconfirm: vec!["S-1".to_owned(), "S-2".to_owned()],
        ..report.clone()
    };
    assert_eq!(
        split.drop_in_words().unwrap(),
        "92 % before, 85 % after, due to 3 new items and 2 answers to be confirmed"
    );
    let aged = UpgradeReport {
        added: Vec::new(),
        ..report.clone()
    };
    assert_eq!(aged.drop_in_words().unwrap(), "92 % before, 85 % after");
    let steady = UpgradeReport {
        after: numbers(9_200),
        ..report
    };
    assert_eq!(steady.drop_in_words(), None);
}

#[test]
fn differences_are_told_item_by_item_and_in_words() {
    let noted = Answer {
        note: Some("Since May".to_owned()),
        ..answer("S-1", 1, Response::Met)
    };
    let before = [
        answer("S-1", 1, Response::Met),
        answer("S-2", 1, Response::Partial),
    ];
    let owned = Answer {
        owner: Some("Ana Ruiz".to_owned()),
        ..answer("S-3", 1, Response::Unmet)
    };
    let rows = differences(&before, &[noted, before[1].clone(), owned]);
    let rows: Vec<_> = rows
        .iter()
        .map(|(item, then, now)| (item.as_str(), then.as_str(), now.as_str()))
        .collect();
    assert_eq!(
        rows,
        [
            ("S-1", "met", "met, another note"),
            ("S-3", "unanswered", "unmet, owner Ana Ruiz"),
        ]
    );
}

#[test]
fn a_lower_tier_counts_from_the_next_revision_on_and_a_higher_one_at_once() {
    let text = r#"{"id": "0195abcd-0000-7000-8000-000000000003", "label": "ASM-0001",
        "system": "0195abcd-0000-7000-8000-000000000002", "tier": "T2",
        "pack": {"id": "own.serving", "version": "1.0.0",
                 "digest": "sha256:0000000000000000000000000000000000000000000000000000000000000000"},
        "started_on": "2026-11-01", "started_by": "Mina Okafor"}"#;
    let started: Assessment = serde_json::from_str(text).unwrap();
    assert_eq!(started.weighed_at(Tier::T3), Tier::T2);
    assert_eq!(started.weighed_at(Tier::T1), Tier::T1);
    let untiered = Assessment {
        tier: None,
        ..started
    };
    assert_eq!(untiered.weighed_at(Tier::T3), Tier::T3);
}

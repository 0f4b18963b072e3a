use super::*;
use crate::catalog::read_pack;

const PACK: &str = r#"
schema = 1

[pack]
id = "own.first-steps"
version = "1.4.2"
kind = "checklist"
title = "First steps"
status = "ga"
gate = "G2"

[[section]]
id = "serve"
title = "Serving"

[[section.item]]
id = "OWN-01"
ask = "Is the way back rehearsed?"
why = "A way back that was never gone is not there when it is needed."
verify = "Open the last drill."
severity = "high"
force = { T1 = "block", T2 = "require", T3 = "advise" }
waivable = ["T2", "T3"]
waiver_max_days = 90
evidence = { for = ["met"], min = 1, max_age_days = 180 }

[[section.item]]
id = "OWN-02"
ask = "Is the latency below the bar?"
why = "People leave."
verify = "Open the graph."
severity = "medium"
force = { T1 = "require", T2 = "require", T3 = "off" }
scale = "number"
metric = "latency_p95"
unit = "ms"
op = "<="
target = 150
partial_at = 180
"#;

fn diff(find: &str, put: &str) -> PackDiff {
    assert!(PACK.contains(find), "the test changes nothing: {find}");
    let after = read_pack(&PACK.replacen(find, put, 1)).unwrap();
    compare_packs(&read_pack(PACK).unwrap(), &after)
}

/// What is changed, the bump it needs, and whether it loosens.
const CASES: &[(&str, &str, Bump, bool)] = &[
    ("First steps", "The first steps", Bump::Patch, false),
    ("People leave.", "People leave at once.", Bump::Patch, false),
    ("Open the graph.", "Open the board.", Bump::Patch, false),
    (
        "T2 = \"require\", T3 = \"advise\"",
        "T2 = \"advise\", T3 = \"advise\"",
        Bump::Minor,
        true,
    ),
    (
        "T2 = \"require\", T3 = \"off\"",
        "T2 = \"require\", T3 = \"advise\"",
        Bump::Major,
        false,
    ),
    (
        "id = \"OWN-02\"",
        "id = \"OWN-02\"\nrev = 2",
        Bump::Major,
        false,
    ),
    ("target = 150", "target = 140", Bump::Major, false),
    ("target = 150", "target = 160", Bump::Major, true),
    ("partial_at = 180", "partial_at = 181", Bump::Major, true),
    ("min = 1", "min = 2", Bump::Major, false),
    (
        "max_age_days = 180",
        "max_age_days = 365",
        Bump::Minor,
        true,
    ),
    (
        "evidence = { for",
        "na = { allowed = true }\nevidence = { for",
        Bump::Minor,
        true,
    ),
    (
        "waivable = [\"T2\", \"T3\"]",
        "waivable = [\"T3\"]",
        Bump::Major,
        false,
    ),
    ("waivable = [\"T2\", \"T3\"]", "", Bump::Minor, true),
    (
        "waiver_max_days = 90",
        "waiver_max_days = 91",
        Bump::Minor,
        true,
    ),
    ("waiver_max_days = 90", "", Bump::Minor, true),
    (
        "waiver_max_days = 90",
        "waiver_max_days = 30",
        Bump::Major,
        false,
    ),
    (
        "severity = \"high\"",
        "severity = \"critical\"",
        Bump::Minor,
        false,
    ),
    (
        "gate = \"G2\"",
        "gate = \"G2\"\nper = \"decision\"",
        Bump::Major,
        false,
    ),
];

#[test]
fn each_change_has_the_bump_its_meaning_asks_for() {
    for (find, put, bump, loosens) in CASES {
        let diff = diff(find, put);
        let is_loose = diff.changes.iter().any(|change| change.loosens);
        assert_eq!(
            (diff.least, is_loose),
            (*bump, *loosens),
            "{find} → {put}: {:?}",
            diff.changes
        );
        assert!(!diff.is_enough, "{find} → {put}");
        assert_eq!(diff.least_version, bump.after(diff.from.1));
    }
}

#[test]
fn an_item_that_came_is_minor_unless_it_blocks() {
    let item = "\n[[section.item]]\nid = \"OWN-03\"\nask = \"Is it?\"\nforce = { T1 = \"require\", T2 = \"advise\", T3 = \"off\" }\n";
    let blocker = item.replace("T1 = \"require\"", "T1 = \"block\"");
    let end = "partial_at = 180\n";
    for (item, bump) in [(item, Bump::Minor), (&blocker, Bump::Major)] {
        assert_eq!(diff(end, &format!("{end}{item}")).least, bump);
    }
}

#[test]
fn an_item_that_went_is_major_and_loosens() {
    let (before, _) = PACK
        .split_once("[[section.item]]\nid = \"OWN-02\"")
        .unwrap();
    let diff = compare_packs(&read_pack(PACK).unwrap(), &read_pack(before).unwrap());
    assert_eq!(diff.least, Bump::Major);
    assert!(
        diff.changes
            .iter()
            .any(|change| change.loosens && change.item.as_deref() == Some("OWN-02"))
    );
}

#[test]
fn a_version_is_enough_when_it_is_the_least_or_higher() {
    let relaxed = "T2 = \"advise\", T3 = \"advise\"";
    for (version, is_enough) in [
        ("1.4.3", false),
        ("1.5.0", true),
        ("1.6.3", true),
        ("2.0.0", true),
        ("1.3.9", false),
    ] {
        let text = PACK
            .replace("T2 = \"require\", T3 = \"advise\"", relaxed)
            .replace("1.4.2", version);
        let diff = compare_packs(&read_pack(PACK).unwrap(), &read_pack(&text).unwrap());
        assert_eq!(diff.is_enough, is_enough, "{version}");
    }
}

#[test]
fn the_same_text_needs_nothing_and_other_bytes_need_a_patch() {
    let pack = read_pack(PACK).unwrap();
    let diff = compare_packs(&pack, &pack);
    assert_eq!((diff.least, diff.is_enough), (Bump::None, true));
    let diff = with_other_bytes(diff);
    assert_eq!((diff.least, diff.is_enough), (Bump::Patch, false));
}

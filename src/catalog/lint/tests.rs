//! One fixture for each rule that shows exactly that finding, and a sibling beside it that shows none.

use std::path::Path;

use super::*;
use crate::catalog::{read_pack, read_register, read_rubric};

mod fixtures;

use fixtures::{PACK, REGISTER, RUBRIC};

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

/// What is found in a pack; with an earlier version it is the one that was pinned.
fn found(text: &str, earlier: Option<&str>) -> Vec<Finding> {
    let catalog = Catalog::with(None);
    let entry = Entry::new(read_pack(text).unwrap(), text, Some("own.toml".into()));
    let pinned = earlier.map(|text| {
        let pack = read_pack(text).unwrap();
        let id = pack.head.id.clone();
        (id, (Digest::of(text.as_bytes()), Arc::new(pack)))
    });
    catalog.lint_pack(
        &entry,
        Inquiry {
            as_of: day(),
            active_waivers: &BTreeSet::new(),
            pinned: &pinned.into_iter().collect(),
        },
    )
}

fn found_in_rubric(text: &str) -> Vec<Finding> {
    let entry = Entry::new(read_rubric(text).unwrap(), text, Some("own.toml".into()));
    Catalog::with(None).lint_rubric(&entry, day())
}

fn found_in_register(text: &str) -> Vec<Finding> {
    let entry = Entry::new(read_register(text).unwrap(), text, Some("own.toml".into()));
    Catalog::lint_register(&entry, day())
}

fn changed(text: &str, (find, put): (&str, &str)) -> String {
    assert!(text.contains(find), "the fixture changes nothing: {find}");
    text.replacen(find, put, 1)
}

/// The rule that is broken, the item, and the line that is told.
fn only(findings: &[Finding]) -> (Rule, Option<&str>, Option<usize>) {
    match findings {
        [one] => {
            assert_eq!(one.file, Path::new("own.toml"));
            assert!(!one.what.is_empty() && one.remedy.ends_with('.'), "{one:?}");
            (one.rule, one.item.as_deref(), one.line)
        }
        other => unreachable!("not one finding: {other:#?}"),
    }
}

fn line_of(text: &str, what: &str) -> Option<usize> {
    text.lines()
        .position(|line| line.contains(what))
        .map(|at| at + 1)
}

#[test]
fn a_pack_a_rubric_and_a_table_without_a_defect_show_none() {
    assert_eq!(found(PACK, None), []);
    assert_eq!(found(PACK, Some(PACK)), []);
    assert_eq!(found_in_rubric(RUBRIC), []);
    assert_eq!(found_in_register(REGISTER), []);
}

#[test]
fn the_shipped_packs_are_clean() {
    let findings = Catalog::with(None).lint(Inquiry {
        as_of: day(),
        active_waivers: &BTreeSet::new(),
        pinned: &BTreeMap::new(),
    });
    let told: Vec<String> = findings
        .iter()
        .map(|it| {
            format!(
                "{}:{:?} {} {:?} {}",
                it.file.display(),
                it.line,
                it.rule.word(),
                it.item,
                it.what
            )
        })
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

/// What is changed in the pack, which rule it breaks, and which line is told (by what stands in it).
const BREAKS: &[(Rule, (&str, &str), &str)] = &[
    (Rule::PL02, ("\"house:7\"", "\"hause:7\""), "refs = "),
    (Rule::PL03, ("severity = \"high\"\n", ""), "OWN-01"),
    (
        Rule::PL03,
        ("verify = \"Open the graph of the last 30 days.\"\n", ""),
        "OWN-02",
    ),
    (Rule::PL03, ("People leave when they wait.", " "), "OWN-02"),
    (
        Rule::PL04,
        ("Is the way back", "Understand: is the way back"),
        "Understand",
    ),
    (
        Rule::PL04,
        ("Is the latency", "Review whether the latency"),
        "Review whether",
    ),
    (
        Rule::PL05,
        ("fact = \"workload\"", "fact = \"workloads\""),
        "applies_when",
    ),
    (
        Rule::PL05,
        ("is = [\"online\"]", "is = [\"on-line\"]"),
        "applies_when",
    ),
    (
        Rule::PL05,
        ("at_least = \"partner\"", "at_least = \"partners\""),
        "visible_when",
    ),
    (
        Rule::PL05,
        (
            "fact = \"exposure\", at_least = \"partner\"",
            "fact = \"workload\", at_least = \"rag\"",
        ),
        "visible_when",
    ),
    (
        Rule::PL05,
        (
            "fact = \"exposure\", at_least = \"partner\"",
            "factor = \"harm\", at_least = 1",
        ),
        "visible_when",
    ),
    (
        Rule::PL05,
        (
            "fact = \"exposure\", at_least = \"partner\"",
            "fact = \"one_way_door\", is = [\"yes\"]",
        ),
        "visible_when",
    ),
    (
        Rule::PL06,
        ("below the bar?", "below the bar? Since when?"),
        "Since when",
    ),
    (
        Rule::PL06,
        ("rehearsed at", "rehearsed and/or described at"),
        "and/or",
    ),
    (
        Rule::PL06,
        ("below the bar?", "below the bar."),
        "Is the latency",
    ),
    (
        Rule::PL07,
        (
            "fact = \"exposure\", at_least = \"partner\"",
            "all = [{ fact = \"exposure\", is = [\"none\"] }, { fact = \"exposure\", at_least = \"partner\" }]",
        ),
        "visible_when",
    ),
    (
        Rule::PL07,
        (
            "fact = \"exposure\", at_least = \"partner\"",
            "all = [{ fact = \"regulated\", is = [\"none\"] }, { fact = \"regulated\", is = [\"finance\"] }]",
        ),
        "visible_when",
    ),
    (
        Rule::PL08,
        (
            "force = { T1 = \"require\", T2 = \"require\", T3 = \"off\" }",
            "force = { T1 = \"off\", T2 = \"off\", T3 = \"off\" }",
        ),
        "T1 = \"off\"",
    ),
    (
        Rule::PL09,
        (
            "force = { T1 = \"require\", T2 = \"require\", T3 = \"off\" }",
            "weight = 0\nforce = { T1 = \"advise\", T2 = \"advise\", T3 = \"off\" }",
        ),
        "OWN-02",
    ),
    (
        Rule::PL11,
        (
            "refs = [\"house:7\"]",
            "waivable = []\nna = { allowed = true }",
        ),
        "na = ",
    ),
    (
        Rule::PL12,
        ("status = \"current\"", "status = \"withdrawn\""),
        "withdrawn",
    ),
    (
        Rule::PL12,
        ("status = \"current\"", "status = \"superseded\""),
        "superseded",
    ),
    (
        Rule::PL13,
        ("review_by = 2027-06-30", "review_by = 2026-11-21"),
        "review_by",
    ),
    (
        Rule::PL16,
        (
            "T2 = \"require\", T3 = \"advise\"",
            "T2 = \"advise\", T3 = \"require\"",
        ),
        "T3 = \"require\"",
    ),
    (
        Rule::PL16,
        (
            "T1 = \"require\", T2 = \"require\", T3 = \"off\"",
            "T1 = \"score\", T2 = \"advise\", T3 = \"off\"",
        ),
        "T1 = \"score\"",
    ),
    (
        Rule::PL18,
        ("T1 = \"block\"", "T1 = \"require\""),
        "own.first-steps",
    ),
    (
        Rule::PL19,
        (
            "[[section]]\n",
            "[[section]]\nid = \"hollow\"\ntitle = \"Hollow\"\n\n[[section]]\n",
        ),
        "hollow",
    ),
    (Rule::PL20, ("unit = \"ms\"\n", ""), "scale = "),
    (Rule::PL20, ("target = 150\n", ""), "scale = "),
    (
        Rule::PL20,
        (
            "metric = \"latency_p95\"\nunit = \"ms\"\nop = \"<=\"\ntarget = 150\npartial_at = 180\n",
            "",
        ),
        "scale = ",
    ),
    (
        Rule::PL20,
        ("partial_at = 180", "partial_at = 120"),
        "scale = ",
    ),
    (
        Rule::PL20,
        ("op = \"<=\"", "op = \"in\"\nlo = 70\nhi = 40"),
        "scale = ",
    ),
    (
        Rule::PL21,
        ("refs = [\"house:7\"]", "same_as = [\"ORR-999\"]"),
        "same_as",
    ),
    (
        Rule::PL21,
        ("refs = [\"house:7\"]", "same_as = [\"OWN-02\"]"),
        "same_as",
    ),
];

#[test]
fn each_rule_finds_its_fixture_and_nothing_else() {
    for (rule, change, at) in BREAKS {
        let text = changed(PACK, *change);
        let findings = found(&text, None);
        let (found, _, line) = only(&findings);
        assert_eq!(found, *rule, "{change:?}");
        assert_eq!(line, line_of(&text, at), "{change:?}");
    }
}

/// Changes that look like the ones above and break nothing.
#[test]
fn the_sibling_of_each_fixture_is_clean() {
    let long_enough = format!("{}?", "x".repeat(239));
    let clean: &[(&str, &str)] = &[
        ("\"house:7\"", "\"house\""),
        ("severity = \"high\"\n", "severity = \"low\"\n"),
        ("Is the way back", "Reviewers can see that the way back is"),
        ("is = [\"online\"]", "is = [\"online\", \"batch\"]"),
        (
            "fact = \"workload\", is = [\"online\"]",
            "fact = \"vendors\", is = [\"somebody\"]",
        ),
        (
            "fact = \"exposure\", at_least = \"partner\"",
            "fact = \"one_way_door\", is = [true]",
        ),
        (
            "fact = \"exposure\", at_least = \"partner\"",
            "all = [{ fact = \"regulated\", is = [\"finance\"] }, { fact = \"regulated\", is = [\"gxp-direct\"] }]",
        ),
        (
            "fact = \"exposure\", at_least = \"partner\"",
            "any = [{ fact = \"exposure\", is = [\"none\"] }, { fact = \"exposure\", at_least = \"partner\" }]",
        ),
        (
            "force = { T1 = \"require\", T2 = \"require\", T3 = \"off\" }",
            "force = { T1 = \"advise\", T2 = \"off\", T3 = \"off\" }",
        ),
        (
            "force = { T1 = \"require\"",
            "weight = 0\nforce = { T1 = \"require\"",
        ),
        (
            "refs = [\"house:7\"]",
            "waivable = [\"T3\"]\nna = { allowed = true }",
        ),
        (
            "refs = [\"house:7\"]",
            "waivable = []\nna = { allowed = false }",
        ),
        ("status = \"current\"", "status = \"draft\""),
        ("review_by = 2027-06-30", "review_by = 2026-11-22"),
        ("Is the latency below the bar?", &long_enough),
        (
            "T2 = \"require\", T3 = \"advise\"",
            "T2 = \"block\", T3 = \"block\"",
        ),
        ("partial_at = 180", "partial_at = 150.5"),
        ("refs = [\"house:7\"]", "same_as = [\"ORR-26\"]"),
        ("refs = [\"house:7\"]", "same_as = [\"ELSEWHERE-01\"]"),
    ];
    for change in clean {
        assert_eq!(found(&changed(PACK, *change), None), [], "{change:?}");
    }
}

#[test]
fn an_id_that_stands_twice_is_told_where_it_stands_the_second_time() {
    let text = changed(PACK, ("id = \"OWN-02\"", "id = \"OWN-01\""));
    assert_eq!(
        only(&found(&text, None)),
        (Rule::PL01, Some("OWN-01"), Some(33))
    );

    let text = changed(PACK, ("id = \"OWN-02\"", "id = \"RAG-04\""));
    let findings = found(&text, None);
    assert_eq!(only(&findings).0, Rule::PL01);
    assert!(findings[0].what.contains("ra.rag-llm"));

    let second = "[[ref]]\nid = \"house\"\ntitle = \"T\"\nstatus = \"current\"\nas_of = 2026-09-01\n\n[[section]]";
    let text = changed(PACK, ("[[section]]", second));
    assert_eq!(only(&found(&text, None)), (Rule::PL01, None, Some(20)));
}

#[test]
fn a_text_of_more_than_240_characters_is_too_long_and_counted_in_characters() {
    let long = format!("{}?", "ü".repeat(240));
    let text = changed(PACK, ("Is the latency below the bar?", &long));
    assert_eq!(only(&found(&text, None)).0, Rule::PL14);
    let text = changed(PACK, ("Open the graph of the last 30 days.", &long));
    assert_eq!(only(&found(&text, None)).2, line_of(&text, "üüü"));
}

#[test]
fn an_item_nobody_the_pack_is_for_can_see_is_asked_at_no_tier() {
    let narrow = "applies_when = { fact = \"exposure\", is = [\"internal\"] }";
    let text = changed(
        PACK,
        (
            "applies_when = { fact = \"workload\", is = [\"online\"] }",
            narrow,
        ),
    );
    assert_eq!(only(&found(&text, None)).0, Rule::PL08);
    let wide = narrow.replace("internal", "external");
    let text = changed(
        PACK,
        (
            "applies_when = { fact = \"workload\", is = [\"online\"] }",
            &wide,
        ),
    );
    assert_eq!(found(&text, None), []);
}

#[test]
fn a_pack_of_scores_only_needs_no_blocker() {
    let scores = PACK
        .replace(
            "T1 = \"block\", T2 = \"require\", T3 = \"advise\"",
            "T1 = \"score\", T2 = \"score\", T3 = \"score\"",
        )
        .replace(
            "T1 = \"require\", T2 = \"require\", T3 = \"off\"",
            "T1 = \"score\", T2 = \"score\", T3 = \"score\"",
        );
    assert_eq!(found(&scores, None), []);
}

#[test]
fn an_empty_pack_and_one_that_weighs_nothing_are_told() {
    let (head, _) = PACK.split_once("[[section]]").unwrap();
    assert_eq!(only(&found(head, None)).0, Rule::PL19);

    let text = PACK.replace("severity = ", "weight = 0\nseverity = ");
    assert_eq!(only(&found(&text, None)).0, Rule::PL19);
}

#[test]
fn a_text_that_changed_needs_a_revision_or_the_word_that_it_means_the_same() {
    let reworded =
        changed(PACK, ("below the bar?", "below the agreed bar?")).replace("1.0.0", "1.0.1");
    assert_eq!(
        only(&found(&reworded, Some(PACK))),
        (Rule::PL15, Some("OWN-02"), line_of(&reworded, "OWN-02"))
    );

    let same = changed(
        &reworded,
        ("id = \"OWN-02\"", "id = \"OWN-02\"\nwording_only = true"),
    );
    assert_eq!(found(&same, Some(PACK)), []);

    let revised = changed(&reworded, ("id = \"OWN-02\"", "id = \"OWN-02\"\nrev = 2"))
        .replace("1.0.1", "2.0.0");
    assert_eq!(found(&revised, Some(PACK)), []);
}

#[test]
fn a_version_that_did_not_rise_enough_is_told_with_the_least_one() {
    let tightened = changed(PACK, ("T3 = \"advise\"", "T3 = \"require\""));
    for version in ["1.0.0", "1.0.1", "1.9.0"] {
        let text = tightened.replace("1.0.0", version);
        let findings = found(&text, Some(PACK));
        assert_eq!(only(&findings), (Rule::PL22, None, Some(5)), "{version}");
        assert!(findings[0].remedy.contains("2.0.0"));
    }
    assert_eq!(found(&tightened.replace("1.0.0", "2.0.0"), Some(PACK)), []);

    let commented = format!("# ours\n{PACK}");
    assert_eq!(only(&found(&commented, Some(PACK))).0, Rule::PL22);
    assert_eq!(found(&commented.replace("1.0.0", "1.0.1"), Some(PACK)), []);
}

#[test]
fn a_rubric_is_held_against_its_rules() {
    let cap_of_factor = "when = { all = [{ fact = \"stage\", is = [\"discovery\"] }, { factor = \"harm\", at_least = 2 }] }";
    let breaks: &[(Rule, (&str, &str))] = &[
        (Rule::PL01, ("id = \"reach\"", "id = \"harm\"")),
        (
            Rule::PL02,
            ("weight = 1", "weight = 1\nrefs = [\"house:1\"]"),
        ),
        (Rule::PL05, ("factor = \"harm\"", "factor = \"pain\"")),
        (Rule::PL05, ("at_least = 1", "at_least = 3")),
        (Rule::PL05, ("is = [\"discovery\"]", "is = [\"dreaming\"]")),
        (
            Rule::PL07,
            (
                "when = { fact = \"stage\", is = [\"discovery\"] }",
                "when = { all = [{ fact = \"stage\", is = [\"discovery\"] }, { fact = \"stage\", is = [\"mvp\"] }] }",
            ),
        ),
        (
            Rule::PL10,
            (
                "when = { fact = \"stage\", is = [\"discovery\"] }",
                cap_of_factor,
            ),
        ),
        (
            Rule::PL13,
            ("scale_max = 2", "scale_max = 2\nreview_by = 2026-01-01"),
        ),
        (
            Rule::PL16,
            ("tier = \"T2\"\nfrom = 3000", "tier = \"T1\"\nfrom = 3000"),
        ),
        (Rule::PL17, ("from = 0", "from = 100")),
        (Rule::PL17, ("from = 3000", "from = 6000")),
        (Rule::PL17, ("from = 6000", "from = 10001")),
        (
            Rule::PL17,
            (
                "anchors = [\"none\", \"some\", \"much\"]",
                "anchors = [\"none\", \"much\"]",
            ),
        ),
    ];
    for (rule, change) in breaks {
        let findings = found_in_rubric(&changed(RUBRIC, *change));
        assert_eq!(only(&findings).0, *rule, "{change:?}");
    }
    let weightless = RUBRIC
        .replace("weight = 2", "weight = 0")
        .replace("weight = 1", "weight = 0");
    assert_eq!(only(&found_in_rubric(&weightless)).0, Rule::PL19);
}

#[test]
fn a_table_has_one_rising_band_for_each_pair() {
    let cell = "[[cell]]\nlikelihood = 2\nimpact = 2\nband = \"high\"";
    let breaks: &[(Rule, (&str, &str))] = &[
        (
            Rule::PL05,
            (cell, "[[cell]]\nlikelihood = 2\nimpact = 2\nband = \"hot\""),
        ),
        (
            Rule::PL10,
            (cell, "[[cell]]\nlikelihood = 2\nimpact = 2\nband = \"low\""),
        ),
        (Rule::PL17, (cell, "")),
        (
            Rule::PL17,
            ("likelihood = 2\nimpact = 1", "likelihood = 3\nimpact = 1"),
        ),
    ];
    for (rule, change) in breaks {
        let findings = found_in_register(&changed(REGISTER, *change));
        assert_eq!(
            findings.first().map(|it| it.rule),
            Some(*rule),
            "{change:?}"
        );
        assert!(findings.iter().all(|it| it.rule == *rule), "{findings:#?}");
    }
}

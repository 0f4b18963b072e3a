//! Titles, dates, people and tags, replaced and inserted, and a status where none stood.

use super::*;

const NYGARD: &str = "# 7. Use X\n\nDate: 2024-01-02\n\n## Status\n\nAccepted\n\n## Context\n\nc\n\n## Decision\n\nd\n";
const MADR: &str = "# Use X\n\n* Status: accepted\n* Deciders: Ann Oak, Ben Elm\n* Date: 2024-01-02\n\n## Context and Problem Statement\n\nc\n\n## Considered Options\n\n* A\n";
const SETTINGS: &str = "---\nstatus: accepted\ndate: 2024-01-02\ndecision-makers: Ann Oak\n---\n\n# Use X\n\n## Context and Problem Statement\n\nc\n\n## Considered Options\n\n* A\n";

/// One line of a text in the place of another.
#[track_caller]
fn line(path: &str, text: &str, change: FactChange, (before, after): (&str, &str)) {
    assert!(text.contains(before), "{before} stands in the text");
    changed(path, text, change, &text.replacen(before, after, 1));
}

#[test]
fn the_number_of_a_title_stays() {
    let to = || FactChange::Title("Use `Y`, not Z".to_owned());
    for (before, after) in [
        ("# 7. Use X\n", "# 7. Use `Y`, not Z\n"),
        ("# ADR-0007: Use X #\n", "# ADR-0007: Use `Y`, not Z #\n"),
        (
            "# [ADR-7] Use X <!-- so -->\n",
            "# [ADR-7] Use `Y`, not Z <!-- so -->\n",
        ),
        ("Use X\n=====\n", "Use `Y`, not Z\n=====\n"),
    ] {
        let text = |title: &str| format!("{title}\n## Status\n\nAccepted\n\n## Context\n");
        changed("0007-x.md", &text(before), to(), &text(after));
    }
    changed(
        "0007-x.adoc",
        "= ADR-7: Use X\n\n== Status\n\nAccepted\n",
        to(),
        "= ADR-7: Use `Y`, not Z\n\n== Status\n\nAccepted\n",
    );
    changed(
        "0007-x.rst",
        "=========\n 7. Use X\n=========\n\nStatus\n------\n\nAccepted\n",
        to(),
        "==================\n 7. Use `Y`, not Z\n==================\n\nStatus\n------\n\nAccepted\n".replace("==================", "=================").as_str(),
    );
}

#[test]
fn a_title_of_the_settings_and_the_heading_change_together() {
    let text = |title: &str, heading: &str| {
        format!("---\ntitle: {title}\nstatus: accepted\n---\n\n# {heading}\n\nc\n")
    };
    let to = || FactChange::Title("Use Y: \"now\"".to_owned());
    changed(
        "0007-x.md",
        &text("\"7. Use X\"", "Use X"),
        to(),
        &text("\"7. Use Y: \\\"now\\\"\"", "Use Y: \"now\""),
    );
    changed(
        "0007-x.md",
        &text("Use X", "Something else"),
        to(),
        &text("\"Use Y: \\\"now\\\"\"", "Something else"),
    );
    assert!(write_one("0007-x.md", MADR, FactChange::Title("8. Use X".to_owned())).is_err());
    assert!(write_one("0007-x.md", NYGARD, FactChange::Title("a\nb".to_owned())).is_err());
}

#[test]
fn a_text_without_title_gets_a_heading() {
    changed(
        "0007-x.md",
        "## Context\n\nc\n\n## Decision\n\nd\n",
        FactChange::Title("Use Y".to_owned()),
        "# Use Y\n\n## Context\n\nc\n\n## Decision\n\nd\n",
    );
}

#[test]
fn a_date_keeps_its_form_and_its_place() {
    let to = || FactChange::Date(Some(date("2025-03-14")));
    line("0007-x.md", NYGARD, to(), ("2024-01-02", "2025-03-14"));
    line("0007-x.md", MADR, to(), ("2024-01-02", "2025-03-14"));
    line("0007-x.md", SETTINGS, to(), ("2024-01-02", "2025-03-14"));
    for (before, after) in [
        ("* Date: 17.01.2024 (first)", "* Date: 14.03.2025 (first)"),
        ("* Date: 3rd January 2024", "* Date: 14th March 2025"),
        ("* Date: 03/02/2024", "* Date: 2025-03-14"),
        (
            "* Date: [YYYY-MM-DD when it was decided] <!-- optional -->",
            "* Date: 2025-03-14 <!-- optional -->",
        ),
        (
            "* Date: YYYY-MM-DD <!-- when --> or so",
            "* Date: 2025-03-14",
        ),
        ("* Date:", "* Date: 2025-03-14"),
    ] {
        let text = MADR.replace("* Date: 2024-01-02", before);
        line("0007-x.md", &text, to(), (before, after));
    }
    let settings = SETTINGS.replace("date: 2024-01-02", "date: \"{YYYY-MM-DD}\" # when");
    line("0007-x.md", &settings, to(), ("{YYYY-MM-DD}", "2025-03-14"));
    let settings = SETTINGS.replace("date: 2024-01-02", "date: # when");
    line("0007-x.md", &settings, to(), ("date:", "date: 2025-03-14"));
}

#[test]
fn a_date_of_the_status_or_of_a_section_changes_there() {
    let text = |status: &str| format!("# 7. Use X\n\n## Status\n\n{status}\n\n## Context\n");
    let to = || FactChange::Date(Some(date("2025-03-14")));
    changed(
        "0007-x.md",
        &text("Accepted (2024-01-02)"),
        to(),
        &text("Accepted (2025-03-14)"),
    );
    changed(
        "0007-x.md",
        &text("Accepted (2024-01-02)"),
        FactChange::Date(None),
        &text("Accepted"),
    );
    changed(
        "0007-x.md",
        &text("2024-01-02: Accepted"),
        FactChange::Date(None),
        &text("Accepted"),
    );
    let section =
        |date: &str| format!("# Use X\n\n## Status\n\nAccepted\n\n{date}## Context\n\nc\n");
    changed(
        "0007-x.md",
        &section("## Date\n\n2024-01-02\n\n"),
        to(),
        &section("## Date\n\n2025-03-14\n\n"),
    );
    changed(
        "0007-x.md",
        &section("## Date\n\n2024-01-02\n\n"),
        FactChange::Date(None),
        &section(""),
    );
}

#[test]
fn a_new_fact_stands_with_the_others_and_goes_without_a_trace() {
    let review = || FactChange::ReviewBy(Some(date("2026-01-02")));
    for (text, after) in [
        (
            NYGARD,
            NYGARD.replace(
                "Date: 2024-01-02\n",
                "Date: 2024-01-02\n\nReview by: 2026-01-02\n",
            ),
        ),
        (
            MADR,
            MADR.replace(
                "* Date: 2024-01-02\n",
                "* Date: 2024-01-02\n* Review by: 2026-01-02\n",
            ),
        ),
        (
            SETTINGS,
            SETTINGS.replace(
                "date: 2024-01-02\n",
                "date: 2024-01-02\nreview-by: 2026-01-02\n",
            ),
        ),
    ] {
        changed("0007-x.md", text, review(), &after);
        changed("0007-x.md", &after, FactChange::ReviewBy(None), text);
    }
}

#[test]
fn a_new_fact_wears_the_dress_of_its_neighbours() {
    let review = || FactChange::ReviewBy(Some(date("2026-01-02")));
    let tags = FactChange::Tags(texts(&["api", "web"]));
    line(
        "0007-x.md",
        MADR,
        tags.clone(),
        (
            "* Date: 2024-01-02\n",
            "* Date: 2024-01-02\n* Tags: api, web\n",
        ),
    );
    line(
        "0007-x.md",
        SETTINGS,
        tags,
        (
            "decision-makers: Ann Oak\n",
            "decision-makers: Ann Oak\ntags: [api, web]\n",
        ),
    );
    changed(
        "0007-x.adoc",
        "= Use X\n:adr_status: accepted\n\n== Context\n",
        FactChange::Date(Some(date("2025-03-14"))),
        "= Use X\n:adr_status: accepted\n:adr_date: 2025-03-14\n\n== Context\n",
    );
    changed(
        "0007-x.rst",
        "Use X\n=====\n\nStatus\n------\n\nAccepted\n",
        FactChange::Date(Some(date("2025-03-14"))),
        "Use X\n=====\n\n:Date: 2025-03-14\n\nStatus\n------\n\nAccepted\n",
    );
    let table = "# Use X\n\n| Field        | Value      |\n|--------------|------------|\n| **Status**   | Accepted   |\n| **Date**     | 2024-01-02 |\n\n## Context\n";
    line(
        "0007-x.md",
        table,
        FactChange::People(PeopleRole::Deciders, texts(&["Ann Oak"])),
        (
            "| **Status**   | Accepted   |\n",
            "| **Status**   | Accepted   |\n| **Deciders** | Ann Oak    |\n",
        ),
    );
    let several = "# Use X\n\n**Status:** Draft | **Date:** 2024-01-02\n\n## Context\n";
    line(
        "0007-x.md",
        several,
        review(),
        ("2024-01-02", "2024-01-02 | **Review by:** 2026-01-02"),
    );
    line(
        "0007-x.md",
        several,
        FactChange::Date(None),
        (" | **Date:** 2024-01-02", ""),
    );
}

#[test]
fn names_are_listed_as_they_were() {
    let to = |names: &[&str]| FactChange::People(PeopleRole::Deciders, texts(names));
    line(
        "0007-x.md",
        MADR,
        to(&["Ben Elm", "Cleo"]),
        ("Ann Oak, Ben Elm", "Ben Elm, Cleo"),
    );
    line(
        "0007-x.md",
        SETTINGS,
        to(&["@cleo"]),
        ("decision-makers: Ann Oak", "decision-makers: \"@cleo\""),
    );
    let listed = |list: &str| SETTINGS.replace("decision-makers: Ann Oak", list);
    for (before, after) in [
        (
            "deciders: [Ann Oak, 'Dan: Fir']",
            "deciders: [Ann Oak, Cleo]",
        ),
        (
            "deciders: [\"Ann Oak\"]",
            "deciders: [\"Ann Oak\", \"Cleo\"]",
        ),
        (
            "deciders:\n  - Ann Oak # chair\n  - Dan",
            "deciders:\n  - Ann Oak # chair\n  - Cleo",
        ),
        (
            "deciders: >-\n  Ann Oak,\n  Dan",
            "deciders: >-\n  Ann Oak,\n  Cleo",
        ),
        ("deciders:", "deciders: Ann Oak, Cleo"),
    ] {
        changed(
            "0007-x.md",
            &listed(before),
            to(&["Ann Oak", "Cleo"]),
            &listed(after),
        );
    }
    changed(
        "0007-x.md",
        &listed("deciders:\n  - Ann Oak\n  - Dan"),
        to(&[]),
        &SETTINGS.replace("decision-makers: Ann Oak\n", ""),
    );
    let section = |names: &str| {
        NYGARD.replace(
            "## Context",
            &format!("## Deciders\n\n{names}\n\n## Context"),
        )
    };
    changed(
        "0007-x.md",
        &section("- Ann Oak\n- Dan"),
        to(&["Dan", "Cleo"]),
        &section("- Dan\n- Cleo"),
    );
}

#[test]
fn names_that_a_form_cannot_hold_are_refused() {
    for name in ["Oak, Ann", "", "Ann\nOak", "n/a", " Ann"] {
        let refused = write_one(
            "0007-x.md",
            MADR,
            FactChange::People(PeopleRole::Informed, texts(&[name])),
        );
        assert!(refused.is_err(), "{name}");
    }
    for tag in ["a b", "a,b", ""] {
        assert!(
            write_one("0007-x.md", MADR, FactChange::Tags(texts(&[tag]))).is_err(),
            "{tag}"
        );
    }
}

#[test]
fn a_status_is_inserted_where_the_log_has_it() {
    let bare = "# 8. Use Y\n\nDate: 2024-01-02\n\n<!-- why -->\n## Context\n\nc\n\n## Decision\n\nd\n\n## Consequences\n\ne\n";
    let with = |files: &[(&str, &str)]| {
        Habits::learn(files.iter().map(|(path, text)| (*path, text.as_bytes())))
    };
    let written = |text: &str, habits: &Habits| {
        let written = write(
            "0008-y.md",
            text.as_bytes(),
            &[FactChange::Status(Status::Proposed)],
            habits,
        );
        String::from_utf8(written.expect("it can be written")).expect("text")
    };
    let section = bare.replace("<!-- why -->", "## Status\n\nProposed\n\n<!-- why -->");
    assert_eq!(written(bare, &Habits::default()), section);
    assert_eq!(written(bare, &with(&[("0007-x.md", NYGARD)])), section);
    assert_eq!(
        written(bare, &with(&[("0007-x.md", SETTINGS)])),
        format!("---\nstatus: proposed\n---\n\n{bare}")
    );
    assert_eq!(
        written(
            bare,
            &with(&[
                ("0007-x.md", MADR),
                ("0006-w.md", MADR),
                ("0005-v.md", SETTINGS)
            ])
        ),
        bare.replace("Date: 2024", "Status: proposed\n\nDate: 2024")
    );
    let madr = MADR.replace("* Status: accepted\n", "");
    assert_eq!(
        written(&madr, &Habits::default()),
        MADR.replace("accepted", "proposed")
    );
    let empty = NYGARD.replace("\n\nAccepted", "");
    assert_eq!(
        written(&empty, &Habits::default()),
        NYGARD.replace("Accepted", "Proposed")
    );
    let settings = SETTINGS.replace(" accepted", "");
    assert_eq!(
        written(&settings, &Habits::default()),
        SETTINGS.replace("accepted", "proposed")
    );
}

#[test]
fn line_ends_of_the_file_are_those_of_what_is_inserted() {
    let text = NYGARD.replace('\n', "\r\n");
    let written = write_one(
        "0007-x.md",
        &text,
        FactChange::ReviewBy(Some(date("2026-01-02"))),
    )
    .expect("it can be written");
    assert_eq!(
        written,
        NYGARD
            .replace("-02\n", "-02\n\nReview by: 2026-01-02\n")
            .replace('\n', "\r\n")
    );
}

#[test]
fn a_section_of_tags_that_nobody_reads_is_no_place_for_tags() {
    let log = NYGARD.replace("## Context", "## Tags\n\napi\n\n## Context");
    let habits = Habits::learn([("0006-w.md", log.as_bytes())]);
    let tags = [FactChange::Tags(texts(&["web"]))];
    let written = write("0007-x.md", NYGARD.as_bytes(), &tags, &habits).expect("it can be written");
    let expected = NYGARD.replace("Date: 2024-01-02\n", "Date: 2024-01-02\n\nTags: web\n");
    assert_eq!(String::from_utf8(written).expect("text"), expected);
}

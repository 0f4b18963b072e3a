//! Facts put in where none stood: in the form of the log, below the title, apart from what follows.

use super::*;

fn decided() -> FactChange {
    FactChange::Date(Some(date("2025-03-14")))
}

const SETTINGS: &str = "---\nstatus: accepted\ndate: 2024-01-02\n---\n\n# Use X\n\n## Context and Problem Statement\n\nc\n\n## Considered Options\n\n* A\n";

fn written_in_a_log_with_settings(text: &str, change: FactChange) -> String {
    let habits = Habits::learn([("0007-x.md", SETTINGS.as_bytes())]);
    let written = write("0008-y.md", text.as_bytes(), &[change], &habits);
    String::from_utf8(written.expect("it can be written")).expect("text")
}

#[test]
fn a_line_below_the_title_is_parted_from_the_words_that_follow() {
    changed(
        "0007-x.md",
        "# Use X\nWe use X.\n\n## Context\n\nc\n",
        decided(),
        "# Use X\n\nDate: 2025-03-14\n\nWe use X.\n\n## Context\n\nc\n",
    );
    changed(
        "0007-x.md",
        "# Use X\n\n## Context\n\nc\n",
        decided(),
        "# Use X\n\nDate: 2025-03-14\n\n## Context\n\nc\n",
    );
    changed(
        "0007-x.md",
        "# Use X",
        decided(),
        "# Use X\n\nDate: 2025-03-14",
    );
}

#[test]
fn a_line_below_others_ends_as_they_do() {
    let text = "# Use X\n\n**Status:** Accepted  \n**Date:** 2024-01-02  \n\n## Context\n\nc\n";
    changed(
        "0007-x.md",
        text,
        FactChange::ReviewBy(Some(date("2026-01-02"))),
        &text.replace("-02  \n", "-02  \n**Review by:** 2026-01-02  \n"),
    );
}

#[test]
fn a_log_with_settings_has_its_dates_there() {
    let bare = "# Use Y\n\n## Context\n\nc\n\n## Decision\n\nd\n";
    assert_eq!(
        written_in_a_log_with_settings(bare, decided()),
        format!("---\ndate: 2025-03-14\n---\n\n{bare}")
    );
    let both = "---\ntags: [api]\n---\n# Use Y\n\n* Status: accepted\n\n## Context\n\nc\n";
    assert_eq!(
        written_in_a_log_with_settings(both, decided()),
        both.replace("tags", "date: 2025-03-14\ntags")
    );
    let fields = "# Use Y\n\n* Status: accepted\n\n## Context\n\nc\n";
    assert_eq!(
        written_in_a_log_with_settings(fields, decided()),
        fields.replace("accepted\n", "accepted\n* Date: 2025-03-14\n")
    );
}

#[test]
fn a_page_of_asciidoc_has_its_facts_below_the_title() {
    let text = "= Use X\n\n== Context\n\nc\n";
    for (change, attribute) in [
        (decided(), ":revdate: 2025-03-14"),
        (
            FactChange::ReviewBy(Some(date("2026-01-02"))),
            ":review-by: 2026-01-02",
        ),
        (
            FactChange::People(PeopleRole::Deciders, texts(&["Ann Oak"])),
            ":deciders: Ann Oak",
        ),
        (
            FactChange::People(PeopleRole::Consulted, texts(&["Ann Oak"])),
            ":consulted: Ann Oak",
        ),
        (
            FactChange::People(PeopleRole::Informed, texts(&["Ann Oak"])),
            ":informed: Ann Oak",
        ),
        (FactChange::Tags(texts(&["api"])), ":tags: api"),
    ] {
        let after = text.replace("= Use X\n", &format!("= Use X\n{attribute}\n"));
        changed("0007-x.adoc", text, change, &after);
    }
}

#[test]
fn a_paragraph_above_a_section_is_no_mark_of_it() {
    let bare = "# 8. Use Y\n\n[Notes](notes.md) are kept.\n## Context\n\nc\n\n## Decision\n\nd\n";
    changed(
        "0008-y.md",
        bare,
        FactChange::Status(Status::Proposed),
        &bare.replace("## Context", "\n## Status\n\nProposed\n\n## Context"),
    );
}

#[test]
fn a_heading_inside_a_later_section_does_not_wait_for_the_status() {
    let bare = "# 8. Use Y\n\n## Context\n\nc\n\n## The form\n\n### Status\n\n## Decision\n\nd\n";
    changed(
        "0008-y.md",
        bare,
        FactChange::Status(Status::Proposed),
        &bare.replace("## Context", "## Status\n\nProposed\n\n## Context"),
    );
}

#[test]
fn a_fact_stands_beside_others_of_one_line() {
    let text = "# Use X\n\n**Status:** Draft | **Date:** 2024-01-02 |\n**Deciders:** Ann Oak | **Colour:** red\n\n## Context\n\nc\n";
    changed(
        "0007-x.md",
        text,
        FactChange::ReviewBy(Some(date("2026-01-02"))),
        &text.replace("-02 |", "-02 | **Review by:** 2026-01-02 |"),
    );
}

#[test]
fn a_day_is_no_list_even_where_the_log_lists_it() {
    let habits = Habits::learn([(
        "0007-x.md",
        SETTINGS.replace("2024-01-02", "[2024-01-02]").as_bytes(),
    )]);
    let bare = "---\nstatus: accepted\n---\n\n# Use Y\n\n## Context\n\nc\n\n## Decision\n\nd\n";
    let written = write("0008-y.md", bare.as_bytes(), &[decided()], &habits);
    assert_eq!(
        String::from_utf8(written.expect("it can be written")).expect("text"),
        bare.replace("accepted\n", "accepted\ndate: 2025-03-14\n")
    );
}

#[test]
fn fields_that_blank_lines_part_are_parted_from_a_new_one_too() {
    let text = "# Use X\n\n**Status:** Accepted\n\n**Date:** 2024-01-02\n\n## Context\n\nc\n";
    let lines = text.replace("Accepted\n\n", "Accepted\n");
    let review = || FactChange::ReviewBy(Some(date("2026-01-02")));
    let parted = "-02\n\n**Review by:** 2026-01-02\n";
    changed("0007-x.md", text, review(), &text.replace("-02\n", parted));
    let joined = "-02\n**Review by:** 2026-01-02\n";
    changed(
        "0007-x.md",
        &lines,
        review(),
        &lines.replace("-02\n", joined),
    );
}

#[test]
fn settings_in_toml_have_their_texts_in_quotes_and_their_days_bare() {
    let text = "+++\nstatus = \"accepted\"\n+++\n\n# Use X\n\n## Context\n\nc\n";
    let deciders = |names: &[&str]| FactChange::People(PeopleRole::Deciders, texts(names));
    for (change, line) in [
        (decided(), "date = 2025-03-14"),
        (deciders(&["Ann Oak"]), "decision-makers = \"Ann Oak\""),
        (
            deciders(&["Ann Oak", "Ben Elm"]),
            "decision-makers = [\"Ann Oak\", \"Ben Elm\"]",
        ),
        (FactChange::Tags(texts(&["api"])), "tags = [\"api\"]"),
    ] {
        let after = text.replace("accepted\"\n", &format!("accepted\"\n{line}\n"));
        changed("0007-x.md", text, change, &after);
    }
}

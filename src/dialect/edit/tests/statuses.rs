//! A status in the place of another.

use super::*;

#[track_caller]
fn becomes(path: &str, before: &str, to: Status, after: &str) {
    let written = write_one(path, before, FactChange::Status(to));
    assert_eq!(written.as_deref(), Ok(after), "{before:?}");
}

#[track_caller]
fn section(before: &str, to: Status, after: &str) {
    let text = |status: &str| {
        format!(
            "# 1. Use X\n\nDate: 2024-01-02\n\n## Status\n\n{status}\n\n## Context\n\nIt was accepted.\n\n## Decision\n\nx\n"
        )
    };
    becomes("0001-x.md", &text(before), to, &text(after));
}

#[test]
fn only_the_word_of_a_section_changes() {
    use Status::{Accepted, Deferred, Deprecated, InReview, Proposed, Rejected};
    for (before, to, after) in [
        ("Accepted", Proposed, "Proposed"),
        ("accepted.", Deprecated, "deprecated."),
        ("ACCEPTED", InReview, "IN REVIEW"),
        ("In Review", Accepted, "Accepted"),
        ("On Hold", InReview, "In Review"),
        ("- Proposed", Accepted, "- Accepted"),
        ("**Accepted**", Rejected, "**Rejected**"),
        ("`Accepted`", Rejected, "`Rejected`"),
        ("✅ Accepted", Deferred, "✅ Deferred"),
        (
            "Accepted (2024-01-03)",
            Deprecated,
            "Deprecated (2024-01-03)",
        ),
        (
            "** Approved ** via TSC vote on 2021-01-26",
            Rejected,
            "** Rejected ** via TSC vote on 2021-01-26",
        ),
        (
            "Accepted (lazy consensus) & implemented",
            Proposed,
            "Proposed (lazy consensus) & implemented",
        ),
        (
            "2024-01-02 proposed\n\n2024-02-03 accepted",
            Deprecated,
            "2024-01-02 proposed\n\n2024-02-03 deprecated",
        ),
        (
            "~~Proposed~~ Accepted",
            Deprecated,
            "~~Proposed~~ Deprecated",
        ),
        (
            "This decision has been accepted",
            Rejected,
            "This decision has been rejected",
        ),
        (
            "Status: Draft <!-- Draft | Proposed | Rejected -->",
            Proposed,
            "Status: Proposed <!-- Draft | Proposed | Rejected -->",
        ),
        (
            "Accepted, supersedes [1. X](0000-x.md)",
            Deprecated,
            "Deprecated, supersedes [1. X](0000-x.md)",
        ),
        (
            "Proposed\n\nAmends [1. X](0000-x.md)\n\nWait for it.",
            Accepted,
            "Accepted\n\nAmends [1. X](0000-x.md)\n\nWait for it.",
        ),
        ("Akzeptiert", Rejected, "Rejected"),
        ("accepté", Rejected, "rejected"),
    ] {
        section(before, to, after);
    }
}

#[test]
fn the_choice_of_a_form_gives_way_to_a_word() {
    use Status::{Accepted, Deferred, Proposed};
    for (before, to, after) in [
        (
            "{proposed | rejected | accepted | deprecated}",
            Accepted,
            "Accepted",
        ),
        (
            "[proposed | accepted] <!-- optional -->",
            Proposed,
            "Proposed <!-- optional -->",
        ),
        (
            "What is the status, such as proposed, accepted, rejected, superseded?",
            Accepted,
            "Accepted",
        ),
        (
            "Proposed | **Accepted** | Rejected",
            Proposed,
            "**Proposed** | Accepted | Rejected",
        ),
        ("Proposed | **Accepted** | Rejected", Deferred, "Deferred"),
        ("**Accepted** (5/7)", Deferred, "**Deferred** (5/7)"),
        (
            "**Accepted**, proposed before and never rejected",
            Deferred,
            "**Deferred**, proposed before and never rejected",
        ),
        (
            "- [x] proposed\n- [ ] accepted",
            Accepted,
            "- [ ] proposed\n- [x] accepted",
        ),
        (
            "- [ ] proposed\n- [ ] accepted",
            Proposed,
            "- [x] proposed\n- [ ] accepted",
        ),
        (
            "- [x] proposed\n- [ ] accepted",
            Deferred,
            "- [x] deferred\n- [ ] accepted",
        ),
    ] {
        section(before, to, after);
    }
}

#[test]
fn words_that_nobody_understands_give_way_too() {
    section("TBD", Status::Proposed, "Proposed");
    section("**experimental**", Status::Accepted, "**accepted**");
    let long = "We think that this is a fine thing to do and that somebody should do it one day.";
    let text = format!("# 1. Use X\n\n## Status\n\n{long}\n\n## Context\n");
    let refused = write_one("0001-x.md", &text, FactChange::Status(Status::Accepted)).unwrap_err();
    assert_eq!(refused.line, Some(5));
}

#[test]
fn each_place_keeps_its_dress() {
    use Status::{Accepted, Proposed};
    let body = "\n\n## Context\n\nx\n";
    for (before, after) in [
        ("* Status: accepted", "* Status: proposed"),
        ("- **Status:** Accepted", "- **Status:** Proposed"),
        ("**Status:** Accepted  ", "**Status:** Proposed  "),
        ("> **Status:** Accepted", "> **Status:** Proposed"),
        (
            "| Key | Value |\n|---|---|\n| **Status** | Accepted |\n| Date | 2024-01-02 |",
            "| Key | Value |\n|---|---|\n| **Status** | Proposed |\n| Date | 2024-01-02 |",
        ),
        (
            "**Status:** Accepted | **Date:** 2024-01-02",
            "**Status:** Proposed | **Date:** 2024-01-02",
        ),
        ("## Status: Accepted", "## Status: Proposed"),
    ] {
        let text = |status: &str| format!("# Use X\n\n{status}{body}");
        becomes("0001-x.md", &text(before), Proposed, &text(after));
    }
    becomes(
        "0001-x.adoc",
        "= 1. Use X\n:adr_status: accepted\n\n== Context\n",
        Proposed,
        "= 1. Use X\n:adr_status: proposed\n\n== Context\n",
    );
    becomes(
        "0001-x.rst",
        "1. Use X\n========\n\nStatus\n------\n\n**Accepted**\n\nContext\n-------\n",
        Proposed,
        "1. Use X\n========\n\nStatus\n------\n\n**Proposed**\n\nContext\n-------\n",
    );
    becomes(
        "0001-x.md",
        "---\nstatus: \"proposed\" # so far\ndate: 2024-01-02\n---\n# Use X\n",
        Accepted,
        "---\nstatus: \"accepted\" # so far\ndate: 2024-01-02\n---\n# Use X\n",
    );
    becomes(
        "0001-x.md",
        "---\nstatus: {proposed | rejected}\n---\n# Use X\n",
        Accepted,
        "---\nstatus: accepted\n---\n# Use X\n",
    );
    becomes(
        "0001-x.md",
        "---\ntags: [Accepted, api]\n---\n# Use X\n",
        Proposed,
        "---\ntags: [Proposed, api]\n---\n# Use X\n",
    );
}

#[test]
fn marks_of_the_file_stay() {
    for before in [
        "\u{feff}# 1. Use X\r\n\r\n## Status\r\n\r\nAccepted\r\n\r\n## Context\r\n",
        "# 1. Use X\r\r## Status\r\rAccepted\r\r## Context",
        "# 1. Use X\n\n## Status\r\n\nAccepted",
    ] {
        becomes(
            "0001-x.md",
            before,
            Status::Proposed,
            &before.replace("Accepted", "Proposed"),
        );
    }
}

#[test]
fn settings_and_text_change_together() {
    let text = |top: &str, body: &str| {
        format!("---\nstatus: {top}\n---\n# Use X\n\n## Status\n\n{body}\n\n## Context\n")
    };
    becomes(
        "0001-x.md",
        &text("accepted", "Accepted"),
        Status::Rejected,
        &text("rejected", "Rejected"),
    );
    becomes(
        "0001-x.md",
        &text("accepted", "**Draft**"),
        Status::Rejected,
        &text("rejected", "**Rejected**"),
    );
}

#[test]
fn a_picture_changes_with_its_address_or_not_at_all() {
    let badge = "![Accepted](https://img.shields.io/badge/adr-accepted-green)";
    section(
        badge,
        Status::InReview,
        "![In review](https://img.shields.io/badge/adr-in%20review-green)",
    );
    let text = "# 1. Use X\n\n## Status\n\n![Accepted](accepted.svg)\n\n## Context\n";
    assert!(write_one("0001-x.md", text, FactChange::Status(Status::Proposed)).is_err());
}

#[test]
fn a_picture_with_many_words_has_its_address_changed_too() {
    section(
        "![Accepted by all of us and by some others](https://img.shields.io/badge/adr-accepted-green)",
        Status::Rejected,
        "![Rejected by all of us and by some others](https://img.shields.io/badge/adr-rejected-green)",
    );
}

#[test]
fn the_successor_is_not_thrown_away_with_the_word() {
    for words in ["", "2024-01-02: ", "✅ "] {
        let text = format!(
            "# 1. Use X\n\n## Status\n\n{words}Superseded by [2. Use Y](0002-y.md)\n\n## Context\n"
        );
        let refused = write_one("0001-x.md", &text, FactChange::Status(Status::Accepted));
        assert_eq!(refused.map_err(|why| why.line), Err(Some(5)), "{words}");
    }
    section(
        "partially superseded by ADR-0003",
        Status::Deprecated,
        "deprecated, partially superseded by ADR-0003",
    );
}

#[test]
fn texts_without_certain_places_are_refused() {
    let refused = |path: &str, bytes: &[u8]| {
        write(
            path,
            bytes,
            &[FactChange::Status(Status::Draft)],
            &Habits::default(),
        )
        .unwrap_err()
    };
    assert!(
        refused("0001-x.txt", b"Status: accepted\n")
            .what
            .contains("plain text")
    );
    assert_eq!(
        refused("0001-x.md", b"# X\n\n\xff\n\nStatus: accepted\n").line,
        Some(3)
    );
    assert!(
        refused("0001-x.md", b"\xff\xfe#\0 \0X\0")
            .what
            .contains("UTF-8")
    );
    assert!(
        write_one(
            "0001-x.md",
            "# X\n\nStatus: draft\n",
            FactChange::Status(Status::Unknown)
        )
        .is_err()
    );
}

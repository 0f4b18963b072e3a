//! The last look at what was written: it lets pass what was asked and nothing else.

use super::*;
use crate::dialect::read;

const RECORD: &str = "# 7. Use X

* Status: accepted
* Deciders: Ann Oak
* Consulted: Ben Elm
* Informed: Cleo Ash
* Date: 2024-01-02
* Created: 2023-11-01
* Updated: 2024-01-05
* Review by: 2025-01-02
* Tags: api

## Context

c

## Links

* Amends [ADR-0003: W](0003-w.md)
";

fn amended() -> LinkTarget {
    LinkTarget {
        path: "0003-w.md".to_owned(),
        number: Some(3),
        native_id: None,
        title: "W".to_owned(),
    }
}

fn checked(after: &str, change: FactChange) -> Result<(), CannotWrite> {
    let path = "0007-x.md";
    check::check(
        path,
        &read(path, RECORD.as_bytes()),
        after.as_bytes(),
        &[change],
    )
}

/// Every change with the words it is about and those that are to stand in their place.
fn asked() -> Vec<(FactChange, &'static str, &'static str)> {
    let people = |role, name: &str| FactChange::People(role, texts(&[name]));
    let refined = LinkTarget {
        path: "0004-v.md".to_owned(),
        number: Some(4),
        ..amended()
    };
    vec![
        (FactChange::Title("Use Y".to_owned()), "Use X", "Use Y"),
        (FactChange::Status(Status::Rejected), "accepted", "rejected"),
        (
            people(PeopleRole::Deciders, "Dan Fir"),
            "Ann Oak",
            "Dan Fir",
        ),
        (
            people(PeopleRole::Consulted, "Dan Fir"),
            "Ben Elm",
            "Dan Fir",
        ),
        (
            people(PeopleRole::Informed, "Dan Fir"),
            "Cleo Ash",
            "Dan Fir",
        ),
        (
            FactChange::Date(Some(date("2024-02-02"))),
            "2024-01-02",
            "2024-02-02",
        ),
        (FactChange::Date(None), "* Date: 2024-01-02\n", ""),
        (
            FactChange::ReviewBy(Some(date("2026-01-02"))),
            "2025-01-02",
            "2026-01-02",
        ),
        (FactChange::ReviewBy(None), "* Review by: 2025-01-02\n", ""),
        (FactChange::Tags(texts(&["web"])), "api", "web"),
        (
            FactChange::Link(LinkKind::Refines, refined),
            "(0003-w.md)\n",
            "(0003-w.md)\n* Refines [ADR-0004: V](0004-v.md)\n",
        ),
        (
            FactChange::Unlink(LinkKind::Amends, amended()),
            "\n## Links\n\n* Amends [ADR-0003: W](0003-w.md)\n",
            "",
        ),
    ]
}

#[test]
fn what_was_asked_passes() {
    for (change, before, after) in asked() {
        let written = RECORD.replace(before, after);
        assert_eq!(checked(&written, change.clone()), Ok(()), "{change:?}");
    }
}

#[test]
fn what_was_asked_and_does_not_stand_there_is_refused() {
    for (change, ..) in asked() {
        assert!(checked(RECORD, change.clone()).is_err(), "{change:?}");
    }
}

#[test]
fn what_was_not_asked_is_refused() {
    let others = [
        ("2023-11-01", "2023-11-02"),
        ("2024-01-05", "2024-01-06"),
        ("Amends", "Extends"),
        ("(0003-w.md)", "(0005-u.md)"),
        ("c\n", "c\n\nSee [ADR-0009](0009-z.md).\n"),
    ];
    let changes = asked();
    for (change, before, after) in &changes {
        let written = RECORD.replacen(before, after, 1);
        let other_facts = changes.iter().map(|(_, before, after)| (*before, *after));
        for (from, to) in other_facts.chain(others) {
            let moves_links = matches!(
                change,
                FactChange::Link(..) | FactChange::Unlink(..) | FactChange::Title(_)
            );
            if before.contains(from)
                || from.contains(before)
                || !written.contains(from)
                || from == "c\n" && moves_links
            {
                continue;
            }
            let more = written.replacen(from, to, 1);
            assert!(
                checked(&more, change.clone()).is_err(),
                "{change:?} and {from} to {to}"
            );
        }
    }
}

#[test]
fn a_section_that_is_lost_is_refused() {
    let without = RECORD.replace("## Context\n\nc\n\n", "");
    assert!(checked(&without, FactChange::Status(Status::Accepted)).is_err());
}

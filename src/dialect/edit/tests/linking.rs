//! Links stated and taken away.

use super::*;

pub(super) const NYGARD: &str = "# 7. Use X\n\nDate: 2024-01-02\n\n## Status\n\nAccepted\n\n## Context\n\nc\n\n## Decision\n\nd\n";

pub(super) fn target() -> LinkTarget {
    LinkTarget {
        path: "0003-use-w.md".to_owned(),
        number: Some(3),
        native_id: Some("0003".to_owned()),
        title: "Use [W] now".to_owned(),
    }
}

/// A link is stated and taken away again.
#[track_caller]
fn there_and_back(path: &str, before: &str, habits: &Habits, after: &str) {
    let to = LinkTarget {
        path: target().path.replace(
            ".md",
            path.get(path.len() - path.rsplit('.').next().map_or(0, str::len) - 1..)
                .unwrap_or(".md"),
        ),
        ..target()
    };
    let one = |text: &str, change| {
        let written = write(path, text.as_bytes(), &[change], habits);
        written.map(|bytes| String::from_utf8(bytes).expect("text"))
    };
    assert_eq!(
        one(before, FactChange::Link(LinkKind::Amends, to.clone())).as_deref(),
        Ok(after)
    );
    assert_eq!(
        one(after, FactChange::Link(LinkKind::Amends, to.clone())).as_deref(),
        Ok(after),
        "it is stated already"
    );
    assert_eq!(
        one(after, FactChange::Unlink(LinkKind::Amends, to)).as_deref(),
        Ok(before)
    );
}

#[test]
fn each_dialect_has_its_place_for_links() {
    let none = Habits::default();
    there_and_back(
        "0007-x.md",
        NYGARD,
        &none,
        &NYGARD.replace(
            "Accepted\n",
            "Accepted\n\nAmends [3. Use \\[W\\] now](0003-use-w.md)\n",
        ),
    );
    let madr = "# Use X\n\n* Status: accepted\n\n## Context and Problem Statement\n\nc\n\n## Considered Options\n\n* A\n";
    there_and_back(
        "0007-x.md",
        madr,
        &none,
        &format!("{madr}\n## Links\n\n* Amends [ADR-0003: Use \\[W\\] now](0003-use-w.md)\n"),
    );
    let linked = format!("{madr}\n## Links\n\n- Refines [ADR-0002](0002-v.md)\n");
    there_and_back(
        "0007-x.md",
        &linked,
        &none,
        &format!("{linked}- Amends [ADR-0003](0003-use-w.md)\n"),
    );
    let settings = "---\nstatus: accepted\n---\n# Use X\n\n## Context and Problem Statement\n\nc\n\n## Decision Outcome\n\nX";
    there_and_back(
        "0007-x.md",
        settings,
        &none,
        &format!(
            "{settings}\n\n## More Information\n\n- Amends [ADR-0003: Use \\[W\\] now](0003-use-w.md)"
        ),
    );
    let adoc = "= 7. Use X\n\n== Status\n\nAccepted\n\n== Context\n";
    there_and_back(
        "0007-x.adoc",
        adoc,
        &none,
        &adoc.replace(
            "Accepted\n",
            "Accepted\n\nAmends xref:0003-use-w.adoc[3. Use [W&#93; now]\n",
        ),
    );
    let rst = "7. Use X\n========\n\nStatus\n------\n\nAccepted\n\nContext\n-------\n";
    there_and_back(
        "0007-x.rst",
        rst,
        &none,
        &rst.replace(
            "Accepted\n",
            "Accepted\n\nAmends `3. Use [W] now <0003-use-w.rst>`_\n",
        ),
    );
}

#[test]
fn the_log_has_its_own_way_to_link() {
    let learn = |text: &str| Habits::learn([("0001-a.md", text.as_bytes())]);
    let text = "# Use X\n\n**Status:** Accepted\n\n## Context\n\nc\n\n## Decision\n\nd\n";
    let field = learn(
        "# A\n\n**Status:** Accepted\n**Amends:** ADR-0009\n\n## Context\n\nc\n\n## Decision\n\nd\n",
    );
    there_and_back(
        "0007-x.md",
        text,
        &field,
        &text.replace("Accepted\n", "Accepted\n\n**Amends:** ADR-0003\n"),
    );
    let key = learn(
        "---\nstatus: accepted\nsupersededBy:\n  - \"0008\"\n  - \"0009\"\n---\n# A\n\n## Context\n\nc\n\n## Decision\n\nd\n",
    );
    let settings = "---\nstatus: accepted\n---\n# Use X\n\n## Context\n\nc\n\n## Decision\n\nd\n";
    let written = |text: &str, change| {
        let written = write("0007-x.md", text.as_bytes(), &[change], &key);
        String::from_utf8(written.expect("it can be written")).expect("text")
    };
    let after = settings.replace("accepted\n", "accepted\namends:\n  - \"0003\"\n");
    assert_eq!(
        written(settings, FactChange::Link(LinkKind::Amends, target())),
        after
    );
    assert_eq!(
        written(&after, FactChange::Unlink(LinkKind::Amends, target())),
        settings,
        "a list with nothing in it is no list"
    );
    let flow = "---\nstatus: accepted\namends: [ADR-0001]\n---\n# Use X\n\n## Context\n\nc\n\n## Decision\n\nd\n";
    there_and_back(
        "0007-x.md",
        flow,
        &Habits::default(),
        &flow.replace("ADR-0001", "ADR-0001, ADR-0003"),
    );
}

#[test]
fn a_link_alone_goes_where_it_shares_its_line() {
    let text = |line: &str| NYGARD.replace("Accepted", line);
    for (before, after) in [
        ("Accepted, amends [3. W](0003-use-w.md)", "Accepted"),
        ("Accepted (amends [3. W](0003-use-w.md))", "Accepted"),
        (
            "Accepted (amends [3. W](0003-use-w.md)) by all",
            "Accepted by all",
        ),
        (
            "Accepted\n\nAmends ADR-2, ADR-3 and ADR-4",
            "Accepted\n\nAmends ADR-2, ADR-4",
        ),
        (
            "Accepted\n\n- Amends [3. W](0003-use-w.md).\n- Extends ADR-9",
            "Accepted\n\n- Extends ADR-9",
        ),
    ] {
        changed(
            "0007-x.md",
            &text(before),
            FactChange::Unlink(LinkKind::Amends, target()),
            &text(after),
        );
    }
}

#[test]
fn a_key_is_spelled_like_the_other_keys_of_the_log() {
    let bare = "---\nstatus: accepted\n---\n# Use X\n\n## Context\n\nc\n\n## Decision\n\nd\n";
    for (known, added) in [
        ("superseded_by: [ADR-0008]", "amended_by: [ADR-0003]"),
        ("superseded-by: [ADR-0008]", "amended-by: [ADR-0003]"),
        ("supersededBy: [ADR-0008]", "amendedBy: [ADR-0003]"),
        ("amends: [ADR-0008]", "amended_by: [ADR-0003]"),
    ] {
        let log = bare.replace("accepted\n", &format!("accepted\n{known}\n"));
        let habits = Habits::learn([("0001-a.md", log.as_bytes())]);
        let change = [FactChange::Link(LinkKind::AmendedBy, target())];
        let written = write("0007-x.md", bare.as_bytes(), &change, &habits);
        assert_eq!(
            String::from_utf8(written.expect("it can be written")).expect("text"),
            bare.replace("accepted\n", &format!("accepted\n{added}\n"))
        );
    }
}

#[test]
fn a_field_gets_one_more_target() {
    let text = "# Use X\n\n* Status: accepted\n* Amends: [ADR-0001](0001-a.md)\n\n## Context and Problem Statement\n\nc\n";
    there_and_back(
        "0007-x.md",
        text,
        &Habits::default(),
        &text.replace("-a.md)", "-a.md), [ADR-0003](0003-use-w.md)"),
    );
}

#[test]
fn a_field_of_what_supersedes_a_part_does_not_name_the_successor_of_the_whole() {
    let text = "# Use X\n\n* Status: accepted\n* Partially superseded by: [ADR-0002](0002-b.md)\n\n## Context\n\nc\n\n## Links\n\n* Extends [ADR-0001](0001-a.md)\n";
    let change = FactChange::Link(LinkKind::SupersededBy, target());
    let part = "[ADR-0002](0002-b.md)\n";
    let after = text.replace(
        part,
        &format!("{part}* Superseded by: [ADR-0003](0003-use-w.md)\n"),
    );
    changed("0007-x.md", text, change, &after);
}

#[test]
fn a_field_wears_the_dress_of_those_that_state_links() {
    let log = "# A\n\nDate: 2024-01-02\n\n**Amends:** ADR-0009\n\n## Status\n\nAccepted\n\n## Context\n\nc\n\n## Decision\n\nd\n";
    let habits = Habits::learn([("0001-a.md", log.as_bytes())]);
    let text = NYGARD.replace("Date: 2024-01-02\n\n", "");
    there_and_back(
        "0007-x.md",
        &text,
        &habits,
        &text.replace("# 7. Use X\n", "# 7. Use X\n\n**Amends:** ADR-0003\n"),
    );
}

#[test]
fn a_title_that_reads_as_a_heading_of_links_is_no_section_for_them() {
    let text = "# Links\n\n* Status: accepted\n\n## Context and Problem Statement\n\nc\n\n## Considered Options\n\n* A\n";
    there_and_back(
        "0007-x.md",
        text,
        &Habits::default(),
        &format!("{text}\n## Links\n\n* Amends [ADR-0003: Use \\[W\\] now](0003-use-w.md)\n"),
    );
}

#[test]
fn what_cannot_be_said_is_refused() {
    let mention = FactChange::Link(LinkKind::Reference, target());
    assert!(write_one("0007-x.md", NYGARD, mention).is_err());
    let open = format!(
        "{}\n```\nno end\n",
        NYGARD.replace("## Status\n\nAccepted\n\n", "")
    );
    assert!(
        write_one(
            "0007-x.md",
            &open,
            FactChange::Link(LinkKind::Amends, target())
        )
        .is_err()
    );
}

//! Records superseded: the word of the status, and the successor where the file and its log name it.

use super::{
    linking::{NYGARD, target},
    *,
};

/// A record is superseded and accepted again.
#[track_caller]
fn superseded_and_back(path: &str, before: &str, habits: &Habits, after: &str) {
    let changes = [
        FactChange::Link(LinkKind::SupersededBy, target()),
        FactChange::Status(Status::Superseded),
    ];
    let written = write(path, before.as_bytes(), &changes, habits).expect("it can be written");
    assert_eq!(String::from_utf8(written).expect("text"), after);
    let back = [
        FactChange::Status(Status::Accepted),
        FactChange::Unlink(LinkKind::SupersededBy, target()),
    ];
    assert_eq!(
        write(path, after.as_bytes(), &back, habits).as_deref(),
        Ok(before.as_bytes())
    );
}

#[test]
fn a_successor_stands_where_the_log_names_it() {
    let none = Habits::default();
    superseded_and_back(
        "0007-x.md",
        NYGARD,
        &none,
        &NYGARD.replace(
            "Accepted",
            "Superseded by [3. Use \\[W\\] now](0003-use-w.md)",
        ),
    );
    let spelled = Habits::learn([(
        "0001-a.md",
        NYGARD
            .replace("Accepted", "Superceded by [2. B](0002-b.md)")
            .as_bytes(),
    )]);
    superseded_and_back(
        "0007-x.md",
        NYGARD,
        &spelled,
        &NYGARD.replace(
            "Accepted",
            "Superceded by [3. Use \\[W\\] now](0003-use-w.md)",
        ),
    );
    let noted = NYGARD.replace("Accepted", "Accepted by all of us");
    superseded_and_back(
        "0007-x.md",
        &noted,
        &none,
        &noted.replace(
            "Accepted by all of us",
            "Superseded by all of us\n\nSuperseded by [3. Use \\[W\\] now](0003-use-w.md)",
        ),
    );
}

#[test]
fn a_successor_stands_in_a_field_of_the_status_by_its_name() {
    let none = Habits::default();
    let settings =
        "---\nstatus: \"accepted\"\n---\n# Use X\n\n## Context and Problem Statement\n\nc\n";
    superseded_and_back(
        "0007-x.md",
        settings,
        &none,
        &settings.replace("accepted", "superseded by ADR-0003"),
    );
    let unquoted = settings.replace('"', "");
    superseded_and_back(
        "0007-x.md",
        &unquoted,
        &none,
        &unquoted.replace("accepted", "superseded by ADR-0003"),
    );
    let log4brains = "# Use X\n\n- Status: accepted\n- Date: 2024-01-02\n\n## Context and Problem Statement\n\nc\n";
    superseded_and_back(
        "20240102-x.md",
        log4brains,
        &none,
        &log4brains.replace("accepted", "superseded by [0003-use-w](0003-use-w.md)"),
    );
    let keyed = "---\nstatus: accepted\nsuperseded_by: []\n---\n# Use X\n\n## Context\n\nc\n";
    superseded_and_back(
        "0007-x.md",
        keyed,
        &none,
        &keyed
            .replace("accepted", "superseded")
            .replace("[]", "[ADR-0003]"),
    );
}

#[test]
fn a_log_that_names_the_successor_in_a_section_keeps_the_status_a_word() {
    let log = NYGARD.replace("Accepted", "Superseded")
        + "\n## Links\n\n* Superseded by [2. B](0002-b.md)\n";
    let habits = Habits::learn([("0001-a.md", log.as_bytes())]);
    let changes = [
        FactChange::Status(Status::Superseded),
        FactChange::Link(LinkKind::SupersededBy, target()),
    ];
    let written = write("0007-x.md", NYGARD.as_bytes(), &changes, &habits);
    let expected = NYGARD.replace("Accepted", "Superseded");
    assert_eq!(
        String::from_utf8(written.expect("it can be written")).expect("text"),
        format!("{expected}\n## Links\n\n* Superseded by [3. Use \\[W\\] now](0003-use-w.md)\n")
    );
}

#[test]
fn an_attribute_holds_the_word_and_the_successor_stands_elsewhere() {
    let text = "= Use X\n:adr_status: accepted\n\n== Context\n\nc\n";
    let to = LinkTarget {
        path: "0003-use-w.adoc".to_owned(),
        ..target()
    };
    let changes = [
        FactChange::Status(Status::Superseded),
        FactChange::Link(LinkKind::SupersededBy, to),
    ];
    let written = write("0007-x.adoc", text.as_bytes(), &changes, &Habits::default());
    let expected = text.replace("accepted", "superseded");
    assert_eq!(
        String::from_utf8(written.expect("it can be written")).expect("text"),
        format!(
            "{expected}\n== Links\n\n* Superseded by xref:0003-use-w.adoc[3. Use [W&#93; now]\n"
        )
    );
}

#[test]
fn a_successor_that_the_prose_names_comes_and_goes_with_the_status() {
    let text = NYGARD.replace(
        "c\n\n## Decision",
        "This is superseded by [9. Z](0009-z.md).\n\n## Decision",
    );
    let after = text.replace("Accepted", "Superseded");
    changed(
        "0007-x.md",
        &text,
        FactChange::Status(Status::Superseded),
        &after,
    );
    changed(
        "0007-x.md",
        &after,
        FactChange::Status(Status::Accepted),
        &text,
    );
}

//! Lists of people and tags: what is asked stands there, and what was there keeps the way it is written.

use super::*;

const MADR: &str = "# Use X\n\n* Status: accepted\n* Deciders: Ann Oak, Ben Elm\n* Date: 2024-01-02\n\n## Context and Problem Statement\n\nc\n\n## Considered Options\n\n* A\n";
const NYGARD: &str = "# 7. Use X\n\nDate: 2024-01-02\n\n## Status\n\nAccepted\n\n## Context\n\nc\n\n## Decision\n\nd\n";

fn deciders(names: &[&str]) -> FactChange {
    FactChange::People(PeopleRole::Deciders, texts(names))
}

/// The deciders of a field in the place of others.
#[track_caller]
fn field(before: &str, names: &[&str], after: &str) {
    let text = |value: &str| MADR.replace("Ann Oak, Ben Elm", value);
    changed("0007-x.md", &text(before), deciders(names), &text(after));
}

#[test]
fn names_that_are_stated_already_are_not_written_again() {
    for stated in ["Ann Oak,Ben Elm", "Ann Oak ; Ben Elm"] {
        field(stated, &["Ann Oak", "Ben Elm"], stated);
    }
    let twice = MADR.replace("* Date", "* Decision makers: Cleo\n* Date");
    let stated = deciders(&["Ann Oak", "Ben Elm", "Cleo"]);
    changed("0007-x.md", &twice, stated, &twice);
    assert!(write_one("0007-x.md", &twice, deciders(&["Cleo"])).is_err());
}

#[test]
fn a_comment_behind_the_names_stays_and_one_between_them_goes() {
    field("Ann Oak <!-- chair -->", &["Cleo"], "Cleo <!-- chair -->");
    field("Ann Oak <!-- chair -->, Ben Elm", &["Cleo"], "Cleo");
}

#[test]
fn a_section_of_names_goes_with_the_last_of_them() {
    let with = NYGARD.replace("## Context", "## Deciders\n\nAnn Oak\n\n## Context");
    changed("0007-x.md", &with, deciders(&[]), NYGARD);
}

#[test]
fn a_section_that_waits_for_names_gets_them() {
    let text =
        |names: &str| NYGARD.replace("## Context", &format!("## Deciders\n\n{names}## Context"));
    changed(
        "0007-x.md",
        &text(""),
        deciders(&["Ann Oak"]),
        &text("Ann Oak\n\n"),
    );
}

#[test]
fn a_section_of_tags_that_nobody_reads_stays_as_it_is() {
    let text = NYGARD.replace("## Context", "## Tags\n\napi\n\n## Context");
    let after = text.replace("Date: 2024-01-02\n", "Date: 2024-01-02\n\nTags: web\n");
    changed(
        "0007-x.md",
        &text,
        FactChange::Tags(texts(&["web"])),
        &after,
    );
}

#[test]
fn a_refusal_says_what_is_wrong_with_a_name_or_a_tag() {
    for (change, why) in [
        (FactChange::Tags(texts(&["a,b"])), "a comma or a semicolon"),
        (FactChange::Tags(texts(&["a;b"])), "a comma or a semicolon"),
        (FactChange::Tags(texts(&["a b"])), "a space"),
        (FactChange::Tags(texts(&[" a"])), "blanks around it"),
        (deciders(&["Oak, Ann"]), "several names"),
        (deciders(&["n/a"]), "as nobody"),
        (deciders(&["Ann\nOak"]), "a line break"),
        (deciders(&[""]), "is empty"),
    ] {
        let refused = write_one("0007-x.md", MADR, change).expect_err(why);
        assert!(refused.what.contains(why), "{why}: {}", refused.what);
    }
}

#[test]
fn an_item_that_stays_in_a_list_keeps_its_quotes() {
    let text = |list: &str| format!("---\nstatus: accepted\ndeciders: {list}\n---\n\n# Use X\n");
    changed(
        "0007-x.md",
        &text("[Ann Oak, 'Dan: Fir']"),
        deciders(&["Dan: Fir", "Cleo"]),
        &text("['Dan: Fir', Cleo]"),
    );
}

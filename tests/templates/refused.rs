//! What is refused, and what a template of the user may do.

use archdeck::{domain::status::Status, ops::change::NewAdr};

use crate::stage::{MADR_3, NYGARD, Stage, made_of, titled};

#[test]
fn a_new_decision_is_a_draft_or_proposed() {
    let mut stage = Stage::with(&[("0004-a.md", NYGARD)]);
    let with = |status| NewAdr {
        status: Some(status),
        ..titled("Use X")
    };
    let (what, hint) = stage.refused(with(Status::Accepted));
    assert_eq!(
        what,
        "a new decision begins as draft or proposed, not as accepted"
    );
    assert_eq!(
        hint,
        "Begin it as proposed; from there it goes on to in-review, accepted, rejected, deferred, withdrawn."
    );
    assert_eq!(
        stage.written(with(Status::Proposed)).done.summary,
        "proposed ADR-0005 Use X"
    );
}

#[test]
fn a_title_that_would_be_read_otherwise_is_refused() {
    let mut stage = Stage::with(&[("0004-a.md", MADR_3)]);
    for (title, what) in [
        (
            "12. Use X",
            "`12. Use X` would be read with the title `Use X`; nothing was saved",
        ),
        (
            "Use X <!-- or Y -->",
            "`Use X <!-- or Y -->` would be read with the title `Use X`; nothing was saved",
        ),
        (
            "Use C ##",
            "`Use C ##` would be read with the title `Use C`; nothing was saved",
        ),
        (
            "two\nlines",
            "the title cannot be kept: character 4 is the control character U+000A; type the text without it",
        ),
        ("  ", "the title cannot be kept: the text is empty"),
    ] {
        assert_eq!(stage.refused(titled(title)).0, what);
    }
}

#[test]
fn names_and_tags_are_read_as_they_were_meant() {
    let mut stage = Stage::with(&[("0004-a.md", NYGARD)]);
    let new = stage.written(NewAdr {
        deciders: vec![
            "Mina Okafor, Lee Brandt".to_owned(),
            "Mina Okafor".to_owned(),
        ],
        tags: vec!["Data,Cost".to_owned(), "data".to_owned()],
        ..titled("Use X")
    });
    assert_eq!(new.adr.facts.people.deciders, ["Mina Okafor", "Lee Brandt"]);
    assert_eq!(new.adr.facts.tags, ["data", "cost"]);
    let (what, hint) = stage.refused(NewAdr {
        tags: vec!["data platform".to_owned()],
        ..titled("Use Y")
    });
    assert_eq!(what, "the tag `data platform` would be read as several");
    assert_eq!(hint, "Write it as one word: `data-platform`.");
}

#[test]
fn a_template_that_is_not_there_names_those_that_are() {
    let mut stage = Stage::with(&[("0004-a.md", NYGARD)]);
    stage.write("templates/ours.md", "# {{ heading }}\n");
    let (what, hint) = stage.refused(made_of("nygaard", "Use X"));
    assert_eq!(what, "there is no template `nygaard`; nothing was saved");
    assert_eq!(
        hint,
        "There are business-case, madr, madr-bare, madr-minimal, nygard, ours, tyree-akerman, y-statement."
    );
}

#[test]
fn a_template_of_the_user_is_used_or_its_fault_is_told() {
    let mut stage = Stage::with(&[("0004-a.md", NYGARD)]);
    stage.write(
        "templates/nygard.md",
        "{# about: Ours #}\n{% include \"head\" %}\n\n## Context\n\n{{ author }}, {{ log }}, {{ id }}\n\n## Decision\n",
    );
    assert!(
        stage
            .titled("Use X")
            .text
            .contains("\nMina Okafor, parcels, 0005\n")
    );
    let ours = stage
        .form()
        .templates
        .into_iter()
        .find(|line| line.name == "nygard")
        .unwrap();
    assert_eq!((ours.about.as_str(), ours.file.is_some()), ("Ours", true));

    stage.write(
        "templates/ours.md",
        "# {{ heading }}\n\n## Status\n\n{{ state }}\n",
    );
    let (what, hint) = stage.refused(made_of("ours", "Use X"));
    assert_eq!(
        what,
        "[FOLDER]/templates/ours.md, line 5: `state` is not known; nothing was saved"
    );
    assert_eq!(
        hint,
        "Known are number, id, title, heading, status, date, deciders, consulted, informed, tags, log, author."
    );

    for (text, seen) in [
        ("{{ title }}\n", "without a title"),
        ("# {{ heading }}\n", "with the status unknown, not draft"),
        (
            "# {{ heading }}\n\n## Status\n\nAccepted\n",
            "with the status accepted, not draft",
        ),
        (
            "# Our {{ title }}\n\nStatus: {{ status }}\n",
            "with the title `Our Use X`",
        ),
        ("# 77. {{ title }}\n\nStatus: {{ status }}\n", ""),
    ] {
        stage.write("templates/ours.md", text);
        if seen.is_empty() {
            // The number in the name of the file counts before the one in the heading.
            assert_eq!(
                stage.written(made_of("ours", "Use X")).adr.facts.number,
                Some(6)
            );
            continue;
        }
        let (what, hint) = stage.refused(made_of("ours", "Use X"));
        assert_eq!(
            what,
            format!("what the template `ours` makes is read {seen}; nothing was saved")
        );
        assert!(hint.contains("include \"head\""), "{hint}");
    }
    stage.write(
        "templates/ours.md",
        "# {{ heading }}\n\n## Status\n\n{{ status }}\n",
    );
    let (what, _) = stage.refused(NewAdr {
        deciders: vec!["Lee Brandt".to_owned()],
        ..made_of("ours", "Use X")
    });
    assert!(what.contains("as decided by (none)"), "{what}");
}

#[test]
fn a_log_in_another_markup_needs_a_template_of_its_own() {
    let text = "= 4. Track parcels\n:status: accepted\n\n== Context\n\nMany.\n\n== Decision\n\nOne table.\n";
    let mut stage = Stage::with(&[("0004-track-parcels.adoc", text)]);
    let (what, hint) = stage.refused(titled("Use X"));
    assert_eq!(
        what,
        "`parcels` is written in AsciiDoc, the template `nygard` in Markdown; nothing was saved"
    );
    assert_eq!(
        hint,
        "Write a template for it, [FOLDER]/templates/NAME.adoc, and name it with `--template NAME`."
    );
    stage.write(
        "templates/pages.adoc",
        "= {{ heading }}\n:status: {{ status }}\n\n== Context\n\n== Decision\n",
    );
    let new = stage.titled("Use X");
    assert_eq!(new.adr.path, "0005-use-x.adoc");
    assert!(
        new.text.starts_with("= 5. Use X\n:status: "),
        "{}",
        new.text
    );
    let (what, _) = stage.refused(made_of("madr", "Use Y"));
    assert!(what.contains("AsciiDoc"), "{what}");
}

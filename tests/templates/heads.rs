//! Every template in every form of log.

use std::fmt::Write as _;

use archdeck::{
    domain::{status::Status, text::Line},
    ops::{change::NewAdr, create::template_lines},
};
use proptest::prelude::*;

use crate::stage::{LOGS, NYGARD, Stage, made_of, titled};

#[test]
fn every_template_says_in_every_form_of_log_what_it_was_asked_to() {
    for template in template_lines(None) {
        let mut shown = String::new();
        for (form, path, text) in LOGS {
            let mut stage = Stage::with(&[(path, text)]);
            let written = stage.written(NewAdr {
                deciders: vec!["Mina Okafor".to_owned(), "Lee: of \"ops\"".to_owned()],
                tags: vec!["Tracking".to_owned(), "c#".to_owned()],
                status: Some(Status::Proposed),
                ..made_of(&template.name, "Use \"X\": a | b # c")
            });
            let about = format!("{} in {form}", template.name);
            let facts = &written.adr.facts;
            assert_eq!(facts.title, "Use \"X\": a | b # c", "{about}");
            assert_eq!(facts.status, Status::Proposed, "{about}");
            let date = facts.dates.decided.map(|stated| stated.date.to_string());
            assert_eq!(date.as_deref(), Some("2026-11-22"), "{about}");
            assert_eq!(
                facts.people.deciders,
                ["Mina Okafor", "Lee: of \"ops\""],
                "{about}"
            );
            assert_eq!(facts.tags, ["tracking", "c#"], "{about}");
            assert_eq!(
                (&facts.findings, &facts.links),
                (&vec![], &vec![]),
                "{about}"
            );
            let rule = "=".repeat(20);
            write!(
                shown,
                "{rule} {form}: {}\n{}",
                written.adr.path, written.text
            )
            .unwrap();
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("snapshots");
        settings.set_prepend_module_to_snapshot(false);
        settings.bind(|| insta::assert_snapshot!(template.name, shown));
    }
}

#[test]
fn the_template_that_fits_the_log_is_taken() {
    for (form, path, text) in LOGS {
        let mut stage = Stage::with(&[(path, text)]);
        let fits = stage.form().logs.remove(0).template;
        let expected = if ["nygard", "markdown"].contains(&form) {
            "nygard"
        } else {
            "madr"
        };
        assert_eq!(fits, expected, "{form}");
        let plain = stage.titled("Use X");
        let same = stage.written(made_of(expected, "Use X"));
        let sections = |text: &str| text.matches("\n## ").count();
        assert_eq!(sections(&plain.text), sections(&same.text), "{form}");
    }
}

#[test]
fn the_ends_of_lines_are_those_of_the_log() {
    let text = NYGARD.replace('\n', "\r\n");
    let mut stage = Stage::with(&[("0004-a.md", &text)]);
    let new = stage.titled("Use X");
    assert!(
        new.text
            .starts_with("# 5. Use X\r\n\r\nDate: 2026-11-22\r\n")
    );
    assert!(!new.text.replace("\r\n", "").contains(['\r', '\n']));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_title_is_read_as_it_was_typed_or_refused(title in "\\PC{1,60}", at in 0..LOGS.len()) {
        let (_, path, text) = LOGS[at];
        let mut stage = Stage::with(&[(path, text)]);
        let before = stage.events();
        let applied = stage.apply(titled(&title));
        if let Ok(done) = applied {
            let adr = stage.bench.record_without_text(done.made.unwrap()).unwrap().adr;
            let typed = Line::parse(&title).unwrap();
            prop_assert_eq!(adr.facts.title, typed.as_str());
            prop_assert_eq!(adr.facts.status, Status::Draft);
        } else {
            prop_assert_eq!(stage.events(), before);
        }
    }

    #[test]
    fn a_title_of_plain_words_is_never_refused(
        title in "[B-Z][b-z]{5,8}( [a-zA-Z0-9éß'\"|:/()&+-]{1,8}){0,6}",
        at in 0..LOGS.len(),
    ) {
        let (_, path, text) = LOGS[at];
        let written = Stage::with(&[(path, text)]).titled(&title);
        prop_assert_eq!(&written.adr.facts.title, &title);
        prop_assert!(written.adr.facts.findings.is_empty());
    }
}

//! Names, numbers and logs of new decisions.

use std::path::Path;

use archdeck::ops::change::{Change, NewAdr, NewLog};

use crate::stage::{LOG4BRAINS, MADR_3, NYGARD, Stage, made_of, titled};

#[test]
fn a_number_is_the_highest_and_one_more_and_is_given_once() {
    let mut stage = Stage::with(&[("0004-a.md", NYGARD), ("0002-b.md", NYGARD)]);
    let five = stage.titled("Use X");
    assert_eq!(
        (five.adr.facts.number, five.adr.path.as_str()),
        (Some(5), "0005-use-x.md")
    );
    assert!(five.text.starts_with("# 5. Use X\n"), "{}", five.text);
    assert_eq!(five.done.summary, "drafted ADR-0005 Use X");
    assert_eq!(five.adr.imported, None);
    stage.bench.apply(Change::Undo).unwrap();
    assert!(stage.bench.record_without_text(five.adr.id).is_err());
    assert_eq!(stage.titled("Use Y").adr.facts.number, Some(6));
    // Of a log that was taken out and came again nothing is remembered: it is another one.
    let name = "parcels".to_owned();
    stage.bench.apply(Change::RemoveLog { name }).unwrap();
    stage.import("parcels", &[]);
    assert_eq!(stage.titled("Use Y").adr.facts.number, Some(5));
}

#[test]
fn a_name_that_is_taken_in_upper_case_or_by_a_document_is_taken() {
    let mut stage = Stage::with(&[
        ("20261122-Use-X.md", LOG4BRAINS),
        ("20261122-use-x-2.md", "Notes of a meeting.\n"),
    ]);
    assert_eq!(stage.titled("Use X").adr.path, "20261122-use-x-3.md");
}

#[test]
fn a_log_may_begin_with_its_first_decision() {
    let mut stage = Stage::empty();
    let (what, hint) = stage.refused(titled("Use X"));
    assert_eq!(what, "there is no log to write into");
    assert!(hint.contains("--in DIR"), "{hint}");
    let begun = |title: &str, folder: &Path| NewAdr {
        new_log: Some(NewLog {
            name: "shop".to_owned(),
            folder: folder.to_owned(),
        }),
        ..titled(title)
    };
    let folder = stage.path("shop/docs/adr");
    let first = stage.written(begun("Record decisions", &folder));
    assert_eq!(first.adr.path, "0001-record-decisions.md");
    assert_eq!(first.done.summary, "drafted ADR-0001 Record decisions");
    let log = stage.bench.logs().unwrap().remove(0);
    assert_eq!(
        (log.root, log.folder),
        (folder.display().to_string(), String::new())
    );
    let (again, _) = stage.refused(begun("Use X", &stage.path("other")));
    assert_eq!(
        again,
        "there is a log `shop` already, it lies in [FOLDER]/shop/docs/adr"
    );
    stage.bench.apply(Change::Undo).unwrap();
    assert_eq!(stage.bench.logs().unwrap(), []);
}

#[test]
fn a_new_log_in_madr_has_settings_at_the_top() {
    let mut stage = Stage::empty();
    let folder = stage.path("shop");
    let first = stage.written(NewAdr {
        new_log: Some(NewLog {
            name: "shop".to_owned(),
            folder,
        }),
        ..made_of("madr-minimal", "Use X")
    });
    assert!(
        first
            .text
            .starts_with("---\nstatus: draft\ndate: 2026-11-22\n---\n\n# Use X\n"),
        "{}",
        first.text
    );
}

#[test]
fn of_several_logs_one_is_named() {
    let mut stage = Stage::with(&[("0004-a.md", NYGARD)]);
    stage.import("letters", &[("0009-a.md", MADR_3)]);
    let (what, hint) = stage.refused(titled("Use X"));
    assert_eq!(what, "the store holds several logs, and none was named");
    assert_eq!(hint, "Name one of letters, parcels with `--log NAME`.");
    let log = Some(stage.log("letters"));
    let new = stage.written(NewAdr {
        log,
        ..titled("Use X")
    });
    assert_eq!(new.done.summary, "drafted letters/10 Use X");
    let nexts: Vec<_> = stage
        .form()
        .logs
        .into_iter()
        .map(|log| (log.name, log.next))
        .collect();
    let next = |name: &str, next: &str| (name.to_owned(), next.to_owned());
    assert_eq!(nexts, [next("letters", "0011"), next("parcels", "0005")]);
}

#[test]
fn a_number_of_a_draft_that_was_thrown_away_is_not_given_again() {
    let mut stage = Stage::empty();
    let new_log = Some(NewLog {
        name: "shop".to_owned(),
        folder: stage.path("shop"),
    });
    let first = stage.written(NewAdr {
        new_log,
        ..titled("Use X")
    });
    let discard = Change::Discard {
        record: first.adr.id,
        base: None,
    };
    stage.bench.apply(discard).unwrap();
    assert_eq!(stage.form().logs.remove(0).next, "0002");
    assert_eq!(stage.titled("Use Y").adr.path, "0002-use-y.md");
}

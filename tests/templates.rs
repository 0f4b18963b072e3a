//! New decisions from templates: every template in every form of log, names and numbers, and what is refused.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a story that cannot go on fails its test"
)]

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use archdeck::{
    domain::{adr::Adr, ids::RecordId, link::LinkKind, status::Status},
    env::Env,
    ops::{
        change::{Change, Done, ImportRequest, NewAdr, NewLog},
        create::template_lines,
        error::OpsError,
        filter::Filter,
        query::Query,
        view::{NewFormView, View},
        workbench::{Access, Settings, Workbench},
    },
};
use proptest::prelude::*;
use tempfile::TempDir;

/// A folder with a store, a log that was imported, and the templates of a user.
struct Stage {
    folder: TempDir,
    bench: Workbench,
}

impl Stage {
    /// A store with the log `parcels` of these files.
    fn with(files: &[(&str, &str)]) -> Self {
        let mut stage = Self::empty();
        stage.import("parcels", files);
        stage
    }

    fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let env = Env::fixed("2026-11-22T10:20:30Z".parse().unwrap(), "Mina Okafor");
        let settings = Settings {
            templates: Some(folder.path().join("templates")),
            ..Settings::default()
        };
        let store = folder.path().join("store.db");
        let bench = Workbench::open(&store, Access::ReadWrite, env, settings).unwrap();
        Self { folder, bench }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn import(&mut self, log: &str, files: &[(&str, &str)]) {
        for (name, text) in files {
            self.write(&format!("{log}/docs/adr/{name}"), text);
        }
        let request = ImportRequest {
            paths: vec![self.path(log)],
            log: Some(log.to_owned()),
        };
        self.bench.apply(Change::Import(request)).unwrap();
    }

    fn log(&self, name: &str) -> RecordId {
        let logs = self.bench.logs().unwrap();
        logs.into_iter().find(|log| log.name == name).unwrap().id
    }

    fn apply(&mut self, new: NewAdr) -> Result<Done, OpsError> {
        self.bench.apply(Change::NewAdr(new))
    }

    /// Writes a decision that must be written.
    fn new(&mut self, new: NewAdr) -> Written {
        let done = self.apply(new).unwrap();
        let adr = self
            .bench
            .record_without_text(done.made.unwrap())
            .unwrap()
            .adr;
        let text = String::from_utf8(self.bench.record_bytes(adr.id).unwrap()).unwrap();
        Written { done, adr, text }
    }

    fn titled(&mut self, title: &str) -> Written {
        self.new(titled(title))
    }

    /// Why a decision is not written, and what to do; nothing is saved.
    fn refused(&mut self, new: NewAdr) -> (String, String) {
        let before = self.events();
        let error = self.apply(new).unwrap_err();
        assert_eq!(self.events(), before, "nothing is saved");
        let folder = self.folder.path().display().to_string();
        let told = |text: String| text.replace(&folder, "[FOLDER]");
        (
            told(error.to_string()),
            told(error.hint().unwrap_or_default()),
        )
    }

    fn events(&mut self) -> u64 {
        let query = Query::Events {
            before: None,
            record: None,
            limit: 1,
        };
        let Ok(View::Events(view)) = self.bench.answer(query) else {
            panic!("events were asked for");
        };
        view.total
    }

    /// The records of a log.
    fn records(&mut self, log: RecordId) -> Vec<RecordId> {
        let Ok(View::Decisions(view)) = self.bench.answer(Query::Decisions(Filter::default()))
        else {
            panic!("the decisions were asked for");
        };
        let of_log = view.rows.iter().filter(|row| row.log == log);
        of_log.map(|row| row.id).collect()
    }

    /// What the text of a record says of others.
    fn said(&self, record: RecordId) -> Vec<(LinkKind, Option<RecordId>)> {
        let view = self.bench.record_without_text(record).unwrap();
        let own = view.links.into_iter().filter(|link| link.stated_here);
        own.map(|link| (link.kind, link.target.map(|target| target.id)))
            .collect()
    }

    fn form(&mut self) -> NewFormView {
        let Ok(View::NewForm(view)) = self.bench.answer(Query::NewForm) else {
            panic!("a form was asked for");
        };
        view
    }
}

struct Written {
    done: Done,
    adr: Adr,
    text: String,
}

fn titled(title: &str) -> NewAdr {
    NewAdr {
        title: title.to_owned(),
        ..NewAdr::default()
    }
}

fn made_of(template: &str, title: &str) -> NewAdr {
    NewAdr {
        template: Some(template.to_owned()),
        ..titled(title)
    }
}

const NYGARD: &str = "# 4. Track parcels\n\nDate: 2026-01-02\n\n## Status\n\nAccepted\n\n## Context\n\nMany.\n\n## Decision\n\nOne table.\n\n## Consequences\n\nFew.\n";
const MADR_2: &str = "# Track parcels\n\n* Status: accepted\n* Date: 2026-01-02\n\n## Context and Problem Statement\n\nMany.\n\n## Decision Outcome\n\nOne table.\n";
const MADR_3: &str = "---\nstatus: accepted\ndate: 2026-01-02\n---\n\n# Track parcels\n\n## Context and Problem Statement\n\nMany.\n\n## Decision Outcome\n\nOne table.\n";
const LOG4BRAINS: &str = "# Track parcels\n\n- Status: accepted\n- Tags: tracking\n\n## Context and Problem Statement\n\nMany.\n\n## Decision Outcome\n\nOne table.\n";
const MARKDOWN: &str = "# ADR-004: Track parcels\n\n**Status:** Accepted  \n**Date:** 2026-01-02\n\n## Background\n\nMany.\n\n## Decision\n\nOne table.\n";

/// One record of each form of log.
const LOGS: [(&str, &str, &str); 5] = [
    ("nygard", "0004-track-parcels.md", NYGARD),
    ("madr-2", "0004-track-parcels.md", MADR_2),
    ("madr-3", "0004-track-parcels.md", MADR_3),
    ("log4brains", "20260102-track-parcels.md", LOG4BRAINS),
    ("markdown", "ADR-004-track-parcels.md", MARKDOWN),
];

#[test]
fn every_template_says_in_every_form_of_log_what_it_was_asked_to() {
    for template in template_lines(None) {
        let mut shown = String::new();
        for (form, path, text) in LOGS {
            let mut stage = Stage::with(&[(path, text)]);
            let written = stage.new(NewAdr {
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
        settings.set_snapshot_path("templates");
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
        let same = stage.new(made_of(expected, "Use X"));
        let sections = |text: &str| text.matches("\n## ").count();
        assert_eq!(sections(&plain.text), sections(&same.text), "{form}");
    }
}

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
    let first = stage.new(begun("Record decisions", &folder));
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
    let first = stage.new(NewAdr {
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
    let new = stage.new(NewAdr {
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
        stage.new(with(Status::Proposed)).done.summary,
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
    let new = stage.new(NewAdr {
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
                stage.new(made_of("ours", "Use X")).adr.facts.number,
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

#[test]
fn a_number_of_a_draft_that_was_thrown_away_is_not_given_again() {
    let mut stage = Stage::empty();
    let new_log = Some(NewLog {
        name: "shop".to_owned(),
        folder: stage.path("shop"),
    });
    let first = stage.new(NewAdr {
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

#[test]
fn a_link_is_stated_on_both_sides_in_one_action() {
    for (form, path, text) in LOGS {
        let mut stage = Stage::with(&[(path, text)]);
        let older = stage.bench.logs().unwrap().remove(0).id;
        let older = stage.records(older).remove(0);
        let new = stage.new(NewAdr {
            links: vec![(LinkKind::Amends, older), (LinkKind::Amends, older)],
            reason: Some("A second table".to_owned()),
            ..titled("Use X")
        });
        assert_eq!(new.done.refs.len(), 2, "{form}");
        assert_eq!(
            stage.said(new.adr.id),
            [(LinkKind::Amends, Some(older))],
            "{form}"
        );
        assert_eq!(
            stage.said(older),
            [(LinkKind::AmendedBy, Some(new.adr.id))],
            "{form}"
        );
        assert_eq!(new.adr.facts.status, Status::Draft, "{form}");
        assert!(new.adr.facts.findings.is_empty(), "{form}");
        let history = stage.bench.record_without_text(new.adr.id).unwrap().history;
        assert_eq!(history.len(), 1, "{form}: one event tells of its beginning");
        assert_eq!(history[0].reason.as_deref(), Some("A second table"));
        stage.bench.apply(Change::Undo).unwrap();
        assert_eq!(stage.said(older), [], "{form}");
        let bytes = stage.bench.record_bytes(older).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), text, "{form}");
    }
}

#[test]
fn what_will_be_superseded_is_left_alone_until_then() {
    let mut stage = Stage::with(&[("0004-a.md", NYGARD)]);
    let older = stage.bench.resolve("4").unwrap();
    let new = stage.new(NewAdr {
        links: vec![(LinkKind::Supersedes, older)],
        ..titled("Use X")
    });
    assert!(
        new.text
            .contains("Supersedes [4. Track parcels](0004-a.md)"),
        "{}",
        new.text
    );
    assert_eq!(
        stage.said(new.adr.id),
        [(LinkKind::Supersedes, Some(older))]
    );
    let older = stage.bench.record_without_text(older).unwrap();
    assert_eq!(older.adr.facts.status, Status::Accepted);
}

#[test]
fn a_link_into_another_log_is_refused_and_nothing_is_written() {
    let mut stage = Stage::with(&[("0004-a.md", NYGARD)]);
    stage.import("letters", &[("0009-a.md", MADR_3)]);
    let (here, there) = (stage.log("parcels"), stage.bench.resolve("9").unwrap());
    let (what, _) = stage.refused(NewAdr {
        log: Some(here),
        links: vec![(LinkKind::DependsOn, there)],
        ..titled("Use X")
    });
    assert!(what.contains("lie in different logs"), "{what}");
    // Without a name the log is that of the decision it is linked to.
    let new = stage.new(NewAdr {
        links: vec![(LinkKind::DependsOn, there)],
        ..titled("Use X")
    });
    assert_eq!(new.done.refs, ["letters/10", "letters/9"]);
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
        match stage.apply(titled(&title)) {
            Ok(done) => {
                let adr = stage.bench.record_without_text(done.made.unwrap()).unwrap().adr;
                let typed = archdeck::domain::text::Line::parse(&title).unwrap();
                prop_assert_eq!(adr.facts.title, typed.as_str());
                prop_assert_eq!(adr.facts.status, Status::Draft);
            }
            Err(_) => prop_assert_eq!(stage.events(), before),
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

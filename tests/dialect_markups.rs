//! What the reader understands of records in AsciiDoc and reStructuredText: the facts of their heads, wherever people put
//! them, and nothing that only looks like one.

use archdeck::{
    dialect::{Parsed, read},
    domain::{adr::Dialect, link::LinkKind, log::FileKind, status::Status},
};
use proptest::prelude::*;

fn parsed(path: &str, text: &str) -> Parsed {
    read(path, text.as_bytes()).remove(0)
}

fn supersession(parsed: &Parsed) -> Vec<(LinkKind, &str)> {
    let kinds = [LinkKind::Supersedes, LinkKind::SupersededBy];
    let links = parsed.facts.links.iter();
    links
        .filter(|link| kinds.contains(&link.kind))
        .map(|link| (link.kind, link.target.as_str()))
        .collect()
}

fn codes(parsed: &Parsed) -> Vec<&str> {
    let findings = parsed.facts.findings.iter();
    findings.map(|finding| finding.code.as_str()).collect()
}

fn stated<'t>(record: &Parsed, text: &'t str) -> Option<&'t str> {
    text.get(record.spans.status.clone()?)
}

fn day(date: Option<archdeck::domain::adr::SourcedDate>) -> Option<String> {
    date.map(|date| date.date.to_string())
}

#[test]
fn a_record_of_a_numbered_folder_states_its_facts_in_a_table() {
    let text = "= MEP-17: Keep one ledger\n:toc:\nifdef::env-forge[]\n:tip: :bulb:\nendif::[]\n\n.Facts\n[cols=\"1h,1\"]\n|===\n| MEP\n| 17\n\n| Title\n| Keep one ledger\n\n| Sponsor\n| link:https://example.org/ann[Ann Oak]\n\n// Set by the script.\n| Status\n| Accepted :ok_hand:\n\n| Created\n| 2023-04-05\n\n| BDFL-Delegate\n| link:https://example.org/ben[Ben Elm]\n\n// Uncomment where it holds.\n//| Superseded-By\n//| MEP-99\n//\n| Replaces\n| link:../3/README.adoc[MEP-3]\n|===\n\n== Abstract\n\nWords.\n\n== Motivation\n";
    let record = parsed("mep/17/README.adoc", text);
    let facts = &record.facts;
    assert_eq!(
        (record.kind, facts.dialect, facts.number),
        (FileKind::Record, Dialect::Asciidoc, Some(17))
    );
    assert_eq!(
        (facts.title.as_str(), facts.status),
        ("Keep one ledger", Status::Accepted)
    );
    assert_eq!(stated(&record, text), Some("Accepted :ok_hand:"));
    assert_eq!(day(facts.dates.created).as_deref(), Some("2023-04-05"));
    assert_eq!(
        (facts.people.authors.len(), facts.people.deciders.len()),
        (1, 1)
    );
    assert_eq!(
        supersession(&record),
        [(LinkKind::Supersedes, "../3/README.adoc")]
    );
    assert_eq!(codes(&record), [""; 0]);
}

#[test]
fn attributes_and_sections_of_asciidoc_state_a_status() {
    for (text, status, words) in [
        (
            "= ADR-020 - One ledger\n\n== Context\n\nx\n\n== Decision\n\nx\n\n== Status\n\nWork in progress.\n",
            Status::Draft,
            "Work in progress.",
        ),
        (
            "= 20. One ledger\n:adr_author: Ann\n:adr_status:   approved\n:adr_date: 2024-02-03\n\n== Context\n",
            Status::Accepted,
            "approved",
        ),
        (
            ":page-status: published\n:status: rejected\n\n== ADR-20: One ledger\n\n=== Context\n",
            Status::Rejected,
            "rejected",
        ),
        (
            ":site-status: published\n\n== ADR-20: One ledger\n\n=== Status\n\nThis decision is in effect.\n\n=== Context\n",
            Status::Accepted,
            "This decision is in effect.",
        ),
        (
            "= One ledger\n\n*Status:* [.lime]#Proposed#\n\n== Context\n",
            Status::Proposed,
            "[.lime]#Proposed#",
        ),
        (
            "= One ledger\n\nStatus:: Proposed\nDate:: 2024-02-03\n\n== Context\n",
            Status::Proposed,
            "Proposed",
        ),
        (
            "= One ledger\n\n|===\n| Status | {state}\n|===\n\n:state: deferred\n\n== Context\n",
            Status::Deferred,
            "deferred",
        ),
        (
            "= One ledger\n\n== Status\n\n[[status]]\n[.lead]\nTrial by team A\n\n== Context\n",
            Status::Unknown,
            "Trial by team A",
        ),
        (
            "= One ledger\n\n== Context\n\n== Status\n\nimage:https://example.org/badge/ADR-accepted-green[x]\n",
            Status::Accepted,
            "image:https://example.org/badge/ADR-accepted-green[x]",
        ),
        (
            "One ledger\n==========\n\nStatus\n------\n\nDeprecated since 2024-01\n\nContext\n-------\n",
            Status::Deprecated,
            "Deprecated since 2024-01",
        ),
    ] {
        let record = parsed("0020-one-ledger.adoc", text);
        assert_eq!(record.facts.status, status, "{text}");
        assert_eq!(stated(&record, text), Some(words), "{text}");
        assert_eq!(record.facts.title, "One ledger", "{text}");
        assert_eq!(
            (record.kind, record.facts.number),
            (FileKind::Record, Some(20))
        );
    }
}

#[test]
fn days_are_read_wherever_asciidoc_and_rst_state_them() {
    for text in [
        "= X\n:revdate: 2024-02-03\n\n== Context\n",
        "= X\nAnn Oak <ann@example.org>\nv1, 2024-02-03\n\n== Context\n",
        "= X\n:adr_date: {day}\n:day: 2024-02-03\n\nDate: {day}\n\n== Context\n",
        "= X\n\n== Date\n\n3 February 2024\n\n== Context\n",
        "= X\n\n== Status\n\nAccepted on 2024-02-03\n\n== Context\n",
    ] {
        let record = parsed("0001-x.adoc", text);
        assert_eq!(
            day(record.facts.dates.decided).as_deref(),
            Some("2024-02-03"),
            "{text}"
        );
    }
    for text in [
        "X\n###\n\n:Date: 2024-02-03\n\nContext\n*******\n",
        "X\n###\n\n* **Date**: 2024-02-03\n\nContext\n*******\n",
        "X\n###\n\nStatus\n******\n\n**Accepted** *2024-02-03*\n\nContext\n*******\n",
    ] {
        let record = parsed("0001-x.rst", text);
        assert_eq!(
            day(record.facts.dates.decided).as_deref(),
            Some("2024-02-03"),
            "{text}"
        );
    }
}

#[test]
fn what_only_looks_like_a_status_states_none() {
    for text in [
        "= X\n:jbake-status: published\n:jbake-date: 2024-01-01\n\n== Context\n",
        "= X\n:build_status: accepted\n\n== Context\n",
        "= X\n\n----\n:adr_status: draft\n----\n\n== Context\n\n....\n== Status\n\naccepted\n....\n",
        "= X\n\n////\n| Status | accepted\n////\n\n== Context\n",
        "= X\n\n|===\n| Status\n| {adr_status}\n|===\n\n== Context\n",
        "= X\n\n|===\n| Status\n|\n\n| Date\n|\n|===\n\n== Context\n",
        "= X\n\n== Context\n\nx\n\n== Decision\n\n|===\n| Status | accepted\n|===\n:adr_status: draft\n",
    ] {
        let record = parsed("0001-x.adoc", text);
        assert_eq!(record.facts.status, Status::Unknown, "{text}");
        assert_eq!(
            (record.facts.dates.decided, stated(&record, text)),
            (None, None),
            "{text}"
        );
    }
    for text in [
        "X\n#\n\nStatus\n******\n\n.. One of these\n    - accepted\n    - draft\n\nContext\n*******\n",
        "X\n###\n\nExample::\n\n   Status\n   ======\n\n   accepted\n\nContext\n*******\n",
        "X\n###\n\n.. code-block:: rst\n\n   :Status: accepted\n\nContext\n*******\n",
        "X\n###\n\nContext\n*******\n\n+--------+----------+\n| Status | Accepted |\n+--------+----------+\n",
    ] {
        let record = parsed("0001-x.rst", text);
        assert_eq!(record.facts.status, Status::Unknown, "{text}");
        assert_eq!(stated(&record, text), None, "{text}");
    }
}

#[test]
fn fields_grids_lists_and_sections_of_rst_state_a_status() {
    let head = "===================\nOEP-0020 One ledger\n===================\n\n";
    let tail = "\n\nMotivation\n**********\n\nWords.\n\nDecision\n********\n";
    for (facts, status, words) in [
        (
            "+---------------+------------+\n| OEP           | :doc:`20`  |\n+---------------+------------+\n| Status        | Accepted   |\n+---------------+------------+\n| Authors       | Ann Oak,   |\n|               | Ben Elm    |\n+---------------+------------+\n| Arbiter       | Cleo Fir   |\n+---------------+------------+\n| Last-Modified | 2024-02-03 |\n+---------------+------------+",
            Status::Accepted,
            "Accepted",
        ),
        (
            ".. list-table::\n   :widths: 25 75\n\n   * - Status\n     - Under Review\n   * - Authors\n     - Ann Oak,\n       Ben Elm\n   * - Arbiter\n     - Cleo Fir",
            Status::InReview,
            "Under Review",
        ),
        (
            ":Status: Draft\n:Authors: Ann Oak, Ben Elm\n:Arbiter: Cleo Fir",
            Status::Draft,
            "Draft",
        ),
        (
            "+----------+-------------------+----------+\n| Status   | Authors           | Arbiter  |\n+==========+===================+==========+\n| Rejected | Ann Oak, Ben Elm  | Cleo Fir |\n+----------+-------------------+----------+",
            Status::Rejected,
            "Rejected",
        ),
    ] {
        let text = format!("{head}{facts}{tail}");
        let record = parsed("oeps/oep-0020-one-ledger.rst", &text);
        assert_eq!(record.facts.status, status, "{text}");
        assert_eq!(stated(&record, &text), Some(words), "{text}");
        assert_eq!(
            record.facts.people.authors,
            ["Ann Oak", "Ben Elm"],
            "{text}"
        );
        assert_eq!(record.facts.people.deciders, ["Cleo Fir"], "{text}");
        assert_eq!(
            (record.facts.title.as_str(), record.facts.number),
            ("One ledger", Some(20)),
            "{text}"
        );
        assert_eq!(record.facts.dates.decided, None);
    }
    for (value, status) in [
        ("**Accepted**", Status::Accepted),
        ("Accepted *2024-02-03*", Status::Accepted),
        (
            "As of 2024-02-03, this OEP has been accepted.",
            Status::Accepted,
        ),
        ("**Provisional** *2024-02-03*", Status::Unknown),
    ] {
        let text = format!(
            ".. _here:\n\n20. One ledger\n##############\n\nStatus\n******\n\n{value}\n\nContext\n*******\n"
        );
        let record = parsed("0020-one-ledger.rst", &text);
        assert_eq!(record.facts.status, status, "{text}");
        assert_eq!(stated(&record, &text), Some(value));
        assert_eq!(
            (record.kind, record.facts.dialect),
            (FileKind::Record, Dialect::Rst)
        );
    }
}

#[test]
fn successors_are_named_in_the_links_of_each_markup() {
    let by = |target| vec![(LinkKind::SupersededBy, target)];
    for (value, target) in [
        ("Superseded by xref:0030-y.adoc[ADR 30 - Y]", "0030-y.adoc"),
        ("Superseded by: <<0030-y.adoc#,Y>>.", "0030-y.adoc"),
        ("Superseded by ADR-030", "ADR-030"),
        ("Obsoleted by link:0030-y.adoc[Y]", "0030-y.adoc"),
    ] {
        let text = format!("= 2. X\n\n== Status\n\n{value}\n\n== Context\n");
        let record = parsed("0002-x.adoc", &text);
        assert_eq!(supersession(&record), by(target), "{text}");
        assert_eq!(record.facts.status, Status::Superseded, "{text}");
    }
    for value in [
        "Superseded by :doc:`0030-y`",
        "**Superseded** by `Y <0030-y.rst>`_",
        "Superseded by `Y`_\n\n.. _Y: 0030-y.rst",
        "Superseded by\n:doc:`the second Y <0030-y>`",
    ] {
        let text = format!("2. X\n####\n\nStatus\n******\n\n{value}\n\nContext\n*******\n");
        let record = parsed("0002-x.rst", &text);
        assert_eq!(supersession(&record), by("0030-y.rst"), "{text}");
        assert_eq!(record.facts.status, Status::Superseded, "{text}");
    }
    let said = "= 2. X\n:adr_status: obsolete\n\nNOTE: This ADR has been superseded by xref:0030-y.adoc[Y].\n\n== Context\n\nThe new cache supersedes xref:0001-z.adoc[the old one] there.\n";
    assert_eq!(
        supersession(&parsed("0002-x.adoc", said)),
        by("0030-y.adoc")
    );
}

#[test]
fn a_status_that_another_file_may_state_is_said_to_be_unread() {
    let text = "= 2. X\n\ninclude::partial$facts.adoc[]\n\n== Context\n";
    let record = parsed("0002-x.adoc", text);
    assert_eq!(codes(&record), ["included-not-read"]);
    assert_eq!(record.facts.findings[0].line, Some(3));
    let known = text.replace("\n\ninclude", "\n:adr_status: draft\n\ninclude");
    assert_eq!(codes(&parsed("0002-x.adoc", &known)), [""; 0]);
}

#[test]
fn a_numbered_piece_that_states_nothing_is_no_record() {
    for (path, text) in [
        ("ADR_001_x.adoc", "= 001 A file\n\nWords.\n"),
        ("001-x.rst", "A file\n======\n\nWords.\n\nMore\n----\n"),
        ("facts.adoc", "|===\n| Status\n| {adr_status}\n|===\n"),
    ] {
        assert_eq!(parsed(path, text).kind, FileKind::Other, "{path}");
    }
    let table = "= 1. X\n\n|===\n| Status | Draft\n|===\n\n== Proposal of a kind\n";
    assert_eq!(parsed("0001-x.adoc", table).kind, FileKind::Record);
}

/// The places of a file that its facts are read from must be its own.
fn spans_are_of_the_file(path: &str, text: &str) {
    for record in read(path, text.as_bytes()) {
        let (stated, keyword) = (&record.spans.status, &record.spans.status_keyword);
        if let (Some(fact), Some(range)) = (&record.facts.stated, stated) {
            assert!(
                text.get(range.clone())
                    .is_some_and(|stated| stated.starts_with(&fact.raw)),
                "{text:?}"
            );
        }
        if let (Some(range), Some(whole)) = (keyword, stated) {
            assert!(
                whole.start <= range.start && range.end <= whole.end,
                "{text:?}"
            );
        }
        for range in [record.spans.date, record.spans.title, record.spans.deciders] {
            assert!(
                range.is_none_or(|range| text.get(range).is_some()),
                "{text:?}"
            );
        }
        for section in record.sections {
            assert!(text.get(section.span).is_some(), "{text:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_of_these_marks_upsets_the_reader(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "\n", "\n\n", " ", "   ", "= ", "== ", "====", "----", "****", "|", "|===\n", "| Status\n", "| Status | Draft |\n",
            "+---+\n", "Accepted", "accepted", "日付", "é", ":status: ", ":adr_", "status: ", "{a}", ":a: é\n", "xref:", "[", "]",
            "<<", ">>", ",", "`", "`_", ":doc:`", "<x.rst>", ".. ", "::\n", "list-table::\n", "* - ", "- ", ".. _é: y\n", "\\",
            "Superseded by ", "ADR-1", "// ", "////\n", "include::x[]\n", "cols=\"9999999999*,", "[.é]#", "#",
        ]), 0..40),
        ending in prop::sample::select(vec!["adoc", "asciidoc", "rst"]),
    ) {
        spans_are_of_the_file(&format!("0001-x.{ending}"), &pieces.concat());
    }

    #[test]
    fn no_bytes_upset_the_reader(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        ending in prop::sample::select(vec!["adoc", "rst"]),
    ) {
        prop_assert_eq!(read(&format!("0001-x.{ending}"), &bytes).len(), 1);
    }
}

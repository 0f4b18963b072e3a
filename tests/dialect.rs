//! What the reader understands of ADR files in every dialect, and that no bytes whatever upset it.

use std::fmt::Write as _;

use archdeck::{
    dialect::{Parsed, Role, read, sections_of_top_level},
    domain::{
        adr::{DateSource, Dialect},
        link::LinkKind,
        log::FileKind,
        status::Status,
    },
};
use pretty_assertions::assert_eq;
use proptest::prelude::*;

/// The one record of a file.
fn parsed(path: &str, text: &str) -> Parsed {
    let mut all = read(path, text.as_bytes());
    assert_eq!(all.len(), 1, "{path} holds one record");
    all.remove(0)
}

/// A record in the style of Nygard with this status section.
fn with_status(status: &str) -> Parsed {
    let text = format!(
        "# 7. Use one store\n\nDate: 2024-05-06\n\n## Status\n\n{status}\n\n## Context\n\nWe keep records.\n\n## Decision\n\nOne store.\n\n## Consequences\n\nLess to run.\n"
    );
    parsed("0007-use-one-store.md", &text)
}

/// The supersession links as `kind target`, partial ones marked.
fn supersession(parsed: &Parsed) -> Vec<String> {
    let links = parsed
        .facts
        .links
        .iter()
        .filter(|link| matches!(link.kind, LinkKind::Supersedes | LinkKind::SupersededBy));
    links
        .map(|link| {
            format!(
                "{}{} {}",
                if link.partial { "partially " } else { "" },
                link.kind.phrase(),
                link.target
            )
        })
        .collect()
}

fn codes(parsed: &Parsed) -> Vec<&str> {
    parsed
        .facts
        .findings
        .iter()
        .map(|finding| finding.code.as_str())
        .collect()
}

#[test]
fn a_status_is_read_in_every_form_people_write_it() {
    use Status::{
        Accepted, Deferred, Deprecated, Draft, InReview, Proposed, Rejected, Superseded, Unknown,
        Withdrawn,
    };
    for (written, meant) in [
        ("Accepted", Accepted),
        ("Accepted.", Accepted),
        ("accepted", Accepted),
        ("Accepted (2024-01-03)", Accepted),
        ("- Accepted", Accepted),
        ("**Accepted**", Accepted),
        ("`Accepted`", Accepted),
        ("✅ Accepted", Accepted),
        ("![Accepted](https://example.org/badge.svg)", Accepted),
        ("Approved", Accepted),
        (
            "** Approved ** by vote of the board on 2021-01-26",
            Accepted,
        ),
        ("2024-01-02 proposed\n\n2024-02-03 accepted", Accepted),
        ("Superseded by [ADR-0009](0009-x.md)", Superseded),
        ("Superceded by [9. X](0009-x.md)", Superseded),
        ("~~Accepted~~ Superseded by ADR-0009", Superseded),
        ("Accepted\n\nSuperseded by [9. X](0009-x.md)", Superseded),
        ("Accepted, supersedes [1. X](0001-x.md)", Accepted),
        ("accepted — partially-supersedes ADR-3, ADR-4", Accepted),
        (
            "Accepted\n\nAmended by [9. X](0009-x.md) — the earlier framing is\nsuperseded for this layer.",
            Accepted,
        ),
        ("Status: Draft <!-- Draft | Proposed | Rejected -->", Draft),
        ("Proposed | **Accepted** | Rejected", Accepted),
        ("Proposed | Accepted | Rejected", Unknown),
        ("Accepted (lazy consensus) & implemented", Accepted),
        ("Akzeptiert", Accepted),
        ("Abgelöst (Superseded)", Superseded),
        ("- [ ] proposed\n- [x] rejected", Rejected),
        ("In review", InReview),
        ("On hold until spring", Deferred),
        ("Withdrawn by its author", Withdrawn),
        ("Obsolete", Deprecated),
        (
            "> A record may be \"accepted\" or not.\n\nProposed",
            Proposed,
        ),
        ("What is the status, such as accepted?", Unknown),
        ("Not implemented", Unknown),
        ("", Unknown),
    ] {
        assert_eq!(with_status(written).facts.status, meant, "{written}");
    }
}

#[test]
fn the_status_keeps_its_words_its_note_and_its_date() {
    let record = with_status("**Accepted** (2024-01-03) & implemented");
    let stated = record.facts.stated.expect("a status is stated");
    assert_eq!(stated.raw, "**Accepted** (2024-01-03) & implemented");
    assert_eq!(stated.note.as_deref(), Some("(2024-01-03) & implemented"));
    assert_eq!(
        stated.date.map(|date| date.to_string()).as_deref(),
        Some("2024-01-03")
    );
    assert_eq!(with_status("").facts.stated, None);
}

#[test]
fn a_heading_a_field_a_table_and_a_block_may_state_it() {
    for (text, meant) in [
        (
            "# X\n\n## Status: Accepted\n\n## Context\n",
            Status::Accepted,
        ),
        (
            "# X\n\n## Status - DEPRECATED by [014]\n\n## Context\n",
            Status::Deprecated,
        ),
        (
            "# X\n\n* Status: accepted\n\n## Context\n",
            Status::Accepted,
        ),
        (
            "# X\n\n- **Status:** Proposed\n\n## Context\n",
            Status::Proposed,
        ),
        (
            "# X\n\n**Status:** Accepted  \n**Date:** 2024-01-02\n\n## Context\n",
            Status::Accepted,
        ),
        (
            "# X\n\n**Status** Accepted\n\n## Context\n",
            Status::Accepted,
        ),
        (
            "# X\n\n| Field | Value |\n|---|---|\n| **Status** | Proposed |\n\n## Context\n",
            Status::Proposed,
        ),
        (
            "# X\n\n## Metadata\n\n- Status: Draft\n\n## Context\n",
            Status::Draft,
        ),
        (
            "# X\n\n## Summary\n\n### Issue\n\nY\n\n### Status\n\nDecided.\n\n## Details\n",
            Status::Accepted,
        ),
        (
            "---\nstatut: proposé\n---\n# X\n\n## Contexte\n",
            Status::Proposed,
        ),
        ("---\nstatus: {proposed}\n---\n# X\n", Status::Proposed),
        (
            "---\nstatus: \"superseded by ADR-0002\"\n---\n# X\n",
            Status::Superseded,
        ),
        ("---\ntags: [accepted, store]\n---\n# X\n", Status::Accepted),
        (
            "---\nparent: Decisions\nnav_order: 7\n---\n# X\n\n## Context\n",
            Status::Unknown,
        ),
        (
            "# X\n\n```\n## Status\n\nAccepted\n```\n\n## Context\n",
            Status::Unknown,
        ),
    ] {
        assert_eq!(parsed("0001-x.md", text).facts.status, meant, "{text}");
    }
}

#[test]
fn links_of_supersession_are_read_where_records_state_them() {
    for (status, links) in [
        (
            "Superseded by [ADR-0009](0009-x.md)",
            vec!["superseded by 0009-x.md"],
        ),
        (
            "~~Accepted~~ Superseded by ADR-0009",
            vec!["superseded by ADR-0009"],
        ),
        (
            "Accepted, supersedes [1. X](0001-x.md)",
            vec!["supersedes 0001-x.md"],
        ),
        (
            "accepted — partially-supersedes ADR-3, ADR-4",
            vec!["partially supersedes ADR-3", "partially supersedes ADR-4"],
        ),
        (
            "Accepted\n\nAmended by [9. X](0009-x.md) — the earlier framing is\nsuperseded for this layer.",
            vec![],
        ),
        ("[accepted | superseded by [xxx](yyyymmdd-xxx.md)]", vec![]),
    ] {
        assert_eq!(supersession(&with_status(status)), links, "{status}");
    }
    let block = parsed(
        "0003-x.md",
        "---\nsupersedes: [\"0001\", 0002-y.md]\nsupersededBy: 0009\n---\n# X\n",
    );
    assert_eq!(
        supersession(&block),
        [
            "supersedes 0001",
            "supersedes 0002-y.md",
            "superseded by 0009"
        ]
    );
    let section = parsed(
        "20240102-x.md",
        "# X\n\n- Status: accepted\n\n## Context and Problem Statement\n\n## Links\n\n- Supersedes [20230101-y](20230101-y.md)\n",
    );
    assert_eq!(supersession(&section), ["supersedes 20230101-y.md"]);
    let sentence = parsed(
        "0003-x.md",
        "# X\n\n## Status\n\nPartly superseded\n\n## Decision\n\n**The second half was superseded by [ADR 9](0009-y.md).**\n",
    );
    assert_eq!(
        (sentence.facts.status, supersession(&sentence)),
        (
            Status::Accepted,
            vec!["partially superseded by 0009-y.md".to_owned()]
        )
    );
}

#[test]
fn prose_states_no_link_and_a_mention_is_a_reference() {
    let text = "# X\n\n## Status\n\nAccepted\n\n## Context\n\nADR-0004 was superseded by ADR-0005, see [6](0006-z.md).\nThe cache replaces ADR-0008 in the old tool.\n\n`ADR-0001 status becomes superseded by ADR-0002`\n";
    let record = parsed("0003-x.md", text);
    assert_eq!(supersession(&record), Vec::<String>::new());
    assert!(
        record
            .facts
            .links
            .iter()
            .all(|link| link.kind == LinkKind::Reference)
    );
    let targets: Vec<&str> = record
        .facts
        .links
        .iter()
        .map(|link| link.target.as_str())
        .collect();
    assert!(
        targets.contains(&"0006-z.md") && targets.contains(&"ADR-0005"),
        "{targets:?}"
    );
}

#[test]
fn other_typed_links_keep_their_kind_and_their_words() {
    let text = "# X\n\n**Depends on:** ADR-018 (the store), ADR-073\n\n## Status\n\nAccepted\n\nAmends [2. Y](0002-y.md)\n\n## Links\n\n* Refined by [ADR-0005](0005-x.md)\n";
    let record = parsed("0003-x.md", text);
    let typed: Vec<(LinkKind, &str, &str)> = record
        .facts
        .links
        .iter()
        .map(|link| (link.kind, link.phrase.as_str(), link.target.as_str()))
        .collect();
    assert_eq!(
        typed,
        [
            (LinkKind::Amends, "Amends", "0002-y.md"),
            (LinkKind::DependsOn, "Depends on", "ADR-018"),
            (LinkKind::DependsOn, "Depends on", "ADR-073"),
            (LinkKind::RefinedBy, "Refined by", "0005-x.md"),
        ]
    );
}

#[test]
fn each_dialect_is_known_and_read() {
    let madr_2 = "# Use X <!-- short -->\n\n* Status: accepted\n* Deciders: Ann, Ben\n* Date: 2024-03-02\n\nTechnical Story: #12\n\n## Context and Problem Statement\n\n## Considered Options\n\n## Decision Outcome\n";
    let madr_3 = "---\nstatus: accepted\ndate: 2024-03-02\ndeciders: Ann, Ben\n---\n\n# Use X\n\n## Context and Problem Statement\n\n## Considered Options\n\n## Decision Outcome\n";
    let madr_4 = "---\n# optional\nstatus: \"accepted\"\ndate: 2024-03-02\ndecision-makers: [Ann, Ben]\n---\n# Use X\n\n## Context and Problem Statement\n\n## Considered Options\n\n## Decision Outcome\n\n### Confirmation\n";
    let log4brains = "# Use X\n\n- Status: accepted\n- Deciders: Ann, Ben\n- Date: 2024-03-02\n- Tags: Store, local first\n\n## Context and Problem Statement\n\n## Decision Outcome\n";
    for (path, text, dialect) in [
        ("0001-use-x.md", madr_2, Dialect::Madr2),
        ("0001-use-x.md", madr_3, Dialect::Madr3),
        ("0001-use-x.md", madr_4, Dialect::Madr3),
        ("20240301-use-x.md", log4brains, Dialect::Log4brains),
    ] {
        let record = parsed(path, text);
        assert_eq!(record.facts.dialect, dialect);
        assert_eq!(record.facts.title, "Use X");
        assert_eq!(record.facts.status, Status::Accepted);
        assert_eq!(record.facts.people.deciders, ["Ann", "Ben"]);
        let decided = record.facts.dates.decided.expect("a date is stated");
        assert_eq!(
            (decided.date.to_string().as_str(), decided.source),
            ("2024-03-02", DateSource::Field)
        );
    }
    assert_eq!(with_status("Accepted").facts.dialect, Dialect::Nygard);
    let tagged = parsed("20240301-use-x.md", log4brains).facts;
    assert_eq!(
        (tagged.number, tagged.native_id.as_deref()),
        (None, Some("20240301-use-x"))
    );
    assert_eq!(tagged.tags, ["store", "local", "first"]);
}

#[test]
fn a_form_left_unfilled_states_nothing() {
    let text = "# Use X\n\n- Status: [draft | proposed | superseded by [xxx](yyyymmdd-xxx.md)] <!-- optional -->\n- Deciders: [list everyone involved in the decision] <!-- optional -->\n- Date: [YYYY-MM-DD when the decision was last updated] <!-- optional -->\n\n## Context and Problem Statement\n";
    let record = parsed("0001-use-x.md", text);
    assert_eq!(
        (record.facts.status, record.facts.dates.decided),
        (Status::Unknown, None)
    );
    assert!(record.facts.people.deciders.is_empty() && record.facts.links.is_empty());
    assert_eq!(codes(&record), ["status-unfilled"]);
}

#[test]
fn titles_in_every_state_of_repair() {
    for (path, text, title, number, from_name) in [
        (
            "0046-y.md",
            "#46. Generalise\n\n## Status\n",
            "Generalise",
            Some(46),
            false,
        ),
        (
            "0007-use-one-store.md",
            "## Context\n\n## Decision\n",
            "Use one store",
            Some(7),
            true,
        ),
        (
            "x.md",
            "ADR-0003: Use `x`\n=================\n\n## Context\n\n## Decision\n",
            "Use `x`",
            Some(3),
            false,
        ),
        (
            "0035-x.md",
            "# 3. Wrong number\n",
            "Wrong number",
            Some(35),
            false,
        ),
        (
            "0003-x.md",
            "---\ntitle: |\n  3. From the block\n---\n\n## Context\n",
            "From the block",
            Some(3),
            false,
        ),
        (
            "0003-x.md",
            "<!-- a note -->\n# Use *x* #\n",
            "Use *x*",
            Some(3),
            false,
        ),
        ("0003-x.md", "", "X", Some(3), true),
    ] {
        let facts = parsed(path, text).facts;
        assert_eq!(
            (facts.title.as_str(), facts.number, facts.title_from_name),
            (title, number, from_name),
            "{text}"
        );
    }
}

#[test]
fn dates_are_stated_understood_or_neither() {
    let date = |text: &str| {
        let facts = parsed("0001-x.md", &format!("# X\n\n{text}\n\n## Context\n")).facts;
        (
            facts.dates.decided.map(|date| date.date.to_string()),
            facts.dates.not_understood,
        )
    };
    let stated = |text: &str| (Some(text.to_owned()), None);
    assert_eq!(date("Date: 2024-01-03"), stated("2024-01-03"));
    assert_eq!(date("* **Date:** 12th January 2016"), stated("2016-01-12"));
    assert_eq!(date("Date: 2022-11"), stated("2022-11"));
    assert_eq!(date("Datum: 26.07.2019"), stated("2019-07-26"));
    assert_eq!(
        date("Date: 03/02/2024"),
        (None, Some("03/02/2024".to_owned()))
    );
    assert_eq!(
        date("Date: 2023-02-30"),
        (None, Some("2023-02-30".to_owned()))
    );
    assert_eq!(date("No date."), (None, None));
    let named = parsed("2022-04-13_018-x.md", "# X\n")
        .facts
        .dates
        .decided
        .expect("the name has one");
    assert_eq!(
        (named.date.to_string().as_str(), named.source),
        ("2022-04-13", DateSource::FileName)
    );
    let review = parsed("0001-x.md", "---\nreviewBy: 2027-01-01\n---\n# X\n")
        .facts
        .dates;
    assert_eq!(
        review
            .review_by
            .map(|date| date.date.to_string())
            .as_deref(),
        Some("2027-01-01")
    );
    assert_eq!(review.decided, None);
}

#[test]
fn every_name_of_a_file_is_imported() {
    for path in [
        "ADR-017-x.md",
        "001-x.md",
        "20240101-x.md",
        "2022-04-13_018-x.md",
        "sub/0001-x.md",
        "0001-x/README.md",
        "ARCH-002-x.md",
        "adr4.md",
    ] {
        assert_eq!(
            parsed(path, "# X\n\n## Context\n\n## Decision\n").kind,
            FileKind::Record,
            "{path}"
        );
    }
    let adoc = parsed("0001-x.adoc", "= 1. X\n\n== Status\n\ndraft\n");
    let rst = parsed(
        "0001-x.rst",
        "1. X\n####\n\nStatus\n******\n\n**Accepted**\n",
    );
    for (read, status) in [(adoc, Status::Draft), (rst, Status::Accepted)] {
        assert_eq!(
            (read.kind, read.facts.title.as_str(), read.facts.status),
            (FileKind::Record, "X", status)
        );
        assert_eq!(codes(&read), [""; 0]);
    }
}

#[test]
fn sections_are_the_headings_below_the_title() {
    let record = parsed(
        "0001-x.md",
        "# X\n\n## Context and Problem Statement\n\n### Detail\n\n## Decision Drivers <!-- optional -->\n\n```\n## no\n```\n",
    );
    assert_eq!(
        sections_of_top_level(&record.sections),
        [
            "Context and Problem Statement",
            "Decision Drivers <!-- optional -->"
        ]
    );
    let roles: Vec<Role> = record.sections.iter().map(|section| section.role).collect();
    assert_eq!(roles, [Role::Context, Role::Other, Role::Drivers]);
}

#[test]
fn every_line_break_and_encoding_gives_the_same_facts() {
    let text = "---\nstatus: accepted\ndate: 2024-01-02\n---\n# 7. Ü x\n\n## Context\n\n## Decision\n\nSupersedes nothing.\n";
    let expected = parsed("0007-x.md", text).facts;
    let crlf = text.replace('\n', "\r\n");
    let cr = text.replace('\n', "\r");
    let bom = format!("\u{feff}{crlf}");
    for variant in [crlf, cr, bom, text.trim_end().to_owned()] {
        assert_eq!(parsed("0007-x.md", &variant).facts, expected, "{variant:?}");
    }
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let wide = read("0007-x.md", &utf16).remove(0);
    assert_eq!(
        (wide.facts.status, wide.facts.title.as_str()),
        (Status::Accepted, "Ü x")
    );
    assert_eq!(wide.spans.status, None);
}

#[test]
fn spans_lead_to_the_stated_bytes() {
    let text = "\u{feff}# 7. Ünits\r\n\r\nDate: 2024-05-06\r\n\r\n## Status\r\n\r\n✅ **Accepted** by all\r\n\r\n## Context\r\n";
    let record = read("0007-x.md", text.as_bytes()).remove(0);
    let at = |range: Option<std::ops::Range<usize>>| {
        text.get(range.expect("the fact is stated"))
            .expect("a range of the file")
            .to_owned()
    };
    assert_eq!(at(record.spans.title), "7. Ünits");
    assert_eq!(at(record.spans.date), "2024-05-06");
    assert_eq!(at(record.spans.status), "✅ **Accepted** by all");
    assert_eq!(at(record.spans.status_keyword), "Accepted");
    let block = "---\nstatus: \"proposed\" # so far\n---\n# X\n";
    let record = parsed("0007-x.md", block);
    assert_eq!(
        block.get(record.spans.status.expect("stated")),
        Some("proposed")
    );
    assert_eq!(
        block.get(record.spans.front_matter.expect("there")),
        Some("---\nstatus: \"proposed\" # so far\n---\n")
    );
}

#[test]
fn a_block_and_a_text_that_disagree_are_reported() {
    let record = parsed(
        "0007-x.md",
        "---\nstatus: proposed\n---\n# X\n\n## Status\n\nAccepted\n",
    );
    assert_eq!(record.facts.status, Status::Proposed);
    assert_eq!(codes(&record), ["status-contradiction"]);
    assert_eq!(record.facts.findings[0].line, Some(8));
}

#[test]
fn hostile_sizes_are_read_in_passing() {
    let title = "t".repeat(4_000);
    assert_eq!(
        parsed("0001-x.md", &format!("# {title}\n")).facts.title,
        title
    );
    let many_links = (0..5_000).fold("# X\n\n".to_owned(), |mut text, n| {
        let _ = writeln!(text, "[{n}](0{n}-x.md) supersedes ADR-{n}");
        text
    });
    assert!(parsed("x.md", &many_links).facts.links.len() <= 200);
    for piece in [
        "a",
        "|",
        "[",
        "> ",
        "# ",
        "- ",
        "*",
        "`",
        "<!--",
        "this adr supersedes ",
        "---\n",
        "Status: a\n",
        "superseded by ADR-1 (",
        "xref:",
        "<<",
        ":a_status: {b}\n",
        "|===\n| a\n",
        "| {state}\n",
        "`a`_ ",
        ".. list-table::\n",
        "   * - a\n",
        "a\n===\n",
        "\r",
        "\0",
    ] {
        let text = piece.repeat(64_000 / piece.len());
        assert_eq!(read("0001-x.md", text.as_bytes()).len(), 1, "{piece:?}");
        let text = piece.repeat(16_000 / piece.len());
        for path in ["0001-x.adoc", "0001-x.rst"] {
            assert_eq!(read(path, text.as_bytes()).len(), 1, "{piece:?}");
        }
    }
}

/// Lines that between them touch every part of the reader.
const LINES: &[&str] = &[
    "---",
    "+++",
    "...",
    "status: accepted",
    "Status: Proposed",
    "status: {",
    "date: 2024-01-02",
    "# 1. Title",
    "## Status",
    "Status",
    "======",
    "Accepted",
    "Superseded by [1. X](0001-x.md)",
    "~~Accepted~~",
    "| Status | Draft |",
    "|---|---|",
    "- [x] done",
    "> quote",
    "```",
    "<!--",
    "-->",
    "supersedes: [a, \"b\"]",
    "title: |",
    "  indented",
    "[ref]: 0001-x.md",
    "This ADR supersedes ADR-1, ADR 2 and #3",
    "* Deciders: Ann,",
    "  Ben",
    "Date: 03/02/2024",
    "**Status** x",
    "![a](b/badge/accepted)",
    "日本語：採用",
    "",
    "\u{feff}",
    "\0",
    "=",
    "== Context",
    "****",
    "|===",
    "| Status",
    "| Accepted",
    "| {state}",
    "+---+---+",
    ":adr_status: draft",
    ":state: accepted",
    "include::x.adoc[]",
    "xref:0001-x.adoc[X]",
    "<<x,ADR-1>>",
    "////",
    ".. list-table::",
    "   * - Status",
    "     - Accepted",
    ".. code::",
    ".. _x: 0001-x.rst",
    "Superseded by `x`_ and :doc:`0002-y`",
    "Text::",
];

fn spans_hold(path: &str, bytes: &[u8]) {
    for record in read(path, bytes) {
        let spans = &record.spans;
        let all = [
            &spans.status,
            &spans.status_keyword,
            &spans.status_section,
            &spans.date,
            &spans.title,
            &spans.front_matter,
            &spans.deciders,
        ];
        for range in all.into_iter().flatten() {
            assert!(
                bytes
                    .get(range.clone())
                    .is_some_and(|part| std::str::from_utf8(part).is_ok()),
                "{range:?} is no text of the file"
            );
        }
        if let (Some(stated), Some(range)) = (&record.facts.stated, &spans.status) {
            let there = std::str::from_utf8(&bytes[range.clone()])
                .expect("checked above")
                .replace("\r\n", "\n")
                .replace('\r', "\n");
            assert!(
                there.starts_with(&stated.raw.replace("\r\n", "\n")),
                "{there:?} is not {:?}",
                stated.raw
            );
        }
        if let Some(range) = &spans.status_keyword {
            assert!(!range.is_empty());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_upset_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..600), ending in prop::sample::select(vec!["md", "rst", "adoc", "txt"])) {
        spans_hold(&format!("0001-x.{ending}"), &bytes);
    }

    #[test]
    fn no_mixture_of_lines_upsets_the_reader(
        lines in prop::collection::vec(prop::sample::select(LINES.to_vec()), 0..30),
        line_break in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        ending in prop::sample::select(vec!["md", "rst", "adoc"]),
    ) {
        spans_hold(&format!("0001-x.{ending}"), lines.join(line_break).as_bytes());
    }
}

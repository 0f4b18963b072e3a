//! Packets written, read, changed by one byte and compared.

mod one_byte;

use std::fmt::Write as _;

use chrono::NaiveDate;
use pretty_assertions::assert_eq;
use proptest::prelude::*;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use uuid::Uuid;

use super::*;

fn contents() -> Contents {
    Contents {
        readiness: None,
        id: RecordId(Uuid::from_u128(1)),
        label: "PKT-2026-001".to_owned(),
        title: "Storage and payments".to_owned(),
        ask: Some("Accept payments/12.".to_owned()),
        recommendation: None,
        as_of: NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day"),
        decisions: vec![
            decision(
                12,
                "Use one file",
                "# Use one file\n\n## Context\n\nA [link][x].\n\n[x]: a.md\n",
            ),
            decision(
                13,
                "Two | \"phases\"]",
                "---\nstatus: proposed\n---\n\nApproved\n========\n\n<pre>\n",
            ),
        ],
        relations: vec![Relation {
            from: "payments/13".to_owned(),
            kind: LinkKind::DependsOn,
            to: "payments/12".to_owned(),
        }],
        changes: None,
        head: Head {
            replica: "0123456789abcdef0123456789abcdef".to_owned(),
            seq: 42,
            hash: Digest::of(b"the last event"),
        },
    }
}

fn decision(number: u32, title: &str, text: &str) -> Decision {
    Decision {
        id: RecordId(Uuid::from_u128(number.into())),
        reference: format!("payments/{number}"),
        revision: Digest::of(text.as_bytes()),
        title: title.to_owned(),
        status: Status::Proposed,
        decided: "2026-11-02".parse().ok(),
        review_by: None,
        deciders: vec!["Ana".to_owned(), "Lee".to_owned()],
        consulted: Vec::new(),
        informed: Vec::new(),
        tags: vec!["storage".to_owned()],
        links: vec![(
            "depends on".to_owned(),
            "payments/12".to_owned(),
            "Use one file".to_owned(),
        )],
        open_comments: 1,
        is_markdown: true,
        text: text.to_owned(),
    }
}

/// The headings of the first three levels, read as GitHub reads a file.
fn headings(text: &str) -> Vec<(HeadingLevel, String)> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM;
    let mut found = Vec::new();
    let mut heading = String::new();
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading.clear(),
            Event::End(TagEnd::Heading(level)) if level <= HeadingLevel::H3 => {
                found.push((level, heading.clone()));
            }
            Event::Text(text) | Event::Code(text) => heading.push_str(&text),
            _ => {}
        }
    }
    found
}

fn failing(verdict: &Verdict) -> Vec<(&str, &str)> {
    let checks = verdict.checks.iter().filter(|check| !check.holds);
    checks
        .map(|check| (check.section.as_str(), check.found.as_str()))
        .collect()
}

#[test]
fn a_small_packet() {
    let file = render(&contents());
    let text = String::from_utf8(file.bytes).expect("UTF-8");
    // The version of the program, and so the digest of the manifest, change with every release.
    insta::with_settings!({filters => vec![
        (r#"(?m)^version = ".*"$"#, "version = \"…\""),
        (r#"(?m)^manifest = "sha256:.*"$"#, "manifest = \"sha256:…\""),
    ]}, { insta::assert_snapshot!(text); });
}

#[test]
fn a_packet_reads_back_as_it_was_written() {
    let file = render(&contents());
    let parsed = parse(&file.bytes).expect("a sound packet");
    assert_eq!(parsed.manifest, file.manifest);
    assert_eq!(parsed.sections.len(), 7);
    for (section, framed) in file.sections.iter().zip(&parsed.sections) {
        assert_eq!(
            (&section.id, file.text(section)),
            (&framed.id, framed.body.as_str())
        );
    }
    assert!(verify(&file.bytes).sound);
}

#[test]
fn a_packet_without_anything_says_so() {
    let empty = Contents {
        ask: None,
        decisions: Vec::new(),
        relations: Vec::new(),
        ..contents()
    };
    let file = render(&empty);
    assert!(verify(&file.bytes).sound);
    let text = String::from_utf8(file.bytes).expect("UTF-8");
    for said in [
        "Nothing is asked.",
        "Nothing is recommended.",
        "No comment on these decisions is open.",
        "This packet shows no decision.",
        "No relation is stated; that one decision mentions another does not count.",
        "First packet: nothing to compare with.",
    ] {
        assert!(text.contains(said), "{said}");
    }
}

#[test]
fn what_changed_is_told_under_the_name_of_the_packet_before() {
    let changed = Contents {
        changes: Some(Changes {
            since: "PKT-2026-000".to_owned(),
            added: vec!["payments/13".to_owned()],
            removed: vec!["payments/9 Old".to_owned()],
            changed: vec![(
                "payments/12".to_owned(),
                vec!["status proposed → accepted".to_owned(), "text".to_owned()],
            )],
        }),
        ..contents()
    };
    let text = String::from_utf8(render(&changed).bytes).expect("UTF-8");
    assert!(text.contains(
        "## Changes since PKT-2026-000\n\n\
         - Changed: [payments/12 Use one file](#payments12-use-one-file): status proposed → accepted, text\n\
         - Added: [payments/13 Two \\| \"phases\"\\]](#payments13-two--phases)\n\
         - Removed: payments/9 Old\n"
    ), "{text}");
    assert!(text.contains("| Packet before | PKT-2026-000: 1 changed, 1 added, 1 removed |"));
    assert!(text.contains("](#changes-since-pkt-2026-000)"));
}

#[test]
fn the_contents_lead_to_the_packets_own_headings() {
    let mut forged = contents();
    forged.decisions[0].text = "# payments/13 Two | \"phases\"]\n\n# Relations\n".to_owned();
    let file = render(&forged);
    let text = String::from_utf8(file.bytes).expect("UTF-8");
    let anchors = crate::markdown::anchors(&text, 2);
    assert_eq!(anchors[3], "payments13-two--phases-1");
    for anchor in anchors {
        assert!(text.contains(&format!("](#{anchor})")), "{anchor}");
    }
}

#[test]
fn every_cut_is_found() {
    let file = render(&contents());
    for length in (0..file.bytes.len()).step_by(7) {
        let verdict = verify(&file.bytes[..length]);
        assert!(!verdict.sound, "{length}");
        assert!(
            failing(&verdict)
                .iter()
                .any(|(section, _)| *section == "manifest")
        );
    }
    let verdict = verify(&file.bytes[..file.sections[3].range.start + 4]);
    assert_eq!(
        failing(&verdict),
        [
            (
                file.sections[3].id.as_str(),
                "its text differs: bytes came in, went away or were cut off"
            ),
            (
                "manifest",
                "the manifest is missing: the file was cut or is no packet"
            ),
        ]
    );
}

#[test]
fn sections_behind_a_changed_one_still_hold() {
    let file = render(&contents());
    let mut edited = file.bytes.clone();
    edited.splice(file.sections[1].range.clone(), *b"Approved.");
    let verdict = verify(&edited);
    assert_eq!(failing(&verdict).len(), 1);
    assert_eq!(failing(&verdict)[0].0, "ask");
    let text = String::from_utf8(file.bytes.clone()).expect("UTF-8");
    let cut = text.find("<!-- archdeck:begin index").expect("a mark");
    let next = text
        .find(&format!("<!-- archdeck:begin {}", file.sections[3].id))
        .expect("a mark");
    edited = file.bytes;
    edited.drain(cut..next);
    assert_eq!(
        failing(&verify(&edited)),
        [("index", "its opening mark is missing or changed")]
    );
}

#[test]
fn a_manifest_of_another_packet_a_second_one_and_bytes_behind_are_named() {
    let file = render(&contents());
    let other = render(&Contents {
        title: "Another".to_owned(),
        ..contents()
    });
    let split = |file: &File| {
        let text = String::from_utf8(file.bytes.clone()).expect("UTF-8");
        let at = text.rfind("<!-- archdeck:manifest").expect("a manifest");
        let (above, block) = text.split_at(at);
        (above.to_owned(), block.to_owned())
    };
    let (above, own) = split(&file);
    let (_, foreign) = split(&other);
    let found = |text: &str| {
        let verdict = verify(text.as_bytes());
        assert!(!verdict.sound);
        let last = verdict.checks.last().expect("the manifest").clone();
        assert_eq!(last.section, "manifest");
        last.found
    };
    assert_eq!(
        found(&format!("{above}{foreign}")),
        "the sections are not those of this manifest"
    );
    let twice = found(&format!("{above}{own}{own}"));
    assert!(
        twice.starts_with("there are 2 manifests; the first one was read"),
        "{twice}"
    );
    assert_eq!(
        found(&format!("{above}{own}x")),
        "1 byte stands behind the manifest"
    );
    assert_eq!(
        found("# Minutes\n"),
        "the manifest is missing: the file was cut or is no packet"
    );
    let newer = own.replace("packet-v1", "packet-v2");
    let (text, _) = newer.split_once("manifest = ").expect("a last line");
    let newer = format!("{above}{text}{}\n-->\n", manifest::own_line(text));
    assert_eq!(
        found(&newer),
        "its layout is `archdeck-packet-v2`; known here is `archdeck-packet-v1`"
    );
}

#[test]
fn two_packets_are_compared_decision_by_decision() {
    let first = render(&contents());
    let mut later = contents();
    later.decisions[0] = decision(12, "Use one file", "Another text");
    later.decisions[1].open_comments = 0;
    later.decisions.push(decision(14, "New", ""));
    let later = render(&later);
    let names = |objects: &[Object]| -> Vec<String> {
        objects
            .iter()
            .map(|object| object.name().to_owned())
            .collect()
    };
    let difference = diff(&first.manifest, &later.manifest);
    assert_eq!(names(&difference.added), ["payments/14"]);
    assert_eq!(names(&difference.removed), [""; 0]);
    assert_eq!(names(&difference.changed), ["payments/12"]);
    assert_eq!(names(&difference.unchanged), ["payments/13"]);
    assert_eq!(
        difference.sections,
        ["Cover", "What is asked", "Decisions", "payments/13"]
    );
    let back = diff(&later.manifest, &first.manifest);
    assert_eq!(names(&back.removed), ["payments/14"]);
    assert_eq!(diff(&first.manifest, &first.manifest).sections, [""; 0]);
}

#[test]
fn a_page_runs_nothing_and_loads_nothing() {
    let mut hostile = contents();
    hostile.title = "</title><script>alert(1)</script>".to_owned();
    hostile.decisions[0].text = "<img src=x onerror=alert(1)> <script>alert(1)</script>\n\n![alt](https://a.org/p.png) [a](javascript:alert(1)) [b](https://a.org)\n\n<sub>x</sub>".to_owned();
    let page = html(&render(&hostile).bytes).expect("a sound packet");
    for never in [
        "<script",
        "<img",
        "javascript:",
        "archdeck:begin",
        "</title><",
    ] {
        assert!(!page.contains(never), "{never}");
    }
    assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'"));
    assert!(page.contains("<sub>x</sub>") && page.contains("href=\"https://a.org\""));
    assert!(page.contains("(https://a.org/p.png)"));
    assert!(page.contains("<h2 id=\"what-is-asked\">") && page.contains("href=\"#what-is-asked\""));
    assert!(!page.contains("graph LR") && page.contains("<em>depends on</em>"));
    assert!(html(b"no packet").is_err());
}

#[test]
fn the_same_packet_is_told_to_programs() {
    let file = render(&contents());
    let told = json(&file.bytes).expect("a sound packet");
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(told["sections"][1]["name"], "What is asked");
    assert_eq!(told["manifest"]["objects"][3]["reference"], "payments/12");
}

/// Text that likes to be something else.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "# ",
        "## Approved\n",
        "===",
        "---\n",
        "```\n",
        "~~~",
        "`",
        "<!-- ",
        " -->\n",
        "<pre>",
        "<h2>",
        "</h2>",
        "<!-- archdeck:begin cover",
        "<!-- archdeck:manifest\n",
        "manifest = \"sha256:00\"",
        "> ",
        "- ",
        "1. ",
        "    ",
        "\n",
        "\n\n",
        "\r\n",
        "|",
        "|--|\n",
        "[x]",
        "[x]: y\n",
        "[^1]",
        "[^1]: z",
        "](",
        "\\",
        "*",
        "&",
        "\"",
        "]",
        "}",
        "--",
        ";",
        "%%",
        "end",
        "a",
        "é",
        "\u{202e}",
        "\u{1b}[2J",
        "\0",
        "$",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn hostile_contents() -> impl Strategy<Value = Contents> {
    let decision = (hostile(), hostile(), hostile(), any::<bool>()).prop_map(
        |(title, text, name, is_markdown)| Decision {
            deciders: vec![name.clone()],
            tags: vec![name.clone()],
            links: vec![(name.clone(), name, title.clone())],
            is_markdown,
            ..decision(7, &title, &text)
        },
    );
    let decisions = prop::collection::vec(decision, 0..4);
    (decisions, hostile(), hostile(), prop::option::of(hostile())).prop_map(
        |(mut decisions, title, ask, since)| {
            let mut relations = Vec::new();
            for (number, decision) in decisions.iter_mut().enumerate() {
                decision.id = RecordId(Uuid::from_u128(number as u128));
                let _ = write!(decision.reference, "{number}{}", decision.tags[0]);
                relations.push(Relation {
                    from: decision.reference.clone(),
                    kind: LinkKind::Supersedes,
                    to: title.clone(),
                });
            }
            Contents {
                recommendation: Some(ask.clone()),
                ask: Some(ask.clone()),
                label: title.clone(),
                changes: since.map(|since| Changes {
                    changed: vec![(since.clone(), vec![ask.clone()])],
                    added: vec![ask],
                    removed: Vec::new(),
                    since,
                }),
                decisions,
                relations,
                title,
                ..contents()
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_stands_in_it_a_packet_reads_back(contents in hostile_contents()) {
        let file = render(&contents);
        prop_assert_eq!(&render(&contents).bytes, &file.bytes);
        let verdict = verify(&file.bytes);
        prop_assert!(verdict.sound, "{:?}", verdict.checks);
        let parsed = parse(&file.bytes).expect("sound");
        prop_assert_eq!(&parsed.manifest, &file.manifest);
        let told: Vec<_> = parsed.manifest.objects.iter().filter(|object| object.role == Role::Decision).collect();
        prop_assert_eq!(told.len(), contents.decisions.len());
        for (object, decision) in told.iter().zip(&contents.decisions) {
            prop_assert_eq!(&object.id, &decision.id.to_string());
            prop_assert_eq!(object.title.as_ref(), Some(&decision.title));
            prop_assert_eq!(object.reference.as_ref(), Some(&decision.reference));
            prop_assert_eq!(object.revision, Some(decision.revision));
        }
        for (section, framed) in file.sections.iter().zip(&parsed.sections) {
            prop_assert_eq!(file.text(section), &framed.body);
        }
    }

    #[test]
    fn whatever_stands_in_it_a_packet_has_its_own_headings_only(contents in hostile_contents()) {
        let file = render(&contents);
        let text = String::from_utf8(file.bytes).expect("UTF-8");
        let found = headings(&text);
        let mut wanted = vec![HeadingLevel::H1, HeadingLevel::H2, HeadingLevel::H3, HeadingLevel::H3, HeadingLevel::H2];
        for _ in &contents.decisions {
            wanted.extend([HeadingLevel::H2, HeadingLevel::H3]);
        }
        wanted.extend([HeadingLevel::H2, HeadingLevel::H2]);
        let levels: Vec<_> = found.iter().map(|(level, _)| *level).collect();
        prop_assert_eq!(levels, wanted, "{}", text);
        let texts = found.iter().filter(|(level, text)| *level == HeadingLevel::H3 && text == "Text").count();
        prop_assert_eq!(texts, contents.decisions.len());
        let marks = text.matches("<!-- archdeck:").count();
        prop_assert_eq!(marks, 2 * (contents.decisions.len() + 5) + 1);
    }

    #[test]
    fn no_bytes_make_it_fail(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(!verify(&bytes).sound);
    }

    #[test]
    fn no_mixture_of_its_parts_makes_it_fail(places in prop::collection::vec((0_usize..9_000, 0_usize..400), 0..8)) {
        let bytes = render(&contents()).bytes;
        let parts = places.iter().map(|(at, length)| {
            let at = (*at).min(bytes.len());
            &bytes[at..(at + length).min(bytes.len())]
        });
        let mixed: Vec<u8> = parts.flatten().copied().collect();
        prop_assert!(!verify(&mixed).sound);
        prop_assert!(parse(&mixed).is_err());
    }
}

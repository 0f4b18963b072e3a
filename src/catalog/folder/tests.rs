//! The user's folder: what is read, what is laid over what, and what cannot be read.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use tempfile::TempDir;

use super::*;
use crate::catalog::lint::{Finding, Inquiry, Rule};

const OWN: &str = r#"schema = 1

[pack]
id = "own.first-steps"
version = "1.0.0"
kind = "checklist"
title = "First steps"
status = "ga"
gate = "G2"

[[section]]
id = "serve"
title = "Serving"

[[section.item]]
id = "OWN-01"
ask = "Is the way back rehearsed?"
why = "A way back that was never gone is not there when it is needed."
verify = "Open the last drill: a date within 180 days."
severity = "high"
force = { T1 = "block", T2 = "require", T3 = "advise" }
evidence = { for = ["met"], kinds = ["link", "run"], min = 1, max_age_days = 180 }
"#;

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn with(files: &[(&str, &[u8])]) -> (TempDir, Catalog) {
    let folder = folder(files);
    let catalog = Catalog::with(Some(folder.path()));
    (folder, catalog)
}

fn overlay(head: &str, items: &str) -> String {
    format!("schema = 1\n[overlay]\nof = \"own.first-steps\"\n{head}\n{items}")
}

fn found(catalog: &Catalog, id: &str, active: &[&str]) -> Vec<Finding> {
    let active: BTreeSet<String> = active.iter().map(|label| (*label).to_owned()).collect();
    catalog.lint_pack(
        catalog.pack(id).unwrap(),
        Inquiry {
            as_of: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
            active_waivers: &active,
            pinned: &BTreeMap::new(),
        },
    )
}

fn rules(findings: &[Finding]) -> Vec<Rule> {
    findings.iter().map(|finding| finding.rule).collect()
}

#[test]
fn the_users_packs_rubrics_and_facts_stand_beside_the_shipped_ones() {
    let facts = "schema = 1\n[[fact]]\nid = \"region\"\ntitle = \"Region\"\nkind = \"one\"\nask = \"Where?\"\n[[fact.value]]\nword = \"north\"\nabout = \"north\"\n[[fact]]\nid = \"hosting\"\ntitle = \"Our hosting\"\nkind = \"set\"\nask = \"Where?\"\n";
    let rubric = "schema = 1\n[rubric]\nid = \"own.rubric\"\nversion = \"1.0.0\"\ntitle = \"T\"\nstatus = \"ga\"\nscale_max = 4\n";
    let (_folder, catalog) = with(&[
        ("own.toml", OWN.as_bytes()),
        ("facts.toml", facts.as_bytes()),
        ("rubrics/own.toml", rubric.as_bytes()),
        (".own.toml.swp", b"\0"),
        ("notes.md", b"# notes"),
    ]);
    assert_eq!(catalog.problems, []);
    assert!(catalog.pack("own.first-steps").unwrap().file.is_some());
    assert!(catalog.pack("ra.rag-llm").unwrap().file.is_none());
    assert!(catalog.rubrics.contains_key("own.rubric"));
    assert!(catalog.registry.get("region").is_some());
    assert_eq!(
        catalog.registry.get("hosting").unwrap().title,
        "Our hosting"
    );
    assert_eq!(found(&catalog, "own.first-steps", &[]), []);
}

#[test]
fn a_folder_that_is_not_there_is_no_problem() {
    let catalog = Catalog::with(Some(Path::new("/nowhere/at/all")));
    assert_eq!(catalog.problems, []);
}

#[test]
fn a_file_that_cannot_be_read_is_told_with_its_line_and_stops_nothing() {
    let half: String = OWN.chars().take(190).collect();
    let nan = OWN.replace("evidence =", "target = nan\nevidence =");
    let huge = vec![b'#'; usize::try_from(FILE_LIMIT).unwrap() + 1];
    let deep = format!(
        "schema = 1\nx = {}{}\n",
        "[".repeat(5_000),
        "]".repeat(5_000)
    );
    let cases: &[(&str, Vec<u8>, Option<usize>, &str)] = &[
        (
            "unknown key",
            OWN.replace("severity =", "severety =").into(),
            Some(20),
            "severety",
        ),
        (
            "wrong type",
            OWN.replace("min = 1", "min = \"one\"").into(),
            Some(22),
            "invalid type",
        ),
        ("not a number", nan.into(), Some(22), "NaN"),
        ("half a file", half.into(), Some(16), ""),
        (
            "binary",
            b"schema = 1\n\xff\xfe\0".to_vec(),
            Some(2),
            "UTF-8",
        ),
        ("zero bytes", b"schema = 1\n\0".to_vec(), Some(2), ""),
        ("empty", Vec::new(), None, "nothing the library knows"),
        (
            "another table",
            b"schema = 1\n[colours]\n".to_vec(),
            None,
            "nothing the library knows",
        ),
        (
            "newer",
            OWN.replace("schema = 1", "schema = 2").into(),
            Some(1),
            "schema 2",
        ),
        ("huge", huge, None, "8 MiB"),
        ("deep", deep.into(), Some(2), ""),
        (
            "a bad day",
            OWN.replace("gate =", "review_by = 2026-13-01\ngate =")
                .into(),
            Some(9),
            "",
        ),
        (
            "a bad version",
            OWN.replace("1.0.0", "1.0").into(),
            Some(5),
            "1.2.0",
        ),
    ];
    for (case, bytes, line, what) in cases {
        let (_folder, catalog) = with(&[
            ("bad.toml", bytes),
            (
                "good.toml",
                OWN.replace("own.first", "own.second").as_bytes(),
            ),
        ]);
        let [problem] = catalog.problems.as_slice() else {
            unreachable!("{case}: {:?}", catalog.problems)
        };
        assert!(problem.file.ends_with("bad.toml"), "{case}");
        assert_eq!(problem.line, *line, "{case}: {}", problem.what);
        assert!(problem.what.contains(what), "{case}: {}", problem.what);
        assert!(!problem.what.contains('\n'), "{case}");
        assert!(catalog.pack("own.second-steps").is_some() && catalog.pack("ra.rag-llm").is_some());
    }
}

#[test]
fn a_fact_nobody_knows_is_a_finding_and_the_pack_is_there() {
    let text = OWN.replace(
        "gate = \"G2\"",
        "gate = \"G2\"\napplies_when = { fact = \"colour\", is = [\"red\"] }",
    );
    let (_folder, catalog) = with(&[("own.toml", text.as_bytes())]);
    assert_eq!(
        rules(&found(&catalog, "own.first-steps", &[])),
        [Rule::PL05]
    );
}

#[cfg(unix)]
#[test]
fn links_and_what_is_no_file_are_not_opened() {
    let folder = folder(&[("elsewhere.txt", OWN.as_bytes())]);
    let at = |name: &str| folder.path().join(name);
    std::os::unix::fs::symlink(at("elsewhere.txt"), at("link.toml")).unwrap();
    fs::create_dir(at("folder.toml")).unwrap();
    rustix::fs::mknodat(
        rustix::fs::CWD,
        at("pipe.toml"),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::from_raw_mode(0o600),
        0,
    )
    .unwrap();
    let catalog = Catalog::with(Some(folder.path()));
    let told: Vec<&str> = catalog
        .problems
        .iter()
        .map(|problem| problem.what.as_str())
        .collect();
    let [folder, link, pipe] = told.as_slice() else {
        unreachable!("{told:?}")
    };
    assert!(
        link.contains("not followed") && folder.contains("no file") && pipe.contains("no file")
    );
    assert!(catalog.pack("own.first-steps").is_none());
}

#[test]
fn of_two_files_with_one_id_the_second_is_told() {
    let (_folder, catalog) = with(&[("a.toml", OWN.as_bytes()), ("b.toml", OWN.as_bytes())]);
    let [problem] = catalog.problems.as_slice() else {
        unreachable!("{:?}", catalog.problems)
    };
    assert!(problem.file.ends_with("b.toml") && problem.what.contains("a.toml"));
}

#[test]
fn an_overlay_wins_key_by_key_and_the_whole_is_what_is_pinned() {
    let items = "[pack]\nversion = \"2.0.0\"\n[[section]]\nid = \"ours\"\ntitle = \"Ours\"\n\
                 [[item]]\nid = \"OWN-01\"\nevidence = { min = 2 }\ntags = [\"drill\"]\n\
                 [[item]]\nid = \"OWN-90\"\nsection = \"ours\"\nask = \"Is it ours?\"\nwhy = \"It is.\"\nverify = \"Look.\"\nseverity = \"low\"\nforce = { T1 = \"require\", T2 = \"advise\", T3 = \"off\" }\n";
    let (folder, catalog) = with(&[
        ("a-overlay.toml", overlay("", items).as_bytes()),
        ("own.toml", OWN.as_bytes()),
    ]);
    assert_eq!(catalog.problems, []);
    let entry = catalog.pack("own.first-steps").unwrap();
    let item = entry.value.item("OWN-01").unwrap();
    let evidence = item.evidence.as_ref().unwrap();
    assert_eq!((evidence.min, evidence.max_age_days), (2, Some(180)));
    assert_eq!(item.ask, "Is the way back rehearsed?");
    assert_eq!(entry.value.sections.last().unwrap().items.len(), 1);
    assert_eq!(
        crate::catalog::read_pack(&entry.text).unwrap(),
        *entry.value
    );
    assert_eq!(found(&catalog, "own.first-steps", &[]), []);

    let again = Catalog::with(Some(folder.path()));
    assert_eq!(again.pack("own.first-steps").unwrap().digest, entry.digest);
}

#[test]
fn an_overlay_of_a_shipped_pack_needs_a_version_of_its_own() {
    let text = "schema = 1\n[overlay]\nof = \"ra.rag-llm\"\n[[item]]\nid = \"RAG-01\"\nforce = { T3 = \"require\" }\n";
    let (folder, catalog) = with(&[("ours.toml", text.as_bytes())]);
    let findings = found(&catalog, "ra.rag-llm", &[]);
    assert_eq!(rules(&findings), [Rule::PL22]);
    assert!(findings[0].remedy.contains("2.0.0"));
    let text = text.replace("[[item]]", "[pack]\nversion = \"2.0.0\"\n[[item]]");
    fs::write(folder.path().join("ours.toml"), text).unwrap();
    let catalog = Catalog::with(Some(folder.path()));
    assert_eq!(found(&catalog, "ra.rag-llm", &[]), []);
}

/// What loosens, each beside the version it needs; none of them without an active waiver.
#[test]
fn what_is_loosened_needs_an_active_waiver() {
    let loosened = [
        "force = { T2 = \"advise\" }",
        "evidence = { min = 0 }",
        "evidence = { max_age_days = 365 }",
        "evidence = { kinds = [\"link\", \"run\", \"attestation\"] }",
        "na = { allowed = true }",
        "visible_when = { fact = \"exposure\", is = [\"external\"] }",
    ];
    for key in loosened {
        let text = |waiver: &str| {
            let head = "[pack]\nversion = \"2.0.0\"";
            overlay(
                "",
                &format!("{head}\n[[item]]\nid = \"OWN-01\"\n{waiver}\n{key}\n"),
            )
        };
        let named = text("waiver = \"WVR-2026-001\"");
        let (_folder, catalog) =
            with(&[("own.toml", OWN.as_bytes()), ("z.toml", named.as_bytes())]);
        assert_eq!(catalog.problems, [], "{key}");
        assert_eq!(
            found(&catalog, "own.first-steps", &["WVR-2026-001"]),
            [],
            "{key}"
        );

        let findings = found(&catalog, "own.first-steps", &["WVR-2026-002"]);
        assert_eq!(rules(&findings), [Rule::OV1], "{key}");
        assert!(
            findings[0].file.ends_with("z.toml") && findings[0].line == Some(8),
            "{findings:?}"
        );

        let (_folder, catalog) = with(&[
            ("own.toml", OWN.as_bytes()),
            ("z.toml", text("").as_bytes()),
        ]);
        let findings = found(&catalog, "own.first-steps", &["WVR-2026-001"]);
        assert_eq!(rules(&findings), [Rule::OV1], "{key}");
    }
}

#[test]
fn a_waiver_of_the_whole_overlay_covers_its_items() {
    let items =
        "[pack]\nversion = \"1.1.0\"\n[[item]]\nid = \"OWN-01\"\nforce = { T3 = \"off\" }\n";
    let text = overlay("waiver = \"WVR-2026-001\"", items);
    let (_folder, catalog) = with(&[("own.toml", OWN.as_bytes()), ("z.toml", text.as_bytes())]);
    assert_eq!(found(&catalog, "own.first-steps", &["WVR-2026-001"]), []);
    assert_eq!(rules(&found(&catalog, "own.first-steps", &[])), [Rule::OV1]);
}

#[test]
fn a_copy_of_a_shipped_pack_that_is_looser_is_told_too() {
    let shipped = Catalog::with(None)
        .pack("ra.rag-llm")
        .unwrap()
        .text
        .to_string();
    let text = shipped
        .replacen("version = \"1.0.0\"", "version = \"1.1.0\"", 1)
        .replacen("T3 = \"advise\"", "T3 = \"off\"", 1);
    let (_folder, catalog) = with(&[("copy.toml", text.as_bytes())]);
    assert_eq!(rules(&found(&catalog, "ra.rag-llm", &[])), [Rule::OV1]);
}

#[test]
fn an_overlay_that_does_not_fit_is_told_and_the_pack_stays_as_it_was() {
    let cases: &[(&str, Option<usize>, &str)] = &[
        (
            "[[item]]\nid = \"OWN-99\"\nseverity = \"low\"\n",
            Some(6),
            "section",
        ),
        (
            "[[item]]\nid = \"OWN-01\"\nsection = \"nowhere\"\n",
            Some(6),
            "nowhere",
        ),
        (
            "[[item]]\nid = \"OWN-01\"\nforce = { T2 = \"often\" }\n",
            Some(6),
            "OWN-01",
        ),
        (
            "[[item]]\nid = \"OWN-01\"\ncolour = \"red\"\n",
            Some(6),
            "colour",
        ),
        ("[[item]]\nseverity = \"low\"\n", None, "`id`"),
        ("[pack]\nid = \"own.other\"\n", Some(6), "another id"),
        ("[pack]\nversion = \"2\"\n", Some(5), "version"),
    ];
    for (items, line, what) in cases {
        let text = overlay("", items);
        let (_folder, catalog) = with(&[("own.toml", OWN.as_bytes()), ("z.toml", text.as_bytes())]);
        let [problem] = catalog.problems.as_slice() else {
            unreachable!("{items}: {:?}", catalog.problems)
        };
        assert_eq!(problem.line, *line, "{items}: {}", problem.what);
        assert!(problem.what.contains(what), "{items}: {}", problem.what);
        assert_eq!(&*catalog.pack("own.first-steps").unwrap().text, OWN);
    }
    let nowhere = overlay("", "").replace("own.first-steps", "own.gone");
    let (_folder, catalog) = with(&[("z.toml", nowhere.as_bytes())]);
    assert!(catalog.problems[0].what.contains("own.gone"));
}

/// The TOML blocks below a heading of the README.
fn blocks_below(heading: &str) -> Vec<String> {
    let readme = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"));
    let (_, section) = readme.split_once(heading).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let blocks = section.split("```toml\n").skip(1);
    blocks
        .map(|block| block.split("```").next().unwrap().to_owned())
        .collect()
}

#[test]
fn the_pack_and_the_overlay_of_the_readme_are_clean() {
    let blocks = blocks_below("## Writing a pack");
    let [pack, overlay] = blocks.as_slice() else {
        unreachable!("{blocks:?}")
    };
    let (_folder, catalog) = with(&[("own.toml", pack.as_bytes())]);
    assert_eq!(found(&catalog, "own.rollback", &[]), []);

    let (_folder, catalog) = with(&[
        ("own.toml", pack.as_bytes()),
        ("over.toml", overlay.as_bytes()),
    ]);
    assert_eq!(catalog.problems, []);
    assert_eq!(found(&catalog, "own.rollback", &[]), []);
    let entry = catalog.pack("own.rollback").unwrap();
    assert_eq!(
        entry
            .value
            .item("OWN-01")
            .unwrap()
            .evidence
            .as_ref()
            .unwrap()
            .min,
        2
    );
}

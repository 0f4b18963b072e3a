//! Stories of the library: what it shows, what the linter is told by the store, and versions held against each other.

use std::fs;

use tempfile::TempDir;

use super::*;
use crate::ops::demo;

const PACK: &str = r#"schema = 1

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
"#;

fn bench(files: &[(&str, &str)]) -> (TempDir, Workbench) {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let settings = Settings {
        checklists: Some(folder.path().to_owned()),
        ..Settings::default()
    };
    let env = Env::fixed(demo::beginning().unwrap(), "Mina Okafor");
    (folder, Workbench::of_library(env, settings).unwrap())
}

#[test]
fn the_library_shows_everything_and_what_is_wrong_with_it() {
    let bad = PACK
        .replace("first-steps", "second-steps")
        .replace("OWN-01", "OWN-02")
        .replace("T1 = \"block\"", "T1 = \"require\"");
    let (_folder, mut bench) = bench(&[
        ("own.toml", PACK),
        ("bad.toml", &bad),
        ("half.toml", "schema ="),
    ]);
    let view = bench.library().unwrap();
    let line = |id: &str| {
        view.packs
            .iter()
            .find(|line| line.id == id)
            .unwrap()
            .clone()
    };
    assert!(line("ra.rag-llm").file.is_none() && line("ra.rag-llm").items > 30);
    assert!(line("own.first-steps").file.is_some());
    assert_eq!(line("own.second-steps").findings, 1);
    assert_eq!(view.rubrics.len(), 2);
    assert!(
        view.templates
            .iter()
            .any(|template| template.name == "madr")
    );
    let rules: Vec<&str> = view
        .findings
        .iter()
        .map(|finding| finding.rule.as_str())
        .collect();
    assert_eq!(rules, ["PL00", "PL18"]);
}

#[test]
fn a_file_mended_meanwhile_is_read_anew() {
    let (folder, mut bench) = bench(&[("own.toml", "schema =")]);
    assert_eq!(bench.library().unwrap().findings.len(), 1);
    fs::write(folder.path().join("own.toml"), PACK).unwrap();
    assert_eq!(bench.library().unwrap().findings, []);
}

#[test]
fn packs_rubrics_and_the_register_are_read_one_by_one() {
    let (_folder, mut bench) = bench(&[]);
    assert!(matches!(
        bench.pack_view("ra.rag-llm").unwrap().body,
        PackBody::Pack(_)
    ));
    assert!(matches!(
        bench.pack_view("risk.ai-criticality").unwrap().body,
        PackBody::Rubric(_)
    ));
    assert!(matches!(
        bench.pack_view("risk.register-5x5").unwrap().body,
        PackBody::Register(_)
    ));
    let gone = bench.pack_view("ra.gone\u{1b}[2J").unwrap_err();
    assert!(gone.hint().unwrap().contains("pack list"));
}

#[test]
fn a_file_beside_the_folder_is_linted_as_if_it_lay_in_it() {
    let (folder, mut bench) = bench(&[]);
    let file = folder.path().join("elsewhere.txt");
    fs::write(&file, PACK.replace("severity = \"high\"\n", "")).unwrap();
    let findings = bench.lint(&[file.display().to_string()]).unwrap();
    assert_eq!(
        (findings.len(), findings[0].rule.as_str(), findings[0].line),
        (1, "PL03", Some(16))
    );
    let missing = bench.lint(&["nowhere.toml".to_owned()]).unwrap();
    assert_eq!(missing[0].rule, "PL00");
    assert!(bench.lint(&["ra.gone".to_owned()]).is_err());
}

#[test]
fn the_version_that_was_pinned_is_what_a_file_is_held_against() {
    let (folder, mut bench) = bench(&[("own.toml", PACK)]);
    let (_, puts, blobs) = bench.pin_pack("own.first-steps").unwrap();
    bench.save(puts, blobs).unwrap();
    let tightened = PACK.replace("T3 = \"advise\"", "T3 = \"require\"");
    fs::write(folder.path().join("own.toml"), &tightened).unwrap();
    let findings = bench.library().unwrap().findings;
    assert_eq!((findings.len(), findings[0].rule.as_str()), (1, "PL22"));
    assert!(bench.pin_pack("own.first-steps").is_err());

    let file = folder.path().join("next.txt");
    fs::write(&file, tightened.replace("1.0.0", "2.0.0")).unwrap();
    fs::remove_file(folder.path().join("own.toml")).unwrap();
    bench.catalog = None;
    let diff = bench.diff_packs("own.first-steps@1.0.0", &file.display().to_string());
    let diff = diff.unwrap();
    assert_eq!((diff.least, diff.is_enough), (Bump::Major, true));
}

#[test]
fn versions_of_two_packs_are_not_compared() {
    let (_folder, mut bench) = bench(&[]);
    for (old, new) in [
        ("ra.rag-llm", "ra.agentic-mcp"),
        ("ra.rag-llm", "risk.ai-criticality"),
        ("ra.rag-llm@9.9.9", "ra.rag-llm"),
        ("nowhere.toml", "ra.rag-llm"),
    ] {
        assert!(bench.diff_packs(old, new).is_err(), "{old} {new}");
    }
    let same = bench.diff_packs("ra.rag-llm@1.0.0", "ra.rag-llm").unwrap();
    assert!(same.is_enough && same.changes.is_empty());
    for id in ["risk.ai-criticality", "risk.register-5x5"] {
        assert!(bench.diff_packs(id, id).unwrap().changes.is_empty());
    }
}

//! The README is true: its tour works as typed, its table of keys is the keymap's, its relative links lead somewhere.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::format_push_string,
    reason = "a story that cannot go on fails its test"
)]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// A command of the tour and the lines shown below it.
struct Typed {
    command: String,
    shown: Vec<String>,
}

fn tour(text: &str) -> Vec<Typed> {
    let mut typed: Vec<Typed> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| inside) {
            typed.push(Typed {
                command: command.to_owned(),
                shown: Vec::new(),
            });
        } else if inside {
            typed.last_mut().unwrap().shown.push(line.to_owned());
        }
    }
    typed
}

fn folded(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line of the tour as it is printed in the year it is typed in: labels hold the year.
fn this_year(line: &str) -> String {
    let year = chrono::Local::now().format("-%Y-");
    ["PKT", "WVR"].into_iter().fold(folded(line), |line, kind| {
        line.replace(&format!("{kind}-2026-"), &format!("{kind}{year}"))
    })
}

#[test]
fn the_tour_works_as_typed() {
    let tour = tour(&readme());
    assert!(tour.len() >= 50, "the tour has {} commands", tour.len());
    let mut script = String::from("set -eo pipefail\n");
    for (at, typed) in tour.iter().enumerate() {
        script.push_str(&format!("echo '@@{at}'\n{}\n", typed.command));
    }
    let home = tempfile::tempdir().unwrap();
    let binary = Path::new(env!("CARGO_BIN_EXE_archdeck")).parent().unwrap();
    let path = format!("{}:{}", binary.display(), env::var("PATH").unwrap());
    let run = Command::new("bash")
        .args(["-c", &script])
        .current_dir(root())
        .env("PATH", path)
        .env("HOME", home.path())
        .env("TMPDIR", home.path())
        .env("ARCHDECK_USER", "reader")
        .env_remove("XDG_DATA_HOME")
        .env_remove("XDG_CONFIG_HOME")
        .output()
        .unwrap();
    let out = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(
        run.status.success(),
        "{out}\n{}",
        String::from_utf8_lossy(&run.stderr)
    );
    for (at, typed) in tour.iter().enumerate() {
        let from = out.find(&format!("@@{at}\n")).unwrap();
        let upto = out.find(&format!("@@{}\n", at + 1)).unwrap_or(out.len());
        let printed: Vec<String> = out.get(from..upto).unwrap().lines().map(folded).collect();
        for shown in &typed.shown {
            assert!(
                printed
                    .iter()
                    .any(|line| line.starts_with(&this_year(shown))),
                "`{}` does not print `{shown}`:\n{printed:#?}",
                typed.command
            );
        }
    }
}

#[test]
fn every_relative_link_of_the_readme_leads_somewhere() {
    let text = readme();
    let targets = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    for target in targets.filter(|target| !target.starts_with("http")) {
        assert!(root().join(target).exists(), "{target} is not there");
    }
}

/// The table of keys as the README shows it, made from the keymap in force.
fn key_table() -> String {
    let home = tempfile::tempdir().unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_archdeck"))
        .args(["keys", "--json"])
        .env("HOME", home.path())
        .env_remove("XDG_CONFIG_HOME")
        .output()
        .unwrap();
    let rows: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    let mut table = String::from("| where | keys | what they do |\n|---|---|---|\n");
    for row in rows.as_array().unwrap() {
        let keys: Vec<_> = row["keys"]
            .as_array()
            .unwrap()
            .iter()
            .map(|key| format!("`{}`", key.as_str().unwrap()))
            .collect();
        let keys = if keys.is_empty() {
            "in the palette".to_owned()
        } else {
            keys.join(" ")
        };
        let (scope, about) = (
            row["scope"].as_str().unwrap(),
            row["about"].as_str().unwrap(),
        );
        table.push_str(&format!("| {scope} | {keys} | {about} |\n"));
    }
    table
}

/// Set `ARCHDECK_WRITE_DOCS` to write the table instead of comparing it.
#[test]
fn the_table_of_keys_is_the_keymap() {
    const BEGIN: &str = "<!-- keys: begin -->\n";
    const END: &str = "<!-- keys: end -->";
    let text = readme();
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (shown, after) = rest.split_once(END).unwrap();
    let table = key_table();
    if env::var_os("ARCHDECK_WRITE_DOCS").is_some() {
        fs::write(
            root().join("README.md"),
            format!("{before}{BEGIN}{table}{END}{after}"),
        )
        .unwrap();
        return;
    }
    assert_eq!(
        shown, table,
        "run the test with ARCHDECK_WRITE_DOCS=1 to write the table"
    );
}

//! A small library: a pack with a finding, a rubric, the register, a pattern, templates; and a pack whose texts mean harm.

use std::path::PathBuf;

use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::{
    domain::{
        ids::RecordId,
        pack::{Pack, PackKind, PackStatus, Version},
        system::{Pattern, PatternStatus},
    },
    ops::{
        library::{LintLine, PackBody, PackLine},
        view::{LibraryView, PackView, TemplateLine},
    },
    tui::effect::Problem,
};

const PACK: &str = r#"
schema = 1
[pack]
id = "ra.online-scoring"
version = "1.2.0"
kind = "checklist"
title = "Online scoring"
status = "ga"
gate = "G2"
[[section]]
id = "serve"
title = "Serving"
[[section.item]]
id = "ONL-01"
ask = "Is the way back to the version before rehearsed at production load?"
why = "A way back that was never gone is not there when it is needed."
verify = "Open the last drill record: a date within 180 days, and traffic back on the version before within the target."
severity = "high"
evidence = { for = ["met"], kinds = ["link", "run"], min = 1, max_age_days = 180 }
na = { allowed = true, concur = "sre" }
waivable = ["T2", "T3"]
waiver_max_days = 90
if_missing = "Rehearse the way back"
refs = ["breck2017:Infra-7"]
[[section.item]]
id = "ONL-02"
ask = "Is the latency at the caller's edge below the bar?"
why = "People leave when they wait."
verify = "Open the graph of the last 30 days."
severity = "medium"
scale = "number"
metric = "latency_p95"
unit = "ms"
op = "<="
target = 150
partial_at = 180
visible_when = { all = [{ fact = "exposure", at_least = "partner" }, { fact = "workload", is = ["online", "rag"] }] }
[[section]]
id = "watch"
title = "Watching"
[[section.item]]
id = "ONL-03"
ask = "Does an alert reach a person on call within five minutes?"
why = "Silence was taken for health twice."
verify = "Open the last test alert."
severity = "critical"
waivable = []
"#;

const RUBRIC: &str = r#"
schema = 1
[rubric]
id = "risk.small"
version = "1.0.0"
title = "Criticality"
status = "ga"
scale_max = 2
[[factor]]
id = "harm"
title = "Harm"
ask = "What is the worst that can happen to people?"
why = "The worst case decides."
weight = 2
anchors = ["none", "annoyance", "loss"]
[[band]]
tier = "T3"
from = 0
[[band]]
tier = "T1"
from = 6000
[[floor]]
id = "person"
title = "Decides about a person"
tier = "T1"
when = { fact = "decides_about_person", is = [true] }
"#;

const REGISTER: &str = r#"
schema = 1
[register]
id = "risk.table"
version = "1.0.0"
title = "Risk register"
status = "ga"
[[likelihood]]
value = 1
word = "rare"
about = "Less than once in 20 years."
[[impact]]
value = 1
word = "minor"
about = "Minutes are lost."
[[band]]
id = "low"
title = "Low"
act = "Look at it again once a year."
[[cell]]
likelihood = 1
impact = 1
band = "low"
[[flag]]
id = "RC1"
title = "Residual above current"
why = "A target worse than today is a typing error."
if_missing = "Correct it"
"#;

fn parsed<T: DeserializeOwned>(text: &str) -> T {
    toml::from_str(text).unwrap()
}

/// What the linter found.
fn findings() -> Vec<LintLine> {
    vec![
        LintLine {
            rule: "PL13".to_owned(),
            pack: "ra.online-scoring".to_owned(),
            item: None,
            file: PathBuf::from("/home/mina/checklists/online.toml"),
            line: Some(9),
            what: "it was to be reviewed by 2026-06-30".to_owned(),
            remedy: "Look whether it is still right, then set the next `review_by`.".to_owned(),
        },
        LintLine {
            rule: "PL06".to_owned(),
            pack: "ra.online-scoring".to_owned(),
            item: Some("ONL-02".to_owned()),
            file: PathBuf::from("/home/mina/checklists/online.toml"),
            line: Some(31),
            what: "it asks 2 questions and takes one answer".to_owned(),
            remedy: "Ask one question; make two items of two.".to_owned(),
        },
    ]
}

fn line(id: &str, title: &str, kind: Option<PackKind>) -> PackLine {
    PackLine {
        id: id.to_owned(),
        title: title.to_owned(),
        about: "Looks at a model that answers while somebody waits.".to_owned(),
        version: Version {
            major: 1,
            minor: 2,
            patch: 0,
        },
        kind,
        status: PackStatus::Ga,
        items: 3,
        file: None,
        findings: 0,
        in_use: (2, 1),
    }
}

fn checked() -> PackLine {
    PackLine {
        file: Some(PathBuf::from("/home/mina/checklists/online.toml")),
        findings: 2,
        ..line(
            "ra.online-scoring",
            "Online scoring",
            Some(PackKind::Checklist),
        )
    }
}

pub(super) fn shown() -> LibraryView {
    let pattern = Pattern {
        id: RecordId(Uuid::from_u128(9_500)),
        label: "PAT-0001".to_owned(),
        name: "Online scoring behind a gateway".to_owned(),
        about: Some("For models that answer while somebody waits.".to_owned()),
        version: "2.1".to_owned(),
        status: PatternStatus::Approved,
        pack: Some("ra.online-scoring".to_owned()),
        owner: None,
        decisions: Vec::new(),
    };
    let quiet = |line: PackLine| PackLine {
        in_use: (0, 0),
        ..line
    };
    let template = |name: &str, about: &str| TemplateLine {
        name: name.to_owned(),
        about: about.to_owned(),
        file: None,
    };
    LibraryView {
        packs: vec![
            line(
                "orr.service",
                "Operational readiness",
                Some(PackKind::Readiness),
            ),
            checked(),
        ],
        rubrics: vec![
            quiet(line("risk.small", "Criticality", None)),
            quiet(line("risk.table", "Risk register", None)),
        ],
        patterns: vec![(pattern, 3)],
        templates: vec![
            template("madr", "options, consequences, confirmation"),
            template("nygard", "the short classic"),
        ],
        findings: findings(),
    }
}

pub(super) fn pack(id: &str) -> Result<PackView, Problem> {
    let (line, body, findings) = match id {
        "ra.online-scoring" => (
            checked(),
            PackBody::Pack(Box::new(parsed(PACK))),
            findings(),
        ),
        "risk.small" => (
            line(id, "Criticality", None),
            PackBody::Rubric(Box::new(parsed(RUBRIC))),
            Vec::new(),
        ),
        "risk.table" => (
            line(id, "Risk register", None),
            PackBody::Register(Box::new(parsed(REGISTER))),
            Vec::new(),
        ),
        "own.hostile" => (
            line(id, "Ti\u{1b}[2Jtle \u{202e}gnorw", None),
            PackBody::Pack(Box::new(hostile())),
            Vec::new(),
        ),
        _ => return Err(super::problem("the library has no pack of this word")),
    };
    Ok(PackView {
        line,
        body,
        findings,
    })
}

fn hostile() -> Pack {
    let mut pack: Pack = parsed(PACK);
    for section in &mut pack.sections {
        section.title.push_str("\u{1b}]0;owned\u{7}\u{202e}");
        for item in &mut section.items {
            for text in [&mut item.ask, &mut item.why, &mut item.verify, &mut item.id] {
                text.push_str("\u{1b}[31m\u{9b}2J\u{202e}\r\n\0");
            }
            item.tags.push("設計\u{200b}".repeat(80));
        }
    }
    pack
}

//! `archdeck check`: whether a system may go, told to a pipeline by an exit code, and why in the form it reads.

mod junit;
mod sarif;

use std::{fs, path::Path};

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    cli::{
        args::{Check, Format},
        desk::Desk,
        output::Printed,
        problem::{Exit, Problem},
        readiness::{board, tone},
    },
    domain::{
        gate::Gate,
        readiness::{Readiness, Reason, Verdict},
        tone::Tone,
    },
    env::Env,
    ops::readiness::read_snapshot,
};

/// The most bytes of a snapshot that are read.
const LIMIT: u64 = 64 << 20;

/// What was checked and how it came out.
#[derive(Debug, Serialize)]
struct Checked<'a> {
    label: &'a str,
    name: &'a str,
    as_of: NaiveDate,
    gate: Option<Gate>,
    verdict: Verdict,
    passed: bool,
    reasons: Vec<&'a Reason>,
    /// Whether CONDITIONAL does not pass either.
    strict: bool,
    #[serde(skip)]
    readiness: &'a Readiness,
}

/// Checks a system. One that may not go has an exit code of its own, for scripts.
pub fn run(desk: &mut Desk, check: &Check) -> Result<Exit, Problem> {
    let (label, name, readiness) = computed(desk, check)?;
    let reasons: Vec<&Reason> = match check.gate {
        Some(gate) => readiness.against(gate).collect(),
        None => readiness.reasons.iter().collect(),
    };
    let verdict = reasons
        .iter()
        .fold(Verdict::Go, |worst, reason| worst.worse(reason.verdict));
    let passed = match verdict {
        Verdict::Go => true,
        Verdict::Conditional => !check.strict,
        Verdict::Hold | Verdict::NoGo => false,
    };
    let checked = Checked {
        label: &label,
        name: &name,
        as_of: readiness.as_of,
        gate: check.gate,
        verdict,
        passed,
        reasons,
        strict: check.strict,
        readiness: &readiness,
    };
    print(desk, check, &checked)?;
    desk.out.flush()?;
    Ok(if passed { Exit::Fine } else { Exit::NotPassed })
}

/// The label, the name and the verdict: of a file, else of the store.
fn computed(desk: &Desk, check: &Check) -> Result<(String, String, Readiness), Problem> {
    let Some(file) = &check.from else {
        let system = check.system.as_deref().unwrap_or_default();
        let view = board(desk, system, check.as_of)?;
        return Ok((view.line.label, view.line.name, view.computed));
    };
    let snapshot = read_snapshot(&text_of(file)?)?;
    let is_meant = |typed: &str| {
        [&snapshot.label, &snapshot.name]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(typed.trim()))
    };
    if let Some(other) = check.system.as_deref().filter(|typed| !is_meant(typed)) {
        return Err(Problem::failed(
            format!(
                "the file is of {} {}, not of `{other}`",
                snapshot.label, snapshot.name
            ),
            "Leave the system out, or name the file of the other one.",
        ));
    }
    let today = Env::system(desk.actor()?).today();
    let readiness = snapshot.readiness(check.as_of.unwrap_or(today))?;
    Ok((snapshot.label, snapshot.name, readiness))
}

fn text_of(file: &Path) -> Result<String, Problem> {
    let hint = "`archdeck readiness export SYSTEM FILE.json` writes one.";
    let unread = |why: String| {
        Problem::failed(
            format!("cannot read the snapshot {}: {why}", file.display()),
            hint,
        )
    };
    let about = fs::metadata(file).map_err(|cause| unread(cause.to_string()))?;
    if !about.is_file() || about.len() > LIMIT {
        return Err(unread("it is no file of a size a snapshot has".to_owned()));
    }
    fs::read_to_string(file).map_err(|cause| unread(cause.to_string()))
}

fn print(desk: &mut Desk, check: &Check, checked: &Checked<'_>) -> Printed {
    let format = if desk.out.is_json {
        Format::Json
    } else {
        check.format
    };
    match format {
        Format::Text => text(desk, checked),
        Format::Json => desk.out.json(checked),
        Format::Sarif => desk.out.json(&sarif::log(checked)),
        Format::Junit => desk.out.raw(junit::report(checked).as_bytes()),
    }
}

fn text(desk: &mut Desk, checked: &Checked<'_>) -> Printed {
    let gate = checked.gate.map(|gate| format!(" {gate} {}", gate.title()));
    let head = format!(
        "{} {}{}: ",
        checked.label,
        checked.name,
        gate.unwrap_or_default()
    );
    let passed = if checked.passed {
        "passed"
    } else {
        "not passed"
    };
    desk.out.pieces([
        (head.as_str(), Tone::Plain),
        (checked.verdict.word(), tone(checked.verdict)),
        (&format!(" on {}, {passed}", checked.as_of), Tone::Plain),
    ])?;
    for reason in &checked.reasons {
        desk.out
            .line(&format!("  {:<11} {}", reason.verdict, reason.text))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::assessment::Numbers;

    /// A verdict with a reason of each weight, one of them full of what XML and JSON must not take for their own.
    pub(super) fn readiness() -> Readiness {
        let reason = |verdict, gate, item: Option<&str>, text: &str| Reason {
            verdict,
            gate,
            item: item.map(str::to_owned),
            text: text.to_owned(),
        };
        Readiness {
            as_of: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
            tier: None,
            verdict: Verdict::NoGo,
            reasons: vec![
                reason(
                    Verdict::NoGo,
                    Some(Gate::G3),
                    Some("SEC-6"),
                    "]]></failure><x a=\"b\">&\u{1b}[2J\u{202e}\u{0}\"quoted\"",
                ),
                reason(Verdict::Hold, None, None, "no tier is recorded"),
                reason(
                    Verdict::Conditional,
                    Some(Gate::G6),
                    Some("OPS-1"),
                    "partial",
                ),
            ],
            gates: Vec::new(),
            items: Vec::new(),
            steps: Vec::new(),
            improvements: Vec::new(),
            numbers: Numbers::default(),
            changes_on: None,
        }
    }

    pub(super) fn checked(readiness: &Readiness) -> Checked<'_> {
        Checked {
            label: "SYS-0001",
            name: "fraud & <more>",
            as_of: readiness.as_of,
            gate: None,
            verdict: readiness.verdict,
            passed: false,
            reasons: readiness.reasons.iter().collect(),
            strict: false,
            readiness,
        }
    }
}

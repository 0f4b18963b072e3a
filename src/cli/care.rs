//! Care of the store: `doctor`, `rebuild`, `backup`, `dump`.

use std::path::Path;

use serde::Serialize;

use crate::{
    cli::{
        desk::{Desk, Need},
        output::Printed,
        problem::{Exit, Problem},
        table::{Cell, Table},
    },
    domain::{
        digest::{Digest, hexadecimal},
        event::Event,
        tone::Tone,
    },
    ops::{
        care::{Check, Kept, Outcome},
        error::OpsError,
    },
};

/// Checks the store. A check that did not pass has an exit code of its own, for scripts.
pub fn doctor(desk: &mut Desk) -> Result<Exit, Problem> {
    let checks = desk.open(Need::Existing)?.doctor();
    if desk.out.is_json {
        desk.out.json(&checks)?;
    } else {
        print_checks(desk, &checks)?;
    }
    desk.out.flush()?;
    let passed = checks.iter().all(|check| check.outcome == Outcome::Sound);
    Ok(if passed { Exit::Fine } else { Exit::NotPassed })
}

fn print_checks(desk: &mut Desk, checks: &[Check]) -> Printed {
    let mut table = Table::new(["CHECK", "OUTCOME", "DETAIL"]);
    for check in checks {
        let (word, tone) = match check.outcome {
            Outcome::Sound => ("sound", Tone::Good),
            Outcome::Stale => ("stale", Tone::Caution),
            Outcome::Damaged => ("damaged", Tone::Danger),
            Outcome::Skipped => ("skipped", Tone::Caution),
        };
        let advice = check.advice.as_ref().map(|advice| format!(" — {advice}"));
        table.push([
            check.name.into(),
            Cell::toned(word, tone),
            format!("{}{}", check.detail, advice.unwrap_or_default()).into(),
        ]);
    }
    table.print(&mut desk.out)
}

/// Makes everything derived anew.
pub fn rebuild(desk: &mut Desk) -> Printed {
    desk.open(Need::Existing)?.rebuild()?;
    said(
        desk,
        "rebuilt",
        "Everything derived was made anew from the history.",
    )
}

/// Copies the store.
pub fn backup(desk: &mut Desk, file: &Path) -> Printed {
    desk.open(Need::Existing)?.backup(file)?;
    let text = format!(
        "The store was copied to {} and the copy checked.",
        file.display()
    );
    said(desk, "backed_up", &text)
}

fn said(desk: &mut Desk, key: &str, text: &str) -> Printed {
    if desk.out.is_json {
        return desk.out.json(&serde_json::json!({ key: true }));
    }
    desk.out.line(text)
}

/// One line of everything the store holds: an event with its hash, or a text under its digest. Bytes that are not UTF-8
/// are written in hexadecimal digits.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Told {
    Event { hash: Digest, event: Box<Event> },
    Text { digest: Digest, text: String },
    Bytes { digest: Digest, hex: String },
}

fn told(kept: Kept) -> Told {
    match kept {
        Kept::Event(stored) => Told::Event {
            hash: stored.hash,
            event: Box::new(stored.event),
        },
        Kept::Text { digest, bytes } => match String::from_utf8(bytes) {
            Ok(text) => Told::Text { digest, text },
            Err(other) => Told::Bytes {
                digest,
                hex: hexadecimal(other.as_bytes()),
            },
        },
    }
}

/// Prints everything the store holds, a line each.
pub fn dump(desk: &mut Desk) -> Printed {
    let workbench = desk.open(Need::Existing)?;
    let mut printed: Printed = Ok(());
    let outcome = workbench.dump(&mut |kept| {
        printed = desk.out.json_line(&told(kept));
        // A reader that went away ends the reading too; which error ends it does not matter, `printed` says why.
        if printed.is_ok() {
            Ok(())
        } else {
            Err(enough())
        }
    });
    printed?;
    Ok(outcome?)
}

fn enough() -> OpsError {
    OpsError::Refused {
        what: "nobody reads on".to_owned(),
        hint: String::new(),
    }
}

//! Which system or pattern a typed word means: its name, its label or the number of it, or the beginning of its id.

use crate::{
    domain::{
        event::RecordKind,
        ids::RecordId,
        system::{Pattern, System},
    },
    ops::{
        error::OpsError,
        reference::short,
        workbench::{Workbench, decoded},
    },
};

/// The fewest characters of an id that mean a record.
const ID_DIGITS: usize = 8;
/// The most records that are named where none or several were meant.
const NAMED: usize = 20;

/// A record as people call it.
struct Called {
    id: RecordId,
    label: String,
    name: String,
}

impl Workbench {
    /// Finds the system a typed label, name or id means: `SYS-0007`, `7`, its name, or eight and more characters of its id.
    ///
    /// # Errors
    /// When none or more than one answers; names what comes near.
    pub fn resolve_system(&self, typed: &str) -> Result<RecordId, OpsError> {
        let systems = self.all::<System>(RecordKind::System)?.into_iter();
        let called = systems.map(|system| Called {
            id: system.id,
            label: system.label,
            name: system.name,
        });
        let called: Vec<_> = called.collect();
        one_of(typed, &called).map_err(|none| {
            none.unwrap_or_else(|| no_record(typed, ("system", "SYS-0001"), &called))
        })
    }

    /// Finds the pattern a typed label, name or id means, in the same way.
    ///
    /// # Errors
    /// When none or more than one answers; names what comes near.
    pub fn resolve_pattern(&self, typed: &str) -> Result<RecordId, OpsError> {
        let patterns = self.all::<Pattern>(RecordKind::Pattern)?.into_iter();
        let called = patterns.map(|pattern| Called {
            id: pattern.id,
            label: pattern.label,
            name: pattern.name,
        });
        let called: Vec<_> = called.collect();
        one_of(typed, &called).map_err(|none| {
            none.unwrap_or_else(|| no_record(typed, ("pattern", "PAT-0001"), &called))
        })
    }

    /// Every record of a kind of governance, by its label.
    pub(crate) fn all<T: serde::de::DeserializeOwned>(
        &self,
        kind: RecordKind,
    ) -> Result<Vec<T>, OpsError> {
        let found = self.store.current_of_kind(kind, None)?;
        found.iter().map(decoded).collect()
    }
}

/// The one that is meant; `Err(None)`: none is.
fn one_of(typed: &str, called: &[Called]) -> Result<RecordId, Option<OpsError>> {
    match meant(typed.trim(), called).as_slice() {
        [one] => Ok(one.id),
        [] => Err(None),
        many => Err(Some(OpsError::Ambiguous {
            asked: short(typed),
            candidates: labels(many.iter().copied()),
        })),
    }
}

fn meant<'c>(typed: &str, called: &'c [Called]) -> Vec<&'c Called> {
    let lower = typed.to_lowercase();
    let id = lower.replace('-', "");
    let is_id = id.len() >= ID_DIGITS && id.chars().all(|c| c.is_ascii_hexdigit());
    let tests: [&dyn Fn(&Called) -> bool; 4] = [
        &|one| one.label.to_lowercase() == lower,
        &|one| one.name.to_lowercase() == lower,
        &|one| number(&lower, &one.label).is_some_and(|typed| Some(typed) == digits(&one.label)),
        &|one| is_id && one.id.to_string().starts_with(&id),
    ];
    let found = tests
        .into_iter()
        .map(|fits| called.iter().filter(|one| fits(one)).collect::<Vec<_>>());
    found
        .into_iter()
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// The number of `7`, `0007` and, for labels that begin so, `sys-7`.
fn number(typed: &str, label: &str) -> Option<u32> {
    let beginning = label.split_once('-')?.0.to_lowercase();
    let rest = typed.strip_prefix(&beginning).unwrap_or(typed);
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let is_number = !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit());
    is_number.then(|| rest.parse().ok()).flatten()
}

fn digits(label: &str) -> Option<u32> {
    label.split_once('-')?.1.parse().ok()
}

fn labels<'c>(called: impl Iterator<Item = &'c Called>) -> Vec<String> {
    let labels = called.map(|one| format!("{} {}", one.label, one.name));
    labels.take(NAMED).collect()
}

fn no_record(typed: &str, (noun, example): (&str, &str), called: &[Called]) -> OpsError {
    let lower = typed.trim().to_lowercase();
    let near = called
        .iter()
        .filter(|one| !lower.is_empty() && one.name.to_lowercase().contains(&lower));
    let hint = match labels(near) {
        near if !near.is_empty() => format!("There is {}.", near.join(", ")),
        _ if called.is_empty() => {
            format!("There is no {noun} yet; `archdeck {noun} add NAME` adds one.")
        }
        _ => format!(
            "`archdeck {noun} list` shows them all; name one by its label (`{example}`) or name."
        ),
    };
    OpsError::NotFound {
        what: format!("no {noun} is called `{}`", short(typed)),
        hint,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn named(typed: &str) -> Vec<String> {
        let called = |number: u128, label: &str, name: &str| Called {
            id: RecordId(Uuid::from_u128(number << 96)),
            label: label.to_owned(),
            name: name.to_owned(),
        };
        let all = [
            called(0xabcd_ef01, "SYS-0001", "Rag assistant"),
            called(0xabcd_ef02, "SYS-0012", "2"),
            called(0xabcd_ff03, "SYS-0002", "Fraud scoring"),
        ];
        let found = meant(typed, &all).into_iter();
        found.map(|one| one.label.clone()).collect()
    }

    #[test]
    fn a_name_comes_before_a_number_and_case_does_not_count() {
        assert_eq!(named("sys-0012"), ["SYS-0012"]);
        assert_eq!(named("12"), ["SYS-0012"]);
        assert_eq!(named("sys-1"), ["SYS-0001"]);
        assert_eq!(named("2"), ["SYS-0012"]);
        assert_eq!(named("RAG ASSISTANT"), ["SYS-0001"]);
        assert_eq!(named("abcdff03"), ["SYS-0002"]);
    }

    #[test]
    fn a_beginning_of_several_ids_means_them_all_and_a_part_of_a_name_nothing() {
        assert!(named("rag").is_empty() && named("").is_empty() && named("99").is_empty());
        assert!(named("abcdef").is_empty());
        assert_eq!(named("abcdef01"), ["SYS-0001"]);
    }
}

//! Which person a typed word means: a name, an alias, or the beginning of an id. Nobody is guessed: a part of a name only brings
//! a hint.

use crate::{
    domain::{ids::RecordId, person::Person},
    ops::{error::OpsError, reference::short},
};

/// The fewest characters of an id that mean a person.
const ID_DIGITS: usize = 8;
/// The most persons that are named where none was meant.
const NAMED: usize = 10;

/// The person who is meant.
pub(super) fn person(typed: &str, people: &[Person]) -> Result<RecordId, OpsError> {
    let called: Vec<_> = people
        .iter()
        .filter(|person| person.is_called(typed))
        .collect();
    let found = if called.is_empty() {
        by_id(typed, people)
    } else {
        called
    };
    match found.as_slice() {
        [one] => Ok(one.id),
        [] => Err(nobody(typed, people)),
        many => Err(OpsError::Ambiguous {
            asked: short(typed),
            candidates: many
                .iter()
                .take(NAMED)
                .map(|person| format!("{} ({})", person.name, person.id))
                .collect(),
        }),
    }
}

fn by_id<'p>(typed: &str, people: &'p [Person]) -> Vec<&'p Person> {
    let digits = typed.trim().replace('-', "").to_lowercase();
    if digits.len() < ID_DIGITS || !digits.chars().all(|c| c.is_ascii_hexdigit()) {
        return Vec::new();
    }
    people
        .iter()
        .filter(|person| person.id.to_string().starts_with(&digits))
        .collect()
}

fn nobody(typed: &str, people: &[Person]) -> OpsError {
    let wanted = typed.trim().to_lowercase();
    let is_near = |person: &&Person| {
        let mut names = std::iter::once(&person.name).chain(&person.aliases);
        !wanted.is_empty() && names.any(|name| name.to_lowercase().contains(&wanted))
    };
    let near: Vec<_> = people
        .iter()
        .filter(is_near)
        .take(NAMED)
        .map(|person| person.name.as_str())
        .collect();
    let hint = match near.as_slice() {
        [] if wanted.is_empty() => "`archdeck person list` shows everybody.".to_owned(),
        [] => {
            format!(
                "`archdeck person list` shows everybody, `archdeck person add \"{}\"` adds one.",
                short(typed.trim())
            )
        }
        near => format!(
            "Type the whole name or an alias: there is {}.",
            near.join(", ")
        ),
    };
    OpsError::NotFound {
        what: format!("no person is called `{}`", short(typed)),
        hint,
    }
}

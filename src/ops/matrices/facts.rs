//! What a matrix may say: names that are told apart, weights and scores within their bounds; and scores that are carried over
//! when names or places change.

use std::collections::{BTreeMap, HashSet};

use super::MatrixFacts;
use crate::{
    domain::{
        ids::RecordId,
        matrix::{Criterion, Matrix, MatrixOption, PARTS_MOST, WEIGHT_MOST},
    },
    ops::{error::OpsError, reference::short, rewriting::line},
};

/// The highest score of a matrix where nobody says another one, and the highest there is: each is one key.
pub const SCALE_MOST: u8 = 5;

impl MatrixFacts {
    /// What a matrix says when its title, criteria and options are typed anew. The scores of options and criteria that are
    /// still there stay; a new name in the place of one that is gone is that one under another name.
    pub fn typed(
        before: Option<&Matrix>,
        title: String,
        (criteria, options): (Vec<Criterion>, Vec<String>),
    ) -> Self {
        let old_criteria: Vec<&str> = before
            .iter()
            .flat_map(|matrix| matrix.criteria.iter().map(|it| it.name.as_str()))
            .collect();
        let old_options: Vec<&MatrixOption> =
            before.iter().flat_map(|matrix| &matrix.options).collect();
        let names: Vec<&str> = criteria.iter().map(|it| it.name.as_str()).collect();
        let known: Vec<&str> = old_options.iter().map(|it| it.name.as_str()).collect();
        let typed: Vec<&str> = options.iter().map(String::as_str).collect();
        let option = |place: usize| {
            let was = was(&known, &typed, place).and_then(|was| old_options.get(was));
            let score = |place: usize| {
                let was_called = old_criteria.get(self::was(&old_criteria, &names, place)?)?;
                let score = was?.scores.get(*was_called)?;
                Some(((*names.get(place)?).to_owned(), *score))
            };
            MatrixOption {
                name: typed.get(place).copied().unwrap_or_default().to_owned(),
                scores: (0..names.len()).filter_map(score).collect(),
                note: was.and_then(|was| was.note.clone()),
            }
        };
        Self {
            title,
            decision: before.and_then(|matrix| matrix.decision),
            system: before.and_then(|matrix| matrix.system),
            scale_max: before.map_or(SCALE_MOST, |matrix| matrix.scale_max),
            options: (0..typed.len()).map(option).collect(),
            criteria,
        }
    }

    /// The facts as they are kept.
    ///
    /// # Errors
    /// When a name is empty or stands twice, or a number is out of its bounds.
    pub(super) fn checked(self) -> Result<Self, OpsError> {
        if !(1..=SCALE_MOST).contains(&self.scale_max) {
            return Err(refused(
                format!("the highest score cannot be {}", self.scale_max),
                &format!("Scores are whole numbers from 0 to at most {SCALE_MOST}."),
            ));
        }
        let facts = Self {
            title: line("title", &self.title)?,
            criteria: criteria(self.criteria)?,
            options: options(self.options)?,
            ..self
        };
        let known: HashSet<&str> = facts.criteria.iter().map(|it| it.name.as_str()).collect();
        for option in &facts.options {
            let odd = option
                .scores
                .iter()
                .find(|(name, score)| !known.contains(name.as_str()) || **score > facts.scale_max);
            if let Some((name, score)) = odd {
                return Err(refused(
                    format!("{} cannot have {score} for `{}`", option.name, short(name)),
                    &format!(
                        "Scores are from 0 to {} for the criteria there are.",
                        facts.scale_max
                    ),
                ));
            }
        }
        Ok(facts)
    }

    /// The matrix that says this.
    pub(super) fn into_matrix(self, id: RecordId, label: String) -> Matrix {
        Matrix {
            id,
            label,
            title: self.title,
            decision: self.decision,
            system: self.system,
            scale_max: self.scale_max,
            criteria: self.criteria,
            options: self.options,
        }
    }
}

/// The place a name had before: its own, else that of the name that is gone where it stands now.
fn was(before: &[&str], now: &[&str], place: usize) -> Option<usize> {
    let name = now.get(place)?;
    if let Some(found) = before.iter().position(|old| old == name) {
        return Some(found);
    }
    let old = before.get(place)?;
    (before.len() == now.len() && !now.contains(old)).then_some(place)
}

fn criteria(typed: Vec<Criterion>) -> Result<Vec<Criterion>, OpsError> {
    let kept = typed.into_iter().map(|criterion| {
        Ok(Criterion {
            name: line("name of a criterion", &criterion.name)?,
            weight: criterion.weight,
        })
    });
    let kept: Vec<Criterion> = kept.collect::<Result<_, OpsError>>()?;
    refuse_twice("criterion", kept.iter().map(|it| it.name.as_str()))?;
    if let Some(heavy) = kept.iter().find(|it| it.weight > WEIGHT_MOST) {
        return Err(refused(
            format!("the weight {} of {} is too much", heavy.weight, heavy.name),
            &format!("Weights are whole numbers from 0 to {WEIGHT_MOST}."),
        ));
    }
    if kept.iter().all(|it| it.weight == 0) {
        return Err(refused(
            "a matrix needs a criterion with a weight above 0".to_owned(),
            "Name one with its weight: `cost:5`.",
        ));
    }
    Ok(kept)
}

fn options(typed: Vec<MatrixOption>) -> Result<Vec<MatrixOption>, OpsError> {
    let kept = typed.into_iter().map(|option| {
        Ok(MatrixOption {
            name: line("name of an option", &option.name)?,
            ..option
        })
    });
    let kept: Vec<MatrixOption> = kept.collect::<Result<_, OpsError>>()?;
    refuse_twice("option", kept.iter().map(|it| it.name.as_str()))?;
    if kept.is_empty() {
        return Err(refused(
            "a matrix needs an option".to_owned(),
            "Name at least one; two make a choice.",
        ));
    }
    Ok(kept)
}

fn refuse_twice<'n>(what: &str, names: impl Iterator<Item = &'n str>) -> Result<(), OpsError> {
    let (mut seen, mut count) = (HashSet::new(), 0);
    for name in names {
        count += 1;
        if !seen.insert(name.to_lowercase()) {
            return Err(refused(
                format!("the {what} `{}` stands twice", short(name)),
                "Give each a name of its own.",
            ));
        }
    }
    if count > PARTS_MOST {
        return Err(refused(
            format!("{count} times a {what} is more than a matrix can show"),
            &format!("Leave at most {PARTS_MOST}."),
        ));
    }
    Ok(())
}

pub(super) fn refuse_score(matrix: &Matrix, score: Option<u8>) -> Result<(), OpsError> {
    match score.filter(|score| *score > matrix.scale_max) {
        None => Ok(()),
        Some(score) => Err(refused(
            format!("{} has no score {score}", matrix.label),
            &format!("Its scores are from 0 to {}.", matrix.scale_max),
        )),
    }
}

/// The name of the criterion that is meant.
pub(super) fn criterion_meant(matrix: &Matrix, typed: &str) -> Result<String, OpsError> {
    let names: Vec<&str> = matrix.criteria.iter().map(|it| it.name.as_str()).collect();
    let place = meant("criterion", typed, &names)?;
    Ok(names.get(place).copied().unwrap_or_default().to_owned())
}

/// The place of the option that is meant.
pub(super) fn option_meant(matrix: &Matrix, typed: &str) -> Result<usize, OpsError> {
    let names: Vec<&str> = matrix.options.iter().map(|it| it.name.as_str()).collect();
    meant("option", typed, &names)
}

/// The place of the name that is meant: the same name, else the only one that begins so, whatever its case.
fn meant(what: &str, typed: &str, names: &[&str]) -> Result<usize, OpsError> {
    let wanted = typed.trim().to_lowercase();
    let lower: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    if let Some(place) = lower.iter().position(|name| *name == wanted) {
        return Ok(place);
    }
    let begins: BTreeMap<usize, &String> = lower
        .iter()
        .enumerate()
        .filter(|(_, name)| !wanted.is_empty() && name.starts_with(&wanted))
        .collect();
    match begins.keys().collect::<Vec<_>>().as_slice() {
        [one] => Ok(**one),
        _ => Err(OpsError::NotFound {
            what: format!("no {what} is called `{}`", short(typed)),
            hint: format!("There are {}.", names.join(", ")),
        }),
    }
}

fn refused(what: String, hint: &str) -> OpsError {
    OpsError::Refused {
        what,
        hint: hint.to_owned(),
    }
}

//! The risk register: an explicit table of likelihood and impact, and risks with what they were, are and will be. Residual risk
//! only ranks; it opens and closes no gate.

mod rules;

use std::{fmt, str::FromStr};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use rules::{Acceptance, Watched};

use crate::domain::{
    ids::RecordId,
    pack::{PackStatus, Source, Version},
};

/// The table as its file says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// The version of the file's shape: 1.
    pub schema: u32,
    /// What it is.
    #[serde(rename = "register")]
    pub head: RegisterHead,
    /// The sources.
    #[serde(default, rename = "ref")]
    pub refs: Vec<Source>,
    /// The steps of likelihood, the least first.
    #[serde(default, rename = "likelihood")]
    pub likelihoods: Vec<Step>,
    /// The steps of impact, the least first.
    #[serde(default, rename = "impact")]
    pub impacts: Vec<Step>,
    /// The bands, the least first.
    #[serde(default, rename = "band")]
    pub bands: Vec<RiskBand>,
    /// Every cell.
    #[serde(default, rename = "cell")]
    pub cells: Vec<TableCell>,
    /// What the flags mean.
    #[serde(default, rename = "flag")]
    pub flags: Vec<FlagText>,
}

/// What a register is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the words of packs and rubrics")]
pub struct RegisterHead {
    pub id: String,
    pub version: Version,
    pub title: String,
    #[serde(default)]
    pub about: String,
    pub status: PackStatus,
    #[serde(default, deserialize_with = "crate::domain::day::maybe")]
    pub review_by: Option<NaiveDate>,
}

/// A step of likelihood or impact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// From 1 to 5.
    pub value: u8,
    /// Its word.
    pub word: String,
    /// What it means.
    pub about: String,
}

/// A band of cells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiskBand {
    /// Its word.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// What is done with a risk in it.
    pub act: String,
}

/// One cell of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the words of the table")]
pub struct TableCell {
    pub likelihood: u8,
    pub impact: u8,
    pub band: String,
}

/// What a flag means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the words of packs")]
pub struct FlagText {
    pub id: String,
    pub title: String,
    pub why: String,
    pub if_missing: String,
}

/// How likely and how bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Level5 {
    /// From 1 to 5.
    pub likelihood: u8,
    /// From 1 to 5.
    pub impact: u8,
}

/// A risk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Risk {
    /// Its identity.
    pub id: RecordId,
    /// What people call it: `RSK-0101`.
    pub label: String,
    /// The system.
    pub system: RecordId,
    /// What may happen, in one line.
    pub title: String,
    /// What it comes from and what follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Without any control.
    pub inherent: Level5,
    /// With the controls that work today.
    pub current: Level5,
    /// With the controls that are planned.
    pub residual: Level5,
    /// The controls it was lowered by: items, decisions, or in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<String>,
    /// What is done with it.
    pub treatment: Treatment,
    /// Who is accountable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The day by which it is looked at again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_by: Option<NaiveDate>,
    /// The day it was closed, and why it could be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<(NaiveDate, String)>,
}

/// What is done with a risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words of the field")]
pub enum Treatment {
    Mitigate,
    Accept,
    Transfer,
    Avoid,
}

/// What is not consistent about a risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RiskFlag {
    /// Residual above current.
    RC1,
    /// Current above inherent.
    RC2,
    /// Lowered without a control.
    RC3,
    /// Accepted without an acceptance that counts.
    RC4,
    /// The day of review has passed.
    RC5,
}

impl Treatment {
    /// Every treatment.
    pub const ALL: [Self; 4] = [Self::Mitigate, Self::Accept, Self::Transfer, Self::Avoid];

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mitigate => "mitigate",
            Self::Accept => "accept",
            Self::Transfer => "transfer",
            Self::Avoid => "avoid",
        }
    }
}

impl fmt::Display for Treatment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.word())
    }
}

impl FromStr for Treatment {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|treatment| treatment.word() == text)
            .ok_or_else(|| {
                format!(
                    "`{text}` is no treatment; possible are mitigate, accept, transfer and avoid"
                )
            })
    }
}

impl Level5 {
    /// The highest step of likelihood and of impact.
    pub const STEPS: u8 = 5;

    /// Whether both stand between 1 and 5.
    pub fn is_sound(self) -> bool {
        let steps = 1..=Self::STEPS;
        steps.contains(&self.likelihood) && steps.contains(&self.impact)
    }
}

impl fmt::Display for Level5 {
    /// `4x3`: likelihood, then impact.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&format!("{}x{}", self.likelihood, self.impact))
    }
}

impl FromStr for Level5 {
    type Err = String;

    /// Reads `4x3`: likelihood, then impact, each from 1 to 5.
    fn from_str(text: &str) -> Result<Self, String> {
        let refused =
            || format!("`{text}` is no level; write likelihood and impact from 1 to 5 as `4x3`");
        let parts = text.trim().split_once(['x', 'X', '×']);
        let (likelihood, impact) = parts.ok_or_else(refused)?;
        let level = Self {
            likelihood: likelihood.trim().parse().map_err(|_| refused())?,
            impact: impact.trim().parse().map_err(|_| refused())?,
        };
        if level.is_sound() {
            Ok(level)
        } else {
            Err(refused())
        }
    }
}

impl RiskFlag {
    /// Every flag.
    pub const ALL: [Self; 5] = [Self::RC1, Self::RC2, Self::RC3, Self::RC4, Self::RC5];

    /// Its short name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::RC1 => "RC1",
            Self::RC2 => "RC2",
            Self::RC3 => "RC3",
            Self::RC4 => "RC4",
            Self::RC5 => "RC5",
        }
    }

    /// What it says, where the table has no words of its own for it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::RC1 => "Residual above current",
            Self::RC2 => "Current above inherent",
            Self::RC3 => "Lowered without a control",
            Self::RC4 => "Accepted without an acceptance",
            Self::RC5 => "Review date passed",
        }
    }
}

#[cfg(test)]
mod tests;

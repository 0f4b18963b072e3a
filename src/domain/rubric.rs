//! The rubric that gives a system its tier: weighted factors, bands, floors that only raise, stops, and caps that come last.
//! The numbers are data; the arithmetic is in `run`, in basis points and floor division. It must not know systems or who scores.

mod run;
mod words;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use run::{Hit, Run, RunInput};
pub use words::{Distance, grouped, quoted};

use crate::domain::{
    condition::Condition,
    pack::{Level, PackStatus, Source, Version},
    tier::Tier,
};

/// A rubric as its file says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rubric {
    /// The version of the file's shape: 1.
    pub schema: u32,
    /// What it is.
    #[serde(rename = "rubric")]
    pub head: RubricHead,
    /// The sources its factors name.
    #[serde(default, rename = "ref")]
    pub refs: Vec<Source>,
    /// Its factors in order.
    #[serde(default, rename = "factor")]
    pub factors: Vec<Factor>,
    /// From which score on a tier holds.
    #[serde(default, rename = "band")]
    pub bands: Vec<Band>,
    /// What raises the tier whatever the score.
    #[serde(default, rename = "floor")]
    pub floors: Vec<Floor>,
    /// What ends everything.
    #[serde(default, rename = "stop")]
    pub stops: Vec<Stop>,
    /// What lowers the tier, with a sign-off.
    #[serde(default, rename = "cap")]
    pub caps: Vec<Cap>,
}

/// What a rubric is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RubricHead {
    /// Its word: `risk.ai-criticality`.
    pub id: String,
    /// Its version.
    pub version: Version,
    /// Its name for people.
    pub title: String,
    /// What it is for, in one sentence.
    #[serde(default)]
    pub about: String,
    /// How far it may be trusted.
    pub status: PackStatus,
    /// The highest score of a factor.
    pub scale_max: u8,
    /// The day by which somebody looks whether it is still right.
    #[serde(default, deserialize_with = "crate::domain::day::maybe")]
    pub review_by: Option<NaiveDate>,
}

/// One factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Factor {
    /// Its word.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// The question.
    pub ask: String,
    /// Why it is asked.
    #[serde(default)]
    pub why: String,
    /// Its weight.
    pub weight: u32,
    /// What each score means, from 0.
    pub anchors: Vec<String>,
    /// The clauses it comes from.
    #[serde(default)]
    pub refs: Vec<String>,
}

/// From which score on a tier holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The tier.
    pub tier: Tier,
    /// The first score in basis points.
    pub from: u32,
}

/// A condition under which the tier is at least so critical.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floor {
    /// Its word.
    pub id: String,
    /// The reason, in a few words.
    pub title: String,
    /// The tier.
    pub tier: Tier,
    /// When.
    pub when: Condition,
}

/// A condition under which a system may not go at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stop {
    /// Its word.
    pub id: String,
    /// The reason, in a few words.
    pub title: String,
    /// When.
    pub when: Condition,
}

/// A condition under which the tier is at most so critical, if somebody signs for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cap {
    /// Its word.
    pub id: String,
    /// The reason, in a few words.
    pub title: String,
    /// The tier.
    pub tier: Tier,
    /// Who must sign at least.
    pub sign_off: Level,
    /// When.
    pub when: Condition,
}

impl Rubric {
    /// The factor of a word.
    pub fn factor(&self, id: &str) -> Option<&Factor> {
        self.factors.iter().find(|factor| factor.id == id)
    }

    /// The cap of a word.
    pub fn cap(&self, id: &str) -> Option<&Cap> {
        self.caps.iter().find(|cap| cap.id == id)
    }
}

#[cfg(test)]
mod tests;

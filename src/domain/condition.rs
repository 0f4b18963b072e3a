//! Conditions of packs and rubrics: data, not a language, answered with true, false or unknown. They may name facts and, in
//! rubrics, factors; never answers or tiers, so that no answer can hide another one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::fact::{FactRegistry, FactValue, Facts};

/// What is true of something that may not be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Truth {
    /// It is not so.
    False,
    /// Nobody knows.
    Unknown,
    /// It is so.
    True,
}

impl Truth {
    /// Whether it may be so: true or unknown.
    pub fn may_hold(self) -> bool {
        self != Self::False
    }
}

impl From<bool> for Truth {
    fn from(known: bool) -> Self {
        if known { Self::True } else { Self::False }
    }
}

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Condition {
    /// A fact has one of these words; of a set, any of them.
    Is(FactIs),
    /// An ordered fact has this word or one after it.
    FactAtLeast(FactAtLeast),
    /// A factor of the rubric was scored at least so high.
    FactorAtLeast(FactorAtLeast),
    /// All of them hold.
    All(AllOf),
    /// One of them holds.
    Any(AnyOf),
}

/// `{ fact = "exposure", is = ["external"] }`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactIs {
    /// The fact.
    pub fact: String,
    /// The words, or `true` and `false` for a flag.
    pub is: Vec<Word>,
}

/// `{ fact = "traffic", at_least = "high" }`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactAtLeast {
    /// The fact.
    pub fact: String,
    /// The least word.
    pub at_least: String,
}

/// `{ factor = "entitlement", at_least = 3 }`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactorAtLeast {
    /// The factor.
    pub factor: String,
    /// The least score.
    pub at_least: u8,
}

/// `{ all = [..] }`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AllOf {
    /// The conditions.
    pub all: Vec<Condition>,
}

/// `{ any = [..] }`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnyOf {
    /// The conditions.
    pub any: Vec<Condition>,
}

/// A word of a condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Word {
    /// A flag's value.
    Flag(bool),
    /// A word.
    Word(String),
}

impl Word {
    /// The word as facts print it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Flag(true) => "true",
            Self::Flag(false) => "false",
            Self::Word(word) => word,
        }
    }
}

/// What a condition is asked about.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// What the facts mean.
    pub registry: &'a FactRegistry,
    /// The facts that are stated.
    pub facts: &'a Facts,
    /// The factors that were scored; empty outside of rubrics.
    pub factors: &'a BTreeMap<String, u8>,
}

impl Condition {
    /// Whether it holds.
    pub fn holds(&self, known: Known<'_>) -> Truth {
        match self {
            Self::Is(asked) => {
                let Some(value) = known.facts.get(&asked.fact) else {
                    return Truth::Unknown;
                };
                let words = value.words();
                asked
                    .is
                    .iter()
                    .any(|word| words.contains(&word.as_str()))
                    .into()
            }
            Self::FactAtLeast(asked) => at_least(asked, known),
            Self::FactorAtLeast(asked) => known
                .factors
                .get(&asked.factor)
                .map_or(Truth::Unknown, |score| (*score >= asked.at_least).into()),
            Self::All(all) => {
                let truths = all.all.iter().map(|one| one.holds(known));
                truths.min().unwrap_or(Truth::True)
            }
            Self::Any(any) => {
                let truths = any.any.iter().map(|one| one.holds(known));
                truths.max().unwrap_or(Truth::False)
            }
        }
    }
}

fn at_least(asked: &FactAtLeast, known: Known<'_>) -> Truth {
    let definition = known.registry.get(&asked.fact);
    let wanted = definition.and_then(|fact| fact.rank(&asked.at_least));
    let stated = known.facts.get(&asked.fact).and_then(|value| match value {
        FactValue::One(word) => definition?.rank(word),
        _ => None,
    });
    match (stated, wanted) {
        (Some(stated), Some(wanted)) => (stated >= wanted).into(),
        _ => Truth::Unknown,
    }
}

//! A system: what is built and run, with its facts, its owner, its stage and what it was decided to be.

use std::{fmt, str::FromStr};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{fact::Facts, ids::RecordId};

/// A system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct System {
    /// Its identity.
    pub id: RecordId,
    /// What people call it for short: `SYS-0007`.
    pub label: String,
    /// Its name.
    pub name: String,
    /// What it does, in one sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Its facts; its stage is one of them.
    #[serde(default)]
    pub facts: Facts,
    /// The person who is accountable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<RecordId>,
    /// The person who stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deputy: Option<RecordId>,
    /// The team that runs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// The stages it entered, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<StageEvent>,
    /// What happened to it that asks for a new tier, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub triggers: Vec<Trigger>,
    /// The decisions it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<RecordId>,
    /// The patterns (reference architectures) it is bound to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub patterns: Vec<RecordId>,
    /// The day it was taken out of use and closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<NaiveDate>,
}

/// A stage that was entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageEvent {
    /// The stage, a word of the fact `stage`.
    pub stage: String,
    /// When.
    pub on: NaiveDate,
    /// What was approved or handed over with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Something that happened and asks for a new tier, where the facts themselves do not show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trigger {
    /// What.
    pub kind: TriggerKind,
    /// When.
    pub on: NaiveDate,
    /// More about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What asks for a new tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TriggerKind {
    /// Another family of models, or another provider.
    ModelChange,
    /// A Sev-1 incident.
    Incident,
    /// A step in traffic.
    TrafficStep,
}

impl TriggerKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::ModelChange, Self::Incident, Self::TrafficStep];

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::ModelChange => "model-change",
            Self::Incident => "incident",
            Self::TrafficStep => "traffic-step",
        }
    }

    /// The same for people.
    pub const fn about(self) -> &'static str {
        match self {
            Self::ModelChange => "another family of models or provider",
            Self::Incident => "a Sev-1 incident",
            Self::TrafficStep => "a step in traffic",
        }
    }
}

impl fmt::Display for TriggerKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.word())
    }
}

impl FromStr for TriggerKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.word() == text)
            .ok_or_else(|| {
                format!(
                    "`{text}` is no trigger; possible are model-change, incident and traffic-step"
                )
            })
    }
}

/// A pattern: a reference architecture others are built after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pattern {
    /// Its identity.
    pub id: RecordId,
    /// What people call it for short: `PAT-0003`.
    pub label: String,
    /// Its name.
    pub name: String,
    /// What it is for, in one sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Its version, in the words of its owners.
    pub version: String,
    /// Where it stands.
    pub status: PatternStatus,
    /// The pack that checks whether a system follows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pack: Option<String>,
    /// Who is accountable for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<RecordId>,
    /// The decisions it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<RecordId>,
}

/// Where a pattern stands: draft → approved → deprecated → retired; a draft may be retired at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words of the field")]
pub enum PatternStatus {
    Draft,
    Approved,
    Deprecated,
    Retired,
}

impl PatternStatus {
    /// Every status in the order of a life.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Approved, Self::Deprecated, Self::Retired];

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Approved => "approved",
            Self::Deprecated => "deprecated",
            Self::Retired => "retired",
        }
    }
}

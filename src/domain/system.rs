//! A system: what is built and run, with its facts, its owner, its stage and what it was decided to be.

use std::{fmt, str::FromStr};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{
    fact::{FactValue, Facts},
    ids::RecordId,
};

/// The fact that says in which stage a system is.
pub const STAGE: &str = "stage";

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

    /// Where it may go from here; it never goes back.
    pub const fn next(self) -> &'static [Self] {
        match self {
            Self::Draft => &[Self::Approved, Self::Retired],
            Self::Approved => &[Self::Deprecated],
            Self::Deprecated => &[Self::Retired],
            Self::Retired => &[],
        }
    }
}

impl fmt::Display for PatternStatus {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.word())
    }
}

impl FromStr for PatternStatus {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|status| status.word().eq_ignore_ascii_case(text))
            .ok_or_else(|| {
                format!(
                    "`{text}` is no status of a pattern; possible are draft, approved, deprecated and retired"
                )
            })
    }
}

impl System {
    /// A system of which only its name is known.
    pub fn named(id: RecordId, label: String, name: String) -> Self {
        Self {
            id,
            label,
            name,
            about: None,
            facts: Facts::default(),
            owner: None,
            deputy: None,
            team: None,
            stages: Vec::new(),
            triggers: Vec::new(),
            decisions: Vec::new(),
            patterns: Vec::new(),
            closed_on: None,
        }
    }

    /// The stage it is in, a word of the fact `stage`; `None`: unknown.
    pub fn stage(&self) -> Option<&str> {
        self.facts.get(STAGE)?.words().first().copied()
    }

    /// Writes down that a stage was entered. The fact follows the stage that was entered last, whenever it is told.
    pub fn enter(&mut self, event: StageEvent) {
        let at = self.stages.partition_point(|known| known.on <= event.on);
        self.stages.insert(at, event);
        if let Some(last) = self.stages.last() {
            let stage = FactValue::One(last.stage.clone());
            self.facts.0.insert(STAGE.to_owned(), stage);
        }
    }

    /// Writes down what happened, in the order of the days.
    pub fn happened(&mut self, trigger: Trigger) {
        let at = self
            .triggers
            .partition_point(|known| known.on <= trigger.on);
        self.triggers.insert(at, trigger);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
    }

    fn system() -> System {
        let id = RecordId(Uuid::from_u128(1));
        System::named(id, "SYS-0001".to_owned(), "Ranking".to_owned())
    }

    fn entered(stage: &str, on: u32) -> StageEvent {
        StageEvent {
            stage: stage.to_owned(),
            on: day(on),
            note: None,
        }
    }

    #[test]
    fn the_stage_follows_what_was_entered_last_even_when_it_is_told_late() {
        let mut system = system();
        assert_eq!(system.stage(), None);
        system.enter(entered("production", 9));
        system.enter(entered("mvp", 2));
        assert_eq!(system.stage(), Some("production"));
        system.enter(entered("mvp", 9));
        assert_eq!(system.stage(), Some("mvp"), "backwards on the same day");
        let told: Vec<_> = system
            .stages
            .iter()
            .map(|event| event.stage.as_str())
            .collect();
        assert_eq!(told, ["mvp", "production", "mvp"]);
    }

    #[test]
    fn a_pattern_lives_forwards_and_a_draft_may_be_retired_at_once() {
        for status in PatternStatus::ALL {
            assert_eq!(status.word().to_uppercase().parse(), Ok(status));
            assert!(status.next().iter().all(|next| *next > status), "{status}");
        }
        assert!(
            PatternStatus::Draft
                .next()
                .contains(&PatternStatus::Retired)
        );
        assert!(
            !PatternStatus::Approved
                .next()
                .contains(&PatternStatus::Retired)
        );
        assert!("done".parse::<PatternStatus>().is_err());
    }

    proptest! {
        /// In whatever order stages are told, they stand in the order of their days and the fact is the last one.
        #[test]
        fn stages_stand_in_the_order_of_their_days(told in proptest::collection::vec((0_usize..3, 1_u32..28), 1..12)) {
            let words = ["discovery", "mvp", "production"];
            let mut system = system();
            for (stage, on) in &told {
                system.enter(entered(words[*stage], *on));
            }
            prop_assert!(system.stages.is_sorted_by_key(|event| event.on));
            prop_assert_eq!(system.stages.len(), told.len());
            prop_assert_eq!(system.stage(), system.stages.last().map(|last| last.stage.as_str()));
        }
    }
}

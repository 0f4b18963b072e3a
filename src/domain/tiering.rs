//! A run of the rubric for a system as it is kept: inputs, numbers, what was hit, who and when. A tier is valid for a while, or
//! until something happens that asks for a new one.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::domain::{
    fact::{FactValue, Facts},
    ids::RecordId,
    pack::Pin,
    rubric::Run,
    system::System,
    tier::Tier,
};

/// A run of the rubric. While it is open its scores change; once recorded it stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tiering {
    /// Its identity.
    pub id: RecordId,
    /// The system.
    pub system: RecordId,
    /// The rubric.
    pub rubric: Pin,
    /// The scores, by factor.
    #[serde(default)]
    pub scores: BTreeMap<String, u8>,
    /// Why a factor was scored so, by factor.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub notes: BTreeMap<String, String>,
    /// The caps somebody signed for, and who.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub signed_caps: BTreeMap<String, RecordId>,
    /// What was recorded; absent while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded: Option<Recorded>,
}

/// What a recorded run said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// The day.
    pub on: NaiveDate,
    /// Who recorded it.
    pub by: String,
    /// The facts it was run on.
    pub facts: Facts,
    /// What came out.
    pub run: Run,
}

/// How long a tier is valid, in months (governance, section 5).
pub const fn valid_months(tier: Tier) -> u32 {
    match tier {
        Tier::T1 => 12,
        Tier::T2 | Tier::T3 => 24,
    }
}

impl Recorded {
    /// The last day the tier is valid if nothing happens before.
    pub fn valid_until(&self) -> Option<NaiveDate> {
        self.on
            .checked_add_months(Months::new(valid_months(self.run.tier)))
    }

    /// Why the tier does not count any more on a day, where it does not: its time is over, or something happened that asks for
    /// a new one.
    pub fn expired(&self, system: &System, as_of: NaiveDate) -> Option<String> {
        if let Some(last) = self.valid_until().filter(|last| *last < as_of) {
            return Some(format!("valid until {last}"));
        }
        let happened = system
            .triggers
            .iter()
            .find(|trigger| trigger.on > self.on && trigger.on <= as_of);
        if let Some(trigger) = happened {
            return Some(format!("{} on {}", trigger.kind.about(), trigger.on));
        }
        self.changed(&system.facts)
    }

    /// Which fact changed since in a way that asks for a new tier.
    fn changed(&self, now: &Facts) -> Option<String> {
        for fact in ["stage", "autonomy"] {
            if let (Some(before), Some(after)) = (self.facts.get(fact), now.get(fact))
                && before != after
            {
                let (before, after) = (before.words().join(", "), after.words().join(", "));
                return Some(format!("{fact} changed from {before} to {after}"));
            }
        }
        for (fact, title) in [
            ("data_classes", "data class"),
            ("jurisdictions", "jurisdiction"),
        ] {
            let words = now.get(fact).map(FactValue::words).unwrap_or_default();
            let new = words
                .into_iter()
                .find(|word| *word != "none" && !self.facts.has(fact, word));
            if let Some(new) = new {
                return Some(format!("new {title} {new}"));
            }
        }
        None
    }
}

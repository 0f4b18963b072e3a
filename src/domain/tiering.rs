//! A run of the rubric for a system as it is kept: inputs, numbers, what was hit, who and when. A tier is valid for a while, or
//! until something happens that asks for a new one.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::domain::{
    digest::Digest,
    event::canonical,
    fact::{FactValue, Facts},
    ids::RecordId,
    pack::{Level, Pin},
    person::People,
    rubric::Run,
    system::{System, Trigger},
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
    pub signed_caps: BTreeMap<String, CapSignature>,
    /// What was recorded; absent while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded: Option<Recorded>,
}

/// A person's word that a cap may lower the tier. It is bound to what was looked at: other scores or facts need another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapSignature {
    /// Who.
    pub by: RecordId,
    /// When.
    pub on: NaiveDate,
    /// The digest of what was looked at. See [`Tiering::bound_to`].
    pub bound: Digest,
}

/// What a recorded run said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// The day.
    pub on: NaiveDate,
    /// Who recorded it.
    pub by: String,
    /// Who signed for it, where that was needed: a tier that became less critical.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_by: Option<RecordId>,
    /// The facts it was run on.
    pub facts: Facts,
    /// What had happened to the system by then and was known. Days do not tell it: something may happen later on the same
    /// day, be told late, or be told under a clock that was set back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub triggers: Vec<Trigger>,
    /// What came out.
    pub run: Run,
}

impl Tiering {
    /// The digest of what a signature for a cap is about: the rubric, the scores and the facts.
    pub fn bound_to(&self, facts: &Facts) -> Digest {
        let looked_at = serde_json::json!({
            "rubric": self.rubric.digest,
            "scores": self.scores,
            "facts": facts,
        });
        Digest::of_parts(&[b"archdeck-cap-v1\0", &canonical(&looked_at)])
    }

    /// The caps whose signatures are for these facts and the scores as they are.
    pub fn signed_for(&self, facts: &Facts) -> Vec<String> {
        let bound = self.bound_to(facts);
        let signed = self.signed_caps.iter();
        signed
            .filter(|(_, signature)| signature.bound == bound)
            .map(|(cap, _)| cap.clone())
            .collect()
    }
}

/// The highest level a person may decide at: by the own roles, or by those of the one the person acts for. Nobody who has left.
pub fn level_of(people: &People, person: RecordId) -> Option<Level> {
    let acting = people.get(person).filter(|person| !person.has_left)?;
    let principal = people.get(people.principal(person));
    let roles = principal.into_iter().chain([acting]);
    let roles = roles.flat_map(|person| &person.roles);
    let levels = [Level::L1, Level::L2, Level::L3];
    roles
        .filter_map(|role| levels.into_iter().find(|level| level.word() == role))
        .max()
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
            .find(|trigger| trigger.on <= as_of && !self.triggers.contains(trigger));
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

#[cfg(test)]
mod tests;

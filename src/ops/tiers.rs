//! Risk tiers: the rubric run for a system, live while it is scored, recorded once, and what would be if.

mod record;
mod rubric;
mod score;
mod show;
mod what_if;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    domain::{
        fact::FactDefinition,
        gate::{Force, Gate},
        ids::RecordId,
        pack::Version,
        rubric::{Factor, Run},
        tier::Tier,
    },
    ops::{change::Done, error::OpsError, systems::TierLine, workbench::Workbench},
};

/// A change of a tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TierChange {
    /// Factors are scored. Opens a run where none is open, with the scores recorded last.
    Score {
        /// The system.
        system: RecordId,
        /// The factors.
        scores: Vec<FactorScore>,
    },
    /// Somebody signs for a cap that holds.
    SignCap {
        /// The system.
        system: RecordId,
        /// The cap.
        cap: String,
        /// Who.
        person: RecordId,
    },
    /// The run is recorded: from now on this is the tier.
    Record {
        /// The system.
        system: RecordId,
        /// Who signs for a tier that becomes less critical, where it is not the one who acts.
        signed_by: Option<RecordId>,
    },
    /// The open run is thrown away; the tier recorded last stays.
    Discard {
        /// The system.
        system: RecordId,
    },
}

/// How a factor is scored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactorScore {
    /// The factor.
    pub factor: String,
    /// From 0 to the highest of the rubric; `None` takes the score away.
    pub score: Option<u8>,
    /// Why; `None` leaves what was said, an empty text takes it away.
    pub note: Option<String>,
}

/// The rubric with the live tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RiskView {
    /// The day.
    pub as_of: NaiveDate,
    /// The system: identity, label and name.
    pub system: (RecordId, String, String),
    /// The rubric: word and version.
    pub rubric: (String, Version),
    /// The highest score of a factor.
    pub scale_max: u8,
    /// The factors with their scores and notes.
    pub factors: Vec<FactorLine>,
    /// Every fact that may be stated, with its value as it would be typed; `None`: unknown.
    pub facts: Vec<(FactDefinition, Option<String>)>,
    /// What comes out of the scores as they are.
    pub run: Run,
    /// In words: why this tier.
    pub why: Vec<String>,
    /// How far the other tiers are, in words: `T1 needs 1 584 bp more, or a floor: "a regime reaches it"`.
    pub distance: Vec<String>,
    /// From which score on each tier holds, the least first.
    pub bands: Vec<(Tier, u32)>,
    /// The gates at each tier: the default force.
    pub gates: Vec<(Tier, Vec<(Gate, Force)>)>,
    /// The tier that was recorded last.
    pub recorded: TierLine,
    /// The tiers that were recorded, the last first.
    pub history: Vec<TierLine>,
    /// Whether a run is open that was not recorded.
    pub is_open: bool,
    /// Why the run cannot be recorded now, where it cannot.
    pub not_recordable: Option<String>,
    /// The caps that hold and nobody signed for, with the level that must.
    pub caps_to_sign: Vec<(String, String, String)>,
}

/// A factor with its score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactorLine {
    /// The factor.
    pub factor: Factor,
    /// Its score.
    pub score: Option<u8>,
    /// Why.
    pub note: Option<String>,
}

/// What would be if scores or facts were others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhatIf {
    /// Scores by factor; `None`: missing.
    pub scores: BTreeMap<String, Option<u8>>,
    /// Facts as typed; an empty value: unknown.
    pub facts: Vec<(String, String)>,
}

/// What would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WhatIfView {
    /// The run as it is.
    pub now: Run,
    /// The run as it would be.
    pub then: Run,
    /// The packs that would apply then and do not now, and those that would not any more.
    pub packs: (Vec<String>, Vec<String>),
    /// Items that would block or be required then and now: how many.
    pub gating: (u32, u32),
    /// What would change, in words.
    pub changes: Vec<String>,
}

impl Workbench {
    pub(crate) fn tier_change(&mut self, change: TierChange) -> Result<Done, OpsError> {
        match change {
            TierChange::Score { system, scores } => self.score_factors(system, &scores),
            TierChange::SignCap {
                system,
                cap,
                person,
            } => self.sign_cap(system, &cap, person),
            TierChange::Record { system, signed_by } => self.record_tier(system, signed_by),
            TierChange::Discard { system } => self.discard_run(system),
        }
    }
}

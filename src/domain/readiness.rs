//! Whether a system may go: one table turns every item's force and result into a contribution, and a gate and the verdict are
//! the worst of theirs, so they can never disagree. No average opens a gate.
//!
//! It is a pure function of answers, evidence, waivers, tier, packs and a day; it must not know where they come from.

mod days;
mod evaluate;
mod lane;
mod reasons;
mod steps;
#[cfg(test)]
mod tests;

use std::{fmt, str::FromStr};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{
    assessment::Numbers,
    gate::{Force, Gate},
    ids::RecordId,
    tier::Tier,
};

pub use days::changes_on;
pub use evaluate::{Assessed, Given, Inputs, TierNow, evaluate, item_states, stale_evidence};
pub use lane::{Lane, LaneNow, lane};

/// May it go?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING-KEBAB-CASE")]
pub enum Verdict {
    /// It may.
    Go,
    /// It may, with what is named.
    Conditional,
    /// Nobody can say yet; it may not.
    Hold,
    /// It may not.
    NoGo,
}

impl Verdict {
    /// Every verdict, the best first.
    pub const ALL: [Self; 4] = [Self::Go, Self::Conditional, Self::Hold, Self::NoGo];

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Go => "GO",
            Self::Conditional => "CONDITIONAL",
            Self::Hold => "HOLD",
            Self::NoGo => "NO-GO",
        }
    }

    /// Its rank: GO 0, CONDITIONAL 1, HOLD and NO-GO both 2 (governance, section 6).
    pub const fn rank(self) -> u8 {
        match self {
            Self::Go => 0,
            Self::Conditional => 1,
            Self::Hold | Self::NoGo => 2,
        }
    }

    /// Its place in what is printed first: as its rank, and NO-GO after HOLD.
    pub const fn place(self) -> u8 {
        match self {
            Self::Go => 0,
            Self::Conditional => 1,
            Self::Hold => 2,
            Self::NoGo => 3,
        }
    }

    /// The worse of two; of HOLD and NO-GO, which rank alike, NO-GO is printed.
    #[must_use]
    pub fn worse(self, other: Self) -> Self {
        if other.place() > self.place() {
            other
        } else {
            self
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.word())
    }
}

impl FromStr for Verdict {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let typed = text.to_uppercase();
        Self::ALL
            .into_iter()
            .find(|verdict| verdict.word() == typed)
            .ok_or_else(|| {
                format!("`{text}` is no verdict; possible are GO, CONDITIONAL, HOLD and NO-GO")
            })
    }
}

/// What an item comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemResult {
    /// It is off or not asked here.
    Skipped,
    /// It does not apply, and that is agreed.
    Na,
    /// It is met, with all the evidence that is needed.
    Pass,
    /// It failed, and a waiver lets that stand.
    Waived,
    /// It is claimed, without the evidence that is needed.
    Unevidenced,
    /// It is partial or unmet.
    Fail,
    /// It has no answer that counts.
    Incomplete,
}

impl ItemResult {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Skipped => "skipped",
            Self::Na => "n/a",
            Self::Pass => "pass",
            Self::Waived => "waived",
            Self::Unevidenced => "claimed, no evidence",
            Self::Fail => "fail",
            Self::Incomplete => "incomplete",
        }
    }
}

/// Whether a failure of a required item is taken care of: somebody owns the action and it has a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Owner and due date are given.
    Owned,
    /// One of them is missing.
    Missing,
}

/// The one table (governance, section 6).
pub const fn contribution(force: Force, result: ItemResult, action: Action) -> Verdict {
    use ItemResult::{Fail, Incomplete, Na, Pass, Skipped, Unevidenced, Waived};
    match (force, result) {
        (Force::Off | Force::Score | Force::Advise, _) | (_, Skipped | Pass | Na) => Verdict::Go,
        (Force::Block | Force::Require, Waived) => Verdict::Conditional,
        (Force::Block | Force::Require, Incomplete) => Verdict::Hold,
        (Force::Block, Fail | Unevidenced) => Verdict::NoGo,
        (Force::Require, Fail | Unevidenced) => match action {
            Action::Owned => Verdict::Conditional,
            Action::Missing => Verdict::Hold,
        },
    }
}

/// What a gate comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GateResult {
    /// Nothing of it applies, or all of it is N/A.
    Na,
    /// Nothing stands in the way.
    Pass,
    /// Something is let stand for a while.
    Conditional,
    /// Something has no answer.
    Incomplete,
    /// Something failed.
    Fail,
}

impl GateResult {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Na => "n/a",
            Self::Pass => "pass",
            Self::Conditional => "conditional",
            Self::Incomplete => "incomplete",
            Self::Fail => "fail",
        }
    }
}

/// An item of a system as it stands on a day: what a walk, a gate board and a packet show of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemState {
    /// The pack.
    pub pack: String,
    /// The assessment; `None` where the pack was not started.
    pub assessment: Option<RecordId>,
    /// The item.
    pub item: String,
    /// Its question.
    pub ask: String,
    /// The gate it feeds.
    pub gate: Gate,
    /// How strictly it counts here.
    pub force: Force,
    /// What it comes to.
    pub result: ItemResult,
    /// What it adds to the verdict.
    pub contribution: Verdict,
    /// Who acts on it.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<NaiveDate>,
    /// What to do: the action.
    pub action: String,
    /// The waiver that lets it stand, by its label, and its last day.
    pub waiver: Option<(String, NaiveDate)>,
    /// Why it counts as it does, where that is not plain: `disputed by Lee`, `evidence stale since 2026-10-01`, `to be confirmed`.
    pub because: Option<String>,
}

/// One gate of a system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GateState {
    /// The gate.
    pub gate: Gate,
    /// The strictest force of its items here.
    pub force: Force,
    /// What it comes to.
    pub result: GateResult,
    /// Items that gate it.
    pub items: u32,
    /// Of them, those that failed or lack evidence.
    pub failed: u32,
    /// Of them, those without an answer.
    pub incomplete: u32,
    /// Of them, those that are waived.
    pub waived: u32,
}

/// Why a verdict is what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// What it adds to the verdict.
    pub verdict: Verdict,
    /// The gate, where it is of one.
    pub gate: Option<Gate>,
    /// The item, where it is of one.
    pub item: Option<String>,
    /// In words: `G3 security and privacy blocks: SEC-06 secrets in notebooks (unmet)`.
    pub text: String,
}

/// One step towards GO.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextStep {
    /// The item, where it is about one.
    pub item: Option<String>,
    /// What to do.
    pub action: String,
    /// Who.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<NaiveDate>,
    /// What is missing: evidence (cheapest), the rest of a partial, all of it, an answer, something else.
    pub effort: Effort,
    /// Where it is taken.
    #[serde(default)]
    pub at: StepAt,
}

/// Where a step towards GO is taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepAt {
    /// At its item.
    #[default]
    Item,
    /// At the items without an answer.
    Unanswered,
    /// At a pack that is to be started.
    Pack,
    /// At the rubric.
    Tier,
    /// At the system: its facts, or what it does.
    System,
}

/// How far a step is from done; the cheapest is the smallest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effort {
    /// Only the evidence is missing.
    Evidence,
    /// A part is missing.
    Partial,
    /// All of it is missing.
    Unmet,
    /// It has no answer yet.
    Unanswered,
    /// Something other than an item: a tier, a pack that was not started.
    Other,
}

/// What is computed for a system on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readiness {
    /// The day.
    pub as_of: NaiveDate,
    /// The tier it was computed at, where there is one.
    pub tier: Option<Tier>,
    /// The verdict.
    pub verdict: Verdict,
    /// Every reason, the worst first, in pack order.
    pub reasons: Vec<Reason>,
    /// Every gate in order.
    pub gates: Vec<GateState>,
    /// Every item that applies, in pack order.
    pub items: Vec<ItemState>,
    /// The shortest way to GO, the cheapest step first.
    pub steps: Vec<NextStep>,
    /// Advisory failures: the improvement plan.
    pub improvements: Vec<String>,
    /// The numbers of all packs together.
    pub numbers: Numbers,
    /// The next day on which the passing of time alone may change something; `None`: never.
    pub changes_on: Option<NaiveDate>,
}

impl Readiness {
    /// The verdict over some gates alone. Where nothing of them blocks or is required, nothing was attested: HOLD.
    pub fn over(&self, gates: &[Gate]) -> Verdict {
        let beside = self.reasons.iter().filter(|reason| reason.gate.is_none());
        let mine = || self.items.iter().filter(|item| gates.contains(&item.gate));
        let attested = mine().any(|item| item.force.gates() && item.result != ItemResult::Na);
        let nothing = if attested { Verdict::Go } else { Verdict::Hold };
        beside
            .map(|reason| reason.verdict)
            .chain(mine().map(|item| item.contribution))
            .fold(nothing, Verdict::worse)
    }

    /// What speaks against one gate: its own reasons, and those that hold for the whole system.
    pub fn against(&self, gate: Gate) -> impl Iterator<Item = &Reason> {
        let concerns = move |reason: &&Reason| reason.gate.is_none_or(|of| of == gate);
        self.reasons.iter().filter(concerns)
    }
}

//! Waivers and risk acceptances: a named person lets something stand for a while, never for ever, and never for themselves.

mod rules;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{
    digest::Digest, evidence::Evidence, gate::Gate, ids::RecordId, pack::Level, tier::Tier,
};

pub use rules::{Bounds, MayNotDecide, MayNotLast, Parties, level_in_chain, may_decide};

/// A waiver, or the acceptance of a risk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// Its identity.
    pub id: RecordId,
    /// What people call it: `WVR-2026-013`.
    pub label: String,
    /// The system.
    pub system: RecordId,
    /// What it lets stand.
    pub scope: Scope,
    /// Why it cannot be done now.
    pub reason: String,
    /// What may happen meanwhile.
    pub risk: String,
    /// What is done against it meanwhile.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<Control>,
    /// What will be done so that it is not needed any more.
    pub action: String,
    /// Who asked.
    pub requester: RecordId,
    /// The day it was asked for.
    pub requested_on: NaiveDate,
    /// Who must decide at least.
    pub level: Level,
    /// The first day.
    pub effective_from: NaiveDate,
    /// The last day.
    pub expires_on: NaiveDate,
    /// The waiver it follows, where it is an extension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extends: Option<RecordId>,
    /// The tier when it was asked for or, once decided, at the decision.
    pub tier: Tier,
    /// The digest of what it was decided about: item, revision, tier. See [`bound_to`].
    pub bound: Digest,
    /// Where it stands.
    pub state: WaiverState,
}

/// What a waiver lets stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "of")]
pub enum Scope {
    /// One item of a pack.
    Item {
        /// The item.
        item: String,
        /// Its revision.
        rev: u32,
    },
    /// Everything of a gate that may be waived.
    Gate {
        /// The gate.
        gate: Gate,
    },
    /// A standard of the organisation; no item depends on it.
    Standard {
        /// The standard.
        standard: String,
    },
    /// A risk of the register: its acceptance.
    Risk {
        /// The risk.
        risk: RecordId,
    },
}

/// What is done against a risk meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Control {
    /// What.
    pub text: String,
    /// What proves it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

/// Where a waiver stands, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum WaiverState {
    /// It awaits a decision.
    Proposed,
    /// It was granted.
    Approved {
        /// By whom.
        by: RecordId,
        /// When.
        on: NaiveDate,
    },
    /// It was not granted.
    Rejected {
        /// By whom.
        by: RecordId,
        /// When.
        on: NaiveDate,
        /// Why.
        reason: String,
    },
    /// It was granted and taken back.
    Revoked {
        /// By whom.
        by: RecordId,
        /// When.
        on: NaiveDate,
        /// Why.
        reason: String,
    },
    /// What it let stand was done.
    Resolved {
        /// By whom.
        by: RecordId,
        /// When.
        on: NaiveDate,
    },
}

/// Where a waiver stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It awaits a decision.
    Proposed,
    /// It was granted and begins later.
    Scheduled,
    /// It counts.
    Active,
    /// Its last day has passed.
    Expired,
    /// What it was granted for is not the same any more.
    Void,
    /// It was not granted.
    Rejected,
    /// It was taken back.
    Revoked,
    /// What it let stand was done.
    Resolved,
}

impl Standing {
    /// Every standing, in the order in which a list shows them.
    pub const ALL: [Self; 8] = [
        Self::Proposed,
        Self::Active,
        Self::Scheduled,
        Self::Void,
        Self::Expired,
        Self::Rejected,
        Self::Revoked,
        Self::Resolved,
    ];

    /// Whether it lets something stand now, or will.
    pub const fn runs(self) -> bool {
        matches!(self, Self::Active | Self::Scheduled)
    }

    /// Whether it was granted and nobody ended it: it runs, ran out, or became void.
    pub const fn was_granted(self) -> bool {
        matches!(
            self,
            Self::Active | Self::Scheduled | Self::Expired | Self::Void
        )
    }

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Scheduled => "scheduled",
            Self::Active => "active",
            Self::Expired => "expired",
            Self::Void => "void",
            Self::Rejected => "rejected",
            Self::Revoked => "revoked",
            Self::Resolved => "resolved",
        }
    }
}

/// The digest a waiver is bound to: of what it lets stand, its revision and the tier.
pub fn bound_to(scope: &Scope, tier: Tier) -> Digest {
    let what = match scope {
        Scope::Item { item, rev } => format!("item {item} {rev}"),
        Scope::Gate { gate } => format!("gate {gate}"),
        Scope::Standard { standard } => format!("standard {standard}"),
        Scope::Risk { risk } => format!("risk {risk}"),
    };
    Digest::of(format!("archdeck-waiver-v1 {what} {tier}").as_bytes())
}

impl Waiver {
    /// Where it stands on a day. `rev` is the revision of its item now (`None` where it is not an item or the item is gone),
    /// `tier` the tier now. Valid N days from D means D..=D+N; void when the item changed or the tier is more critical than
    /// at the grant (governance, section 4).
    pub fn standing(&self, now: Now, as_of: NaiveDate) -> Standing {
        match &self.state {
            WaiverState::Proposed => Standing::Proposed,
            WaiverState::Rejected { .. } => Standing::Rejected,
            WaiverState::Revoked { .. } => Standing::Revoked,
            WaiverState::Resolved { .. } => Standing::Resolved,
            WaiverState::Approved { .. } if self.is_void(now) => Standing::Void,
            WaiverState::Approved { .. } if as_of > self.expires_on => Standing::Expired,
            WaiverState::Approved { .. } if as_of < self.effective_from => Standing::Scheduled,
            WaiverState::Approved { .. } => Standing::Active,
        }
    }

    fn is_void(&self, now: Now) -> bool {
        let is_other = match &self.scope {
            Scope::Item { rev, .. } => now.rev.is_some_and(|today| today != *rev),
            Scope::Gate { .. } | Scope::Standard { .. } | Scope::Risk { .. } => false,
        };
        is_other || now.tier.is_some_and(|tier| tier < self.tier)
    }
}

/// What a waiver is held against.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Now {
    /// The revision of its item.
    pub rev: Option<u32>,
    /// The tier of its system.
    pub tier: Option<Tier>,
}

#[cfg(test)]
mod tests;

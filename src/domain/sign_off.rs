//! Sign-offs and issued verdicts. Both bind to the digest of what was looked at, and live outside it.

mod needed;

use std::{fmt, str::FromStr};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{digest::Digest, ids::RecordId, readiness::Verdict, tier::Tier};

pub use needed::{Needed, Signed, Signing, holds_role};

/// The longest an override may last, in days.
pub const OVERRIDE_DAYS: u64 = 30;

/// How long an issued verdict holds, in days (governance, section 6).
pub const fn valid_days(tier: Tier) -> u64 {
    match tier {
        Tier::T1 => 180,
        Tier::T2 | Tier::T3 => 365,
    }
}

/// A person's word on a computed verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignOff {
    /// Its identity.
    pub id: RecordId,
    /// The system.
    pub system: RecordId,
    /// In which role: `owner`, `sre`, `security`, `product`, `privacy`.
    pub role: String,
    /// Who.
    pub person: RecordId,
    /// What.
    pub decision: Decision,
    /// What is to be said about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// The digest of what was looked at.
    pub digest: Digest,
    /// When.
    pub on: NaiveDate,
}

/// What a person says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words of the field")]
pub enum Decision {
    Approve,
    ApproveWithComment,
    Decline,
    Abstain,
    Withdrawn,
}

impl Decision {
    /// Every decision.
    pub const ALL: [Self; 5] = [
        Self::Approve,
        Self::ApproveWithComment,
        Self::Decline,
        Self::Abstain,
        Self::Withdrawn,
    ];

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::ApproveWithComment => "approve with comment",
            Self::Decline => "decline",
            Self::Abstain => "abstain",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Whether it says yes.
    pub const fn approves(self) -> bool {
        matches!(self, Self::Approve | Self::ApproveWithComment)
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.word())
    }
}

impl FromStr for Decision {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL
            .into_iter()
            .find(|decision| decision.word() == text);
        found.ok_or_else(|| {
            let words = Self::ALL.map(Self::word).join(", ");
            format!("`{text}` is no decision; possible are {words}")
        })
    }
}

/// A verdict that was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// Its identity.
    pub id: RecordId,
    /// The system.
    pub system: RecordId,
    /// The tier it was issued at.
    pub tier: Tier,
    /// What was computed.
    pub computed: Verdict,
    /// What was issued: what was computed or stricter; laxer only by an override.
    pub verdict: Verdict,
    /// The day it was computed for.
    pub as_of: NaiveDate,
    /// Who issued it.
    pub by: RecordId,
    /// The digest of its inputs.
    pub digest: Digest,
    /// The digests of its inputs one by one, so that what changed since can be told.
    pub inputs: Vec<(String, Digest)>,
    /// The last day it holds.
    pub valid_until: NaiveDate,
    /// Why it is stricter than what was computed, where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What makes it laxer than what was computed, for a while.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overridden: Option<Override>,
    /// The reasons as they were, the worst first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
    /// The day it was taken back, by whom and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<(NaiveDate, RecordId, String)>,
}

/// A laxer verdict for a while, on somebody's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// Who, a holder of L3.
    pub by: RecordId,
    /// Why.
    pub reason: String,
    /// The last day, at most 30 days on.
    pub until: NaiveDate,
}

impl Issued {
    /// The last day it stands: an override ends before the verdict would, and then the computed one stands again.
    pub fn last_day(&self) -> NaiveDate {
        let until = self.overridden.as_ref().map(|laxer| laxer.until);
        until.map_or(self.valid_until, |until| until.min(self.valid_until))
    }

    /// Whether it stands on a day: issued by then, not taken back, its time not over.
    pub fn stands(&self, day: NaiveDate) -> bool {
        self.withdrawn.is_none() && self.as_of <= day && day <= self.last_day()
    }
}

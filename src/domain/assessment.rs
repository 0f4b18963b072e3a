//! Assessments: a system's answers to a pinned pack, and what each answer counts as. Unanswered never helps; N/A, waiver and
//! pass are three different things.

pub mod compare;
pub mod upgrade;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{
    evidence::Evidence,
    ids::RecordId,
    measure::Decimal,
    pack::{Pin, Version},
    tier::Tier,
};

/// A system's answers to a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// Its identity.
    pub id: RecordId,
    /// What people call it for short: `ASM-0042`.
    pub label: String,
    /// The system.
    pub system: RecordId,
    /// The pack as it was when the assessment was started or last brought to a newer version.
    pub pack: Pin,
    /// The decision it is about, for a pack that is answered once for each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<RecordId>,
    /// The tier the system had when the assessment was started or last revised, by a milestone or an upgrade. A lower tier counts
    /// only from the next revision on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// The day it was started.
    pub started_on: NaiveDate,
    /// Who started it.
    pub started_by: String,
}

impl Assessment {
    /// The tier its items are weighed at where the system has this one: the more critical of it and that of the last revision.
    pub fn weighed_at(&self, now: Tier) -> Tier {
        self.tier.map_or(now, |then| then.stricter(now))
    }
}

/// One answer. Each is its own record, so that two people at once only meet where they answer the same item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Its identity.
    pub id: RecordId,
    /// The system.
    pub system: RecordId,
    /// The assessment it was given in.
    pub assessment: RecordId,
    /// The item it was given to.
    pub item: String,
    /// The revision of the item it was given to.
    pub item_rev: u32,
    /// What was answered.
    pub response: Response,
    /// The measured value or the step of a scale, where the item asks for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Decimal>,
    /// What is to be said about it; of an N/A its reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Who acts on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// By when what is missing is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// By when it is planned to be met, before anybody owes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned_by: Option<NaiveDate>,
    /// Who answered.
    pub by: String,
    /// The day it was answered.
    pub on: NaiveDate,
    /// What a reviewer said.
    #[serde(default)]
    pub review: Review,
    /// Who agreed to an N/A, where a role must.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concurrence: Option<Concurrence>,
    /// Whether it came over from an earlier version of the pack.
    #[serde(default)]
    pub carry: Carry,
    /// What proves it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

/// What was answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Response {
    /// Nothing yet.
    #[default]
    Unanswered,
    /// It is so.
    Met,
    /// It is partly so.
    Partial,
    /// It is not so.
    Unmet,
    /// It does not apply.
    Na,
}

impl Response {
    /// Every response.
    pub const ALL: [Self; 5] = [
        Self::Unanswered,
        Self::Met,
        Self::Partial,
        Self::Unmet,
        Self::Na,
    ];

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unanswered => "unanswered",
            Self::Met => "met",
            Self::Partial => "partial",
            Self::Unmet => "unmet",
            Self::Na => "n/a",
        }
    }
}

impl std::str::FromStr for Response {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let typed = text.trim().to_lowercase();
        if matches!(typed.as_str(), "na" | "-") {
            return Ok(Self::Na);
        }
        Self::ALL
            .into_iter()
            .find(|response| response.word() == typed)
            .ok_or_else(|| {
                format!(
                    "`{text}` is no answer; possible are met, partial, unmet, n/a and unanswered"
                )
            })
    }
}

/// What a reviewer said of an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum Review {
    /// Nothing.
    #[default]
    None,
    /// Looked at and found so.
    Verified {
        /// By whom.
        by: String,
        /// When.
        on: NaiveDate,
    },
    /// Looked at and found otherwise: the reviewer's response counts until it is withdrawn or the answer is given anew.
    Disputed {
        /// What the reviewer found.
        response: Response,
        /// Why.
        reason: String,
        /// By whom.
        by: String,
        /// When.
        on: NaiveDate,
        /// What the team says to it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reply: Option<String>,
    },
}

/// The agreement of a role to an N/A.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concurrence {
    /// Who agreed.
    pub by: RecordId,
    /// In which role.
    pub role: String,
    /// When.
    pub on: NaiveDate,
}

/// Whether an answer came over from an earlier version of its pack.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Carry {
    /// It was given to this version.
    #[default]
    None,
    /// It came over; the item still means the same.
    Carried,
    /// It came over, but the item changed: it counts as unanswered until somebody confirms it.
    Reconfirm,
}

/// A copy of all answers of an assessment that never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    /// Its identity.
    pub id: RecordId,
    /// The system.
    pub system: RecordId,
    /// The assessment.
    pub assessment: RecordId,
    /// Why it was taken.
    pub title: String,
    /// The day it is true for.
    pub as_of: NaiveDate,
    /// The pack as it was.
    pub pack: Pin,
    /// The answers as they were.
    pub answers: Vec<Answer>,
    /// The numbers as they were.
    pub numbers: Numbers,
}

/// The numbers of an assessment on a day. Basis points run from 0 to 10000; `None` where there is nothing to divide by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbers {
    /// What was claimed.
    pub claimed_bp: Option<u32>,
    /// What was claimed and proved: the number boards see.
    pub evidenced_bp: Option<u32>,
    /// The most that is still possible: unanswered items counted as met.
    pub high_bp: Option<u32>,
    /// The share of N/A.
    pub na_share_bp: u32,
    /// Items that apply, those that are N/A among them.
    pub items: u32,
    /// Of them, those with an answer that counts.
    pub answered: u32,
    /// Met with all the evidence that is needed.
    pub passed: u32,
    /// Met, but without the evidence that is needed.
    pub unevidenced: u32,
    /// Partial or unmet, and not waived.
    pub failed: u32,
    /// Waived.
    pub waived: u32,
    /// N/A.
    pub not_applicable: u32,
}

/// An upgrade of an assessment to another version of its pack, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpgradeReport {
    /// From which version.
    pub from: Version,
    /// To which.
    pub to: Version,
    /// Items that are new, and unanswered.
    pub added: Vec<String>,
    /// Items whose answers stay.
    pub carried: Vec<String>,
    /// Items whose answers must be confirmed.
    pub reconfirm: Vec<String>,
    /// Items that are gone; their answers stay in the milestone.
    pub retired: Vec<String>,
    /// New items that take the place of earlier ones, whose answers are shown beside them and never taken.
    pub mapped: Vec<(String, Vec<String>)>,
    /// The numbers before.
    pub before: Numbers,
    /// The numbers after.
    pub after: Numbers,
}

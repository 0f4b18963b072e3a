//! What a readiness packet shows of its system beside the decisions: plain words and numbers, put together elsewhere. It must
//! not know how a verdict is computed.

use chrono::NaiveDate;

use crate::domain::{
    digest::Digest,
    gate::{Force, Gate},
    readiness::{GateState, Verdict},
};

/// A system and whether it may go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readiness {
    /// `SYS-0007`.
    pub label: String,
    /// Its name.
    pub name: String,
    /// What it does.
    pub about: Option<String>,
    /// Its people and stage: what each is called, and who or what it is; `None`: nobody, not stated.
    pub people: Vec<(String, Option<String>)>,
    /// Its facts: the title and the value; `None`: unknown.
    pub facts: Vec<(String, Option<String>)>,
    /// Its tier, and whether it still counts: `T2 (provisional)`.
    pub tier: String,
    /// Why its tier is what it is, one reason a line.
    pub tier_why: Vec<String>,
    /// What is computed for the day of the packet.
    pub verdict: Verdict,
    /// The digest of what it was computed from.
    pub digest: Digest,
    /// Every reason, the worst first.
    pub reasons: Vec<String>,
    /// What was issued, in words.
    pub issued: Option<String>,
    /// The override that stands, in words: the first line of the packet.
    pub overridden: Option<String>,
    /// Packs of which so much is N/A that the board must acknowledge it.
    pub na_warnings: Vec<String>,
    /// Every gate in order.
    pub gates: Vec<GateState>,
    /// The shortest way to GO.
    pub steps: Vec<Step>,
    /// What fails, is waived or lacks evidence, the worst first.
    pub shortfalls: Vec<Shortfall>,
    /// Advisory failures.
    pub improvements: Vec<String>,
    /// The open risks, the worst first.
    pub risks: Vec<Risk>,
    /// The waivers that count, await a decision or came to an end.
    pub waivers: Vec<Waiver>,
    /// The sign-offs that are needed, and who gave them for this digest.
    pub roles: Vec<(String, Option<String>)>,
    /// Every sign-off: who, as what, what, when, comment, whether for this digest.
    pub sign_offs: Vec<SignOff>,
    /// What is still missing for an issued verdict.
    pub missing: Vec<String>,
    /// What changed since the packet before; `None` where there is none.
    pub changes: Option<(String, Vec<String>)>,
    /// Every answer, pack by pack.
    pub packs: Vec<PackAnswers>,
    /// Evidence that is not shown here, because it may not be seen by those the packet is for.
    pub withheld: Vec<String>,
}

/// One step towards GO.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What to do, with the item it is about.
    pub action: String,
    /// Who.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<NaiveDate>,
}

/// An item that does not simply pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortfall {
    /// The item.
    pub item: String,
    /// Its question.
    pub ask: String,
    /// The gate it feeds.
    pub gate: Gate,
    /// How strictly it counts.
    pub force: Force,
    /// What it comes to and why.
    pub result: String,
    /// Who acts on it.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<NaiveDate>,
}

/// An open risk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Risk {
    /// `RSK-0101`.
    pub label: String,
    /// What may happen.
    pub title: String,
    /// The bands of inherent, current and residual.
    pub bands: [String; 3],
    /// What is done with it.
    pub treatment: String,
    /// Who is accountable.
    pub owner: Option<String>,
    /// What is not consistent about it.
    pub flags: Vec<String>,
}

/// A waiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// `WVR-2026-013`.
    pub label: String,
    /// What it lets stand.
    pub scope: String,
    /// Where it stands.
    pub standing: String,
    /// Its last day.
    pub expires_on: NaiveDate,
    /// Days left on the day of the packet, the last one counted; negative: days since.
    pub days_left: i64,
    /// Why.
    pub reason: String,
    /// What is done against the risk meanwhile.
    pub controls: Vec<String>,
    /// Who granted it.
    pub approver: Option<String>,
}

/// A sign-off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignOff {
    /// Who.
    pub name: String,
    /// As what.
    pub role: String,
    /// What.
    pub decision: String,
    /// When.
    pub on: NaiveDate,
    /// What was said about it.
    pub comment: Option<String>,
    /// Whether it is for what the packet shows.
    pub is_for_this: bool,
}

/// The answers of one pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackAnswers {
    /// The pack, its version and, where it is answered for a decision, which one.
    pub heading: String,
    /// The digest of its text.
    pub digest: Option<Digest>,
    /// Its score in words.
    pub score: String,
    /// Sources of it that do not hold any more, in words.
    pub sources: Vec<String>,
    /// Its items in order.
    pub items: Vec<Answered>,
}

/// One item with its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The item.
    pub item: String,
    /// Its question.
    pub ask: String,
    /// How strictly it counts.
    pub force: Force,
    /// What was answered, and by whom.
    pub answer: String,
    /// What it comes to.
    pub result: String,
    /// What was said about it.
    pub note: Option<String>,
    /// A dispute and the reply to it, in words.
    pub dispute: Option<String>,
    /// Its evidence.
    pub evidence: Vec<Proof>,
}

/// One piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// What it is.
    pub kind: String,
    /// Where it is; withheld where those the packet is for may not see it.
    pub locator: String,
    /// The digest of a file.
    pub digest: Option<Digest>,
    /// The day it was collected.
    pub collected_on: NaiveDate,
    /// What it is worth on the day of the packet.
    pub state: String,
}

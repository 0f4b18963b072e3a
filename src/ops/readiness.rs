//! Readiness: the computed verdict with every reason, sign-offs bound to what was looked at, the issued verdict and what made it
//! stale since.

mod board;
mod calendar;
mod digest;
mod ics;
mod issue;
pub(crate) mod line;
mod portfolio;
mod sign;
mod snapshot;
mod status_line;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    domain::{
        digest::Digest,
        ids::RecordId,
        readiness::{LaneNow, Readiness, Verdict},
        sign_off::{Decision, Issued, SignOff},
    },
    ops::{
        change::Done,
        error::OpsError,
        systems::{SystemLine, TierLine},
        waivers::WaiverLine,
        workbench::Workbench,
    },
};

pub use snapshot::{Snapshot, read_snapshot};

use sign::NewSignOff;

/// A change of readiness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadinessChange {
    /// A person's word on the verdict as it is.
    Sign {
        /// The system.
        system: RecordId,
        /// In which role.
        role: String,
        /// Who.
        person: RecordId,
        /// What.
        decision: Decision,
        /// What is to be said about it.
        comment: Option<String>,
        /// The digest that was looked at, where one was; a stale one is refused.
        seen: Option<Digest>,
    },
    /// The verdict is issued.
    Issue(NewIssue),
    /// An issued verdict is taken back.
    Withdraw {
        /// The system.
        system: RecordId,
        /// Who.
        by: RecordId,
        /// Why.
        reason: String,
    },
    /// The days on which something must be looked at again are written to an iCalendar file; the store stays as it is.
    WriteCalendar {
        /// The system; `None`: all of them.
        system: Option<RecordId>,
        /// The file; the folders above it are made where they are missing.
        file: PathBuf,
        /// Whether another file that is there already gives way.
        replaces: bool,
    },
    /// Everything the verdict is computed from is written to a file; the store stays as it is.
    WriteSnapshot {
        /// The system.
        system: RecordId,
        /// The file.
        file: PathBuf,
        /// Whether another file that is there already gives way.
        replaces: bool,
    },
}

/// A verdict to be issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewIssue {
    /// The system.
    pub system: RecordId,
    /// Who issues it.
    pub by: RecordId,
    /// Another verdict than the computed one: stricter with a reason, laxer only as an override.
    pub verdict: Option<Verdict>,
    /// Why it differs.
    pub reason: Option<String>,
    /// The last day of an override.
    pub override_until: Option<NaiveDate>,
    /// The digest that was looked at, where one was; a stale one is refused.
    pub seen: Option<Digest>,
}

/// The gate board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReadinessView {
    /// The lane it takes, and why.
    pub lane: LaneNow,
    /// The system's line.
    pub line: SystemLine,
    /// The identity of the system.
    pub system: RecordId,
    /// The tier in words.
    pub tier: TierLine,
    /// What is computed.
    pub computed: Readiness,
    /// The digest of the inputs.
    pub digest: Digest,
    /// The digests of the inputs one by one, each in words: `answer ORR-19`, `tier`, `WVR-2026-013`.
    pub inputs: Vec<(String, Digest)>,
    /// What was issued last and not taken back.
    pub issued: Option<Issued>,
    /// What changed since it was issued, in words; empty: nothing.
    pub changed_since: Vec<String>,
    /// The sign-offs that are needed, and those that were given.
    pub sign_offs: SignOffs,
    /// The waivers that count or await a decision.
    pub waivers: Vec<WaiverLine>,
    /// One line of Markdown for a ticket.
    pub status_line: String,
    /// What must be looked at again, and when: day and what.
    pub calendar: Vec<(NaiveDate, String)>,
}

/// The sign-offs of a system.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SignOffs {
    /// The roles that must sign at this tier, with the name of who did for this digest.
    pub roles: Vec<(String, Option<String>)>,
    /// How many persons must sign at least.
    pub persons_needed: u32,
    /// How many did for this digest.
    pub persons: u32,
    /// Every sign-off, the last first, with the name and whether it is for this digest.
    pub all: Vec<(SignOff, String, bool)>,
    /// What is still missing, in words; empty: complete.
    pub missing: Vec<String>,
}

impl Workbench {
    #[expect(clippy::needless_pass_by_value, reason = "a change is used up")]
    pub(crate) fn readiness_change(&mut self, change: ReadinessChange) -> Result<Done, OpsError> {
        // What is signed or issued is bound to what was computed: nobody may save in between.
        self.until_not_overtaken(|bench| match &change {
            ReadinessChange::Sign {
                system,
                role,
                person,
                decision,
                comment,
                seen,
            } => bench.sign(&NewSignOff {
                system: *system,
                role,
                person: *person,
                decision: *decision,
                comment: comment.as_deref(),
                seen: *seen,
            }),
            ReadinessChange::Issue(new) => bench.issue(new),
            ReadinessChange::Withdraw { system, by, reason } => {
                bench.withdraw(*system, *by, reason)
            }
            ReadinessChange::WriteCalendar {
                system,
                file,
                replaces,
            } => bench.write_calendar(*system, (file, *replaces)),
            ReadinessChange::WriteSnapshot {
                system,
                file,
                replaces,
            } => bench.write_snapshot(*system, (file, *replaces)),
        })
    }
}

/// Why nothing is done upon something that was looked at and is another by now.
fn looked_at_before(label: &str) -> OpsError {
    OpsError::Refused {
        what: format!("what the verdict on {label} rests on changed since it was looked at"),
        hint: format!("`archdeck readiness show {label}` shows it as it is now."),
    }
}

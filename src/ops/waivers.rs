//! Waivers and risk acceptances: asked for, decided by another person, extended by a new one, and what awaits whom.

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    domain::{
        ids::RecordId,
        waiver::{Control, Scope, Standing, Waiver},
    },
    ops::{change::Done, error::OpsError, workbench::Workbench},
};

/// A change of waivers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WaiverChange {
    /// Asks for one.
    Propose(NewWaiver),
    /// Decides one.
    Decide {
        /// The waiver.
        waiver: RecordId,
        /// Granted (true) or not.
        granted: bool,
        /// Who decides.
        by: RecordId,
        /// Why; needed where it is not granted.
        reason: Option<String>,
    },
    /// Takes one back that was granted.
    Revoke {
        /// The waiver.
        waiver: RecordId,
        /// Who.
        by: RecordId,
        /// Why.
        reason: String,
    },
    /// Says that what it let stand was done; refused while the item does not pass.
    Resolve {
        /// The waiver.
        waiver: RecordId,
        /// Who.
        by: RecordId,
    },
}

/// A waiver that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWaiver {
    /// The system.
    pub system: RecordId,
    /// What it lets stand.
    pub scope: Scope,
    /// Why it cannot be done now.
    pub reason: String,
    /// What may happen meanwhile.
    pub risk: String,
    /// What is done against it meanwhile.
    pub controls: Vec<Control>,
    /// What will be done so that it is not needed any more.
    pub action: String,
    /// Who asks.
    pub requester: RecordId,
    /// The first day; `None` is today.
    pub effective_from: Option<NaiveDate>,
    /// The last day.
    pub expires_on: NaiveDate,
    /// The one it follows.
    pub extends: Option<RecordId>,
}

/// The waivers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WaiversView {
    /// The day.
    pub as_of: NaiveDate,
    /// The system they are of; `None`: all.
    pub system: Option<(RecordId, String, String)>,
    /// The waivers: first those that await a decision, then by what ends first.
    pub lines: Vec<WaiverLine>,
}

/// A waiver in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WaiverLine {
    /// The waiver.
    pub waiver: Waiver,
    /// The label and name of its system.
    pub system: (String, String),
    /// Where it stands.
    pub standing: Standing,
    /// What it lets stand, in words: `ORR-28 Is the restore …`.
    pub scope: String,
    /// Days left, the last day counted; negative: days since.
    pub days_left: i64,
    /// Who asked.
    pub requester: String,
    /// Who decided.
    pub decided_by: Option<String>,
    /// Whom it awaits: those who may decide it.
    pub awaits: Vec<String>,
    /// Which one it is in its chain of extensions, from 1.
    pub chain: u32,
}

impl Workbench {
    pub(crate) fn waiver_change(&mut self, change: WaiverChange) -> Result<Done, OpsError> {
        Err(super::not_there_yet(&change))
    }

    pub(crate) fn waivers(&mut self, system: Option<RecordId>) -> Result<WaiversView, OpsError> {
        Err(super::not_there_yet(&system))
    }

    /// Finds the waiver a typed label or id means.
    ///
    /// # Errors
    /// When none or more than one answers.
    pub fn resolve_waiver(&self, typed: &str) -> Result<Waiver, OpsError> {
        Err(super::not_there_yet(&typed))
    }
}

//! The risk register: risks with what they were, are and will be, what is not consistent about them, and the heat map.

mod save;
mod show;

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    domain::{
        ids::RecordId,
        register::{Level5, Register, Risk, RiskFlag, Treatment},
    },
    ops::{change::Done, error::OpsError, workbench::Workbench},
};

/// A change of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RiskChange {
    /// A new risk.
    Add {
        /// The system.
        system: RecordId,
        /// What is said of it.
        facts: RiskFacts,
    },
    /// A risk anew.
    Edit {
        /// The risk.
        risk: RecordId,
        /// What is said of it now.
        facts: RiskFacts,
    },
    /// A risk is closed.
    Close {
        /// The risk.
        risk: RecordId,
        /// Why it can be.
        reason: String,
    },
}

/// What is said of a risk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskFacts {
    /// What may happen.
    pub title: String,
    /// What it comes from and what follows.
    pub about: Option<String>,
    /// Without any control.
    pub inherent: Level5,
    /// With the controls that work today.
    pub current: Level5,
    /// With the controls that are planned.
    pub residual: Level5,
    /// The controls.
    pub controls: Vec<String>,
    /// What is done with it.
    pub treatment: Treatment,
    /// Who is accountable.
    pub owner: Option<String>,
    /// The day of review.
    pub review_by: Option<NaiveDate>,
}

/// The register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisterView {
    /// The day.
    pub as_of: NaiveDate,
    /// The system it is about; `None`: all.
    pub system: Option<(RecordId, String, String)>,
    /// The table.
    pub register: Register,
    /// The risks, the worst residual first.
    pub risks: Vec<RiskLine>,
    /// How many open risks stand in each cell by their residual: likelihood, impact, count.
    pub heat: Vec<(u8, u8, u64)>,
}

/// A risk in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RiskLine {
    /// The risk.
    pub risk: Risk,
    /// The label and name of its system.
    pub system: (String, String),
    /// The bands of inherent, current and residual.
    pub bands: [String; 3],
    /// What is not consistent about it, in words.
    pub flags: Vec<(RiskFlag, String)>,
}

impl Workbench {
    pub(crate) fn risk_change(&mut self, change: RiskChange) -> Result<Done, OpsError> {
        match change {
            RiskChange::Add { system, facts } => self.add_risk(system, &facts),
            RiskChange::Edit { risk, facts } => self.edit_risk(risk, &facts),
            RiskChange::Close { risk, reason } => self.close_risk(risk, &reason),
        }
    }
}

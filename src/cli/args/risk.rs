//! What may be typed after `archdeck risk`.

use std::str::FromStr;

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::one_line;
use crate::domain::register::{Level5, Treatment};

/// The verbs of the risk register.
#[derive(Debug, Subcommand)]
#[command(
    after_help = "RISK is a label (`RSK-0001`), its number, or eight and more characters of its id. A level is likelihood and \
                  impact from 1 to 5: `4x3`."
)]
pub enum Risk {
    /// List risks, the worst residual first
    List {
        /// Only of this system
        #[arg(value_name = "SYSTEM")]
        system: Option<String>,
    },
    /// Show one risk, and what is not consistent about it
    Show {
        /// The risk
        #[arg(value_name = "RISK")]
        risk: String,
    },
    /// Add a risk to a system
    Add(AddRisk),
    /// Change what is said of a risk; what is not named stays
    Edit(EditRisk),
    /// Close a risk
    Close {
        /// The risk
        #[arg(value_name = "RISK")]
        risk: String,
        /// Why it can be closed
        #[arg(long, value_name = "TEXT", value_parser = one_line)]
        reason: String,
    },
    /// The heat map: open risks by likelihood and impact of their residual
    Matrix {
        /// Only of this system
        #[arg(value_name = "SYSTEM")]
        system: Option<String>,
    },
}

/// A risk to be added.
#[derive(Debug, Args)]
pub struct AddRisk {
    /// The system
    #[arg(value_name = "SYSTEM")]
    pub system: String,
    /// What may happen
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub title: String,
    /// Without any control
    #[arg(long, value_name = "LxI")]
    pub inherent: Level5,
    /// With the controls that work today, else as inherent
    #[arg(long, value_name = "LxI")]
    pub current: Option<Level5>,
    /// With the controls that are planned, else as current
    #[arg(long, value_name = "LxI")]
    pub residual: Option<Level5>,
    /// What is done with it: mitigate, accept, transfer or avoid
    #[arg(long, value_name = "WORD")]
    pub treatment: Treatment,
    /// What it comes from and what follows
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub about: Option<String>,
    /// A control it was lowered by: an item, a decision, or words; once for each
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub control: Vec<String>,
    /// Who is accountable
    #[arg(long, value_name = "NAME", value_parser = one_line)]
    pub owner: Option<String>,
    /// The day by which it is looked at again
    #[arg(long, value_name = "DATE")]
    pub review_by: Option<NaiveDate>,
}

/// What is said of a risk from now on.
#[derive(Debug, Args)]
pub struct EditRisk {
    /// The risk
    #[arg(value_name = "RISK")]
    pub risk: String,
    /// What may happen
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub title: Option<String>,
    /// Without any control
    #[arg(long, value_name = "LxI")]
    pub inherent: Option<Level5>,
    /// With the controls that work today
    #[arg(long, value_name = "LxI")]
    pub current: Option<Level5>,
    /// With the controls that are planned
    #[arg(long, value_name = "LxI")]
    pub residual: Option<Level5>,
    /// What is done with it: mitigate, accept, transfer or avoid
    #[arg(long, value_name = "WORD")]
    pub treatment: Option<Treatment>,
    /// What it comes from and what follows; an empty text takes it away
    #[arg(long, value_name = "TEXT")]
    pub about: Option<String>,
    /// The controls it was lowered by, in place of those before; an empty text alone takes them away
    #[arg(long, value_name = "TEXT")]
    pub control: Vec<String>,
    /// Who is accountable; an empty text takes the owner away
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// The day by which it is looked at again, or `none`
    #[arg(long, value_name = "DATE")]
    pub review_by: Option<DayOrNone>,
}

/// A day, or none any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayOrNone(pub Option<NaiveDate>);

impl FromStr for DayOrNone {
    type Err = String;

    fn from_str(typed: &str) -> Result<Self, String> {
        if matches!(typed.trim(), "" | "none") {
            return Ok(Self(None));
        }
        typed
            .trim()
            .parse()
            .map(|day| Self(Some(day)))
            .map_err(|_| format!("`{typed}` is not a day; write `2026-03-02`, or `none`"))
    }
}

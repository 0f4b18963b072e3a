//! What may be typed after `archdeck waiver`.

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::one_line;
use crate::domain::gate::Gate;

/// The verbs of waivers.
#[derive(Debug, Subcommand)]
#[command(
    after_help = "WVR is a label (`WVR-2026-001`), a part of one that no other has (`001`), or eight and more characters of \
                  its id.\nNo date of a waiver is edited: an extension is a waiver of its own with a decision of its own."
)]
pub enum Waiver {
    /// List waivers: what awaits a decision first, then what ends first
    List {
        /// Only of this system
        #[arg(value_name = "SYSTEM")]
        system: Option<String>,
        /// Only those that await a decision
        #[arg(long)]
        awaiting: bool,
        /// Only those that run and end within so many days
        #[arg(long, value_name = "DAYS", conflicts_with = "awaiting")]
        ending: Option<u32>,
    },
    /// Show one waiver
    Show {
        /// The waiver
        #[arg(value_name = "WVR")]
        waiver: String,
    },
    /// Ask for a waiver of an item, a gate or a standard, or for the acceptance of a risk
    Propose(Propose),
    /// Grant a waiver
    Approve {
        /// The waiver
        #[arg(value_name = "WVR")]
        waiver: String,
        /// Who decides, else you
        #[arg(long, value_name = "NAME")]
        by: Option<String>,
        /// What is to be said about it
        #[arg(long, value_name = "TEXT", value_parser = one_line)]
        reason: Option<String>,
    },
    /// Do not grant a waiver; who asked takes it back so
    Reject(Ended),
    /// Take back a waiver that was granted
    Revoke(Ended),
    /// Say that what a waiver lets stand was done; refused while it does not pass with evidence
    Resolve {
        /// The waiver
        #[arg(value_name = "WVR")]
        waiver: String,
        /// Who says so, else you
        #[arg(long, value_name = "NAME")]
        by: Option<String>,
    },
    /// Ask for the extension of a waiver: what is not typed is as it was
    Extend(Extend),
}

/// A waiver that is asked for.
#[derive(Debug, Args)]
pub struct Propose {
    /// The system
    #[arg(value_name = "SYSTEM")]
    pub system: String,
    /// What it lets stand.
    #[command(flatten)]
    pub scope: ScopeAsked,
    /// Why it cannot be done now
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub reason: String,
    /// What may happen meanwhile
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub risk_statement: String,
    /// What is done against it meanwhile; once for each of several
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub control: Vec<String>,
    /// What will be done so that it is not needed any more
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub action: String,
    /// Its last day
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub until: NaiveDate,
    /// Its first day, else today
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub from: Option<NaiveDate>,
    /// Who asks, else you
    #[arg(long, value_name = "NAME")]
    pub requester: Option<String>,
}

/// What a waiver is to let stand: one of these.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct ScopeAsked {
    /// An item of a checklist, by its id
    #[arg(long, value_name = "ID")]
    pub item: Option<String>,
    /// Everything of a gate that may be waived: G0 to G8
    #[arg(long, value_name = "GATE")]
    pub gate: Option<Gate>,
    /// A standard of your organisation, in words
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub standard: Option<String>,
    /// A risk of the register: its acceptance
    #[arg(long, value_name = "RSK")]
    pub risk: Option<String>,
}

/// A waiver that is ended, by whom and why.
#[derive(Debug, Args)]
pub struct Ended {
    /// The waiver
    #[arg(value_name = "WVR")]
    pub waiver: String,
    /// Why
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub reason: String,
    /// Who decides, else you
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
}

/// An extension that is asked for.
#[derive(Debug, Args)]
pub struct Extend {
    /// The waiver that is extended
    #[arg(value_name = "WVR")]
    pub waiver: String,
    /// The last day of the extension
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub until: NaiveDate,
    /// Its first day, else the day after the last one of the waiver, or today where that has passed
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub from: Option<NaiveDate>,
    /// Why it could not be done in time, else as before
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub reason: Option<String>,
    /// What may happen meanwhile, else as before
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub risk_statement: Option<String>,
    /// What is done against it meanwhile, else as before; once for each of several
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub control: Vec<String>,
    /// What will be done so that it is not needed any more, else as before
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub action: Option<String>,
    /// Who asks, else you
    #[arg(long, value_name = "NAME")]
    pub requester: Option<String>,
}

/// A day of the calendar.
fn day(typed: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(typed, "%Y-%m-%d")
        .map_err(|_| format!("`{typed}` is not a day; write `2026-03-02`"))
}

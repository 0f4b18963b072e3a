//! What may be typed after `archdeck readiness` and `archdeck check`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum, ValueHint};

use super::{day, one_line};
use crate::domain::{gate::Gate, readiness::Verdict, sign_off::Decision};

/// The verbs of readiness.
#[derive(Debug, Subcommand)]
#[command(after_help = "SYSTEM is a label (`SYS-0007`), its number, or a name.")]
pub enum Readiness {
    /// The gate board of a system: verdict, gates, reasons, what moves it to GO, sign-offs
    Show {
        /// The system
        #[arg(value_name = "SYSTEM")]
        system: String,
        /// The day it is computed for, else today; answers are those of now
        #[arg(long, value_name = "DATE", value_parser = day)]
        as_of: Option<NaiveDate>,
        /// Only this gate: G0 to G8
        #[arg(long)]
        gate: Option<Gate>,
        /// Every item too
        #[arg(long)]
        items: bool,
    },
    /// How every system stands
    List,
    /// Say what you think of the verdict as it is, in a role you hold
    Sign(Sign),
    /// Issue the verdict, once the sign-offs of its tier are complete
    Issue(Issue),
    /// Take the issued verdict back
    Withdraw {
        /// The system
        #[arg(value_name = "SYSTEM")]
        system: String,
        /// Why
        #[arg(long, value_name = "TEXT", value_parser = one_line)]
        reason: String,
        /// Who, else you
        #[arg(long, value_name = "NAME")]
        by: Option<String>,
    },
    /// One line of Markdown for a ticket
    Status {
        /// The system
        #[arg(value_name = "SYSTEM")]
        system: String,
    },
    /// What must be looked at again, and when: of a system, or of all
    Calendar {
        /// The system
        #[arg(value_name = "SYSTEM")]
        system: Option<String>,
        /// Write an iCalendar file
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        out: Option<PathBuf>,
        /// Write over another file
        #[arg(long, requires = "out")]
        force: bool,
    },
    /// Write everything the verdict is computed from to a file that `archdeck check --from` reads without a store
    Export {
        /// The system
        #[arg(value_name = "SYSTEM")]
        system: String,
        /// The file to write
        #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
        file: PathBuf,
        /// Write over another file
        #[arg(long)]
        force: bool,
    },
}

/// A sign-off.
#[derive(Debug, Args)]
pub struct Sign {
    /// The system
    #[arg(value_name = "SYSTEM")]
    pub system: String,
    /// In which role: owner, sre, security, product, privacy
    #[arg(long, value_name = "ROLE", value_parser = one_line)]
    pub role: String,
    /// Who, else you
    #[arg(long, value_name = "NAME")]
    pub person: Option<String>,
    /// approve, approve-with-comment, decline, abstain or withdrawn
    #[arg(long, default_value = "approve")]
    pub decision: Decision,
    /// What is to be said about it
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub comment: Option<String>,
}

/// A verdict to be issued.
#[derive(Debug, Args)]
pub struct Issue {
    /// The system
    #[arg(value_name = "SYSTEM")]
    pub system: String,
    /// Another verdict than the computed one: GO, CONDITIONAL, HOLD or NO-GO
    #[arg(long)]
    pub verdict: Option<Verdict>,
    /// Why it differs
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub reason: Option<String>,
    /// The last day of an override, at most 30 days on
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub override_until: Option<NaiveDate>,
    /// Who, else you; an override needs a holder of L3
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
}

/// Whether a system may go.
#[derive(Debug, Args)]
#[command(after_help = "Exit code 0 for GO and CONDITIONAL (with --strict for GO only), else 3.")]
pub struct Check {
    /// The system; with --from it may be left out, and must be the one of the file where it is not
    #[arg(value_name = "SYSTEM", required_unless_present = "from")]
    pub system: Option<String>,
    /// A file that `archdeck readiness export` wrote; needs no store
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub from: Option<PathBuf>,
    /// Only this gate: G0 to G8
    #[arg(long)]
    pub gate: Option<Gate>,
    /// The day it is computed for, else today
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<NaiveDate>,
    /// CONDITIONAL does not pass either
    #[arg(long)]
    pub strict: bool,
    /// text, json, sarif or junit
    #[arg(long, default_value = "text", hide_possible_values = true)]
    pub format: Format,
}

/// The form in which a check is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For a program.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// `JUnit` XML, for a test report.
    Junit,
}

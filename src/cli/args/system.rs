//! What may be typed after `archdeck system`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueHint};

use super::one_line;
use crate::domain::system::TriggerKind;

/// The verbs of systems.
#[derive(Debug, Subcommand)]
#[command(
    after_help = "SYS is a label (`SYS-0007`) or its number (`7`), a name without regard to case, or eight and more characters \
                  of an id.\nFacts are typed as `--fact exposure=external --fact workload=rag,online`; a fact that is not \
                  stated is unknown."
)]
pub enum System {
    /// List the systems with tier, verdict, stage and owner
    #[command(
        after_help = "Words must be in the name. `tier:T1`, `verdict:NO-GO`, `owner:ana`, `team:search`, `closed:no` and every fact \
                      (`exposure:external`, `stage:production`, `data_classes:unknown`) choose further; values with a comma \
                      between them mean any of them."
    )]
    List {
        /// Words of the name, and fields
        #[arg(value_name = "WORD")]
        words: Vec<String>,
    },
    /// Show one system: facts, tier and why, stages, checklists, decisions, patterns, waivers
    Show {
        /// The system
        #[arg(value_name = "SYS")]
        system: String,
    },
    /// Register a system
    Add(AddSystem),
    /// Change what is known of a system; what is not typed stays
    Edit(EditSystem),
    /// Say that a system entered a stage: discovery, mvp, production, optimisation, retirement
    Stage {
        /// The system
        #[arg(value_name = "SYS")]
        system: String,
        /// The stage
        #[arg(value_name = "STAGE")]
        stage: String,
        /// When and with what.
        #[command(flatten)]
        told: Told,
    },
    /// Say that something happened that asks for a new tier: model-change, incident, traffic-step
    Happened {
        /// The system
        #[arg(value_name = "SYS")]
        system: String,
        /// What
        #[arg(value_name = "WHAT")]
        kind: TriggerKind,
        /// When and with what.
        #[command(flatten)]
        told: Told,
    },
    /// Say that a system rests on a decision
    Decision {
        /// The system
        #[arg(value_name = "SYS")]
        system: String,
        /// The decision
        #[arg(value_name = "REF")]
        reference: String,
        /// It rests on it no longer
        #[arg(long)]
        remove: bool,
    },
    /// Say that a system follows a pattern
    Pattern {
        /// The system
        #[arg(value_name = "SYS")]
        system: String,
        /// The pattern
        #[arg(value_name = "PAT")]
        pattern: String,
        /// It follows it no longer
        #[arg(long)]
        remove: bool,
    },
    /// Take a system out of use for good; refused while waivers are open
    Close {
        /// The system
        #[arg(value_name = "SYS")]
        system: String,
    },
    /// Take systems in from an inventory, CSV or TOML
    Import(ImportSystems),
}

/// When, and what goes with it.
#[derive(Debug, Args)]
pub struct Told {
    /// The day, else today
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub on: Option<NaiveDate>,
    /// What is to be said about it
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub note: Option<String>,
}

/// A new system.
#[derive(Debug, Args)]
pub struct AddSystem {
    /// Its name, which no other system has
    #[arg(value_name = "NAME", value_parser = one_line)]
    pub name: String,
    /// What is known of it.
    #[command(flatten)]
    pub known: Known,
}

/// A system anew.
#[derive(Debug, Args)]
pub struct EditSystem {
    /// The system
    #[arg(value_name = "SYS")]
    pub system: String,
    /// Another name
    #[arg(long, value_name = "NAME", value_parser = one_line)]
    pub name: Option<String>,
    /// What is known of it.
    #[command(flatten)]
    pub known: Known,
}

/// What is known of a system; in an edit an empty value takes away.
#[derive(Debug, Args)]
pub struct Known {
    /// What it does, in one sentence
    #[arg(long, value_name = "TEXT")]
    pub about: Option<String>,
    /// The person who is accountable
    #[arg(long, value_name = "PERSON")]
    pub owner: Option<String>,
    /// The person who stands in
    #[arg(long, value_name = "PERSON")]
    pub deputy: Option<String>,
    /// The team that runs it
    #[arg(long, value_name = "TEXT")]
    pub team: Option<String>,
    /// A fact, once for each
    #[arg(long, value_name = "FACT=VALUE", value_parser = fact)]
    pub fact: Vec<(String, String)>,
}

/// An inventory.
#[derive(Debug, Args)]
#[command(
    after_help = "Columns are name, about, owner, deputy, team and every fact (`archdeck system show` names them); only name is \
                  needed. A system that is there by its name is updated; an empty cell leaves what is there. TOML has \
                  `[[system]]` with the same words."
)]
pub struct ImportSystems {
    /// The file; TOML where its name ends so, else CSV
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// Add the persons it names who are not known
    #[arg(long)]
    pub add_people: bool,
    /// Only say what each row would do; exit code 3 when a row is refused
    #[arg(long)]
    pub dry_run: bool,
    /// Take the other rows in where some are refused
    #[arg(long)]
    pub skip_refused: bool,
}

fn fact(typed: &str) -> Result<(String, String), String> {
    let (fact, value) = typed
        .split_once('=')
        .ok_or_else(|| format!("`{typed}` is no fact; write `exposure=external`"))?;
    Ok((fact.trim().to_owned(), value.trim().to_owned()))
}

/// A day of the calendar.
fn day(typed: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(typed, "%Y-%m-%d")
        .map_err(|_| format!("`{typed}` is not a day; write `2026-03-02`"))
}

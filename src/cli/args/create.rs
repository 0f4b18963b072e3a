//! What may be typed to write new decisions.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::one_line;
use crate::domain::status::Status;

/// What a new decision says, and where it belongs.
#[derive(Debug, Args)]
pub struct New {
    /// Its title
    #[arg(required = true)]
    pub title: Vec<String>,
    /// The log it belongs to, where there are several; with `--in` a new one
    #[arg(long, value_name = "NAME", value_parser = one_line)]
    pub log: Option<String>,
    /// Begin the log in this folder; it need not be there yet
    #[arg(long = "in", value_name = "DIR", requires = "log", value_hint = ValueHint::DirPath)]
    pub folder: Option<PathBuf>,
    /// The template, else the one that fits the log best; `adr templates` lists them
    #[arg(long, value_name = "NAME", value_parser = one_line)]
    pub template: Option<String>,
    /// Where it begins: draft or proposed
    #[arg(long, default_value = "draft")]
    pub status: Status,
    /// Who decides; once for each of them
    #[arg(long, value_name = "NAME", value_parser = one_line)]
    pub decider: Vec<String>,
    /// A tag; once for each of them
    #[arg(long, value_name = "TAG", value_parser = one_line)]
    pub tag: Vec<String>,
    /// A decision it takes the place of once it is accepted
    #[arg(long, value_name = "REF")]
    pub supersedes: Vec<String>,
    /// A decision of which it changes a part
    #[arg(long, value_name = "REF")]
    pub amends: Vec<String>,
    /// A decision it needs
    #[arg(long, value_name = "REF")]
    pub depends_on: Vec<String>,
    /// A decision it has to do with
    #[arg(long, value_name = "REF")]
    pub relates_to: Vec<String>,
    /// Why it is written
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub reason: Option<String>,
    /// Open it in `$EDITOR` right away
    #[arg(long, conflicts_with = "json")]
    pub edit: bool,
}

/// Which template to print.
#[derive(Debug, Args)]
pub struct Templates {
    /// Print the text of this one
    pub name: Option<String>,
}

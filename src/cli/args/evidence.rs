//! What may be typed after `archdeck evidence`.

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::{day, one_line};
use crate::domain::{
    evidence::{Classification, Method},
    pack::EvidenceKind,
};

/// The verbs of evidence.
#[derive(Debug, Subcommand)]
#[command(
    after_help = "ASM is an assessment: a label (`ASM-0042`), its number, or `SYSTEM/PACK`. N is the number of a piece at its \
                  item, as `evidence list` prints it."
)]
pub enum Evidence {
    /// Attach a piece of evidence to an answer; files stay where they are, links are not opened
    Add(AddEvidence),
    /// List evidence, of one system or of all
    List {
        /// The system
        #[arg(value_name = "SYSTEM")]
        system: Option<String>,
        /// Only pieces that do not count any more
        #[arg(long)]
        stale: bool,
    },
    /// Take a piece away
    Remove {
        /// The assessment
        #[arg(value_name = "ASM")]
        assessment: String,
        /// The item
        #[arg(value_name = "ITEM")]
        item: String,
        /// Which piece
        #[arg(value_name = "N")]
        number: usize,
    },
    /// Copy a file of at most 8 MiB into the store
    Keep {
        /// The assessment
        #[arg(value_name = "ASM")]
        assessment: String,
        /// The item
        #[arg(value_name = "ITEM")]
        item: String,
        /// Which piece
        #[arg(value_name = "N")]
        number: usize,
    },
    /// Look at the files again; exit code 3 where one is gone or has other bytes
    Check {
        /// The system, else all
        #[arg(value_name = "SYSTEM")]
        system: Option<String>,
    },
}

/// A piece of evidence.
#[derive(Debug, Args)]
pub struct AddEvidence {
    /// The assessment
    #[arg(value_name = "ASM")]
    pub assessment: String,
    /// The item
    #[arg(value_name = "ITEM")]
    pub item: String,
    /// link, file, adr, measurement, attestation, diagram, schema or run
    #[arg(value_name = "KIND")]
    pub kind: EvidenceKind,
    /// An address, a path, a decision, or the person who attests
    #[arg(value_name = "LOCATOR")]
    pub locator: String,
    /// The day it was collected, else today
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub collected_on: Option<NaiveDate>,
    /// The last day it holds
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub expires_on: Option<NaiveDate>,
    /// What it says
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub note: Option<String>,
    /// How it was come by: examine, interview, test or attest
    #[arg(long, value_name = "METHOD")]
    pub method: Option<Method>,
    /// Who may see it: public, internal, confidential or restricted
    #[arg(long, value_name = "WHO")]
    pub classification: Option<Classification>,
}

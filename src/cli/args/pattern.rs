//! What may be typed after `archdeck pattern`.

use clap::{Args, Subcommand};

use super::one_line;
use crate::domain::system::PatternStatus;

/// The verbs of patterns.
#[derive(Debug, Subcommand)]
#[command(
    after_help = "PAT is a label (`PAT-0003`) or its number (`3`), a name without regard to case, or eight and more characters \
                  of an id."
)]
pub enum Pattern {
    /// List the patterns and how many systems follow each
    List,
    /// Show one pattern and the systems that follow it
    Show {
        /// The pattern
        #[arg(value_name = "PAT")]
        pattern: String,
    },
    /// Add a pattern as a draft
    Add(AddPattern),
    /// Change what is said of a pattern; what is not typed stays
    Edit(EditPattern),
}

/// A new pattern.
#[derive(Debug, Args)]
pub struct AddPattern {
    /// Its name, which no other pattern has
    #[arg(value_name = "NAME", value_parser = one_line)]
    pub name: String,
    /// Its version, in your own words
    #[arg(long, value_name = "TEXT", default_value = "1.0", value_parser = one_line)]
    pub version: String,
    /// What else is said of it.
    #[command(flatten)]
    pub said: Said,
}

/// A pattern anew.
#[derive(Debug, Args)]
pub struct EditPattern {
    /// The pattern
    #[arg(value_name = "PAT")]
    pub pattern: String,
    /// Another name
    #[arg(long, value_name = "NAME", value_parser = one_line)]
    pub name: Option<String>,
    /// Another version
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub version: Option<String>,
    /// Where it stands from now on: approved, deprecated, retired
    #[arg(long, value_name = "STATUS")]
    pub status: Option<PatternStatus>,
    /// What else is said of it.
    #[command(flatten)]
    pub said: Said,
}

/// What is said of a pattern; in an edit an empty value takes away.
#[derive(Debug, Args)]
pub struct Said {
    /// What it is for, in one sentence
    #[arg(long, value_name = "TEXT")]
    pub about: Option<String>,
    /// The pack that checks whether a system follows it
    #[arg(long, value_name = "PACK")]
    pub pack: Option<String>,
    /// Who is accountable for it
    #[arg(long, value_name = "PERSON")]
    pub owner: Option<String>,
    /// All decisions it rests on, once for each; an empty one takes them away
    #[arg(long, value_name = "REF")]
    pub decision: Option<Vec<String>>,
}

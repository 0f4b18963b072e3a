//! What may be typed after `archdeck matrix`.

use clap::{ArgGroup, Args, Subcommand};

use super::one_line;
use crate::domain::matrix::Criterion;

/// The verbs of decision matrices.
#[derive(Debug, Subcommand)]
#[command(
    after_help = "MTX is a label (`MTX-0001`), a part of one that no other has (`0001`), or eight and more characters of its \
                  id.\nScores are from 0 to 5; a total is 100 % where every score is 5."
)]
pub enum Matrix {
    /// List the matrices with their winners
    List,
    /// Show a matrix: scores, totals, who wins and how easily that changes
    Show {
        /// The matrix
        #[arg(value_name = "MTX")]
        matrix: String,
    },
    /// Begin a matrix
    New(NewMatrix),
    /// Score an option for a criterion
    Score {
        /// The matrix
        #[arg(value_name = "MTX")]
        matrix: String,
        /// The option, or how its name begins
        option: String,
        /// The criterion, or how its name begins
        criterion: String,
        /// From 0 to 5; `-` takes the score away
        #[arg(value_name = "N", value_parser = score, allow_hyphen_values = true)]
        score: Score,
    },
    /// Edit title, criteria and options; scores of what is still there stay
    Edit(EditMatrix),
    /// Write a matrix as a table under the options of a decision, in place of the one written before
    Write {
        /// The matrix
        #[arg(value_name = "MTX")]
        matrix: String,
        /// The decision; one that was decided is refused
        #[arg(value_name = "REF")]
        reference: String,
    },
    /// Throw a matrix away; the history keeps it
    Discard {
        /// The matrix
        #[arg(value_name = "MTX")]
        matrix: String,
    },
}

/// A matrix that is begun.
#[derive(Debug, Args)]
pub struct NewMatrix {
    /// What is chosen
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub title: String,
    /// A criterion and its weight, `cost:5`; once for each
    #[arg(long, value_name = "NAME:WEIGHT", required = true)]
    pub criterion: Vec<Criterion>,
    /// An option; once for each
    #[arg(long, value_name = "TEXT", required = true, value_parser = one_line)]
    pub option: Vec<String>,
    /// The decision it is for
    #[arg(long, value_name = "REF")]
    pub decision: Option<String>,
    /// The system it is for
    #[arg(long, value_name = "SYSTEM")]
    pub system: Option<String>,
}

/// What is edited of a matrix.
#[derive(Debug, Args)]
#[group(skip)]
#[command(group(ArgGroup::new("edited").required(true).multiple(true)))]
pub struct EditMatrix {
    /// The matrix
    #[arg(value_name = "MTX")]
    pub matrix: String,
    /// Another title
    #[arg(long, value_name = "TEXT", value_parser = one_line, group = "edited")]
    pub title: Option<String>,
    /// All criteria anew, `cost:5`; once for each
    #[arg(long, value_name = "NAME:WEIGHT", group = "edited")]
    pub criterion: Vec<Criterion>,
    /// All options anew; once for each
    #[arg(long, value_name = "TEXT", value_parser = one_line, group = "edited")]
    pub option: Vec<String>,
}

/// A score, or that there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score(pub Option<u8>);

fn score(typed: &str) -> Result<Score, String> {
    if typed == "-" {
        return Ok(Score(None));
    }
    let number = typed.parse().map(|number| Score(Some(number)));
    number.map_err(|_| format!("`{typed}` is no score; write a number from 0 to 5, or `-`"))
}

//! What may be typed after `archdeck tier`.

use std::str::FromStr;

use clap::{Args, Subcommand};

use super::one_line;

/// The verbs of risk tiers.
#[derive(Debug, Subcommand)]
#[command(
    after_help = "SYSTEM is a label (`SYS-0007`), a name, or eight and more characters of its id."
)]
pub enum Tier {
    /// The rubric with the live tier of a system, and why
    Show {
        /// The system
        #[arg(value_name = "SYSTEM")]
        system: String,
    },
    /// Score factors; nothing counts before it is recorded
    Score(Score),
    /// Record the scored tier: from now on it selects the gates
    Record {
        /// The system
        #[arg(value_name = "SYSTEM")]
        system: String,
        /// Who signs for a tier that becomes less critical: somebody with L2 or higher
        #[arg(long, value_name = "NAME")]
        signed_by: Option<String>,
    },
    /// Sign for a cap that holds
    Sign {
        /// The system
        #[arg(value_name = "SYSTEM")]
        system: String,
        /// The cap, as `tier show` names it
        #[arg(value_name = "CAP")]
        cap: String,
        /// Who signs
        #[arg(long, value_name = "NAME")]
        person: String,
    },
    /// What would change with other scores or facts; nothing is saved
    WhatIf(WhatIf),
    /// The tiers that were recorded, the last first
    History {
        /// The system
        #[arg(value_name = "SYSTEM")]
        system: String,
    },
    /// Throw the scores away that were not recorded
    Discard {
        /// The system
        #[arg(value_name = "SYSTEM")]
        system: String,
    },
}

/// What is scored.
#[derive(Debug, Args)]
pub struct Score {
    /// The system
    #[arg(value_name = "SYSTEM")]
    pub system: String,
    /// A factor and its score: `harm=3`; `harm=` takes the score away
    #[arg(value_name = "FACTOR=N", required = true)]
    pub scores: Vec<FactorIs>,
    /// Why they are scored so
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub note: Option<String>,
}

/// What would be other.
#[derive(Debug, Args)]
pub struct WhatIf {
    /// The system
    #[arg(value_name = "SYSTEM")]
    pub system: String,
    /// A factor with another score; `harm=` without any
    #[arg(long, value_name = "FACTOR=N")]
    pub score: Vec<FactorIs>,
    /// A fact with another value: `exposure=internal`, `data_classes=pii,internal`; `exposure=` for unknown
    #[arg(long, value_name = "FACT=VALUE")]
    pub fact: Vec<FactIs>,
}

/// A factor with its score as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactorIs {
    /// The factor.
    pub factor: String,
    /// Its score; none takes it away.
    pub score: Option<u8>,
}

impl FromStr for FactorIs {
    type Err = String;

    fn from_str(typed: &str) -> Result<Self, String> {
        let (factor, score) = halves(typed, "harm=3")?;
        let score = match score {
            "" => None,
            digits => Some(digits.parse().map_err(|_| {
                format!("`{digits}` is no score; write a whole number, such as `{factor}=3`")
            })?),
        };
        let factor = factor.to_owned();
        Ok(Self { factor, score })
    }
}

/// A fact with its value as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactIs {
    /// The fact.
    pub fact: String,
    /// Its value; empty for unknown.
    pub value: String,
}

impl FromStr for FactIs {
    type Err = String;

    fn from_str(typed: &str) -> Result<Self, String> {
        let (fact, value) = halves(typed, "exposure=internal")?;
        Ok(Self {
            fact: fact.to_owned(),
            value: value.to_owned(),
        })
    }
}

fn halves<'t>(typed: &'t str, example: &str) -> Result<(&'t str, &'t str), String> {
    let halves = typed.split_once('=');
    let (name, value) = halves.ok_or_else(|| format!("`{typed}` has no `=`; write `{example}`"))?;
    if name.trim().is_empty() {
        return Err(format!("nothing stands before the `=`; write `{example}`"));
    }
    Ok((name.trim(), value.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_a_whole_number_or_nothing() {
        let typed = |text: &str| text.parse::<FactorIs>();
        assert_eq!(typed("harm=3").unwrap().score, Some(3));
        assert_eq!(typed(" harm = 3 ").unwrap().factor, "harm");
        assert_eq!(typed("harm=").unwrap().score, None);
        for text in [
            "harm", "=3", "harm=NaN", "harm=-1", "harm=2.5", "harm=999", "",
        ] {
            assert!(typed(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_fact_may_have_several_words_or_none() {
        let typed = |text: &str| text.parse::<FactIs>().unwrap().value;
        assert_eq!(typed("data_classes=pii,internal"), "pii,internal");
        assert_eq!(typed("exposure="), "");
    }
}

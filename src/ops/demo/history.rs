//! The history of the portfolio: who put which status on which record, when and why.

use serde::Deserialize;

use crate::{
    domain::time::Timestamp,
    ops::{demo::PORTFOLIO, error::OpsError},
};

/// One step in the life of a record of the portfolio.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The path of its file below the portfolio.
    pub record: String,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// The status the text states after it; absent where the file stands as it is.
    pub status: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct History {
    step: Vec<Step>,
}

impl Step {
    /// The log it belongs to: the first folder.
    pub fn log_name(&self) -> &str {
        self.record.split_once('/').map_or("", |(log, _)| log)
    }

    /// The folder of the records inside the log's repository.
    pub fn folder(&self) -> &str {
        let below = self.record.split_once('/').map_or("", |(_, below)| below);
        below.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The name of its file.
    pub fn file(&self) -> &str {
        self.record
            .rsplit_once('/')
            .map_or(self.record.as_str(), |(_, file)| file)
    }
}

/// All steps, in the order in which they happened.
pub(super) fn steps() -> Result<Vec<Step>, OpsError> {
    let text = PORTFOLIO
        .get_file("history.toml")
        .and_then(|file| file.contents_utf8())
        .ok_or_else(|| super::broken("history.toml is not there"))?;
    let history: History =
        toml::from_str(text).map_err(|wrong| super::broken(&wrong.to_string()))?;
    Ok(history.step)
}

//! The history of the portfolio: who put which status on which record, when and why; what was said about them, and which packets
//! the board was given.

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

/// Something that was said about a record of the portfolio.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// The path of its file below the portfolio.
    pub record: String,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// What.
    pub text: String,
    /// Whether it was settled right away.
    #[serde(default)]
    pub settled: bool,
}

/// A packet the board was given.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handout {
    /// When it was put together.
    pub at: Timestamp,
    /// Who put it together.
    pub actor: String,
    /// Its title.
    pub title: String,
    /// What is asked.
    pub ask: String,
    /// What is recommended.
    pub recommendation: Option<String>,
    /// The paths of its decisions below the portfolio.
    pub records: Vec<String>,
    /// Whether it was frozen right away.
    #[serde(default)]
    pub frozen: bool,
}

/// One moment of the history.
#[derive(Debug, Clone)]
pub enum Moment {
    /// A status was put on a record.
    Step(Step),
    /// Something was said.
    Remark(Remark),
    /// A packet was put together.
    Handout(Handout),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct History {
    step: Vec<Step>,
    comment: Vec<Remark>,
    packet: Vec<Handout>,
}

impl Moment {
    /// When it was.
    pub const fn at(&self) -> Timestamp {
        match self {
            Self::Step(step) => step.at,
            Self::Remark(remark) => remark.at,
            Self::Handout(handout) => handout.at,
        }
    }

    /// Who acted.
    pub fn actor(&self) -> &str {
        match self {
            Self::Step(step) => &step.actor,
            Self::Remark(remark) => &remark.actor,
            Self::Handout(handout) => &handout.actor,
        }
    }
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

/// All moments, in the order in which they happened.
pub(super) fn moments() -> Result<Vec<Moment>, OpsError> {
    let text = PORTFOLIO
        .get_file("history.toml")
        .and_then(|file| file.contents_utf8())
        .ok_or_else(|| super::broken("history.toml is not there"))?;
    let history: History =
        toml::from_str(text).map_err(|wrong| super::broken(&wrong.to_string()))?;
    let steps = history.step.into_iter().map(Moment::Step);
    let remarks = history.comment.into_iter().map(Moment::Remark);
    let handouts = history.packet.into_iter().map(Moment::Handout);
    let mut moments: Vec<Moment> = steps.chain(remarks).chain(handouts).collect();
    moments.sort_by_key(Moment::at);
    Ok(moments)
}

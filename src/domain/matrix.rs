//! A decision matrix: options against weighted criteria, and how stable the winner is. Scores are entered, never made up.

mod sums;
mod words;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::ids::RecordId;

pub use sums::{Bounds, Flip, Outcome};
pub use words::percent;

/// The most a weight may be: enough for hundredths, and every sum stays exact.
pub const WEIGHT_MOST: u32 = 10_000;
/// The most criteria, and the most options.
pub const PARTS_MOST: usize = 50;

/// A matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matrix {
    /// Its identity.
    pub id: RecordId,
    /// What people call it: `MTX-0004`.
    pub label: String,
    /// What is chosen.
    pub title: String,
    /// The decision it is for, where it is for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<RecordId>,
    /// The system it is for, where it is for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<RecordId>,
    /// The highest score an option can get for a criterion.
    pub scale_max: u8,
    /// The criteria in order.
    pub criteria: Vec<Criterion>,
    /// The options in order.
    pub options: Vec<MatrixOption>,
}

/// One criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// Its name.
    pub name: String,
    /// Its weight.
    pub weight: u32,
}

/// One option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixOption {
    /// Its name.
    pub name: String,
    /// Its scores by the name of the criterion; one that is not there is missing.
    #[serde(default)]
    pub scores: BTreeMap<String, u8>,
    /// What is to be said about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

#[cfg(test)]
mod tests;

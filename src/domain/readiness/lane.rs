//! The lane a system takes: the light one is the default, the board is for what cannot be taken back. It names the reason, so
//! that nobody has to ask why a board is needed.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{ItemResult, Readiness, Verdict};
use crate::domain::{
    fact::Facts,
    gate::{Force, Gate},
    tier::Tier,
};

/// The gates a system attests by itself.
const LIGHT: [Gate; 2] = [Gate::G0, Gate::G3];

/// Who looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lane {
    /// Nobody but the team: cleared as soon as intake, security and privacy are GO.
    SelfAttest,
    /// Reviewers, each when it suits them.
    Asynchronous,
    /// The board.
    Board,
}

impl Lane {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::SelfAttest => "self-attest",
            Self::Asynchronous => "asynchronous",
            Self::Board => "board",
        }
    }
}

impl fmt::Display for Lane {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.word())
    }
}

/// The lane of a system, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaneNow {
    /// The lane.
    pub lane: Lane,
    /// Why this one, every reason; at least one.
    pub why: Vec<String>,
    /// Whether a self-attested system is cleared; `None` in the other lanes, where people say so.
    pub cleared: Option<bool>,
}

/// The lane of a system. `new_patterns` names the patterns it follows that nobody approved yet.
pub fn lane(readiness: &Readiness, facts: &Facts, new_patterns: &[String]) -> LaneNow {
    let why = why_the_board(readiness, facts, new_patterns);
    match readiness.tier {
        Some(Tier::T2) if why.is_empty() => LaneNow {
            lane: Lane::Asynchronous,
            why: vec!["it is T2".to_owned()],
            cleared: None,
        },
        Some(Tier::T3) if why.is_empty() => {
            let light = readiness.over(&LIGHT);
            LaneNow {
                lane: Lane::SelfAttest,
                why: vec![format!("it is T3; G0 and G3 are {light}")],
                cleared: Some(light == Verdict::Go),
            }
        }
        _ => LaneNow {
            lane: Lane::Board,
            why,
            cleared: None,
        },
    }
}

fn why_the_board(readiness: &Readiness, facts: &Facts, new_patterns: &[String]) -> Vec<String> {
    let tier = match readiness.tier {
        None => Some("no tier is recorded".to_owned()),
        Some(Tier::T1) => Some("it is T1".to_owned()),
        Some(Tier::T2 | Tier::T3) => None,
    };
    // What is not known may be the worst.
    let door = if facts.has("one_way_door", "true") {
        Some("it is a one-way door")
    } else if facts.get("one_way_door").is_none() {
        Some("nobody said whether it is a one-way door")
    } else {
        None
    };
    let patterns = new_patterns
        .iter()
        .map(|name| format!("the pattern {name} is new"));
    let waived = readiness
        .items
        .iter()
        .filter(|item| item.force == Force::Block && item.result == ItemResult::Waived)
        .map(|item| format!("{} blocks and is waived", item.item));
    tier.into_iter()
        .chain(door.map(str::to_owned))
        .chain(patterns)
        .chain(waived)
        .collect()
}

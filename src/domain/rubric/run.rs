//! One run of a rubric: the score with missing factors at their lowest and highest, what holds of floors, stops and caps, and the
//! tier that comes out. Pure arithmetic; it must not know where scores and facts are kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Rubric;
use crate::domain::{
    condition::{Condition, Known, Truth},
    fact::{FactRegistry, Facts},
    tier::Tier,
};

/// What goes into a run of a rubric.
#[derive(Debug, Clone, Copy)]
pub struct RunInput<'a> {
    /// What the facts mean.
    pub registry: &'a FactRegistry,
    /// The facts of the system.
    pub facts: &'a Facts,
    /// The scores of the factors; one that is not there is missing.
    pub scores: &'a BTreeMap<String, u8>,
    /// The caps somebody signed for.
    pub signed_caps: &'a [String],
}

/// What comes out of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The score with missing factors as 0, in basis points.
    pub low_bp: u32,
    /// The score with missing factors at their highest, in basis points.
    pub high_bp: u32,
    /// The factors that were not scored.
    pub missing: Vec<String>,
    /// The tier of the band of `high_bp`.
    pub band: Tier,
    /// Every floor, and whether it holds.
    pub floors: Vec<Hit>,
    /// Every stop, and whether it holds.
    pub stops: Vec<Hit>,
    /// Every cap, and whether it holds; one that holds counts only when it is signed.
    pub caps: Vec<Hit>,
    /// The caps that hold and are signed.
    pub capped_by: Vec<String>,
    /// The working tier.
    pub tier: Tier,
    /// Whether something is missing that could lower it: a factor, or a fact of a floor that may hold.
    pub provisional: bool,
}

/// Whether a floor, a stop or a cap holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// Its word.
    pub id: String,
    /// The reason, in a few words.
    pub title: String,
    /// The tier it asks for; of a stop none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// Whether it holds.
    pub holds: Truth,
}

impl Run {
    /// Whether a stop holds, or may hold as long as facts are unknown.
    pub fn stopped(&self) -> Truth {
        let holds = self.stops.iter().map(|stop| stop.holds);
        holds.max().unwrap_or(Truth::False)
    }
}

impl Rubric {
    /// Runs the rubric (governance, section 5). Floors that may hold raise; a cap comes last and only with its sign-off; stops
    /// are told and change no tier. Monotone: raising a factor never lowers the tier.
    pub fn run(&self, input: RunInput<'_>) -> Run {
        let known = Known {
            registry: input.registry,
            facts: input.facts,
            factors: input.scores,
        };
        let missing = self.missing(input.scores);
        let (low_bp, high_bp) = (
            self.score(input.scores, 0),
            self.score(input.scores, self.head.scale_max),
        );
        let band = self.band(high_bp);
        let floors = hits(
            &self.floors,
            |floor| (&floor.id, &floor.title, Some(floor.tier), &floor.when),
            known,
        );
        let stops = hits(
            &self.stops,
            |stop| (&stop.id, &stop.title, None, &stop.when),
            known,
        );
        let caps = hits(
            &self.caps,
            |cap| (&cap.id, &cap.title, Some(cap.tier), &cap.when),
            known,
        );
        let raised = floors
            .iter()
            .filter(|floor| floor.holds.may_hold())
            .filter_map(|floor| floor.tier)
            .fold(band, Tier::stricter);
        let capping: Vec<&Hit> = caps
            .iter()
            .filter(|cap| cap.holds == Truth::True && input.signed_caps.contains(&cap.id))
            .collect();
        let tier = capping
            .iter()
            .filter_map(|cap| cap.tier)
            .fold(raised, Tier::max);
        let provisional =
            !missing.is_empty() || floors.iter().any(|floor| floor.holds == Truth::Unknown);
        Run {
            capped_by: capping.iter().map(|cap| cap.id.clone()).collect(),
            low_bp,
            high_bp,
            missing,
            band,
            floors,
            stops,
            caps,
            tier,
            provisional,
        }
    }

    fn missing(&self, scores: &BTreeMap<String, u8>) -> Vec<String> {
        let ids = self.factors.iter().map(|factor| &factor.id);
        ids.filter(|id| !scores.contains_key(*id))
            .cloned()
            .collect()
    }

    /// `10000 * sum(w*v) / (scale_max * sum(w))`, missing factors taken as `missing`.
    fn score(&self, scores: &BTreeMap<String, u8>, missing: u8) -> u32 {
        let max = u64::from(self.head.scale_max);
        let weight: u64 = self
            .factors
            .iter()
            .map(|factor| u64::from(factor.weight))
            .sum();
        let points: u64 = self
            .factors
            .iter()
            .map(|factor| {
                let score = scores.get(&factor.id).copied().unwrap_or(missing);
                u64::from(factor.weight) * u64::from(score).min(max)
            })
            .sum();
        match max * weight {
            0 => 0,
            whole => (10_000 * points / whole) as u32,
        }
    }

    /// The band with the highest beginning at or below a score; the least critical tier where there is none.
    fn band(&self, bp: u32) -> Tier {
        let below = self.bands.iter().filter(|band| band.from <= bp);
        below
            .max_by_key(|band| band.from)
            .map_or(Tier::T3, |band| band.tier)
    }
}

fn hits<'a, T>(
    rules: &'a [T],
    parts: impl Fn(&'a T) -> (&'a String, &'a String, Option<Tier>, &'a Condition),
    known: Known<'_>,
) -> Vec<Hit> {
    let hit = |rule| {
        let (id, title, tier, when) = parts(rule);
        Hit {
            id: id.clone(),
            title: title.clone(),
            tier,
            holds: when.holds(known),
        }
    };
    rules.iter().map(hit).collect()
}

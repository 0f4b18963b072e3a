//! The rubric that gives a system its tier: weighted factors, bands, floors that only raise, stops, and caps that come last.
//! The numbers are data; the arithmetic is here, in basis points and floor division.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{
    condition::{Condition, Known, Truth},
    fact::{FactRegistry, Facts},
    pack::{Level, PackStatus, Source, Version},
    tier::Tier,
};

/// A rubric as its file says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rubric {
    /// The version of the file's shape: 1.
    pub schema: u32,
    /// What it is.
    #[serde(rename = "rubric")]
    pub head: RubricHead,
    /// The sources its factors name.
    #[serde(default, rename = "ref")]
    pub refs: Vec<Source>,
    /// Its factors in order.
    #[serde(default, rename = "factor")]
    pub factors: Vec<Factor>,
    /// From which score on a tier holds.
    #[serde(default, rename = "band")]
    pub bands: Vec<Band>,
    /// What raises the tier whatever the score.
    #[serde(default, rename = "floor")]
    pub floors: Vec<Floor>,
    /// What ends everything.
    #[serde(default, rename = "stop")]
    pub stops: Vec<Stop>,
    /// What lowers the tier, with a sign-off.
    #[serde(default, rename = "cap")]
    pub caps: Vec<Cap>,
}

/// What a rubric is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RubricHead {
    /// Its word: `risk.ai-criticality`.
    pub id: String,
    /// Its version.
    pub version: Version,
    /// Its name for people.
    pub title: String,
    /// What it is for, in one sentence.
    #[serde(default)]
    pub about: String,
    /// How far it may be trusted.
    pub status: PackStatus,
    /// The highest score of a factor.
    pub scale_max: u8,
    /// The day by which somebody looks whether it is still right.
    #[serde(default, deserialize_with = "crate::domain::day::maybe")]
    pub review_by: Option<NaiveDate>,
}

/// One factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Factor {
    /// Its word.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// The question.
    pub ask: String,
    /// Why it is asked.
    #[serde(default)]
    pub why: String,
    /// Its weight.
    pub weight: u32,
    /// What each score means, from 0.
    pub anchors: Vec<String>,
    /// The clauses it comes from.
    #[serde(default)]
    pub refs: Vec<String>,
}

/// From which score on a tier holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The tier.
    pub tier: Tier,
    /// The first score in basis points.
    pub from: u32,
}

/// A condition under which the tier is at least so critical.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floor {
    /// Its word.
    pub id: String,
    /// The reason, in a few words.
    pub title: String,
    /// The tier.
    pub tier: Tier,
    /// When.
    pub when: Condition,
}

/// A condition under which a system may not go at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stop {
    /// Its word.
    pub id: String,
    /// The reason, in a few words.
    pub title: String,
    /// When.
    pub when: Condition,
}

/// A condition under which the tier is at most so critical, if somebody signs for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cap {
    /// Its word.
    pub id: String,
    /// The reason, in a few words.
    pub title: String,
    /// The tier.
    pub tier: Tier,
    /// Who must sign at least.
    pub sign_off: Level,
    /// When.
    pub when: Condition,
}

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

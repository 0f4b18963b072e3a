//! Rubrics: bands that cover every score and rise, and a tier that never falls when a factor is raised. What the factors can
//! do is tried out, not argued.

use std::collections::BTreeMap;

use super::{
    Rule,
    condition::{Asked, values},
    page::{At, Page},
};
use crate::domain::{
    condition::Condition,
    fact::{FactRegistry, Facts},
    rubric::{Band, Factor, Rubric, RunInput},
};

/// The highest score, in basis points.
const WHOLE: u32 = 10_000;
/// At most so many runs are made.
const RUNS: usize = 20_000;

/// PL10, PL16, PL17 and PL19 of a rubric.
pub(super) fn weighed(page: &mut Page<'_>, registry: &FactRegistry, rubric: &Rubric) {
    let weight: u64 = rubric
        .factors
        .iter()
        .map(|factor| u64::from(factor.weight))
        .sum();
    if weight == 0 || rubric.head.scale_max == 0 {
        page.tell(
            (Rule::PL19, At::Head),
            "its factors weigh nothing together, so that every system has the same score",
            "Add factors with a weight, and a `scale_max` of at least 1.",
        );
    }
    anchors(page, rubric);
    let bands = by_beginning(rubric);
    cover(page, &bands);
    rise(page, &bands);
    if !page.has(Rule::PL16) && !page.has(Rule::PL05) {
        tried(page, registry, rubric);
    }
}

fn anchors(page: &mut Page<'_>, rubric: &Rubric) {
    let wanted = usize::from(rubric.head.scale_max) + 1;
    let short = |factor: &&Factor| factor.anchors.len() != wanted;
    for factor in rubric.factors.iter().filter(short) {
        page.tell(
            (Rule::PL17, At::ItemKey(&factor.id, "anchors")),
            format!(
                "it has {} anchors for {wanted} scores",
                factor.anchors.len()
            ),
            "Say what each score means, from 0 on.",
        );
    }
}

fn by_beginning(rubric: &Rubric) -> Vec<Band> {
    let mut bands = rubric.bands.clone();
    bands.sort_by_key(|band| band.from);
    bands
}

fn cover(page: &mut Page<'_>, bands: &[Band]) {
    let mut wrong = Vec::new();
    match bands.first() {
        None => wrong.push("there are no bands".to_owned()),
        Some(first) if first.from > 0 => {
            wrong.push(format!("no band holds scores below {}", first.from));
        }
        Some(_) => {}
    }
    for pair in bands.windows(2) {
        let [before, after] = pair else { continue };
        if before.from == after.from {
            wrong.push(format!("two bands begin at {}", after.from));
        }
    }
    let beyond = bands.iter().filter(|band| band.from > WHOLE);
    wrong.extend(beyond.map(|band| {
        format!(
            "no score reaches the band of {} at {}",
            band.tier, band.from
        )
    }));
    for what in wrong {
        page.tell(
            (Rule::PL17, At::Key("[[band]]")),
            what,
            "Let the first band begin at 0 and each tier once at a score of its own, up to 10000.",
        );
    }
}

fn rise(page: &mut Page<'_>, bands: &[Band]) {
    for pair in bands.windows(2) {
        let [below, above] = pair else { continue };
        if above.from > below.from && above.tier >= below.tier {
            page.tell(
                (Rule::PL16, At::Key("[[band]]")),
                format!(
                    "the band from {} gives {}, no more critical than {} below it",
                    above.from, above.tier, below.tier
                ),
                "A higher score is a more critical tier: T3, then T2, then T1.",
            );
        }
    }
}

/// PL10: every factor that a rule asks for is raised step by step, with the facts those rules ask for, while the other factors
/// stand at the same score. Facts no such rule asks for stay unknown: what they do does not depend on a factor.
fn tried(page: &mut Page<'_>, registry: &FactRegistry, rubric: &Rubric) {
    let rules = rubric.floors.iter().map(|floor| &floor.when);
    let rules: Vec<&Condition> = rules
        .chain(rubric.caps.iter().map(|cap| &cap.when))
        .collect();
    let mut asked = Asked::default();
    for rule in rules {
        let mut own = Asked::default();
        own.gather(rule);
        if !own.factors.is_empty() {
            asked.gather(rule);
        }
    }
    let signed: Vec<String> = rubric.caps.iter().map(|cap| cap.id.clone()).collect();
    let mut runs = 0;
    for facts in every_fact(registry, &asked) {
        for base in 0..=rubric.head.scale_max {
            for factor in &rubric.factors {
                runs += usize::from(rubric.head.scale_max) + 1;
                if runs > RUNS {
                    return;
                }
                let trial = Trial {
                    registry,
                    rubric,
                    facts: &facts,
                    signed: &signed,
                };
                if let Some(what) = trial.falls(&factor.id, base) {
                    page.tell(
                        (Rule::PL10, At::Item(&factor.id)),
                        what,
                        "A cap must not ask for a factor: let it ask for facts only.",
                    );
                    return;
                }
            }
        }
    }
}

struct Trial<'a> {
    registry: &'a FactRegistry,
    rubric: &'a Rubric,
    facts: &'a Facts,
    signed: &'a [String],
}

impl Trial<'_> {
    /// Where the tier becomes less critical while one factor rises and all others stand at `base`.
    fn falls(&self, factor: &str, base: u8) -> Option<String> {
        let ids = self.rubric.factors.iter().map(|factor| factor.id.clone());
        let mut scores: BTreeMap<String, u8> = ids.map(|id| (id, base)).collect();
        let mut before = None;
        for score in 0..=self.rubric.head.scale_max {
            scores.insert(factor.to_owned(), score);
            let tier = self
                .rubric
                .run(RunInput {
                    registry: self.registry,
                    facts: self.facts,
                    scores: &scores,
                    signed_caps: self.signed,
                })
                .tier;
            if let Some(before) = before.filter(|before| tier > *before) {
                return Some(format!(
                    "raising `{factor}` to {score} lowers the tier from {before} to {tier}, all other factors at {base}"
                ));
            }
            before = Some(tier);
        }
        None
    }
}

/// Every combination of the values that can make a difference.
fn every_fact(registry: &FactRegistry, asked: &Asked<'_>) -> Vec<Facts> {
    let mut all = vec![Facts::default()];
    for (fact, words) in &asked.facts {
        let Some(definition) = registry.get(fact) else {
            continue;
        };
        let values = values(definition, words);
        all = all
            .iter()
            .take(RUNS)
            .flat_map(|facts| {
                values.iter().map(|value| {
                    let mut facts = facts.clone();
                    facts.0.insert((*fact).to_owned(), value.clone());
                    facts
                })
            })
            .collect();
    }
    all
}

//! The rubric with the live tier, and the tiers that were recorded, in words.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{FactorLine, RiskView, rubric::Chosen};
use crate::{
    domain::{
        condition::Truth,
        fact::FactDefinition,
        gate::{Force, Gate},
        ids::RecordId,
        rubric::{Distance, Run},
        system::System,
        tier::Tier,
        tiering::{Recorded, Tiering},
    },
    ops::{dossier::Dossier, error::OpsError, systems::TierLine, workbench::Workbench},
};

impl Workbench {
    pub(crate) fn risk_view(&mut self, system: RecordId) -> Result<RiskView, OpsError> {
        let as_of = self.env.today();
        let dossier = self.dossier(system)?;
        let chosen = self.rubric_of(&dossier)?;
        let shown = dossier.shown_run();
        let run = match shown {
            Some(tiering) => chosen.run_of(&dossier, tiering),
            None => chosen.run_of(&dossier, &nothing_scored(&dossier, &chosen)),
        };
        let mut bands: Vec<_> = chosen
            .rubric
            .bands
            .iter()
            .map(|band| (band.tier, band.from))
            .collect();
        bands.sort_by_key(|(_, from)| *from);
        let distances = chosen.rubric.distances(&run);
        Ok(RiskView {
            as_of,
            system: (
                dossier.system.id,
                dossier.system.label.clone(),
                dossier.system.name.clone(),
            ),
            rubric: (chosen.pin.id.clone(), chosen.pin.version),
            scale_max: chosen.rubric.head.scale_max,
            factors: factor_lines(&chosen, shown),
            facts: fact_lines(&dossier),
            why: run.why(),
            distance: distances.iter().map(Distance::words).collect(),
            bands,
            gates: gates_by_tier(),
            recorded: dossier.recorded().map_or_else(no_tier, |(_, recorded)| {
                tier_line(recorded, &dossier.system, as_of)
            }),
            history: history(&dossier, as_of),
            is_open: dossier.open_run().is_some(),
            not_recordable: self.not_recordable(&dossier),
            caps_to_sign: caps_to_sign(&chosen, &run),
            run,
        })
    }
}

fn nothing_scored(dossier: &Dossier, chosen: &Chosen) -> Tiering {
    Tiering {
        id: dossier.system.id,
        system: dossier.system.id,
        rubric: chosen.pin.clone(),
        scores: BTreeMap::new(),
        notes: BTreeMap::new(),
        signed_caps: BTreeMap::new(),
        recorded: None,
    }
}

fn factor_lines(chosen: &Chosen, shown: Option<&Tiering>) -> Vec<FactorLine> {
    let factors = chosen.rubric.factors.iter();
    let line = |factor: &crate::domain::rubric::Factor| FactorLine {
        score: shown.and_then(|run| run.scores.get(&factor.id).copied()),
        note: shown.and_then(|run| run.notes.get(&factor.id).cloned()),
        factor: factor.clone(),
    };
    factors.map(line).collect()
}

fn fact_lines(dossier: &Dossier) -> Vec<(FactDefinition, Option<String>)> {
    let facts = dossier.catalog.registry.facts.iter();
    let typed = |fact: &FactDefinition| {
        let value = dossier.system.facts.get(&fact.id)?;
        Some(value.words().join(","))
    };
    facts.map(|fact| (fact.clone(), typed(fact))).collect()
}

fn gates_by_tier() -> Vec<(Tier, Vec<(Gate, Force)>)> {
    let at = |tier| {
        Gate::ALL
            .map(|gate| (gate, gate.forces().at(tier)))
            .to_vec()
    };
    Tier::ALL.map(|tier| (tier, at(tier))).to_vec()
}

fn caps_to_sign(chosen: &Chosen, run: &Run) -> Vec<(String, String, String)> {
    let holding = run
        .caps
        .iter()
        .filter(|cap| cap.holds == Truth::True && !run.capped_by.contains(&cap.id));
    holding
        .filter_map(|hit| chosen.rubric.cap(&hit.id))
        .map(|cap| {
            let level = cap.sign_off.word().to_owned();
            (cap.id.clone(), cap.title.clone(), level)
        })
        .collect()
}

fn history(dossier: &Dossier, as_of: NaiveDate) -> Vec<TierLine> {
    let runs = dossier.tierings.iter().rev();
    let recorded = runs.filter_map(|tiering| tiering.value.recorded.as_ref());
    recorded
        .map(|recorded| tier_line(recorded, &dossier.system, as_of))
        .collect()
}

fn no_tier() -> TierLine {
    TierLine {
        tier: None,
        provisional: true,
        recorded: None,
        score_bp: None,
        why: Vec::new(),
        valid_until: None,
        expired: None,
    }
}

/// A recorded tier in words, as it counts on a day.
fn tier_line(recorded: &Recorded, system: &System, as_of: NaiveDate) -> TierLine {
    TierLine {
        tier: Some(recorded.run.tier),
        provisional: recorded.run.provisional,
        recorded: Some((recorded.on, recorded.by.clone())),
        score_bp: Some((recorded.run.low_bp, recorded.run.high_bp)),
        why: recorded.run.why(),
        valid_until: recorded.valid_until(),
        expired: recorded.expired(system, as_of),
    }
}

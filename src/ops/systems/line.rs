//! A system in one line, made of its dossier and what was computed of it: what lists, headers and packets show. It computes no
//! verdict of its own.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::{
    domain::{
        evidence::{self, EvidenceState},
        ids::RecordId,
        readiness::{self, Given, Inputs, Readiness, Verdict},
        sign_off::Issued,
        system::System,
    },
    ops::{
        dossier::Dossier,
        error::OpsError,
        systems::{IssuedLine, SystemLine},
        workbench::Workbench,
    },
};

impl Workbench {
    /// The line of a system, computed from everything the store knows of it.
    pub(super) fn line_now(&mut self, system: RecordId) -> Result<SystemLine, OpsError> {
        let as_of = self.env.today();
        let dossier = self.dossier(system)?;
        Ok(line_on(&dossier, as_of))
    }
}

/// The line of a system on a day.
pub(crate) fn line_on(dossier: &Dossier, as_of: NaiveDate) -> SystemLine {
    let waivers = dossier.waiver_values();
    let inputs = dossier.inputs(&waivers, dossier.tier_now(as_of), as_of);
    let computed = readiness::evaluate(&inputs);
    let issued = issued(dossier, as_of).map(|issued| IssuedLine {
        verdict: issued.verdict,
        valid_until: issued.valid_until,
        is_stale: issued.computed != computed.verdict || Some(issued.tier) != inputs.tier.tier,
        overridden_until: issued.overridden.as_ref().map(|over| over.until),
    });
    line_of(dossier, (&inputs, &computed), issued)
}

/// The verdict that was issued last, was not taken back and holds on a day.
pub(crate) fn issued(dossier: &Dossier, as_of: NaiveDate) -> Option<&Issued> {
    let issued = dossier.issued.iter().map(|kept| &kept.value);
    issued
        .filter(|issued| issued.withdrawn.is_none() && issued.valid_until >= as_of)
        .max_by_key(|issued| (issued.as_of, issued.id))
}

/// The line of a system of which everything was computed already.
pub(crate) fn line_of(
    dossier: &Dossier,
    (inputs, computed): (&Inputs<'_>, &Readiness),
    issued: Option<IssuedLine>,
) -> SystemLine {
    let system = &dossier.system;
    let first = computed.reasons.first();
    SystemLine {
        id: system.id,
        label: system.label.clone(),
        name: system.name.clone(),
        owner: owner(dossier, system),
        stage: system.stage().map(str::to_owned),
        tier: inputs.tier.tier,
        provisional: inputs.tier.tier.is_some() && inputs.tier.provisional,
        verdict: computed.verdict,
        first_reason: first
            .filter(|_| computed.verdict != Verdict::Go)
            .map(|reason| reason.text.clone()),
        issued,
        claimed_bp: computed.numbers.claimed_bp,
        evidenced_bp: computed.numbers.evidenced_bp,
        stale_evidence: stale_evidence(inputs),
        reconfirm: dossier.to_confirm(),
        assessments: dossier.assessments.len() as u32,
        tier_expired: inputs.tier.expired.clone(),
        closed_on: system.closed_on,
    }
}

fn owner(dossier: &Dossier, system: &System) -> Option<String> {
    let owner = system.owner?;
    dossier.people.name(owner).map(str::to_owned)
}

/// Answers whose evidence is there but not enough of it counts any more. An answer that counts in several packs is one.
pub(crate) fn stale_evidence(inputs: &Inputs<'_>) -> u32 {
    let mut seen = HashSet::new();
    for pack in &inputs.packs {
        for (_, item) in pack.pack.items() {
            let (Some(given), Some(rule)) = (pack.answers.get(item.id.as_str()), &item.evidence)
            else {
                continue;
            };
            let Given { answer, .. } = given;
            let counts = |piece: &evidence::Evidence| {
                piece.state(rule.max_age_days, inputs.as_of) == EvidenceState::Ok
            };
            let is_stale = !evidence::is_enough(rule, &answer.evidence, inputs.as_of)
                && answer.evidence.iter().any(|piece| !counts(piece));
            if is_stale {
                seen.insert(answer.id);
            }
        }
    }
    seen.len() as u32
}

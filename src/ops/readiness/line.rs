//! A system as a list shows it, made of everything that is known of it.

use chrono::NaiveDate;

use crate::{
    domain::readiness::{evaluate, stale_evidence},
    ops::{
        dossier::Dossier,
        readiness::digest::InputDigests,
        systems::{IssuedLine, SystemLine},
    },
};

/// The line of a system on a day.
pub(crate) fn line_of(dossier: &Dossier, as_of: NaiveDate) -> SystemLine {
    let waivers = dossier.waiver_values();
    let inputs = dossier.inputs(&waivers, dossier.tier_now(as_of), as_of);
    let readiness = evaluate(&inputs);
    let system = &dossier.system;
    let owner = system.owner.and_then(|owner| dossier.people.name(owner));
    SystemLine {
        id: system.id,
        label: system.label.clone(),
        name: system.name.clone(),
        owner: owner.map(str::to_owned),
        stage: system.stage().map(str::to_owned),
        tier: readiness.tier,
        provisional: readiness.tier.is_some() && inputs.tier.provisional,
        verdict: readiness.verdict,
        first_reason: readiness.reasons.first().map(|reason| reason.text.clone()),
        issued: issued_line(dossier, as_of),
        claimed_bp: readiness.numbers.claimed_bp,
        evidenced_bp: readiness.numbers.evidenced_bp,
        stale_evidence: stale_evidence(&inputs),
        reconfirm: dossier.to_confirm(),
        assessments: dossier.assessments.len() as u32,
        tier_expired: inputs.tier.expired.clone(),
        closed_on: system.closed_on,
    }
}

/// What was issued and stands on a day.
pub(crate) fn issued_line(dossier: &Dossier, as_of: NaiveDate) -> Option<IssuedLine> {
    let issued = dossier.issued_on(as_of)?;
    Some(IssuedLine {
        verdict: issued.verdict,
        valid_until: issued.last_day(),
        is_stale: InputDigests::of(dossier, as_of).digest() != issued.digest,
        overridden_until: issued.overridden.as_ref().map(|laxer| laxer.until),
    })
}

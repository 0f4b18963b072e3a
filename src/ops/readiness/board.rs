//! The gate board: the verdict of a day with everything that belongs beside it. Answers, waivers and sign-offs are those of now;
//! only time is that of the day.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::{
    domain::{
        digest::Digest,
        ids::RecordId,
        readiness::{LaneNow, Readiness, lane},
        sign_off::{Issued, Needed, SignOff, Signed, Signing},
        system::{Pattern, PatternStatus},
        waiver::Standing,
    },
    ops::{
        dossier::{Dossier, Kept},
        error::OpsError,
        readiness::{
            ReadinessView, SignOffs, calendar, digest::InputDigests, line::line_of, status_line,
        },
        systems::show::tier_now,
        waivers::WaiverLine,
        workbench::{Workbench, decoded},
    },
};

impl Workbench {
    pub(crate) fn readiness(
        &mut self,
        system: RecordId,
        as_of: Option<NaiveDate>,
    ) -> Result<ReadinessView, OpsError> {
        let as_of = as_of.unwrap_or_else(|| self.env.today());
        let dossier = self.dossier(system)?;
        let (computed, inputs) = (dossier.readiness(as_of), InputDigests::of(&dossier, as_of));
        let (digest, line) = (inputs.digest(), line_of(&dossier, as_of));
        let issued = last_issued(&dossier).map(|kept| kept.value.clone());
        let changed_since = issued
            .as_ref()
            .map(|issued| inputs.changed_since(&issued.inputs, &dossier));
        Ok(ReadinessView {
            lane: self.lane(&dossier, &computed)?,
            system,
            tier: tier_now(&dossier, as_of),
            digest,
            inputs: inputs.0.into_iter().collect(),
            changed_since: changed_since.unwrap_or_default(),
            sign_offs: sign_offs(&dossier, (digest, as_of)),
            waivers: self.waivers_that_matter(&dossier)?,
            status_line: status_line::of(&line, &computed, digest),
            calendar: calendar::days(&dossier, as_of, &self.decisions_to_review(&dossier)?),
            line,
            computed,
            issued,
        })
    }

    fn lane(&self, dossier: &Dossier, computed: &Readiness) -> Result<LaneNow, OpsError> {
        let mut new = Vec::new();
        for id in &dossier.system.patterns {
            if let Some(current) = self.store.current(*id)? {
                let pattern: Pattern = decoded(&current)?;
                new.extend((pattern.status == PatternStatus::Draft).then_some(pattern.name));
            }
        }
        Ok(lane(computed, &dossier.system.facts, &new))
    }

    /// The waivers that count, will count or await a decision.
    fn waivers_that_matter(&mut self, dossier: &Dossier) -> Result<Vec<WaiverLine>, OpsError> {
        if dossier.waivers.is_empty() {
            return Ok(Vec::new());
        }
        let mut lines = self.waivers(Some(dossier.system.id))?.lines;
        lines.retain(|line| {
            matches!(
                line.standing,
                Standing::Proposed | Standing::Scheduled | Standing::Active
            )
        });
        Ok(lines)
    }

    /// The accepted decisions the system rests on that name a day of review.
    pub(super) fn decisions_to_review(
        &self,
        dossier: &Dossier,
    ) -> Result<Vec<(NaiveDate, String)>, OpsError> {
        let mut days = Vec::new();
        for (id, name, _) in &dossier.decisions {
            let row = self.store.adr_row(*id)?;
            let day = row.and_then(|row| Some(row.review_by?.latest()));
            days.extend(day.map(|day| (day, name.clone())));
        }
        Ok(days)
    }
}

/// What was issued last and not taken back, whether it still stands or not.
pub(super) fn last_issued(dossier: &Dossier) -> Option<&Kept<Issued>> {
    let mut issued = dossier.issued.iter().rev();
    issued.find(|issued| issued.value.withdrawn.is_none())
}

/// Everybody who answered for the system, or issued this very verdict.
pub(super) fn authors(dossier: &Dossier, digest: Digest) -> BTreeSet<RecordId> {
    let answered = dossier
        .answers
        .iter()
        .filter_map(|answer| Some(dossier.people.called(&answer.value.by)?.id));
    let issued = dossier
        .issued
        .iter()
        .filter(|issued| issued.value.digest == digest)
        .map(|issued| issued.value.by);
    answered.chain(issued).collect()
}

/// How far the sign-offs of a system are for a digest; nobody can say where no tier is recorded.
pub(super) fn signed(
    dossier: &Dossier,
    (digest, as_of): (Digest, NaiveDate),
    authors: &BTreeSet<RecordId>,
) -> Option<(Needed, Signed)> {
    let tier = dossier.tier_now(as_of).tier?;
    let needed = Needed::at(tier, &dossier.system.facts);
    let given: Vec<SignOff> = dossier
        .sign_offs
        .iter()
        .map(|kept| kept.value.clone())
        .collect();
    let signed = Signing {
        needed: &needed,
        people: &dossier.people,
        system: &dossier.system,
        digest,
        authors,
    }
    .count(&given);
    Some((needed, signed))
}

pub(super) fn sign_offs(dossier: &Dossier, (digest, as_of): (Digest, NaiveDate)) -> SignOffs {
    let name = |person| {
        dossier
            .people
            .name(person)
            .unwrap_or("somebody who is gone")
    };
    let mut all: Vec<(SignOff, String, bool)> = dossier
        .sign_offs
        .iter()
        .map(|kept| {
            let sign_off = kept.value.clone();
            let (name, is_current) = (name(sign_off.person).to_owned(), sign_off.digest == digest);
            (sign_off, name, is_current)
        })
        .collect();
    all.sort_by_key(|(sign_off, ..)| std::cmp::Reverse((sign_off.on, sign_off.id)));
    let authors = authors(dossier, digest);
    let Some((needed, signed)) = signed(dossier, (digest, as_of), &authors) else {
        return SignOffs {
            all,
            missing: vec!["no tier is recorded, so nobody knows who must sign".to_owned()],
            ..SignOffs::default()
        };
    };
    let roles = signed.roles.into_iter();
    SignOffs {
        roles: roles
            .map(|(role, person)| (role, person.map(|person| name(person).to_owned())))
            .collect(),
        persons_needed: needed.persons,
        persons: signed.persons,
        missing: signed.missing,
        all,
    }
}

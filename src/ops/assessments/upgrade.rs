//! An assessment is brought to the version of its pack the library has: looked at first, then done as one action that begins
//! with a milestone. What becomes of answers is decided by [`crate::domain::assessment::upgrade`].

use std::sync::Arc;

use super::{discard::is_shared, show::gone};
use crate::{
    domain::{
        assessment::{
            Answer, Assessment, UpgradeReport,
            upgrade::{carried_over, plan},
        },
        event::RecordKind,
        ids::RecordId,
        pack::{Pack, Pin},
    },
    ops::{
        change::Done,
        dossier::{Dossier, Kept},
        error::OpsError,
        putting::{put, taken_away},
        workbench::Workbench,
    },
    store::Put,
};

/// An assessment, the pack it is pinned to, and the one of the library.
struct Upgrading {
    kept: Kept<Assessment>,
    from: Arc<Pack>,
    to: Arc<Pack>,
    pin: Pin,
}

impl Workbench {
    /// What an upgrade of an assessment would do.
    pub(crate) fn upgrade_report(&mut self, id: RecordId) -> Result<UpgradeReport, OpsError> {
        let system = self.assessment(id)?.system;
        let dossier = self.dossier(system)?;
        let upgrading = upgrading(&dossier, id)?;
        Ok(self.report(&dossier, &upgrading))
    }

    fn report(&self, dossier: &Dossier, upgrading: &Upgrading) -> UpgradeReport {
        let Upgrading { kept, from, to, .. } = upgrading;
        let (id, today) = (kept.value.id, self.env.today());
        let own = dossier.answers.iter().map(|answer| &answer.value);
        let plan = plan(from, to, own.filter(|answer| answer.assessment == id));
        UpgradeReport {
            from: from.head.version,
            to: to.head.version,
            added: plan.added,
            carried: plan.carried,
            reconfirm: plan.reconfirm,
            retired: plan.retired,
            mapped: plan.mapped,
            before: dossier.numbers_of(id, today),
            after: after(dossier, upgrading).numbers_of(id, today),
        }
    }

    pub(super) fn upgrade_assessment(&mut self, id: RecordId) -> Result<Done, OpsError> {
        self.until_not_overtaken(|bench| bench.upgrade_once(id))
    }

    fn upgrade_once(&mut self, id: RecordId) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        let system = self.assessment(id)?.system;
        let dossier = self.dossier(system)?;
        let upgrading = upgrading(&dossier, id)?;
        let report = self.report(&dossier, &upgrading);
        let title = format!("Before {} {}", upgrading.pin.id, upgrading.pin.version);
        let milestone = self.milestone_of(&dossier, (&upgrading.kept, &title));
        let record = (RecordKind::Milestone, milestone.id);
        let mut puts = vec![put(record, ("taken", None), &milestone)];
        let (_, pinned, blobs) = self.pin_pack(&upgrading.pin.id)?;
        puts.extend(pinned);
        let today = self.env.today();
        let revised = Assessment {
            pack: upgrading.pin.clone(),
            tier: dossier.tier_now(today).tier,
            ..upgrading.kept.value.clone()
        };
        let record = (RecordKind::Assessment, id);
        puts.push(put(
            record,
            ("upgraded", Some(upgrading.kept.digest)),
            &revised,
        ));
        puts.extend(answers_moved(&dossier, &upgrading));
        let group = self.save_upon(seen, puts, blobs)?;
        Ok(Done {
            group: Some(group),
            summary: in_words(&revised, &report),
            refs: vec![revised.label],
            made: Some(milestone.id),
            can_undo: true,
        })
    }
}

/// What is to be upgraded; refused where there is nothing newer.
fn upgrading(dossier: &Dossier, id: RecordId) -> Result<Upgrading, OpsError> {
    let mut all = dossier.assessments.iter();
    let (kept, from) = all.find(|(kept, _)| kept.value.id == id).ok_or_else(gone)?;
    let (label, pin) = (&kept.value.label, &kept.value.pack);
    let Some(entry) = dossier.catalog.pack(&pin.id) else {
        return Err(OpsError::Refused {
            what: format!("the library has no pack {} any more", pin.id),
            hint: format!("{label} goes on with the version it is pinned to."),
        });
    };
    let there = entry.value.head.version;
    if there <= pin.version && entry.digest == pin.digest || there < pin.version {
        return Err(OpsError::Refused {
            what: format!(
                "{label} is at {} {}, and the library has {there}",
                pin.id, pin.version
            ),
            hint: "There is nothing to upgrade to.".to_owned(),
        });
    }
    Ok(Upgrading {
        kept: kept.clone(),
        from: Arc::clone(from),
        to: Arc::clone(&entry.value),
        pin: entry.pin(),
    })
}

/// What becomes of the answers of the assessment.
fn answers_moved(dossier: &Dossier, upgrading: &Upgrading) -> Vec<Put> {
    let id = upgrading.kept.value.id;
    let own = dossier
        .answers
        .iter()
        .filter(|answer| answer.value.assessment == id);
    let moved = own.filter_map(|kept| {
        let record = (RecordKind::Answer, kept.value.id);
        match carried_over(&kept.value, &upgrading.to) {
            Some(after) if after == kept.value => None,
            Some(after) => Some(put(record, ("carried", Some(kept.digest)), &after)),
            // The same control is asked in another pack: the answer goes on there.
            None if is_shared(dossier, &kept.value) => None,
            None => Some(taken_away(record, ("retired", Some(kept.digest)))),
        }
    });
    moved.collect()
}

/// Everything of the system as it would be.
fn after(dossier: &Dossier, upgrading: &Upgrading) -> Dossier {
    let mut after = dossier.clone();
    let id = upgrading.kept.value.id;
    let tier = dossier.recorded().map(|(_, recorded)| recorded.run.tier);
    for (kept, pack) in &mut after.assessments {
        if kept.value.id == id {
            kept.value.pack = upgrading.pin.clone();
            kept.value.tier = tier;
            *pack = Arc::clone(&upgrading.to);
        }
    }
    after.answers.retain_mut(|kept| {
        if kept.value.assessment != id {
            return true;
        }
        let moved: Option<Answer> = carried_over(&kept.value, &upgrading.to);
        match moved {
            Some(answer) => {
                kept.value = answer;
                true
            }
            None => is_shared(dossier, &kept.value),
        }
    });
    after
}

fn in_words(assessment: &Assessment, report: &UpgradeReport) -> String {
    let counts = [
        (report.carried.len(), "carried"),
        (report.reconfirm.len(), "to be confirmed"),
        (report.added.len() + report.mapped.len(), "new"),
        (report.retired.len(), "retired"),
    ];
    let counts: Vec<_> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let counts = if counts.is_empty() {
        String::new()
    } else {
        format!(": {}", counts.join(", "))
    };
    let drop = report
        .drop_in_words()
        .map_or_else(String::new, |drop| format!("; {drop}"));
    format!(
        "brought {} from {} {} to {}{counts}{drop}",
        assessment.label, assessment.pack.id, report.from, report.to
    )
}

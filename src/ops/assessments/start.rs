//! A pack is started for a system: pinned as it is today, once for the system or once for each decision it is about.

use crate::{
    domain::{
        assessment::Assessment,
        event::RecordKind,
        ids::RecordId,
        pack::{Pack, PackStatus, Per},
    },
    ops::{
        change::Done, dossier::Dossier, error::OpsError, library::no_pack, putting::put,
        workbench::Workbench,
    },
};

/// What every label begins with.
const LABEL: &str = "ASM-";

impl Workbench {
    pub(super) fn start_assessment(
        &mut self,
        system: RecordId,
        (pack, subject): (&str, Option<RecordId>),
    ) -> Result<Done, OpsError> {
        self.until_not_overtaken(|bench| bench.start_once(system, (pack, subject)))
    }

    fn start_once(
        &mut self,
        system: RecordId,
        (id, subject): (&str, Option<RecordId>),
    ) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        let dossier = self.dossier(system)?;
        let entry = dossier.catalog.pack(id).ok_or_else(|| no_pack(id))?;
        check(&dossier, (&entry.value, subject))?;
        let (pin, mut puts, blobs) = self.pin_pack(id)?;
        let today = self.env.today();
        let assessment = Assessment {
            id: self.env.record_id(),
            label: self.next_label(LABEL, 4)?,
            system,
            pack: pin,
            subject,
            tier: dossier.tier_now(today).tier,
            started_on: today,
            started_by: self.env.actor.clone(),
        };
        let record = (RecordKind::Assessment, assessment.id);
        puts.push(put(record, ("started", None), &assessment));
        let group = self.save_upon(seen, puts, blobs)?;
        let about = subject.and_then(|id| dossier.decision_named(id));
        let about = about.map_or_else(String::new, |name| format!(" about {name}"));
        Ok(Done {
            group: Some(group),
            summary: format!(
                "started {} {} {} for {} {}{about}",
                assessment.label,
                entry.value.head.id,
                entry.value.head.version,
                dossier.system.label,
                dossier.system.name
            ),
            refs: vec![assessment.label],
            made: Some(assessment.id),
            can_undo: true,
        })
    }
}

impl Dossier {
    fn decision_named(&self, id: RecordId) -> Option<&str> {
        let found = self.decisions.iter().find(|(decision, ..)| *decision == id);
        found.map(|(_, name, _)| name.as_str())
    }
}

/// Refuses a pack that is not for this system, or that was started already.
fn check(dossier: &Dossier, (pack, subject): (&Pack, Option<RecordId>)) -> Result<(), OpsError> {
    let system = &dossier.system;
    let refused = |what: String, hint: String| Err(OpsError::Refused { what, hint });
    if let Some(day) = system.closed_on {
        return refused(
            format!("{} {} was closed on {day}", system.label, system.name),
            "A closed system is not assessed any more.".to_owned(),
        );
    }
    if pack.head.status == PackStatus::Deprecated {
        return refused(
            format!("{} is deprecated and not started any more", pack.head.id),
            format!(
                "`archdeck assess offers {}` shows what applies.",
                system.label
            ),
        );
    }
    check_subject(dossier, (pack, subject))?;
    let started = dossier.assessments.iter().map(|(kept, _)| &kept.value);
    let mut same = started.filter(|kept| kept.pack.id == pack.head.id && kept.subject == subject);
    if let Some(there) = same.next() {
        return refused(
            format!("{} is started already: {}", pack.head.id, there.label),
            format!("`archdeck assess show {}` goes on with it.", there.label),
        );
    }
    let none = std::collections::BTreeMap::new();
    let applies = pack.head.applies_when.as_ref();
    if applies.is_none_or(|when| when.holds(dossier.known(&none)).may_hold()) {
        return Ok(());
    }
    refused(
        format!(
            "{} is not for {} {}: {}",
            pack.head.id,
            system.label,
            system.name,
            dossier.why(applies)
        ),
        "Where that is wrong, correct the facts of the system; `archdeck system edit` does it."
            .to_owned(),
    )
}

fn check_subject(
    dossier: &Dossier,
    (pack, subject): (&Pack, Option<RecordId>),
) -> Result<(), OpsError> {
    let (id, system) = (&pack.head.id, &dossier.system);
    let refused = |what: String, hint: String| Err(OpsError::Refused { what, hint });
    match (pack.head.per, subject) {
        (Per::System, Some(_)) => refused(
            format!("{id} is answered once for the system, not for a decision"),
            "Start it without naming a decision.".to_owned(),
        ),
        (Per::Decision, None) => refused(
            format!("{id} is answered once for each decision; none was named"),
            "Name one the system rests on: `--decision REF`.".to_owned(),
        ),
        (Per::Decision, Some(subject)) if dossier.decision_named(subject).is_none() => refused(
            format!(
                "{} {} does not rest on that decision",
                system.label, system.name
            ),
            "Link it first; `archdeck system show` lists the decisions it rests on.".to_owned(),
        ),
        (Per::System, None) | (Per::Decision, Some(_)) => Ok(()),
    }
}
